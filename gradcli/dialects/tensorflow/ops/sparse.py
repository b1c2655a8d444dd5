"""tf.sparse as far as gradients go: a tensor by the indices and values of what is not 0."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..tensors import EagerTensor, TensorShape, cast, constant, convert, detached, export, int64, lengths, rows, shape
from .creation import fill
from .elementary import exp, sqrt, square
from .gathering import embedding_lookup, gather, gather_nd
from .padding import broadcast_to, stop_gradient
from .reductions import reduce_sum
from .scatter import scatter_nd, tensor_scatter_nd_update, unsorted_segment_max, unsorted_segment_sum
from .shaping import adjoint, concat, expand_dims
from .shaping import transpose as tf_transpose


@export("SparseTensor", "sparse.SparseTensor")
class SparseTensor:
    """The indices (n, rank) and the values (n) of what is not 0, and the whole shape."""

    def __init__(self, indices: Any, values: Any, dense_shape: Any) -> None:
        self.indices = cast(detached(indices), int64) if np.size(convert(indices).value) else convert(indices, int64)
        self.values = convert(values)
        self.dense_shape = convert(np.array(lengths(dense_shape), np.int64))

    shape = property(lambda self: TensorShape(lengths(self.dense_shape)), doc="The lengths of the axes.")
    dtype = property(lambda self: self.values.dtype, doc="The type of the elements.")

    get_shape: Any = EagerTensor.get_shape

    def with_values(self, new_values: Any) -> SparseTensor:
        """The same places with other values."""
        return SparseTensor(self.indices, new_values, self.dense_shape)

    def at_values(self, other: Any) -> Any:
        """The elements of a dense tensor, or of a smaller one repeated, where the values are."""
        return gather_nd(broadcast_to(convert(other, self.dtype), lengths(self.dense_shape)), self.indices)

    def __mul__(self, other: Any) -> SparseTensor:
        return self.with_values(self.values * self.at_values(other))

    def __truediv__(self, other: Any) -> SparseTensor:
        return self.with_values(self.values / self.at_values(other))

    def __repr__(self) -> str:
        return f"SparseTensor(indices={self.indices!s}, values={self.values!s}, dense_shape={self.dense_shape!s})"


def places(x: SparseTensor) -> Any:
    """The indices as NumPy has them."""
    return np.asarray(x.indices.value)


def _dense(x: Any, default: Any = None) -> Any:
    if default is None:
        return scatter_nd(x.indices, x.values, x.dense_shape)
    base = fill(lengths(x.dense_shape), convert(default, x.dtype))
    return tensor_scatter_nd_update(base, x.indices, x.values)


def _product(a: Any, b: Any, adjoint_a: Any, adjoint_b: Any) -> Any:
    """One sum for each row."""
    if not isinstance(a, SparseTensor):
        return tf_transpose(_product(b, a, not adjoint_b, not adjoint_a))
    dense = adjoint(b) if adjoint_b else convert(b) * 1
    rows, columns = places(a).T[:: -1 if adjoint_a else 1]
    height = lengths(a.dense_shape)[1 if adjoint_a else 0]
    return unsorted_segment_sum(expand_dims(a.values, 1) * gather(dense, columns), rows, height)


def _sum(a: Any, b: Any, threshold: Any) -> Any:
    if not isinstance(a, SparseTensor) or not isinstance(b, SparseTensor):
        return (_dense(a) if isinstance(a, SparseTensor) else a) + (_dense(b) if isinstance(b, SparseTensor) else b)
    at, n = np.unique(np.concatenate([places(a), places(b)]), axis=0, return_inverse=True)
    values = unsorted_segment_sum(concat([a.values, b.values], 0), n.reshape(-1), len(at))
    return SparseTensor(at, values, a.dense_shape)


def _joined(axis: int, parts: Any) -> SparseTensor:
    starts = np.cumsum([0, *(lengths(p.dense_shape)[axis] for p in parts)])
    at = [places(p) + start * (np.arange(len(p.shape)) == axis % len(p.shape)) for p, start in zip(parts, starts)]
    size = list(lengths(parts[0].dense_shape))
    size[axis] = int(starts[-1])
    return _ordered(SparseTensor(np.concatenate(at), concat([p.values for p in parts], 0), size))


def _reshaped(x: SparseTensor, size: Any) -> SparseTensor:
    before = lengths(x.dense_shape)
    flat, after = np.ravel_multi_index(places(x).T, before), np.broadcast_to(False, before).reshape(lengths(size)).shape
    return SparseTensor(np.stack(np.unravel_index(flat, after), -1), x.values, after)


def _sliced(x: SparseTensor, start: Any, size: Any) -> SparseTensor:
    first = np.array(lengths(start))
    room = np.minimum(np.array(lengths(size)), np.array(lengths(x.dense_shape)) - first)
    kept = np.flatnonzero(((places(x) >= first) & (places(x) < first + room)).all(1))
    return SparseTensor(places(x)[kept] - first, gather(x.values, kept), room)


def _transposed(x: SparseTensor, perm: Any) -> SparseTensor:
    order = list(lengths(perm)) if perm is not None else list(range(len(x.shape)))[::-1]
    return _ordered(SparseTensor(places(x)[:, order], x.values, [lengths(x.dense_shape)[n] for n in order]))


def _ordered(x: SparseTensor) -> SparseTensor:
    order = np.lexsort(places(x).T[::-1])
    return SparseTensor(places(x)[order], gather(x.values, order), x.dense_shape)


def _shares(x: SparseTensor) -> SparseTensor:
    _, row = np.unique(places(x)[:, :-1], axis=0, return_inverse=True)
    count = int(row.max(initial=-1)) + 1
    top = unsorted_segment_max(stop_gradient(x.values), row, count)
    parts = exp(x.values - gather(top, row))
    return x.with_values(parts / gather(unsorted_segment_sum(parts, row, count), row))


COMBINED = {"sum": lambda s, w: s, "mean": lambda s, w: s / w, "sqrtn": lambda s, w: s / sqrt(w)}


def _looked_up(params: Any, ids: SparseTensor, weights: Any, combiner: Any, max_norm: Any, merge: Any) -> Any:
    """Rows of a table by number, those of one row of numbers summed or averaged. ValueError for another combiner."""
    how = COMBINED.get(combiner or "mean")
    if how is None:
        raise ValueError(f"combiner must be one of 'mean', 'sqrtn' or 'sum', got {combiner}")
    of = places(ids)[:, 0]
    asked = np.asarray(ids.values.value).tolist()
    met = {n: k for k, n in enumerate(dict.fromkeys(asked))}  # each row is looked up once
    table = embedding_lookup(params, cast(np.array(list(met), np.int64), ids.dtype), max_norm)
    found = gather(table, np.array([met[n] for n in asked], int))
    count = int(of.max(initial=-1)) + 1
    w = cast(weights.values if weights is not None else constant(np.ones(len(of), np.float32)), found.dtype)
    sums = unsorted_segment_sum(found * expand_dims(w, -1), of, count)
    total = unsorted_segment_sum(square(w) if combiner == "sqrtn" else w, of, count)
    return how(sums, expand_dims(total, -1))


__getattr__ = rows(
    __name__,
    ("nn.embedding_lookup_sparse", "", "params sp_ids sp_weights=None combiner=None max_norm=None name "
     "allow_fast_lookup=False", _looked_up, "Rows of a table by number, those of one row of numbers put together."),
    ("sparse.to_dense", "", "sp_input default_value=None validate_indices=True:- name", _dense),
    ("sparse.from_dense", "", "tensor:any name", lambda x: SparseTensor(
        at := np.argwhere(np.asarray(x.value) != 0), gather_nd(x, at), shape(x)), "What is not 0 of a tensor."),
    ("sparse.sparse_dense_matmul sparse.matmul | sparse_tensor_dense_matmul sparse.sparse_dense_matmul", "",
     "sp_a b adjoint_a=False adjoint_b=False name", _product),
    ("sparse.reduce_sum", "", "sp_input axis=None keepdims=None output_is_sparse=False:- name",
     lambda x, axis, keepdims: reduce_sum(_dense(x), axis, bool(keepdims)), "The sum over axes, as a dense tensor."),
    ("sparse.reshape", "", "sp_input shape name", _reshaped, "Another shape."),
    ("sparse.slice", "", "sp_input start size name", _sliced, "A part."),
    ("sparse.add", "", "a b threshold=0", _sum, "The sum; of two sparse ones with the places of both."),
    ("sparse.concat", "", "axis sp_inputs expand_nonconcat_dims=False:- name", _joined),
    ("sparse.transpose", "", "sp_input perm=None name", _transposed, "The axes in another order."),
    ("sparse.reorder", "", "sp_input name", _ordered, "The values row by row."),
    ("sparse.softmax", "", "sp_logits name", _shares, "Shares within each row, of the values that are there."),
)  # fmt: skip
