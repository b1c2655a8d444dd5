"""tf.image: images resized, cut and turned.

Resizing is a product with a matrix of weights for each of the two axes, so every order of derivative follows.
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from ....core.calls import unary
from ..tensors import NAMES, EagerTensor, constant, convert, float32, rows, unregistered, warn
from ..tensors.operands import cast, lengths, numbers, shape
from . import random
from .convolution import windows
from .elementary import round as tf_round
from .gathering import gather_nd
from .padding import pad, stop_gradient, where
from .products import einsum
from .shaping import reshape, reverse
from .shaping import transpose as tf_transpose

# resizing


def _pieces(near: Any, far: Any) -> Any:
    """A kernel of two pieces: up to 1 and up to 2."""
    return lambda x: np.where(np.abs(x) <= 1, near(np.abs(x)), np.where(np.abs(x) < 2, far(np.abs(x)), 0.0))


def _lanczos(radius: int) -> Any:
    """A windowed sinc."""
    return lambda x: np.where(np.abs(x) < radius, np.sinc(x) * np.sinc(x / radius), 0.0)


FILTERS: dict[str, Any] = {
    "bilinear": lambda x: np.maximum(1 - np.abs(x), 0),
    "bicubic": _pieces(lambda x: (1.5 * x - 2.5) * x * x + 1, lambda x: ((-0.5 * x + 2.5) * x - 4) * x + 2),  # Keys
    "lanczos3": _lanczos(3), "lanczos5": _lanczos(5),
    "gaussian": lambda x: np.where(np.abs(x) < 1.5, np.exp(-2.0 * x * x), 0.0),
    "mitchellcubic": _pieces(  # Mitchell and Netravali 1988, with both parameters a third
        lambda x: ((7 * x - 12) * x * x + 16 / 3) / 6, lambda x: (((12 - 7 / 3 * x) * x - 20) * x + 32 / 3) / 6),
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
    wide = max(scale, 1.0) if antialias else 1.0
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


NO_SECOND = (
    "TensorFlow 2.21 has no second derivative of tf.image.resize: it says None if bilinear, else LookupError. The "
    "numbers here are the true ones."
)


# the product with weights as it is; what differs is what TensorFlow has of its derivatives
_once: Any = unary("resize_grad", "smooth", lambda g, y, x: warn(NO_SECOND, kind="resize") or g, python=lambda x: x)
_resized: Any = unary("resize", "smooth", lambda g, y, x: _once(g), python=lambda x: x)
_by_area: Any = unary("resize_area", "general", unregistered("ResizeArea"), python=lambda x: x)


def _resize(x: Any, size: Any, method: Any, preserve_aspect_ratio: Any, antialias: Any) -> Any:
    if x.ndim not in (3, 4):
        raise ValueError("'images' must have either 3 or 4 dimensions.")
    method = getattr(method, "value", method)
    if method not in (*FILTERS, "nearest", "area"):
        raise ValueError(f"Resize method is not implemented: {method}")
    height, width = size
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
    if y.dtype.trainable:
        y = _by_area(y) if method == "area" else _resized(y)
    return y if method == "nearest" else cast(y, float32)


for _name in (*FILTERS, "nearest", "area"):
    _word = _name.upper() if _name != "nearest" else "NEAREST_NEIGHBOR"
    NAMES[f"image.ResizeMethod.{_word}"] = _name

# cutting and turning


def _cropped(x: EagerTensor, *box: Any) -> Any:
    top, left, height, width = map(int, box)
    for axis, word, end in ((-3, "height", top + height), (-2, "width", left + width)):
        if end > shape(x)[axis]:
            raise ValueError(f"{word} must be <= target - offset.")
    return x[..., top : top + height, left : left + width, :]


def _padded(x: EagerTensor, *box: Any) -> Any:
    top, left, height, width = map(int, box)
    after = height - top - shape(x)[-3], width - left - shape(x)[-2]
    return pad(x, [(0, 0)] * (x.ndim - 3) + [(top, after[0]), (left, after[1]), (0, 0)])


def _cut(image: Any, boxes: Any, of: Any, size: Any, method: Any, box_ind: Any, fill: float) -> Any:
    """Boxes of images, each in one size; a box's corners are shares of the height and the width.

    TensorFlow's derivative by the boxes is that of bilinear pixels, whatever the method is.
    """
    x, b, images = cast(image, float32), convert(boxes), numbers(of if box_ind is None else box_ind)
    lasts, wanted = [n - 1 for n in shape(x)[1:3]], lengths(size)

    def along(first: Any, last: Any, most: int, count: int) -> Any:
        if count == 1:
            return 0.5 * (first + last)[:, None] * float(most)
        steps = (np.arange(count) * most / (count - 1)).astype(np.float32)
        return first[:, None] * float(most) + (last - first)[:, None] * steps

    spots = [along(b[:, n], b[:, n + 2], lasts[n], wanted[n]) for n in (0, 1)]
    at = [np.asarray(spot.value) for spot in spots]
    there = [(v >= 0) & (v <= most) for v, most in zip(at, lasts)]

    def pixels(of: Any, rows: Any, columns: Any) -> Any:
        rows, columns = (np.clip(v, 0, most).astype(int) for v, most in zip((rows, columns), lasts))
        grid = np.broadcast_arrays(images[:, None, None], rows[:, :, None], columns[:, None])
        return gather_nd(of, np.stack(grid, -1))

    def smooth(of: Any) -> Any:
        (above, below), (left, right) = ((np.floor(v), np.ceil(v)) for v in at)
        down, across = (spots[0] - above)[:, :, None, None], (spots[1] - left)[:, None, :, None]
        top, bottom = (
            pixels(of, row, left) + (pixels(of, row, right) - pixels(of, row, left)) * across for row in (above, below)
        )
        return top + (bottom - top) * down

    if method == "nearest":
        flat = smooth(stop_gradient(x))
        found = pixels(x, *(np.floor(v + 0.5) for v in at)) + (flat - stop_gradient(flat))
    else:
        found = smooth(x)
    return where((there[0][:, :, None] & there[1][:, None])[..., None], found, fill)


def _middle(x: EagerTensor, height: Any, width: Any) -> Any:
    spare = [have - int(wanted) for have, wanted in zip(shape(x)[-3:-1], (height, width))]
    cut = [slice(max(n, 0) // 2, have - (max(n, 0) + 1) // 2) for n, have in zip(spare, shape(x)[-3:-1])]
    sides = [(max(-n, 0) // 2, (max(-n, 0) + 1) // 2) for n in spare]
    return pad(x[..., cut[0], cut[1], :], [(0, 0)] * (x.ndim - 3) + [*sides, (0, 0)])


def _central(x: EagerTensor, share: float) -> Any:
    if share == 1.0:
        return x
    start = [int((n - n * share) / 2) for n in shape(x)[-3:-1]]
    return x[..., start[0] : shape(x)[-3] - start[0], start[1] : shape(x)[-2] - start[1], :]


def _transposed(x: EagerTensor) -> Any:
    return tf_transpose(x, [*range(x.ndim - 3), x.ndim - 2, x.ndim - 3, x.ndim - 1])


def _turned(x: EagerTensor, k: Any) -> Any:
    for _ in range(int(k) % 4):
        x = reverse(_transposed(x), [-3])
    return x


def _patches(x: EagerTensor, sizes: Any, strides: Any, rates: Any, padding: Any) -> Any:
    size, step, rate = (v[1:3] for v in (sizes, strides, rates))
    taken = windows(x, size, step, rate, padding)
    return reshape(taken, [*shape(taken)[:3], size[0] * size[1] * shape(x)[-1]])


def _flipped(draw: Any, axis: int) -> Any:
    """An image mirrored or not by chance, each of a batch by itself."""

    def call(x: EagerTensor, seed: Any) -> Any:
        if x.ndim == 3:
            return reverse(x, [axis]) if bool(draw([], seed=seed) < 0.5) else x
        flips = cast(tf_round(reshape(draw([shape(x)[0]], seed=seed), [-1, 1, 1, 1])), x.dtype)
        return flips * reverse(x, [axis]) + (1 - flips) * x

    return call


def _crop(draw: Any) -> Any:
    """A part of a size, from anywhere."""

    def call(x: EagerTensor, size: tuple[int, ...], seed: Any) -> Any:
        room = np.array(shape(x)) - size + 1
        first = draw([len(size)], seed=seed, minval=0, maxval=2**31 - 1, dtype="int32").value % room
        return x[tuple([slice(int(a), int(a) + n) for a, n in zip(first, size)])]

    return call


DRAWS = (("random", "seed=None", random.uniform), ("stateless_random", "seed", random.stateless_uniform))
BOX = "image:any offset_height offset_width target_height target_width"
__getattr__ = rows(
    __name__,
    ("image.resize | image.resize_images", "",
     "images:any size:shape method='bilinear' preserve_aspect_ratio=False antialias=False name", _resize,
     "Images of another height and width. ValueError for what is no image, or an unknown method."),
    ("image.crop_to_bounding_box", "", BOX, _cropped, "A part of each image. ValueError where it sticks out."),
    ("image.pad_to_bounding_box", "", BOX, _padded, "Each image in a larger one of zeros."),
    ("image.resize_with_crop_or_pad", "", "image:any target_height target_width", _middle),
    ("image.crop_and_resize", "", "image boxes box_indices=None crop_size=None method='bilinear' box_ind=None "
     "extrapolation_value=0.0 name", _cut, "Boxes of images, each in one size."),
    ("image.central_crop", "", "image:any central_fraction", _central, "The middle of each image."),
    ("image.flip_left_right", "", "image:any", lambda x: reverse(x, [-2]), "Mirrored."),
    ("image.flip_up_down", "", "image:any", lambda x: reverse(x, [-3]), "Upside down."),
    *((f"image.{how}_flip_{way}", "", f"image:any {seed}", _flipped(draw, axis), "Mirrored by chance.")
      for how, seed, draw in DRAWS for way, axis in (("left_right", -2), ("up_down", -3))),
    *((f"image.{how}_crop", "", f"value:any size:shape {seed} name", _crop(draw), "A part from anywhere.")
      for how, seed, draw in DRAWS),
    ("image.transpose", "", "image:any name", _transposed, "Rows as columns."),
    ("image.rot90", "", "image:any k=1 name", _turned, "Turned to the left k times."),
    ("image.extract_patches | extract_image_patches", "",
     "images:any sizes:shape strides:shape rates:shape padding name", _patches),
)  # fmt: skip
