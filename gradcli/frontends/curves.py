"""An expression along one variable: its values and derivatives, and where the curve has no value, jumps or bends.

Between neighbours whose values or slopes differ more than those around them the interval is halved until nothing but a
point is left. What is left there that shrinks with the interval was smooth; what does not is a jump, a pole, a kink.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from ..answer.derivatives import first, second
from ..answer.settle import settle
from ..answer.subject import Ask
from ..core.forms import quiet
from ..core.trace import plain
from ..errors import DomainFault, GradcliError
from ..ops.values import shape_of
from .expression.run import Formula

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

POINTS = 401
HALVINGS = 50
NEAR = 6  # neighbours on either side that an interval is compared with
MOST = 60  # features of one curve
NUMBERLESS = (math.nan, math.nan, math.nan)

Values = tuple[float, ...]  # value, slope, second derivative
Point = tuple[float, Values]


class Feature(NamedTuple):
    """kind: kink, jump, pole, edge (of where there are values) or hole (a single point without one).

    left, right: (x, values) next to it; the values are nan where there are none.
    """

    kind: str
    x: float
    left: tuple[float, Values]
    right: tuple[float, Values]


class Function:
    """A formula of one variable, the others held: x -> value and derivatives. Raises GradcliError for an array."""

    def __init__(self, formula: Formula, name: str, others: Mapping[str, Any], order: int) -> None:
        self.formula, self.name, self.others, self.order = formula, name, others, order

    @quiet()
    def __call__(self, x: float, closely: bool = False) -> Values:
        """The values at x; nan where there are none. closely: as `eval` finds them, at awkward points too."""
        try:
            subject = self.formula.run({**self.others, self.name: x}, [self.name])[0]
            if shape_of(subject.result):
                raise GradcliError(
                    "a plot needs a number, and the value is an array", code="shape",
                    hint="index the result, or sum it",
                )  # fmt: skip
            if closely:
                ask = Ask(order=min(self.order, 2))
                found = [b.value for b in settle(subject, ask).blocks if b.path.kind in ("value", "grad", "hessian")]
            else:
                found = [subject.result, first(subject)[0].value]
                if self.order > 1:
                    found.append(second(subject)[0].value)
        except DomainFault:
            return NUMBERLESS[: self.order + 1]
        return tuple(math.nan if v is None else float(plain(v)) for v in found)


@dataclass(slots=True)
class Curve:
    """xs and their values, and the features between them, in order."""

    name: str
    order: int
    xs: list[float]
    values: list[Values]
    features: list[Feature]

    def segments(self, order: int) -> list[tuple[list[float], list[float]]]:
        """The pieces that may be drawn with one stroke: broken at poles, jumps and edges, slopes at kinks too."""
        breaks = [f for f in self.features if f.kind != "hole" and (order or f.kind != "kink")]
        found: list[tuple[list[float], list[float]]] = []
        xs: list[float] = []
        ys: list[float] = []

        def end() -> None:
            nonlocal xs, ys
            if xs:
                found.append((xs, ys))
            xs, ys = [], []

        def put(x: float, y: float) -> None:
            if math.isfinite(y) and not (xs and x <= xs[-1]):
                xs.append(x)
                ys.append(y)
            elif not math.isfinite(y) and x not in holes:
                end()

        holes = {f.x for f in self.features if f.kind == "hole"}
        waiting = list(breaks)
        for x, values in zip(self.xs, self.values):
            while waiting and waiting[0].right[0] <= x:
                feature = waiting.pop(0)
                put(feature.left[0], feature.left[1][order])
                end()
                put(feature.right[0], feature.right[1][order])
            inside = waiting and waiting[0].left[0] <= x
            if not inside and not (xs and x <= xs[-1]):
                put(x, values[order])
        end()
        return found

    def limits(self, order: int) -> tuple[float, float]:
        """Between which values to draw: all, but next to poles no more than what most of the curve takes."""
        ys = sorted(v[order] for v in self.values if math.isfinite(v[order]))
        if not ys:
            return -1.0, 1.0
        steep = any(f.kind in ("pole", "edge") for f in self.features)
        low, high = (ys[len(ys) // 20], ys[-1 - len(ys) // 20]) if steep else (ys[0], ys[-1])
        if steep and high - low > 0.7 * (ys[-1] - ys[0]):
            low, high = ys[0], ys[-1]
        gap = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
        return low - gap, high + gap


def curve(formula: Formula, name: str, others: Mapping[str, Any], ends: tuple[float, float], order: int) -> Curve:
    """The curve between two ends. Raises GradcliError where the expression has no value anywhere."""
    f = Function(formula, name, others, order)
    low, high = ends
    xs = [low + (high - low) * n / (POINTS - 1) for n in range(POINTS - 1)] + [high]
    values = [f(x) for x in xs]
    for n, x in enumerate(xs):
        alone = not is_number(values[n]) and any(is_number(values[m]) for m in (n - 1, n + 1) if 0 <= m < POINTS)
        if alone:
            values[n] = f(x, closely=True)
    if not any(math.isfinite(v[0]) for v in values):
        raise GradcliError(f"there is no value anywhere from {low:g} to {high:g}", code="domain", status=4)
    scale = Scale(values, high - low)
    return Curve(name, order, xs, values, merged(features(f, xs, values, scale), scale))


def is_number(values: Values) -> bool:
    """Whether value and slope are finite."""
    return math.isfinite(values[0]) and math.isfinite(values[1])


def features(
    f: Function, xs: Sequence[float], values: Sequence[Values], scale: Scale, halvings: int = HALVINGS
) -> list[Feature]:
    """What stands between the points of a curve, each found by so many halvings."""
    points = list(zip(xs, values))
    rises = [unforeseen(a, b) for a, b in pairwise(points)]
    bends = [abs(b[1] - a[1]) for a, b in pairwise(values)]
    found: list[Feature] = []
    for n in range(len(xs) - 1):
        a, b = points[n], points[n + 1]
        odd = unusual(rises, n, scale.f) or unusual(bends, n, scale.d)
        if odd or is_number(a[1]) is not is_number(b[1]) or contrary(a[1], b[1]):
            if (feature := between(f, a, b, scale, halvings)) is not None:
                found.append(feature)
                if len(found) == MOST:
                    break
    return found


class Scale:
    """How large values and slopes are where they are ordinary."""

    def __init__(self, values: Sequence[Values], width: float) -> None:
        self.width = width
        self.f = typical([v[0] for v in values])
        self.d = typical([v[1] for v in values])


def typical(numbers: Sequence[float]) -> float:
    """The median of the magnitudes; 1 where there are none."""
    known = [abs(v) for v in numbers if math.isfinite(v)]
    return median(known) or max(known) or 1.0 if known else 1.0


def unusual(differences: Sequence[float], n: int, scale: float) -> bool:
    """Whether a difference is larger than those around it."""
    here = differences[n]
    around = [d for d in differences[max(n - NEAR, 0) : n + NEAR + 1] if d == d]
    return here == here and here > 2.5 * median(around) + 1e-9 * scale


def between(
    f: Function, a: tuple[float, Values], b: tuple[float, Values], scale: Scale, halvings: int
) -> Feature | None:
    """What stands between two points, if anything does that does not shrink with them."""
    start = width = b[0] - a[0]
    begin = badness(a, b, scale)
    high: list[float] = []  # the largest value at each halving: next to a pole it grows without end
    for n in range(halvings):
        middle = a[0] + 0.5 * (b[0] - a[0])
        if not a[0] < middle < b[0]:
            break
        m = (middle, f(middle))
        if not is_number(m[1]) and is_number(a[1]) and is_number(b[1]):
            m = (middle, f(middle, closely=True))
        a, b = (a, m) if badness(a, m, scale) >= badness(m, b, scale) else (m, b)
        width = b[0] - a[0]
        high.append(max((abs(v[0]) for _, v in (a, b) if v[0] == v[0]), default=0.0))
        if n == 12 and badness(a, b, scale) < 0.02 * begin:  # it shrinks as a smooth curve does
            return None
        if width <= 1e-14 * max(abs(a[0]), abs(b[0]), start):
            break
    grows = high[-1] - high[max(len(high) - 11, 0)] > 0.05 * scale.f or high[-1] > 1e6 * scale.f
    return named(a, b, scale, grows)


def badness(a: Point, b: Point, scale: Scale) -> float:
    """How different two neighbours are: in value, slope, or in having any."""
    if is_number(a[1]) is not is_number(b[1]):
        return math.inf
    if not is_number(a[1]):
        return -1.0
    if contrary(a[1], b[1]):
        return 1e300
    return unforeseen(a, b) / scale.f + abs(b[1][1] - a[1][1]) / scale.d


def unforeseen(a: Point, b: Point) -> float:
    """By how much the rise from one point to the next is not what their slopes say."""
    return abs(b[1][0] - a[1][0] - 0.5 * (b[0] - a[0]) * (a[1][1] + b[1][1]))


def contrary(a: Values, b: Values) -> bool:
    """Whether a curve falls though it rises at both ends, or the other way round, by more than rounding."""
    rise = b[0] - a[0]
    against = a[1] < 0.0 > b[1] if rise > 0.0 else a[1] > 0.0 < b[1]
    return against and abs(rise) > 1e-9 * (abs(a[0]) + abs(b[0]))


def named(a: tuple[float, Values], b: tuple[float, Values], scale: Scale, grows: bool) -> Feature | None:
    """The feature between two points next to each other. grows: whether values do without end towards it."""
    width = b[0] - a[0]
    x = nice(a[0], b[0], 1e-12 * scale.width)
    if grows or any(math.isinf(v[0]) for _, v in (a, b)):
        return Feature("pole", x, a, b)
    if is_number(a[1]) is not is_number(b[1]):
        return Feature("edge", x, a, b)
    rise, bend = abs(b[1][0] - a[1][0]), abs(b[1][1] - a[1][1])
    slopes = abs(a[1][1]) + abs(b[1][1])
    if rise > 10 * width * slopes + 1e-9 * scale.f + 1e-13 * abs(a[1][0]):
        return Feature("jump", x, a, b)
    if slopes > 1e4 * scale.d and a[1][1] * b[1][1] > 0:  # an infinite slope
        return None
    return Feature("kink", x, a, b) if bend > 1e-3 * slopes + 1e-9 * scale.d else None


def nice(low: float, high: float, slack: float) -> float:
    """The shortest number between two, or as good as there."""
    middle = 0.5 * (low + high)
    if low - slack <= 0.0 <= high + slack:
        return 0.0
    shorter = (float(f"{middle:.{n}g}") for n in range(1, 17))
    return next((x for x in shorter if abs(x - middle) <= high - low + slack), middle)


def merged(found: Sequence[Feature], scale: Scale) -> list[Feature]:
    """The features in order, one where two neighbours found the same; none where both sides go on as one."""
    kept: list[Feature] = []
    for feature in sorted(found, key=lambda f: f.left[0]):
        if kept and abs(feature.x - kept[-1].x) <= 1e-9 * scale.width:
            before = kept.pop()
            poles = [f for f in (before, feature) if f.kind == "pole"]
            whole = named(before.left, feature.right, scale, False)
            if poles:
                kept.append(Feature("pole", before.x, before.left, feature.right))
            elif math.isnan(before.right[1][0]) and goes_on(before.left[1], feature.right[1], scale):
                kept.append(Feature("hole", before.x, before.left, feature.right))
            elif whole is not None:
                kept.append(whole)
            continue
        kept.append(feature)
    return kept


def goes_on(a: Values, b: Values, scale: Scale) -> bool:
    """Whether a curve is the same to both sides of a point without a value, but for rounding, which is large there."""
    slopes = abs(a[1]) + abs(b[1])
    return abs(b[0] - a[0]) <= 1e-6 * scale.f and abs(b[1] - a[1]) <= 1e-3 * slopes + 1e-4 * scale.d
