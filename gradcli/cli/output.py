"""The one place that prints a report: what goes where, in which form, and the exit status that it deserves."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..record import Record
from . import streams
from .formats import Style, writer
from .formats.numbers import all_portable, is_array, leaves, portable

if TYPE_CHECKING:
    from ..results import Note, Report, Result

OK, ERROR, DISAGREE, NONFINITE, UNVERIFIED = 0, 1, 3, 4, 5

LARGE = 10_000_000  # characters of JSON that are told of

UNDEFINED = frozenset(
    {"jump", "pole", "infinite", "overflow", "nonfinite", "domain", "removable", "undecided", "unproven"}
)  # status 4
REPEATED = frozenset({"derivatives.0", "derivatives.1", "derivatives.2"})  # value, gradient and Hessian of one variable


class Manner(Record):
    """How to print: the form, the digits, some numbers only, where to, in what colours, with how many words."""

    form: str = "human"
    digits: int = 10
    paths: tuple[str, ...] = ()
    file: str | None = None
    color: str = "auto"
    quiet: bool = False
    allow_nonfinite: bool = False
    full: bool = False


def deliver(
    report: Report, manner: Manner, *, mild: frozenset[str] = frozenset(), failed: bool = False,
    drawing: Callable[[str], str] | None = None,
) -> int:  # fmt: skip
    """Print a report, and return its exit status.

    mild: codes that are mere warnings here though not in `eval`. failed: what was differentiated ended in an error.
    drawing: makes the text of the status, where it is not the report alone.
    Raises GradcliError for a --get path that is not there, CannotWrite, ClosedPipe.
    """
    verdict = judge(report, mild)
    status = "error" if failed else verdict
    text = drawn(report, manner, status) if drawing is None or manner.paths else drawing(status)
    if not manner.quiet:
        if manner.form not in ("json", "jsonl"):
            streams.tell(notes(report, colored(manner.color, sys.stderr)))
        elif len(text) > LARGE:
            streams.tell(f"note: {len(text) / 1e6:.0f} MB of JSON; --get PATH prints one number or array alone\n")
    if manner.file is None or manner.file == "-":
        streams.write(text)
    else:
        streams.write_file(manner.file, text)
    if verdict == "nonfinite" and manner.allow_nonfinite:
        return UNVERIFIED if unverified(report) else OK
    return {"disagree": DISAGREE, "nonfinite": NONFINITE, "unverified": UNVERIFIED}.get(verdict, OK)


def check_destination(manner: Manner) -> None:
    """Find out before the work whether its result can be written. Raises CannotWrite."""
    if manner.file not in (None, "-"):
        streams.check_file(manner.file)


def judge(report: Report, mild: frozenset[str] = frozenset()) -> str:
    """disagree, nonfinite, unverified, warning or ok: the worst that holds of any result."""
    if any(result.check and result.check.verdict == "FAIL" for result in report.results):
        return "disagree"
    codes = {note.code for note in notes_of(report)}
    if any(unsaid(result) for result in report.results):
        codes.add("nonfinite")
    if codes & (UNDEFINED - mild):
        return "nonfinite"
    if unverified(report):
        return "unverified"
    return "warning" if codes else "ok"


def unverified(report: Report) -> bool:
    """Whether a check was asked for and some number was not verified, or none at all."""
    checks = [result.check for result in report.results if result.check is not None]
    nothing = bool(checks) and not any(check.items for check in checks)
    left = any(item.verdict == "skipped" for check in checks for item in check.items)
    return nothing or left or any(note.code == "unverified" for note in notes_of(report))


def notes_of(report: Report) -> Iterator[Note]:
    """All notes of a report."""
    yield from report.notes
    for result in report.results:
        yield from result.notes


def unsaid(result: Result) -> list[Note]:
    """A note for each number or array that has inf or nan, and of which no note of the result tells."""
    from ..results import Note

    told = {note.path for note in result.notes} | REPEATED
    found = []
    for path, value in result.numbers.items():
        if path in told or all_portable(value):
            continue
        if any(not portable(leaf) and leaf is not None for _, leaf in leaves(value)):
            message = "not all of its numbers are finite" if is_array(value) else "not a finite number"
            found.append(Note(path, "nonfinite", message))
    return found


def drawn(report: Report, manner: Manner, status: str) -> str:
    """The report in the form that was asked for; with --get one number of it."""
    if not manner.paths:
        color = manner.file is None and colored(manner.color, sys.stdout)
        width = streams.width() if manner.file is None else 0
        return writer(manner.form)(report, Style(manner.form, manner.digits, color, status, width, manner.full))
    from .formats.lookup import get

    values = [get(report, path) for path in manner.paths]
    if manner.form in ("json", "jsonl"):
        from .formats.json import alone

        return alone(values[0] if len(values) == 1 else dict(zip(manner.paths, values)))
    from .formats.numbers import exact

    return "".join(exact(value) + "\n" for value in values)


def notes(report: Report, color: bool) -> str:
    """What there is to say about the numbers."""
    own = [[*result.notes, *unsaid(result)] for result in report.results]
    if not report.notes and not any(own):
        return ""
    from .formats.human import is_shown, note_lines

    several = len(report.results) > 1
    found = [(note.path, note) for note in report.notes]
    for n, (result, said) in enumerate(zip(report.results, own)):
        prefix = f"{n}." if several else ""
        found += [(prefix + note.path, note) for note in said if is_shown(note, result)]
    return note_lines(found, color)


def colored(choice: str, stream: object) -> bool:
    """Whether to use colours on a stream: as told, else on a terminal where NO_COLOR does not forbid it."""
    if choice != "auto":
        return choice == "always"
    return streams.is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
