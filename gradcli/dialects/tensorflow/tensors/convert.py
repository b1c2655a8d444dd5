"""Anything to an EagerTensor: Python's floats become float32, its ints int32; NumPy keeps its dtypes; lists stack."""

from __future__ import annotations

from typing import Any

import numpy as np

from ....core.observer import follows
from ....core.trace import Readable, Traced, held
from ....ops.joining import stack
from ...python.number import Number
from .dtypes import DType, as_dtype, bfloat16, caster, dtype_of, float32, float64, int32, int64, string
from .dtypes import normal as normal
from .errors import Refused, bracket, invalid
from .names import export
from .shapes import TensorShape
from .symbolic import SymbolicTensor, kind_here
from .tensor import BFloat16Tensor, EagerTensor, Tensor

NONE = "Attempt to convert a value (None) with an unsupported type (<class 'NoneType'>) to a Tensor."
TOO_LARGE = "Can't convert Python sequence with a value out of range for a double-precision float."
LARGEST = float(np.finfo(np.float32).max) * (1 + 2**-25)  # what is above rounds to infinity
MIXED = "Can't convert Python sequence with mixed types to Tensor."
RAGGED = "Can't convert non-rectangular Python sequence to Tensor."
CONVERTERS: list[tuple[Any, Any]] = []  # (class, function), as registered by the user


def wrap(value: Any, dtype: DType | None = None) -> EagerTensor:
    """A bare value of the right dtype as a tensor."""
    return BFloat16Tensor(value) if dtype is bfloat16 else kind_here()(value)


def even(x: Any, where: str = "here") -> None:
    """Refused, where x is a ragged or sparse tensor: what takes these does not come by."""
    kind, how = ("ragged", "ragged.to_tensor()") if hasattr(x, "flat_values") else ("sparse", "tf.sparse.to_dense(x)")
    if kind == "ragged" or hasattr(x, "dense_shape") and hasattr(x, "indices"):
        raise Refused(f"{kind} tensors are not offered {where}", f"make it dense: {how}")


def convert(x: Any, dtype: Any = None, hint: Any = None) -> EagerTensor:
    """`x` as an EagerTensor of `dtype`; of dtype `hint` where that is possible without loss of meaning.

    Raises ValueError for a tensor of another dtype, TypeError for numbers that `dtype` cannot hold.
    """
    if isinstance(x, EagerTensor):
        if dtype is not None and x.dtype is not dtype and x.dtype is not as_dtype(dtype):
            wanted = as_dtype(dtype).name
            raise ValueError(f"Tensor conversion requested dtype {wanted} for Tensor with dtype {x.dtype.name}: {x!r}")
        cls, here = x.__class__, kind_here()
        moved = cls is not here and (cls is EagerTensor or cls is SymbolicTensor or hasattr(cls, "owner"))
        return here(x.value, x.at) if moved else x
    if isinstance(x, Readable):
        return convert(x.read(), dtype)
    if isinstance(x, Traced):
        if type(x) is Number and x.value.__class__ is float:
            return weak(x, dtype or hint)
        return placed(x)
    if hasattr(x, "densify"):
        return convert(x.densify(), dtype)
    for cls, function in CONVERTERS:
        if isinstance(x, cls):
            return convert(function(x, dtype=dtype))
    if hasattr(x, "flat_values"):
        even(x)
    if dtype is not None:
        return from_python(x, as_dtype(dtype))
    if hint is not None:
        try:
            return from_python(x, as_dtype(hint))
        except (TypeError, ValueError):
            pass
    return from_python(x, None)


def weak(x: Number, dtype: Any) -> EagerTensor:
    """A traced float of Python's, which has no dtype of its own: of the one asked for, if that has fractions."""
    wanted = as_dtype(dtype) if dtype is not None else float32 if follows() else float64  # a table's is float64
    if wanted.is_integer or wanted.is_bool or wanted is string:
        return from_python(x.value, wanted)
    found = placed(x)
    return found if wanted is found.dtype else convert(caster(wanted.name)(found))


def placed(x: Traced) -> EagerTensor:
    """A traced value of another dialect's as a tensor."""
    return kind_here()(x.value, x.at)


def from_python(x: Any, dtype: DType | None) -> EagerTensor:
    """A tensor of what Python or NumPy hold."""
    if x is None:
        raise ValueError(NONE)
    cls = x.__class__
    if cls is float and dtype in (None, float32):
        if dtype is None and LARGEST < abs(x) < np.inf:
            raise ValueError(TOO_LARGE)
        with np.errstate(over="ignore"):
            return kind_here()(np.float32(x))
    if isinstance(x, DType):
        raise ValueError(unsupported(x))
    if isinstance(x, TensorShape):
        x, dtype = x.as_list(), dtype or int32
    if isinstance(x, list | tuple) and contains_traced(x):
        return pack(x, dtype)
    array = array_of(x)
    own = kind_of(x, array)
    if own is string and array.dtype == object and array.size and isinstance(array.flat[0], int):
        raise ValueError("Can't convert Python sequence with out-of-range integer to Tensor.")
    if (
        dtype is None
        and own is float32
        and array.dtype == float
        and np.any(np.isfinite(array) & (np.abs(array) > LARGEST))
    ):
        raise ValueError(TOO_LARGE)
    if (dtype is None or dtype.name == "complex64") and isinstance(x, list | tuple):
        alike(x, array)
    if isinstance(x, np.ndarray) and array.dtype == object and not all(isinstance(v, str | bytes) for v in array.flat):
        kind = type(array.flat[0]).__name__
        raise ValueError(f"Failed to convert a NumPy array to a Tensor (Unsupported object type {kind}).")
    dtype = dtype or own
    if dtype is string:
        return EagerTensor(texts(array, x))
    cast = hasattr(x, "dtype") and own is not string  # NumPy's arrays are cast to anything
    if not cast and not fits(dtype, own, array):
        shown = repr(x) if not isinstance(x, np.ndarray) else str(x)
        raise TypeError(f"Cannot convert {shown} to EagerTensor of dtype {dtype.kernel}")
    if array.dtype == object:
        raise ValueError(unsupported(x))
    if own.is_complex and not dtype.is_complex:
        array = array.real
    with np.errstate(over="ignore", invalid="ignore"):
        array = array.astype(dtype.as_numpy_dtype)
    return wrap(normal(array), dtype)


def unsupported(x: Any) -> str:
    return f"Attempt to convert a value ({x!r}) with an unsupported type ({type(x)}) to a Tensor."


def first_of(x: Any) -> Any:
    while isinstance(x, list | tuple) and x:
        x = x[0]
    return x


def alike(x: Any, array: Any) -> None:
    """ValueError for a nested list of mixed types: the first element says which others are welcome."""
    first, kind = first_of(x), array.dtype.kind
    if (
        (kind in "US" and not all(isinstance(v, str | bytes) for v in np.array(x, object).flat))
        or (kind in "iuf" and isinstance(first, bool))
        or (kind == "c" and isinstance(first, bool | int | float))
    ):
        raise ValueError(MIXED)


def array_of(x: Any) -> Any:
    """What Python or NumPy hold as an array. ValueError for what holds no numbers, or unlike ones."""
    if isinstance(x, dict | set | frozenset):
        raise ValueError(unsupported(x))
    walked = hasattr(x, "__len__") and not hasattr(x, "dtype") and not isinstance(x, str | bytes)
    if not walked:
        array = np.asarray(x)
        if array.dtype == object and not isinstance(x, np.ndarray | int):
            raise ValueError(unsupported(x))
        return array
    try:
        array = np.array(list(x))
    except ValueError:
        raise ValueError(RAGGED) from None
    if array.dtype == object and array.size:
        if array.flat[0] is None:
            raise ValueError(NONE)
        if any(v is None for v in array.flat):
            raise ValueError(MIXED)
    return array if array.size or array.dtype != float else array.astype(np.float32)


def kind_of(x: Any, array: Any) -> DType:
    """The dtype that a Python object has of itself."""
    x, kind = first_of(x), array.dtype.kind
    if kind in "USO":
        return string
    if hasattr(x, "dtype") and hasattr(x, "shape"):
        return dtype_of(array)
    if kind == "f":
        return float32
    if kind in "iu":
        small = not array.size or array.min() >= -(2**31) and array.max() < 2**31
        return int32 if small else int64
    return dtype_of(array)


def fits(dtype: DType, own: DType, array: Any) -> bool:
    """Whether values of dtype `own` may be given where `dtype` is asked for."""
    if own is string:
        return False
    if dtype.is_integer:
        return bool(own.is_integer or own.is_bool or array.size == 0)
    if dtype.is_bool:
        return bool(own.is_bool or array.size == 0)
    return not own.is_complex or dtype.is_complex


def texts(array: Any, x: Any) -> Any:
    """Strings as bytes: a scalar, or an array of objects."""

    def encoded(v: Any) -> bytes:
        if not isinstance(v, str | bytes):
            raise TypeError(f"Cannot convert {x!r} to EagerTensor of dtype string")
        return v.encode() if isinstance(v, str) else bytes(v)

    if not array.shape:
        return encoded(array.item())
    out = np.empty(array.shape, object)
    out.reshape(-1)[:] = [encoded(v) for v in array.flat]
    return out


def contains_traced(x: Any) -> bool:
    """Whether a nested list holds a tensor or Variable."""
    if isinstance(x, list | tuple):
        return any([contains_traced(v) for v in x])
    return isinstance(x, Traced | Readable)


def leaf_dtype(x: Any) -> DType | None:
    """The dtype of the first tensor in a nested list."""
    if isinstance(x, list | tuple):
        return next((d for v in x if (d := leaf_dtype(v)) is not None), None)
    return getattr(x, "dtype", None) if isinstance(x, Tensor | Readable) else None


def pack(x: Any, dtype: DType | None = None) -> EagerTensor:
    """A nested list with tensors among its elements, stacked by recorded steps."""
    dtype = leaf_dtype(x) or dtype
    rows = [pack(v, dtype) if isinstance(v, list | tuple) else convert(v, dtype) for v in x]
    unlike = next((n for n, row in enumerate(rows) if row.shape != rows[0].shape), 0)
    if unlike and not any(isinstance(v, list | tuple) for v in x):
        both = [bracket(tuple(rows[n].shape)) for n in (0, unlike)]  # type: ignore[arg-type]
        text = f"values[0].shape = {both[0]} != values[{unlike}].shape = {both[1]}"
        raise invalid(f"Shapes of all inputs must match: {text}", "Pack", "packed", f"Pack_N_{len(rows)}")
    try:
        found: EagerTensor = stack(rows)
    except Exception:
        raise ValueError(RAGGED) from None
    return found


@export("convert_to_tensor", v1=("convert_to_tensor",))
def convert_to_tensor(
    value: Any, dtype: Any = None, dtype_hint: Any = None, name: str | None = None, preferred_dtype: Any = None
) -> EagerTensor:
    """The value as a tensor; IndexedSlices are made dense.

    Raises ValueError for a tensor of another dtype than `dtype`, TypeError for what `dtype` cannot hold.
    """
    return convert(value, dtype, dtype_hint or preferred_dtype)


@export("constant", v1=("constant",))
def constant(
    value: Any, dtype: Any = None, shape: Any = None, name: str | None = "Const", verify_shape: bool = False
) -> EagerTensor:
    """A tensor of a number, a nested list or an array, which is copied."""
    x = convert(value, dtype)
    if isinstance(x.value, np.ndarray) and x.value is value:
        x = wrap(value.copy())
    if shape is not None and x.shape != TensorShape(shape):
        lengths = tuple(int(n) for n in TensorShape(shape))  # type: ignore[arg-type]
        size, wanted = int(np.size(x.value)), int(np.prod(lengths))
        if size != 1 and size != wanted:
            about = f"Tensor {x:} (converted from {value!r}) has {size} elements"
            given = f"but got `shape` {TensorShape(shape)} with {wanted} elements)."
            raise TypeError(f"Eager execution of tf.constant with unsupported shape. {about}, {given}")
        filled = np.broadcast_to(x.value, lengths) if size == 1 else np.reshape(x.value, lengths)
        x = wrap(normal(np.array(filled)), x.dtype)
    return x


def detached(x: Any) -> EagerTensor:
    """A tensor of the same value and dtype that no tape knows."""
    x = convert(x) if not hasattr(x, "held") else x
    return wrap(held(x), as_dtype(x.dtype))


@export("register_tensor_conversion_function")
def register_tensor_conversion_function(base_type: Any, conversion_func: Any, priority: int = 100) -> None:
    """Convert objects of `base_type` by `conversion_func` from here on."""
    CONVERTERS.append((base_type, conversion_func))


@export("is_tensor")
def is_tensor(x: Any) -> bool:
    """Whether x is a tensor, a Variable or IndexedSlices."""
    return isinstance(x, Tensor | Readable) or hasattr(x.__class__, "densify")
