"""Python's operators on tensors and Variables. Two floats of one class go straight to the op; all else is converted."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from ...errors import GradcliError
from ...ops import arithmetic as a
from ...ops import branches as b
from . import rules as r
from .convert import convert
from .dtypes import bool_, string
from .elementary import abs_, pow, truediv
from .errors import unlike
from .kernel_dtypes import check
from .logic import alike
from .names import NAMES
from .operands import broadcast, hinted, pair, shape
from .tensor import EagerTensor
from .variable import Slice, Variable


def arithmetic(kernel: str, op: Any, operands: Any) -> tuple[Any, Any]:
    """The operator and its reflection."""

    def forward(x: Any, y: Any) -> Any:
        if x.__class__ is y.__class__ is EagerTensor:
            v, w = x.value, y.value
            kind = v.__class__
            if kind is w.__class__ and (
                kind is np.float32 or kind is float or kind is np.ndarray and v.dtype == w.dtype and v.dtype.kind == "f"
            ):
                try:
                    return op(x, y)
                except (ValueError, GradcliError):
                    raise unlike(kernel, shape(x), shape(y)) from None
        if kernel == "Mul" and x.dtype is bool_:
            return NAMES["logical_and"](x, y if hasattr(y, "dtype") else bool(y))
        x, y = operands(kernel, x, y)
        if x.dtype is string and kernel == "AddV2":
            return convert(np.asarray(x.value, object) + np.asarray(y.value, object))
        check(kernel, x.dtype)
        return broadcast(kernel, op, x, y)

    def reflected(x: Any, y: Any) -> Any:
        x = convert(x)
        return forward(convert(y, x.dtype), x)

    return forward, reflected


def public(function: Any) -> tuple[Any, Any]:
    """An operator that is just a function, and its reflection."""
    return function, lambda x, y: function(convert(y, convert(x).dtype), x)


def matmul(x: Any, y: Any) -> Any:
    """x @ y."""
    from .products import matmul as product

    return product(x, y)


def bitwise(truth: Any, bits: Any, kernel: str) -> tuple[Any, Any]:
    """& | ^: of bools logical, of ints bit by bit."""

    def call(x: Any, y: Any) -> Any:
        x, y = pair(kernel, x, y)
        if x.dtype is bool_:
            return truth(x, y)
        check(kernel, x.dtype)
        return convert(bits(x.value, y.value))

    return public(call)


def invert(x: Any) -> Any:
    """~x."""
    x = convert(x)
    return NAMES["logical_not" if x.dtype is bool_ else "bitwise.invert"](x)


OPERATORS: dict[str, tuple[Any, Any]] = {
    "add": arithmetic("AddV2", a.add, hinted),
    "sub": arithmetic("Sub", a.subtract, pair),
    "mul": arithmetic("Mul", a.multiply, pair),
    "truediv": public(truediv),
    "floordiv": arithmetic("FloorDiv", r.floor_divide, pair),
    "mod": arithmetic("FloorMod", r.mod, pair),
    "pow": public(pow),
    "matmul": public(matmul),
    "and": bitwise(NAMES["logical_and"], operator.and_, "BitwiseAnd"),
    "or": bitwise(NAMES["logical_or"], operator.or_, "BitwiseOr"),
    "xor": bitwise(NAMES["math.logical_xor"], operator.xor, "BitwiseXor"),
}
COMPARISONS = {"lt": "less", "le": "less_equal", "gt": "greater", "ge": "greater_equal"}


def complete(cls: Any) -> None:
    """Give a class TensorFlow's operators."""
    for name, (forward, reflected) in OPERATORS.items():
        setattr(cls, f"__{name}__", forward)
        setattr(cls, f"__r{name}__", reflected)
    for name, word in COMPARISONS.items():
        setattr(cls, f"__{name}__", NAMES[word])
    cls.__eq__ = alike("Equal", b.equal, False)
    cls.__ne__ = alike("NotEqual", b.not_equal, True)
    cls.__neg__ = NAMES["negative"]
    cls.__abs__ = abs_
    cls.__invert__ = invert
    cls.__getitem__ = lambda x, index: getitem(x, index)


def getitem(x: Any, index: Any) -> Any:
    """x[index]."""
    from .gathering import strided_slice

    return strided_slice(x, index)


def part(x: Variable, index: Any) -> Any:
    """variable[index], which can be assigned to."""
    y = getitem(x, index)
    if y.__class__ is not EagerTensor:
        return y
    found = Slice(y.value, y.at)
    found.owner, found.index = x, index
    return found


FASTER = {"truediv": ("RealDiv", r.divide), "pow": ("Pow", r.power)}


def quick(kernel: str, op: Any, slow: Any) -> Any:
    """The operator on two float tensors of one class; `slow` for all else."""

    def call(x: Any, y: Any) -> Any:
        if x.__class__ is y.__class__ is EagerTensor:
            v, w = x.value, y.value
            kind = v.__class__
            if kind is w.__class__ and (
                kind is np.float32 or kind is float or kind is np.ndarray and v.dtype == w.dtype and v.dtype.kind == "f"
            ):
                try:
                    return op(x, y)
                except (ValueError, GradcliError):
                    raise unlike(kernel, shape(x), shape(y)) from None
        return slow(x, y)

    return call


for _name, (_kernel, _op) in FASTER.items():
    OPERATORS[_name] = (quick(_kernel, _op, OPERATORS[_name][0]), OPERATORS[_name][1])

_hashes = EagerTensor.__hash__, Variable.__hash__
complete(EagerTensor)
complete(Variable)
METHODS = ((EagerTensor, "__hash__", _hashes[0]), (Variable, "__hash__", _hashes[1]), (Variable, "__getitem__", part))
for _cls, _name, _call in METHODS:  # a class that gains == loses its own hash
    setattr(_cls, _name, _call)
