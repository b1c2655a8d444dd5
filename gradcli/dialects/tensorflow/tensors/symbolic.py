"""SymbolicTensor: what a tensor is inside a graph."""

from __future__ import annotations

import functools
from typing import Any

from .dtypes import bfloat16
from .names import FRAMES
from .shapes import TensorShape
from .tensor import EagerTensor


class SymbolicTensor(EagerTensor):
    """A tensor inside a graph: it has a value here, but none that Python may see."""

    __slots__ = ("_keras_logits", "form", "label", "made_of")
    label: str  # what an argument is called
    _keras_logits: Any  # those that probabilities were made of
    made_of: tuple[str, Any]  # the kernel and the input of a softmax or sigmoid
    as_number: Any  # int() and float() of it
    form: TensorShape  # an argument's shape, as far as the graph knows it

    name = property(lambda self: f"{getattr(self, 'label', 'Identity')}:0", doc="What the graph calls it.")

    @property
    def shape(self) -> TensorShape:  # type: ignore[override]
        """The lengths of the axes, as far as the graph knows them."""
        return self.form if hasattr(self, "form") else super().shape

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        raise NotImplementedError(
            f"Cannot convert a symbolic tf.Tensor ({self.name}) to a numpy array. This error may indicate that you're "
            "trying to pass a Tensor to a NumPy call, which is not supported."
        )

    @property
    def numpy(self) -> Any:
        """AttributeError: what is symbolic has no numbers."""
        raise AttributeError

    _numpy = numpy

    def __str__(self) -> str:
        shape = f", shape={self.shape}" if self.shape.rank is not None else ""
        return f'Tensor("{self.name}"{shape}, dtype={self.dtype.name})'

    def __repr__(self) -> str:
        return f"<tf.Tensor '{self.name}' shape={self.shape} dtype={self.dtype.name}>"

    def __format__(self, spec: str) -> str:
        if spec:
            raise TypeError("unsupported format string passed to SymbolicTensor.__format__")
        return str(self)


def kind_here() -> type[EagerTensor]:
    """The class of the tensors that are made here: inside a graph, or outside."""
    return SymbolicTensor if FRAMES else EagerTensor


def symbol(x: EagerTensor, label: str, form: Any = None) -> EagerTensor:
    """A tensor as an argument of a graph."""
    found = SymbolicTensor(x.value, x.at)
    found.label, found.form = label, x.shape if form is None else form
    return found if x.dtype is not bfloat16 else x


def remembered(kernel: str, function: Any) -> Any:
    """A function of logits: in a graph, the tensor tells which op made it, and of what."""

    @functools.wraps(function)
    def call(x: Any, *how: Any) -> Any:
        y = function(x, *how)
        if type(y) is SymbolicTensor and how in ((), (None,), (-1,), (y.ndim - 1,)):
            y.made_of = kernel, x
        return y

    return call


SymbolicTensor.__module__ = EagerTensor.__module__
