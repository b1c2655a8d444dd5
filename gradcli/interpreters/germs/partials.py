"""Partial derivatives from germs, or why there are none: along a line both sides are asked.

Mixed partials come from lines where the function is analytic (Griewank, Utke and Walther 2000), elsewhere from steps t
in one direction and far smaller ones in another, in both orders.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import comb, prod
from typing import Any

from flint import ctx, fmpq

from .germ import ZERO, Fail, Germ, Hole, state, still, variable
from .limits import Limit, is_nothing, joined, same, slopes
from .runs import Coordinate, Direction, Shift, moves
from .values import Values, along_curve, curves, final


class Germs(Values):
    """Who answers questions about one program at one point, its derivatives too.

    by_rules: (source, order) and how the point moves -> the derivative as a germ by our rules, which mixed partials at
    kinks are compared with; without it they are differences alone.
    """

    by_rules: Callable[[Coordinate, int, Shift], Any] | None = None

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

    def closes(self, c: Coordinate, output: int = 0) -> bool:
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
                found = [] if y.__class__ is Hole else slopes(y, 1, 1)
                total = sum((slope[c] * w for c, (w, power) in curve.items() if power == 1), ZERO)
                if len(found) < 2 or not same(found[1], total):
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
                return self.in_both_orders(directions, counts, output, here)
            total = total + y.at(order) * fmpq((-1) ** (order - sum(corner)) * prod(map(comb, counts, corner)))
        return Limit("exists", total, base=here)

    def in_both_orders(self, directions: list[Direction], counts: list[int], output: int, here: Any) -> Limit:
        """A mixed partial of two variables, asked in both orders: value is that by the first one first."""
        if len(directions) > 2:
            return Limit("unknown", base=here, doubt="mixed")
        (p, q), (m, n) = directions, counts
        a, b = self.nested(p, m, q, n, output), self.nested(q, n, p, m, output)
        if a.kind == b.kind == "exists" and not same(a.value, b.value):
            return Limit("order", b.value, a.value, b.value, here)
        worse = next((f for f in (b, a) if f.kind != "exists"), a)
        return Limit(worse.kind, worse.value, worse.left, worse.right, here, worse.doubt)

    def nested(self, last: Direction, m: int, first: Direction, j: int, output: int) -> Limit:
        """The m-th derivative along `last` of the j-th along `first`: by differences, the same for ever smaller steps.

        That their steps are small enough is sure where our rules, which know no steps, say the same.
        """
        inner = self.along(first, j, output)
        if inner.kind not in ("exists", "onesided", "removable"):
            kind = inner.kind if inner.kind in ("pole", "infinite", "oscillates", "unknown") else "undefined"
            return Limit(kind, base=inner.base, doubt=inner.doubt)
        before: Limit | None = None
        for scale in (m + 4, 3 * m + 13, 9 * m + 40):
            found = self.differences(last, m, first, j, scale, inner.value, output)
            if before is not None and before.kind == found.kind and alike_limits(before, found):
                if found.kind != "exists" or self.agrees(found, last, m, first, j, inner.value):
                    return found
            before = found
        return Limit("unknown", base=inner.base, doubt="mixed")

    def agrees(self, found: Limit, last: Direction, m: int, first: Direction, j: int, inner: Any) -> bool:
        """Whether the rules give the same, or are not to be asked."""
        if self.by_rules is None:
            return True
        ((c, _),) = first.items()
        sides = []
        for way in (-1, 1):
            y = self.by_rules(c, j, moves((last, way, 1)))
            if y is None:
                return False
            sides.append(slopes(y, m, way))
        told = joined(sides, inner, m)
        return told.kind == "exists" and same(told.value, found.value)

    def differences(
        self, last: Direction, m: int, first: Direction, j: int, scale: int, inner: Any, output: int
    ) -> Limit:
        """The same by a difference of steps t**scale along `first`, a derivative next to the point."""
        ctx.cap, cap, sides = max(ctx.cap, (j + 1) * scale + m + 2), ctx.cap, []
        try:
            for way, small in product((-1, 1), repeat=2):
                total: Any = still(ZERO)
                for k in range(j + 1):
                    y = final(self.replay(moves((last, way, 1), (first, small * k, scale)), output))
                    if y.__class__ is Hole:
                        return Limit("pole" if y.kind == "pole" else "undefined")
                    total = total + y * still(fmpq((-1) ** (j - k) * comb(j, k)))
                if isinstance(total, Germ):  # what cancels is 0
                    total.s = total.s.__class__([ZERO if is_nothing(c) else c for c in total.s], prec=total.s.prec)
                g = total / Germ(variable(still(ZERO), small**j, j * scale).s)
                if g.__class__ is Hole:
                    raise Fail(g.kind)
                sides.append(slopes(g, m, way))
        finally:
            ctx.cap = cap
        return joined(sides, inner, m)


def alike_limits(a: Limit, b: Limit) -> bool:
    """Whether two verdicts hold the same numbers."""
    return all((v is None and w is None) or (v is not None and w is not None and same(v, w))
               for v, w in zip(a.numbers(), b.numbers()))  # fmt: skip
