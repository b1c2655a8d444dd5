"""How TensorFlow calls an op: which operand lends its dtype to the others, which dtypes it takes, its errors."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.observer import chooses
from ...core.trace import Readable, Traced
from ...errors import GradcliError
from .convert import convert
from .dtypes import DType, bfloat16
from .errors import invalid, mismatch, unlike
from .kernel_dtypes import check
from .shapes import TensorShape
from .tensor import BFloat16Tensor, EagerTensor


def shape(x: EagerTensor) -> tuple[int, ...]:
    """The shape as a plain tuple."""
    found: tuple[int, ...] = getattr(x.value, "shape", ())
    return found


def lengths(shape: Any) -> tuple[int, ...]:
    """A shape argument (numbers, tensors, lists of either, a TensorShape) as plain numbers."""
    if isinstance(shape, TensorShape):
        shape = shape.as_list()
    if isinstance(shape, Traced) or hasattr(shape, "dtype") or isinstance(shape, Readable):
        shape = numbers(shape).tolist()
    if isinstance(shape, list | tuple | range):
        if any(isinstance(n, float) for n in shape):
            raise TypeError(f"Cannot convert {shape!r} to EagerTensor of dtype int32")
        return tuple(whole(n) for n in shape)
    return (whole(shape),)


def whole(n: Any) -> int:
    """A number that counts. TypeError for a float."""
    if isinstance(n, float):
        raise TypeError(f"Cannot convert {n!r} to EagerTensor of dtype int32")
    return int(numbers(n)) if isinstance(n, EagerTensor) else int(n)


def numbers(x: Any) -> Any:
    """The numbers of a tensor that choose, as an array: indices, counts, masks. What is taken by them hangs on it."""
    x = convert(x)
    chooses(x)
    return np.asarray(x.value)


def retyped(x: EagerTensor, dtype: DType) -> EagerTensor:
    """The same value and place in the class that tensors of `dtype` have."""
    cls = BFloat16Tensor if dtype is bfloat16 else EagerTensor
    return x if x.__class__ is cls else cls(x.value, x.at)


def pair(kernel: str, x: Any, y: Any, name: Any = None) -> tuple[EagerTensor, EagerTensor]:
    """Two operands of one dtype: a tensor's, if either is one, to which the other is converted."""
    if is_tensor(x):
        x = convert(x)
        y = convert(y) if is_tensor(y) else convert(y, x.dtype)
    elif is_tensor(y):
        y = convert(y)
        x = convert(x, y.dtype)
    else:
        x = convert(x)
        y = convert(y, x.dtype)
    if x.dtype is not y.dtype:
        raise mismatch(kernel, 1, x.dtype, y.dtype, name or "")
    return x, y


def hinted(kernel: str, x: Any, y: Any, name: Any = None) -> tuple[EagerTensor, EagerTensor]:
    """Two operands of which the first lends its dtype, if the second can take it."""
    x = convert(x)
    y = convert(y, None, x.dtype)
    if x.dtype is not y.dtype:
        if x.dtype.kind == "b":
            check(kernel, x.dtype, name)
        raise mismatch(kernel, 1, x.dtype, y.dtype, name or "")
    return x, y


def is_tensor(x: Any) -> bool:
    """Whether an operand has a dtype of its own: tensors, Variables, IndexedSlices."""
    if isinstance(x, EagerTensor):
        return True
    return isinstance(x, Readable) or hasattr(x.__class__, "densify")


def broadcast(kernel: str, op: Any, x: EagerTensor, y: EagerTensor, name: Any = None) -> Any:
    """Run a binary op; shapes that do not broadcast are an InvalidArgumentError."""
    if (
        kernel in ("FloorDiv", "FloorMod", "TruncateDiv", "TruncateMod", "Div")
        and x.dtype.is_integer
        and not np.all(y.value)
    ):
        raise invalid("Integer division by zero", kernel, name or "")
    try:
        return op(x, y)
    except (ValueError, GradcliError):
        raise unlike(kernel, shape(x), shape(y), name or "") from None


def take(kernel: str, x: Any, name: Any = None) -> Any:
    """One operand, of a dtype that the kernel takes."""
    x = convert(x)
    check(kernel, x.dtype, name)
    return x


def unary(kernel: str, op: Any) -> Any:
    """The public function of an op of one input."""

    def call(x: Any, name: Any = None) -> Any:
        return op(take(kernel, x, name))

    return call


def binary(kernel: str, op: Any, operands: Any = pair) -> Any:
    """The public function of an op of two inputs."""

    def call(x: Any, y: Any, name: Any = None) -> Any:
        x, y = operands(kernel, x, y, name)
        check(kernel, x.dtype, name)
        return broadcast(kernel, op, x, y, name)

    return call


def axes(x: Any, axis: Any, kernel: str) -> Any:
    """An axis argument as an int, a tuple or None, in range."""
    if axis is None:
        return None
    found = np.asarray(convert(axis).value if is_tensor(axis) or isinstance(axis, list | tuple) else axis)
    rank = len(shape(x))
    for a in found.flat:
        if not -rank <= a < rank:
            raise invalid(f"Invalid reduction dimension ({int(a)} for input with {rank} dimension(s)", kernel)
    flat = tuple(int(a) % rank for a in found.flat) if rank else ()
    return flat
