"""What is printed for each number in doubt, and the note that says why: a sentence with the operation and its input."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Any

from ..core.forms import numpy
from ..core.timer import limit
from ..core.trace import split
from ..errors import BREAKS, GradcliError
from ..interpreters.limits import Limit, approach, examine, linear
from ..results import Digits, Note
from .derivatives import Ask, Block, Subject
from .describe import describe, domain_hint, right_digits, sign_text, sits, text
from .nonfinite import blame, endless_step, has_nan, origin_of_infinity, steep, undefined, undefined_on_the_way
from .sharpen import FAR, magnitude
from .trusted import is_finite, on_kink

if TYPE_CHECKING:
    from collections.abc import Callable

    from .sharpen import Sharp

ELEMENTS = 64  # more are not looked at one by one
EACH = 2.0  # seconds for one limit
NORMAL = 2.0**-1022  # nearer to 0 a float has fewer digits
LOST = "digits were lost, and more could not be had: some printed may be wrong"
DEEP = 6000  # digits of an exact subject
FINE = 40  # digits for which the usual steps are small enough
OVERTIME = 4.0  # seconds after the deadline in which a limit still gets some time


class Judge:
    """One study whose float64 numbers are in doubt. exact: as in `settle`."""

    def __init__(
        self, subject: Subject, ask: Ask, raw: list[Block], sharp: Sharp, deadline: float,
        exact: Callable[[], Subject] | None = None,
    ) -> None:  # fmt: skip
        self.subject, self.ask, self.raw, self.sharp, self.deadline, self.exact = (
            subject, ask, raw, sharp, deadline, exact
        )  # fmt: skip
        self.notes: dict[str, Note] = {}
        self.far = [n for n, v in zip(subject.names, subject.values) if not is_finite(v)]

    def settled(self) -> tuple[list[Block], list[Note]]:
        """The numbers and their notes."""
        if not self.far and is_finite(self.sharp.blocks[0].value):
            if step := undefined_on_the_way(self.sharp.subject):
                raise undefined(self.recorded(step), self.hint_of_limit(None) or domain_hint(step), describe(step))
        found: list[Block] = []
        for n, (raw, precise) in enumerate(zip(self.raw, self.sharp.blocks)):
            twin = next((b for b in found if b.by == raw.by), None) if raw.path.kind == "derivatives" else None
            found.append(self.again(raw, twin) if twin else self.block(raw, precise.value, self.sharp.missing[n]))
        self.smooth(found)
        return found, list(self.notes.values())

    @cached_property
    def deep(self) -> Subject:
        """The subject of which limits are asked: if there is an exact one, that, with more digits than any of them."""
        import mpmath

        if self.exact is not None:
            with suppress(TimeoutError, GradcliError, *BREAKS), limit(EACH, TimeoutError), mpmath.workdps(DEEP):
                return self.exact()
        return self.subject

    def recorded(self, sharp_step: Any) -> Any:
        """The float64 step that a step in mpmath repeats: they stand in the same order."""
        moved = [s for s in self.subject.program.steps if s[0] not in self.subject.program.sources]
        again = self.sharp.subject.program.steps
        if sharp_step and len(moved) == len(again):
            return dict(zip((s[0] for s in again), moved)).get(sharp_step[0], sharp_step)
        return sharp_step

    def again(self, raw: Block, twin: Block) -> Block:
        """A number that stands elsewhere too; a null is explained in both places."""
        note = self.notes.get(twin.path)
        if note and twin.value in (None, inf, -inf):
            self.note(raw.path, note.code, note.message, note.value)
        return Block(raw.path, raw.by, twin.value)

    def block(self, raw: Block, precise: Any, missing: list[float]) -> Block:
        """One block, element by element."""
        if not getattr(raw.value, "shape", ()):
            return Block(raw.path, raw.by, self.element(raw, raw.path, 0, raw.value, precise, missing[0]))
        if raw.value.size > ELEMENTS:
            return self.large(raw, precise, max(missing))
        out = numpy().empty(raw.value.shape, object)
        for n, v in enumerate(raw.value.flat):
            at = ".".join(map(str, numpy().unravel_index(n, raw.value.shape)))
            out.flat[n] = self.element(raw, f"{raw.path}.{at}", n, v, precise.flat[n], missing[n])
        return Block(raw.path, raw.by, out)

    def large(self, raw: Block, precise: Any, missing: float) -> Block:
        """A block with too many elements to examine each: the precise ones, by the rules' convention at a kink."""
        if self.sharp.kinks and raw.by:
            names = sorted({describe(s) for s in on_kink(self.subject)})
            self.note(raw.path, "kink", f"not differentiable at some elements: {', '.join(names)} sits on its kink")
        elif missing > 0:
            self.note(raw.path, "digits", LOST)
        out, seen = numpy().empty(raw.value.shape, object), set(self.notes)
        for n, (v, p) in enumerate(zip(raw.value.flat, precise.flat)):
            path = f"{raw.path}.{'.'.join(map(str, numpy().unravel_index(n, out.shape)))}"
            if is_finite(p):
                out.flat[n] = self.rounded(path, v, p)
            else:
                out.flat[n] = v
                self.note(path, "nonfinite", "not finite; in a large array it is not examined why", sign_text(v))
        told: set[str] = set()
        for path in [p for p in self.notes if p not in seen]:  # one of each kind is told
            code = self.notes[path].code
            if code in told:
                del self.notes[path]
            told.add(code)
        return Block(raw.path, raw.by, out)

    def element(self, block: Block, path: str, n: int, value: Any, precise: Any, missing: float) -> Any:
        """One number: the precise one, or what the limit says."""
        fine = is_finite(precise) and not self.far
        if fine and (not block.by or not self.sharp.kinks):
            if missing > 0:
                self.note(path, "digits", LOST)
            return self.rounded(path, value, precise)
        if not block.by:
            return self.singular(path, n, value, precise)
        return self.limit(block, path, n, value, precise)

    def rounded(self, path: str, value: Any, precise: Any) -> Any:
        """A precise number as it is printed: a float, or text above 15 digits; with a note if float64 was wrong."""
        if self.ask.digits > 15:
            return Digits(precise, self.ask.digits)
        nearest = float(precise)
        if magnitude(precise) > FAR:
            self.note(path, "overflow", "beyond float64: farther from 0 than 10^10^17", sign_text(nearest))
        elif nearest - nearest != 0:
            self.note(path, "overflow", f"beyond float64: the value is {text(precise)}", text(precise))
        elif -inf < magnitude(precise) < -FAR:
            self.note(path, "underflow", "below float64: nearer to 0 than 10^-10^17")
        elif abs(nearest) < NORMAL and abs(precise - nearest) > abs(precise) * 10.0**-self.ask.digits / 2:
            decimal = Digits(precise, 10)
            self.note(path, "underflow", f"below float64: the value is {decimal}", decimal)
        elif value - value != 0:
            self.note(path, "digits", "float64 overflows on the way: computed with more digits")
        elif f"{value:.{self.ask.digits - 1}e}" != f"{nearest:.{self.ask.digits - 1}e}":
            kept = right_digits(value, nearest)
            if kept < self.ask.digits - 1:
                left = "1 digit" if kept == 1 else f"{kept or 'no'} digits"
                self.note(path, "digits", f"float64 would leave {left}: computed with more")
        return nearest

    # a value that is not finite

    def singular(self, path: str, n: int, value: Any, precise: Any) -> Any:
        """The value where more digits do not make it finite: an error outside the domain, else a note."""
        if self.far:
            return self.from_infinity(path, n, value, precise)
        exact = blame(self.sharp.subject) or endless_step(self.sharp.subject)
        step = blame(self.subject) or self.recorded(exact)
        what = describe(exact or step) if exact or step else "the whole"
        why, whole = "", step and step[1].name in ("floor_divide", "mod")
        if precise == precise and not whole:
            self.note(path, "pole", f"{what} is infinite", "inf" if precise > 0 else "-inf")
            return float(precise)
        hint = None if whole else self.hint_of_limit(n)
        if hint:
            if self.slopes():
                self.note(path, "nonfinite", f"{what} is undefined; {hint.replace(' of the whole', '')}")
                return None
        elif step is not None and any(not is_finite(a) for a in split(step)[1] if hasattr(a, "__sub__")):
            inner = origin_of_infinity(self.subject, step)
            why = f": {describe(inner)} is infinite" if inner else ""
        raise undefined(step, hint or domain_hint(step), what, why)

    def hint_of_limit(self, n: int | None) -> str | None:
        """The limit of the function itself, in words."""
        at = None if n is None else self.output(n)
        found = approach(self.deep.program, self.deep.values, at, self.remaining())
        return None if found is None else f"the limit of the whole is {text(found)}"

    def from_infinity(self, path: str, n: int, value: Any, precise: Any) -> Any:
        """A value at an infinite or undefined input."""
        names = ", ".join(self.far)
        if is_finite(value) and not any(has_nan(v) for v in self.subject.values):
            return self.rounded(path, value, precise) if is_finite(precise) else value
        if any(has_nan(v) for v in self.subject.values):
            if is_finite(value):
                return value
            self.note(path, "nonfinite", f"{names} holds a nan", "nan")
            return None
        found = approach(self.deep.program, self.deep.values, self.output(n), self.remaining())
        if found is not None:
            self.note(path, "digits", f"the limit as {names} goes to infinity")
            return float(found)
        if value == value:
            self.note(path, "nonfinite", f"infinite because {names} is", "inf" if value > 0 else "-inf")
            return value
        step = blame(self.subject)
        if step and step[1].name in ("log", "log2", "log10", "log1p", "sqrt", "arcsin", "arccos", "arccosh", "arctanh"):
            raise undefined(step, domain_hint(step))
        self.note(path, "nonfinite", f"undefined because {names} is infinite", "nan")
        return None

    def slopes(self) -> bool:
        """Whether some derivative that was asked for is infinite, so that it is worth printing without a value."""
        return any(
            self.examine(b, n).kind == "infinite"
            for b in self.raw if len(b.by) == 1 for n in range(min(getattr(b.value, "size", 1), ELEMENTS))
        )  # fmt: skip

    # a derivative that no rule gives

    def output(self, n: int) -> int | None:
        """Which element of the target: None for a number."""
        return n if getattr(self.subject.result, "shape", ()) else None

    def remaining(self) -> float:
        """Seconds left for one limit: a little even after the deadline, but not for ever."""
        left = self.deadline - time.process_time()
        return max(left, 0.3 if left > -OVERTIME else 0.01)

    def examine(self, block: Block, n: int) -> Any:
        """The limit of one derivative: element n of a block."""
        if not self.sharp.runs:
            return Limit("unknown")
        sizes = [getattr(self.subject.values[m], "size", 1) for m in block.by]
        path = []
        for m, s in zip(reversed(block.by), reversed(sizes)):
            n, e = divmod(n, s)
            path.append((m, e))
        seconds = min(EACH, self.remaining())
        more = max(0, self.ask.digits - FINE)
        return examine(self.deep.program, self.deep.values, tuple(reversed(path)), self.output(n), seconds, more)

    def limit(self, block: Block, path: str, n: int, value: Any, precise: Any) -> Any:
        """One derivative at an awkward point."""
        if "value" in self.notes and self.notes["value"].code == "pole":
            self.note(path, "pole", f"undefined: {self.whose()} is infinite here", sign_text(value))
            return value if value == value and value - value != 0 else None
        if any(has_nan(v) for v in self.subject.values):
            self.note(path, "nonfinite", f"{', '.join(self.far)} holds a nan", "nan")
            return None
        found = self.examine(block, n)
        left, right = text(found.left), text(found.right)
        if found.kind == "exists":
            return self.rounded(path, float(found.value), found.value)
        if found.kind == "onesided":
            self.note(path, "onesided", f"one-sided: {self.whose()} is defined on one side only")
            return self.rounded(path, float(found.value), found.value)
        if found.kind == "kink":
            pick = precise if self.ask.digits > 15 else value
            pick = pick if is_finite(pick) and between(pick, found) else middle(found)
            sides = f"slope {left} on the left, {right} on the right"
            self.note(path, "kink", f"not differentiable here: {sides}; {text(pick)} is printed by convention")
            return Digits(pick, self.ask.digits) if self.ask.digits > 15 else float(pick)
        if found.kind == "jump":
            self.note(path, "jump", f"discontinuous here: {sides_of(found)}")
            return None
        if found.kind == "infinite":
            if found.value is None:
                sides = f"{left} on the left, {right} on the right"
                why = f"infinite slope here: {self.whose() if left == right else sides}"
                self.note(path, "infinite", why)
                return None
            sign = "inf" if found.value > 0 else "-inf"
            self.note(path, "infinite", f"infinite slope here: {self.whose()}", sign)
            return float(found.value)
        if found.kind == "pole":
            step = blame(self.subject) or steep(self.subject)
            what = f"{describe(step)} is infinite here" if step else "infinite next to this point"
            self.note(path, "pole", f"undefined: {what}", sign_text(value))
            return value if value == value and value - value != 0 else None
        if found.kind in ("removable", "undefined"):
            self.note(
                path, "nonfinite", f"undefined here: {self.whose()}", None if found.value is None else text(found.value)
            )
            return None
        if is_finite(precise) and not self.far:
            self.note(path, "kink", f"{self.whose()} {sits(self.blamed())}: not examined{self.late()}")
            return self.rounded(path, value, precise)
        self.note(path, "nonfinite", f"not finite, and not examined{self.late()}: {self.whose()}", sign_text(value))
        return value if value == value else None

    def late(self) -> str:
        """Why a limit is not known."""
        return " in time" if self.sharp.runs else ": the program does not run with more digits"

    def blamed(self) -> Any:
        """The step to blame; None if there is none."""
        return (
            blame(self.subject) or next(iter(self.sharp.kinks), None) or steep(self.subject)
            or endless_step(self.sharp.subject)
        )  # fmt: skip

    def whose(self) -> str:
        """The operation to blame, with its input."""
        step = self.blamed()
        return describe(step) if step else "the expression"

    def smooth(self, found: list[Block]) -> None:
        """Partials that all exist need not make a derivative: compare a direction with what they predict."""
        if not self.sharp.kinks:
            return
        for n, block in enumerate(found):
            if any(path.startswith(block.path + ".") or path == block.path for path in self.notes):
                continue
            size = getattr(block.value, "size", 1)
            if len(block.by) == 1 and 1 < size <= ELEMENTS and not getattr(self.subject.result, "shape", ()):
                values = list(block.value.flat)
                if not linear(self.deep.program, self.deep.values, block.by[0], values, self.remaining()):
                    why = "the slopes along the axes do not add up; one choice among many is printed"
                    self.note(block.path, "kink", f"not differentiable here: {why}")
                    found[n] = self.raw[n]

    def note(self, path: str, code: str, message: str, value: str | None = None) -> None:
        """Say something about a path, once."""
        self.notes.setdefault(path, Note(path, code, message, value))


def sides_of(found: Any) -> str:
    """What a function does at a jump: where it comes from, and where it goes to."""
    left, right, here = text(found.left), text(found.right), text(found.base)
    if left != right:
        return f"{left} on the left, {right} on the right"
    if found.left is not None and found.left != found.right:
        return f"near {left} it jumps by {text(found.right - found.left)}"
    return f"{left} on both sides, {here} at the point"


def between(value: Any, limit: Any) -> bool:
    """Whether a number lies between the one-sided slopes."""
    low, high = sorted([limit.left, limit.right])
    return bool(low - 1e-12 <= value <= high + 1e-12)


def middle(limit: Any) -> Any:
    """A slope between the one-sided ones, to print at a kink."""
    return (limit.left + limit.right) / 2
