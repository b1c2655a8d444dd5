"""Proven digits: a recorded program run on one-sided germs (see `germ`), for awkward points, many digits, the check.

x0 + t and x0 - t give the one-sided derivatives to any order. Where they agree the derivative exists, where they do not
it is a kink, where the values do not it is a jump; no germ on one side is the edge of a domain. No rule is used.
"""

from __future__ import annotations

from math import inf, nan
from typing import Any

from flint import arb, ctx

from .forms import apply, form_of
from .germ import Fail, Germ, Hole, Number, elements, lift, state
from .limits import Limit, slopes
from .partials import Germs
from .runs import Coordinate, Direction, Lifter, Point
from .values import MOST_BITS

__all__ = ["Coordinate", "Direction", "Fail", "Germ", "Germs", "Lifter", "Limit", "Number", "Point", "apply",
           "elements", "form_of", "nearest", "rounded", "slopes"]  # fmt: skip


def rounded(value: Any) -> Any:
    """A value made of germs in floats, anything else as it is."""
    if value.__class__ is tuple:
        return tuple(map(rounded, value))
    if isinstance(value, Number):
        return float(value)
    return value.astype(float) if getattr(value, "dtype", None) == object else value


def nearest(op: Any, *args: float) -> float | None:
    """The float nearest to an op of floats: nan outside its domain, an infinity at a pole that has a sign.

    None where germs have no form of the op, or no digits of it.
    """
    before, state.assume = (ctx.prec, ctx.cap), None
    try:
        for ctx.prec in (80, 200, 600, 2400, MOST_BITS):
            y = apply(op, *map(lift, args))
            if y.__class__ is Hole and y.kind == "form":
                return None
            if y.__class__ is Hole and y.kind != "undecided":
                return inf * y.sign if y.sign else nan
            if isinstance(y, Germ):
                c = arb(y.at(0))
                found = float(c.mid())
                if c.is_zero() or (c.is_finite() and float(c.lower()) == float(c.upper())):
                    return found
        if isinstance(y, Germ):
            return found if c.rel_accuracy_bits() > 60 else None  # a tie of two floats, or nothing
        return nan
    finally:
        ctx.prec, ctx.cap = before
