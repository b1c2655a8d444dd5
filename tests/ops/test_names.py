"""Functions under the names that people give them: each against mpmath or SciPy, which know nothing of ours."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
import scipy

from gradcli.frontends.expression.run import Formula
from gradcli.interpreters.reverse import reverse

ROWS = [
    ("sec(x)", 0.7, lambda x: mpmath.sec(x)),
    ("csc(x)", 0.7, lambda x: mpmath.csc(x)),
    ("ctg(x)", 0.7, lambda x: mpmath.cot(x)),
    ("csch(x)", 0.7, lambda x: mpmath.csch(x)),
    ("coth(x)", 0.7, lambda x: mpmath.coth(x)),
    ("asec(x)", 1.7, lambda x: mpmath.asec(x)),
    ("acsc(x)", 1.7, lambda x: mpmath.acsc(x)),
    ("acot(x)", -1.7, lambda x: mpmath.acot(x)),
    ("asech(x)", 0.7, lambda x: mpmath.asech(x)),
    ("acsch(x)", 0.7, lambda x: mpmath.acsch(x)),
    ("acoth(x)", 1.7, lambda x: mpmath.acoth(x)),
    ("tg(x)", 0.7, lambda x: mpmath.tan(x)),
    ("arctg(x)", 0.7, lambda x: mpmath.atan(x)),
    ("lg(x)", 0.7, lambda x: mpmath.log10(x)),
    ("log(x, 3)", 0.7, lambda x: mpmath.log(x, 3)),
    ("log(5, x)", 0.7, lambda x: mpmath.log(5, x)),
    ("nthroot(x, 5)", -0.7, lambda x: -mpmath.root(-x, 5)),
    ("nthroot(x, 3)", -0.7, lambda x: -mpmath.root(-x, 3)),
    ("root(x, 4)", 0.7, lambda x: mpmath.root(x, 4)),
    ("x*Heaviside(x)", 0.7, lambda x: x),
    ("x*step(-x)", 0.7, lambda x: x * 0),
    ("x + heaviside(x)", 0.7, lambda x: x + 1),
    ("normpdf(x)", 0.7, lambda x: mpmath.npdf(x)),
    ("normpdf(x, 1, 2)", 0.7, lambda x: mpmath.npdf(x, 1, 2)),
    ("normcdf(x, 1, 2)", 0.7, lambda x: mpmath.ncdf(x, 1, 2)),
    ("normpdf(1, x, 2)", 0.7, lambda x: mpmath.npdf(1, x, 2)),
    ("poch(x, 3.5)", 0.7, lambda x: mpmath.rf(x, 3.5)),
    ("pochhammer(2, x)", 0.7, lambda x: mpmath.rf(2, x)),
    ("airy(x)", 0.7, lambda x: mpmath.airyai(x)),
    ("Bi(x)", -0.7, lambda x: mpmath.airybi(x)),
    ("Si(x)", 0.7, lambda x: mpmath.si(x)),
    ("Ci(x)", 0.7, lambda x: mpmath.ci(x)),
    ("Shi(x)", 0.7, lambda x: mpmath.shi(x)),
    ("Chi(x)", 0.7, lambda x: mpmath.chi(x)),
    ("erfi(x)", 0.7, lambda x: mpmath.erfi(x)),
    ("ellipk(x)", 0.7, lambda x: mpmath.ellipk(x)),
    ("ellipe(x)", 0.7, lambda x: mpmath.ellipe(x)),
    ("ellipk(x)", -3.0, lambda x: mpmath.ellipk(x)),
    ("hyp0f1(1.5, x)", 0.7, lambda x: mpmath.hyp0f1(1.5, x)),
    ("hyp1f1(0.5, 1.5, x)", -0.7, lambda x: mpmath.hyp1f1(0.5, 1.5, x)),
    ("hyp2f1(0.5, 1, 1.5, x)", -0.7, lambda x: mpmath.hyp2f1(0.5, 1, 1.5, x)),
    ("hyp2f1(-3, 1, 1.5, x)", 2.7, lambda x: mpmath.hyp2f1(-3, 1, 1.5, x)),
    ("betainc(2, 3.5, x)", 0.7, lambda x: mpmath.betainc(2, 3.5, 0, x, regularized=True)),
    ("polylog(2.5, x)", 0.7, lambda x: mpmath.polylog(2.5, x)),
    ("polylog(-1, x)", -0.7, lambda x: mpmath.polylog(-1, x)),
    ("dilog(x)", 0.7, lambda x: mpmath.polylog(2, x)),
    ("lambertw(x, -1)", -0.2, lambda x: mpmath.lambertw(x, -1)),
    ("lambertw(x, 0)", 0.7, lambda x: mpmath.lambertw(x)),
    ("legendre(5, x)", 0.7, lambda x: mpmath.legendre(5, x)),
    ("chebyshev(5, x)", 0.7, lambda x: mpmath.chebyt(5, x)),
    ("chebyu(5, x)", 0.7, lambda x: mpmath.chebyu(5, x)),
    ("hermite(5, x)", 0.7, lambda x: mpmath.hermite(5, x)),
    ("laguerre(5, x)", 0.7, lambda x: mpmath.laguerre(5, 0, x)),
    ("legendre(0, x) + x", 0.7, lambda x: 1 + x),
    ("spherical_jn(3, x)", 0.7, lambda x: mpmath.sqrt(mpmath.pi / 2 / x) * mpmath.besselj(3.5, x)),
    ("sphericalbessely(2, x)", 0.7, lambda x: mpmath.sqrt(mpmath.pi / 2 / x) * mpmath.bessely(2.5, x)),
    ("iv(0.3, x)", 0.7, lambda x: mpmath.besseli(0.3, x)),
    ("kv(2.7, x)", 0.7, lambda x: mpmath.besselk(2.7, x)),
    ("kv(-40, x)", 30.7, lambda x: mpmath.besselk(40, x)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "x", "true"), ROWS, ids=[row[0] for row in ROWS])
def test_value_and_slope(text, x, true):
    subject, _ = Formula(text, ["x"]).run({"x": x}, None)
    slope = reverse(subject.program, [(subject.target, 1.0)])[subject.program.sources[0]]
    with mpmath.workdps(30):
        at = mpmath.mpf(x)
        assert float(subject.result) == pytest.approx(float(true(at)), rel=1e-13)
        assert float(slope) == pytest.approx(float(mpmath.diff(true, at)), rel=1e-11, abs=1e-14)


ARRAYS = [
    ("interp(x, p, v)", lambda x, p, v: np.interp(x, p, v)),
    ("polyval(v, x)", lambda x, p, v: np.polyval(v, x)),
    ("quantile(v, 0.35)", lambda x, p, v: np.quantile(v, 0.35)),
    ("percentile(v, 35)", lambda x, p, v: np.percentile(v, 35)),
    ("cov(p, v)", lambda x, p, v: np.cov(p, v)),
    ("corrcoef(p, v)", lambda x, p, v: np.corrcoef(p, v)),
    ("sum(spherical_jn(1, p))", lambda x, p, v: scipy.special.spherical_jn(1, p).sum()),
    ("normpdf(v, x)", lambda x, p, v: np.exp(-((v - x) ** 2) / 2) / math.sqrt(2 * math.pi)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "true"), ARRAYS, ids=[row[0] for row in ARRAYS])
@pytest.mark.parametrize("x", [-1.0, 0.5, 1.25, 9.0])
def test_arrays(text, true, x):
    p, v = np.array([0.5, 1.0, 2.5, 4.0]), np.array([3.0, -1.0, 2.0, 0.5])
    subject, _ = Formula(text, ["x", "p", "v"]).run({"x": x, "p": p, "v": v}, None)
    assert np.asarray(subject.result) == pytest.approx(true(x, p, v), rel=1e-13)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nthroot(x, 0)", "there is no root of order 0"),
        ("nthroot(x, 1.5)", "nthroot needs a whole number from 0 upwards, got 1.5"),
        ("legendre(x, x)", "legendre has no derivative with respect to its parameter"),
        ("hyp1f1(1, -2, x)", "hyp1f1 has no value where its lower parameter is -2"),
        ("betainc(0, 1, x)", "betainc takes parameters above 0"),
        ("lambertw(x, 2)", "the real branches of lambertw are 0 and -1"),
        ("quantile(x, 2)", "a quantile is a share between 0 and 1, not 2"),
        ("polyval(x, x)", "polyval takes a list of coefficients, not a number"),
        ("interp(x, [1,1], [1,2])", "the places of interp must rise"),
        ("interp(x, [1,2], [1,2,3])", "interp takes two lists of one length, of at least two numbers"),
        ("cov([1,2], [x,1,2])", "cov takes two samples of one length, not 2 and 3"),
    ],
)
def test_refused(text, message):
    from gradcli.errors import GradcliError

    with pytest.raises(GradcliError) as caught:
        Formula(text, ["x"]).run({"x": 0.5}, None)
    assert caught.value.message == message


def test_what_is_known_at_the_edges():
    for text, at, value in (("Si(x)", 0.0, 0.0), ("sphericalbessel(0, x)", 0.0, 1.0), ("ellipk(x)", 0.0, math.pi / 2)):
        assert float(Formula(text, ["x"]).run({"x": at}, None)[0].result) == value
