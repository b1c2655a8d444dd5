"""What is read off germs: the derivatives on one side of a point, and one verdict from all sides."""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial, inf
from typing import Any

from flint import acb, arb, fmpq

from .asymptotics import derivative, limit
from .germ import ONE, Fail, Germ, is_null, state, still
from .multiseries import tends


@dataclass(slots=True)
class Limit:
    """What was found: exists, kink, onesided, jump, infinite, pole, removable, undefined, oscillates, order, unknown.

    value: the derivative as a ball, or an infinity; left, right: the one-sided ones where they differ, by gap; base: f
    there.
    doubt: why it is not proven, None if it is: time, form (an op that germs have none of), assumed (what no digits
    decide was taken for 0), mixed. decided: something is exactly 0 there, and decides a branch or makes a shift.
    """

    kind: str
    value: Any = None
    left: Any = None
    right: Any = None
    base: Any = None
    gap: Any = None
    doubt: str | None = None
    decided: bool = False

    @property
    def proven(self) -> bool:
        """Whether it is for certain."""
        return self.doubt is None and self.kind != "unknown"

    def numbers(self) -> list[Any]:
        """All numbers that were found."""
        return [self.value, self.left, self.right, self.base, self.gap]


def real_part(c: Any) -> Any:
    """A coefficient that is to be real."""
    return c.real if c.__class__ is acb else c


def slopes(y: Any, order: int, way: int) -> list[Any]:
    """The limits of y, y', y'', ... up to the first that is infinite, with respect to way * t."""
    if isinstance(y, Germ) and not y.rough:
        value = tends(y)
        if value.__class__ is float:
            return [value]
        return [real_part(value), *(real_part(y.at(k)) * (factorial(k) * way**k) for k in range(1, order + 1))]
    found = [tends(y)]
    for n in range(1, order + 1):
        if found[-1].__class__ is float:
            break
        found.append(tends(limit(y)[1] * Germ(still(ONE).moving(), -1)) * way**n)
        y = derivative(y) if n < order else y
    return found


def difference(a: Any, b: Any) -> Any:
    """b - a, None where one of them is missing or infinite."""
    return None if {a.__class__, b.__class__} & {float, type(None)} else b - a


def equal_in_print(a: Any, b: Any) -> bool:
    """Whether two numbers are equal, as far as any digit that is printed tells. Fail: not known as yet."""
    gap = difference(a, b)
    return bool(a.__class__ is b.__class__ and a == b) if gap is None else is_nothing(gap, a)


def is_nothing(c: Any, beside: Any = 0) -> bool:
    """Whether a number is 0 in every digit that is printed, or beside one beyond any float. Fail: not known as yet."""
    if is_null(c) or c.__class__ is fmpq or not c.contains(0):
        return is_null(c)
    if not abs(c) < state.small * (1 + abs(beside) / arb(10) ** 310):
        raise Fail("close")
    return True


def all_equal(values: list[Any]) -> bool:
    """Whether all are the same."""
    return all(equal_in_print(v, values[0]) for v in values)


def joined(sides: list[Any], here: Any, order: int) -> Limit:
    """One verdict from what is seen on every side: lists of limits, or the kinds of holes."""
    real = [s for s in sides if isinstance(s, list)]
    kinds = {s for s in sides if isinstance(s, str)}
    if "form" in kinds:
        return Limit("unknown", base=here, doubt="form")
    if "oscillates" in kinds:
        return Limit("oscillates", base=here)
    if "pole" in kinds and real and here is not None:  # as 0^y is 1 at 0, and infinite on its left
        left, right = (inf if s == "pole" else s[0] if isinstance(s, list) else None for s in (sides[0], sides[-1]))
        return Limit("jump", None, left, right, here)
    if not real or kinds & {"pole", "undefined"}:
        return Limit("pole" if "pole" in kinds else "undefined", base=here)
    ends = sides[0] if isinstance(sides[0], list) else real[-1], sides[-1] if isinstance(sides[-1], list) else real[0]
    firsts = [s[0] for s in real]
    if here is None and any(v.__class__ is float for v in firsts):
        return Limit("pole")
    if not all_equal(firsts if here is None else [here, *firsts]):
        return Limit("jump", None, ends[0][0], ends[1][0], here, difference(ends[0][0], ends[1][0]))
    for m in range(1, order + 1):
        known = [s[m] for s in real if len(s) > m]
        left, right = (s[m] if len(s) > m else None for s in ends)
        if any(v.__class__ is float for v in known):
            return Limit("infinite", known[0] if all_equal(known) else None, left, right, here)
        if not all_equal(known):
            if equal_in_print(left, right):  # a crease along the other diagonal
                *_, right = middle = sorted(known, key=lambda v: float(arb(v).mid()))
                left = middle[0]
            return Limit("kink" if m == order else "jump", None, left, right, here, difference(left, right))
    kind = "removable" if here is None else "onesided" if kinds else "exists"
    return Limit(kind, narrowest([s[order] for s in real]), base=here)


def narrowest(values: list[Any]) -> Any:
    """Of enclosures of one number the best."""
    exact = [v for v in values if v.__class__ is fmpq]
    return exact[0] if exact else min(values, key=lambda v: float(v.rad()))
