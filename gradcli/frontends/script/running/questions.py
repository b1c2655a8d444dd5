"""What a script asks of an object itself: whether it is True, which class it is dispatched by, what attributes it has.

Python answers these without a call that a traced number could hear: `(a > 1) is True`, `match a > 1: case True:`,
`try: x.shape`. Each goes by way of a hook, which answers as the number itself would; so it is in texts that the script
gives to eval and exec.
"""

from __future__ import annotations

import ast
import functools
import operator
from types import SimpleNamespace
from typing import Any

from ....core.forms import numpy
from ....core.observer import follows
from ....core.trace import Readable, Tensor, is_truth
from ....dialects.python.number import Number, own
from ..text.constants import hooked, nodes_of
from ..text.hangs_on import decided
from ..text.module_texts import warned_before
from ..text.rewrite import Casts, last_name
from .hooks import cast
from .texts import Marked

ATTRIBUTES = ("shape", "ndim", "value", "at", "dtype", "__class__")  # what the class of ours has, and no float
IDENTITY = frozenset(("is_", "is_not", "assertIs", "assertIsNot"))  # calls that ask whether two are one
RUNS = ("eval", "exec")
TRUTHS = SimpleNamespace(kind=bool, true=True, false=False)
HELD = {"__gradcli_truth__": True}  # built-ins that a caller's are put in for
DISPATCHERS = frozenset(("singledispatch", "singledispatchmethod", "attrgetter"))  # look at an object itself


class Questions(ast.NodeTransformer):
    """Identity, patterns and attributes in a script's text go by way of hooks."""

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        parts = [node.left, *node.comparators]
        for n, op in enumerate(node.ops):
            pair = parts[n : n + 2]
            if isinstance(op, ast.Is | ast.IsNot) and not any(getattr(p, "value", 0) is None for p in pair):
                parts[n : n + 2] = map(settled, pair)
        node.left, node.comparators = parts[0], parts[1:]
        return node

    def visit_For(self, node: ast.For | ast.While) -> Any:
        """What a loop's tests give other values is put on the trace where the loop begins, if it is a number."""
        names = {name for part in nodes_of(node) for given, _ in decided(part)[1] for name in given}
        self.generic_visit(node)
        return [*[begun(name, node) for name in sorted(names)], node]

    visit_While = visit_For

    def visit_MatchSingleton(self, node: ast.MatchSingleton) -> ast.AST:
        """True as `bool(truths.true)`: by class and by value, for a traced truth is not the one of the two."""
        if node.value is None:
            return node
        kind, value = [ast.Attribute(ast.Name("__gradcli_truths__", ast.Load()), name, ast.Load())
                       for name in ("kind", str(node.value).lower())]  # fmt: skip
        pattern = ast.MatchClass(kind, [ast.MatchValue(value)], [], [])
        return ast.fix_missing_locations(ast.copy_location(pattern, node))

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        name, given = last_name(node.func), node.args
        if name in IDENTITY:
            node.args = [*map(settled, given)]
        if name in RUNS and isinstance(node.func, ast.Name) and not node.keywords:
            whole = hooked("__gradcli_code__", node, [node.func, *given])
            node.args = [ast.copy_location(ast.Starred(whole, ast.Load()), node)]
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


def begun(name: str, loop: ast.stmt) -> ast.stmt:
    """`name = begun(name)`, if it is bound."""
    value = ast.Call(ast.Name("__gradcli_begun__", ast.Load()), [ast.Name(name, ast.Load())], [])
    unbound = ast.ExceptHandler(ast.Name("NameError", ast.Load()), None, [ast.Pass()])
    whole = ast.Try([ast.Assign([ast.Name(name, ast.Store())], value)], [unbound], [], [])
    return ast.fix_missing_locations(ast.copy_location(whole, loop))


def settled(part: ast.expr) -> ast.expr:
    """What is asked whether it is one with another, by way of `truth`."""
    return part if isinstance(part, ast.Constant | ast.Starred) else hooked("__gradcli_truth__", part, [part])


def truth(x: Any) -> Any:
    """A traced truth as the one that it is, which a branch now hangs on."""
    if not isinstance(x, Tensor) or x.shape or not is_truth(x.value) or not follows():
        return x
    return bool(x) if isinstance(x, Number) else numpy().bool_(bool(x))


def code(callee: Any, *given: Any) -> tuple[Any, ...]:
    """What eval or exec is given, its text with the hooks of a script's; as it is where it may not have them."""
    space = given[1] if len(given) > 1 and isinstance(given[1], dict) else {}
    held = space.get("__builtins__", HELD)
    known = "__gradcli_truth__" in (held if isinstance(held, dict) else vars(held))
    if callee not in (eval, exec) or not given or not isinstance(given[0], str) or not known or not follows():
        return given
    return compiled(callee.__name__, given[0]), *given[1:]


@functools.lru_cache(256)
def compiled(how: str, text: str) -> Any:
    """The code of a text with hooks; the text itself where it has an error, for Python to tell."""
    try:
        tree: Any = ast.parse(text.lstrip(" \t") if how == "eval" else text, "<string>", how)
        with warned_before():
            return compile(asking(tree), "<string>", how, dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return text


def asking(tree: Any) -> Any:
    """A script's tree with all its hooks."""
    return ast.fix_missing_locations(Questions().visit(Casts(tree).visit(tree)))


def attribute(x: Any, name: str) -> Any:
    """x.name: of a traced number what floats, or NumPy's, have."""
    if name == "__class__":
        return cast(type, x) if isinstance(x, Tensor | Readable | Marked) else x.__class__
    known = name in (ATTRIBUTES if isinstance(x, Number) else ("value", "at"))
    if known and isinstance(x, Tensor) and follows():
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


def getter(*names: str) -> Any:
    """operator.attrgetter, of traced numbers too."""
    known = operator.attrgetter(*names)  # raises what that raises

    def one(x: Any, path: str) -> Any:
        return functools.reduce(attribute, path.split("."), x)

    call = (lambda x: one(x, names[0])) if len(names) == 1 else (lambda x: tuple([one(x, name) for name in names]))
    return functools.update_wrapper(call, known, ("__doc__",), ())


def dispatcher(known: Any) -> Any:
    """What looks at an object itself, as it sees traced numbers; anything else unchanged."""
    pairs = (
        (functools.singledispatch, single),
        (functools.singledispatchmethod, SingleMethod),
        (operator.attrgetter, getter),
    )
    return next((ours for theirs, ours in pairs if known is theirs), known)


QUESTIONS: dict[str, Any] = {
    "__gradcli_truth__": truth, "__gradcli_attribute__": attribute, "__gradcli_dispatcher__": dispatcher,
    "__gradcli_code__": code, "__gradcli_truths__": TRUTHS,
}  # fmt: skip
