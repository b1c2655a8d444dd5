"""The program at a hundred digits: its values, with its sources moved by as much as is asked.

A source moves by what is added to it, so a source that is itself computed from another one follows that one and moves
besides. What does not depend on what moves is computed once for each precision.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from time import process_time
from typing import Any

from ..core.forms import is_mpf
from ..core.op import Op
from ..core.program import Apply, Program, Uniform, moving, replay, uniform
from ..core.reach import ancestors, descendants
from ..core.trace import Step, dtype_kind
from ..errors import BREAKS
from ..ops.values import elements
from .lift import lift


class TimeUp(Exception):
    """The deadline passed."""


class NoForm(Exception):
    """An operation cannot run at arbitrary precision; the message names it."""


def seconds_for(line: Uniform) -> float:
    """A rough guess at the time that one step takes in mpmath, which works element by element."""
    sizes = [getattr(a, "size", 1) for a in (*line.args, line.value)]
    count = max(s for s in sizes if isinstance(s, int))
    if line.op.kind == "bilinear" and not line.op.elementwise:
        a, b = line.args[0], line.args[-1]
        count = max(count, getattr(a, "size", 1) * (b.shape[-1] if len(getattr(b, "shape", ())) > 1 else 1))
    if line.op.kind == "general" and not line.op.elementwise:
        count *= 10
    return 2e-6 * count


class Function:
    """A program as a function of how far some of its sources move, at the precision in force.

    inputs: the value of each source, floats taken as the binary fractions that they are, mpf as given.
    moves: the indices of the sources that may move.
    seeds: (place, cotangent) per target: the function is the sum of their products. Without seeds its values are the
    elements of the first target.
    Calling it raises TimeUp and NoForm. `flipped` tells whether a recorded branch would have been decided otherwise.
    """

    def __init__(
        self, program: Program, inputs: Sequence[Any], moves: Iterable[int],
        seeds: Sequence[tuple[int, Any]] | None = None, deadline: float = math.inf,
    ) -> None:  # fmt: skip
        self.deadline, self.flipped, self.guards = deadline, False, False
        self.germs: Any = None  # who answers for its derivatives, once asked
        self.program, self.point, self.recorded = program, inputs, seeds
        self.places = {n: program.sources[n] for n in moves}
        self.sources = {p for p in program.sources if p > 0}
        self.target = program.targets[0] if program.targets else 0
        self.bases: dict[int, list[Any]] = {}
        self.stills: dict[int, dict[int, Any]] = {}
        self.live = {p for p in self.places.values() if p > 0}
        self.moved: list[Uniform] = []
        self.fixed: list[Uniform] = []
        self.slice(program, {p for p, _ in seeds} if seeds is not None else set(program.targets[:1]))
        self.cost = sum(map(seconds_for, self.moved))
        self.once = sum(map(seconds_for, self.fixed))

    def slice(self, program: Program, want: set[int]) -> None:
        """The steps that what is wanted is made of, and the guards that depend on what moves."""
        steps, given = program.until(), set(program.sources)
        self.live.update(step[0] for step in descendants(steps, self.live))
        steps = [step for step in steps if step[0] in self.live or step[0] not in given]
        guards = {step[0] for step in steps if step[0] in self.live and step[1].guards}
        self.guards, want = bool(guards), ancestors(steps, want | guards)
        for step in steps:
            if step[0] in want:
                (self.moved if step[0] in self.live else self.fixed).append(uniform(step))

    # what mpmath needs is made when it is first asked for: a program may turn out to be too large for it

    @cached_property
    def inputs(self) -> dict[int, Any]:
        """The value of each source that may move."""
        return {n: lift(self.point[n]) for n in self.places}

    @cached_property
    def given(self) -> dict[int, Any]:
        """{place: value} of the sources."""
        exact = dict(zip(self.places.values(), self.inputs.values()))
        every = zip(self.program.sources, self.point)
        return {p: exact[p] if p in exact else lift(v) for p, v in every if p > 0}

    @cached_property
    def seeds(self) -> list[tuple[int, Any]] | None:
        """The cotangents of the targets."""
        return None if self.recorded is None else [(p, lift(g)) for p, g in self.recorded]

    @cached_property
    def lines(self) -> list[Uniform]:
        """The steps that depend on what moves, their constant arrays lifted."""
        cache: dict[int, Any] = {}

        def constant(a: Any) -> Any:
            if id(a) not in cache:
                cache[id(a)] = lift(a)
            return cache[id(a)]

        return [
            line._replace(
                args=tuple([
                    a if i in self.live or not hasattr(a, "dtype") else constant(a)
                    for i, a in zip(line.places, line.args)
                ])
            )
            for line in self.moved
        ]  # fmt: skip

    @cached_property
    def still(self) -> list[Uniform]:
        """The steps that do not."""
        return [line._replace(args=tuple(map(lift, line.args))) for line in self.fixed]

    @cached_property
    def known(self) -> dict[int, Any]:
        """The target, if no step that moves makes it."""
        still = self.target and self.target not in self.live
        return {self.target: lift(self.program.values().get(self.target, 0.0))} if still else {}

    def afford(self, runs: int) -> None:
        """Raise TimeUp where so many runs are sure to outlast the deadline."""
        if process_time() + self.once * (not self.stills) + self.cost * runs > self.deadline:
            raise TimeUp

    def unmoved(self) -> dict[int, Any]:
        """{place: value} of what does not move, found once for each precision."""
        import mpmath

        if mpmath.mp.prec not in self.stills:
            self.afford(0)
            env = {**self.known, **self.given}
            self.stills[mpmath.mp.prec] = replay(self.still, env, evaluate_or_recorded)
        return self.stills[mpmath.mp.prec]

    def run(self, shift: Mapping[int, Any]) -> dict[int, Any]:
        """{place: value} with source n moved by shift[n]."""
        self.afford(1)
        count = itertools.count()

        def apply(step: Step, args: list[Any]) -> Any:
            if not next(count) % 32 and process_time() > self.deadline:
                raise TimeUp
            y = evaluate(step[1], args)
            if step[1].guards:
                self.flipped |= bool(y) != bool(step[2])
            return y

        env, shifts = self.unmoved().copy(), self.shifts(shift)
        env.update((place, self.given[place] + d) for place, d in shifts.items())
        return replay(self.lines, env, self.moving(apply, shifts, lift))

    def shifts(self, shift: Mapping[int, Any]) -> dict[int, Any]:
        """{place: how far its source moves}."""
        return {self.places[n]: d for n, d in shift.items() if self.places[n] > 0}

    def moving(self, apply: Apply, shifts: Mapping[int, Any], lift: Callable[[Any], Any]) -> Apply:
        """The meaning of a step where sources move by so much."""
        return moving(apply, self.sources, lambda place, y: y + shifts[place] if place in shifts else y, lift)

    def read(self, env: Mapping[int, Any]) -> list[Any]:
        """The function's values, found in what `run` returned."""
        import mpmath

        if self.seeds is None:
            return elements(env[self.target])
        total = mpmath.mpf(0)
        for place, weight in self.seeds:
            if place in env:
                y = weight * env[place]
                total = total + (y.sum() if hasattr(y, "sum") else y)
        return [total]

    def __call__(self, shift: Mapping[int, Any]) -> list[Any]:
        """The function's values with source n moved by shift[n]."""
        return self.read(self.run(shift))

    def base(self) -> list[Any]:
        """The function's values where nothing moves, found once for each precision."""
        import mpmath

        if mpmath.mp.prec not in self.bases:
            self.bases[mpmath.mp.prec] = self({})
        return self.bases[mpmath.mp.prec]


def evaluate_or_recorded(step: Step, args: list[Any]) -> Any:
    """One step at arbitrary precision; its recorded value where the op cannot."""
    try:
        return evaluate(step[1], args)
    except NoForm:
        return lift(step[2])


def evaluate(op: Op, args: list[Any]) -> Any:
    """One step at arbitrary precision. Raises NoForm where the op cannot, or answers with mere floats."""
    import mpmath

    try:
        y = op.evaluate(*args)
    except BREAKS as error:
        raise NoForm(f"'{op.name}' cannot run at {mpmath.mp.dps} digits: {error}") from error
    if y.__class__ is float or dtype_kind(y) in ("f", "c"):
        exact = any(is_mpf(a) or dtype_kind(a) == "O" for a in args)
        if exact and op.kind not in ("flat", "branch"):
            raise NoForm(f"'{op.name}' has no form at {mpmath.mp.dps} digits")
        return lift(y)
    return y
