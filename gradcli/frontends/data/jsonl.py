"""JSON lines: an object a row, whose keys are the columns; those of the first row. A number in quotes is a text."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterator
from typing import Any, BinaryIO

from ...errors import quote
from .columns import BLOCK, Block, Options, Rows
from .faults import fault


class Objects(Rows):
    """The rows of a file of JSON lines."""

    unit = "line"

    def __init__(self, path: str, stream: BinaryIO, options: Options) -> None:
        super().__init__(path, stream, options)
        self.records = self._read()
        first = next(self.records, None)
        if first is None:
            raise fault(path, "the file is empty")
        if isinstance(first[1], str):  # there are no columns to go by
            raise fault(path, f"line {first[0]} {first[1]}", 'write {"x": 1, "y": 2} in each line')
        self.columns = tuple(first[1])
        self.records = itertools.chain([first], self.records)

    def _read(self) -> Iterator[tuple[int, dict[str, Any] | str]]:
        """The objects, or why a line is none, with their lines."""
        for line, text in enumerate(self.stream, 1):
            self.done += len(text)
            if not text.strip():
                continue
            try:
                value = json.loads(text.decode("utf-8-sig"))
            except UnicodeDecodeError:
                value = "is not UTF-8 text"
            except (json.JSONDecodeError, RecursionError) as error:
                why = str(getattr(error, "msg", error))
                value = f"is no JSON: {why[:1].lower()}{why[1:]}"
            else:
                value = value if isinstance(value, dict) else "is no object"
            yield line, value

    def blocks(self, size: int = BLOCK) -> Iterator[Block]:
        """So many rows at a time; a key that a row does not have is None."""
        while records := list(itertools.islice(self.records, size)):
            short = {n: record for n, (_, record) in enumerate(records) if isinstance(record, str)}
            objects: list[dict[str, Any]] = [{} if isinstance(record, str) else record for _, record in records]
            cells = [[record.get(name) for record in objects] for name in self.columns]
            yield Block(cells, [line for line, _ in records], short)

    def quickly(self, cells: list[Any]) -> list[float] | None:
        """All cells at once, where they are plainly numbers."""
        if not all(cell.__class__ is float or cell.__class__ is int for cell in cells):
            return None
        found = list(map(float, cells))
        return found if math.isfinite(sum(found)) else None

    def why(self, cell: Any) -> tuple[str, str | None]:
        """Why a cell is no number."""
        if isinstance(cell, str):
            return f"{quote(cell)} is a text, not a number", None
        return super().why(cell)


rows = Objects
