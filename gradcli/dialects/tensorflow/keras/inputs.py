"""keras.Input: where a graph of symbolic calls begins."""

from __future__ import annotations

from typing import Any

from ..tensors.names import export
from .layer import Layer
from .symbolic import KerasTensor, Node


@export("keras.layers.InputLayer")
class InputLayer(Layer):
    """Where a graph begins."""

    def __init__(
        self, shape: Any = None, batch_size: Any = None, dtype: Any = None, sparse: Any = None, batch_shape: Any = None,
        input_tensor: Any = None, name: Any = None, **ignored: Any,
    ) -> None:  # fmt: skip
        super().__init__(name=name or None, dtype=dtype)
        if shape is not None and batch_shape is not None:
            raise ValueError("You cannot pass both `shape` and `batch_shape` at the same time.")
        for given in (shape, batch_shape):
            if given is not None and not hasattr(given, "__iter__"):
                raise ValueError(f"Cannot convert '{given}' to a shape.")
        self.batch_shape = tuple(batch_shape) if batch_shape is not None else (batch_size, *(shape or ()))
        self.built = True
        start = input_tensor or KerasTensor(self.batch_shape, self.dtype, name)
        Node(self, (), {}, start)

    def call(self, *args: Any, **kwargs: Any) -> Any:
        return None

    output = property(lambda self: self._inbound[0].output, doc="The symbolic tensor that begins here.")


@export("keras.Input", "keras.layers.Input")
def Input(
    shape: Any = None, batch_size: Any = None, dtype: Any = None, sparse: Any = None, batch_shape: Any = None,
    name: Any = None, tensor: Any = None, **ignored: Any,
) -> Any:  # fmt: skip
    """A symbolic tensor: `shape` is that of one element of a batch."""
    if shape is None and batch_shape is None:
        raise ValueError("You must pass a `shape` argument.")
    return InputLayer(shape, batch_size, dtype, sparse, batch_shape, tensor, name).output
