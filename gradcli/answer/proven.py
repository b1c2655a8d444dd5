"""What is printed for each number in doubt: a ball proves its digits, or a note says why there is none."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import cached_property
from math import inf, log10, nextafter
from typing import TYPE_CHECKING, Any

from flint import arb, ctx

from ..core.forms import numpy
from ..core.timer import limit
from ..core.trace import split
from ..errors import BREAKS, GradcliError
from ..interpreters.germs import Germs, Limit, Point, same
from ..interpreters.germs.germ import Fail, Germ, lift
from ..ops.branches import floor_divide, mod
from ..ops.values import is_finite, shape_of
from ..results import Digits, Note
from .derivatives import Ask, Block, Subject, blocks
from .describe import describe, domain_hint, right_digits, sign_text, sits, text, to_float
from .nonfinite import blame, has_nan, origin_of_infinity, steep, undefined
from .trusted import clean, good, on_kink

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..interpreters.germs import Coordinate

ELEMENTS = 64  # more are not looked at one by one
FEW = 12  # germs for so many numbers, rather than one sweep of balls
FAR = 10**18  # the binary exponent beyond which nobody reads a number
NORMAL = 2.0**-1022  # nearer to 0 a float has fewer digits
OVERTIME = 1.0  # seconds after the deadline in which a number still gets some time
CURVES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))  # x^2*y/(x^4 + y^2) has another limit on each


class Proven:
    """One study whose float64 numbers are in doubt.

    exact: as in `settle`; raw: float64's blocks; deadline: of the processor's time.
    """

    def __init__(
        self, subject: Subject, ask: Ask, raw: list[Block], exact: Callable[[], Subject] | None, deadline: float
    ) -> None:
        self.subject, self.ask, self.raw, self.exact, self.deadline = subject, ask, raw, exact, deadline
        self.germs = Germs(self.point, max(ask.digits, 15), deadline + OVERTIME)
        self.notes: dict[str, Note] = {}
        self.far = [n for n, v in zip(subject.names, subject.values) if not is_finite(v)]
        self.decided = False
        self.swept: list[Block] | None = None

    def point(self) -> Point:
        """What germs are asked of: the decimals as written, where they can be had."""
        if self.exact is not None:
            with suppress(Fail, GradcliError, *BREAKS):
                subject = self.exact()
                return Point(subject.program, subject.values, subject.constant)
        return Point(self.subject.program, self.subject.values, self.subject.constant)

    @cached_property
    def kinks(self) -> list[Any]:
        """The steps that sit on their kink, where float64's numbers are a convention."""
        return on_kink(self.subject)

    def settled(self) -> tuple[list[Block], list[Note]]:
        """The blocks, each number with its error bound and whether it is proven, and their notes."""
        if not self.far and sum(getattr(b.value, "size", 1) for b in self.raw) > FEW:
            self.swept = self.by_rules()
        found: list[Block] = []
        for n, raw in enumerate(self.raw):
            twin = next((b for b in found if b.by == raw.by), None) if raw.path.kind == "derivatives" else None
            found.append(self.again(raw, twin) if twin else self.block(raw, n))
        self.add_up(found)
        return found, list(self.notes.values())

    def again(self, raw: Block, twin: Block) -> Block:
        """A number that stands elsewhere too; a null is explained in both places."""
        note = self.notes.get(twin.path)
        if note and twin.value in (None, inf, -inf):
            self.note(raw.path, note.code, note.message, note.value)
        return Block(raw.path, raw.by, twin.value, twin.error, twin.proven)

    # many numbers of a point where nothing is decided by an exact 0: one sweep of balls

    def by_rules(self) -> list[Block] | None:
        """All blocks by the rules, run on balls; None where some step sits on its kink, or has no value."""
        germs = self.germs
        bits, before, most = germs.bits, ctx.prec, 4 * germs.bits + 800
        try:
            with limit(self.remaining(), TimeoutError):
                while True:
                    ctx.prec = bits
                    try:
                        found = self.ball_blocks(bits)
                        if found is None or all(germs.enough(c) for b in found for c in numbers(b.value)):
                            return found
                    except Fail as error:
                        if error.kind != "undecided":
                            return None
                    if bits >= most:
                        return None
                    bits = min(2 * bits, most)
        except (TimeoutError, GradcliError, *BREAKS):
            return None
        finally:
            ctx.prec = before

    def ball_blocks(self, bits: int) -> list[Block] | None:
        """The same in the precision in force."""
        point = self.germs.analytic_point()
        if point is None:
            return None
        subject = Subject(point.program, self.subject.names, tuple(point.values))
        found = clean(blocks(subject.at([self.germs.lift(v) for v in point.values], self.germs.lift), self.ask))
        for b in found:
            b.value = mapped(ball, b.value)
        return found

    def block(self, raw: Block, n: int) -> Block:
        """One block, element by element."""
        if self.swept is not None:
            values = numbers(self.swept[n].value)
            found = [Limit("exists", c) for c in values]
        elif getattr(raw.value, "size", 1) > ELEMENTS:
            return self.large(raw)
        else:
            found = []
        shape = getattr(raw.value, "shape", ())
        out: list[tuple[Any, Any, Any]] = []
        for k, value in enumerate(numbers(raw.value)):
            at = "." + ".".join(map(str, numpy().unravel_index(k, shape))) if shape else ""
            path = raw.path if not shape else f"{raw.path}{at}"
            out.append(self.element(raw, path, k, value, found[k] if found else None))
        value, error, proven = zip(*out) if out else ((), (), ())
        if not shape:
            return Block(raw.path, raw.by, value[0], error[0], proven[0])
        return Block(raw.path, raw.by, *(shaped(v, shape) for v in (value, error, proven)))

    def large(self, raw: Block) -> Block:
        """Too many elements to examine each, at a point that is awkward: float64's, and a note."""
        if raw.by and (names := sorted({describe(s) for s in self.kinks})):
            self.note(raw.path, "kink", f"not differentiable at some elements: {', '.join(names)} sits on its kink")
        told: set[str] = set()
        for k, v in enumerate(raw.value.flat):
            code = "nonfinite" if not is_finite(v) else "digits"
            if code not in told and (code == "nonfinite" or not raw.by):
                told.add(code)
                at = ".".join(map(str, numpy().unravel_index(k, raw.value.shape)))
                if code == "nonfinite":
                    message = "not finite; in a large array it is not examined why"
                    self.note(f"{raw.path}.{at}", code, message, sign_text(float(v)))
        return Block(raw.path, raw.by, raw.value, None, False)

    def element(self, block: Block, path: str, n: int, value: Any, known: Limit | None) -> tuple[Any, Any, Any]:
        """(what is printed, its error bound, whether it is proven) of one number."""
        value = plain_float(value)
        if known is not None:
            found = known
        elif any(has_nan(v) for v in self.subject.values):
            return self.nan(block, path, value), None, False
        else:
            found = self.examined(block, n)
        if not block.by:
            return self.value(path, n, value, found)
        return self.derivative(path, value, found)

    def nan(self, block: Block, path: str, value: float) -> float | None:
        """At a point that is no number."""
        if not block.by and is_finite(value):
            return value
        self.note(path, "nonfinite", f"{', '.join(self.far)} holds a nan", "nan")
        return None

    def examined(self, block: Block, n: int) -> Limit:
        """What germs say of one element of a block."""
        path = []
        for m in reversed(block.by):
            n, e = divmod(n, getattr(self.subject.values[m], "size", 1))
            path.append((m, e))
        path.reverse()
        try:
            with limit(self.remaining(), TimeoutError):
                if self.far:
                    return self.germs.far(path, self.infinite(), n)
                return self.germs.derivative(path, n) if path else self.germs.value(n)
        except TimeoutError:
            return Limit("unknown", doubt="time")

    def remaining(self) -> float:
        """Seconds left for one number: a little even after the deadline, but not for ever."""
        left = self.deadline - time.process_time()
        return max(left, 0.3 if left > -OVERTIME else 0.01)

    def infinite(self) -> dict[Coordinate, int]:
        """The coordinates that are at an infinity, and which."""
        return {
            (n, e): 1 if x > 0 else -1
            for n, v in enumerate(self.subject.values) for e, x in enumerate(numbers(v)) if x in (inf, -inf)
        }  # fmt: skip

    # the value

    def value(self, path: str, n: int, value: float, found: Limit) -> tuple[Any, Any, Any]:
        """The value, or why there is none: an error outside the domain, else a note."""
        if self.far:
            return self.from_infinity(path, value, found)
        if found.kind == "exists":
            return self.rounded(path, value, found)
        if found.kind == "unknown":
            return self.unproven(path, value, found)
        exact = self.culprit(n)
        step = blame(self.subject) or exact
        what = describe(exact or step) if exact or step else "the whole"
        whole = step is not None and step[1] in (floor_divide.op, mod.op)
        last = exact is not None and exact[0] == self.subject.target
        if found.kind == "pole" and not whole and (value in (inf, -inf) or (last and found.value is not None)):
            sign = value if value in (inf, -inf) else found.value
            self.note(path, "pole", f"{what} is infinite", sign_text(sign))
            return sign, None, True
        hint, why = None if whole else self.hint_of_limit(n), ""
        if hint:
            if self.slopes():
                self.note(path, "nonfinite", f"{what} is undefined; {hint.replace(' of the whole', '')}")
                return None, None, False
        elif step is not None and not all(map(is_finite, split(step)[1])):
            inner = origin_of_infinity(self.subject, step)
            why = f": {describe(inner)} is infinite" if inner else ""
        raise undefined(step, hint or domain_hint(step), what, why)

    def culprit(self, n: int = 0) -> Any:
        """The step, as float64 recorded it, that has no value in exact arithmetic; None if it is not known."""
        found = self.germs.culprit(n)
        if found is None:
            return None
        steps = self.subject.program.until()
        place, count = found
        return steps[place] if len(steps) == count else None

    def hint_of_limit(self, n: int) -> str | None:
        """The limit of the function itself, in words."""
        found = self.approach(n)
        return None if found is None else f"the limit of the whole is {text(found)}"

    def approach(self, n: int) -> Any:
        """The value that f tends to from every side, or None."""
        flat = [(m, e) for m, v in enumerate(self.subject.values) for e in range(getattr(v, "size", 1))][:16]
        curves = [{c: (way, 1)} for c in flat for way in (1, -1)]
        if len(flat) > 1:
            curves += [{c: ((1, way)[k % 2], p[k % 2]) for k, c in enumerate(flat)} for p in CURVES for way in (1, -1)]
        try:
            with limit(self.remaining(), TimeoutError):
                return self.germs.approach(curves, n)
        except TimeoutError:
            return None

    def slopes(self) -> bool:
        """Whether some derivative that was asked for is infinite, so that it is worth printing without a value."""
        return any(
            self.examined(b, k).kind == "infinite"
            for b in self.raw if len(b.by) == 1 for k in range(min(getattr(b.value, "size", 1), ELEMENTS))
        )  # fmt: skip

    def from_infinity(self, path: str, value: float, found: Limit) -> tuple[Any, Any, Any]:
        """A value at an infinite input."""
        names = ", ".join(self.far)
        if found.kind == "exists":
            if not is_finite(value):
                self.note(path, "digits", f"the limit as {names} goes to infinity")
                value = float("nan")
            return self.rounded(path, value if value == value else to_float(found.value), found)
        if value == value and not is_finite(value):
            self.note(path, "nonfinite", f"infinite because {names} is", sign_text(value))
            return value, None, False
        step = blame(self.subject)
        if found.kind == "undefined" and step and step[1].needs:
            raise undefined(step, domain_hint(step))
        self.note(path, "nonfinite", f"undefined because {names} is infinite", "nan")
        return None, None, False

    # a derivative

    def derivative(self, path: str, value: float, found: Limit) -> tuple[Any, Any, Any]:
        """One derivative at an awkward point."""
        kind, left, right = found.kind, text(found.left), text(found.right)
        null = None, None, False
        if "value" in self.notes and self.notes["value"].code == "pole":
            self.note(path, "pole", f"undefined: {self.whose()} is infinite here", sign_text(value))
            return (value if value in (inf, -inf) else None), None, False
        if kind in ("exists", "onesided"):
            if kind == "onesided":
                self.note(path, "onesided", f"one-sided: {self.whose()} is defined on one side only")
            return self.rounded(
                path, to_float(found.value) if self.kinks or found.decided or self.far else value, found
            )
        if kind == "kink":
            return self.kink(path, value, found)
        if kind == "jump":
            self.note(path, "jump", f"discontinuous here: {sides_of(found)}")
            return null
        if kind == "order":
            sides = f"{left} if asked in one order, {right} in the other"
            self.note(path, "kink", f"the order of differentiation matters here: {sides}")
            return null
        if kind == "oscillates":
            self.note(path, "nonfinite", f"undefined here: it oscillates without a limit next to {self.whose()}")
            return null
        if kind == "infinite":
            if found.value is None:
                sides = f"{left} on the left, {right} on the right"
                self.note(path, "infinite", f"infinite slope here: {self.whose() if left == right else sides}")
                return null
            self.note(path, "infinite", f"infinite slope here: {self.whose()}", sign_text(found.value))
            return found.value, None, True
        if kind == "pole":
            step = blame(self.subject) or steep(self.subject)
            what = f"{describe(step)} is infinite here" if step else "infinite next to this point"
            self.note(path, "pole", f"undefined: {what}", sign_text(value))
            return (value if value in (inf, -inf) else None), None, False
        if kind in ("removable", "undefined"):
            self.note(
                path, "nonfinite", f"undefined here: {self.whose()}", None if found.value is None else text(found.value)
            )
            return null
        return self.unproven(path, value, found)

    def kink(self, path: str, value: float, found: Limit) -> tuple[Any, Any, Any]:
        """Both slopes, and the one that is printed by convention: the rules', where it lies between them."""
        low, high = sorted(to_float(v) for v in (found.left, found.right))
        middle = (arb(found.left) + arb(found.right)) / 2
        inside = is_finite(value) and low - 1e-12 <= value <= high + 1e-12
        pick: Any = nearest_of(value, found) if inside else middle
        sides = f"slope {text(found.left)} on the left, {text(found.right)} on the right"
        doubt = "" if found.doubt is None else "; that it is exactly 0 there is not proven"
        self.note(path, "kink", f"not differentiable here: {sides}; {text(pick)} is printed by convention{doubt}")
        return (Digits(pick, self.ask.digits) if self.ask.digits > 15 else to_float(pick)), None, found.doubt is None

    def unproven(self, path: str, value: float, found: Limit) -> tuple[Any, Any, Any]:
        """A number that nothing proves: none is printed, unless the program is of the user's own ops."""
        carried = any(path.startswith(b.path) and b.error is not None and good(b, self.ask.digits) for b in self.raw)
        if found.doubt == "form":
            if self.ask.digits > 15:
                raise GradcliError("no more than 15 digits could be had here", code="digits", status=4)
            if not path.startswith("value") and (step := next(iter(self.kinks), None)):
                why = "not examined: the program does not run on balls"
                self.note(path, "kink", f"{describe(step)} {sits(step)}: {why}")
            elif not carried:
                self.note(path, "digits", "digits may be lost, and the program does not run on balls")
            return value, None, False
        if (
            self.exact is None and not self.ask.digits > 15
        ):  # a script's own number is never withheld for want of a proof
            if not carried:
                self.note("value", "digits", "not every digit is proven: no digits, or no time, decide all of it")
            return value, None, False
        why = {"time": "in the time there is", "mixed": "for partials of more variables"}.get(
            found.doubt or "", "with as many digits as were tried"
        )
        self.note(path, "undecided", f"undecided {why}: {self.whose()}", None)
        return None, None, False

    def whose(self) -> str:
        """The operation to blame, with its input."""
        step = (
            blame(self.subject) or self.culprit() or next(iter(self.kinks), None) or steep(self.subject)
            or self.culprit_of_zero()
        )  # fmt: skip
        return describe(step) if step else "the expression"

    def culprit_of_zero(self) -> Any:
        """The first step that germs decided by an exact 0."""
        steps = self.subject.program.until()
        found = self.germs.first_decision()
        return steps[found[0]] if found is not None and found[1] == len(steps) else None

    def add_up(self, found: list[Block]) -> None:
        """Partials that all exist need not make a derivative: compare a direction with what they predict."""
        if self.far or self.swept is not None:
            return
        for n, block in enumerate(found):
            size = len(numbers(block.value))
            told = any(path.startswith(f"{block.path}.") or path == block.path for path in self.notes)
            if told or len(block.by) != 1 or not 1 < size <= ELEMENTS or shape_of(self.subject.result):
                continue
            if not all(numbers(block.proven)):  # of slopes that are not proven, their sum says nothing
                continue
            weights = {(block.by[0], e): 1 + e % 5 + e * e % 3 for e in range(size)}
            along = self.germs.along_path([weights])
            total = sum(to_float(v) * weights[block.by[0], e] for e, v in enumerate(numbers(block.value)))
            if along.kind != "exists" or abs(to_float(along.value) - total) > 1e-9 * (abs(total) + 1e-300):
                why = "the slopes along the axes do not add up; one choice among many is printed"
                self.note(block.path, "kink", f"not differentiable here: {why}")
                found[n] = Block(block.path, block.by, self.raw[n].value, None, False)

    # numbers as they are printed

    def rounded(self, path: str, value: float, found: Limit) -> tuple[Any, float | None, bool]:
        """A proven number as a float, or text above 15 digits; with a note if float64 was wrong."""
        c, proven = found.value, found.doubt is None
        if not proven:
            self.note(path, "undecided", f"printed as if {self.whose()} were exact: not proven")
        if self.ask.digits > 15 and not is_tiny(c, self.ask.digits):
            return Digits(c, self.ask.digits), float(arb(c).rad()), proven
        nearest = to_float(c)
        if is_tiny(c, self.ask.digits):
            self.note(path, "underflow", f"below float64: nearer to 0 than 10^-{tiny_digits(c)}")
            nearest = 0.0
        elif nearest - nearest != 0:
            self.note(path, "overflow", *beyond(c))
        elif abs(nearest) < NORMAL and abs(arb(nearest) - arb(c)) > abs(arb(c)) * arb(10) ** -self.ask.digits / 2:
            decimal = text(c, tiny=True)
            self.note(path, "underflow", f"below float64: the value is {decimal}", decimal)
        elif value - value != 0:
            self.note(path, "digits", "float64 overflows on the way: computed with more digits")
        elif f"{value:.{self.ask.digits - 1}e}" != f"{nearest:.{self.ask.digits - 1}e}":
            kept = right_digits(value, nearest)
            if kept < self.ask.digits - 1:
                left = "1 digit" if kept == 1 else f"{kept or 'no'} digits"
                self.note(path, "digits", f"float64 would leave {left}: computed with more")
        if self.ask.digits > 15:
            return Digits(arb(nearest), self.ask.digits), error_of(nearest, c), proven
        return nearest, error_of(nearest, c), proven

    def note(self, path: str, code: str, message: str, value: str | None = None) -> None:
        """Say something about a path, once."""
        self.notes.setdefault(path, Note(path, code, message, value))


def numbers(value: Any) -> list[Any]:
    """The elements of a number or an array."""
    return list(value.flat) if getattr(value, "shape", ()) else [value]


def mapped(f: Callable[[Any], Any], value: Any) -> Any:
    """f of each element, as an array of objects."""
    return shaped([f(v) for v in value.flat], value.shape) if getattr(value, "shape", ()) else f(value)


def shaped(values: Any, shape: tuple[int, ...]) -> Any:
    """An array of objects."""
    out = numpy().empty(shape, object)
    for k, v in enumerate(values):
        out.flat[k] = v
    return out


def ball(value: Any) -> Any:
    """A constant germ's number. Fail: it is none."""
    value = lift(value)
    if not isinstance(value, Germ):
        raise Fail(getattr(value, "kind", "form"))
    return value.at(0)


def plain_float(value: Any) -> float:
    """A number of float64's, or nan where there was none."""
    return float(value) if value is not None else float("nan")


def error_of(nearest: float, c: Any) -> float | None:
    """A bound of how far the printed float is from the number."""
    if nearest - nearest != 0:
        return None
    error = float(abs(arb(c) - arb(nearest)).upper())
    return nextafter(error, inf) if error else 0.0


def is_tiny(c: Any, digits: int) -> bool:
    """Whether nothing is known of a number but that it is far below every float."""
    return c.__class__ is arb and not c.is_zero() and bool(c.contains(0))


def tiny_digits(c: Any) -> str:
    """How many zeros follow the point, at least."""
    log = -(abs(c).upper().log() / arb(10).log())
    size = float(log.lower())
    return f"{int(size)}" if size < 1e17 else f"10^{int(log10(size))}"


def beyond(c: Any) -> tuple[str, str | None]:
    """What to say of a number that no float holds."""
    _, exponent = arb(c).mid().man_exp() if arb(c).is_finite() else (0, FAR + 1)
    if exponent > FAR or arb(c).rel_accuracy_bits() < 30:
        return "beyond float64: farther from 0 than 10^10^17", "inf" if arb(c).mid() > 0 else "-inf"
    shown = text(c)
    return f"beyond float64: the value is {shown}", shown


def nearest_of(value: float, found: Limit) -> Any:
    """The one-sided slope that a float stands for, if it stands for one."""
    for v in (found.left, found.right):
        if to_float(v) == value:
            return v
    return arb(value)


def sides_of(found: Limit) -> str:
    """What a function does at a jump: where it comes from, and where it goes to."""
    left, right, here = text(found.left), text(found.right), text(found.base)
    if left != right:
        return f"{left} on the left, {right} on the right"
    if found.left is not None and found.right is not None and not same(found.left, found.right):
        return f"near {left} it jumps by {text(found.right - found.left)}"
    return f"{left} on both sides, {here} at the point"
