"""A SymPy expression as a function of numbers: its nodes in order, each a call of our own op of that name.

So it runs on floats, arrays and mpmath's numbers alike, and nothing is ever made from text.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from ...errors import BREAKS
from ...ops import ALIASES, FUNCTIONS, arithmetic, branches

# SymPy's name -> ours, where they differ
NAMES = {
    "Abs": "absolute", "ceiling": "ceil", "Max": "maximum", "Min": "minimum", "Mod": "mod", "And": "logical_and",
    "Or": "logical_or", "Xor": "logical_xor", "Not": "logical_not", "StrictLessThan": "less", "LessThan": "less_equal",
    "StrictGreaterThan": "greater", "GreaterThan": "greater_equal", "Equality": "equal", "Unequality": "not_equal",
}  # fmt: skip
FOLDED = frozenset({"Max", "Min", "And", "Or", "Xor"})  # of any number of operands in SymPy, of two here


def function(xs: Sequence[Any], expression: Any) -> Callable[..., Any]:
    """The expression as a function of its symbols `xs`, at the precision in force.

    Raises NotImplementedError for a node that no op stands for.
    """
    import sympy

    at = {x: n for n, x in enumerate(xs)}
    calls: list[tuple[Callable[..., Any], tuple[int, ...]]] = []
    for node in sympy.postorder_traversal(expression):
        if node not in at and not (isinstance(node, sympy.Tuple) or node.func.__name__ == "ExprCondPair"):
            calls.append((meaning(node), tuple(at[a] for a in operands(node))))
            at[node] = len(xs) + len(calls) - 1
    last = at[expression]

    def value(*args: Any) -> Any:
        found = list(args)
        for call, places in calls:
            found.append(call(*[found[n] for n in places]))
        return found[last]

    return value


def operands(node: Any) -> Sequence[Any]:
    """What a node is a function of; of a Piecewise, its values and conditions in turn."""
    if node.is_Atom:
        return ()
    if node.func.__name__ == "Piecewise":
        return [part for pair in node.args for part in pair.args]
    arguments: Sequence[Any] = node.args
    return arguments


def meaning(node: Any) -> Callable[..., Any]:
    """What a node does with the values of its operands."""
    name = node.func.__name__
    if node.is_Atom:
        return constant(node)
    if node.is_Add:
        return lambda *args: reduce(operator.add, args)
    if node.is_Mul:
        return lambda *args: reduce(operator.mul, args)
    if node.is_Pow:
        return guarded(arithmetic.power)
    if name == "Piecewise":
        return piecewise
    known = NAMES.get(name, name)
    if (known := ALIASES.get(known, known)) not in FUNCTIONS:
        raise NotImplementedError(name)
    call = FUNCTIONS[known].call
    return guarded((lambda *args: reduce(call, args)) if name in FOLDED else call)


def constant(node: Any) -> Callable[..., Any]:
    """A number, a named constant, or a truth value."""
    import mpmath
    import sympy

    if node in (sympy.true, sympy.false):
        truth = bool(node)
        return lambda: truth
    named = {sympy.pi: mpmath.pi, sympy.E: mpmath.e, sympy.EulerGamma: mpmath.euler, sympy.oo: mpmath.inf,
             -sympy.oo: -mpmath.inf}  # fmt: skip
    if not (node.is_Rational or node.is_Float or node in named):
        raise NotImplementedError(str(node))

    def value() -> Any:
        if node.is_Rational:
            return mpmath.mpf(int(node.p)) / int(node.q)
        return mpmath.mpf(node._mpf_) if node.is_Float else +named[node]

    return value


def guarded(f: Callable[..., Any]) -> Callable[..., Any]:
    """`f`, or nan where it raises: a branch that is not taken may have no value."""

    def call(*args: Any) -> Any:
        try:
            return f(*args)
        except BREAKS:
            return float("nan")

    return call


def piecewise(*args: Any) -> Any:
    """The first value whose condition holds."""
    found: Any = float("nan")
    for value, holds in reversed(list(zip(args[::2], args[1::2]))):
        found = value if holds is True else branches.where(holds, value, found)
    return found
