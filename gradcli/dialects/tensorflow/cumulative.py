"""Running sums and products, norms, segments and counts."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import dialect_unary as unary
from ...core.calls import family
from ...core.trace import plain
from ...ops import cumulative, indexing
from ...ops.indexing import Index, putter
from . import rules as r
from .complexes import conj, real
from .convert import constant, convert, wrap
from .creation import ones_like
from .dtypes import as_dtype, int32
from .eigen import svd
from .elementary import abs_, divide, maximum, minimum, multiply, pow, sqrt, square
from .errors import invalid, unregistered
from .indexed import mapped
from .logic import add_n
from .names import NAMES, ONLY_V1, export, named
from .operands import axes, numbers, shape, whole
from .padding import stop_gradient, where
from .reductions import reduce_max, reduce_min, reduce_prod, reduce_sum
from .shaping import concat, reshape, squeeze, stack
from .tensor import EagerTensor

# running sums and products


def scanned(x: Any, axis: Any, kernel: str) -> int:
    """The axis to run along, in range."""
    if not -x.ndim <= whole(axis) < x.ndim:
        raise invalid(f"ScanOp: Expected scan axis in the range [{-x.ndim}, {x.ndim}), but got {whole(axis)}", kernel)
    return whole(axis)


def _running(x: Any, axis: int, exclusive: bool, reverse: bool, run: Any, start: float) -> Any:
    n = axis % x.ndim
    if exclusive and shape(x)[n]:
        lead = (slice(None),) * n
        edge = constant(np.full((*shape(x)[:n], 1, *shape(x)[n + 1 :]), start), x.dtype)
        kept = indexing.getitem(x, (*lead, slice(1, None) if reverse else slice(None, -1)))
        x = concat([kept, edge] if reverse else [edge, kept], n)
    return run(n, reverse)(x)


@export("cumsum", "math.cumsum")
def cumsum(x: Any, axis: Any = 0, exclusive: bool = False, reverse: bool = False, name: Any = None) -> Any:
    """Running sums along an axis."""
    x = convert(x)
    axis = scanned(x, axis, "Cumsum")
    if not x.dtype.trainable:
        return wrap(np.asarray(_plain_running(np.cumsum, x, axis, exclusive, reverse)), x.dtype)
    return _running(x, axis, exclusive, reverse, cumulative.cumsum_of, 0.0)


def _plain_running(run: Any, x: Any, axis: int, exclusive: bool, reverse: bool) -> Any:
    v = np.flip(x.value, axis) if reverse else np.asarray(x.value)
    y = run(v, axis=axis, dtype=v.dtype)
    if exclusive:
        y = np.roll(y, 1, axis)
        y[(slice(None),) * (axis % v.ndim) + (0,)] = 1 if run is np.cumprod else 0
    return np.flip(y, axis) if reverse else y


@export("math.cumprod", v1=("cumprod",))
def cumprod(x: Any, axis: Any = 0, exclusive: bool = False, reverse: bool = False, name: Any = None) -> Any:
    """Running products along an axis."""
    x = convert(x)
    axis = scanned(x, axis, "Cumprod")
    if not x.dtype.trainable:
        return wrap(np.asarray(_plain_running(np.cumprod, x, axis, exclusive, reverse)), x.dtype)
    return _running(x, axis, exclusive, reverse, r.cumprod, 1.0)


@family
def _cumulative_logsumexp(axis: int, reverse: bool) -> Any:
    def forward(v: Any) -> Any:
        w = np.flip(v, axis) if reverse else v
        y = np.logaddexp.accumulate(w, axis)
        return np.flip(y, axis) if reverse else y

    def rule(g: Any, y: Any, x: Any) -> Any:
        top = np.max(plain(y), axis, keepdims=True)
        top = np.where(np.isfinite(top), top, 0)
        return r.exp(x - top) * cumulative.cumsum_of(axis, not reverse)(g * r.exp(top - y))

    return unary("cumulative_logsumexp", "general", rule, params=(axis, reverse), python=forward, elementwise=False)


@export("math.cumulative_logsumexp")
def cumulative_logsumexp(
    x: Any, axis: Any = 0, exclusive: bool = False, reverse: bool = False, name: Any = None
) -> Any:
    """Running log(sum(exp(x))) along an axis."""
    x = convert(x)
    return _running(x, scanned(x, axis, "CumulativeLogsumexp"), exclusive, reverse, _cumulative_logsumexp, -np.inf)


# norms


@export("norm", "linalg.norm")
def norm(tensor: Any, ord: Any = "euclidean", axis: Any = None, keepdims: Any = None, name: Any = None) -> Any:
    """The norm of a vector, of all elements, or of matrices (axis a pair)."""
    x = convert(tensor)
    pair = isinstance(axis, list | tuple) and len(axis) == 2
    if not pair and ord not in ("euclidean", 1, 2, np.inf) and (not np.isreal(ord) or isinstance(ord, str) or ord <= 0):
        raise ValueError(f"'ord' must be a supported vector norm, got {ord}")
    if pair and ord not in ("euclidean", "fro", 1, 2, np.inf):
        raise ValueError(f"'ord' must be a supported matrix norm in ['euclidean', 'fro', 1, 2, inf], got {ord}")
    found = axes(x, axis, "Sum")
    if ord in ("euclidean", "fro") or ord == 2 and not pair:
        squares = real(x * conj(x)) if x.dtype.is_complex else x * x
        y = sqrt(reduce_sum(squares, found, True))
    elif pair:
        y = _matrix_norm(x, ord, axis)
    elif ord == 1:
        y = reduce_sum(abs_(x), found, True)
    elif ord == np.inf:
        y = reduce_max(abs_(x), found, True)
    else:
        y = pow(reduce_sum(pow(abs_(x), float(ord)), found, True), 1.0 / ord)
    return y if keepdims else squeeze(y, found)


def _matrix_norm(x: Any, ord: Any, axis: Any) -> Any:
    rows, columns = (whole(a) % x.ndim for a in axis)
    if ord == 2:
        from .shaping import transpose

        others = [n for n in range(x.ndim) if n not in (rows, columns)]
        y = reduce_max(svd(transpose(x, (*others, rows, columns)), compute_uv=False), -1)
        return reshape(y, [1 if n in (rows, columns) else m for n, m in enumerate(shape(x))])
    first, second = (rows, columns) if ord == 1 else (columns, rows)
    return reduce_max(reduce_sum(abs_(x), first, True), second, True)


@export("math.l2_normalize", "linalg.l2_normalize", "nn.l2_normalize")
def l2_normalize(x: Any, axis: Any = None, epsilon: float = 1e-12, name: Any = None, dim: Any = None) -> Any:
    """x over its length, which counts as no less than sqrt(epsilon)."""
    x = convert(x)
    total = reduce_sum(square(x), dim if axis is None else axis, True)
    return multiply(x, r.rsqrt(maximum(total, epsilon)))


@export("linalg.normalize")
def normalize(tensor: Any, ord: Any = "euclidean", axis: Any = None, name: Any = None) -> tuple[Any, Any]:
    """x over its norm, and the norm."""
    x = convert(tensor)
    size = norm(x, ord, axis, True)
    return divide(x, size), size


@export("clip_by_norm")
def clip_by_norm(t: Any, clip_norm: Any, axes: Any = None, name: Any = None) -> Any:
    """t, shortened to the length clip_norm if it is longer."""

    def clip(x: Any) -> Any:
        total = reduce_sum(x * x, axes, True)
        some = total > 0
        length = where(some, sqrt(where(some, total, ones_like(total))), total)
        return (x * clip_norm) / maximum(length, clip_norm)

    return mapped(clip, t)


@export("linalg.global_norm", v1=("global_norm",))
def global_norm(t_list: Any, name: Any = None) -> Any:
    """The length of all tensors together; None counts as nothing."""
    halves = [
        reduce_sum(square(convert(t.values if hasattr(t, "densify") else t))) / 2.0 for t in t_list if t is not None
    ]
    if not halves:
        return constant(0.0)
    return sqrt(add_n(halves) * constant(2.0, halves[0].dtype))


@export("clip_by_global_norm")
def clip_by_global_norm(t_list: Any, clip_norm: Any, use_norm: Any = None, name: Any = None) -> tuple[list[Any], Any]:
    """The tensors, shortened together to the length clip_norm if they are longer; and their length."""
    length = global_norm(t_list) if use_norm is None else convert(use_norm)
    scale = clip_norm * minimum(1.0 / length, constant(1.0, length.dtype) / clip_norm)
    if not np.isfinite(length.value):
        scale = constant(float("nan"), length.dtype)

    def one(t: Any) -> Any:
        if t is None:
            return None
        return mapped(lambda x: x * scale, t)

    return [one(t) for t in t_list], length


@export(v1=("clip_by_average_norm",))
def clip_by_average_norm(t: Any, clip_norm: Any, name: Any = None) -> Any:
    """t, shortened so that its average length is clip_norm."""
    x = convert(t)
    average = norm(x) / float(np.size(x.value))
    return x * clip_norm * minimum(1.0 / average, constant(1.0 / clip_norm, x.dtype))


# segments


def _segments(data: Any, ids: Any, count: Any = None, kernel: str = "UnsortedSegmentSum") -> tuple[Any, Any, int]:
    at = numbers(ids)
    n = (int(at.max(initial=-1)) + 1) if count is None else whole(count)
    if (beyond := np.argwhere(at >= n)).size:
        first = f"segment_ids[{','.join(map(str, beyond[0]))}] = {at[tuple(beyond[0])]}"
        raise invalid(f"{first} is out of range [0, {n})", kernel)
    return convert(data), at, n


def segment_sum(data: Any, segment_ids: Any, num_segments: Any = None, name: Any = None) -> Any:
    """Sums of rows with the same number."""
    x, at, n = _segments(data, segment_ids, num_segments)
    keep = np.nonzero(at.reshape(-1) >= 0)[0]
    rows = reshape(x, (at.size, *shape(x)[at.ndim :]))
    return putter(Index((at.reshape(-1)[keep],)), (n, *shape(x)[at.ndim :]))(indexing.getitem(rows, (keep,)))


def _counts(at: Any, n: int, rank: int) -> Any:
    return np.bincount(at[at >= 0], minlength=n)[:n].reshape((n,) + (1,) * rank)


def segment_mean(data: Any, segment_ids: Any, num_segments: Any = None, name: Any = None) -> Any:
    """Means of rows with the same number."""
    x, at, n = _segments(data, segment_ids, num_segments)
    return divide(segment_sum(x, at, n), constant(np.maximum(_counts(at, n, x.ndim - at.ndim), 1), x.dtype))


def _per_segment(how: Any, empty: Any) -> Any:
    def call(data: Any, segment_ids: Any, num_segments: Any = None, name: Any = None) -> Any:
        x, at, n = _segments(data, segment_ids, num_segments)
        rows = []
        for k in range(n):
            places = np.nonzero(at == k)
            some = places[0].size
            rows.append(
                how(indexing.getitem(x, places), 0)
                if some
                else constant(np.full(shape(x)[at.ndim :], empty(x, num_segments)), x.dtype)
            )
        return stack(rows)

    return call


SEGMENTS = {
    "sum": segment_sum, "mean": segment_mean,
    "max": _per_segment(reduce_max, lambda x, n: 0 if n is None else x.dtype.min),
    "min": _per_segment(reduce_min, lambda x, n: 0 if n is None else x.dtype.max),
    "prod": _per_segment(reduce_prod, lambda x, n: 1),
}  # fmt: skip


def _sorted(name: str) -> Any:
    kernel, unsorted = f"Segment{name.title()}", SEGMENTS[name]

    def call(data: Any, segment_ids: Any, name: Any = None) -> Any:
        at = numbers(segment_ids)
        if at.shape != shape(convert(data))[:1]:
            raise invalid("segment_ids should be the same size as dimension 0 of input.", kernel)
        if np.any(np.diff(at) < 0):
            raise invalid("segment ids are not increasing", kernel)
        return unsorted(data, at)

    return named(call, f"segment_{name}", unsorted.__doc__ or f"The {name} of rows with the same number.")


for _name, _function in SEGMENTS.items():
    NAMES[f"math.segment_{_name}"] = ONLY_V1[f"segment_{_name}"] = _sorted(_name)
    NAMES[f"math.unsorted_segment_{_name}"] = ONLY_V1[f"unsorted_segment_{_name}"] = _function


@export("math.unsorted_segment_sqrt_n")
def unsorted_segment_sqrt_n(data: Any, segment_ids: Any, num_segments: Any, name: Any = None) -> Any:
    """Sums of rows with the same number, over the root of how many they are."""
    x, at, n = _segments(data, segment_ids, num_segments)
    return divide(segment_sum(x, at, n), constant(np.sqrt(np.maximum(_counts(at, n, x.ndim - at.ndim), 1)), x.dtype))


# counting


@export("math.bincount", v1=("bincount",))
def bincount(
    arr: Any, weights: Any = None, minlength: Any = None, maxlength: Any = None, dtype: Any = int32, name: Any = None,
    axis: Any = None, binary_output: bool = False,
) -> Any:  # fmt: skip
    """How often each number occurs, or the sum of its weights."""
    at = np.asarray(convert(arr).value).reshape(-1)
    n = max(int(at.max(initial=-1)) + 1, 0 if minlength is None else whole(minlength))
    n = n if maxlength is None else min(n, whole(maxlength))
    if weights is not None:
        y = segment_sum(stop_gradient(reshape(weights, [-1])), np.where(at < n, at, -1), n)
        op = unary("bincount", "general", unregistered("DenseBincount"), python=lambda v: y.value, elementwise=False)
        return op(convert(weights))
    return EagerTensor(np.bincount(at[at < n], minlength=n).astype(as_dtype(dtype).as_numpy_dtype))


@export("histogram_fixed_width")
def histogram_fixed_width(values: Any, value_range: Any, nbins: Any = 100, dtype: Any = int32, name: Any = None) -> Any:
    """How many values fall into each of equal bins; the ends take what lies outside."""
    x = convert(values)
    v = np.asarray(x.value).reshape(-1)
    low, high = np.asarray(convert(value_range).value)
    bins = np.clip(np.floor((v - low) / (high - low) * whole(nbins)), 0, whole(nbins) - 1).astype(int)
    counts = np.bincount(bins, minlength=whole(nbins)).astype(as_dtype(dtype).as_numpy_dtype)
    return unary("histogram", "flat", unregistered("HistogramFixedWidth"), python=lambda v: counts, elementwise=False)(
        x
    )


@export("math.confusion_matrix", v1=("confusion_matrix",))
def confusion_matrix(
    labels: Any, predictions: Any, num_classes: Any = None, weights: Any = None, dtype: Any = int32, name: Any = None
) -> EagerTensor:
    """Counts of (label, prediction)."""
    a, p = (np.asarray(convert(v).value).reshape(-1).astype(int) for v in (labels, predictions))
    n = int(max(a.max(initial=-1), p.max(initial=-1))) + 1 if num_classes is None else whole(num_classes)
    table = np.zeros((n, n))
    np.add.at(table, (a, p), 1 if weights is None else np.asarray(convert(weights).value))
    return EagerTensor(table.astype(as_dtype(dtype).as_numpy_dtype))


@export("math.zero_fraction", "nn.zero_fraction")
def zero_fraction(value: Any, name: Any = None) -> EagerTensor:
    """The share of elements that are zero."""
    return EagerTensor(np.float32(np.mean(np.asarray(convert(value).value) == 0)))
