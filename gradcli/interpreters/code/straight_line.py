"""A program in its shortest straight line: value and derivatives, constants folded, common steps once, none dead.

A reverse sweep is itself recorded, so a program followed by its sweeps is one more program; what they share is shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ...core.program import Program, uniform
from ...core.trace import Listener, Step, Tensor, Traced, place, split, tick
from ...ops.analysis import sqrt
from ...ops.arithmetic import add, divide, multiply, positive, power, read
from ..reverse import reverse

By = tuple[int, ...]  # what a derivative is by, as positions
STEPS = 50_000  # of a line; a longer one is not worth compiling


class TooLong(Exception):
    """The straight line has more steps than are worth compiling."""


@dataclass(slots=True, frozen=True)
class Operand:
    """A place, or where that is 0 a constant."""

    at: int
    value: Any = None


@dataclass(slots=True)
class Line:
    """Steps from the sources to the outputs. A step is (place, op, recorded value, places, None, args), a place of 0
    standing for the constant beside it; op may also be a `Watch`, whose value nobody reads."""

    sources: tuple[int, ...]
    outputs: list[Operand]
    steps: list[Step]


@dataclass(slots=True, frozen=True)
class Watch:
    """A question asked of every row, in a step's place: f(*args) is true where the row deserves a second look."""

    ask: Any
    name: str = "watch"


def with_derivatives(
    program: Program, wrt: Sequence[int], paths: Iterable[By], also: Sequence[Operand] = (), watch: Any = list
) -> Line:
    """The program's target and its derivatives along `paths` (positions in `wrt`), in that order, as one line.

    The empty path is the value. also: further outputs. watch: puts questions among the program's own steps.
    Every quantity is a number. Raises TooLong.
    """
    target = Operand(at := program.targets[0], program.values().get(at))
    own = living([uniform(step) for step in program.steps], [target, *also])
    steps = list(own)
    found: dict[By, Operand] = {(): target}
    paths = list(paths)
    for path in sorted({p[:n] for p in paths for n in range(1, len(p) + 1)}, key=len):
        if path not in found:
            sweep(found, path[:-1], wrt, steps)
    line = Line(program.sources, [*(found[path] for path in paths), *also], [*watch(own), *steps[len(own) :]])
    return simplified(line)


def sweep(found: dict[By, Operand], path: By, wrt: Sequence[int], steps: list[Step]) -> None:
    """Differentiate the quantity at `path` by every name, and append what that takes to the steps."""
    start = found[path]
    known: dict[int, Any] = {}
    if start.at:
        part = Program([*dict.fromkeys(wrt)], [start.at], sorted(steps, key=lambda s: s[0]))
        with Listener() as ear:
            known = reverse(part, [(start.at, 1.0)])
        steps += ear.steps
    if len(steps) > STEPS:
        raise TooLong
    for n, source in enumerate(wrt):
        g = known.get(source, 0.0)
        found[(*path, n)] = Operand(g.at, g.value) if isinstance(g, Traced) else Operand(0, g)


def simplified(line: Line) -> Line:
    """The same line, shorter: what depends on no source is a constant, equal steps are one, and none is dead."""
    same: dict[int, Operand] = {}
    known: dict[Any, int] = {}
    moving = set(line.sources)
    kept: list[Step] = []
    for step in expanded(line.steps):
        at, op = step[0], step[1]
        if at in moving:
            continue  # a source that other steps make is given, not made
        places, args = split(step)
        operands = [same.get(i) or Operand(i if i in moving else 0, a) for i, a in zip(places, args)]
        if not any(o.at for o in operands):
            same[at] = Operand(0, step[2])
            continue
        if not isinstance(op, Watch) and (short := shortcut(op, operands)) is not None:
            same[at] = short
            continue
        key = identity(op, operands)
        if (before := known.get(key)) is not None:
            same[at] = Operand(before, step[2])
            continue
        known[key] = at
        moving.add(at)
        kept.append((at, op, step[2], tuple(o.at for o in operands), None, tuple(o.value for o in operands)))
    outputs = [same.get(o.at) or (o if o.at in moving else Operand(0, o.value)) for o in line.outputs]
    return Line(line.sources, outputs, living(kept, outputs))


def shortcut(op: Any, operands: Sequence[Operand]) -> Operand | None:
    """What a step comes to that computes nothing: a factor or divisor of 1, a copy, a choice that is made."""
    if op.selects and not operands[0].at:
        return operands[1 if operands[0].value else 2]
    if op is read.op or op is positive.op:
        return operands[0]
    if op is multiply.op and not operands[0].at and operands[0].value == 1.0:
        return operands[1]
    if (op is multiply.op or op is divide.op) and not operands[1].at and operands[1].value == 1.0:
        return operands[0]
    return None


def identity(op: Any, operands: Sequence[Operand]) -> Any:
    """What makes two steps the same: the op, and its operands in order, or in any order if it does not matter."""
    keys = [o.at or repr(o.value) for o in operands]
    return (op, *(sorted(keys, key=str) if op is add.op or op is multiply.op else keys))


def living(steps: Sequence[Step], outputs: Iterable[Operand]) -> list[Step]:
    """The steps that an output needs, or that watch."""
    wanted, kept = {o.at for o in outputs}, []
    for step in reversed(steps):
        if step[0] in wanted or isinstance(step[1], Watch):
            kept.append(step)
            wanted.update(step[3])
    return kept[::-1]


def expanded(steps: Iterable[Step]) -> Iterable[Step]:
    """The steps, with whole and half powers as what is cheaper: x*x, x*x*x, 1/x, sqrt(x)."""
    for step in steps:
        if step[1] is power.op and (rule := POWERS.get(split(step)[1][1])) and not split(step)[0][1]:
            places, args = split(step)
            base = Tensor(args[0], places[0])
            with Listener() as ear:
                place(base)
                rule(base)
            *before, last = ear.steps
            yield from before
            yield (step[0], *last[1:])
        else:
            yield step


POWERS: dict[Any, Any] = {
    2.0: lambda x: multiply(x, x), 3.0: lambda x: multiply(multiply(x, x), x), -1.0: lambda x: divide(1.0, x),
    0.5: sqrt,
}  # fmt: skip


def taken(program: Program) -> tuple[Program, list[tuple[Operand, bool]]]:
    """The program with only the branches that it took, and what decided: each condition, and how it came out."""
    same: dict[int, Operand] = {}
    decided: list[tuple[Operand, bool]] = []
    steps: list[Step] = []
    for step in program.steps:
        op = step[1]
        places, args = split(step)
        operands = [same.get(i) or Operand(i, a) for i, a in zip(places, args)]
        if op.selects or op.guards:
            truth = bool(operands[0].value)
            if operands[0].at:
                decided.append((operands[0], truth))
            if op.selects:
                same[step[0]] = operands[1 if truth else 2]
            continue
        steps.append((step[0], op, step[2], tuple(o.at for o in operands), None, tuple(o.value for o in operands)))
    (at,) = program.targets
    target = same.get(at) or Operand(at, program.values().get(at))
    if not target.at:
        steps.append((at := tick(), read.op, target.value, (0,), None, (target.value,)))
        target = Operand(at, target.value)
    return Program(program.sources, [target.at], steps), decided


def same_code(a: Line, b: Line) -> bool:
    """Whether two lines are the same code: what was recorded in one then holds for the rows of the other."""
    return shape(a) == shape(b)


def shape(line: Line) -> list[Any]:
    """A line without its places and recorded values."""
    number = {p: n for n, p in enumerate((*line.sources, *(s[0] for s in line.steps)))}

    def name(i: int, value: Any) -> Any:
        return number[i] if i else repr(value)

    steps = [("watch" if isinstance(s[1], Watch) else s[1], *map(name, s[3], s[5])) for s in line.steps]
    return [*steps, *(name(o.at, o.value) for o in line.outputs)]
