"""The error function's relatives: the normal distribution, its inverse and its logarithm; Dawson's integral."""

from __future__ import annotations

import math
from typing import Any

from ..core.calls import family, unary
from ..core.vocabulary import Real, define, public
from .analysis import decimal, exact, exp, sqrt, symbolic
from .special import INF, limits

HALF = math.sqrt(0.5)


def _root(c: Any, x: Any) -> Any:
    """The t at which erfc(t) = x, for 0 < x < 1/2: Newton on the logarithms, digits doubling."""
    aim = c.log(x)
    t = c.sqrt(-aim)
    for _ in range(12):
        t -= (c.log(c.erfc(t)) - aim) * c.erfc(t) * c.sqrt(c.pi) / (-2 * c.exp(-t * t))
    before = None
    for _ in range(60):
        before, t = t, t - (c.log(c.erfc(t)) - aim) * c.erfc(t) * c.sqrt(c.pi) / (-2 * c.exp(-t * t))
        if abs(t - before) <= abs(t) * c.eps * 4:
            break
    return t


def _erfcinv(c: Any, x: Any) -> Any:
    if x < 0 or x > 2:
        return c.nan
    if x in (0, 2):
        return c.inf * (1 - x)
    with c.workdps(c.dps + 10):
        y = _root(c, x) if x < 0.5 else -_root(c, 2 - x) if x > 1.5 else c.erfinv(1 - x)
    return +y


def erf_slope(y: Any) -> Any:
    """sqrt(pi)/2 exp(y*y): the slope of the inverse error function where its value is y."""
    return exp(y * y) * (sqrt(exact("pi", y)) / 2.0)


def bell(x: Any) -> Any:
    """The density of the normal distribution."""
    return exp(-(x * x) / 2.0) / sqrt(2.0 * exact("pi", x))


erfinv = unary(
    "erfinv", "smooth", lambda g, y, x: g * erf_slope(y), domain=((-0.9, 0.9),),
    mpmath=limits(lambda c, x: c.erfinv(x)), scipy=lambda s: s.erfinv, doc="inverse of erf",
)  # fmt: skip
erfcinv = unary(
    "erfcinv", "smooth", lambda g, y, x: -(g * erf_slope(y)), domain=((0.1, 1.9),), mpmath=limits(_erfcinv),
    scipy=lambda s: s.erfcinv,
    sympy=symbolic(lambda s, x: s.erfinv(1 - x)), doc="inverse of erfc",
)  # fmt: skip


# erfcx and Dawson's integral solve y' = 2 s (x y - c); the next derivatives are 2 s (x y_n + n y_(n-1)), which cancels


def climb(c: Any, n: int, x: Any, sign: int, value: Any, constant: Any) -> Any:
    """The n-th derivative; value and constant are functions of mpmath's context."""
    size = max(0, int(c.log10(abs(x)))) if x else 0
    with c.workdps(c.dps + 5 + 2 * n * (size + 1)):
        before, y = c.zero, value(c)
        for k in range(n):
            before, y = y, 2 * sign * (x * y + k * before - (0 if k else constant(c)))
    return +y


@family
def erfcx_derivative(n: int) -> Any:
    def value(c: Any, x: Any) -> Any:
        return climb(c, n, x, 1, lambda c: c.exp(x * x) * c.erfc(x), lambda c: 1 / c.sqrt(c.pi))

    return unary(
        f"erfcx_{n}" if n else "erfcx", "smooth", lambda g, y, x: g * erfcx_derivative(n + 1)(x), domain=((-1.0, 3.0),),
        mpmath=limits(value, -INF if n % 2 else INF, 0.0), scipy=None if n else lambda s: s.erfcx,
        sympy=symbolic(lambda s, x: s.diff(s.exp(x * x) * s.erfc(x), x, n) if n else s.exp(x * x) * s.erfc(x)),
    )  # fmt: skip


erfcx = define("erfcx", lambda x: erfcx_derivative(0)(x), "exp(x*x)*erfc(x), without underflow")


@family
def _dawsn(n: int) -> Any:
    def value(c: Any, x: Any) -> Any:
        return climb(c, n, x, -1, lambda c: c.exp(-x * x) * c.erfi(x) * c.sqrt(c.pi) / 2, lambda c: c.one / 2)

    def form(s: Any, x: Any) -> Any:
        y = s.exp(-x * x) * s.erfi(x) * s.sqrt(s.pi) / 2
        return s.diff(y, x, n) if n else y

    return unary(
        f"dawsn_{n}" if n else "dawsn", "smooth", lambda g, y, x: g * _dawsn(n + 1)(x), mpmath=limits(value, 0.0, 0.0),
        sympy=symbolic(form), scipy=None if n else lambda s: s.dawsn,
    )  # fmt: skip


dawsn = define(
    "dawsn dawson", lambda x: _dawsn(0)(x), "Dawson's integral: exp(-x*x) times the integral of exp(t*t) from 0 to x",
)  # fmt: skip


ndtr = unary(
    "ndtr", "smooth", lambda g, y, x: g * bell(x), math=lambda x: 0.5 * math.erfc(-x * HALF),
    mpmath=limits(lambda c, x: c.erfc(-x / c.sqrt(2)) / 2, 0.0, 1.0), domain=((-3.0, 3.0),),
    scipy=lambda s: s.ndtr, sympy=symbolic(lambda s, x: s.erfc(-x / s.sqrt(2)) / 2),
    doc="cumulative distribution of the standard normal",
)  # fmt: skip
ndtri = unary(
    "ndtri", "smooth", lambda g, y, x: g / bell(y), domain=((0.05, 0.95),),
    mpmath=limits(lambda c, x: -c.sqrt(2) * _erfcinv(c, 2 * x)),
    scipy=lambda s: s.ndtri, sympy=symbolic(lambda s, x: s.sqrt(2) * s.erfinv(2 * x - 1)), doc="inverse of ndtr",
)  # fmt: skip


def hazard(x: Any) -> Any:
    """The density over ndtr: the slope of its logarithm, right where both underflow."""
    return sqrt(decimal(2.0, x) / exact("pi", x)) / erfcx(-x / sqrt(decimal(2.0, x)))


log_ndtr = unary(
    "log_ndtr", "smooth", lambda g, y, x: g * hazard(x), domain=((-4.0, 3.0),),
    mpmath=limits(
        lambda c, x: c.log1p(-c.erfc(x / c.sqrt(2)) / 2) if x > 0 else c.log(c.erfc(-x / c.sqrt(2)) / 2), -INF, 0.0
    ),
    scipy=lambda s: s.log_ndtr,
    sympy=symbolic(lambda s, x: s.log(s.erfc(-x / s.sqrt(2)) / 2)), doc="log(ndtr(x)), without underflow",
)  # fmt: skip


@public("normpdf")
def normpdf(x: Any, mu: Real = 0.0, sigma: Real = 1.0) -> Any:
    """The density of the normal distribution with mean mu and standard deviation sigma."""
    return bell((x - mu) / sigma) / sigma


@public("normcdf")
def normcdf(x: Any, mu: Real = 0.0, sigma: Real = 1.0) -> Any:
    """The cumulative normal distribution with mean mu and standard deviation sigma."""
    return ndtr((x - mu) / sigma)


@public("norminv", "normppf")
def norminv(p: Any, mu: Real = 0.0, sigma: Real = 1.0) -> Any:
    """The number below which a share p of the normal distribution lies."""
    return ndtri(p) * sigma + mu
