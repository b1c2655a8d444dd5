"""Calls that treat an array as a whole, as sum(x^2) and norm(x) do: which of them are handed a number that varies.

Where names are numbers, of a row, of a point, of compiled code, such a call is an identity, and not what was meant.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...core.vocabulary import FUNCTIONS

if TYPE_CHECKING:
    from ...errors import Span
    from .nodes import Expression, Node

# besides those with an axis; of the second row all operands may be the array, of the others the first is
WHOLE = frozenset({
    "median", "quantile", "percentile", "norm1", "norm2", "norm3", "norminf", "trace", "det", "logdet", "logabsdet",
    "inv", "pinv", "expm", "sqrtm", "cholesky", "eigvals", "eigvalsh", "svdvals", "matrix_power", "solve", "lstsq",
    "triangular_solve", "swapaxes", "moveaxis", "ravel", "reshape", "diag", "tril", "triu", "vander",
    "polyval", "at", "pad", "corrcoef", "cov",
})  # fmt: skip
EITHER = frozenset({"dot", "matmul", "outer", "kron", "tensordot", "cross", "interp"})
MADE = frozenset({"stack", "expand_dims", "broadcast_to", "tile"})  # arrays of numbers
OWN = frozenset({"squeeze", "diff"})  # the same of a number as of each element; tells of numbers better itself
NUMBERS = frozenset({"median", "norm1", "norm2", "norm3", "norminf", "trace", "det", "logdet", "logabsdet"})


class Call:
    """A call that treats an array as a whole, and what it is handed: numbers that depend on these names."""

    def __init__(self, op: str, span: Span, argument: Span, names: frozenset[str]) -> None:
        self.op, self.span, self.argument, self.names = op, span, argument, names


def array_calls(
    expression: Expression, numbers: Collection[str], arrays: Mapping[str, int] | None = None
) -> tuple[list[Call], int]:
    """Those calls whose argument is a number that depends on one of `numbers`; and the axes of the value.

    arrays: the axes of the names that are bound to arrays.
    """
    axes: list[int] = []
    calls: list[Call] = []
    for node in expression.nodes:
        if node.op == "series":
            names, args = node.value.names, node.args[2:]
            moving = [n for n, arg in zip(names, args) if not expression.reach([arg]).isdisjoint(numbers)]
            inner, own = array_calls(node.value.body, moving, {n: axes[arg] for n, arg in zip(names, args)})
            calls += inner
            axes.append(own)
            continue
        axes.append(axes_of(node, [axes[arg] for arg in node.args], arrays or {}))
        read = operands(node)
        if read and not any(axes[arg] for arg in read):
            found = expression.reach(list(read)).intersection(numbers)
            if found:
                calls.append(Call(node.op, node.span, expression.nodes[read[0]].span, found))
    return calls, axes[expression.result]


def operands(node: Node) -> tuple[int, ...]:
    """Those operands of a node that must be arrays, or one of which must; none of a call that is of numbers too."""
    if node.op in EITHER:
        return node.args
    if node.op in WHOLE:
        return node.args[:1]
    function = FUNCTIONS.get(node.op) if node.op in FUNCTIONS else None
    if function is None or node.op in MADE | OWN or "axis" not in function.keywords:
        return ()
    return () if function.high is None and len(node.args) > 1 else node.args[:1]


def axes_of(node: Node, args: Sequence[int], arrays: Mapping[str, int]) -> int:
    """How many axes the value of a node has, given those of its operands; where that is not known, at least so many."""
    most = max(args, default=0)
    keywords: dict[str, Any] = node.value if isinstance(node.value, dict) else {}
    if node.op == "name":
        return arrays.get(node.value, 0)
    if node.op in ("array", "stack"):
        return most + 1
    if node.op == "getitem":
        return max(most - sum(isinstance(i, int) for i in node.value) + sum(i is None for i in node.value), 0)
    if node.op in MADE:
        return max(most, 1)
    if node.op in ("dot", "matmul"):
        return sum(args) - 2 if all(args) else most
    if node.op in NUMBERS:
        return 0
    reduces = node.op in FUNCTIONS and "keepdims" in FUNCTIONS[node.op].keywords and len(args) == 1
    if not reduces or keywords.get("keepdims"):
        return most
    return 0 if keywords.get("axis") is None else max(most - 1, 0)
