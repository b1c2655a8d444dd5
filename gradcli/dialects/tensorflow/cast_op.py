"""The op that casts to a dtype."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import dialect_unary as op_of_one
from ...core.forms import is_mpf
from ...core.trace import plain
from .dtypes import as_dtype

CASTS: dict[str, Any] = {}


def _back(g: Any, y: Any, x: Any) -> Any:
    """A cotangent cast back to the class of number that x is."""
    bare = plain(x)
    number = np.dtype(float) if bare.__class__ is float else bare.dtype
    return caster(as_dtype(number).name)(g) if number.kind in "fc" else None


def caster(name: str) -> Any:
    """The op that casts to a dtype: linear between floats; from or to anything else the path ends."""
    if name not in CASTS:
        dtype = as_dtype(name)

        def forward(v: Any) -> Any:
            if dtype.trainable and (is_mpf(v) or getattr(v, "dtype", None) == object):
                return v  # exact numbers are not rounded
            with np.errstate(all="ignore"):
                w = np.asarray(v)
                w = (w.real if w.dtype.kind == "c" and dtype.kind != "c" else w).astype(dtype.as_numpy_dtype)
            return w if w.shape else (float(w) if w.dtype == float else w[()])

        kind, rule, kinks = ("linear", _back, None) if dtype.trainable else ("flat", None, _jumps(name))
        CASTS[name] = op_of_one(
            "cast", kind, rule, python=forward, elementwise=False, params=(name,), casts=True, kinks=kinks
        )
    return CASTS[name]


def _jumps(name: str) -> Any:
    """Where a cast jumps: to truths at 0, to whole numbers at all others, for from 0 both ways lead to 0."""

    def jumps(v: Any) -> Any:
        if np.asarray(v).dtype.kind != "f":
            return False
        return v == 0 if name == "bool" else (np.trunc(v) == v) & (v != 0)

    return jumps
