"""scipy.integrate, scipy.signal and scipy.fft, as far as they are linear in numbers at fixed places."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.trace import plain
from ...ops import layout, products
from ...ops.indexing import Index, getitem, putter
from ...ops.values import shape_of
from ..numpy import calculus, fourier
from .special import fixed


def by_matrix(name: str) -> Callable[..., Any]:
    """A rule of integration that is linear in y: its matrix is what it makes of the unit vectors."""

    def call(y: Any, x: Any = None, dx: Any = 1.0, axis: int = -1, initial: Any = None) -> Any:
        from scipy import integrate

        fixed(x, dx, initial)
        if len(shape_of(x)) > 1:
            raise TypeError("differentiable here at the same places for all")
        more = {} if initial is None else {"initial": plain(initial)}
        matrix = getattr(integrate, name)(np.eye(shape_of(y)[axis]), x=plain(x), dx=plain(dx), axis=1, **more)
        lanes = layout.moveaxis(y, axis, -1)
        found = products.matmul(lanes, matrix)
        return layout.moveaxis(found, -1, axis) if len(shape_of(found)) == len(shape_of(y)) else found

    return call


def convolve(in1: Any, in2: Any, mode: str = "full", method: str = "auto") -> Any:
    """The convolution of arrays of any number of axes: each element of the second shifts the first."""
    if len(shape_of(in1)) == 1 and mode == "full":
        return calculus.convolve(in1, in2)
    s, t = shape_of(in1), shape_of(in2)
    whole = tuple(m + n - 1 for m, n in zip(s, t))
    y: Any = np.zeros(whole)
    for at in np.ndindex(*t):
        place = Index(tuple(slice(k, k + m) for k, m in zip(at, s)))
        y = y + putter(place, whole)(in1) * getitem(in2, at)
    if mode == "full":
        return y
    size = s if mode == "same" else tuple(max(m, n) - min(m, n) + 1 for m, n in zip(s, t))
    starts = [(m - n) // 2 for m, n in zip(whole, size)]
    return getitem(y, tuple(slice(a, a + n) for a, n in zip(starts, size)))


ROWS: list[tuple[str, Callable[..., Any], str]] = [
    ("integrate.trapezoid", calculus.trapezoid, "y x"),
    ("integrate.simpson", by_matrix("simpson"), "y x"),
    ("integrate.cumulative_trapezoid", by_matrix("cumulative_trapezoid"), "y x"),
    ("signal.convolve", convolve, "in1 in2"),
    *((f"fft.{name}", getattr(fourier, name), "*") for name in ("fft", "ifft", "rfft", "irfft")),
    *((f"fft.{name}{n}", fourier.several(getattr(fourier, name), default=axes), "*")
      for name in ("fft", "ifft") for n, axes in (("2", fourier.PLANE), ("n", None))),
]  # fmt: skip
