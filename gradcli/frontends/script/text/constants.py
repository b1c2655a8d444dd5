"""What the text of a script says before it runs: its constants, what it assigns, and where hooks go.

A hook is a call put round a value where it stands, so that lines and tracebacks do not change.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

Key = Any  # a name, None for no name, or a tuple of keys, in which "*name" takes what the others leave

ARRAYS = frozenset(
    "array asarray float float64 double longdouble float32 single float16 half int64 int32".split()
)  # callees that make a number or an array of numerals
CONSTANTS = frozenset(("pi", "e", "tau", "euler_gamma"))
SCOPES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda
OWN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp,
       ast.GeneratorExp)  # what has a scope of its own  # fmt: skip


def top(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run once: those of the module, and inside its `if`, `with` and `try`."""
    waiting: list[ast.AST] = [*reversed(body)]
    while waiting:
        statement = waiting.pop()
        if isinstance(statement, ast.stmt):
            yield statement
        if isinstance(statement, ast.If | ast.With | ast.Try | ast.ExceptHandler):
            parts = [getattr(statement, part, ()) for part in ("body", "orelse", "handlers", "finalbody")]
            waiting += [inner for part in parts for inner in part][::-1]


def nodes_of(node: ast.AST, deep: bool = True) -> list[ast.AST]:
    """What `ast.walk` yields, in a third of its time. deep: not only the node and what is directly under it."""
    found = [node]
    put = found.append
    for each in found if deep else (node,):
        for name in each._fields:
            value = getattr(each, name, None)
            if isinstance(value, ast.AST):
                put(value)
            elif value.__class__ is list:
                for part in value:
                    if isinstance(part, ast.AST):
                        put(part)
    return found


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """Every node of a module's own scope."""
    waiting = nodes_of(node, deep=False)[:0:-1]
    while waiting:
        child = waiting.pop()
        yield child
        if not isinstance(child, OWN):
            waiting += nodes_of(child, deep=False)[:0:-1]


def bindings(tree: ast.Module) -> Counter[str]:
    """How often the module's text binds each of its names."""
    found: Counter[str] = Counter()
    for node in inside(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found[node.id] += 1
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[node.name] += 1
        elif isinstance(node, ast.alias):
            found[node.asname or node.name.partition(".")[0]] += 1
    for node in nodes_of(tree):
        if isinstance(node, ast.Global):
            found.update(node.names)
    return found


def parameters_of(tree: ast.Module, function: str) -> set[str] | None:
    """The names of a function's parameters, as the text defines it; None where it does not, or not by itself."""
    found: list[ast.arguments] = []
    for node in inside(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == function:
            found.append(node.args)
        for target, value in pairs(node) if isinstance(node, ast.Assign | ast.AnnAssign) else ():
            if isinstance(target, ast.Name) and target.id == function and isinstance(value, ast.Lambda):
                found.append(value.args)
    if not found or any(one.kwarg for one in found) or bindings(tree)[function] > len(found):
        return None
    return {name for one in found for name in arguments_of(one)}


def arguments_of(parameters: ast.arguments) -> list[str]:
    """The names of a function's parameters, but for those that take any number of arguments."""
    return [a.arg for a in (*parameters.posonlyargs, *parameters.args, *parameters.kwonlyargs)]


def branches(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    """(target, value) of both branches of a conditional expression, each taken apart."""
    if not isinstance(value, ast.IfExp):
        return [(target, value)]
    return [each for side in (value.body, value.orelse) for pair in parts(target, side) for each in branches(*pair)]


def names_read(node: ast.AST) -> list[str]:
    """The names in a node."""
    return [n.id for n in nodes_of(node) if isinstance(n, ast.Name)]


def names_loaded(node: ast.AST) -> set[str]:
    """The names whose values a node takes."""
    return {n.id for n in nodes_of(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def speaks_of(tree: ast.Module, word: str) -> bool:
    """Whether a name, an attribute or a text of a module is this word."""
    return any(word in (getattr(n, key, None) for key in ("id", "attr", "value")) for n in nodes_of(tree))


def terms(value: ast.expr) -> list[ast.expr]:
    """The terms of a sum or difference."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add | ast.Sub):
        return [*terms(value.left), *terms(value.right)]
    return [value]


def is_start(node: ast.AST) -> bool:
    """Whether an expression of numerals has whole numbers alone, or 0.0 or 1.0: counts and sums begin so."""
    numbers = [n.value for n in nodes_of(node) if isinstance(n, ast.Constant) and not isinstance(n.value, str)]
    return all(isinstance(value, int) for value in numbers) or (set(numbers) < {0.0, 1.0})


def is_whole(node: ast.AST) -> bool:
    """Whether an expression of numerals has none but whole ones, by which nothing is divided."""
    numbers = [n for n in nodes_of(node) if isinstance(n, ast.Constant | ast.Attribute | ast.Div)]
    return all(isinstance(n, ast.Constant) and isinstance(n.value, int) for n in numbers)


def numeric(node: ast.AST, lists: bool = False) -> bool:
    """Whether an expression is made of numerals alone."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float) and not isinstance(node.value, bool)
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub | ast.UAdd) and numeric(node.operand, lists)
    if isinstance(node, ast.BinOp):
        return numeric(node.left) and numeric(node.right)
    if isinstance(node, ast.Attribute):
        return node.attr in CONSTANTS and isinstance(node.value, ast.Name)
    if isinstance(node, ast.List | ast.Tuple):
        return lists and bool(node.elts) and all(numeric(part, True) for part in node.elts)
    if isinstance(node, ast.Call) and node.args:
        f = node.func
        if isinstance(f, ast.Attribute) and f.attr == "reshape" and isinstance(f.value, ast.Call):
            return numeric(f.value)
        name = f.attr if isinstance(f, ast.Attribute) else f.id if isinstance(f, ast.Name) else ""
        return name in ARRAYS and numeric(node.args[0], True)
    return False


def pairs(statement: ast.stmt) -> list[tuple[ast.expr, ast.expr]]:
    """(target, value) of an assignment, `a, b = 1, 2` taken apart where both sides say so."""
    if isinstance(statement, ast.AnnAssign) and statement.value is not None:
        return [(statement.target, statement.value)]
    if not isinstance(statement, ast.Assign):
        return []
    return [pair for target in statement.targets for pair in parts(target, statement.value)]


def parts(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    """(target, value), or those of the parts of both."""
    if (
        isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List)
        and len(target.elts) == len(value.elts)
        and not any(isinstance(e, ast.Starred) for e in (*target.elts, *value.elts))
    ):  # fmt: skip
        return list(zip(target.elts, value.elts))
    return [(target, value)]


def names_in(target: ast.AST) -> list[str]:
    """The names that a statement, or an assignment's target, binds, in order."""
    return [n.id for n in nodes_of(target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]


def key_of(target: ast.expr, wanted: Collection[str]) -> Key:
    """The wanted names that a target binds, in its own shape; None where there is none."""
    if isinstance(target, ast.Name):
        return target.id if target.id in wanted else None
    if isinstance(target, ast.Starred):
        inner = key_of(target.value, wanted)
        return f"*{inner}" if isinstance(inner, str) else "*"
    if isinstance(target, ast.Tuple | ast.List):
        return tuple([key_of(part, wanted) for part in target.elts])
    return None


def hooked(hook: str, node: ast.expr, args: Sequence[ast.expr], keywords: Sequence[ast.keyword] = ()) -> ast.Call:
    """A call of a hook, in the place of a node."""
    call = ast.Call(ast.Name(hook, ast.Load()), list(args), list(keywords))
    return ast.fix_missing_locations(ast.copy_location(call, node))


def keyed(hook: str, key: Any, value: ast.expr) -> ast.Call:
    """The call of a hook that is given a key and a value, in the place of the value."""
    return hooked(hook, value, [ast.Constant(key), value])


class Hooks:
    """Puts `__gradcli_source__(key, value)` round the values of sources, `__gradcli_other__` round those of others.

    wanted: the names that are sources. literal: those of them that a numeral is bound to somewhere, for which no other
    value will do.
    """

    def __init__(self, wanted: Collection[str], literal: Collection[str]) -> None:
        self.wanted, self.literal = wanted, literal

    def sought(self, target: ast.expr, value: ast.expr) -> Key:
        """The names in a target that are sources of this value."""
        inner = parts(target, value)
        if inner != [(target, value)]:
            keys = tuple([self.sought(*pair) for pair in inner])
            return keys if any(keys) else None
        names = [n for n in names_in(target) if n in self.wanted]
        if not isinstance(target, ast.Name) or not numeric(value):
            names = [n for n in names if n not in self.literal]
        return key_of(target, names) if names else None

    def assignment(self, statement: ast.Assign | ast.AnnAssign) -> None:
        """Hook the values of one assignment."""
        found = [(self.sought(target, value), target, value) for target, value in pairs(statement)]
        whole = statement.value
        if whole is None:
            return
        if isinstance(statement, ast.Assign) and len(statement.targets) > 1:
            if not any(key for key, _, _ in found):
                return
            keys = tuple([self.sought(target, whole) for target in statement.targets])
            each = ast.Tuple(statement.targets, ast.Store())
            statement.targets = [ast.copy_location(each, statement.targets[0])]
            statement.value = keyed("__gradcli_chain__", keys, whole)
            return
        for key, target, value in found:
            if key:
                call = keyed("__gradcli_source__", key, value)
            elif isinstance(target, ast.Name) and not isinstance(value, ast.Constant | ast.Lambda):
                call = keyed("__gradcli_other__", target.id, value)
            else:
                continue
            if value is whole:
                statement.value = call
            else:
                assert isinstance(whole, ast.Tuple | ast.List)
                whole.elts[whole.elts.index(value)] = call

    def body(self, statements: list[ast.stmt]) -> None:
        """Put the hooks where they belong in a list of statements."""
        for part in top(statements):
            if isinstance(part, ast.Assign | ast.AnnAssign):
                self.assignment(part)
