"""Many elements to one, along axes; running sums and products; norms."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...core.calls import dialect_unary as unary
from ...core.calls import family
from ...core.trace import plain
from ...ops import cumulative, extremes, indexing, joining, layout
from ...ops.values import like, shape_of
from . import rules as r
from .convert import constant, convert, is_tensor, normal
from .creation import zeros_like
from .dtypes import as_dtype, bool_, int64
from .elementary import abs_, exp, log, sqrt, square, subtract
from .errors import invalid, mismatch
from .kernel_dtypes import check
from .names import NAMES, ONLY_V1, export
from .operands import axes, shape, whole
from .padding import stop_gradient, where
from .shaping import reshape
from .tensor import EagerTensor


def whole_numbers(x: EagerTensor, how: Any, axis: Any, keepdims: bool) -> EagerTensor:
    """A reduction of ints or bools, which no gradient passes."""
    return EagerTensor(
        normal(np.asarray(how(np.asarray(x.value), axis=axis, keepdims=keepdims)).astype(np.asarray(x.value).dtype))
    )


def reducer(kernel: str, floats: Any, ints: Any, names: str, doc: str) -> Any:
    """A reduction as a public function."""

    def call(
        input_tensor: Any, axis: Any = None, keepdims: Any = False, name: Any = None, reduction_indices: Any = None,
        keep_dims: Any = None,
    ) -> Any:  # fmt: skip
        x = convert(input_tensor) if floats is not None or is_tensor(input_tensor) else convert(input_tensor, bool_)
        check(kernel, x.dtype, name)
        if floats is None and not x.dtype.is_bool:
            raise mismatch(kernel, 0, bool_, x.dtype, name or "")
        found = axes(x, reduction_indices if axis is None else axis, kernel)
        keep = bool(keepdims or keep_dims)
        if not (x.dtype.trainable) and ints is not None:
            return whole_numbers(x, ints, found, keep)
        return floats(x, found, keep)

    call.__doc__ = doc
    call.__name__ = call.__qualname__ = names.split()[0].rpartition(".")[2]
    return export(*names.split(), v1=(call.__name__,))(call)


def _mean(x: Any, axis: Any, keepdims: bool) -> Any:
    n = math.prod(shape(x) if axis is None else [shape(x)[a] for a in axis])
    if not x.dtype.trainable:
        total = np.asarray(x.value).sum(axis=axis, keepdims=keepdims)
        return EagerTensor(normal(np.asarray(np.trunc(total / n)).astype(x.dtype.as_numpy_dtype)))
    return r.divide(layout.total(x, axis, keepdims), float(n))


def _extreme(one: Any, empty: float) -> Any:
    def call(x: Any, axis: Any, keepdims: bool) -> Any:
        n = math.prod(shape(x) if axis is None else [shape(x)[a] for a in axis])
        if axis == () or not shape(x):
            return x
        if n == 0:
            return layout.total(x, axis, keepdims) + constant(empty, x.dtype)
        return one(x, axis, keepdims)

    return call


def _variance(x: Any, axis: Any, keepdims: bool) -> Any:
    means = _mean(x, axis, True)
    if x.dtype.is_integer:
        raise TypeError(f"Input must be either real or complex. Received integer type {x.dtype}.")
    return _mean(
        square(subtract(x, means)) if not x.dtype.is_complex else square(abs_(subtract(x, means))), axis, keepdims
    )


def _logsumexp(x: Any, axis: Any, keepdims: bool) -> Any:
    top = reduce_max(x, axis, True)
    top = stop_gradient(where(np.isfinite(top.value), top, zeros_like(top)))
    y = log(layout.total(exp(subtract(x, top)), axis, keepdims))
    return y + (top if keepdims else reshape(top, shape(y)))


def _euclidean(x: Any, axis: Any, keepdims: bool) -> Any:
    return EUCLIDEAN(axis, keepdims)(x)


@family
def EUCLIDEAN(axis: Any, keepdims: bool) -> Any:
    """The root of the sum of squares, nan in its gradient at 0."""

    def rule(g: Any, y: Any, x: Any) -> Any:
        return x * layout.spread(r.divide(g, y), shape_of(x), axis, keepdims)

    return unary(
        "euclidean_norm", "general", rule, params=(axis, keepdims), elementwise=False,
        python=lambda v: normal(np.sqrt((v * v).sum(axis=axis, keepdims=keepdims))),
    )  # fmt: skip


@family
def _prod(axis: Any, keepdims: bool) -> Any:
    """The product, its rule by exclusive products from both sides: right at zeros to first order, as TensorFlow's."""

    def rule(g: Any, y: Any, x: Any) -> Any:
        lengths = shape_of(x)
        axes = tuple(range(len(lengths))) if axis is None else axis
        order = (*axes, *[n for n in range(len(lengths)) if n not in axes])
        moved = layout.transpose(x, order)
        flat = layout.reshape(moved, (math.prod(lengths[a] for a in axes), -1))
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


def _product(x: Any, axis: Any, keepdims: bool) -> Any:
    empty = 0 in shape(x)
    return cumulative.prod(x, axis, keepdims) if empty or not shape(x) else _prod(axis, keepdims)(x)


reduce_sum = reducer("Sum", layout.total, np.sum, "reduce_sum math.reduce_sum", "The sum over axes.")
reduce_mean = reducer("Mean", _mean, None, "reduce_mean math.reduce_mean", "The mean over axes; of ints, an int.")
reduce_max = reducer(
    "Max", _extreme(extremes.largest, -math.inf), np.max, "reduce_max math.reduce_max", "The largest over axes."
)
reduce_min = reducer(
    "Min", _extreme(extremes.smallest, math.inf), np.min, "reduce_min math.reduce_min", "The smallest over axes."
)
reduce_prod = reducer("Prod", _product, np.prod, "reduce_prod math.reduce_prod", "The product over axes.")
reduce_any = reducer("Any", None, np.any, "reduce_any math.reduce_any", "Whether any is true.")
reduce_all = reducer("All", None, np.all, "reduce_all math.reduce_all", "Whether all are true.")
reduce_logsumexp = reducer("Logsumexp", _logsumexp, None, "reduce_logsumexp math.reduce_logsumexp", "log(sum(exp(x))).")
reduce_variance = reducer("Mean", _variance, None, "math.reduce_variance", "The variance over axes.")
reduce_std = reducer(
    "Mean", lambda x, a, k: sqrt(_variance(x, a, k)), None, "math.reduce_std", "The standard deviation over axes."
)
reduce_euclidean_norm = reducer(
    "EuclideanNorm", _euclidean, None, "math.reduce_euclidean_norm", "The root of the sum of squares."
)


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


def _arg(kernel: str, which: str) -> Any:
    def call(
        input: Any, axis: Any = None, output_type: Any = int64, name: Any = None, dimension: Any = None
    ) -> EagerTensor:
        x = convert(input)
        if isinstance(axis, list | tuple):
            raise TypeError("axis must be int or Tensor with integer datatype")
        n = whole(axis if axis is not None else dimension or 0)
        if not -x.ndim <= n < x.ndim:
            raise invalid(f"Expected dimension in the range [{-x.ndim}, {x.ndim}), but got {n}", kernel)
        y: EagerTensor = _place(which, n, as_dtype(output_type).name)(x)
        return y

    call.__doc__ = f"The place of the {kernel[3:].lower()}imum along an axis; the first of equals."
    return call


argmax, argmin = _arg("ArgMax", "argmax"), _arg("ArgMin", "argmin")
for _name, _function in (("argmax", argmax), ("argmin", argmin)):
    NAMES[_name] = NAMES[f"math.{_name}"] = ONLY_V1[_name] = _function
    ONLY_V1[f"arg_{_name[3:]}"] = _function


@export("math.count_nonzero", v1=("count_nonzero",))
def count_nonzero(
    input: Any, axis: Any = None, keepdims: Any = None, dtype: Any = int64, name: Any = None
) -> EagerTensor:
    """How many elements are not zero."""
    x = convert(input)
    count = np.count_nonzero(np.asarray(x.value), axis=axes(x, axis, "Sum"), keepdims=bool(keepdims))
    return EagerTensor(normal(np.asarray(count).astype(as_dtype(dtype).as_numpy_dtype)))
