"""Python's operators on tensors and Variables. Two floats of one class go straight to the op; all else is converted."""

from __future__ import annotations

import operator
from typing import Any, NoReturn

import numpy as np

from ....errors import GradcliError
from ....ops import arithmetic as a
from ..tensors import EagerTensor, Variable, bracket, check, convert, invalid, pair, shape, string
from ..tensors.dtypes import bool_
from ..tensors.errors import unlike
from ..tensors.operands import broadcast, hinted
from ..tensors.symbolic import SymbolicTensor, kind_here
from ..tensors.variable import Unread
from . import logic
from . import rules as r
from .elementary import abs_, negative, pow, truediv
from .gathering import gather, gather_nd, strided_slice
from .products import matmul


def quick(kernel: str, op: Any, slow: Any) -> Any:
    """The operator on two float tensors of one class; `slow` for all else."""

    def call(x: Any, y: Any) -> Any:
        if x.__class__ is y.__class__ is kind_here():
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


def reflected(function: Any) -> tuple[Any, Any]:
    """An operator that is just a function, and its reflection."""
    return function, lambda x, y: function(convert(y, convert(x).dtype), x)


def arithmetic(kernel: str, op: Any, operands: Any = pair) -> tuple[Any, Any]:
    """The operator and its reflection."""

    def slow(x: Any, y: Any) -> Any:
        if kernel == "Mul" and x.dtype is bool_:
            return logic.logical_and(x, y if hasattr(y, "dtype") else bool(y))
        x, y = operands(kernel, x, y)
        if x.dtype is string and kernel == "AddV2":
            return convert(np.asarray(x.value, object) + np.asarray(y.value, object))
        check(kernel, x.dtype)
        return broadcast(kernel, op, x, y)

    return reflected(quick(kernel, op, slow))


def bitwise(truth: Any, bits: Any, kernel: str) -> tuple[Any, Any]:
    """& | ^: of bools logical, of ints bit by bit."""

    def call(x: Any, y: Any) -> Any:
        x, y = pair(kernel, x, y)
        if x.dtype is bool_:
            return truth(x, y)
        check(kernel, x.dtype)
        return convert(bits(x.value, y.value))

    return reflected(call)


def invert(x: Any) -> Any:
    x = convert(x)
    return logic.logical_not(x) if x.dtype is bool_ else logic.invert(x)


class Slice(EagerTensor):
    """A part of a Variable: a tensor that can assign to the part it came from."""

    __slots__ = ("index", "owner")
    index: Any
    owner: Variable

    def assign(self, value: Any, **ignored: Any) -> Any:
        """A new value for this part of the Variable."""
        new = np.array(self.owner.held)
        part = convert(value, self.owner.dtype)
        place = np.shape(new[self.index])
        have = shape(part)
        if have != place[len(place) - part.ndim :] and np.size(part.value) != 1 or part.ndim > len(place):
            text = f"Cannot broadcast input shape {bracket(have)} into final shape {bracket(place)}"
            raise invalid(text, "ResourceStridedSliceAssign", "strided_slice/_assign")
        new[self.index] = part.value
        self.owner.move(new)
        return Unread(self.owner)


Slice.__name__ = Slice.__qualname__ = "EagerTensor"
Slice.__module__ = EagerTensor.__module__


def part(x: Variable, index: Any) -> Any:
    """variable[index], which can be assigned to."""
    y = strided_slice(x, index)
    if y.__class__ not in (EagerTensor, SymbolicTensor):
        return y
    found = Slice(y.value, y.at)
    found.owner, found.index = x, index
    return found


OPERATORS: dict[str, tuple[Any, Any]] = {
    "add": arithmetic("AddV2", a.add, hinted), "sub": arithmetic("Sub", a.subtract),
    "mul": arithmetic("Mul", a.multiply), "floordiv": arithmetic("FloorDiv", r.floor_divide),
    "mod": arithmetic("FloorMod", r.mod), "matmul": reflected(matmul),
    "truediv": (quick("RealDiv", r.divide, truediv), reflected(truediv)[1]),
    "pow": (quick("Pow", r.power, pow), reflected(pow)[1]),
    "and": bitwise(logic.logical_and, operator.and_, "BitwiseAnd"),
    "or": bitwise(logic.logical_or, operator.or_, "BitwiseOr"),
    "xor": bitwise(logic.logical_xor, operator.xor, "BitwiseXor"),
}  # fmt: skip
METHODS: dict[str, Any] = {
    **{f"__{name}__": forward for name, (forward, _) in OPERATORS.items()},
    **{f"__r{name}__": backward for name, (_, backward) in OPERATORS.items()},
    "__lt__": logic.less, "__le__": logic.less_equal, "__gt__": logic.greater, "__ge__": logic.greater_equal,
    "__eq__": logic.alike(True), "__ne__": logic.alike(False), "__neg__": negative, "__abs__": abs_,
    "__invert__": invert, "__getitem__": strided_slice,
}  # fmt: skip
INPLACE = {
    "__iadd__": ("variable +=", "variable.assign_add(value)", "variable + value"),
    "__isub__": ("variable -=", "variable.assign_sub(value)", "variable * value"),  # sic
    "__imul__": ("var *=", "var.assign(var * value)", "var * value"),
    "__itruediv__": ("var /=", "var.assign(var / value)", "var / value"),
    "__ipow__": ("var **=", "var.assign(var ** value)", "var ** value"),
}


def _refuse(sign: str, remedy: str, outcome: str) -> Any:
    def method(self: Any, other: Any) -> NoReturn:
        raise RuntimeError(
            f"`{sign} value` with `tf.Variable`s is not supported. Use `{remedy}` to modify the variable, or `out = "
            f"{outcome}` if you need to get a new output Tensor."
        )

    return method


OF_VARIABLES: dict[str, Any] = {
    **{name: _refuse(*words) for name, words in INPLACE.items()}, "__getitem__": part, "sparse_read": gather,
    "gather_nd": gather_nd,
}  # fmt: skip
for _cls, _more in ((EagerTensor, {}), (Variable, OF_VARIABLES)):
    for _name, _method in {**METHODS, "__hash__": _cls.__hash__, **_more}.items():  # a class that gains == loses it
        setattr(_cls, _name, _method)
