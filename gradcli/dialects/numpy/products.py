"""NumPy's products of vectors, matrices and arrays of more axes."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.vocabulary import ours
from ...ops import layout, products
from ...ops.values import shape_of
from .off_trace import strong
from .permuting import moved


def dot(a: Any, b: Any) -> Any:
    """The product over the last axis of a, and over the last but one of b."""
    if shape_of(a) and shape_of(b) and max(len(shape_of(a)), len(shape_of(b))) > 2:
        return products.tensordot(a, b, (-1, -2 if len(shape_of(b)) > 1 else -1))
    return products.dot(strong(a), strong(b))


def inner(a: Any, b: Any) -> Any:
    """Sums of products over the last axes."""
    return products.tensordot(a, b, (-1, -1)) if shape_of(a) and shape_of(b) else strong(a) * strong(b)


def cross(a: Any, b: Any, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: Any = None) -> Any:
    """The vector product in three dimensions."""
    axisa, axisb, axisc = (axisa, axisb, axisc) if axis is None else (axis,) * 3
    y = ours.cross(layout.moveaxis(a, axisa, -1), layout.moveaxis(b, axisb, -1))
    return layout.moveaxis(y, -1, axisc) if len(shape_of(y)) > 1 else y


def trace(a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """The sum of a diagonal."""
    return layout.total(moved("a")(np.diagonal, (a, offset, axis1, axis2), {}), -1)


def einsum(*operands: Any) -> Any:
    """Einstein's summation, in letters or by numbers of axes."""
    if isinstance(operands[0], str):
        return products.einsum(operands[0], *operands[1:])
    pairs, last = list(operands), None
    if len(pairs) % 2:
        last = pairs.pop()
    spec = ",".join(map(letters, pairs[1::2])) + ("" if last is None else "->" + letters(last))
    return products.einsum(spec, *pairs[::2])


def letters(axes: Any) -> str:
    """Numbers of axes as letters."""
    return "".join(["..." if n is Ellipsis else chr(ord("a") + int(n)) for n in axes])
