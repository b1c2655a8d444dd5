"""The verdict on one number, and why it is not the reference: rounding, intent, a kink, or a wrong rule."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..answer.describe import sits
from ..core.forms import numpy
from ..core.program import Program
from ..errors import BREAKS
from ..interpreters.error_bounds import FLOATS, width
from ..interpreters.numeric import Function, NoForm, TimeUp
from ..interpreters.on_kinks import on_kink
from ..interpreters.references import DIGITS, Move, near, references, scale
from ..ops.values import complex_parts, elements, is_finite
from ..results.check import VERDICTS
from ..results.numbers import Digits
from .claims import Claim, Question
from .distance import distance, measured, nearest_to, shown

if TYPE_CHECKING:
    from ..interpreters.germs import Limit

MOST = 64  # elements looked at one by one
HALVES = "of a symmetric matrix: which half moves is a convention"


@dataclass(slots=True)
class Finding:
    """One number against its reference."""

    tape: Any
    reference: Any
    rel_err: float | None
    digits: int | None
    verdict: str
    note: str | None = None
    path: tuple[Move, ...] = ()
    output: int = 0
    exact: Any = None
    proven: bool = False

    def rank(self) -> tuple[int, float, float]:
        """The worst sorts first; of those that are as bad the largest."""
        size = 0.0 if self.exact is None else float(abs(self.exact))
        return VERDICTS.index(self.verdict), -math.inf if self.rel_err is None else -self.rel_err, -size


class Verdict:
    """Who says of each number of one claim what it is."""

    def __init__(self, question: Question, claim: Claim, f: Function, rtol: float | None) -> None:
        self.question, self.f = question, f
        self.format = FLOATS[min([claim.width, width(claim.found), *[width(line.value) for line in f.moved]])]
        self.rtol, self.eps = self.format.rtol, self.format.unit
        if digits := [v.digits for v in elements(claim.found) if isinstance(v, Digits)]:
            self.rtol = self.eps = 10.0 ** (1 - max(digits))  # all that are printed are to be right
        if rtol is not None:
            self.rtol = rtol
        self.needed = max([DIGITS, *[d + 15 for d in digits]])

    def judge(self, path: list[Move], output: int, found: Any, d: Limit, largest: Any) -> Finding:
        """The verdict on one number, without its place."""
        tape, note = shown(found), None
        if d.kind == "removable" and (found is None or not is_finite(measured(found))):
            return Finding(tape, None, None, None, "undefined", "undefined: no value at the point")
        if d.value is None:
            ends = [Digits(e, 10) for e in (d.left, d.right) if e is not None]
            said = f"from the left and right {' and '.join(ends)}" if ends else "no value next to the point"
            note = f"{d.kind}: {said}"
            note += ", which differ in later digits" * (len(ends) == 2 and ends[0] == ends[1])
            return Finding(tape, None, None, None, "undefined", note)
        if found is None:
            return Finding(None, float(d.value), None, None, "undefined", "no number was given")
        if complex_parts(d.value):  # of steps that are complex, whose order is no other's
            return Finding(tape, None, None, None, "skipped", "through complex numbers there is no reference")
        reference = nearest_to(d.value, found)
        error, digits = distance(found, d.value)
        if error is not None and error <= self.rtol:
            return Finding(tape, reference, error, digits, "ok", "one-sided" if d.kind == "onesided" else None)
        verdict, note = self.explain(path, output, measured(found), d.value, largest)
        if verdict == "imprecise" and not digits:
            note = f"no digit is right: {note}"
        return Finding(tape, reference, error, digits, verdict, note)

    def explain(
        self, path: list[Move], output: int, found: Any, reference: Any, largest: Any
    ) -> tuple[str, str | None]:
        """Why a number is not the reference: rounding, intent, a point without a derivative, or a wrong rule."""
        from .rule_tests import by_rules, suspects

        rules = by_rules(self.f, path, output)
        if rules is not None and agrees(rules, reference, found):
            if is_finite(found) and abs(found - reference) <= 8 * self.eps * largest:
                return "ok", "zero to the rounding of its neighbours"
            if not self.reproduced(path, output, found, reference):
                return "FAIL", "not what the rules give"
            if not reference and self.negligible(path, output, found):
                return "ok", "zero to rounding"
            return "imprecise", "the rules agree at 50 digits; this run lost digits to rounding"
        wrong = suspects(self.f)
        own = sorted({op.name for op in wrong if op.custom})
        if own and all(op.custom or op.kinks is not None for op in wrong):  # at a tie no rule is the transpose
            return "custom", f"the gradient of {', '.join(own)} is meant to differ"
        names = ", ".join(sorted({op.name for op in wrong}))
        if wrong and all(op.custom or op.convention is not None for op in wrong):
            return "convention", f"the rule of {names} is a convention"
        if self.question.dialect and any(line.op.symmetric for line in self.f.lines):
            return "convention", HALVES
        if self.question.dialect and all(op.custom for op in suspects(self.f, aside=True)):
            return "convention", "the dialect answers so at this very point"
        if not self.linear(path):
            return "undefined", "kink: the one-sided derivatives do not add up"
        return "FAIL", f"wrong rule: {names}" if wrong else None

    def reproduced(self, path: list[Move], output: int, found: Any, reference: Any) -> bool:
        """Whether the rules, in floats, give what was found: for rounding explains it, or floats ran out of range."""
        from .rule_tests import in_floats, noise

        bits = self.format.bits
        if is_finite(found) and abs(found - reference) <= 100 * noise(self.f, path, output, reference, bits):
            return True
        if len(path) > 1 or path[0].weights is not None:
            return False
        try:
            again, lost = in_floats(self.question.program, self.f, path[0], output, not self.question.dialect)
        except BREAKS:
            return False
        if not is_finite(again) or not is_finite(found):
            return bool(again == found or (again != again and found != found))
        return lost and bool(abs(again - found) <= self.rtol * abs(found))

    def negligible(self, path: list[Move], output: int, found: Any) -> bool:
        """Whether a derivative is nothing beside the function's value over its sources' sizes."""
        size = abs(self.f.base()[output])
        for move in path:
            size = size / scale(self.f.inputs[move.source], move)
        return bool(abs(found) <= 512 * self.eps * size)

    def linear(self, path: list[Move]) -> bool:
        """Whether the derivative along all elements together is the sum of those along each, as it must be."""
        import random

        import mpmath

        if len(path) > 1 or not any(getattr(v, "shape", ()) for v in self.f.inputs.values()):
            return True
        value = self.f.inputs[path[0].source]
        toss, np = random.Random(1), numpy()
        if value.size > MOST:
            return True
        weights = np.asarray([mpmath.mpf(toss.uniform(-1, 1)) for _ in elements(value)], object).reshape(value.shape)
        source = path[0].source
        try:
            whole = references(self.f, [Move(source, (), weights)])
            parts = [references(self.f, [Move(source, i)]) for i in np.ndindex(value.shape)]
        except (TimeUp, NoForm):
            return True
        for n, d in enumerate(whole):
            each = [p[n].value for p in parts]
            if d.value is None or any(e is None for e in each):
                return False
            if not near(d.value, mpmath.fdot(each, weights.flat), tolerance=1e-9):
                return False
        return True


def corner_of(program: Program, f: Function) -> str:
    """What is said of the first step on the way that sits on its kink; "" where none does."""
    moved = {line.place for line in f.moved}
    step = next((s for s in on_kink(program) if s[0] in moved), None)
    return f"{step[1].shown} {sits(step)}" if step is not None else ""


def agrees(rules: Any, reference: Any, found: Any) -> bool:
    """Whether what the rules give without rounding is the reference, or is beside it as nothing to what was found."""
    return near(rules, reference) or (is_finite(found) and abs(rules - reference) <= 1e-20 * abs(found - reference))
