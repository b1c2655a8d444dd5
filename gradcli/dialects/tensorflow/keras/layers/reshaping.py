"""Layers that move elements about."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...ops.image_geometry import resize
from ...ops.padding import pad
from ...ops.shaping import expand_dims, repeat, reshape, tile, transpose
from ...tensors import NAMES, cast, shape
from ..layer import Layer
from .core import simple


def numbers(x: Any, n: int, word: str = "", least: int = 1) -> tuple[int, ...]:
    """n whole numbers, given as one or n of them. ValueError for other values of a `word`, or below the least."""
    found = (x,) * n if isinstance(x, int | np.integer) else tuple(x) if isinstance(x, list | tuple) else ()
    if word and (len(found) != n or not all(isinstance(v, int | np.integer) and v >= least for v in found)):
        small = {v for v in found if isinstance(v, int | np.integer) and v < least}
        low = f", including values {small} that do not satisfy `value >{'=' * (not least)} 0`"
        raise ValueError(f"The `{word}` argument must be a tuple of {n} integers. Received {word}={x}"
                         f"{low if len(found) == n else ''}")  # fmt: skip
    return tuple(int(v) for v in found or x)


def pairs(x: Any, n: int, word: str) -> list[tuple[int, int]]:
    """n pairs of whole numbers, given as one number, n numbers, or n pairs. ValueError for more or fewer."""
    if isinstance(x, int):
        return [(x, x)] * n
    if n == 1:
        return [tuple(x)]
    if len(x) != n:
        many = {2: "two", 3: "three"}[n]
        raise ValueError(f"`{word}` should have {many} elements. Received: {word}={x}.")
    return [(v, v) if isinstance(v, int) else tuple(v) for v in x]


def _flat(self: Any, x: Any) -> Any:
    if self.data_format == "channels_first" and x.ndim > 2:
        x = transpose(x, [0, *range(2, x.ndim), 1])
    return reshape(x, [shape(x)[0], math.prod(shape(x)[1:])])


def _reshaped(self: Any, x: Any) -> Any:
    have, wanted = tuple(x.shape)[1:], numbers(self.target_shape, 1)
    known, count = math.prod(n for n in wanted if n != -1), math.prod(have)
    if -1 in wanted and (known == 0 or count % known) or -1 not in wanted and known != count:
        why = ", however, the input size cannot by divided by the specified dimensions in target_shape" * (-1 in wanted)
        raise ValueError(f"The total size of the tensor must be unchanged{why}. Received: input_shape={have}, "
                         f"target_shape={wanted}")  # fmt: skip
    return reshape(x, [shape(x)[0], *wanted])


def _permuted(self: Any) -> dict[str, int]:
    if sorted(self.dims) != list(range(1, len(self.dims) + 1)):
        raise ValueError("Invalid permutation argument `dims` for Permute Layer. The set of indices in `dims` must be "
                         f"consecutive and start from 1. Received dims={self.dims}")  # fmt: skip
    return {"ndim": len(self.dims) + 1}


simple("Flatten", _flat, "Each element of a batch as a row.", "data_format=None", False).input_spec = {"min_ndim": 1}
simple("Reshape", _reshaped, "Each element of a batch in another shape.", "target_shape", False)
_made: Any = simple("Permute", lambda self, x: transpose(x, [0, *self.dims]),
                    "The axes of each element in another order, counted from 1.", "dims", False)  # fmt: skip
_made.input_spec = property(_permuted)
_made = simple("RepeatVector", lambda self, x: tile(expand_dims(x, 1), [1, self.n, 1]), "Each row n times.", "n", False)
_made.input_spec = {"ndim": 2}
_rescaling = simple("Rescaling", lambda self, x: cast(x, self.dtype) * cast(self.scale, self.dtype) + cast(
    self.offset, self.dtype),
       "x * scale + offset, in the layer's own precision.", "scale offset=0.0")  # fmt: skip
_rescaling.takes_lists = True
simple("Resizing", lambda self, x: resize(x, (self.height, self.width), self.interpolation),
       "Images of another size.", "height width interpolation='bilinear'", False)  # fmt: skip


def _centred(self: Any, x: Any) -> Any:
    """The middle of images; where they are too small, the largest part of its form, in the size that is asked for."""
    first, wanted = self.data_format == "channels_first", (self.height, self.width)
    at = x.ndim - 2 if first else x.ndim - 3
    have = shape(x)[at : at + 2]
    whole = all(a >= b for a, b in zip(have, wanted))
    room = wanted if whole else tuple(
        max(min(n, int(float(m * w) / v)), 1) for n, m, w, v in zip(have, have[::-1], wanted, wanted[::-1])
    )  # fmt: skip
    cuts = [slice((n - k) // 2, (n - k) // 2 + k) for n, k in zip(have, room)]
    x = cast(x, self.dtype)[(slice(None),) * at + tuple(cuts)]
    if whole:
        return x
    return transpose(resize(transpose(x, [0, 2, 3, 1]), wanted), [0, 3, 1, 2]) if first else resize(x, wanted)


simple("CenterCrop", _centred, "The middle of images.", "height width data_format=None", False)


class Spatial(Layer):
    """A layer that treats the axes between the first and the last alike."""

    axes, word = 2, ""

    def ready(self: Any) -> None:
        read: Any = numbers if self.word == "size" else pairs
        self.amount, self.first = read(self.amount, self.axes, self.word), self.data_format == "channels_first"
        self.input_spec = {"ndim": self.axes + 2}

    def around(self, inner: list[Any], outer: Any) -> list[Any]:
        """What is asked of the spatial axes, among what is asked of the two others."""
        return [outer, outer, *inner] if self.first else [outer, *inner, outer]


class ZeroPadding(Spatial):
    """Zeros around each image."""

    word, _settings = "padding", "padding=1:amount data_format=None"

    def call(self, inputs: Any) -> Any:
        return pad(inputs, self.around(self.amount, (0, 0)))


class Cropping(Spatial):
    """Each image without its borders."""

    word, _settings = "cropping", "cropping=1:amount data_format=None"

    def call(self, inputs: Any) -> Any:
        given = self.amount
        inside = shape(inputs)[2:] if self.first else shape(inputs)[1:-1]
        if any(a + b >= n for (a, b), n in zip(given, inside)):
            raise ValueError("Values in `cropping` argument should be smaller than the corresponding spatial dimension "
                             f"of the input. Received: inputs.shape={tuple(inputs.shape)}, cropping={tuple(given)}"
                             )  # fmt: skip
        cut = [slice(a, -b or None) for a, b in given]
        return inputs[tuple(self.around(cut, slice(None)))]


class UpSampling(Spatial):
    """Each pixel several times."""

    word, _settings = "size", "size=2:amount data_format=None interpolation='nearest'"

    def call(self, inputs: Any) -> Any:
        times = self.amount
        if self.interpolation != "nearest":
            size = [n * t for n, t in zip(shape(inputs)[1:3], times)]
            return resize(inputs, size, self.interpolation)
        for n, t in enumerate(times):
            inputs = repeat(inputs, t, axis=n + (2 if self.first else 1))
        return inputs


for _cls in (ZeroPadding, Cropping, UpSampling):
    for _name, _axes in ((f"{_cls.__name__}{n}D", n) for n in (1, 2, 3)):
        NAMES[f"keras.layers.{_name}"] = type(_name, (_cls,), {"axes": _axes})
