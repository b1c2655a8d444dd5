"""Comparisons, truths and bits, and what is written from elementary functions."""

from __future__ import annotations

import math
import operator
from functools import reduce
from typing import Any

import numpy as np

from ....core.calls import dialect_binary as op_of_two
from ....core.calls import dialect_nary as nary
from ....core.calls import dialect_unary as op_of_one
from ....core.calls import family
from ....ops import arithmetic as a
from ....ops import branches as b
from ..tensors import EagerTensor, bracket, convert, export, invalid, is_tensor, pair, rows, shape, string, unregistered
from ..tensors.dtypes import bool_
from ..tensors.errors import mismatch
from ..tensors.indexed import IndexedSlices, mapped
from ..tensors.operands import broadcast, retyped
from . import rules as r
from .elementary import maximum, minimum, multiply, truediv

XY = "x:pair y:pair name"


def truth(op: Any) -> Any:
    """An op whose result is a bool whatever was compared, texts included."""

    def call(x: Any, y: Any) -> EagerTensor:
        if x.dtype is string:
            texts = (np.asarray(v.value, object) for v in (x, y))
            return EagerTensor(np.asarray(op.op.evaluate(*texts), bool)[()])
        return plain_bool(op(x, y))

    call.op = op.op  # type: ignore[attr-defined]
    return call


def plain_bool(x: EagerTensor) -> EagerTensor:
    """A truth value as a bool of NumPy's."""
    if x.value.__class__ is bool:
        x.value = np.bool_(x.value)
    return retyped(x, bool_)


def _logical(op: Any, kernel: str) -> Any:
    """A truth function of two inputs."""
    call = truth(op)
    return lambda x, y: broadcast(kernel, call, x, y)


def titled(name: str) -> str:
    """is_nan as IsNan: the kernel of a name."""
    return name.title().replace("_", "")


def _truncated(x: Any, y: Any) -> Any:
    if not x.dtype.is_integer:
        return b.trunc(r.divide(x, y))
    return EagerTensor(np.asarray(np.trunc(np.asarray(x.value) / np.asarray(y.value)), x.dtype.as_numpy_dtype)[()])


TRUNCATEMOD = op_of_two("truncatemod", "branch", (unregistered("TruncateMod"),) * 2, math=math.fmod, numpy=np.fmod)
NEXTAFTER = op_of_two("nextafter", "branch", (lambda g, y, a, b: g, lambda g, y, a, b: g * 0.0), math=math.nextafter)


def alike(answer: bool) -> Any:
    """== and != of tensors: shapes that do not broadcast are simply different."""
    kernel, op = ("Equal", truth(b.equal)) if answer else ("NotEqual", truth(b.not_equal))

    def call(x: Any, y: Any) -> Any:
        if y is None and isinstance(x, EagerTensor):  # a Variable would convert it
            return not answer
        x, y = pair(kernel, x, y)
        try:
            np.broadcast_shapes(shape(x), shape(y))
        except ValueError:
            return EagerTensor(np.bool_(not answer))
        return op(x, y)

    return call


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


@export("math.scalar_mul", "scalar_mul")
def scalar_mul(scalar: Any, x: Any, name: Any = None) -> Any:
    """A number times a tensor. ValueError for a vector."""
    if (s := convert(scalar, None if is_tensor(scalar) else convert(x).dtype)).ndim:
        raise ValueError(f"The input scalar must be a 0-D value. Received shape {s.shape}.")
    return mapped(lambda t: multiply(scalar, t), x) if isinstance(x, IndexedSlices) else multiply(scalar, x)


__getattr__ = rows(
    __name__,
    *((f"{name} math.{name}", titled(name), XY, truth(getattr(b, name))) for name in (
        "less less_equal greater greater_equal equal not_equal").split()),
    *((f"{name} math.{name}", titled(name), "x:bool y:bool name", _logical(getattr(b, name), titled(name)))
      for name in ("logical_and", "logical_or")),
    ("math.logical_xor | logical_xor", "LogicalOr", "x:bool y:bool name", _logical(b.logical_xor, "LogicalOr")),
    ("logical_not math.logical_not", "LogicalNot", "x:bool name", lambda x: plain_bool(b.logical_not(x)), "Not x."),
    *((f"math.{name} | {name} {name.replace('_', '')}", titled(name), "x:T name", op_of_one(
        name, "flat", unregistered(titled(name)), python=getattr(np, name.replace("_", "")))) for name in (
        "is_nan", "is_inf", "is_finite")),
    ("math.polyval | polyval", "", "coeffs x:any name", lambda coeffs, x: reduce(
        lambda y, c: y * x + c, coeffs[1:], convert(coeffs[0] if len(coeffs) else 0, x.dtype))),
    ("| div", "Div", XY, lambda x, y: r.floor_divide(x, y) if x.dtype.is_integer else truediv(x, y),
     "x / y as Python 2 divided: of ints, the floor."),
    *((f"bitwise.{of.__name__}", titled(of.__name__), XY, lambda x, y, of=of: convert(of(x.value, y.value)))
      for of in (np.bitwise_and, np.bitwise_or, np.bitwise_xor, np.left_shift, np.right_shift)),
    ("bitwise.invert", "Invert", "x:T name", lambda x: convert(np.invert(x.value)), "Every bit turned over."),
    ("truncatediv", "TruncateDiv", XY, _truncated, "x / y rounded towards zero."),
    ("truncatemod", "TruncateMod", XY, TRUNCATEMOD,
     "The remainder of division towards zero: no gradient is registered."),
    ("math.nextafter", "NextAfter", "x1:pair x2:pair name", NEXTAFTER, "The next representable number."),
    ("clip_by_value", "", "t clip_value_min clip_value_max name",
     lambda t, low, high: mapped(lambda x: maximum(minimum(x, high), low), t),
     "t kept between two bounds, whose edges belong to it."),
    ("math.accumulate_n", "", "inputs shape=None:- tensor_dtype=None:- name", lambda xs: add_n(list(xs))),
)  # fmt: skip
