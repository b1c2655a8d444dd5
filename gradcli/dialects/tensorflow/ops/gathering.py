"""Elements taken by number: indexing, gather, slices and masks."""

from __future__ import annotations

import math
from typing import Any, NoReturn

import numpy as np

from ....core.calls import dialect_unary as unary
from ....core.calls import family
from ....core.trace import Readable
from ....ops import indexing, layout
from ....ops.indexing import Index, putter
from ....ops.values import shape_of
from ..tensors import EagerTensor, bracket, check, convert, export, invalid, is_tensor, numbers, rows, shape, whole
from ..tensors.dtypes import bool_
from .cumulative import clip_by_norm
from .shaping import transpose

BAD_INDEX = (
    "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 tensors are valid "
    "indices, got "
)


def strided_slice(x: Any, index: Any) -> Any:
    """x[index]. TypeError for what is no index, InvalidArgumentError for one out of range."""
    x = convert(x)
    masks = index.dtype == bool if isinstance(index, np.ndarray) else is_tensor(index) and index.dtype is bool_
    if masks and (isinstance(index, np.ndarray) or index.ndim):
        return boolean_mask(x, index)
    parts = tuple(index) if isinstance(index, list | tuple) else (index,)
    found = tuple(part_of(p) for p in parts)
    taken = [p for p in found if p is not None and p is not Ellipsis]
    if not x.ndim and not taken:
        return layout.reshape(x, (1,) * sum(p is None for p in found))
    if len(taken) > x.ndim:
        _out_of(f"Index out of range using input dim {x.ndim}; input has only {x.ndim} dims")
    n = 0
    for p in found:
        if p is Ellipsis:
            n += x.ndim - len(taken)
        elif p is not None:
            if isinstance(p, int) and not -shape(x)[n] <= p < shape(x)[n]:
                _out_of(f"slice index {p} of dimension {n} out of bounds.")
            n += 1
    return indexing.getitem(x, found)


def _out_of(message: str) -> NoReturn:
    raise invalid(message, "StridedSlice", "strided_slice/")


def part_of(p: Any) -> Any:
    """One part of an index as NumPy takes it."""
    if p is None or p is Ellipsis:
        return p
    if isinstance(p, slice):
        return slice(*[None if e is None else part_of(e) for e in (p.start, p.stop, p.step)])
    if isinstance(p, int | np.integer) and not isinstance(p, bool):
        return int(p)
    if is_tensor(p) or isinstance(p, np.ndarray):
        t = convert(p)
        if not t.ndim and t.dtype.is_integer:
            return int(numbers(t))
    raise TypeError(f"{BAD_INDEX}{p!r}")


@family
def _gather(index: Any, axis: int) -> Any:
    at = (slice(None),) * axis + (index.index,)
    return unary(
        "gather", "linear", lambda g, y, x: putter(Index(at), shape_of(x))(g), params=(index, axis),
        python=lambda v: v[at], elementwise=False, rows=None if axis else index.index,
    )  # fmt: skip


def batches(sizes: tuple[int, ...], rank: int) -> tuple[Any, ...]:
    """The numbers along the first axes, each to meet an index of so many axes."""
    return tuple(np.arange(m).reshape([-1 if d == e else 1 for e in range(rank)]) for d, m in enumerate(sizes))


@export("gather", v1=("gather",))
def gather(
    params: Any, indices: Any, validate_indices: Any = None, axis: Any = None, batch_dims: int = 0, name: Any = None
) -> Any:
    """Rows by number along an axis. InvalidArgumentError for a number out of range."""
    kernel = "ResourceGather" if isinstance(params, Readable) and not axis else "GatherV2"
    x, wanted = convert(params), convert(indices)
    check(kernel, wanted.dtype, name)
    at, n = numbers(wanted), whole(axis if axis is not None else batch_dims) % max(x.ndim, 1)
    length = shape(x)[n]
    bad = np.argwhere((at < 0) | (at >= length))
    if len(bad):
        where = f"[{','.join(map(str, bad[0]))}]" if at.ndim else ""
        raise invalid(f"indices{where} = {at[tuple(bad[0])]} is not in [0, {length})", kernel, name or "")
    if not batch_dims:
        return _gather(Index(at), n)(x)
    k = batch_dims % max(at.ndim, 1) if batch_dims < 0 else batch_dims
    order = [*range(k), n, *[m for m in range(k, x.ndim) if m != n]]
    y = transpose(x, order) if order != list(range(x.ndim)) else x
    y = indexing.getitem(y, (*batches(shape(x)[:k], at.ndim), at))
    middle, extra = n - k, at.ndim - k
    back = [*range(k), *range(k + extra, k + extra + middle), *range(k, k + extra), *range(k + extra + middle, y.ndim)]
    return transpose(y, back) if middle else y


@export("nn.embedding_lookup")
def embedding_lookup(params: Any, ids: Any, max_norm: Any = None, name: Any = None, **ignored: Any) -> Any:
    """Rows of a table by number."""
    y = gather(params[0] if isinstance(params, list | tuple) and len(params) == 1 else params, ids)
    return y if max_norm is None else clip_by_norm(y, max_norm, axes=[-1])


def vectors(indices: Any) -> tuple[Any, ...]:
    """Index vectors (along the last axis) as one array per axis."""
    return tuple(np.moveaxis(numbers(indices), -1, 0))


def checked(at: tuple[Any, ...], to: tuple[int, ...], what: str, kernel: str) -> tuple[Any, ...]:
    """Index vectors. InvalidArgumentError for one that does not index into a shape."""
    for a, m in zip(at, to):
        for where in map(tuple, np.argwhere((a < 0) | (a >= m))[:1]):
            bad = f"indices[{','.join(map(str, where))}] = [{', '.join(str(v[where]) for v in at)}]"
            raise invalid(f"{bad} does not index into {what}", kernel)
    return at


@export("gather_nd")
def gather_nd(params: Any, indices: Any, batch_dims: int = 0, name: Any = None, bad_indices_policy: Any = None) -> Any:
    """Elements by index vectors."""
    check("GatherNd", convert(indices).dtype, name)
    x = convert(params)
    what = f"param shape {bracket(shape(x))}, node name: GatherNd"
    at = vectors(indices)
    grid = batches(shape(x)[:batch_dims], at[0].ndim) if batch_dims else ()
    told = (
        [v.reshape(math.prod(v.shape[:batch_dims]), *v.shape[batch_dims:]) for v in np.broadcast_arrays(*grid, *at)]
        if grid
        else at
    )
    checked(tuple(told), shape(x), what, "GatherNd")  # with the batch's own numbers, as TensorFlow tells them
    if len(at) == 1 and not grid and at[0].ndim == 1:
        return _gather(Index(at[0]), 0)(x)
    return indexing.getitem(x, (*grid, *at)) if at or grid else x


@export("boolean_mask")
def boolean_mask(tensor: Any, mask: Any, axis: Any = None, name: str = "boolean_mask") -> Any:
    """The elements where the mask holds. ValueError where the shapes do not fit."""
    x, m = convert(tensor), numbers(mask)
    n = 0 if axis is None else whole(axis) % x.ndim
    if not m.ndim:
        raise ValueError("mask cannot be scalar.")
    if shape(x)[n : n + m.ndim] != m.shape:
        raise ValueError(f"Shapes {tuple(shape(x)[n : n + m.ndim])} and {m.shape} are incompatible")
    return indexing.getitem(x, (*(slice(None),) * n, *np.nonzero(m)))


def _block(x: EagerTensor, begin: Any, size: Any) -> Any:
    parts = []
    for n, (a, m) in enumerate(zip(begin, size)):
        length = shape(x)[n]
        if not 0 <= a <= length:
            raise invalid(f"Expected begin[{n}] in [0, {length}], but got {a}", "Slice")
        if m != -1 and not 0 <= m <= length - a:
            raise invalid(f"Expected size[{n}] in [0, {length - a}], but got {m}", "Slice")
        parts.append(slice(a, length if m == -1 else a + m))
    return indexing.getitem(x, tuple(parts)) if parts else x


__getattr__ = rows(
    __name__,
    ("slice", "", "input_:any begin:shape size:shape name", _block,
     "A block by its first corner and its lengths; -1 is all that is left."),
)  # fmt: skip
