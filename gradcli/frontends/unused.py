"""Whether a gradient of zero is one that was computed, or says that nothing differentiable leads from a variable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.reach import Way
from ..results import Note, Path

if TYPE_CHECKING:
    from ..answer.subject import Subject


def unconnected(subject: Subject) -> list[Note]:
    """A note for each source whose gradient is zero because it is not used, or only through what is flat."""
    way = Way(subject.program.until(), subject.target)
    word = "jacobian" if getattr(subject.result, "shape", ()) else "grad"
    notes = []
    for name, place in zip(subject.names, subject.program.sources):
        if place in way.smooth:
            continue
        why = f"the value does not depend on {name}"
        if place in way.places:
            flat = sorted({step[1].name for step in way.cuts(place) if step[1].kind == "flat"})
            why = f"{name} reaches the value only through {', '.join(flat) or 'a condition'}, which is flat"
        notes.append(Note(Path(word, name), "flat", why))
    return notes
