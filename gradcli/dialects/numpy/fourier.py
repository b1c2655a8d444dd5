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
from ...ops.fourier import exact
from ...ops.indexing import getitem
from ...ops.values import complex_parts, is_complex, shape_of


@family
def transform(axis: int, inverse: bool) -> Any:
    """The sum of x_k exp(-2 pi i j k / n) for each j, or with +, without a factor. axis: counted from the end."""

    def forward(x: Any) -> Any:
        if of_objects(x):
            return exact(x, axis, inverse)
        return np.fft.ifft(x, axis=axis, norm="forward") if inverse else np.fft.fft(x, axis=axis)

    def rule(g: Any, y: Any, x: Any) -> Any:
        d = transform(axis, inverse)(g)
        return d if is_complex(plain(x)) else real(d)

    return unary(
        "fourier", "linear", rule, params=(axis, *(("inverse",) * inverse)), elementwise=False, python=forward
    )  # fmt: skip


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


def along(a: Any, n: int | None, axis: int, norm: str | None, inverse: bool) -> Any:
    """The transform along one axis."""
    n = shape_of(a)[axis] if n is None else n
    a = sized(a, n, axis)
    y = transform(axis % len(shape_of(a)) - len(shape_of(a)), inverse)(a)
    by = factor(n, inverse, norm)
    return y if by == 1.0 else y / by


def one(inverse: bool) -> Callable[..., Any]:
    """fft and ifft."""

    def call(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: Any = None) -> Any:
        return along(a, n, axis, norm, inverse)

    return call


def rfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: Any = None) -> Any:
    """The half of a transform of real numbers that is not the other's conjugate."""
    y = along(a, n, axis, norm, False)
    return sized(y, shape_of(y)[axis] // 2 + 1, axis)


def irfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: Any = None) -> Any:
    """Real numbers of the half of their transform."""
    n = 2 * (shape_of(a)[axis] - 1) if n is None else n
    half = sized(a, n // 2 + 1, axis)
    lead = (slice(None),) * (axis % len(shape_of(a)))
    rest = conj(getitem(half, (*lead, slice((n - 1) // 2, 0, -1))))
    y = along(joining.concatenate([half, rest], axis), n, axis, norm, True)
    return real(y) if complex_parts(plain(y)) else y


OPPOSITE = {None: "forward", "backward": "forward", "forward": "backward", "ortho": "ortho"}


def hfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: Any = None) -> Any:
    """The real transform of numbers of which only one half is given."""
    return irfft(conj(a), n, axis, OPPOSITE[norm])


def ihfft(a: Any, n: Any = None, axis: int = -1, norm: Any = None, out: Any = None) -> Any:
    """The inverse of hfft."""
    return conj(rfft(a, n, axis, OPPOSITE[norm]))


def pairs(a: Any, s: Any, axes: Any) -> list[tuple[int | None, int]]:
    """(length, axis) of each transform."""
    if axes is None:
        axes = range(len(shape_of(a))) if s is None else range(-len(s), 0)
    return list(zip([None] * len(axes) if s is None else s, axes))


def several(inverse: bool, default: Sequence[int] | None) -> Callable[..., Any]:
    """fftn, fft2 and their inverses."""

    def call(a: Any, s: Any = None, axes: Any = default, norm: Any = None, out: Any = None) -> Any:
        for n, axis in pairs(a, s, axes)[::-1]:
            a = along(a, n, axis, norm, inverse)
        return a

    return call


def several_real(default: Sequence[int] | None) -> Callable[..., Any]:
    """rfftn and rfft2."""

    def call(a: Any, s: Any = None, axes: Any = default, norm: Any = None, out: Any = None) -> Any:
        *others, last = pairs(a, s, axes)
        a = rfft(a, *last, norm)
        for n, axis in others[::-1]:
            a = along(a, n, axis, norm, False)
        return a

    return call


def several_back(default: Sequence[int] | None) -> Callable[..., Any]:
    """irfftn and irfft2."""

    def call(a: Any, s: Any = None, axes: Any = default, norm: Any = None, out: Any = None) -> Any:
        *others, last = pairs(a, s, axes)
        for n, axis in others:
            a = along(a, n, axis, norm, True)
        return irfft(a, *last, norm)

    return call


def fftfreq(n: Any, d: Any = 1.0, **other: Any) -> Any:
    """The frequencies of a transform."""
    return np.fft.fftfreq(plain(n)) / d


def rfftfreq(n: Any, d: Any = 1.0, **other: Any) -> Any:
    """The frequencies of the transform of real numbers."""
    return np.fft.rfftfreq(plain(n)) / d
