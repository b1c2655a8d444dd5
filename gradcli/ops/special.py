"""Special functions: gamma and its kin, zeta, Lambert's W.

Python's `math` has few of them: the others run in mpmath on floats too, slowly and right to the last digit.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from ..core.calls import binary, family, unary
from ..core.forms import is_huge
from ..core.trace import Traced, plain, trace
from ..core.vocabulary import define, public
from ..errors import DomainFault, GradcliError
from .analysis import symbolic

Form = Any
NAN, INF = math.nan, math.inf


def limits(f: Form, low: float = NAN, high: float = NAN) -> Form:
    """f(mpmath's context, x) on numbers of mpmath's: `low` and `high` at the infinities, nan at poles, real only."""

    def form(x: Any) -> Any:
        context = x.context
        hasten_gamma()
        if x != x:
            return x
        if context.isinf(x) or is_huge(x):
            return context.mpf(high if x > 0 else low)
        try:
            y = f(context, x)
        except OverflowError:
            return context.mpf(high if x > 0 else low)
        except (ValueError, ZeroDivisionError) as error:
            return undefined(context, error)
        return context.nan if hasattr(y, "_mpc_") else y

    return form


@lru_cache(1)
def hasten_gamma() -> None:
    """From 150 digits on Stirling's series: mpmath would first make a table, which takes seconds, and use it once."""
    from mpmath.libmp import gammazeta

    gammazeta.MAX_GAMMA_TAYLOR_PREC = 500


def undefined(context: Any, error: Exception) -> Any:
    """nan, unless the error says that mpmath's series did not converge: there may be a number all the same."""
    if isinstance(error, ValueError) and "converge" in str(error):
        raise context.NoConvergence from error
    return context.nan


def pairs(f: Form) -> Form:
    """f(mpmath's context, a, b) on numbers of mpmath's: nan where mpmath has no real answer."""

    def form(a: Any, b: Any) -> Any:
        context = next(x.context for x in (a, b) if hasattr(x, "context"))
        hasten_gamma()
        a, b = context.mpf(a), context.mpf(b)
        if a != a or b != b:
            return context.nan
        try:
            y = f(context, a, b)
        except DomainFault:
            raise
        except (ValueError, ArithmeticError, TypeError) as error:  # TypeError: at an infinity
            return undefined(context, error)
        return context.nan if hasattr(y, "_mpc_") else y

    return form


def without_formula(name: str) -> Form:
    """For SymPy, where it has a name for the function, but not for its derivatives."""

    def form(*args: Any) -> Any:
        raise TypeError(f"{name} has no form in sympy")

    return form


MOST = 10_000  # derivatives of digamma
REFLECTED = 200  # of them, those that are known on the left by those on the right


def fixed_whole(name: str, n: Any) -> int:
    """A parameter that is a whole number, and has no derivative."""
    k = int(fixed(name, n))
    if k != plain(n) or k < 0:
        raise DomainFault(f"{name} needs a whole number from 0 upwards, got {plain(n)}", code="domain")
    return k


def fixed(name: str, n: Any) -> Any:
    """A parameter with respect to which there is no derivative here."""
    if isinstance(n, Traced) and n.at and trace.write is not None:
        hint = "write the parameter as a number" + ", behind: nthroot(x, 3)" * (name == "nthroot")
        told = f"{name} has no derivative with respect to its parameter"
        raise GradcliError(told, code="no-derivative", hint=hint)
    return plain(n)


# gamma


def _gamma(x: Any) -> float:
    x = float(x)
    if x == 0.0:
        return math.copysign(INF, x)
    try:
        return math.gamma(x)
    except OverflowError:
        return INF
    except ValueError:
        return NAN


def _lgamma(x: Any) -> float:
    x = float(x)
    try:
        y = math.lgamma(x)
    except (OverflowError, ValueError):
        return INF
    if y and abs(y) < 0.1:  # near a zero, where the C library's loses its digits
        import mpmath

        with mpmath.workdps(30):
            return float(mpmath.re(mpmath.loggamma(x)))
    return y


@family
def polygamma_of(n: int) -> Any:
    return unary(
        "polygamma" if n else "digamma", "smooth", lambda g, y, x: g * polygamma_of(n + 1)(x), params=(n,) if n else (),
        domain=((0.4, 4.0),),
        mpmath=limits(lambda c, x: _polygamma_value(c, n, x), high=INF if n == 0 else 0.0),
        sympy=symbolic(lambda s, x: s.polygamma(n, x)),
        scipy=lambda s: (lambda x: s.polygamma(n, x)) if n else s.digamma,
    )  # fmt: skip


def _polygamma_value(c: Any, n: int, x: Any) -> Any:
    if x <= 0 and c.isint(x):  # a pole: of one sign where the order is odd
        return c.inf if n % 2 else -c.inf if x == 0 else c.nan
    if x < 0 < n <= REFLECTED:  # Abramowitz and Stegun 1964, 6.4.7; mpmath walks there, unit by unit
        with c.workdps(c.dps + 10):
            slope = c.polyval(_slope_of_cot(n), c.cospi(x) / c.sinpi(x))
            y = (-1) ** n * c.psi(n, 1 - x) - c.pi ** (n + 1) * slope
        return +y
    return c.psi(n, x)


@lru_cache(64)
def _slope_of_cot(n: int) -> list[int]:
    """The n-th derivative of the cotangent as a polynomial in it, highest power first: the first is -(1 + cot**2)."""
    powers = [0, 1]
    for _ in range(n):
        slope = [k * a for k, a in enumerate(powers)][1:]
        powers = [-(a + b) for a, b in zip([*slope, 0, 0], [0, 0, *slope])]
    return powers[::-1]


@public("polygamma")
def polygamma(n: Any, x: Any) -> Any:
    """The n-th derivative of digamma, for a whole number n."""
    k = fixed_whole("polygamma", n)
    if k > MOST:
        raise beyond("polygamma")
    return polygamma_of(k)(x)


digamma = define("digamma psi", lambda x: polygamma_of(0)(x), "The derivative of log(gamma(x))")


gamma = unary(
    "gamma", "smooth", lambda g, y, x: g * (y * digamma(x)), math=_gamma, scipy=lambda s: s.gamma,
    mpmath=limits(lambda c, x: c.inf if x == 0 else c.gamma(x), high=INF), domain=((0.4, 4.0),), saturates=True,
    doc="gamma function",
)  # fmt: skip
lgamma = unary(
    "lgamma", "smooth", lambda g, y, x: g * digamma(x), math=_lgamma,
    scipy=lambda s: s.gammaln, sympy=symbolic(lambda s, x: s.loggamma(x)),
    mpmath=limits(lambda c, x: c.inf if c.isint(x) and x <= 0 else c.re(c.loggamma(x)), INF, INF),
    domain=((0.4, 4.0),), aliases=("gammaln", "loggamma"), doc="log|gamma(x)|",
)  # fmt: skip


factorial = define("factorial", lambda x: gamma(x + 1.0), "gamma(x + 1)")


def slope(f: Any, a: Any, b: Any) -> Any:
    """f(a) - f(b)."""
    return f(a) - f(b)


beta = binary(
    "beta", "smooth",
    (lambda g, y, a, b: g * (y * slope(digamma, a, a + b)), lambda g, y, a, b: g * (y * slope(digamma, b, a + b))),
    mpmath=pairs(lambda c, a, b: c.beta(a, b)), scipy=lambda s: s.beta,
    sympy=symbolic(lambda s, a, b: s.gamma(a) * s.gamma(b) / s.gamma(a + b)), domain=((0.4, 3.0), (0.4, 3.0)),
    doc="gamma(a)*gamma(b)/gamma(a + b)",
)  # fmt: skip
betaln = binary(
    "betaln", "smooth",
    (lambda g, y, a, b: g * slope(digamma, a, a + b), lambda g, y, a, b: g * slope(digamma, b, a + b)),
    mpmath=pairs(lambda c, a, b: c.log(abs(c.beta(a, b)))), scipy=lambda s: s.betaln,
    sympy=symbolic(lambda s, a, b: s.loggamma(a) + s.loggamma(b) - s.loggamma(a + b)),
    domain=((0.4, 3.0), (0.4, 3.0)), aliases=("lbeta",), doc="log|beta(a, b)|",
)  # fmt: skip
binom = binary(
    "binom", "smooth",
    (
        lambda g, y, n, k: g * (y * slope(digamma, n + 1.0, n - k + 1.0)),
        lambda g, y, n, k: g * (y * slope(digamma, n - k + 1.0, k + 1.0)),
    ),
    mpmath=pairs(lambda c, n, k: c.binomial(n, k)), scipy=lambda s: s.binom,
    sympy=symbolic(lambda s, n, k: s.gamma(n + 1) / (s.gamma(k + 1) * s.gamma(n - k + 1))),
    domain=((3.0, 5.0), (0.4, 2.0)), aliases=("binomial", "comb"), doc="n over k",
)  # fmt: skip


# zeta, and the incomplete gamma functions: families that carry their order of derivative in the parameter


def beyond(name: str) -> DomainFault:
    """Where mpmath takes for ever."""
    return DomainFault(f"{name} is not computed for arguments of such different or extreme size", code="domain")


poch = binary(
    "poch", "smooth",
    (lambda g, y, x, n: g * (y * slope(digamma, x + n, x)), lambda g, y, x, n: g * (y * digamma(x + n))),
    mpmath=pairs(lambda c, x, n: c.rf(x, n)), sympy=symbolic(lambda s, x, n: s.gamma(x + n) / s.gamma(x)),
    domain=((0.4, 3.0), (0.4, 3.0)), aliases=("pochhammer", "rf"), doc="gamma(x + n)/gamma(x), the rising factorial",
)  # fmt: skip
