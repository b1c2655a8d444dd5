"""tf.image: images resized, cut and turned.

Resizing is a product with a matrix of weights for each of the two axes, so every order of derivative follows.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from .casting import cast
from .convert import constant, convert
from .dtypes import float32
from .names import NAMES, export
from .operands import lengths, shape
from .padding import pad
from .products import einsum
from .shaping import reshape, reverse, transpose

# resizing


def bilinear(x: Any) -> Any:
    """A triangle."""
    return np.maximum(1 - np.abs(x), 0)


def cubic(x: Any) -> Any:
    """Keys's cubic convolution (1981), with a = -0.5."""
    x = np.abs(x)
    near, far = (1.5 * x - 2.5) * x * x + 1, ((-0.5 * x + 2.5) * x - 4) * x + 2
    return np.where(x <= 1, near, np.where(x < 2, far, 0.0))


def lanczos(radius: int) -> Any:
    """A windowed sinc."""
    return lambda x: np.where(np.abs(x) < radius, np.sinc(x) * np.sinc(x / radius), 0.0)


def gaussian(x: Any) -> Any:
    """A bell cut off at 1.5."""
    return np.where(np.abs(x) < 1.5, np.exp(-2.0 * x * x), 0.0)


FILTERS: dict[str, Any] = {
    "bilinear": bilinear, "bicubic": cubic, "lanczos3": lanczos(3), "lanczos5": lanczos(5), "gaussian": gaussian,
}  # fmt: skip


@functools.lru_cache(256)
def weights(method: str, old: int, new: int, antialias: bool) -> Any:
    """How much of each old pixel is in each new one: a matrix (new, old)."""
    scale = old / new
    centre = (np.arange(new) + 0.5) * scale
    if method == "nearest":
        return np.eye(old)[np.minimum(np.floor(centre).astype(int), old - 1)]
    if method == "area":
        edges = np.arange(new + 1) * scale
        cover = np.minimum(edges[1:, None], np.arange(old) + 1) - np.maximum(edges[:-1, None], np.arange(old))
        return np.maximum(cover, 0) / scale
    kernel = FILTERS[method]
    wide = max(scale, 1.0) if antialias or method not in ("bilinear", "bicubic") else 1.0
    if method == "bilinear" and wide == 1.0:  # what lies outside counts as the border
        at = np.clip(centre - 0.5, 0, old - 1)
        low = np.floor(at).astype(int)
        share = (at - low)[:, None]
        return (1 - share) * np.eye(old)[low] + share * np.eye(old)[np.minimum(low + 1, old - 1)]
    if method == "bicubic" and wide == 1.0:  # the kernel is a table of 1024 steps
        at = np.floor(centre - 0.5)
        centre = at + np.rint((centre - 0.5 - at) * 1024) / 1024 + 0.5
    found = kernel((np.arange(old) + 0.5 - centre[:, None]) / wide)
    return found / found.sum(1, keepdims=True)


@export("image.resize", v1=("image.resize_images",))
def resize(
    images: Any, size: Any, method: Any = "bilinear", preserve_aspect_ratio: bool = False, antialias: bool = False,
    name: Any = None,
) -> Any:  # fmt: skip
    """Images of another height and width. ValueError for what is no image, or an unknown method."""
    x = convert(images)
    if x.ndim not in (3, 4):
        raise ValueError("'images' must have either 3 or 4 dimensions.")
    method = getattr(method, "value", method)
    if method not in (*FILTERS, "nearest", "area"):
        raise ValueError(f"Resize method is not implemented: {method}")
    height, width = lengths(size)
    old = shape(x)[-3:-1]
    if preserve_aspect_ratio:
        scale = min(height / old[0], width / old[1])
        height, width = (max(round(n * scale), 1) for n in old)
    if (height, width) == old:
        return x if method == "nearest" else cast(x, float32)
    y = x if method == "nearest" or x.dtype.name == "float64" else cast(x, float32)
    rows, columns = (constant(weights(method, n, m, antialias), y.dtype) for n, m in zip(old, (height, width)))
    y = einsum("ih,...hwc->...iwc", rows, y)
    y = einsum("jw,...hwc->...hjc", columns, y)
    return y if method == "nearest" else cast(y, float32)


for _name in ("bilinear", "nearest", "bicubic", "area", "lanczos3", "lanczos5", "gaussian"):
    _word = _name.upper() if _name != "nearest" else "NEAREST_NEIGHBOR"
    NAMES[f"image.ResizeMethod.{_word}"] = _name

# cutting and turning


@export("image.crop_to_bounding_box")
def crop_to_bounding_box(
    image: Any, offset_height: Any, offset_width: Any, target_height: Any, target_width: Any
) -> Any:
    """A part of each image. ValueError where it sticks out."""
    top, left, height, width = map(int, (offset_height, offset_width, target_height, target_width))
    x = convert(image)
    if top + height > shape(x)[-3] or left + width > shape(x)[-2]:
        raise ValueError("height must be <= target - offset." if top + height > shape(x)[-3] else
                         "width must be <= target - offset.")  # fmt: skip
    return x[..., top : top + height, left : left + width, :]


@export("image.pad_to_bounding_box")
def pad_to_bounding_box(
    image: Any, offset_height: Any, offset_width: Any, target_height: Any, target_width: Any
) -> Any:
    """Each image in a larger one of zeros."""
    x = convert(image)
    top, left = int(offset_height), int(offset_width)
    after = int(target_height) - top - shape(x)[-3], int(target_width) - left - shape(x)[-2]
    return pad(x, [(0, 0)] * (x.ndim - 3) + [(top, after[0]), (left, after[1]), (0, 0)])


@export("image.resize_with_crop_or_pad")
def resize_with_crop_or_pad(image: Any, target_height: Any, target_width: Any) -> Any:
    """The middle of each image, or each image in the middle of zeros."""
    x = convert(image)
    for axis, wanted in ((-3, int(target_height)), (-2, int(target_width))):
        spare = shape(x)[axis] - wanted
        before = abs(spare) // 2
        sides = [(0, 0)] * x.ndim
        if spare > 0:
            cut = [slice(None)] * x.ndim
            cut[axis] = slice(before, before + wanted)
            x = x[tuple(cut)]
        elif spare < 0:
            sides[axis] = (before, -spare - before)
            x = pad(x, sides)
    return x


@export("image.central_crop")
def central_crop(image: Any, central_fraction: float) -> Any:
    """The middle of each image."""
    x = convert(image)
    if central_fraction == 1.0:
        return x
    start = [int((n - n * central_fraction) / 2) for n in shape(x)[-3:-1]]
    return x[..., start[0] : shape(x)[-3] - start[0], start[1] : shape(x)[-2] - start[1], :]


@export("image.flip_left_right")
def flip_left_right(image: Any) -> Any:
    """Mirrored."""
    return reverse(convert(image), [-2])


@export("image.flip_up_down")
def flip_up_down(image: Any) -> Any:
    """Upside down."""
    return reverse(convert(image), [-3])


@export("image.transpose")
def transposed(image: Any, name: Any = None) -> Any:
    """Rows as columns."""
    x = convert(image)
    return transpose(x, [*range(x.ndim - 3), x.ndim - 2, x.ndim - 3, x.ndim - 1])


@export("image.rot90")
def rot90(image: Any, k: int = 1, name: Any = None) -> Any:
    """Turned to the left k times."""
    x = convert(image)
    for _ in range(int(k) % 4):
        x = flip_up_down(transposed(x))
    return x


@export("image.extract_patches", v1=("extract_image_patches",))
def extract_patches(images: Any, sizes: Any, strides: Any, rates: Any, padding: Any, name: Any = None) -> Any:
    """The patches of each image as rows of pixels, one for each place."""
    from .convolution import windows

    x = convert(images)
    size, step, rate = (lengths(v)[1:3] for v in (sizes, strides, rates))
    taken = windows(x, size, step, rate, padding)
    return reshape(taken, [*shape(taken)[:3], size[0] * size[1] * shape(x)[-1]])
