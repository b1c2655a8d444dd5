"""From raw numbers to numbers that may be printed: float64 first, more digits when in doubt, limits at awkward points.

Doubt is cheap to raise: a value that is not finite, an op that sits on its kink, or an error bound that leaves fewer
digits than asked for. Then the same records run again in mpmath until two precisions agree; and where no rule can be
trusted, the function is asked from both sides. Every number that is not plainly the derivative gets a note.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .core.forms import numpy
from .core.trace import plain, split
from .errors import DomainFault, GradcliError
from .results import Note
from .study import Ask, Block, Subject, blocks, recorded

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = 50_000  # longer programs get no error bound
ELEMENTS = 64  # more are not looked at one by one
SECONDS = 6.0  # for everything beyond float64


@dataclass(slots=True)
class Settled:
    """The blocks to print, what must be said about them, and the raw float64 ones they came from."""

    blocks: list[Block]
    notes: list[Note] = field(default_factory=list)
    raw: list[Block] = field(default_factory=list)


def settle(subject: Subject, ask: Ask, exact: Callable[[], Subject] | None = None) -> Settled:
    """Everything asked of the subject, each number right to `ask.digits` digits or with a note that says why not.

    exact: makes the subject anew from the decimals as written, in the working precision of mpmath; for more digits than
    a float has. Raises DomainFault where there is no number at all.
    """
    raw = clean(blocks(subject, ask))
    finite = all(is_finite(b.value) for b in raw)
    if is_finite(raw[0].value) and (step := undefined_on_the_way(subject)):
        from .interpreters.limits import approach

        limit = approach(subject.program, subject.values, None, SECONDS)
        raise undefined(step, f"the limit of the whole is {text(limit)}" if limit is not None else domain_hint(step))
    if finite and ask.digits <= 15 and not on_kink(subject) and trusted(subject, raw, ask):
        return Settled(raw, [], raw)
    import mpmath

    if not finite:
        raw = [a if is_finite(a.value) else b for a, b in zip(raw, clean(blocks(subject, ask, absorb=True)))]
    make = exact or (lambda: subject.at([lifted(v) for v in subject.values], lifted))
    settler = Settler(subject, ask, raw, time.monotonic() + SECONDS)
    with mpmath.workdps(40):
        settler.refine(make)
        return settler.settled()


def clean(found: list[Block]) -> list[Block]:
    """The same blocks on bare values."""
    return [Block(b.path, b.by, plain(b.value)) for b in found]


def lifted(value: Any) -> Any:
    """A float64 value as mpmath's number, exactly."""
    from .interpreters.lift import lift

    return lift(value)


def is_finite(value: Any) -> bool:
    """No inf and no nan in a number or an array of any class."""
    if getattr(value, "shape", ()):
        if value.dtype == object:
            return all(is_finite(v) for v in value.flat)
        return bool(numpy().isfinite(value).all())
    return bool(value - value == 0)


def on_kink(subject: Subject) -> list[Any]:
    """The needed steps whose op sits where its derivative does not exist."""
    found = []
    for step in subject.program.needed().steps:
        kinks = step[1].kinks
        if kinks is not None:
            try:
                here = kinks(*split(step)[1])
            except (TypeError, ValueError, ArithmeticError):
                continue
            if here.any() if hasattr(here, "any") else here:
                found.append(step)
    return found


def trusted(subject: Subject, raw: list[Block], ask: Ask) -> bool:
    """Whether float64's error bound leaves the digits asked for, in every number."""
    if len(subject.program.steps) > STEPS:
        return True
    if any(len(b.by) > 2 or b.path.startswith("partials") for b in raw):
        return False
    from .interpreters.rounding import errors
    from .study import second_program

    if ask.order >= 2 and any(len(b.by) == 2 for b in raw):
        program, found = second_program(subject)
    elif ask.order >= 1:
        program, found = recorded(subject)
    else:
        program, found = subject.program, []
    bound = errors(program)
    tolerance = 0.5 * 10.0**-ask.digits
    for block, place in [(raw[0], subject.target), *((b, getattr(b.value, "at", 0)) for b in found)]:
        error = bound.get(place, 0.0)
        value = abs(plain(block.value))
        if not (bool((error <= tolerance * value).all()) if hasattr(error <= value, "all") else error <= tolerance * value):
            return False
    return True


class Settler:
    """One study whose float64 numbers are in doubt."""

    def __init__(self, subject: Subject, ask: Ask, raw: list[Block], deadline: float) -> None:
        self.subject, self.ask, self.raw, self.deadline = subject, ask, raw, deadline
        self.precise: list[Block] | None = None
        self.sharp: Subject = subject
        self.kinked = False
        self.notes: dict[str, Note] = {}

    def refine(self, make: Callable[[], Subject]) -> None:
        """Run the same records at rising precision until two runs agree; keep the last."""
        import mpmath

        digits = max(self.ask.digits, 17)
        before: list[Block] | None = None
        for dps in (digits + 23, 2 * digits + 46, 160 + digits, 400 + 2 * digits, 1200 + 2 * digits):
            if before is not None and time.monotonic() > self.deadline:
                return
            with mpmath.workdps(dps):
                try:
                    sharp = make()
                    if before is None:
                        self.kinked = bool(on_kink(sharp))
                    now = clean(blocks(sharp, self.ask))
                except GradcliError:
                    raise
                except (ArithmeticError, TypeError, ValueError, AttributeError):
                    return
            self.sharp = sharp
            if before is not None:
                pairs = list(zip(before, now))
                self.precise = [Block(b.path, b.by, agreed(a.value, b.value, digits)) for a, b in pairs]
                if all(_same(a.value, b.value, digits) for a, b in pairs):
                    return
            before = now

    def settled(self) -> Settled:
        """The numbers and their notes."""
        found = []
        for n, block in enumerate(self.raw):
            precise = self.precise[n].value if self.precise else None
            found.append(self.block(block, precise))
        self.smooth(found)
        return Settled(found, list(self.notes.values()), self.raw)

    def block(self, raw: Block, precise: Any) -> Block:
        """One block, element by element."""
        if not getattr(raw.value, "shape", ()):
            return Block(raw.path, raw.by, self.element(raw, raw.path, 0, raw.value, precise))
        if raw.value.size > ELEMENTS:
            return self.large(raw, precise)
        out = numpy().empty(raw.value.shape, object)
        for n, v in enumerate(raw.value.flat):
            at = ".".join(map(str, numpy().unravel_index(n, raw.value.shape)))
            out.flat[n] = self.element(raw, f"{raw.path}.{at}", n, v, None if precise is None else precise.flat[n])
        return Block(raw.path, raw.by, out)

    def large(self, raw: Block, precise: Any) -> Block:
        """A block with too many elements to examine each."""
        if self.kinked and raw.by:
            names = sorted({repr(s[1]) for s in on_kink(self.subject)})
            self.note(raw.path, "kink", f"not differentiable at some elements: {', '.join(names)} sits on its kink")
        if precise is not None and is_finite(precise) and not self.kinked:
            return Block(raw.path, raw.by, precise.astype(float))
        if not is_finite(raw.value):
            self.note(raw.path, "nonfinite", "some elements are not finite")
        return raw

    def element(self, block: Block, path: str, n: int, value: Any, precise: Any) -> Any:
        """One number: the float64 one, the precise one, or what the limit says."""
        if not block.by:
            return self.value(path, n, value, precise)
        if precise is not None and is_finite(precise) and not self.kinked:
            return self.rounded(path, value, precise)
        return self.limit(block, path, n, value, precise)

    def rounded(self, path: str, value: Any, precise: Any) -> Any:
        """A precise number as it is printed: a float, or text above 15 digits; with a note if float64 was wrong."""
        import mpmath

        if self.ask.digits > 15:
            return mpmath.nstr(precise, self.ask.digits, strip_zeros=True) if precise else 0.0
        nearest = float(precise)
        if nearest - nearest != 0:
            self.note(path, "overflow", f"beyond float64: the value is {text(precise)}", text(precise))
        elif nearest == 0 and precise != 0:
            self.note(path, "underflow", f"below float64: the value is {text(precise)}", text(precise))
        elif value - value != 0:
            self.note(path, "digits", "float64 overflows on the way: computed with more digits")
        elif f"{value:.{self.ask.digits - 1}e}" != f"{nearest:.{self.ask.digits - 1}e}":
            kept = right_digits(value, nearest)
            if kept < self.ask.digits - 1:
                left = "1 digit" if kept == 1 else f"{kept or 'no'} digits"
                self.note(path, "digits", f"float64 would leave {left}: computed with more")
        return nearest

    def value(self, path: str, n: int, value: Any, precise: Any) -> Any:
        """The value of the function itself."""
        if precise is not None and is_finite(precise):
            return self.rounded(path, value, precise)
        if value - value == 0:
            return value
        return self.singular(path, n, value)

    def singular(self, path: str, n: int, value: Any) -> Any:
        """A value that is not finite however many digits: an error outside the domain, else a note."""
        if any(not is_finite(v) for v in self.subject.values):
            return self.from_infinity(path, n, value)
        step = blame(self.subject, n)
        what = describe(step) if step else "the expression"
        if value == value:
            sign = "inf" if value > 0 else "-inf"
            self.note(path, "pole", f"{what} is infinite", sign)
            return value
        limit = self.examine_value(n)
        if limit is not None:
            slope = self.slopes(n)
            if slope:
                self.note(path, "nonfinite", f"{what} is undefined; the limit is {text(limit)}")
                return None
            hint = f"the limit of the whole is {text(limit)}"
        else:
            hint = domain_hint(step)
        if step is not None and any(not is_finite(a) for a in split(step)[1] if hasattr(a, "__sub__")):
            inner = origin_of_infinity(self.subject, step)
            what = f"{what}, with {describe(inner)} infinite" if inner else what
        raise undefined(step, hint, what)

    def from_infinity(self, path: str, n: int, value: Any) -> Any:
        """A value at an infinite or undefined input."""
        bad = [name for name, v in zip(self.subject.names, self.subject.values) if not is_finite(v)]
        if any(_has_nan(v) for v in self.subject.values):
            self.note(path, "nonfinite", f"{', '.join(bad)} holds a nan", "nan")
            return None
        found = self.examine_value(n)
        if found is not None:
            self.note(path, "digits", f"the limit as {', '.join(bad)} goes to infinity")
            return float(found)
        if value == value:
            self.note(path, "nonfinite", f"infinite because {', '.join(bad)} is", "inf" if value > 0 else "-inf")
            return value
        self.note(path, "nonfinite", f"undefined because {', '.join(bad)} is infinite", "nan")
        return None

    def examine_value(self, n: int) -> Any:
        """The limit of the function itself, along the first coordinate in which it has one."""
        from .interpreters.limits import approach

        return approach(self.subject.program, self.subject.values, self.output(n), self.remaining())

    def slopes(self, n: int) -> bool:
        """Whether some derivative that was asked for is infinite, so that it is worth printing without a value."""
        return any(
            self.examine(b, m).kind == "infinite"
            for b in self.raw if len(b.by) == 1 and not getattr(b.value, "shape", ()) for m in (0,)
        )  # fmt: skip

    def output(self, n: int) -> int | None:
        """Which element of the target: None for a number."""
        return n if getattr(self.subject.result, "shape", ()) else None

    def remaining(self) -> float:
        return max(0.3, self.deadline - time.monotonic())

    def coordinates(self, block: Block, n: int) -> tuple[int | None, tuple[tuple[int, int], ...]]:
        """Element n of a block as (element of the target, (source, element) per order)."""
        sizes = [getattr(self.subject.values[m], "size", 1) for m in block.by]
        path = []
        for m, s in zip(reversed(block.by), reversed(sizes)):
            n, e = divmod(n, s)
            path.append((m, e))
        return (n if getattr(self.subject.result, "shape", ()) else None), tuple(reversed(path))

    def examine(self, block: Block, n: int) -> Any:
        """The limit of one derivative."""
        from .interpreters.limits import examine

        output, path = self.coordinates(block, n)
        return examine(self.subject.program, self.subject.values, path, output, min(2.0, self.remaining()))

    def limit(self, block: Block, path: str, n: int, value: Any, precise: Any) -> Any:
        """One derivative at an awkward point."""
        found = self.examine(block, n)
        left, right = text(found.left), text(found.right)
        if found.kind == "exists":
            return self.rounded(path, float(found.value), found.value)
        if found.kind == "onesided":
            self.note(path, "onesided", f"one-sided: {self.whose()} is defined on one side only")
            return self.rounded(path, float(found.value), found.value)
        if found.kind == "kink":
            pick = value if value - value == 0 and _between(value, found) else middle(found)
            sides = f"slope {left} on the left, {right} on the right"
            self.note(path, "kink", f"not differentiable here: {sides}; {text(pick)} is printed by convention")
            return pick
        if found.kind == "jump":
            self.note(path, "jump", f"discontinuous here: {left} on the left, {right} on the right")
            return None
        if found.kind == "infinite":
            if found.value is None:
                self.note(path, "infinite", f"infinite slope here: {left} on the left, {right} on the right")
                return None
            sign = "inf" if found.value > 0 else "-inf"
            self.note(path, "infinite", f"infinite slope here: {self.whose()}", sign)
            return float(found.value)
        if found.kind == "pole":
            self.note(path, "pole", f"undefined: {self.whose()} is infinite here", _sign_text(value))
            return value if value == value and value - value != 0 else None
        if found.kind in ("removable", "undefined"):
            self.note(path, "nonfinite", f"undefined here: {self.whose()}", _shown(found.value))
            return None
        if precise is not None and is_finite(precise):
            self.note(path, "kink", f"{self.whose()} sits on its kink: not examined in time")
            return self.rounded(path, value, precise)
        self.note(path, "nonfinite", f"not finite, and not examined in time: {self.whose()}", _sign_text(value))
        return value if value == value else None

    def whose(self) -> str:
        """The operation to blame, with its input."""
        step = blame(self.subject, 0) or next(iter(on_kink(self.subject)), None) or steep(self.subject)
        return describe(step) if step else "the expression"

    def smooth(self, found: list[Block]) -> None:
        """Partials that all exist need not make a derivative: compare a direction with what they predict."""
        if not self.kinked:
            return
        from .interpreters.limits import linear

        for n, block in enumerate(found):
            if any(path.startswith(block.path + ".") or path == block.path for path in self.notes):
                continue
            size = getattr(block.value, "size", 1)
            if len(block.by) == 1 and 1 < size <= ELEMENTS and not getattr(self.subject.result, "shape", ()):
                values = list(block.value.flat)
                if not linear(self.subject.program, self.subject.values, block.by[0], values, self.remaining()):
                    why = "the slopes along the axes do not add up; one choice among many is printed"
                    self.note(block.path, "kink", f"not differentiable here: {why}")
                    found[n] = self.raw[n]

    def note(self, path: str, code: str, message: str, value: str | None = None) -> None:
        """Say something about a path, once."""
        self.notes.setdefault(path, Note(path, code, message, value))


def agreed(a: Any, b: Any, digits: int) -> Any:
    """The better of two precisions; zero where only noise is left that shrinks as digits are added."""
    if getattr(b, "shape", ()):
        out = numpy().empty(b.shape, object)
        for n in range(b.size):
            out.flat[n] = agreed(a.flat[n], b.flat[n], digits)
        return out
    if _same(a, b, digits) and abs(b) > 0 and abs(a - b) <= abs(b) * 10.0**-digits:
        return b
    return b * 0 if abs(b) < 1e-12 and abs(b) < abs(a) * 1e-10 else b


def _same(a: Any, b: Any, digits: int) -> bool:
    if getattr(b, "shape", ()):
        return all(_same(x, y, digits) for x, y in zip(a.flat, b.flat))
    if not is_finite(b):
        return not is_finite(a)
    if not is_finite(a):
        return False
    import mpmath

    size = abs(b)
    return bool(abs(a - b) <= size * mpmath.mpf(10) ** -digits or size < 1e-12 and size < abs(a) * 1e-10 or a == b)


def text(value: Any) -> str:
    """A number as it stands in a message."""
    if value is None:
        return "undefined"
    import mpmath

    return "0" if abs(value) < mpmath.mpf(10) ** -360 else mpmath.nstr(mpmath.mpf(value), 10).removesuffix(".0")


def right_digits(value: float, true: float) -> int:
    """How many significant digits of `value` are right."""
    from math import floor, log10

    if value == true:
        return 17
    if true == 0 or value == 0:
        return 0
    return max(0, floor(-log10(abs(value - true) / abs(true))))


def middle(limit: Any) -> float | None:
    """A slope between the one-sided ones, to print at a kink."""
    if limit.left is None or limit.right is None:
        return None
    return float((limit.left + limit.right) / 2)


def _shown(value: Any) -> str | None:
    return None if value is None else text(value)


def _between(value: Any, limit: Any) -> bool:
    low, high = sorted([limit.left, limit.right])
    return bool(low - 1e-12 <= value <= high + 1e-12)


def _sign_text(value: Any) -> str | None:
    return "nan" if value != value else "inf" if value > 0 else "-inf" if value - value != 0 else None


def _has_nan(value: Any) -> bool:
    return bool((value != value).any() if hasattr(value, "any") else value != value)


def producers(subject: Subject) -> dict[int, Any]:
    """The step that made each place."""
    return {s[0]: s for s in subject.program.steps}


def _bad(value: Any, nan: bool) -> bool:
    if not hasattr(value, "__sub__") or value.__class__ is bool or getattr(value, "dtype", None) == bool:
        return False
    return _has_nan(value) if nan else not is_finite(value)


def blame(subject: Subject, n: int) -> Any:
    """The step that made the first value that is not finite on the way to the result."""
    made = producers(subject)
    step = made.get(subject.target)
    if step is None or not _bad(step[2], False):
        return None
    while True:
        places, args = split(step)
        nan = _has_nan(step[2])
        bad = [i for i, a in zip(places, args) if i in made and _bad(a, nan)] or [
            i for i, a in zip(places, args) if i in made and _bad(a, False) and not nan
        ]
        if not bad:
            return step
        step = made[bad[0]]


def steep(subject: Subject) -> Any:
    """The last step with a partial that is not finite."""
    for step in reversed(subject.program.needed().steps):
        op, args = step[1], split(step)[1]
        if op.kind != "smooth" or not op.elementwise:
            continue
        for rule in op.vjp:
            try:
                d = rule(1.0, step[2], *args) if rule else 0.0
            except ArithmeticError:
                return step
            if not is_finite(d):
                return step
    return None


def undefined(step: Any, hint: str | None, what: str | None = None) -> DomainFault:
    """The error for a step that has no value; it knows the step's place, so that the text can be pointed at."""
    fault = DomainFault(f"{what or (describe(step) if step else 'the expression')} is undefined", code="domain", hint=hint)
    fault.place = step[0] if step else 0
    return fault


def undefined_on_the_way(subject: Subject) -> Any:
    """A division by exactly zero that reaches a finite result: IEEE arithmetic makes a number of it, mathematics does not."""
    made, seen = producers(subject), set()
    queue = [subject.target]
    while queue:
        step = made.get(queue.pop())
        if step is None or step[0] in seen:
            continue
        seen.add(step[0])
        places, args = split(step)
        if getattr(step[2], "shape", ()):
            return None
        if step[1].name == "where":
            places = places[:1] + (places[1:2] if args[0] else places[2:])
        name = step[1].name
        if (name == "divide" and args[1] == 0) or (name == "power" and args[0] == 0 and args[1] < 0):
            return step
        if name == "reciprocal" and args[0] == 0:
            return step
        queue.extend(i for i in places if i)
    return None


def origin_of_infinity(subject: Subject, step: Any) -> Any:
    """The step that made the infinite input of another."""
    made = producers(subject)
    for i, a in zip(*split(step)):
        if i in made and _bad(a, False):
            return made[i]
    return None


SIGNS = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "power": "^", "mod": "%", "floor_divide": "//"}


def describe(step: Any) -> str:
    """A step as its user would write it: log(-1), 0/0, mod(4, 0)."""
    op, args = step[1], split(step)[1]
    words = [short(a) for a in args]
    if op.name in ("divide", "multiply", "power", "add", "subtract") and len(words) == 2:
        words = [f"({w})" if w.startswith("-") and n else w for n, w in enumerate(words)]
        return SIGNS[op.name].join(words)
    return f"{op.name}({', '.join(words)})"


def short(value: Any) -> str:
    """A value in a few characters."""
    if getattr(value, "shape", ()):
        inside = ", ".join(short(v) for v in value.flat[:4]) if value.ndim == 1 else "..."
        return f"[{inside}{', ...' if value.ndim == 1 and value.size > 4 else ''}]"
    return f"{float(value):.10g}"


DOMAINS = {
    "log": "log needs a positive number", "log2": "log2 needs a positive number", "log10": "log10 needs a positive number",
    "sqrt": "sqrt needs a number that is not negative", "arcsin": "asin needs a number from -1 to 1",
    "arccos": "acos needs a number from -1 to 1", "arccosh": "acosh needs a number from 1 upwards",
    "arctanh": "atanh needs a number between -1 and 1", "log1p": "log1p needs a number above -1",
    "power": "a negative base needs a whole exponent", "mod": "mod needs a divisor that is not 0",
    "floor_divide": "// needs a divisor that is not 0", "divide": "the divisor must not be 0",
}  # fmt: skip


def domain_hint(step: Any) -> str | None:
    """Where the operation is defined."""
    return DOMAINS.get(step[1].name) if step else None
