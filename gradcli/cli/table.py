"""gradcli table: value and gradient of an expression at every row of a file, or of a range."""

from __future__ import annotations

import glob
import os
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from ..errors import Edit, GradcliError, clip, quote
from ..frontends.expression.tokens import at_commas
from . import limits, memory, options, streams
from .formats.rows import BINARY, WRITERS, by_ending, form_of
from .named_columns import see_columns, see_file
from .progress import Progress
from .root import declared, usage
from .words import PARTS, in_options, see_first, see_ranges
from .written import is_binding, is_data

if TYPE_CHECKING:
    from ..answer.subject import Ask
    from ..frontends.table.tabulate import Summary
    from .tabulating import Job, Pieces

HELP = """Value and gradient of EXPR at every row of POINTS.

POINTS is a file with a column for each variable (.csv, .tsv, .txt, .json, .jsonl, .npy, .parquet), several, or a
dash for the standard input; or NAME=START:STOP:COUNT, so many points with both ends (without a
COUNT the whole numbers between whole ends 3 to 50 apart, x=0:6 has 0, 1, ..., 6, else 11), or, where there is no such,
NAME=A,B,C; several make their grid. Other names are constants, given as in eval, a list among them as a vector. The
table comes out with its columns, then value, grad.x, ..., and status.

\b
  gradcli table 'sin(x)' x=0:6:13
  gradcli table 'a*x^2*y' points.csv a=2 --format csv
  gradcli table 'exp(-t/tau)' log.csv --map t=seconds tau=5
  gradcli table 'x*y' points.csv --order 2 --format jsonl
  gradcli table 'x^2*y' 'data/*.parquet' -o out/ --dask local

A row's status is ok, kink, jump, nonfinite, domain, underflow, digits (fewer are right than asked for) or bad row.
What does not exist is empty in CSV, null in JSON and Parquet and nan in .npy; what is infinite is inf, in JSON null.
"""
STATUS = """\b
Exit status: 0 done, 2 a mistake in the input, 3 a check disagrees,
4 a row has no finite result, 5 a sampled row was not verified, 124 out of time.
"""
NUMBERLESS = frozenset({"nonfinite", "jump"})


@declared("table", HELP, "EXPR [POINTS]... [NAME=VALUE|RANGE]... [OPTION]...", STATUS)
@click.option("--map", "mapping", multiple=True, metavar="x=NAME", help="The column that a variable is; repeatable.")
@options.deriving
@click.option("--check", is_flag=True, help="Verify a sample of the rows: the first ten, then ten of every tenfold.")
@options.digits_to(15)
@click.option("--decimal", type=options.one_of("--decimal", ",", "."), metavar="MARK", help="The decimal mark of CSV.")
@click.option("--skip-bad", is_flag=True, help="Go on after rows that are not numbers; they are kept as 'bad row'.")
@options.formats(WRITERS)
@click.option("--json", "json", is_flag=True, help='Short for --format jsonl; for jq: .value, .["grad.x"]')
@click.option(
    "-o", "--output", "file", metavar="FILE", help="Write there, whole or not at all; DIR/: a file for each part."
)
@click.option(
    "--dask", metavar="WHERE",
    help="Work on a Dask cluster: its scheduler's tcp://ADDRESS, or local for one of our own.",
)  # fmt: skip
@click.option("--allow-nonfinite", is_flag=True, help="Exit with 0 even if a row is infinite or undefined.")
@click.option("-q", "--quiet", is_flag=True, help="No notes and no progress on standard error.")
@options.timeout("Seconds it may take; no limit unless given.")
def command(context: click.Context, /, words: tuple[str, ...], **given: Any) -> Callable[[], int]:
    """Collect what is asked."""
    if not words:
        return lambda: usage(context.command, context)
    given["form"] = options.form(given, "jsonl")
    ask = options.ask({"rtol": None, "expect": (), **given})
    seconds = given["timeout"]
    if given["dask"] is not None and given["dask"] != "local" and ":" not in given["dask"]:
        hint = "write --dask local, or --dask tcp://ADDRESS of a scheduler that runs"
        raise GradcliError(f"--dask: {quote(given['dask'])} is no address", code="option", hint=hint)

    def work() -> int:
        return tabulate(words, ask, given)

    return work if seconds is None else limits.supervised(seconds, work)


def tabulate(words: Sequence[str], ask: Ask, given: dict[str, Any]) -> int:
    """Read the arguments, and write the table."""
    from ..frontends.table.tabulate import Summary, remarks
    from .tabulating import put

    text, *rest = words
    made, pieces = job(text, rest, {**given, "asked": ask})
    file, files = given["file"], pieces.files
    folder = file is not None and (file.endswith("/") or os.path.isdir(file))
    if given["dask"] is not None and not folder:
        raise GradcliError("--dask writes a file for each partition", code="option", hint="name a directory: -o out/")
    if made.form in BINARY and file in (None, "-") and streams.is_terminal(sys.stdout):
        raise GradcliError(f"{made.form} is not for a terminal", code="option", hint="write it to a file with -o")
    memory.keep()
    progress = Progress(quiet=given["quiet"])
    if folder:
        from .partitions import write_partitions

        summary = write_partitions(made, pieces, file, given["dask"], progress)
    else:
        if file not in (None, "-"):
            streams.check_file(file)
            if os.path.exists(file) and any(os.path.exists(path) and os.path.samefile(path, file) for path in files):
                raise GradcliError(f"{clip(file)} is read from", code="option", hint="-o needs another file")
        summary = Summary()
        put(made.parts(pieces.opened(made.reading), summary, progress), file)
    progress.done()
    if not given["quiet"]:
        streams.tell("".join(f"note: {line}\n" for line in remarks(summary)))
    return status(summary, given["allow_nonfinite"])


def job(text: str, rest: Sequence[str], given: Mapping[str, Any]) -> tuple[Job, Pieces]:
    """What is tabulated, and where its rows come from. Raises GradcliError for words that do not fit a table."""
    from ..frontends.data import Options
    from .tabulating import Job, Pieces

    see_first("table", text, rest, f", and {clip(text)} is a file" * is_data(text))
    files, constants, ranges = sort(text, rest)
    unused = [b.name for b in constants if b.name in PARTS and not re.search(rf"\b{b.name}\b", text)]
    if unused and ranges and (told := in_options("table", [text, *rest])) and told[1]:  # x=0:5 step=1
        raise GradcliError(f"{unused[0]} is not used", code="unused", hint=told[0], edit=told[1])
    file = given["file"]
    folder = file is not None and (file.endswith("/") or os.path.isdir(file))
    form = given["form"] or (like(files) if folder else form_of(None, file))
    text = streams.read_input("an expression") if text == "-" else text
    reading = Options(given["skip_bad"], given["decimal"])
    ask = given["asked"] if "asked" in given else options.ask({"rtol": None, "expect": (), **given})
    names = mapped(given["mapping"], files)
    return Job(text, constants, ask, names, reading, form, given["check"]), Pieces(files, ranges)


def like(files: Sequence[str]) -> str:
    """The format of the input, for a directory of output."""
    return (by_ending(files[0]) if files else None) or "csv"


def sort(text: str, words: Sequence[str]) -> tuple[list[str], list[Any], list[Any]]:
    """The files, constants and ranges that the arguments of an expression name. Raises where they fit no table."""
    from ..frontends.data.faults import unreadable
    from ..frontends.table.ranges import read_points, read_range
    from .points import at

    see_ranges(text, [word for word in words if word != "-"], counted=True)
    files: list[str] = []
    ranges: list[Any] = []
    values = []
    for word in words:
        if word == "-" or "=" not in word or os.path.exists(word):
            if re.fullmatch(r"-[A-Za-z]\w*", word) and not os.path.exists(word):
                hint = "how many points is the last number of a range: x=0:6:13"
                raise GradcliError(f"there is no option {quote(word)}", code="option", hint=hint)
            files += spread(word)
            missing = files[-1] != "-" and not os.path.exists(files[-1])
            if missing and os.path.isfile(files[0]):  # before the rows of another are written
                raise unreadable(files[-1], FileNotFoundError(2, "no such file or directory"))
        elif (found := read_range(word)) is not None:
            ranges.append(found)
            streams.tell(f"note: {found.note}\n" * bool(found.note))
        else:
            values.append(word)
    see_columns(text, values, files)
    if not files and not ranges:
        see_file(text, words, values)
    constants = at(values)
    if not files and not ranges:
        ranges = [points for b in constants if (points := read_points(b)) is not None]
        constants = [b for b in constants if b.name not in {r.name for r in ranges}]
    names = [r.name for r in ranges] + [b.name for b in constants]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise GradcliError(f"{clip(twice)} is given twice", code="binding", hint="leave one out")
    if files and ranges:
        others = [path for path in files if path != "-" and not os.path.exists(path)]  # another expression
        edit = Edit((others[0],), ()) if others else None
        told = "one table at a time" if edit else "points from a file and a range do not go together"
        raise GradcliError(f"{told}: {quote(files[0])} is another" if edit else told, hint="leave one out", edit=edit)
    if not files and not ranges:
        message = "there are no points to tabulate"
        raise GradcliError(message, hint="write a range, x=0:6:13, name a file with columns, or - for standard input")
    return files, constants, ranges


def spread(word: str) -> list[str]:
    """The files that a word names: one, those that match a pattern, those of a directory. GradcliError if none is."""
    if os.path.isdir(word):
        from ..frontends.data import ENDINGS

        names = sorted(name for name in os.listdir(word) if name.lower().endswith(ENDINGS) and name[0] not in "._")
        if not names:
            hint = f"its files must end in {', '.join(ENDINGS)}"
            raise GradcliError(f"{clip(word)} holds no file that can be read", code="data", hint=hint)
        return [os.path.join(word, name) for name in names]
    if word == "-" or os.path.exists(word) or not glob.has_magic(word):
        return [word]
    found = sorted(glob.glob(word, recursive=True))
    if not found:
        raise GradcliError(f"no file matches {quote(word)}", code="data")
    return found


def mapped(texts: Iterable[str], files: Sequence[str] = ()) -> dict[str, str]:
    """--map x=height as a dict. Raises GradcliError. files: the first has the columns."""
    from ..frontends.data import columns_in

    found: dict[str, str] = {}
    for text in texts:
        name, equals, column = text.partition("=")
        pairs = at_commas(text)
        if len(pairs) > 1 and all(map(is_binding, pairs)):
            edit = Edit(("--map", text), tuple(word for pair in pairs for word in ("--map", pair)))
            raise GradcliError("--map names one column at a time", code="option", edit=edit)
        if not equals or not name.strip() or not column:
            parts = re.fullmatch(r"\s*([^\W\d]\w*)\s*(?:(?::|->|,|\s|\Z)\s*(.*?))?\s*", text)
            there = columns_in(files[0]) if files and files[0] != "-" else ()
            column = (parts and parts[2]) or (*(one for one in there if one not in found.values()), "height")[0]
            edit = Edit(("--map", text), ("--map", f"{parts[1] if parts else 'x'}={column}"))
            raise GradcliError(f"--map {quote(text)} is not of the form NAME=COLUMN", code="option", edit=edit)
        if found.setdefault(name.strip(), column) != column:
            told = f"--map {name.strip()} is given twice ({clip(found[name.strip()])} and {clip(column)})"
            raise GradcliError(told, code="option", hint="leave one out")
    return found


def status(summary: Summary, allow_nonfinite: bool) -> int:
    """The exit status that the table deserves."""
    from ..frontends.table.rows import DOMAIN, STATUS

    if any(verdict == "FAIL" for _, verdict in summary.verified):
        return 3
    found = set(summary.statuses)
    if DOMAIN in found or (not allow_nonfinite and NUMBERLESS & {STATUS[n] for n in found}):
        return 4
    return 5 if any(verdict == "skipped" for _, verdict in summary.verified) else 0
