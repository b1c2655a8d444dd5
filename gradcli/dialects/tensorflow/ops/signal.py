"""tf.signal: Fourier and cosine transforms, linear and so each other's rules; windows and frames of a signal."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from ....core.calls import dialect_unary as unary
from ....core.calls import family
from ....core.forms import of_objects
from ....ops import indexing
from ....ops.trig_pi import transformed
from ..tensors import EagerTensor, constant, lengths, rows, shape
from ..tensors.operands import as_complex
from .elementary import conj, real
from .padding import pad
from .products import tensordot
from .shaping import concat, reshape, roll


@family
def fft_op(name: str, axes: int, inverse: bool) -> Any:
    """A transform over the last axes; unconjugated cotangents go through the same one, as its matrix is symmetric."""
    f = np.fft.ifftn if inverse else np.fft.fftn

    def form(v: Any) -> Any:
        if of_objects(v):
            for axis in range(-axes, 0):
                v = transformed(v, axis, inverse) / (v.shape[axis] if inverse else 1)
            return v
        return f(v, axes=tuple(range(-axes, 0))).astype(v.dtype)

    return unary(name, "linear", lambda g, y, x: fft_op(name, axes, inverse)(g), python=form, elementwise=False)


def _resized(x: Any, sizes: Any, axes: int) -> Any:
    if sizes is None:
        return x
    wanted = (*shape(x)[: x.ndim - axes], *lengths(sizes))
    x = indexing.getitem(x, tuple(slice(0, min(a, b)) for a, b in zip(shape(x), wanted)))
    return pad(x, [(0, b - a) for a, b in zip(shape(x), wanted)])


def _half(x: Any, fft_length: Any, axes: int) -> Any:
    """Half of the Fourier transform of a real tensor."""
    x = _resized(x, fft_length, axes)
    y = fft_op(f"fft{axes}", axes, False)(as_complex(x))
    return indexing.getitem(y, (Ellipsis, slice(0, shape(x)[-1] // 2 + 1)))


def _from_half(z: Any, fft_length: Any, axes: int) -> Any:
    """The real tensor of which half the Fourier transform is given."""
    n = lengths(fft_length)[-1] if fft_length is not None else 2 * (shape(z)[-1] - 1)
    half = others = indexing.getitem(z, (Ellipsis, slice(0, n // 2 + 1)))
    for axis in range(z.ndim - axes, z.ndim - 1):
        others = indexing.take(others, (-np.arange(shape(z)[axis])) % shape(z)[axis], axis)
    tail = indexing.getitem(others, (*[slice(None)] * (z.ndim - 1), slice((n + 1) // 2 - 1, 0, -1)))
    return real(fft_op(f"ifft{axes}", axes, True)(concat([half, conj(tail)], -1)))


def _transforms(axes: int, suffix: str) -> list[tuple[Any, ...]]:
    def given(kernel: str, kinds: str, transform: Any) -> Any:
        """A transform of numbers of the dtypes that its kernel takes."""

        def call(x: Any, n: Any) -> Any:
            if x.dtype.name not in kinds.split():
                either = " or ".join(f"tf.{kind}" for kind in kinds.split())
                raise ValueError(f"{kernel} requires {either} inputs, got: {x!s}")
            return transform(x, n, axes)

        return call

    upper, over = suffix.upper(), f"Fourier transform over {axes} axes"
    real_one, half = "input_tensor:any fft_length=None name", f"alf the {over} of a real tensor."
    return [
        (f"signal.fft{suffix}", f"FFT{upper}", "input:T name", lambda x: fft_op(f"fft{suffix}", axes, False)(x),
         f"The {over}."),
        (f"signal.ifft{suffix}", f"IFFT{upper}", "input:T name", lambda x: fft_op(f"ifft{suffix}", axes, True)(x),
         f"The inverse {over}."),
        (f"signal.rfft{suffix}", "", real_one, given(f"RFFT{upper}", "float32 float64", _half), f"H{half}"),
        (f"signal.irfft{suffix}", "", real_one, given(f"IRFFT{upper}", "complex64 complex128", _from_half),
         f"The inverse of h{half}"),
    ]  # fmt: skip


def _windowed(make: Any) -> Any:
    def window(n: int, periodic: Any, dtype: Any) -> Any:
        even = periodic and n > 1 and n % 2 == 0  # sic: periodic means nothing for an odd length
        return constant(make(n + 1)[:-1] if even else make(n), dtype)

    return window


def _framed(x: Any, length: int, step: int, pad_end: Any = False, pad_value: Any = 0, axis: int = -1) -> Any:
    n = shape(x)[axis]
    count = -(-n // step) if pad_end else max((n - length) // step + 1, 0)
    if pad_end:
        extra = max((count - 1) * step + length - n, 0)
        x = pad(x, [(0, extra if k == axis % x.ndim else 0) for k in range(x.ndim)], constant_values=pad_value)
    at = np.arange(count)[:, None] * step + np.arange(length)
    return indexing.take(x, at, axis % x.ndim)


def _hann(window_length: Any, dtype: Any) -> Any:
    return _windowed(np.hanning)(int(window_length), True, dtype)


def _stft(x: Any, length: int, step: int, fft_length: Any, window_fn: Any, pad_end: Any) -> Any:
    frames = _framed(x, length, step, pad_end)
    size = int(fft_length) if fft_length is not None else 1 << (length - 1).bit_length()
    if window_fn is not None:
        frames = frames * (_hann if window_fn == "hann" else window_fn)(length, dtype=frames.dtype)
    return _half(frames, [size], 1)


WINDOW = "window_length:int periodic=True dtype=float32 name"


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


__getattr__ = rows(
    __name__,
    *(row for n, suffix in ((1, ""), (2, "2d"), (3, "3d")) for row in _transforms(n, suffix)),
    ("signal.frame", "", "signal:any frame_length:int frame_step:int pad_end=False pad_value=0 axis=-1 name", _framed,
     "Windows of a signal, so many steps apart."),
    ("signal.stft", "", "signals:any frame_length:int frame_step:int fft_length=None window_fn='hann' "
     "pad_end=False name", _stft, "Short-time Fourier transforms."),
    ("signal.hann_window", "", WINDOW, _windowed(np.hanning), "A raised cosine."),
    ("signal.hamming_window", "", WINDOW, _windowed(np.hamming), "A raised cosine on a step."),
    ("signal.dct", "", DCT, _cosine, "The discrete cosine transform along the last axis."),
    ("signal.idct", "", DCT, lambda x, kind, *how: _cosine(x, {1: 1, 2: 3, 3: 2, 4: 4}[kind], *how)),
    ("signal.fftshift", "", "x:any axes=None name", lambda x, axes: _turned(x, axes, lambda n: n // 2)),
    ("signal.ifftshift", "", "x:any axes=None name", lambda x, axes: _turned(x, axes, lambda n: -(n // 2))),
    ("signal.overlap_and_add", "", "signal:any frame_step:int name", _overlaid),
)  # fmt: skip
