"""A script runs as `python file.py` runs it: compared, byte for byte, with Python itself."""

import subprocess
import sys
import textwrap
from types import SimpleNamespace

import pytest

from gradcli.errors import GradcliError
from gradcli.frontends.script import run_script
from gradcli.study import Ask

DRIVER = """
import sys
from gradcli.frontends.script import run_script
path = None if sys.argv[1] == "-" else sys.argv[1]
source = sys.stdin.buffer.read() if path is None else open(path, "rb").read()
sys.exit(run_script(path, source, sys.argv[2:]).status)
"""


def python(*args, cwd, stdin=b""):
    return subprocess.run([sys.executable, *args], cwd=cwd, input=stdin, capture_output=True, timeout=60)


def write(folder, name, text):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).encode())
    return path


def run(path, *bindings, **how):
    """The report of a script."""
    given = [SimpleNamespace(name=n, value=v) for n, v in bindings]
    ask = how.pop("ask", Ask())
    return run_script(str(path), path.read_bytes(), bindings=given, ask=ask, **how).report


SCRIPTS = {
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
    write(tmp_path, "trace.py", "mine = 'trace'\n")
    write(tmp_path, "colorsys.py", "mine = 'colorsys'\n")
    (tmp_path / "package").mkdir()
    write(tmp_path, "package/__init__.py", "")
    write(tmp_path, "package/inner.py", "from . import other\nvalue = other.base + 1\n")
    write(tmp_path, "package/other.py", "base = 1\n")
    return tmp_path


@pytest.mark.parametrize("name", SCRIPTS)
def test_like_python(house, name):
    write(house, "script.py", SCRIPTS[name])
    expected = python("script.py", "a", "-b", "--order", cwd=house)
    found = python("-c", DRIVER, "script.py", "a", "-b", "--order", cwd=house)
    assert found.stdout.replace(b"np.False_", b"False") == expected.stdout
    ours = found.stderr.split(b'Traceback (most recent call last):\n  File "<string>"')[0]
    assert ours == expected.stderr
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


def test_siblings_are_traced(tmp_path):
    write(tmp_path, "formula.py", "import math\nimport numpy as np\ndef f(t):\n    return math.sin(t) + np.cos(t)\n")
    path = write(tmp_path, "script.py", "from formula import f\nx = 0.0\ny = f(x)")
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
