"""tf.sparse as far as gradients go: a tensor by the indices and values of what is not 0."""

from __future__ import annotations

from typing import Any

import numpy as np

from .convert import convert, detached
from .creation import fill
from .dtypes import int64
from .elementary import exp
from .gathering import gather, gather_nd
from .names import export
from .operands import cast, lengths, shape
from .padding import broadcast_to, stop_gradient
from .reductions import reduce_sum as tf_reduce_sum
from .scatter import scatter_nd, tensor_scatter_nd_update, unsorted_segment_max, unsorted_segment_sum
from .shapes import TensorShape
from .shaping import adjoint, expand_dims
from .shaping import transpose as tf_transpose


@export("SparseTensor", "sparse.SparseTensor")
class SparseTensor:
    """The indices (n, rank) and the values (n) of what is not 0, and the whole shape."""

    def __init__(self, indices: Any, values: Any, dense_shape: Any) -> None:
        self.indices = cast(detached(indices), int64) if np.size(convert(indices).value) else convert(indices, int64)
        self.values = convert(values)
        self.dense_shape = convert(np.array(lengths(dense_shape), np.int64))

    @property
    def shape(self) -> TensorShape:
        """The lengths of the axes."""
        return TensorShape(lengths(self.dense_shape))

    @property
    def dtype(self) -> Any:
        """The type of the elements."""
        return self.values.dtype

    def get_shape(self) -> TensorShape:
        """The lengths of the axes."""
        return self.shape

    def with_values(self, new_values: Any) -> SparseTensor:
        """The same places with other values."""
        return SparseTensor(self.indices, new_values, self.dense_shape)

    def __mul__(self, other: Any) -> SparseTensor:
        whole = broadcast_to(convert(other, self.dtype), lengths(self.dense_shape))
        return self.with_values(self.values * gather_nd(whole, self.indices))

    def __truediv__(self, other: Any) -> SparseTensor:
        whole = broadcast_to(convert(other, self.dtype), lengths(self.dense_shape))
        return self.with_values(self.values / gather_nd(whole, self.indices))

    def __repr__(self) -> str:
        return f"SparseTensor(indices={self.indices}, values={self.values}, dense_shape={self.dense_shape})"


@export("sparse.to_dense")
def to_dense(sp_input: Any, default_value: Any = None, validate_indices: bool = True, name: Any = None) -> Any:
    """The whole tensor, of zeros where there is no value."""
    if default_value is not None:
        base = fill(lengths(sp_input.dense_shape), convert(default_value, sp_input.dtype))
        return tensor_scatter_nd_update(base, sp_input.indices, sp_input.values)
    return scatter_nd(sp_input.indices, sp_input.values, sp_input.dense_shape)


@export("sparse.from_dense")
def from_dense(tensor: Any, name: Any = None) -> SparseTensor:
    """What is not 0 of a tensor."""
    x = convert(tensor)
    at = np.argwhere(np.asarray(x.value) != 0)
    return SparseTensor(at, gather_nd(x, at), shape(x))


@export("sparse.sparse_dense_matmul", "sparse.matmul")
def sparse_dense_matmul(sp_a: Any, b: Any, adjoint_a: bool = False, adjoint_b: bool = False, name: Any = None) -> Any:
    """The product of a sparse matrix and a dense one: one sum for each row."""
    if not isinstance(sp_a, SparseTensor):
        found: Any = sparse_dense_matmul(b, sp_a, not adjoint_b, not adjoint_a)
        return tf_transpose(found)
    dense = adjoint(b) if adjoint_b else convert(b) * 1
    rows, columns = np.asarray(sp_a.indices.value).T[:: -1 if adjoint_a else 1]
    height = lengths(sp_a.dense_shape)[1 if adjoint_a else 0]
    parts = expand_dims(sp_a.values, 1) * gather(dense, columns)
    return unsorted_segment_sum(parts, rows, height)


@export("sparse.reduce_sum")
def reduce_sum(
    sp_input: Any, axis: Any = None, keepdims: Any = None, output_is_sparse: bool = False, name: Any = None
) -> Any:
    """The sum over axes, as a dense tensor."""
    return tf_reduce_sum(to_dense(sp_input), axis, bool(keepdims))


@export("sparse.transpose")
def transpose(sp_input: Any, perm: Any = None, name: Any = None) -> SparseTensor:
    """The axes in another order."""
    order = list(lengths(perm)) if perm is not None else list(range(len(sp_input.shape)))[::-1]
    at = np.asarray(sp_input.indices.value)[:, order]
    return reorder(SparseTensor(at, sp_input.values, [lengths(sp_input.dense_shape)[n] for n in order]))


@export("sparse.reorder")
def reorder(sp_input: Any, name: Any = None) -> SparseTensor:
    """The values row by row."""
    at = np.asarray(sp_input.indices.value)
    order = np.lexsort(at.T[::-1])
    return SparseTensor(at[order], gather(sp_input.values, order), sp_input.dense_shape)


@export("sparse.softmax")
def softmax(sp_logits: SparseTensor, name: Any = None) -> SparseTensor:
    """Shares within each row, of the values that are there."""
    at = np.asarray(sp_logits.indices.value)
    _, rows = np.unique(at[:, :-1], axis=0, return_inverse=True)
    count = int(rows.max(initial=-1)) + 1
    top = unsorted_segment_max(stop_gradient(sp_logits.values), rows, count)
    parts = exp(sp_logits.values - gather(top, rows))
    return sp_logits.with_values(parts / gather(unsorted_segment_sum(parts, rows, count), rows))
