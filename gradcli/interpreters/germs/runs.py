"""A recorded program run on germs: its sources moved by powers of t, the values of all its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flint import ctx

from ...core.program import Program, moving, replay
from ...core.reach import origins
from ...core.trace import Step, split
from . import multiseries
from .forms import apply
from .germ import ONE, ZERO, Fail, Germ, Hole, elements, lift, state, still, variable
from .multiseries import Scale

Coordinate = tuple[int, int]  # source, element in its flat order
Direction = dict[Coordinate, Any]  # the weight of each
Move = tuple[Direction, Any, Any]  # a direction, a factor, a power of t or a step
DECIDED = -1  # for a place: in the values of a run the place of the first step that an exact 0 decides
KEPT = 16  # runs that are kept for the other elements of a target


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


class Lifter(dict[int, Any]):
    """Recorded values as germs, each array once."""

    def __call__(self, value: Any) -> Any:
        if value.__class__ is tuple:
            return tuple(map(self, value))
        if not getattr(value, "shape", ()):
            return value if value.__class__ is bool else lift(value)
        if value.dtype.kind in "fcO" and id(value) not in self:
            from .arrays import lifted

            self[id(value)] = value, lifted(value)
        return self.get(id(value), (None, value))[1]


class Shift(dict[Coordinate, Any]):
    """How coordinates move: {coordinate: a function of its value}; key: what makes two of them the same, if known."""

    def __init__(self, moves: dict[Coordinate, Any] | None = None, key: str | None = "") -> None:
        super().__init__(moves or {})
        self.key = key


def shift(weight: Any, by: Any = 1) -> Callable[[Any], Any]:
    """x -> x + weight * t**by, or that times a step."""
    if by.__class__ is Scale:
        return lambda x: (
            x if x.__class__ in (Hole, float) else multiseries.add(x, multiseries.monomial(by, ONE) * weight)
        )
    return lambda x: variable(x, weight, by) if isinstance(x, Germ) else x


def moves(*steps: Move) -> Shift:
    """What several moves together do to the coordinates."""
    found = Shift(key=str([s for s in steps if s[1]]))
    for direction, factor, by in steps:
        for c, weight in direction.items() if factor else ():
            found[c] = composed(found.get(c), shift(weight * factor, by))
    return found


def composed(first: Callable[[Any], Any] | None, then: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """One move after another, if there is another."""
    return then if first is None else lambda x: then(first(x))


def far_out(way: int) -> Callable[[Any], Any]:
    """x -> way/t."""
    return lambda _: Germ(still(way).moving(), -1)


def changed(value: Any, moves: dict[int, Any]) -> Any:
    """A value with some of its elements moved."""
    if not moves:
        return value
    if not getattr(value, "shape", ()):
        return moves[0](value)
    from .arrays import lifted

    value = lifted(value)
    for e, f in moves.items():
        value.flat[e] = f(value.flat[e])
    return value


def has_hole(value: Any, *kinds: str) -> bool:
    """Whether some element of a value is a hole, of some kind."""
    return any(v.__class__ is Hole and (not kinds or v.kind in kinds) for v in elements(value))


class Runs:
    """The runs of one program from one point, which `make` makes anew in each precision."""

    def __init__(self, make: Callable[[], Point], bits: int) -> None:
        self.make, self.bits = make, bits
        self.points: dict[int, Point] = {}
        self.lift = Lifter()
        self.flipped = False  # whether a recorded branch was taken otherwise, next to the point
        self.memo: dict[Any, tuple[dict[int, Any], bool]] = {}
        self.scales: dict[tuple[int, int], list[Any]] = {}
        # which steps are filled: the coordinates that each depends on, its value (None: its limit in the only one)
        self.holes: dict[int, tuple[Sequence[Coordinate], Any]] = {}
        self.length = 0  # of the program in which they are counted

    def point(self) -> Point:
        """The point in the precision in force."""
        if ctx.prec not in self.points:
            self.points[ctx.prec] = self.make()
        return self.points[ctx.prec]

    def target(self, env: dict[int, Any]) -> Any:
        """The target's value."""
        p = self.point()
        return env.get(p.program.targets[0], p.constant)

    def count(self) -> int:
        """How many elements the target has."""
        p = self.point()
        env = {**dict(zip(p.program.sources, p.values)), **p.program.values()}
        return int(getattr(self.target(env), "size", 1))

    def replay(self, moves: Shift, output: int) -> Any:
        """The target, or one of its elements, with each coordinate x replaced by moves[coordinate](x)."""
        env, p = self.run(moves), self.point()
        if p.seeds is not None:
            total: Any = still(ZERO)
            for place, weight in p.seeds:
                if place in env:
                    y = self.lift(weight) * env[place]
                    total = total + (y.sum() if getattr(y, "shape", ()) else y)
            return total
        found = elements(self.target(env))
        return lift(found[output if len(found) > 1 else 0]) if found else still(ZERO)

    def run(self, moves: Shift) -> dict[int, Any]:
        """{place: value} of the same."""
        key = (ctx.prec, ctx.cap, state.assume, moves.key, bool(self.holes))
        before, state.decided = state.decided, False
        if moves.key is not None and key in self.memo:
            env, state.decided = self.memo[key]
        else:
            env = self.ran(moves)
            if moves.key is not None:
                self.memo = {**(self.memo if len(self.memo) < KEPT else {}), key: (env, state.decided)}
        state.decided = state.decided or before
        return env

    def ran(self, moves: Shift) -> dict[int, Any]:
        """The run itself."""
        p, mine, known = self.point(), dict[int, dict[int, Any]](), dict[Any, Any]()
        state.scales = self.scales.setdefault((ctx.prec, ctx.cap), [])  # those of other runs, to compare with
        for (n, element), f in moves.items():
            mine.setdefault(p.program.sources[n], {})[element] = f

        state.steps = moves.key is None or "Scale" in moves.key
        steps = p.program.until() if self.holes else []
        holes = {
            steps[k][0]: (k, of, value) for k, (of, value) in self.holes.items()
            if moves.keys().isdisjoint(of) and len(steps) == self.length
        }  # fmt: skip

        def move(place: int, value: Any) -> Any:
            return changed(value, mine.get(place, {}))

        def step_on(step: Step, args: list[Any]) -> Any:  # what is computed twice is one and the same
            operands = map(identity, args)
            key = step[1], *(sorted(operands, key=hash) if step[1].sign in ("+", "*") else operands)
            y, _ = known[key] = known.get(key) or (apply(step[1], *args), args)
            if y.__class__ is Hole and step[0] in holes:
                k, of, value = holes[step[0]]
                y = still(self.limit(k, of[0]) if value is None else value)
            if state.decided:
                env.setdefault(DECIDED, step[0])
            if step[1].guards:
                self.flipped = self.flipped or told_otherwise(y, step[2])
            return y

        env = {place: move(place, self.lift(value)) for place, value in zip(p.program.sources, p.values)}
        return replay(p.program.until(), env, moving(step_on, set(p.program.sources), move, self.lift), self.lift)

    def limit(self, k: int, c: Coordinate, way: int = 1) -> Any:
        """What the k-th step tends to as a coordinate moves alone."""
        steps = self.point().program.until()
        if len(steps) != self.length:
            raise Fail("form")
        holes, self.holes = self.holes, {}
        before = state.steps, state.scales, state.decided
        try:
            return multiseries.tends(self.run(moves(({c: 1}, way, 1)))[steps[k][0]])
        finally:
            self.holes, (state.steps, state.scales, state.decided) = holes, before

    @contextmanager
    def plainly(self) -> Iterator[None]:
        """In the precision asked for, nothing assumed."""
        before, ctx.prec, state.assume, state.decided = ctx.prec, self.bits, None, False
        try:
            yield
        finally:
            ctx.prec = before

    # which step is to blame

    def without_form(self) -> str:
        """The name of the first op that germs do not know, or do not run here."""
        env = self.run(Shift())
        return next(
            (str(s[1].name) for s in self.point().program.until() if has_hole(env.get(s[0]), "form")), "the program"
        )

    def culprit(self) -> tuple[int, int] | None:
        """(which step has no value though its inputs have, how many steps there are)."""
        with self.plainly():
            program, env, place = self.point().program, self.run(Shift()), None
            made = {step[0]: step for step in program.until()}
            below = [i for i in program.targets[:1] if i in made and has_hole(env.get(i))]
            while below:
                place = below[0]
                below = [i for i in split(made[place])[0] if i in made and has_hole(env.get(i))]
            return self.which(place)

    def lone_holes(self) -> dict[int, list[Coordinate]]:
        """{which step: coordinate} of each that has no value here and depends on one number alone."""
        with self.plainly():
            point, env, found = self.point(), self.run(Shift()), dict[int, list[Coordinate]]()
            steps = point.program.until()
            of, self.length = origins(steps, point.program.sources), len(steps)
            for k, step in enumerate(steps):
                if (mask := of.get(step[0], 0)).bit_count() == 1 and has_hole(env.get(step[0])):
                    found[k] = [(mask.bit_length() - 1, 0)]
            return {} if any(getattr(v, "shape", ()) for v in point.values) else found

    def first_decision(self) -> tuple[int, int] | None:
        """(the first step that is decided by an exact 0, how many steps there are)."""
        with self.plainly():
            return self.which(self.run(Shift()).get(DECIDED))

    def which(self, place: int | None) -> tuple[int, int] | None:
        """(the number of the step that made a place, how many steps there are)."""
        steps = self.point().program.until()
        return next(((k, len(steps)) for k, step in enumerate(steps) if step[0] == place), None)

    def analytic_point(self) -> Point | None:
        """The point, if f is analytic there for certain: nothing is decided by an exact 0, and all has a value."""
        state.decided = False
        found = self.target(self.run(Shift()))
        if has_hole(found, "undecided"):
            raise Fail("undecided")
        return None if state.decided or not all(isinstance(lift(v), Germ) for v in elements(found)) else self.point()


def identity(x: Any) -> Any:
    """What makes two values the same: the rational number that one is, else the object."""
    return (x.s[0].p, x.s[0].q) if x.__class__ is Germ and x.still and x.exact else id(x)


def told_otherwise(y: Any, recorded: Any) -> bool:
    """Whether a condition is not as it was recorded."""
    try:
        return bool(y) != bool(recorded)
    except Fail:
        return True
