"""Rows as CSV and TSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .writer import Text, Writer, existing, listed, words

if TYPE_CHECKING:
    from ....frontends.table.tabulate import Output


class Separated(Writer):
    """CSV, as the standard library writes it; a number that does not exist is an empty cell."""

    mark = ","

    def begin(self) -> Iterable[Text]:
        return [self._quoted([[*self.given, *self.computed]])]

    def block(self, output: Output) -> Iterable[Text]:
        columns = [["" if c is None else str(c) for c in listed(cells)] for cells in output.given]
        text = "".join(map("".join, columns))
        quoted = any(mark in text for mark in (self.mark, '"', "\n", "\r"))
        columns += [list(map(str, existing(values, ""))) for values in output.values]
        rows = zip(*columns, *words(output))
        return [self._quoted(rows)] if quoted else ["\n".join([*map(self.mark.join, rows), ""])]

    def _quoted(self, rows: Iterable[Any]) -> str:
        out = io.StringIO()
        csv.writer(out, delimiter=self.mark, lineterminator="\n").writerows(rows)
        return out.getvalue()


class TabSeparated(Separated):
    """The same with tabs."""

    mark = "\t"
