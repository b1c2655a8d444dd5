"""tf.image: images recoloured, how smooth they are, and how alike two are; in ops that are there."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import binary
from .casting import cast
from .convert import constant, convert
from .convolution import depthwise
from .dtypes import float32
from .elementary import abs_, log, maximum, pow, saturate_cast, square
from .errors import unregistered
from .names import export
from .operands import shape
from .padding import pad
from .products import tensordot
from .reductions import reduce_mean, reduce_std, reduce_sum
from .shaping import concat, expand_dims, reshape

GRAY = (0.2989, 0.587, 0.114)  # how bright red, green and blue are


def _contrasted(v: Any, factor: Any) -> Any:
    mean = v.mean((-3, -2), keepdims=True)
    return ((v - mean) * factor + mean).astype(v.dtype)


_ADJUST = binary(
    "adjust_contrast", "general", (unregistered("AdjustContrastv2"),) * 2, python=_contrasted, elementwise=False
)


@export("image.adjust_contrast")
def adjust_contrast(images: Any, contrast_factor: Any) -> Any:
    """Each channel drawn out about its mean: no gradient is registered."""
    x = convert(images)
    if len(shape(x)) < 3:
        raise ValueError("'image' must be at least three-dimensional.")
    return cast(_ADJUST(cast(x, float32), cast(convert(contrast_factor), float32)), x.dtype)


# colours


@export("image.rgb_to_grayscale")
def rgb_to_grayscale(images: Any, name: Any = None) -> Any:
    """How bright each pixel is."""
    x = convert(images)
    y = x if x.dtype.is_floating else convert_image_dtype(x, float32)
    gray = expand_dims(tensordot(y, constant(GRAY, y.dtype), 1), -1)
    return gray if x.dtype.is_floating else convert_image_dtype(gray, x.dtype)


@export("image.grayscale_to_rgb")
def grayscale_to_rgb(images: Any, name: Any = None) -> Any:
    """The same number for red, green and blue."""
    return concat([convert(images)] * 3, -1)


@export("image.adjust_brightness")
def adjust_brightness(image: Any, delta: Any) -> Any:
    """A number added."""
    return convert(image) + delta


@export("image.adjust_gamma")
def adjust_gamma(image: Any, gamma: Any = 1, gain: Any = 1) -> Any:
    """gain * image ** gamma."""
    return gain * pow(convert(image), float(gamma) if isinstance(gamma, int) else gamma)


def _recoloured(change: Any) -> Any:
    """An op that changes (hue, saturation) of colours and keeps the value, by way of HSV."""

    def op(v: Any, amount: Any) -> Any:
        top, low = v.max(-1), v.min(-1)
        spread = np.where(top == low, 1.0, top - low)
        r, g, b = (v[..., n] for n in range(3))
        hue = np.where(top == r, (g - b) / spread, np.where(top == g, 2 + (b - r) / spread, 4 + (r - g) / spread)) / 6
        hue, saturation = change(hue, np.where(top == 0, 0.0, (top - low) / np.where(top == 0, 1.0, top)), amount)
        turned = (np.array([5.0, 3.0, 1.0]) + (hue % 1.0)[..., None] * 6) % 6
        part = np.clip(np.minimum(turned, 4 - turned), 0, 1)
        return (top[..., None] * (1 - saturation[..., None] * part)).astype(v.dtype)

    return op


_SATURATION = binary(
    "adjust_saturation", "general", (unregistered("AdjustSaturation"),) * 2, elementwise=False,
    python=_recoloured(lambda h, s, by: (h, np.clip(s * by, 0, 1))),
)  # fmt: skip
_HUE = binary(
    "adjust_hue", "general", (unregistered("AdjustHue"),) * 2, elementwise=False,
    python=_recoloured(lambda h, s, by: (h + by, s)),
)  # fmt: skip


@export("image.adjust_saturation")
def adjust_saturation(image: Any, saturation_factor: Any, name: Any = None) -> Any:
    """Colours more or less grey: no gradient is registered."""
    x = convert(image)
    return cast(_SATURATION(cast(x, float32), cast(convert(saturation_factor), float32)), x.dtype)


@export("image.adjust_hue")
def adjust_hue(image: Any, delta: Any, name: Any = None) -> Any:
    """Colours turned on their circle: no gradient is registered."""
    x = convert(image)
    return cast(_HUE(cast(x, float32), cast(convert(delta), float32)), x.dtype)


@export("image.per_image_standardization")
def per_image_standardization(image: Any) -> Any:
    """Each image less its mean over its deviation."""
    x = cast(convert(image), float32)
    axes = [-3, -2, -1]
    count = float(np.prod(shape(x)[-3:]))
    mean = reduce_mean(x, axes, True)
    return (x - mean) / maximum(reduce_std(x, axes, True), count**-0.5)


@export("image.convert_image_dtype")
def convert_image_dtype(image: Any, dtype: Any, saturate: bool = False, name: Any = None) -> Any:
    """Images in another dtype, whole numbers spread over all that it holds, floats between 0 and 1."""
    from .dtypes import as_dtype

    x, kind = convert(image), as_dtype(dtype)
    if x.dtype is kind:
        return x
    if x.dtype.is_integer and kind.is_floating:
        return cast(x, kind) * (1.0 / float(x.dtype.max))
    if x.dtype.is_floating and kind.is_integer:
        scaled = x * (float(kind.max) + 0.5)
        return saturate_cast(scaled, kind) if saturate else cast(scaled, kind)
    return cast(x, kind)


# how smooth images are, and how alike


@export("image.total_variation")
def total_variation(images: Any, name: Any = None) -> Any:
    """The sum of absolute differences of neighbouring pixels, for each image."""
    x = convert(images)
    down, across = x[..., 1:, :, :] - x[..., :-1, :, :], x[..., :, 1:, :] - x[..., :, :-1, :]
    return reduce_sum(abs_(down), [-3, -2, -1]) + reduce_sum(abs_(across), [-3, -2, -1])


@export("image.image_gradients")
def image_gradients(image: Any) -> tuple[Any, Any]:
    """(differences downwards, differences to the right), with zeros in the last row or column."""
    x = convert(image)
    if x.ndim != 4:
        raise ValueError(f"image_gradients expects a 4D tensor [batch_size, h, w, d], not {x.shape}.")
    down, across = x[:, 1:] - x[:, :-1], x[:, :, 1:] - x[:, :, :-1]
    return pad(down, [(0, 0), (0, 1), (0, 0), (0, 0)]), pad(across, [(0, 0), (0, 0), (0, 1), (0, 0)])


@export("image.sobel_edges")
def sobel_edges(image: Any) -> Any:
    """Sobel's differences downwards and to the right, side by side along a new last axis."""
    x = convert(image)
    n = shape(x)[-1]
    down = np.array([[-1, -2, -1], [0, 0, 0], [1, 2, 1]], float)
    kernel = np.stack([down, down.T], -1)[:, :, None, :].repeat(n, 2)
    wide = pad(x, [(0, 0), (1, 1), (1, 1), (0, 0)], "REFLECT")
    found = depthwise(wide, constant(kernel, x.dtype), [1, 1, 1, 1], "VALID")
    return reshape(found, [*shape(x), 2])


@export("image.psnr")
def psnr(a: Any, b: Any, max_val: Any, name: Any = None) -> Any:
    """The ratio of the largest value to the mean squared difference, in decibels."""
    x, y = (convert_image_dtype(convert(v), float32) for v in (a, b))
    error = reduce_mean(square(x - y), [-3, -2, -1])
    top = cast(convert(max_val), float32)
    return 20.0 * log(top) / np.log(10.0) - np.float32(10 / np.log(10)) * log(error)


@export("image.ssim")
def ssim(
    img1: Any, img2: Any, max_val: Any, filter_size: int = 11, filter_sigma: float = 1.5, k1: float = 0.01,
    k2: float = 0.03, return_index_map: bool = False,
) -> Any:  # fmt: skip
    """Structural similarity (Wang et al. 2004), by windows of a Gaussian."""
    x, y = (convert_image_dtype(convert(v), float32) for v in (img1, img2))
    at = np.arange(filter_size) - (filter_size - 1) / 2
    bell = np.exp(-0.5 * (at[:, None] ** 2 + at**2) / filter_sigma**2)
    kernel = constant((bell / bell.sum())[:, :, None, None].repeat(shape(x)[-1], 2), float32)
    batch = reshape(x, [-1, *shape(x)[-3:]]), reshape(y, [-1, *shape(y)[-3:]])

    def blurred(v: Any) -> Any:
        return depthwise(v, kernel, [1, 1, 1, 1], "VALID")

    c1, c2 = (float(k1) * float(max_val)) ** 2, (float(k2) * float(max_val)) ** 2
    m1, m2 = blurred(batch[0]), blurred(batch[1])
    both, squares = m1 * m2 * 2.0, square(m1) + square(m2)
    luminance = (both + c1) / (squares + c1)
    other, others = blurred(batch[0] * batch[1]) * 2.0, blurred(square(batch[0]) + square(batch[1]))
    found = luminance * ((other - both + c2) / (others - squares + c2))
    found = found if return_index_map else reduce_mean(found, [-3, -2])
    mean = reduce_mean(found, -1)
    return reshape(mean, [*shape(x)[:-3], *shape(mean)[1:]])
