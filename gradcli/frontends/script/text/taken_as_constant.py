"""Which numbers of a script without tapes were not differentiated, and why: what it begins with that is no source."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping

from ....results import COUNTING, Undifferentiated
from .constants import names_read, numeric, pairs, top
from .hangs_on import Reads


def taken_as_constant(
    text: ast.Module, floats: Mapping[str, bool], sources: Collection[str], counts: Mapping[str, str], target: str
) -> list[Undifferentiated]:
    """The names at top level that began as numbers, and are not among the sources, as far as the target reads them.

    floats: whether each name that is no source began with floats that depend on none. counts: why those that could be
    sources are none. target: Python's text of what is differentiated; "": it is not known.
    """
    found: dict[str, Undifferentiated] = {}
    read = Reads(text).of(names_read(ast.parse(target) if target else text))
    for statement in top(text.body):
        for goal, value in pairs(statement):
            name = goal.id if isinstance(goal, ast.Name) else ""
            if name not in read or name in sources or name in found or name[0] == "_":
                continue
            if why := counts.get(name) or (reason(value) if floats.get(name, is_literal(value)) else ""):
                found[name] = Undifferentiated(name, statement.lineno, why)
    return sorted(found.values(), key=lambda one: (one.why in COUNTING, one.line))


def is_literal(value: ast.expr) -> bool:
    """Whether an expression is a float literal."""
    value = value.operand if isinstance(value, ast.UnaryOp) else value
    return isinstance(value, ast.Constant) and isinstance(value.value, float)


def reason(value: ast.expr) -> str:
    """Why what a name begins with is no source."""
    if isinstance(value, ast.Call) and not numeric(value):
        callee = re.match(r"[\w.]+", ast.unparse(value.func))
        return f"made by {callee[0]}()" if callee else "computed"
    if isinstance(value, ast.List | ast.Tuple | ast.ListComp):
        return "a list"
    return "bound again" if numeric(value) else "computed"
