"""An expression over a rectangle: its values and gradients on a grid, and the lines along which it has one value."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..answer.derivatives import first
from ..core.forms import quiet
from ..errors import DomainFault, GradcliError
from ..ops.values import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .expression.run import Formula

SIZE = 61  # points of the grid in each direction
ARROWS = 12
LEVELS = 10

Segment = tuple[float, float, float, float]


@dataclass(slots=True)
class Field:
    """values[i][j] at ys[i], xs[j], nan where there is none; broken: (i, j) of cells across which the value jumps."""

    names: tuple[str, str]
    xs: list[float]
    ys: list[float]
    values: list[list[float]]
    gradients: list[list[tuple[float, float]]]
    broken: set[tuple[int, int]]

    def levels(self) -> list[float]:
        """Round values to draw lines at, evenly spread over what most of the field takes."""
        known = sorted(v for row in self.values for v in row if math.isfinite(v))
        low, high = known[len(known) // 50], known[-1 - len(known) // 50]
        if high <= low:
            return [low]
        step = (high - low) / LEVELS
        unit = 10.0 ** math.floor(math.log10(step))
        step = next(m * unit for m in (1, 2, 2.5, 5, 10) if m * unit >= step * 0.7)
        return [n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1)]

    def arrows(self) -> Iterator[tuple[float, float, float, float]]:
        """(x, y, df/dx, df/dy) on a coarser grid."""
        stride = max(SIZE // ARROWS, 1)
        for i in range(stride // 2, len(self.ys), stride):
            for j in range(stride // 2, len(self.xs), stride):
                dx, dy = self.gradients[i][j]
                if math.isfinite(dx) and math.isfinite(dy):
                    yield self.xs[j], self.ys[i], dx, dy

    def lines(self, level: float) -> Iterator[Segment]:
        """The line of one level as segments, a cell at a time; none through a jump or a pole."""
        for i in range(len(self.ys) - 1):
            for j in range(len(self.xs) - 1):
                if (i, j) not in self.broken:
                    yield from self.cell(i, j, level)

    def cell(self, i: int, j: int, level: float) -> Iterator[Segment]:
        """The segments of one cell: from edge to edge where the level lies between their corners."""
        x, y, v = self.xs, self.ys, self.values
        corners = [(j, i), (j + 1, i), (j + 1, i + 1), (j, i + 1)]
        crossings = []
        for (ja, ia), (jb, ib) in zip(corners, corners[1:] + corners[:1]):
            a, b = v[ia][ja], v[ib][jb]
            if (a < level) is not (b < level):
                t = (level - a) / (b - a)
                crossings.append((x[ja] + t * (x[jb] - x[ja]), y[ia] + t * (y[ib] - y[ia])))
        for (xa, ya), (xb, yb) in zip(crossings[::2], crossings[1::2]):
            yield xa, ya, xb, yb


def field(
    formula: Formula, names: tuple[str, str], others: Mapping[str, Any], x: tuple[float, float], y: tuple[float, float]
) -> Field:
    """The field over a rectangle. Raises GradcliError for an array, and where there is no value anywhere."""
    xs, ys = (spread(*ends) for ends in (x, y))
    points = [[at(formula, names, others, a, b) for a in xs] for b in ys]
    values = [[p[0] for p in row] for row in points]
    gradients = [[(p[1], p[2]) for p in row] for row in points]
    if not any(math.isfinite(v) for row in values for v in row):
        raise GradcliError("there is no value anywhere in this rectangle", code="domain", status=4)
    return Field(names, xs, ys, values, gradients, jumps(xs, ys, values, gradients))


def spread(low: float, high: float) -> list[float]:
    """The points of one direction."""
    return [low + (high - low) * n / (SIZE - 1) for n in range(SIZE - 1)] + [high]


@quiet()
def at(formula: Formula, names: tuple[str, str], others: Mapping[str, Any], x: float, y: float) -> Sequence[float]:
    """Value and gradient at one point; nan where there are none."""
    try:
        subject = formula.run({**others, names[0]: x, names[1]: y}, names)[0]
        if shape_of(subject.result):
            raise GradcliError(
                "a plot needs a number, and the value is an array", code="shape", hint="index the result, or sum it"
            )
        return [float(subject.result), *(float(b.value) for b in first(subject))]
    except DomainFault:
        return [math.nan] * 3


def jumps(
    xs: Sequence[float], ys: Sequence[float], values: Sequence[Sequence[float]],
    gradients: Sequence[Sequence[tuple[float, float]]],
) -> set[tuple[int, int]]:  # fmt: skip
    """The cells with an edge along which the value does what the slopes at its ends do not say."""
    known = sorted(abs(v) for row in values for v in row if math.isfinite(v))
    scale = known[len(known) // 2] or known[-1] or 1.0
    found = set()
    for i in range(len(ys) - 1):
        for j in range(len(xs) - 1):
            for (ia, ja), (ib, jb) in (
                ((i, j), (i, j + 1)), ((i + 1, j), (i + 1, j + 1)), ((i, j), (i + 1, j)), ((i, j + 1), (i + 1, j + 1))
            ):  # fmt: skip
                h, axis = (xs[jb] - xs[ja], 0) if ia == ib else (ys[ib] - ys[ia], 1)
                rise = values[ib][jb] - values[ia][ja]
                slopes = gradients[ia][ja][axis], gradients[ib][jb][axis]
                foreseen = h * max(map(abs, slopes))
                against = rise * slopes[0] < 0 > rise * slopes[1]
                if not abs(rise) <= 3.0 * foreseen + 1e-9 * scale or (against and abs(rise) > 0.05 * scale):
                    found.add((i, j))
    return found
