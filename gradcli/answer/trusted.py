"""Whether float64's numbers may be printed as they are: finite, off every kink, with the digits asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.budget import sweep_size
from ..core.program import Program
from ..core.trace import Listener, Step, plain
from ..interpreters import error_bounds
from ..interpreters.error_bounds import DOUBLE
from ..interpreters.on_kinks import on_kink
from ..ops.values import is_finite, shape_of
from .derivatives import turned
from .subject import Ask, Block, Subject

STEPS = 1_000_000  # a longer program, its own sweeps included, gets no error bound
LONG = 2000  # from so many on, plain balls are sooner done than an error bound
BYTES = 1 << 28  # nor one whose sweeps, one for each element of a target, would be recorded in more


def clean(found: list[Block]) -> list[Block]:
    """The same blocks, on bare values from here on."""
    for block in found:
        if block.value.__class__ is not float:
            block.value = plain(block.value)
    return found


def note_bounds(subject: Subject, found: list[Block], at: dict[int, Any], decimals: bool) -> None:
    """Note in each block how far its number may be off. at: the error bound of every place."""
    by: dict[tuple[int, ...], Any] = {}
    for block in found:
        if not block.by:
            error = at.get(subject.target, error_bounds.rounded(subject.result) if decimals else 0.0)
        elif block.value.__class__ is float:
            error = 0.0
        elif place := getattr(block.value, "at", 0):
            error = at.get(place, 0.0)
        elif len(block.by) == 2 and block.by[0] > block.by[1]:  # the other half of the Hessian was not computed
            n, m = block.by
            error = turned(by[m, n], len(shape_of(subject.values[m])))
        else:
            error = 0.0
        by[block.by] = block.error = error


def sweeps_size(subject: Subject, order: int) -> float:
    """The bytes that recording the sweeps takes, beyond those of one."""
    sweep = sweep_size(subject.program.steps)
    rows = getattr(subject.result, "size", 1) if order == 1 else 0
    if order > 1:
        rows = 6 * sum(getattr(v, "size", 1) for v in subject.values)
    return sweep * (rows - 1)


def boundable(subject: Subject, steps: Sequence[Step], ask: Ask) -> bool:
    """Whether the sweeps over the needed steps are to be recorded, for their error bounds."""
    if ask.digits > 15 or ask.order > 2 or ask.partials:
        return False
    return len(steps) * 3**ask.order <= STEPS and sweeps_size(subject, ask.order) <= BYTES


def trusted(
    subject: Subject, steps: Sequence[Step], found: list[Block], sweeps: Listener | None, ask: Ask, decimals: bool
) -> bool:
    """Whether float64's error bound leaves the digits asked for, in every number, and nothing else is in doubt.

    steps: those that are needed; sweeps: what was recorded of the way to what was found. decimals: as in
    `error_bounds.errors`. The bounds are noted in the blocks. Numbers that a script computes in fewer bits are its own,
    and are doubted only where no digit is left.
    """
    if ask.digits > 15 or ask.order > 2 or ask.partials or not all(is_finite(b.value) for b in found):
        return False
    if not all(is_finite(s[2]) for s in steps):
        return False
    if sweeps is None:
        return not on_kink(subject.program)
    program = Program(subject.program.sources, [], [*subject.program.until(), *sweeps.steps])
    at = error_bounds.errors(program, decimals)
    note_bounds(subject, found, at, decimals)
    digits = 1 if any(error_bounds.format_of(step[2]) is not DOUBLE for step in steps) else ask.digits
    return all(good(block, digits) for block in found) and not on_kink(subject.program, at)


def in_plain_balls(subject: Subject, ask: Ask, decimals: bool) -> bool:
    """Whether plain balls prove all that is asked: a value and its gradient, where nothing is decided."""
    from ..interpreters.balls import is_plain

    first = not decimals and ask.order < 2 and not ask.partials and not shape_of(subject.result)
    return first and is_plain(subject.program)


def good(block: Block, digits: int) -> bool:
    """Whether a block's error bound leaves so many digits in every number."""
    error = block.error
    if error.__class__ is float and error == 0.0:
        return True
    right = error <= 0.5 * 10.0**-digits * abs(plain(block.value))
    return bool(right.all() if hasattr(right, "all") else right)
