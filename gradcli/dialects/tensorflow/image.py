"""tf.image: the one function that TensorFlow's guide to gradients calls, since it has none."""

from __future__ import annotations

from typing import Any

from ...core.calls import dialect_binary as binary
from .convert import convert
from .dtypes import float32
from .elementary import cast
from .errors import unregistered
from .names import export
from .operands import shape


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
