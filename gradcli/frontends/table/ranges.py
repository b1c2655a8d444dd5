"""x=0:6:13: so many points from one number to another, both ends included; x=0,1,5: those; several make their grid."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from ...errors import GradcliError, clip, quote
from ...interpreters.error_bounds import UNIT
from ...ops.values import shape_of
from ...record import Record
from ..bindings import read_binding
from ..data.columns import LARGE, Block, Rows
from ..exact import nearest
from ..expression.run import vocabulary
from ..values import Binding
from .meant import DECIMAL, MOST, by_steps

POINTS = 11  # of a range that does not say how many,
WHOLE = range(3, 51)  # unless its ends are whole numbers so far apart: it has those between
EXACT = 2**53


class Range(Record):
    """So many numbers from start to stop, evenly spaced. ends: as they are written, where that is more exact than
    float64, as pi/2. note: what else may be meant."""

    name: str
    start: Fraction
    stop: Fraction
    size: int
    ends: tuple[str, ...] = ()
    note: str = ""

    @property
    def error(self) -> float:
        """How far at most a point is from the one that is meant."""
        return 4.0 * UNIT * float(max(abs(self.start), abs(self.stop))) if self.ends else 0.0

    def written(self, value: float) -> str:
        """A point as one would write it."""
        last, width = max(self.size - 1, 1), float(self.stop - self.start)
        k = round((value - float(self.start)) / width * last) if width else 0
        if not self.ends or float(self.at(k)) != value:
            return repr(value)
        start, stop = self.ends
        return start if k == 0 else stop if k == last else f"({start})*{last - k}/{last} + ({stop})*{k}/{last}"

    def at(self, index: Any) -> Any:
        """The numbers at an array of indices: each the float64 nearest to the true one, as far as whole numbers go."""
        import numpy as np

        last = max(self.size - 1, 1)
        scale = math.lcm(self.start.denominator, self.stop.denominator)
        a, b = int(self.start * scale), int(self.stop * scale)
        if max(abs(a), abs(b)) * last < EXACT and scale * last < EXACT:
            return (a * (last - index) + b * index) / float(scale * last)
        low, high = float(self.start), float(self.stop)
        return np.where(index == last, high, low + (high - low) * (index / last))


class Points(Record):
    """Numbers that are written out. texts: how each is written, where that is more exact than float64."""

    name: str
    values: list[float]
    texts: dict[float, str]

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.values)

    @property
    def error(self) -> float:
        """How far at most one is from what is meant."""
        return UNIT * max(map(abs, self.values), default=0.0) if self.texts else 0.0

    def written(self, value: float) -> str:
        """A number as it is written."""
        return self.texts.get(value, repr(value))

    def at(self, index: Any) -> Any:
        """The numbers at an array of indices."""
        import numpy as np

        return np.array(self.values)[index]


def read_points(binding: Binding) -> Points | None:
    """The points that a constant NAME=A,B,C would be; None of what is no list of numbers."""
    values = nearest(binding)
    if len(shape_of(values)) != 1:
        return None
    values = [float(v) for v in values]
    texts = binding.text.partition("=")[2].strip("[] ").split(",")
    exact = len(texts) == len(values) and not all(DECIMAL.fullmatch(text.strip()) for text in texts)
    return Points(binding.name, values, dict(zip(values, texts)) if exact else {})


def read_range(text: str) -> Range | None:
    """The range that an argument NAME=START:STOP[:COUNT] is; None if it is none. Raises GradcliError."""
    name, equals, value = text.partition("=")
    if not equals or value.lstrip()[:1] == "@" or ":" not in value or value.lstrip()[:1] == "=":
        return None
    parts = value.split(":")
    if len(parts) > 3 or not all(part.strip() for part in parts):
        hint = "write x=0:6 or x=0:6:13, the last being how many points"
        raise GradcliError(f"{quote(text)} is not a range", code="binding", text=text, span=(0, len(text)), hint=hint)
    start, stop = (end(name, part) for part in parts[:2])
    whole = start.denominator == stop.denominator == 1 and abs(stop - start) in WHOLE
    count = points(text, parts) if len(parts) == 3 else int(abs(stop - start)) + 1 if whole else POINTS
    if count == 1 and start != stop:
        raise GradcliError(
            f"{clip(name)}: one point cannot be both ends", code="binding", text=text, span=(0, len(text)),
            hint=told(name, parts) or f"write {clip(name)}={clip(parts[0])}:{clip(parts[0])}:1 for one point",
        )  # fmt: skip
    odd = -start != stop < count and (stop.denominator > 1 or not is_round((stop - start) / max(count - 1, 1)))
    few = count == 2 and (stop - start >= 4 or stop.denominator > 1)
    uneven = count > 2 and ((stop - start) / (count - 1) * 1000).denominator > 1
    spaced = uneven and (stop - start) / count >= count - 1  # as many steps of so much
    still = start == stop and count > 2  # 1:1:5
    back = count == 2 and 0 < stop < start < count and stop.denominator > 1  # 1:0.25:2
    doubted = len(parts) == 3 and (start < stop and (odd or few or spaced) or back or still)
    meant = told(name, parts, few) if doubted else None
    note = f"{clip(text)} is {count} points from {clip(parts[0])} to {clip(parts[1])}: {meant}" if meant else ""
    ends = () if all(DECIMAL.fullmatch(part.strip()) for part in parts[:2]) else (parts[0], parts[1])
    return Range(name.strip(), start, stop, count, ends, note)


def told(name: str, parts: Sequence[str], short: bool = False) -> str | None:
    """What to write for a range by its steps; None of another."""
    made = by_steps(name, parts, short)
    return f"write {made[0]} for steps of {made[1]}" if made else None


def in_points(text: str) -> str:
    """A range as it is meant where its steps are told: x=0:0.5:2 is x=0:2:5; any other as it is."""
    name, _, value = text.partition("=")
    try:
        doubted = (made := read_range(text)) is None or made.note
    except GradcliError:
        doubted = True
    found = by_steps(name, value.split(":"), short=True) if doubted and value.count(":") == 2 else None
    return found[0] if found else text


def is_round(step: Fraction) -> bool:
    """Whether a step is one that many would choose: 1, 2 or 5 times a power of ten."""
    digits = f"{float(step):.15g}".replace(".", "").strip("0").partition("e")[0].rstrip("0")
    return digits in ("1", "2", "25", "5")


def end(name: str, text: str) -> Fraction:
    """One end of a range, as exact as it is written."""
    value = read_binding(f"{name}={text}", vocabulary()).value
    if not isinstance(value, float) or not math.isfinite(value):
        raise GradcliError(f"{clip(name)}: {quote(text)} is no end of a range", code="binding", hint="write x=0:6:13")
    return Fraction(text.strip()) if DECIMAL.fullmatch(text.strip()) else Fraction(value)


def points(text: str, parts: Sequence[str]) -> int:
    """How many points."""
    count, name = parts[2], text.partition("=")[0]
    instead = told(name, [*parts[:2], count.strip().removeprefix("step=")], short=True)
    digits = count.strip().replace("_", "")
    if not digits.isascii() or not digits.isdigit() or not 0 < int(digits[:20]) <= MOST:
        at = len(text) - len(count)
        message = f"{quote(count.strip())} is not a number of points"
        hint = instead or f"write {clip(name)}={clip(parts[0])}:{clip(parts[1])}:13 for 13 points"
        raise GradcliError(message, code="binding", text=text, span=(at, len(text)), hint=hint)
    return int(digits)


class Grid(Rows):
    """The points of a grid, or those from start to stop, row by row: the last range moves fastest."""

    def __init__(self, ranges: Sequence[Range | Points], start: int = 0, stop: int = 1 << 62) -> None:
        super().__init__("the grid")
        self.ranges = ranges
        self.columns = tuple(r.name for r in ranges)
        points = math.prod(r.size for r in ranges)
        if points > MOST:
            raise GradcliError(f"the grid has {points:,} points, and {MOST:,} is the most", code="too-large")
        self.start, self.stop = start, min(stop, points)
        self.total = self.stop - start

    def blocks(self, size: int = LARGE) -> Iterator[Block]:
        """So many points at a time."""
        import numpy as np

        for start in range(self.start, self.stop, size):
            index = np.arange(start, min(start + size, self.stop))
            cells: list[Any] = []
            for r in reversed(self.ranges):
                index, place = np.divmod(index, r.size)
                cells.insert(0, r.at(place))
            self.done = len(cells[0]) + start - self.start
            yield Block(cells, range(start + 1, start + len(cells[0]) + 1))
