"""Which derivatives of a script hang on a number that left the trace, where it left, and what to write instead.

What came back at the same call is on the trace again, by an opaque step: the path through it is known, and marks whom
it concerns alone. What left for good may be anywhere: it marks every source that it depends on, unless nothing was kept
of it (a print), or the target was there before it left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ....answer.subject import Ask
from ....core.observer import called, instead
from ....core.op import OPAQUE
from ....core.program import Program
from ....core.reach import Way, ancestors, inputs, origins, passes
from ....core.trace import Exit, Step
from ....record import Record
from ....results import Note, Path, Result
from ..running.source_lines import Lined, line_of
from .explain_none import Heard
from .report import is_zero
from .tape_answers import TapeCall, leaves

if TYPE_CHECKING:
    from ....results.check import Item
    from ..again.second_run import SecondRun

COUNTED = "a count of comparisons"
NAMED = 3  # ways out that are named


class Mark(Record):
    """Why a source's derivative is in doubt: the calls by which what depends on it left, and their lines.

    unknown: nothing that the trace followed leads from the source to the target.
    """

    ways: list[tuple[str, int | None]]
    unknown: bool

    @property
    def where(self) -> str:
        """The calls and their lines."""
        told = [how + (f", line {line}" if line else "") for how, line in self.ways]
        more = f", and {len(told) - NAMED} more" if len(told) > NAMED else ""
        return f"left the trace at {'; '.join(told[:NAMED])}{more}"

    def message(self, name: str) -> str:
        """What a person is told, with what to write instead."""
        what = f"what depends on {name} {self.where}"
        so = "this derivative is not known" if self.unknown else "what came of it is taken as constant here"
        return f"{what}: {so}; {instead(self.ways[0][0])}"


def marks(
    heard: Heard, exits: Iterable[Exit], sources: Mapping[str, int], target: int, program: Program
) -> dict[str, Mark]:
    """The mark of each source that has one.

    exits: those that may have been kept. target: its place; 0 where the target is untraced. program: from the sources
    to the target, by the steps that are followed.
    """
    found: dict[int, list[tuple[str, int | None]]] = {}  # number of a source -> how and where it left
    exits = [e for e in exits if not target or e.when < target]
    if not exits and not any(step[1].kind == OPAQUE for step in heard.steps):
        return {}
    way, bits = ancestors(heard.steps, [target]), origins(heard.steps, list(sources.values()), moves)
    for step in heard.steps:
        if step[1].kind == OPAQUE and step[0] in way and (mask := bits.get(step[0], 0)):
            note(found, mask, len(sources), step[1].params[0], heard.lines.get(step[0]))
    for one in exits:
        if mask := bits.get(one.place, 0):
            how = (called(*one.where) if one.where and one.how.endswith("()") else None) or one.how
            note(found, mask, len(sources), how, line_of(one.where))
    known = Way(program.steps, program.targets[0]).smooth if found else set()
    return {name: Mark(found[n], place not in known) for n, (name, place) in enumerate(sources.items()) if n in found}


def moves(step: Step) -> tuple[int, ...]:
    """The inputs of a step with which it moves: none of one that is flat, whose derivative is 0 by whatever way."""
    return inputs(step) if step[1].kind == OPAQUE else passes(step)


def lost(asked: TapeCall, exits: Iterable[Exit], ask: Ask) -> list[Note]:
    """That part of what an answer of a tape could be left the tape while it heard: that tapes have it so is known."""
    call, heard = asked.call, Heard(asked.heard)
    answers = zip(asked.names, call.program.sources, leaves(call))
    sources = {name: place for name, place, g in answers if g is not None and ask.by(name)}
    began = next((piece.since for piece in asked.heard if isinstance(piece, Lined)), 0)
    inside = [one for one in exits if one.when > began]
    found = marks(heard, inside, sources, max(call.program.targets), call.program) if inside and sources else {}
    return [
        Note(Path(call.kind, name), "constant", f"what depends on {name} {mark.where}: to the tape it is constant")
        for name, mark in found.items()
    ]


def note(found: dict[int, list[tuple[str, int | None]]], mask: int, count: int, how: str, line: int | None) -> None:
    """The sources of a mask left so."""
    for n in range(count):
        if mask >> n & 1 and (how, line) not in (ways := found.setdefault(n, [])):
            ways.append((how, line))


def apply(result: Result, marked: Mapping[str, Mark], second: SecondRun | None) -> None:
    """Put the warning of each marked source at each of its derivatives, which is null where it is unknown.

    second: the second run, whose fine steps have decided on them, and whose coarse ones do; without one no check of
    the recording verifies them.
    """
    for path, number in result.numbers.items():  # a derivative of zero is what the lost part has left of it
        if path.kind in ("grad", "jacobian") and path.by[0] in marked and is_zero(number):
            marked = {**marked, path.by[0]: marked[path.by[0]]._replace(unknown=True)}
    for path in result.numbers:
        names = [name for name in dict.fromkeys(path.by) if name in marked]
        if not names:
            continue
        name = next((name for name in names if marked[name].unknown), names[0])
        if marked[name].unknown:
            result.numbers[path] = None
            result.notes = [n for n in result.notes if n.path != path]
        result.bounds[path] = False, None  # whatever is known of the recorded program
        result.notes.append(Note(path, "left", marked[name].message(name)))
        for item in result.check.items if result.check is not None else ():
            if item.path == path and item.verdict == "ok":
                doubt(item, f"what depends on {name} {marked[name].where}", second)
            if item.path == path and marked[name].unknown:  # no number is printed that could be right or wrong
                item.tape = item.rel_err = item.digits = item.formula = None
                item.note, item.proven = item.note or f"what depends on {name} {marked[name].where}", False
                item.verdict = "skipped" if item.verdict in ("ok", "FAIL") else item.verdict
    flat = {n.path: n.message for n in result.notes if n.code == "unconnected"} if second is not None else {}
    for item in result.check.items if result.check is not None else ():
        if item.path in flat and item.verdict == "ok":
            doubt(item, flat[item.path], second)


def doubt(item: Item, why: str, second: SecondRun | None) -> None:
    """What is left of a confirmed item of which part left the trace: only the script itself confirms it, from afar."""
    from ....check.arbiter import Ruling
    from ..again.second_run import decide

    ruling = Ruling("skipped") if second is None else second.afar(item.path)
    if ruling.verdict != "ok":
        decide(item, ruling._replace(note=f"{why}: {ruling.note}" if ruling.note else why))
