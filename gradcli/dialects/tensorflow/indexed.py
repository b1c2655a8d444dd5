"""IndexedSlices: the gradient of a gather, as the rows that it touches."""

from __future__ import annotations

from typing import Any

import numpy as np

from .convert import convert, wrap
from .names import export
from .shapes import TensorShape


@export("IndexedSlices")
class IndexedSlices:
    """Rows `values` of a tensor of shape `dense_shape` that stand at `indices`; rows of the same index add up."""

    def __init__(self, values: Any, indices: Any, dense_shape: Any = None) -> None:
        self.values, self.indices, self.dense_shape = convert(values), convert(indices), dense_shape
        if dense_shape is not None:
            self.dense_shape = convert(dense_shape)

    dtype = property(lambda self: self.values.dtype)
    name = property(lambda self: self.values.name)
    device = property(lambda self: self.values.device)

    @property
    def shape(self) -> TensorShape:
        """The shape of the tensor that the rows belong to."""
        if self.dense_shape is None:
            return TensorShape(None)
        return TensorShape(self.dense_shape.numpy().tolist())

    def densify(self) -> Any:
        """The whole tensor: a recorded step."""
        from ...ops.indexing import Index, putter

        if self.dense_shape is None:
            raise ValueError(
                f"Tensor conversion requested for IndexedSlices for argument `value` without dense_shape: {self}"
            )
        shape = tuple(int(n) for n in self.dense_shape.numpy())
        return putter(Index((np.asarray(self.indices.value),)), shape)(self.values)

    def consumers(self) -> list[Any]:
        """Graphs only."""
        return []

    def __str__(self) -> str:
        dense = f", dense_shape={self.dense_shape!s}" if self.dense_shape is not None else ""
        return f"IndexedSlices(indices={self.indices!s}, values={self.values!s}{dense})"

    def __neg__(self) -> IndexedSlices:
        return IndexedSlices(-self.values, self.indices, self.dense_shape)


IndexedSlices.__module__ = "tensorflow.python.framework.indexed_slices"


def slices(values: Any, indices: Any, shape: tuple[int, ...]) -> IndexedSlices:
    """The rows of a gather's gradient; as TensorFlow has it, the shape is of int32."""
    return IndexedSlices(values, wrap(indices), wrap(np.array(shape, np.int32)))


def mapped(f: Any, g: Any) -> Any:
    """f of a tensor; of rows, of each as it came."""
    return IndexedSlices(f(g.values), g.indices, g.dense_shape) if isinstance(g, IndexedSlices) else f(convert(g))
