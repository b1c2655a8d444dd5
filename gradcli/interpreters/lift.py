"""Values as mpmath's numbers, exactly: the way from float64 to any precision."""

from __future__ import annotations

from math import inf
from typing import Any

from ..core.forms import numpy
from ..core.trace import dtype_kind


def lift(value: Any) -> Any:
    """A float as an mpf, a complex number as an mpc, an array of them as an array of objects; else as it is."""
    import mpmath

    if value.__class__ is bool or value.__class__.__module__.startswith("mpmath"):
        return value
    if isinstance(value, int | float):
        return mpmath.mpf(value)
    if isinstance(value, complex):
        return mpmath.mpc(value)
    if dtype_kind(value) in ("f", "c"):
        if not value.shape and value.dtype.char == "g":  # longer than a float, which is as near as Python comes
            first = float(value)
            return mpmath.mpf(first) + mpmath.mpf(float(value - first) if abs(first) < inf else 0)
        if not value.shape:
            return lift(value.item())
        return numpy().frompyfunc(lift, 1, 1)(value.astype(object))
    return value
