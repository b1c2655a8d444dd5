"""A recorded program as an arbiter of its own derivatives: replayed in float64 with its sources moved.

It knows no rule. It is asked where mpmath would take too long: a replay takes no longer than the run itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import process_time
from typing import Any

from ..core.forms import numpy, quiet
from ..core.program import Program, Uniform, replay
from ..core.trace import dtype_kind, split
from ..errors import BREAKS
from ..interpreters.error_bounds import FLOATS, width
from ..interpreters.numeric import Function
from ..interpreters.reverse import reverse
from ..ops.values import is_complex
from .arbiter import Arbiter, OutOfTime, Ruling
from .claims import Claim, Question
from .rule_tests import unheard
from .verdict import HALVES, corner_of

NOTE = "differences of the recorded program in float64"


def wide(value: Any) -> Any:
    """A value in float64, or of two of them, if it has fewer bits."""
    kind = dtype_kind(value)
    return value.astype(float if kind == "f" else complex) if kind in ("f", "c") else value


def parts(value: Any) -> Any:
    """A complex value, or array, as an array of its two parts, along a last axis; a real one as it is."""
    return numpy().stack([value.real, value.imag], -1) if is_complex(value) else value


def meaning(step: Any, args: list[Any]) -> Any:
    """A step in float64: what is cast from floats to floats keeps its digits."""
    if step[1].casts and dtype_kind(args[0]) in ("f", "c") and dtype_kind(step[2]) in ("f", "c"):
        return args[0].real if dtype_kind(step[2]) == "f" else args[0]
    return step[1].evaluate(*args)


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
        """The same, whatever an op raises; a complex source is moved by its parts, of a complex value the real part
        counts."""
        env, places, np = dict(self.recorded), self.f.places, numpy()
        moved = {}
        for n, v in moves.items():
            if places[n] > 0:
                v = v[..., 0] + 1j * v[..., 1] if is_complex(self.question.point[n]) else v
                moved[places[n]] = v if v.shape else v.item()
        shifts = {place: v - env[place] for place, v in moved.items()}
        env = replay(self.f.moved, env | moved, self.f.moving(meaning, shifts, wide), wide)
        if self.f.recorded is None:
            return np.asarray(env[self.f.target]).real
        return np.asarray(sum(float(np.sum(wide(g) * env[p]).real) for p, g in self.f.recorded if p in env))


@quiet()
def rule(question: Question, claims: Sequence[Claim], deadline: float) -> list[Ruling | None]:
    """The ruling on each claim by differences in float64; None for what they cannot say."""
    moving = {n for claim in claims for n in claim.sources}
    rerun = Replay(question, moving, deadline)
    try:
        base = rerun({})
    except OutOfTime:
        base = None
    if base is None:
        return [None] * len(claims)
    values = [parts(question.point[n]) if n in moving else 0.0 for n in range(len(question.point))]
    coarse = min([c.width for c in claims] + [width(v) for v in (*[c.found for c in claims], *question.point)])
    coarse = min([coarse, *[width(line.value) for line in rerun.f.moved]])
    arbiter = Arbiter(
        values, base, rerun, lambda: (deadline - process_time()) / max(rerun.took, 1e-6), NOTE, "out of time",
        rtol=FLOATS[coarse].rtol,
    )  # fmt: skip
    asked = [(c.sources, None if c.by_row else by_parts(c, question)) for c in claims]
    found = [ruling and explained(ruling, question, rerun.f) for ruling in arbiter.rule(asked)]
    lost = [n for n, ruling in enumerate(found) if ruling is not None and ruling.verdict == "FAIL"]
    exact = again([claims[n] for n in lost], question) if lost else []
    for n, ruling in zip(lost, arbiter.rule([(claims[n].sources, g) for n, g in zip(lost, exact)]) if lost else ()):
        if (failed := found[n]) is not None and ruling is not None and ruling.verdict == "ok":
            found[n] = failed._replace(verdict="imprecise", note=LOST)
    return found


LOST = "the rules agree in float64; this run lost digits to rounding"


def again(claims: Sequence[Claim], question: Question) -> list[Any]:
    """Gradients by the rules in float64; None for one that the rules do not give in the floats of the run either."""
    np, program, seeds = numpy(), question.program, question.seeds
    if seeds is None or any(len(c.sources) > 1 for c in claims):
        return [None] * len(claims)
    env = replay(list(program.until()), dict(zip(program.sources, map(wide, question.point))), meaning, wide)
    steps = [(step[0], step[1], env[step[0]], places, None, tuple([env.get(p, wide(a)) for p, a in zip(places, args)]))
             for step in program.until() for places, args in [split(step)]]  # fmt: skip
    with unheard(), np.errstate(all="ignore"):
        narrow = reverse(program, seeds)
        exact = reverse(Program(program.sources, program.targets, steps, program.active),
                        [(at, wide(g)) for at, g in seeds])  # fmt: skip
    places = [program.sources[c.sources[0]] for c in claims]
    same = [np.allclose(narrow.get(p, 0.0), c.found, 1e-5, 1e-30) for p, c in zip(places, claims)]
    return [exact.get(p) if fit else None for p, fit in zip(places, same)]


def by_parts(claim: Claim, question: Question) -> Any:
    """A derivative by the two parts of each complex source: TensorFlow's is d/dx + i d/dy, ours its conjugate."""
    (source, *others), found = claim.sources, claim.found
    if not is_complex(question.point[source]):
        return found.real if is_complex(found) else found
    if others:
        return None
    return parts(numpy().asarray(found if question.dialect else numpy().conj(found), complex))


def explained(ruling: Ruling, question: Question, f: Function) -> Ruling:
    """A disagreement that is meant: gradients of the script's own, and what a dialect says of symmetric matrices."""
    if ruling.verdict != "FAIL":
        return ruling
    if own := {line.op.name for line in f.moved if line.op.custom}:
        return ruling._replace(verdict="custom", note=f"the gradient of {', '.join(sorted(own))} is meant to differ")
    if question.dialect and any(line.op.symmetric for line in f.moved):
        return ruling._replace(verdict="convention", note=HALVES)
    if own := {line.op.name for line in f.moved if conventional(line)}:
        return ruling._replace(verdict="convention", note=f"the rule of {', '.join(sorted(own))} is a convention")
    corner = corner_of(question.program, f)
    return ruling._replace(verdict="undefined", note=f"{corner}: the slopes differ by sides") if corner else ruling


def conventional(line: Uniform) -> bool:
    """Whether a step sits where its rule is another library's choice."""
    return line.op.convention is not None and bool(numpy().any(line.op.convention(*line.args)))
