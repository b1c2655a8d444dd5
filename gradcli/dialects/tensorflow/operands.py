"""How TensorFlow calls an op: how operands are read, which dtypes it takes, its errors."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.observer import chooses
from ...core.trace import Readable, Traced
from ...errors import GradcliError
from .convert import convert, is_tensor
from .dtypes import bool_
from .errors import invalid, mismatch, unlike
from .kernel_dtypes import check
from .shapes import TensorShape
from .tensor import EagerTensor

WHOLE = frozenset(("FloorDiv", "FloorMod", "TruncateDiv", "TruncateMod", "Div"))  # kernels that divide whole numbers


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


def broadcast(kernel: str, op: Any, x: EagerTensor, y: EagerTensor, name: Any = None) -> Any:
    """Run a binary op; shapes that do not broadcast are an InvalidArgumentError."""
    if kernel in WHOLE and x.dtype.is_integer and not np.all(y.value):
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


def boolean(kernel: str, x: Any, n: int = 0, name: Any = None) -> Any:
    """The n-th operand, which holds truths."""
    x = convert(x) if is_tensor(x) else convert(x, bool_)
    if x.dtype is not bool_:
        raise mismatch(kernel, n, bool_, x.dtype, name or "")
    return x


def square(kernel: str, input: Any) -> Any:
    """A stack of square matrices of floats."""
    x = take(kernel, input)
    if x.ndim < 2:
        raise invalid(f"Input tensor 0 must have rank >= 2, got {x.ndim}", kernel)
    if shape(x)[-1] != shape(x)[-2]:
        raise invalid("Input matrix must be square.", kernel)
    return x


def within(n: Any, rank: int, text: str, kernel: str, *about: Any, more: int = 0) -> int:
    """An axis in range; `more`: how many axes are new. InvalidArgumentError, with this text, for any other."""
    found = whole(n)
    if not -rank - more <= found < rank + more:
        raise invalid(text.format(n=found, rank=rank, low=-rank), kernel, *about)
    return found


def axes(x: Any, axis: Any, kernel: str = "Sum") -> Any:
    """An axis argument as a tuple or None, in range."""
    if axis is None:
        return None
    found = numbers(axis) if is_tensor(axis) or isinstance(axis, list | tuple) else np.asarray(axis)
    rank = len(shape(x))
    for a in found.flat:
        if not -rank <= a < rank:
            raise invalid(f"Invalid reduction dimension ({int(a)} for input with {rank} dimension(s)", kernel)
    return tuple(int(a) % rank for a in found.flat) if rank else ()
