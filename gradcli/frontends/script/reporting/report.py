"""What a script's own program amounts to: its derivatives, and for each source without one the reason.

Short programs are settled as expressions are, with more digits where float64 leaves too few. A long one (a training
loop, an integration) keeps the numbers of one float64 sweep: its error bound would say nothing, and mpmath would take
minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from ....answer.derivatives import blocks
from ....answer.nonfinite import first_not_finite
from ....answer.settle import Settled, clean, settle
from ....answer.subject import Ask, Block, Subject
from ....core.forms import numpy
from ....core.program import Program
from ....core.reach import Way
from ....core.trace import Choice, plain
from ....errors import DomainFault, GradcliError
from ....ops.arithmetic import read
from ....ops.values import is_finite
from ....results import VALUE, Note, Path, Result
from ....results.check import Check
from ...evaluate import fill, unproven
from ..again.ties import ALONE
from ..running.source_lines import line_of
from .explain_none import Heard, at_line, op_name
from .kinks import WORK, at, code_of, nearly, sitting, tied, weight
from .staircases import staircases

if TYPE_CHECKING:
    from ..again.second_run import SecondRun


def study(
    subject: Subject,
    result: Result,
    ask: Ask,
    heard: Heard,
    choices: Mapping[int, list[Choice]],
    quiet: Collection[int],
    space: Mapping[str, Any],
    again: Callable[[Subject, float], SecondRun] | None = None,
) -> SecondRun | None:
    """Fill a result with all that was asked of its program, checked if so asked.

    choices: of the places by whose values something was taken. quiet: see `tied`. space: the script's names at its
    end. again: makes the second run, which arbitrates; it is returned.
    Raises GradcliError where there is no number, with the line of the step to blame.
    """
    whole, program = subject, subject.program.unwrapped()
    subject = subject._replace(program=reaching(program, subject.result))
    try:
        lean = subject.program.needed(guards=False)  # what decides the branches is for `tied`
        taken = subject._replace(program=lean) if subject.target in lean.active else subject
        floats = weight(taken.program) > WORK or (ask.digits <= 15 and wraps(taken.program))
        settled = plainly(taken, ask, heard) if floats else settle(taken, ask)
    except DomainFault as fault:
        line = heard.lines.get(getattr(fault, "place", 0))
        if ask.digits > 15 or not is_finite(subject.result):  # else what is undefined on the way is left out of it
            raise fault.about(f"line {line}") if line else fault from None
        settled = plainly(taken, ask, heard)
    value = next(b for b in settled.blocks if b.path == VALUE)
    if any(note.code == "jump" for note in settled.notes) and not near(value.value, subject.result):
        value = Block(value.path, (), subject.result)  # of the side that the script is on, whatever decimals say
        own = [b if b.path != VALUE else value for b in settled.blocks]
        settled = settled._replace(blocks=own, notes=[note for note in settled.notes if note.path != VALUE])
    fill(result, settled.blocks)
    result.notes += settled.notes + (unproven(settled.blocks) if ask.prove else [])
    stairs, noise = list[Note](), list[Note]()
    if ask.order:
        kept = {p for p, made in choices.items() if any(line_of(one.where) not in quiet for one in made)}
        told = tied(whole.program, subject.names, heard.steps, heard.lines, kept, quiet)
        names = set(subject.names).difference(note.path[5:] for note in told)
        names = {name for name in names if not is_zero(result.numbers.get(path(subject, name), 0.0))}
        stairs = staircases(whole, names, heard.lines, quiet)
        told += stairs
        first = {note.path for note in told}
        others = nearly(whole.program, subject.names, heard.steps, heard.lines, quiet)
        told += [note for note in others if note.path not in first]
        noise = [note for note in told if ALONE in note.message]
        known = {str(note.path) for note in settled.notes if note.code in ("kink", "jump")}
        named = [note._replace(path=path(subject, note.path.partition(".")[2])) for note in told]
        result.notes += [note for note in named if str(note.path) not in known]
        by = {note.path.partition(".")[2]: note.message for note in told}
        mixed = {p: [by[n] for n in p.by if n in by] for p in result.numbers if len(p.by) > 1}
        result.notes += [Note(p, "kink", found[0]) for p, found in mixed.items() if found and str(p) not in known]
    seconds = ask.seconds
    second = None if again is None else again(subject, seconds if ask.deadline is None else 0.6 * seconds)
    if second is not None:
        second.judge(settled.blocks)
    if ask.check:
        from ....check import verify

        most = seconds if second is None else min(seconds / 2, seconds - second.seconds + second.left)
        result.check = verify(subject, settled, ask, seconds=max(most, seconds / 10))
        if second is not None:
            second.merge(result.check)
        fine = {str(path(subject, note.path[5:])): note.message for note in stairs + noise}
        for item in result.check.items:
            if item.verdict == "ok" and (told_so := fine.get(str(item.path))):  # of one step, or of noise
                item.verdict, item.note = "undefined", told_so
        known = {str(note.path) for note in result.notes if note.code in ("kink", "jump")}
        for item in result.check.items:
            if item.verdict == "undefined" and (code := code_of(item.note)) and str(item.path) not in known:
                result.notes.append(Note(item.path, code, item.note or ""))
    if ask.against is not None and second is not None:
        from ..again.against import compared

        found, known_check = compared(second, subject, settled.blocks, ask), result.check or Check([])
        result.check = Check([*found.items, *known_check.items], [*found.notes, *known_check.notes])
    if ask.expect:
        from ..again.by_hand import expected

        items, notes = expected(subject, ask, second, space)
        result.check = result.check or Check([])
        result.check.items += items
        result.check.notes += notes
    return second


def reaching(program: Program, value: Any) -> Program:
    """A program whose target no source leads to, with a step that reads its value."""
    (at,) = program.targets
    if at in program.active:
        return program
    return Program(
        program.sources, program.targets, [*program.steps, (at, read.op, value, 0, 0, value)], program.active
    )


def wraps(program: Program) -> bool:
    """Whether a derivative passes through NumPy's small whole numbers, which a source's dtype is."""
    return any(getattr(getattr(step[2], "dtype", None), "char", "?") in "bBhHiI" for step in program.steps)


def plainly(subject: Subject, ask: Ask, heard: Heard) -> Settled:
    """The numbers of float64 as they are, with a note where one is not finite or an op sits on its kink."""
    if ask.digits > 15:
        raise GradcliError(f"{weight(subject.program)} steps are too many for {ask.digits} digits", code="too-large")
    found = clean(blocks(subject, ask))
    notes = []
    if not all(is_finite(b.value) for b in found):
        again = clean(blocks(subject, ask, absorb=True))
        found = [a if is_finite(a.value) else b for a, b in zip(found, again)]
        bad = first_not_finite(subject.program.steps)
        what = f": {bad[1].name}{at(heard.lines, bad[0])} was the first" if bad is not None else ""
        notes += [Note(b.path, "nonfinite", f"not finite{what}") for b in found if not is_finite(b.value)]
    return Settled(found, notes + sitting(subject.program, heard.lines), found)


def connected(
    subject: Subject, result: Result, heard: Heard, choices: Mapping[int, list[Choice]], quiet: Collection[int],
    marked: Collection[str],
) -> list[Note]:  # fmt: skip
    """A note for each source that no derivative comes from, saying why its 0 is one.

    choices: of the places by whose values something was taken.
    quiet: the lines in which nothing is kept of what leaves the trace. marked: the sources of which it is told already.
    """
    target, notes = subject.target, []
    zero = [
        (n, p)
        for n, p in zip(subject.names, subject.program.sources)
        if n not in marked and is_zero(result.numbers.get(path(subject, n), 0.0))
    ]
    if not zero:
        return []
    way = Way(heard.steps, target)
    for name, source in zero:
        if source in way.smooth:
            continue
        code = "unconnected"
        if flat := way.cuts(source):
            where = at_line(heard.lines.get(flat[0][0]))
            why = f"{op_name(flat[0])}{where} is flat, and cuts the path from {name}"
        elif chosen := choice(reach := heard.reach(source), heard, quiet):
            why = f"{name} reaches the value only through the {chosen}"
        elif counted := [one for place in (source, *reach) for one in choices.get(place, ())]:
            line = line_of(counted[0].where)
            why = f"{name} reaches the value only through a count or an index{f' at line {line}' if line else ''}"
        else:
            code, why = "unused", f"the value does not depend on {name}"
        notes.append(Note(path(subject, name), code, why))
    return notes


def choice(reach: dict[int, Any], heard: Heard, quiet: Collection[int]) -> str | None:
    """The first branch that what a source reaches has decided, and its line; None if there is none."""
    asked = (place for place, step in reach.items() if step[1].guards or step[1].compares)
    first = next((place for place in asked if heard.lines.get(place) not in quiet), None)
    return None if first is None else f"comparison{at(heard.lines, first)}"


def is_zero(value: Any) -> bool:
    """Whether a derivative, as it is printed, is nothing but zeros."""
    return all(map(is_zero, value)) if isinstance(value, list) else not value


def path(subject: Subject, name: str) -> Path:
    """How a source's first derivative is spelled."""
    return Path("jacobian" if getattr(plain(subject.result), "shape", ()) else "grad", name)


def near(value: Any, result: Any) -> bool:
    """Whether a value, of decimal texts perhaps, is what the script made, to the digits of ordinary arithmetic."""
    np = numpy()
    kind = complex if np.iscomplexobj(result) else float
    return bool(np.allclose(np.asarray(value, dtype=object).astype(kind), result))
