"""Germs of integrals and hypergeometric functions: FLINT's series, or Taylor's, whose coefficients FLINT gives."""

from __future__ import annotations

from fractions import Fraction
from math import factorial
from typing import TYPE_CHECKING, Any

from flint import arb, arb_series, ctx, fmpq, fmpq_series

from . import logarithmic, special
from .functions import absolute, log
from .germ import FORMS, Fail, Germ, Hole, is_null, lift, proper, still
from .special import composed

if TYPE_CHECKING:
    from collections.abc import Callable

    Form = Callable[[Any], Any]


def decimal(p: float) -> Any:
    """A parameter as the decimal that it is written as."""
    found = Fraction(repr(p))
    return arb(fmpq(found.numerator, found.denominator))


def entire(name: str, *args: int) -> Form:
    """A function that FLINT knows by name on series, analytic at every number that it has a value at."""
    return composed(lambda c, n: list(getattr(arb_series([c, 1], prec=n), name)(*args)))


def with_logarithm(name: str, way: int) -> Form:
    """Ci or Chi: at 0 Euler's constant, log|x| and a series in x*x (NIST Handbook 2010, 6.6.6)."""
    away_from_0 = entire(name)

    def form(x: Any) -> Any:
        x = lift(x)
        if x.__class__ is Germ and x.is_zero():
            return Hole("pole", -1)
        if x.__class__ is not Germ:
            return logarithmic.analytic(form, x)
        if not is_null(proper(x)[0]):
            if not proper(x)[0] > 0:
                raise Fail("outside")
            return away_from_0(x)
        terms = [fmpq(way ** (k // 2), k * factorial(k)) if k and not k % 2 else fmpq(0) for k in range(ctx.cap)]
        return log(absolute(x)) + still(arb.const_euler()) + Germ(fmpq_series(terms)(proper(x)))

    return form


def hyper(op: Any) -> Form:
    """pFq of the op's parameters: the k-th derivative is pFq of all of them k higher, by quotients of factorials."""
    upper = int(op.name[3])
    names = ["hypgeom_0f1", "hypgeom_1f1", "hypgeom_2f1"]
    at = [decimal(p) for p in op.params]

    def taylor(c: Any, n: int) -> list[Any]:
        found, factor = [], arb(1)
        for k in range(n):
            found.append(factor * getattr(c, names[upper])(*[p + k for p in at]))
            for p in at[:upper]:
                factor *= p + k
            for p in at[upper:]:
                if (p + k).contains(0):
                    raise Fail("form")
                factor /= p + k
            factor /= k + 1
        return found

    return composed(taylor)


def beta_share(op: Any) -> Form:
    """The regularised incomplete beta function, between 0 and 1."""
    a, b = map(decimal, op.params)

    def taylor(c: Any, n: int) -> list[Any]:
        if not (c > 0 and c < 1):
            raise Fail("form")
        return list(arb_series.beta_lower(a, b, arb_series([c, 1], prec=n), 1))

    return composed(taylor)


def polylog(op: Any) -> Form:
    """Li_s: x d/dx lowers s; powers of that operator give derivatives by Stirling's numbers of the first kind."""
    s = decimal(*op.params)

    def taylor(c: Any, n: int) -> list[Any]:
        if c.is_zero():
            return [arb(0), *[arb(k) ** -s for k in range(1, n)]]
        known = [c.polylog(s - k) for k in range(n)]
        found, row = [known[0]], [1]
        for m in range(1, n):
            row = [(row[k - 1] if k else 0) - (m - 1) * (row[k] if k < len(row) else 0) for k in range(len(row) + 1)]
            total = sum((known[k] * row[k] for k in range(1, m + 1)), arb(0))
            found.append(total / (c**m * factorial(m)))
        return found

    return composed(taylor)


NAMED: dict[str, Form] = {
    "erfi": entire("erfi"), "Si": entire("si"), "Shi": entire("shi"), "Ci": with_logarithm("ci", -1),
    "Chi": with_logarithm("chi", 1), "airyai": entire("airy_ai"), "airyaiprime": entire("airy_ai_prime"),
    "airybi": entire("airy_bi"), "airybiprime": entire("airy_bi_prime"), "lambertw_branch": entire("lambertw", -1),
}  # fmt: skip
FAMILIES: dict[str, Callable[[Any], Form]] = {
    **dict.fromkeys(("hyp0f1", "hyp1f1", "hyp2f1"), hyper), "betainc": beta_share, "polylog": polylog,
}  # fmt: skip
FORMS.update(NAMED)
special.FAMILIES.update(FAMILIES)
