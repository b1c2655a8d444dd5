"""TensorFlow's dtypes over NumPy's, and values of them as NumPy gives them, and as text."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from ....core.calls import dialect_unary as op_of_one
from ....core.forms import is_mpf
from ....core.trace import plain

ENUM = {
    "float32": 1, "float64": 2, "int32": 3, "uint8": 4, "int16": 5, "int8": 6, "string": 7, "complex64": 8,
    "int64": 9, "bool": 10, "bfloat16": 14, "uint16": 17, "complex128": 18, "float16": 19, "uint32": 22, "uint64": 23,
}  # fmt: skip


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
        try:
            return other is self or other is not None and as_dtype(other) is self
        except TypeError:
            return False

    def __hash__(self) -> int:
        return hash(self.name)

    def __reduce__(self) -> Any:
        return as_dtype, (self.name,)

    is_floating, is_complex = property(lambda self: self.kind == "f"), property(lambda self: self.kind == "c")
    is_bool = property(lambda self: self.kind == "b")
    is_integer, is_unsigned = property(lambda self: self.kind in "iu"), property(lambda self: self.kind == "u")
    is_numeric = property(lambda self: self.kind in "fciu")
    is_numpy_compatible, is_quantized = property(lambda self: True), property(lambda self: False)
    base_dtype = property(lambda self: self)

    as_datatype_enum = property(lambda self: ENUM[self.name], doc="TensorFlow's number for this dtype.")
    trainable = property(lambda self: self.kind in "fc", doc="Whether gradients flow through tensors of this dtype.")
    real_dtype = property(lambda self: REAL.get(self.name, self), doc="The dtype of the real part.")
    limits = property(lambda self: (0, 1 if self.is_floating else self.max), doc="The ends of intensities.")
    min = property(lambda self: self._limit("min"), doc="The smallest number of this dtype.")
    max = property(lambda self: self._limit("max"), doc="The largest number of this dtype.")

    size = property(
        lambda self: 2 if self.name == "bfloat16" else np.dtype(self.as_numpy_dtype).itemsize, doc="In bytes."
    )

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


float16, float32 = DType("float16", np.float16, "half"), DType("float32", np.float32, "float")
bfloat16, float64 = DType("bfloat16", np.float32), DType("float64", np.float64, "double")
int8, int16 = DType("int8", np.int8), DType("int16", np.int16)
int32, int64 = DType("int32", np.int32), DType("int64", np.int64)
uint8, uint16 = DType("uint8", np.uint8), DType("uint16", np.uint16)
uint32, uint64 = DType("uint32", np.uint32), DType("uint64", np.uint64)
complex64, complex128 = DType("complex64", np.complex64), DType("complex128", np.complex128)
bool_, string = DType("bool", np.bool_), DType("string", np.object_)
KNOWN = (
    float16, bfloat16, float32, float64, int8, int16, int32, int64, uint8, uint16, uint32, uint64, complex64,
    complex128, bool_, string,
)  # fmt: skip
ALL = {d.name: d for d in KNOWN}
SPELLINGS = {**ALL, "half": float16, "float": float32, "double": float64, "str": string, "bytes": string}
BY_NUMPY = {np.dtype(d.as_numpy_dtype): d for d in ALL.values() if d is not bfloat16}
REAL: dict[str, DType] = {"complex64": float32, "complex128": float64}
BY_PYTHON = {float: float32, bool: bool_, object: string, str: string, bytes: string}
TRUE_DIVISION = {int8: float32, uint8: float32, int16: float32, uint16: float32, int32: float64, uint32: float64,
                 int64: float64, uint64: float64}  # fmt: skip


def as_dtype(type_value: Any) -> DType:
    """The DType of a DType, a name, a Python type, or anything that NumPy takes for a dtype. TypeError for others."""
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
TINY = float(np.finfo(np.float32).tiny)


def rounded(value: Any) -> Any:
    """float32 values rounded to the nearest bfloat16, halves to even."""
    bits = np.asarray(value, np.float32).view(np.uint32)
    up = (bits + np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))) & np.uint32(0xFFFF0000)
    whole = np.where(np.isnan(value), np.float32(np.nan), up.view(np.float32))
    return whole if whole.shape else whole[()]


def normal(value: Any) -> Any:
    """A NumPy value as ops like it: 0-d arrays are scalars, and a float64 scalar is a Python float."""
    if getattr(value, "shape", ()):
        return value
    if isinstance(value, np.ndarray):
        value = value[()]
    return float(value) if value.__class__ is np.float64 else value


def numpy_value(value: Any) -> Any:
    """A value as NumPy gives it: float64 scalars are np.float64; denormal float32s are 0, as kernels leave them."""
    if value.__class__ is float:
        return np.float64(value)
    if value.__class__ is np.ndarray:
        value = value.copy()
        if value.dtype == np.float32:
            small = np.abs(value) < TINY
            if small.any():
                value[small] *= np.float32(0)
        return value
    if value.__class__ is np.float32 and 0 < abs(value) < TINY:
        return value * np.float32(0)
    return value


def item(value: Any) -> Any:
    """A scalar as a Python number."""
    return value.item() if hasattr(value, "item") else value


def text_of(x: Any, is_repr: bool = False) -> str:
    """The value as text, on lines of its own if it needs several."""
    v = numpy_value(x.value)
    if not getattr(v, "shape", ()):
        if x.dtype is bfloat16 and not is_repr:
            return f"{v:g}"
        return repr(item(v)) if is_repr or x.dtype is string else str(v)
    if x.dtype is bfloat16:
        with np.printoptions(formatter={"float_kind": "{:g}".format}):
            text = repr(v).replace("float32", "bfloat16") if is_repr else str(v)
    else:
        text = repr(v) if is_repr else str(v)
    return "\n" + text if "\n" in text else text


@functools.cache
def caster(name: str, coarse: bool = False) -> Any:
    """The op that casts to a dtype (coarse: from bfloat16): linear between floats; else the path ends."""
    dtype = as_dtype(name)

    def forward(v: Any) -> Any:
        if dtype.trainable and (is_mpf(v) or getattr(v, "dtype", None) == object):
            return v  # exact numbers are not rounded
        with np.errstate(all="ignore"):
            w = np.asarray(v)
            w = (w.real if w.dtype.kind == "c" and dtype.kind != "c" else w).astype(dtype.as_numpy_dtype)
        w = rounded(w) if dtype is bfloat16 else w
        return w if w.shape else (float(w) if w.dtype == float else w[()])

    def back(g: Any, y: Any, x: Any) -> Any:
        number = np.asarray(plain(x)).dtype
        g = caster("bfloat16")(g) if coarse or dtype is bfloat16 else g
        return caster(as_dtype(number).name)(g) if number.kind in "fc" else None

    def jumps(v: Any) -> Any:  # to truths at 0, to whole numbers at all others: from 0 both ways lead to 0
        if np.asarray(v).dtype.kind != "f":
            return False
        return v == 0 if name == "bool" else (np.trunc(v) == v) & (v != 0)

    how = ("linear", back) if dtype.trainable else ("flat", None)
    kinks = None if dtype.trainable else jumps
    return op_of_one("cast", *how, python=forward, elementwise=False, params=(name, coarse), casts=True, kinks=kinks)
