"""Scripts without tapes: the last value, though no path leads to it; and why a derivative is none."""

from fractions import Fraction

import pytest

ROOT = """a = 2.0
lo, hi = 0.0, 3.0
for i in range(40):
    mid = (lo + hi) / 2
    if mid**3 - a * mid - 1 > 0:
        hi = mid
    else:
        lo = mid
"""


def bisected():
    """The same by fractions, which no trace follows."""
    lo, hi = Fraction(0), Fraction(3)
    for _ in range(40):
        mid = (lo + hi) / 2
        lo, hi = (lo, mid) if mid**3 - 2 * mid - 1 > 0 else (mid, hi)
    return float(mid)


def said(report):
    return [n.message for n in [*report.notes, *report.results[0].notes]]


def test_the_last_value_is_the_target_though_it_is_plain(run):
    report = run(ROOT + "mid", check=True)
    (result,) = report.results
    assert (result.name, result.line, result.value, result.grad) == ("mid", 9, bisected(), {"a": None})
    (told,) = said(report)
    assert told.startswith(
        "what depends on a left the trace at a search by comparisons, line 5: this derivative is not"
    )
    (item,) = result.check.items
    assert (item.path, item.tape, item.verdict) == ("grad.a", None, "skipped")
    assert item.reference == pytest.approx(bisected() / (3 * bisected() ** 2 - 2), rel=1e-6)
    assert run(ROOT + "mid", check=True, recorded=True).results[0].check.verdict == "skipped"


@pytest.mark.parametrize("last", ["np.array([mid, 2 * mid])", "[mid, 2 * mid]"])
def test_plain_arrays_are_targets_too(run, last):
    (result,) = run("import numpy as np\n" + ROOT + last, check=True).results
    assert (result.value, result.jacobian) == ([bisected(), 2 * bisected()], {"a": None})
    assert result.check.verdict == "skipped"


TARGETS = {
    "a plain number after a traced one": ("x = 3.0\nx**2\n2.5 + 0", "2.5 + 0", 0.0),
    "a traced one after a plain number": ("x = 3.0\n2.5 + 0\nx**2", "x**2", 6.0),
    "none of the text, truth and None after it": ("x = 3.0\nx**2\n'text'\nx > 1\nprint(x)\nNone", "x**2", 6.0),
    "assigned after a plain number": ("import gc\nx = 3.0\nlen('ab')\ny = x**2", "y", 6.0),
    "not how much was written": ("import io\nx = 3.0\nx**2\nio.StringIO().write(str(x))", "x**2", 6.0),
}


@pytest.mark.parametrize("name", TARGETS)
def test_the_last_of_all_numbers(run, name):
    text, target, slope = TARGETS[name]
    (result,) = run(text).results
    assert (result.name, result.grad) == (target, {"x": slope})


def test_what_stands_alone_is_not_disturbed(run):
    text = """class D: dtype = "float"
class E(list):
    def __iter__(self): raise RuntimeError("walked")
class F:
    def __getattr__(self, name): raise RuntimeError("asked " + name)
x = 2.0
x * x
D()
E([1])
F()
"""
    assert run(text).results[0].grad == {"x": 4.0}


HEAD = "import numpy as np\nk = 2.0\nx = np.arange(5.0) * k\n"
LOST = {
    "in the target itself": "np.spacing(x)[3] + k",
    "appended": "out = []\nout.append(np.spacing(x)[3])\nout[0] + k",
    "in a dict": "d = {}\nd.update(a=int(k * 10) / 10)\nd['a'] + k",
    "printed, and the target": "del x\nprint(np.spacing(np.arange(5.0) * k)[3] + k)",
    "to an attribute": "class C: v = []\nC.v.append(float(np.spacing(x)[3]))\nC.v[0] + k",
}


@pytest.mark.parametrize("name", LOST)
def test_what_is_lost_in_an_expression_is_told(run, name):
    text = HEAD + LOST[name]
    how = "int()" if "spacing" not in LOST[name] else "np.spacing()"
    line = next(n for n, words in enumerate(text.splitlines(), 1) if how.rstrip(")") in words)
    assert any(f"what depends on k left the trace at {how}, line {line}: " in message for message in said(run(text)))


SILENT = {
    "printed": "print(int(k * 10), np.spacing(x)[3])",
    "logged": "import logging\nlog = logging.getLogger('a')\nlog.debug('%d', int(k * 10))",
    "written": "import sys\nsys.stderr.write('%d' % int(k * 10))",
    "tried": "try: float(x)\nexcept TypeError: pass",
    "asserted": "assert int(k * 10) == 20",
    "slept": "import time\ntime.sleep(k / 1e9)",
}


@pytest.mark.parametrize("name", SILENT)
def test_what_is_only_told_is_not_lost(run, name):
    report = run(HEAD + SILENT[name] + "\nk * k")
    assert said(report) == []
    assert report.results[0].grad == {"k": 4.0}


def test_what_a_count_is_computed_from_is_not_lost(run):
    text = "n = 17\nb = 2.0\nprime = all(n % i for i in range(2, int(n**0.5) + 1))\nsum([b] * n) if prime else 0.0"
    report = run(text)
    assert (said(report), report.results[0].grad) == ([], {"b": 17.0})


WHY = {
    "compared, and printed": (
        "x = 2.0\ntol = 0.1\nn = 0\nwhile x**n < 1 / tol: n += 1\nprint(f'{tol:g}')\nx * n",
        "tol reaches the value only through the comparison at line 4"),
    "printed alone": ("x = 2.0\nt = 1.0\nprint(f'{t:g}')\nx * x", "the value does not depend on t"),
}  # fmt: skip


@pytest.mark.parametrize("name", WHY)
def test_why_a_derivative_is_none(run, name):
    text, message = WHY[name]
    assert message in said(run(text))


def test_a_tie_is_called_one(run):
    text = "import numpy as np\nk = 2.0\nx = np.arange(30000.0) * k\ny = np.where(x >= 4.0, x, 2 * x).sum()"
    (message,) = said(run(text))
    assert message == "greater_equal at line 4 is as good as a tie: one of its slopes was taken"
    (message,) = said(run(text.replace("np.where(x >= 4.0, x, 2 * x)", "np.abs(x - 4.0)")))
    assert message == "absolute at line 4 sits on its kink: one of its slopes was taken"


def test_an_array_of_indices_is_no_source(run):
    text = "import numpy as np\nlabels = np.array([2, 0])\nt = 0.5\np = np.arange(6.0).reshape(2, 3) * t\n"
    report = run(text + "p[np.arange(2), labels].sum()")
    assert (said(report), report.results[0].grad) == ([], {"t": 5.0})
    report = run(text + "(p[np.arange(2), labels] * labels).sum()")
    assert report.results[0].grad == {"labels": [1.0, 1.5], "t": 4.0}


SPECIAL = """class P:
    def __init__(self, v): self.v = v
    def __float__(self): return self.v
    def __int__(self): return n
    def __complex__(self): return complex(self.v, 0)
    def __bool__(self): return self.v > 1
    def __hash__(self): return hash(self.v)
    def __len__(self): return n
    def __index__(self): return n
    def __array__(self, dtype=None, copy=None): return np.array([self.v, 1.0])
import numpy as np
n = 3
k = 2.5
p = P(k)
"""


def test_special_methods_may_return_traced_values(run, capsys):
    shown = "print(int(p), bool(p), not p, hash(p) == hash(2.5), len(p), 'abcd'[p], complex(p), np.asarray(p).sum())\n"
    report = run(SPECIAL + shown + "float(p) ** 2")
    assert capsys.readouterr().out == "3 True False True 3 d (2.5+0j) 3.5\n"
    assert report.results[0].grad == {"k": 5.0}


def test_a_special_method_that_ends_the_path_says_so(run):
    report = run(SPECIAL + "import time\ny = '%.2f' % p\nz = np.asarray(p).sum() * k\nz")
    assert report.results[0].grad["k"] == 3.5
    assert any("what depends on k left the trace at np.array(), line 10: " in message for message in said(report))


def test_weights_that_are_made_inside_a_block_leave_no_trace(run):
    text = "import tensorflow as tf\nlayer = tf.keras.layers.LSTM(2)\nwith tf.GradientTape() as tape:\n"
    text += "    y = tf.reduce_sum(layer(tf.ones((1, 3, 2))))\nprint(tape.gradient(y, layer.trainable_variables))\n"
    assert not any("left the trace" in message for message in said(run(text)))
