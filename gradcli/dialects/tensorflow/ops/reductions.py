"""Many elements to one, along axes."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ....core.calls import dialect_unary as unary
from ....core.calls import family
from ....core.trace import plain
from ....ops import cumulative, extremes, indexing, joining, layout
from ....ops.values import like, shape_of
from ..tensors import EagerTensor, bracket, constant, invalid, rows, shape
from ..tensors.convert import normal
from ..tensors.operands import axes, within
from . import rules as r
from .creation import zeros_like
from .elementary import abs_, exp, log, sqrt, square, subtract
from .padding import stop_gradient, where
from .shaping import reshape


def over(floats: Any, ints: Any = None, kernel: str = "Sum") -> Any:
    """A reduction: one for floats, and one for whole numbers and truths, which no gradient passes."""

    def call(x: EagerTensor, axis: Any, keepdims: Any, indices: Any = None, keep_dims: Any = None) -> Any:
        found, keep = axes(x, indices if axis is None else axis, kernel), bool(keepdims or keep_dims)
        if x.dtype.trainable or ints is None:
            return floats(x, found, keep)
        v = np.asarray(x.value)
        return EagerTensor(normal(np.asarray(ints(v, axis=found, keepdims=keep)).astype(v.dtype)))

    return call


def count(x: EagerTensor, axis: Any) -> int:
    """How many elements become one."""
    return math.prod(shape(x) if axis is None else [shape(x)[a] for a in axis])


def _mean(x: Any, axis: Any, keepdims: bool) -> Any:
    n = count(x, axis)
    if not x.dtype.trainable:
        total = np.asarray(x.value).sum(axis=axis, keepdims=keepdims)
        return EagerTensor(normal(np.asarray(np.trunc(total / n)).astype(x.dtype.as_numpy_dtype)))
    return r.divide(layout.total(x, axis, keepdims), float(n))


def _extreme(one: Any, empty: float) -> Any:
    def call(x: Any, axis: Any, keepdims: bool) -> Any:
        if axis == () or not shape(x):
            return x
        if count(x, axis) == 0:
            return layout.total(x, axis, keepdims) + constant(empty, x.dtype)
        return one(x, axis, keepdims)

    return call


def _variance(x: Any, axis: Any, keepdims: bool) -> Any:
    if x.dtype.is_integer:
        raise TypeError(f"Input must be either real or complex. Received integer type {x.dtype}.")
    rest = subtract(x, _mean(x, axis, True))
    return _mean(square(abs_(rest) if x.dtype.is_complex else rest), axis, keepdims)


def _logsumexp(x: Any, axis: Any, keepdims: bool) -> Any:
    top = _extreme(extremes.largest, -math.inf)(x, axis, True)
    top = stop_gradient(where(np.isfinite(top.value), top, zeros_like(top)))
    y = log(layout.total(exp(subtract(x, top)), axis, keepdims))
    return y + (top if keepdims else reshape(top, shape(y)))


@family
def EUCLIDEAN(axis: Any, keepdims: bool) -> Any:
    """The root of the sum of squares, nan in its gradient at 0."""

    def rule(g: Any, y: Any, x: Any) -> Any:
        return x * layout.spread(r.divide(g, y), shape_of(x), axis, keepdims)

    def length(v: Any) -> Any:
        return normal(np.asarray(np.sqrt((v * np.conj(v)).sum(axis=axis, keepdims=keepdims))).astype(v.dtype))

    return unary(
        "euclidean_norm", "general", r.plainly(rule), params=(axis, keepdims), elementwise=False, python=length
    )  # fmt: skip


@family
def _prod(axis: Any, keepdims: bool) -> Any:
    """The product, its rule by exclusive products from both sides: right at zeros to first order, as TensorFlow's."""

    def rule(g: Any, y: Any, x: Any) -> Any:
        lengths = shape_of(x)
        axes = tuple(range(len(lengths))) if axis is None else axis
        order = (*axes, *[n for n in range(len(lengths)) if n not in axes])
        flat = layout.reshape(layout.transpose(x, order), (math.prod(lengths[a] for a in axes), -1))
        both = _shifted(flat, False) * _shifted(flat, True)
        back = layout.reshape(both, tuple(lengths[n] for n in order))
        inverse = [order.index(n) for n in range(len(order))]
        return layout.spread(g, lengths, axis, keepdims) * layout.transpose(back, inverse)

    return unary(
        "prod", "general", rule, params=(axis, keepdims), elementwise=False,
        python=lambda v: normal(np.asarray(np.prod(v, axis=axis, keepdims=keepdims))),
    )  # fmt: skip


def _shifted(x: Any, reverse: bool) -> Any:
    """Exclusive running products down the rows."""
    ones = like(plain(x)[:1], 1.0)
    kept = indexing.getitem(x, slice(1, None) if reverse else slice(None, -1))
    return r.cumprod(0, reverse)(joining.concatenate([kept, ones] if reverse else [ones, kept], 0))


@family
def _place(name: str, axis: int, number: str) -> Any:
    """The place of the largest or smallest element along an axis: it jumps where two are."""
    how, best = getattr(np, name), getattr(np, name[3:])

    def ties(v: Any) -> Any:
        return (v == best(v, axis, keepdims=True)).sum(axis) > 1

    return unary(
        name, "flat", None, params=(axis, number), elementwise=False, kinks=ties,
        python=lambda v: normal(np.asarray(how(v, axis)).astype(number)),
    )  # fmt: skip


def _product(x: Any, axis: Any, keepdims: bool) -> Any:
    whole = 0 in shape(x) or not shape(x)
    return cumulative.prod(x, axis, keepdims) if whole else _prod(axis, keepdims)(x)


def _arg(which: str) -> Any:
    def call(x: EagerTensor, axis: Any, dtype: Any, dimension: Any = None) -> Any:
        if isinstance(axis, list | tuple):
            raise TypeError("axis must be int or Tensor with integer datatype")
        text, kernel = "Expected dimension in the range [{low}, {rank}), but got {n}", f"Arg{which[3:].title()}"
        n = within(axis if axis is not None else dimension or 0, x.ndim, text, kernel)
        if not shape(x)[n]:
            raise invalid(f"Reduction axis {n} is empty in shape {bracket(shape(x))}", kernel)
        return _place(which, n, dtype.name)(x)

    return call


OVER = "input_tensor:T axis=None keepdims=False name | reduction_indices=None keep_dims=None"
TRUTHS = OVER.replace(":T", ":bool")
ARG = "input:T axis=None output_type=int64:dtype name | dimension=None"
__getattr__ = rows(
    __name__,
    ("reduce_sum math.reduce_sum | reduce_sum", "Sum", OVER, over(layout.total, np.sum), "The sum over axes."),
    ("reduce_mean math.reduce_mean | reduce_mean", "Mean", OVER, over(_mean, None, "Mean")),
    ("reduce_max math.reduce_max | reduce_max", "Max", OVER,
     over(_extreme(extremes.largest, -math.inf), np.max, "Max"), "The largest over axes."),
    ("reduce_min math.reduce_min | reduce_min", "Min", OVER,
     over(_extreme(extremes.smallest, math.inf), np.min, "Min"), "The smallest over axes."),
    ("reduce_prod math.reduce_prod | reduce_prod", "Prod", OVER, over(_product, np.prod, "Prod")),
    ("reduce_any math.reduce_any | reduce_any", "Any", TRUTHS, over(None, np.any, "Any"), "Whether any is true."),
    ("reduce_all math.reduce_all | reduce_all", "All", TRUTHS, over(None, np.all, "All"), "Whether all are true."),
    ("reduce_logsumexp math.reduce_logsumexp | reduce_logsumexp", "Max", OVER,
     over(_logsumexp, None, "Logsumexp"), "log(sum(exp(x)))."),
    ("math.reduce_variance | reduce_variance", "Mean", OVER, over(_variance, None, "Mean"), "The variance over axes."),
    ("math.reduce_std | reduce_std", "Mean", OVER, over(lambda *how: sqrt(_variance(*how)), None, "Mean")),
    ("math.reduce_euclidean_norm | reduce_euclidean_norm", "EuclideanNorm", OVER,
     over(lambda x, axis, keepdims: EUCLIDEAN(axis, keepdims)(x), None, "EuclideanNorm")),
    ("argmax math.argmax | argmax arg_max", "ArgMax", ARG, _arg("argmax"),
     "The place of the maximum along an axis; the first of equals."),
    ("argmin math.argmin | argmin arg_min", "ArgMin", ARG, _arg("argmin"),
     "The place of the minimum along an axis; the first of equals."),
    ("math.count_nonzero | count_nonzero", "", "input:any axis=None keepdims=None dtype=int64:dtype name",
     lambda x, axis, keep, dtype: EagerTensor(normal(np.asarray(np.count_nonzero(
         np.asarray(x.value), axes(x, axis), keepdims=bool(keep))).astype(dtype.as_numpy_dtype)))),
)  # fmt: skip
