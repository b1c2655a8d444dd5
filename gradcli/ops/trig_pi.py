"""Sines and cosines of angles counted in half turns, right however many; Fresnel's integrals of them, and
the discrete Fourier transform of numbers that NumPy does not transform: of any precision, and balls.
"""

from __future__ import annotations

import math
from typing import Any

from ..core.calls import unary
from ..core.forms import numpy
from .analysis import exact, symbolic
from .special import limits


def _sinpi(x: Any) -> float:
    r = math.remainder(x, 2.0)  # between -1 and 1, exactly
    r = 1.0 - r if r > 0.5 else -1.0 - r if r < -0.5 else r
    return math.sin(math.pi * r) if abs(r) <= 0.25 else math.copysign(math.cos(math.pi * (0.5 - abs(r))), r)


def _cospi(x: Any) -> float:
    r = abs(math.remainder(x, 2.0))
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


def transformed(x: Any, axis: int, inverse: bool) -> Any:
    """The sum of x_k exp(-2 pi i j k / n) for each j along an axis, or with +, of an array of objects."""
    np = numpy()
    return np.moveaxis(np.moveaxis(x, axis, -1) @ unit_roots(x, x.shape[axis], inverse), -1, axis)


def unit_roots(x: Any, n: int, inverse: bool) -> Any:
    """The matrix of the transform, of numbers of the class of x's."""
    from .complex import imaginary  # no sinpi needs it

    sin, cos, i = (f.op.evaluate for f in (sinpi, cospi, imaginary))
    zero = x.flat[0] * 0
    turns = [(zero + (2 if inverse else -2) * k) / n for k in range(n)]
    roots = [cos(t) + i(sin(t)) for t in turns]
    return numpy().array([[roots[j * k % n] for k in range(n)] for j in range(n)], object).reshape(n, n)
