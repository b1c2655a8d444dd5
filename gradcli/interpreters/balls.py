"""A long program of numbers in plain balls of FLINT's: one run, and one reverse sweep by the rules.

A running error bound grows with every step of a loop, where the errors themselves die out; a ball with more bits does
not mind. What decides something does so for a whole ball, or raises: kinks, arrays and other functions are for germs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.program import Program
from .reverse import reverse

BITS = 128  # to begin with


def is_plain(program: Program) -> bool:
    """Whether all steps are of numbers, by ops that plain balls run, with powers that are constants."""
    return all(
        step[4] is not None
        and step[1].plain
        and step[2].__class__ in (float, bool)
        and not (step[1].sign == "^" and step[4])
        for step in program.steps
    )


def run(program: Program, values: Sequence[float]) -> tuple[Any, list[Any]]:
    """The target's value and its derivatives by the sources, as balls of the precision in force.

    A ball that holds a pole, or leaves a function's domain, is not finite. Raises TypeError where a rule has no form,
    ValueError where a ball holds a kink, or something is decided otherwise than it was recorded.
    """
    from flint import arb

    env: dict[int, Any] = dict(zip(program.sources, map(arb, values)))
    steps: list[Any] = []
    for step in program.until():
        place, op, known, i, j, *args = step
        if place in env:
            continue
        if i in env:
            args[0] = env[i]
        if j in env:
            args[1] = env[j]
        env[place] = y = op.forms[arb](*args)
        if known.__class__ is bool and y is not known:
            raise ValueError("balls decide otherwise")
        steps.append((place, op, y, i, j, *args))
    target = program.targets[0]
    found = reverse(Program(program.sources, program.targets, steps, program.active), [(target, 1.0)])
    return env[target], [arb(found.get(place, 0.0)) for place in program.sources]
