"""What a script is told where its function may have no derivative: an op on its kink, a branch that hangs on a tie."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from ...answer.settle import sits
from ...core.trace import split
from ...interpreters.error_bounds import on_kink
from ...results import Note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...core.program import Program
    from ...results import Check


WORK = 20_000  # numbers computed on the way; a longer program is not run again in mpmath


def weight(program: Program) -> int:
    """How many numbers a program computes between its sources and its target."""
    return sum(prod(getattr(step[2], "shape", ())) for step in program.steps)


def tied(program: Program, lines: Mapping[int, int]) -> list[Note]:
    """That a branch hangs on a comparison of equal numbers: what the other side would have given is not known."""
    asked: set[int] = set()  # the truths that branches hang on
    for step in reversed(program.needed().steps):
        if step[1].name == "guard" or (step[0] in asked and step[1].kind == "flat"):
            asked.update(split(step)[0])
    what = "is decided at this very point: the side that was taken is differentiated"
    found = [step[0] for step in on_kink(program, {}) if step[0] in asked]
    return [Note("grad", "kink", f"a branch{at(lines, place)} {what}") for place in found[:1]]


def sitting(program: Program, lines: Mapping[int, int]) -> list[Note]:
    """That an op sits on its kink, which is all that is known without looking to its sides."""
    return [
        Note("grad", "kink", f"{step[1].name}{at(lines, step[0])} {sits(step)}: one of its slopes was taken")
        for step in on_kink(program, {})[:1]
    ]


def sided(check: Check) -> list[Note]:
    """The kinks that a check of a tape's answer has found, with the slopes to both sides."""
    return [
        Note(item.path, "kink", f"{item.note}; the tape says {item.tape:.10g}")
        for item in check.items
        if item.verdict == "undefined" and item.note and "kink" in item.note and isinstance(item.tape, float)
    ]


def at(lines: Mapping[int, int], place: int) -> str:
    """The line of a step, if it is known."""
    return f" at line {lines[place]}" if place in lines else ""
