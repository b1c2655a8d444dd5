"""Pictures in the terminal, drawn in Braille by plotille."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import plotille

if TYPE_CHECKING:
    from ...frontends.curves.fields import Field
    from ...frontends.curves.sampled import Curve

LEFT = 22  # columns that plotille takes for the numbers at the left
COLORS = ("blue", "green", "magenta")
MARKS = {"pole": "x", "jump": "#", "edge": ":", "hole": ".", "kink": "o"}  # of borders
Piece = tuple[list[float], list[float]]


def curve(found: Curve, tangents: Sequence[tuple[float, float, float]], title: str, columns: int, lines: int,
          color: bool) -> str:  # fmt: skip
    """f with its tangents, and each derivative below it on an axis of its own."""
    names = [f"f = {title}", f"df/d{found.name}", f"d2f/d{found.name}2"][: found.order + 1]
    height = max((lines - 3) // len(names) - 5, 6)
    parts = []
    for order, name in enumerate(names):
        low, high = found.limits(order)
        figure = framed(found.xs[0], found.xs[-1], low, high, columns, height, color, found.name, "f" + order * "'")
        for xs, ys in found.segments(order):
            for inside in clipped(xs, ys, low, high):
                figure.plot(*inside, lc=COLORS[order] if color else None)
        if order == 0:
            for x, y, slope in tangents:
                ends = [found.xs[0], found.xs[-1]]
                for inside in clipped(fine(*ends), [y + slope * (t - x) for t in fine(*ends)], low, high):
                    figure.plot(*inside, lc="red" if color else None)
                spot(figure, x, y, "x", "red" if color else None)
            for f in found.features:
                for y in [low + (high - low) * (n + 0.5) / height for n in range(height)] if f.kind == "pole" else []:
                    spot(figure, f.x, y, "|")
                if f.kind in ("kink", "hole"):
                    spot(figure, f.x, f.left[1][0], "o")
        parts.append(f"{name}\n{shown(figure)}\n")
    return "\n".join(parts)


def contours(found: Field, title: str, columns: int, lines: int, color: bool) -> str:
    """Lines of equal value, and arrows along the gradient from a dot."""
    x, y = found.names
    figure = framed(found.xs[0], found.xs[-1], found.ys[0], found.ys[-1], columns, lines - 6, color, x, y)
    levels = found.levels()
    for n, level in enumerate(levels):
        tint = COLORS[n % len(COLORS)] if color else None
        for xa, ya, xb, yb in found.lines(level):
            figure.plot([xa, xb], [ya, yb], lc=tint)
    for border in found.borders:
        for place in (border.start, border.end):
            spot(figure, *place, MARKS[border.kind])
    arrows = list(found.arrows())
    longest = max((math.hypot(dx, dy) for _, _, dx, dy in arrows), default=0.0) or 1.0
    for xa, ya, dx, dy in arrows:
        if math.hypot(dx, dy) > 0.02 * longest:
            spot(figure, xa, ya, direction(dx, dy), "red" if color else None)
    texts = ", ".join(f"{level:.4g}" for level in levels)
    marks = "".join(f"; {MARKS[kind]} {kind}" for kind in sorted({border.kind for border in found.borders}))
    told = f"lines at f = {texts}; arrows along the gradient{marks}"
    return f"f = {title}     {x} across, {y} up\n{shown(figure)}\n{told}\n"


def spot(figure: Any, x: float, y: float, mark: str, color: str | None = None) -> None:
    """A character at a point of the figure; none on its very edge, where plotille has no cell for it."""
    (left, right), (low, high) = figure.x_limits(), figure.y_limits()
    if left <= x < right and low <= y < high:
        figure.text([x], [y], [mark], lc=color)


def shown(figure: Any) -> str:
    """The figure's text. Whether it is coloured we have decided: plotille would ask the environment again."""
    kept = {name: os.environ.pop(name, None) for name in ("NO_COLOR", "FORCE_COLOR")}
    os.environ["FORCE_COLOR"] = "1"
    try:
        lines = str(figure.show()).split("\n")
        return "\n".join([*lines[:-2], *axis(figure)])
    finally:
        del os.environ["FORCE_COLOR"]
        os.environ.update({name: value for name, value in kept.items() if value is not None})


def axis(figure: Any) -> tuple[str, str]:
    """The line below a figure, with a mark at every tenth column and at the right end, and the numbers there."""
    width, (left, limit) = figure.width, figure.x_limits()
    start, last = LEFT - 9, width - 1
    end = label(left + (limit - left) * (1 - 0.5 / width), 1, limit - left)
    line, numbers = "-" * (start - 2) + "|-", " " * (start - 2) + "| "
    for column in range(0, width, 10):
        text = label(left + (limit - left) * column / width, 1, limit - left)
        if start + column + len(text) < start + width - len(end):
            line, numbers = line.ljust(start + column, "-") + "|", numbers.ljust(start + column) + text
    line = line.ljust(start + last, "-") + "|" + "-> (" + figure.x_label + ")"
    return line, numbers.ljust(start + width - len(end)) + end


def direction(dx: float, dy: float) -> str:
    """The arrow of eight that is nearest."""
    return "→↗↑↖←↙↓↘"[round(math.atan2(dy, dx) / (math.pi / 4)) % 8]


def framed(
    left: float, right: float, low: float, high: float, columns: int, height: int, color: bool, across: str, up: str
) -> Any:  # fmt: skip
    """An empty figure with its axes."""
    figure = plotille.Figure()
    figure.width, figure.height = columns - LEFT - 1, height
    figure.color_mode, figure.with_colors = "names", color
    figure.origin = False
    dots = 2 * figure.width  # of a line: the last of them is the right end
    figure.set_x_limits(left, left + (right - left) * (dots / (dots - 1)))
    figure.set_y_limits(low, high)
    figure.x_label, figure.y_label = across, up
    figure.register_label_formatter(float, label)
    return figure


def label(value: float, chars: int, delta: float, left: bool = False) -> str:
    """A number at an axis, to a few hundredths of it: what is nearer to 0 is 0."""
    place = math.floor(math.log10(abs(delta))) - 2 if delta else -2
    size = math.floor(math.log10(abs(value))) if value else place
    text = f"{float(f'{value:.{min(size - place, 8)}e}'):.9g}" if size >= place else "0"
    return text.ljust(chars) if left else text.rjust(chars)


def fine(low: float, high: float) -> list[float]:
    """Points close enough to clip a line between."""
    return [low + (high - low) * n / 400 for n in range(401)]


def clipped(
    xs: Sequence[float], ys: Sequence[float], low: float, high: float
) -> Iterator[tuple[list[float], list[float]]]:
    """The pieces of a curve between two heights."""
    inside: Piece = ([], [])
    for x, y in zip(xs, ys):
        if low <= y <= high:
            inside[0].append(x)
            inside[1].append(y)
        elif inside[0]:
            yield inside
            inside = ([], [])
    if inside[0]:
        yield inside
