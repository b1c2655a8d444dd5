"""Numbers that leave as a text, as bytes, or to another process, and come back: told, where they may come back."""

import json
import os

import pytest
import started

from gradcli.frontends.script import run_script
from tests.plain_script import report_of

N = "import numpy as np\n"
TOLD = {  # r hangs on x by a way that no trace follows
    "an array of texts": N + "r = np.array([f'{t:.6f}' for t in [x, 3 * x]]).astype(float).sum() * x",
    "an array of texts as floats": N + "r = np.array([str(x), str(3 * x)], dtype=float).sum() * x",
    "the same by asarray": N + "r = np.asarray((str(x), '3'), float).sum() * x",
    "array2string": N + "r = float(np.array2string(np.array([x * x]), precision=17)[1:-1]) * x",
    "format_float_positional": N + "r = float(np.format_float_positional(x * x)) * x",
    "format_float_scientific": N + "r = float(np.format_float_scientific(x * x)) * x",
    "char.mod": N + "r = np.char.mod('%.3f', np.array([x, x * x])).astype(float).sum() * x",
    "map float": "s = ' '.join(map(str, [x, x * x]))\nr = sum(map(float, s.split())) * x",
    "map np.float64": N + "s = f'{x} {x * x}'\nr = sum(map(np.float64, s.split())) * x",
    "configparser": "import configparser\nc = configparser.ConfigParser()\nc['m'] = {'x': str(x * x)}\n"
                    "r = c.getfloat('m', 'x') * x",
    "hex": "d = {'k': x.hex()}\nr = float.fromhex(d['k'].upper()) * x",
    "ratio": "n, d = x.as_integer_ratio()\nr = n / d * x",
    "memory": N + "r = np.ndarray(1, buffer=np.array([x * x]).tobytes())[0] * x",
    "whole number of bytes": N + "r = int.from_bytes(np.array([x * x]).tobytes(), 'little') * 1e-18 * x",
    "digest": N + "import hashlib\n"
              "h = hashlib.md5(np.array([x * x]).tobytes()).hexdigest()\nr = int(h, 16) * 1e-38 * x",
    "memoryview": N + "y = np.array([x, x * x])\nr = memoryview(y)[1] * x",
    "bytes": N + "y = np.array([x, x * x])\nr = np.frombuffer(bytes(y))[1] * x",
    "shelf": "import shelve, tempfile\nd = shelve.open(tempfile.mkdtemp() + '/s')\n"
             "d['w'] = x * x\nr = d['w'] * x\nd.close()",
    "another program": "import subprocess, sys\n"
                       "o = subprocess.check_output([sys.executable, '-c', f'print({x}**2)'])\nr = float(o) * x",
    "an argument of a program": "import subprocess, sys\np = 'import sys; print(2 * float(sys.argv[1]))'\n"
                                "o = subprocess.run([sys.executable, '-c', p, str(x)], capture_output=True).stdout\n"
                                "r = float(o) * x",
    "a file of bytes": N + "import tempfile\np = tempfile.mktemp()\nwith open(p, 'wb') as f:\n"
                       "    f.write(np.float64(x * x).tobytes())\n"
                       "r = np.fromfile(p)[0] * x",
    "a file of json": "import json, tempfile\np = tempfile.mktemp()\nwith open(p, 'w') as f:\n"
                      "    f.write(json.dumps({'a': [x]}))\n"
                      "with open(p) as f:\n    r = json.load(f)['a'][0] * x",
    "rows": "import csv, io\nb = io.StringIO()\nw = csv.writer(b)\nw.writerow([x * x, 2])\n"
            "r = float(b.getvalue().split(',')[0]) * x",
    "an object of a block": "import decimal\nwith decimal.localcontext() as c:\n"
                            "    r = float(c.create_decimal_from_float(float(x))) * x",
    "eval of a formula": "r = eval(f'{x} ** 2 + x')", "exec": "exec(f'k = {x * x}')\nr = k * x",
    "lines of code": "n = {}\nexec('\\n'.join(f'w{i} = {x * i}' for i in range(3)), n)\nr = n['w2'] * x",
    "compiled": "r = eval(compile(f'{x} * 2', 's', 'eval')) * x",
    "parsed": "import ast\nr = eval(compile(ast.parse(f'{x} * 2', mode='eval'), 's', 'eval')) * x",
    "toml": "import tomllib\nr = tomllib.loads(f'a = {x * x}')['a'] * x",
    "a decoder": "import json\nr = json.JSONDecoder().decode(f'[{x}]')[0] * x",
    "another name of a reader": "from json import loads\nread = loads\nr = read(f'[{x}]')[0] * x",
    "arguments": "import argparse\np = argparse.ArgumentParser()\np.add_argument('--lr', type=float)\n"
                 "r = p.parse_args(['--lr', f'{x * x}']).lr * x",
    "a context of decimals": "import decimal\nr = float(decimal.Context().create_decimal(str(x))) * x",
    "locale": "import locale\nr = locale.atof(str(x)) * x",
    "float by another name": "r = sum([c(t) for c, t in zip([int, float], f'1;{x}'.split(';'))]) * x",
    "half of a text": "a, b = str(x).split('.')\nr = (int(a) + int(b) / 10) * x",
    "two texts": "r = float('1' + str(x)) * x", "digits": "r = sum(int(c) for c in str(x) if c.isdigit()) * x",
    "slices": "r = float(f'{x:.3e}'[:4]) * x", "without the point": "r = int(str(x).replace('.', '')) * x",
    "hash of a text": "r = hash(str(x)) % 7 * x", "letters": "r = ord(str(x)[0]) * x",
    "digest of a text": "import hashlib\nm = hashlib.sha1\nr = m(str(x).encode()).digest()[0] * x",
    "checksum of bytes": "import struct, zlib\nr = zlib.crc32(struct.pack('d', x)) * x",
    "packed into": "import struct\nb = bytearray(8)\nstruct.pack_into('d', b, 0, x * x)\n"
                   "r = struct.unpack('d', b)[0] * x",
    "bytes of a number": "import os\np, q = os.pipe()\nos.write(q, b'%f' % (x * x))\nr = float(os.read(p, 99)) * x",
    "code that is timed": "import timeit\nn = {'out': []}\n"
                          "timeit.timeit(f'out.append({x * x})', globals=n, number=2)\nr = sum(n['out']) * x",
    "code that is timed often": "from timeit import repeat\nn = []\n"
                                "repeat(f'n.append({x * x})', globals=globals(), repeat=1, number=2)\nr = sum(n) * x",
    "a tree of code": "import ast\nt = ast.Expression(ast.Constant(x * x))\n"
                      "r = eval(compile(ast.fix_missing_locations(t), 's', 'eval')) * x",
}  # fmt: skip
START = "import io, mmap, pickle, struct\nimport numpy as np\nm, b = bytearray(), struct.pack('d', x * x)\n"
BYTES = {
    "a slice": "m = bytearray(16)\nm[:8] = b\ny = m[:8]",
    "added": "m += b\ny = m",
    "at the end": "m.extend(b)\ny = m",
    "a map": "m = mmap.mmap(-1, 16)\nm[:8] = b\ny = m[:8]",
    "a view": "m = bytearray(8)\nmemoryview(m)[:8] = b\ny = m",
    "a list": "y = bytes(list(b))",
    "a loop": "y = bytes([c for c in b])",
    "a join": "y = bytearray(9)\ny[1:] = b\ny = y[1:]",
}
TOLD |= {f"bytes by {name}": f"{START}{text}\nr = struct.unpack('d', y)[0] * x" for name, text in BYTES.items()}
TOLD |= {f"a buffer by {name}": f"{START}{text}\nr = np.frombuffer(y)[0] * x" for name, text in BYTES.items()}
SHORT = {"single": "f", "half": "e", "two": "4xf", "the other end first": ">d"}
TOLD |= {
    f"{name} precision": f"import struct\nm = bytearray(struct.calcsize('{form}'))\n"
                         f"m[:] = struct.pack('{form}', x * x)\n"
                         f"r = struct.unpack('{form}', m)[0] * x"
    for name, form in SHORT.items()
}  # fmt: skip
INTO = {
    "a cast": "m = memoryview(b).cast('B')\nm[8:16] = np.array([x]).tobytes()",
    "a buffer": "q = bytearray(16)\nb = np.frombuffer(q)\nq[8:] = struct.pack('d', x)",
    "packing": "struct.pack_into('d', memoryview(b), 8, x)",
}
TOLD |= {
    f"memory of an array by {name}": f"{N}import struct\nb = np.zeros(2)\n{text}\nr = {read} * x"
    for name, text in INTO.items() for read in ("b.sum()", "b[1]")
}  # fmt: skip
TOLD["a pickle in memory"] = (
    f"{START}f = io.BytesIO()\npickle.dump([x, x * x], f)\nf.seek(0)\nr = sum(pickle.load(f)) * x"
)
FORKED = {
    "pool": "import multiprocessing as mp\ndef f(t): return t * t\nwith mp.get_context('fork').Pool(1) as p:\n"
            "    r = sum(p.map(f, [x, 3.0])) * x",
    "pool of globals": "import multiprocessing as mp\ndef f(i): return i * x\n"
                       "with mp.get_context('fork').Pool(1) as p:\n"
                       "    r = sum(p.imap(f, [1, 2]))",
    "executor": "import multiprocessing as mp\nfrom concurrent.futures import ProcessPoolExecutor\n"
                "def f(t): return t * t\nc = mp.get_context('fork')\n"
                "with ProcessPoolExecutor(1, mp_context=c) as e:\n    r = e.submit(f, x).result()",
    "queue": "import multiprocessing as mp\nc = mp.get_context('fork')\nq = c.Queue()\n"
             "def f(): q.put(x * x)\np = c.Process(target=f)\np.start()\nr = q.get() * 1.0\np.join()",
    "fork": "import os\nrd, wr = os.pipe()\n"
            "if os.fork() == 0:\n    os.write(wr, str(x * x).encode())\n    os._exit(0)\n"
            "r = float(os.read(rd, 100))",
}  # fmt: skip
PANDAS = {
    "a window": "r = (df['u'] * x).rolling(2).quantile(0.5).sum()",
    "eval": "df.eval('v = u * @x', inplace=True)\nr = df['v'].sum() * x",
    "read_json": "import io\nr = pd.read_json(io.StringIO(f'[{{\"x\": {x * 2}}}]'))['x'][0] * x",
    "a stream of bytes": "import io\nr = pd.read_json(io.BytesIO(f'[{{\"x\": {x * 2}}}]'.encode()))['x'][0] * x",
    "read_csv": "import io\nr = pd.read_csv(io.StringIO(f'u,v\\n{x},{x * x}'))['v'].sum() * x",
}  # fmt: skip
QUIET = {
    "printed": N + "print(f'{x:.3f}', x.hex(), '%.2f' % x, np.array2string(np.array([x])), str(x))\nr = x * x",
    "other texts": N + "print(f'{x:.3f}')\ny = np.array([str(i) for i in range(5, 8)]).astype(float)\nr = y.sum() * x",
    "map of others": "print(x)\nr = sum(map(float, '5 6'.split())) * x + sum(map(float, [x]))",
    "a program of its own": "import subprocess, sys\no = subprocess.check_output([sys.executable, '-c', 'print(7)'])\n"
                            "print(f'{x:.4f}')\nr = float(o) * x",
    "passed on": "def f(s): return s\ng = f\nclass P:\n    def read(self, s): return s\n"
                 "print(g(f'{x}'), P().read(f'{x} and'))\nr = x * x",
    "a name": "import os, pathlib, logging\np = pathlib.Path(os.path.join('a', f'{x}.txt'))\n"
              "logging.getLogger(f'{x}').info(f'{x:.2f}')\nr = x * x",
    "a key": "d = {}\nd[f'{x}'] = x\nr = d[f'{x}'] * x",
    "other texts made of it": "import re, textwrap\nprint(re.sub('5', '4', f'{x} is'), textwrap.fill(f'{x} is', 20))\n"
                              "r = x * x",
    "a stream that is written": "import contextlib, io\nb = io.StringIO()\nfor i in range(2):\n"
                                "    with contextlib.redirect_stdout(b):\n        print(x * i)\nr = x * x",
    "timed": "import timeit\nprint(f'{x}', timeit.timeit('1 + 1', number=1) < 9)\nr = x * x",
    "bytes of others": "import struct\nm = bytearray(8)\nm[:] = struct.pack('d', x)\nm[:] = struct.pack('d', 7.5)\n"
                       "r = struct.unpack('d', m)[0] * x",
    "packed": "import struct, hashlib\nprint(len(struct.pack('d', x)), f'{x:>{10}.{2}f}|{x!r:>8}|{x=}')\nr = x * x",
    "parts": "r = x * x if str(x)[0] == str(x).split('.')[0] == '2' and '2' in str(x) else x",
    "begins": "r = x * x if str(x).startswith(('2', '3')) and repr([x]).startswith('[2.') else x",
    "compared": "r = x * x if f'{x:.1f}' != '3.0' and str(x) != '3.5' else x",
    "saved": "import pickle, io\npickle.dump({'w': x}, io.BytesIO())\nr = x * x",
}  # fmt: skip


def told(text, path):
    """(the derivatives, whether each that is told as left) of a script that begins with x = 2.5."""
    report, _ = report_of(f"x = 2.5\n{text}", path)
    (result,) = report.results
    return result.grad, [note for note in result.notes if note.code == "left" and note.path == "grad.x"]


@pytest.mark.parametrize("name", TOLD)
def test_what_may_come_back_is_told(name, tmp_path):
    assert len(told(TOLD[name], tmp_path / "script.py")[1]) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
@pytest.mark.parametrize("name", FORKED)
def test_what_another_process_may_send_back_is_told(name, tmp_path):
    """In a process of its own, as a fork of many threads may hang."""
    (path := tmp_path / "script.py").write_text(f"x = 2.5\n{FORKED[name]}")
    found = started.start(started.COMMAND, "run", str(path), "--json")
    codes = [w["code"] for w in json.loads(found.stdout)["warnings"] if w["path"] == "grad.x"]
    assert codes == ["left"]


@pytest.mark.filterwarnings("ignore")  # of pandas
@pytest.mark.parametrize("name", PANDAS)
def test_tables_of_pandas(name, tmp_path):
    pytest.importorskip("pandas")
    text = f"import pandas as pd\ndf = pd.DataFrame({{'u': [1.0, 2.0]}})\n{PANDAS[name]}"
    assert len(told(text, tmp_path / "script.py")[1]) == 1


@pytest.mark.parametrize("name", QUIET)
def test_what_does_not_come_back_is_not(name, tmp_path):
    report, _ = report_of(f"x = 2.5\n{QUIET[name]}", tmp_path / "script.py")
    assert [note.message for note in report.results[0].notes] == []


AT = "r = 3 * x if {} else x"
SAME = {  # decided by x == 2.5 alone
    "equal": AT.format("str(x) == '2.5'"), "begins": AT.format("str(x).startswith('2.5')"),
    "a part": AT.format("str(x).upper()[:3] == '2.5'"), "in": AT.format("'2.5' in f'{x} m'"),
    "ends": AT.format("str(x).endswith('.5')"),
    "among": AT.format("f'{x}' in ('2.5', '3.5')"), "a key": "r = {'2.5': 3.0}.get(repr(x), 1.0) * x",
    "matched": "match str(x):\n    case '2.5': r = 3 * x\n    case _: r = x",
    "of two": "y = 2.5\n" + AT.format("str(x) == f'{y}'"),
    "a list": AT.format("str([x]) == '[2.5]'"),
    "json": "import json\n" + AT.format("json.dumps({'x': x}) == '{\"x\": 2.5}'"),
    "an f-string": AT.format("f'{(x, 1)}' == '(2.5, 1)'"), "format": AT.format("'{}'.format({x}) != '{2.5}'"),
    "per cent": AT.format("'%s' % [x] == '[2.5]'"), "a sum": AT.format("'x = ' + repr(x) == 'x = 2.5'"),
    "an object": "from types import SimpleNamespace as S\n" + AT.format("str(S(x=x)) == 'namespace(x=2.5)'"),
    "a counter": "import collections as c\n" + AT.format("str(c.Counter([x])) == 'Counter({2.5: 1})'"),
    "a dataclass": "from dataclasses import make_dataclass\nP = make_dataclass('P', ['x'])\n"
                   + AT.format("str(P(x)) == 'P(x=2.5)'"),
    "pformat": "from pprint import pformat\n" + AT.format("pformat([x]) == '[2.5]'"),
    "an element": N + AT.format("repr(np.array([x, 1.0])[0]) == 'np.float64(2.5)'"),
    "an array": N + AT.format("str(np.array([x, 1.0])) == '[2.5 1. ]'"),
    "a written array": N + "v = np.zeros(2)\nv[0] = x\n" + AT.format("str(v) == '[2.5 0. ]'"),
    "array2string": N + AT.format("np.array2string(np.array([x, 1.0])) == '[2.5 1. ]'"),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_a_text_of_this_very_number(name, tmp_path):
    for start, told in (("2.5", 1), ("2.75", 0)):
        report, _ = report_of(f"x = {start}\n{SAME[name]}", tmp_path / "script.py")
        assert [n.code for n in report.results[0].notes if n.path == "grad.x"].count("kink") == told


def test_texts_are_those_that_python_writes(tmp_path):
    """The script prints what Python prints, whatever it makes of its texts."""
    from tests.plain_script import faults

    text = (
        "import copy, json\ns = 'a %s' % x + f'{x:>{8}.{2}f}|{x!r:>6}' + '{:.1f} {a}'.format(x, a=x)\n"
        "t = ('<' + s.upper()[2:] * 2).replace('2', '3').split('|')\nb = s.encode() + b'%.2f' % x\n"
        "print(t, type(s) is str, type(b) is bytes, isinstance(s, str), len(b), copy.deepcopy(s) == s, b[:3])\n"
        "print(json.dumps({s: [x, s]}), list(s[:3]), s < 'b', 'a' in s, sorted([s, 'a']), s.__class__, repr(s), [s])\n"
        "print(hash(s) == hash(str(s)), '-'.join(t))\n"
        "r = x * x"
    )
    assert faults(f"x = 2.5\n{text}", tmp_path / "script.py") == []


def test_whole_numbers_by_their_methods(tmp_path):
    """x.__floor__() and the like, as the numbers of Python and NumPy have them; an array that is resized in place."""
    from tests.plain_script import faults

    path = tmp_path / "script.py"
    assert faults("x = 2.5\nr = x.__floor__() * x + x.__ceil__() * x + x.__trunc__() * x", path) == []
    start = N + "x = np.array([1.0, 2.0, 3.0])\ny = x * 2\n"
    assert faults(start + "y.resize(4)\nr = (y * y).sum() + y.size", path) == []
    assert faults(start + "y.resize((2, 2))\ny[1, 1] = x[0]\nr = (y * y).sum() + y.shape[0]", path) == []
    assert faults(start + "y.resize(2)\nr = (y * y).sum()\nprint(y)", path) == []
    view = "z = y[1:]\ntry:\n    y.resize(2)\nexcept ValueError:\n    print(1)\nr = (y * y).sum()"
    assert faults(start + view, path) == []


def test_an_object_that_has_an_at_of_its_own(tmp_path):
    """What a class of the script's calls `at`, `value` or `shape` says nothing of a trace."""
    from tests.plain_script import faults

    box = "class Box:\n    at, value, shape, dtype = {'k': 1}, 'v', None, float\n"
    box += "    def __rpow__(self, o): return o ** 2\n"
    assert faults(f"{box}x = 2.5\nb = Box()\nr = x ** b\nc = b", tmp_path / "script.py") == []


FLOATS = {  # texts that Python's own code wrote, by a format that is not in place
    "a name": "form = '%.17f'\ny = float(form % (x * 2)) * x",
    "in place": "s = '%.17f'\ns %= x * 2\ny = float(s) * x",
    "of a list": "forms = ['%.6f', '']\ny = float(forms[0] % (x * 2)) * x",
    "of an argument": "def show(form, v):\n    return form % v\ny = float(show('%12.8e', x * 2)) * x",
    "of a class": "class R:\n    form = '%.9f'\ny = float(R().form % (x * 2,)) * x",
    "rows": "form = '%10.12f'\ny = sum(map(float, [form % v for v in (x, x * 2)])) * x",
    "logging": "import io, logging\nb = io.StringIO()\nlog = logging.Logger('a')\n"
               "log.addHandler(logging.StreamHandler(b))\nlog.warning('%.17f', x * 2)\ny = float(b.getvalue()) * x",
    "beside what is told": "import configparser\nc = configparser.ConfigParser()\n"
                           "c.read_dict({'s': {'a': x * 2}}); y = c.getfloat('s', 'a') * x",
}  # fmt: skip


@pytest.mark.parametrize("name", FLOATS)
def test_what_was_written_by_a_format_and_read_again_is_marked(name):
    (row,) = run_script("script.py", f"x = 1.35\n{FLOATS[name]}\ny".encode()).report.results
    assert [note.code for note in row.notes] == ["left"]


def test_other_numerals_are_not_what_was_written():
    text = "x = 1.35\nform = '%.3f'\nprint(form % x, form % (2 * x))\ny = (float('1.36') + float('2.7')) * x\ny"
    (row,) = run_script("script.py", text.encode()).report.results
    assert not row.notes
