"""Bessel functions and exponential integrals, of a fixed order: neighbouring orders are each other's derivatives."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ..core.calls import family, unary
from ..core.vocabulary import public
from .analysis import exp, symbolic
from .branches import is_zero, sign
from .special import INF, beyond, fixed, limits, whole

MOST = 1000  # the largest order, for mpmath's sake
PRECISION = 60_000  # bits that its series may take


def order(name: str, n: Any) -> Any:
    """The order of a Bessel function, as a whole number where it is one."""
    n = fixed(name, n)
    if abs(n) > MOST:
        raise beyond(name)
    return int(n) if n == int(n) else float(n)


def edge(n: Any) -> Any:
    """Functions of an order that is no whole number end at 0."""
    return None if n.__class__ is int else is_zero


@family
def j_of(n: Any) -> Any:
    return unary(
        "besselj", "smooth",
        lambda g, y, x: -(g * j_of(1)(x)) if n == 0 else g * ((j_of(n - 1)(x) - j_of(n + 1)(x)) / 2.0),
        params=(n,), mpmath=limits(lambda c, x: c.besselj(n, x, maxprec=PRECISION), 0.0, 0.0), domain=((0.3, 6.0),),
        sympy=symbolic(lambda s, x: s.besselj(n, x)), scipy=lambda s: lambda x: s.jv(n, x), kinks=edge(n),
    )  # fmt: skip


@family
def y_of(n: Any) -> Any:
    return unary(
        "bessely", "smooth",
        lambda g, y, x: -(g * y_of(1)(x)) if n == 0 else g * ((y_of(n - 1)(x) - y_of(n + 1)(x)) / 2.0),
        params=(n,), mpmath=limits(lambda c, x: c.bessely(n, x, maxprec=PRECISION), high=0.0), domain=((0.3, 6.0),),
        sympy=symbolic(lambda s, x: s.bessely(n, x)), scipy=lambda s: lambda x: s.yv(n, x),
    )  # fmt: skip


@family
def i_of(n: Any) -> Any:
    return unary(
        "besseli", "smooth",
        lambda g, y, x: g * i_of(1)(x) if n == 0 else g * ((i_of(n - 1)(x) + i_of(n + 1)(x)) / 2.0),
        params=(n,), domain=((0.3, 6.0),), sympy=symbolic(lambda s, x: s.besseli(n, x)), kinks=edge(n),
        scipy=lambda s: lambda x: s.iv(n, x),
        mpmath=limits(lambda c, x: c.besseli(n, x, maxprec=PRECISION), -INF if n % 2 else INF, INF),
    )  # fmt: skip


@lru_cache(64)
def _k_start(c: Any, n: int, x: Any, precision: int) -> Any:
    """K_0 or K_1, which mpmath is slow to find, and which all derivatives are made of."""
    return c.besselk(n, x, maxprec=PRECISION)


def _k_value(c: Any, n: Any, x: Any) -> Any:
    """From K_0 and K_1 upwards (Abramowitz and Stegun 1964, 9.6.26), without cancellation."""
    if x < 0:
        return c.nan  # complex, and slow to find
    if n.__class__ is not int or x == 0:
        return c.besselk(n, x, maxprec=PRECISION)
    with c.workdps(c.dps + 5):
        y, up = (_k_start(c, k, x, c.prec) for k in (0, 1))
        for k in range(1, abs(n) + 1):
            y, up = up, y + 2 * k * up / x
    return +y


@family
def k_of(n: Any) -> Any:
    def rule(g: Any, y: Any, x: Any) -> Any:
        return -(g * (k_of(1)(x) if n == 0 else (k_of(n - 1)(x) + k_of(n + 1)(x)) / 2.0))

    return unary(
        "besselk", "smooth", rule, params=(n,), domain=((0.3, 6.0),),
        mpmath=limits(lambda c, x: _k_value(c, n, x), high=0.0), sympy=symbolic(lambda s, x: s.besselk(n, x)),
        scipy=lambda s: lambda x: s.kv(n, x),
    )  # fmt: skip


@family
def ie_of(n: int) -> Any:
    """exp(-|x|) I_n(x), with a kink at 0: of itself for n = 0, of its n-th derivative for the others."""

    def rule(g: Any, y: Any, x: Any) -> Any:
        up = ie_of(1)(x) if n == 0 else (ie_of(n - 1)(x) + ie_of(n + 1)(x)) / 2.0
        return g * (up - sign(x) * y)

    return unary(
        "besselie", "smooth", rule, params=(n,), kinks=is_zero, domain=((0.3, 6.0),),
        mpmath=limits(lambda c, x: c.exp(-abs(x)) * c.besseli(n, x, maxprec=PRECISION), 0.0, 0.0),
        sympy=symbolic(lambda s, x: s.exp(-s.Abs(x)) * s.besseli(n, x)),
        scipy=lambda s: lambda x: s.ive(n, x),
    )  # fmt: skip


@family
def ke_of(n: int) -> Any:
    def rule(g: Any, y: Any, x: Any) -> Any:
        up = ke_of(1)(x) if n == 0 else (ke_of(n - 1)(x) + ke_of(n + 1)(x)) / 2.0
        return g * (y - up)

    return unary(
        "besselke", "smooth", rule, params=(n,), domain=((0.3, 6.0),),
        mpmath=limits(lambda c, x: c.exp(x) * _k_value(c, n, x), high=0.0),
        sympy=symbolic(lambda s, x: s.exp(x) * s.besselk(n, x)), scipy=lambda s: lambda x: s.kve(n, x),
    )  # fmt: skip


@public("besselj", "jv", "jn")
def besselj(n: Any, x: Any) -> Any:
    """Bessel function of the first kind, of fixed order n."""
    return j_of(order("besselj", n))(x)


@public("bessely", "yv", "yn")
def bessely(n: Any, x: Any) -> Any:
    """Bessel function of the second kind, of fixed order n."""
    return y_of(order("bessely", n))(x)


@public("besseli", "iv")
def besseli(n: Any, x: Any) -> Any:
    """Modified Bessel function of the first kind, of fixed order n."""
    k = order("besseli", n)
    return i_of(abs(k) if k.__class__ is int else k)(x)


@public("besselk", "kv", "kn")
def besselk(n: Any, x: Any) -> Any:
    """Modified Bessel function of the second kind, of fixed order n."""
    return k_of(order("besselk", n))(x)


@public("j0", "bessel_j0")
def j0(x: Any) -> Any:
    """Bessel function of the first kind, of order 0."""
    return j_of(0)(x)


@public("j1", "bessel_j1")
def j1(x: Any) -> Any:
    """Bessel function of the first kind, of order 1."""
    return j_of(1)(x)


@public("y0", "bessel_y0")
def y0(x: Any) -> Any:
    """Bessel function of the second kind, of order 0."""
    return y_of(0)(x)


@public("y1", "bessel_y1")
def y1(x: Any) -> Any:
    """Bessel function of the second kind, of order 1."""
    return y_of(1)(x)


@public("i0", "bessel_i0")
def i0(x: Any) -> Any:
    """Modified Bessel function of the first kind, of order 0."""
    return i_of(0)(x)


@public("i1", "bessel_i1")
def i1(x: Any) -> Any:
    """Modified Bessel function of the first kind, of order 1."""
    return i_of(1)(x)


@public("i0e", "bessel_i0e")
def i0e(x: Any) -> Any:
    """exp(-abs(x))*i0(x), without overflow."""
    return ie_of(0)(x)


@public("i1e", "bessel_i1e")
def i1e(x: Any) -> Any:
    """exp(-abs(x))*i1(x), without overflow."""
    return ie_of(1)(x)


@public("k0", "bessel_k0")
def k0(x: Any) -> Any:
    """Modified Bessel function of the second kind, of order 0."""
    return k_of(0)(x)


@public("k1", "bessel_k1")
def k1(x: Any) -> Any:
    """Modified Bessel function of the second kind, of order 1."""
    return k_of(1)(x)


@public("k0e", "bessel_k0e")
def k0e(x: Any) -> Any:
    """exp(x)*k0(x), without underflow."""
    return ke_of(0)(x)


@public("k1e", "bessel_k1e")
def k1e(x: Any) -> Any:
    """exp(x)*k1(x), without underflow."""
    return ke_of(1)(x)


def _expint_value(c: Any, n: int, x: Any) -> Any:
    """From E_1 upwards: n E_(n+1) = exp(-x) - x E_n (Abramowitz and Stegun 1964, 5.1.14), a difference at large x."""
    if x == 0:
        return c.inf if n < 2 else c.one / (n - 1)
    if n == 0:
        return c.exp(-x) / x
    if max(n, x) > c.dps:
        return _expint_fraction(c, n, x)
    with c.workdps(c.dps + 5 + int(n * max(c.log10(x), 0))):
        y, power = c.e1(x), c.exp(-x)
        for k in range(1, n):
            y = (power - x * y) / k
    return +y


def _expint_fraction(c: Any, n: int, x: Any) -> Any:
    """The continued fraction of E_n (Abramowitz and Stegun 1964, 5.1.22, its even part), quick where n or x is large.

    By the differences of its convergents: Barnett, Feng, Steed and Goldfarb, Comput. Phys. Commun. 8 (1974) 377.
    """
    with c.workdps(c.dps + 10):
        y = term = ratio = 1 / (x + n)
        k = 0
        while abs(term) > abs(y) * c.eps:
            k += 1
            down = x + n + 2 * k - k * (n + k - 1) * ratio
            term *= k * (n + k - 1) * ratio / down
            ratio = 1 / down
            y += term
        y *= c.exp(-x)
    return +y


@family
def _expint(n: int) -> Any:
    return unary(
        "expint", "smooth", lambda g, y, x: -(g * (_expint(n - 1)(x) if n else y * (1.0 + 1.0 / x))), params=(n,),
        kinks=is_zero,
        mpmath=limits(lambda c, x: c.nan if x < 0 else _expint_value(c, n, x), high=0.0), domain=((0.3, 4.0),),
        sympy=symbolic(lambda s, x: s.expint(n, x) if n else s.exp(-x) / x),
        scipy=lambda s: lambda x: s.expn(n, x),
    )  # fmt: skip


@public("expint", "expn")
def expint(n: Any, x: Any) -> Any:
    """The exponential integral E_n, for a whole number n: the integral of exp(-x*t)/t**n from 1."""
    return _expint(whole("expint", n))(x)


@public("e1", "exp1")
def e1(x: Any) -> Any:
    """The exponential integral E_1."""
    return _expint(1)(x)


ei = unary(
    "ei", "smooth", lambda g, y, x: g * (exp(x) / x), mpmath=limits(lambda c, x: c.ei(x), 0.0, INF),
    domain=((0.3, 4.0),), sympy=symbolic(lambda s, x: s.Ei(x)), scipy=lambda s: s.expi,
    aliases=("expi",), doc="exponential integral Ei",
)  # fmt: skip
