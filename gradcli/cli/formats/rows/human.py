"""Rows for a person: an aligned table; and the same for Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ....errors import visible
from ..markdown import quantity
from ..numbers import UNDEFINED, align, short
from .writer import Text, Writer, existing, given, words

if TYPE_CHECKING:
    from ....frontends.table.tabulate import Output


class Human(Writer):
    """An aligned table; the status is told of rows that are not ok."""

    ok = ""

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        names: dict[str, str] = dict(zip(self.paths, (quantity("f", path, self.partial) for path in self.paths)))
        self.header = [*self.given, *(names.get(name, name) for name in self.computed)]
        self.widths: list[int] = []
        self.status = False

    def block(self, output: Output) -> Iterable[Text]:
        columns = [self.numbers(cells, "") for cells in given(output)]
        for place in output.numbers:  # of what is no number, or nan, what stood there
            for n, cell in enumerate(columns[place]):
                if not cell:
                    columns[place][n] = visible(str(output.given[place][n] or ""))
        columns += [self.numbers(values, UNDEFINED) for values in output.values]
        for n, status in enumerate(output.status):
            if status == "bad row":
                for column in columns[len(self.given) :]:
                    column[n] = ""
        self.status = self.status or any(status != "ok" for status in output.status)
        columns = [align(column) for column in columns]
        columns += [[self.ok if status == "ok" else status for status in output.status], *words(output)[1:]]
        header = [name if name != "status" or self.status else "" for name in self.header]
        first = not self.widths
        widths = [max(map(len, column), default=0) for column in columns]
        self.widths = [max(pair) for pair in zip(widths, self.widths or map(len, header))]
        rows: Iterator[Any] = zip(*columns)
        return [self.line(row) for row in ([header, *rows] if first else rows)]

    def end(self) -> Iterable[Text]:
        if not self.widths:
            self.widths = [len(name) for name in self.header]
            return [self.line([name for name in self.header if name != "status"])]
        return ()

    def numbers(self, cells: Any, none: str) -> list[str]:
        """A column as texts: numbers with the digits that were asked for, texts as they stand."""
        return [none if v is None else short(v, self.digits) for v in existing(cells, None)]

    def line(self, row: Sequence[str]) -> str:
        """One row, padded."""
        return "  ".join(cell.ljust(width) for cell, width in zip(row, self.widths)).rstrip() + "\n"


class Markdown(Human):
    """A Markdown table."""

    ok = "ok"

    def begin(self) -> Iterable[Text]:
        self.status = True
        self.widths = [0] * len(self.header)
        return [self.line(self.header), self.line(["---:"] * (len(self.given) + len(self.paths)) + ["---"] * (
            len(self.computed) - len(self.paths))),]  # fmt: skip

    def line(self, row: Sequence[str]) -> str:
        return "| " + " | ".join(cell.strip().replace("|", "\\|") for cell in row) + " |\n"
