"""Hypergeometric functions of fixed parameters, which are their own derivatives with others, and what they give.

Formulas: NIST Handbook of Mathematical Functions (2010), 10.39.9, 10.49, 13.3.15, 15.5.1, 16.3.1, 19.5.1, 19.5.2, 8.17.
"""

from __future__ import annotations

import math
from typing import Any

from ..core.calls import family, unary
from ..core.vocabulary import define, public
from ..errors import DomainFault
from .analysis import decimal, exact, exp, log, log1p, symbolic
from .special import betaln, fixed, fixed_whole, limits

MOST = 1000  # the size of a parameter, for mpmath's sake
ORDERS = 100  # of spherical Bessel functions


def parameter(name: str, value: Any) -> float:
    """A parameter of moderate size, by which there is no derivative here."""
    number = float(fixed(name, value))
    if not abs(number) <= MOST:
        raise DomainFault(f"{name} takes parameters up to {MOST}", code="domain")
    return number


@family
def hyper(a: tuple[float, ...], b: tuple[float, ...]) -> Any:
    """The generalised hypergeometric function pFq of parameters a and b."""
    name = f"hyp{len(a)}f{len(b)}"

    def slope(g: Any, y: Any, x: Any) -> Any:
        return g * (ratio(a, b, x) * hyper(tuple(p + 1.0 for p in a), tuple(p + 1.0 for p in b))(x))

    def value(c: Any, x: Any) -> Any:
        if len(a) == 2 and x > 1 and not ends(a):
            return c.nan  # complex
        return getattr(c, name)(*map(as_written(c), (*a, *b)), x)

    return unary(
        name, "smooth", slope, params=(*a, *b), domain=((-0.8, 0.8),), mpmath=limits(value),
        scipy=lambda s: lambda x: getattr(s, name)(*a, *b, x),
        sympy=symbolic(lambda s, x: s.hyper([s.Rational(repr(p)) for p in a], [s.Rational(repr(p)) for p in b], x)),
    )  # fmt: skip


def ratio(a: tuple[float, ...], b: tuple[float, ...], x: Any) -> Any:
    """The quotient of the products, of each parameter as it is written."""
    found = decimal(1.0, x)
    for p in a:
        found = found * decimal(p, x)
    for p in b:
        found = found / decimal(p, x)
    return found


def as_written(c: Any) -> Any:
    """A float as the decimal that it is written as."""
    return lambda p: c.mpf(repr(p))


def ends(a: tuple[float, ...]) -> bool:
    """Whether the series ends: it is a polynomial."""
    return any(p <= 0 and p.is_integer() for p in a)


def below(name: str, b: float, a: tuple[float, ...] = ()) -> float:
    """A lower parameter, which may be 0, -1, -2, ... only where the series ends before."""
    if b <= 0 and b.is_integer() and not any(b <= p <= 0 and p.is_integer() for p in a):
        raise DomainFault(f"{name} has no value where its lower parameter is {b:g}", code="domain")
    return b


hyp0f1 = define(
    "hyp0f1", lambda b, x: hyper((), (below("hyp0f1", parameter("hyp0f1", b)),))(x),
    "The confluent hypergeometric limit function 0F1(b; x), of fixed b",
)  # fmt: skip


@public("hyp1f1", "kummer")
def hyp1f1(a: Any, b: Any, x: Any) -> Any:
    """Kummer's confluent hypergeometric function 1F1(a; b; x), of fixed a and b."""
    p = parameter("hyp1f1", a)
    return hyper((p,), (below("hyp1f1", parameter("hyp1f1", b), (p,)),))(x)


@public("hyp2f1")
def hyp2f1(a: Any, b: Any, c: Any, x: Any) -> Any:
    """Gauss's hypergeometric function 2F1(a, b; c; x), of fixed a, b and c."""
    p, q = parameter("hyp2f1", a), parameter("hyp2f1", b)
    return hyper((p, q), (below("hyp2f1", parameter("hyp2f1", c), (p, q)),))(x)


ellipk = define(
    "ellipk", lambda m: hyper((0.5, 0.5), (1.0,))(m) * (exact("pi", m) / 2.0),
    "The complete elliptic integral of the first kind, of the parameter m = k*k",
)  # fmt: skip
ellipe = define(
    "ellipe", lambda m: hyper((-0.5, 0.5), (1.0,))(m) * (exact("pi", m) / 2.0),
    "The complete elliptic integral of the second kind, of the parameter m = k*k",
)  # fmt: skip


@public("sphericalbessel", "spherical_jn", "sphericaljn")
def sphericalbessel(n: Any, x: Any) -> Any:
    """The spherical Bessel function of the first kind, of fixed whole order n."""
    k = order(n)
    odd = float(math.prod(range(1, 2 * k + 2, 2)))
    return power(x, k) / odd * hyper((), (k + 1.5,))(-(x * x) / 4.0)


@public("sphericalbessely", "spherical_yn", "sphericalyn")
def sphericalbessely(n: Any, x: Any) -> Any:
    """The spherical Bessel function of the second kind, of fixed whole order n."""
    k = order(n)
    odd = float(math.prod(range(1, 2 * k, 2)))
    return -(odd / power(x, k + 1)) * hyper((), (0.5 - k,))(-(x * x) / 4.0)


def order(n: Any) -> int:
    """The order of a spherical Bessel function."""
    k = fixed_whole("sphericalbessel", n)
    if k > ORDERS:
        raise DomainFault(f"spherical Bessel functions are known up to order {ORDERS}", code="domain")
    return k


def power(x: Any, k: int) -> Any:
    """x to a whole power, 1 for 0."""
    return x ** float(k) if k else 1.0 + 0.0 * x


@family
def incomplete_beta(a: float, b: float) -> Any:
    """The share of beta(a, b) that lies below x."""

    def slope(g: Any, y: Any, x: Any) -> Any:
        p, q = decimal(a, x), decimal(b, x)
        return g * exp((p - 1.0) * log(x) + (q - 1.0) * log1p(-x) - betaln(p, q))

    def value(c: Any, x: Any) -> Any:
        return c.betainc(as_written(c)(a), as_written(c)(b), 0, x, regularized=True) if 0 <= x <= 1 else c.nan

    def form(s: Any, x: Any) -> Any:
        p, q = s.Rational(repr(a)), s.Rational(repr(b))
        return s.betainc_regularized(p, q, 0, x)

    return unary(
        "betainc", "smooth", slope, params=(a, b), domain=((0.1, 0.9),), mpmath=limits(value),
        scipy=lambda s: lambda x: s.betainc(a, b, x), sympy=symbolic(form), kinks=lambda x: (x == 0) | (x == 1),
    )  # fmt: skip


@public("betainc", "ibeta")
def betainc(a: Any, b: Any, x: Any) -> Any:
    """The regularised incomplete beta function: the share of beta(a, b) below x, of fixed a and b."""
    p, q = parameter("betainc", a), parameter("betainc", b)
    if p <= 0 or q <= 0:
        raise DomainFault("betainc takes parameters above 0", code="domain")
    return incomplete_beta(p, q)(x)
