"""The numbers in doubt, each asked of germs: a ball proves its digits, or a note says why there is none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from math import inf, nan, prod
from typing import Any

from ..core.forms import numpy
from ..core.timer import limit
from ..core.trace import split
from ..errors import BREAKS, GradcliError
from ..interpreters.germs import Coordinate, Germs, Limit, Point, elements
from ..interpreters.germs.germ import Fail
from ..ops.branches import floor_divide, mod
from ..ops.values import is_finite, shape_of
from ..results import Note
from .by_rules import OVERTIME, ByRules, shaped
from .describe import describe, domain_hint, sign_text, text, to_float
from .nonfinite import blame, has_nan, origin_of_infinity, producers, undefined
from .subject import Ask, Block, Subject
from .told import NULL, Printed
from .trusted import LONG, in_plain_balls

ELEMENTS = 64  # more are not looked at one by one
FEW = 12  # germs for so many numbers, rather than one sweep of balls


class Proven(ByRules):
    """One study whose float64 numbers are in doubt. deadline: of the processor's time. plain: known to be
    `in_plain_balls`."""

    def __init__(
        self, subject: Subject, ask: Ask, raw: list[Block], exact: Callable[[], Subject] | None, deadline: float,
        plain: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(subject, ask, raw, exact)
        self.deadline = deadline
        self.germs = Germs(self.point, max(ask.digits, 15), deadline + OVERTIME)
        self.far = [n for n, v in zip(subject.names, subject.values) if not is_finite(v)]
        self.swept: list[Block] | None = None
        self.plain = plain or in_plain_balls(subject, ask, exact is not None)
        if self.plain and all(step[1].kinks is None for step in subject.program.steps):
            self.kinks = []

    def point(self) -> Point:
        """What germs are asked of: the decimals as written, where they can be had."""
        subject = self.subject
        if self.exact is not None:
            with suppress(Fail, GradcliError, *BREAKS):
                subject = self.exact()
        return Point(subject.program, subject.values, subject.constant)

    def settled(self) -> tuple[list[Block], list[Note]]:
        """The blocks, each number with its error bound and whether it is proven, and their notes."""
        many = len(self.subject.program.steps) > LONG or sum(getattr(b.value, "size", 1) for b in self.raw) > FEW
        if (many or self.plain) and not self.far:
            self.swept = self.all_by_rules()
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

    # number by number

    def block(self, raw: Block, n: int) -> Block:
        """One block, element by element."""
        shape = getattr(raw.value, "shape", ())
        if self.swept is None and prod(shape) > ELEMENTS:
            return self.large(raw)
        known = None if self.swept is None else [Limit("exists", c) for c in elements(self.swept[n].value)]
        out: list[Printed] = []
        for k, value in enumerate(elements(raw.value)):
            path = f"{raw.path}{place(k, shape)}" if shape else raw.path
            out.append(self.element(raw, path, k, nan if value is None else float(value), known[k] if known else None))
        if not shape:
            return Block(raw.path, raw.by, *out[0])
        return Block(raw.path, raw.by, *(shaped(v, shape) for v in (zip(*out) if out else ((), (), ()))))

    def large(self, raw: Block) -> Block:
        """Too many elements to examine each, at a point that is awkward: float64's, and a note."""
        if raw.by and (names := sorted({describe(s) for s in self.kinks})):
            self.note(raw.path, "kink", f"not differentiable at some elements: {', '.join(names)} sits on its kink")
        for k, v in enumerate(raw.value.flat):
            if not is_finite(v):
                message = "not finite; in a large array it is not examined why"
                self.note(f"{raw.path}{place(k, raw.value.shape)}", "nonfinite", message, sign_text(float(v)))
                break
        return Block(raw.path, raw.by, raw.value, None, False)

    def element(self, block: Block, path: str, n: int, value: float, known: Limit | None) -> Printed:
        """One number."""
        if known is None and any(has_nan(v) for v in self.subject.values):
            if not block.by and is_finite(value):
                return value, None, False
            self.note(path, "nonfinite", f"{', '.join(self.far)} holds a nan", "nan")
            return NULL
        found = known or self.examined(block, n)
        return (
            self.derivative(path, block.by, value, found, bool(self.far))
            if block.by
            else self.value(path, n, value, found)
        )

    def examined(self, block: Block, n: int) -> Limit:
        """What germs say of one element of a block."""
        path: list[Coordinate] = []
        for m in reversed(block.by):
            n, e = divmod(n, getattr(self.subject.values[m], "size", 1))
            path.insert(0, (m, e))
        try:
            with limit(self.remaining(), TimeoutError):
                if self.far:
                    return self.germs.far(path, self.infinite(), n)
                return self.germs.derivative(path, n) if path else self.germs.value(n)
        except TimeoutError:
            return Limit("unknown", doubt="time")

    def coordinates(self) -> list[Coordinate]:
        """The numbers that the study's sources are made of."""
        return [(n, e) for n, v in enumerate(self.subject.values) for e in range(getattr(v, "size", 1))]

    def infinite(self) -> dict[Coordinate, int]:
        """The coordinates that are at an infinity, and which."""
        flat = [x for v in self.subject.values for x in elements(v)]
        return {c: 1 if x > 0 else -1 for c, x in zip(self.coordinates(), flat) if x in (inf, -inf)}

    # the value

    def value(self, path: str, n: int, value: float, found: Limit) -> Printed:
        """The value, or why there is none: an error outside the domain, else a note."""
        if self.far:
            return self.from_infinity(path, value, found)
        if found.kind == "exists":
            if self.exact is None and found.decided and is_finite(value) and value * to_float(found.value) < 0.0:
                return value, None, False  # by the sign of a zero, of which germs know nothing
            return self.rounded(path, value, found)
        if found.kind == "unknown" or found.doubt is not None:
            return self.unproven(path, value, found)
        exact = self.culprit()
        step = blame(self.subject) or exact
        what = describe(exact or step) if exact or step else "the whole"
        whole = step is not None and step[1] in (floor_divide.op, mod.op)
        last = exact is not None and exact[0] == self.subject.target
        if found.kind == "pole" and not whole and (value in (inf, -inf) or (last and found.value is not None)):
            sign = value if value in (inf, -inf) else found.value
            self.note(path, "pole", f"{what} is infinite", sign_text(sign))
            return sign, None, True
        through = step is not None and not all(map(is_finite, split(step)[1]))
        inner = origin_of_infinity(self.subject, step) if through else None
        if value in (inf, -inf) and (step is None or through and not inner and self.as_given(step)):  # written so
            self.note(path, "infinite", "the value is infinite", sign_text(value))
            return value, None, True
        near, why = None if whole else self.approach(n), ""
        if near is not None:
            if self.filled(n, near):
                self.note(path, "removable", f"{what} is undefined; the limit of the whole, {text(near)}, is printed")
                return self.rounded(path, to_float(near), Limit("exists", near))
            if self.slopes():
                self.note(path, "nonfinite", f"{what} is undefined; the limit is {text(near)}")
                return NULL
        elif inner:
            why = f": {describe(inner)} is infinite"
        hint = domain_hint(step) if near is None else f"the limit of the whole is {text(near)}"
        raise undefined(step, hint, what, why)

    def as_given(self, step: Any) -> bool:
        """Whether a step reads only numbers as they are given, none of them 0: no rounding decides what it makes."""
        made = producers(self.subject)
        return not any(place in made or not numpy().all(x) for place, x in zip(*split(step)))

    def approach(self, n: int) -> Any:
        """The value that f tends to along some curves from every side, or None."""
        return self.in_time(lambda: self.germs.approach(self.coordinates()[:16], n))

    def filled(self, n: int, near: Any) -> bool:
        """Whether f, which has no value here but next to here in every variable, is proven to have this limit."""
        if self.exact is None or shape_of(self.subject.result):
            return False
        return bool(self.in_time(lambda: self.germs.fills(n, near)))

    def in_time(self, ask: Callable[[], Any]) -> Any:
        """What is asked, or None."""
        try:
            with limit(self.remaining(), TimeoutError):
                return ask()
        except TimeoutError:
            return None

    def slopes(self) -> bool:
        """Whether some derivative that was asked for is infinite, so that it is worth printing without a value."""
        return any(
            self.examined(b, k).kind == "infinite"
            for b in self.raw if len(b.by) == 1 for k in range(min(getattr(b.value, "size", 1), ELEMENTS))
        )  # fmt: skip

    def from_infinity(self, path: str, value: float, found: Limit) -> Printed:
        """A value at an infinite input."""
        names = ", ".join(self.far)
        if found.kind == "exists":
            if not is_finite(value):
                self.note(path, "digits", f"the limit as {names} goes to infinity")
            return self.rounded(path, to_float(found.value) if value != value else value, found)
        if value in (inf, -inf):
            self.note(path, "nonfinite", f"infinite because {names} is", sign_text(value))
            return value, None, False
        step = blame(self.subject)
        if found.kind == "undefined" and step and step[1].needs:
            raise undefined(step, domain_hint(step))
        self.note(path, "nonfinite", f"undefined because {names} is infinite", "nan")
        return NULL

    def add_up(self, found: list[Block]) -> None:
        """Partials that all exist need not make a derivative: compare a direction with what they predict."""
        firsts = [b for b in found if b.path.kind == "grad"]
        numbers = [((b.by[0], e), v) for b in firsts for e, v in enumerate(elements(b.value))]
        if self.far or self.swept is not None or shape_of(self.subject.result) or not 1 < len(numbers) <= ELEMENTS:
            return
        if any(path.startswith("grad") for path in self.notes if self.notes[path].code != "digits"):
            return
        if not all(p for b in firsts for p in elements(b.proven)):  # else their sum says nothing
            return
        if any(v in (None, inf, -inf) or "^" in str(v) for _, v in numbers):  # there are none, or beyond any float
            return
        if self.in_time(lambda: self.germs.adds_up([c for c, _ in numbers])) is not False:
            return
        why = "the slopes along the axes do not add up"
        if len(firsts) == 1:
            b, why = firsts[0], f"{why}; one choice among many is printed"
            found[found.index(b)] = Block(b.path, b.by, self.raw[found.index(b)].value, None, False)
        self.note(firsts[0].path, "kink", f"not differentiable here: {why}")


def place(k: int, shape: tuple[int, ...]) -> str:
    """Where the k-th element is, as the end of a path."""
    return "." + ".".join(map(str, numpy().unravel_index(k, shape))) if shape else ""
