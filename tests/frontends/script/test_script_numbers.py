"""Traced numbers among a script's own classes and NumPy's arrays: the gradients, and what Python prints."""

import warnings

import numpy as np
import pytest

from gradcli.answer.subject import Ask
from gradcli.frontends.script import run_script


def run(text):
    return run_script("script.py", text.encode(), ask=Ask()).report


DUAL = """
class Dual:
    def __init__(s, v): s.v = v
    def __radd__(s, o): return Dual(o + s.v)
    def __rsub__(s, o): return Dual(o - s.v)
    def __rmul__(s, o): return Dual(o * s.v)
    def __rtruediv__(s, o): return Dual(o / s.v)
    def __rpow__(s, o): return Dual(o ** s.v)
    def __rmod__(s, o): return Dual(o % s.v)
    def __rmatmul__(s, o): return Dual(o * s.v)
    def __rdivmod__(s, o): return Dual(o * s.v), 0
    def __gt__(s, o): return o * s.v
    def __eq__(s, o): return o * s.v
k = 3.0
d = Dual(2.0)
"""
VECTOR = """
class Vector(tuple):
    def __mul__(s, k): return Vector(a * k for a in s)
    __rmul__ = __mul__
k = 2.0
"""
GRADIENTS = {
    "add": (DUAL + "(k + d).v", {"k": 1.0}),
    "subtract": (DUAL + "(k - d).v", {"k": 1.0}),
    "multiply": (DUAL + "(k * d).v", {"k": 2.0}),
    "divide": (DUAL + "(k / d).v", {"k": 0.5}),
    "power": (DUAL + "(k ** d).v", {"k": 6.0}),
    "modulo": (DUAL + "(k % d).v", {"k": 1.0}),
    "@": (DUAL + "(k @ d).v", {"k": 2.0}),
    "divmod": (DUAL + "divmod(k, d)[0].v", {"k": 2.0}),
    "compare": (DUAL + "k < d", {"k": 2.0}),
    "equal": (DUAL + "k == d", {"k": 2.0}),
    "in place": (DUAL + "y = k * 1.0\ny *= d\ny.v", {"k": 2.0}),
    "an element": (DUAL + "import numpy as np\n(np.array([k])[0] * d).v", {"k": 2.0}),
    "a tuple of its own": (VECTOR + "w = k * Vector([1.0, k])\nw[0] + w[1] if type(w) is Vector else 0.0", {"k": 5.0}),
    "an array of Variables": (
        "import gradcli, numpy as np\nv = gradcli.Variable(2.0)\nwith gradcli.GradientTape() as t:\n"
        "    w = np.sum(np.array([v, 2.0]) * v)\nt.gradient(w, v)",
        {"v": 6.0}),
    "out and where": (
        "import numpy as np\nk = 2.0\no = np.ones(3) * k\n"
        "np.log(o, out=o, where=np.array([True, False, True]))\no.sum()",
        {"k": 2.0}),
    "a fraction": ("from fractions import Fraction\nk = 3.0\nk * Fraction(1, 2)", {"k": 0.5}),
}  # fmt: skip


@pytest.mark.parametrize(("text", "truth"), GRADIENTS.values(), ids=GRADIENTS)
def test_gradients(text, truth):
    (result,) = run(text).results
    assert set(result.grad) == set(truth)
    for name, slope in truth.items():
        assert result.grad[name] == pytest.approx(slope, rel=1e-9), name


TRIED = "try: print({})\nexcept ZeroDivisionError as error: print(error)\nk"
PRINTS = {
    "numbers of NumPy's": (
        "import numpy as np\nk = 2.0\nx = np.zeros(3) * k\nc = np.zeros(2)\nc[0] = k\n"
        "print(x.sum() / x.std(), x[0] / x[1], c[0] / c[1], np.sqrt(k) / 0, k / np.float64(0))\nk",
        "nan nan inf inf inf\n"),
    **{
        f"a number of Python's: {text}": (
            f"import math, numpy as np\nk = 2.0\nx = np.ones(2) * k\n{TRIED.format(text)}",
            "float division by zero\n")
        for text in ("k / 0", "float(x[0]) / 0", "x[0].item() / 0", "x.tolist()[0] / 0", "math.sqrt(x[0]) / 0",
                     "math.fsum(x) / 0")
    },
    "numbers of NumPy's, in a list": (
        "import math, numpy as np\nk = 2.0\nx = np.ones(2) * k\n"
        "print([x[0], x.sum(), np.sqrt(k * 2), x[0] * k, list(x)], [k, math.sqrt(x[0] * 2), float(x[0]), x.tolist()])\n"
        "print(repr(x[0]), type(x[0]), isinstance(x[0], np.floating), isinstance(k, np.floating))\nk",
        "[np.float64(2.0), np.float64(4.0), np.float64(2.0), np.float64(4.0), [np.float64(2.0), np.float64(2.0)]]"
        " [2.0, 2.0, 2.0, [2.0, 2.0]]\nnp.float64(2.0) <class 'numpy.float64'> True False\n"),
    "an array of a number": ("import numpy as np\nk = 2.5\nx = np.array(k)\nprint(x[()], x.item())\nk", "2.5 2.5\n"),
    "an exception of its own": (
        "class A:\n    def __rmul__(s, o): raise ValueError('mine')\nk = 3.0\n"
        "try: k * A()\nexcept ValueError as error: print(error)\nk",
        "mine\n"),
    "equality with an object": ("class A: pass\nk = 3.0\nprint(k == A(), k != A(), k == 'k')\nk", "False True False\n"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "printed"), PRINTS.values(), ids=PRINTS)
def test_prints(text, printed, capsys):
    """What python prints."""
    with warnings.catch_warnings(record=True):  # it warns as python does
        run(text)
    assert capsys.readouterr().out == printed


MASKED = "m = np.ma.array([1.0, 2.0, 3.0], mask=[0, 1, 0])\n"


@pytest.mark.parametrize(
    ("text", "value", "grad"),
    [
        ("r = m.sum() * a", 8.0, {"a": 4.0}),
        ("m[2] = np.ma.masked\nr = m.sum() * a", 2.0, {"a": 1.0}),
        ("r = m.mean() * a", 4.0, {"a": 2.0}),
    ],
)
def test_a_masked_array_keeps_its_mask(text, value, grad):
    (result,) = run(f"import numpy as np\na = 2.0\n{MASKED}{text}\n").results
    assert (result.value, result.grad) == (value, grad)


MACHINE = {  # what NumPy does in its own dtypes, and in memory that is seen in two of them
    "a sum beyond a byte": "u = np.abs(np.array([0 * x, 150 * x, 151 * x])).astype(np.uint8)\ny = u.sum() + x",
    "a byte doubled": "u = np.abs(np.array([0 * x, 150 * x, 151 * x])).astype(np.uint8)\ny = (u * 2).sum() * x",
    "a product of bytes": "u = (np.full((2, 3), 100.0) * x).astype(np.uint8)\ny = np.prod(u, axis=1)[0] * x",
    "running products": "u = (np.full(3, 40.0) * x).astype(np.int8)\n"
                        "y = np.cumprod(u)[-1] * x + u.cumsum()[2] + u.dot(u)",
    "what a mask leaves": "m = np.array([x, 2.0, 0.5]) > 1\ny = (~m * x).sum() + abs(0 * x)",
    "truths added": "m = np.array([x, 2.0, 0.5]) > 1\n"
                    "y = (m + m + m).sum() * x + np.maximum(m, ~m) @ [x, x, x] + abs(0 * x)",
    "truths negated": "m = np.array([x, 2.0, 0.5]) > 1\n"
                      "y = np.select([~m, m], [x, x**2]).sum() + ~(x > 1) * x + abs(0 * x)",
    "a sum in a byte": "u = np.array([200.0, 99.0, x]).astype(np.uint8)\ny = np.sum(u, dtype=np.uint8) * x",
    "running sums in a byte": "u = np.array([100.0, 99.0, x]).astype(np.int8)\ny = np.cumsum(u, dtype=np.int8)[-1] * x",
    "a byte added to a literal's": "u = np.array([[10, 200], [30, 250]], dtype=np.uint8)\n"
                                   "y = (u + np.uint8(10)).mean() * x + abs(0 * x)",
    "a fraction": "from fractions import Fraction\ny = x + Fraction(2, 7) + Fraction(1, 3) * x + abs(0 * x)",
    "a number that is not": "y = np.where(~(np.array([x, 0.5]) > 1), x, 2 * x).sum()",
    "pairs as complex": "a = np.array([x, 2.0, x * x, 1.0])\nz = a.view(complex)\nz *= 1j\n"
                        "y = a @ [1.0, 2.0, 3.0, 4.0]",
    "parts of complex": "z = np.array([x + 2j, x * x * 1j])\nf = z.view(float)\nf[0] = 3 * x\nf[3] *= 2\n"
                        "y = (np.abs(z)**2).sum()",
    "pairs that change": "a = np.array([[x, 2.0], [x * x, 1.0]])\nz = a.view(complex)\na[1, 0] = 5 * x\nz[0, 0] *= 2j\n"
                         "y = np.abs(z[1, 0])**2 + a[0, 0] * x",
}  # fmt: skip


@pytest.mark.parametrize("name", MACHINE)
def test_numpys_own_dtypes_and_memory(name):
    def plainly(x):
        space = {"np": np, "x": x}
        exec(MACHINE[name], space)
        return float(space["y"])

    (row,) = run(f"import numpy as np\nx = 1.371\n{MACHINE[name]}\ny").results
    slope = (plainly(1.371 + 1e-6) - plainly(1.371 - 1e-6)) / 2e-6
    assert row.value == pytest.approx(plainly(1.371), rel=1e-13)
    assert row.grad["x"] == pytest.approx(slope, rel=1e-7)


def test_a_value_of_half_precision_is_as_it_was_rounded():
    (row,) = run(
        "import numpy as np\nx = 1.371\ny = (np.array([x, 2.3]).astype('f2') * 1.7).sum() + abs(0 * x)"
    ).results
    assert row.value == (np.array([1.371, 2.3]).astype("f2") * 1.7).sum()
    assert row.grad["x"] == pytest.approx(1.7, rel=1e-3)


def test_what_random_numbers_make_is_told_beside_a_tie():
    text = "import numpy as np\nx = 2.75\ny = np.random.default_rng(1).gamma(2.0, x, 5).mean() + abs(0 * x)"
    (row,) = run(text).results
    assert any("np.random.gamma()" in note.message for note in row.notes)


@pytest.mark.parametrize("line", ["b = a.view('>f8')", "b = np.ndarray((2,), float, a)", "b = a.view(np.float32)"])
@pytest.mark.usefixtures("capsys")
def test_memory_that_the_trace_does_not_see_is_not_written_to(line):
    report = run_script(
        "script.py", f"import numpy as np\nx = 1.5\na = np.array([x, 2.0])\n{line}\nb[1] = 7.0\n".encode()
    )
    assert report.status == 1


TRUTHS = {  # comparisons of NumPy's numbers are truths of NumPy's, of Python's they are Python's own
    "not": "y = 3 * x if ~(a.max() > 1) else x * x",
    "not of Python's": "y = 3 * x if ~(x > 1) else x * x",
    "or": "y = (np.sqrt(x) > 1) + (x > a[1]) + x",
    "added one after another": "y = sum([~(q > 1) for q in a]) * x + np.mean([~(q > 1) for q in a]) * x",
    "an element": "y = (~(np.float64(x) > 1)).astype(int) * x + (~(x < a[0])) * x",
    "of two arrays without axes": "y = np.array(x > 1) + np.array(x > 1) + ~np.array(x > 1) * x + x",
    "a mask of all": "y = a[a[0] > 1].sum() + a[x > 1].sum() + a[(a[0] > 1) * 1]",
    "a mask in a list": "y = a[[q > 1 for q in a]].sum() + np.ones(3)[[q > 1 for q in a]].sum() * x",
    "stored by it": "b = np.zeros(3)\nb[[q > 1 for q in a]] = x\nb[a[0] > 5] = 9\nb[x > 1] += x\ny = b @ a",
    "methods": "y = (a[0] > 1).sum() * x + (a[0] > 1).all() * x + float((a[0] > 1).item() + True)",
    "no number": "try: y = -(a[0] > 1) * x\nexcept TypeError: y = 9 * x",
    "no difference": "try: y = (a[0] > 1) - (a[1] > 5) + x\nexcept TypeError: y = 9 * x",
    "no index": "try: y = [10, 20][a[0] > 1] * x\nexcept TypeError: y = 9 * x",
    "an index of Python's": "y = [10, 20][x > 1] * x",
    "kept": "ok = a[0] > 1\nok &= a[1] > 1\nok = ~ok\ny = x + 5 * ok",
    "added to one element twice": "a = np.array([x, 2.0])\nnp.add.at(a, [0, 0], a[0] > 1)\ny = a.sum() * x",
}  # fmt: skip


@pytest.mark.parametrize("tie", ["", " + abs(0 * x)"])
@pytest.mark.parametrize("name", TRUTHS)
def test_a_comparison_of_numpys_numbers_is_a_truth_of_numpys(name, tie):
    made = f"import numpy as np\nx = 1.6373\na = np.array([x, 2.0, 0.5 * x])\n{TRUTHS[name]}\ny = y{tie}\n"

    def plainly(x):
        space = {}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(made.replace("1.6373", repr(x), 1), space)
        return float(space["y"])

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # ~ of a truth of Python's
        (row,) = run(made).results
    assert row.value == pytest.approx(plainly(1.6373), rel=1e-13)
    assert row.grad["x"] == pytest.approx((plainly(1.6373 + 1e-6) - plainly(1.6373 - 1e-6)) / 2e-6, rel=1e-7)
