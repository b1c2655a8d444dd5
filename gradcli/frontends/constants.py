"""What the text of a script says before it runs: its constants, what it assigns, and where hooks go.

A hook is a call put round a value where it stands, so that lines and tracebacks do not change.
"""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ARRAYS = frozenset(("array", "asarray", "float64", "double", "float"))
CONSTANTS = frozenset(("pi", "e", "tau", "euler_gamma"))
SCOPES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda


def top(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run once: those of the module, and inside its `if`, `with` and `try`."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.If | ast.With | ast.Try):
            for part in ("body", "orelse", "handlers", "finalbody"):
                for inner in getattr(statement, part, ()):
                    yield from top(inner.body) if isinstance(inner, ast.ExceptHandler) else top([inner])


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """Every node of a module's own scope."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, SCOPES | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            yield from inside(child)


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
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            found.update(node.names)
    return found


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
        name = f.attr if isinstance(f, ast.Attribute) else f.id if isinstance(f, ast.Name) else ""
        return name in ARRAYS and numeric(node.args[0], True)
    return False


def pairs(statement: ast.stmt) -> list[tuple[ast.expr, ast.expr]]:
    """(target, value) of an assignment, `a, b = 1, 2` taken apart where both sides say so."""
    if isinstance(statement, ast.AnnAssign) and statement.value is not None:
        return [(statement.target, statement.value)]
    if not isinstance(statement, ast.Assign):
        return []
    found: list[tuple[ast.expr, ast.expr]] = []
    for target in statement.targets:
        value = statement.value
        if (
            isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List)
            and len(target.elts) == len(value.elts) and not any(isinstance(e, ast.Starred) for e in target.elts)
        ):  # fmt: skip
            found += zip(target.elts, value.elts)
        else:
            found.append((target, value))
    return found


def names_in(target: ast.expr) -> list[str]:
    """The names that an assignment's target binds, in order."""
    return [n.id for n in ast.walk(target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]


class Hooks(ast.NodeTransformer):
    """Puts `__gradcli_source__(name, value)` round the values of sources, and `__gradcli_value__` round expressions."""

    def __init__(self, wanted: set[str]) -> None:
        self.wanted = wanted

    def hook(self, name: str, key: Any, value: ast.expr) -> ast.expr:
        """A call of a hook in the place of `value`."""
        call = ast.Call(ast.Name(name, ast.Load()), [ast.Constant(key), value], [])
        return ast.copy_location(ast.fix_missing_locations(ast.copy_location(call, value)), value)

    def assignment(self, statement: ast.stmt) -> None:
        """Hook the values of one assignment."""
        if isinstance(statement, ast.Assign) and len(statement.targets) > 1:
            return  # taken apart before
        for target, value in pairs(statement):
            names = [n for n in names_in(target) if n in self.wanted]
            if not names:
                continue
            key = target.id if isinstance(target, ast.Name) else tuple(names_in(target))
            changed = self.hook("__gradcli_source__", key, value)
            whole = statement.value  # type: ignore[attr-defined]
            if whole is value:
                statement.value = changed  # type: ignore[attr-defined]
            else:
                whole.elts[whole.elts.index(value)] = changed

    def chained(self, statement: ast.stmt) -> list[ast.stmt]:
        """`a = b = 0.0` as two assignments, if one of them is a source."""
        if not isinstance(statement, ast.Assign) or len(statement.targets) < 2 or not numeric(statement.value):
            return [statement]
        return [ast.copy_location(ast.Assign([t], statement.value), statement) for t in statement.targets]

    def body(self, statements: list[ast.stmt]) -> list[ast.stmt]:
        """The statements with their hooks."""
        done: list[ast.stmt] = []
        for statement in statements:
            for part in self.chained(statement):
                self.assignment(part)
                if isinstance(part, ast.Expr) and not isinstance(part.value, ast.Constant | ast.Yield | ast.Await):
                    part.value = self.hook("__gradcli_value__", part.lineno, part.value)
                if isinstance(part, ast.If | ast.With | ast.Try):
                    for field in ("body", "orelse", "finalbody"):
                        if getattr(part, field, None):
                            setattr(part, field, self.body(getattr(part, field)))
                    for handler in getattr(part, "handlers", ()):
                        handler.body = self.body(handler.body)
                done.append(part)
        return done
