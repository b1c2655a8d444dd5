"""NumPy's reductions, with its arguments: of everything, along axes, of some elements, of the numbers among them."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.trace import plain
from ...core.vocabulary import FUNCTIONS
from ...ops import arithmetic, branches, joining, layout
from ...ops.indexing import getitem
from ...ops.values import complex_parts, shape_of
from .creation import astype
from .off_trace import dtype_of, strong

NEUTRAL = {"sum": 0.0, "prod": 1.0, "max": -math.inf, "min": math.inf}
PAIRS: dict[str, Callable[[Any, Any], Any]] = {
    "sum": arithmetic.add, "prod": arithmetic.multiply, "max": branches.maximum, "min": branches.minimum,
}  # fmt: skip


def reduction(name: str) -> Callable[..., Any]:
    """sum, prod, max, min."""
    op, pair = FUNCTIONS[name].call, PAIRS[name]

    def call(
        a: Any, axis: Any = None, dtype: Any = None, out: Any = None, keepdims: Any = False, initial: Any = None,
        where: Any = True,
    ) -> Any:  # fmt: skip
        a = typed(a, dtype)
        if where is not True:
            fill = initial if initial is not None and name in ("max", "min") else NEUTRAL[name]
            a = branches.where(np.asarray(plain(where)), a, fill)
        if axis == () or not shape_of(a):
            y = a
        elif name in ("max", "min") and initial is not None and not math.prod(shape_of(a)):
            y = layout.broadcast_to(initial, plain(np.max(plain(a), axis, keepdims=keepdims, initial=0.0)).shape)
        else:
            y = op(a, axis=axis, keepdims=bool(keepdims))
        return y if initial is None else pair(y, initial)

    def without_dtype(
        a: Any, axis: Any = None, out: Any = None, keepdims: Any = False, initial: Any = None, where: Any = True
    ) -> Any:
        return call(a, axis, None, None, keepdims, initial, where)

    return call if name in ("sum", "prod") else without_dtype


def typed(a: Any, dtype: Any) -> Any:
    """The elements in the dtype that a call names."""
    return a if dtype is None or np.dtype(dtype) == dtype_of(a) else astype(a, dtype)


def counted(a: Any, axis: Any, where: Any) -> Any:
    """How many elements are taken together, to divide by: for each result, with its axes kept."""
    if where is True:
        s = shape_of(a)
        axes = range(len(s)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
        return float(math.prod(s[n] for n in axes))
    return np.broadcast_to(plain(where), shape_of(a)).sum(axis=axis, keepdims=True).astype(float)


def unkept(y: Any, axis: Any, keepdims: Any) -> Any:
    """A result with its axes kept, or not."""
    if keepdims or not shape_of(y):
        return y
    return layout.reshape(y, ()) if axis is None else layout.squeeze(y, axis)


def mean(
    a: Any, axis: Any = None, dtype: Any = None, out: Any = None, keepdims: Any = False, *, where: Any = True
) -> Any:
    """The arithmetic mean."""
    a = typed(a, dtype)
    if where is True:
        return FUNCTIONS["mean"].call(a, axis, bool(keepdims))
    y = sum_(a, axis, keepdims=True, where=where) / counted(a, axis, where)
    return unkept(y, axis, keepdims)


def var(
    a: Any, axis: Any = None, dtype: Any = None, out: Any = None, ddof: Any = 0, keepdims: Any = False, *,
    where: Any = True, mean: Any = None, correction: Any = None,
) -> Any:  # fmt: skip
    """The variance."""
    return spread(a, axis, dtype, ddof, keepdims, where, mean, correction, root=False)


def std(
    a: Any, axis: Any = None, dtype: Any = None, out: Any = None, ddof: Any = 0, keepdims: Any = False, *,
    where: Any = True, mean: Any = None, correction: Any = None,
) -> Any:  # fmt: skip
    """The standard deviation."""
    return spread(a, axis, dtype, ddof, keepdims, where, mean, correction, root=True)


def spread(
    a: Any, axis: Any, dtype: Any, ddof: Any, keepdims: Any, where: Any, middle: Any, correction: Any, *, root: bool
) -> Any:
    """The variance or its root."""
    a, ddof = typed(a, dtype), ddof if correction is None else correction
    if not shape_of(a) or (where is True and middle is None and not complex_parts(plain(a))):
        return FUNCTIONS["std" if root else "var"].call(a, axis, bool(keepdims), ddof)
    centre = middle if middle is not None else means(a, axis, where)
    away = a - centre
    squares = FUNCTIONS["real"].call(away * FUNCTIONS["conj"].call(away)) if complex_parts(plain(a)) else away * away
    n = np.maximum(counted(a, axis, where) - ddof, 0.0)
    y = unkept(sum_(squares, axis, keepdims=True, where=where) / n, axis, keepdims)
    return FUNCTIONS["sqrt"].call(y) if root else y


def means(a: Any, axis: Any, where: Any) -> Any:
    """The means, with their axes kept."""
    return mean(a, axis, keepdims=True, where=where)


sum_, prod, max_, min_ = (reduction(name) for name in NEUTRAL)


def without_nans(name: str, reduce: Callable[..., Any]) -> Callable[..., Any]:
    """np.nansum and its like: a reduction of the numbers among the elements."""

    def call(a: Any, *args: Any, where: Any = True, **more: Any) -> Any:
        numbers = ~np.isnan(plain(a))
        if numbers.all():
            return reduce(a, *args, where=where, **more)
        kept = numbers & plain(where)
        a = branches.where(kept, a, NEUTRAL.get(name, 0.0))  # a nan would meet a zero cotangent
        return reduce(a, *args, where=kept, **({"initial": NEUTRAL[name]} if name in ("max", "min") else {}) | more)

    return call


def running(name: str) -> Callable[..., Any]:
    """cumsum and cumprod."""
    op = FUNCTIONS[name].call

    def call(a: Any, axis: Any = None, dtype: Any = None, out: Any = None) -> Any:
        a = typed(a, dtype)
        return op(a if shape_of(a) else layout.reshape(a, (1,)), axis)

    return call


def running_without_nans(name: str, neutral: float) -> Callable[..., Any]:
    """nancumsum and nancumprod."""
    op = running(name)
    return lambda a, axis=None, dtype=None, out=None: op(
        branches.where(np.isnan(plain(a)), neutral, a), axis, dtype
    )  # fmt: skip


def cumulative(name: str, neutral: float) -> Callable[..., Any]:
    """cumulative_sum and cumulative_prod."""
    op = running(name)

    def call(x: Any, /, *, axis: Any = None, dtype: Any = None, out: Any = None, include_initial: bool = False) -> Any:
        axis = 0 if axis is None else axis
        y = op(x, axis, dtype)
        if not include_initial:
            return y
        first = np.full([1 if n == axis % len(shape_of(y)) else m for n, m in enumerate(shape_of(y))], neutral)
        return joining.concatenate([first, y], axis)

    return call


# ufunc.reduce, ufunc.accumulate, ufunc.outer


def folded(name: str, op: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """np.maximum.reduce and its like."""
    known = {"add": sum_, "multiply": prod, "maximum": max_, "minimum": min_}.get(name)
    neutral = {"logaddexp": -math.inf, "logaddexp2": -math.inf}.get(name)

    def call(
        array: Any, axis: Any = 0, dtype: Any = None, out: Any = None, keepdims: Any = False, initial: Any = None,
        where: Any = True,
    ) -> Any:  # fmt: skip
        if known is not None:
            more = {} if dtype is None else {"dtype": dtype}
            return known(array, axis, keepdims=keepdims, initial=initial, where=where, **more)
        if where is not True:
            if neutral is None and initial is None:
                raise TypeError("a part of nothing")
            array = branches.where(where, array, neutral if neutral is not None else initial)
        n = len(shape_of(array))
        axes = range(n) if axis is None else axis if isinstance(axis, tuple) else (axis,)
        for a in sorted(a % n for a in axes)[::-1]:
            parts = [getitem(array, (slice(None),) * a + (k,)) for k in range(shape_of(array)[a])]
            array = fold(op, parts)
            if keepdims:
                array = layout.expand_dims(array, a)
        return array if initial is None else op(initial, array)

    return call


def fold(op: Callable[[Any, Any], Any], parts: list[Any]) -> Any:
    """All parts in one, from the first on."""
    y = parts[0]
    for part in parts[1:]:
        y = op(y, part)
    return y


def accumulated(name: str, op: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """np.maximum.accumulate and its like."""
    known = {"add": running("cumsum"), "multiply": running("cumprod")}.get(name)

    def call(array: Any, axis: int = 0, dtype: Any = None, out: Any = None) -> Any:
        if known is not None:
            return known(array, axis, dtype)
        lead = (slice(None),) * (axis % len(shape_of(array)))
        found = [getitem(array, (*lead, k)) for k in range(shape_of(array)[axis])]
        for n in range(1, len(found)):
            found[n] = op(found[n - 1], found[n])
        return joining.stack(found, axis)

    return call


def outer(op: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """np.add.outer and its like."""
    return lambda A, B: op(layout.reshape(strong(A), shape_of(A) + (1,) * len(shape_of(B))), strong(B))


def ptp(a: Any, axis: Any = None, out: Any = None, keepdims: Any = False) -> Any:
    """The largest element minus the smallest."""
    return max_(a, axis, keepdims=keepdims) - min_(a, axis, keepdims=keepdims)


def average(a: Any, axis: Any = None, weights: Any = None, returned: bool = False, *, keepdims: Any = False) -> Any:
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
