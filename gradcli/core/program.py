"""The program is a slice: the steps that one listener heard and that depend on what it watched, in order.

Everything that gradcli prints is an interpretation of a Program; no interpreter ever sees a tape.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ..record import Record
from .op import OPAQUE
from .reach import ancestors, descendants, follow, inputs, passes
from .trace import Piece, Step, dtype_kind, split

if TYPE_CHECKING:
    from .op import Op

Apply = Callable[[Step, list[Any]], Any]


def identity(value: Any) -> Any:
    """The value itself."""
    return value


class Program:
    """Straight-line code: the places it starts from, the places asked for, and the steps between, in order.

    `active` holds every place that depends on something watched: cotangents flow to no other.
    """

    __slots__ = ("active", "sources", "steps", "targets")

    def __init__(
        self, sources: Sequence[int], targets: Sequence[int], steps: Sequence[Step], active: set[int] | None = None
    ) -> None:
        self.sources, self.targets, self.steps = tuple(sources), tuple(targets), steps
        self.active = {s[0] for s in steps}.union(sources) if active is None else active

    def until(self) -> Sequence[Step]:
        """The steps up to the last target: what comes later cannot matter."""
        last = max(self.targets, default=0)
        if not self.steps or self.steps[-1][0] <= last:
            return self.steps
        from bisect import bisect_right

        return self.steps[: bisect_right(self.steps, last, key=_place)]

    def needed(self, guards: bool = True) -> Program:
        """The same program without the steps that do not lie between its sources and its targets.

        guards: keep those on what lies between, and what decides them: whether a replay takes the recorded branch.
        """
        steps, sources = self.until(), set(self.sources)
        steps = [step for step in steps if step[0] not in sources]  # a source that others make is given
        want = set(self.targets).union(s[0] for s in steps if s[1].guards) if guards else self.targets
        want = ancestors(steps, want)
        return Program(self.sources, self.targets, descendants([s for s in steps if s[0] in want], sources))

    def unwrapped(self) -> Program:
        """The same with NumPy's whole numbers, and sums of truths, as they were recorded, where no derivative passes
        through them: they are taken modulo a power of two, or in logic, which no interpreter does."""
        gone, smooth = set[int](), set(self.sources)
        for step in self.steps:
            if not smooth.isdisjoint(passes(step)):
                smooth.add(step[0])
            elif smooth.isdisjoint(inputs(step)):
                kind = dtype_kind(step[2])
                if kind in ("i", "u") or (kind == "b" and step[1].kind != "flat"):
                    gone.add(step[0])
        gone.difference_update(self.targets)
        return (
            Program(self.sources, self.targets, [s for s in self.steps if s[0] not in gone]).needed() if gone else self
        )

    def mapped(self, f: Callable[[Any], Any]) -> Program:
        """The same steps, f(v) for each value v of theirs."""
        steps = [
            (place, op, f(y), i, j, *map(f, args)) if j is not None else (place, op, f(y), i, j, tuple(map(f, *args)))
            for place, op, y, i, j, *args in self.steps
        ]
        return Program(self.sources, self.targets, steps, self.active)

    def values(self) -> dict[int, Any]:
        """The recorded primal of every place."""
        found: dict[int, Any] = {}
        for step in self.steps:
            places, args = split(step)
            for i, a in zip(places, args) if step[1].kind != OPAQUE else ():  # which holds its result alone
                found.setdefault(i, a)
            found[step[0]] = step[2]
        found.pop(0, None)
        return found

    def unmade(self) -> dict[int, Any]:
        """The recorded value of every place that no step makes: of sources, and of constants that have a place."""
        made = {step[0] for step in self.steps}
        return {place: value for place, value in self.values().items() if place not in made}

    def given(self) -> dict[int, Any]:
        """The recorded values of the sources that a step takes."""
        found: dict[int, Any] = {}
        waiting = set(self.sources)
        for step in self.steps:
            if not waiting:
                break
            if step[1].kind != OPAQUE and not waiting.isdisjoint(inputs(step)):
                found.update((i, a) for i, a in zip(*split(step)) if i in waiting)
                waiting.difference_update(found)
        return found


def replay(
    steps: Iterable[Step], env: dict[int, Any], apply: Apply, lift: Callable[[Any], Any] = identity
) -> dict[int, Any]:
    """Run steps where `env` holds what is given: it gains {place: apply(step, inputs)} of each.

    lift: what becomes of a recorded value that is not in `env`.
    """
    for step in steps:
        if len(step) == 7:  # the commonest, unrolled
            _, _, _, i, j, a, b = step
            args = [env[i] if i in env else lift(a), env[j] if j in env else lift(b)]
        else:
            args = [env[i] if i in env else lift(a) for i, a in zip(*split(step))]
        env[step[0]] = apply(step, args)
    return env


def moving(
    apply: Apply, sources: Collection[int], move: Callable[[int, Any], Any], lift: Callable[[Any], Any] = identity
) -> Apply:
    """The meaning of a step where sources move: move(place, value) is where they move to.

    A source that was read is what was read, moved; one that a step makes of others follows them, and moves besides.
    """

    def run(step: Step, args: list[Any]) -> Any:
        if step[1].reads and (source := split(step)[0][0]) in sources:
            return move(source, lift(step[2]))
        y = apply(step, args)
        return move(step[0], y) if step[0] in sources else y

    return run


def _place(step: Step) -> int:
    place: int = step[0]
    return place


class Slice:
    """The steps of one listener's past that depend on its watch marks, kept up to date as more is heard."""

    __slots__ = ("active", "marks", "next", "offset", "steps")

    def __init__(self) -> None:
        self.active: set[int] = set()
        self.marks: set[int] = set()
        self.steps: list[Step] = []
        self.next = self.offset = 0

    def extend(self, heard: Sequence[Piece | int]) -> None:
        """Walk forward over what was heard since last time; TensorFlow's activity rule, 0.1 us a step."""
        active = self.active
        for n in range(self.next, len(heard)):
            entry = heard[n]
            if entry.__class__ is int:
                if entry not in active:
                    self.marks.add(entry)
                    active.add(entry)
                continue
            piece: Any = entry
            follow(piece[self.offset :] if n == self.next and self.offset else piece, active, self.steps)
        last: Any = heard[-1] if heard else 0
        self.next, self.offset = len(heard), 0
        if last.__class__ is not int and heard:
            self.next, self.offset = len(heard) - 1, len(last)

    def program(self, targets: Iterable[int], sources: Iterable[int]) -> Program:
        """The program from `sources` to `targets`; a place that nothing watched is no source (-1)."""
        sources = [p if p in self.active else -1 for p in sources]
        active = self.active.difference(self.marks.difference(sources)) if self.marks else self.active
        return Program(sources, tuple(targets), self.steps, active)


class Uniform(Record):
    """A step in the one form that serves any number of inputs, its parts by name."""

    place: int
    op: Op
    value: Any
    places: tuple[int, ...]
    none: None
    args: tuple[Any, ...]


def uniform(step: Step) -> Uniform:
    """A step in that form."""
    places, args = split(step)
    return Uniform(step[0], step[1], step[2], places, None, args)
