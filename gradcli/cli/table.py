"""gradcli table: value and gradient of an expression at every row of a file, or of a range."""

from __future__ import annotations

import glob
import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import click

from ..errors import GradcliError, clip, quote
from . import limits, memory, options, streams
from .formats.rows import BINARY, WRITERS, form_of, writer
from .progress import Progress
from .root import common, declared, usage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..answer.derivatives import Ask
    from ..frontends.data import Options, Rows
    from ..frontends.table.tabulate import Summary

HELP = """Value and gradient of EXPR at every row of POINTS.

POINTS is a file with a column for each variable (.csv, .tsv, .jsonl, .npy, .parquet), several files, or a dash for the
standard input; or NAME=START:STOP:COUNT, so many points with both ends, several of which make their grid. Other names
are constants, given as in eval. The table comes out with its columns, then value, grad.x, ..., and status.

\b
  gradcli table 'sin(x)' x=0:6:13
  gradcli table 'a*x^2*y' points.csv a=2 --format csv
  gradcli table 'exp(-t/tau)' log.csv --map t=seconds tau=5
  gradcli table 'x*y' points.csv --order 2 --format jsonl

A row's status is ok, kink, jump, nonfinite, domain, underflow, digits (fewer are right than asked for) or bad row.
"""
STATUS = """\b
Exit status: 0 done, 2 a mistake in the input, 3 a check disagrees,
4 a row has no finite result, 124 out of time.
"""
NUMBERLESS = frozenset({"nonfinite", "jump"})


@declared("table", HELP, STATUS)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="EXPR [POINTS]... [NAME=VALUE|RANGE]... [OPTION]...")
@click.option("--map", "mapping", multiple=True, metavar="x=NAME", help="The column that a variable is; repeatable.")
@options.deriving
@click.option("--check", is_flag=True, help="Verify a sample of the rows: the first ten, then ten of every tenfold.")
@options.digits_to(15)
@click.option("--decimal", type=options.one_of("--decimal", ",", "."), metavar="MARK", help="The decimal mark of CSV.")
@click.option("--skip-bad", is_flag=True, help="Go on after rows that are not numbers; they are kept as 'bad row'.")
@click.option(
    "--format", "form", type=options.one_of("--format", *WRITERS), metavar="FORM",
    help=f"{', '.join(list(WRITERS)[:-1])} or {list(WRITERS)[-1]}.",
)  # fmt: skip
@click.option("--json", "json", is_flag=True, help="Short for --format jsonl.")
@click.option("-o", "--output", "file", metavar="FILE", help="Write there, whole or not at all.")
@click.option("--allow-nonfinite", is_flag=True, help="Exit with 0 even if a row is infinite or undefined.")
@click.option("-q", "--quiet", is_flag=True, help="No notes and no progress on standard error.")
@click.option(
    "--timeout", type=options.positive("--timeout"), metavar="S", help="Seconds it may take; no limit unless given."
)
@common
@click.pass_context
def command(context: click.Context, /, words: tuple[str, ...], **given: Any) -> Callable[[], int]:
    """Collect what is asked."""
    if not words:
        return lambda: usage(command, context)
    if given["json"]:
        if given["form"] not in (None, "jsonl"):
            raise GradcliError(
                f"--json and --format {given['form']} exclude each other", code="option", hint="leave one out"
            )
        given["form"] = "jsonl"
    ask = options.ask({"rtol": None, "expect": (), **given})
    seconds = given["timeout"]

    def work() -> int:
        with ExitStack() as closing:
            return tabulate(words[0], words[1:], ask, {**given, "closing": closing})

    return work if seconds is None else limits.supervised(seconds, work)


def tabulate(text: str, words: Sequence[str], ask: Ask, given: dict[str, Any]) -> int:
    """Read the arguments, and write the table."""
    from ..frontends.data import Options
    from ..frontends.table.expression import RowExpression
    from ..frontends.table.rows import Tabulator, quantities
    from ..frontends.table.tabulate import Summary, columns_of, computed_names, remarks, tabulated

    files, constants, ranges = sort(words)
    file, check = given["file"], given["check"]
    form = form_of(given["form"], file)
    if file not in (None, "-"):
        streams.check_file(file)
    if form in BINARY and file in (None, "-") and streams.is_terminal(sys.stdout):
        raise GradcliError(f"{form} is not for a terminal", code="option", hint="write it to a file with -o")
    if text == "-":
        text = streams.read_input("an expression")
    memory.keep()
    reading = Options(given["skip_bad"], given["decimal"])
    mapping = mapped(given["mapping"])
    closing = given["closing"]
    rows = opened(files, ranges, reading)
    closing.callback(rows.close)
    try:
        function = RowExpression(text, names_of(rows, mapping, text, constants), constants, ask)
    except GradcliError as error:
        if error.code == "no-value" and files and error.text is not None:
            listed = ", ".join(clip(c, 20) for c in rows.columns[:8]) + (", ..." if len(rows.columns) > 8 else "")
            error.hint = f"the columns are {listed}; --map x=NAME says which one x is"
        raise
    tabulator = Tabulator(function, found := quantities(function.wrt, ask.order, ask.partials), ask.digits)
    summary = Summary()
    rows_out = writer(form)(
        rows.columns, computed_names(rows.columns, found, check), [q.name for q in found], ask.digits
    )
    progress = Progress(quiet=given["quiet"])

    def parts() -> Iterator[str | bytes]:
        yield from rows_out.begin()
        for source in chained(rows, files, reading, closing):
            places = columns_of(source, function.names, mapping)
            blocks = tabulated(
                source, tabulator, places, summary, skip_bad=reading.skip_bad, checked=function if check else None
            )
            for output in blocks:
                yield from rows_out.block(output)
                progress.at(summary.rows, source.done, source.total)
            summary.notes += [f"{source.path}: {note}" for note in source.notes]
        yield from rows_out.end()

    for name in function.unused:
        summary.notes.append(f"{name} is not used")
    put(parts(), file)
    progress.done()
    if not given["quiet"]:
        streams.tell("".join(f"note: {line}\n" for line in remarks(summary, tabulator)))
    return status(summary, given["allow_nonfinite"])


def sort(words: Sequence[str]) -> tuple[list[str], list[Any], list[Any]]:
    """The files, constants and ranges that the arguments name. Raises GradcliError where they fit no table."""
    from ..frontends.table.ranges import read_range
    from .points import at

    files: list[str] = []
    ranges, values = [], []
    for word in words:
        if word == "-" or "=" not in word or os.path.exists(word):
            files += spread(word)
        elif (found := read_range(word)) is not None:
            ranges.append(found)
        else:
            values.append(word)
    constants = at(values)
    names = [r.name for r in ranges] + [b.name for b in constants]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise GradcliError(f"{clip(twice)} is given twice", code="binding", hint="leave one out")
    if files and ranges:
        raise GradcliError("points from a file and a range do not go together", hint="leave one out")
    if not files and not ranges:
        raise GradcliError(
            "there are no points to tabulate", hint="write a range, x=0:6:13, or name a file with columns"
        )
    return files, constants, ranges


def spread(word: str) -> list[str]:
    """The files that a word names, which may be a pattern. Raises GradcliError where no file matches."""
    if word == "-" or os.path.exists(word) or not glob.has_magic(word):
        return [word]
    found = sorted(glob.glob(word, recursive=True))
    if not found:
        raise GradcliError(f"no file matches {quote(word)}", code="data")
    return found


def mapped(texts: Iterable[str]) -> dict[str, str]:
    """--map x=height as a dict. Raises GradcliError."""
    found: dict[str, str] = {}
    for text in texts:
        name, equals, column = text.partition("=")
        if not equals or not name.strip() or not column:
            raise GradcliError(
                f"--map {quote(text)} is not of the form NAME=COLUMN", code="option", hint="write --map x=height"
            )
        found[name.strip()] = column
    return found


def opened(files: Sequence[str], ranges: Sequence[Any], reading: Options) -> Rows:
    """The first of the tables."""
    from ..frontends.data import open_rows
    from ..frontends.table.ranges import Grid

    return open_rows(files[0], reading) if files else Grid(ranges)


def chained(rows: Rows, files: Sequence[str], reading: Options, closing: ExitStack) -> Iterator[Rows]:
    """All the tables, the first of which is open. Raises GradcliError where another has other columns."""
    from ..frontends.data import open_rows

    yield rows
    for path in files[1:]:
        following = open_rows(path, reading)
        closing.callback(following.close)
        if following.columns != rows.columns:
            raise GradcliError(
                f"{clip(path)}: its columns are not those of {clip(files[0])}", code="data",
                hint=f"they are {', '.join(following.columns[:8])}",
            )  # fmt: skip
        yield following


def names_of(rows: Rows, mapping: dict[str, str], text: str, constants: Sequence[Any]) -> list[str]:
    """The names that may be variables: those of columns, and those mapped to one; of nameless columns any."""
    if not rows.named:
        from ..frontends.expression.run import Formula

        fixed = [b.name for b in constants]
        return [*mapping, *(n for n in Formula(text, fixed).expression.free if n not in (*mapping, *fixed))]
    return [*mapping, *(c for c in rows.columns if c not in mapping)]


def put(parts: Iterable[str | bytes], file: str | None) -> None:
    """Write the parts to a file, whole or not at all, or to standard output as they come."""
    if file in (None, "-"):
        for part in parts:
            streams.write(part) if isinstance(part, str) else streams.write_bytes(part)
        return
    assert file is not None
    with streams.replacing(file) as out:
        for part in parts:
            out.write(part.encode("utf-8", "backslashreplace") if isinstance(part, str) else part)


def status(summary: Summary, allow_nonfinite: bool) -> int:
    """The exit status that the table deserves."""
    from ..frontends.table.rows import DOMAIN, STATUS

    if any(verdict == "FAIL" for _, verdict in summary.verified):
        return 3
    found = set(summary.statuses)
    if DOMAIN in found or (not allow_nonfinite and NUMBERLESS & {STATUS[n] for n in found}):
        return 4
    return 5 if any(verdict == "skipped" for _, verdict in summary.verified) else 0
