"""Tensors of one dtype as those of another, and which of two operands lends its dtype to the other."""

from __future__ import annotations

from typing import Any

from .cast_op import caster
from .convert import convert, is_tensor
from .dtypes import TRUE_DIVISION, DType, as_dtype, bfloat16, string
from .errors import ERRORS, mismatch, placed
from .indexed import IndexedSlices
from .kernel_dtypes import check
from .names import export
from .tensor import BFloat16Tensor, EagerTensor


def retyped(x: EagerTensor, dtype: DType) -> EagerTensor:
    """The same value and place in the class that tensors of `dtype` have."""
    cls = BFloat16Tensor if dtype is bfloat16 else EagerTensor
    return x if x.__class__ is cls else cls(x.value, x.at)


@export("cast", "dtypes.cast")
def cast(x: Any, dtype: Any, name: Any = None) -> Any:
    """x in another dtype."""
    dtype = as_dtype(dtype)
    if isinstance(x, IndexedSlices):
        return IndexedSlices(cast(x.values, dtype), x.indices, x.dense_shape)
    x = convert(x)
    if x.dtype is dtype:
        return x
    if x.dtype is string or dtype is string:
        message = f"Cast {x.dtype.kernel} to {dtype.kernel} is not supported"
        raise ERRORS["UnimplementedError"](None, None, placed(message, "Cast"))
    return retyped(caster(dtype.name)(x), dtype)


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
