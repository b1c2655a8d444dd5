"""Proven digits: a recorded program run on one-sided germs (see `germ`), for awkward points, many digits, the check.

x0 + t and x0 - t give the one-sided derivatives to any order. Where they agree the derivative exists, where they do not
it is a kink, where the values do not it is a jump; no germ on one side is the edge of a domain. No rule is used.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import product
from math import comb, factorial, inf, nan
from typing import TYPE_CHECKING, Any

from flint import arb, ctx, fmpq

from ...core.forms import numpy
from ...core.program import moving, replay
from ...core.trace import split
from ...errors import BREAKS, GradcliError
from . import logarithmic
from . import named_integrals as _registered  # noqa: F401 (its functions are found by name)
from .germ import FINDERS, ZERO, Fail, Germ, Hole, Number, guarded, lift, state, still, variable
from .special import form_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...core.program import Program
    from ...core.trace import Step

SPARE = 6  # coefficients that divisions by t may use up
MOST_TERMS = 60
MOST_BITS = 6_000  # beyond what the digits asked for take
TINY = 420  # digits after the point below which a number is 0 for every float
Coordinate = tuple[int, int]  # source, element in its flat order
Direction = dict[Coordinate, Any]  # the weight of each
KEPT = 16  # runs that are kept for the other elements of a target
__all__ = ["Germs", "Lifter", "Limit", "Number", "Point", "apply", "slopes"]
FINAL = ("outside", "pole", "undefined", "oscillates", "form")


@dataclass(slots=True)
class Point:
    """A program, and the values of its sources, floats or germs in the precision in force.

    constant: the target, where no step makes it. seeds: (place, weight) of targets whose weighted sum is asked for,
    instead of the elements of the first target.
    """

    program: Program
    values: Sequence[Any]
    constant: Any = 0.0
    seeds: Sequence[tuple[int, Any]] | None = None


@dataclass(slots=True)
class Limit:
    """What was found: exists, kink, onesided, jump, infinite, pole, removable, undefined, oscillates, order, unknown.

    value: the derivative as a ball, or an infinity; left, right: the one-sided ones where they differ; base: f there.
    doubt: why it is not proven, None if it is: time, form (an op that germs have none of), assumed (what no digits
    decide was taken for 0), mixed. decided: something is exactly 0 there, and decides a branch or makes a shift.
    """

    kind: str
    value: Any = None
    left: Any = None
    right: Any = None
    base: Any = None
    doubt: str | None = None
    decided: bool = False


def array_form(op: Any) -> Any:
    """What an op is on arrays of germs; with it comes NumPy, which numbers alone do not need."""
    from .matrices import array_form

    return array_form(op)


FINDERS["array"] = array_form


def apply(op: Any, *args: Any) -> Any:
    """The meaning of a step: a germ, an array of germs, a truth, or a hole."""
    if op.elementwise:
        f = form_of(op) or op.overrides.get("python")  # which is the identity of what stops or replaces gradients
        if f is None:
            return Hole("form")
        if any(getattr(a, "shape", ()) for a in args):
            return numpy().frompyfunc(lambda *xs: attempted(f, *xs), len(args), 1)(*args)
        return attempted(f, *args)
    for a in args:
        if a.__class__ is Hole:
            return a
    try:
        form = FINDERS["array"](op)
        return form(*args) if form is not None else op.evaluate(*args)
    except Fail as error:
        return Hole(error.kind, error.sign)
    except GradcliError:
        return Hole("outside")
    except BREAKS:
        return Hole("form")


def attempted(f: Any, *args: Any) -> Any:
    """f(*args), or the hole that it fails in, the form of another class of numbers too."""
    try:
        return guarded(f, *args)
    except BREAKS:
        return Hole("form")


class Lifter:
    """Recorded values as germs, each array once."""

    def __init__(self) -> None:
        self.known: dict[int, Any] = {}

    def __call__(self, value: Any) -> Any:
        if value.__class__ is tuple:
            return tuple(map(self, value))
        if getattr(value, "shape", ()):
            if value.dtype.kind not in "fcO":
                return value
            if id(value) not in self.known:
                from .matrices import lifted

                self.known[id(value)] = value, lifted(value)
            return self.known[id(value)][1]
        return value if value.__class__ is bool else lift(value)


class Germs:
    """Who answers questions about one program at one point.

    make: the point, anew in each precision; digits: significant digits that are to be proven.
    """

    def __init__(self, make: Callable[[], Point], digits: int, deadline: float = inf) -> None:
        self.make, self.digits, self.deadline = make, digits, deadline
        self.points: dict[int, Point] = {}
        self.lift = Lifter()
        self.flipped = False  # whether a recorded branch was taken otherwise, next to the point
        self.memo: dict[Any, tuple[dict[int, Any], bool]] = {}
        self.bits = int(digits * 3.33) + 40

    def size(self) -> int:
        """How many elements the target has."""
        p = self.point()
        recorded = next((s[2] for s in reversed(p.program.steps) if s[0] == p.program.targets[0]), None)
        if recorded is None:
            recorded = dict(zip(p.program.sources, p.values)).get(p.program.targets[0], p.constant)
        return int(getattr(recorded, "size", 1))

    def without_form(self) -> str:
        """The name of the first op that germs do not know, or do not run here."""
        env = self.run(Shift())
        for step in self.point().program.until():
            y: Any = env.get(step[0])
            if any(v.__class__ is Hole and v.kind == "form" for v in (y.flat if getattr(y, "shape", ()) else [y])):
                return str(step[1].name)
        return "the program"

    def point(self) -> Point:
        """The point in the precision in force."""
        if ctx.prec not in self.points:
            self.points[ctx.prec] = self.make()
        return self.points[ctx.prec]

    def replay(self, moves: Moves, output: int) -> Any:
        """The target, or one of its elements, with each coordinate x replaced by moves[coordinate](x)."""
        env, p = self.run(moves), self.point()
        if p.seeds is not None:
            return self.weighted(env, p.seeds)
        y = env.get(p.program.targets[0], p.constant)
        if getattr(y, "shape", ()):
            return lift(y.flat[output]) if y.size else still(ZERO)
        return lift(y)

    def weighted(self, env: dict[int, Any], seeds: Sequence[tuple[int, Any]]) -> Any:
        """The sum of targets times their weights."""
        total: Any = still(ZERO)
        for place, weight in seeds:
            if place in env:
                y = self.lift(weight) * env[place]
                total = total + (y.sum() if getattr(y, "shape", ()) else y)
        return total

    def run(self, moves: Moves) -> dict[int, Any]:
        """{place: value} of the same. A source that was read keeps what was read, and moves as the source does."""
        key = (ctx.prec, ctx.cap, state.assume, moves.key)
        if moves.key is not None and key in self.memo:
            env, decided = self.memo[key]
            state.decided = state.decided or decided
            return env
        before, state.decided = state.decided, False
        env = self.ran(moves)
        if moves.key is not None:
            self.memo = {**(self.memo if len(self.memo) < KEPT else {}), key: (env, state.decided)}
        state.decided = state.decided or before
        return env

    def ran(self, moves: Moves) -> dict[int, Any]:
        """The run itself."""
        p, mine = self.point(), dict[int, dict[int, Any]]()
        for (n, element), f in moves.items():
            mine.setdefault(p.program.sources[n], {})[element] = f

        def move(place: int, value: Any) -> Any:
            return changed(value, mine.get(place, {}))

        def step_on(step: Step, args: list[Any]) -> Any:
            y = apply(step[1], *args)
            if step[1].name == "guard":
                self.flipped = self.flipped or told_otherwise(y, step[2])
            return y

        env = {place: move(place, self.lift(value)) for place, value in zip(p.program.sources, p.values)}
        return replay(p.program.until(), env, moving(step_on, set(env), move, self.lift), self.lift)

    def settled(self, ask: Callable[[], Limit], order: int) -> Limit:
        """What `ask` finds, with rising precision and more terms, until nothing is undecided."""
        bits, terms = self.bits, order + 1 + SPARE
        before = ctx.prec, ctx.cap
        most = self.bits + MOST_BITS
        found = Limit("unknown")
        try:
            while True:
                ctx.prec, ctx.cap = bits, terms
                state.decided, state.doubts = False, []
                state.assume = None
                if time.process_time() > self.deadline:
                    return Limit("unknown", doubt="time")
                if bits >= most or terms >= MOST_TERMS:
                    return self.assuming(ask)
                try:
                    found = ask()
                except Fail as error:
                    if error.kind == "terms":
                        terms = min(2 * terms, MOST_TERMS)
                    else:
                        bits = min(2 * bits, most)
                    continue
                if self.precise(found):
                    found.decided = state.decided
                    return found
                bits = min(2 * bits, most)
        finally:
            ctx.prec, ctx.cap = before
            state.assume = None

    def assuming(self, ask: Callable[[], Limit]) -> Limit:
        """The last try: what no digits decide is taken for 0, for more, and for less; where all agree, it is proven."""
        found: list[Limit] = []
        for state.assume in (0, 1, -1):
            state.decided, state.doubts = False, []
            try:
                found.append(ask())
            except Fail as error:
                found.append(Limit("unknown", doubt=error.kind))
            if not state.doubts:
                return found[0]
        first = found[0]
        if first.kind == "unknown":
            return first
        alike = all(f.kind == first.kind == "exists" and same(f.value, first.value) for f in found)
        first.doubt = None if alike and self.precise(first) else "assumed"
        return first

    def precise(self, found: Limit) -> bool:
        """Whether every number found has the digits asked for, or is below every float."""
        return all(self.enough(v) for v in (found.value, found.left, found.right, found.base))

    def enough(self, c: Any) -> bool:
        """The same of one number."""
        if c is None or c.__class__ is float or c.__class__ is fmpq or not isinstance(c, arb):
            return True
        if not c.is_finite():
            return False
        if c.rel_accuracy_bits() >= self.digits * 3.33 + 3:
            return True
        return bool(c.contains(0) and abs(c) < arb(10) ** -(TINY + self.digits))

    # values

    def value(self, output: int = 0) -> Any:
        """f at the point: a rational, a ball, or a Hole; and what was assumed."""
        return self.settled(lambda: self.base(output), 0)

    def base(self, output: int) -> Limit:
        """The value, as a Limit of kind exists, or of the hole's."""
        y = self.replay(Shift(), output)
        if y.__class__ is float:
            return Limit("infinite" if y == y else "undefined", y)
        if y.__class__ is Hole:
            if y.kind not in FINAL:
                raise Fail(y.kind)
            if y.kind == "form":
                return Limit("unknown", doubt="form")
            return Limit(y.kind, inf * y.sign if y.kind == "pole" and y.sign else None)
        return Limit("exists", real_part(y.at(0)))

    def analytic_point(self) -> Point | None:
        """The point, if f is analytic there for certain: nothing is decided by an exact 0, and all has a value."""
        state.decided, state.assume, p = False, None, self.point()
        env = self.run(Shift())
        y = env.get(p.program.targets[0], p.constant)
        for v in y.flat if getattr(y, "shape", ()) else [lift(y)]:
            if v.__class__ is Hole and v.kind == "undecided":
                raise Fail("undecided")
            if not isinstance(v, Germ):
                return None
        return None if state.decided else p

    def culprit(self, output: int = 0) -> tuple[int, int] | None:
        """(which step has no value though its inputs have, how many steps there are)."""
        before, ctx.prec = ctx.prec, self.bits
        try:
            state.assume = None
            p = self.point()
            env = self.run(Shift())
        finally:
            ctx.prec = before
        steps = p.program.until()
        made = {step[0]: k for k, step in enumerate(steps)}
        place = p.program.targets[0]
        if place not in made or not has_hole(env.get(place)):
            return None
        while True:
            below = [i for i in split(steps[made[place]])[0] if i in made and has_hole(env.get(i))]
            if not below:
                return made[place], len(steps)
            place = below[0]

    def first_decision(self) -> tuple[int, int] | None:
        """(the first step that is decided by an exact 0, how many steps there are)."""
        before, ctx.prec, state.assume = ctx.prec, self.bits, None
        try:
            p, env = self.point(), dict(zip(self.point().program.sources, map(self.lift, self.point().values)))
            steps = p.program.until()
            for k, step in enumerate(steps):
                state.decided = False
                y = apply(step[1], *[env[i] if i in env else self.lift(a) for i, a in zip(*split(step))])
                env.setdefault(step[0], y)
                if state.decided:
                    return k, len(steps)
        finally:
            ctx.prec = before
        return None

    # derivatives

    def derivative(self, path: Sequence[Coordinate], output: int = 0) -> Limit:
        """The partial derivative along `path`, a coordinate per order."""
        return self.along_path([{c: 1} for c in path], output)

    def along_path(self, path: Sequence[Direction], output: int = 0) -> Limit:
        """The derivative along directions, one per order."""
        distinct: list[Direction] = []
        for d in path:
            if d not in distinct:
                distinct.append(d)
        counts = [sum(d == e for e in path) for d in distinct]
        if len(distinct) == 1:
            return self.settled(lambda: self.along(distinct[0], len(path), output), len(path))
        return self.settled(lambda: self.mixed(distinct, counts, output), len(path))

    def side(self, direction: Direction, way: int, order: int, output: int) -> Any:
        """What the value and derivatives tend to on one side: a list of at most order + 1, or the kind of a hole."""
        y = self.replay(moves((direction, way, 1)), output)
        if y.__class__ is Hole:
            if y.kind not in FINAL:
                raise Fail(y.kind)
            return y.kind
        try:
            return slopes(y, order, way)
        except Fail as error:
            if error.kind == "oscillates":
                return "oscillates"
            raise

    def along(self, direction: Direction, order: int, output: int) -> Limit:
        """The derivative of this order along a line, from both sides."""
        base = self.base(output)
        here = base.value if base.kind == "exists" else None
        state.decided = False
        right = self.side(direction, 1, order, output)
        smooth = not state.decided and isinstance(right, list) and here is not None
        left = right if smooth else self.side(direction, -1, order, output)
        return joined([left, right], here, order)

    def mixed(self, directions: list[Direction], counts: list[int], output: int) -> Limit:
        """A mixed partial: by directions where f is analytic (Griewank, Utke and Walther 2000), else in both orders."""
        base = self.base(output)
        here = base.value if base.kind == "exists" else None
        order = sum(counts)
        state.decided = False
        total: Any = ZERO
        for corner in product(*[range(n + 1) for n in counts]):
            if not any(corner):
                continue
            y = self.replay(moves(*[(d, k, 1) for d, k in zip(directions, corner)]), output)
            if not isinstance(y, Germ) or y.rough or y.v < 0 or state.decided:
                if y.__class__ is Hole and y.kind not in FINAL:
                    raise Fail(y.kind)
                if y.__class__ is Hole and y.kind == "form":
                    return Limit("unknown", doubt="form")
                break
            weight = fmpq((-1) ** (order - sum(corner)))
            for n, k in zip(counts, corner):
                weight *= comb(n, k)
            total = total + y.at(order) * weight
        else:
            return Limit("exists", total, base=here)
        if len(directions) > 2:
            return Limit("unknown", base=here, doubt="mixed")
        return self.nested(directions, counts, output, here)

    def nested(self, directions: list[Direction], counts: list[int], output: int, here: Any) -> Limit:
        """A mixed partial in both orders, by steps t in one direction and t**N, which is far smaller, in the other: a
        difference in t**N is a derivative, next to the point."""
        found = []
        for last, first in ((0, 1), (1, 0)):
            m, j = counts[last], counts[first]
            inner = self.along(directions[first], j, output)
            if inner.kind not in ("exists", "onesided"):
                kind = inner.kind if inner.kind in ("pole", "infinite", "oscillates") else "undefined"
                return Limit(kind, base=here)
            scale = m + 4
            ctx.cap = max(ctx.cap, (j + 1) * scale + m + 2)
            sides = []
            for way, small in product((-1, 1), repeat=2):
                total: Any = still(ZERO)
                for k in range(j + 1):
                    steps = moves((directions[last], way, 1), (directions[first], small * k, scale))
                    y = self.replay(steps, output)
                    if y.__class__ is Hole:
                        if y.kind not in FINAL:
                            raise Fail(y.kind)
                        return Limit("pole" if y.kind == "pole" else "undefined", base=here)
                    total = total + y * still(fmpq((-1) ** (j - k) * comb(j, k)))
                g = total / Germ(variable(still(ZERO), small**j, j * scale).s)
                if g.__class__ is Hole:
                    raise Fail(g.kind)
                sides.append(slopes(g, m, way))
            found.append(joined(sides, inner.value, m))
        a, b = found
        if a.kind == b.kind == "exists" and not same(a.value, b.value):
            return Limit("order", None, a.value, b.value, here)
        worse = next((f for f in found if f.kind != "exists"), a)
        return Limit(worse.kind, worse.value, worse.left, worse.right, here)

    # where there is no value, or the point is at infinity

    def approach(self, curves: Sequence[dict[Coordinate, tuple[int, int]]], output: int = 0) -> Any:
        """The value that f tends to along every curve (weight, power of t) on which it is real, or None."""

        def ask() -> Limit:
            found = []
            for curve in curves:
                y = self.replay(Shift({c: shift(w, p) for c, (w, p) in curve.items()}, str(curve)), output)
                if y.__class__ is Hole:
                    if y.kind not in FINAL:
                        raise Fail(y.kind)
                    continue
                try:
                    found.append(logarithmic.tends(y))
                except Fail as error:
                    if error.kind == "oscillates":
                        return Limit("undefined")
                    raise
            if not found or not all(same(f, found[0]) for f in found) or found[0].__class__ is float:
                return Limit("undefined")
            return Limit("exists", found[0])

        result = self.settled(ask, 0)
        return result.value if result.doubt is None else None

    def far(self, path: Sequence[Coordinate], infinite: dict[Coordinate, int], output: int = 0) -> Limit:
        """The limit of a derivative as coordinates go to the infinities: x = 1/t, and dx/dt = -1/t**2."""

        def ask() -> Limit:
            ends = Shift({c: endless(way) for c, way in infinite.items()}, None)
            mine = set(path)
            if len(mine) > 1:
                return Limit("unknown")
            (c,) = mine or {(-1, 0)}
            if path and c not in infinite:
                order, scale = len(path), len(path) + 4
                ctx.cap = max(ctx.cap, (order + 1) * scale + 2)
                total: Any = still(ZERO)
                for k in range(order + 1):
                    y = self.replay(Shift({**ends, c: shift(k, scale)}, None) if k else ends, output)
                    total = total + y * still(fmpq((-1) ** (order - k) * comb(order, k)))
                y = total / Germ(variable(still(ZERO), 1, order * scale).s)
            else:
                y = self.replay(ends, output)
                square = Germ(variable(still(ZERO), -1, 2).s)
                for _ in path:
                    y = guarded(logarithmic.derivative, y) * square * still(fmpq(infinite[c]))
            if y.__class__ is Hole and y.kind not in FINAL:
                raise Fail(y.kind)
            if y.__class__ is Hole:
                return Limit("undefined")
            value = logarithmic.tends(y)
            return Limit("infinite" if value.__class__ is float else "exists", value)

        return self.settled(ask, len(path))


def nearest(op: Any, *args: float) -> float | None:
    """The float nearest to an op of floats: nan outside its domain, an infinity at a pole that has a sign.

    None where germs have no form of the op.
    """
    before = ctx.prec, ctx.cap
    try:
        for bits in (80, 200, 600, 2400, MOST_BITS):
            ctx.prec, state.assume = bits, None
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
        return found if isinstance(y, Germ) else nan
    finally:
        ctx.prec, ctx.cap = before


def has_hole(value: Any) -> bool:
    """Whether some element of a value is a hole."""
    if value.__class__ is tuple:
        return any(map(has_hole, value))
    return any(v.__class__ is Hole for v in (value.flat if getattr(value, "shape", ()) else [value]))


def told_otherwise(y: Any, recorded: Any) -> bool:
    """Whether a condition is not as it was recorded."""
    try:
        return bool(y) != bool(recorded)
    except Fail:
        return True


def changed(value: Any, moves: dict[int, Any]) -> Any:
    """A value with some of its elements moved."""
    if not moves:
        return value
    if not getattr(value, "shape", ()):
        return moves[0](value)
    from .matrices import lifted

    value = lifted(value)
    for e, f in moves.items():
        value.flat[e] = f(value.flat[e])
    return value


def real_part(c: Any) -> Any:
    """A coefficient that is to be real."""
    return c.real if hasattr(c, "imag") and c.__class__.__name__ == "acb" else c


def shift(weight: Any, power: int = 1) -> Callable[[Any], Any]:
    """x -> x + weight * t**power."""
    return lambda x: variable(x, weight, power) if isinstance(x, Germ) else x


class Shift(dict[Coordinate, Any]):
    """How coordinates move: {coordinate: a function of its value}; key: what makes two of them the same, if known."""

    __slots__ = ("key",)

    def __init__(self, moves: dict[Coordinate, Any] | None = None, key: str | None = "") -> None:
        super().__init__(moves or {})
        self.key = key


Moves = Shift


def moves(*steps: tuple[Direction, int, int]) -> Moves:
    """What (direction, factor, power of t) for each of several steps together do to the coordinates."""
    found = Shift(key=str([s for s in steps if s[1]]))
    for direction, factor, power in steps:
        for c, weight in direction.items() if factor else ():
            step, before = shift(weight * factor, power), found.get(c)
            found[c] = step if before is None else lambda x, step=step, before=before: step(before(x))
    return found


def endless(way: int) -> Callable[[Any], Any]:
    """x -> way/t."""
    return lambda _: Germ(still(fmpq(way)).moving(), -1)


def slopes(y: Any, order: int, way: int) -> list[Any]:
    """The limits of y, y', y'', ... up to the first that is infinite, with respect to way * t."""
    if y.__class__ is float:
        return [y]
    if isinstance(y, Germ):
        if y.rough and order > 1:
            raise Fail("oscillates")
        value = logarithmic.tends(y)
        if value.__class__ is float:
            return [value]
        return [real_part(value), *(real_part(y.at(k)) * (factorial(k) * way**k) for k in range(1, order + 1))]
    found = []
    for k in range(order + 1):
        value = logarithmic.tends(y)
        found.append(value * way**k)
        if value.__class__ is float or k == order:
            break
        y = logarithmic.derivative(y)
    return found


def same(a: Any, b: Any) -> bool:
    """Whether two numbers are equal as far as is known."""
    if a.__class__ is float or b.__class__ is float:
        return bool(a.__class__ is b.__class__ and a == b)
    if a.__class__ is fmpq and b.__class__ is fmpq:
        return bool(a == b)
    return bool(arb(a).overlaps(arb(b)))


def joined(sides: list[Any], here: Any, order: int) -> Limit:
    """One verdict from what is seen on every side: lists of limits, or the kinds of holes."""
    real = [s for s in sides if isinstance(s, list)]
    kinds = {s for s in sides if isinstance(s, str)}
    if "form" in kinds:
        return Limit("unknown", base=here, doubt="form")
    if "oscillates" in kinds:
        return Limit("oscillates", base=here)
    if not real:
        return Limit("pole" if "pole" in kinds else "undefined", base=here)
    if "pole" in kinds and here is not None:  # as 0^y is 1 at 0, and infinite on its left
        left, right = (inf if s == "pole" else s[0] if isinstance(s, list) else None for s in (sides[0], sides[-1]))
        return Limit("jump", None, left, right, here)
    if "pole" in kinds or "undefined" in kinds:
        return Limit("pole" if "pole" in kinds else "undefined", base=here)
    ends = sides[0] if isinstance(sides[0], list) else real[-1], sides[-1] if isinstance(sides[-1], list) else real[0]
    if any(s[0].__class__ is float for s in real):
        if here is not None:
            return Limit("jump", None, ends[0][0], ends[1][0], here)
        return Limit("pole", base=here)
    if not all(same(s[0], real[0][0]) for s in real) or (here is not None and not same(real[0][0], here)):
        return Limit("jump", None, ends[0][0], ends[1][0], here)
    for m in range(1, order + 1):
        known = [s[m] for s in real if len(s) > m]
        if any(v.__class__ is float for v in known):
            equal = len({v for v in known if v.__class__ is float}) == 1 and all(v.__class__ is float for v in known)
            value = known[0] if equal else None
            return Limit("infinite", value, ends[0][m], ends[1][m], here)
        if not all(same(v, known[0]) for v in known):
            left, right = ends[0][m], ends[1][m]
            if same(left, right):  # a crease along the other diagonal
                middle = sorted(known, key=lambda v: float(arb(v).mid()))
                left, right = middle[0], middle[-1]
            return Limit("kink" if m == order else "jump", None, left, right, here)
    value = narrowest([s[order] for s in real])
    kind = "removable" if here is None else "onesided" if kinds else "exists"
    return Limit(kind, value, base=here)


def narrowest(values: list[Any]) -> Any:
    """Of enclosures of one number the best."""
    exact = [v for v in values if v.__class__ is fmpq]
    return exact[0] if exact else min(values, key=lambda v: float(v.rad()))
