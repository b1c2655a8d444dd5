"""Why is my gradient None, as the text round the call shows it: which calls on the way to the target end every path."""

from __future__ import annotations

import ast
from typing import Any

from .constants import names_read, nodes_of

FLAT = frozenset(
    "argmax argmin round rint floor ceil sign argsort equal greater less greater_equal less_equal count_nonzero "
    "categorical bincount".split()
)
UPDATES = frozenset(f"scatter_{name}" for name in "add sub update mul div max min nd_add nd_sub nd_update".split())
COPIES = frozenset("from_tensors from_tensor_slices numpy_function".split())


def calls(site: Any, text: Any) -> list[tuple[int, str, ast.Call]]:
    """(line, name, call) of every call of an attribute inside the tape's block."""
    block = block_of(site, text)
    if block is None:
        return []
    found = [
        (node.lineno, node.func.attr, node)
        for node in nodes_of(site.scope or text.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and block[0] <= node.lineno <= block[1]
    ]
    return sorted(found, key=lambda one: one[0])


def watched_at(name: str, site: Any, text: Any) -> int | None:
    """The line in which tape.watch(name) is called."""
    watches = (line for line, how, node in calls(site, text) if how == "watch" and name in names_read(node))
    return next(watches, None)


def ended(name: str, site: Any, text: Any) -> str | None:
    """A call on the way to the target that ends every path, as the text shows it: what it makes is not recorded."""
    way = way_to_target(site, text)
    for line, attribute, node in calls(site, text):
        update = attribute.startswith("assign") or attribute in UPDATES
        if way is not None and (ast.unparse(node.func.value) not in way[1] if update else line not in way[0]):  # type: ignore[attr-defined]
            continue
        if attribute in FLAT:
            return f"{attribute} at line {line} has no derivative, and cut the path from {name}"
        if attribute == "cast" and any(
            "int" in ast.unparse(a) for a in [*node.args[1:], *(k.value for k in node.keywords)]
        ):
            return f"a cast to integers at line {line} has no derivative, and cut the path from {name}"
        if update:
            return f"{attribute}() at line {line} is not recorded, and ended the path from {name}"
        if attribute == "Variable" and any(map(names_read, node.args)):
            return f"tf.Variable(...) at line {line} is one of its own, and ended the path from {name}: leave it out"
        if attribute in COPIES:
            return f"{attribute} at line {line} makes copies that no tape knows, and ended the path from {name}"
    return None


def way_to_target(site: Any, text: Any) -> tuple[set[int], set[str]] | None:
    """(lines, names) of the block's assignments that lead to the target, as names show it; None where nobody knows."""
    block = block_of(site, text)
    goal = site.node.args[0] if site.node is not None and site.node.args else None
    if block is None or not isinstance(goal, ast.Name):
        return None
    names, lines = {goal.id}, set[int]()
    statements = [n for n in nodes_of(site.scope or text.tree) if isinstance(n, ast.Assign | ast.AugAssign)]
    for node in sorted(statements, key=lambda n: -n.lineno):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if block[0] <= node.lineno <= block[1] and names.intersection(n for t in targets for n in names_read(t)):
            names.update(names_read(node.value))
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines, names


def made_anew(name: str, site: Any) -> str | None:
    """That a source is an expression, computed when the question is put: no tape has heard of its value."""
    if site.node is None or len(site.node.args) < 2 or not isinstance(site.node.func, ast.Attribute):
        return None
    given = site.node.args[1]
    for node in given.elts if isinstance(given, ast.List | ast.Tuple) else [given]:
        if not isinstance(node, ast.Subscript | ast.BinOp | ast.UnaryOp | ast.Call) or ast.unparse(node) != name:
            continue
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
            asked = f"{ast.unparse(site.node.func)}({ast.unparse(site.node.args[0])}, {node.value.id})"
            part = ast.unparse(node.slice).strip("()")
            return f"{name} is a new tensor, which no tape has heard of: write {asked}[{part}]"
        if not isinstance(node, ast.Subscript):
            return f"{name} is a new tensor, which no tape has heard of: give it a name inside the block, and use that"
    return None


def block_of(site: Any, text: Any) -> tuple[int, int] | None:
    """(first, last) line of the last `with` block of that name before the call."""
    if site.node is None or not isinstance(site.node.func, ast.Attribute):
        return None
    tape = ast.unparse(site.node.func.value)
    blocks = (
        (node.lineno, node.end_lineno or node.lineno) for node in nodes_of(site.scope or text.tree)
        if isinstance(node, ast.With) and node.lineno <= site.line
        and any(item.optional_vars is not None and ast.unparse(item.optional_vars) == tape for item in node.items)
    )  # fmt: skip
    return max(blocks, default=None)


def assigned(expression: ast.expr | None, site: Any, text: Any) -> int | None:
    """The last line before the call that assigns the expression's name; the call's own for anything else."""
    if expression is None:
        return None
    if not isinstance(expression, ast.Name):
        return int(site.line)
    stores = [n for n in nodes_of(site.scope or text.tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
    return max((n.lineno for n in stores if n.id == expression.id and n.lineno <= site.line), default=None)


def rebound(name: str, text: Any) -> int | None:
    """The line in which a name that was a Variable is given the value of an expression of itself."""
    was_variable = False
    for node in nodes_of(text.tree):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            inner = [n for n in nodes_of(node.value) if isinstance(n, ast.Attribute | ast.Name)]
            names = {n.attr if isinstance(n, ast.Attribute) else n.id for n in inner}
            if "Variable" in names:
                was_variable = True
            elif was_variable and name in names:
                return node.lineno
    return None
