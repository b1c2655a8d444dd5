"""Bessel functions and exponential integrals, of a fixed order: neighbouring orders are each other's derivatives."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ..core.calls import family, unary
from ..core.vocabulary import define, public
from .analysis import exp, symbolic
from .branches import is_zero, sign
from .special import INF, NAN, beyond, fixed, fixed_whole, limits

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


def bessel(name: str, slope: Any, value: Any, ends: Any, scipy: str, sympy: Any = None, edge: Any = None) -> Any:
    """The ops of one kind, by order n. slope: (of, n, y, x) -> the derivative; value: (context, n, x); ends: n -> the
    limits at both infinities."""

    @family
    def of(n: Any) -> Any:
        return unary(
            name, "smooth", lambda g, y, x: slope(g, of, n, y, x), params=(n,), domain=((0.3, 6.0),),
            mpmath=limits(lambda c, x: value(c, n, x), *ends(n)), kinks=edge and edge(n),
            sympy=symbolic(lambda s, x: sympy(s, n, x) if sympy else getattr(s, name)(n, x)),
            scipy=lambda s: lambda x: getattr(s, scipy)(n, x),
        )  # fmt: skip

    return of


def between(of: Any, n: Any, x: Any) -> Any:
    """Half the sum of both neighbours, which are one and the same of order 0."""
    return of(1)(x) if n == 0 else (of(n - 1)(x) + of(n + 1)(x)) / 2.0


def across(g: Any, of: Any, n: Any, y: Any, x: Any) -> Any:
    """Half the difference of both neighbours, which are opposite of order 0."""
    return -(g * of(1)(x)) if n == 0 else g * ((of(n - 1)(x) - of(n + 1)(x)) / 2.0)


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


def _i_value(c: Any, n: Any, x: Any) -> Any:
    return c.besseli(n, x, maxprec=PRECISION)


j_of = bessel("besselj", across, lambda c, n, x: c.besselj(n, x, maxprec=PRECISION), lambda n: (0.0, 0.0), "jv",
              edge=edge)  # fmt: skip
y_of = bessel("bessely", across, lambda c, n, x: c.bessely(n, x, maxprec=PRECISION), lambda n: (NAN, 0.0), "yv")
i_of = bessel("besseli", lambda g, of, n, y, x: g * between(of, n, x), _i_value,
              lambda n: (-INF if n % 2 else INF, INF), "iv", edge=edge)  # fmt: skip
k_of = bessel("besselk", lambda g, of, n, y, x: -(g * between(of, n, x)), _k_value, lambda n: (NAN, 0.0), "kv")
# exp(-|x|) I_n(x), with a kink at 0: of itself for n = 0, of its n-th derivative for the others
ie_of = bessel(
    "besselie", lambda g, of, n, y, x: g * (between(of, n, x) - sign(x) * y),
    lambda c, n, x: c.exp(-abs(x)) * _i_value(c, n, x), lambda n: (0.0, 0.0), "ive",
    lambda s, n, x: s.exp(-s.Abs(x)) * s.besseli(n, x), lambda n: is_zero,
)  # fmt: skip
ke_of = bessel(
    "besselke", lambda g, of, n, y, x: g * (y - between(of, n, x)), lambda c, n, x: c.exp(x) * _k_value(c, n, x),
    lambda n: (NAN, 0.0), "kve", lambda s, n, x: s.exp(x) * s.besselk(n, x),
)  # fmt: skip


besselj = define(
    "besselj jv jn", lambda n, x: j_of(order("besselj", n))(x), "Bessel function of the first kind, of fixed order n",
)  # fmt: skip
bessely = define(
    "bessely yv yn", lambda n, x: y_of(order("bessely", n))(x),
    "Bessel function of the second kind, of fixed order n",
)  # fmt: skip


@public("besseli", "iv")
def besseli(n: Any, x: Any) -> Any:
    """Modified Bessel function of the first kind, of fixed order n."""
    k = order("besseli", n)
    return i_of(abs(k) if k.__class__ is int else k)(x)


besselk = define(
    "besselk kv kn", lambda n, x: k_of(order("besselk", n))(x),
    "Modified Bessel function of the second kind, of fixed order n",
)  # fmt: skip
j0 = define("j0 bessel_j0", lambda x: j_of(0)(x), "Bessel function of the first kind, of order 0")
j1 = define("j1 bessel_j1", lambda x: j_of(1)(x), "Bessel function of the first kind, of order 1")
y0 = define("y0 bessel_y0", lambda x: y_of(0)(x), "Bessel function of the second kind, of order 0")
y1 = define("y1 bessel_y1", lambda x: y_of(1)(x), "Bessel function of the second kind, of order 1")
i0 = define("i0 bessel_i0", lambda x: i_of(0)(x), "Modified Bessel function of the first kind, of order 0")
i1 = define("i1 bessel_i1", lambda x: i_of(1)(x), "Modified Bessel function of the first kind, of order 1")
i0e = define("i0e bessel_i0e", lambda x: ie_of(0)(x), "exp(-abs(x))*i0(x), without overflow")
i1e = define("i1e bessel_i1e", lambda x: ie_of(1)(x), "exp(-abs(x))*i1(x), without overflow")
k0 = define("k0 bessel_k0", lambda x: k_of(0)(x), "Modified Bessel function of the second kind, of order 0")
k1 = define("k1 bessel_k1", lambda x: k_of(1)(x), "Modified Bessel function of the second kind, of order 1")
k0e = define("k0e bessel_k0e", lambda x: ke_of(0)(x), "exp(x)*k0(x), without underflow")
k1e = define("k1e bessel_k1e", lambda x: ke_of(1)(x), "exp(x)*k1(x), without underflow")


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


expint = define(
    "expint expn", lambda n, x: _expint(fixed_whole("expint", n))(x),
    "The exponential integral E_n, for a whole number n: the integral of exp(-x*t)/t**n from 1",
)  # fmt: skip
e1 = define("e1 exp1", lambda x: _expint(1)(x), "The exponential integral E_1")


ei = unary(
    "ei", "smooth", lambda g, y, x: g * (exp(x) / x), mpmath=limits(lambda c, x: c.ei(x), 0.0, INF),
    domain=((0.3, 4.0),), sympy=symbolic(lambda s, x: s.Ei(x)), scipy=lambda s: s.expi,
    aliases=("expi",), doc="exponential integral Ei",
)  # fmt: skip
