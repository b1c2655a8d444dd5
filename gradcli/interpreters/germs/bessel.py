"""Bessel functions of germs: x**2 y'' + x y' + (s x**2 - n**2) y = 0, value and slope by FLINT, the series by that."""

from __future__ import annotations

from collections.abc import Callable
from math import factorial
from typing import Any

from flint import arb, ctx, fmpq

from . import asymptotics
from .arithmetic import divide, multiply, proper, sign
from .elementary import absolute
from .gammas import FAMILIES, rgamma
from .germ import HALF, ONE, ZERO, Fail, Germ, Hole, is_null, lift, still
from .powers import exp, log, power
from .series import composed

Form = Callable[[Any], Any]


def bessel(kind: str, n: Any) -> Form:
    """Bessel function `kind` (j, y, i, k) of order n."""
    order = fmpq(*float(n).as_integer_ratio())

    def taylor(c: Any, count: int) -> list[Any]:
        m, s = arb(order), -1 if kind in "ik" else 1
        value = getattr(c, f"bessel_{kind}")
        y = [value(m)]
        if count > 1:  # y' = (n/x) y -+ y_(n+1)
            up = value(m + 1)
            y.append(m / c * y[0] + (up if kind == "i" else -up))
        for k in range(count - 2):
            rest = (2 * c * (k + 1) * k + c * (k + 1)) * y[k + 1] + (k * k - m * m + s * c * c) * y[k]
            if k > 0:
                rest += 2 * s * c * y[k - 1]
            if k > 1:
                rest += s * y[k - 2]
            y.append(-rest / (c * c * (k + 2) * (k + 1)))
        return y

    regular = composed(taylor)

    def form(x: Any) -> Any:
        x = lift(x)
        if x.__class__ is not Germ:
            return asymptotics.analytic(form, x)
        if x.v < 0:
            raise Fail("form")
        c = proper(x)[0]
        if kind in "yk" or order.q > 1:
            if sign(x) < 0:
                raise Fail("outside")
        elif not is_null(c) and bool(c < 0):
            y = form(-x)
            return -y if order.p % 2 else y
        if not is_null(c):
            return regular(x)
        if kind in "ji":
            return still(ONE if order == 0 else ZERO) if x.still and order >= 0 else ascending(kind, order, x)
        return Hole("pole", 1 if kind == "k" else -1) if x.still else second(kind, order, x)

    return form


def summed(x: Any, coefficients: list[Any]) -> Any:
    """The sum of coefficients times powers of x."""
    total, p = still(ZERO), still(ONE)
    for c in coefficients:
        total = total + multiply(p, c)
        p = multiply(p, x)
    return total


def ascending(kind: str, order: Any, x: Germ) -> Any:
    """(x/2)**n sum of (-+x*x/4)**k / (k! gamma(n + k + 1))."""
    m = abs(order) if order.q == 1 else order
    z = multiply(power(x, 2), still(fmpq(-1 if kind == "j" else 1, 4)))
    heads = [rgamma(still(m + k + 1)) if order.q > 1 else still(fmpq(1, factorial(int(m.p) + k)))
             for k in range(ctx.cap // 2 + 1)]  # fmt: skip
    total = summed(z, [divide(c, still(fmpq(factorial(k)))) for k, c in enumerate(heads)])
    y = multiply(power(multiply(x, HALF), still(m)), total)
    return -y if kind == "j" and order.q == 1 and order < 0 and order.p % 2 else y


def second(kind: str, order: Any, x: Germ) -> Any:
    """K_n or Y_n next to 0, for a whole order (Abramowitz and Stegun 1964, 9.6.11 and 9.1.11)."""
    if order.q > 1:
        raise Fail("form")
    n, half = abs(int(order.p)), multiply(x, HALF)
    square = multiply(half, half) if kind == "k" else -multiply(half, half)
    finite = summed(square, [still(fmpq(factorial(n - k - 1), factorial(k)) * ((-1) ** k)) for k in range(n)])
    finite = multiply(finite, power(half, still(fmpq(-n)))) if n else 0
    psi = [sum((fmpq(1, i) for i in range(1, m)), ZERO) for m in range(1, ctx.cap + n + 3)]  # and -gamma each
    heads = [still(fmpq(1, factorial(k) * factorial(n + k))) for k in range(ctx.cap // 2 + 1)]
    twice = [multiply(c, still(arb(psi[k] + psi[n + k]) - 2 * arb.const_euler())) for k, c in enumerate(heads)]
    lead = power(half, still(n))
    total, logs = multiply(lead, summed(square, twice)), multiply(log(half), multiply(lead, summed(square, heads)))
    if kind == "k":
        way = still((-1) ** n)
        return (finite + multiply(way, total)) * HALF - multiply(way, logs)
    return divide(logs * 2 - finite - total, still(arb.pi()))


FAMILIES.update({f"bessel{kind}": lambda op, kind=kind: bessel(kind, *op.params) for kind in "jyik"})  # type: ignore[misc]
FAMILIES["besselie"] = lambda op: lambda x: multiply(exp(-absolute(x)), bessel("i", *op.params)(x))
FAMILIES["besselke"] = lambda op: lambda x: multiply(exp(x), bessel("k", *op.params)(x))
