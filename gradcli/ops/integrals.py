"""Integrals that have names of their own: erfi, Si, Ci, Shi, Chi, the polylogarithm; and Airy's functions.

Formulas: NIST Handbook of Mathematical Functions (2010), 6.2, 7.2, 9.2, 25.12.
"""

from __future__ import annotations

import math
from typing import Any

from ..core.calls import family, unary
from ..core.vocabulary import define
from .analysis import cos, cosh, exact, exp, sqrt, sym, symbolic
from .hypergeometric import hyper, parameter
from .removable_singularities import sinc
from .special import INF, NAN, limits

HALF_PI = math.pi / 2

erfi = unary(
    "erfi", "smooth", lambda g, y, x: g * (exp(x * x) * (2.0 / sqrt(exact("pi", x)))), doc="imaginary error function",
    mpmath=limits(lambda c, x: c.erfi(x), -INF, INF), sympy=sym("erfi"),
)  # fmt: skip
Si = unary(
    "Si", "smooth", lambda g, y, x: g * sinc(x / exact("pi", x)), domain=((-6.0, 6.0),), aliases=("si", "sinint"),
    mpmath=limits(lambda c, x: c.si(x), -HALF_PI, HALF_PI), sympy=sym("Si"),
    doc="sine integral: of sin(t)/t from 0 to x",
)  # fmt: skip
Ci = unary(
    "Ci", "smooth", lambda g, y, x: g * (cos(x) / x), domain=((0.3, 6.0),), aliases=("ci", "cosint"),
    mpmath=limits(lambda c, x: -c.inf if x == 0 else c.ci(x), high=0.0), sympy=sym("Ci"),
    doc="cosine integral: of cos(t)/t from infinity to x",
)  # fmt: skip
Shi = unary(
    "Shi", "smooth", lambda g, y, x: g * hyper((), (1.5,))(x * x / 4.0), aliases=("shi", "sinhint"),
    mpmath=limits(lambda c, x: c.shi(x), -INF, INF), sympy=sym("Shi"),
    doc="hyperbolic sine integral: of sinh(t)/t from 0 to x",
)  # fmt: skip
Chi = unary(
    "Chi", "smooth", lambda g, y, x: g * (cosh(x) / x), domain=((0.3, 4.0),), aliases=("chi", "coshint"),
    mpmath=limits(lambda c, x: -c.inf if x == 0 else c.chi(x), high=INF), sympy=sym("Chi"),
    doc="hyperbolic cosine integral",
)  # fmt: skip


def airy(name: str, rule: Any, doc: str, high: float, low: float = NAN, *aliases: str) -> Any:
    """One of Airy's functions, or its derivative, with its limits at the infinities."""
    of, order = name[:6], int(name.endswith("prime"))
    return unary(
        name, "smooth", rule, domain=((-4.0, 3.0),), aliases=aliases, doc=doc, sympy=sym(name),
        mpmath=limits(lambda c, x: getattr(c, of)(x, derivative=order), low, high),
    )  # fmt: skip


airyai = airy("airyai", lambda g, y, x: g * airyaiprime(x), "Airy's function Ai", 0.0, 0.0, "airy", "Ai")
airyaiprime: Any = airy("airyaiprime", lambda g, y, x: g * (x * airyai(x)), "the derivative of Ai", 0.0)
airybi = airy("airybi", lambda g, y, x: g * airybiprime(x), "Airy's function Bi", INF, 0.0, "Bi")
airybiprime: Any = airy("airybiprime", lambda g, y, x: g * (x * airybi(x)), "the derivative of Bi", INF)


@family
def polylog_of(s: float) -> Any:
    """Li_s, of fixed s."""
    return unary(
        "polylog", "smooth", lambda g, y, x: g * (polylog_of(s - 1.0)(x) / x), params=(s,), domain=((-0.9, 0.9),),
        mpmath=limits(lambda c, x: c.polylog(c.mpf(repr(s)), x)),
        sympy=symbolic(lambda k, x: k.polylog(k.Rational(repr(s)), x)),
    )  # fmt: skip


polylog = define(
    "polylog Li", lambda s, x: polylog_of(parameter("polylog", s))(x),
    "The polylogarithm, the sum of x**n/n**s over n = 1, 2, ..., of fixed s",
)  # fmt: skip
dilog = define("dilog Li2", lambda x: polylog_of(2.0)(x), "The dilogarithm, polylog(2, x)")
