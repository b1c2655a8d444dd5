"""TensorFlow's dtypes over NumPy's: a DType is a name, a NumPy dtype, and how the error messages call it."""

from __future__ import annotations

from typing import Any

import numpy as np


class DType:
    """The type of a tensor's elements, such as tf.float32."""

    __slots__ = ("as_numpy_dtype", "kernel", "kind", "name")

    def __init__(self, name: str, numpy: Any, kernel: str | None = None) -> None:
        self.name, self.as_numpy_dtype, self.kernel = name, numpy, kernel or name
        self.kind = np.dtype(numpy).kind

    def __repr__(self) -> str:
        return f"tf.{self.name}"

    def __str__(self) -> str:
        return f"<dtype: '{self.name}'>"

    def __eq__(self, other: object) -> bool:
        if other is self:
            return True
        if other is None:
            return False
        try:
            return as_dtype(other) is self
        except TypeError:
            return False

    def __hash__(self) -> int:
        return hash(self.name)

    def __reduce__(self) -> Any:
        return as_dtype, (self.name,)

    is_floating = property(lambda self: self.kind == "f")
    is_complex = property(lambda self: self.kind == "c")
    is_integer = property(lambda self: self.kind in "iu")
    is_unsigned = property(lambda self: self.kind == "u")
    is_bool = property(lambda self: self.kind == "b")
    is_numeric = property(lambda self: self.kind in "fciu")
    is_numpy_compatible = property(lambda self: True)
    is_quantized = property(lambda self: False)
    base_dtype = property(lambda self: self)

    @property
    def size(self) -> int:
        """How many bytes an element takes."""
        return 2 if self.name == "bfloat16" else int(np.dtype(self.as_numpy_dtype).itemsize)

    @property
    def as_datatype_enum(self) -> int:
        """TensorFlow's number for this dtype."""
        return ENUM[self.name]

    @property
    def trainable(self) -> bool:
        """Whether gradients flow through tensors of this dtype."""
        return self.kind in "fc"

    @property
    def real_dtype(self) -> DType:
        """The dtype of the real part."""
        return {"complex64": float32, "complex128": float64}.get(self.name, self)

    @property
    def min(self) -> Any:
        """The smallest number of this dtype."""
        return self._limit("min")

    @property
    def max(self) -> Any:
        """The largest number of this dtype."""
        return self._limit("max")

    @property
    def limits(self) -> tuple[Any, Any]:
        """(min, max) that intensities of this dtype take."""
        return 0, 1 if self.is_floating else self.max

    def _limit(self, end: str) -> Any:
        if self.kind not in "fiub":
            raise TypeError(f"Cannot find {end}imum value of {self}.")
        if self is bfloat16:
            return float.fromhex("0x1.FEp127") * (1 if end == "max" else -1)
        if self.kind == "b":
            return end == "max"
        return getattr((np.finfo if self.kind == "f" else np.iinfo)(self.as_numpy_dtype), end)

    def is_compatible_with(self, other: Any) -> bool:
        """Whether a tensor of `other` may stand where this dtype is asked for."""
        return as_dtype(other) is self


float16 = DType("float16", np.float16, "half")
bfloat16 = DType("bfloat16", np.float32)
float32 = DType("float32", np.float32, "float")
float64 = DType("float64", np.float64, "double")
int8, int16 = DType("int8", np.int8), DType("int16", np.int16)
int32, int64 = DType("int32", np.int32), DType("int64", np.int64)
uint8, uint16 = DType("uint8", np.uint8), DType("uint16", np.uint16)
uint32, uint64 = DType("uint32", np.uint32), DType("uint64", np.uint64)
complex64, complex128 = DType("complex64", np.complex64), DType("complex128", np.complex128)
bool_ = DType("bool", np.bool_)
string = DType("string", np.object_)

ALL = {
    d.name: d
    for d in (
        float16, bfloat16, float32, float64, int8, int16, int32, int64, uint8, uint16, uint32, uint64, complex64,
        complex128, bool_, string,
    )
}  # fmt: skip
SPELLINGS = {**ALL, "half": float16, "float": float32, "double": float64, "str": string, "bytes": string}
BY_NUMPY = {np.dtype(d.as_numpy_dtype): d for d in ALL.values() if d is not bfloat16}
BY_PYTHON = {float: float32, bool: bool_, object: string, str: string, bytes: string}
ENUM = {
    "float32": 1, "float64": 2, "int32": 3, "uint8": 4, "int16": 5, "int8": 6, "string": 7, "complex64": 8,
    "int64": 9, "bool": 10, "bfloat16": 14, "uint16": 17, "complex128": 18, "float16": 19, "uint32": 22, "uint64": 23,
}  # fmt: skip
TRUE_DIVISION = {int8: float32, uint8: float32, int16: float32, uint16: float32, int32: float64, uint32: float64,
                 int64: float64, uint64: float64}  # fmt: skip


def as_dtype(type_value: Any) -> DType:
    """The DType of a DType, a name, a Python type, or anything that NumPy takes for a dtype.

    Raises TypeError for anything else.
    """
    spec = type_value
    if isinstance(spec, DType):
        return spec
    found = SPELLINGS.get(spec) if isinstance(spec, str) else BY_PYTHON.get(spec) if isinstance(spec, type) else None
    if found is not None:
        return found
    try:
        if spec is int or spec is complex:
            raise KeyError(spec)
        number = np.dtype(spec if isinstance(spec, type | np.dtype | str) else getattr(spec, "dtype", spec))
        return string if number.kind in "SU" else BY_NUMPY[number]
    except (TypeError, KeyError):
        raise TypeError(f"Cannot convert the argument `spec`: {spec!r} to a TensorFlow DType.") from None


def dtype_of(value: Any) -> DType:
    """The DType of a bare value: a Python float is a float64."""
    if value.__class__ is float:
        return float64
    number = getattr(value, "dtype", None)
    if number is not None:
        return BY_NUMPY[number] if number.kind not in "SU" else string
    return BY_BARE[value.__class__]


BY_BARE: dict[type, DType] = {bool: bool_, int: int32, complex: complex128, bytes: string, str: string}


DType.__module__ = "tensorflow.python.framework.dtypes"
