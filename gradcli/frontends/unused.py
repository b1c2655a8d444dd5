"""Whether a gradient of zero is one that was computed, or says that nothing differentiable leads from a variable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..core.trace import split
from ..results import Note, Path

if TYPE_CHECKING:
    from ..answer.derivatives import Subject


def unconnected(subject: Subject) -> list[Note]:
    """A note for each source whose gradient is zero because it is not used, or only through what is flat."""
    smooth, used, flat = {subject.target}, {subject.target}, set()
    for step in reversed(subject.program.until()):
        place, op, places = step[0], step[1], split(step)[0]
        if place not in used:
            continue
        used.update(places)
        if op.kind == "flat":
            flat.add(op.name)
        elif place in smooth:
            smooth.update(i for i, rule in zip(places, op.vjp) if rule is not None)
    word = "jacobian" if getattr(subject.result, "shape", ()) else "grad"
    notes = []
    for name, place in zip(subject.names, subject.program.sources):
        if place in smooth:
            continue
        why = f"the value does not depend on {name}"
        if place in used:
            why = f"{name} reaches the value only through {', '.join(sorted(flat)) or 'a condition'}, which is flat"
        notes.append(Note(Path(word, name), "flat", why))
    return notes
