"""What a script asks of an object itself: whether it is True, which class it is dispatched by, what attributes it has.

Python answers these without a call that a traced number could hear: `(a > 1) is True`, `match a > 1: case True:`,
`try: x.shape`. Each goes by way of a hook, which answers as the number itself would.
"""

from __future__ import annotations

import ast
import functools
from typing import Any

from ...core.forms import numpy
from ...core.observer import follows
from ...core.trace import Tensor
from ...dialects.python.number import Number, own
from .rewrite import hooked, last_name

# what ours has and floats have not
ATTRIBUTES = frozenset(
    (
        "shape ndim value at T mT flat size dtype itemsize astype tolist item view copy reshape transpose flatten flags"
    ).split()
)
DISPATCHERS = frozenset(("singledispatch", "singledispatchmethod"))


class Questions(ast.NodeTransformer):
    """Identity, patterns and attributes in a script's text go by way of hooks."""

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        parts = [node.left, *node.comparators]
        for n, op in enumerate(node.ops):
            pair = parts[n : n + 2]
            if isinstance(op, ast.Is | ast.IsNot) and not any(
                isinstance(p, ast.Constant) and p.value is None for p in pair
            ):
                parts[n : n + 2] = [
                    p if isinstance(p, ast.Constant) else hooked("__gradcli_truth__", p, [p]) for p in pair
                ]
        node.left, node.comparators = parts[0], parts[1:]
        return node

    def visit_Match(self, node: ast.Match) -> ast.AST:
        self.generic_visit(node)
        patterns = [part for case in node.cases for part in ast.walk(case.pattern)]
        if any(isinstance(part, ast.MatchSingleton) and part.value is not None for part in patterns):
            node.subject = hooked("__gradcli_truth__", node.subject, [node.subject, ast.Constant(True)])
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if last_name(node.func) in ("is_", "is_not"):
            node.args = [
                arg if isinstance(arg, ast.Starred) else hooked("__gradcli_truth__", arg, [arg]) for arg in node.args
            ]
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if node.attr in DISPATCHERS:
            return hooked("__gradcli_dispatcher__", node, [node])
        if node.attr in ATTRIBUTES and isinstance(node.ctx, ast.Load):
            return hooked("__gradcli_attribute__", node, [node.value, ast.Constant(node.attr)])
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        known = node.id in DISPATCHERS and isinstance(node.ctx, ast.Load)
        return hooked("__gradcli_dispatcher__", node, [node]) if known else node


def truth(x: Any, deep: bool = False) -> Any:
    """A traced truth as the one that it is, which a branch now hangs on; deep: also in sequences and dicts."""
    if isinstance(x, Tensor) and x.value.__class__ is bool and follows():
        return bool(x) if isinstance(x, Number) else numpy().bool_(bool(x))
    if deep and type(x) in (list, tuple) and any([isinstance(v, Tensor | list | tuple | dict) for v in x]):
        return type(x)([truth(v, deep) for v in x])
    if deep and type(x) is dict:
        return {k: truth(v, deep) for k, v in x.items()}
    return x


def attribute(x: Any, name: str) -> Any:
    """x.name: of a traced number what floats, or NumPy's, have."""
    if isinstance(x, Tensor) and (isinstance(x, Number) or name in ("value", "at")) and follows():
        return getattr(own(x), name)
    return getattr(x, name)


def kind(x: Any) -> Any:
    """The class that a call is dispatched by."""
    return type(own(x)) if isinstance(x, Tensor) else x.__class__


def single(function: Any) -> Any:
    """functools.singledispatch, by the class of the number that a traced one is."""
    known = functools.singledispatch(function)

    def call(*args: Any, **kwargs: Any) -> Any:
        return known.dispatch(kind(args[0]))(*args, **kwargs) if args else known(**kwargs)

    return functools.update_wrapper(call, known)


class SingleMethod(functools.singledispatchmethod):  # type: ignore[type-arg]
    """functools.singledispatchmethod, likewise."""

    def __get__(self, obj: Any, cls: Any = None) -> Any:
        known = super().__get__(obj, cls)

        def call(*args: Any, **kwargs: Any) -> Any:
            if not args:
                return known(**kwargs)
            return self.dispatcher.dispatch(kind(args[0])).__get__(obj, cls)(*args, **kwargs)

        return functools.update_wrapper(call, known)


def dispatcher(known: Any) -> Any:
    """A dispatcher of functools's as it sees traced numbers; anything else unchanged."""
    if known is functools.singledispatch:
        return single
    return SingleMethod if known is functools.singledispatchmethod else known


QUESTIONS: dict[str, Any] = {
    "__gradcli_truth__": truth, "__gradcli_attribute__": attribute, "__gradcli_dispatcher__": dispatcher
}  # fmt: skip
