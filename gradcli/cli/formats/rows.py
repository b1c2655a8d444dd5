"""Rows of a table as text or bytes, block by block: each format is a class here and a row of WRITERS."""

from __future__ import annotations

import csv
import io
import json
import math
import tempfile
from typing import TYPE_CHECKING, Any

from ...errors import GradcliError
from .numbers import UNDEFINED, align, short
from .tables import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ...frontends.table.tabulate import Output

Text = str | bytes


class Writer:
    """How a table is written.

    given, computed: the names of the columns that came, and of those that were computed, with status and check last.
    paths: of the computed numbers, as they are everywhere. Each method gives what is to be written then.
    """

    def __init__(self, given: Sequence[str], computed: Sequence[str], paths: Sequence[str], digits: int) -> None:
        self.given, self.computed, self.paths, self.digits = list(given), list(computed), paths, digits

    def begin(self) -> Iterable[Text]:
        """What comes before the first row."""
        return ()

    def block(self, output: Output) -> Iterable[Text]:
        """So many rows."""
        raise NotImplementedError

    def end(self) -> Iterable[Text]:
        """What comes after the last row."""
        return ()


class Separated(Writer):
    """CSV, as the standard library writes it; a number that does not exist is an empty cell."""

    mark = ","

    def begin(self) -> Iterable[Text]:
        return [self._text([[*self.given, *self.computed]])]

    def block(self, output: Output) -> Iterable[Text]:
        columns = [listed(cells) for cells in output.given]
        columns += [existing(values, "") for values in output.values]
        return [self._text(zip(*columns, *words(output)))]

    def _text(self, rows: Iterable[Any]) -> str:
        out = io.StringIO()
        csv.writer(out, delimiter=self.mark, lineterminator="\n").writerows(rows)
        return out.getvalue()


class TabSeparated(Separated):
    """The same with tabs."""

    mark = "\t"


class JsonLines(Writer):
    """An object a row; a number that does not exist, or is infinite, is null."""

    def block(self, output: Output) -> Iterable[Text]:
        keys = [*self.given, *self.computed]
        columns = [existing(cells, None, finite=True) for cells in (*given(output), *output.values)]
        rows = zip(*columns, *words(output))
        return ["".join(json.dumps(dict(zip(keys, row)), ensure_ascii=False, separators=(",", ":")) + "\n"
                        for row in rows)]  # fmt: skip


class Human(Writer):
    """An aligned table; the status is told of rows that are not ok."""

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        names = dict(zip(self.paths, (quantity("f", path) for path in self.paths)))
        self.header = [*self.given, *(names.get(name, name) for name in self.computed)]
        self.widths: list[int] = []
        self.status = False

    def block(self, output: Output) -> Iterable[Text]:
        columns = [self.numbers(cells, "") for cells in given(output)]
        columns += [self.numbers(values, UNDEFINED) for values in output.values]
        for n, status in enumerate(output.status):
            if status == "bad row":
                for column in columns[len(self.given) :]:
                    column[n] = ""
        self.status = self.status or any(status != "ok" for status in output.status)
        columns = [align(column) for column in columns]
        columns += [[status if status != "ok" else "" for status in output.status], *words(output)[1:]]
        header = [name if name != "status" or self.status else "" for name in self.header]
        first = not self.widths
        widths = [max(map(len, column), default=0) for column in columns]
        self.widths = [max(pair) for pair in zip(widths, self.widths or map(len, header))]
        rows: Iterator[Any] = zip(*columns)
        return [self.line(row) for row in ([header, *rows] if first else rows)]

    def numbers(self, cells: Any, none: str) -> list[str]:
        """A column as texts: numbers with the digits that were asked for, texts as they stand."""
        return [none if v is None else short(v, self.digits) for v in existing(cells, None)]

    def line(self, row: Sequence[str]) -> str:
        """One row, padded."""
        return "  ".join(cell.ljust(width) for cell, width in zip(row, self.widths)).rstrip() + "\n"


class Markdown(Human):
    """A Markdown table."""

    def begin(self) -> Iterable[Text]:
        self.status = True
        self.widths = [0] * len(self.header)
        return [self.line(self.header), self.line(["---:"] * (len(self.given) + len(self.paths)) + ["---"] * (
            len(self.computed) - len(self.paths))),]  # fmt: skip

    def line(self, row: Sequence[str]) -> str:
        return "| " + " | ".join(cell.strip().replace("|", "\\|") for cell in row) + " |\n"


class Npy(Writer):
    """One NumPy array of records: the columns that are numbers, and the words. Its rows wait in a file of their own,
    for the number of rows comes first."""

    def begin(self) -> Iterable[Text]:
        self.kept: Any = tempfile.TemporaryFile()  # noqa: SIM115
        self.count = 0
        self.dtype: Any = None
        return ()

    def block(self, output: Output) -> Iterable[Text]:
        import numpy as np

        came = [(name, cells) for name, cells in zip(self.given, given(output)) if hasattr(cells, "dtype")]
        columns = [*came, *zip(self.computed, (*output.values, *words(output)))]
        if self.dtype is None:
            self.dtype = np.dtype([(n, "U9" if isinstance(c, list) else np.asarray(c).dtype) for n, c in columns])
        found = np.empty(len(output.status), self.dtype)
        for name, cells in columns:
            found[name] = cells
        found.tofile(self.kept)
        self.count += len(found)
        return ()

    def end(self) -> Iterable[Text]:
        import numpy as np

        header = io.BytesIO()
        about = {"descr": np.lib.format.dtype_to_descr(self.dtype or np.dtype([])), "fortran_order": False}
        np.lib.format.write_array_header_2_0(header, {**about, "shape": (self.count,)})
        yield header.getvalue()
        self.kept.seek(0)
        while part := self.kept.read(1 << 20):
            yield part
        self.kept.close()


class Passing(io.RawIOBase):
    """A file that hands on what is written to it."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.length = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.parts.append(bytes(data))
        self.length += len(self.parts[-1])
        return len(self.parts[-1])

    def tell(self) -> int:
        return self.length

    def taken(self) -> list[bytes]:
        """What was written since last time."""
        found, self.parts = self.parts, []
        return found


class Parquet(Writer):
    """Parquet, by pyarrow: a row group a block; what does not exist is null."""

    def begin(self) -> Iterable[Text]:
        from ...frontends.data.parquet import pyarrow

        self.library = pyarrow()
        self.sink = Passing()
        self.writer: Any = None
        return ()

    def block(self, output: Output) -> Iterable[Text]:
        import pyarrow as pa

        columns = [pa.array(cells) for cells in given(output)]
        columns += [pa.array(values, mask=values != values) for values in output.values]
        columns += [pa.array(column, pa.string()) for column in words(output)]
        table = pa.table(columns, [*self.given, *self.computed])
        if self.writer is None:
            self.writer = self.library.ParquetWriter(self.sink, table.schema)
        self.writer.write_table(table.cast(self.writer.schema))
        return self.sink.taken()

    def end(self) -> Iterable[Text]:
        if self.writer is not None:
            self.writer.close()
        return self.sink.taken()


def given(output: Output) -> list[Any]:
    """The columns that came, those that are variables as numbers."""
    return [output.numbers.get(place, cells) for place, cells in enumerate(output.given)]


def listed(cells: Any) -> list[Any]:
    """A column as Python's values."""
    return cells.tolist() if hasattr(cells, "tolist") else list(cells)


def existing(cells: Any, none: Any, finite: bool = False) -> list[Any]:
    """A column as Python's values, `none` in place of nan; with `finite` in place of what is infinite too."""
    found = listed(cells)
    if getattr(getattr(cells, "dtype", None), "kind", "f") != "f" or isinstance(cells, list):
        return found
    if not math.isfinite(sum(found)):
        return [none if v != v or (finite and math.isinf(v)) else v for v in found]
    return found


def words(output: Output) -> list[list[str]]:
    """The columns of words: the status, and the verdicts if any were asked for."""
    return [output.status] if output.verdicts is None else [output.status, output.verdicts]


WRITERS: dict[str, type[Writer]] = {
    "human": Human, "csv": Separated, "tsv": TabSeparated, "jsonl": JsonLines, "npy": Npy, "parquet": Parquet,
    "markdown": Markdown,
}  # fmt: skip
ENDINGS = {
    ".csv": "csv", ".tsv": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".npy": "npy", ".parquet": "parquet",
    ".md": "markdown", ".txt": "human",
}  # fmt: skip
BINARY = frozenset({"npy", "parquet"})


def form_of(form: str | None, file: str | None, inputs: str = "human") -> str:
    """The format that is asked for, or that a file's ending says. Raises GradcliError where it says none."""
    if form is not None:
        return form
    if file is None or file == "-":
        return inputs
    found = next((f for ending, f in ENDINGS.items() if file.lower().endswith(ending)), None)
    if found is None:
        endings = ", ".join(list(ENDINGS)[:-1])
        raise GradcliError(f"what kind of file is {file}?", code="option", hint=f"--format says it, or {endings}")
    return found
