"""Parquet, read by pyarrow a row group at a time."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from ...errors import GradcliError
from .columns import LARGE, Block, Options, Rows
from .faults import fault


def pyarrow() -> Any:
    """pyarrow.parquet. Raises GradcliError where it is not installed."""
    try:
        import pyarrow.parquet as found
    except ImportError:
        raise GradcliError("Parquet needs pyarrow", code="extra", hint='pip install "gradcli[parquet]"') from None
    return found


@contextmanager
def telling(path: str, what: str) -> Iterator[None]:
    """What pyarrow says of a file as an error that begins with `what`."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise fault(path, f"{what}: {(str(error).splitlines() or [''])[0][:100]}") from None


class Groups(Rows):
    """The rows of a Parquet file, of all its row groups or of some."""

    def __init__(self, path: str, stream: BinaryIO, options: Options, groups: Sequence[int] | None = None) -> None:
        super().__init__(path, stream, options)
        library = pyarrow()
        with telling(path, "not a Parquet file"):
            self.file = library.ParquetFile(io.BytesIO(stream.read()) if path == "-" else stream)
        self.columns = tuple(self.file.schema_arrow.names)
        self.groups = range(self.file.num_row_groups) if groups is None else groups
        counts = [self.file.metadata.row_group(n).num_rows for n in range(self.file.num_row_groups)]
        self.total = sum(counts[n] for n in self.groups)
        self.first = sum(counts[: self.groups[0]]) if self.groups else 0

    def blocks(self, size: int = LARGE) -> Iterator[Block]:
        """So many rows at a time: numbers as NumPy's, anything else and columns with nulls as Python's objects."""
        row = self.first
        batches = self.file.iter_batches(batch_size=size, row_groups=list(self.groups))
        while True:
            with telling(self.path, f"damaged after row {row}"):
                if (batch := next(batches, None)) is None:
                    return
                cells = [_column(column) for column in batch.columns]
            yield Block(cells, range(row + 1, row + batch.num_rows + 1))
            row += batch.num_rows
            self.done += batch.num_rows

    def close(self) -> None:
        """Let go of it."""
        self.file.close()
        super().close()


def _column(column: Any) -> Any:
    kind = str(column.type)
    plain = kind in ("double", "float", "halffloat", "bool") or kind.removeprefix("u").startswith("int")
    if plain and column.null_count == 0:
        return column.to_numpy(zero_copy_only=False)
    return column.to_pylist()


def rows(path: str, stream: BinaryIO, options: Options, group: int | None = None) -> Rows:
    """The table in a Parquet file, or one row group of it."""
    return Groups(path, stream, options, None if group is None else [group])


def row_groups(path: str) -> int:
    """How many row groups a file has. Raises GradcliError."""
    library = pyarrow()
    with telling(path, "not a Parquet file"):
        return int(library.read_metadata(path).num_row_groups)
