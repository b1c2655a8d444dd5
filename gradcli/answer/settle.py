"""From raw numbers to numbers that may be printed: float64 first; in doubt, germs, which prove them.

Doubt is cheap to raise: a value that is not finite, an op that sits on its kink, or an error bound that leaves fewer
digits than asked for. Then the same records run on balls and one-sided series of FLINT's (see `interpreters/germs`),
with as many digits as it takes. Every number that is not plainly the derivative gets a note.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext

from ..core.forms import quiet
from ..core.trace import Listener
from ..errors import DomainFault, GradcliError
from ..ops.values import complex_parts, is_finite
from ..record import Record
from ..results import Note
from .derivatives import blocks, skeleton
from .subject import Ask, Block, InDoubt, Subject
from .trusted import LONG, boundable, clean, in_plain_balls, trusted

__all__ = ["Settled", "clean", "settle"]

SECONDS = 6.0  # for everything beyond float64
SHORT = 1.0  # the same of a program whose float64 numbers are printed in any case


class Settled(Record):
    """The blocks to print, what must be said about them, and the raw float64 ones they came from."""

    blocks: list[Block]
    notes: list[Note]
    raw: list[Block]


@quiet()
def settle(subject: Subject, ask: Ask, exact: Callable[[], Subject] | None = None) -> Settled:
    """Everything asked of the subject, each number right to `ask.digits` digits or with a note that says why not.

    exact: makes the subject anew in germs, from the decimals as written; without it the floats are what they are.
    Raises DomainFault where there is no number at all, InDoubt where float64 alone was asked and will not do.
    """
    decimals = exact is not None
    plain = len(subject.program.steps) > LONG and in_plain_balls(subject, ask, decimals)
    by_balls = ask.prove or plain
    steps = () if by_balls else subject.program.needed().steps
    with Listener() if not by_balls and boundable(subject, steps, ask) else nullcontext() as sweeps:
        found = swept(subject, ask)
    sure = found is not None and not by_balls and trusted(subject, steps, found, sweeps, ask, decimals)
    raw = None if found is None else clean(found)
    if raw is not None and sure:
        return Settled(raw, [], raw)
    if ask.float64:
        raise InDoubt
    from .proven import Proven

    if raw is None:
        raw = skeleton(subject, ask)
    elif not all(is_finite(b.value) for b in raw):
        raw = [a if is_finite(a.value) else b for a, b in zip(raw, clean(blocks(subject, ask, absorb=True)))]
    seconds = SECONDS if exact is not None or ask.prove or ask.digits > 15 else SHORT
    proven = Proven(subject, ask, raw, exact, time.process_time() + seconds, plain)
    return Settled(*proven.settled(), raw)


def swept(subject: Subject, ask: Ask) -> list[Block] | None:
    """The blocks in float64; None where a rule has no number there though the function has one."""
    try:
        return blocks(subject, ask)
    except DomainFault:
        return None
    except TypeError as error:
        if any(complex_parts(s[2]) for s in subject.program.steps):
            raise GradcliError("no derivative here is known of complex numbers", code="complex") from error
        raise
