"""CSV and TSV as people have them, by the standard library's reader: commas, tabs or semicolons between the cells,
points or commas before fractions, thousands in groups, a header or none."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import math
import os
import re
from typing import TYPE_CHECKING, Any

from ...errors import clip, quote
from ..expression.tokens import is_float
from .columns import BLOCK, Block, Options, Rows
from .faults import SKIP, fault, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

PEEKED = 1000  # rows by which the decimal mark is found
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_COMMA = re.compile(r"[+-]?\d*,\d+([eE][+-]?\d+)?|[+-]?\d{1,3}(\.\d{3})+,\d+")
_POINT = re.compile(r"[+-]?\d*\.\d+([eE][+-]?\d+)?")
_NUMBERISH = re.compile(r"[-+\u2212\u2013(]?[$€£¥]?[-+\u2212]?\d[\d.,'\u00a0 ]*([eE][-+]?\d+)?\s*[%$€£¥)]?")


class Table(Rows):
    """The rows of a CSV or TSV file, read as they are asked for.

    columns: the names in the first row, if none of them looks like a number; skipped: bad rows left out so far.
    Iterating gives rows of floats; it raises GradcliError for a bad row, unless such rows are to be skipped.
    """

    def __init__(self, path: str, stream: BinaryIO, skip_bad: bool = False, decimal: str | None = None) -> None:
        super().__init__()
        self.path, self.skip_bad, self.skipped = path, skip_bad, 0
        self.stream, self.decimal = stream, decimal or "."
        self.grouped, self.comment = False, ""
        with contextlib.suppress(OSError, ValueError, AttributeError):
            self.total = os.fstat(stream.fileno()).st_size
        records = self._read(stream)
        first = next(records, None)
        if first is None:
            raise fault(path, "the file is empty")
        self.width = len(first[1])
        if any(map(_spaced, first[1])):
            raise fault(path, "columns stand apart by spaces", "put commas between them")
        header = not any(map(_numberish, first[1]))
        told = self.comment.split(self.delimiter)
        commented = not header and len(told) == self.width and all(told) and not any(map(_numberish, told))
        self.named = header or commented
        names = [cell.strip() for cell in (told if commented else first[1])] if self.named else [""] * self.width
        if commented:
            self.notes.append(f"the columns' names are those of the comment: {', '.join(names)}")
        self.columns = tuple(name or str(place) for place, name in enumerate(names, 1))
        for place, column in enumerate(self.columns):
            if column in self.columns[:place]:
                raise fault(path, f"column {clip(column)} twice", "give each column its own name")
        self.records = records if header else itertools.chain([first], records)
        if decimal is None and self.delimiter in ";\t":
            self._find_decimal()

    def _find_decimal(self) -> None:
        """Decimal commas, if the first rows have some and no decimal points."""
        seen: list[tuple[int, list[str]]] = []
        with contextlib.suppress(StopIteration):
            while len(seen) < PEEKED:
                seen.append(next(self.records))
        self.records = itertools.chain(seen, self.records)
        commas = [c for _, record in seen for c in record if "," in c and _COMMA.fullmatch(c.strip())]
        points = [c for _, record in seen for c in record if "." in c and _POINT.fullmatch(c.strip())]
        if commas and points:
            raise fault(
                self.path, f"decimal points and decimal commas ({quote(points[0])}, {quote(commas[0])})",
                "say which with --decimal , or --decimal .",
            )  # fmt: skip
        if commas:
            self.decimal = ","
            self.notes.append(f"decimal commas: {quote(commas[0])} is read as {self.number(commas[0])!r}")

    def blocks(self, size: int = BLOCK) -> Iterator[Block]:
        """The rows as texts, those of another length filled up and told of."""
        while records := list(itertools.islice(self.records, size)):
            lines = [line for line, _ in records]
            cells = [record for _, record in records]
            short = {}
            if any(len(record) != self.width for record in cells):
                for n, record in enumerate(cells):
                    if len(record) != self.width:
                        plural = "" if len(record) == 1 else "s"
                        short[n] = f"has {len(record)} value{plural}, not {self.width}"
                        cells[n] = (record + [""] * self.width)[: self.width]
            yield Block([list(column) for column in zip(*cells)], lines, short)

    def __iter__(self) -> Iterator[list[float]]:
        for line, record in self.records:
            try:
                row = self.quickly(record)
            except ValueError:
                row = None
            if row is None or len(row) != self.width:
                row = self._row(line, record)
            if row:
                yield row

    def _row(self, line: int, record: list[str]) -> list[float]:
        """One row cell by cell: empty if it is bad and to be left out. Raises GradcliError if it is bad."""
        values = [self.number(cell) for cell in record]
        if len(record) == self.width and None not in values:
            return [v for v in values if v is not None]
        if self.skip_bad:
            self.skipped += 1
            return []
        for place, (value, cell) in enumerate(zip(values, record)):
            if value is None:
                raise self.bad_cell(line, min(place, self.width - 1) if self.named else place, cell)
        plural = "" if len(record) == 1 else "s"
        raise fault(self.path, f"row {line} has {len(record)} value{plural}, not {self.width}", SKIP)

    def quickly(self, cells: list[str]) -> list[float] | None:
        """All cells at once, where none needs a closer look."""
        if self.decimal != ".":
            return None
        found = list(map(float, cells))
        return found if math.isfinite(sum(found)) and "".join(cells).isascii() else None

    def number(self, cell: str) -> float | None:
        """The number in a cell, None if there is none; inf only where it says so."""
        text = cell.strip().replace("\u2212", "-")  # the minus sign of typesetters
        if not text.isascii():
            return None
        if self.decimal == ",":
            if "." in text and not _COMMA.fullmatch(text):
                return None
            text = text.replace(".", "").replace(",", ".")
        elif "," in text and _THOUSANDS.fullmatch(text):
            text = text.replace(",", "")
            if not self.grouped:
                self.grouped = True
                self.notes.append(f"thousands: {quote(cell)} is read as {text}; with --decimal , a comma is a point")
        if not is_float(text):
            return None
        value = float(text)
        return None if math.isinf(value) and "i" not in text.lower() else value

    def why(self, cell: str) -> tuple[str, str | None]:
        """Why a cell is no number."""
        text = cell.strip()
        if not text:
            return "no value", None
        if text.isascii() and is_float(text):
            return (f"{quote(cell)} is beyond float64", None) if self.decimal == "." else (
                f"{quote(cell)} has a point where decimals have commas", "--decimal . reads it as it stands",
            )  # fmt: skip
        hint = "--decimal , reads it" if _COMMA.fullmatch(text) and self.decimal == "." else None
        return f"{quote(cell)} is not a number", hint

    def close(self) -> None:
        """Close the file, unless it is the standard input."""
        if self.path != "-":
            self.stream.close()

    def _read(self, stream: BinaryIO) -> Iterator[tuple[int, list[str]]]:
        """The rows that are not blank, with their lines in the file; lines with # before the first are comments."""
        lines = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        blank = 0
        try:
            line = lines.readline()
            while line.isspace() or line.startswith("#"):
                self.comment = line.lstrip("# ").strip() or self.comment
                blank += 1
                line = lines.readline()
            self.delimiter = delimiter_of(line)
            reader = csv.reader(itertools.chain([line], self._counted(lines)), delimiter=self.delimiter, strict=True)
            for record in reader:
                if len(record) > 1 or (record and record[0].strip()):
                    yield reader.line_num + blank, record
        except csv.Error as error:
            raise fault(self.path, f"row {reader.line_num + blank}: {error}") from None
        except UnicodeDecodeError:
            raise fault(self.path, "not UTF-8 text", "save it as UTF-8") from None
        except OSError as error:
            raise unreadable(self.path, error) from None
        finally:
            with contextlib.suppress(ValueError):
                lines.detach()  # or collecting `lines` would close the stream, which is not ours

    def _counted(self, lines: Iterator[str]) -> Iterator[str]:
        """The lines, and how much of the file they are."""
        for line in lines:
            self.done += len(line)
            yield line


def delimiter_of(line: str) -> str:
    """What stands between the cells of a line: a semicolon beside commas wins, for those stand in its numbers."""
    bare = re.sub(r'"[^"]*"', "", line)
    if ";" in bare and "\t" not in bare:
        return ";"
    return next((mark for mark in "\t,;" if mark in bare), ",")


def _numberish(cell: str) -> bool:
    """Whether a cell is a number, or may be meant for one."""
    return bool(_NUMBERISH.fullmatch(cell.strip())) or is_float(cell)


def _spaced(cell: str) -> bool:
    """Whether a cell is several numbers with spaces between them."""
    return len(cell.split()) > 1 and all(part.isascii() and is_float(part) for part in cell.split())


def rows(path: str, stream: BinaryIO, options: Options) -> Any:
    """The table in a CSV or TSV file."""
    return Table(path, stream, options.skip_bad, options.decimal)
