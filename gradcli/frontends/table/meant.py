"""Ranges in other words than ours: x=[0,2], 0<x<2, from 0 to 2 in steps of 0.5, linspace(0,2,5), --step 1, 0:0.5:2."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from fractions import Fraction

from ...errors import clip
from ...record import Record
from ..expression.tokens import NUMBER

MOST = 10**12  # points
DECIMAL = re.compile(NUMBER)
_END = r"[-+−]?(?:(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s?\*?\s?(?:pi|π)?|pi|π|inf|e)(?:/\d+)?"
_FORM = re.compile(
    r"(?:(?P<name>(?!from\b|linspace\b|a?range\b|seq\b)[^\W\d]\w*)\s*(?:=|∈|:|\bin\b|\s)\s*)?(?:from\s+|(?:np\.)?(?:linspace|(?P<python>a?range|seq(?=\([^,]*,[^,]*\)))|seq))?\s*[\[(]?\s*"
    rf"(?P<start>{_END})\s*(?::|,|\.\.+|…|–|\bto\b|\buntil\b|-\s?to\b|\s)\s*(?P<stop>{_END})"
    rf"(?:\s*(?:[:,\s]|\.\.)\s*(?P<size>\d*\.?\d+)|[\s,]+(?:step|steps of|by|in steps of)[\s=]+"
    rf"(?P<step>{_END}))?\s*[\])]?"
)
_LISTED = re.compile(  # 0,0.25,...,2
    rf"(?:(?P<name>\w+)=)?\[?(?P<start>{NUMBER}),\s*(?P<next>{NUMBER}),?\s*(?:\.\.\.?|…),?\s*(?P<stop>{NUMBER})\]?"
)
_QUANTITY = re.compile(
    r"([-+]?)(\d+(?:\.\d*)?(?:[eE][-+]?\d{1,3})?|\.\d+(?:[eE][-+]?\d{1,3})?)?\s?\*?\s?(pi|π|°|deg|)(?:/(\d+))?"
)
_BETWEEN = re.compile(rf"\s*({_END})\s*(?:<=?|≤)\s*([^\W\d]\w*)\s*(?:<=?|≤)\s*({_END})\s*")


class Meant(Record):
    """A range; name: none, or that of what it is of; size: how many points, 0 where it does not say."""

    name: str | None
    start: str
    stop: str
    size: int = 0

    def __str__(self) -> str:
        return f"{self.name or 'x'}={self.start}:{self.stop}" + f":{self.size}" * (self.size > 1)


def in_words(text: str) -> Meant | None:
    """The range that a text is in other words: x=[-2,2], 0<x<2, x from 0 to 5 step 1, 0 10; None of any other."""
    if found := _BETWEEN.fullmatch(text):
        return Meant(found[2], found[1].strip(), found[3].strip())
    if found := _LISTED.fullmatch(text.strip()):
        first, second, last = found["start"], found["next"], found["stop"]
        return Meant(found["name"], first, last, counted(first, last, str(Fraction(second) - Fraction(first))))
    if not (found := _FORM.fullmatch(text.strip())):
        return None
    name, python, start, stop, size, step = (part.strip() for part in found.groups(""))
    if not name and "." in stop and not step and size and float(size) > float(stop.rstrip("piπ*/ ") or 0):
        stop, step, size = size, stop, ""  # 0:0.5:3
    step = step or (size if size == "1" or "." in size or python else "") or "1" * bool(python)
    if python.endswith("range") and (steps := in_steps(start, stop, step)) and not steps[2]:  # whose end is left out
        stop = f"{float(steps[1] + (math.ceil(steps[0]) - 1) * Fraction(step)):.15g}"
    return Meant(name or None, start, stop, counted(start, stop, step) if step else int(size or 0))


def in_units(text: str) -> tuple[Fraction, str] | None:
    """A number that is written out, and the unit behind it: pi/4 is (1/4, pi), 30° (30, °); None of any other."""
    found = _QUANTITY.fullmatch(text.strip())
    if not found or not (found[2] or found[3]):
        return None
    unit = "pi" if found[3] == "π" else found[3]
    return Fraction(f"{found[1]}{found[2] or 1}") / int(found[4] or 1), unit


def in_steps(start: str, stop: str, step: str) -> tuple[Fraction, Fraction, str] | None:
    """The first number, the step, and the unit of all; how often it goes into what lies between comes from them."""
    found = [one for text in (start, stop, step) if (one := in_units(text))]
    units = {unit for value, unit in found if value}
    if len(found) != 3 or len(units) > 1 or not found[2][0]:
        return None
    return (found[1][0] - found[0][0]) / found[2][0], found[0][0], "".join(units)


def counted(start: str, stop: str, step: str) -> int:
    """How many points there are in steps; 0 where they come to no whole number."""
    found = in_steps(start, stop, step)
    return found[0].numerator + 1 if found and found[0].denominator == 1 else 0


def by_steps(name: str, parts: Sequence[str], short: bool = False) -> tuple[str, str] | None:
    """The range, and the steps, that START:STEP:STOP or START:STOP:STEP are; None of no whole number of steps.

    short: the last step may end before STOP, as Python's range does.
    """
    texts = [part.strip() for part in parts]
    for second, third in ((2, 1), (1, 2)):
        start, last, step = texts[0], texts[second], texts[third]
        steps, first, unit = in_steps(start, last, step) or (Fraction(), Fraction(), "")
        if short and steps.denominator > 1 and steps >= 2 and not unit:
            steps = Fraction(math.floor(steps))
            last = f"{float(first + steps * Fraction(step)):.15g}"
        if steps.denominator == 1 and 2 <= steps < MOST:
            return f"{clip(name)}={clip(start)}:{clip(last)}:{steps + 1}", clip(step)
    return None
