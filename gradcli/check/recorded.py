"""A recorded program as an arbiter of its own derivatives: replayed in float64 with its sources moved.

It knows no rule. It is asked where mpmath would take too long: a replay takes no longer than the run itself.
"""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING, Any

from ..core.forms import numpy, quiet
from ..core.program import replay
from ..errors import BREAKS
from ..interpreters.numeric import Function, kind_of
from ..ops.complex import is_complex
from .arbiter import Arbiter, OutOfTime, Ruling
from .distance import FORMATS, width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .claims import Claim, Question

NOTE = "differences of the recorded program in float64"


def wide(value: Any) -> Any:
    """A value in float64, if it has fewer bits."""
    return value.astype(float) if kind_of(value) == "f" else value


class Replay:
    """The function of a question, run in float64 until a deadline of the processor's time."""

    def __init__(self, question: Question, moving: set[int], deadline: float) -> None:
        self.question, self.deadline, self.took = question, deadline, 0.0
        self.f = Function(question.program, question.point, moving, question.seeds)
        self.recorded = {place: wide(v) for place, v in question.program.values().items()}
        self.recorded.update((p, wide(v)) for p, v in zip(question.program.sources, question.point) if p > 0)

    def __call__(self, moves: Mapping[int, Any]) -> Any:
        """The function's values with some sources elsewhere; None where it has none. Raises OutOfTime."""
        began = process_time()
        if began + self.took > self.deadline:
            raise OutOfTime
        try:
            with numpy().errstate(all="ignore"):
                found = self.values(moves)
        except BREAKS:
            found = None
        self.took = process_time() - began
        return found

    def values(self, moves: Mapping[int, Any]) -> Any:
        """The same, whatever an op raises."""
        env, places = dict(self.recorded), self.f.places
        moved = {places[n]: v if v.shape else float(v) for n, v in moves.items() if places[n] > 0}
        shifts = {place: v - env[place] for place, v in moved.items()}
        apply = self.f.moving(lambda step, args: step[1].evaluate(*args), shifts, wide)
        env = replay(self.f.moved, env | moved, apply, wide)
        if self.f.recorded is None:
            return numpy().asarray(env[self.f.target])
        return numpy().asarray(sum(float(numpy().sum(wide(g) * env[p])) for p, g in self.f.recorded if p in env))


@quiet()
def rule(question: Question, claims: Sequence[Claim], deadline: float) -> list[Ruling | None]:
    """The ruling on each claim by differences in float64; None for what they cannot say."""
    moving = {n for claim in claims for n in claim.sources}
    if any(is_complex(v) for v in question.program.values().values()):
        return [None] * len(claims)
    replay = Replay(question, moving, deadline)
    try:
        base = replay({})
    except OutOfTime:
        base = None
    if base is None:
        return [None] * len(claims)
    values = [question.point[n] if n in moving else 0.0 for n in range(len(question.point))]
    coarse = min([c.width for c in claims] + [width(v) for v in (*[c.found for c in claims], *question.point)])
    coarse = min([coarse, *[width(line.value) for line in replay.f.moved]])
    arbiter = Arbiter(
        values, base, replay, lambda: (deadline - process_time()) / max(replay.took, 1e-6), NOTE, "out of time",
        rtol=FORMATS[coarse].rtol,
    )  # fmt: skip
    found = arbiter.rule([(c.sources, None if c.by_row else c.found) for c in claims])
    return [ruling and explained(ruling, question, replay.f) for ruling in found]


def explained(ruling: Ruling, question: Question, f: Function) -> Ruling:
    """A disagreement that is meant: gradients of the script's own, and what a dialect says of symmetric matrices."""
    if ruling.verdict == "FAIL" and (own := {line.op.name for line in f.moved if line.op.custom}):
        return ruling._replace(verdict="custom", note=f"the gradient of {', '.join(sorted(own))} is meant to differ")
    if ruling.verdict == "FAIL" and question.dialect and any(line.op.symmetric for line in f.moved):
        return ruling._replace(verdict="convention", note="of a symmetric matrix: which half moves is a convention")
    return ruling
