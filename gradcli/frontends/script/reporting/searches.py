"""Searches by comparisons, as bisection: what they find hangs on what is compared, and no step of the trace says so.

A loop's `if` narrows names down, `high = middle`, by a comparison that went both ways many times. A branch that chooses
between constants, or keeps the best of many, is none: what it assigns does not hang on what it assigned before. A
function that calls itself does the same by what it hands on. So does arithmetic with the comparison itself, with a sign
or a step: each hangs on those before it, and what is compared comes ever closer.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from math import inf

from ....core.forms import numpy
from ....core.program import Program
from ....core.reach import ancestors, inputs
from ....core.trace import Step, split
from ....interpreters.reverse import reverse
from ..again.ties import largest
from ..running.hooks import begin
from ..text.constants import names_read
from ..text.hangs_on import Reads, changed, decided
from ..text.rewrite import last_name
from .explain_none import Heard
from .left import Mark

OFTEN = 8  # times that a search compares, at least
MINOR = 1 / 6  # of these times: how often the answer is the rarer one
CLOSE = 0.1  # of how far apart the numbers were that it compares: how close they come at least
STILL = 1e-8  # of the target: how far it may move with what a search finds, if that moves by its size
CLOSER = 1e-4  # of how far apart the numbers were that it compares: how close they come
FLOOR = 1e-12  # the same, where rounding lets them come no closer


def searches(
    text: ast.Module, heard: Heard, sources: Mapping[str, int], target: str, place: int, first: bool
) -> tuple[dict[str, Mark], set[int]]:  # fmt: skip
    """(the mark of each source that a search compares with, if the target hangs on what the search finds; the lines in
    which a search compares from whose result the target does not move).

    target: Python's text of what is differentiated, "" where it is not known; place: its place. first: first
    derivatives alone are asked for, which hang on what it finds no more after a step of Newton's.
    """
    asked: dict[int, list[Step]] = {}
    for step in heard.steps:
        if step[1].compares and step[0] in heard.lines and split(step)[1][0].__class__ is not bool:
            asked.setdefault(heard.lines[step[0]], []).append(step)
    often = {line for line, steps in asked.items() if len(steps) >= OFTEN and 0.0 < share(steps) < 1.0}
    often = {line for line in often if approach(asked[line]) < CLOSE}
    found = fed_back(heard, place)
    made = {step[0]: step for step in heard.steps}
    still = {line for line, own in found.items() if first and settled(heard, [made[at] for at in own], place)}
    reads = Reads(text)
    needed = reads.of(names_read(ast.parse(target) if target else text)) if often else set()
    closing = {line for line in often if closes(asked[line])}
    methods = {part for node in ast.walk(text) if isinstance(node, ast.ClassDef) for part in node.body}
    for node in ast.walk(text) if often else ():
        lines, changes = set[int](), set[str]()
        if isinstance(node, ast.FunctionDef):
            lines, changes = halves(node), needed if node in methods else {node.name}
        elif isinstance(node, ast.For | ast.While):
            lines, changes = {narrows(part, reads, needed) for part in ast.walk(node)}, set(changed(node))
            lines |= {
                line for part in ast.walk(node) if (line := eats(part, needed)) in often and both_ways(asked[line])
            }
            began = [step for step in heard.steps if step[1] is begin.op and heard.lines.get(step[0]) == node.lineno]
            if first and lines & often and settled(heard, began, place):
                still |= lines
                continue
        if isinstance(node, ast.stmt) and needed.intersection(changes):
            lines |= {line for line in closing if node.lineno <= line <= (node.end_lineno or 0)}
        found.update((line, [step[0] for step in asked[line]]) for line in lines & often)
    marks: dict[str, Mark] = {}
    for line in found.keys() - still:
        way = ancestors(heard.steps, found[line])
        mark = Mark([("a search by comparisons", line)], False)
        marks.update((name, mark) for name, place in sources.items() if place in way)
    return marks, still


def share(steps: Sequence[Step]) -> float:
    """How often, of all times, what steps ask is true."""
    truths = [step[2] for step in steps]
    return sum(float(t.mean() if getattr(t, "size", 0) else t) for t in truths) / len(truths)


def approach(steps: Sequence[Step]) -> float:
    """How far apart the numbers are that the last steps compare, of how far all are."""
    gaps = [apart(step) for step in steps]
    return max(gaps[-(len(gaps) // 4) :]) / max(*gaps, 1e-300)


def closes(steps: Sequence[Step]) -> bool:
    """Whether what steps compare with one number comes ever closer to it, from both sides."""
    first = split(steps[0])[1]
    return both_ways(steps) and any(
        all(numpy().array_equal(split(step)[1][n], a) for step in steps) for n, a in enumerate(first)
    )


def both_ways(steps: Sequence[Step]) -> bool:
    """Whether what steps compare comes ever closer, from both sides, till it is as close as can be."""
    gaps = [apart(step) for step in steps]
    quarter, most = len(gaps) // 4, max(gaps)
    late, early = max(gaps[-quarter:]), max(gaps[quarter : 2 * quarter])
    nears = late < CLOSER * most and (late < CLOSE * early or late < FLOOR * most)
    return nears and MINOR <= share(steps) <= 1.0 - MINOR


def settled(heard: Heard, steps: list[Step], target: int) -> bool:
    """Whether the target does not move with what a search begins with, or takes on its way: to the first order.

    steps: by which that is on the trace; a whole number is not.
    """
    last = next((step for step in reversed(heard.steps) if step[0] == target), None)
    whole = any(step[1] is begin.op and isinstance(step[2], int) for step in steps)
    if not steps or whole or last is None or not isinstance(last[2], float):
        return False
    program = Program([step[0] for step in steps], [target], heard.steps).needed(guards=False)
    sizes = [largest(v) for v in program.values().values()]
    try:
        found = reverse(program, [(target, 1.0)])
    except (ArithmeticError, TypeError):
        return False
    return all(abs(g) * max(sizes, default=0.0) <= STILL * abs(last[2]) for g in found.values())


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
    test, given = decided(node)
    if test is None or {name for names, _ in given for name in names} == {value for _, value in given}:
        return 0  # two that are exchanged
    made = any(
        name in needed and name in reads.of([value]) and name != value for names, value in given for name in names
    )
    return test.lineno if made else 0


def eats(node: ast.AST, needed: set[str]) -> int:
    """The line of a test that adds to what it compares, or takes off: `if r >= bit: r -= bit`; 0 if it is none."""
    if not isinstance(node, ast.If):
        return 0
    names = {name for part in node.body if isinstance(part, ast.AugAssign) for name in names_read(part.target)}
    return node.test.lineno if names.intersection(names_read(node.test)) and names & needed else 0
