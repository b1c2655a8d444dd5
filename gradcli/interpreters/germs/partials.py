"""Partial derivatives from germs, or why there are none: along a line both sides are asked.

Mixed partials come from lines where the function is analytic (Griewank, Utke and Walther 2000), elsewhere from a step t
in one direction and infinitely smaller ones in others, in every order.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations, product
from math import comb, factorial, prod
from typing import Any

from flint import fmpq

from .asymptotics import coefficient
from .germ import ZERO, Fail, Germ, Hole, state
from .limits import Limit, all_equal, equal_in_print, is_nothing, joined, slopes
from .multiseries import STEPS
from .runs import Coordinate, Direction, moves
from .values import FINAL, Values, along_curve, curves, final

MOST_ORDERS = 3  # variables that are asked in every order
MOST_ENDS = 3  # coordinates of which all directions are looked at


class Germs(Values):
    """Who answers questions about one program at one point, its derivatives too."""

    def derivative(self, path: Sequence[Coordinate], output: int = 0) -> Limit:
        """The partial derivative along `path`, a coordinate per order."""
        return self.along_path([{c: 1} for c in path], output)

    def along_path(self, path: Sequence[Direction], output: int = 0) -> Limit:
        """The derivative along directions, one per order."""
        distinct: list[Direction] = []
        for d in path:
            if d not in distinct:
                distinct.append(d)
        if len(distinct) == 1:
            return self.settled(lambda: self.along(distinct[0], len(path), output), len(path))
        counts = [sum(d == e for e in path) for d in distinct]
        return self.settled(lambda: self.mixed(distinct, counts, output), len(path))

    def side(self, direction: Direction, way: int, order: int, output: int) -> Any:
        """What the value and derivatives tend to on one side: a list of at most order + 1, or the kind of a hole."""
        y = final(self.replay(moves((direction, way, 1)), output))
        if y.__class__ is Hole:
            return y.kind
        try:
            return slopes(y, order, way)
        except Fail as error:
            if error.kind == "oscillates":
                return "oscillates"
            raise

    def fills(self, output: int, near: Any = None) -> bool:
        """Whether there is a value once each step that has none, depends on one number and has a limit in it, is that.

        What is made of such a step is as continuous, and as smooth, as it is of any number. near: what f tends to along
        some curves: its value, where there is no such step and it is proven to tend to one from everywhere.
        """
        self.holes = {}
        try:
            holes = self.lone_holes()
        except Fail:  # there is no program at this point, as where nan is compared
            return False

        def ask() -> Limit:
            return Limit("exists", {k: (c, None) for k, c in holes.items() if self.has_limit(k, c)})

        found = self.settled(ask, 0) if holes else Limit("unknown")
        if found.kind == "exists" and found.doubt is None:
            self.holes = found.value
            if self.value(output).kind != "exists":
                self.holes = {}
        if not self.holes and near is not None:
            p = self.point()
            ends = [(n, e) for n, v in enumerate(p.values) for e in range(getattr(v, "size", 1))]
            whole = self.which(p.program.targets[0])
            if whole and 1 <= len(ends) <= MOST_ENDS and all(self.closes(c, output) for c in ends):
                near = near if len(ends) == 1 else self.continuous(ends, output)
                self.holes = {whole[0]: (ends, near)} if near is not None else {}
        return bool(self.holes)

    def has_limit(self, k: int, coordinates: Sequence[Coordinate]) -> bool:
        """Whether the k-th step has a limit in the coordinate that it depends on, the same from both sides."""
        try:
            left, right = (self.limit(k, coordinates[0], way) for way in (-1, 1))
        except Fail as error:
            if error.kind in FINAL:
                return False
            raise
        return float not in (left.__class__, right.__class__) and all_equal([left, right])

    def closes(self, c: Coordinate, output: int) -> bool:
        """Whether f tends to a value along a coordinate, from both sides."""

        def ask() -> Limit:
            sides = [self.side({c: 1}, way, 0, output) for way in (-1, 1)]
            return joined(sides, None, 0) if all(isinstance(s, list) for s in sides) else Limit("undefined")

        found = self.settled(ask, 0)
        return found.kind == "removable" and found.doubt is None

    def along(self, direction: Direction, order: int, output: int) -> Limit:
        """The derivative of this order along a line, from both sides."""
        here = self.here(output)
        right = self.side(direction, 1, order, output)
        if not state.decided and isinstance(right, list) and len(right) > order and here is not None:  # analytic
            return Limit("exists", right[order], base=here)
        return joined([self.side(direction, -1, order, output), right], here, order)

    def adds_up(self, coordinates: Sequence[Coordinate], output: int = 0) -> bool:
        """Whether the slopes along curves may be what the partial derivatives, which all exist, add up to."""

        def ask() -> Limit:
            slope: dict[Coordinate, Any] = {}
            for curve in reversed(curves(coordinates)):
                try:
                    y = final(self.replay(along_curve(curve), output))
                except Fail as error:
                    if error.kind != "terms":  # else something may be 0 all along it
                        raise
                    continue
                if not state.decided:  # analytic
                    break
                slope = slope or {c: self.along({c: 1}, 1, output).value for c in coordinates}
                if y.__class__ is Hole and y.kind == "form":
                    return Limit("unknown", doubt="form")
                if y.__class__ is Hole and y.kind == "outside":  # of the domain
                    continue
                found = [] if y.__class__ is Hole else slopes(y, 1, 1)
                total = sum((slope[c] * w for c, (w, power) in curve.items() if power == 1), ZERO)
                if len(found) < 2 or not equal_in_print(found[1], total):
                    return Limit("kink")
            return Limit("exists")

        found = self.settled(ask, 1)
        return found.kind in ("exists", "unknown") or found.doubt is not None

    def mixed(self, directions: list[Direction], counts: list[int], output: int) -> Limit:
        """A mixed partial: by directions where f is analytic, else in both orders."""
        here, order = self.here(output), sum(counts)
        total: Any = ZERO
        for corner in product(*[range(n + 1) for n in counts]):
            if not any(corner):
                continue
            y = final(self.replay(moves(*[(d, k, 1) for d, k in zip(directions, corner)]), output))
            if y.__class__ is Hole and y.kind == "form":
                return Limit("unknown", doubt="form")
            if not isinstance(y, Germ) or y.rough or y.v < 0 or state.decided:
                return self.in_any_order(directions, counts, output, here)
            total = total + y.at(order) * fmpq((-1) ** (order - sum(corner)) * prod(map(comb, counts, corner)))
        return Limit("exists", total, base=here)

    def in_any_order(self, directions: list[Direction], counts: list[int], output: int, here: Any) -> Limit:
        """A mixed partial asked in every order: value is that by the first one first, left that by the last one."""
        if len(directions) > MOST_ORDERS:
            return Limit("unknown", base=here, doubt="mixed")
        ways = list(permutations(zip(directions, counts)))
        found = [self.nested(way, output) for way in ways]  # the last one first, ..., the first one first
        if worse := next((f for f in found[::-1] if f.kind != "exists"), None):
            return Limit(worse.kind, worse.value, worse.left, worse.right, here, worse.doubt)
        first, last = found[-1], found[0]
        if not all_equal([f.value for f in found]):
            return Limit("order", first.value, last.value, first.value, here)
        return Limit("exists", last.value, base=here)

    def nested(self, steps: Sequence[tuple[Direction, int]], output: int) -> Limit:
        """The derivative along the last of several directions, along the one before of that, and so on.

        Each moves by a step that is smaller than all that the steps before it make, the first one by t.
        """
        (outer, order), *others = steps
        if not others:
            return self.along(outer, order, output)
        inner = self.nested(others, output)
        if inner.kind not in ("exists", "onesided", "removable"):
            kind = inner.kind if inner.kind in ("pole", "infinite", "oscillates", "unknown") else "undefined"
            return Limit(kind, base=inner.base, doubt=inner.doubt)
        sides: list[Any] = []
        for way in (-1, 1):
            seen: list[Any] = []
            for signs in product((-1, 1), repeat=len(others)):
                small = [(d, sign, h) for (d, _), sign, h in zip(others, signs, STEPS[1:])]
                y = final(self.replay(moves((outer, way, 1), *small), output))
                if y.__class__ is Hole:
                    kind = {"pole": "pole", "form": "unknown"}.get(y.kind, "undefined")
                    return Limit(kind, base=inner.base, doubt="form" if kind == "unknown" else None)
                try:
                    seen.append(picked(y, [n for _, n in others], signs))
                except Fail as error:
                    if error.kind != "undefined":
                        raise
                    return Limit("undefined", base=inner.base)
                sides.append(slopes(seen[-1][-1], order, way))
            if not all(is_nothing_of(a - b) for one in seen[1:] for a, b in zip(one[:-1], seen[0])):
                return Limit("undefined", base=inner.base)
        return joined(sides, inner.value, order)


def picked(y: Any, counts: Sequence[int], signs: Sequence[int]) -> list[Any]:
    """The derivatives by all steps, the last one last; those by fewer of them are to exist too."""
    found = [y]
    for k in reversed(range(len(counts))):
        found = [coefficient(c, n, STEPS[k + 1]) * (factorial(n) * signs[k] ** n)
                 for c in found for n in range(counts[k] + 1)]  # fmt: skip
    return found


def is_nothing_of(y: Any) -> bool:
    """Whether a number is 0 as far as it is known."""
    return all(map(is_nothing, y.s) if y.__class__ is Germ else map(is_nothing_of, y.terms.values()))
