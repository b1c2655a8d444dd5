"""A table to be made: what is computed at every row, where the rows come from piece by piece, and their text."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from ..answer.subject import Ask
from ..errors import Edit, GradcliError, clip, misspelt
from ..frontends.data import Options, Rows, open_rows
from ..frontends.table.expression import RowExpression
from ..frontends.table.ranges import Grid, Points, Range
from ..frontends.table.rows import Tabulator, quantities
from ..frontends.table.tabulate import Summary, columns_of, computed_names, tabulated
from ..frontends.values import Binding
from ..record import Record
from . import streams
from .formats.rows import writer
from .words import one_at_a_time
from .written import shown

if TYPE_CHECKING:
    from .progress import Progress


FIRST = 64  # rows by which a column is known for one of numbers
PART = 1 << 17  # points of a grid that are written to a file of their own


class Piece(Record):
    """A part of the rows that is read by itself: a file, a row group of one, or a stretch of a grid."""

    path: str
    group: int | None = None
    ranges: tuple[Range | Points, ...] = ()
    start: int = 0

    def open(self, reading: Options) -> Rows:
        """Its rows. Raises GradcliError."""
        if self.ranges:
            return Grid(self.ranges, self.start, self.start + PART)
        return open_rows(self.path, reading, self.group)


class Pieces:
    """Where the rows come from."""

    def __init__(self, files: Sequence[str], ranges: Sequence[Range | Points]) -> None:
        self.files, self.ranges = files, tuple(ranges)
        self.columns: tuple[str, ...] = ()  # of the first file

    def opened(self, reading: Options) -> Iterator[Rows]:
        """The tables one after another, each open while it is read. Raises GradcliError where columns differ."""
        if self.ranges:
            yield Grid(self.ranges)
        for path in filter(os.path.isfile, self.files[1:] and self.files):  # before a row of any is told
            self.open(path, reading).close()
        for path in self.files:
            with closing(self.open(path, reading)) as rows:
                yield rows

    def open(self, path: str, reading: Options) -> Rows:
        """The table in a file. Raises GradcliError where it is none, and where its columns are not the first's."""
        rows = open_rows(path, reading)
        self.columns = self.columns or rows.columns
        if rows.columns != self.columns:
            rows.close()
            message = f"{clip(path)}: its columns are not those of {clip(self.files[0])}"
            raise GradcliError(message, code="data", hint=f"they are {', '.join(rows.columns[:8])}")
        return rows

    def each(self) -> list[Piece]:
        """The parts that can be read each by itself. Raises GradcliError."""
        if self.ranges:
            return [Piece("", None, self.ranges, start) for start in range(0, Grid(self.ranges).total, PART)]
        found: list[Piece] = []
        for path in self.files:
            if path.lower().endswith(".parquet"):
                from ..frontends.data.parquet import row_groups

                found += [Piece(path, n) for n in range(row_groups(path))]
            else:
                found.append(Piece(path))
        return found


@dataclass(slots=True, frozen=True)
class Job:
    """What is computed at every row, and how it is written."""

    text: str
    constants: Sequence[Binding]
    ask: Ask
    mapping: dict[str, str]
    reading: Options
    form: str
    check: bool = False

    def parts(
        self, sources: Iterable[Rows], summary: Summary, progress: Progress | None = None
    ) -> Iterator[str | bytes]:
        """The texts or bytes of the table, as the rows are read. Raises GradcliError."""
        made: Any = None
        for rows in sources:
            if made is None:
                function = self.function(rows)
                unused = [name for name in self.mapping if name not in (*function.names, *function.unused)]
                summary.notes += [f"{clip(name)} is not used" for name in (*function.unused, *unused)]
                wanted = quantities(function.wrt, self.ask.order, self.ask.partials)
                tabulator = Tabulator(function, wanted, self.ask.digits)
                names = computed_names(rows.columns, wanted, self.check)
                paths, several = [q.name for q in wanted], len(function.names) > 1
                made = writer(self.form)(rows.columns, names, paths, self.ask.digits, several)
                begun = False
            places = columns_of(rows, function.names, self.mapping)
            checked = function if self.check else None
            blocks = tabulated(rows, tabulator, places, summary, self.reading.skip_bad, checked)
            for output in blocks:  # nothing is written before a row is sure
                if not begun:
                    begun = True
                    yield from made.begin()
                yield from made.block(output)
                if progress is not None:
                    progress.at(summary.rows, rows.done, rows.total)
        if made is not None:
            if not begun:
                yield from made.begin()
            yield from made.end()
            summary.notes += made.notes
        if not summary.rows:
            summary.notes.append("there are no rows")

    def function(self, rows: Rows) -> Any:
        """What is computed, its names those of the columns. Raises GradcliError, with the columns there are."""
        twice = next((b.name for b in self.constants if b.name in (*rows.columns, *self.mapping)), None)
        if twice is not None and rows.named:
            message = f"{clip(twice)} is a column, and is given a value too"
            raise GradcliError(message, code="binding", hint="leave out one of them")
        try:
            points = {r.name: r for r in rows.ranges} if isinstance(rows, Grid) else {}
            with one_at_a_time("table", "table"):
                function = RowExpression(self.text, self.names(rows), self.constants, self.ask, points)
        except GradcliError as error:
            if isinstance(rows, Grid):
                raise
            if edit := by_columns(self.text, rows):
                error.edit, error.hint = edit, str(edit)
            elif error.code == "no-value" and error.edit and not error.edit.words:  # and not x*y for xy
                self.about_columns(error, rows, [word.partition("=")[0] for word in error.edit.instead])
            elif error.code == "text":
                error.hint = "give a column that is no name one: --map t='temp C', and write t"
            raise
        hint = "for {} of a whole column give its value a name, s=6"
        if not isinstance(rows, Grid) and os.path.isfile(rows.path):
            names = {name: self.mapping.get(name, name) for name in function.names}
            given = [f"{name}=@{rows.path}:{column}" for name, column in names.items()]
            given += [b.text for b in self.constants]
            line = shown(["eval", self.text, *given]).replace("{", "{{").replace("}", "}}")
            hint = f"for one number of all rows write {line}"
        function.refuse_arrays("the columns of a row", hint)
        return function

    def about_columns(self, error: GradcliError, rows: Rows, missing: Sequence[str]) -> None:
        """Say of names without a value which columns they may be, or that a constant has one."""
        turned = {name: column for column, name in self.mapping.items() if name in missing}
        spare = [column for column in numeric(rows) if column not in self.mapping.values()]
        spare = [column for column in spare if not re.search(rf"\b{re.escape(column)}\b", self.text)]
        meant = dict[str, str | None]()
        for name in missing:  # no column is two variables
            column = turned.get(name) or rows.like(name) or misspelt(name, spare)
            meant[name] = column if column not in meant.values() and column in (*spare, turned.get(name)) else None
        spare = [column for column in spare if column not in meant.values()]
        words = [word for n, c in meant.items() for word in (["--map", f"{n}={c}"] if c else [f"{n}=1"])]
        error.edit = Edit((), tuple(words))
        error.hint = str(error.edit)
        if not all(meant.values()):
            listed = ", ".join(clip(c, 20) for c in rows.columns[:8]) + (", ..." if len(rows.columns) > 8 else "")
            name = next(name for name, column in meant.items() if not column)
            example = f"{Edit((), ('--map', f'{name}={spare[0]}'))} for a column, " if spare else "write "
            error.hint = f"the columns are {listed}: {example}{name}=2 for a constant"

    def names(self, rows: Rows) -> list[str]:
        """The names that may be variables: those of columns, and those mapped to one; of nameless columns any."""
        if rows.named:
            return [*self.mapping, *(c for c in rows.columns if c not in self.mapping)]
        from ..frontends.expression.run import Formula

        fixed = [b.name for b in self.constants]
        free = Formula(self.text, fixed).expression.free
        return [*self.mapping, *(n for n in free if n not in (*self.mapping, *fixed))]


@dataclass(slots=True, frozen=True)
class ScriptJob(Job):
    """The same of a script's function. functions: makes it."""

    functions: Any = None

    def function(self, rows: Rows) -> Any:
        """The function, its arguments those columns that have their names."""
        return self.functions.of([*self.mapping, *(c for c in rows.columns if c not in self.mapping)], self.ask)


def numeric(rows: Rows) -> list[str]:
    """The columns that have numbers, by their first rows."""
    first = next(rows.blocks(FIRST), None)
    cells = first.cells if first is not None else [[]] * len(rows.columns)
    return [name for name, some in zip(rows.columns, cells) if not len(some) or len(rows.numbers(some)[1]) < len(some)]


def by_columns(text: str, rows: Rows) -> Edit | None:
    """What to write for an expression that names columns as no expression can: awk's $1, {temp C}, 'temp C'."""
    from ..frontends.expression.run import Formula

    awk = {f"${n}": c for n, c in enumerate(rows.columns, 1)} if "$" in text else {}
    odd = awk or {c: c for c in rows.columns if rows.named and not c.isidentifier() and c in text}
    names, mapped = iter(n for n in "abcdfghjkmnpqrstuvwxyz" if not re.search(rf"\b{n}\b", text)), list[str]()
    own = text
    for written in sorted(odd, key=len, reverse=True):
        found = re.compile(rf"""["'`{{\[]?{re.escape(written)}(?!\w)["'`}}\]]?""")
        if found.search(text) and (name := next(names, None)):
            text = found.sub(name, text)
            mapped += ["--map", f"{name}={odd[written]}"]
    try:
        Formula(text)
    except GradcliError:
        return None
    return Edit((own, rows.path), (text, rows.path, *mapped), whole=True) if mapped else None


def encoded(part: str | bytes) -> bytes:
    """A part of a table as bytes."""
    return part if isinstance(part, bytes) else part.encode("utf-8", "backslashreplace")


def put(parts: Iterable[str | bytes], file: str | None, stdout: BinaryIO | None = None) -> None:
    """Write the parts to a file, whole or not at all, or to standard output, or what stands for it, as they come."""
    if file in (None, "-"):
        for part in parts:
            if isinstance(part, str) and stdout is None:
                streams.write(part)
            else:
                streams.write_bytes(encoded(part), stdout)
        return
    assert file is not None
    with streams.replacing(file) as out:
        for part in parts:
            out.write(encoded(part))
