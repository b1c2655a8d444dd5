"""An expression as a function of one variable: its value and derivatives there, recorded once where that is enough."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ...answer.derivatives import jacobians, second
from ...answer.settle import settle
from ...answer.subject import Ask, Subject
from ...core.forms import quiet
from ...core.program import Program
from ...core.reach import descendants
from ...core.trace import plain, split
from ...errors import DomainFault, GradcliError
from ...ops.values import shape_of
from ..expression.run import Formula

Values = tuple[float, ...]  # value, slope, second derivative
NUMBERLESS = (math.nan, math.nan, math.nan)
SAMPLES = (0.0, 0.137, 0.382, 0.618, 0.905)  # of the way from end to end: where it is seen whether one recording does


def spread(low: float, high: float, count: int) -> list[float]:
    """So many points from end to end."""
    return [low + (high - low) * n / (count - 1) for n in range(count - 1)] + [high]


class Recorded:
    """A formula at many points. Its steps are those of one of them wherever a few that lie apart have the same.

    names: of the variables, whose values a point has; others: those that are held; ends: between which points lie.
    """

    def __init__(
        self, formula: Formula, names: Sequence[str], others: Mapping[str, Any], ends: Sequence[tuple[float, float]]
    ) -> None:
        self.formula, self.names, self.others = formula, names, others
        self.model: Subject | None = None
        made: list[Subject] = []
        for n in range(len(SAMPLES)):
            parts = [SAMPLES[(n + 2 * axis) % len(SAMPLES)] for axis in range(len(ends))]
            try:
                made.append(self.again([low + t * (high - low) for (low, high), t in zip(ends, parts)]))
            except DomainFault:
                continue
            except GradcliError:  # which the points themselves may not meet
                return
        if made and (shape := steps_of(made[0])) and all(steps_of(other) == shape for other in made[1:]):
            program = made[0].program
            self.model = made[0]._replace(constant=made[0].result)
            steps = descendants(program.steps, program.sources)
            self.steps = [(*step[:2], *step[3:5], *split(step)) for step in steps]
            self.active = {step[0] for step in steps}.union(program.sources)

    def again(self, point: Sequence[float]) -> Subject:
        """The formula, recorded at a point. Raises GradcliError for an array."""
        subject = self.formula.run({**self.others, **dict(zip(self.names, point))}, self.names)[0]
        if shape_of(subject.result):
            raise GradcliError(
                "a plot needs a number, and the value is an array", code="shape", hint="index the result, or sum it"
            )
        return subject

    def __call__(self, point: Sequence[float]) -> Subject:
        """What `again` finds, by the steps that are known."""
        if self.model is None:
            return self.again(point)
        program, names, _, constant = self.model
        env: dict[int, Any] = dict(zip(program.sources, point))
        steps: list[Any] = []
        known = env.get
        for at, op, i, j, places, args in self.steps:
            given = tuple([known(p, a) for p, a in zip(places, args)])
            env[at] = y = op.evaluate(*given)
            steps.append((at, op, y, i, j, given) if j is None else (at, op, y, i, j, *given))
        made = Program(program.sources, program.targets, steps, self.active)
        return Subject(made, names, tuple(point), constant)

    def slopes(self, point: Sequence[float]) -> list[Any]:
        """The value at a point, and the derivatives by the names."""
        subject = self(point)
        value = subject.result
        return [value, *jacobians(subject.program, subject.target, value, subject.values, False)]


def steps_of(subject: Subject) -> list[Any]:
    """What another recording must share to be run in this one's place; nothing where numbers chose the steps."""
    program = subject.program
    if any(step[1].guards for step in program.steps):
        return []
    steps = descendants(program.steps, program.sources)
    number = {at: n for n, at in enumerate((*program.sources, *(step[0] for step in steps)))}
    operands = [[number.get(p, repr(a)) for p, a in zip(*split(step))] for step in steps]
    return [number.get(subject.target, repr(subject.result)), *zip((step[1] for step in steps), operands)]


class Function:
    """A formula of one variable, the others held: x -> value and derivatives. Raises GradcliError for an array.

    ends: between which it is asked for again and again.
    """

    def __init__(
        self, formula: Formula, name: str, others: Mapping[str, Any], order: int, ends: tuple[float, float]
    ) -> None:
        self.formula, self.name, self.others, self.order, self.ends = formula, name, others, order, ends
        self.recorded: Recorded | None = None

    def __call__(self, x: float, closely: bool = False) -> Values:
        """The values at x; nan where there are none. closely: as `eval` finds them, at awkward points too."""
        if self.recorded is None:
            with quiet():
                self.recorded = Recorded(self.formula, (self.name,), self.others, [self.ends])
        try:
            if closely:
                ask = Ask(order=min(max(self.order, 1), 2))
                with quiet():
                    blocks = settle(self.recorded.again([x]), ask).blocks
                found = [b.value for b in blocks if b.path.kind in ("value", "grad", "hessian")]
            elif self.order > 1:
                subject = self.recorded([x])
                gradient, hessian = second(subject)
                found = [subject.result, gradient[0], hessian[0, 0]]
            else:
                found = self.recorded.slopes([x])
        except DomainFault:
            return NUMBERLESS[: max(self.order, 1) + 1]
        values = tuple(math.nan if v is None else float(plain(v)) for v in found)
        return values if values[0] == values[0] else (math.nan,) * len(values)  # where there is no value is no slope
