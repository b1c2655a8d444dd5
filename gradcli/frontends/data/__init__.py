"""Numbers from files: each format is a module here and a row of READERS; standard input is known by its first bytes.

A reader gives a whole file as numbers (`X=@file`) and, where its format has rows, the columns of it block by block, so
that a table larger than memory passes through. Nothing in a file is ever run: no pickles, no formulas.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from importlib import import_module
from typing import Any, BinaryIO

from ...errors import Edit, GradcliError, clip, quote
from .columns import Data, Options, Rows, as_matrix
from .faults import fault, unreadable
from .text import Table

__all__ = ["ENDINGS", "Options", "Rows", "Table", "columns_in", "open_data", "open_rows", "read_data"]

# ending -> the module that reads it: `rows(path, stream, options)`; `read(path, stream, name)` where it may be no table
READERS = {
    ".csv": "text", ".tsv": "text", ".txt": "text", ".dat": "text", ".json": "json", ".npy": "npy", ".jsonl": "jsonl",
    ".parquet": "parquet", ".ndjson": "jsonl",
}  # fmt: skip
ENDINGS = tuple(ending for ending in READERS if ending != ".ndjson")  # that are told
_ROWS = "|".join(ending[1:] for ending in READERS)
_COLUMN = re.compile(rf"(.*?\.(?:{_ROWS})):(.+)", re.DOTALL | re.IGNORECASE)


def read_data(path: str, name: str = "", *, skip_bad: bool = False, beside: Sequence[str] = ()) -> Data:
    """The numbers in a file; ``-`` is the standard input, ``f.csv:height`` one column of a table.

    A table of one column is a vector, of several a matrix; of one with a column `name` it is that. Of a JSON object it
    is the value under `name`, of a list of objects the list of those. beside: other columns of it that are read.
    Raises GradcliError if the file cannot be read or holds anything but numbers.
    """
    path, column = column_of(path)
    options, stream = Options(skip_bad), open_data(path)
    try:
        reader = reader_of(path, stream)
        if column is None and hasattr(reader, "read"):
            found: Data = reader.read(path, stream, name)
            return found
        rows = reader.rows(path, stream, options)
        if column is None and rows.named and name in rows.columns:
            column = name
        column = None if column == "*" else column
        return as_matrix(rows, column, beside)
    except OSError as error:
        raise unreadable(path, error) from None
    finally:
        if path != "-":
            stream.close()


def named(name: str, columns: Sequence[str]) -> str | None:
    """The column of a name, or the one that is it in other letters or with a unit: `Mass (kg)`."""
    unit = re.compile(rf"{re.escape(name)}\s*(?:[\[(/].*)?", re.IGNORECASE)
    return name if name in columns else next(filter(unit.fullmatch, columns), None)


def see_column(path: str, name: str, beside: Sequence[str] = ()) -> None:
    """Raise GradcliError for a name that no column of a table has, where one is like it, or others are read beside it.

    One name alone that is like none is the whole table.
    """
    if path == "-" or column_of(path)[1] is not None:
        return
    with open_data(path) as stream:
        reader = reader_of(path, stream)
        rows = None if hasattr(reader, "read") else reader.rows(path, stream, Options())
        if rows is None or len(rows.columns) == 1 or name in rows.columns:
            return
        columns, like = rows.columns, named(name, rows.columns) if rows.named else None
        if like is None and name not in beside:  # one name for the whole table
            return
        if not rows.named:
            place = str(beside.index(name) + 1)
            edit = Edit((f"{name}=@{path}",), (f"{name}=@{path}:{place if place in columns else 1}",))
            told = f"{clip(path)} has no header to find {name} by"
            raise GradcliError(told, code="data", hint=f"its columns are {', '.join(columns)}: {edit}", edit=edit)
    listed = ", ".join(clip(column, 20) for column in columns[:8]) + ", ..." * (len(columns) > 8)
    edit = Edit((f"{name}=@{path}",), (f"{name}=@{path}:{like or columns[0]}",))
    hint = f"its columns are {listed}: {edit}, or {name}=@{clip(path)}:* for the whole table"
    raise GradcliError(f"{clip(path)}: no column {quote(name)}", code="data", hint=hint, edit=edit if like else None)


def open_rows(path: str, options: Options, group: int | None = None) -> Rows:
    """The table in a file, or on the standard input for ``-``, to be read block by block. Raises GradcliError.

    group: only this row group of a Parquet file.
    """
    stream = open_data(path)
    with ExitStack() as closing:
        if path != "-":
            closing.callback(stream.close)
        try:
            reader = reader_of(path, stream)
            found: Rows = reader.rows(path, stream, options, *([] if group is None else [group]))
        except OSError as error:
            raise unreadable(path, error) from None
        closing.pop_all()
    return found


def columns_in(path: str) -> tuple[str, ...]:
    """The names of the columns of a table in a file; none of what has none. Raises GradcliError if it is not read."""
    with open_data(path) as stream:
        reader = reader_of(path, stream)
        return tuple(reader.rows(path, stream, Options()).columns)


def column_of(path: str) -> tuple[str, str | None]:
    """A file, and the column of it that is meant: f.csv:height."""
    found = _COLUMN.fullmatch(path)
    if not found or os.path.exists(path) or "/" in found[2] and not os.path.exists(found[1]):
        return path, None
    return found[1], found[2]


def open_data(path: str) -> BinaryIO:
    """The bytes of a file, or of the standard input for ``-``. Raises GradcliError if there is no such file."""
    if path == "-":
        if sys.stdin is None:
            raise GradcliError("cannot read standard input: it is closed", code="input")
        return sys.stdin.buffer
    try:
        return open(path, "rb")
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from None


def reader_of(path: str, stream: BinaryIO) -> Any:
    """The module that reads a file. Raises GradcliError for an ending that is not known."""
    piped = path == "-" or path.startswith(("/dev/", "/proc/"))
    ending = sniffed(stream) if piped else next((e for e in READERS if path.lower().endswith(e)), None)
    if ending is None:
        hint = f"the name must end in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
        raise fault(path, "what kind of file is this?", hint)
    return import_module(f".{READERS[ending]}", __name__)


def sniffed(stream: BinaryIO) -> str:
    """The kind of what stands on the standard input, by its first bytes."""
    peek = getattr(stream, "peek", None)
    begin = peek(4096)[:4096] if peek else b""
    text = begin.removeprefix(b"\xef\xbb\xbf").lstrip()
    if begin.startswith(b"\x93NUMPY"):
        return ".npy"
    if begin.startswith(b"PAR1"):
        return ".parquet"
    if text[:1] == b"{" and b"\n{" in text:
        return ".jsonl"
    return ".json" if text[:1] in (b"[", b"{") else ".csv"
