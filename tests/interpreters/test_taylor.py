"""Taylor coefficients against mpmath's, at ordinary points and at zero."""

from __future__ import annotations

import mpmath
import pytest
from cost import growth

from gradcli.frontends.expression.run import Formula
from gradcli.interpreters.taylor import NoSeries, taylor

SERIES = [
    ("exp(sin(x))*x**3", lambda x: mpmath.exp(mpmath.sin(x)) * x**3, 1.0, 20),
    ("1/(1+x**2)", lambda x: 1 / (1 + x * x), 0.5, 20), ("1/(1-x)", lambda x: 1 / (1 - x), 0.5, 50),
    ("sqrt(x)", mpmath.sqrt, 2.0, 20), ("tan(x)", mpmath.tan, 0.5, 15),
    ("exp(x**2)", lambda x: mpmath.exp(x * x), 0.5, 30),
    ("x**5", lambda x: x**5, 0.0, 8), ("(x*x)**3", lambda x: x**6, 0.0, 8), ("x**20", lambda x: x**20, 0.0, 20),
    ("(x-1)**4", lambda x: (x - 1) ** 4, 1.0, 6), ("sin(x)**10", lambda x: mpmath.sin(x) ** 10, 0.0, 10),
    ("x**2/(1+x)", lambda x: x * x / (1 + x), 0.0, 10), ("atan(x)", mpmath.atan, 0.0, 9),
    ("tanh(x)", mpmath.tanh, 0.0, 11),
    ("erf(x)", mpmath.erf, 0.0, 9), ("2**x", lambda x: mpmath.mpf(2) ** x, 0.0, 10), ("x**x", lambda x: x**x, 1.0, 8),
    ("hypot(x,1)", lambda x: mpmath.sqrt(1 + x * x), 0.0, 8), ("cbrt(x)", mpmath.cbrt, 8.0, 10),
]  # fmt: skip


@pytest.mark.parametrize(("text", "f", "x", "order"), SERIES, ids=[s[0] for s in SERIES])
def test_coefficients(text, f, x, order):
    subject = Formula(text, {"x": x}).run({"x": x}, None)[0]
    (found,) = taylor(subject.program, [x], [1.0], order)
    with mpmath.workdps(40):
        truth = [mpmath.diff(f, mpmath.mpf(x), n) / mpmath.factorial(n) for n in (0, 1, 2, 3, order)]
    scale = max(abs(float(c)) for c in found)
    for n, t in zip((0, 1, 2, 3, order), truth):
        assert float(found[n]) == pytest.approx(float(t), rel=1e-11, abs=1e-14 * scale)


def test_a_direction_of_several_sources():
    values = {"x": 0.5, "y": 0.3}
    subject = Formula("exp(x*y)", values).run(values, None)[0]
    (found,) = taylor(subject.program, subject.values, [1.0, 2.0], 6)
    with mpmath.workdps(60):
        truth = mpmath.taylor(lambda t: mpmath.exp((mpmath.mpf(0.5) + t) * (mpmath.mpf(0.3) + 2 * t)), 0, 6)
    assert found == pytest.approx([float(t) for t in truth], rel=1e-12)


def test_what_has_no_series_says_so():
    subject = Formula("norm(stack(x,1))", {"x": 2.0}).run({"x": 2.0}, None)[0]
    with pytest.raises(NoSeries, match="norm has no Taylor series"):
        taylor(subject.program, [2.0], [1.0], 3)


def test_cost_grows_with_the_square_of_the_order():
    subject = Formula("exp(sin(x))*x**3", {"x": 0.7}).run({"x": 0.7}, None)[0]
    assert growth(lambda order: taylor(subject.program, subject.values, [1.0], order), 15, 16) < 20
