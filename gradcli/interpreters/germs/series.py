"""The one engine of functions on germs: FLINT's own series, or Taylor's coefficients at a ball, composed with the rest.

A function is what it is next to a point c: a series in u = x - c, whose first terms FLINT has by name, or as values
of the function and its kin, or by the recurrence of a differential equation. At a pole it is a Laurent series.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flint import arb, arb_series, ctx

from . import asymptotics
from .arithmetic import away, compare, multiply, proper, settled, substituted
from .germ import Fail, Germ, Hole, balls, still, variable
from .powers import evaluated, polar, power

Form = Callable[[Any], Any]
Taylor = Callable[[Any, int], list[Any]]


def smooth(f: Form) -> Form:
    """f of a germ, analytic wherever it has a value; with it of what tends to such a point in any other way."""

    def form(x: Any) -> Any:
        return f(x) if x.__class__ is Germ else asymptotics.analytic(form, x)

    return form


def native(method: str) -> Form:
    """A function whose series FLINT knows by name."""
    return smooth(lambda x: x.like(evaluated(method, proper(x))))


def expanded(near: Callable[[Any, int], Any]) -> Form:
    """The function that is near(c, n) next to c: a germ of n terms at least in u = x - c, or a hole."""

    def f(x: Germ) -> Any:
        s = proper(x)
        y = near(s[0], s.prec)
        if y.__class__ is Hole:
            return y
        if x.still:
            return x.like(balls(settled(y).s))
        u = away(balls(s))
        body = x.like(substituted(balls(y.s), u))
        return body if y.v == 0 else multiply(body, power(Germ(u), still(y.v)))

    return smooth(f)


def composed(taylor: Taylor) -> Form:
    """The function whose coefficients at a ball c taylor(c, n) lists."""
    return expanded(lambda c, n: Germ(arb_series(taylor(arb(c), n), prec=n)))


def next_to(f: Form, c: Any, count: int) -> Any:
    """f(c + t), in so many terms."""
    cap, ctx.cap = ctx.cap, count
    try:
        return f(variable(still(c)))
    finally:
        ctx.cap = cap


def nth(f: Form, n: int) -> Form:
    """The n-th derivative of f."""

    def near(c: Any, count: int) -> Any:
        y = next_to(f, c, count + n + 2)
        if y.__class__ is not Germ:
            raise Fail(y.kind if y.__class__ is Hole else "form")
        for _ in range(n):
            y = asymptotics.derivative(settled(y))
        return Germ(y.s.__class__([y.at(k) for k in range(count)], prec=count))

    return expanded(near) if n else f


def inverse_of(method: str, value: str) -> Form:
    """The inverse of FLINT's function `method`: its value by FLINT, its series by reversion."""

    def taylor(c: Any, count: int) -> list[Any]:
        y = getattr(c, value)()
        if count == 1 or not y.is_finite():
            return [y] * count
        back = away(getattr(arb_series([y, 1], prec=count), method)()).reversion()
        return [y, *[back[k] for k in range(1, count)]]

    return composed(taylor)


def inside(f: Form, low: Any = None, high: Any = None) -> Form:
    """f, but outside of its domain no value."""

    def form(x: Any) -> Any:
        if (low is not None and compare(x, low) < 0) or (high is not None and compare(x, high) > 0):
            raise Fail("outside")
        return f(x)

    return form


def ending(f: Form, low: Any, high: Any) -> Form:
    """f with its limits at the infinities, which it approaches faster than any power of t; None: there is none."""

    def form(x: Any) -> Any:
        if x.__class__ is not float and not polar(x):
            return f(x)
        limit = high if compare(x, 0) > 0 else low
        if limit is None:
            raise Fail("form")
        y = still(limit)
        return y if x.__class__ is float else Germ(y.moving())

    return form


def remembered(y: Any, name: str, x: Any) -> Any:
    """y, which is by construction the function `name` of x."""
    if not getattr(y, "known", name):
        y.known = (name, x)
    return y
