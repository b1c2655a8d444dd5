"""Elementwise functions of one and two inputs: TensorFlow's names over the records."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import dialect_unary as op_of_one
from ...core.forms import is_mpf
from ...ops import arithmetic as a
from ...ops import branches as b
from . import rules as r
from .convert import constant, convert
from .dtypes import TRUE_DIVISION, as_dtype, bool_, string
from .errors import ERRORS, invalid, placed
from .kernel_dtypes import check
from .names import NAMES, ONLY_V1, export, named, renamed
from .operands import binary, broadcast, hinted, is_tensor, pair, retyped, take, unary
from .tensor import EagerTensor

# names, kernel, op
UNARY: tuple[tuple[str, str, Any], ...] = (
    ("sqrt math.sqrt", "Sqrt", r.sqrt),
    ("exp math.exp", "Exp", r.exp),
    ("math.expm1", "Expm1", r.expm1),
    ("math.log", "Log", r.log),
    ("math.log1p", "Log1p", r.log1p),
    ("sin math.sin", "Sin", r.sin),
    ("cos math.cos", "Cos", r.cos),
    ("tan math.tan", "Tan", r.tan),
    ("asin math.asin", "Asin", r.asin),
    ("acos math.acos", "Acos", r.acos),
    ("atan math.atan", "Atan", r.atan),
    ("sinh math.sinh", "Sinh", r.sinh),
    ("cosh math.cosh", "Cosh", r.cosh),
    ("tanh math.tanh nn.tanh", "Tanh", r.tanh),
    ("asinh math.asinh", "Asinh", r.asinh),
    ("acosh math.acosh", "Acosh", r.acosh),
    ("atanh math.atanh", "Atanh", r.atanh),
    ("sigmoid math.sigmoid nn.sigmoid", "Sigmoid", r.sigmoid),
    ("math.erf", "Erf", r.erf),
    ("math.erfc", "Erfc", r.erfc),
    ("math.rsqrt", "Rsqrt", r.rsqrt),
    ("square math.square", "Square", r.square),
    ("negative math.negative", "Neg", a.negative),
    ("sign math.sign", "Sign", r.sign),
    ("floor math.floor", "Floor", b.floor),
    ("math.ceil", "Ceil", b.ceil),
    ("math.rint", "Rint", b.rint),
)  # fmt: skip
ONLY_OLD = ("log", "log1p", "expm1", "erf", "erfc", "rsqrt", "ceil", "rint")

for _names, _kernel, _op in UNARY:
    for _name in _names.split():
        NAMES[_name] = named(unary(_kernel, _op), _name, f"{_op.op.summary or _name}, element by element.")
for _name in ONLY_OLD:
    ONLY_V1[_name] = NAMES[f"math.{_name}"]


# names, kernel, op, operands, dtypes
BINARY: tuple[tuple[str, str, Any, Any], ...] = (
    ("add math.add", "AddV2", a.add, hinted),
    ("subtract math.subtract", "Sub", a.subtract, pair),
    ("multiply math.multiply", "Mul", a.multiply, pair),
    ("maximum math.maximum", "Maximum", r.maximum, pair),
    ("minimum math.minimum", "Minimum", r.minimum, pair),
    ("math.floordiv", "FloorDiv", r.floor_divide, pair),
    ("math.floormod math.mod", "FloorMod", r.mod, pair),
    ("math.atan2 atan2", "Atan2", r.atan2, pair),
    ("math.xlogy", "Xlogy", r.xlogy, pair),
    ("math.xdivy", "Xdivy", r.xdivy, pair),
    ("math.xlog1py", "Xlog1py", r.xlog1py, pair),
    ("math.multiply_no_nan", "MulNoNan", r.multiply_no_nan, pair),
    ("math.squared_difference", "SquaredDifference", r.squared_difference, pair),
)
for _names, _kernel, _op, _operands in BINARY:
    for _name in _names.split():
        NAMES[_name] = named(binary(_kernel, _op, _operands), _name, f"{_op.op.summary or _name}, element by element.")
NAMES["atan2"] = NAMES["math.atan2"] = renamed(NAMES["atan2"], x="y", y="x")
ONLY_V1["floormod"] = ONLY_V1["mod"] = NAMES["math.mod"]
ONLY_V1["floordiv"], ONLY_V1["floor_div"] = NAMES["math.floordiv"], NAMES["math.floordiv"]
ONLY_V1["squared_difference"] = NAMES["math.squared_difference"]
add, subtract, multiply = NAMES["add"], NAMES["subtract"], NAMES["multiply"]
maximum, minimum, sqrt, exp, log = (NAMES[n] for n in ("maximum", "minimum", "sqrt", "exp", "math.log"))
square, tanh, sigmoid = NAMES["square"], NAMES["tanh"], NAMES["sigmoid"]


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
            f"Invalid dtype {x.dtype!r} in __truediv__. Expected one of "
            f"{{tf.uint8, tf.int8, tf.uint16, tf.int16, tf.uint32, "
            "tf.int32, tf.uint64, tf.int64, tf.bfloat16, tf.float16, tf.float32, tf.float64, tf.complex64, "
            "tf.complex128}."
        )
    if x.dtype.is_integer:
        whole = TRUE_DIVISION[x.dtype]
        x, y = cast(x, whole), cast(y, whole)
    return broadcast("RealDiv", r.divide, x, y, name)


@export("realdiv", v1=("realdiv",))
def realdiv(x: Any, y: Any, name: Any = None) -> Any:
    """x / y of floats."""
    return broadcast("RealDiv", r.divide, *pair("RealDiv", x, y, name), name)


@export("math.divide_no_nan", v1=("div_no_nan",))
def divide_no_nan(x: Any, y: Any, name: Any = None) -> Any:
    """x / y, and 0 where y is 0."""
    if is_tensor(y) and not is_tensor(x):
        y = convert(y)
        x = convert(x, y.dtype)
    else:
        x = convert(x)
        y = convert(y, None, x.dtype)
    if x.dtype is not y.dtype:
        raise TypeError(f"`x` and `y` must have the same dtype, got {x.dtype!r} != {y.dtype!r}.")
    if x.dtype.is_integer:
        x, y = cast(x, TRUE_DIVISION[x.dtype]), cast(y, TRUE_DIVISION[y.dtype])
    return broadcast("DivNoNan", r.divide_no_nan, x, y, name)


@export("math.reciprocal", v1=("reciprocal",))
def reciprocal(x: Any, name: Any = None) -> Any:
    """1 / x."""
    return r.reciprocal(convert(x))


@export("math.reciprocal_no_nan")
def reciprocal_no_nan(x: Any, name: Any = None) -> Any:
    """1 / x, and 0 where x is 0."""
    x = take("DivNoNan", x, name)
    return divide_no_nan(constant(1, x.dtype), x)


@export("abs", "math.abs")
def abs_(x: Any, name: Any = None) -> Any:
    """|x|; of complex numbers, a real tensor."""
    x = convert(x)
    if x.dtype.is_complex:
        from .complexes import modulus

        return modulus(x)
    check("Abs", x.dtype, name)
    return r.absolute(x)


@export("round", "math.round")
def round_(x: Any, name: Any = None) -> Any:
    """The nearest whole number, halves to even."""
    x = convert(x)
    return x if x.dtype.is_integer else b.rint(x)


def _conj_if_real(g: Any, y: Any, x: Any) -> Any:
    """A cotangent cast back to the class of number that x is."""
    from ...core.trace import plain

    bare = plain(x)
    number = np.dtype(float) if bare.__class__ is float else bare.dtype
    return caster(as_dtype(number).name)(g) if number.kind in "fc" else None


def caster(name: str) -> Any:
    """The op that casts to a dtype: linear between floats; from or to anything else the path ends."""
    if name not in CASTS:
        dtype = as_dtype(name)

        def forward(v: Any) -> Any:
            if dtype.trainable and (is_mpf(v) or getattr(v, "dtype", None) == object):
                return v  # exact numbers are not rounded
            with np.errstate(all="ignore"):
                w = np.asarray(v)
                w = (w.real if w.dtype.kind == "c" and dtype.kind != "c" else w).astype(dtype.as_numpy_dtype)
            return w if w.shape else (float(w) if w.dtype == float else w[()])

        rule = _conj_if_real if dtype.trainable else None
        CASTS[name] = op_of_one(
            "cast",
            "linear" if rule else "flat",
            rule,
            python=forward,
            elementwise=False,
            params=(name,),
            casts=True,
            kinks=None if rule else _jumps(name),
        )
    return CASTS[name]


CASTS: dict[str, Any] = {}


def _jumps(name: str) -> Any:
    """Where a cast jumps: to truths at 0, to whole numbers at all others, for from 0 both ways lead to 0."""

    def jumps(v: Any) -> Any:
        if np.asarray(v).dtype.kind != "f":
            return False
        return v == 0 if name == "bool" else (np.trunc(v) == v) & (v != 0)

    return jumps


@export("cast", "dtypes.cast")
def cast(x: Any, dtype: Any, name: Any = None) -> Any:
    """x in another dtype."""
    dtype = as_dtype(dtype)
    if hasattr(x, "densify") and not isinstance(x, EagerTensor):
        from .indexed import IndexedSlices

        return IndexedSlices(cast(x.values, dtype), x.indices, x.dense_shape)
    x = convert(x)
    if x.dtype is dtype:
        return x
    if x.dtype is string or dtype is string:
        message = f"Cast {x.dtype.kernel} to {dtype.kernel} is not supported"
        raise ERRORS["UnimplementedError"](None, None, placed(message, "Cast"))
    return retyped(caster(dtype.name)(x), dtype)


@export("saturate_cast", "dtypes.saturate_cast")
def saturate_cast(value: Any, dtype: Any, name: Any = None) -> Any:
    """x in another dtype, kept within its limits."""
    value, dtype = convert(value), as_dtype(dtype)
    low, high = max(value.dtype.min, dtype.min), min(value.dtype.max, dtype.max)
    return cast(minimum(maximum(value, constant(low, value.dtype)), constant(high, value.dtype)), dtype)
