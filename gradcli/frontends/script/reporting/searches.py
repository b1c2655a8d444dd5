"""Searches by comparisons, as bisection: what they find hangs on what is compared, and no step of the trace says so.

A loop's `if` narrows names down, `high = middle`, by a comparison that went both ways many times. A branch that chooses
between constants, or keeps the best of many, is none: what it assigns does not hang on what it assigned before. A
function that calls itself does the same by what it hands on. So does arithmetic with the comparison itself, with a sign
or a step: each hangs on those before it, and what is compared comes ever closer.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from math import inf

from ....core.reach import ancestors, inputs
from ....core.trace import Step, split
from ..text.constants import branches, names_in, names_read, pairs
from ..text.hangs_on import Reads
from ..text.rewrite import last_name
from .explain_none import Heard
from .left import Mark

OFTEN = 8  # times that a search compares, at least
CLOSER = 1e-4  # of how far apart the numbers were that it compares: how close they come


def searches(text: ast.Module, heard: Heard, sources: Mapping[str, int], target: str, place: int) -> dict[str, Mark]:
    """The mark of each source that a search compares with, if the target hangs on what the search finds.

    target: Python's text of what is differentiated, "" where it is not known; place: its place.
    """
    found: dict[str, Mark] = {}
    for line, places in fed_back(heard, place).items():
        mark = Mark([("a search by comparisons", line)], False)
        way = ancestors(heard.steps, places)
        found.update((name, mark) for name, place in sources.items() if place in way)
    outcomes: dict[int, list[tuple[int, bool]]] = {}
    for step in heard.steps:
        if step[1].guards and step[0] in heard.lines:
            outcomes.setdefault(heard.lines[step[0]], []).append((step[0], bool(step[2])))
    both = {line for line, seen in outcomes.items() if len({truth for _, truth in seen}) == 2}
    often = {line for line in both if len(outcomes[line]) >= OFTEN}
    if not often:
        return found
    reads = Reads(text)
    needed = reads.of(names_read(ast.parse(target) if target else text))
    for node in ast.walk(text):
        lines = (
            {narrows(part, reads, needed) for part in ast.walk(node)}
            if isinstance(node, ast.For | ast.While)
            else set()
        )
        for line in often.intersection(lines | (halves(node) if isinstance(node, ast.FunctionDef) else set())):
            way = ancestors(heard.steps, [place for place, _ in outcomes[line]])
            mark = Mark([("a search by comparisons", line)], False)
            found.update((name, mark) for name, place in sources.items() if place in way)
    return found


def fed_back(heard: Heard, target: int) -> dict[int, list[int]]:
    """Line -> places of the steps by which a search compares there, if the target hangs on them."""
    seen: dict[int, list[tuple[int, float]]] = {}
    bits: dict[int, int] = {}  # the lines on whose comparisons a place hangs
    back: set[int] = set()
    ops = {step[1] for step in heard.steps}
    asking = {op for op in ops if op.kinks is not None and None in op.vjp and not op.guards}
    for step in heard.steps if asking else ():
        mask = 0
        for place in inputs(step):
            mask |= bits.get(place, 0)
        line = heard.lines.get(step[0], 0)
        if line and step[1] in asking:
            seen.setdefault(line, []).append((step[0], apart(step)))
            if mask >> line & 1:
                back.add(line)
            mask |= 1 << line
        if mask:
            bits[step[0]] = mask
    way = bits.get(target, 0)
    found = {}
    for line in back:
        gaps = [gap for _, gap in seen[line]]
        if way >> line & 1 and len(gaps) >= OFTEN and min(gaps[OFTEN // 2 :]) < CLOSER * max(gaps):
            found[line] = [place for place, _ in seen[line]]
    return found


def apart(step: Step) -> float:
    """How far apart the numbers are that a step compares, or that of which it takes the sign is from 0."""
    args = split(step)[1]
    try:
        gap = abs(args[0] - args[1]) if step[1].compares else abs(args[step[1].vjp.index(None)])
        return float(gap.max(initial=0.0) if hasattr(gap, "max") else gap)
    except (TypeError, ValueError, IndexError):
        return inf


def halves(function: ast.FunctionDef) -> set[int]:
    """The lines of tests by which a function that calls itself decides what it hands on."""
    calls = [n for n in ast.walk(function) if isinstance(n, ast.Call) and last_name(n.func) == function.name]
    inside = [{id(n) for n in ast.walk(call)} for call in calls]
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.IfExp) and any(id(node) in own for own in inside):
            found.add(node.test.lineno)
        elif isinstance(node, ast.If):
            own = [call for part in node.body for call in ast.walk(part) if call in calls]
            if own and len(own) < len(calls):  # as its rest does
                found.add(node.test.lineno)
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
