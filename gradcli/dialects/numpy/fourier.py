"""np.fft: lengths, axes and norms about one transform, which is linear, its matrix symmetric: its own transpose."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ...core.calls import dialect_unary as unary
from ...core.calls import family
from ...core.forms import of_objects
from ...core.trace import plain
from ...ops import joining
from ...ops.complex import conj, real
from ...ops.indexing import getitem
from ...ops.trig_pi import transformed
from ...ops.values import complex_parts, is_complex, shape_of


@family
def transform(axis: int, inverse: bool) -> Any:
    """The sum of x_k exp(-2 pi i j k / n) for each j, or with +, without a factor. axis: counted from the end."""

    def forward(x: Any) -> Any:
        if of_objects(x):
            return transformed(x, axis, inverse)
        return np.fft.ifft(x, axis=axis, norm="forward") if inverse else np.fft.fft(x, axis=axis)

    def rule(g: Any, y: Any, x: Any) -> Any:
        d = transform(axis, inverse)(g)
        return d if is_complex(plain(x)) else real(d)

    params = (axis, *(("inverse",) * inverse))
    return unary("fourier", "linear", rule, params=params, elementwise=False, python=forward)


def sized(a: Any, n: int, axis: int) -> Any:
    """a with n elements along an axis: the first ones, or zeros after the last."""
    s = shape_of(a)
    lead = (slice(None),) * (axis % len(s))
    if s[axis] >= n:
        return a if s[axis] == n else getitem(a, (*lead, slice(0, n)))
    gap = np.zeros([n - s[axis] if k == axis % len(s) else m for k, m in enumerate(s)])
    return joining.concatenate([a, gap], axis)


def factor(n: int, inverse: bool, norm: str | None) -> float:
    """What a transform of n elements is divided by."""
    if norm == "ortho":
        return math.sqrt(n)
    return float(n) if inverse == (norm in (None, "backward")) else 1.0


def one(inverse: bool) -> Callable[..., Any]:
    """fft and ifft: along one axis."""

    def call(a: Any, n: Any = None, axis: int = -1, norm: Any = None) -> Any:
        n = shape_of(a)[axis] if n is None else n
        a = sized(a, n, axis)
        y = transform(axis % len(shape_of(a)) - len(shape_of(a)), inverse)(a)
        by = factor(n, inverse, norm)
        return y if by == 1.0 else y / by

    return call


fft, ifft = one(False), one(True)


def rfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None) -> Any:
    """The half of a transform of real numbers that is not the other's conjugate."""
    y = fft(a, n, axis, norm)
    return sized(y, shape_of(y)[axis] // 2 + 1, axis)


def irfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None) -> Any:
    """Real numbers of the half of their transform."""
    n = 2 * (shape_of(a)[axis] - 1) if n is None else n
    half = sized(a, n // 2 + 1, axis)
    lead = (slice(None),) * (axis % len(shape_of(a)))
    rest = conj(getitem(half, (*lead, slice((n - 1) // 2, 0, -1))))
    y = ifft(joining.concatenate([half, rest], axis), n, axis, norm)
    return real(y) if complex_parts(plain(y)) else y


OPPOSITE = {None: "forward", "backward": "forward", "forward": "backward", "ortho": "ortho"}
PLANE = (-2, -1)


def several(
    step: Callable[..., Any], last: Callable[..., Any] | None = None, default: Sequence[int] | None = None
) -> Callable[..., Any]:
    """Transforms along several axes. last: that along the last one, if it is another: rfft comes first, irfft last."""

    def call(a: Any, s: Any = None, axes: Any = default, norm: Any = None) -> Any:
        if axes is None:
            axes = range(len(shape_of(a))) if s is None else range(-len(s), 0)
        found = list(zip([None] * len(axes) if s is None else s, axes))
        for at in found if last is irfft else found[::-1]:
            a = (last if last is not None and at is found[-1] else step)(a, *at, norm)
        return a

    return call
