"""Ranges in other words than ours: x=[0,2], 0<x<2, from 0 to 2 in steps of 0.5, linspace(0,2,5), --step 1, 0:0.5:2."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from contextlib import suppress
from fractions import Fraction
from typing import NamedTuple

from ...errors import clip

MOST = 10**12  # points
DECIMAL = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d{1,3})?")
_PARTS = {"start": "from start begin xmin min", "stop": "to stop end xmax max", "step": "step dx by",
          "count": "steps points num count n samples"}  # fmt: skip
PARTS = {word: part for part, words in _PARTS.items() for word in words.split()}  # what others give one by one
_NUMBER, _END = r"[-+.\w]+", r"\s*[^\s,:<≤=]+\s*"
_FORMS = [re.compile(form) for form in (
    rf"(?:(?P<name>\w+) *(?:=| ) *)?(?:from +|(?:np\.)?linspace\( *)?(?P<start>{_NUMBER}) *(?::|,|\.\.|to |- ?to ) *"
    rf"(?P<stop>{_NUMBER})(?: *[:,] *(?P<count>\d+)| +(?:step|by|in steps of) +(?P<step>{_NUMBER}))? *\)?",
    rf"\s*(?P<name>\w+)\s*(?:=|∈|\bin\b)\s*[\[(](?P<start>{_END}),(?P<stop>{_END})[\])]\s*",
    rf"(?P<start>{_END})(?:<=?|≤)\s*(?P<name>[^\W\d]\w*)\s*(?:<=?|≤)(?P<stop>{_END})",
)]  # fmt: skip


class Meant(NamedTuple):
    """A range; name: none, or that of what it is of; size: how many points, 0 where it does not say."""

    name: str | None
    start: str
    stop: str
    size: int

    def __str__(self) -> str:
        return f"{self.name or 'x'}={self.start}:{self.stop}" + f":{self.size}" * bool(self.size)


def in_words(text: str) -> Meant | None:
    """The range that a text is in other words; None of any other."""
    found = next((found for form in _FORMS if (found := form.fullmatch(text))), None)
    if found is None:
        return None
    parts = found.groupdict()
    start, stop = found["start"].strip(), found["stop"].strip()
    return Meant(found["name"], start, stop, int(parts.get("count") or 0) or counted(start, stop, parts.get("step")))


def counted(start: str, stop: str, step: str | None) -> int:
    """How many points there are in steps; 0 where they come to no whole number."""
    with suppress(ValueError, ArithmeticError):
        steps = (Fraction(stop) - Fraction(start)) / Fraction(step) if step else Fraction(-1)
        return steps.numerator + 1 if steps.denominator == 1 else 0
    return 0


def in_options(args: Sequence[str], sized: bool) -> str | None:
    """What to write for --from 0 --to 5 --steps 6, or for x=0:5 step=1. sized: a range may say how many points."""
    given = {PARTS[word]: value for word, value in
             re.findall(r"(?:\A|\0)-*(\w+)[=\0]([-+.\w]+)(?=\0|\Z)", "\0".join(args)) if word in PARTS}  # fmt: skip
    ranges = [found for arg in args if (found := re.fullmatch(r"(\w+)=([^:=]+):([^:=]+)(?::(\d+))?", arg))]
    if not given:
        return None
    if not sized and not given.keys() & {"start", "stop"}:
        return "leave it out: a curve has as many points as it takes"
    if len(ranges) == 1:
        name, start, stop, _ = ranges[0].groups("")
        start, stop = given.get("start", start), given.get("stop", stop)
    elif not ranges and given.keys() >= {"start", "stop"}:
        names = re.findall(r"(?<![\w.])(?!(?:pi|e)\b)[^\W\d]\w*(?!\w|\s*\()", args[0])
        name, start, stop = names[0] if names else "x", given["start"], given["stop"]
    else:
        return "a range has its ends and how many points: x=0:6:13" if sized else None
    count = given.get("count", "0")
    if not count.isdigit():
        return None
    points = int(count) or counted(start, stop, given.get("step"))
    return f"write {Meant(name, start, stop, points if sized and points > 1 else 0)}"


def by_steps(name: str, parts: Sequence[str], short: bool = False) -> str | None:
    """What to write for START:STEP:STOP or START:STOP:STEP; None where it comes to no whole number of steps.

    short: the last step may end before STOP, as Python's range does.
    """
    texts = [part.strip() for part in parts]
    for second, third in ((2, 1), (1, 2)):
        start, last, step = texts[0], texts[second], texts[third]
        if not (DECIMAL.fullmatch(start) and DECIMAL.fullmatch(last) and DECIMAL.fullmatch(step) and Fraction(step)):
            continue
        steps = (Fraction(last) - Fraction(start)) / Fraction(step)
        if short and steps.denominator > 1 and steps >= 2:
            steps = Fraction(math.floor(steps))
            last = f"{float(Fraction(start) + steps * Fraction(step)):.15g}"
        if steps.denominator == 1 and 2 <= steps < MOST:
            return f"write {clip(name)}={clip(start)}:{clip(last)}:{steps + 1} for steps of {clip(step)}"
    return None
