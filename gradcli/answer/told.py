"""What is printed of each number that germs examined, its digits all right, and what is said where there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from math import inf, nextafter
from typing import Any

from flint import arb

from ..errors import GradcliError
from ..interpreters.germs import Germs, Limit
from ..interpreters.on_kinks import on_kink
from ..ops.values import is_finite
from ..results import Note
from ..results.numbers import Digits
from .describe import describe, right_digits, sign_text, sits, text, to_float
from .nonfinite import blame, first_not_finite, has_nan, steep
from .subject import Ask, Block, Subject
from .trusted import good

Printed = tuple[Any, float | None, bool]  # what is printed, its error bound, whether it is proven

FAR = 10**18  # the binary exponent beyond which nobody reads a number
NORMAL = 2.0**-1022  # nearer to 0 a float has fewer digits
NULL: Printed = (None, None, False)
UNDECIDED = {
    "time": "in the time there is", "mixed": "for partials of more variables", "form": "by any proof known here",
}  # fmt: skip


class Told:
    """The notes of a study, and the words for what germs say of its numbers.

    exact: as in `settle`; raw: float64's blocks; germs: of the subject.
    """

    germs: Germs

    def __init__(self, subject: Subject, ask: Ask, raw: list[Block], exact: Callable[[], Subject] | None) -> None:
        self.subject, self.ask, self.raw, self.exact = subject, ask, raw, exact
        self.notes: dict[str, Note] = {}

    def note(self, path: str, code: str, message: str, value: str | None = None) -> None:
        """Say something about a path, once."""
        self.notes.setdefault(path, Note(path, code, message, value))

    # whose fault it is

    @cached_property
    def kinks(self) -> list[Any]:
        """The steps that sit on their kink, where float64's numbers are a convention."""
        return on_kink(self.subject.program)

    @cached_property
    def narrow(self) -> bool:
        """Whether numbers of fewer bits are rounded on the way."""
        return any(
            getattr(getattr(step[2], "dtype", None), "char", "?") in "efF" for step in self.subject.program.steps
        )

    def recorded(self, found: tuple[int, int] | None) -> Any:
        """The step, as float64 recorded it, that germs count as (which, of how many); None if it is not known."""
        steps = self.subject.program.until()
        return steps[found[0]] if found is not None and len(steps) == found[1] else None

    def culprit(self) -> Any:
        """The step that has no value in exact arithmetic."""
        return self.recorded(self.germs.culprit())

    def whose(self) -> str:
        """The operation to blame, with its input; a comparison only where there is no other."""
        steps = self.subject.program.until()
        step = (
            blame(self.subject) or self.culprit() or next((s for s in steps if has_nan(s[2])), None)
            or first_not_finite(steps) or next((s for s in self.kinks if not s[1].compares), None)
            or steep(self.subject) or next(iter(self.kinks), None) or self.recorded(self.germs.first_decision())
        )  # fmt: skip
        return describe(step) if step else "the expression"

    # derivatives

    def derivative(self, path: str, by: Sequence[int], value: float, found: Limit, far: bool) -> Printed:
        """One derivative at an awkward point."""
        kind, left, right = found.kind, text(found.left), text(found.right)
        if "value" in self.notes and self.notes["value"].code == "pole":
            return self.pole(path, value, f"{self.whose()} is infinite here")
        if found.doubt is not None and kind not in ("exists", "onesided", "kink"):
            return self.unproven(path, value, found)
        if kind in ("exists", "onesided"):
            if kind == "onesided":
                self.note(path, "onesided", f"one-sided: {self.whose()} is defined on one side only")
            return self.rounded(path, to_float(found.value) if self.kinks or found.decided or far else value, found)
        if kind == "kink":
            return self.kink(path, value, found)
        if kind == "order":
            self.note(path, "kink", f"the order of differentiation matters here: {self.orders(by, found)}")
            return self.rounded(path, to_float(found.value), found)
        if kind == "pole":
            step = blame(self.subject) or steep(self.subject)
            why = f"{describe(step)}{'' if has_nan(step[2]) else ' is infinite here'}" if step else ""
            return self.pole(path, value, why or "infinite next to this point")
        if kind == "infinite":
            sides = self.whose() if left == right else f"{left} on the left, {right} on the right"
            told = None if found.value is None else sign_text(found.value)
            self.note(path, "infinite", f"infinite slope here: {self.whose() if told else sides}", told)
            return found.value, None, found.value is not None
        if kind == "jump":
            self.note(path, "jump", f"discontinuous here: {sides_of(found)}")
        elif kind == "oscillates":
            self.note(path, "nonfinite", f"undefined here: it oscillates without a limit next to {self.whose()}")
        elif kind in ("removable", "undefined"):
            told = None if found.value is None else text(found.value)
            self.note(path, "nonfinite", f"undefined here: {self.whose()}", told)
        else:
            return self.unproven(path, value, found)
        return NULL

    def pole(self, path: str, value: float, why: str) -> Printed:
        """What has no derivative because something is infinite."""
        infinite = value in (inf, -inf)
        self.note(path, "pole", why if infinite else f"undefined: {why}", sign_text(value))
        return (value if infinite else None), None, False

    def orders(self, by: Sequence[int], found: Limit) -> str:
        """The two values of a mixed partial, and in which order each is asked."""
        names = list(dict.fromkeys(self.subject.names[n] for n in by))
        told = [f"by {names[0]} first", f"by {names[-1]} first"] if len(names) > 1 else ["in one order", "in the other"]
        return f"{text(found.right)} {told[0]}, {text(found.left)} {told[1]}"

    def kink(self, path: str, value: float, found: Limit) -> Printed:
        """Both slopes, and the one that is printed by convention: the rules', where it lies between them."""
        low, high = sorted(to_float(v) for v in (found.left, found.right))
        middle = (arb(found.left) + arb(found.right)) / 2
        inside = is_finite(value) and low - 1e-12 <= value <= high + 1e-12
        pick: Any = middle
        if inside:  # a float between the sides, or the side that it is a rounded one of
            nearest = min(found.left, found.right, key=lambda v: abs(to_float(v) - value))
            pick = arb(value) if low < value < high else nearest
        left, right = text(found.left), text(found.right)
        sides = f"slope {left} on the left, {right} on the right"
        if left == right:
            more = "more" if found.gap > 0 else "less"
            sides = f"slope {left} on both sides, that to the right {text(abs(found.gap), tiny=True)} {more}"
        doubt = "" if found.doubt is None else "; that it is exactly 0 there is not proven"
        self.note(path, "kink", f"not differentiable here: {sides}; {text(pick)} is printed by convention{doubt}")
        return (Digits(pick, self.ask.digits) if self.ask.digits > 15 else to_float(pick)), None, found.doubt is None

    # numbers

    def unproven(self, path: str, value: float, found: Limit) -> Printed:
        """A number that nothing proves: none is printed, unless a bound carries it or it is a script's own."""
        carried = any(path.startswith(b.path) and b.error is not None and good(b, self.ask.digits) for b in self.raw)
        kink = None if path.startswith("value") else next(iter(self.kinks), None)
        if found.doubt == "form" and self.ask.digits > 15:
            raise GradcliError("no more than 15 digits could be had here", code="digits", status=4)
        if self.exact is None and self.ask.digits <= 15:
            if found.doubt == "form" and kink:
                why = "not examined: the program does not run on balls"
                self.note(path, "kink", f"{describe(kink)} {sits(kink)}: {why}")
            elif not carried and found.doubt == "form":
                self.note(path, "digits", "digits may be lost, and the program does not run on balls")
            elif not carried:
                self.note("value", "digits", "not every digit could be proven in the time")
            return value, None, False
        if found.doubt == "form" and carried and not kink:
            return value, None, False
        why = UNDECIDED.get(found.doubt or "", "with as many digits as were tried")
        self.note(path, "undecided", f"undecided {why}: {self.whose()}", None)
        return NULL

    def rounded(self, path: str, value: float, found: Limit) -> Printed:
        """A proven number as a float, or text above 15 digits; with a note if float64 was wrong."""
        c, proven, digits = found.value, found.doubt is None, self.ask.digits
        tiny = c.__class__ is arb and not c.is_zero() and bool(c.contains(0))  # nothing is known but that it is small
        if tiny and not abs(c) < 1:
            return self.unproven(path, value, found)
        if not proven:
            self.note(path, "undecided", f"printed as if {self.whose()} were exact: not proven")
        if digits > 15 and not tiny:
            return Digits(c, digits), float(arb(c).rad()), proven
        if path.startswith("value") and self.narrow:  # as the program itself has it
            return value, error_of(value, c), proven
        nearest = 0.0 if tiny else to_float(c)
        if tiny and abs(c) < TINY:  # it is no zero, but far below float64
            self.note(path, "underflow", f"0 to {tiny_digits(c)} digits; that it is exactly 0 is not proven", "0")
        elif tiny:
            if self.ask.prove or self.ask.check or digits > 15:
                self.note(path, "underflow", f"0 as far as {tiny_digits(c)} digits show", "0")
        elif nearest - nearest != 0:
            self.note(path, "overflow", *beyond(c))
        elif abs(nearest) < NORMAL and abs(arb(nearest) - arb(c)) > abs(arb(c)) * arb(10) ** -digits / 2:
            if (decimal := text(c, tiny=True)) != repr(nearest):
                self.note(path, "underflow", f"below float64: the value is {decimal}", decimal)
        elif value - value != 0:
            self.note(path, "digits", "right as printed: ordinary arithmetic overflows on the way")
        elif f"{value:.{digits - 1}e}" != f"{nearest:.{digits - 1}e}":
            kept = right_digits(value, nearest)
            if kept < digits - 1:
                left = "1 digit" if kept == 1 else f"{kept or 'no'} digits"
                self.note(path, "digits", f"right as printed: ordinary arithmetic would leave {left}")
        return Digits(arb(nearest), digits) if digits > 15 else nearest, error_of(nearest, c), proven


def error_of(nearest: float, c: Any) -> float | None:
    """A bound of how far the printed float is from the number."""
    if nearest - nearest != 0:
        return None
    error = float(abs(arb(c) - arb(nearest)).upper())
    return nextafter(error, inf) if error else 0.0


TINY = arb(10) ** -100_000


def tiny_digits(c: Any) -> str:
    """How many zeros follow the point, at least."""
    size, powers = (-(abs(c).upper().log() / arb(10).log())).lower(), ""
    while not size < FAR:
        size, powers = (size.log() / arb(10).log()).lower(), f"{powers}10^"
    return f"{powers}{int(float(size))}"


def beyond(c: Any) -> tuple[str, str | None]:
    """What to say of a number that no float holds."""
    _, exponent = arb(c).mid().man_exp() if arb(c).is_finite() else (0, FAR + 1)
    if exponent > FAR or arb(c).rel_accuracy_bits() < 30:
        return "beyond float64: farther from 0 than 10^10^17", "inf" if arb(c).mid() > 0 else "-inf"
    shown = text(c)
    return f"beyond float64: the value is {shown}", shown


def sides_of(found: Limit) -> str:
    """What a function does at a jump: where it comes from, and where it goes to."""
    left, right, here = text(found.left), text(found.right), text(found.base)
    if left != right:
        return f"{left} on the left, {right} on the right"
    if found.gap:
        return f"near {left} it jumps by {text(found.gap, tiny=True)}"
    return f"{left} on both sides, {here} at the point"
