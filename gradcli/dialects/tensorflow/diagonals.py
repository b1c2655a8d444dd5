"""Diagonals of matrices and tensors: taken out, put in, and made into them."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import numpy as np

from ...ops import branches as b
from ...ops import indexing
from ...ops.indexing import Index, putter
from .convert import convert
from .elementary import add
from .errors import bracket, invalid
from .names import ONLY_V1, export
from .operands import shape
from .padding import where

TopKV2 = namedtuple("TopKV2", ("values", "indices"))
Unique = namedtuple("Unique", ("y", "idx"))
UniqueWithCounts = namedtuple("UniqueWithCounts", ("y", "idx", "count"))


@export("linalg.diag_part", v1=("matrix_diag_part",))
def diag_part(
    input: Any, name: str = "diag_part", k: int = 0, padding_value: Any = 0, align: str = "RIGHT_LEFT"
) -> Any:
    """A diagonal of the last two axes."""
    x = convert(input)
    if x.ndim < 2:
        raise invalid(f"input must be at least 2-dim, received shape: {bracket(shape(x))}", "MatrixDiagPartV3", name)
    rows, columns = shape(x)[-2:]
    n = np.arange(max(min(rows + min(k, 0), columns - max(k, 0)), 0))
    return indexing.getitem(x, (Ellipsis, n - min(k, 0), n + max(k, 0)))


@export("linalg.diag", v1=("matrix_diag",))
def diag(
    diagonal: Any,
    name: str = "diag",
    k: int = 0,
    num_rows: int = -1,
    num_cols: int = -1,
    padding_value: Any = 0,
    align: str = "RIGHT_LEFT",
) -> Any:
    """A matrix with the given diagonal."""
    x = convert(diagonal)
    if not x.ndim:
        raise invalid("diagonal must be at least 1-dim, received shape: []", "MatrixDiagV3", name)
    n = np.arange(shape(x)[-1])
    rows, columns = n.size - min(k, 0), n.size + max(k, 0)
    if num_rows == num_cols == -1:
        rows = columns = max(rows, columns)
    rows, columns = max(num_rows, rows), max(num_cols, columns)
    return putter(Index((Ellipsis, n - min(k, 0), n + max(k, 0))), (*shape(x)[:-1], rows, columns))(x)


@export("linalg.set_diag", v1=("matrix_set_diag",))
def set_diag(input: Any, diagonal: Any, name: str = "set_diag", k: int = 0, align: str = "RIGHT_LEFT") -> Any:
    """A matrix with its diagonal replaced."""
    x = convert(input)
    d = convert(diagonal, x.dtype)
    rows, columns = shape(x)[-2:]
    inside = np.eye(rows, columns, k, dtype=bool)
    return add(b.where(inside, 0.0, x), diag(d, k=k, num_rows=rows, num_cols=columns))


@export("linalg.tensor_diag", v1=("diag",))
def tensor_diag(diagonal: Any, name: Any = None) -> Any:
    """A tensor of twice the rank with the given diagonal."""
    x = convert(diagonal)
    grid = np.indices(shape(x))
    return putter(Index((*grid, *grid)), shape(x) * 2)(x)


@export("linalg.tensor_diag_part", v1=("diag_part",))
def tensor_diag_part(input: Any, name: Any = None) -> Any:
    """The diagonal of a tensor of even rank."""
    x = convert(input)
    grid = np.indices(shape(x)[: x.ndim // 2])
    return indexing.getitem(x, (*grid, *grid))


ONLY_V1["where"] = where
