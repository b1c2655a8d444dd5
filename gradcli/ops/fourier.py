"""The discrete Fourier transform of numbers that NumPy does not transform: of any precision, and balls."""

from __future__ import annotations

from typing import Any

from ..core.forms import numpy
from .complex import _imaginary as imaginary
from .trig_pi import cospi, sinpi


def exact(x: Any, axis: int, inverse: bool) -> Any:
    """The sum of x_k exp(-2 pi i j k / n) for each j along an axis, or with +, of an array of objects."""
    np = numpy()
    return np.moveaxis(np.moveaxis(x, axis, -1) @ unit_roots(x, x.shape[axis], inverse), -1, axis)


def unit_roots(x: Any, n: int, inverse: bool) -> Any:
    """The matrix of the transform, of numbers of the class of x's."""
    sin, cos, i = (f.op.evaluate for f in (sinpi, cospi, imaginary))
    zero = x.flat[0] * 0
    turns = [(zero + (2 if inverse else -2) * k) / n for k in range(n)]
    roots = [cos(t) + i(sin(t)) for t in turns]
    return numpy().array([[roots[j * k % n] for k in range(n)] for j in range(n)], object).reshape(n, n)
