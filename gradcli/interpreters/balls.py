"""A long program in plain balls of FLINT's, and arrays of them: one run, and one reverse sweep by the rules.

A running error bound grows with every step of a loop, where the errors themselves die out; a ball with more bits does
not mind. What decides something does so for a whole ball, or raises: kinks and other functions are for germs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.forms import numpy
from ..core.program import Program
from ..core.trace import Step, is_truth, split
from ..ops.values import like, shape_of
from .reverse import reverse

BITS = 128  # to begin with
MOST = 200_000  # operations on elements of arrays


def is_plain(program: Program) -> bool:
    """Whether all steps are run by plain balls, few enough of them in arrays; powers have to be constants."""
    simple = {op for op in {step[1] for step in program.steps} if op.plain and op.elementwise and op.sign != "^"}
    others = [step for step in program.steps if step[1] not in simple or step[2].__class__ not in (float, bool)]
    return all(map(is_ball, others)) and sum(map(work, others)) <= MOST


def is_ball(step: Step) -> bool:
    """Whether balls run a step, in float64: a plain function, a choice, or what moves, adds and multiplies elements."""
    op, y = step[1], step[2]
    moves = op.kind in ("linear", "bilinear") and not op.elementwise
    chosen = op.selects and is_truth(split(step)[1][0])
    known = is_truth(y) or y.__class__ is float or getattr(y, "dtype", None) == float
    return known and (op.plain or moves or chosen) and not (op.sign == "^" and step[4])


def work(step: Step) -> float:
    """How many operations on elements an array takes; of numbers none are counted."""
    size = max([getattr(a, "size", 0) for a in (step[2], *split(step)[1])])
    return float(size**1.5 if step[1].kind in ("bilinear", "general") and not step[1].elementwise else size)


def run(program: Program, values: Sequence[float]) -> tuple[Any, list[Any]]:
    """The target's value and its derivatives by the sources, as balls of the precision in force.

    A ball that holds a pole, or leaves a function's domain, is not finite. Raises TypeError where a rule has no form,
    ValueError where a ball holds a kink, or something is decided otherwise than it was recorded.
    """
    from flint import arb

    env: dict[int, Any] = dict(zip(program.sources, map(lifted, values)))
    steps: list[Any] = []
    for step in program.until():
        place, op, known, i, j, *args = step
        if place in env:
            continue
        if j is None:
            args = [env.get(at, a) for at, a in zip(i, *args)]
        else:
            if i in env:
                args[0] = env[i]
            if j in env:
                args[1] = env[j]
        number = known.__class__ is float and op.elementwise and j is not None
        y = op.forms[arb](*args) if number else op.evaluate(*args)
        if known.__class__ is not float and is_truth(known):
            if not numpy().all(y == known):
                raise ValueError("balls decide otherwise")
            y = known
        env[place] = y
        steps.append((place, op, y, i, None, tuple(args)) if j is None else (place, op, y, i, j, *args))
    target = program.targets[0]
    found = reverse(Program(program.sources, program.targets, steps, program.active), [(target, 1.0)])
    slopes = [found.get(place, like(v, 0.0)) for place, v in zip(program.sources, values)]
    return lifted(env[target]), list(map(lifted, slopes))


def lifted(a: Any) -> Any:
    """A number as a ball, an array as one of balls."""
    from flint import arb

    return numpy().frompyfunc(arb, 1, 1)(a) if shape_of(a) else arb(a)
