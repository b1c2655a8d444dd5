"""NumPy's ways to shape arrays and to put them together, with its defaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.trace import plain
from ...ops import joining, layout
from ...ops.values import dims, shape_of
from .creation import row
from .off_trace import lifted


def each(arrays: Any) -> list[Any]:
    """The parts of a sequence, or the rows of an array."""
    return [lifted(a) for a in (arrays if isinstance(arrays, list | tuple) else lifted(arrays))]


def concatenate(arrays: Any, axis: int | None = 0) -> Any:
    """Arrays end to end."""
    parts = each(arrays)
    return joining.concatenate([layout.ravel(row(p)) for p in parts] if axis is None else parts, axis or 0)


def hstack(tup: Any) -> Any:
    """Arrays side by side."""
    parts = [at_least(p, 1) for p in each(tup)]
    return joining.concatenate(parts, 0 if len(shape_of(parts[0])) == 1 else 1)


def at_least(x: Any, n: int) -> Any:
    """x with the axes before its own that it lacks."""
    s = shape_of(x)
    return x if len(s) >= n else layout.reshape(row(x), (1,) * (n - max(len(s), 1)) + (s or (1,)))


def atleast(n: int) -> Callable[..., Any]:
    """atleast_1d and atleast_2d."""

    def call(*arys: Any) -> Any:
        found = tuple([at_least(a, n) for a in arys])
        return found[0] if len(found) == 1 else found

    return call


def reshape(a: Any, shape: Any, order: str = "C") -> Any:
    """The same elements, read and written in an order, in another shape."""
    if order in ("A", "K"):
        bare = np.asarray(plain(a))
        fortran = bare.ndim > 1 and bare.flags.f_contiguous and not bare.flags.c_contiguous
        if not fortran and not bare.flags.c_contiguous:
            raise TypeError("an order that depends on the memory of the array")
        order = "F" if fortran else "C"
    if order == "F":
        return layout.transpose(layout.reshape(layout.transpose(a), dims(shape)[::-1]))
    return layout.reshape(a, shape)


def ravel(a: Any, order: str = "C") -> Any:
    """The elements in a row."""
    return reshape(row(a), -1, order)


def expand_dims(a: Any, axis: Any) -> Any:
    """New axes of length 1."""
    axes = axis if isinstance(axis, tuple) else (axis,)
    n = len(shape_of(a)) + len(axes)
    for k in sorted(k % n for k in axes):
        a = layout.expand_dims(a, k)
    return a
