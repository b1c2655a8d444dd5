"""Layers that move elements about."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...casting import cast
from ...image_geometry import resize
from ...names import NAMES, export
from ...padding import pad
from ...shaping import expand_dims, repeat, reshape, tile, transpose
from ..layer import Layer


def numbers(x: Any, n: int) -> tuple[int, ...]:
    """n whole numbers, given as one or n of them."""
    return (int(x),) * n if isinstance(x, int | np.integer) else tuple(int(v) for v in x)


def pairs(x: Any, n: int) -> list[tuple[int, int]]:
    """n pairs of whole numbers, given as one number, n numbers, or n pairs."""
    if isinstance(x, int):
        return [(x, x)] * n
    if n == 1:
        return [tuple(x)]
    return [(v, v) if isinstance(v, int) else tuple(v) for v in x]


@export("keras.layers.Flatten")
class Flatten(Layer):
    """Each element of a batch as a row."""

    def __init__(self, data_format: Any = None, **about: Any) -> None:
        super().__init__(**about)
        self.data_format = data_format

    def call(self, inputs: Any) -> Any:
        """The rows."""
        if self.data_format == "channels_first" and inputs.ndim > 2:
            inputs = transpose(inputs, [0, *range(2, inputs.ndim), 1])
        return reshape(inputs, [inputs.shape[0], math.prod(inputs.shape[1:])])


@export("keras.layers.Reshape")
class Reshape(Layer):
    """Each element of a batch in another shape."""

    def __init__(self, target_shape: Any, **about: Any) -> None:
        super().__init__(**about)
        self.target_shape = numbers(target_shape, 1)

    def call(self, inputs: Any) -> Any:
        """The same numbers in that shape."""
        return reshape(inputs, [inputs.shape[0], *self.target_shape])


@export("keras.layers.Permute")
class Permute(Layer):
    """The axes of each element in another order, counted from 1."""

    def __init__(self, dims: Any, **about: Any) -> None:
        super().__init__(**about)
        self.dims = tuple(dims)

    def call(self, inputs: Any) -> Any:
        """The axes in that order."""
        return transpose(inputs, [0, *self.dims])


@export("keras.layers.RepeatVector")
class RepeatVector(Layer):
    """Each row n times."""

    def __init__(self, n: int, **about: Any) -> None:
        super().__init__(**about)
        self.n = n

    def call(self, inputs: Any) -> Any:
        """Along a new second axis."""
        return tile(expand_dims(inputs, 1), [1, self.n, 1])


class Spatial(Layer):
    """A layer that treats the axes between the first and the last alike."""

    axes = 2

    def __init__(self, amount: Any = 1, data_format: Any = None, **about: Any) -> None:
        super().__init__(**about)
        self.amount, self.first = amount, data_format == "channels_first"

    def around(self, inner: list[Any], outer: Any) -> list[Any]:
        """What is asked of the spatial axes, among what is asked of the two others."""
        return [outer, outer, *inner] if self.first else [outer, *inner, outer]


def spatial(title: str, word: str, default: Any) -> Any:
    """Announce a layer over one, two and three axes."""

    def announce(cls: type[Spatial]) -> type[Spatial]:
        for n in (1, 2, 3):

            def begin(self: Any, amount: Any = None, data_format: Any = None, **about: Any) -> None:
                given = about.pop(word, default if amount is None else amount)
                cls.__init__(self, given, data_format, **about)

            NAMES[f"keras.layers.{title}{n}D"] = type(f"{title}{n}D", (cls,), {"axes": n, "__init__": begin})
        return cls

    return announce


@spatial("ZeroPadding", "padding", 1)
class ZeroPadding(Spatial):
    """Zeros around each image."""

    def call(self, inputs: Any) -> Any:
        """The images with them."""
        return pad(inputs, self.around(pairs(self.amount, self.axes), (0, 0)))


@spatial("Cropping", "cropping", 1)
class Cropping(Spatial):
    """Each image without its borders."""

    def call(self, inputs: Any) -> Any:
        """The inside."""
        cut = [slice(a, -b or None) for a, b in pairs(self.amount, self.axes)]
        return inputs[tuple(self.around(cut, slice(None)))]


@spatial("UpSampling", "size", 2)
class UpSampling(Spatial):
    """Each pixel several times."""

    def __init__(self, amount: Any = 2, data_format: Any = None, interpolation: str = "nearest", **about: Any) -> None:
        super().__init__(amount, data_format, **about)
        self.interpolation = interpolation

    def call(self, inputs: Any) -> Any:
        """The larger images."""
        times = numbers(self.amount, self.axes)
        if self.interpolation != "nearest":
            size = [n * t for n, t in zip(inputs.shape[1:3], times)]
            return resize(inputs, size, self.interpolation)
        for n, t in enumerate(times):
            inputs = repeat(inputs, t, axis=n + (2 if self.first else 1))
        return inputs


@export("keras.layers.Rescaling")
class Rescaling(Layer):
    """x * scale + offset."""

    def __init__(self, scale: Any, offset: Any = 0.0, **about: Any) -> None:
        super().__init__(**about)
        self.scale, self.offset = scale, offset

    def call(self, inputs: Any) -> Any:
        """In the layer's own precision."""
        return cast(inputs, self.dtype) * self.scale + self.offset


@export("keras.layers.Resizing")
class Resizing(Layer):
    """Images of another size."""

    def __init__(self, height: int, width: int, interpolation: str = "bilinear", **about: Any) -> None:
        super().__init__(**about)
        self.size, self.interpolation = (height, width), interpolation

    def call(self, inputs: Any) -> Any:
        """The resized images."""
        return resize(inputs, self.size, self.interpolation)
