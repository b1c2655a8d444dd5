"""tf.signal's cosine transforms, shifts and frames laid over one another: products with matrices of constants."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from .convert import constant
from .operands import shape
from .padding import pad
from .products import tensordot
from .shaping import reshape, roll
from .spelling import rows
from .tensor import EagerTensor


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


def _cosine(x: EagerTensor, kind: int, n: Any, axis: int, norm: Any) -> Any:
    if axis != -1:
        raise NotImplementedError(f"axis must be -1. Got: {axis}")
    if n is not None:
        size = shape(x)[-1]
        x = x[..., :n] if n <= size else pad(x, [(0, 0)] * (x.ndim - 1) + [(0, n - size)])
    return tensordot(x, constant(cosines(kind, shape(x)[-1], norm == "ortho").T, x.dtype), 1)


def _turned(x: EagerTensor, axes: Any, by: Any) -> Any:
    axes = list(range(x.ndim)) if axes is None else [axes] if isinstance(axes, int) else list(axes)
    return roll(x, [by(shape(x)[a]) for a in axes], axes)


def _overlaid(x: EagerTensor, step: int) -> Any:
    count, size = shape(x)[-2:]
    length = (count - 1) * step + size
    place = np.zeros((count * size, length))
    place[np.arange(count * size), (np.arange(count)[:, None] * step + np.arange(size)).reshape(-1)] = 1.0
    return tensordot(reshape(x, [*shape(x)[:-2], count * size]), constant(place, x.dtype), 1)


DCT = "input:any type=2 n=None axis=-1 norm=None name"
__getattr__: Callable[[str], Any] = rows(
    __name__,
    ("signal.dct", "", DCT, _cosine, "The discrete cosine transform along the last axis."),
    ("signal.idct", "", DCT, lambda x, kind, *how: _cosine(x, {1: 1, 2: 3, 3: 2, 4: 4}[kind], *how),
     "Its inverse, but for a factor 2 n where it is not normed."),
    ("signal.fftshift", "", "x:any axes=None name", lambda x, axes: _turned(x, axes, lambda n: n // 2),
     "Each axis turned by half its length."),
    ("signal.ifftshift", "", "x:any axes=None name", lambda x, axes: _turned(x, axes, lambda n: -(n // 2)),
     "And back."),
    ("signal.overlap_and_add", "", "signal:any frame_step:int name", _overlaid,
     "Frames laid over one another, each so many samples after the last, and summed."),
)  # fmt: skip
