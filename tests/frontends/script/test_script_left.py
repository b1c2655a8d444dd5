"""Numbers that leave the trace: whom they concern, where they left, and what they leave unknown."""

import math

import pytest
from truths import sampled

from gradcli.answer.subject import Ask
from gradcli.cli.formats import json as as_json
from gradcli.core.held import Changed
from gradcli.core.observer import unknown
from gradcli.frontends.script import run_script


def left(report):
    """{path: (call, line)} of what is told as left, by the way that is named first."""
    found = {}
    for note in report.results[0].notes:
        if note.code == "left":
            call, _, line = note.message.partition(" left the trace at ")[2].partition(":")[0].partition(", line ")
            found[note.path] = (call, int(line.partition(";")[0]))
    return found


N = "import numpy as np\n"
S = "from scipy.stats import binom, geom, poisson\n"
V = N + "w = np.array([1.0, 2.0])\n"
LEFT = {  # text, the derivatives, what is told
    "complex": ("x = 2.0\ny = complex(str(x)).real", {"x": None}, {"x": ("text", 2)}),
    "no op": (N + "x = 2.0\ny = np.sinc(x) * 0 + np.spacing(x) + x", {"x": 1.0}, {"x": ("np.spacing()", 3)}),
    "no op, beside another": (N + "x = 2.0\nu = 3.0\ny = np.spacing(x) + u * x", {"x": 3.0, "u": 2.0},
                              {"x": ("np.spacing()", 4)}),
    "condition": (N + "x = 2.0\nA = np.array([[x, 1.0], [0.0, 3.0]])\ny = np.linalg.matrix_rank(A) + x", {"x": 1.0},
                  {}),
    "by class": ("import datetime\nx = 2.0\nd = datetime.timedelta(seconds=x)\ny = x * d.total_seconds()", {"x": 2.0},
                 {"x": ("datetime.timedelta()", 3)}),
    "printed and read": ("x = 2.0\nprint(x)\ny = float(f'{x}') * 3 + x", {"x": 1.0}, {"x": ("text", 3)}),
    "text alone": ("x = 2.0\nt = 1.0\ny = x * float(str(t))\ny", {"x": 1.0, "t": None}, {"t": ("text", 3)}),
    "equal digits": ("x = 2.0\ny = 2.0\ns = str(x)\nt = str(y)\nz = float(s) * 3 + y", {"x": None, "y": 1.0},
                     {"x": ("text", 5)}),
    "digits in a row": ("x = 2.5\ny = 3.5\ns = ','.join([str(x), str(y)])\nfloat(s.split(',')[1]) * x",
                        {"x": 3.5, "y": None}, {"y": ("text", 4)}),
    "formatted": ("x = 2.0\ns = '%.3f' % x\ny = float(s)", {"x": None}, {"x": ("text", 3)}),
    "formatted by method": ("x = 2.0\ns = '{:.2f}'.format(x)\ny = float(s) * x", {"x": 2.0}, {"x": ("text", 3)}),
    "rows of numbers": (N + "x = 1.5\na = np.array([(x, 2.0), (2 * x, 1.0)], dtype=[('p', 'f8'), ('q', 'f8')])\n"
                        "y = a['p'].sum() * a[0]['q'] + x", {"x": 1.0}, {"x": ("np.array()", 3)}),
    "an object that is an array": (
        N + "class W:\n    def __init__(s, v): s.v = v\n    def __array__(s, dtype=None, copy=None):\n"
        "        return np.asarray(s.v)\nx = 2.0\ny = np.dot(W(np.array([x])), np.array([x]))", {"x": 2.0},
        {"x": ("np.asarray()", 5)}),
    "length of a text": ("x = 2.5\nn = len(str(x))\ny = x * n", {"x": 3.0}, {"x": ("len()", 2)}),
    "letters of a text": ("x = 2.5\nn = str(x * 2).count('5')\ny = x * n", {"x": 1.0}, {"x": (".count()", 2)}),
    "place in a text": ("x = 2.5\nn = f'{x}'.find('.')\ny = x * n", {"x": 1.0}, {"x": (".find()", 2)}),
    "seed": ("import random\nx = 2.5\nrandom.seed(x)\ny = x * round(random.random(), 3)", {"x": 0.419},
             {"x": ("random.seed()", 3)}),
    "text laid out": ("x = 2.5\ns = str(x)\nprint(s + ' ' * (8 - len(s)), s.ljust(len(s) + 3), f'{s:>{len(s) + 2}}')\n"
                      "print(s[:s.find('.')], list(range(len(s))))\ny = 2 * x", {"x": 2.0}, {}),
    "evaluated": ("x = 2.0\ny = 1.0 * eval(str(x))", {"x": None}, {"x": ("eval()", 2)}),
    "a literal": ("import ast\nx = 2.0\ny = ast.literal_eval(repr([x]))[0] * 3 + x", {"x": 1.0},
                  {"x": ("ast.literal_eval()", 3)}),
    "Decimal": ("from decimal import Decimal\nx = 2.0\ny = float(Decimal(repr(x))) * 2 + x", {"x": 1.0},
                {"x": ("Decimal() of a text", 3)}),
    "Fraction": ("from fractions import Fraction\nx = 2.0\ny = float(Fraction(x)) * 2 + x", {"x": 1.0},
                 {"x": ("Fraction()", 3)}),
    "json": ("import json\nx = 2.0\ns = json.dumps([x])\ny = json.loads(s)[0] * x", {"x": 2.0},
             {"x": ("json.loads()", 4)}),
    "a file of NumPy's": (V + "import io\nf = io.BytesIO()\nnp.save(f, w)\nf.seek(0)\ny = (np.load(f) * w).sum()",
                          {"w": [1.0, 2.0]}, {"w": ("np.save()", 5)}),
    "a file": ("import os\nx = 2.0\nwith open('a.txt', 'w') as f:\n    f.write(str(x))\n"
               "with open('a.txt') as f:\n    y = float(f.read()) * 3 + x", {"x": 1.0}, {"x": ("text", 6)}),
    "pickle": (V + "import pickle\nv = pickle.loads(pickle.dumps(w))\ny = (v * w).sum()", {"w": [1.0, 2.0]},
               {"w": ("pickle.loads()", 4)}),
    "struct": ("import struct\nx = 2.0\ny = struct.unpack('d', struct.pack('d', x))[0] * 3 + x", {"x": 1.0},
               {"x": ("struct.unpack()", 3)}),
    "a database": ("import sqlite3\nx = 2.0\nc = sqlite3.connect(':memory:')\nc.execute('create table t (v real)')\n"
                   "c.execute('insert into t values (?)', (x,))\n"
                   "y = c.execute('select v from t').fetchone()[0] * 3 + x", {"x": 1.0}, {"x": ("c.execute()", 5)}),
    "another program": ("import subprocess, sys\nx = 2.0\n"
                        "s = subprocess.check_output([sys.executable, '-c', 'print(' + str(x) + ')'])\n"
                        "y = float(s) * 3 + x", {"x": 1.0}, {"x": ("text", 4)}),
    "a socket": ("import socket\nx = 2.0\na, b = socket.socketpair()\na.send(str(x).encode())\n"
                 "y = float(b.recv(99)) * 3 + x\na.close()\nb.close()", {"x": 1.0}, {"x": ("text", 5)}),
    "a rest": ("import mpmath\nx = 2.0\ny = float(mpmath.mpf(3) % x) + x", {"x": 1.0}, {"x": ("mpmath.mpf()", 3)}),
    "C": ("import cmath\nx = 2.0\ny = abs(cmath.exp(x)) + x", {"x": 1.0}, {"x": ("cmath.exp()", 3)}),
    "a plain array": ("import array\nx = 2.0\na = array.array('d', [0.0])\na[0] = x\ny = a[0] + x", {"x": 1.0},
                      {"x": ("float()", 4)}),
    "int": ("x = 2.0\ny = int(x * 1.7) * 3 + x", {"x": 1.0}, {"x": ("int()", 2)}),
    "int alone": ("x = 2.0\ny = int(x * 1.7) * 3", {"x": None}, {"x": ("int()", 2)}),
    "masked": (N + "x = np.array([1.0, 2.0])\nm = np.ma.masked_array(x, [False, True])\ny = m.sum() + x.sum()",
               {"x": [1.0, 1.0]}, {"x": ("np.ma.masked_array()", 3)}),
    "complex power": ("x = -2.0\ny = abs(x**0.5) + x", {"x": 1.0}, {"x": ("a complex number", 2)}),
    "root": ("from scipy.optimize import brentq\na = 2.0\nb = 3.0\nr = brentq(lambda t: t * t - a, 0, 10)\nr * b",
             {"a": None, "b": 2**0.5}, {"a": ("brentq()", 4)}),
    "minimum": ("from scipy.optimize import minimize\na = 2.0\nr = minimize(lambda t: float((t[0] - a) ** 2), [0.0])\n"
                "y = r.x[0] * 3", {"a": None}, {"a": ("minimize()", 3)}),
    "an integrand and its bound": (
        "from scipy import integrate\na = 2.0\nb = 3.0\ny = integrate.quad(lambda t: a * t, 0, b)[0] + 5 * a",
        {"a": 5.0, "b": None}, {"a": ("integrate.quad()", 4), "b": ("scipy.integrate.quad()", 4)}),
    "a model and its data": (
        "from scipy import optimize\na = 2.0\nb = 3.0\nf = lambda t, k: k * t * a\n"
        "y = optimize.curve_fit(f, [1, 2], [b, 2 * b])[0][0] + a",
        {"a": 1.0, "b": None}, {"a": ("optimize.curve_fit()", 5), "b": ("scipy.optimize.curve_fit()", 5)}),
    "a fraction of SymPy's": ("import sympy as sp\nx = 2.0\ny = float(sp.Rational(1, 4) * x) + x", {"x": 1.0},
                              {"x": ("sp.Rational()", 3)}),
    "an integrand of mpmath's": ("import mpmath as mp\nx = 2.0\ny = float(mp.quad(lambda t: t * x, [0, 1])) + x",
                                 {"x": 1.0}, {"x": ("float()", 3)}),
    "an exponent of mpmath's": ("import mpmath as mp\nx = 2.0\ny = float(mp.exp(-x * mp.mpf(0.5))) + x",
                                {"x": 1.0}, {"x": ("mpmath.mpf", 3)}),
    "a product with one of SymPy's": ("import sympy as sp\nx = 2.0\ny = float(x * sp.Integer(3)) + x", {"x": 1.0},
                                      {"x": ("sympy.Integer", 3)}),
    "a polynomial": (N + "x = 2.0\ny = (x * np.polynomial.Polynomial([1.0, 2.0]))(3.0) + x", {"x": 1.0},
                     {"x": ("a call", 3)}),
    "a pickle by hand": ("import io, pickle\nx = 2.0\nf = io.BytesIO()\npickle._dump((x, 1.0), f)\nf.seek(0)\n"
                         "y = pickle._load(f)[0] + x", {"x": 1.0}, {"x": ("pickle", 4)}),
    "a time": ("from datetime import timedelta\nx = 2.0\ny = timedelta(hours=2) * x / timedelta(hours=1) + x",
               {"x": 1.0}, {"x": ("datetime.timedelta", 3)}),
    "a time of NumPy's": (N + "x = 2.0\ny = np.timedelta64(10, 's') * x / np.timedelta64(1, 's') + x", {"x": 1.0},
                          {"x": ("numpy.timedelta64", 3)}),
    "digits of another base": ("x = 2.0\ny = float.fromhex(x.hex()) * 3", {"x": None},
                               {"x": ("float.fromhex()", 2)}),
    "a ratio": ("x = 0.5\na, b = x.as_integer_ratio()\ny = a / b + x", {"x": 1.0}, {"x": ("x.as_integer_ratio()", 2)}),
    "a table that is read": (N + "import io\nx = 0.5\ny = np.loadtxt(io.StringIO(str(x))) * 2", {"x": None},
                             {"x": ("np.loadtxt()", 4)}),
    "an array of texts": (N + "x = 0.5\ny = np.array([str(x)]).astype(float)[0] * 2", {"x": None},
                          {"x": ("np.array()", 3)}),
    "whole numbers": (S + "k = 3.0\nn = 10.0\np = 0.3\ny = binom.logpmf(k, n, p)", {"k": None, "n": None, "p": 0.0},
                      {"k": ("binom.logpmf by whole numbers", 5), "n": ("binom.logpmf by whole numbers", 5)}),
    "whole numbers of a distribution": (S + "k = 2.0\nmu = 0.5\ny = poisson(mu).logpmf(k) * k",
                                        {"k": math.log(0.125) - 0.5, "mu": 6.0},
                                        {"k": ("poisson.logpmf by whole numbers", 4)}),
    "whole numbers below": (S + "k = 3.0\nn = 10.0\np = 0.3\ny = binom.sf(k, n, p)",
                            {"k": None, "n": None, "p": 840 * 0.3**3 * 0.7**6}, {"k": ("binom.sf by whole numbers", 5),
                            "n": ("binom.sf by whole numbers", 5)}),
    "between whole numbers": (S + "k = 2.5\nmu = 0.5\ny = poisson.cdf(k, mu)", {"k": 0.0, "mu": -math.exp(-0.5) / 8},
                              {}),
    "whole numbers as such": (S + "k = 3\nn = 10\np = 0.3\ny = geom.pmf(k, p) * binom.pmf(k, n, p)",
                              {"p": 120 * (4 * 0.3**3 * 0.7**9 - 9 * 0.3**4 * 0.7**8)}, {}),
}  # fmt: skip

SEEN = {  # another view of the memory of an array b that is written into afterwards, and what is told
    "a plain view": ("c = b.view(np.ndarray)", ".view()"),
    "the same by keyword": ("c = b.view(type=np.ndarray)", ".view()"),
    "a buffer": ("c = np.ndarray(3, buffer=b)", "ndarray()"), "__array__": ("c = b.__array__()", "__array__()"),
    "memoryview": ("c = np.asarray(memoryview(b))", "memoryview()"), "data": ("c = b.data", ".data"),
    "other numbers": ("c = b.view(np.int64).view(float)", ".view()"),
    "of a class": ("class A(np.ndarray): pass\nc = b.view(A)", ".view()"),
    "C's": ("import ctypes\np = b.ctypes.data_as(ctypes.POINTER(ctypes.c_double))\nc = np.ctypeslib.as_array(p, (3,))",
            ".ctypes"),
    "an array of Python's": ("import array\na = array.array('d', [0, 0, 0])\nb = np.frombuffer(a)\nc = a",
                             "the memory of another object"),
    "bytes": ("a = bytearray(24)\nb = np.frombuffer(a)\nc = memoryview(a).cast('d')", "the memory of another object"),
}  # fmt: skip


@pytest.mark.parametrize("name", SEEN)
def test_memory_that_is_seen_without_its_marks(run, name):
    text, how = SEEN[name]
    (result,) = (report := run(f"{N}x = 2.0\nb = np.zeros(3)\n{text}\nb[1] = x * x\ny = c[1] * x")).results
    assert (result.value, result.grad) == (8.0, {"x": 4.0})
    assert [told for told, _ in left(report).values()] == [how]


@pytest.mark.parametrize("name", LEFT)
def test_whom_it_concerns(run, name, tmp_path, monkeypatch):
    pytest.importorskip("scipy")
    monkeypatch.chdir(tmp_path)
    text, slopes, told = LEFT[name]
    report = run(text)
    (result,) = report.results
    assert left(report) == {f"grad.{source}": way for source, way in told.items()}
    for source, slope in slopes.items():
        assert (
            result.grad[source] is None
            if slope is None
            else result.grad[source] == pytest.approx(slope, rel=1e-12, abs=1e-15)
        )


MINIMUM = (
    "from scipy.optimize import minimize\na = 2.0\ny = a * a\nr = minimize(lambda t: float((t[0] - y) ** 2), [0.0])\n"
)
LAST = {  # what is differentiated, and where it left
    "computed from what came back": (MINIMUM + "z = r.x[0] * 3", "z", {"grad.a": ("minimize()", 4)}),
    "printed": (MINIMUM + "print(r.x[0])", "print", {"grad.a": ("minimize()", 4)}),
    "shown": ("import array\na = 2.0\ny = a * a\nb = array.array('d', [0.0])\nb[0] = y\nb[0] * 2", "b[0] * 2",
              {"grad.a": ("float()", 5)}),
}  # fmt: skip


@pytest.mark.parametrize("name", LAST)
def test_no_other_is_reported_in_the_place_of_what_left(run, name):
    pytest.importorskip("scipy")
    text, target, told = LAST[name]
    report = run(text)
    (result,) = report.results
    assert (result.name, result.grad, left(report)) == (target, {"a": None}, told)


def test_a_plain_number_that_nothing_left_for_takes_no_place(run):
    (result,) = run("import time\nbegan = time.time()\na = 2.0\ny = a * a\nspent = time.time() - began\n").results
    assert (result.name, result.grad) == ("y", {"a": 4.0})


def test_every_order_is_told(run):
    result = run(N + "x = 2.0\nu = 3.0\ny = np.spacing(x) * u + u * u * x", order=2).results[0]
    assert result.hessian == {"x": {"x": 0.0, "u": 6.0}, "u": {"x": 6.0, "u": 4.0}}
    paths = {note.path for note in result.notes if note.code == "left"}
    assert paths == {"grad.x", "hessian.x.x", "hessian.x.u", "hessian.u.x"}


def test_an_unknown_derivative_is_null_at_every_order(run):
    result = run("x = 2.0\nu = 3.0\ny = float(str(x)) * u * u", order=2).results[0]
    assert result.grad == {"x": None, "u": 12.0}
    assert result.hessian == {"x": {"x": None, "u": None}, "u": {"x": None, "u": 4.0}}


def test_a_program_that_left_a_whole_is_not_verified_by_its_recording(run):
    (item,) = run(N + "x = 2.0\ny = np.spacing(x) + x", check=True, recorded=True).results[0].check.items
    assert item.verdict == "skipped"


def test_a_number_that_is_withheld_cannot_be_wrong():
    """The script's own differences stand beside it as what they are: the slope, though no number is printed."""
    text = "from scipy.optimize import brentq\na = 2.0\nbrentq(lambda x: x * x - a, 0.0, 2.0)\n"
    pytest.importorskip("scipy")
    (result,) = run_script("root.py", text.encode(), ask=Ask(check=True)).report.results
    (item,) = result.check.items
    assert result.grad == {"a": None}
    assert (item.verdict, item.tape) == ("skipped", None)
    assert item.reference == pytest.approx(0.5 / 2**0.5, rel=1e-6)


NULLS = {
    "complex": N + "x = 2.0\ny = complex(str(x)).real",
    "beside a path": N + "x = 2.0\ny = np.spacing(x) + x",
    "one of two": N + "x, z = 2.0, 3.0\ny = float(str(x)) * z",
    "array": V + "y = np.array([float(str(v)) for v in w])",
    "jump": N + "x = 0.0\ny = np.floor(x) * 1.0",
}


@pytest.mark.parametrize("name", NULLS)
@pytest.mark.parametrize("order", [1, 2])
def test_no_error_bound_stands_beside_a_null(run, name, order):
    if name == "array" and order == 2:
        pytest.skip("second derivatives are of one number")
    for result in run(NULLS[name], order=order).results:
        entry = as_json.entry(result)
        told = {note.path for note in result.notes if note.code in ("left", "jump")}
        assert told
        assert set(entry["error"]) == set(result.numbers)
        assert {path for path, error in entry["error"].items() if error is None} == told


TAPE = """
import math
import numpy as np
import tensorflow as tf
x, z = tf.Variable(2.0), tf.Variable(3.0)
print(x.numpy(), float(z))
with tf.GradientTape() as tape:
    {}
    print(float(y), x.numpy())
g = tape.gradient(y, [x, z])
kept = [float(y), x.numpy()]
"""
TAPES = {  # what a tape hears, and by whom the answer may not be what was meant
    "y = x * z + math.sin(x.numpy())": {"x"},
    "y = math.sin(x.numpy()) * z + x": {"x"},
    "y = x * z + float(x) * z": {"x"},
    "y = x * z + np.sum(z)": {"z"},
    "c = (x * z).numpy(); y = x * z * c": {"x", "z"},
    "y = x * z": set(),
    "y = tf.sin(x) * z; a = y.numpy()": set(),
}


@pytest.mark.parametrize("body", TAPES)
@pytest.mark.usefixtures("capsys")
def test_what_left_a_tape_is_told_beside_its_answer(run, body):
    (result,) = run(TAPE.format(body)).results
    told = {note.path: note.message for note in result.notes}
    assert set(told) == {f"grad.{name}" for name in TAPES[body]}
    assert all(note.code == "constant" and "left the trace at" in note.message for note in result.notes)


SEARCHES = {  # what is found by comparisons beside another path, and the loops that are no search
    "bisection": "lo, hi = 0.0, 5.0\nwhile hi - lo > 1e-9:\n    mid = (lo + hi) / 2\n    if mid * mid > a:\n"
    "        hi = mid\n    else:\n        lo = mid\ny = a * (lo + hi) / 2",
    "in one line": "lo, hi = 0.0, 5.0\nfor i in range(40):\n    m = (lo + hi) / 2\n"
    "    lo, hi = (m, hi) if m * m < a else (lo, m)\ny = lo + 0.5 * a",
    "in a function": "def root(f, lo, hi):\n    while hi - lo > 1e-9:\n        mid = 0.5 * (lo + hi)\n"
    "        if f(mid) > 0:\n            hi = mid\n        else:\n            lo = mid\n    return mid\n"
    "y = root(lambda t: t * t - a, 0.0, 5.0) * a",
    "by a sign": "import math\ny, h = 1.5 + 0.1 * a, 1.0\nfor i in range(50):\n"
    "    y -= h * math.copysign(1.0, y * y - a)\n    h = h / 2\n",
    "by a truth": "import math\nlo = 0.0\nfor k in range(1, 52):\n    lo += 2.0**-k * (math.exp(lo + 2.0**-k) <= a)\n"
    "y = lo * a",
    "by calls of itself": "def root(f, lo, hi, n=50):\n    m = (lo + hi) / 2\n    return m if n == 0 else "
    "root(f, *((m, hi) if f(m) * f(hi) <= 0 else (lo, m)), n - 1)\n"
    "y = root(lambda t: t * t - a, 0.0, 5.0) * a",
    "by one call or another": "def root(f, lo, hi, n=50):\n    m = (lo + hi) / 2\n    if n == 0:\n        return m\n"
    "    if f(m) > 0:\n        return root(f, lo, m, n - 1)\n    return root(f, m, hi, n - 1)\n"
    "y = root(lambda t: t * t - a, 0.0, 5.0) * a",
    "ternary": "lo, hi = 0.0, 5.0\nfor i in range(80):\n    p, q = lo + (hi - lo) / 3, hi - (hi - lo) / 3\n"
    "    if (p - a) ** 2 < (q - a) ** 2:\n        hi = q\n    else:\n        lo = p\ny = lo * a",
    "too short for Newton": "lo, hi = 0.0, 5.0\nfor i in range(9):\n    m = (lo + hi) / 2\n    if m * m > a:\n"
    "        hi = m\n    else:\n        lo = m\ny = m - (m * m - a) / (2 * m)",
    "in a dict": "s = {'lo': 0.0, 'hi': 5.0}\nfor i in range(30):\n    m = (s['lo'] + s['hi']) / 2\n"
    "    s['hi' if m * m > a else 'lo'] = m\ny = m * a",
    "of an object": "class S: lo, hi = 0.0, 5.0\ns = S()\nfor i in range(30):\n    m = (s.lo + s.hi) / 2\n"
    "    if m * m > a:\n        s.hi = m\n    else:\n        s.lo = m\ny = m * a",
    "in a list": "s = [0.0, 5.0]\nfor i in range(30):\n    m = sum(s) / 2\n    s[m * m > a] = m\ny = m * a",
    "by steps": "m, h = 1.0, 0.5\nfor i in range(30):\n    if m * m < a:\n        m += h\n    else:\n        m -= h\n"
    "    h /= 2\ny = m * a",
    "of arrays": N + "lo, hi, t = np.zeros(3), np.full(3, 5.0), a * np.arange(1.0, 4.0)\nfor i in range(30):\n"
    "    m = (lo + hi) / 2\n    up = m * m > t\n    lo, hi = np.where(up, lo, m), np.where(up, m, hi)\ny = m.sum() * a",
    "of arrays by masks": N + "lo, hi, t = np.zeros(3), np.full(3, 5.0), a * np.arange(1.0, 4.0)\n"
    "for i in range(30):\n    m = (lo + hi) / 2\n    up = m * m > t\n    lo[~up] = m[~up]\n    hi[up] = m[up]\n"
    "y = m.sum() * a",
    "between whole numbers, with the values": "def root(f, lo, hi):\n    flo = f(lo)\n    for i in range(200):\n"
    "        m = (lo + hi) / 2\n        fm = f(m)\n        if (hi - lo) / 2 < 1e-12:\n            return m, i\n"
    "        if flo * fm < 0:\n            hi, fhi = m, fm\n        else:\n            lo, flo = m, fm\n"
    "y = root(lambda t: t**3 - a, 0, 5)[0] + a",
    "a half by a function": "def half(br):\n    lo, hi = br\n    m = (lo + hi) / 2\n"
    "    return (lo, m) if m * m > a else (m, hi)\nbr = (0.0, 5.0)\nfor i in range(45):\n    br = half(br)\n"
    "y = sum(br) + a",
    "a half by a method": "class S:\n    def __init__(self):\n        self.br = 0, 5\n    def half(self):\n"
    "        lo, hi = self.br\n        m = (lo + hi) / 2\n        self.br = (lo, m) if m * m > a else (m, hi)\n"
    "s = S()\nfor i in range(45):\n    s.half()\ny = s.br[0] + a",
    "folded": "from functools import reduce\ndef half(br, n):\n    m = (br[0] + br[1]) / 2\n"
    "    return (br[0], m) if m * m > a else (m, br[1])\ny = reduce(half, range(45), (0.0, 5.0))[0] + a",
    "a truth compared": "def root(f, lo, hi):\n    s = f(lo) > 0\n    for i in range(50):\n        m = (lo + hi) / 2\n"
    "        lo, hi = (m, hi) if (f(m) > 0) == s else (lo, m)\n    return m\n"
    "y = root(lambda t: t * t - a, 0.0, 5.0) + a",
    "bits from 0": "x = 0.0\nfor k in range(40):\n    t = x + 4 * 0.5**k\n    x = t if t * t <= a else x\ny = x + a",
    "bits of the rest": "rest, out = 0.85 * a, 0.0\nfor k in range(30):\n    bit = 2.0**-k\n    if rest >= bit:\n"
    "        rest -= bit\n        out += bit\ny = out * 3 + a",
    "uphill": "x, h, best = 0.0, 1.0, 1e9\nwhile h > 1e-10:\n    for t in (x - h, x + h):\n        v = (t - a) ** 2\n"
    "        if v < best:\n            best, x = v, t\n            break\n    else:\n        h /= 2\ny = x + a",
    "by orders": "f = lambda t: (t - a) ** 2\ns = [0.0, 1.0]\nfor i in range(60):\n    s.sort(key=f)\n"
    "    r = 2 * s[0] - s[1]\n    s[1] = r if f(r) < f(s[0]) else (s[0] + s[1]) / 2\ny = s[0] + a",
    "by the least": "x = 0.0\nfor k in range(35):\n    h = 2.0**-k\n"
    "    x = min((x, x + h, x - h), key=lambda t: (t - a) ** 2)\ny = x + a",
    "by bisect": "import bisect\ny = bisect.bisect_left(range(10**9), a, key=lambda i: (i / 1e8) ** 3) / 1e8 + a",
    "of a population": "import random\nrandom.seed(2)\nf = lambda t: (t - a) ** 2\n"
    "pop = [random.uniform(-3, 3) for i in range(10)]\nfor n in range(120):\n    for i in range(10):\n"
    "        p, q, r = random.sample(pop, 3)\n        c = p + 0.6 * (q - r)\n        if f(c) < f(pop[i]):\n"
    "            pop[i] = c\ny = min(pop, key=f) + a",
    "digits": "import math\nt, v, k = a / 3, 0.0, 1.0\nfor i in range(12):\n    d = math.floor(t)\n    v += d * k\n"
    "    t = (t - d) * 10\n    k /= 10\ny = v * a",
    "of a logarithm": "t, v, b = a / 1.5, 0.0, 0.5\nfor i in range(40):\n    t *= t\n    if t >= 2:\n        t /= 2"
    "\n        v += b\n    b /= 2\ny = v * a",
    "from the number itself": "lo, hi = 0.0, max(1.0, a)\nm = (lo + hi) / 2\nwhile abs(m**2 - a) >= 1e-9:\n"
    "    if m**2 < a:\n        lo = m\n    else:\n        hi = m\n    m = (hi + lo) / 2\ny = m",
    "halved at the end": "lo, hi = 0.0, 5.0\nm = (lo + hi) / 2\nfor i in range(50):\n    if m**3 > a:\n        hi = m\n"
    "    else:\n        lo = m\n    m = (hi + lo) / 2\ny = m + a",
    "by one that yields": "def h():\n    lo, hi = 0.0, 5.0\n    while True:\n        m = (lo + hi) / 2\n        yield m"
    "\n        if m * m > a:\n            hi = m\n        else:\n            lo = m\ng = h()\nfor i in range(50):\n"
    "    m = next(g)\ny = m + a",
    "one call or another in a line": "def root(lo, hi, n=50):\n    m = (lo + hi) / 2\n    if n == 0:\n        return m"
    "\n    return root(lo, m, n - 1) if m**3 > a else root(m, hi, n - 1)\ny = root(0.0, 5.0) + a",
}
NO_SEARCHES = {
    "the nearer of arrays": N + "x, p = np.array([0.0, 1.0, 2.0]), np.zeros(3)\nfor i in range(9):\n"
    "    p = np.where((x - a) ** 2 < (p - a) ** 2, x, p)\ny = p.sum() + a",
    "a step's error": "t, y, h = 0.0, 1.0, 0.5\nwhile t < 2.0:\n    h = min(h, 2.0 - t)\n    p = -a * y\n"
    "    q = -a * (y + h * p)\n    if abs(h * (q - p) / 2) < 1e-6:\n        t += h\n        y += h * (p + q) / 2\n"
    "        h *= 1.2\n    else:\n        h *= 0.5\n",
    "a ball that bounces": "v, y = 0.0, 1.0\nfor i in range(4000):\n    v -= a * 1e-3\n    y += v * 1e-3\n    if y < 0:"
    "\n        y = -y\n        v *= -0.8\n",
    "zeros counted": "x, v, n, old = 1.0, 0.0, 0, 1.0\nfor i in range(2000):\n    v += (-a * x - v) * 0.01\n"
    "    x += v * 0.01\n    if old * x < 0:\n        n += 1\n    old = x\ny = x",
    "the best": "best = 9.0\nfor i in range(20):\n    v = (i * 0.1 - a) ** 2\n    if v < best:\n        best = v\n"
    "y = best * a",
    "a choice": "y = 0.0\nfor i in range(20):\n    s = 1.0 if i * 0.3 > a else -1.0\n    y = y + s * a",
    "constants": "y = 0.0\nu, v = 0.5, 0.25\nfor i in range(20):\n    if i * 0.3 > a:\n        s = u\n    else:\n"
    "        s = v\n    y = y + s * a",
    "exchanged": "v = [a * 0.3, 1.0, a, 0.5, 0.7, a * 0.1]\nfor i in range(6):\n    for j in range(5):\n"
    "        if v[j] > v[j + 1]:\n            v[j], v[j + 1] = v[j + 1], v[j]\ny = v[0] + 2 * v[1]",
    "a network": N + "rng = np.random.default_rng(0)\nX, W = rng.normal(size=(9, 3)), rng.normal(size=(3, 4))\n"
    "for i in range(20):\n    Z = X @ W\n    e = (Z * (Z > 0)).sum(1) - a\n"
    "    W = W - 0.01 * X.T @ (e[:, None] * (Z > 0))\n"
    "y = (e**2).mean()",
    "soft thresholds": N + "w = np.array([1.0, -2.0, 0.3]) * a\nfor i in range(40):\n"
    "    w = w - 0.1 * (w - 1.0)\n"
    "    w = np.sign(w) * np.maximum(np.abs(w) - 0.01, 0.0)\ny = (w**2).sum()",
    "halves of an integral": "import math\ndef area(f, p, q, tol):\n"
    "    m = (p + q) / 2\n    w = (q - p) / 2 * (f(p) + f(q))\n"
    "    v = (q - p) / 4 * (f(p) + 2 * f(m) + f(q))\n    if abs(v - w) < tol:\n        return v\n"
    "    return area(f, p, m, tol / 2) + area(f, m, q, tol / 2)\ny = area(lambda t: math.exp(t * a), 0.0, 1.0, 1e-3)",
    "a step of Newton's": "lo, hi = 0.0, 5.0\nfor i in range(60):\n    m = (lo + hi) / 2\n    if m * m > a:\n"
    "        hi = m\n    else:\n        lo = m\ny = m - (m * m - a) / (2 * m)",
    "a step after a function": "def root(f, lo, hi):\n    while hi - lo > 1e-9:\n        mid = 0.5 * (lo + hi)\n"
    "        if f(mid) > 0:\n            hi = mid\n        else:\n            lo = mid\n    return mid\n"
    "m = root(lambda t: t * t - a, 0.0, 5.0)\ny = m - (m * m - a) / (2 * m)",
    "a step after signs": "import math\nm, h = 1.5 + 0.1 * a, 1.0\nfor i in range(50):\n"
    "    m -= h * math.copysign(1.0, m * m - a)\n    h = h / 2\ny = m - (m * m - a) / (2 * m)",
    "shortest ways": "w = {(0, 1): a, (1, 2): 2 * a, (0, 2): 4 * a, (2, 3): a, (1, 3): 5 * a}\nd = [0.0] + 3 * [99.0]\n"
    "for _ in range(4):\n    for (i, j), c in w.items():\n        new = d[i] + c\n        if new < d[j]:\n"
    "            d[j] = new\ny = d[3]",
    "draws": "import math, random\nrandom.seed(1)\nx, y = 0.5, 0.0\nfor i in range(60):\n"
    "    z = x + a * random.gauss(0, 1)\n    if random.random() < math.exp(min(0, x * x - z * z)):\n        x = z\n"
    "    y = y + x * x",
    "a bold driver": "x, h, old = 3.0, 0.1, 9e9\nfor i in range(60):\n    new = (x - a) ** 2\n"
    "    h = h * 1.1 if new < old else h / 2\n    old, x = new, x - h * 2 * (x - a)\ny = x * a",
    "clipped": "y = 0.0\nfor i in range(20):\n    y = y + (a if i * 0.3 > a else i * 0.3)\ny",
}  # fmt: skip


@pytest.mark.parametrize("name", SEARCHES)
def test_what_a_search_finds_is_told(run, name):
    note = left(run("a = 2.0\n" + SEARCHES[name]))["grad.a"]
    assert note[0] == "a search by comparisons"


COUNTS = {
    "draws": "import random\nrandom.seed(0)\nn = 0\nfor i in range(30000):\n    if random.random() ** 2 <= a / 4:\n"
    "        n += 1\ny = n / 30000 + a",
    "steps of time": "x, t = a, 0.0\nwhile x > 1.0:\n    x -= 1e-4 * x\n    t += 1e-4\ny = t + a",
    "steps to a root": "m = 0.0\nwhile m * m < a:\n    m += 1e-4\ny = m + a",
}


@pytest.mark.parametrize("name", sampled(COUNTS, dear=["draws"]))
def test_what_comparisons_count_is_told(run, name):
    assert left(run("a = 2.0\n" + COUNTS[name]))["grad.a"][0] == "a count of comparisons"


IDLE = {
    "written down": "a, k, log = 2.0, 0, {}\nb = a\nwhile b > 0.01:\n    k += 1\n    b = b * 0.9\n"
                    "    log[k] = round(b * 1000, 2)\ny = b + a",
    "another result": "a = 2.0\nlo, hi = 0.0, a\nwhile hi - lo > 1e-9:\n    m = (lo + hi) / 2\n"
                      "    lo, hi = (m, hi) if m * m < a else (lo, m)\nroot, y = lo, a * a\nz = y * a",
}  # fmt: skip


@pytest.mark.parametrize("name", IDLE)
def test_what_no_target_is_made_of_is_no_search(run, name):
    assert left(run(IDLE[name])) == {}


def test_what_a_search_asks_by_a_function_is_told(run):
    text = (
        "d, e = [2.0, 2.5, 3.0], [0.7, 0.4]\na = 0.3\ndef count(x):\n    n, q = 0, 1.0\n    for i in range(3):\n"
        "        q = d[i] + a - x - (e[i - 1] ** 2 / q if i else 0)\n        if q < 0: n += 1\n    return n\n"
        "lo, hi = 0.0, 6.0\nwhile hi - lo > 1e-6:\n    m = (lo + hi) / 2\n    if count(m) >= 1: hi = m\n"
        "    else: lo = m\ny = m * a"
    )
    assert left(run(text))["grad.a"] == ("a search by comparisons", 7)


@pytest.mark.parametrize(
    ("end", "told"),
    [("print(dp(0.0))\ny = a * 2", False), ("print(dp(0.0))", True), ("print(dp(0.0))\ny = dp(0.0) + a", True)],
)
def test_what_numpy_makes_to_be_printed_alone_is_not_told(run, end, told):
    assert bool(left(run(f"{N}a = 2.0\ndp = np.polyder(np.poly1d([a, 2.0, 1.0]))\n{end}"))) == told


@pytest.mark.parametrize("name", sampled(NO_SEARCHES, dear=["a step's error"]))
def test_what_is_no_search_is_not_told(run, name):
    assert left(run("a = 2.03\n" + NO_SEARCHES[name])) == {}


def test_all_ways_out_are_named():
    text = "import math\nx = 2.0\ny = x\n" + "".join(f"y = float({f}) + y\n" for f in ("str(x)", "repr(y)", "ascii(x)"))
    text += "y = math.nextafter(x, 9.0) + int(x * 1.7) + y\n"
    (result,) = run_script(None, text.encode()).report.results
    (note,) = [note for note in result.notes if note.code == "left"]
    assert note.message.startswith(
        "what depends on x left the trace at text, line 4; text, line 5; text, line 6, and 2 more: what came of it is"
    )


def test_an_object_may_call_anything_its_dtype():
    """As a group of pandas's does, whose dtype is a table."""
    groups = type("Groups", (), {"dtype": {"u": float}})()
    assert unknown("groupby()", groups, [1]) == (groups, False)


@pytest.mark.parametrize(("first", "fits"), [("i = b.view(np.int64)", False), ("i = b.view(np.int64); del b", True),
                                             ("i = b.copy().view(np.int64)", True)])  # fmt: skip
def test_bytes_that_an_array_would_not_see_changed_are_not_written_to(run, first, fits, capsys):
    report = run(f"{N}x = 2.0\nb = np.array([3.0, x, 1.0])\n{first}\ni.sort()\ny = i.view(float)[0] * x")
    assert [one.value for one in report.results if one.name == "y"] == [2.0] * fits
    assert ("read-only" in capsys.readouterr().err) is not fits


POINTER = "from ctypes import POINTER as P, c_double as D; w = np.ctypeslib.as_array(v.ctypes.data_as(P(D)), (2,))"


@pytest.mark.parametrize("change", ["v += a * a", "v[0] = a + 4.0; v[1] = 5.0", "v[:1] += 4.0; v[1:] = a + 3.0"])
@pytest.mark.parametrize("seen", ["w = np.frombuffer(v.data)", "w = np.asarray(v.data)", POINTER,
                                  "w = v.view(np.int64).view(float)"])  # fmt: skip
def test_memory_that_was_given_away_follows_what_is_written(run, seen, change):
    report = run(f"{N}a = 2.0\nv = np.array([a, 1.0])\n{seen}\n{change}\nr = np.sum(w) * a")
    assert [(one.name, one.value) for one in report.results] == [("r", 22.0)]
    assert [note.path for note in report.results[0].notes if note.code == "left"] == ["grad.a"]


def test_what_a_call_returned_is_called_by_no_name_of_ours(run):
    pytest.importorskip("scipy")
    text = f"from scipy import interpolate\n{N}a = 0.7\nx = np.arange(5.0)\n"
    (note,) = left(run(text + "r = float(interpolate.CubicSpline(x, a * x)(a)) + a")).values()
    assert "__gradcli" not in str(note)


def test_memory_that_is_written_to_past_the_trace_is_refused(run):
    text = N + "x = 1.35\na = np.array([x, 2.0])\np = a.ctypes.data_as(POINTER(c_double))\nq = p[1]\n{}y = a.sum()"
    text = "from ctypes import POINTER, c_double\n" + text
    assert run(text.format("a[0] = x * x\n")).results[0].value == 1.35**2 + 2
    with pytest.raises(Changed, match="shape \\(2,\\) was written to"):
        run(text.format("p[1] = 9.0\n"))


@pytest.mark.parametrize("text", [
    "import sys\nx = 0.004\nsys.setswitchinterval(x)\ny = x**2 + sys.getswitchinterval()",
    "import signal\nx = 900.0\nsignal.setitimer(0, x)\ny = x**2 + signal.getitimer(0)[0]\nsignal.setitimer(0, 0)\ny",
])  # fmt: skip
def test_a_state_that_is_set_and_read_again_is_marked(run, text):
    (row,) = run(text).results
    assert [note.code for note in row.notes] == ["left"]


CHOOSES = {  # what moves in jumps alone, and what is only told: nothing of a slope has left
    "a count that is told": N + "a, t = np.array([0.3, 0.5, 0.9]), 0.4\nn = int((a * x > t).sum())\nprint(n)\ny = x**2",
    "a shape": N + "a = np.array([0.3, 0.5, 0.9]) * x\ny = x * np.ones((a > 0.4).sum()).sum()",
    "zeros that are counted": N + "d = x * np.array([0.1, 0.5])\ns = np.maximum(d - 0.3, 0)\n"
                                  "print(np.count_nonzero(s))\ny = (s**2).sum()",
    "money that is told": "from decimal import Decimal\ncents = Decimal(x * 3).quantize(Decimal('0.01'))\n"
                          "print('to pay:', cents)\ny = x**2",
    "a table that is told": "def at(t):\n    k = 0 if t < 1 else 1\n    return [x, 2 * x][k] * t\n"
                            "print([round(at(n / 4), 3) for n in range(12)])\ny = at(2.2) * x",
    "beyond all bounds": N + "y = min(np.exp(1000 * x), 5 * x)",
}  # fmt: skip


@pytest.mark.parametrize("name", CHOOSES)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_what_only_counts_or_is_told_alarms_nobody(name, run):
    (row,) = run(f"x = 1.37\n{CHOOSES[name]}\ny").results
    assert [note for note in row.notes if note.code in ("left", "kink")] == []
