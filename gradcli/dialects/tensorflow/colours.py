"""tf.image: colours by hue, saturation and value (Smith 1978), and by brightness and differences of colour."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import unary
from .convert import constant, convert
from .elementary import divide_no_nan, maximum
from .errors import ERRORS, placed
from .names import NAMES, export, named
from .operands import shape
from .padding import where
from .products import matmul
from .shaping import stack, unstack

MATRICES = {  # from rows of colours
    "rgb_to_yiq": [[0.299, 0.59590059, 0.2115], [0.587, -0.27455667, -0.52273617], [0.114, -0.32134392, 0.31119955]],
    "yiq_to_rgb": [[1, 1, 1], [0.95598634, -0.27201283, -1.10674021], [0.6208248, -0.64720424, 1.70423049]],
    "rgb_to_yuv": [
        [0.299, -0.14714119, 0.61497538], [0.587, -0.28886916, -0.51496512], [0.114, 0.43601035, -0.10001026],
    ],
    "yuv_to_rgb": [[1, 1, 1], [0, -0.394642334, 2.03206185], [1.13988303, -0.58062185, 0]],
}  # fmt: skip


def _turned(name: str) -> Any:
    def call(images: Any) -> Any:
        x = convert(images)
        return matmul(x, constant(MATRICES[name], x.dtype))

    return named(call, name, "Colours by other axes.")


for _name in MATRICES:
    NAMES[f"image.{_name}"] = _turned(_name)


def channels(images: Any, kernel: str) -> Any:
    """The tensor of colours. FailedPreconditionError where its last axis is not of three."""
    x = convert(images)
    if shape(x)[-1:] != (3,):
        message = f"input must have 3 channels but input only has {(shape(x) or (0,))[-1]} channels."
        raise ERRORS["FailedPreconditionError"](None, None, placed(message, kernel))
    return x


@export("image.rgb_to_hsv")
def rgb_to_hsv(images: Any, name: Any = None) -> Any:
    """Hue, saturation and value; of a grey hue and saturation are 0, and have no slope."""
    r, g, b = unstack(channels(images, "RGBToHSV"), axis=-1)
    red, green = (r >= g) & (r >= b), (g > r) & (g >= b)
    value = where(red, r, where(green, g, b))
    low = where((r < b) & (r < g), r, where((g <= r) & (g < b), g, b))
    part = divide_no_nan(constant(1.0, value.dtype), 6.0 * (value - low))
    hue = where(red, part * (g - b), where(green, part * (b - r) + 2.0 / 6.0, part * (r - g) + 4.0 / 6.0))
    hue = where(value > low, where(hue < 0.0, hue + 1.0, hue), constant(0.0, value.dtype))
    return stack([hue, divide_no_nan(value - low, maximum(value, 0.0)), value], -1)


def _back(v: Any) -> Any:
    h, s, top = (v[..., n : n + 1] for n in range(3))
    turned = h * 6 - np.array([3.0, 2.0, 4.0])
    part = np.clip(np.abs(turned) * [1, -1, -1] - np.array([1.0, -2.0, -2.0]), 0, 1)
    return (((part - 1) * s + 1) * top).astype(v.dtype)


_RGB = unary("hsv_to_rgb", "flat", None, python=_back, elementwise=False)


@export("image.hsv_to_rgb")
def hsv_to_rgb(images: Any, name: Any = None) -> Any:
    """Red, green and blue of hue, saturation and value: flat, as TensorFlow has it."""
    return _RGB(channels(images, "HSVToRGB"))
