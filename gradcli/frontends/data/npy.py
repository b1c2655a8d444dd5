"""NPY: one array of NumPy's. Of two axes it is a table without names, of records one with names."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from .columns import LARGE, Block, Data, Options, Rows
from .faults import fault

MAGIC = b"\x93NUMPY"


def read(path: str, stream: BinaryIO, name: str) -> Data:
    """The array in a file, as float64."""
    array = load(path, stream)
    if array.dtype.kind not in "fiub":
        raise fault(path, f"it holds {array.dtype.name}, not real numbers")
    return Data(array.astype(float))


def load(path: str, stream: BinaryIO) -> Any:
    """The array in a file: the file itself in memory's place where it is one, read where it is a pipe."""
    import numpy as np

    begin = stream.peek(6)[:6] if hasattr(stream, "peek") else b""
    if begin != MAGIC:
        raise fault(path, "not an NPY file", "save one array with numpy.save")
    try:
        if path != "-":
            return np.load(path, mmap_mode="r", allow_pickle=False)
        return np.load(io.BytesIO(stream.read()), allow_pickle=False)
    except (ValueError, EOFError, MemoryError, OverflowError) as error:
        objects = "allow_pickle" in str(error) or "object" in str(error)
        why = "it holds Python objects, not numbers" if objects else "a damaged NPY file"
        raise fault(path, why) from None


class Array(Rows):
    """The rows of an array."""

    def __init__(self, path: str, stream: BinaryIO, options: Options) -> None:
        super().__init__(path, stream, options)
        self.array = array = load(path, stream)
        if array.dtype.names:
            self.columns, self.named = tuple(array.dtype.names), True
        else:
            if array.ndim not in (1, 2) or array.dtype.kind not in "fiub":
                what = f"an array of {array.ndim} axes" if array.ndim not in (1, 2) else array.dtype.name
                raise fault(path, f"it holds {what}, not rows of real numbers")
            width = array.shape[1] if array.ndim == 2 else 1
            self.columns, self.named = tuple(str(n) for n in range(1, width + 1)), False
        self.total = len(array)

    def blocks(self, size: int = LARGE) -> Iterator[Block]:
        """So many rows at a time."""
        for start in range(0, len(self.array), size):
            part = self.array[start : start + size]
            self.done = start + len(part)
            names = self.array.dtype.names
            cells = [part[n] for n in names] if names else list(part.T) if part.ndim == 2 else [part]
            yield Block(cells, range(start + 1, start + len(part) + 1))


rows = Array
