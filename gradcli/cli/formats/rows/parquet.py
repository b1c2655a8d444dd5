"""Rows as Parquet."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from .writer import Text, Writer, given, words

if TYPE_CHECKING:
    from ....frontends.table.tabulate import Output


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
        from ....frontends.data.parquet import pyarrow

        self.pyarrow = pyarrow()
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
            self.writer = self.pyarrow.ParquetWriter(self.sink, table.schema)
        self.writer.write_table(table.cast(self.writer.schema))
        return self.sink.taken()

    def end(self) -> Iterable[Text]:
        if self.writer is not None:
            self.writer.close()
        return self.sink.taken()
