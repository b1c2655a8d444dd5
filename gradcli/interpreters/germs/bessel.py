"""Bessel functions of germs: J and I by the entire 0F1 next to every point, Y and K by their differential equation."""

from __future__ import annotations

from collections.abc import Callable
from math import factorial
from typing import Any

from flint import arb, ctx, fmpq, fmpq_series

from .arithmetic import divide, multiply, proper, sign, substituted
from .elementary import absolute
from .gammas import FAMILIES
from .germ import HALF, ZERO, Fail, Germ, Hole, in_one_class, is_null, still
from .powers import exp, log, power
from .series import composed

Form = Callable[[Any], Any]


def entire(n: Any) -> Form:
    """0F1(n + 1; z) / gamma(n + 1); rational at 0 for a whole n."""
    regular = composed(lambda c, count: [c.hypgeom_0f1(arb(n + 1 + k), True) / factorial(k) for k in range(count)])

    def form(z: Any) -> Any:
        if z.__class__ is not Germ or z.v < 0 or n.q > 1 or not is_null(proper(z)[0]):
            return regular(z)
        terms = [fmpq(1, factorial(k) * factorial(int(n.p) + k)) for k in range(ctx.cap)]
        f, s = in_one_class(fmpq_series(terms), proper(z))
        return still(terms[0]) if z.still else z.like(substituted(f, s))

    return form


def first_kind(kind: str, n: Any) -> Form:
    """J or I of order n: (x/2)**n 0F1(n + 1; -+x**2/4)/gamma(n + 1) (NIST Handbook 2010, 10.16.9 and 10.39.9)."""
    whole = n.q == 1
    m, f = (abs(n) if whole else n), entire(abs(n) if whole else n)

    def form(x: Any) -> Any:
        half = multiply(x, HALF)
        square = multiply(half, half)
        y = multiply(power(half, still(m)), f(-square if kind == "j" else square))
        return -y if kind == "j" and whole and n < 0 and n.p % 2 else y

    return form


def second_kind(kind: str, n: Any) -> Form:
    """Y or K of order n: x**2 y'' + x y' + (s x**2 - n**2) y = 0, value and slope by FLINT."""

    def taylor(c: Any, count: int) -> list[Any]:
        m, s = arb(n), -1 if kind == "k" else 1
        value = getattr(c, f"bessel_{kind}")
        y = [value(m), m / c * value(m) - value(m + 1)]
        for k in range(count - 2):
            rest = (2 * c * (k + 1) * k + c * (k + 1)) * y[k + 1] + (k * k - m * m + s * c * c) * y[k]
            if k > 0:
                rest += 2 * s * c * y[k - 1]
            if k > 1:
                rest += s * y[k - 2]
            y.append(-rest / (c * c * (k + 2) * (k + 1)))
        return y[:count]

    regular = composed(taylor)

    def form(x: Any) -> Any:
        if sign(x) < 0:
            raise Fail("outside")
        if x.__class__ is not Germ or x.v < 0 or not is_null(proper(x)[0]):
            return regular(x)
        if x.still:
            return Hole("pole", 1 if kind == "k" else -1)
        return next_to_0(kind, abs(int(n.p)), x) if n.q == 1 else by_first_kind(kind, n, x)

    return form


def by_first_kind(kind: str, n: Any, x: Germ) -> Any:
    """K or Y of an order that is not whole (NIST Handbook 2010, 10.27.4 and 10.2.3)."""
    up, down = (first_kind("i" if kind == "k" else "j", m)(x) for m in (n, -n))
    if kind == "k":
        return multiply(down - up, still(arb.pi() / 2 / arb.sin_pi_fmpq(n)))
    return multiply(multiply(up, still(arb.cos_pi_fmpq(n))) - down, still(1 / arb.sin_pi_fmpq(n)))


def next_to_0(kind: str, n: int, x: Germ) -> Any:
    """K_n or Y_n next to 0, for a whole order (Abramowitz and Stegun 1964, 9.6.11 and 9.1.11)."""
    half = multiply(x, HALF)
    square = multiply(half, half) if kind == "k" else -multiply(half, half)

    def total(coefficients: list[Any], start: int) -> Any:
        y, p = still(ZERO), power(half, still(start)) if coefficients else None
        for c in coefficients:
            y, p = y + multiply(p, still(c)), multiply(p, square)
        return y

    finite = total([fmpq(factorial(n - k - 1), factorial(k)) * (-1) ** k for k in range(n)], -n)
    psi = [sum((fmpq(1, i) for i in range(1, m)), ZERO) for m in range(1, ctx.cap + n + 3)]  # and -gamma each
    heads = [fmpq(1, factorial(k) * factorial(n + k)) for k in range(ctx.cap // 2 + 1)]
    twice = total([arb(c) * (arb(psi[k] + psi[n + k]) - 2 * arb.const_euler()) for k, c in enumerate(heads)], n)
    logs = multiply(log(half), total(heads, n))
    if kind == "k":
        way = still((-1) ** n)
        return (finite + multiply(way, twice)) * HALF - multiply(way, logs)
    return divide(logs * 2 - finite - twice, still(arb.pi()))


def of_order(kind: str, n: float) -> Form:
    """Bessel function `kind` (j, y, i, k) of order n."""
    make = first_kind if kind in "ji" else second_kind
    return make(kind, fmpq(*float(n).as_integer_ratio()))


FAMILIES.update({f"bessel{kind}": lambda op, kind=kind: of_order(kind, *op.params) for kind in "jyik"})  # type: ignore[misc]
FAMILIES["besselie"] = lambda op: lambda x: multiply(exp(-absolute(x)), of_order("i", *op.params)(x))
FAMILIES["besselke"] = lambda op: lambda x: multiply(exp(x), of_order("k", *op.params)(x))
