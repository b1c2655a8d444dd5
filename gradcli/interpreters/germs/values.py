"""The value of a program at a point, or the limit that it has there, with as much precision as proves it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import product
from math import factorial, inf
from typing import Any

from flint import arb, ctx, fmpq

from . import asymptotics
from .germ import Fail, Germ, Hole, state
from .limits import Limit, all_equal, equal_in_print, real_part
from .multiseries import STEPS, tends
from .runs import Coordinate, Point, Runs, Shift, composed, far_out, shift

SPARE = 6  # coefficients that divisions by t may use up
MOST_TERMS = 60
MOST_BITS = 6_000  # beyond what the digits asked for take, where a sign is undecided
FAR_BITS = 50_000  # where only digits are missing
TINY = 420  # digits after the point below which a number is 0 for every float
FINAL = ("outside", "pole", "undefined", "oscillates", "form")
CURVES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))  # x^2*y/(x^4 + y^2) has another limit on each
CELLS = 64  # of directions that are looked at, to prove a limit


def final(y: Any) -> Any:
    """y, unless it is a hole that more digits or terms may fill. Fail: it is one."""
    if y.__class__ is Hole and y.kind not in FINAL:
        raise Fail(y.kind)
    return y


def curves(coordinates: Sequence[Coordinate]) -> list[dict[Coordinate, tuple[int, int]]]:
    """Ways to a point, weight and power of t of each coordinate: along the axes, and between them."""
    found = [{c: (way, 1)} for c in coordinates for way in (1, -1)]
    if len(coordinates) > 1:
        found += [
            {c: (ways[k % 2], powers[k % 2]) for k, c in enumerate(coordinates)}
            for powers in CURVES for ways in product((1, -1), repeat=2)
        ]  # fmt: skip
        found += [{c: (way * (1 + k % 5 + k * k % 3), 1) for k, c in enumerate(coordinates)} for way in (1, -1)]
    return found


def along_curve(curve: dict[Coordinate, tuple[int, int]]) -> Shift:
    """How coordinates move along a curve."""
    return Shift({c: shift(w, p) for c, (w, p) in curve.items()}, str(curve))


class Values(Runs):
    """Who answers questions about the values of one program near one point.

    make: the point, anew in each precision; digits: significant digits that are to be proven.
    """

    def __init__(self, make: Callable[[], Point], digits: int, deadline: float = inf) -> None:
        super().__init__(make, int(digits * 3.33) + 40)
        self.digits, self.deadline = digits, deadline
        self.fine = 2 * int((TINY + digits) * 1.67 + 40)  # bits that tell what is below every digit

    def settled(self, ask: Callable[[], Limit], order: int) -> Limit:
        """What `ask` finds, with rising precision and more terms, until nothing is undecided."""
        before, most = (ctx.prec, ctx.cap), self.bits + MOST_BITS
        bits, terms = self.bits, order + 1 + SPARE
        state.small = arb(10) ** -(TINY + self.digits)
        try:
            while True:
                ctx.prec, ctx.cap = bits, terms
                state.decided, state.doubts, state.assume = False, [], None
                if time.process_time() > self.deadline:
                    return Limit("unknown", doubt="time")
                if bits >= most or terms >= MOST_TERMS:
                    return self.assuming(ask)
                try:
                    found = ask()
                    if all(map(self.enough, found.numbers())):
                        found.decided = state.decided
                        return found
                    most = self.bits + FAR_BITS
                except Fail as error:
                    most = self.bits + (FAR_BITS if error.kind == "close" else MOST_BITS)
                    if error.kind == "terms":
                        terms = min(2 * terms, MOST_TERMS)
                        continue
                    if error.kind == "close":
                        bits = max(bits, self.fine // 2)
                bits = min(2 * bits, most)
        finally:
            ctx.prec, ctx.cap = before
            state.assume = None

    def assuming(self, ask: Callable[[], Limit]) -> Limit:
        """The last try: what no digits decide is taken for 0, for more, and for less; where all agree, it is proven."""
        found: list[Limit] = []
        ctx.prec = max(ctx.prec, self.fine)
        for state.assume in (0, 1, -1):
            state.decided, state.doubts = False, []
            try:
                found.append(ask())
            except Fail as error:
                found.append(Limit("unknown", doubt=error.kind))
            if not state.doubts:
                return found[0] if self.known(found[0]) else Limit("unknown")
        first = found[0]
        if not all(map(self.known, found)):
            return Limit("unknown")
        if first.kind != "unknown":
            try:
                same_too = [f.kind == first.kind == "exists" and equal_in_print(f.value, first.value) for f in found]
            except Fail:
                return Limit("unknown")
            if first.kind == "exists" and any(f.kind == "exists" and not s for f, s in zip(found, same_too)):
                return Limit("unknown")  # the number hangs on what nobody knows
            first.doubt = None if all(same_too) else "assumed"
        return first

    def known(self, found: Limit) -> bool:
        """Whether all that is printed of a finding has the digits asked for."""
        return all(map(self.enough, (found.value, found.left, found.right)))

    def enough(self, c: Any) -> bool:
        """Whether a number has the digits asked for, or is below every float."""
        if not isinstance(c, arb):
            return True
        if c.is_finite() and c.rel_accuracy_bits() >= self.digits * 3.33 + 3:
            return True
        return bool(c.contains(0) and abs(c) < arb(10) ** -(TINY + self.digits))

    # values

    def value(self, output: int = 0) -> Limit:
        """f at the point, as a Limit of kind exists, or of the hole's."""
        return self.settled(lambda: self.base(output), 0)

    def base(self, output: int) -> Limit:
        """The same in the precision in force."""
        y = final(self.replay(Shift(), output))
        if y.__class__ is float:
            return Limit("infinite" if y == y else "undefined", y)
        if y.__class__ is not Hole:
            return Limit("exists", real_part(y.at(0) if hasattr(y, "at") else y))  # a number is of a constant
        if y.kind == "form":
            return Limit("unknown", doubt="form")
        return Limit(y.kind, inf * y.sign if y.kind == "pole" and y.sign else None)

    def here(self, output: int) -> Any:
        """The value at the point, None where there is none."""
        base = self.base(output)
        state.decided = False
        return base.value if base.kind == "exists" else None

    def continuous(self, coordinates: Sequence[Coordinate], output: int = 0) -> Any:
        """The value that f, which has none here, tends to from everywhere, or None where that is not proven.

        Along (1, m) t, and the like of each other coordinate, f is a series in t whose coefficients are analytic in m.
        A ball of slopes m for which all steps are analytic is compact, so the limit is uniform there if it is a
        constant; such balls, divided where they are too wide, are to cover all directions (a blow-up of the point).
        """
        cells = [
            (n, way, tuple((arb(0), arb(1)) for _ in coordinates[1:]))
            for n in range(len(coordinates)) for way in (1, -1)
        ]  # fmt: skip
        found: list[Any] = []
        before = ctx.prec, ctx.cap
        try:
            ctx.prec, ctx.cap = self.bits, SPARE + 2
            state.assume = None
            for count, (n, way, box) in enumerate(cells):  # grows while it is walked
                if count > CELLS:
                    return None
                slopes = [arb(middle, half) for middle, half in box]
                weights = [*slopes[:n], fmpq(way), *slopes[n:]]
                y = self.replay(Shift({c: shift(w) for c, w in zip(coordinates, weights)}, None), output)
                if isinstance(y, Germ) and not y.rough:
                    try:
                        c = tends(y)
                    except Fail:
                        c = None
                    if c.__class__ is fmpq or (c.__class__ is arb and c.is_exact()):
                        found.append(c)
                        continue
                    if c is not None and box[0][1] < 0.2 and found and not arb(c).overlaps(arb(found[0])):
                        return None
                half = box[0][1] / 2
                cells += [(n, way, tuple(zip([m + s * half for (m, _), s in zip(box, signs)], [half] * len(box))))
                          for signs in product((1, -1), repeat=len(box))]  # fmt: skip
        finally:
            ctx.prec, ctx.cap = before
        return found[0] if all_equal(found) else None

    def approach(self, coordinates: Sequence[Coordinate], output: int = 0) -> Any:
        """The value that f tends to along every curve on which it is real, or None."""

        def ask() -> Limit:
            found = []
            for curve in curves(coordinates):
                y = final(self.replay(along_curve(curve), output))
                if y.__class__ is Hole:
                    continue
                try:
                    found.append(tends(y))
                except Fail as error:
                    if error.kind == "oscillates":
                        return Limit("undefined")
                    raise
            if not found or not all_equal(found) or found[0].__class__ is float:
                return Limit("undefined")
            return Limit("exists", found[0])

        result = self.settled(ask, 0)
        return result.value if result.doubt is None else None

    def far(self, path: Sequence[Coordinate], infinite: dict[Coordinate, int], output: int = 0) -> Limit:
        """The limit of a derivative as coordinates go to the infinities: x = 1/t."""

        def ask() -> Limit:
            steps = dict(zip(dict.fromkeys(path), STEPS[1:]))
            ends = Shift({c: far_out(way) for c, way in infinite.items()}, None)
            ends.update((c, composed(ends.get(c), shift(1, h))) for c, h in steps.items())
            y = final(self.replay(ends, output))
            if y.__class__ is Hole or (steps and y.__class__ is float):  # no number, or an infinite one, has no slope
                return Limit("undefined")
            try:
                for c, h in steps.items():
                    y = asymptotics.coefficient(y, path.count(c), h) * factorial(path.count(c))
            except Fail as error:
                if error.kind != "undefined":
                    raise
                return Limit("undefined")
            value = tends(y)
            return Limit("infinite" if value.__class__ is float else "exists", value)

        return self.settled(ask, len(path))
