"""Searches by comparisons, as bisection: what they find hangs on what is compared, and no step of the trace says so.

A loop's `if` narrows names down, `high = middle`, by a comparison that went both ways many times. A branch that chooses
between constants, or keeps the best of many, is none: what it assigns does not hang on what it assigned before. A
function that calls itself does the same by what it hands on. So does arithmetic with the comparison itself, with a sign
or a step: each hangs on those before it, and what is compared comes ever closer.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from ....core.program import Program
from ....core.reach import ancestors, descendants
from ....core.trace import Step
from ....interpreters.reverse import reverse
from ..again.ties import Ties, largest
from ..running.hooks import begin
from ..text.constants import inside, names_read, nodes_of
from ..text.hangs_on import Reads, changed, decided
from .explain_none import Heard
from .left import COUNTED, Mark

TESTS = ast.If | ast.While
OFTEN = 8  # times that a search compares, at least
STILL = 1e-6  # of the target: how far it may move with what a search finds, if that moves by its size
NEAR, CROWD = 1e-3, (3, 20)  # how far a source is moved, and how often a search turns: at least, and times as often as
FAR, SOME = 0.03, (2, 5)  # what is decided anywhere would; those that the text tells too


def searches(
    text: ast.Module, heard: Heard, sources: Mapping[str, int], target: str, place: int, first: bool,
    quiet: Collection[int],
) -> tuple[dict[str, Mark], set[int]]:  # fmt: skip
    """(the mark of each source that a search compares with, if the target hangs on what the search finds; the lines in
    which a search compares from whose result the target does not move).

    target: Python's text of what is differentiated, "" where it is not known; place: its place. first: first
    derivatives alone are asked for, which hang on what it finds no more after a step of Newton's. quiet: the lines in
    which nothing is kept.
    """
    asked = decisions(heard, quiet)
    if not asked:
        return {}, set()
    reads, nodes = Reads(text), nodes_of(text)
    needed = reads.of(names_read(ast.parse(target) if target else text))
    own = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    idle = {n for n in inside(text) if isinstance(n, ast.Assign | ast.AugAssign) and needed.isdisjoint(changed(n))}
    apart = {n.lineno for n in idle if own.isdisjoint(names_read(n))}  # made of what is found, and found by nothing
    apart -= {n.lineno for n in nodes if isinstance(n, ast.stmt) and n not in idle}
    asked = {line: steps for line, steps in asked.items() if line not in apart}
    turn = turned(asked, heard, sources, place, NEAR)
    crowd = often_enough(asked, turn, NEAR, CROWD)
    loops = [node for node in nodes if isinstance(node, ast.For | ast.While)]
    parts = {part for node in loops for part in nodes_of(node)}
    narrowing = [test for part in parts if (test := narrows(part, reads, needed)) is not None]
    narrow = {test.lineno for test in narrowing}
    asking = needed | reads.of([name for test in narrowing for name in names_read(test)])  # what it asks, by calls
    often = often_enough(asked, turned(asked, heard, sources, place, FAR), FAR, SOME) if narrow else set()
    moving = {name for node in loops for name in changed(node)}
    tests = {node.test.lineno for node in nodes if isinstance(node, TESTS) and counts(node, needed, moving)}
    counted = {line for line in tests & asked.keys() if turn[line] >= CROWD[0]}
    found, still = set[int](), {line for line in crowd if first and settled(heard, asked[line], place)}
    methods = {part for node in nodes if isinstance(node, ast.ClassDef) for part in node.body}
    for node in nodes if often or crowd else ():
        if not isinstance(node, ast.stmt):
            continue
        lines, changes = set[int](), set(changed(node))
        if isinstance(node, ast.FunctionDef):
            changes = needed if node in methods else {node.name}
        elif isinstance(node, ast.For | ast.While):
            lines = {line for line in narrow if node.lineno <= line <= (node.end_lineno or 0)}
            began = [step for step in heard.steps if step[1] is begin.op and heard.lines.get(step[0]) == node.lineno]
            if first and lines & often and settled(heard, began, place):
                still |= lines
                continue
        if (asking if isinstance(node, ast.FunctionDef) else needed).intersection(changes):
            lines |= {line for line in crowd if node.lineno <= line <= (node.end_lineno or 0)}
        found |= lines & (often | crowd)
    marks: dict[str, Mark] = {}
    for line in (found | counted) - still:
        way = ancestors(heard.steps, [step[0] for step in asked[line]])
        mark = Mark([("a search by comparisons" if line in found else COUNTED, line)], False)
        marks.update((name, mark) for name, place in sources.items() if place in way)
    return marks, still


def often_enough(
    asked: Mapping[int, list[Step]], turn: Mapping[int, float], far: float, least: tuple[float, float]
) -> set[int]:  # fmt: skip
    """The lines where what is decided turns many times as often as if it were decided anywhere: whoever looks from a
    little farther sees another slope than that between."""
    return {line for line, steps in asked.items() if turn[line] >= max(least[0], least[1] * far * len(steps))}


def counts(node: ast.If | ast.While, needed: set[str], moving: set[str]) -> bool:
    """Whether a test decides how often the same is added to what the target hangs on: hits += 1, t += dt.

    moving: the names that loops change."""
    added = [part for part in node.body if isinstance(part, ast.AugAssign) and isinstance(part.op, ast.Add | ast.Sub)]
    same = [part for part in added if isinstance(part.value, ast.Constant | ast.Name)]
    same = [part for part in same if not moving.intersection(names_read(part.value))]
    return any(needed.intersection(names_read(part.target)) for part in same)


def decisions(heard: Heard, quiet: Collection[int]) -> dict[int, list[Step]]:
    """Line -> the steps that decide something there, where those are many."""
    asking = {op for op in {step[1] for step in heard.steps} if op.kinks is not None}
    asking = {op for op in asking if (op.kind == "flat" or None in op.vjp) and not (op.guards or op.selects)}
    found: dict[int, list[Step]] = {}
    for step in heard.steps if asking else ():
        if step[1] in asking and step[0] in heard.lines:
            found.setdefault(heard.lines[step[0]], []).append(step)
    return {line: steps for line, steps in found.items() if len(steps) >= OFTEN and line not in quiet}


def turned(
    asked: Mapping[int, list[Step]], heard: Heard, sources: Mapping[str, int], target: int, far: float
) -> dict[int, float]:  # fmt: skip
    """Line -> how much of what is decided there turns, where the sources are moved a little."""
    live, places = descendants(heard.steps, sources.values()), list(sources.values())
    ways = [Ties(live, places, [target], move) for move in (far, -far)]
    return {
        line: max(sum([ties.turns(s) for s in steps if ties.moved.get(s[0], s[2]) is not s[2]]) for ties in ways)
        for line, steps in asked.items()
    }


def settled(heard: Heard, steps: list[Step], target: int) -> bool:
    """Whether the target does not move with what a search begins with, or takes on its way: to the first order.

    steps: by which that is on the trace; a whole number is not.
    """
    last = next((step for step in reversed(heard.steps) if step[0] == target), None)
    whole = any(step[1] is begin.op and isinstance(step[2], int) for step in steps)
    if not steps or whole or last is None or not isinstance(last[2], float):
        return False
    program = Program([step[0] for step in steps], [target], heard.steps).needed(guards=False)
    size = max(largest(step[2]) or 1.0 for step in steps)
    try:
        found = reverse(program, [(target, 1.0)])
    except (ArithmeticError, TypeError):
        return False
    return bool(found) and all(largest(g) * size <= STILL * abs(last[2]) for g in found.values())


def narrows(node: ast.AST, reads: Reads, needed: set[str]) -> ast.expr | None:
    """The test of a node that decides which names are given the values of others made of them; None if it is none."""
    test, given = decided(node)
    if test is None or {name for names, _ in given for name in names} == {value for _, value in given}:
        return None  # two that are exchanged
    made = any(
        name in needed and name in reads.of([value]) and name != value for names, value in given for name in names
    )
    return test if made else None
