"""An expression over a rectangle: its values and gradients on a grid, the lines along which it has one value, and the
borders along which it bends, jumps, goes to infinity or ends.

Each line of the grid is a curve, whose features `curves` finds; in a cell those of one border are joined.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from ...core.forms import quiet
from ...errors import DomainFault, GradcliError
from ...record import Record
from ..expression.run import Formula
from .features import Scale, features, merged
from .function import Function, Recorded, spread

SIZE = 61  # points of the grid in each direction
ARROWS = 12
LEVELS = 10
HALVINGS = 20  # of an interval of the grid, which is as exact as a picture can show
KINDS = ("pole", "jump", "edge", "hole", "kink")  # where several meet, the first

Point = tuple[float, float]
Cell = tuple[int, int]
Segment = tuple[float, float, float, float]


class Border(Record):
    """A piece of a line along which the field is not smooth, or a point (both its ends).

    kind: as of a curve's feature; the field ends at an edge.
    """

    kind: str
    start: Point
    end: Point


@dataclass(slots=True)
class Field:
    """values[i][j] at ys[i], xs[j], nan where there is none.

    broken: (i, j) of the cells that a line of equal value does not cross, since the value jumps there, or ends.
    """

    names: tuple[str, str]
    xs: list[float]
    ys: list[float]
    values: list[list[float]]
    gradients: list[list[tuple[float, float]]]
    borders: list[Border]
    broken: set[Cell]

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

    def outlines(self) -> list[tuple[str, list[Point]]]:
        """The borders as (kind, points), pieces that go on in one another as one; where several meet they end."""
        meeting = Counter((b.kind, p) for b in self.borders for p in {b.start, b.end})
        outline: dict[tuple[str, Point], set[Point]] = {}
        found: list[tuple[str, set[Point]]] = []
        for kind, start, end in self.borders:
            points = {start, end}
            inner = [(kind, p) for p in (start, end) if meeting[kind, p] <= 2]
            for at in inner:
                points |= outline.get(at, set())
            found = [(k, old) for k, old in found if not (k == kind and any(old is outline.get(at) for at in inner))]
            found.append((kind, points))
            outline.update(((kind, p), points) for p in points if meeting[kind, p] <= 2)
        return [(kind, sorted(points)) for kind, points in found]

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


@quiet()
def field(
    formula: Formula, names: tuple[str, str], others: Mapping[str, Any], x: tuple[float, float], y: tuple[float, float]
) -> Field:
    """The field over a rectangle. Raises GradcliError for an array, and where there is no value anywhere."""
    xs, ys = (spread(*ends, SIZE) for ends in (x, y))
    recorded = Recorded(formula, names, others, [x, y])
    points = [[at(recorded, (a, b)) for a in xs] for b in ys]
    found = crossings(formula, names, others, xs, ys, points)
    values = [[p[0] for p in row] for row in points]
    gradients = [[(p[1], p[2]) for p in row] for row in points]
    if not any(math.isfinite(v) for row in values for v in row):
        raise GradcliError("there is no value anywhere in this rectangle", code="domain", status=4)
    bridge(found, xs, ys)
    borders, crossed = joined(xs, ys, found)
    gaps = {
        (i, j) for i in range(SIZE - 1) for j in range(SIZE - 1)
        if not all(math.isfinite(v) for row in values[i : i + 2] for v in row[j : j + 2])
    }  # fmt: skip
    return Field(names, xs, ys, values, gradients, borders, crossed | gaps)


def at(recorded: Recorded, point: Point) -> list[float]:
    """Value and gradient at one point; nan where there are none."""
    try:
        value, *slopes = map(float, recorded.slopes(point))
        return [value, *slopes] if value == value else [math.nan] * 3
    except DomainFault:
        return [math.nan] * 3


def crossings(
    formula: Formula, names: tuple[str, str], others: Mapping[str, Any], xs: Sequence[float], ys: Sequence[float],
    points: Sequence[Sequence[list[float]]],
) -> dict[Point, set[str]]:  # fmt: skip
    """{point: kinds} where lines of the grid cross borders. A point that is a hole gets the value of its sides."""
    found: dict[Point, set[str]] = {}
    (x, y), size = names, range(SIZE)
    rows = [[(v, dx) for v, dx, _ in points[i]] for i in size]
    columns = [[(points[i][j][0], points[i][j][2]) for i in size] for j in size]
    for along, values, across, name, other in ((xs, rows, ys, x, y), (ys, columns, xs, y, x)):
        scale = Scale([v for line in values for v in line], along[-1] - along[0])
        for n, (at, line) in enumerate(zip(across, values)):
            f = Function(formula, name, {**others, other: at}, 1, (along[0], along[-1]))
            for feature in merged(features(f, along, line, scale, HALVINGS), scale):
                place = snapped(feature.x, along)
                found.setdefault((place, at) if name == x else (at, place), set()).add(feature.kind)
                if feature.kind == "hole" and place in along:
                    m = along.index(place)
                    i, j = (n, m) if name == x else (m, n)
                    points[i][j][0] = 0.5 * (feature.left[1][0] + feature.right[1][0])
    return found


def bridge(found: dict[Point, set[str]], xs: Sequence[float], ys: Sequence[float]) -> None:
    """Add where two borders cross that are lines of the grid: along neither is the other to be seen."""
    for i, j in product(range(1, SIZE - 1), repeat=2):
        around = (xs[j], ys[i - 1]), (xs[j], ys[i + 1]), (xs[j - 1], ys[i]), (xs[j + 1], ys[i])
        if all(p in found for p in around):
            found.setdefault((xs[j], ys[i]), set()).update(*(found[p] for p in around))


def snapped(t: float, along: Sequence[float]) -> float:
    """A place on a line of the grid; where it is next to a point of the grid, that."""
    step = along[1] - along[0]
    near = along[min(max(round((t - along[0]) / step), 0), len(along) - 1)]
    return near if abs(t - near) < 1e-3 * step else t


def joined(
    xs: Sequence[float], ys: Sequence[float], found: Mapping[Point, set[str]]
) -> tuple[list[Border], set[Cell]]:  # fmt: skip
    """The crossings of each cell joined along the shortest ways; the cells that a line must not cross for them.

    A crossing that is joined to none is a point if it was found where two lines of the grid cross.
    """
    cells: dict[Cell, list[Point]] = {}
    crossed: set[Cell] = set()
    for x, y in found:
        for i in beside(y, ys):
            for j in beside(x, xs):
                cells.setdefault((i, j), []).append((x, y))
                if found[x, y] & {"pole", "jump", "edge"}:  # it may be a corner's, whose value is then no guide
                    crossed.add((i, j))
    made: dict[frozenset[Point], Border] = {}
    for points in cells.values():
        together = {p: n for n, p in enumerate(points)}
        for a, b in sorted(combinations(points, 2), key=lambda pair: math.dist(*pair)):
            if together[a] != together[b]:
                together = {p: together[a] if n == together[b] else n for p, n in together.items()}
                kinds = found[a] & found[b] or found[a] | found[b]
                made[frozenset((a, b))] = Border(min(kinds, key=KINDS.index), a, b)
    lonely = set(found).difference(*made)
    alone = [Border(min(found[p], key=KINDS.index), p, p) for p in lonely if p[0] in xs[1:-1] and p[1] in ys[1:-1]]
    return [*made.values(), *alone], crossed


def beside(t: float, along: Sequence[float]) -> list[int]:
    """The intervals of a line of the grid that a place is in, or between."""
    n = next(n for n in range(len(along) - 1, -1, -1) if along[n] <= t)
    return [m for m in ((n - 1, n) if t == along[n] else (n,)) if 0 <= m < len(along) - 1]
