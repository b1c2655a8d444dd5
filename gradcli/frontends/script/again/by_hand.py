"""--expect in a script without tapes: derivatives derived by hand, which may name the script's own variables.

At the point they are compared with the recorded program's; about it the script is run again, and its own differences
there are compared with what the formula then gives, of the names as they then are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ....answer.subject import Ask, Subject
from ....check import Question
from ....check.arbiter import OutOfTime
from ....core.forms import numpy
from ....core.trace import plain
from ....ops.values import shape_of
from ....results.check import Item
from ...expected import Derived, known, names_of, numeric, shaped, verdicts
from ..text.constants import CONSTANTS

if TYPE_CHECKING:
    from .second_run import SecondRun

POINTS = 3  # about the given one
ABOUT = 0.1  # of a number, by which it moves at most


def expected(
    subject: Subject, ask: Ask, second: SecondRun | None, space: Mapping[str, Any]
) -> tuple[list[Item], list[str]]:
    """The verdict on each derivative that was derived by hand, and what is to be said of them all.

    space: the script's names at its end. Raises GradcliError for a text that is no expression of these names.
    """
    known(ask.expect, subject.names)
    own = [*subject.names, *[name for name in CONSTANTS if name in space]]  # an e of the script's is no constant
    derived = {key: Derived(key, text, own) for key, text in ask.expect.items()}
    wanted = list(dict.fromkeys(text for one in derived.values() for text in one.wanted))
    values = {name: numeric(plain(v)) for name, v in zip(subject.names, subject.values)}
    found = {text: v for one in derived.values() for text, v in one.found(values, space).items()}
    able = second is not None and not second.fault
    if able and second is not None:
        try:
            found |= second.run({}, wanted).texts
        except OutOfTime:
            able = False
    question = Question(subject.program, subject.names, subject.values, [])
    items = verdicts(question, {key: (one.text, one.value(found)) for key, one in derived.items()}, ask.rtol)
    if not able or second is None:
        return items, []
    seen = beside(second, subject, derived, items, wanted)
    for item in items:
        if item.verdict == "ok" and seen:
            item.note = f"right here and at {seen} points about it, where the script ran again"
    notes = [
        f"{path}: the derivative itself is in doubt: {ruling.note}"
        for path, ruling in second.rulings.items() if ruling.verdict == "FAIL" and not ask.check
    ]  # fmt: skip
    return items, notes


def beside(
    second: SecondRun, subject: Subject, derived: Mapping[str, Derived], items: list[Item], wanted: list[str]
) -> int:
    """At how many points about the given one the formulas were compared; an item that is wrong there is FAIL."""
    np, seen = numpy(), 0
    for n in range(POINTS):
        toss = np.random.default_rng(n)
        point = [np.asarray(v, float) for v in subject.values]
        point = [v + ABOUT * np.where(v == 0, 1.0, np.abs(v)) * toss.uniform(-1.0, 1.0, v.shape) for v in point]
        moved = {name: v if v.shape else float(v) for name, v in zip(subject.names, point)}
        try:
            found = second.run(moved, wanted)
        except OutOfTime:
            break
        if found.fault is not None or found.value is None:
            continue
        seen += 1
        arbiter = second.arbiter(point, found.value)
        for k, (item, (key, one)) in enumerate(zip(items, derived.items())):
            if item.verdict != "ok":
                continue
            by = tuple(subject.names.index(name) for name in names_of(key, subject.names))
            value = shaped(key, one.value(found.texts), shape_of(subject.result), [point[s].shape for s in by])
            (ruling,) = arbiter.rule([(by, value)])
            if ruling is not None and ruling.verdict == "FAIL":
                place = ", ".join(f"{name} = {v:g}" for name, v in moved.items() if not shape_of(v))
                where = f"at {place}" if place else "beside it"
                note = f"right here, but {where} '{one.text}' is not the derivative: {ruling.note}"
                items[k] = ruling.item(item.path, note)
    return seen
