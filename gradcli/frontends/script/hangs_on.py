"""Which names a value hangs on, by what the text of a module and of its functions assigns: at least those it does."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable

from .constants import SCOPES, names_in, names_read


class Reads:
    """What each name of a module hangs on."""

    def __init__(self, text: ast.Module) -> None:
        self.direct: dict[str, set[str]] = {}
        nodes = list(ast.walk(text))
        self.modules = {
            (alias.asname or alias.name).partition(".")[0]
            for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }  # fmt: skip
        for node in nodes:
            if isinstance(node, SCOPES):
                self.add([getattr(node, "name", "")], node)
            elif isinstance(node, ast.For):
                self.add(names_in(node.target), node.iter)
            elif isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.NamedExpr | ast.Expr):
                self.add(changed(node), node)

    def add(self, bound: Iterable[str], node: ast.AST) -> None:
        """Each of these names hangs on what a node reads."""
        for name in bound:
            if name not in self.modules:
                self.direct.setdefault(name, set()).update(names_read(node))

    def of(self, start: Collection[str]) -> set[str]:
        """These names, and all that they hang on."""
        found: set[str] = set()
        waiting = set(start)
        while waiting:
            name = waiting.pop()
            found.add(name)
            waiting |= self.direct.get(name, set()) - found
        return found


def changed(node: ast.AST) -> list[str]:
    """The names that a statement binds, or whose values it may change in place."""
    found = []
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            found.append(part.id)
        elif isinstance(part, ast.Subscript | ast.Attribute) and isinstance(part.ctx, ast.Store):
            found += names_read(part.value)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
        found += names_read(node.value.func.value)
    return found
