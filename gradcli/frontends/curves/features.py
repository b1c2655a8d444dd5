"""What stands between the points of a curve: where it has no value, jumps, bends or comes to no point at all.

Between neighbours whose values or slopes differ more than those around them the interval is halved until nothing but a
point is left. What is left there that shrinks with the interval was smooth; what does not is a jump, a pole, a kink, if
it is that at distances that shrink too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ...record import Record
from .function import Function, Values

HALVINGS = 50
NEAR = 6  # neighbours on either side that an interval is compared with
MOST = 60  # features of one curve
SCALES = [0.618**n for n in range(10, 40)]  # of the distance between two points: how near to a feature is looked again
FAINT = 1e-300  # steps of float64's own are no jumps
TURNS = 3  # of the slope's sign at those: more than any curve has that comes to a point

Point = tuple[float, Values]


class Feature(Record):
    """kind: kink, jump, pole, edge (of where there are values), overflow (of where float64 holds them), hole (a single
    point without one) or oscillation.

    left, right: (x, values) next to it; the values are nan where there are none.
    """

    kind: str
    x: float
    left: tuple[float, Values]
    right: tuple[float, Values]


def confirmed(f: Function, feature: Feature, scale: Scale) -> Feature | None:
    """The feature, seen again at distances that shrink; an oscillation where the curve comes to no point, however near.

    That is an essential singularity, as of sin(1/x), next to which any two points make a kink, a jump or a pole. None
    where there is nothing but rounding, or a curve that is steep, or too large for float64.
    """
    if feature.kind == "overflow":
        return feature
    sides = [near(f, feature.x, step * scale.step) for step in (-1.0, 1.0)]
    if feature.kind == "edge":
        beyond = any(math.isinf(v[0]) for side in sides for v in side)
        return feature._replace(kind="pole") if beyond else feature
    if feature.kind == "pole" and any(large(side, 1e6 * scale.f) for side in sides):
        return None
    if not any(oscillates(side, feature.kind, scale.f) for side in sides):
        return feature
    sides = [near(f, feature.x, step * scale.step, True) for step in (-1.0, 1.0)]
    if any(oscillates(side, feature.kind, scale.f) for side in sides):
        return feature._replace(kind="oscillation")
    if has_slope(f(feature.x, closely=True)):
        return None
    left, right = ((x, side[-1]) for x, side in zip((feature.left[0], feature.right[0]), sides))
    return Feature("hole", feature.x, left, right) if goes_on(left[1], right[1], scale) else None


def near(f: Function, x: float, step: float, closely: bool = False) -> list[Values]:
    """What there is on one side of a point, nearer and nearer."""
    return [f(x + step * distance, closely) for distance in SCALES]


def large(side: Sequence[Values], limit: float) -> bool:
    """Whether values come to a finite one that is merely large."""
    last = [v[0] for v in side[-2:]]
    return all(math.isfinite(v) and abs(v) > limit for v in last) and abs(last[1] - last[0]) < 1e-3 * abs(last[0])


def oscillates(side: Sequence[Values], kind: str, scale: float) -> bool:
    """Whether the slope changes its sign again and again; of a curve that is to have a limit, whether it has none."""
    known = [v for v in side if has_slope(v)]
    if kind == "hole":
        return bool(known) and max(known)[0] - min(known)[0] > 0.1 * scale
    pairs = [(a[1], b[1]) for a, b in pairwise(known)]
    return sum(a * b < 0.0 and min(abs(a), abs(b)) > 1e-3 * max(abs(a), abs(b)) for a, b in pairs) >= TURNS


def has_slope(values: Values) -> bool:
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
        if (far := overflowing(values, n)) is not None:
            found.append(overflow(f, *((a, b) if far else (b, a))))
            continue
        odd = unusual(rises, n, scale.f) or unusual(bends, n, scale.d)
        if odd or has_slope(a[1]) is not has_slope(b[1]) or contrary(a[1], b[1]):
            if (feature := between(f, a, b, scale, halvings)) is not None:
                found.append(feature)
                if len(found) == MOST:
                    break
    return found


def overflowing(values: Sequence[Values], n: int) -> bool | None:
    """Whether values are infinite from the next point on (True) or up to this one (False): several, so no pole."""
    a, b = (math.isinf(values[m][0]) for m in (n, n + 1))
    beyond = values[n + 2 : n + 3] if b else values[n - 1 : n] if n else ()
    return b if a is not b and beyond and math.isinf(beyond[0][0]) else None


def overflow(f: Function, a: Point, b: Point) -> Feature:
    """Where a curve that has a finite value at `a` leaves float64 on the way to `b`."""
    middle = 0.5 * a[0] + 0.5 * b[0]
    while min(a[0], b[0]) < middle < max(a[0], b[0]):
        m = (middle, f(middle))
        a, b = (a, m) if math.isinf(m[1][0]) else (m, b)
        middle = 0.5 * a[0] + 0.5 * b[0]
    return Feature("overflow", a[0], min(a, b), max(a, b))


class Scale:
    """How large values and slopes are where they are ordinary."""

    def __init__(self, values: Sequence[Values], width: float) -> None:
        self.width = width
        self.step = width / max(len(values) - 1, 1)
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
        if not has_slope(m[1]) and has_slope(a[1]) and has_slope(b[1]):
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
    if has_slope(a[1]) is not has_slope(b[1]):
        return math.inf
    if not has_slope(a[1]):
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
    if has_slope(a[1]) is not has_slope(b[1]):
        return Feature("edge", x, a, b)
    rise, bend = abs(b[1][0] - a[1][0]), abs(b[1][1] - a[1][1])
    slopes = abs(a[1][1]) + abs(b[1][1])
    if rise > 10 * width * slopes + 1e-9 * scale.f + 1e-13 * abs(a[1][0]) + FAINT:
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
