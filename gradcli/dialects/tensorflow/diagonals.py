"""Diagonals of matrices and tensors: taken out, put in, and made into them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...ops import branches as b
from ...ops import indexing
from ...ops.indexing import Index, putter
from .convert import convert
from .elementary import add
from .errors import bracket, invalid
from .names import export
from .operands import shape
from .spelling import rows
from .tensor import EagerTensor


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
    diagonal: Any, name: str = "diag", k: int = 0, num_rows: int = -1, num_cols: int = -1, padding_value: Any = 0,
    align: str = "RIGHT_LEFT",
) -> Any:  # fmt: skip
    """A matrix with the given diagonal."""
    x = convert(diagonal)
    if not x.ndim:
        raise invalid("diagonal must be at least 1-dim, received shape: []", "MatrixDiagV3", name)
    n = np.arange(shape(x)[-1])
    rows, columns = n.size - min(k, 0), n.size + max(k, 0)
    if num_rows == num_cols == -1:
        rows = columns = max(rows, columns)
    size = max(num_rows, rows), max(num_cols, columns)
    return putter(Index((Ellipsis, n - min(k, 0), n + max(k, 0))), (*shape(x)[:-1], *size))(x)


def _put(x: EagerTensor, d: EagerTensor, k: int) -> Any:
    rows, columns = shape(x)[-2:]
    return add(b.where(np.eye(rows, columns, k, dtype=bool), 0.0, x), diag(d, k=k, num_rows=rows, num_cols=columns))


def _grid(lengths: tuple[int, ...]) -> tuple[Any, ...]:
    """The index of a diagonal of a tensor of twice the rank."""
    at = np.indices(lengths)
    return (*at, *at)


__getattr__: Callable[[str], Any] = rows(
    __name__,
    ("linalg.set_diag | matrix_set_diag", "", "input:any diagonal:=input name k=0 align='RIGHT_LEFT':-", _put,
     "A matrix with its diagonal replaced."),
    ("linalg.tensor_diag | diag", "", "diagonal:any name",
     lambda x: putter(Index(_grid(shape(x))), shape(x) * 2)(x), "A tensor of twice the rank with the given diagonal."),
    ("linalg.tensor_diag_part | diag_part", "", "input:any name",
     lambda x: indexing.getitem(x, _grid(shape(x)[: x.ndim // 2])), "The diagonal of a tensor of even rank."),
)  # fmt: skip
