"""Searches by comparisons, as bisection: what they find hangs on what is compared, and no step of the trace says so.

A loop's `if` narrows names down, `high = middle`, by a comparison that went both ways many times. A branch that chooses
between constants, or keeps the best of many, is none: what it assigns does not hang on what it assigned before.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from ...core.reach import ancestors
from .constants import branches, names_in, names_read, pairs
from .explain_none import Heard
from .hangs_on import Reads
from .left import Mark

OFTEN = 8  # times that a search compares, at least


def searches(text: ast.Module, heard: Heard, sources: Mapping[str, int], target: str) -> dict[str, Mark]:
    """The mark of each source that a search compares with, if the target hangs on what the search finds.

    target: Python's text of what is differentiated; "": it is not known.
    """
    found: dict[str, Mark] = {}
    outcomes: dict[int, list[tuple[int, bool]]] = {}
    for step in heard.steps:
        if step[1].name == "guard" and step[0] in heard.lines:
            outcomes.setdefault(heard.lines[step[0]], []).append((step[0], bool(step[2])))
    often = {line for line, seen in outcomes.items() if len(seen) >= OFTEN and len({truth for _, truth in seen}) == 2}
    if not often:
        return found
    reads = Reads(text)
    needed = reads.of(names_read(ast.parse(target) if target else text))
    for node in ast.walk(text):
        if isinstance(node, ast.For | ast.While):
            for part in ast.walk(node):
                line = narrows(part, reads, needed)
                if line in often:
                    way = ancestors(heard.steps, [place for place, _ in outcomes[line]])
                    mark = Mark([("a search by comparisons", line)], False)
                    found.update((name, mark) for name, place in sources.items() if place in way)
    return found


def narrows(node: ast.AST, reads: Reads, needed: set[str]) -> int:
    """The line of a test that decides which names are given the values of others made of them; 0 if it is none."""
    test: ast.expr | None = None
    steps: list[tuple[ast.expr, ast.expr]] = []
    if isinstance(node, ast.If):
        test = node.test
        own = [part for part in (*node.body, *node.orelse) if isinstance(part, ast.Assign)]
        steps = [pair for part in own for pair in pairs(part)]
    elif isinstance(node, ast.Assign) and isinstance(node.value, ast.IfExp):
        test, steps = node.value.test, [each for pair in pairs(node) for each in branches(*pair)]
    given = [(names_in(target), value.id) for target, value in steps if isinstance(value, ast.Name)]
    if test is None or {name for names, _ in given for name in names} == {value for _, value in given}:
        return 0  # two that are exchanged
    made = any(
        name in needed and name in reads.of([value]) and name != value for names, value in given for name in names
    )
    return test.lineno if made else 0
