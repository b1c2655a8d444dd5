"""Python's `if` in a tf.function, which TensorFlow makes an op of: both branches count, whichever is taken.

What a branch assigns the other must assign too; and what comes out of the op is connected with all that either branch
reads, so that a derivative through the untaken one is 0 and not None. Only one branch runs here: the rest is read off
the text of the function.
"""

from __future__ import annotations

import ast
import functools
import linecache
from collections.abc import Iterator
from types import CellType, CodeType, FrameType
from typing import Any

from ....core.reach import ancestors, passes
from ....core.trace import Traced, place

LINKS: list[tuple[int, frozenset[int]]] = []  # (place of an outcome, places of what the untaken branches read)
EMPTY = CellType()
MOST = 1000  # links that are kept


@functools.lru_cache(100)
def tree(path: str) -> ast.AST:
    """The syntax of a file; empty if it cannot be had."""
    try:
        return ast.parse("".join(linecache.getlines(path)))
    except SyntaxError:
        return ast.Module([], [])


def inside(node: Any, line: int | None, column: int | None) -> bool:
    """Whether a place in a text is in a node."""
    at = (line or 0, column or 0)
    return (node.lineno, node.col_offset) <= at < (node.end_lineno, node.end_col_offset)


@functools.cache
def spans(code: CodeType) -> list[Any]:
    """The places of a code's instructions in its text: (line, end line, column, end column)."""
    return list(code.co_positions())


def at(frame: FrameType) -> Any:
    """The place in the text that a frame runs."""
    return spans(frame.f_code)[frame.f_lasti // 2]


@functools.lru_cache(1000)
def asked_at(code: CodeType, last: int) -> tuple[Any, Any, bool] | None:
    """(the function, what in it looks at a condition at an instruction, whether that is its whole condition)."""
    line, end, column, end_column = spans(code)[last // 2]
    for function, node in nodes_at(code, line, column):
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            whole = any(span(part) == (line, column, end, end_column) for part in (node, node.test))
            if whole or inside(node.test, line, column):  # a bare name is looked at by the whole
                return function, node, whole
    return None


@functools.lru_cache(1000)
def looped_at(code: CodeType, last: int) -> tuple[Any, Any] | None:
    """(the function, the `for` in it) that runs over something at an instruction."""
    line, _, column, _ = spans(code)[last // 2]
    for function, node in nodes_at(code, line, column):
        if isinstance(node, ast.For) and (inside(node.iter, line, column) or (line, column) == span(node)[:2]):
            return function, node
    return None


def span(node: Any) -> tuple[int, int, int, int]:
    """Where a node begins and ends: line, column, end line, end column."""
    return node.lineno, node.col_offset, node.end_lineno, node.end_col_offset


def nodes_at(code: CodeType, line: int, column: int) -> Iterator[Any]:
    """(function, node in it) for the functions of a code's name around a place in its text."""
    for whole in ast.walk(tree(code.co_filename)):
        if isinstance(whole, ast.FunctionDef) and whole.name == code.co_name and inside(whole, line, column):
            yield from ((whole, node) for node in ast.walk(whole))


@functools.lru_cache(1000)
def plainly_asked(code: CodeType, last: int) -> bool:
    """Whether Python itself needs a truth at an instruction, where no op stands for it: bool(), max(), in, assert."""
    line, end, column, end_column = spans(code)[last // 2]
    for node in ast.walk(tree(code.co_filename)):
        asks = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ASK
        if asks or isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            if span(node) == (line, column, end, end_column):
                return True
        tests = node.ifs if isinstance(node, ast.comprehension) else [getattr(node, "test", None)]
        if isinstance(node, ast.comprehension | ast.Assert) and any(inside(test, line, column) for test in tests):
            return True
    return False


ASK = frozenset("bool max min any all sorted".split())
UNCONVERTED = frozenset("list tuple set sum enumerate zip map filter sorted".split())


@functools.lru_cache(1000)
def spread_at(code: CodeType, last: int) -> bool:
    """Whether what is iterated over at an instruction is unpacked, listed or comprehended."""
    line, end, column, end_column = spans(code)[last // 2]
    for node in ast.walk(tree(code.co_filename)):
        if isinstance(node, ast.expr) and span(node) == (line, column, end, end_column):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") in UNCONVERTED
            target = isinstance(node, ast.Tuple | ast.List) and isinstance(node.ctx, ast.Store)
            if named or target or isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
                return True
    return False


def block_of(function: Any, node: Any) -> list[Any]:
    """The statements behind one, in the block that it stands in."""
    for parent in ast.walk(function):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(parent, field, None)
            if isinstance(block, list) and node in block:
                return block[block.index(node) + 1 :]
    return []


def around(function: Any, node: Any) -> list[Any]:
    """The loops around a node, from the outside in."""
    loops = [n for n in ast.walk(function) if isinstance(n, ast.For | ast.While) and n is not node]
    return [n for n in loops if any(node is inner for part in n.body for inner in ast.walk(part))]


def within(nodes: Any, kind: Any, stop: Any = (ast.FunctionDef, ast.Lambda)) -> Any:
    """The nodes of a kind in nodes, those inside of functions (or of what else stops) left out."""
    for node in nodes:
        if isinstance(node, kind):
            yield node
        if not isinstance(node, stop):
            yield from within(ast.iter_child_nodes(node), kind, stop)


def ends(block: list[Any]) -> bool:
    """Whether a block returns in any case."""
    return any(isinstance(n, ast.Return) or isinstance(n, ast.If) and ends(n.body) and ends(n.orelse) or
               isinstance(n, ast.With) and ends(n.body) for n in block)  # fmt: skip


def names(nodes: Any, kind: type) -> set[str]:
    """The names that are read or assigned in nodes, those of functions inside left out."""
    found = {node.id for node in within(nodes, ast.Name) if isinstance(node.ctx, kind)}
    changed = within(nodes, ast.AugAssign) if kind is ast.Load else ()
    return found | {getattr(node.target, "id", "") for node in changed}


def listed(branch: Any) -> list[Any]:
    """A branch's statements, or its expression."""
    return branch if isinstance(branch, list) else [branch]


def returns(nodes: Any) -> bool:
    """Whether there is a `return` in nodes."""
    return any(within(nodes, ast.Return))


def live(function: Any, node: Any) -> set[str]:
    """The names that are read behind a node, or in the loops around it."""
    loops = around(function, node)
    return names([n for n in ast.walk(function) if getattr(n, "lineno", 0) > node.end_lineno or n in loops], ast.Load)


def unbalanced(function: Any, node: Any, bound: Any) -> str:
    """What is wrong with the branches: what one of them alone assigns or returns; empty if nothing."""
    body, other = names(node.body, ast.Store), names(node.orelse, ast.Store)
    for name in sorted((body ^ other) & live(function, node)):
        lacking = "else" if name in body else "main"
        if name not in bound:
            return f"'{name}' must also be initialized in the {lacking} branch"
        if bound[name] is None:
            return f"'{name}' is None at the end of the {lacking} branch."
    branches = dict(zip(("main", "else"), folded(function, node)))
    for name, block in branches.items():
        lacking = "else" if name == "main" else "main"
        if ends(block) and not returns(branches[lacking]):
            return f"the {lacking} branch must also have a return statement."
        if block and isinstance(block[-1], ast.Return) and nothing(block[-1].value):
            return f"'retval_' is None at the end of the {name} branch."
    return ""


def folded(function: Any, node: Any) -> tuple[list[Any], list[Any]]:
    """The two branches; what stands behind is part of one if the other returns in any case."""
    body, other = listed(node.body), listed(node.orelse)
    if isinstance(node, ast.IfExp) or not ends(body) and not ends(other):
        return body, other
    rest = block_of(function, node)
    return (body, [*other, *rest]) if ends(body) else ([*body, *rest], other)


def nothing(node: Any) -> bool:
    """Whether an expression is None, or is not there."""
    return node is None or isinstance(node, ast.Constant) and node.value is None


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


def linked(heard: list[Any], targets: list[Any], source: Any) -> bool:
    """Whether a target comes from an outcome that is linked with what a source leads to."""
    if not LINKS:
        return False
    steps = [step for piece in heard if piece.__class__ is not int for step in piece]
    made = ancestors(steps, [t.at for t in targets], passes)
    reads = [place for outcome, places in LINKS if outcome in made for place in places]
    return bool(reads) and source.at in ancestors(steps, reads, passes)
