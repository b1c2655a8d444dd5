"""Elements put back: scatter, and partitions of rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.calls import dialect_binary as binary
from ...core.calls import family
from ...core.trace import plain
from ...ops import indexing
from ...ops.indexing import Index, putter
from ...ops.values import like
from .convert import convert, is_tensor
from .elementary import add, subtract
from .errors import bracket, invalid
from .gathering import vectors
from .operands import numbers, shape
from .shaping import concat, reshape
from .spelling import rows
from .tensor import EagerTensor


def placed(at: tuple[Any, ...], to: tuple[int, ...], kernel: str) -> Index:
    """Index vectors as an index. InvalidArgumentError for one outside a shape."""
    for a, m in zip(at, to):
        for where in map(tuple, np.argwhere((a < 0) | (a >= m))[:1]):
            bad = ", ".join(str(v[where]) for v in at)
            text = f"indices[{','.join(map(str, where))}] = [{bad}] does not index into shape {bracket(to)}"
            raise invalid(text, kernel)
    return Index(at)


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
        return how(t, placed(at, shape(t), kernel) if kernel else Index(at), u)

    return call


def _stitched(indices: Any, data: Any) -> Any:
    ats, xs = [numbers(i) for i in indices], [convert(d) for d in data]
    flat = concat([reshape(x, (-1, *shape(x)[a.ndim :])) for x, a in zip(xs, ats)], 0)
    at = np.concatenate([a.reshape(-1) for a in ats])
    last = np.zeros(int(at.max(initial=-1)) + 1, int)
    last[at] = np.arange(at.size)
    return indexing.take(flat, last, 0)


UPDATES = "tensor:any indices updates bad_indices_policy='':- name"
__getattr__: Callable[[str], Any] = rows(
    __name__,
    ("scatter_nd", "", "indices updates:any shape:shape bad_indices_policy='':- name",
     lambda at, u, to: putter(placed(vectors(at), to, "ScatterNd"), to)(u),
     "Zeros with updates added at index vectors."),
    ("tensor_scatter_nd_add", "", UPDATES, _on(lambda t, at, u: add(t, putter(at, shape(t))(u))),
     "The tensor with updates added at index vectors."),
    ("tensor_scatter_nd_sub", "", UPDATES, _on(lambda t, at, u: subtract(t, putter(at, shape(t))(u))),
     "The tensor with updates subtracted at index vectors."),
    ("tensor_scatter_nd_update", "", UPDATES, _on(lambda t, at, u: _put(at)(t, u), "TensorScatterUpdate"),
     "The tensor with elements at index vectors replaced."),
    ("tensor_scatter_nd_max", "", UPDATES, _on(lambda t, at, u: _extreme(at, "maximum")(t, u)),
     "The tensor with the larger taken at index vectors; ties share the gradient."),
    ("tensor_scatter_nd_min", "", UPDATES, _on(lambda t, at, u: _extreme(at, "minimum")(t, u)),
     "The tensor with the smaller taken at index vectors; ties share the gradient."),
    ("dynamic_partition", "", "data:any partitions:value num_partitions name",
     lambda x, p, count: [indexing.getitem(x, np.nonzero(p == n)) for n in range(count)],
     "The rows of each partition."),
    ("dynamic_stitch | dynamic_stitch parallel_stitch", "", "indices data name", _stitched,
     "Rows put at their places; the last one counts."),
)  # fmt: skip
