"""Which names a value hangs on, by what the text of a module and of its functions assigns: at least those it does."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable

from .constants import SCOPES, branches, inside, names_in, names_loaded, names_read, nodes_of, pairs, terms


class Reads:
    """What each name of a module hangs on."""

    def __init__(self, text: ast.Module) -> None:
        self.direct: dict[str, set[str]] = {}
        nodes = nodes_of(text)
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
            elif isinstance(node, ast.Assign) and len(apart := pairs(node)) > len(node.targets):
                for target, value in apart:
                    self.add(changed(target), value)
                    self.add(changed(target), target)
            elif isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.NamedExpr | ast.Expr):
                self.add(changed(node), node)

    def add(self, bound: Iterable[str], node: ast.AST) -> None:
        """Each of these names hangs on what a node reads."""
        for name in bound:
            if name not in self.modules:
                self.direct.setdefault(name, set()).update(names_loaded(node))

    def of(self, start: Collection[str]) -> set[str]:
        """These names, and all that they hang on."""
        found: set[str] = set()
        waiting = set(start)
        while waiting:
            name = waiting.pop()
            found.add(name)
            waiting |= self.direct.get(name, set()) - found
        return found


def decided(node: ast.AST) -> tuple[ast.expr | None, list[tuple[list[str], str]]]:
    """A test, and what it decides: which names are given the value of another name. (None, []) of anything else."""
    test: ast.expr | None = None
    steps: list[tuple[ast.expr, ast.expr]] = []
    if isinstance(node, ast.If):
        test = node.test
        own = [part for part in (*node.body, *node.orelse) if isinstance(part, ast.Assign)]
        steps = [pair for part in own for pair in pairs(part)]
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.IfExp):
        test, steps = node.value.test, [each for pair in pairs(node) for each in branches(*pair)]
    return test, [(names_in(target), value.id) for target, value in steps if isinstance(value, ast.Name)]


def changed(node: ast.AST) -> list[str]:
    """The names that a statement binds, or whose values it may change in place."""
    found = []
    for part in nodes_of(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            found.append(part.id)
        elif isinstance(part, ast.Subscript | ast.Attribute) and isinstance(part.ctx, ast.Store):
            found += names_read(part.value)
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Attribute):
        found += names_read(node.value.func.value)
    return found


def states(tree: ast.Module, starts: Collection[str]) -> set[str]:
    """The names that functions bind, and those that loops do: a count, a sum, a bound.

    But not what a loop makes of the name itself. starts: the names that begin with 0.0, 1.0 or a whole number, as
    counts and sums do: what is added to those must hang on them, as in `w -= rate * slope(w)` or `y = y + dt * f(y)`.
    """
    reads = Reads(tree)

    def is_kept(name: str, value: ast.expr) -> bool:
        if name not in starts:
            return name in names_read(value)
        added = terms(value)
        own = [t for t in added if isinstance(t, ast.Name) and t.id == name]
        return bool(own) and any(name in reads.of(names_read(t)) for t in added if t is not own[0])

    found = {name for node in nodes_of(tree) if isinstance(node, ast.Global) for name in node.names}
    for loop in inside(tree):
        if not isinstance(loop, ast.For | ast.While):
            continue
        handled: set[ast.AST] = set()
        for node in inside(loop):
            if isinstance(node, ast.AugAssign):
                own = ast.BinOp(node.target, node.op, node.value)
                steps: list[tuple[ast.expr, ast.expr]] = [(node.target, own)]
            elif isinstance(node, ast.Assign):
                steps = [each for pair in pairs(node) for each in branches(*pair)]
            else:
                continue
            handled.update(n for target, _ in steps for n in nodes_of(target))
            for target, value in steps:
                found.update(n for n in names_in(target) if not is_kept(n, value))
        bound = [n for n in inside(loop) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
        found.update(n.id for n in bound if n not in handled)
    return found
