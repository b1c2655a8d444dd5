"""NumPy's reductions, with NumPy's arguments: of everything, along an axis, of the numbers among the elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ...core.trace import plain
from ...core.vocabulary import FUNCTIONS
from ...ops import arithmetic, branches, joining, layout
from ...ops.indexing import getitem
from ...ops.joining import array
from ...ops.values import shape_of
from . import permuting

if TYPE_CHECKING:
    from collections.abc import Callable


def sums(name: str) -> Callable[..., Any]:
    """A reduction with NumPy's arguments."""
    op = FUNCTIONS[name].call

    def call(x: Any, axis: Any = None, *, keepdims: Any = False, initial: Any = None, **more: Any) -> Any:
        keep = {"keepdims": True} if keepdims is True else {}
        y = op(x, axis=axis, **keep, **more)
        if initial is not None:
            y = {"sum": arithmetic.add, "prod": arithmetic.multiply, "max": branches.maximum,
                 "min": branches.minimum}[name](y, initial)  # fmt: skip
        return y

    return call


def without_nans(name: str) -> Callable[..., Any]:
    """np.nansum and its like: a reduction of the numbers among the elements, row by row along an axis."""
    op = FUNCTIONS[name].call
    reduce = sums(name) if name in ("sum", "prod") else op

    def call(x: Any, *args: Any, keepdims: bool = False, **more: Any) -> Any:
        axis, more = (args[0], more) if args else (more.get("axis"), {k: v for k, v in more.items() if k != "axis"})
        x = array(x) if isinstance(x, list | tuple) else x
        s = shape_of(x)
        if len(args) > 1 or isinstance(axis, tuple):
            raise TypeError(f"np.nan{name} is differentiable here along one axis, or all")
        lanes = (
            layout.reshape(x, (1, -1)) if axis is None else layout.reshape(layout.moveaxis(x, axis, -1), (-1, s[axis]))
        )
        full = ~np.isnan(plain(lanes))
        if name not in ("sum", "prod") and not full.any(axis=1).all():
            raise TypeError("no number among the elements: NumPy warns, and has nan")
        parts = [reduce(getitem(lane, at), **more) for lane, at in zip(lanes, full)]
        if axis is None:
            return layout.reshape(parts[0], (1,) * len(s)) if keepdims else parts[0]
        kept = [1 if n == axis % len(s) else m for n, m in enumerate(s)]
        return layout.reshape(
            joining.stack(parts), kept if keepdims else [m for n, m in enumerate(s) if n != axis % len(s)]
        )

    return call


def folded(op: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """np.maximum.reduce and its like, over the first axis."""

    def call(xs: Any, axis: int = 0) -> Any:
        parts = list(xs) if axis == 0 else list(layout.moveaxis(xs, axis, 0))
        y = parts[0]
        for x in parts[1:]:
            y = op(y, x)
        return y

    return call


def accumulated(op: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """np.maximum.accumulate and its like."""

    def call(xs: Any, axis: int = 0) -> Any:
        found = list(layout.moveaxis(array(xs), axis, 0))
        for n in range(1, len(found)):
            found[n] = op(found[n - 1], found[n])
        return layout.moveaxis(joining.stack(found), 0, axis)

    return call


def quantile(scale: float) -> Callable[..., Any]:
    """np.quantile, or np.percentile: between two neighbours in order."""

    def call(x: Any, q: Any, axis: int | None = None, *, keepdims: bool = False) -> Any:
        if shape_of(q) or isinstance(q, list | tuple) or keepdims or not 0 <= plain(q) <= scale:
            raise TypeError("np.quantile is differentiable here at one number")
        x = permuting.sort(array(x), axis)
        lead = (slice(None),) * (0 if axis is None else axis % len(shape_of(x)))
        n = shape_of(x)[len(lead)]
        at = q * ((n - 1) / scale)
        low = min(int(plain(at)), max(n - 2, 0))
        below, above = getitem(x, (*lead, low)), getitem(x, (*lead, min(low + 1, n - 1)))
        return below + (above - below) * (at - low)

    return call
