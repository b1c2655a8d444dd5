"""An expression along one variable: its values and derivatives, and where the curve has no value, jumps or bends."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...core.forms import quiet
from ...errors import GradcliError
from ..expression.run import Formula
from .features import Feature, Scale, confirmed, features, has_slope, merged
from .function import Function, Values, spread

POINTS = 401
BREAKS = ("jump", "pole", "edge")


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
        breaks = [f for f in self.features if f.kind in BREAKS or (order and f.kind == "kink")]
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
        steep = any(f.kind in ("pole", "edge", "oscillation") for f in self.features)
        steep = steep or any(math.isinf(v[order]) for v in self.values)
        low, high = (ys[len(ys) // 20], ys[-1 - len(ys) // 20]) if steep else (ys[0], ys[-1])
        if steep and high - low > 0.7 * (ys[-1] - ys[0]):
            low, high = ys[0], ys[-1]
        gap = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
        return low - gap, high + gap


@quiet()
def curve(formula: Formula, name: str, others: Mapping[str, Any], ends: tuple[float, float], order: int) -> Curve:
    """The curve between two ends. Raises GradcliError where the expression has no value anywhere."""
    f = Function(formula, name, others, order, ends)
    low, high = ends
    xs = spread(low, high, POINTS)
    values = [f(x) for x in xs]
    for n, x in enumerate(xs):
        alone = not has_slope(values[n]) and any(has_slope(values[m]) for m in (n - 1, n + 1) if 0 <= m < POINTS)
        if alone:
            values[n] = f(x, closely=True)
    if not any(math.isfinite(v[0]) for v in values):
        raise GradcliError(f"there is no value anywhere from {low:g} to {high:g}", code="domain", status=4)
    scale = Scale(values, high - low)
    found = merged(features(f, xs, values, scale), scale)
    kept = [sure for feature in found if (sure := confirmed(f, feature, scale)) is not None]
    return Curve(name, order, xs, values, kept)
