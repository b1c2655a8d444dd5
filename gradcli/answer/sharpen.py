"""The same records in mpmath, with as many digits as their own error bound asks for.

A bound that is too wide says how many digits are missing, so the next run has them. Where nothing bounds the error (a
singular matrix, orders above 2), two runs must agree, the second with many more digits than the first.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import repeat
from math import inf
from typing import TYPE_CHECKING, Any

from ..core.forms import is_mpf, numpy
from ..core.timer import limit
from ..errors import BREAKS, DomainFault, GradcliError
from ..interpreters.lift import lift
from ..interpreters.numeric import elements
from .derivatives import Block, blocks
from .trusted import bounds, clean, on_kink

if TYPE_CHECKING:
    from collections.abc import Callable

    from .derivatives import Ask, Subject

GUARD = 23  # digits beyond those asked for, to begin with
MOST = 60_000  # digits of the last run
BLIND = (160, 640, 2600)  # digits tried in turn where nothing says how many are missing
FAR = 10**18  # the binary exponent beyond which even the first digits of a number are not known
NOTHING = -1400  # the binary exponent below which a number is 0: far below any float


class Unsharpened(Exception):
    """The program does not run in mpmath, or not in time."""


@dataclass(slots=True)
class Sharp:
    """The blocks in mpmath, and what is known of them.

    errors: the bounds of each block's numbers. missing: how many digits they lack, at most 0 where they are right, inf
    where nothing is known. kinks: the steps that sit on theirs. lost: how many digits the worst of value, gradient and
    Hessian lacks. runs: whether the program runs in mpmath at all.
    """

    subject: Subject
    blocks: list[Block]
    errors: list[list[Any]]
    missing: list[list[float]]
    kinks: list[Any]
    lost: float = inf
    runs: bool = True


def sharpen(make: Callable[[], Subject], ask: Ask, deadline: float) -> Sharp:
    """Run at rising precision until all is known, or time or digits run out.

    make: records the subject in mpmath's working precision. Raises Unsharpened if not even one run ends.
    """
    found = runs(make, ask, deadline)
    for block, error in zip(found.blocks, found.errors):
        block.value = settled(block.value, error)
    return found


def runs(make: Callable[[], Subject], ask: Ask, deadline: float) -> Sharp:
    """The last of the runs."""
    import mpmath

    digits = max(ask.digits, 17)
    dps, blind = digits + GUARD, list(BLIND)
    found: Sharp | None = None
    while True:
        start = time.process_time()
        with mpmath.workdps(dps):
            try:
                left = (deadline - start) / (2 if found else 1)  # limits may have to be examined yet
                with limit(max(left, 0.1), TimeoutError):
                    now = run(make, ask, digits, found)
            except DomainFault:  # a matrix may look singular to few digits
                if not blind:
                    raise
                dps = blind.pop(0) + digits
                continue
            except GradcliError:
                raise
            except (TimeoutError, *BREAKS) as error:
                if found is None:
                    raise Unsharpened from error
                return found
        found = now
        if (
            max([m for every in found.missing for m in every], default=0.0) <= 0
            or time.process_time() > deadline
            or dps >= MOST
        ):
            return found
        if inf > found.lost > 0:
            dps += int(found.lost) + 10
        elif blind:
            steepest = max(len(b.by) for b in found.blocks)  # each order loses about as many digits again
            dps = max(blind.pop(0) + digits, dps * (steepest + 1) // 2)
            if steepest > 2:  # two runs may agree because both lost the same
                dps = max(dps, digits + GUARD + steepest * reach(found.subject))
        else:
            return found
        dps = min(dps, MOST)


def reach(subject: Subject) -> int:
    """How many digits lie between 1 and the farthest number on the way: 1 + 1e-200 needs 200 to tell them."""
    numbers = [v for v in (*subject.values, *(s[2] for s in subject.program.steps)) if is_mpf(v)]
    sizes = [abs(m) for m in map(magnitude, numbers) if abs(m) < inf]
    return int(min(max(sizes, default=0), -NOTHING) * 0.30103)


def blunt(subject: Subject, raw: list[Block], ask: Ask, runs: bool) -> Sharp:
    """What float64 knows, where no more can be had."""
    found = [Block(b.path, b.by, lift(b.value)) for b in raw]
    at, by = bounds(subject, order(found))
    errors = [spread(by[b.by][1] if b.by in by else inf, b.value) for b in found]
    return Sharp(subject, found, errors, lacks(found, errors, ask.digits), on_kink(subject, at), runs=runs)


def run(make: Callable[[], Subject], ask: Ask, digits: int, before: Sharp | None) -> Sharp:
    """One run in the precision in force, judged by its error bound, or where there is none by the run before."""
    import mpmath

    subject = make()
    found = clean(blocks(subject, ask))
    at, by = bounds(subject, order(found), mpmath.mp.eps)
    known = [
        m for value, error in by.values() for m in map(lacking, elements(value), spread(error, value), repeat(digits))
    ]
    errors = [spread(by[b.by][1] if b.by in by else inf, b.value) for b in found]
    missing = lacks(found, errors, digits)
    for n, block in enumerate(found if before else ()):
        former = elements(before.blocks[n].value) if before else []
        for k, value in enumerate(elements(block.value)):
            if missing[n][k] == inf:
                errors[n][k] = abs(value - former[k])
                # a difference does not say how many are missing
                missing[n][k] = min(lacking(value, errors[n][k], digits), 0.5)
    return Sharp(subject, found, errors, missing, on_kink(subject, at), max([m for m in known if m < inf], default=0.0))


def spread(error: Any, value: Any) -> list[Any]:
    """The error bound of each element of a value."""
    return list(numpy().broadcast_to(error, value.shape).flat) if getattr(value, "shape", ()) else [error]


def lacks(found: list[Block], errors: list[list[Any]], digits: int) -> list[list[float]]:
    """How many more digits each number of each block needs."""
    return [[lacking(v, e, digits) for v, e in zip(elements(b.value), error)] for b, error in zip(found, errors)]


def order(found: list[Block]) -> int:
    """The order up to which errors are bounded; the third and those above are judged by the second's."""
    return min(2, max(len(b.by) for b in found))


def magnitude(value: Any) -> float:
    """The binary exponent of a number; -inf for 0, inf for what is not finite."""
    value = abs(value)  # of a complex number too
    if value == 0:
        return -inf
    if is_mpf(value):
        _, man, exponent, bits = value._mpf_
        return exponent + bits if man else inf
    from math import frexp, isfinite

    return frexp(value)[1] if isfinite(value) else inf


def lacking(value: Any, error: Any, digits: int) -> float:
    """How many more digits a run needs, given its error bound: at most 0 where none, inf where nothing is known."""
    e, v = magnitude(error), magnitude(value)
    if e == inf or v == inf:
        return inf
    if endless(v, e) or v > FAR:
        return -inf
    return min(max(e - max(v, NOTHING), -FAR), FAR) * 0.30103 + digits + 1


def settled(value: Any, errors: list[Any]) -> Any:
    """The value, but 0 or inf where it is out of every float's range and its error bound is as large as it is."""
    if getattr(value, "shape", ()):
        out = numpy().empty(value.shape, object)
        for n, (v, e) in enumerate(zip(value.flat, errors)):
            out.flat[n] = settled(v, [e])
        return out
    v, e = magnitude(value), magnitude(errors[0])
    if -FAR < v < NOTHING and v <= e + 60:
        return value * 0
    return value * inf if endless(v, e) else value


def endless(value: float, error: float) -> bool:
    """Whether a number grows with the digits, as tan(pi/2) does: too large for floats, and its error as large as it."""
    return inf > error >= value - 10 and FAR > value > -NOTHING
