"""Scripts without tapes: what is a source, what is the target, and what is said about the rest."""

import math

import pytest

from gradcli.errors import GradcliError
from gradcli.frontends.script import run_script

GRADIENTS = {
    "one": ("x = 3.0\ny = x**2", {"x": 6.0}),
    "two in one line": ("x, y = 2.0, -3.0\nx * y", {"x": -3.0, "y": 2.0}),
    "chained": ("x = y = 2.0\nz = x * x * y", {"x": 8.0, "y": 4.0}),
    "annotated": ("x: float = 2.0\ny = x * x", {"x": 4.0}),
    "negative, computed": ("x = -2.0\nh = 1 / 4\nx * h", {"x": 0.25, "h": -2.0}),
    "pi": ("import math\nx = math.pi / 2\nmath.sin(2 * x)", {"x": -2.0}),
    "whole number": ("x = 3\ny = x**2 / 2", {"x": 3.0}),
    "changed in place": (
        "import numpy as np\nw = np.array([1.0, 2.0])\nw *= 3\ny = (w**2).sum()", {"w": [18.0, 36.0]}),
    "changed in place by a function": (
        "import numpy as np\nw = np.array([1.0, 2.0])\ndef f(a):\n    a *= a\n    return a.sum()\nf(w)",
        {"w": [2.0, 4.0]}),
    "overwritten": (
        "import numpy as np\nw = np.array([1.0, 2.0])\nv = np.array([5.0, 6.0])\nw[:] = v * 2\n(w**2).sum()",
        {"w": [0.0, 0.0], "v": [40.0, 48.0]}),
    "one element overwritten": (
        "import numpy as np\nw = np.array([1.0, 2.0])\nw[0] = 5.0\n(w**2).sum()", {"w": [0.0, 4.0]}),
    "one array of two names": (
        "import numpy as np\na = b = np.array([1.0, 2.0])\na[0] = 5\nb.sum() if a is b else 0.0", {"a": [0.0, 1.0]}),
    "the numeral of two bindings": ("import math\nw = math.sqrt(4)\nw = 3.0\nw * 2", {"w": 2.0}),
    "either numeral": ("if 1 > 2:\n    w = 2.0\nelse:\n    w = 3.0\nw * w", {"w": 6.0}),
    "array": ("import numpy as np\nx = np.array([1.0, -2.0])\nnp.sum(x**3)", {"x": [3.0, 12.0]}),
    "array in another shape": (
        "import numpy as np\nA = np.array([[1.0, 2.0]]).reshape(2)\n(A**2).sum()", {"A": [2.0, 4.0]}),
    "array of whole numbers": ("import numpy as np\nx = np.array([1, 2])\n(x**2).sum()", {"x": [2.0, 4.0]}),
    "np.float64": ("import numpy as np\nx = np.float64(2.0)\nx * x", {"x": 4.0}),
    "in the main guard": ("if __name__ == '__main__':\n    x = 2.0\n    y = x * x", {"x": 4.0}),
    "a state is no constant": ("a = 2.0\ntotal = 0.0\nfor i in range(3):\n    total += a * i\ntotal", {"a": 3.0}),
    "bound again": ("x = 3.0\na = 2.0\nx = x + a\ny = x**2\ny", {"x": 10.0, "a": 10.0}),
    "bound again by a loop": (
        "theta = 0.7\ndt = 0.5\nfor _ in range(2):\n    theta += theta * dt\ntheta", {"theta": 2.25, "dt": 2.1}),
    "bound again, its first value of no use": ("x = 3.0\na = 2.0\nx = 5.0\na * x", {"a": 5.0}),
    "bound again, its first value only compared": (
        "x = 3.0\na = 2.0\nif x > 1:\n    x = a * a\nx", {"a": 4.0}),
    "a count of a loop": ("i = 2\na = 3.0\ny = a\nwhile i < 4:\n    y = y * a * i\n    i += 1\ny", {"a": 162.0}),
    "a count of a function": (
        "n = 0\na = 3.0\ndef f(t):\n    global n\n    n += 1\n    return t * n\nf(a)", {"a": 1.0}),
    "a state, where there is nothing else": ("x = 2.0\nfor i in range(2):\n    x = x * x", {"x": 32.0}),
    "a count is no source": ("n = 4\na = 0.5\nsum(a**i for i in range(n))", {"a": 2.75}),
    "a count by way of arithmetic": ("n = 4\na = 0.5\nv = [a, a * a, 1.0]\nv[n // 2 - 1] * 1.0", {"a": 1.0}),
    "a length of an array": ("import numpy as np\nn = 3\na = 2.0\nnp.ones(n).sum() * a", {"a": 3.0}),
    "repetition": ("n = 3\na = 2.0\nlen([0] * n) * a", {"a": 3.0}),
    "lists are no sources": ("xs = [1.0, 2.0]\na = 3.0\na * sum(xs)", {"a": 3.0}),
    "flags are no sources": ("verbose = True\na = 3.0\na * 2 if verbose else a", {"a": 2.0}),
    "rebound by a loop": ("x = 1.0\na = 2.0\nfor x in [3.0, 4.0]:\n    y = a * x\ny", {"a": 4.0}),
    "global": ("x = 1.0\na = 2.0\ndef f():\n    global x\n    x = 5.0\nf()\na * x", {"a": 5.0}),
    "own names inside": ("x = 2.0\ndef f(x):\n    x = x * 2\n    return x\nf(x)", {"x": 2.0}),
    "closure": (
        "a = 2.0\ndef make(n):\n    def f(t):\n        return a * t ** n\n    return f\n"
        "make(3)(2.0)", {"a": 8.0}),
    "recursion": ("x = 2.0\ndef p(n):\n    return x * p(n - 1) if n else 1\np(10)", {"x": 10 * 2.0**9}),
    "class": (
        "k = 2.0\nclass C:\n    def __init__(s, v): s.v = v\n"
        "    def __add__(s, o): return C(s.v + o.v)\n(C(k) + C(k * k)).v",
              {"k": 5.0}),
    "kind of number": ("x = 2.0\ny = x * 3 if isinstance(x, (int, float)) and type(x) is float else 0.0", {"x": 3.0}),
    "float() of a number": ("x = 2.0\ny = float(x) ** 2", {"x": 4.0}),
    "generator": (
        "a = 0.5\ndef g():\n    t = 1.0\n    while True:\n        yield t\n        t = t * a\n"
        "it = g()\n[next(it) for _ in range(3)][-1]",
                  {"a": 1.0}),
    "newton": (
        "a = 2.0\nx = 1.0\nwhile abs(x * x - a) > 1e-15:\n    x = (x + a / x) / 2\n"
        "    if x * x == a or abs(x * x - a) < 4e-16: break",
               {"a": 0.5 / math.sqrt(2.0)}),
    "dict": ("k = 3.0\nd = {'a': k, 'b': [k * k]}\nd['b'][0] += d['a']\nd['b'][0]", {"k": 7.0}),
    "reduce": ("from functools import reduce\nx = 2.0\nreduce(lambda a, b: a * b, [x, x, 3.0])", {"x": 12.0}),
    "math in the library": ("import statistics\nx = 2.0\nstatistics.mean([x, 3 * x])", {"x": 2.0}),
    "star import": ("from math import *\nx = 0.0\nsin(x) + exp(x)", {"x": 2.0}),
    "threads": (
        "from concurrent.futures import ThreadPoolExecutor\nx = 2.0\nwith ThreadPoolExecutor(2) as pool:\n"
        "    found = list(pool.map(lambda n: x ** n, [2, 3]))\nsum(found)",
        {"x": 16.0},
    ),
    "training in place": (
        "import numpy as np\nk = 0.5\nrng = np.random.default_rng(0)\n"
        "parts = [rng.normal(size=2) * 0 for _ in range(2)]\n"
        "for p in parts:\n    p += k * np.array([1.0, 2.0])\nparts[0].sum() * parts[1][0]",
        {"k": 3.0},
    ),
    "try": ("x = 0.0\ntry:\n    y = 1 / x\nexcept ZeroDivisionError:\n    y = 5 * x", {"x": 5.0}),
    "deep copies": ("import copy\nx = 2.0\ns = copy.deepcopy({'v': [x]})\ns['v'][0] * 3", {"x": 3.0}),
    "in place": (
        "import numpy as np\nx = 2.0\nw = x * np.ones(2)\ndef f(p):\n    p *= 3\nf(w)\n"
        "w[0] = w[1] * x\nw.sum()", {"x": 15.0}),
    "elements": (
        "import numpy as np\nr = 0.5\nx = np.zeros(4)\nx[0] = 1.0\nfor i in range(3):\n"
        "    x[i + 1] = r * x[i]\nx.sum()",
                 {"r": 2.75}),
    "slices": (
        "import numpy as np\nk = 0.25\nu = np.arange(5.0) ** 2\nfor _ in range(2):\n"
        "    u[1:-1] += k * (u[2:] - 2 * u[1:-1] + u[:-2])\nu[2]",
               {"k": 4.0}),
    "views": (
        "import numpy as np\nk = 3.0\nA = np.zeros((2, 2))\nrow = A[1]\nA[1, 0] = k\n"
        "row[1] = k * k\nA.T[0, 1] * row[1] + row.sum()",
              {"k": 34.0}),
}  # fmt: skip


@pytest.mark.parametrize("name", GRADIENTS)
def test_gradient(run, name):
    text, expected = GRADIENTS[name]
    (result,) = run(text).results
    assert set(result.grad) == set(expected)
    for key, value in expected.items():
        assert result.grad[key] == pytest.approx(value, rel=1e-12)


TARGETS = {
    "on the line of a call": ("x = 3.0\ndef f(t): return t * t\nf(x); y = f(x) + x", "y", 7.0),
    "bound twice on a line": ("x = 3.0\nb = y = 2 * x; b = b * x", "b", 12.0),
    "what is made of another bound within": ("x = 2.0\nres = x + (z := x * x)", "res", 5.0),
    "last expression": ("x = 3.0\nz = x**3\nx**2\nw = x\n", "x**2", 6.0),
    "last assignment": ("x = 3.0\ny = x**2\nprint(x)", "y", 6.0),
    "not a plain number": ("import time\nx = 3.0\ny = x**2\nelapsed = 5.0 * 2 + len('abc')", "y", 6.0),
    "last of a tuple": ("x = 3.0\ndef f(): return x, x * x\na, b = f()", "b", 6.0),
    "inside a loop": ("x = 3.0\nfor i in range(2):\n    y = x * i", "y", 1.0),
    "printed": ("x = 3.0\nprint(x**2)", "x**2", 6.0),
    "a constant itself": ("x = 3.0", "x", 1.0),
    "a call at the end": ("x = 3.0\ny = x\ndef f(): return y * x\nf()", "f()", 6.0),
    "written out of a call": (
        "import numpy as np\nx = 3.0\ny = np.array([x, x])\nnp.multiply(y, x, out=y)\nr = y.sum()\nprint(r)", "r", 12.0
    ),
    "a running sum": (
        "import numpy as np\nx = 3.0\ny = np.array([x, x])\nnp.cumsum(y, out=y)\nr = y[1] * x", "r", 12.0
    ),
    "a generator's answer": (
        "x = 3.0\ndef g():\n    got = yield 0.0\n    yield got * x\nc = g()\nnext(c)\nc.send(x)\nr = x**2",
        "r", 6.0
    ),
    "letters written": (
        "import csv, io\nx = 3.0\nbuf = io.StringIO()\ny = x**2\ncsv.writer(buf).writerow([1.0, 2.0])", "y", 6.0
    ),
    "a call, then print": ("x = 3.0\ndef f(): return x\nf()\nprint(x**2)", "x**2", 6.0),
}  # fmt: skip


@pytest.mark.parametrize("name", TARGETS)
def test_target(run, name):
    text, target, slope = TARGETS[name]
    (result,) = run(text).results
    assert (result.name, result.grad) == (target, {"x": slope})


def test_of_names_the_target(run):
    (result,) = run("x = 3.0\ny = x**2\nz = y**2", of="y").results
    assert (result.name, result.line, result.value, result.grad) == ("y", 2, 9.0, {"x": 6.0})


def test_wrt(run):
    text = "x = 3.0\nu = 2.0\ny = x * u\nu = 1\nz = y * y"
    assert run(text, wrt=("y",)).results[0].grad == {"y": 12.0}
    assert run(text, wrt=("u", "x")).results[0].grad == {"u": 36.0, "x": 24.0}
    assert run("xs = [1.0, 2.0]\nxs[0] * xs[1]", wrt=("xs",)).results[0].grad == {"xs": [2.0, 1.0]}


@pytest.mark.parametrize(
    ("text", "wrt", "grad"),
    [
        ("a, *b, c = 2.0, 3.0, 4.0, 5.0\na * b[1] * c", ("a", "c"), {"a": 20.0, "c": 8.0}),
        ("a, *b = 2.0, 3.0, 4.0\na * b[0] * b[1]", ("b",), {"b": [8.0, 6.0]}),
        ("def f(): return 2.0, (3.0, 4.0)\na, (b, c) = f()\na * b * c", ("a", "c"), {"a": 12.0, "c": 6.0}),
        ("def f():\n    yield 2.0\n    yield 3.0\na, b = f()\na * b", ("b",), {"b": 2.0}),
        ("class A: pass\na, A.b = 2.0, 3.0\na * A.b", ("a",), {"a": 3.0}),
        ("a = [b, c] = 2.0, 3.0\nb * c * a[0]", ("b", "c"), {"b": 6.0, "c": 4.0}),
        ("b = a = [2.0, 3.0]\nb.append(4.0)\nsum(v * v for v in a)", ("a",), {"a": [4.0, 6.0]}),
    ],
)
def test_assignments_of_every_shape(run, text, wrt, grad):
    assert run(text, wrt=wrt).results[0].grad == grad


@pytest.mark.parametrize(
    "text",
    [
        "a, b = (1.0, 2.0, 3.0)",
        "a, b = 1.0,",
        "a, *b, c = [1.0]",
        "a, b = 1.0",
        "import itertools\na, b = itertools.count()",
    ],
)
def test_what_does_not_fit_is_pythons_own_error(run, capsys, text):
    with pytest.raises((TypeError, ValueError)) as fault:
        exec(text, {})
    assert run(text, wrt=("a",)).results == []
    assert capsys.readouterr().err.endswith(f"{type(fault.value).__name__}: {fault.value}\n")


def test_two_expressions_of_one_line_have_their_own_names(run):
    (row,) = run("x = 3.0; a = x**2; a*2; a*x").results
    assert (row.name, row.grad) == ("a * x", {"x": 27.0})


def test_values_override(run):
    text = "import numpy as np\nn = 3\nx = 2.0\nw = np.ones(2)\ny = x * sum(range(n)) + w.sum()"
    (result,) = run(text, ("x", 5.0), ("n", 4.0)).results
    assert (result.value, result.grad, result.point) == (32.0, {"x": 6.0}, {"x": 5.0})
    assert run(text, ("w", [1.0, 2.0])).results[0].grad == {"x": 3.0, "w": [1.0, 1.0]}
    assert run("n = 3\ny = 2.0 * n", ("n", [1.0, 2.0])).results[0].value == [2.0, 4.0]


def test_call(run):
    text = "c = 10.0\ndef f(x, y=2.0, *, z=1.0):\n    return c * x * y * z"
    assert run(text, ("x", 3.0), f="f").results[0].grad == {"x": 20.0}
    (result,) = run(text, ("x", 3.0), ("z", 2.0), ("c", 1.0), f="f").results
    assert (result.name, result.value, result.grad) == ("f", 12.0, {"x": 4.0, "z": 6.0})


@pytest.mark.parametrize(
    ("result", "what"),
    [
        ("None", "None"),
        ("'a'", "a value of type str"),
        ("{'a': x}", "a value of type dict"),
        ("['a', x]", "a value of type list"),
    ],
)
def test_call_of_what_returns_no_number(run, result, what):
    with pytest.raises(GradcliError) as caught:
        run(f"def f(x):\n    return {result}", ("x", 2.0), f="f")
    assert (caught.value.message, caught.value.status) == (f"f returned {what}, not a number", 2)
    assert caught.value.hint == "return a number, an array, or a list of numbers"


@pytest.mark.parametrize(("result", "slopes"), [("[x, x * x]", [1.0, 4.0]), ("[]", []), ("(x, 1.0)", [1.0, 0.0])])
def test_call_of_what_returns_a_list(run, result, slopes):
    assert run(f"def f(x):\n    return {result}", ("x", 2.0), f="f").results[0].jacobian == {"x": slopes}


def test_call_of_a_condition(run):
    (row,) = run("def f(x):\n    return x > 1", ("x", 2.0), f="f").results
    assert (row.value, row.grad) == (True, {"x": 0.0})


def test_higher_orders(run):
    (result,) = run("import math\nx = 0.5\ny = math.exp(2 * x)", order=3).results
    assert result.derivatives == pytest.approx([2.0**n * math.e for n in range(4)])
    (result,) = run("x, y = 1.0, 2.0\nx * x * y", order=2).results
    assert result.hessian == {"x": {"x": 4.0, "y": 2.0}, "y": {"x": 2.0, "y": 0.0}}


def test_vectors_have_a_jacobian(run):
    (result,) = run("import numpy as np\nx = 2.0\nx * np.arange(3.0)").results
    assert (result.grad, result.jacobian) == (None, {"x": [0.0, 1.0, 2.0]})
    assert run("x = 2.0\n[x, x * x]\ny = (x, x * x)").results[0].jacobian == {"x": [1.0, 4.0]}


def test_it_runs_once(run, capsys):
    run("x = 2.0\nprint('once')\ny = x", order=2, check=True)
    assert capsys.readouterr().out == "once\n"


@pytest.mark.parametrize(
    ("text", "how", "message", "hint"),
    [
        ("x = 1.0\ny = x", {"of": "yy"}, "the script has no name 'yy'", "it has x, y"),
        (
            "rate = 1.0\ny = rate",
            {"wrt": ("rates",)},
            "the script assigns no 'rates' at top level",
            "did you mean 'rate'?",
        ),
        (
            "def f(x): return x\ndef g(y, /, *, x): return x\nxs = 1",
            {"wrt": ("x",)},
            "the script assigns no 'x' at top level",
            "it is an argument of f and of g: --call f differentiates that",
        ),
        (
            "def grad_f(w): return 2 * w\ndef f(w): return w**2\nxs = 1",
            {"wrt": ("w",)},
            "the script assigns no 'w' at top level",
            "it is an argument of grad_f and of f: --call f differentiates that, --against grad_f compares",
        ),
        ("def f(x): return x", {"f": "g"}, "the script has no function 'g'", "it has f"),
        ("def f(x, y): return x", {"f": "f"}, "f needs x, y", "add x=1 y=1, or x=1,2 for an array"),
        ("x = 1.0\ns = 'a'", {"of": "s"}, "'s' is not a number", "name a number or an array"),
    ],
)
def test_mistakes(run, text, how, message, hint):
    with pytest.raises(GradcliError) as caught:
        run(text, **how)
    assert (caught.value.message, caught.value.hint, caught.value.status) == (message, hint, 2)


NOTES = {
    "unused": ("x = 2.0\nu = 1.0\ny = x", "the value does not depend on u"),
    "flat": ("import math\nx = 2.5\ny = math.floor(x) * 2.0", "floor at line 3 is flat, and cuts the path from x"),
    "round": ("x = 2.5\ny = round(x, 1)", "round at line 2 is flat, and cuts the path from x"),
}  # fmt: skip


@pytest.mark.parametrize("name", NOTES)
def test_nothing_is_silent(run, name):
    text, message = NOTES[name]
    report = run(text)
    assert message in [n.message for n in [*report.notes, *report.results[0].notes]]


def test_nothing_to_differentiate(run):
    report = run("s = 'a'\nprint(s)")
    assert not report.results
    assert [n.message for n in report.notes] == ["the script assigns no number: there is nothing to differentiate"]


def test_of_a_script_that_ends_in_an_error_of_its_own_nothing_is_missed(run):
    assert run("import sys\nsys.exit(5)").notes == []
    assert [n.code for n in run("import sys\nsys.exit(0)").notes] == ["unused"]


def test_without_constants_the_names_that_can_be_asked_for_are_told(run):
    text = "import numpy as np\nX = np.ones((2, 2))\nn = len('ab')\nw = np.linspace(1.0, 2.0, 2)\ny = (X @ w).sum()"
    report = run(text)
    assert (report.results[0].value, report.results[0].grad) == (6.0, None)
    assert [n.message for n in report.notes] == [
        "no top-level constant to differentiate by: --wrt NAME takes what is computed, X, w"
    ]
    assert not run(text, order=0).notes
    for text, offer in [("", ""), ("def f(w):\n    return w * w\n", "; --call f differentiates f")]:
        (note,) = run(f"{text}def main():\n    return 3.0 * 2.0\ny = main()").notes
        assert note.message == f"no top-level constant to differentiate by{offer}"


def test_what_is_computed_can_be_asked_for(run):
    text = "import numpy as np\nw = np.linspace(1.0, 2.0, 2)\ny = (np.ones((2, 2)) @ w).sum()"
    report = run(text, wrt=("w",))
    assert (report.results[0].grad, report.notes) == ({"w": [2.0, 2.0]}, [])


@pytest.mark.parametrize(
    "text",
    [
        "import json\nx = 2.0\nprint(json.dumps({'x': x}))\ns = json.dumps(x)\ny = x * float('3')",
        "import io\nimport numpy as np\nx = np.array([1.0, 2.0])\nnp.save(io.BytesIO(), x)\ny = x.sum()",
        "import hashlib\nimport numpy as np\nx = np.array([1.0, 2.0])\nh = hashlib.md5(x.tobytes())\ny = x.sum()",
        "import random\nx = 2.0\nrandom.seed(0)\ny = random.gauss(x, 0.0) * x",
        "import functools, itertools, operator\nx = 2.0\ny = functools.partial(operator.mul, x)(3.0)\n"
        "y = list(itertools.accumulate([x, y], initial=x))[-1]",
        "import collections\nx = 2.0\nn = 2\nd = collections.deque([x, x], maxlen=n)\ny = d[0] * d[1]",
    ],
)
def test_what_is_written_and_not_read_is_no_loss(run, text):
    report = run(text)
    assert [*report.notes, *report.results[0].notes] == []


def test_a_list_that_holds_itself_is_no_number(run):
    (row,) = run("x = 2.0\ny = x * x\nv = [x]\nv.append(v)").results
    assert (row.name, row.grad) == ("y", {"x": 4.0})


def test_printing_is_no_loss(run):
    report = run("x = 2.0\nprint('%.2f' % x, f'{x:.1f}', round(x), int(x))\ny = x * x")
    assert not report.notes
    assert not report.results[0].notes


def test_long_programs_stay_in_float64(run):
    (result,) = run("import math\nx = 0.5\ny = x\nfor i in range(12000):\n    y = math.sin(y) + x\ny").results
    y = 0.5
    slope = 1.0
    for _ in range(12000):
        y, slope = math.sin(y) + 0.5, math.cos(y) * slope + 1.0
    assert result.grad["x"] == pytest.approx(slope, rel=1e-12)
    assert not result.notes


@pytest.mark.parametrize("name", ["one", "closure", "views", "slices", "in place", "newton"])
def test_checked(run, name):
    assert run(GRADIENTS[name][0], check=True).results[0].check.verdict == "ok"


@pytest.mark.parametrize(("by_hand", "verdict"), [("2*x*y", "ok"), ("2*x", "FAIL")])
def test_gradients_derived_by_hand(run, by_hand, verdict):
    (row,) = run("x, y = 2.0, 3.0\nx**2 * y", expect={"x": by_hand}).results
    assert row.check.verdict == verdict


@pytest.mark.parametrize("expect", [{"z": "1"}, {"x": "q"}])
def test_by_hand_of_what_is_not_there(run, expect):
    with pytest.raises(GradcliError):
        run("x = 2.0\nx**2", expect=expect)


@pytest.mark.parametrize("last", ['{"a": x * x}', "x > 2", "[]", "None"])
def test_of_what_is_no_number_a_constant_takes_not_the_place(run, last):
    report = run(f"x = 3.0\ny = {last}")
    assert not report.results
    assert [note.message for note in report.notes] == [
        "'y', assigned last, is no number: there is nothing to differentiate"
    ]


@pytest.mark.parametrize("last", ["a", "print(a)", "", "a + 0.0"])
def test_an_array_that_was_written_into(run, last):
    (row,) = run(f"import numpy as np\nx = 2.0\na = np.zeros(2)\na[1] = x * x\n{last}").results
    assert (row.value, row.jacobian) == ([0.0, 4.0], {"x": [0.0, 4.0]})


def test_an_array_of_whole_numbers_is_examined_at_its_jumps(run):
    (row,) = run("import numpy as np\nk = np.array([3, 1, 4])\ny = (k // 2 * 1.5).sum()").results
    assert row.grad == {"k": [0.0, 0.0, None]}


def test_an_array_over_the_whole_number_0(run):
    with pytest.warns(RuntimeWarning, match="divide by zero"):
        (row,) = run("import numpy as np\nw = np.array([1.0, -2.0])\ny = w / 0").results
    assert row.value == [math.inf, -math.inf]
    assert {note.code for note in row.notes} == {"pole"}


def test_a_nan_that_no_source_leads_to_is_the_value(run):
    with pytest.raises(GradcliError, match="the value is undefined"):
        run("x = float('nan')\ny = x * 2")


PRINTED = {  # what is differentiated
    "h = 0.1\nt, y = 0.0, 1.0\nwhile t < 0.95:\n    y = y + h * y\n    t = t + h\nprint(y)": "y",
    "a = 2.0\nz = a * 3\nfee = a * 5\nprint('z:', round(z, 2))": "z",
    "a = 2.0\nz = a * 3\nfee = a * 5\nprint(f'z = {z:.2f} of 10')": "z",
    "a = 2.0\nz = a * 3\nfee = a * 5\nprint('z = %.2f' % z)": "z",
    "a = 2.0\nz = a * 3\nfee = a * 5\nprint('z = ' + str(z))": "z",
    "a = 2.0\nz = a * 3\nfee = a * 5\ndef show():\n    print('z', z, 'after', 3)\nshow()": "z",
    "a = 2.0\nz = a * 3\nprint(z)\nlast = a * 5": "last",
    "a = 2.0\nz = a * 3\nprint('from', a)": "z",
    "import time\na = 2.0\nz = a * 3\nprint(z)\nprint(time.time())": "z",
    "a = 2.0\nz = a * 3\nw = a * 4\nprint(z)\nw": "w",
}


@pytest.mark.usefixtures("capsys")
@pytest.mark.parametrize("text", PRINTED)
def test_what_is_printed_last_is_differentiated(text):
    (row,) = run_script(None, text.encode()).report.results
    assert row.name == PRINTED[text]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("T, h = 1.05, 0.1\ny = h\nfor i in range(int(T / h)):\n    y += h * y", 3),
        ("import numpy as np\nT, h = 1.05, 0.1\ny = np.sum(np.arange(0, T, h))", 3),
        ("import numpy as np\nT, h = 0.55, np.array([1.0, 2.0, 3.0, 4.0])\ny = h[: int(4 * T)].sum()", 3),
    ],
)
def test_what_acts_through_a_count_is_told_so(text, line):
    (row,) = run_script(None, text.encode()).report.results
    said = f"T reaches the value only through a count or an index at line {line}"
    assert [note.message for note in row.notes if note.path == "grad.T"] == [said]
