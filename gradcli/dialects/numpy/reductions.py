"""NumPy's reductions, with its arguments: of everything, along axes, of some elements, of the numbers among them."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import reduce
from itertools import accumulate
from typing import Any

import numpy as np

from ...core.trace import plain
from ...core.vocabulary import ours
from ...ops import arithmetic, branches, joining, layout
from ...ops.indexing import getitem
from ...ops.values import complex_parts, shape_of
from .creation import typed
from .off_trace import dtype_of, strong

NEUTRAL = {"sum": 0.0, "prod": 1.0, "max": -math.inf, "min": math.inf}
PAIRS: dict[str, Callable[[Any, Any], Any]] = {
    "sum": arithmetic.add, "prod": arithmetic.multiply, "max": branches.maximum, "min": branches.minimum,
}  # fmt: skip


def reduction(name: str) -> Callable[..., Any]:
    """sum, prod, max, min."""
    op, pair, adds = getattr(ours, name), PAIRS[name], name in ("sum", "prod")

    def call(a: Any, axis: Any = None, dtype: Any = None, keepdims: Any = False, initial: Any = None,
             where: Any = True) -> Any:  # fmt: skip
        a = typed(a, dtype or (as_wide(a) if adds else None))
        if where is not True:
            fill = initial if initial is not None and name in ("max", "min") else NEUTRAL[name]
            a = branches.where(np.asarray(plain(where)), a, fill)
        if axis == () or not shape_of(a):
            y = a
        elif name in ("max", "min") and initial is not None and not math.prod(shape_of(a)):
            y = layout.broadcast_to(initial, plain(np.max(plain(a), axis, keepdims=keepdims, initial=0.0)).shape)
        else:
            y = op(a, axis=axis, keepdims=bool(keepdims))
        return typed(y if initial is None else pair(y, initial), dtype)

    return call


def as_wide(a: Any) -> Any:
    """The dtype in which NumPy adds and multiplies small whole numbers; None where it keeps theirs."""
    had: Any = dtype_of(a)
    return None if had.kind not in "biu" or had.itemsize >= 8 else np.uint if had.kind == "u" else np.int_


def axes_of(a: Any, axis: Any) -> Any:
    """The axes along which elements are taken together."""
    return range(len(shape_of(a))) if axis is None else axis if isinstance(axis, tuple) else (axis,)


def counted(a: Any, axis: Any, where: Any) -> Any:
    """How many elements are taken together, to divide by: for each result, with its axes kept."""
    if where is True:
        return float(math.prod(shape_of(a)[n] for n in axes_of(a, axis)))
    return np.broadcast_to(plain(where), shape_of(a)).sum(axis=axis, keepdims=True).astype(float)


def unkept(y: Any, axis: Any, keepdims: Any) -> Any:
    """A result with its axes kept, or not."""
    if keepdims or not shape_of(y):
        return y
    return layout.reshape(y, ()) if axis is None else layout.squeeze(y, axis)


def mean(a: Any, axis: Any = None, dtype: Any = None, keepdims: Any = False, where: Any = True) -> Any:
    """The arithmetic mean."""
    a = typed(a, dtype)
    if where is True:
        return ours.mean(a, axis, bool(keepdims))
    return unkept(sum_(a, axis, keepdims=True, where=where) / counted(a, axis, where), axis, keepdims)


def spread(root: bool) -> Callable[..., Any]:
    """The variance, or its root."""
    means = mean

    def call(a: Any, axis: Any = None, dtype: Any = None, ddof: Any = 0, keepdims: Any = False, where: Any = True,
             mean: Any = None, correction: Any = None) -> Any:  # fmt: skip
        a, ddof = typed(a, dtype), ddof if correction is None else correction
        parts = complex_parts(plain(a))
        if not shape_of(a) or (where is True and mean is None and not parts):
            return (ours.std if root else ours.var)(a, axis, bool(keepdims), ddof)
        away = a - (mean if mean is not None else means(a, axis, keepdims=True, where=where))
        squares = ours.real(away * ours.conj(away)) if parts else away * away
        n = np.maximum(counted(a, axis, where) - ddof, 0.0)
        y = unkept(sum_(squares, axis, keepdims=True, where=where) / n, axis, keepdims)
        return ours.sqrt(y) if root else y

    return call


sum_, prod, max_, min_ = (reduction(name) for name in NEUTRAL)
var, std = spread(False), spread(True)


def without_nans(name: str, reduce: Callable[..., Any]) -> Callable[..., Any]:
    """np.nansum and its like: a reduction of the numbers among the elements."""

    def call(a: Any, where: Any = True, **more: Any) -> Any:
        numbers = ~np.isnan(plain(a))
        if numbers.all():
            return reduce(a, where=where, **more)
        kept = numbers & plain(where)
        a = branches.where(kept, a, NEUTRAL.get(name, 0.0))  # a nan would meet a zero cotangent
        return reduce(a, where=kept, **({"initial": NEUTRAL[name]} if name in ("max", "min") else {}) | more)

    return call


def running(name: str, neutral: float | None = None) -> Callable[..., Any]:
    """cumsum and cumprod; with what stands for a nan nancumsum and nancumprod."""
    op = getattr(ours, name)

    def call(a: Any, axis: Any = None, dtype: Any = None) -> Any:
        a = a if neutral is None else branches.where(np.isnan(plain(a)), neutral, a)
        a = typed(a, dtype or as_wide(a))
        return typed(op(a if shape_of(a) else layout.reshape(a, (1,)), axis), dtype)

    return call


def cumulative(name: str, neutral: float) -> Callable[..., Any]:
    """cumulative_sum and cumulative_prod."""
    op = running(name)

    def call(x: Any, axis: Any = None, dtype: Any = None, include_initial: bool = False) -> Any:
        axis = 0 if axis is None else axis
        y = op(x, axis, dtype)
        if not include_initial:
            return y
        first = np.full([1 if n == axis % len(shape_of(y)) else m for n, m in enumerate(shape_of(y))], neutral)
        return joining.concatenate([first, y], axis)

    return call


# ufunc.reduce, ufunc.accumulate, ufunc.outer


def slices(array: Any, axis: int) -> list[Any]:
    """The parts of an array along an axis, from the first on."""
    lead = (slice(None),) * (axis % len(shape_of(array)))
    return [getitem(array, (*lead, k)) for k in range(shape_of(array)[axis])]


def folded(name: str, op: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """np.maximum.reduce and its like."""
    known = {"add": sum_, "multiply": prod, "maximum": max_, "minimum": min_}.get(name)
    neutral = -math.inf if name == "logaddexp" else None

    def call(array: Any, axis: Any = 0, dtype: Any = None, keepdims: Any = False, initial: Any = None,
             where: Any = True) -> Any:  # fmt: skip
        if known is not None:
            return known(array, axis, dtype, keepdims, initial, where)
        if where is not True:
            if neutral is None and initial is None:
                raise TypeError("a part of nothing")
            array = branches.where(where, array, neutral if neutral is not None else initial)
        for a in sorted(a % len(shape_of(array)) for a in axes_of(array, axis))[::-1]:
            array = reduce(op, slices(array, a))
            if keepdims:
                array = layout.expand_dims(array, a)
        return array if initial is None else op(initial, array)

    return call


def accumulated(name: str, op: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """np.maximum.accumulate and its like."""
    known = {"add": running("cumsum"), "multiply": running("cumprod")}.get(name)

    def call(array: Any, axis: int = 0, dtype: Any = None) -> Any:
        if known is not None:
            return known(array, axis, dtype)
        return joining.stack(list(accumulate(slices(array, axis), op)), axis)

    return call


def outer(op: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """np.add.outer and its like."""
    return lambda A, B: op(layout.reshape(strong(A), shape_of(A) + (1,) * len(shape_of(B))), strong(B))


def average(a: Any, axis: Any = None, weights: Any = None, returned: bool = False, keepdims: Any = False) -> Any:
    """The mean, weighted or not."""
    if weights is None:
        y = mean(a, axis, keepdims=keepdims)
        scale: Any = np.full(shape_of(y), counted(a, axis, True))
    else:
        s, axes = shape_of(a), axis if isinstance(axis, tuple) else (axis,)
        if shape_of(weights) != s:
            wide = [1] * len(s)
            for n, m in zip(axes, shape_of(weights)):
                wide[n % len(s)] = m
            order = sorted(range(len(axes)), key=lambda k: axes[k] % len(s))
            weights = layout.reshape(layout.transpose(weights, order), tuple(wide))
        weights = layout.broadcast_to(weights, s)
        scale = sum_(weights, axis, keepdims=keepdims)
        y = sum_(a * weights, axis, keepdims=keepdims) / scale
    return (y, scale) if returned else y
