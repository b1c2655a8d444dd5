"""Python's `math` and `statistics` on Tensors: their values and errors, and the slope that a difference shows."""

import math
import statistics

import pytest

from gradcli import GradientTape
from gradcli.core.trace import plain
from gradcli.dialects.python.math import module
from gradcli.dialects.python.number import Number, raised
from gradcli.dialects.python.statistics import module as averages

TEXTS = [
    "m.sin(x)", "m.cos(x)", "m.tan(x)", "m.asin(x)", "m.acos(x)", "m.atan(x)", "m.atan2(x, 0.3)", "m.atan2(0.3, x)",
    "m.sinh(x)", "m.cosh(x)", "m.tanh(x)", "m.asinh(x)", "m.acosh(x + 1)", "m.atanh(x)", "m.exp(x)", "m.expm1(x)",
    "m.exp2(x)", "m.log(x)", "m.log(x, 3)", "m.log(7, x)", "m.log2(x)", "m.log10(x)", "m.log1p(x)", "m.sqrt(x)",
    "m.cbrt(x)", "m.pow(x, 3)", "m.pow(2, x)", "m.hypot(x, 2)", "m.hypot(x, 2, x)", "m.dist([x, 1], [0, x])",
    "m.degrees(x)", "m.radians(x)", "m.erf(x)", "m.erfc(x)", "m.gamma(x)", "m.lgamma(x)", "m.fabs(-x)",
    "m.fsum([x, 1.0, x])", "m.prod([x, 2, x])", "m.fmod(7, x)", "m.remainder(7, x)", "m.modf(7 * x)[0]",
    "m.copysign(x, -1.0)", "m.ldexp(x, 3)", "m.floor(x) + x", "m.ceil(x) * x", "m.trunc(7 * x) * x", "x + m.pi",
    "x ** x", "x / 3", "3 / x", "x // 0.2 + x", "7 % x", "divmod(7, x)[1]", "round(x, 1) + x", "s.mean([x, 3 * x])",
    "s.fmean([x, 1, 2])", "s.stdev([x, 1, 2.5])", "s.pstdev([x, 1])", "s.variance([x, 1, 2.5])",
    "s.pvariance([x, x * x])", "s.median([x, 3, 0.1])", "s.median([x, 3])", "s.geometric_mean([x, 3])",
    "s.harmonic_mean([x, 0, 3]) + x", "s.harmonic_mean([x, 3])", "s.harmonic_mean([x, 3], weights=[1, 2])",
    "m.fmod(-7, x)", "m.fmod(x, 0.1)", "m.remainder(x, 0.1)", "m.remainder(x, -0.4)",
    "m.fmod(x, 5)", "m.pow(2, 3) * x", "divmod(x, 0.1)[1]", "s.median([0, x, 2])",
]  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
def test_value_and_slope(text):
    x = Number(0.63)
    with GradientTape() as tape:
        tape.watch(x)
        y = eval(text, {"m": module(), "s": averages(), "x": x})
    values = [eval(text, {"m": math, "s": statistics, "x": 0.63 + h}) for h in (-1e-6, 0.0, 1e-6)]
    assert y.value == (values[1] if "m." in text else pytest.approx(values[1], rel=1e-14))
    assert type(y.value) is type(values[1])
    slope = tape.gradient(y, x, unconnected_gradients="zero")
    assert slope.value == pytest.approx((values[2] - values[0]) / 2e-6, rel=1e-7, abs=1e-8)


ERRORS = [
    "m.log(x - 5)", "m.sqrt(-x)", "m.exp(5000 * x)", "m.asin(9 + x)", "1 / (x - x)", "1 // (x - x)", "1 % (x - x)",
    "m.gamma(x - x)", "(x - x) ** -1.0", "10.0 ** (900 * x)", "m.log('a')", "m.sin(x, x)", "len(x)", "list(x)",
    "x()", "x[0]", "x << 1", "x ^ 2", "[1, 2][x]", "[0] * x", "range(x)", "hex(x)", "'a' + x", "x.nothing",
    "m.fmod(x, x - x)", "pow(x, 2, 3)", "m.factorial(x)", "divmod(x, 0)", "divmod(1, x - x)",
]  # fmt: skip


def fault(text, names):
    """The class of what evaluating a text raises."""
    try:
        eval(text, names)
    except Exception as error:
        return type(error)
    return None


@pytest.mark.parametrize("text", ERRORS)
def test_errors(text):
    assert fault(text, {"m": module(), "x": Number(0.63)}) is fault(text, {"m": math, "x": 0.63}) is not None


WHOLE = [
    "n + 2", "n * n", "n / 2", "n // 2", "n % 2", "-n", "n ** 2", "n ** -1", "2 ** n", "[1, 2, 3, 4, 5][n]",
    "list(range(n))", "[0] * n", "n * [0]", "'ab' * n", "n & 1", "n << 2", "~n", "hex(n)", "f'{n:04d}'",
    "m.factorial(n)", "m.comb(5, n)", "int(n)", "float(n)", "bool(n)", "round(n)", "divmod(n, 2)", "pow(n, 2, 5)",
    "m.sqrt(n)", "m.isqrt(n)", "m.gcd(n, 6)", "n == 3", "n < 5", "[1, 2, 3][:n]", "str(n)", "complex(n)", "n.real",
    "max(n, 2)", "sum([n, n])", "n ** 5000 % 7", "isinstance(n / 1, float)", "hash(n)", "{n: 1}[3]", "m.floor(n)",
    "n ^ 6", "6 ^ n", "m.factorial(n + 22)", "m.comb(60, n * 10)", "m.perm(30, n * 5)", "m.lcm(n, 10**20)",
    "m.pow(n, 2)", "m.fabs(n)", "m.hypot(n)", "s.mean([n, 7])", "s.median([n, 4])", "pow(3, 4, n)", "m.ldexp(n, n)",
    "divmod(7, n)",
]  # fmt: skip


@pytest.mark.parametrize("text", WHOLE)
def test_whole_numbers(text):
    names = {"isinstance": lambda x, kind: isinstance(plain(x), kind), "pow": raised}
    found = eval(text, {"m": module(), "s": averages(), "n": Number(3), **names})
    expected = eval(text, {"m": math, "s": statistics, "n": 3})
    found = [plain(v) for v in found] if isinstance(found, list | tuple) else plain(found)
    assert repr(found) == repr(list(expected) if isinstance(expected, list | tuple) else expected)


@pytest.mark.parametrize("text", ["x ** (1 / 3)", "(-2) ** -x", "pow(x, 0.5)", "(x - 1) ** 1.5"])
def test_a_negative_number_to_a_fractional_power_is_complex(text):
    assert eval(text, {"x": Number(-0.63), "pow": raised}) == eval(text, {"x": -0.63})


def test_the_rest_is_maths():
    m = module()
    assert {n for n in dir(m) if not n.startswith("_")} == {n for n in dir(math) if not n.startswith("_")}
    assert m.sin(0.5) == math.sin(0.5)
    assert m.isclose(Number(1.0), 1.0) is True
