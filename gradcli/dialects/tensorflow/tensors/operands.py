"""How an op reads its operands: their dtypes and shapes, which of two lends its dtype, and what does not fit."""

from __future__ import annotations

from typing import Any

import numpy as np

from ....core.observer import chooses
from ....core.trace import Readable, Traced
from ....errors import GradcliError
from .convert import convert, is_tensor
from .dtypes import TRUE_DIVISION, DType, as_dtype, bfloat16, bool_, caster, string
from .errors import check, failure, invalid, mismatch, unlike
from .indexed import IndexedSlices
from .names import export
from .shapes import TensorShape
from .symbolic import SymbolicTensor, kind_here
from .tensor import BFloat16Tensor, EagerTensor


def retyped(x: EagerTensor, dtype: DType) -> EagerTensor:
    """The same value and place in the class that tensors of `dtype` have."""
    cls = BFloat16Tensor if dtype is bfloat16 else kind_here()
    return x if x.__class__ is cls else cls(x.value, x.at)


@export("cast", "dtypes.cast")
def cast(x: Any, dtype: Any, name: Any = None) -> Any:
    """x in another dtype; a Python number by way of float32, as in TensorFlow."""
    dtype = as_dtype(dtype)
    if isinstance(x, IndexedSlices):
        return IndexedSlices(cast(x.values, dtype), x.indices, x.dense_shape)
    x = convert(x)
    if x.dtype is dtype:
        return x
    if x.dtype is string or dtype is string:
        message = f"Cast {x.dtype.kernel} to {dtype.kernel} is not supported"
        raise failure("UnimplementedError", message, "Cast")
    return retyped(caster(dtype.name, x.dtype is bfloat16)(x), dtype)


def as_number(x: SymbolicTensor, kind: type) -> Any:
    """kind(x) in a script, int or float, which a graph makes a cast of."""
    return cast(x, "float32" if kind is float else "int32")


SymbolicTensor.as_number = as_number


def as_floats(x: Any) -> Any:
    """A tensor as Python's division sees it: whole numbers are floats."""
    return cast(x, TRUE_DIVISION[x.dtype]) if x.dtype.is_integer else x


def as_complex(x: Any) -> Any:
    """A real tensor as a complex one of the same precision."""
    return cast(x, "complex128" if x.dtype.name == "float64" else "complex64")


# two operands


def pair(kernel: str, x: Any, y: Any, name: Any = None, at: int = 1) -> tuple[EagerTensor, EagerTensor]:
    """Two operands of one dtype: a tensor's, if either is one; `at` is the number of the second in the kernel."""
    if is_tensor(y) and not is_tensor(x):
        y = convert(y)
        x = convert(x, y.dtype)
    else:
        x = convert(x)
        y = convert(y) if is_tensor(y) else convert(y, x.dtype)
    if x.dtype is not y.dtype:
        raise mismatch(kernel, at, x.dtype, y.dtype, name or "")
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


def quotient(kernel: str, x: Any, y: Any, name: Any = None) -> tuple[Any, Any]:
    """Two operands as they are divided: as floats. TypeError for tensors of two dtypes."""
    x = convert(x, convert(y).dtype) if is_tensor(y) and not is_tensor(x) else convert(x)
    y = convert(y, None, x.dtype)
    if x.dtype is not y.dtype:
        raise TypeError(f"`x` and `y` must have the same dtype, got {x.dtype!r} != {y.dtype!r}.")
    return as_floats(x), as_floats(y)


WHOLE = frozenset(("FloorDiv", "FloorMod", "TruncateDiv", "TruncateMod", "Div"))  # kernels that divide whole numbers


def shape(x: EagerTensor) -> tuple[int, ...]:
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
