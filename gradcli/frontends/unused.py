"""Whether a gradient of zero is one that was computed, or says that nothing differentiable leads from a variable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..core.reach import Way
from ..results import Note, Path

if TYPE_CHECKING:
    from ..answer.subject import Subject


AWAY = (
    r"(?:d|[Δδ]_?|σ_?|sigma_?|delta_?|u_|s_|err_)(\w+)|(\w+)_(?:err|error|sigma|std|unc)"  # what deviations are called
)


def unused_names(names: Sequence[str], bindings: Sequence[Any], text: str = "") -> list[Note]:
    """A note for each name that an expression does not use; of dx=0.1 beside x=2, how a deviation is written.

    text: of the expression, in which a name may have been run together with a function, as in acos(x).
    """
    import re

    source = {b.name: b.source for b in bindings}
    notes = []
    for name in names:
        found = re.fullmatch(AWAY, name)
        of = found and (found[1] or found[2])
        meant = f": for a standard deviation write {of}={source[of]}+-{source[name]}" if of in source else ""
        if called := re.search(rf"(?<!\w){name}(sin|cos|tan|exp|log|sinh|cosh|tanh)\s*\(", text):
            meant = f": {called[0]}...) is a function, a product is written {name}*{called[1]}(...)"
        notes.append(Note(f"point.{name}", "unused", f"{name} is not used{meant}"))
    return notes


def constant_call(text: str) -> Note:
    """That nothing varies in f(x, y) = x^2*y; f(2, 3), and what to write for a gradient."""
    import re

    call = re.fullmatch(r"(\w+)\(([^()]*)\)", text.rpartition(";")[2].strip())
    head = call and re.search(rf"(?<!\w){call[1]}\s*\(([\w\s,]*)\)\s*=", text)
    told = "write a name for a number, and give it that value"
    if call and head:
        given = [f"{name.strip()}={value.strip()}" for name, value in zip(head[1].split(","), call[2].split(","))]
        told = f"write {call[1]}({head[1].strip()}), and give {' '.join(given)}"
    return Note(Path("value"), "constant", f"nothing varies: for a gradient {told}")


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
