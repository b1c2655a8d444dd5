"""tf.signal's cosine transforms, shifts and frames laid over one another: products with matrices of constants."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from .convert import constant, convert
from .names import export
from .operands import shape
from .padding import pad
from .products import tensordot
from .shaping import reshape, roll


@functools.lru_cache(64)
def cosines(kind: int, n: int, ortho: bool) -> Any:
    """The matrix of a discrete cosine transform of type 1 to 4 (Ahmed, Natarajan and Rao 1974)."""
    k, t = np.arange(n)[:, None], np.arange(n)[None, :]
    if kind == 1:
        found = 2 * np.cos(np.pi * k * t / (n - 1))
        found[:, [0, -1]] /= 2
        return found
    if kind == 2:
        found = 2 * np.cos(np.pi * k * (2 * t + 1) / (2 * n))
        if ortho:
            found *= np.where(k == 0, np.sqrt(1 / (4 * n)), np.sqrt(1 / (2 * n)))
        return found
    if kind == 3:
        found = 2 * np.cos(np.pi * t * (2 * k + 1) / (2 * n))
        found[:, 0] /= 2
        return found if not ortho else cosines(2, n, True).T
    found = 2 * np.cos(np.pi * (2 * t + 1) * (2 * k + 1) / (4 * n))
    return found * np.sqrt(1 / (2 * n)) if ortho else found


@export("signal.dct")
def dct(input: Any, type: int = 2, n: Any = None, axis: int = -1, norm: Any = None, name: Any = None) -> Any:
    """The discrete cosine transform along the last axis."""
    if axis != -1:
        raise NotImplementedError(f"axis must be -1. Got: {axis}")
    x = convert(input)
    if n is not None:
        size = shape(x)[-1]
        x = x[..., :n] if n <= size else pad(x, [(0, 0)] * (x.ndim - 1) + [(0, n - size)])
    return tensordot(x, constant(cosines(type, shape(x)[-1], norm == "ortho").T, x.dtype), 1)


@export("signal.idct")
def idct(input: Any, type: int = 2, n: Any = None, axis: int = -1, norm: Any = None, name: Any = None) -> Any:
    """Its inverse, but for a factor 2 n where it is not normed."""
    return dct(input, {1: 1, 2: 3, 3: 2, 4: 4}[type], n, axis, norm)


@export("signal.fftshift")
def fftshift(x: Any, axes: Any = None, name: Any = None) -> Any:
    """Each axis turned by half its length."""
    return _turned(x, axes, lambda n: n // 2)


@export("signal.ifftshift")
def ifftshift(x: Any, axes: Any = None, name: Any = None) -> Any:
    """And back."""
    return _turned(x, axes, lambda n: -(n // 2))


def _turned(x: Any, axes: Any, by: Any) -> Any:
    x = convert(x)
    axes = list(range(x.ndim)) if axes is None else [axes] if isinstance(axes, int) else list(axes)
    return roll(x, [by(shape(x)[a]) for a in axes], axes)


@export("signal.overlap_and_add")
def overlap_and_add(signal: Any, frame_step: Any, name: Any = None) -> Any:
    """Frames laid over one another, each so many samples after the last, and summed."""
    x, step = convert(signal), int(convert(frame_step).value)
    count, size = shape(x)[-2:]
    length = (count - 1) * step + size
    place = np.zeros((count * size, length))
    place[np.arange(count * size), (np.arange(count)[:, None] * step + np.arange(size)).reshape(-1)] = 1.0
    flat = reshape(x, [*shape(x)[:-2], count * size])
    return tensordot(flat, constant(place, x.dtype), 1)
