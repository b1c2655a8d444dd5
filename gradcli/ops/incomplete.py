"""Zeta and the incomplete gamma functions, whose order of derivative is a parameter of theirs; Lambert's W."""

from __future__ import annotations

import math
from typing import Any

from ..core.calls import binary, family, unary
from ..core.forms import numpy
from ..core.vocabulary import Real, define, public
from ..errors import DomainFault
from .analysis import exp, log, symbolic
from .special import INF, NAN, beyond, digamma, fixed, lgamma, limits, pairs, polygamma_of, without_formula


@family
def zeta_of(k: int) -> Any:
    """The k-th derivative in s of the sum of (n + q)**-s."""

    def in_q(g: Any, y: Any, s: Any, q: Any) -> Any:
        found = s * zeta_of(k)(s + 1.0, q)
        return -(g * (found + float(k) * zeta_of(k - 1)(s + 1.0, q) if k else found))

    return binary(
        "zeta", "smooth", (lambda g, y, s, q: g * zeta_of(k + 1)(s, q), in_q), params=(k,) if k else (),
        mpmath=pairs(lambda c, s, q: _zeta_value(c, k, s, q)), scipy=None if k else lambda s: s.zeta,
        sympy=without_formula("zeta"), domain=((1.5, 4.0), (0.5, 2.0)),
    )  # fmt: skip


def _zeta_value(c: Any, k: int, s: Any, q: Any) -> Any:
    if q <= 0 or s == 1:
        return c.inf if k == 0 and s >= 1 and c.isint(q) else c.nan
    if c.isinf(q):
        return c.zero if s > 1 else c.nan
    if c.isinf(s):
        return c.nan if k else c.zero if q > 1 else c.one if q == 1 else c.inf
    if s > 200 and q < s:
        total, n = c.zero, 0
        while n == 0 or (q + n) ** -s > c.eps * abs(total):
            total += (q + n) ** -s * (-c.log(q + n)) ** k
            n += 1
        return total
    if not (-100 <= s <= 200 and 1e-9 < q < 1e9) or 0 < abs(s) < 1e-400:
        raise beyond("zeta")
    with c.workprec(c.prec + max(0, -c.mag(s or 1))):  # near 0 mpmath's series needs 1 - s
        y = c.zeta(s, q, k)
    return +y


@public("zeta")
def zeta(x: Any, q: Real = 1.0) -> Any:
    """The sum of (n + q)**-x over n = 0, 1, 2, ...; Riemann's zeta function for q = 1."""
    return zeta_of(0)(x, q)


@family
def incomplete_of(upper: bool, k: int) -> Any:
    """The k-th derivative in a of the regularised incomplete gamma function."""

    def value(c: Any, a: Any, x: Any) -> Any:
        if a <= 0 or x < 0:
            return c.nan
        if x == 0 or (above := x > 1e6 * (1 + a)) or a > 1e6 * (1 + x):  # one of the shares is below any precision
            return c.zero if k or upper == (x > 0 and above) else c.one

        if not 1e-30 < a < 1e9:
            raise beyond("igammac" if upper else "igamma")

        def f(a: Any) -> Any:
            return c.gammainc(a, x, c.inf, regularized=True) if upper else c.gammainc(a, 0, x, regularized=True)

        return f(a) if k == 0 else c.diff(f, a, k)

    def in_x(g: Any, y: Any, a: Any, x: Any) -> Any:
        found = g * density(k, a, x)
        return -found if upper else found

    return binary(
        "igammac" if upper else "igamma", "smooth", (lambda g, y, a, x: g * incomplete_of(upper, k + 1)(a, x), in_x),
        params=(k,) if k else (), mpmath=pairs(value), domain=((0.7, 3.0), (0.3, 4.0)), kinks=lambda a, x: x == 0,
        scipy=None if k else lambda s: s.gammaincc if upper else s.gammainc,
    )  # fmt: skip


def density(k: int, a: Any, x: Any) -> Any:
    """The k-th derivative in a of x**(a - 1) exp(-x) / gamma(a): by Leibniz from its logarithmic derivative."""
    found = [exp((a - 1.0) * log(x) - x - lgamma(a))]
    rates = [log(x) - digamma(a), *(-polygamma_of(n)(a) for n in range(1, k))]
    for n in range(k):
        terms = [float(math.comb(n, j)) * (found[j] * rates[n - j]) for j in range(n + 1)]
        found.append(sum(terms[1:], terms[0]))
    return found[k]


igamma = define(
    "igamma gammainc", lambda a, x: incomplete_of(False, 0)(a, x),
    "The regularised lower incomplete gamma function: the share of gamma(a) that lies below x",
)  # fmt: skip
igammac = define(
    "igammac gammaincc", lambda a, x: incomplete_of(True, 0)(a, x),
    "The regularised upper incomplete gamma function: the share of gamma(a) that lies above x",
)  # fmt: skip


lambertw = unary(
    "lambertw", "smooth", lambda g, y, x: g / (exp(y) + x), sympy=symbolic(lambda s, x: s.LambertW(x)),
    scipy=lambda s: lambda x: numpy().where((w := s.lambertw(x)).imag == 0, w.real, NAN),  # where it is real
    mpmath=limits(lambda c, x: c.lambertw(x), high=INF), domain=((-0.2, 4.0),), aliases=("LambertW",),
    doc="w such that w*exp(w) = x",
)  # fmt: skip


lower_branch = unary(
    "lambertw_branch", "smooth", lambda g, y, x: g / (exp(y) + x), params=(-1,),
    sympy=symbolic(lambda s, x: s.LambertW(x, -1)), domain=((-0.35, -0.05),),
    mpmath=limits(lambda c, x: -c.inf if x == 0 else c.lambertw(x, -1) if x < 0 else c.nan),
)  # fmt: skip


@public("lambertw_branch")
def lambertw_branch(x: Any, k: Any) -> Any:
    """The branch k = 0 or -1 of lambertw: lambertw(x, -1) is below -1."""
    branch = fixed("lambertw", k)
    if branch not in (0, -1):
        raise DomainFault("the real branches of lambertw are 0 and -1", code="domain")
    return lower_branch(x) if branch else lambertw(x)
