"""Numbers as text: as many digits as a person asked for, or all that a program needs; long arrays cut in the middle."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ...results.numbers import Number

EDGE = 3  # entries of a long axis that are shown at either end
INDENT = 20  # columns of a line that may stand before an array
UNDEFINED = "undefined"


class Room:
    """How much may be shown: entries of an axis, lines of an array, columns of a line (0: any number)."""

    def __init__(self, width: int = 0, full: bool = False) -> None:
        self.columns: float
        self.rows: float
        self.lines: float
        self.columns, self.rows, self.lines = (math.inf,) * 3 if full else (8, 12, 40)
        self.width, self.full = 0 if full else width, full


room = Room()


@contextmanager
def fitted(width: int, full: bool) -> Iterator[None]:
    """Within, what is drawn fits a terminal so wide, or with `full` is shown whole."""
    kept = dict(vars(room))
    vars(room).update(vars(Room(width, full)))
    try:
        yield
    finally:
        vars(room).update(kept)


def short(value: Number, digits: int = 10) -> str:
    """One number with so many significant digits, without idle zeros. Text, which has its digits already, as it is."""
    if value is None:
        return UNDEFINED
    if isinstance(value, str):
        return value
    if not isinstance(value, float):
        return str(value).lower() if isinstance(value, bool) else str(value)
    if value == 0:
        return "0"
    whole = repr(float(value)).removesuffix(".0")
    few = sys.float_info.min > abs(value) and len(whole.partition("e")[0]) <= digits  # it has no more digits
    text = whole if few or digits > 16 else f"{value:.{digits}g}"
    mantissa, e, exponent = text.partition("e")
    return f"{mantissa}e{int(exponent)}" if e else mantissa


def exact(value: Number) -> str:
    """One number, or an array, as a program reads it back: the same bits."""
    if isinstance(value, dict):
        return "{" + ",".join(f'"{name}":{exact(inner)}' for name, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(exact, value)) + "]"
    if isinstance(value, str | bool):
        return str(value) if isinstance(value, str) else str(value).lower()
    return UNDEFINED if value is None else repr(value)


def is_array(value: Number) -> bool:
    """Whether a value is an array: nested lists."""
    return isinstance(value, list | tuple)


def shape(value: Number) -> tuple[int, ...]:
    """The shape of nested lists; () for a number."""
    found = []
    while is_array(value):
        found.append(len(value))
        if not value:
            break
        value = value[0]
    return tuple(found)


def ragged(value: Sequence[Any]) -> bool:
    """Whether a list is no array: its parts, the several targets of a question, are of different shapes."""
    return len({shape(part) for part in value}) > 1


def leaves(value: Number, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every number in a value with its path: `path`, or `path.0.2` in an array."""
    if is_array(value):
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{path}.{place}" if path else str(place))
    else:
        yield path, value


def portable(value: Any) -> bool:
    """Whether a single value is a number that every program can read: neither null nor inf nor nan."""
    if value is None:
        return False
    if isinstance(value, str):
        return value.lower().lstrip("+-") not in ("inf", "nan", "infinity")
    return not isinstance(value, float | complex) or value - value == 0


def all_portable(value: Number) -> bool:
    """The same of every number in a value: quick for long arrays."""
    if not is_array(value):
        return portable(value)
    try:
        return all(map(math.isfinite, value))
    except TypeError:
        return all(map(all_portable, value))


def align(texts: Sequence[str]) -> list[str]:
    """Texts padded to one width: numbers with their decimal points below each other, words to the left."""
    heads = [_head(text) for text in texts]
    left = max(heads, default=0)
    padded = [" " * (left - head if head else 0) + text for head, text in zip(heads, texts)]
    width = max(map(len, padded), default=0)
    return [text.ljust(width) for text in padded]


def _head(text: str) -> int:
    """How much of a number stands before its decimal point; 0 for a word such as inf."""
    if not text.lstrip("-")[:1].isdigit():
        return 0
    return next((place for place, c in enumerate(text) if c in ".e"), len(text))


def table(rows: Iterable[Sequence[str]], gap: int = 2) -> list[str]:
    """Rows of texts as lines, columns to the left; those that a terminal has no room for come below, by column."""
    rows = list(rows)
    widths = [max(map(len, column)) for column in zip(*rows)]
    if room.width and len(widths) > 2 and sum(widths) + gap * (len(widths) - 1) > room.width - gap:
        taken, columns = widths[0], 1
        while columns < len(widths) - 1 and taken + gap + widths[columns] <= room.width - gap:
            taken += gap + widths[columns]
            columns += 1
        columns = max(columns, 2)
        rest = [[row[0], *row[columns:]] for row in rows]
        return [*joined([row[:columns] for row in rows], gap), "", *table(rest, gap)]
    return joined(rows, gap)


def joined(rows: Sequence[Sequence[str]], gap: int) -> list[str]:
    """Rows as lines, each column as wide as it must be."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    return [(" " * gap).join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]


def drawn(value: Number, digits: int = 10) -> list[str]:
    """A number, or an array in brackets with its columns aligned, as lines; one beyond a screen in a line."""
    if not is_array(value):
        return [short(value, digits)]
    if ragged(value):
        return ["[" + ", ".join(" ".join(" ".join(drawn(part, digits)).split()) for part in value) + "]"]
    extent = shape(value)
    columns = room.columns
    lines = _array(value, extent, columns, digits)
    while room.width and columns > 2 and max(map(len, lines)) > room.width - INDENT:
        columns = min(columns, extent[-1]) - 1
        lines = _array(value, extent, columns, digits)
    if len(lines) > room.lines:
        return [summed_up(value, extent, digits)]
    if any(n > limit for n, limit in zip(reversed(extent), (columns, *[room.rows] * len(extent)))):
        size = f"{extent[0]} elements" if len(extent) == 1 else " x ".join(map(str, extent))
        lines[-1] += f"  ({size})"
    return lines


def summed_up(value: Number, extent: Sequence[int], digits: int) -> str:
    """What there is to say of an array too large to show."""
    numbers = [x for _, x in leaves(value) if isinstance(x, int | float) and math.isfinite(x)]
    total, filled = math.prod(extent), sum(map(bool, numbers))
    told = [f"from {short(min(numbers), digits)} to {short(max(numbers), digits)}"] if numbers else []
    told += [f"{filled} of {total} not 0"] + [f"{total - len(numbers)} not finite"] * (len(numbers) < total)
    return f"[{' x '.join(map(str, extent))} array: {', '.join(told)}; --full shows it]"


def _array(value: Number, extent: Sequence[int], columns: float, digits: int) -> list[str]:
    """An array's lines, with so many columns."""
    return list(_lines(value, len(extent), columns, _columns(value, len(extent), columns, digits)))


def _kept(value: Sequence[Any], limit: float) -> list[Any]:
    """The entries of an axis that are shown; an Ellipsis stands for the others."""
    if len(value) <= limit:
        return list(value)
    edge = max(min(EDGE, int(limit - 1) // 2), 1)
    return [*value[:edge], ..., *value[-edge:]]


def _columns(value: Number, depth: int, columns: float, digits: int) -> Iterator[str]:
    """The texts of all shown numbers in order, those of one column aligned."""
    flat: list[list[str]] = []

    def visit(inner: Number, depth: int) -> None:
        if depth == 1:
            flat.append([short(x, digits) for x in _kept(inner, columns) if x is not ...])
            return
        for item in _kept(inner, room.rows):
            if item is not ...:
                visit(item, depth - 1)

    visit(value, depth)
    if len(flat) > 1 and len({len(row) for row in flat}) == 1:
        flat = [list(row) for row in zip(*map(align, zip(*flat)))]
    return iter([text for row in flat for text in row])


def _lines(value: Number, depth: int, columns: float, texts: Iterator[str]) -> Iterator[str]:
    """The lines of an array of `depth` axes, taking its numbers from `texts`."""
    if depth == 1:
        yield "[" + ", ".join("..." if x is ... else next(texts) for x in _kept(value, columns)) + "]"
        return
    kept = _kept(value, room.rows)
    for place, item in enumerate(kept):
        inner = ["..."] if item is ... else list(_lines(item, depth - 1, columns, texts))
        inner[-1] += "]" if place == len(kept) - 1 else ","
        for n, line in enumerate(inner):
            yield f"{' ' if place or n else '['}{line}"
