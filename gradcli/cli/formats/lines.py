"""Lines of a report: derivatives as quotients, numbers and arrays beside them, labels before them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from ...errors import clip, visible
from ...results import CURLY, Result
from ...results.numbers import Number
from .numbers import align, drawn, is_array, short

NOTHING: Mapping[tuple[str, ...], str] = MappingProxyType({})
LABEL = 10  # columns before the numbers
SYMBOL = 20
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def symbol(result: Result) -> str:
    """The name of what is differentiated: of a tape's answer, its target."""
    return result.expr if result.line is not None and result.expr else result.name


def formula(text: str) -> str:
    """A formula as people write it, with ^ for powers; it reads back as the same."""
    return visible(text).replace("**", "^")


def inline(value: Number, digits: int) -> str:
    """A value in one line: an array of more than a line as its shape."""
    lines = drawn(value, digits)
    if not is_array(value):
        return clip(lines[0], 40)
    if len(lines) == 1 and len(lines[0]) <= 40:
        return lines[0]
    from .numbers import shape

    return f"[{' x '.join(map(str, shape(value)))} array]"


def labelled(label: str, lines: Sequence[str]) -> list[str]:
    """Lines with a label before the first."""
    return [f"{label if n == 0 else '':<{LABEL}}{line}" for n, line in enumerate(lines)]


def asides(result: Result) -> dict[tuple[str, ...], str]:
    """What is said beside a first derivative: where a number that it hangs on left the trace."""
    told = {note.path: note.message.partition(": ")[0] for note in result.notes if note.code == "left"}
    return {path.by: f"   ({visible(told[path])})" for path in result.of("grad", "jacobian") if path in told}


def quotients(
    label: str, result: Result, entries: Sequence[tuple[Sequence[str], Number]], digits: int,
    asides: Mapping[tuple[str, ...], str] = NOTHING,
) -> list[str]:  # fmt: skip
    """Derivatives below each other: df/dx, its number or array, and what is said beside it."""
    names = [ratio(symbol(result), path, result.partial) for path, _ in entries]
    width = max(map(len, names), default=0) + 3
    numbers = iter(align([short(value, digits) for _, value in entries if not is_array(value)]))
    lines: list[str] = []
    for shown, (path, value) in zip(names, entries):
        drawing = drawn(value, digits) if is_array(value) else [next(numbers)]
        drawing[0] += asides.get(tuple(path), "")
        lines += [f"{shown if n == 0 else '':<{width}}{line}" for n, line in enumerate(drawing)]
    return labelled(label, lines)


def ratio(name: str, path: Sequence[str], partial: bool = False) -> str:
    """df/dx, d2f/dx2; ∂f/∂x, ∂³f/∂x²∂y; d(y*y)/dx, d(dy_dx)/dx, and d/dx for what is too long to repeat."""
    d = CURLY if partial else "d"
    runs = [(x, len(list(run))) for x, run in groupby(path)]
    short = name.isidentifier() and "_" not in name
    f = visible(name) if short else f"({visible(name)})"
    under = "".join(f"{d}{below(x)}{exponent(n, partial)}" for x, n in runs)
    return f"{d}{exponent(len(path), partial)}{f if len(f) <= SYMBOL else ''}/{under}"


def exponent(n: int, raised: bool) -> str:
    """An exponent above 1, raised where the d is curly."""
    return "" if n == 1 else str(n).translate(RAISED) if raised else str(n)


def below(x: str) -> str:
    """A variable's name under a fraction: what is no name in brackets."""
    return visible(x) if x.isidentifier() or re.fullmatch(r"[\w.\[\]']+", x) else f"({visible(x)})"
