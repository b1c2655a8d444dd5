"""The vocabulary: one record per op. Here it is completed, and Tensor gets its operators."""

from __future__ import annotations

from typing import Any

from ..core.op import OPS
from ..core.trace import Tensor, Traced, is_truth, plain, trace
from ..core.vocabulary import ALIASES, FUNCTIONS
from . import arithmetic, branches, indexing
from . import index as index
from . import joining as joining
from . import layout as layout
from .values import guard

__all__ = ["ALIASES", "FUNCTIONS", "OPS", "complete", "truth"]


def reflected(op: Any) -> Any:
    """The op with its operands exchanged, for `2 * x`."""
    return lambda a, b: op(b, a)


def matmul(a: Any, b: Any) -> Any:
    """The matrix product of two arrays."""
    from .products import matmul

    return matmul(a, b)


OPERATORS = {
    "add": arithmetic.add, "sub": arithmetic.subtract, "mul": arithmetic.multiply, "truediv": arithmetic.divide,
    "pow": arithmetic.power, "matmul": matmul, "mod": branches.mod, "floordiv": branches.floor_divide,
}  # fmt: skip
COMPARISONS = {
    "lt": branches.less, "le": branches.less_equal, "gt": branches.greater, "ge": branches.greater_equal,
    "eq": branches.equal, "ne": branches.not_equal,
}  # fmt: skip


def complete(cls: Any) -> None:
    """Give a class of traced values Python's operators."""
    for name, op in OPERATORS.items():
        setattr(cls, f"__{name}__", op)
        setattr(cls, f"__r{name}__", reflected(op))
    for name, op in COMPARISONS.items():
        setattr(cls, f"__{name}__", op)
    cls.__neg__ = arithmetic.negative
    cls.__pos__ = arithmetic.positive
    cls.__abs__ = branches.absolute
    cls.__getitem__ = indexing.getitem
    cls.__bool__ = truth
    cls.__hash__ = lambda self: hash(plain(self))


def truth(x: Any) -> bool:
    """Python branches on x: the choice is recorded, so that a replay can tell whether it still holds."""
    decided = bool(plain(x))  # of several elements NumPy's error
    if isinstance(x, Traced) and x.at and trace.write is not None:
        if x.value.__class__ is not bool:
            x = x if is_truth(x.value) else branches.not_equal(x, 0.0)
            x = x if x.shape else Traced(decided, x.at)
        guard(x)
    return decided


complete(Tensor)
