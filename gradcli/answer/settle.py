"""From raw numbers to numbers that may be printed: float64 first, more digits when in doubt, limits at awkward points.

Doubt is cheap to raise: a value that is not finite, an op that sits on its kink, or an error bound that leaves fewer
digits than asked for. Then the same records run again in mpmath until their own error bound is satisfied; and where no
rule can be trusted, the function is asked from both sides. Every number that is not plainly the derivative gets a note.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..core.forms import quiet
from ..core.trace import plain
from ..errors import DomainFault, GradcliError
from ..ops.values import complex_parts
from .derivatives import Ask, Block, Subject, blocks
from .describe import sits
from .trusted import clean, is_finite, trusted

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..results import Note

__all__ = ["Settled", "clean", "is_finite", "settle", "sits"]

SECONDS = 6.0  # for everything beyond float64


@dataclass(slots=True)
class Settled:
    """The blocks to print, what must be said about them, and the raw float64 ones they came from."""

    blocks: list[Block]
    notes: list[Note] = field(default_factory=list)
    raw: list[Block] = field(default_factory=list)


@quiet()
def settle(subject: Subject, ask: Ask, exact: Callable[[], Subject] | None = None) -> Settled:
    """Everything asked of the subject, each number right to `ask.digits` digits or with a note that says why not.

    exact: makes the subject anew from the decimals as written, in the working precision of mpmath; for more digits than
    a float has. Raises DomainFault where there is no number at all.
    """
    raw = swept(subject, ask)
    if raw is not None and trusted(subject, raw, ask):
        return Settled(raw, [], raw)
    import mpmath

    from ..interpreters.lift import lift
    from .sharpen import Unsharpened, blunt, sharpen
    from .singular import Judge

    deadline = time.process_time() + SECONDS
    make = exact or (lambda: subject.at([lift(v) for v in subject.values], lift))
    try:
        sharp = sharpen(make, ask, deadline)
    except Unsharpened as error:
        if raw is None:
            raise DomainFault("float64 has no number here, and more digits could not be had") from None
        if ask.digits > 15:
            raise GradcliError("no more than 15 digits could be had here", code="digits", status=4) from None
        sharp = blunt(subject, raw, ask, runs=isinstance(error.__cause__, TimeoutError))
    if raw is None:
        raw = [Block(b.path, b.by, lost(b.value)) for b in sharp.blocks]
    elif not all(is_finite(b.value) for b in raw):
        raw = [a if is_finite(a.value) else b for a, b in zip(raw, clean(blocks(subject, ask, absorb=True)))]
    with mpmath.workdps(40):
        return Settled(*Judge(subject, ask, raw, sharp, deadline, exact).settled(), raw)


def swept(subject: Subject, ask: Ask) -> list[Block] | None:
    """The blocks in float64; None where a rule has no number there though the function has one."""
    try:
        return clean(blocks(subject, ask))
    except DomainFault:
        return None
    except TypeError as error:
        if any(complex_parts(s[2]) for s in subject.program.steps):
            raise GradcliError("no derivative here is known of complex numbers", code="complex") from error
        raise


def lost(value: Any) -> Any:
    """nan in the shape of a value."""
    return plain(value).astype(float) * float("nan") if getattr(value, "shape", ()) else float("nan")
