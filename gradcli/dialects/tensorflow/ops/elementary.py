"""Elementwise functions of one and two inputs, complex ones too: TensorFlow's names over the records."""

from __future__ import annotations

from typing import Any

import numpy as np

from ....core.calls import dialect_binary as binary
from ....core.calls import dialect_unary as unary
from ....core.calls import tidy
from ....ops import arithmetic as a
from ....ops import branches as b
from ..tensors import cast, check, constant, convert, export, float32, invalid, is_tensor, pair, rows, string
from ..tensors.dtypes import bool_, float64
from ..tensors.operands import as_floats, broadcast
from ..tensors.symbolic import remembered
from . import rules as r


def both(form: Any) -> Any:
    """A form on arrays and scalars alike."""
    return lambda *args: tidy(np.asarray(form(*args))[()])


def _complex(v: Any) -> Any:
    """A real value as a complex one of the same precision."""
    v = np.asarray(v)
    return v.astype(np.complex64 if v.dtype == np.float32 else np.complex128) if v.dtype.kind != "c" else v


def _linear(name: str, rule: Any, form: Any) -> Any:
    return unary(name, "linear", rule, python=both(form), elementwise=False, nonexpansive=True)


conjugate: Any = _linear("conj", lambda g, y, z: conjugate(g), np.conj)
real: Any = _linear("real", lambda g, y, z: conjugate(complexed(g)), np.real)
imag: Any = _linear("imag", lambda g, y, z: -1j * complexed(g), np.imag)
complexed: Any = _linear("complex", lambda g, y, x: real(g), _complex)
joined: Any = binary(
    "complex", "linear", (lambda g, y, a, b: real(g), lambda g, y, a, b: -imag(g)),
    python=both(lambda a, b: _complex(a) + _complex(b) * np.complex64(1j)),
)  # fmt: skip
modulus: Any = unary(
    "abs", "general", lambda g, y, z: complexed(r.divide_no_nan(g, y)) * conjugate(z), python=both(np.abs),
    elementwise=False,
)  # fmt: skip
_angle: Any = unary(
    "angle", "general", lambda g, y, z: -1j * complexed(g) / z, python=both(np.angle), elementwise=False
)


def _of(op: Any, otherwise: Any) -> Any:
    """An op of complex tensors, and what it is of others."""
    return lambda z: op(z) if z.dtype.is_complex else otherwise(z)


def _flat(form: Any) -> Any:
    """A form of a real tensor that no gradient passes."""
    return lambda x: convert(np.asarray(form(np.asarray(x.value)), x.dtype.as_numpy_dtype))


@export("complex", "dtypes.complex", v1=("complex",))
def complex_(real: Any, imag: Any, name: Any = None) -> Any:
    """A complex tensor of its two parts, which are float32 or float64."""
    x, y = convert(real), convert(imag)
    if x.dtype is not y.dtype or x.dtype not in (float32, float64):
        raise TypeError(
            f"The `real` and `imag` components have incorrect types: {x.dtype.name} {y.dtype.name}. They must be "
            "consistent, and one of [tf.float32, tf.float64]"
        )
    return broadcast("Complex", joined, x, y, name)


X, XY = "x:T name", "x:pair y:pair name"


def _saturated(x: Any, dtype: Any) -> Any:
    low, high = (constant(end, x.dtype) for end in (max(x.dtype.min, dtype.min), min(x.dtype.max, dtype.max)))
    return cast(r.minimum(r.maximum(x, low), high), dtype)


@export("pow", "math.pow")
def pow(x: Any, y: Any, name: Any = None) -> Any:
    """x to the y; the first tensor lends its dtype."""
    x, y = pair("Pow", x, y, name)
    check("Pow", x.dtype, name)
    if x.dtype.is_integer and np.any(np.asarray(y.value) < 0):
        raise invalid("Integers to negative integer powers are not allowed", "Pow", name or "")
    return broadcast("Pow", r.power, x, y, name)


@export("divide", "math.divide")
def divide(x: Any, y: Any, name: Any = None) -> Any:
    """x / y as Python divides; the tensor of the two lends its dtype."""
    return truediv(convert(x, convert(y).dtype) if is_tensor(y) and not is_tensor(x) else x, y, name)


@export("truediv", "math.truediv")
def truediv(x: Any, y: Any, name: Any = None) -> Any:
    """x / y; ints are divided as floats. TypeError for tensors of two dtypes."""
    x = convert(x)
    y = convert(y, None, x.dtype)
    if x.dtype is not y.dtype:
        raise TypeError(f"`x` and `y` must have the same dtype, got {x.dtype!r} != {y.dtype!r}.")
    if x.dtype is bool_ or x.dtype is string:
        raise TypeError(
            f"Invalid dtype {x.dtype!r} in __truediv__. Expected one of {{tf.uint8, tf.int8, tf.uint16, tf.int16, "
            "tf.uint32, tf.int32, tf.uint64, tf.int64, tf.bfloat16, tf.float16, tf.float32, tf.float64, tf.complex64, "
            "tf.complex128}."
        )
    return broadcast("RealDiv", r.divide, as_floats(x), as_floats(y), name)


@export("abs", "math.abs")
def abs_(x: Any, name: Any = None) -> Any:
    """|x|; of complex numbers, a real tensor."""
    x = convert(x)
    if x.dtype.is_complex:
        return modulus(x)
    check("Abs", x.dtype, name)
    return r.absolute(x)


__getattr__ = rows(
    __name__,
    ("math.real | real", "", "input:any name", _of(real, lambda z: z), "The real part; a real tensor is its own."),
    ("math.imag | imag", "", "input:any name", _of(imag, _flat(np.zeros_like))),
    ("math.conj | conj", "", "x:any name", _of(conjugate, lambda z: z), "The complex conjugate."),
    ("math.angle | angle", "", "input:any name", _of(_angle, _flat(lambda v: np.where(v < 0, np.pi, 0)))),
    *((f"{name} math.{name}", name.capitalize(), X, getattr(r, name)) for name in (
        "sqrt exp sin cos tan asin acos atan sinh cosh asinh acosh atanh square").split()),
    *((f"math.{name} | {name}", name.capitalize(), X, getattr(r, name)) for name in (
        "expm1 log log1p erf erfc rsqrt reciprocal").split()),
    *((f"math.{name} | {name}", name.capitalize(), X, getattr(b, name)) for name in ("ceil", "rint")),
    *((f"math.{name}", name.capitalize(), XY, getattr(r, name)) for name in ("xlogy", "xdivy", "xlog1py")),
    *((f"{name} math.{name}", name.capitalize(), XY, getattr(r, name)) for name in ("maximum", "minimum")),
    ("tanh math.tanh nn.tanh", "Tanh", X, r.tanh),
    ("sigmoid math.sigmoid nn.sigmoid", "Sigmoid", X, remembered("Sigmoid", r.sigmoid)),
    ("negative math.negative", "Neg", X, a.negative),
    ("sign math.sign", "Sign", X, _of(lambda z: r.divide_no_nan(z, complexed(modulus(z))), r.sign),
     "1, 0 or -1; of a complex number z, z / |z|."),
    ("floor math.floor", "Floor", X, b.floor),
    ("add math.add", "AddV2", "x:hinted y:hinted name", a.add),
    ("subtract math.subtract", "Sub", XY, a.subtract),
    ("multiply math.multiply", "Mul", XY, a.multiply),
    ("math.floordiv | floordiv floor_div", "FloorDiv", XY, r.floor_divide),
    ("math.floormod math.mod | floormod mod", "FloorMod", XY, r.mod),
    ("math.atan2 atan2", "Atan2", "y:pair x:pair name", r.atan2),
    ("math.multiply_no_nan", "MulNoNan", XY, r.multiply_no_nan),
    ("math.squared_difference | squared_difference", "SquaredDifference", XY, r.squared_difference),
    ("realdiv | realdiv", "RealDiv", XY, r.divide),
    ("math.divide_no_nan | div_no_nan", "DivNoNan", "x:quotient y:quotient name", r.divide_no_nan),
    ("math.reciprocal_no_nan", "DivNoNan", X, lambda x: r.divide_no_nan(constant(1, x.dtype), x)),
    ("round math.round", "Round", X, lambda x: x if x.dtype.is_integer else b.rint(x)),
    ("saturate_cast dtypes.saturate_cast", "", "value:any dtype:dtype name", _saturated),
)  # fmt: skip
