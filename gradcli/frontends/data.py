"""Numbers from files: CSV, TSV, JSON and NPY by the name's ending, the standard input by its first byte.

A table is read row by row, so that one larger than memory can pass through. What is not a number is told with its row
and column. Nothing in a file is ever run: no pickles, no formulas.
"""

from __future__ import annotations

import contextlib
import itertools
import math
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from ..errors import GradcliError, clip, quote
from .bindings import Nested, rectangular

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

ENDINGS = (".csv", ".tsv", ".json", ".npy")
_NPY = b"\x93NUMPY"
_SKIP = "--skip-bad leaves such rows out"


class Data(NamedTuple):
    """What a file holds: nested lists of floats (of NPY an array), the names of its columns, the rows left out."""

    value: Nested | Any
    columns: tuple[str, ...] = ()
    skipped: int = 0


def read_data(path: str, name: str = "", *, skip_bad: bool = False) -> Data:
    """The numbers in a file; ``-`` is the standard input.

    A table of one column is a vector, of several a matrix. Of a JSON object it is the value under `name`.
    Raises GradcliError if the file cannot be read or holds anything but numbers.
    """
    stream = open_data(path)
    try:
        ending = _ending(path, stream)
        if ending == ".npy":
            return Data(_read_npy(path, stream))
        if ending == ".json":
            return Data(_read_json(path, stream, name))
        table = Table(path, stream, skip_bad)
        rows = list(table)
    except OSError as error:
        raise _unreadable(path, error) from None
    finally:
        if path != "-":
            stream.close()
    if not rows:
        raise _fault(path, "no rows", "every row was left out" if table.skipped else None)
    if table.width == 1:
        return Data([row[0] for row in rows], table.columns, table.skipped)
    return Data([list[Nested](row) for row in rows], table.columns, table.skipped)


def open_data(path: str) -> BinaryIO:
    """The bytes of a file, or of the standard input for ``-``. Raises GradcliError if there is no such file."""
    if path == "-":
        if sys.stdin is None:
            raise GradcliError("cannot read standard input: it is closed", code="input")
        return sys.stdin.buffer
    try:
        return open(path, "rb")
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None


class Table:
    """The rows of a CSV or TSV file, read as they are asked for.

    columns: the names in the first row, if none of them is a number; skipped: bad rows left out so far.
    Iterating raises GradcliError for a bad row, unless such rows are to be skipped.
    """

    def __init__(self, path: str, stream: BinaryIO, skip_bad: bool = False) -> None:
        self.path, self.skip_bad, self.skipped = path, skip_bad, 0
        self.columns: tuple[str, ...] = ()
        records = self._read(stream)
        first = next(records, None)
        if first is None:
            raise _fault(path, "the file is empty")
        self.width = len(first[1])
        if any(map(_spaced, first[1])):
            raise _fault(path, "columns stand apart by spaces", "put commas between them")
        if any(cell.isascii() and _is_float(cell) for cell in first[1]):
            records = itertools.chain([first], records)
        else:
            self.columns = tuple(cell.strip() or str(place) for place, cell in enumerate(first[1], 1))
        self.records = records
        for place, column in enumerate(self.columns):
            if column in self.columns[:place]:
                raise _fault(path, f"column {clip(column)} twice", "give each column its own name")

    def __iter__(self) -> Iterator[list[float]]:
        for line, record in self.records:
            try:
                row = list(map(float, record))
                if len(row) != self.width or not math.isfinite(sum(row)) or not "".join(record).isascii():
                    row = self._row(line, record)
            except ValueError:
                row = self._row(line, record)
            if row:
                yield row

    def _row(self, line: int, record: list[str]) -> list[float]:
        """One row cell by cell: empty if it is bad and to be left out. Raises GradcliError if it is bad."""
        row: list[float] = []
        for value, cell in zip(map(_number, record), record):
            if value is None and not self.skip_bad:
                raise self._bad(line, len(row), cell)
            if value is not None:
                row.append(value)
        if len(row) == self.width == len(record):
            return row
        if not self.skip_bad:
            plural = "" if len(record) == 1 else "s"
            raise _fault(self.path, f"row {line} has {len(record)} value{plural}, not {self.width}", _SKIP)
        self.skipped += 1
        return []

    def _bad(self, line: int, place: int, cell: str) -> GradcliError:
        column = clip(self.columns[place]) if place < len(self.columns) else str(place + 1)
        if not cell.strip():
            why = "no value"
        elif cell.isascii() and _is_float(cell):
            why = f"{quote(cell)} is beyond float64"
        else:
            why = f"{quote(cell)} is not a number"
        return _fault(self.path, f"row {line}, column {column}: {why}", _SKIP)

    def _read(self, stream: BinaryIO) -> Iterator[tuple[int, list[str]]]:
        """The rows that are not blank, as text, with their lines in the file."""
        import csv
        import io

        lines = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        blank = 0
        try:
            line = lines.readline()
            while line.isspace():
                blank += 1
                line = lines.readline()
            delimiter = next((mark for mark in ",\t;" if mark in line), ",")
            reader = csv.reader(itertools.chain([line], lines), delimiter=delimiter, strict=True)
            for record in reader:
                if len(record) > 1 or (record and record[0].strip()):
                    yield reader.line_num + blank, record
        except csv.Error as error:
            raise _fault(self.path, f"row {reader.line_num + blank}: {error}") from None
        except UnicodeDecodeError:
            raise _fault(self.path, "not UTF-8 text") from None
        except OSError as error:
            raise _unreadable(self.path, error) from None
        finally:
            with contextlib.suppress(ValueError):
                lines.detach()  # or collecting `lines` would close the stream, which is not ours


def _is_float(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _number(cell: str) -> float | None:
    """The number in a cell, None if there is none; inf only where it says so."""
    if not cell.isascii() or not _is_float(cell):
        return None
    value = float(cell)
    return None if math.isinf(value) and "i" not in cell.lower() else value


def _spaced(cell: str) -> bool:
    """Whether a cell is several numbers with spaces between them."""
    return len(cell.split()) > 1 and all(part.isascii() and _is_float(part) for part in cell.split())


def _read_json(path: str, stream: BinaryIO, name: str) -> Nested:
    import json

    def number(text: str) -> float:
        value = float(text)
        if math.isinf(value):
            raise _fault(path, f"{quote(text)} is beyond float64")
        return value

    def refuse(word: str) -> float:
        raise _fault(path, f"{word} is no JSON number", "leave it out, or use CSV, which may hold nan and inf")

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise _fault(path, f"key {quote(key)} twice")
            found[key] = value
        return found

    try:
        text = stream.read().decode("utf-8-sig")
        value = json.loads(text, parse_float=number, parse_int=number, parse_constant=refuse, object_pairs_hook=once)
    except UnicodeDecodeError:
        raise _fault(path, "not UTF-8 text") from None
    except json.JSONDecodeError as error:
        message = f"line {error.lineno} column {error.colno}: {error.msg[:1].lower()}{error.msg[1:]}"
        raise _fault(path, message) from None
    except RecursionError:
        raise _fault(path, "nested too deeply") from None
    if isinstance(value, dict):
        if name not in value:
            keys = ", ".join(map(clip, itertools.islice(value, 8))) or "none"
            raise _fault(path, f"no key {quote(name)}", f"its keys: {keys}")
        value = value[name]
    return _numbers(path, value)


def _numbers(path: str, value: Any) -> Nested:
    """`value`, if it is a number or nested lists of numbers. Raises GradcliError for the first that is none."""
    level = [value]
    while level:
        if not all(isinstance(item, list | float) for item in level):
            raise _not_a_number(path, value)
        level = [inner for item in level if isinstance(item, list) for inner in item]
    result: Nested = value
    try:
        rectangular(result)
    except GradcliError as error:
        raise error.about(clip(path)) from None
    return result


def _not_a_number(path: str, value: Any) -> GradcliError:
    """The error that says which element it is."""
    waiting: list[tuple[Any, tuple[int, ...]]] = [(value, ())]
    place: tuple[int, ...] = ()
    while isinstance(value, list | float):
        value, place = waiting.pop()
        if isinstance(value, list):
            waiting.extend((inner, (*place, at)) for at, inner in reversed([*enumerate(value, 1)]))
    shown = f"element {','.join(map(str, place))}" if place else "the value"
    return _fault(path, f"{shown} is not a number")


def _read_npy(path: str, stream: BinaryIO) -> Any:
    import io

    import numpy as np

    content = stream.read()
    if not content.startswith(_NPY):
        raise _fault(path, "not an NPY file", "save one array with numpy.save")
    try:
        array = np.load(io.BytesIO(content), allow_pickle=False)
    except (ValueError, EOFError, MemoryError, OverflowError) as error:
        why = "it holds Python objects, not numbers" if "allow_pickle" in str(error) else "a damaged NPY file"
        raise _fault(path, why) from None
    if array.dtype.kind not in "fiub":
        raise _fault(path, f"it holds {array.dtype.name}, not real numbers")
    return array.astype(np.float64)


def _ending(path: str, stream: BinaryIO) -> str:
    """The kind of a file. Raises GradcliError for an ending that is not known."""
    if path == "-":
        peek = getattr(stream, "peek", None)
        begin = peek(8)[:8] if peek else b""
        text = begin.removeprefix(b"\xef\xbb\xbf").lstrip()
        return ".npy" if begin.startswith(_NPY) else ".json" if text[:1] in (b"[", b"{") else ".csv"
    for ending in ENDINGS:
        if path.lower().endswith(ending):
            return ending
    raise _fault(path, "what kind of file is this?", f"the name must end in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}")


def _unreadable(path: str, error: Exception) -> GradcliError:
    why = (error.strerror or "unreadable") if isinstance(error, OSError) else "no file can have this name"
    return _fault(path, why[:1].lower() + why[1:])


def _fault(path: str, message: str, hint: str | None = None) -> GradcliError:
    return GradcliError(f"{clip('standard input' if path == '-' else path)}: {message}", code="data", hint=hint)
