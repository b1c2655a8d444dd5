"""Writing into a traced array.

A new value with a step of its own takes the old one's place in the same object: whoever holds the array sees the
change, and what was computed before keeps the value that it was computed from.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..core.op import binary, family, unary
from ..core.trace import Tensor, leak, plain
from ..ops import shape
from ..ops.shape import Index, _arrays_in, array, fit, shape_of


@family
def _cleared(index: Index) -> Any:
    def forward(g: Any) -> Any:
        y = g.copy()
        y[index.index] = 0
        return y

    return unary(
        "cleared", "linear", lambda h, y, g: _cleared(index)(h), params=(index,), elementwise=False, python=forward
    )


@family
def _stored(index: Index) -> Any:
    at = index.index

    def forward(x: Any, v: Any) -> Any:
        y = x.copy() if x.dtype == object or not hasattr(v, "dtype") or v.dtype != object else x.astype(object)
        if y.dtype != object and type(v).__module__.partition(".")[0] in ("mpmath", "sympy"):
            y = y.astype(object)
        y[at] = v
        return y

    def rule(g: Any, y: Any, x: Any, v: Any) -> Any:
        part = shape._getitem(index)(g)
        if _arrays_in(at):  # where an index comes twice, the last write counts
            ids = np.full(shape_of(x), -1)
            mine = np.arange(np.size(ids[at])).reshape(np.shape(ids[at]))
            ids[at] = mine
            part = part * (ids[at] == mine)
        return fit(part, plain(v))

    return binary(
        "setitem", "linear", (lambda g, y, x, v: _cleared(index)(g), rule), params=(index,), elementwise=False,
        python=forward,
    )  # fmt: skip


def put(x: Tensor, at: Any, value: Any) -> None:
    """x[at] = value, for everyone who holds x."""
    parts = at if isinstance(at, tuple) else (at,)
    bare = tuple(shape._index(p) for p in parts)
    value = array(value) if isinstance(value, list | tuple) else value.read() if hasattr(type(value), "read") else value
    if x.value.dtype.kind not in "fc":
        if isinstance(value, Tensor) and getattr(plain(value), "dtype", np.dtype(float)).kind == "f":
            leak(value, f"an array of {x.value.dtype}")
        value = plain(value)
    if isinstance(value, np.ndarray) or (hasattr(value, "shape") and value.shape):
        room = np.empty(x.shape, bool)[bare if isinstance(at, tuple) else bare[0]].shape
        lead = len(value.shape) - len(room)
        if lead > 0 and all(n == 1 for n in value.shape[:lead]):
            value = shape.reshape(value, value.shape[lead:])
    become(x, _stored(Index(bare if isinstance(at, tuple) else bare[0]))(x, value))


def become(x: Tensor, y: Any) -> Tensor:
    """The array x takes the value and the place of y, in x's own shape and dtype."""
    if shape_of(y) != x.shape:
        y = shape.broadcast_to(y, x.shape)
    value = plain(y)
    if value.dtype != x.value.dtype and x.value.dtype.kind in "fc" and value.dtype.kind != "O":
        value = value.astype(x.value.dtype)
    x.value, x.at = value, getattr(y, "at", 0)
    return x
