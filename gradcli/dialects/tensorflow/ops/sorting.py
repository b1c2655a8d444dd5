"""Elements in order: sorted, the largest, the distinct, and where they belong."""

from __future__ import annotations

import heapq
import math
from collections import namedtuple
from typing import Any

import numpy as np

from ....core.calls import dialect_binary as binary
from ....core.calls import dialect_unary as unary
from ....core.calls import family
from ....ops import indexing
from ....ops.extremes import in_order, order_of
from ....ops.values import like
from ..tensors import EagerTensor, cast, invalid, lengths, numbers, pair, rows, shape, unregistered

TopKV2 = namedtuple("TopKV2", ("values", "indices"))
Unique = namedtuple("Unique", ("y", "idx"))
UniqueWithCounts = namedtuple("UniqueWithCounts", ("y", "idx", "count"))


def along(x: Any, at: Any, axis: int) -> Any:
    """The elements at places along an axis, row by row."""
    grid = list(np.indices(at.shape, sparse=True))
    grid[axis] = at
    return indexing.getitem(x, tuple(grid))


def _how(x: EagerTensor, axis: int, direction: str) -> tuple[int, bool]:
    """The axis to sort along, counted from the last, and whether downwards. ValueError for another word."""
    if direction not in ("ASCENDING", "DESCENDING"):
        known = "Argument `direction` should be one of ASCENDING, DESCENDING."
        raise ValueError(f"{known} Received: direction={direction}")
    if not x.ndim:
        raise invalid(f"slice index {axis} of dimension 0 out of bounds.", "StridedSlice", "strided_slice/")
    return axis % x.ndim - x.ndim, direction == "DESCENDING"


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


def _top(x: EagerTensor, count: int, ordered: Any, dtype: Any) -> TopKV2:
    if count > shape(x)[-1]:
        raise invalid(f"input must have at least k columns. Had {shape(x)[-1]}, needed {count}", "TopKV2")
    values, places = in_order(-1, True, count)(x), _argsort(-1, True, count)(x)
    if not ordered and 1 < count < shape(x)[-1]:
        rows = np.reshape(np.asarray(x.value), (-1, shape(x)[-1]))
        at = np.array([_as_heap(row.tolist(), count) for row in rows]).reshape(shape(values))
        values, places = along(values, at, -1), along(places, at, -1)
    return TopKV2(values, cast(places, dtype))


def _as_heap(row: list[Any], count: int) -> list[int]:
    """The ranks of the largest in the order of TensorFlow's heap; of equal ones the first is larger."""
    items = [(v, -i) for i, v in enumerate(row)]
    heap = items[: count + 1]
    heapq.heapify(heap)
    heapq.heappop(heap)
    for item in items[count + 1 :]:
        if item > heap[0]:
            heapq.heappop(heap)
            heapq.heappush(heap, item)
    rank = {item: n for n, item in enumerate(sorted(heap, reverse=True))}
    return [rank[item] for item in heap]


def _inside(t: Any, x: EagerTensor, k: int) -> Any:
    v = np.asarray(x.value)
    found = (v > np.take_along_axis(v, t[:, None], 1)).sum(1) < k
    return unary("in_top_k", "flat", unregistered("InTopKV2"), python=lambda v: found, elementwise=False)(x)


@family
def _searched(side: Any, dtype: Any) -> Any:
    def found(rows: Any, v: Any) -> Any:
        pairs = zip(np.reshape(rows, (-1, rows.shape[-1])), np.reshape(v, (-1, v.shape[-1])))
        whole = np.array([np.searchsorted(a, c, side) for a, c in pairs]).reshape(v.shape)
        return whole.astype(dtype.as_numpy_dtype)

    return binary("searchsorted", "flat", params=(side, dtype.name), elementwise=False, python=found,
                  kinks=lambda a, v: np.isin(v, a))  # fmt: skip


def _searching(rows: Any, v: Any, side: Any, dtype: Any) -> EagerTensor:
    if side not in ("left", "right"):
        raise ValueError(f"Argument `side` must be either 'right' or 'left'. Received: `side` = '{side}'.")
    kernel = "LowerBound" if side == "left" else "UpperBound"
    rows, v = pair(kernel, rows, v)
    if not rows.ndim or not v.ndim:
        raise invalid("slice index -1 of dimension 0 out of bounds.", "StridedSlice", "strided_slice/")
    if math.prod(shape(rows)[:-1]) != math.prod(shape(v)[:-1]):
        raise invalid("Leading dim_size of both tensors must match.", kernel)
    y: EagerTensor = _searched(side, dtype)(rows, v)
    return y


def _unraveled(at: Any, dims: Any) -> EagerTensor:
    sizes = lengths(dims)
    if np.any((at < 0) | (at >= math.prod(sizes))):
        raise invalid("index is out of bound as with dims", "UnravelIndex")
    return EagerTensor(np.stack(np.unravel_index(at, sizes)).astype(at.dtype))


def _unique(x: EagerTensor, dtype: Any) -> UniqueWithCounts:
    _, first, inverse, counts = np.unique(
        np.asarray(x.value), return_index=True, return_inverse=True, return_counts=True
    )
    order, kept = np.argsort(first), np.sort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    op = unary("unique", "general", unregistered("Unique"), python=lambda v: v[kept], elementwise=False)
    whole = (EagerTensor(n.astype(dtype.as_numpy_dtype)) for n in (rank[inverse], counts[order]))
    return UniqueWithCounts(op(x), *whole)


OUT = "out_idx=int32:dtype name"
__getattr__ = rows(
    __name__,
    ("sort", "TopKV2", "values:T axis=-1 direction='ASCENDING' name", lambda x, *how: in_order(*_how(x, *how))(x)),
    ("argsort", "TopKV2", "values:T axis=-1 direction='ASCENDING' stable=False:- name",
     lambda x, *how: _argsort(*_how(x, *how))(x), "The places of the elements in order."),
    ("math.top_k nn.top_k", "TopKV2", "input:T k=1:int sorted=True index_type=int32 name", _top),
    ("math.in_top_k nn.in_top_k", "", "targets:value predictions:any k:int name", _inside),
    ("searchsorted", "", "sorted_sequence:any values:any side='left' out_type=int32:dtype name", _searching),
    ("unravel_index", "", "indices:value dims name", _unraveled),
    ("unique", "", f"x:any {OUT}", lambda x, dtype: Unique(*_unique(x, dtype)[:2]),
     "The distinct elements in order of appearance, and which one each is: no gradient is registered."),
    ("unique_with_counts", "", f"x:any {OUT}", _unique),
    ("math.invert_permutation", "InvertPermutation", "x:T name",
     lambda x: EagerTensor(np.argsort(numbers(x)).astype(x.dtype.as_numpy_dtype)), "The permutation that undoes x."),
)  # fmt: skip
