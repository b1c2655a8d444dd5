"""A script runs as `python file.py` runs it: compared, byte for byte, with Python itself."""

import os
import re
import subprocess
import sys
import textwrap
import warnings
from types import SimpleNamespace

import numpy as np
import pytest
import started
from truths import sampled

from gradcli.answer.subject import Ask
from gradcli.errors import GradcliError
from gradcli.frontends.script import run_script

DRIVER = """
import sys
from gradcli.frontends.script import run_script
path = None if sys.argv[1] == "-" else sys.argv[1]
source = sys.stdin.buffer.read() if path is None else open(path, "rb").read()
sys.exit(run_script(path, source, sys.argv[2:]).status)
"""


def python(*args, cwd, stdin=b""):
    if args[:2] == ("-c", DRIVER):
        return started.start(f"import sys\nsys.path.insert(0, '')\n{DRIVER}", *args[2:], cwd=cwd, stdin=stdin)
    return subprocess.run([sys.executable, *args], cwd=cwd, input=stdin, capture_output=True, timeout=300)


def write(folder, name, text):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).encode())
    return path


def run(path, *bindings, **how):
    """The report of a script."""
    given = [SimpleNamespace(name=n, value=v) for n, v in bindings]
    ask = how.pop("ask", Ask())
    return run_script(str(path), path.read_bytes(), bindings=given, ask=ask, **how).report


def address(text):
    """A text with one address for all."""
    return re.sub(b"0x[0-9a-f]+", b"0x", text)


SCRIPTS = {
    "keywords of any name": "x = 2.0\nprint('{name} {x} {self}'.format(name=1, x=x, self=2))\nsorted([x], key=abs)",
    "argv": "import sys\nprint(sys.argv, __name__, __file__, sys.path[0])\nx = 2.0\ny = x",
    "exit 7": "import sys\nx = 1.0\nsys.exit(7)",
    "exit message": "import sys\nx = 1.0\nsys.exit('msg')",
    "exit none": "import sys\nx = 1.0\nsys.exit(None)",
    "exit true": "x = 1.0\nraise SystemExit(True)",
    "exit negative": "import sys\nsys.exit(-1)",
    "error": "def f(t):\n    return 1 / (t - 2)\nx = 2.0\nf(x)",
    "chained": "x = 2.0\ntry:\n    1 / (x - 2)\nexcept ZeroDivisionError as e:\n    raise ValueError('inner') from e",
    "during": "x = 2.0\ntry:\n    {}[x]\nexcept KeyError:\n    raise ValueError('inner')",
    "group": "raise ExceptionGroup('several', [ValueError(1), TypeError('two')])",
    "domain": "import math\nx = -1.0\nmath.log(x)",
    "range": "import math\nx = 1000.0\nmath.exp(x)",
    "own hook":
        "import sys\nsys.excepthook = lambda t, e, tb: print('mine', t.__name__, tb.tb_lineno)\n"
        "raise ValueError",
    "syntax": "def f(:\n    pass",
    "indentation": "if True:\nx = 1",
    "late syntax": "x = 1\nreturn x",
    "name": "x = 1.0\nprint(y)",
    "sibling error": "import helper\nhelper.fail()",
    "sibling":
        "import helper\nfrom helper import double\n"
        "print(helper.__name__, helper.__file__, double(3))\nx = 2.0\ny = double(x)",
    "package":
        "from package.inner import value\nfrom package import inner\nprint(value, inner.__name__)\n"
        "x = 1.0\ny = x * value",
    "shadows a module": "import trace, colorsys\nprint(trace.mine, colorsys.mine)\nx = 1.0\ny = x",
    "broken sibling": "import broken",
    "missing module": "import nothing_of_that_name",
    "missing name": "from math import nothing",
    "atexit": "import atexit\natexit.register(print, 'bye')\nx = 2.0\ny = x\nprint('end')",
    "warning": "import warnings\nwarnings.warn('careful')\nx = 2.0\ny = x",
    "numpy warning": "import numpy as np\nfor i in range(2):\n    np.log(np.zeros(1))\nx = 2.0\ny = x",
    "shadowed names": "sum = 3; grad = lambda f: 0; print_ = print; tape = gradcli = 1; x = 2.0\ny = x * sum",
    "redefined print": "def print(*a): pass\nx = 2.0\nprint(x)\ny = x",
    "globals": "print(sorted(globals()))\nx = 2.0\ny = x",
    "pickle": "import pickle\nclass A: pass\nprint(type(pickle.loads(pickle.dumps(A()))) is A)\nx = 1.0\ny = x",
    "dataclass":
        "from dataclasses import dataclass\n@dataclass\nclass P:\n    a: float\nx = 2.0\n"
        "print(P(x))\ny = P(x).a",
    "thread":
        "import threading, time\nx = 2.0\n"
        "t = threading.Thread(target=lambda: (time.sleep(0.1), print('late')))\nt.start()\ny = x",
    "input": "try:\n    input()\nexcept EOFError:\n    print('eof')\nx = 2.0\ny = x",
    "future": "from __future__ import annotations\ndef f(a: undefined): return a\nx = 2.0\ny = f(x)",
    "main guard":
        "def main():\n    print('main')\n    return 3\nif __name__ == '__main__':\n"
        "    raise SystemExit(main())",
    "bom": b"\xef\xbb\xbfx = 2.0\r\nprint(x)\r\ny = x\r\n",
    "latin-1": b"# -*- coding: latin-1 -*-\ns = '\xe9'\nprint(ascii(s))\nx = 2.0\ny = x",
    "unknown encoding": b"# -*- coding: nonsense -*-\nx = 2.0\n",
    "sibling of unknown encoding": "import odd",
    "processes": (
        "import ctypes, multiprocessing as mp, struct, array\nx = 2.5\nn = 3\n"
        "print(ctypes.c_int(n), ctypes.c_double(x), mp.Array('d', n)[:], mp.Value('i', n).value)\n"
        "print(struct.pack('d', x), array.array('d', [x] * n))"
    ),
    "asyncio": (
        "import asyncio\nx = 2.5\nasync def f():\n    await asyncio.sleep(x * 0)\n    try:\n"
        "        await asyncio.wait_for(asyncio.sleep(1), timeout=x / 1000)\n"
        "    except asyncio.TimeoutError:\n        print('late')\nasyncio.run(f())"
    ),
    "bad encoding": b"s = '\xe9'\n",
    "builtins": "import builtins\nbuiltins.answer = 42\nprint(answer)\nx = 2.0\ny = x",
    "printing": (
        "import json\nx = 2.0\nn = 3\ny = x * n\n"
        "print(x, y, [x, n], {'k': y}, f'{x:.3f} {n:03d} {y!r}', '%d %.2f %s' % (n, y, x))\n"
        "print(round(y), round(x / n, 2), int(y), n // 2, n % 2, divmod(n, 2), -n)\n"
        "print(abs(-x), x == 2.0, x > y, str(x), hex(n))\n"
        "print([0] * n, 'ab' * n, list(range(n)), 'abcdef'[n], json.dumps({'x': x, 'y': [y]}))\n"
        "print(type(x), isinstance(n, int))\n"
        "print('{:>8.2f}|{:<5}|{:,}'.format(y, n, x * 1e6), max(x, y), min([y, x]))\n"
        "print(sorted([y, x]), sum([x, y]), pow(n, 2, 5))"
    ),
    "exit with a traced number": "import sys\ncode = 3\nsys.exit(code)",
    "exit beyond C's long": "import sys\nsys.exit(2**63)",
    "exit with a fraction": "import sys\ncode = 2.5\nsys.exit(code)",
    "random numbers": (
        "import random\nseed = -42\nrandom.seed(seed)\nx = random.random()\nr = random.Random(seed)\n"
        "print(x, r.random(), r.randint(1, 9), r.choice([1, 2, 3]))"
    ),
    "numbers for C": (
        "import collections, datetime, decimal, functools, logging, os, queue, signal, sqlite3, threading, time\n"
        "t = 0.001\nn = 2\nhere = os.path.basename(__file__)\ntime.sleep(t)\n"
        "print(time.gmtime(n).tm_sec, time.ctime(86400 * n)[:3], os.utime(here, (t, t)), int(n).to_bytes(n, 'big'))\n"
        "print(threading.Event().wait(t), threading.Lock().acquire(timeout=t), signal.setitimer(0, t * 0))\n"
        "try:\n    queue.Queue().get(timeout=t)\nexcept queue.Empty:\n    print('empty')\n"
        "print(datetime.datetime.fromtimestamp(t, datetime.timezone.utc), collections.deque([1, 2, 3], maxlen=n))\n"
        "print(sqlite3.connect(':memory:').execute('select ?, ?', (t, n)).fetchall(), pow(2, n, 7))\n"
        "print(round(decimal.Decimal('1.2345'), n), float.hex(t), float.__add__(t, 1), int.to_bytes(n, 1, 'big'))\n"
        "timedelta = functools.partial(datetime.timedelta, days=1)\nprint(timedelta(hours=n))\n"
        "logging.getLogger().setLevel(n * 10)\ntimer = threading.Timer(t, print, ['late'])\ntimer.start()\ntimer.join()"
    ),
    "frames": "import sys, warnings\ndef f():\n    return sys._getframe(1).f_lineno\nn = 0\n"
        "print(f(), sys._getframe(n).f_code.co_name)\nwarnings.warn('careful', stacklevel=n + 1)\n"
        "warnings.warn('you', stacklevel=2)",
    "the class of a number": (
        "import functools, numbers\nfrom collections.abc import Iterable, Sized\nx = 2.0\nn = 3\n"
        "for v in (x, n, x * n, n + 1, 'a', [x]):\n    match v:\n        case int(): print('int')\n"
        "        case float(w): print('float', w)\n        case [w]: print('list', w)\n        case _: print('other')\n"
        "@functools.singledispatch\ndef f(v): return 'object'\n@f.register\ndef _(v: float): return 'float'\n"
        "print(f(x), f(n), x.__class__, n.__class__, isinstance(x, Iterable), isinstance(x, (Sized, numbers.Real)))\n"
        "print([hasattr(x, a) for a in ('__iter__', '__len__', 'shape', 'dtype', 'value', 'at', 'real', 'hex')])\n"
        "print(getattr(x, 'shape', 'none'), getattr(x, 'real'), getattr(n, 'numerator'))\n"
        "def flat(v): return [w for p in v for w in flat(p)] if hasattr(v, '__iter__') else [v]\n"
        "print(flat([x, [n, x]]))"
    ),
    "attributes asked for once": (
        "class A:\n    def __getattr__(self, name):\n        print('asked', name)\n        raise AttributeError(name)\n"
        "print(getattr(A(), 'a', 1), hasattr(A(), 'b'))\ntry:\n    getattr(A(), 'c')\n"
        "except AttributeError as e:\n    print(e)\nx = 2.0\ngetattr(x, 'shape')"
    ),
    "json": (
        "import json, io\nn = 3\nx = 2.5\nclass A: pass\n"
        "print(json.dumps([x], default=lambda o: 'custom'), json.dumps({n: x, x: {'a': [n, (x,)]}}, indent=2))\n"
        "class E(json.JSONEncoder):\n"
        "    def default(self, o): return {'a': x} if isinstance(o, A) else super().default(o)\n"
        "print(json.dumps([A(), x, n], cls=E), json.dumps(A(), default=lambda o: [n]))\n"
        "f = io.StringIO()\njson.dump({'x': x}, f, sort_keys=True)\nprint(f.getvalue(), E().encode({n: A()}))\n"
        "v = [x]\nv.append(v)\n"
        "for bad in (v, {1, 2}, {(n, n): 1}):\n    try:\n        json.dumps(bad)\n"
        "    except (TypeError, ValueError) as e:\n        print(e)"
    ),
    "tracebacks of its own": (
        "import logging, traceback, sys\nx = 2.0\nn = 0\n"
        "for f in (lambda: x / n, lambda: float('abc'), lambda: x % n, lambda: [][n], lambda: round(x, 'a')):\n"
        "    try:\n        f()\n    except Exception as e:\n        traceback.print_exc(limit=3)\n"
        "        traceback.print_tb(e.__traceback__)\n"
        "traceback.print_stack()\nprint(len(traceback.extract_stack()))\n"
        "try:\n    x / n\nexcept ZeroDivisionError:\n    logging.exception('oh')"
    ),
    "an error in a thread": (
        "import threading\nx = 2.0\ndef f():\n    return x / (x - 2)\n"
        "t = threading.Thread(target=f, name='T')\nt.start()\nt.join()\nprint(t.run.__name__)"
    ),
    "an error in __del__": "x = 0.0\nclass A:\n    def __del__(self): 1 / x\nA()\nprint('on')",
    "hook that raises": "import sys\ndef hook(t, v, tb): raise RuntimeError('in hook')\nsys.excepthook = hook\n1 / 0",
    "hook of None": "import sys\nsys.excepthook = None\n1 / 0",
    "no hook": "import sys\ndel sys.excepthook\n1 / 0",
    "no closed": (
        "import sys\nclass Tee:\n    def __init__(self, f): self.f = f\n    def write(self, s): self.f.write(s)\n"
        "    def flush(self): self.f.flush()\nsys.stdout = Tee(sys.stdout)\nx = 2.0\nprint(x)"
    ),
    "detached": (
        "import sys, io\nsys.stdout = io.TextIOWrapper(sys.stdout.detach(), encoding='utf-8', write_through=True)\n"
        "print('a')\nx = 2.0\ny = x * x"
    ),
    "syntax warning": "x = 1\nif x is 1: pass\ns = '\\d'",
    "deep": "import sys\ndef f(n): return 0 if n == 0 else 1 + f(n - 1)\nprint(f(990), sys.getrecursionlimit())\n"
        "sys.setrecursionlimit(3000)\nprint(f(2900), sys.getrecursionlimit())",
    "last words": "class A:\n    def __del__(self): print('closing')\na = A()\nx = 2.0\ny = x",
    "numpy printing": (
        "import numpy as np\nx = 2.0\nw = x * np.ones(3)\n"
        "print(w, w.round(1), w.shape, w.dtype, len(w), w > 1, np.argmax(w), w.sum())\n"
        "print(isinstance(w, np.ndarray), np.isnan(w).any(), [f'{v:.2f}' for v in w], w.tolist())\n"
        "print(type(np.pi), np.shape(w))"
    ),
    "errors of numbers": (
        "import numpy as np\nx = 0.0\nn = 0\nw = (x + 1.0) * np.ones(3)\n"
        "for f in (lambda: 1 / x, lambda: 1 // x, lambda: 1 % x, lambda: x ** -1,\n"
        "          lambda: 10.0 ** (x + 400), lambda: [1][n + 5],\n"
        "          lambda: w + np.ones(2), lambda: len(x), lambda: list(x), lambda: x[0],\n"
        "          lambda: {}[n], lambda: (x + 1)('a')):\n"
        "    try:\n        f()\n    except Exception as e:\n        print(type(e).__name__)\n"
        "try:\n    w[7]\nexcept IndexError:\n    print('IndexError')"
    ),
    "numpy's warnings": (
        "import numpy as np\nw = np.array([1.0, 0.0])\nz = np.zeros(2)\nz[0] = w[1]\n"
        "print(np.log(w), 1 / w, w / 0, w ** -1)\nprint(np.log(z), 1 / z, np.sqrt(-w), np.exp(w * 1000))\n"
        "for n in range(3):\n    w / w\n"
        "with np.errstate(all='ignore'):\n    print(1 / w)\ny = w.sum()"
    ),
    "numpy's errors where asked for": (
        "import warnings\nimport numpy as np\nw = np.array([1.0, 0.0])\n"
        "with np.errstate(all='raise'):\n    try:\n        1 / w\n"
        "    except FloatingPointError as e:\n        print(e)\n"
        "warnings.simplefilter('error')\ntry:\n    np.log(w)\nexcept RuntimeWarning as e:\n    print(e)\n"
        "np.seterr(all='raise')\nprint((w * 2).sum())"
    ),
    "an error of numpy's": "import numpy as np\nw = np.array([1.0, 2.0])\nw[5]",
    "a shape": "import numpy as np\nw = np.array([1.0, 2.0])\nw @ np.ones(3)",
    "a cast": "import numpy as np\nk = np.array([3, 1, 2])\nk += 0.5",
    "a number is no matrix": "n = 3\nx = 2.0\nn @ x",
    "a written array": (
        "import sys\nimport numpy as np\nw = np.array([1.0, 2.0])\na = np.zeros(2)\na[0] = w[1]\n"
        "np.savetxt(sys.stdout, w)\nnp.savetxt(sys.stdout, a)\nprint(a, str(a), f'{a}')\n"
        "old = np.array(a)\na[0] = 7.0\nprint(old, a)\nnp.random.seed(0)\nnp.random.shuffle(w)\nprint(w)\n"
        "rng = np.random.default_rng(0)\nrng.shuffle(a)\nprint(a, isinstance(rng, np.random.Generator))"
    ),
    "powers": (
        "x, n, m = -8.0, 6, 5\nprint(x ** (1 / 3), pow(x, 0.5), (-x) ** 0.5, pow(3, 4, m), pow(n, 2), n ^ 3)\n"
        "import math\nprint(math.factorial(n * 4), math.fmod(1, 0.1 * n), math.remainder(n, 0.7))"
    ),
}  # fmt: skip


@pytest.fixture
def house(tmp_path):
    write(tmp_path, "helper.py", "def double(t):\n    return 2 * t\ndef fail():\n    raise RuntimeError('neg')\n")
    write(tmp_path, "broken.py", "x = = 1\n")
    write(tmp_path, "odd.py", "# -*- coding: nonsense -*-\nx = 1\n")
    write(tmp_path, "trace.py", "mine = 'trace'\n")
    write(tmp_path, "colorsys.py", "mine = 'colorsys'\n")
    (tmp_path / "package").mkdir()
    write(tmp_path, "package/__init__.py", "")
    write(tmp_path, "package/inner.py", "from . import other\nvalue = other.base + 1\n")
    write(tmp_path, "package/other.py", "base = 1\n")
    return tmp_path


@pytest.mark.parametrize("name", sampled(SCRIPTS, 2))
def test_like_python(house, name):
    write(house, "script.py", SCRIPTS[name])
    expected = python("script.py", "a", "-b", "--order", cwd=house)
    found = python("-c", DRIVER, "script.py", "a", "-b", "--order", cwd=house)
    assert found.stdout.replace(b"np.False_", b"False") == expected.stdout
    ours = found.stderr.split(b'Traceback (most recent call last):\n  File "<string>"')[0]
    assert address(ours) == address(expected.stderr)
    if b"GradcliError" not in found.stderr:
        assert found.returncode == expected.returncode


def test_standard_input(tmp_path):
    text = b"import sys\nprint(sys.argv, repr(sys.path[0]), '__file__' in globals(), __name__)\n"
    text += b"x = 2.0\ny = x\n1 / (x - 2)"
    expected = python("-", "a", cwd=tmp_path, stdin=text)
    found = python("-c", DRIVER, "-", "a", cwd=tmp_path, stdin=text)
    assert (found.stdout, found.returncode) == (expected.stdout, expected.returncode)
    assert b"gradcli" not in found.stderr
    assert b'File "<stdin>", line 5, in <module>' in found.stderr


def test_interrupt(tmp_path):
    path = write(tmp_path, "script.py", "raise KeyboardInterrupt")
    assert run_script(str(path), path.read_bytes()).status == 130


def test_click_exceptions_are_the_scripts_own(tmp_path, capsys):
    path = write(tmp_path, "script.py", "import click\nraise click.UsageError('mine')")
    assert run_script(str(path), path.read_bytes()).status == 1
    assert capsys.readouterr().err.endswith("click.exceptions.UsageError: mine\n")


def test_no_script():
    with pytest.raises(GradcliError, match=r"x\.pyc is not a Python script: it has NUL bytes"):
        run_script("x.pyc", b"\x00\x01")


def test_everything_is_put_back(house):
    before = sys.argv, sys.path[:], sys.modules["__main__"], sys.meta_path[:]
    path = write(house, "script.py", "import helper, sys\nx = helper.double(2.0)\nsys.argv = []\ny = x")
    run_script(str(path), path.read_bytes())
    assert (sys.argv, sys.path[:], sys.modules["__main__"], sys.meta_path[:]) == before
    assert "helper" not in sys.modules


def test_a_library_that_a_script_brings_is_none_of_its_modules(tmp_path):
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "numpy").symlink_to(os.path.dirname(np.__file__))
    (tmp_path / "lib" / "numpy-1.dist-info").mkdir()
    text = "import sys\nsys.path.insert(0, 'lib')\nimport numpy as np\nx = 2.0\ny = np.sum(np.array([x, 1.0]) ** 2)\n"
    (tmp_path / "model.py").write_text(text)
    done = subprocess.run(
        [sys.executable, "-m", "gradcli", "run", "model.py", "--get", "grad.x"], cwd=tmp_path, capture_output=True,
        text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("4.0\n", "")


def test_siblings_are_traced(tmp_path):
    write(tmp_path, "formula.py", "import math\nimport numpy as np\ndef f(t):\n    return math.sin(t) + np.cos(t)\n")
    path = write(tmp_path, "script.py", "from formula import f\nx = 0.0\ny = f(x)")
    assert run(path).results[0].grad == {"x": 1.0}


def test_modules_on_a_path_of_the_scripts_own_are_traced(tmp_path):
    (tmp_path / "lib").mkdir()
    write(tmp_path, "lib/formula.py", "import math\ndef f(t):\n    return math.sin(t)\n")
    path = write(tmp_path, "script.py", "import os, sys\nsys.path.insert(0, os.path.dirname(__file__) + '/lib')\n"
                 "from formula import f\nx = 0.0\ny = f(x)")  # fmt: skip
    assert run(path).results[0].grad == {"x": 1.0}


def test_own_math_is_left_alone(tmp_path):
    write(tmp_path, "numpy.py", "def sin(t):\n    return 3 * t\n")
    path = write(tmp_path, "script.py", "import numpy as np\nx = 5.0\ny = np.sin(x)")
    assert run(path).results[0].grad == {"x": 3.0}


def test_unfinished_tapes_are_reported(tmp_path, capsys):
    path = write(
        tmp_path, "script.py",
        """
        import gradcli
        x = gradcli.Variable(3.0)
        with gradcli.GradientTape() as t:
            y = x * x
        g = t.gradient(y, x)
        raise RuntimeError("later")
        """,
    )  # fmt: skip
    outcome = run_script(str(path), path.read_bytes())
    assert outcome.status == 1
    assert [(r.name, r.line, r.grad) for r in outcome.report.results] == [("g", 6, {"x": 6.0})]
    assert "RuntimeError: later" in capsys.readouterr().err


def test_a_second_question_to_a_used_up_tape_offers_a_persistent_one(tmp_path, capsys):
    """The class and the text are TensorFlow's; what to do is told beneath."""
    path = write(tmp_path, "used.py", "from gradcli import GradientTape, Variable\nx = Variable(2.0)\n"
                 "with GradientTape() as t:\n    y = x * x\nt.gradient(y, x)\nt.gradient(y, x)\n")  # fmt: skip
    run(path)
    assert capsys.readouterr().err.endswith(
        "can only be used to compute one set of gradients (or jacobians)\n"
        "help: GradientTape(persistent=True) may be asked more than once\n"
    )


def test_pickles_know_nothing_of_us(tmp_path, capfd):
    path = write(
        tmp_path, "script.py",
        """
        import pickle
        import numpy as np
        x, n, w = 2.5, 3, np.array([1.0, 2.0])
        found = pickle.dumps([x, n, w, x * n])
        print(b"gradcli" in found, [type(v).__name__ for v in pickle.loads(found)], pickle.loads(found)[3])
        """,
    )  # fmt: skip
    run(path)
    assert capfd.readouterr().out == "False ['float', 'int', 'ndarray', 'float'] 7.5\n"


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\nnp.seterr(all='raise')\nx = 1e-200\ny = x * x + x",
        "import warnings\nwarnings.simplefilter('error')\nimport numpy as np\nx = np.array([1e-200])\ny = x * x + x",
    ],
)
def test_what_a_script_makes_of_warnings_does_not_reach_the_report(tmp_path, text):
    with np.errstate(), warnings.catch_warnings():
        (row,) = run(write(tmp_path, "script.py", text)).results
    assert (row.grad or row.jacobian)["x"] in (1.0, [[1.0]])


def test_the_recursion_limit_is_put_back(tmp_path):
    before = sys.getrecursionlimit, sys.setrecursionlimit, sys.getrecursionlimit()
    run(write(tmp_path, "script.py", "x = 2.0\ny = x"))
    assert (sys.getrecursionlimit, sys.setrecursionlimit, sys.getrecursionlimit()) == before


def test_a_sibling_is_not_taken_for_a_module_that_gradcli_needs(tmp_path):
    (tmp_path / "colorsys.py").write_text("hue = 2.0\n")  # mpmath imports Python's own
    script = tmp_path / "script.py"
    script.write_text(
        "import math\nfrom gradcli import grad\ny = grad(math.lgamma)(2.5)\nimport colorsys\nprint(y, colorsys.hue)\n"
    )
    found = python("-m", "gradcli", "run", str(script), cwd=tmp_path.parent).stdout.decode()
    assert [round(float(v), 12) for v in found.split()[:2]] == [0.703156640645, 2.0]
