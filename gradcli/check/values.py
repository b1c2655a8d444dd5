"""The value itself against the recorded program's at many digits: a right gradient may stand beside a wrong number."""

from __future__ import annotations

from time import process_time
from typing import Any

from ..core.trace import dtype_kind, split
from ..interpreters.error_bounds import FLOATS, width
from ..interpreters.lift import lift
from ..interpreters.numeric import Function, NoForm, TimeUp, evaluate
from ..interpreters.references import DIGITS, references
from ..ops.values import elements
from ..results import VALUE
from ..results.check import Item
from ..results.numbers import Digits
from .claims import Question
from .distance import distance, measured, nearest_to, shown
from .rule_tests import FAULTS

WRONG = 1e-9  # beside its largest operand, from which on a step's own value is no rounding


def valued(question: Question, found: Any, rtol: float | None, seconds: float) -> Item | None:
    """The verdict on the target's value: that of its worst element. None where high precision has no form or no time.

    A value whose every step is right is `imprecise`: its digits were lost on the way.
    """
    f = Function(question.program, question.point, range(len(question.point)), deadline=process_time() + seconds)
    numbers = elements(found)
    digits = max([DIGITS, *[v.digits + 15 for v in numbers if isinstance(v, Digits)]])
    if 3 * (f.once + f.cost) > seconds or not numbers or any(v is None for v in numbers):
        return None
    try:
        exact = references(f, [], digits, question.exact)
    except (NoForm, TimeUp, *FAULTS):
        return None
    if any(r.kind != "exists" for r in exact):
        return None
    worst = Item(VALUE, shown(numbers[0]), None, None, None, None, "ok")
    narrowest = min([8, *[width(line.value) for line in f.moved]])
    for v, reference in zip(numbers, [r.value for r in exact]):
        try:
            error, digits = distance(v, reference)
        except FAULTS:  # a complex number
            return None
        coarse = FLOATS[min(width(v), narrowest)].rtol if rtol is None else rtol
        right = error is not None and error <= coarse
        item = Item(VALUE, shown(v), nearest_to(reference, v), None, error, digits, "ok" if right else "imprecise")
        if not right and measured(v) - measured(v) != 0:  # inf and nan are told elsewhere
            continue
        if worst.reference is None or not right:
            worst = item
    if worst.verdict == "imprecise" and any(dtype_kind(step[2]) in ("i", "u") for step in question.program.steps):
        return None  # whole numbers may wrap
    if worst.verdict == "imprecise":
        wrong = suspect(question)
        lost = LOST if worst.digits else f"no digit is right: {LOST}"
        worst.verdict, worst.note = ("FAIL", f"wrong value: {wrong}") if wrong else ("imprecise", lost)
    return worst


LOST = "each step is right; this run lost digits to rounding"


def suspect(question: Question) -> str | None:
    """The first op whose recorded value is not what it makes of its recorded operands."""
    for step in question.program.steps:
        args = [lift(a) for a in split(step)[1]]
        try:
            exact = elements(evaluate(step[1], args))
            size = max([abs(v) for a in args for v in elements(a)] + [abs(v) for v in exact], default=0)
            wrong = max(WRONG, 64 * FLOATS[width(step[2])].unit)
            if any(abs(lift(a) - b) > wrong * size for a, b in zip(elements(step[2]), exact)):
                return str(step[1].name)
        except (NoForm, *FAULTS):
            continue
    return None
