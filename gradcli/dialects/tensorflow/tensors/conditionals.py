"""Python's `if` in a tf.function, which TensorFlow makes an op of: both branches count, whichever is taken.

What a branch assigns the other must assign too; and what comes out of the op is connected with all that either branch
reads, so that a derivative through the untaken one is 0 and not None. Only one branch runs here: the rest is read off
the text of the function.
"""

from __future__ import annotations

import ast
import functools
import itertools
import linecache
import sys
from collections.abc import Iterator
from types import CellType, CodeType, FrameType
from typing import Any

from ....core.reach import ancestors, descendants
from ....core.trace import Traced, place

LINKS: list[tuple[int, frozenset[int]]] = []  # (place of an outcome, places of what the untaken branches read)
EMPTY = CellType()
MOST = 1000  # links that are kept


@functools.lru_cache(100)
def tree(path: str) -> ast.AST | None:
    """The syntax of a file, if it can be had."""
    try:
        return ast.parse("".join(linecache.getlines(path)))
    except SyntaxError:
        return None


def inside(node: Any, line: int | None, column: int | None) -> bool:
    """Whether a place in a text is in a node."""
    at = (line or 0, column or 0)
    return (node.lineno, node.col_offset) <= at < (node.end_lineno, node.end_col_offset)


@functools.lru_cache(1000)
def asked_at(code: CodeType, last: int) -> tuple[Any, Any] | None:
    """(the function, the `if` in it or its expression) whose condition is looked at by an instruction."""
    line, _, column, _ = next(itertools.islice(code.co_positions(), last // 2, None))
    whole = tree(code.co_filename)
    for function in ast.walk(whole) if whole is not None else ():
        if isinstance(function, ast.FunctionDef) and function.name == code.co_name:
            for node in ast.walk(function):
                if isinstance(node, ast.If | ast.IfExp) and inside(node.test, line, column):
                    return function, node
    return None


def names(nodes: Any, kind: type) -> set[str]:
    """The names that are read or assigned in nodes, those of functions inside left out."""
    found, left = set(), list(nodes)
    while left:
        node = left.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, kind):
            found.add(node.id)
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            left += ast.iter_child_nodes(node)
        if isinstance(node, ast.AugAssign) and kind is ast.Load:
            left.append(ast.Name(getattr(node.target, "id", ""), ast.Load()))
    return found


def listed(branch: Any) -> list[Any]:
    """A branch's statements, or its expression."""
    return branch if isinstance(branch, list) else [branch]


def returns(nodes: Any) -> bool:
    """Whether there is a `return` in nodes."""
    return any(isinstance(n, ast.Return) for node in nodes for n in ast.walk(node))


def unbalanced(function: Any, node: Any, bound: Any) -> str:
    """What is wrong with the branches: what one of them alone assigns or returns; empty if nothing."""
    body, other = names(node.body, ast.Store), names(node.orelse, ast.Store)
    loops = [n for n in ast.walk(function) if isinstance(n, ast.For | ast.While) and node in ast.walk(n)]
    after = [n for n in ast.walk(function) if getattr(n, "lineno", 0) > node.end_lineno or n in loops]
    used = names(after, ast.Load)
    for name in sorted((body ^ other) & used - set(bound)):
        return f"'{name}' must also be initialized in the {'else' if name in body else 'main'} branch"
    if returns(node.body) != returns(node.orelse) and not returns(after):
        return f"the {'else' if returns(node.body) else 'main'} branch must also have a return statement."
    return ""


def comes_out(function: Any, node: Any) -> bool:
    """Whether what the branches make is part of what the function returns."""
    if isinstance(node, ast.If):
        made = names([*node.body, *node.orelse], ast.Store)
        if returns([*node.body, *node.orelse]):
            return True
    else:
        made = set()
    for at in sorted((n for n in ast.walk(function) if isinstance(n, ast.stmt)), key=lambda n: n.lineno):
        if isinstance(at, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.Return | ast.Expr) and at.value is not None:
            met = node in ast.walk(at) or not made.isdisjoint(names([at.value], ast.Load))
            if met and isinstance(at, ast.Return):
                return True
            if met:
                made |= names([at], ast.Store)
    return False


def read_by(nodes: Any, frame: FrameType) -> Iterator[Any]:
    """What nodes read of a frame: values by name, and attributes of them."""
    for node in (n for branch in nodes for n in ast.walk(branch)):
        if isinstance(node, ast.Name):
            yield frame.f_locals.get(node.id, frame.f_globals.get(node.id))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = frame.f_locals.get(node.value.id, frame.f_globals.get(node.value.id))
            yield getattr(owner, "__dict__", {}).get(node.attr)


def closed_over(function: Any) -> Iterator[Any]:
    """The tensors and Variables that a function knows by name."""
    code, space = getattr(function, "__code__", None), getattr(function, "__globals__", {})
    cells = [cell.cell_contents for cell in getattr(function, "__closure__", None) or () if cell != EMPTY]
    yield from filter(counts, [*cells, *(space.get(name) for name in getattr(code, "co_names", ()))])


def link(outcome: Any, read: set[int]) -> Any:
    """An outcome, linked with what was read."""
    if read and isinstance(outcome, Traced):
        del LINKS[:-MOST]
        LINKS.append((place(outcome), frozenset(read)))
    return outcome


def counts(v: Any) -> bool:
    """Whether a value can be connected with an outcome."""
    return bool(getattr(v, "at", 0)) and hasattr(v, "dtype")


class Conditions:
    """The conditions of one run of a tf.function's body, and what its outcomes are linked to by them."""

    def __init__(self) -> None:
        self.read: set[int] = set()

    def __call__(self) -> None:
        """A tensor's truth is asked for by the caller's caller."""
        frame = sys._getframe(2)
        found = asked_at(frame.f_code, frame.f_lasti)
        if found is None:
            return
        function, node = found
        if isinstance(node, ast.If) and (why := unbalanced(function, node, frame.f_locals)):
            raise ValueError(why)
        if comes_out(function, node):
            values = read_by([*listed(node.body), *listed(node.orelse)], frame)
            self.read |= {v.at for v in values if counts(v)}

    def link(self, outcome: Any) -> Any:
        """An outcome of the call, linked."""
        return link(outcome, self.read)


def linked(heard: list[Any], targets: list[Any], source: Any) -> bool:
    """Whether a source is read by an untaken branch whose `if` a target comes from."""
    if not LINKS:
        return False
    steps = [step for piece in heard if piece.__class__ is not int for step in piece]
    made = ancestors(steps, [t.at for t in targets])
    reads = [places for outcome, places in LINKS if outcome in made]
    met = {source.at, *(step[0] for step in descendants(steps, [source.at]))} if reads else set()
    return any(not places.isdisjoint(met) for places in reads)
