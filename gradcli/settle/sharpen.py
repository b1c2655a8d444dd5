"""The same records in mpmath, with as many digits as their own error bound asks for.

A bound that is too wide says how many digits are missing, so the next run has them. Where nothing bounds the error (a
singular matrix, orders above 2), two runs must agree, the second with many more digits than the first.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

from ..core.forms import is_mpf, numpy
from ..core.timer import limit
from ..errors import DomainFault, GradcliError
from ..interpreters.lift import lift
from ..study import Block, blocks
from .doubt import bounds, clean, on_kink

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..study import Ask, Subject

GUARD = 23  # digits beyond those asked for, to begin with
MOST = 60_000  # digits of the last run
BLIND = (160, 640, 2600)  # digits tried in turn where nothing says how many are missing
NOTHING = -1400  # the binary exponent below which a number is 0: far below any float


@dataclass(slots=True)
class Sharp:
    """The blocks in mpmath, and what is known of them.

    missing: how many digits each block lacks, at most 0 where it is right, inf where nothing is known.
    lost: how many the worst of value, gradient and Hessian lacks. kinks: the steps that sit on theirs.
    """

    subject: Subject
    blocks: list[Block]
    missing: list[float]
    lost: float
    kinks: list[Any]


def sharpen(make: Callable[[], Subject], ask: Ask, deadline: float) -> Sharp:
    """Run at rising precision until all is known, or time or digits run out.

    make: records the subject in mpmath's working precision. Raises TimeoutError if not even the first run ends in time.
    """
    import mpmath

    digits = max(ask.digits, 17)
    dps, blind = digits + GUARD, list(BLIND)
    found: Sharp | None = None
    while True:
        start = time.monotonic()
        with mpmath.workdps(dps):
            try:
                with limit(max(deadline - start, 0.1), TimeoutError):
                    now = run(make, ask, digits, found)
            except TimeoutError:
                if found is None:
                    raise
                return found
            except DomainFault:  # a matrix may look singular to few digits
                if not blind:
                    raise
                dps = blind.pop(0) + digits
                continue
            except GradcliError:
                raise
            except (ArithmeticError, TypeError, ValueError, AttributeError) as error:
                if found is None:
                    raise GradcliError(f"no more than 15 digits here: {error}", code="digits") from error
                return found
        found = now
        if max(found.missing) <= 0 or time.monotonic() > deadline or dps >= MOST:
            return found
        if inf > found.lost > 0:
            dps += int(found.lost) + 10
        elif blind:
            steepest = max(len(b.by) for b in found.blocks)  # each order loses about as many digits again
            dps = max(blind.pop(0) + digits, dps * (steepest + 1) // 2)
        else:
            return found
        dps = min(dps, MOST)


def blunt(subject: Subject, raw: list[Block]) -> Sharp:
    """What float64 knows, where there was no time for more: it may lack any number of digits."""
    found = [Block(b.path, b.by, lift(b.value)) for b in raw]
    return Sharp(subject, found, [inf] * len(found), inf, on_kink(subject))


def run(make: Callable[[], Subject], ask: Ask, digits: int, before: Sharp | None) -> Sharp:
    """One run in the precision in force, judged by its error bound, or where there is none by the run before."""
    import mpmath

    subject = make()
    found = clean(blocks(subject, ask))
    at, by = bounds(subject, order(found), mpmath.mp.eps)
    missing, lost = [], [0.0]
    for value, error in by.values():
        lost.append(lacking(value, error, digits))
    for n, block in enumerate(found):
        error = by[block.by][1] if block.by in by else inf
        m = lacking(block.value, error, digits)
        if m == inf and before:
            error = abs(block.value - before.blocks[n].value)
            m = min(lacking(block.value, error, digits), 0.5)  # a difference does not say how many are missing
        block.value = settled(block.value, error)
        missing.append(m)
    return Sharp(subject, found, missing, max(m for m in lost if m < inf), on_kink(subject, at))


def order(found: list[Block]) -> int:
    """The order up to which errors are bounded; the third and those above are judged by the second's."""
    return min(2, max(len(b.by) for b in found))


def magnitude(value: Any) -> float:
    """The binary exponent of a number; -inf for 0, inf for what is not finite."""
    if value == 0:
        return -inf
    if is_mpf(value):
        _, man, exponent, bits = value._mpf_
        return exponent + bits if man else inf
    from math import frexp, isfinite

    return frexp(value)[1] if isfinite(value) else inf


def lacking(value: Any, error: Any, digits: int) -> float:
    """How many more digits a run needs, given its error bound: at most 0 where none, inf where nothing is known."""
    if getattr(value, "shape", ()):
        wide = numpy().broadcast_to(error, value.shape)
        return max([lacking(v, e, digits) for v, e in zip(value.flat, wide.flat)], default=-inf)
    e, v = magnitude(error), magnitude(value)
    if e == inf or v == inf:
        return inf
    if endless(v, e):
        return -inf
    return (e - max(v, NOTHING)) * 0.30103 + digits + 1


def settled(value: Any, error: Any) -> Any:
    """The value, but 0 or inf where it is out of every float's range and its error bound is as large as it is."""
    if getattr(value, "shape", ()):
        out = numpy().empty(value.shape, object)
        for n, (v, e) in enumerate(zip(value.flat, numpy().broadcast_to(error, value.shape).flat)):
            out.flat[n] = settled(v, e)
        return out
    v, e = magnitude(value), magnitude(error)
    if v < NOTHING and v <= e + 60:
        return value * 0
    return value * inf if endless(v, e) else value


def endless(value: float, error: float) -> bool:
    """Whether a number grows with the digits, as tan(pi/2) does: too large for floats, and its error as large as it."""
    return inf > error >= value - 10 and value > -NOTHING
