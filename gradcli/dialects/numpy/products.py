"""NumPy's products of vectors, matrices and arrays of more axes."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.vocabulary import FUNCTIONS
from ...ops import complex, layout, linalg, products
from ...ops.indexing import getitem
from ...ops.values import shape_of
from .off_trace import strong


def multi_dot(arrays: Any, *, out: Any = None) -> Any:
    """The product of several matrices, the first and last of which may be vectors."""
    y = arrays[0]
    for p in arrays[1:]:
        y = products.dot(y, p)
    return y


def inner(a: Any, b: Any, /) -> Any:
    """Sums of products over the last axes."""
    if not shape_of(a) or not shape_of(b):
        return strong(a) * strong(b)
    return products.tensordot(a, b, (-1, -1))


def dot(a: Any, b: Any, out: Any = None) -> Any:
    """The product over the last axis of a, and over the last but one of b."""
    if len(shape_of(a)) > 2 or len(shape_of(b)) > 2:
        if shape_of(a) and shape_of(b):
            return products.tensordot(a, b, (-1, -2 if len(shape_of(b)) > 1 else -1))
    return products.dot(strong(a), strong(b))


def vdot(a: Any, b: Any, /) -> Any:
    """The sum of products of all elements, the first ones conjugated."""
    return products.dot(complex.conj(layout.reshape(a, (-1,))), layout.reshape(b, (-1,)))


def vecdot(x1: Any, x2: Any, /, *, axis: int = -1, keepdims: bool = False, **other: Any) -> Any:
    """Sums of products along an axis, the first ones conjugated."""
    return layout.total(complex.conj(x1) * x2, axis, keepdims)


def matvec(x1: Any, x2: Any, /, **other: Any) -> Any:
    """Matrices times vectors."""
    y = products.matmul(x1, layout.expand_dims(x2, -1))
    return layout.squeeze(y, -1)


def vecmat(x1: Any, x2: Any, /, **other: Any) -> Any:
    """Conjugated vectors times matrices."""
    return layout.squeeze(products.matmul(layout.expand_dims(complex.conj(x1), -2), x2), -2)


def cross(a: Any, b: Any, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: Any = None) -> Any:
    """The vector product in three dimensions."""
    axisa, axisb, axisc = (axisa, axisb, axisc) if axis is None else (axis,) * 3
    y = FUNCTIONS["cross"].call(layout.moveaxis(a, axisa, -1), layout.moveaxis(b, axisb, -1))
    return layout.moveaxis(y, -1, axisc) if len(shape_of(y)) > 1 else y


def trace(a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1, dtype: Any = None, out: Any = None) -> Any:
    """The sum of a diagonal."""
    n = len(shape_of(a))
    rest = [k for k in range(n) if k not in (axis1 % n, axis2 % n)]
    a = layout.transpose(a, [*rest, axis1, axis2])
    height, width = shape_of(a)[-2:]
    rows, columns = np.nonzero(np.eye(height, width, offset))
    return layout.total(getitem(a, (..., rows, columns)), -1)


def matrix_transpose(x: Any, /) -> Any:
    """The last two axes exchanged."""
    return linalg.turned(x)


def einsum(*operands: Any, **other: Any) -> Any:
    """Einstein's summation, in letters or by numbers of axes."""
    if isinstance(operands[0], str):
        return products.einsum(operands[0], *operands[1:])
    pairs, last = list(operands), None
    if len(pairs) % 2:
        last = pairs.pop()
    terms = [letters(axes) for axes in pairs[1::2]]
    spec = ",".join(terms) + ("" if last is None else "->" + letters(last))
    return products.einsum(spec, *pairs[::2])


def letters(axes: Any) -> str:
    """Numbers of axes as letters."""
    return "".join(["..." if n is Ellipsis else chr(ord("a") + int(n)) for n in axes])
