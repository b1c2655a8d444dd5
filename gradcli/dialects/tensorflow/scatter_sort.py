"""Elements put back: scatter, partitions, and diagonals."""

from __future__ import annotations

import math
from collections import namedtuple
from typing import Any

import numpy as np

from ...core.calls import dialect_binary as binary
from ...core.calls import dialect_unary as unary
from ...core.calls import family
from ...core.trace import plain
from ...ops import indexing
from ...ops.extremes import in_order, order_of
from ...ops.indexing import Index, putter
from ...ops.values import like
from .casting import cast
from .convert import convert, is_tensor
from .dtypes import as_dtype, int32
from .elementary import add, subtract
from .errors import bracket, invalid, unregistered
from .gathering import vectors
from .names import NAMES, ONLY_V1, export
from .operands import lengths, numbers, shape, take, whole
from .shaping import concat, reshape
from .tensor import EagerTensor

TopKV2 = namedtuple("TopKV2", ("values", "indices"))
Unique = namedtuple("Unique", ("y", "idx"))
UniqueWithCounts = namedtuple("UniqueWithCounts", ("y", "idx", "count"))

# scatter


@export("scatter_nd")
def scatter_nd(indices: Any, updates: Any, shape: Any, bad_indices_policy: str = "", name: Any = None) -> Any:
    """Zeros with updates added at index vectors."""
    at, to = vectors(indices), lengths(shape)
    within(at, to, "ScatterNd")
    return putter(Index(at), to)(convert(updates))


def within(at: tuple[Any, ...], to: tuple[int, ...], kernel: str) -> None:
    """InvalidArgumentError for an index vector outside a shape."""
    for a, m in zip(at, to):
        for where in np.argwhere((a < 0) | (a >= m))[:1]:
            bad = ", ".join(str(v[tuple(where)]) for v in at)
            raise invalid(
                f"indices[{','.join(map(str, where))}] = [{bad}] does not index into shape {bracket(to)}", kernel
            )


def _targets(tensor: Any, indices: Any, updates: Any) -> tuple[Any, Any, Any]:
    t = convert(tensor)
    return t, convert(updates) if is_tensor(updates) else convert(updates, t.dtype), vectors(indices)


@export("tensor_scatter_nd_add")
def tensor_scatter_nd_add(
    tensor: Any, indices: Any, updates: Any, bad_indices_policy: str = "", name: Any = None
) -> Any:
    """The tensor with updates added at index vectors."""
    t, u, at = _targets(tensor, indices, updates)
    return add(t, putter(Index(at), shape(t))(u))


@export("tensor_scatter_nd_sub")
def tensor_scatter_nd_sub(
    tensor: Any, indices: Any, updates: Any, bad_indices_policy: str = "", name: Any = None
) -> Any:
    """The tensor with updates subtracted at index vectors."""
    t, u, at = _targets(tensor, indices, updates)
    return subtract(t, putter(Index(at), shape(t))(u))


@family
def _put(index: Any) -> Any:
    at = index.index

    def form(t: Any, u: Any) -> Any:
        y = np.array(t)
        y[at] = u
        return y

    return binary(
        "scatter_update", "linear",
        (lambda g, y, t, u: _put(index)(g, like(u, 0.0)), lambda g, y, t, u: indexing.getter(index)(g)),
        params=(index,), python=form, elementwise=False,
    )  # fmt: skip


@export("tensor_scatter_nd_update")
def tensor_scatter_nd_update(tensor: Any, indices: Any, updates: Any, name: Any = None) -> Any:
    """The tensor with elements at index vectors replaced."""
    t, u, at = _targets(tensor, indices, updates)
    within(at, shape(t), "TensorScatterUpdate")
    return _put(Index(at))(t, u)


@family
def _extreme(index: Any, name: str) -> Any:
    at = index.index
    how = getattr(np, name)

    def form(t: Any, u: Any) -> Any:
        y = np.array(t)
        how.at(y, at, u)
        return y

    def shares(g: Any, y: Any, t: Any, u: Any) -> tuple[Any, Any, Any]:
        y, t, u = plain(y), plain(t), plain(u)
        mine, theirs = (t == y).astype(y.dtype), (u == y[at]).astype(y.dtype)
        count = mine.copy()
        np.add.at(count, at, theirs)
        return g / np.maximum(count, 1), mine, theirs

    def left(g: Any, y: Any, t: Any, u: Any) -> Any:
        share, mine, _ = shares(g, y, t, u)
        return share * mine

    def right(g: Any, y: Any, t: Any, u: Any) -> Any:
        share, _, theirs = shares(g, y, t, u)
        return indexing.getter(index)(share) * theirs

    def ties(t: Any, u: Any) -> Any:
        y = form(t, u)
        count = (t == y).astype(int)
        np.add.at(count, at, u == y[at])
        return count > 1

    return binary(
        f"scatter_{name}", "branch", (left, right), params=(index,), python=form, elementwise=False, kinks=ties
    )


def _scatter_extreme(name: str) -> Any:
    def call(tensor: Any, indices: Any, updates: Any, bad_indices_policy: str = "", name: Any = None) -> Any:
        t, u, at = _targets(tensor, indices, updates)
        return _extreme(Index(at), word)(t, u)

    word = name
    call.__doc__ = f"The tensor with the {name} taken at index vectors; ties share the gradient."
    return call


NAMES["tensor_scatter_nd_max"], NAMES["tensor_scatter_nd_min"] = (
    _scatter_extreme("maximum"),
    _scatter_extreme("minimum"),
)

# order


def along(x: Any, at: Any, axis: int) -> Any:
    """The elements at places along an axis, row by row."""
    grid = list(np.indices(at.shape, sparse=True))
    grid[axis] = at
    return indexing.getitem(x, tuple(grid))


def descending(direction: str) -> bool:
    """Whether a direction is down. ValueError for another word."""
    if direction not in ("ASCENDING", "DESCENDING"):
        raise ValueError(
            f"Argument `direction` should be one of ASCENDING, DESCENDING. Received: direction={direction}"
        )
    return direction == "DESCENDING"


def sorted_axis(x: Any, axis: int) -> int:
    """The axis to sort along; a scalar has none."""
    if not x.ndim:
        raise invalid(f"slice index {axis} of dimension 0 out of bounds.", "StridedSlice", "strided_slice/")
    return axis % int(x.ndim)


@export("sort")
def sort(values: Any, axis: int = -1, direction: str = "ASCENDING", name: Any = None) -> Any:
    """The elements in order along an axis."""
    x = convert(values)
    return in_order(sorted_axis(x, axis) - x.ndim, descending(direction))(x)


@export("argsort")
def argsort(
    values: Any, axis: int = -1, direction: str = "ASCENDING", stable: bool = False, name: Any = None
) -> EagerTensor:
    """The places of the elements in order."""
    x = convert(values)
    y: EagerTensor = _argsort(sorted_axis(x, axis) - x.ndim, descending(direction))(x)
    return y


@family
def _argsort(axis: int, falling: bool, count: int | None = None) -> Any:
    zero = 0.0 if falling else -0.0  # the places come from a top_k, whose values get a cotangent of zeros

    def places(v: Any) -> Any:
        found = order_of(np.asarray(v), axis, falling).astype(np.int32)
        return found if count is None else found[..., :count]

    return unary(
        "argsort", "flat", lambda g, y, x: like(x, zero), params=(axis, falling, count), elementwise=False,
        python=places, kinks=in_order(axis, falling, count).op.kinks,
    )  # fmt: skip


@export("math.top_k", "nn.top_k")
def top_k(input: Any, k: Any = 1, sorted: bool = True, index_type: Any = int32, name: Any = None) -> TopKV2:
    """The k largest along the last axis, largest first, and their places."""
    x, count = convert(input), whole(k)
    if count > shape(x)[-1]:
        raise invalid(f"input must have at least k columns. Had {shape(x)[-1]}, needed {count}", "TopKV2")
    return TopKV2(in_order(-1, True, count)(x), cast(_argsort(-1, True, count)(x), index_type))


@export("math.in_top_k", "nn.in_top_k")
def in_top_k(targets: Any, predictions: Any, k: Any, name: Any = None) -> EagerTensor:
    """Whether each target is among the k most likely."""
    x, t = convert(predictions), numbers(targets)
    found = (np.asarray(x.value) > np.take_along_axis(np.asarray(x.value), t[:, None], 1)).sum(1) < whole(k)
    y: EagerTensor = unary("in_top_k", "flat", unregistered("InTopKV2"), python=lambda v: found, elementwise=False)(x)
    return y


@export("searchsorted")
def searchsorted(
    sorted_sequence: Any, values: Any, side: str = "left", out_type: Any = int32, name: Any = None
) -> EagerTensor:
    """Where values belong in sorted rows."""
    rows, v = np.asarray(convert(sorted_sequence).value), np.asarray(convert(values).value)
    if rows.ndim == 1:
        found = np.searchsorted(rows, v, side)  # type: ignore[call-overload]
    else:
        pairs = zip(rows.reshape(-1, rows.shape[-1]), v.reshape(-1, v.shape[-1]))
        found = np.array([np.searchsorted(a, c, side) for a, c in pairs]).reshape(v.shape)  # type: ignore[call-overload]
    return EagerTensor(found.astype(as_dtype(out_type).as_numpy_dtype))


@export("unravel_index")
def unravel_index(indices: Any, dims: Any, name: Any = None) -> EagerTensor:
    """Positions along each axis, of numbers that count elements row by row."""
    at, sizes = np.asarray(convert(indices).value), lengths(dims)
    if np.any((at < 0) | (at >= math.prod(sizes))):
        raise invalid("index is out of bound as with dims", "UnravelIndex", name or "")
    return EagerTensor(np.stack(np.unravel_index(at, sizes)).astype(at.dtype))


# partitions


@export("dynamic_partition")
def dynamic_partition(data: Any, partitions: Any, num_partitions: int, name: Any = None) -> list[Any]:
    """The rows of each partition."""
    x, p = convert(data), numbers(partitions)
    return [indexing.getitem(x, np.nonzero(p == n)) for n in range(num_partitions)]


@export("dynamic_stitch", v1=("dynamic_stitch",))
def dynamic_stitch(indices: Any, data: Any, name: Any = None) -> Any:
    """Rows put at their places; the last one counts."""
    ats = [numbers(i) for i in indices]
    xs = [convert(d) for d in data]
    flat = concat([reshape(x, (-1, *shape(x)[a.ndim :])) for x, a in zip(xs, ats)], 0) if len(xs) > 1 else reshape(
        xs[0], (-1, *shape(xs[0])[ats[0].ndim :])
    )  # fmt: skip
    at = np.concatenate([a.reshape(-1) for a in ats])
    last = np.zeros(int(at.max(initial=-1)) + 1, int)
    last[at] = np.arange(at.size)
    return indexing.take(flat, last, 0)


ONLY_V1["parallel_stitch"] = dynamic_stitch


@export("unique")
def unique(x: Any, out_idx: Any = int32, name: Any = None) -> Unique:
    """The distinct elements in order of appearance, and which one each is: no gradient is registered."""
    y, at, _ = _unique(convert(x))
    return Unique(y, EagerTensor(at.astype(as_dtype(out_idx).as_numpy_dtype)))


def _unique(x: EagerTensor) -> tuple[Any, Any, Any]:
    _, first, inverse, counts = np.unique(
        np.asarray(x.value), return_index=True, return_inverse=True, return_counts=True
    )
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    keep = np.sort(first)
    op = unary("unique", "general", unregistered("Unique"), python=lambda v: v[keep], elementwise=False)
    return op(x), rank[inverse], counts[order]


@export("unique_with_counts")
def unique_with_counts(x: Any, out_idx: Any = int32, name: Any = None) -> UniqueWithCounts:
    """The distinct elements, which one each is, and how often they occur."""
    y, at, counts = _unique(convert(x))
    number = as_dtype(out_idx).as_numpy_dtype
    return UniqueWithCounts(y, EagerTensor(at.astype(number)), EagerTensor(counts.astype(number)))


@export("math.invert_permutation")
def invert_permutation(x: Any, name: Any = None) -> EagerTensor:
    """The permutation that undoes x."""
    x = take("InvertPermutation", x)
    return EagerTensor(np.argsort(np.asarray(x.value)).astype(x.dtype.as_numpy_dtype))
