"""Comparisons and functions of truth values, and what is written from elementary functions."""

from __future__ import annotations

import math
import operator
from functools import reduce
from typing import Any

import numpy as np

from ...core.calls import dialect_binary as op_of_two
from ...core.calls import dialect_nary as nary
from ...core.calls import dialect_unary as op_of_one
from ...core.calls import family
from ...ops import arithmetic as a
from ...ops import branches as b
from . import rules as r
from .convert import constant, convert
from .dtypes import bool_, string
from .elementary import abs_, maximum, minimum, multiply, subtract, truediv
from .errors import bracket, invalid, mismatch, unregistered
from .indexed import mapped
from .kernel_dtypes import check
from .names import NAMES, ONLY_V1, export, named
from .operands import broadcast, is_tensor, pair, retyped, shape, unary
from .tensor import EagerTensor

# comparisons and truth


def compare(kernel: str, op: Any) -> Any:
    """A comparison as a public function."""

    def call(x: Any, y: Any, name: Any = None) -> EagerTensor:
        x, y = pair(kernel, x, y, name)
        check(kernel, x.dtype, name)
        if x.dtype is string:
            return EagerTensor(
                np.asarray(op.op.evaluate(np.asarray(x.value, object), np.asarray(y.value, object)), bool)[()]
            )
        return plain_bool(broadcast(kernel, op, x, y, name))

    return call


def plain_bool(x: EagerTensor) -> EagerTensor:
    """A truth value is a bool whatever was compared."""
    if x.value.__class__ is bool:
        x.value = np.bool_(x.value)
    return retyped(x, bool_)


COMPARE = {
    "less": ("Less", b.less), "less_equal": ("LessEqual", b.less_equal), "greater": ("Greater", b.greater),
    "greater_equal": ("GreaterEqual", b.greater_equal), "equal": ("Equal", b.equal), "not_equal": ("NotEqual",
        b.not_equal),
}  # fmt: skip
for _name, (_kernel, _op) in COMPARE.items():
    NAMES[_name] = NAMES[f"math.{_name}"] = named(compare(_kernel, _op), _name, f"Whether {_op.op.summary}.")


def alike(kernel: str, op: Any, unlike_answer: bool) -> Any:
    """== and != of tensors: shapes that do not broadcast are simply different."""

    def call(x: Any, y: Any) -> Any:
        if y is None and isinstance(x, EagerTensor):  # a Variable would convert it
            return unlike_answer
        x, y = pair(kernel, x, y)
        try:
            np.broadcast_shapes(shape(x), shape(y))
        except ValueError:
            return EagerTensor(np.bool_(unlike_answer))
        return NAMES["equal" if not unlike_answer else "not_equal"](x, y)

    return call


def logical(kernel: str, op: Any) -> Any:
    """A truth function of two inputs."""

    def call(x: Any, y: Any, name: Any = None) -> EagerTensor:
        x, y = (convert(v) if is_tensor(v) else convert(v, bool_) for v in (x, y))
        for n, v in enumerate((x, y)):
            if v.dtype is not bool_:
                raise invalid(
                    f"cannot compute {kernel} as input #{n}(zero-based) was expected to be a bool tensor but is a "
                    f"{v.dtype.kernel} tensor", kernel, name or "", kernel=False,
                )  # fmt: skip
        return plain_bool(broadcast(kernel, op, x, y, name))

    return call


for _name, _kernel, _op in (("logical_and", "LogicalAnd", b.logical_and), ("logical_or", "LogicalOr", b.logical_or)):
    NAMES[_name] = NAMES[f"math.{_name}"] = named(
        logical(_kernel, _op), _name, f"{_op.op.summary}, element by element."
    )


@export("math.logical_xor", v1=("logical_xor",))
def logical_xor(x: Any, y: Any, name: Any = None) -> EagerTensor:
    """Either, not both."""
    return plain_bool(broadcast("LogicalXor", b.logical_xor, convert(x, bool_), convert(y, bool_)))


@export("logical_not", "math.logical_not")
def logical_not(x: Any, name: Any = None) -> EagerTensor:
    """Not x."""
    x = convert(x) if hasattr(x, "dtype") else convert(x, bool_)
    if x.dtype is not bool_:
        raise invalid(
            f"cannot compute LogicalNot as input #0(zero-based) was expected to be a bool tensor but is a "
            f"{x.dtype.kernel} tensor",
            "LogicalNot", name or "", kernel=False,
        )  # fmt: skip
    return plain_bool(b.logical_not(x))


for _name, _kernel, _form in (
    ("is_nan", "IsNan", np.isnan),
    ("is_inf", "IsInf", np.isinf),
    ("is_finite", "IsFinite", np.isfinite),
):
    _op = op_of_one(_name, "flat", unregistered(_kernel), python=_form)
    NAMES[f"math.{_name}"] = ONLY_V1[_name] = named(unary(_kernel, _op), _name, f"{_kernel}, element by element.")
    ONLY_V1[_name.replace("_", "")] = ONLY_V1[_name]


@export("math.is_non_decreasing", v1=("is_non_decreasing",))
def is_non_decreasing(x: Any, name: Any = None) -> EagerTensor:
    """Whether no element is below the one before it."""
    return EagerTensor(np.bool_((np.diff(np.ravel(convert(x).value)) >= 0).all()))


@export("math.is_strictly_increasing", v1=("is_strictly_increasing",))
def is_strictly_increasing(x: Any, name: Any = None) -> EagerTensor:
    """Whether every element is above the one before it."""
    return EagerTensor(np.bool_((np.diff(np.ravel(convert(x).value)) > 0).all()))


@export("math.polyval", v1=("polyval",))
def polyval(coeffs: Any, x: Any, name: Any = None) -> Any:
    """A polynomial by Horner's rule, the highest coefficient first."""
    x = convert(x)
    y: Any = convert(coeffs[0], x.dtype) if len(coeffs) else constant(0, x.dtype)
    for c in coeffs[1:]:
        y = y * x + c
    return y


def div(x: Any, y: Any, name: Any = None) -> Any:
    """x / y as Python 2 divided: of ints, the floor."""
    x, y = pair("Div", x, y)
    return NAMES["math.floordiv"](x, y) if x.dtype.is_integer else truediv(x, y)


ONLY_V1["div"] = div


def bits(kernel: str, form: Any) -> Any:
    """A function of the bits of two ints."""

    def call(x: Any, y: Any, name: Any = None) -> EagerTensor:
        x, y = pair(kernel, x, y)
        check(kernel, x.dtype)
        return convert(form(x.value, y.value))

    return call


BITWISE: tuple[tuple[str, str, Any], ...] = (
    ("bitwise_and", "BitwiseAnd", np.bitwise_and), ("bitwise_or", "BitwiseOr", np.bitwise_or),
    ("bitwise_xor", "BitwiseXor", np.bitwise_xor), ("left_shift", "LeftShift", np.left_shift),
    ("right_shift", "RightShift", np.right_shift),
)  # fmt: skip
for _name, _kernel, _form in BITWISE:
    NAMES[f"bitwise.{_name}"] = named(bits(_kernel, _form), _name, f"{_kernel}, element by element.")


@export("bitwise.invert")
def invert(x: Any, name: Any = None) -> EagerTensor:
    """Every bit turned over."""
    check("Invert", convert(x).dtype)
    return convert(np.invert(convert(x).value))


@export("add_n", "math.add_n")
def add_n(inputs: Any, name: Any = None) -> Any:
    """The sum of tensors of one shape. ValueError for none, InvalidArgumentError for unlike shapes."""
    inputs = list(inputs) if is_tensor(inputs) and inputs.shape.rank else inputs
    if not isinstance(inputs, list | tuple) or not inputs or any(x is None for x in inputs):
        raise ValueError(
            "Inputs must be an iterable of at least one Tensor/IndexedSlices with the same dtype and shape."
        )
    xs = [convert(x) for x in inputs]
    for x in xs[1:]:
        if x.dtype is not xs[0].dtype:
            raise mismatch("AddN", 1, xs[0].dtype, x.dtype)
        if shape(x) != shape(xs[0]):
            raise invalid(
                "Inputs to operation AddN of type AddN must have the same size and shape.  Input 0: "
                f"{bracket(shape(xs[0]))} != input 1: {bracket(shape(x))}", "AddN", kernel=f"AddN_N_{len(xs)}",
            )  # fmt: skip
    return _sum_of(len(xs))(*xs) if len(xs) > 1 else a.read(xs[0])


@family
def _sum_of(count: int) -> Any:
    return nary(
        "add_n", "linear", (lambda g, y, *xs: g,) * count, params=(count,), python=lambda *xs: reduce(operator.add, xs)
    )


@export("math.accumulate_n")
def accumulate_n(inputs: Any, shape: Any = None, tensor_dtype: Any = None, name: Any = None) -> Any:
    """The sum of tensors of one shape."""
    return add_n(list(inputs))


@export("math.scalar_mul", "scalar_mul")
def scalar_mul(scalar: Any, x: Any, name: Any = None) -> Any:
    """A number times a tensor. ValueError for a vector."""
    if (s := convert(scalar, None if is_tensor(scalar) else convert(x).dtype)).ndim:
        raise ValueError(f"The input scalar must be a 0-D value. Received shape {s.shape}.")
    return mapped(lambda t: multiply(scalar, t), x) if hasattr(x, "densify") else multiply(scalar, x)


@export("clip_by_value")
def clip_by_value(t: Any, clip_value_min: Any, clip_value_max: Any, name: Any = None) -> Any:
    """t kept between two bounds, whose edges belong to it."""
    return mapped(lambda x: maximum(minimum(x, clip_value_max), clip_value_min), t)


@export("truncatediv")
def truncatediv(x: Any, y: Any, name: Any = None) -> Any:
    """x / y rounded towards zero."""
    x, y = pair("TruncateDiv", x, y)
    return b.trunc(broadcast("TruncateDiv", r.divide, x, y)) if not x.dtype.is_integer else EagerTensor(
        np.asarray(np.trunc(np.asarray(x.value) / np.asarray(y.value)), x.dtype.as_numpy_dtype)[()])  # fmt: skip


@export("truncatemod")
def truncatemod(x: Any, y: Any, name: Any = None) -> Any:
    """The remainder of division towards zero: no gradient is registered."""
    return broadcast("TruncateMod", TRUNCATEMOD, *pair("TruncateMod", x, y))


TRUNCATEMOD = op_of_two("truncatemod", "branch", (unregistered("TruncateMod"),) * 2, math=math.fmod, numpy=np.fmod)
NEXTAFTER = op_of_two("nextafter", "branch", (lambda g, y, a, b: g, lambda g, y, a, b: g * 0.0), math=math.nextafter)


@export("math.nextafter")
def nextafter(x1: Any, x2: Any, name: Any = None) -> Any:
    """The next representable number."""
    return broadcast("NextAfter", NEXTAFTER, *pair("NextAfter", x1, x2))


@export(v1=("approximate_equal",))
def approximate_equal(x: Any, y: Any, tolerance: float = 1e-5, name: Any = None) -> Any:
    """Whether |x - y| < tolerance."""
    return NAMES["less"](abs_(subtract(x, y)), tolerance)
