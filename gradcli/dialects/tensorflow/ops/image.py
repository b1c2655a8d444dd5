"""tf.image: images recoloured, how smooth they are, and how alike two are."""

from __future__ import annotations

from typing import Any

import numpy as np

from ....core.calls import binary, unary
from ..tensors import cast, constant, convert, failure, float32, rows, shape, unregistered
from .convolution import depthwise
from .elementary import abs_, divide_no_nan, log, maximum, pow, saturate_cast, square
from .image_geometry import DRAWS
from .padding import pad, stop_gradient, where
from .products import matmul, tensordot
from .reductions import reduce_mean, reduce_std, reduce_sum
from .shaping import concat, expand_dims, reshape, stack, unstack

GRAY = (0.2989, 0.587, 0.114)  # how bright red, green and blue are


_ADJUST = binary(
    "adjust_contrast", "general", (unregistered("AdjustContrastv2"),) * 2, elementwise=False,
    python=lambda v, by: ((v - (mean := v.mean((-3, -2), keepdims=True))) * by + mean).astype(v.dtype),
)  # fmt: skip


# colours


def _back(v: Any) -> Any:
    """Red, green and blue of hue, saturation and value (Smith 1978)."""
    h, s, top = (v[..., n : n + 1] for n in range(3))
    turned = h * 6 - np.array([3.0, 2.0, 4.0])
    part = np.clip(np.abs(turned) * [1, -1, -1] - np.array([1.0, -2.0, -2.0]), 0, 1)
    return (((part - 1) * s + 1) * top).astype(v.dtype)


def _recoloured(change: Any) -> Any:
    """An op that changes (hue, saturation) of colours and keeps the value, by way of HSV."""

    def op(v: Any, amount: Any) -> Any:
        top, low = v.max(-1), v.min(-1)
        spread = np.where(top == low, 1.0, top - low)
        r, g, b = (v[..., n] for n in range(3))
        hue = np.where(top == r, (g - b) / spread, np.where(top == g, 2 + (b - r) / spread, 4 + (r - g) / spread)) / 6
        hue, saturation = change(hue, np.where(top == 0, 0.0, (top - low) / np.where(top == 0, 1.0, top)), amount)
        return _back(np.stack([hue % 1.0, saturation, top], -1)).astype(v.dtype)

    return op


_SATURATION, _HUE = (
    binary(f"adjust_{what.lower()}", "general", (unregistered(f"Adjust{what}"),) * 2, elementwise=False,
           python=_recoloured(change))
    for what, change in (
        ("Saturation", lambda h, s, by: (h, np.clip(s * by, 0, 1))), ("Hue", lambda h, s, by: (h + by, s)))
)  # fmt: skip


def _converted(x: Any, kind: Any, saturate: Any = False) -> Any:
    if x.dtype is kind:
        return x
    if x.dtype.is_integer and kind.is_floating:
        return cast(x, kind) * (1.0 / float(x.dtype.max))
    if x.dtype.is_floating and kind.is_integer:
        scaled = x * (float(kind.max) + 0.5)
        return saturate_cast(scaled, kind) if saturate else cast(scaled, kind)
    return cast(x, kind)


# how smooth images are, and how alike


def _differences(x: Any) -> tuple[Any, Any]:
    if x.ndim != 4:
        raise ValueError(f"image_gradients expects a 4D tensor [batch_size, h, w, d], not {x.shape}.")
    down, across = x[:, 1:] - x[:, :-1], x[:, :, 1:] - x[:, :, :-1]
    return pad(down, [(0, 0), (0, 1), (0, 0), (0, 0)]), pad(across, [(0, 0), (0, 0), (0, 1), (0, 0)])


def _edges(x: Any) -> Any:
    n = shape(x)[-1]
    down = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]], float)
    kernel = np.stack([down, down.T], -1)[:, :, None, :].repeat(n, 2)
    wide = pad(x, [(0, 0), (1, 1), (1, 1), (0, 0)], "REFLECT")
    found = depthwise(wide, constant(kernel, x.dtype), [1, 1, 1, 1], "VALID")
    return reshape(found, [*shape(x), 2])


def _ssim(a: Any, b: Any, top: Any, size: int, sigma: float, k1: float, k2: float, index_map: bool) -> Any:
    x, y = (_converted(convert(v), float32) for v in (a, b))
    at = np.arange(size) - (size - 1) / 2
    bell = np.exp(-0.5 * (at[:, None] ** 2 + at**2) / sigma**2)
    kernel = constant((bell / bell.sum())[:, :, None, None].repeat(shape(x)[-1], 2), float32)
    batch = reshape(x, [-1, *shape(x)[-3:]]), reshape(y, [-1, *shape(y)[-3:]])

    def blurred(v: Any) -> Any:
        return depthwise(v, kernel, [1, 1, 1, 1], "VALID")

    c1, c2 = (float(k1) * float(top)) ** 2, (float(k2) * float(top)) ** 2
    m1, m2 = blurred(batch[0]), blurred(batch[1])
    both, squares = m1 * m2 * 2.0, square(m1) + square(m2)
    luminance = (both + c1) / (squares + c1)
    other, others = blurred(batch[0] * batch[1]) * 2.0, blurred(square(batch[0]) + square(batch[1]))
    found = luminance * ((other - both + c2) / (others - squares + c2))
    found = found if index_map else reduce_mean(found, [-3, -2])
    mean = reduce_mean(found, -1)
    return reshape(mean, [*shape(x)[:-3], *shape(mean)[1:]])


def _in_single(x: Any, change: Any) -> Any:
    """What is made of an image as float32s from 0 to 1."""
    return _converted(change(_converted(x, float32)), x.dtype)


def _adjusted(op: Any, least: int = 0) -> Any:
    """An op in float32 on images of any dtype."""

    def call(x: Any, amount: Any) -> Any:
        if len(shape(x)) < least:
            raise ValueError("'image' must be at least three-dimensional.")
        return cast(op(cast(x, float32), cast(amount, float32)), x.dtype)

    return call


def _standardized(x: Any) -> Any:
    x, axes = cast(x, float32), [-3, -2, -1]
    least = float(np.prod(shape(x)[-3:])) ** -0.5
    return (x - reduce_mean(x, axes, True)) / maximum(reduce_std(x, axes, True), least)


def _variation(x: Any) -> Any:
    down, across = x[..., 1:, :, :] - x[..., :-1, :, :], x[..., :, 1:, :] - x[..., :, :-1, :]
    return reduce_sum(abs_(down), [-3, -2, -1]) + reduce_sum(abs_(across), [-3, -2, -1])


def _decibels(a: Any, b: Any, top: Any) -> Any:
    x, y = (_converted(v, float32) for v in (a, b))
    error = reduce_mean(square(x - y), [-3, -2, -1])
    return 20.0 * log(cast(top, float32)) / np.log(10.0) - np.float32(10 / np.log(10)) * log(error)


def _by_chance(draw: Any, change: Any) -> Any:
    def call(x: Any, *ends: Any) -> Any:
        *ends, seed = ends  # type: ignore[assignment]
        low, high = ends if len(ends) == 2 else (-ends[0], ends[0])
        return change(x, draw([], minval=low, maxval=high, seed=seed))

    return call


CHANCES: dict[str, tuple[str, Any]] = {
    "brightness": ("max_delta", lambda x, by: x + by), "contrast": ("lower upper", _adjusted(_ADJUST, 3)),
    "hue": ("max_delta", _adjusted(_HUE)), "saturation": ("lower upper", _adjusted(_SATURATION)),
}  # fmt: skip
MATRICES = {  # from rows of colours
    "rgb_to_yiq": [[0.299, 0.59590059, 0.2115], [0.587, -0.27455667, -0.52273617], [0.114, -0.32134392, 0.31119955]],
    "yiq_to_rgb": [[1, 1, 1], [0.95598634, -0.27201283, -1.10674021], [0.6208248, -0.64720424, 1.70423049]],
    "rgb_to_yuv": [
        [0.299, -0.14714119, 0.61497538], [0.587, -0.28886916, -0.51496512], [0.114, 0.43601035, -0.10001026],
    ],
    "yuv_to_rgb": [[1, 1, 1], [0, -0.394642334, 2.03206185], [1.13988303, -0.58062185, 0]],
}  # fmt: skip


def channels(images: Any, kernel: str) -> Any:
    """The tensor of colours. FailedPreconditionError where its last axis is not of three."""
    x = convert(images)
    if shape(x)[-1:] != (3,):
        message = f"input must have 3 channels but input only has {(shape(x) or (0,))[-1]} channels."
        raise failure("FailedPreconditionError", message, kernel)
    return x


def _rgb_to_hsv(images: Any) -> Any:
    r, g, b = unstack(channels(images, "RGBToHSV"), axis=-1)
    red, green = (r >= g) & (r >= b), (g > r) & (g >= b)
    value = where(red, r, where(green, g, b))
    low = where((r < b) & (r < g), r, where((g <= r) & (g < b), g, b))
    part = divide_no_nan(constant(1.0, value.dtype), 6.0 * (value - low))
    hue = where(red, part * (g - b), where(green, part * (b - r) + 2.0 / 6.0, part * (r - g) + 4.0 / 6.0))
    hue = where(value > low, where(hue < 0.0, hue + 1.0, hue), constant(0.0, value.dtype))
    low = where(low > 0.0, low, stop_gradient(low))  # saturation has a slope by what is brighter than black
    return stack([hue, divide_no_nan(value - low, maximum(value, 0.0)), value], -1)


_RGB = unary("hsv_to_rgb", "flat", None, python=_back, elementwise=False)


__getattr__ = rows(
    __name__,
    *((f"image.{name}", "", "images:any", lambda x, m=m: matmul(x, constant(m, x.dtype)), "Colours by other axes.")
      for name, m in MATRICES.items()),
    ("image.convert_image_dtype", "", "image:any dtype:dtype saturate=False name", _converted,
     "Images in another dtype, whole numbers spread over all that it holds, floats between 0 and 1."),
    ("image.rgb_to_hsv", "", "images name", _rgb_to_hsv,
     "Hue, saturation and value; of a grey hue and saturation are 0, and have no slope."),
    ("image.hsv_to_rgb", "", "images name", lambda images: _RGB(channels(images, "HSVToRGB")),
     "Red, green and blue of hue, saturation and value: flat, as TensorFlow has it."),
    ("image.adjust_contrast", "", "images:any contrast_factor:any", _adjusted(_ADJUST, 3),
     "Each channel drawn out about its mean: no gradient is registered."),
    ("image.adjust_saturation", "", "image:any saturation_factor:any name", _adjusted(_SATURATION),
     "Colours more or less grey: no gradient is registered."),
    ("image.adjust_hue", "", "image:any delta:any name", _adjusted(_HUE),
     "Colours turned on their circle: no gradient is registered."),
    *((f"image.{how}_{what}", "", f"image:any {ends} {seed}", _by_chance(draw, change), "The same by a random amount.")
      for how, seed, draw in DRAWS for what, (ends, change) in CHANCES.items()),
    ("image.adjust_brightness", "", "image:any delta", lambda x, delta: x + delta, "A number added."),
    ("image.adjust_gamma", "", "image:any gamma=1 gain=1",
     lambda x, gamma, gain: _in_single(x, lambda y: gain * pow(
         y, float(gamma) if isinstance(gamma, int) else gamma)), "gain * image ** gamma."),
    ("image.rgb_to_grayscale", "", "images:any name", lambda x: _in_single(
        x, lambda y: expand_dims(tensordot(y, constant(GRAY, float32), 1), -1)), "How bright each pixel is."),
    ("image.grayscale_to_rgb", "", "images:any name", lambda x: concat([x] * 3, -1)),
    ("image.per_image_standardization", "", "image:any", _standardized, "Each image less its mean over its deviation."),
    ("image.total_variation", "", "images:any name", _variation),
    ("image.psnr", "", "a:any b:any max_val:any name", _decibels),
    ("image.image_gradients", "", "image:any", _differences),
    ("image.sobel_edges", "", "image:any", _edges),
    ("image.ssim", "",
     "img1 img2 max_val filter_size=11 filter_sigma=1.5 k1=0.01 k2=0.03 return_index_map=False", _ssim,
     "Structural similarity (Wang et al. 2004), by windows of a Gaussian."),
)  # fmt: skip
