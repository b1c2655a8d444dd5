"""Sines and cosines of angles counted in half turns, right however many; and Fresnel's integrals of them."""

from __future__ import annotations

import math
from typing import Any

from ..core.calls import unary
from .analysis import exact, symbolic
from .special import limits


def _turns(x: Any) -> Any:
    """x in half turns, brought between -1 and 1 exactly."""
    return math.remainder(x, 2.0)


def _sinpi(x: Any) -> float:
    r = _turns(x)
    r = 1.0 - r if r > 0.5 else -1.0 - r if r < -0.5 else r
    return math.sin(math.pi * r) if abs(r) <= 0.25 else math.copysign(math.cos(math.pi * (0.5 - abs(r))), r)


def _cospi(x: Any) -> float:
    r = abs(_turns(x))
    if r < 0.25:
        return math.cos(math.pi * r)
    return math.sin(math.pi * (0.5 - r)) if r < 0.75 else -math.cos(math.pi * (1.0 - r))


sinpi: Any = unary(
    "sinpi", "smooth", lambda g, y, x: g * (exact("pi", x) * cospi(x)), math=_sinpi,
    sympy=symbolic(lambda s, x: s.sin(s.pi * x)), doc="sin(pi*x)",
)  # fmt: skip
cospi: Any = unary(
    "cospi", "smooth", lambda g, y, x: -(g * (exact("pi", x) * sinpi(x))), math=_cospi,
    sympy=symbolic(lambda s, x: s.cos(s.pi * x)), doc="cos(pi*x)",
)  # fmt: skip
fresnels = unary(
    "fresnels", "smooth", lambda g, y, x: g * sinpi(x * x / 2.0), mpmath=limits(lambda c, x: c.fresnels(x), -0.5, 0.5),
    doc="Fresnel's integral of sin(pi*t*t/2)",
)  # fmt: skip
fresnelc = unary(
    "fresnelc", "smooth", lambda g, y, x: g * cospi(x * x / 2.0), mpmath=limits(lambda c, x: c.fresnelc(x), -0.5, 0.5),
    doc="Fresnel's integral of cos(pi*t*t/2)",
)  # fmt: skip
