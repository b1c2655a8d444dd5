"""Rows as CSV and TSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from .writer import Writer, existing, listed, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ....frontends.table.tabulate import Output
    from .writer import Text


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
