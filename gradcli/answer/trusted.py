"""Whether float64's numbers may be printed as they are: finite, off every kink, with the digits asked for."""

from __future__ import annotations

from typing import Any

from ..core.budget import sweep_size
from ..core.trace import plain
from ..interpreters import error_bounds, on_kinks
from ..ops.values import is_finite, shape_of
from .derivatives import recorded, second_program, turned
from .subject import Ask, Block, Subject

STEPS = 1_000_000  # a longer program, its own sweeps included, gets no error bound
LONG = 2000  # from so many on, plain balls are sooner done than an error bound
BYTES = 1 << 28  # nor one whose sweeps, one for each element of a target, would be recorded in more


def clean(found: list[Block]) -> list[Block]:
    """The same blocks on bare values."""
    return [Block(b.path, b.by, plain(b.value)) for b in found]


def on_kink(subject: Subject, bound: dict[int, Any] | None = None) -> list[Any]:
    """The needed steps that sit where their derivative does not exist, or may do so, for all that `bound` says."""
    return on_kinks.on_kink(subject.program, bound or {})


Bounds = dict[tuple[int, ...], tuple[Any, Any]]


def bounds(subject: Subject, order: int, decimals: bool = False) -> tuple[dict[int, Any], Bounds]:
    """({place: error bound}, (number, error bound) of each derivative: the value (), gradient (n,), Hessian (n, m))."""
    found: list[Block] = []
    program = subject.program
    if order >= 2:
        program, found = second_program(subject)
    elif order == 1:
        program, found = recorded(subject)
    at = error_bounds.errors(program, decimals)
    by: Bounds = {
        (): (subject.result, at.get(subject.target, error_bounds.rounded(subject.result) if decimals else 0.0))
    }
    for block in found:
        value, error = plain(block.value), at.get(getattr(block.value, "at", 0), 0.0)
        if len(block.by) == 2 and block.by[0] > block.by[1]:  # the other half of the Hessian was not computed
            n, m = block.by
            error = turned(by[m, n][1], len(shape_of(subject.values[m])))
        by[block.by] = value, error
    return at, by


def sweeps_size(subject: Subject, order: int) -> float:
    """The bytes that recording the sweeps takes, beyond those of one."""
    sweep = sweep_size(subject.program.steps)
    rows = getattr(subject.result, "size", 1) if order == 1 else 0
    if order > 1:
        rows = 6 * sum(getattr(v, "size", 1) for v in subject.values)
    return sweep * (rows - 1)


def trusted(subject: Subject, raw: list[Block], ask: Ask, decimals: bool = False) -> bool:
    """Whether float64's error bound leaves the digits asked for, in every number, and nothing else is in doubt.

    decimals: as in `error_bounds.errors`. The bounds are noted in the blocks. Numbers that a script computes in fewer
    bits are its own, and are doubted only where no digit is left.
    """
    if ask.digits > 15 or not all(is_finite(b.value) for b in raw):
        return False
    orders = [len(b.by) for b in raw]
    if max(orders) > 2 or any(b.path.kind == "partials" for b in raw):
        return False
    steps = subject.program.needed().steps
    if not all(is_finite(s[2]) for s in steps):
        return False
    if len(steps) * 3 ** max(orders) > STEPS or sweeps_size(subject, max(orders)) > BYTES:
        return not on_kink(subject)
    at, by = bounds(subject, max(orders), decimals)
    for block in raw:
        block.error = by[block.by][1]
    digits = 1 if any(error_bounds.format_of(step[2]) is not error_bounds.DOUBLE for step in steps) else ask.digits
    return all(good(block, digits) for block in raw) and not on_kink(subject, at)


def in_plain_balls(subject: Subject, ask: Ask, decimals: bool) -> bool:
    """Whether plain balls prove all that is asked: a value and its gradient, of numbers, where nothing is decided."""
    from ..interpreters.balls import is_plain

    return not decimals and ask.order < 2 and not ask.partials and is_plain(subject.program)


def good(block: Block, digits: int) -> bool:
    """Whether a block's error bound leaves so many digits in every number."""
    right = block.error <= 0.5 * 10.0**-digits * abs(block.value)
    return bool(right.all() if hasattr(right, "all") else right)
