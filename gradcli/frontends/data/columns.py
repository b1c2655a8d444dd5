"""A table as columns: what every format with rows is read as."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from ...errors import GradcliError, clip, quote, suggestion
from ...record import Record
from .faults import SKIP, fault

if TYPE_CHECKING:
    from ..values import Nested

Cells = Any  # a column: a list of texts or of JSON's values, or an array of NumPy's
BLOCK = 1 << 14  # rows of text that are read at a time
LARGE = 1 << 16  # rows of numbers


class Data(Record):
    """What a file holds: nested lists of floats (of NPY an array), the names of its columns, the rows left out."""

    value: Nested | Any
    columns: tuple[str, ...] = ()
    skipped: int = 0


@dataclass(slots=True, frozen=True)
class Options:
    """How tables are to be read. decimal: the mark before the fraction, found from the file if None."""

    skip_bad: bool = False
    decimal: str | None = None


@dataclass(slots=True)
class Block:
    """So many rows: the cells of each column, and the number of each row in the file, as a person counts."""

    cells: list[Cells]
    rows: Sequence[int]
    short: dict[int, str] = field(default_factory=dict)  # places of rows that are bad as a whole, and why

    def __len__(self) -> int:
        return len(self.rows)


class Rows:
    """A table that is read block by block.

    path: for messages; stream: none of what is no file. columns: their names, which are numbers from 1 where the file
    has none (then `named` is False). notes: what was decided about the file and should be said. total, done: bytes or
    rows, for progress (0: unknown). unit: what a row's number counts, a text's lines or rows.
    """

    unit = "row"
    path: str = ""
    columns: tuple[str, ...] = ()
    named: bool = True
    total: int = 0
    done: int = 0

    def __init__(self, path: str, stream: BinaryIO | None = None, options: Options | None = None) -> None:
        self.path, self.skip_bad = path, options is not None and options.skip_bad
        self.stream: Any = stream
        self.notes: list[str] = []
        if stream is not None:
            with suppress(OSError, ValueError, AttributeError):
                self.total = os.fstat(stream.fileno()).st_size

    def blocks(self, size: int = BLOCK) -> Iterator[Block]:
        """The rows in order, so many at a time."""
        raise NotImplementedError

    def number(self, cell: Any) -> float | None:
        """The number in one cell, or None."""
        return number_of(cell)

    def numbers(self, cells: Cells) -> tuple[Any, list[int]]:
        """A column as float64, and the places where it has no number (nan there)."""
        import numpy as np

        if hasattr(cells, "dtype") and cells.dtype.kind in "fiub":
            return np.asarray(cells, float), []
        try:
            found = self.quickly(cells)
        except (ValueError, TypeError):
            found = None
        if found is not None:
            return np.array(found, float), []
        values = [self.number(cell) for cell in cells]
        bad = [n for n, value in enumerate(values) if value is None]
        return np.array([math.nan if value is None else value for value in values], float), bad

    def quickly(self, cells: Cells) -> list[float] | None:
        """All cells as numbers if that is plainly what they are; None, or a ValueError, where a closer look is due."""
        return None

    def place_of(self, name: str) -> int:
        """Which column has a name. Raises GradcliError if none has."""
        if name in self.columns:
            return self.columns.index(name)
        listed = ", ".join(clip(c, 20) for c in self.columns[:12]) + (", ..." if len(self.columns) > 12 else "")
        like = self.like(name)
        hint = f"there is {quote(like)}" if like else suggestion(name, self.columns, f"its columns: {listed or 'none'}")
        raise fault(self.path, f"no column {quote(name)}", hint)

    def like(self, name: str) -> str | None:
        """The column that begins with a name, as `mass (kg)` does with `mass`."""
        return next((c for c in self.columns if c.lower().startswith(name.lower()) and c != name), None)

    def bad_cell(self, row: int, column: int, cell: Any) -> GradcliError:
        """The error for a cell that is no number."""
        name = clip(self.columns[column]) if self.named else str(column + 1)
        why, hint = self.why(cell)
        return fault(self.path, f"{self.unit} {row}, column {name}: {why}", hint or SKIP)

    def why(self, cell: Any) -> tuple[str, str | None]:
        """Why a cell is no number, and what to do if that is not to leave it out."""
        if cell is None or cell == "":
            return "no value", None
        return f"{quote(str(cell))} is not a number", None

    def close(self) -> None:
        """Let go of the file, unless it is the standard input."""
        if self.path != "-" and self.stream is not None:
            self.stream.close()


def number_of(cell: Any) -> float | None:
    """A value of JSON's, or of a column of objects, as a number."""
    if cell is None or isinstance(cell, str | bool | list | dict):
        return None
    try:
        return float(cell)
    except (TypeError, ValueError, OverflowError):
        return None


def as_matrix(rows: Rows, column: str | None = None, beside: Sequence[str] = ()) -> Data:
    """All rows of a table as numbers: a vector where there is one column, or one is asked for. Raises GradcliError.

    beside: columns that are read by themselves: a row that is left out of one is left out of all.
    """
    places = list(range(len(rows.columns))) if column is None else [rows.place_of(column)]
    also = [rows.place_of(name) for name in beside if rows.skip_bad and name in rows.columns]
    found: list[list[float]] = [[] for _ in places]
    skipped = 0
    for block in rows.blocks():
        columns = [rows.numbers(block.cells[place]) for place in places]
        others = [rows.numbers(block.cells[place]) for place in also]
        bad = set(block.short).union(*(b for _, b in (*columns, *others)))
        if bad and not rows.skip_bad:
            raise first_fault(rows, block, places, columns)
        skipped += len(bad)
        for kept, (values, _) in zip(found, columns):
            kept += [v for n, v in enumerate(values.tolist()) if n not in bad] if bad else values.tolist()
    names = tuple(rows.columns[place] for place in places) if rows.named else ()
    if not found[0]:
        raise fault(rows.path, "no rows", "every row was left out" if skipped else None)
    if len(found) == 1:
        return Data(found[0], names, skipped)
    return Data([list(row) for row in zip(*found)], names, skipped)


def first_fault(
    rows: Rows, block: Block, places: Sequence[int], columns: Sequence[tuple[Any, list[int]]]
) -> GradcliError:
    """The error for the first bad row of a block."""
    firsts = [(bad[0], n) for n, (_, bad) in enumerate(columns) if bad]
    at, n = min(firsts, default=(len(block), 0))
    whole = min(block.short, default=len(block))
    if whole <= at:
        return fault(rows.path, f"{rows.unit} {block.rows[whole]} {block.short[whole]}", SKIP)
    return rows.bad_cell(block.rows[at], places[n], block.cells[places[n]][at])
