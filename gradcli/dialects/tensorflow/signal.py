"""tf.signal: Fourier transforms, linear and so each other's rules; frames of a signal."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import dialect_unary as unary
from ...core.calls import family
from ...core.forms import of_objects
from ...ops import indexing
from ...ops.fourier import exact
from .casting import cast
from .complexes import real
from .convert import constant, convert
from .names import NAMES, export
from .operands import lengths, shape


@family
def fft_op(name: str, axes: int, inverse: bool) -> Any:
    """A transform over the last axes; unconjugated cotangents go through the same one, as its matrix is symmetric."""
    f = np.fft.ifftn if inverse else np.fft.fftn

    def form(v: Any) -> Any:
        if of_objects(v):
            for axis in range(-axes, 0):
                v = exact(v, axis, inverse) / (v.shape[axis] if inverse else 1)
            return v
        return f(v, axes=tuple(range(-axes, 0))).astype(v.dtype)

    return unary(name, "linear", lambda g, y, x: fft_op(name, axes, inverse)(g), python=form, elementwise=False)


def _transform(name: str, axes: int, inverse: bool) -> Any:
    def call(input: Any, name: Any = None) -> Any:
        x = convert(input)
        return fft_op(word, axes, inverse)(x if x.dtype.is_complex else cast(x, "complex64"))

    word = name
    call.__doc__ = f"The {'inverse ' * inverse}Fourier transform over {axes} axes."
    return call


for _n, _suffix in ((1, ""), (2, "2d"), (3, "3d")):
    NAMES[f"signal.fft{_suffix}"] = _transform(f"fft{_suffix}", _n, False)
    NAMES[f"signal.ifft{_suffix}"] = _transform(f"ifft{_suffix}", _n, True)


def as_complex(x: Any) -> Any:
    """A real tensor as a complex one of the same precision."""
    return cast(x, "complex128" if x.dtype.name == "float64" else "complex64")


def _resized(x: Any, sizes: Any, axes: int) -> Any:
    if sizes is None:
        return x
    wanted = (*shape(x)[: x.ndim - axes], *lengths(sizes))
    x = indexing.getitem(x, tuple(slice(0, min(a, b)) for a, b in zip(shape(x), wanted)))
    return NAMES["pad"](x, [(0, b - a) for a, b in zip(shape(x), wanted)])


def _rfft(axes: int) -> Any:
    def call(input_tensor: Any, fft_length: Any = None, name: Any = None) -> Any:
        x = _resized(convert(input_tensor), fft_length, axes)
        y = fft_op(f"fft{axes}", axes, False)(as_complex(x))
        return indexing.getitem(y, (Ellipsis, slice(0, shape(x)[-1] // 2 + 1)))

    call.__doc__ = f"Half of the Fourier transform of a real tensor over {axes} axes."
    return call


def _irfft(axes: int) -> Any:
    def call(input_tensor: Any, fft_length: Any = None, name: Any = None) -> Any:
        z = convert(input_tensor)
        n = lengths(fft_length)[-1] if fft_length is not None else 2 * (shape(z)[-1] - 1)
        half = indexing.getitem(z, (Ellipsis, slice(0, n // 2 + 1)))
        mirror = [slice(None)] * (z.ndim - 1)
        others = half
        for axis in range(z.ndim - axes, z.ndim - 1):
            at = (-np.arange(shape(z)[axis])) % shape(z)[axis]
            others = indexing.take(others, at, axis)
        tail = indexing.getitem(others, (*mirror, slice((n + 1) // 2 - 1, 0, -1)))
        whole = NAMES["concat"]([half, NAMES["math.conj"](tail)], -1)
        return real(fft_op(f"ifft{axes}", axes, True)(whole))

    call.__doc__ = f"The real tensor of which half the Fourier transform over {axes} axes is given."
    return call


for _n, _suffix in ((1, ""), (2, "2d"), (3, "3d")):
    NAMES[f"signal.rfft{_suffix}"], NAMES[f"signal.irfft{_suffix}"] = _rfft(_n), _irfft(_n)


@export("signal.frame")
def frame(
    signal: Any,
    frame_length: Any,
    frame_step: Any,
    pad_end: bool = False,
    pad_value: Any = 0,
    axis: int = -1,
    name: Any = None,
) -> Any:
    """Windows of a signal, so many steps apart."""
    x = convert(signal)
    n, length, step = shape(x)[axis], int(frame_length), int(frame_step)
    count = -(-n // step) if pad_end else max((n - length) // step + 1, 0)
    if pad_end:
        extra = max((count - 1) * step + length - n, 0)
        x = NAMES["pad"](x, [(0, extra if k == axis % x.ndim else 0) for k in range(x.ndim)], constant_values=pad_value)
    at = np.arange(count)[:, None] * step + np.arange(length)
    return indexing.take(x, at, axis % x.ndim)


def _window(make: Any) -> Any:
    def call(window_length: Any, periodic: bool = True, dtype: Any = "float32", name: Any = None) -> Any:
        n = int(window_length)
        even = periodic and n > 1 and n % 2 == 0  # sic: periodic means nothing for an odd length
        return constant(make(n + 1)[:-1] if even else make(n), dtype)

    return call


NAMES["signal.hann_window"], NAMES["signal.hamming_window"] = _window(np.hanning), _window(np.hamming)


@export("signal.stft")
def stft(
    signals: Any,
    frame_length: int,
    frame_step: int,
    fft_length: Any = None,
    window_fn: Any = NAMES["signal.hann_window"],
    pad_end: bool = False,
    name: Any = None,
) -> Any:
    """Short-time Fourier transforms."""
    frames = frame(signals, frame_length, frame_step, pad_end)
    size = int(fft_length) if fft_length is not None else 1 << (int(frame_length) - 1).bit_length()
    if window_fn is not None:
        frames = frames * window_fn(frame_length, dtype=frames.dtype)
    return NAMES["signal.rfft"](frames, [size])
