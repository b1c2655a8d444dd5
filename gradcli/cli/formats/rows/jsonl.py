"""Rows as JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from .writer import Text, Writer, existing, given, words

if TYPE_CHECKING:
    from ....frontends.table.tabulate import Output


class JsonLines(Writer):
    """An object a row; a number that does not exist, or is infinite, is null."""

    def block(self, output: Output) -> Iterable[Text]:
        keys = [*self.given, *self.computed]
        columns = [existing(cells, None, finite=True) for cells in (*given(output), *output.values)]
        rows = zip(*columns, *words(output))
        return ["".join(json.dumps(dict(zip(keys, row)), ensure_ascii=False, separators=(",", ":")) + "\n"
                        for row in rows)]  # fmt: skip
