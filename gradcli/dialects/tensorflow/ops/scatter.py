"""Elements put back: scatter, partitions, and rows with the same number put together."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ....core.calls import dialect_binary as binary
from ....core.calls import dialect_unary as unary
from ....core.calls import family
from ....core.trace import plain
from ....ops import indexing
from ....ops.indexing import Index, putter
from ....ops.values import like
from ..tensors import EagerTensor, cast, constant, convert, is_tensor, numbers, rows, shape, whole
from ..tensors.errors import bracket, invalid, unregistered
from .elementary import add, divide, subtract
from .gathering import checked, vectors
from .padding import stop_gradient
from .reductions import reduce_max, reduce_min, reduce_prod
from .shaping import concat, reshape, stack


@family
def _put(index: Any) -> Any:
    def form(t: Any, u: Any) -> Any:
        y = np.array(t)
        y[index.index] = u
        return y

    return binary(
        "scatter_update", "linear",
        (lambda g, y, t, u: _put(index)(g, like(u, 0.0)), lambda g, y, t, u: indexing.getter(index)(g)),
        params=(index,), python=form, elementwise=False,
    )  # fmt: skip


@family
def _extreme(index: Any, name: str) -> Any:
    """The larger or smaller taken at index vectors; ties share the gradient."""
    at, how = index.index, getattr(np, name)

    def form(t: Any, u: Any) -> Any:
        y = np.array(t)
        how.at(y, at, u)
        return y

    def counts(y: Any, t: Any, u: Any) -> tuple[Any, Any, Any]:
        mine, theirs = (t == y).astype(y.dtype), (u == y[at]).astype(y.dtype)
        count = mine.copy()
        np.add.at(count, at, theirs)
        return np.maximum(count, 1), mine, theirs

    def left(g: Any, *about: Any) -> Any:
        count, mine, _ = counts(*map(plain, about))
        return g / count * mine

    def right(g: Any, *about: Any) -> Any:
        count, _, theirs = counts(*map(plain, about))
        return indexing.getter(index)(g / count) * theirs

    return binary(
        f"scatter_{name}", "branch", (left, right), params=(index,), python=form, elementwise=False,
        kinks=lambda t, u: counts(form(t, u), t, u)[0] > 1,
    )  # fmt: skip


def _on(how: Any, kernel: str = "") -> Any:
    """A function of a tensor, an index and the updates."""

    def call(t: EagerTensor, indices: Any, updates: Any) -> Any:
        u, at = convert(updates) if is_tensor(updates) else convert(updates, t.dtype), vectors(indices)
        return how(t, Index(checked(at, shape(t), f"shape {bracket(shape(t))}", kernel) if kernel else at), u)

    return call


def _stitched(indices: Any, data: Any) -> Any:
    ats, xs = [numbers(i) for i in indices], [convert(d) for d in data]
    flat = concat([reshape(x, (-1, *shape(x)[a.ndim :])) for x, a in zip(xs, ats)], 0)
    at = np.concatenate([a.reshape(-1) for a in ats])
    last = np.zeros(int(at.max(initial=-1)) + 1, int)
    last[at] = np.arange(at.size)
    return indexing.take(flat, last, 0)


UPDATES = "tensor:any indices updates bad_indices_policy='':- name"


def _segments(x: EagerTensor, at: Any, count: Any) -> int:
    """How many segments there are. InvalidArgumentError for a number that is too large."""
    n = (int(at.max(initial=-1)) + 1) if count is None else whole(count)
    if shape(x)[: at.ndim] != at.shape:
        both = f"data.shape = {bracket(shape(x))} does not start with segment_ids.shape = {bracket(at.shape)}"
        raise invalid(both, "UnsortedSegmentSum")
    for where in map(tuple, np.argwhere(at >= n)[:1]):
        first = f"segment_ids[{','.join(map(str, where))}] = {at[where]}"
        raise invalid(f"{first} is out of range [0, {n})", "UnsortedSegmentSum")
    return n


def _sum(x: Any, at: Any, count: Any) -> Any:
    n, kept = _segments(x, at, count), np.nonzero(at.reshape(-1) >= 0)[0]
    flat = reshape(x, (at.size, *shape(x)[at.ndim :]))
    return putter(Index((at.reshape(-1)[kept],)), (n, *shape(x)[at.ndim :]))(indexing.getitem(flat, (kept,)))


def _over(power: float) -> Any:
    """Sums over a power of how many rows they are of."""

    def call(x: Any, at: Any, count: Any) -> Any:
        n = _segments(x, at, count)
        many = np.maximum(np.bincount(at[at >= 0], minlength=n)[:n], 1).reshape((n,) + (1,) * (x.ndim - at.ndim))
        return divide(_sum(x, at, n), constant(many**power, x.dtype))

    return call


def _each(how: Any, empty: Any) -> Any:
    """A reduction of the rows of each segment; `empty`: what it is of none."""

    def call(x: Any, at: Any, count: Any) -> Any:
        found = []
        for k in range(_segments(x, at, count)):
            places = np.nonzero(at == k)
            none = constant(np.full(shape(x)[at.ndim :], empty(x, count)), x.dtype) if not places[0].size else None
            found.append(how(indexing.getitem(x, places), 0) if none is None else none)
        return stack(found)

    return call


def _sorted(name: str, unsorted: Any) -> Any:
    kernel = f"Segment{name.title()}"

    def call(x: Any, at: Any) -> Any:
        if at.shape != shape(x)[:1]:
            raise invalid("segment_ids should be the same size as dimension 0 of input.", kernel)
        if np.any(np.diff(at) < 0):
            raise invalid("segment ids are not increasing", kernel)
        return unsorted(x, at, None)

    return call


SEGMENTS: dict[str, Any] = {
    "sum": _sum, "mean": _over(1), "prod": _each(reduce_prod, lambda x, n: 1),
    "max": _each(reduce_max, lambda x, n: 0 if n is None else x.dtype.min),
    "min": _each(reduce_min, lambda x, n: 0 if n is None else x.dtype.max),
}  # fmt: skip


def _counted(at: Any, weights: Any, least: Any, most: Any, dtype: Any, axis: Any, binary: Any) -> Any:
    if axis not in (None, 0, -1):
        raise ValueError(f"Unsupported value for argument axis={axis}. Only 0 and -1 are currently supported.")
    n = max(int(at.max(initial=-1)) + 1, 0 if least is None else whole(least))
    n = n if most is None else min(n, whole(most))
    size = (*at.shape[:-1], n) if axis == -1 else (n,)
    rows = math.prod(size[:-1])
    at = at.reshape(rows, -1).astype(int)
    at = np.where(at < n, at + n * np.arange(rows)[:, None], -1).reshape(-1)
    if weights is None or binary:
        counts = np.bincount(at[at >= 0], minlength=n * rows).reshape(size).astype(dtype.as_numpy_dtype)
        return EagerTensor(np.minimum(counts, 1) if binary else counts)
    y = reshape(_sum(stop_gradient(reshape(weights, [-1])), at, n * rows), size)
    op = unary("bincount", "general", unregistered("DenseBincount"), python=lambda v: y.value, elementwise=False)
    return op(convert(weights))


def _histogram(x: EagerTensor, ends: Any, bins: int, dtype: Any) -> Any:
    low, high = ends
    at = np.clip(np.floor((np.asarray(x.value).reshape(-1) - low) / (high - low) * bins), 0, bins - 1).astype(int)
    counts = np.bincount(at, minlength=bins).astype(dtype.as_numpy_dtype)
    rule = unregistered("HistogramFixedWidth")
    return unary("histogram", "flat", rule, python=lambda v: counts, elementwise=False)(x)


def _confusion(labels: Any, predictions: Any, classes: Any, weights: Any, dtype: Any) -> EagerTensor:
    a, p = (v.reshape(-1).astype(int) for v in (labels, predictions))
    n = int(max(a.max(initial=-1), p.max(initial=-1))) + 1 if classes is None else whole(classes)
    for name, v in (("labels", a), ("predictions", p)):
        if (v < 0).any():
            raise invalid(f"`{name}` contains negative values.  \nCondition x >= 0 did not hold element-wise:")
        if (v >= n).any():
            raise invalid(f"`{name}` out of bound\nCondition x < y did not hold.")
    table = np.zeros((n, n))
    np.add.at(table, (a, p), 1 if weights is None else np.asarray(cast(weights, dtype).value))
    return EagerTensor(table.astype(dtype.as_numpy_dtype))


UNSORTED = "data:any segment_ids:value num_segments=None name"


__getattr__ = rows(
    __name__,
    ("scatter_nd", "", "indices updates:any shape:shape bad_indices_policy='':- name",
     lambda at, u, to: putter(Index(checked(
         vectors(at), to, f"shape {bracket(to)}", "ScatterNd")), to)(u)),
    ("tensor_scatter_nd_add", "", UPDATES, _on(lambda t, at, u: add(t, putter(at, shape(t))(u)))),
    ("tensor_scatter_nd_sub", "", UPDATES, _on(lambda t, at, u: subtract(t, putter(at, shape(t))(u)))),
    ("tensor_scatter_nd_update", "", UPDATES, _on(lambda t, at, u: _put(at)(t, u), "TensorScatterUpdate")),
    ("tensor_scatter_nd_max", "", UPDATES, _on(lambda t, at, u: _extreme(at, "maximum")(t, u))),
    ("tensor_scatter_nd_min", "", UPDATES, _on(lambda t, at, u: _extreme(at, "minimum")(t, u))),
    ("dynamic_partition", "", "data:any partitions:value num_partitions name",
     lambda x, p, count: [indexing.getitem(x, np.nonzero(p == n)) for n in range(count)]),
    ("dynamic_stitch | dynamic_stitch parallel_stitch", "", "indices data name", _stitched),
    *((f"math.segment_{name} | segment_{name}", "", "data:any segment_ids:value name", _sorted(name, how),
       f"The {name} of rows with the same number.") for name, how in SEGMENTS.items()),
    *((f"math.unsorted_segment_{name} | unsorted_segment_{name}", "", UNSORTED, how,
       f"The {name} of rows with the same number.") for name, how in SEGMENTS.items()),
    ("math.unsorted_segment_sqrt_n", "", UNSORTED, _over(0.5)),
    ("math.bincount | bincount", "",
     "arr:value weights=None minlength=None maxlength=None dtype=int32:dtype name axis=None binary_output=False",
     _counted, "How often each number occurs, or the sum of its weights."),
    ("histogram_fixed_width", "", "values:any value_range:value nbins=100:int dtype=int32:dtype name", _histogram),
    ("math.confusion_matrix | confusion_matrix", "",
     "labels:value predictions:value num_classes=None weights=None dtype=int32:dtype name", _confusion),
    ("math.zero_fraction nn.zero_fraction", "", "value:any name",
     lambda x: EagerTensor(np.float32(np.mean(np.asarray(x.value) == 0))), "The share of elements that are zero."),
)  # fmt: skip
