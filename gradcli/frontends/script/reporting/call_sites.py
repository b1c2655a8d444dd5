"""Where in a script's text a tape is asked, and by what names its sources are known there."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from types import FrameType, FunctionType, MethodType, ModuleType
from typing import Any

from ....results.check import Check
from ....tape.recorder import Call
from ..text.constants import nodes_of
from ..text.module_texts import read
from .tape_answers import TapeCall, element, keyed, spelled

Span = tuple[int | None, int | None, int | None, int | None]
UNCLEAR = re.compile(r"variables\b|weights\b|[^\w.\[\]'\"]")  # which one of a model's a text means
ATTRIBUTES = 100  # of an object, in which variables are looked for


@dataclass(slots=True)
class Site:
    """One place in the text where a tape is asked."""

    file: str
    line: int
    name: str
    target: str
    node: ast.Call | None
    scope: ast.AST | None
    calls: int = 0
    first: TapeCall | None = None
    last: TapeCall | None = None
    checks: list[Check] = field(default_factory=list)


class Text:
    """A module's text: which call stands where, and what is done with it."""

    def __init__(self, source: bytes, file: str) -> None:
        self.tree = read(source, file)
        self.calls: dict[Span, ast.Call] = {}
        self.parents: dict[ast.AST, ast.AST] = {}
        for node in nodes_of(self.tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
            if isinstance(node, ast.Call):
                self.calls[node.lineno, node.end_lineno, node.col_offset, node.end_col_offset] = node

    def above(self, node: ast.AST, kinds: Any) -> Any:
        """The innermost node of these kinds round a node."""
        found: ast.AST | None = node
        while found is not None and not isinstance(found, kinds):
            found = self.parents.get(found)
        return found

    def name(self, call: ast.Call) -> str:
        """The name that a call's value is given, that of the function that returns it, or else the call's own text."""
        node = self.above(call, ast.stmt)
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            value = node.value
            if isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
                for t, v in zip(target.elts, value.elts):
                    if call in nodes_of(v):
                        return ast.unparse(t)
            return ast.unparse(target).strip("()")
        walrus = self.above(call, ast.NamedExpr)
        if walrus is not None:
            return str(walrus.target.id)
        scope = self.above(call, ast.FunctionDef | ast.AsyncFunctionDef)
        if isinstance(node, ast.Return) and scope is not None:
            return str(scope.name)
        return short(ast.unparse(call))


def titled(target: ast.expr) -> str:
    """What is differentiated, as it is written: of a list of one that, of a dictionary of one its key."""
    if isinstance(target, ast.List | ast.Tuple) and len(target.elts) == 1:
        return ast.unparse(target.elts[0])
    if isinstance(target, ast.Dict) and len(target.keys) == 1 and isinstance(target.keys[0], ast.Constant):
        return str(target.keys[0].value)
    return ast.unparse(target)


def short(text: str, limit: int = 60) -> str:
    """A text cut to a name's length."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 3] + "..."


def argument(node: ast.Call, position: int, *names: str) -> ast.expr | None:
    """An argument of a call, by position or by name."""
    given = [keyword.value for keyword in node.keywords if keyword.arg in names] or node.args[position : position + 1]
    return given[0] if given else None


def source_names(node: ast.Call | None, call: Call, frame: FrameType) -> list[str]:
    """A name for each source: as the script calls it, else as the call does."""
    expression = argument(node, 1, "sources", "source") if node is not None else None
    texts = source_texts(expression, call)
    known: dict[int, str] = {}
    owners: dict[int, str] = {}
    plain = all(map(str.isidentifier, texts)) and not isinstance(expression, ast.Dict | None)
    for space in () if plain else (frame.f_globals, frame.f_locals):
        for name, value in [pair for pair in space.items() if not pair[0].startswith("_")]:
            if hasattr(type(value), "at"):
                known[id(value)] = name
            owned(name, value, owners)
    found: list[str] = []
    for n, source in enumerate(call.sources):
        name = known.get(id(source)) or (UNCLEAR.search(texts[n]) and owners.get(id(source))) or texts[n]
        meant = frame.f_locals.get(texts[n], frame.f_globals.get(texts[n]))
        if texts[n].isidentifier() and (meant is source or id(source) not in known):  # a dict has its own order
            name = texts[n]
        while name in found:
            name += "'"
        found.append(name)
    return found


def owned(name: str, owner: Any, known: dict[int, str], depth: int = 3) -> None:
    """Name the variables that an object of the script's classes holds after it: m.w, m.layers[0].w."""
    held = getattr(owner, "__dict__", None)
    if depth == 0 or not isinstance(held, dict) or isinstance(owner, type | ModuleType | FunctionType | MethodType):
        return
    for attribute, value in list(held.items())[:ATTRIBUTES]:
        if attribute.startswith("_"):
            continue
        parts = enumerate(value[:ATTRIBUTES]) if isinstance(value, list | tuple) else [(None, value)]
        for n, part in parts:
            full = f"{name}.{attribute}" + ("" if n is None else f"[{n}]")
            if hasattr(type(part), "at"):
                known.setdefault(id(part), full)
            else:
                owned(full, part, known, depth - 1)


def source_texts(expression: ast.expr | None, call: Call) -> list[str]:
    """The text of each source, as the call writes them."""
    count = len(call.sources)
    if expression is None:
        return ["source"] if count == 1 else [f"sources[{n}]" for n in range(count)]
    text = ast.unparse(expression)
    if count == 1 and not isinstance(expression, ast.List | ast.Tuple | ast.Dict) and not isinstance(call.result, dict):
        return [short(text)]
    found = spelled(expression, text, call.result, keyed(call))
    found = found if len(found) == count else [element(expression, text, n) for n in range(count)]
    paths = [
        getattr(s, "path", n) if "[" in n or UNCLEAR.search(n) else n for n, s in zip(found, call.sources)
    ]  # of a layer's
    return [short(name) for name in (paths if len(set(paths)) == count else found)]
