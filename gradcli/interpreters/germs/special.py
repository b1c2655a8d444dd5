"""Special functions of germs: errors, integrals, hypergeometric functions and others of parameters."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import factorial
from typing import Any

from flint import arb, arb_series, ctx, fmpq, fmpq_series

from . import asymptotics
from .arithmetic import away, compare, divide, multiply, proper, sign, substituted
from .circular import sinc
from .elementary import absolute
from .gammas import FAMILIES, constant_of
from .germ import FORMS, HALF, ONE, TWO, ZERO, Fail, Germ, Hole, Number, balls, is_null, is_zero, still
from .powers import exp, log, power, sqrt
from .series import composed, ending, inside, inverse_of, native, nth, remembered, smooth

Form = Callable[[Any], Any]


def ended(f: Form, name: str, low: int, high: int, way: int) -> Form:
    """An inverse function on (low, high), infinite at its ends; rising if way is 1."""

    def form(x: Any) -> Any:
        for end, side in ((high, 1), (low, -1)):
            at_end = compare(x, still(end)) * side
            if at_end > 0:
                raise Fail("outside")
            if at_end == 0:
                return Hole("pole", way * side)
        return x if low < 0 and is_zero(x) else remembered(f(x), name, x)

    return form


erfcinv = ended(inverse_of("erfc", "erfcinv"), "erfcinv", 0, 2, -1)


def tail(x: Germ) -> Any:
    """erfc, far out by Kummer's U, of which FLINT loses no digits (NIST Handbook 2010, 7.11.5)."""
    s = balls(proper(x))
    if not s[0] > 1000:
        return x.like(s.erfc())
    square, root = s[0] * s[0], arb.pi().sqrt()
    value = (-square).exp() * square.hypgeom_u(arb(0.5), arb(0.5)) / root
    if x.still:
        return x.like(arb_series([value], prec=1))
    return x.like(((-s * s).exp() * s.derivative() * (-2 / root)).integral() + value)


_erf, erfc, erfi = ending(native("erf"), -ONE, ONE), ending(smooth(tail), TWO, ZERO), native("erfi")


def erf(x: Any) -> Any:
    known = getattr(x, "known", None)
    return known[1] if known and known[0] == "erfinv" else _erf(x)


def ndtr(x: Any) -> Any:
    return multiply(erfc(-divide(x, sqrt(2))), HALF)


def dilog(x: Any) -> Any:
    return still(-ONE) if is_zero(x - 1) else divide(log(x), 1 - x)


def spence(x: Any) -> Any:
    """Li_2(1 - x): the integral of log(t)/(1 - t) from 1."""
    if sign(x) < 0:
        raise Fail("outside")
    c = constant_of(x)
    if x.is_zero():
        return still(arb.pi() ** 2 / 6)
    if is_null(c):  # pi**2/6 - log(x) log(1 - x) - Li_2(x)
        terms = arb_series([0, *[arb(1) / (k * k) for k in range(1, ctx.cap)]])
        li = Germ(substituted(terms, balls(proper(x))))
        return still(arb.pi() ** 2 / 6) - multiply(log(x), log(1 - x)) - li
    value = (1 - arb(c)).polylog(2) if c != 1 else arb(0)
    if x.still:
        return x.like(arb_series([value], prec=1))
    return x.like(balls(proper(multiply(dilog(x), asymptotics.derivative(x)))).integral() + value)


def with_logarithm(method: str, coefficient: Callable[[int], int], positive: bool) -> Form:
    """Ei, Ci or Chi: at 0 Euler's constant, log|x| and sum of x**k/(k k!) (NIST Handbook 2010, 6.6)."""
    away_from_0 = native(method)

    def form(x: Any) -> Any:
        if x.__class__ is not Germ:
            return asymptotics.analytic(form, x)
        if x.is_zero():
            return Hole("pole", -1)
        if not is_null(c := proper(x)[0]):
            if positive and not c > 0:
                raise Fail("outside")
            return away_from_0(x)
        terms = [fmpq(coefficient(k), k * factorial(k)) if k else ZERO for k in range(ctx.cap)]
        return log(absolute(x)) + still(arb.const_euler()) + Germ(substituted(fmpq_series(terms), proper(x)))

    return form


ei = with_logarithm("ei", lambda k: 1, False)


def expint(n: int) -> Form:
    """E_n: from E_1 upwards, n E_(n+1) = exp(-x) - x E_n; E_1(x) = -Ei(-x). The k-th derivative is (-1)**k E_(n-k)."""
    regular = composed(lambda c, count: [c.expint(n - k) * (-1) ** k / factorial(k) for k in range(count)])

    def form(x: Any) -> Any:
        if sign(x) < 0:
            raise Fail("outside")
        if is_zero(x):
            return Hole("pole", 1) if n < 2 else still(fmpq(1, n - 1))
        if n == 0:
            return divide(exp(-x), x)
        if x.__class__ is Germ and not is_null(proper(x)[0]):
            return regular(x)
        y = -ei(-x)
        for k in range(1, n):
            y = divide(exp(-x) - multiply(x, y), still(k))
        return y

    return form


@smooth
def lambertw(x: Any) -> Any:
    s = proper(x)
    if bool(arb(s[0]) < -arb(-1).exp()):
        raise Fail("outside")
    y = balls(s).lambertw()
    return x.like(away(y) if is_null(s[0]) else y)


# hypergeometric and other functions of parameters


def decimal(p: float) -> Any:
    """A parameter as the decimal that it is written as, in the precision in force."""
    return arb(Number.decimal(repr(p)).s[0])


def hyper(op: Any) -> Form:
    """pFq of the op's parameters: the k-th derivative is pFq of all of them k higher, by quotients of factorials."""
    upper = int(op.name[3])

    def taylor(c: Any, n: int) -> list[Any]:
        found, factor, at = [], arb(1), [decimal(p) for p in op.params]
        for k in range(n):
            found.append(factor * getattr(c, f"hypgeom_{upper}f1")(*[p + k for p in at]))
            for p in at[:upper]:
                factor *= p + k
            if (at[upper] + k).contains(0):
                raise Fail("form")
            factor /= (at[upper] + k) * (k + 1)
        return found

    return composed(taylor)


def beta_share(op: Any) -> Form:
    """The regularised incomplete beta function, between 0 and 1."""

    def taylor(c: Any, n: int) -> list[Any]:
        if not (c > 0 and c < 1):
            raise Fail("form")
        return list(arb_series.beta_lower(*map(decimal, op.params), arb_series([c, 1], prec=n), 1))

    return composed(taylor)


def polylog(op: Any) -> Form:
    """Li_s, by d/dx Li_s = Li_(s-1)/x of each coefficient from those of the functions below."""

    def taylor(c: Any, n: int) -> list[Any]:
        s = decimal(*op.params)
        if c.is_zero():
            return [arb(0), *[arb(k) ** -s for k in range(1, n)]]
        rows = [[c.polylog(s - j)] for j in range(n)]
        for k in range(n - 1):
            for row, below in pairwise(rows[: n - k]):
                row.append((below[k] - k * row[k]) / (c * (k + 1)))
        return rows[0]

    return composed(taylor)


NUMBERED: dict[str, Form] = {  # sinc_2 is the second derivative
    "sinc": sinc, "erfcx": lambda x: multiply(exp(power(x, 2)), erfc(x)),
    "dawsn": lambda x: multiply(multiply(exp(-power(x, 2)), erfi(x)), sqrt(still(arb.pi())) * HALF),
}  # fmt: skip
FAMILIES.update({
    "expint": lambda op: expint(*op.params),
    "dilog": lambda op: inside(nth(dilog, *op.params), still(ZERO)),
    **dict.fromkeys(("hyp0f1", "hyp1f1", "hyp2f1"), hyper), "betainc": beta_share, "polylog": polylog,
})  # fmt: skip
FORMS.update({
    "erf": erf, "erfc": erfc, "erfi": erfi, "erfcinv": erfcinv, "ndtr": ndtr,
    "erfinv": ended(inverse_of("erf", "erfinv"), "erfinv", -1, 1, 1),
    "ndtri": lambda x: -multiply(sqrt(2), erfcinv(multiply(x, 2))),
    "log_ndtr": lambda x: log(ndtr(x)), "lambertw": lambertw,
    "lambertw_branch": composed(lambda c, n: list(arb_series([c, 1], prec=n).lambertw(-1))), "spence": spence, "ei": ei,
    "Ci": with_logarithm("ci", lambda k: 0 if k % 2 else (-1) ** (k // 2), True),
    "Chi": with_logarithm("chi", lambda k: 1 - k % 2, True),
    **{name: native(method) for name, method in {
        "fresnels": "fresnel_s", "fresnelc": "fresnel_c", "Si": "si", "Shi": "shi", "airyai": "airy_ai",
        "airyaiprime": "airy_ai_prime", "airybi": "airy_bi", "airybiprime": "airy_bi_prime",
    }.items()},
})  # fmt: skip
