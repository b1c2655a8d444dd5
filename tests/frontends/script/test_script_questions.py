"""What a script asks of an object, is it True, of which class, with what attributes, is answered as by Python."""

import subprocess
import sys

import numpy as np
import pytest
from cost import growth
from plain_script import faults, report_of

from gradcli.cli.formats.json import alone

ASKED = """
a = 2.0; r = a*(3 if (a > 1) is True else 1) + a*(5 if (a > 1) is not False else 1)
a = 2.0; b = a > 1; r = a*3 if b is True and None is not b else a
a = 2.0; r = a*(1 + sum(i for i in range(5) if (a - 0.5 > i) is True))
import operator; a = 2.0; r = a*3 if operator.gt(a, 1) is True and operator.is_(a > 1, True) else a
import numpy as np; a = 2.0; x = np.sum(np.array([a, 1.0])); r = x if (x > 1) is True else 7*x
import numpy as np; a = 2.0; x = np.array([a, 1.0]); r = a*sum(isinstance(x[0] > 1, k) for k in (bool, np.bool_, int))
a = 2.0; b = a > 1; r = a*sum([isinstance(b, bool), isinstance(b, int), type(b) is bool, b.__class__ is bool])
import numpy as np; a = 2.0; x = np.array([a, 1.0])[0]; r = x.item()*(x.ndim + 1) + x.dtype.itemsize*x + x.size*x.copy()
import numpy as np; a = 2.0; v = np.array([a, 1.0]); r = a*3 if v[1:].base is v and v.base is None else a
import numpy as np; a = 2.0; v = np.zeros(3); v[0] = a; r = v[0]*(3 if v[1:].base is v and v.base is None else 1)
a = 2.0; float32 = type("F", (), {"__hash__": None, "__call__": lambda s, v: v*3})(); r = a*float32(a)
import inspect; a = 2.0; f = lambda: len(inspect.stack()); r = a*(f() - len(inspect.stack()) + 2)
import sys; a = 2.0; f = lambda: sys._getframe(1).f_code.co_name; r = a*len(f())
import inspect; a = 2.0; f = lambda: inspect.currentframe().f_back.f_lineno; r = a*f()
from sys import _getframe; a = 2.0; f = lambda: _getframe().f_back.f_lineno; r = a*f()
import sys; a = 2.0; r = a*("os" in sys.modules)*len(sys.modules["os"].__name__)
a = 2.0; z = complex(a, 1); r = z.imag*a + complex(a).real + (complex(real=1, imag=a)*z).real + complex("1+2j").imag
import random; a = 0.3; random.seed(1); r = sum(random.choices([1.0, a], weights=[a, 1 - a], k=3))*a
import numpy as np; a = 0.3; r = np.random.default_rng(1).choice([1.0, 2.0, 3.0], p=[a, 0.5, 0.5 - a])*a
a = 2.0; r = max([a, 3*a], key=lambda v: -v) + min({a: 1, 5.0: 2}) + max([], default=a) + min((a, 1), (3*a, 0))[0]
a = 2.0; r = sorted([3*a, a, 1], reverse=True)[1]*max(a, float("nan"))*min(7, a)
import numpy as np; a = 1.5; r = np.nansum(np.sort(np.array([a, np.nan, 1.0]))) + np.nanmedian([a, np.nan, 1.0, 5.0])
import numpy as np; a = 1.5
with np.errstate(all="raise"):
    try: r = np.log(np.float64(0.0)*a)
    except FloatingPointError: r = 9*a
a = 2.0
try: a()
except TypeError as e: r = a*len(str(e))
import operator; a = 2.0; r = a*3
try: r = operator.attrgetter("size")(a)*a
except AttributeError: pass
import operator; a = 2.0; f = operator.attrgetter("real", "imag.real"); r = a*f(a)[0] + f(a)[1]
import operator; a = 2.0; r = operator.attrgetter("shape")(a) if hasattr(a, "shape") else a*a
import numpy as np; a = 2.5; r = np.vectorize(lambda x: x*a if x > 1 else 0.0)([1, 2, 3]).sum()
import numpy as np; a = 2.5; r = np.vectorize(lambda x: x*a if x > 1 else 0, otypes="d")([1, 2, 3]).sum()
a = 2.0
match a > 1:
    case True: r = a*3
    case False: r = a
    case _: r = a*100
a = 2.0
match (a > 1, a > 3):
    case (True, False): r = a*3
    case _: r = a
a = 2.0
match {"big": a > 1, "x": [a, a < 1]}:
    case {"big": True, "x": [y, False]}: r = y*3
    case _: r = a
a = 2.0
match a > 1:
    case bool(): r = a*3
    case _: r = a
from types import SimpleNamespace as Case; a = 2.0
match Case(ok=a > 1, x=a):
    case Case(ok=False): r = a
    case Case(ok=True, x=y): r = y*3
a = 2.0; exec("b = (a > 1) is True"); r = a*3 if b else a
a = 2.0; r = eval("x*3 if (x > 1) is True else x", {"x": a}) + (a*3 if eval(" (a > 1) is True") else a)
a = 2.0; space = {"__builtins__": {}, "x": a}; r = eval("x*x if x > 1 else 1", space) + eval("x", space)
import numpy as np; a = 2.0; v = np.array([a, 1.0]); r = a*[k is v.__class__ for k in (0, np.ndarray)].index(True)
import numpy as np; a = 2.0; v = np.array([a, 1.0]); r = a*(3 if v[0].__class__ is np.float64 else 1)
import numpy as np; a = 2.0; r = a*(3 if a.__class__ is float and f"{a}".__class__ is str else 1)
import numpy as np; a = 2.0; r = a*(3 if not np.isscalar(np.array(a)) and np.isscalar(np.array([a])[0]) else 1)
import unittest; a = 2.0; unittest.TestCase().assertIs(a > 1, True); r = a*3
a = 2.0; done = False; x = 1.0; k = 0
while done is not True and k < 30:
    y = (x + a/x)/2; done = abs(y - x) < 1e-9; x = y; k += 1
r = x + k*a
a = 2.0; x = 5.0; state = {"done": False}
while state["done"] is False: x = x/a; state["done"] = x < 0.1
r = x*a
a = 2.0; r = 0.0
for ask in (lambda: a.shape, lambda: a.dtype, lambda: a.T, lambda: a.ndim, lambda: a.size, lambda: a.flat,
            lambda: a.value, lambda: a.at, lambda: a.item(), lambda: a.copy(), lambda: a.astype(int), lambda: a.view()):
    try: ask(); r = r + a*100
    except AttributeError: r = r + a*3
import numpy as np, functools; a = 2.0
@functools.singledispatch
def f(x): return x*100
@f.register(np.ndarray)
def _(x): return x.sum()*2
@f.register(np.floating)
def _(x): return x*7
@f.register(float)
def _(x): return x*5
v = np.array([a, 1.0]); r = f(v) + f(v[0]) + f(a)
import numpy as np; from functools import singledispatchmethod; a = 2.0
class Layer:
    @singledispatchmethod
    def f(self, x): return x*100
    @f.register
    def _(self, x: np.ndarray): return x.sum()*2
    @f.register
    def _(self, x: float): return x*5
r = Layer().f(np.array([a, 1.0])) + Layer().f(a)
"""


def scripts(text):
    """One a line that begins with an import or with the source; what follows belongs to it."""
    found = []
    for line in text.strip().splitlines():
        if line.startswith(("a = ", "import ", "from ")):
            found.append("")
        found[-1] += line + "\n"
    return found


@pytest.mark.parametrize("text", scripts(ASKED))
def test_answers_are_pythons(tmp_path, text):
    assert faults(text, tmp_path / "asked.py") == []


def test_whole_numbers_of_a_vectorized_function_are_flat(tmp_path):
    text = "import numpy as np\na = 2.5\nr = np.vectorize(lambda x: x*a if x > 1 else 0)([1, 2, 3]).sum()\n"
    report, _ = report_of(text, tmp_path / "whole.py")
    (result,) = report.results
    assert (result.value, result.grad["a"]) == (12, 0)


def test_another_class_of_array_is_told_as_left(tmp_path):
    text = (
        "import numpy as np\na = 2.0\nclass A(np.ndarray):\n    def twice(self): return 2*self\n"
        "x = np.array([a, 1.0]).view(A)\nr = (x.twice()*x).sum() + (2*a if isinstance(x, A) else 0)\n"
    )
    report, _ = report_of(text, tmp_path / "subclass.py")
    (result,) = report.results
    assert result.value == 14
    assert [note.code for note in result.notes] == ["left"]


@pytest.mark.parametrize(
    "text", ["a = 2.1\nn = 0\nwhile n < {0}*a/2.1: n += 1\nr = n/{0} + a\n",
             "a = 0.7\nr = sum(1 for i in range({0}) if i/{0} < a**2)/{0} + a\n"]
)  # fmt: skip
def test_many_branches_are_linear(tmp_path, text):
    assert growth(lambda size: report_of(text.format(size), tmp_path / "many.py"), 500) < 2.5


SHARED = """
z = np.array(a); w = z; z += 1; r = w*a
tot = np.array(0.0*a); add(tot, a); add(tot, a*a); r = tot*1.0
v = np.array([a, 1.0]); w = v[0, ...]; w *= 3*a; r = v.sum()
v = np.array([a, 1.0]); w = v[..., 0]; v *= 2; r = w*a
v = np.array([[a, 1.0], [2.0, 3.0]]); w = v[0, 1, ...]; w[...] = a*a; w[()] = w + 1; r = v.sum()*a
v = np.array([a, 1.0]); w = v[0:1].reshape(()); w += 3*a; r = v.sum()
v = np.array([a, 1.0]); w = np.squeeze(v[0:1]); w *= 3*a; r = v.sum()
v = np.array([a, 1.0]); w = np.reshape(v[1:], ()); w += a; v[1] *= 2; r = v.sum()*w
v = np.array([a, 1.0]); x = v[0]; x *= 2; x += 1; r = v.sum()*x
v = np.array([a, 1.0]); w = v.view(); w.shape = (2, 1); w[0, 0] *= 2; u = v[::-1]; u[0] = a*a; r = (v*[1, 3]).sum()
v = np.array([a, 1.0]); g = np.meshgrid(v, v, copy=False)[0]; v[1] = a*a; r = g.sum()*a
z = np.array(a); y = copy.deepcopy(z); w = copy.copy(z); y += 1; w *= 2; z += a; r = z + y*w
v = np.zeros(2); v[0] = a; y = copy.deepcopy([v]); w = copy.copy(v); v[1] = a; w *= 2; r = (v + y[0]*w).sum()
z = np.array(a); z += 1; r = math.exp(z) + math.hypot(z, a) + math.log(np.array(3.0))*z
z = np.array(a); z[...] = a*a; w = z.reshape(1); w[0] += z; r = z*a + float(z)
"""


@pytest.mark.parametrize("text", SHARED.strip().splitlines())
def test_arrays_without_axes_are_objects(tmp_path, text):
    text = f"import copy, math, numpy as np\na = 2.5\ndef add(total, more): total += more\n{text}\n"
    assert faults(text, tmp_path / "shared.py") == []


STORED = """
v = np.array([a, 1.0]); v.flat = [a*a, a]; r = (v**2).sum()
v = np.array([[a, 1.0], [2.0, 3.0]]); w = v[0]; v.flat = a*a; r = (v*w).sum()
v = np.zeros((2, 3)); v.flat = [a, a*a, 1.0]; v.flat[2] = a; r = (v*v[0]).sum()
v = np.array([a, 1.0]); v.dtype = np.float64; v.shape = (2, 1); r = (v**2).sum()
t = np.timedelta64(int(a*1000), "ms"); r = a*(t > np.timedelta64(1, "s"))
import socket; s = socket.socket(); s.settimeout(1 + 0*a); s.close(); r = a*a
from numpy.lib import recfunctions; r = a*len(recfunctions.__name__)
import numpy.lib.scimath as scimath; r = a*scimath.sqrt(4.0)
"""


@pytest.mark.parametrize("text", STORED.strip().splitlines())
def test_what_a_script_does_by_the_way(tmp_path, text):
    text = f"import numpy as np\na = 2.5\n{text}\n"
    assert faults(text, tmp_path / "stored.py") == []


TOLD = """
import statistics; d = statistics.NormalDist.from_samples([a, 1.0, 4.0]); r = d.mean*d.stdev*a
import base64; s = base64.b64encode(np.array([a])); r = np.frombuffer(base64.b64decode(s))[0]*a
import sqlite3; c = sqlite3.connect(":memory:"); c.create_function("f", 1, lambda x: x*a); \
r = c.execute("select f(3.0)").fetchone()[0]*a
v = np.array([a, 1.0]); v.dtype = np.int64; r = v[0]*1e-18*a
"""


@pytest.mark.parametrize("text", TOLD.strip().splitlines())
def test_what_leaves_by_the_way_is_told(tmp_path, text):
    text = f"import numpy as np\na = 2.5\n{text}\n"
    report, _ = report_of(text, tmp_path / "told.py")
    (result,) = report.results
    space = {}
    exec(text, space)
    assert result.value == pytest.approx(space["r"])
    assert [str(note.path) for note in result.notes if note.code == "left"] == ["grad.a"]


def test_long_doubles_are_numbers_in_json():
    assert alone(np.longdouble(2.5)) == "2.5\n"


def test_a_truth_that_numpy_refuses_is_caught(tmp_path):
    text = """
import numpy as np
v = np.array([2.0, 1.0]); a = 2.0
try:
    r = a if v > 0 else 1
except ValueError as error:
    r = a*v.sum()*len(str(error))
"""
    assert faults(text, tmp_path / "refused.py") == []


def test_a_script_sees_no_frame_and_no_module_of_ours(tmp_path):
    """By Python itself: in a process of its own."""
    text = (
        "import sys\nfrom sys import modules\nfor _ in range(99): import inspect\nf = lambda: inspect.stack()\n"
        "n = [len(inspect.stack()), len(f()), f()[-1].lineno, sys._getframe().f_back is None]\n"
        "n += [k in sys.modules or modules.get(k) for k in 'gradcli sympy click numpy'.split()]\n"
        "a = 2.0\ntry: sys._getframe(1)\nexcept ValueError as e: print(e)\n"
        "print(n)\nr = a*len(inspect.stack()) + a*('gradcli' in sys.modules)\n"
    )
    (path := tmp_path / "script.py").write_text(text)
    plain, ours = (
        subprocess.run([sys.executable, *command, str(path)], capture_output=True, text=True, timeout=300).stdout
        for command in ((), ("-m", "gradcli", "run", "--check"))
    )
    assert ours.startswith(plain)
    assert "value     2\n" in ours
    assert "1 of 1 agree" in ours


def test_a_warning_that_is_an_error_is_caught(tmp_path):
    text = (
        "import warnings, numpy as np\na = 1.5\nwith warnings.catch_warnings():\n    warnings.simplefilter('error')\n"
        "    try: r = np.sqrt(np.array([1 - a, a])).sum()\n    except RuntimeWarning: r = 9*a\n"
    )
    (result,) = report_of(text, tmp_path / "caught.py")[0].results
    assert (result.value, result.grad) == (13.5, {"a": 9.0})
