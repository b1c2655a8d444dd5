"""tf.nn: biases, moments, normalisation, dropout."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import rules as r
from .casting import pair
from .convert import constant, convert
from .creation import zeros_like
from .elementary import add, square
from .errors import bracket, invalid
from .names import NAMES, export
from .operands import axes, shape
from .padding import stop_gradient, where
from .reductions import reduce_mean, reduce_sum
from .shaping import reshape, squeeze


@export("nn.bias_add")
def bias_add(value: Any, bias: Any, data_format: Any = None, name: Any = None) -> Any:
    """A vector added along the channels."""
    x, c = convert(value), convert(bias, convert(value).dtype)
    first = data_format is not None and data_format.startswith("NC")
    if c.ndim != 1:
        raise invalid(f"Biases must be 1D: {bracket(shape(c))}", "BiasAdd")
    if shape(c)[0] != shape(x)[1 if first else -1]:
        raise invalid(
            f"Must provide as many biases as the last dimension of the input tensor: {bracket(shape(c))} vs. "
            f"{bracket(shape(x))}",
            "BiasAdd",
        )
    return add(x, reshape(c, (1, -1) + (1,) * (x.ndim - 2)) if first else c)


@export("nn.moments")
def moments(
    x: Any, axes: Any, shift: Any = None, keepdims: bool = False, name: Any = None, keep_dims: Any = None
) -> Any:
    """Mean and variance over axes."""
    x = convert(x)
    mean = reduce_mean(x, axes, True)
    variance = reduce_mean(NAMES["math.squared_difference"](x, stop_gradient(mean)), axes, True)
    if keepdims or keep_dims:
        return mean, variance
    drop = axes_of(x, axes)
    return squeeze(mean, drop), squeeze(variance, drop)


def axes_of(x: Any, found: Any) -> Any:
    """Axes for squeeze."""
    return axes(x, found, "Mean")


@export("nn.weighted_moments")
def weighted_moments(x: Any, axes: Any, frequency_weights: Any, keepdims: bool = False, name: Any = None) -> Any:
    """Weighted mean and variance over axes."""
    x, w = pair("Mul", x, frequency_weights)
    w = w + zeros_like(x)
    total = reduce_sum(w, axes, True)
    mean = reduce_sum(w * x, axes, True) / total
    variance = reduce_sum(w * square(x - mean), axes, True) / total
    return (mean, variance) if keepdims else (squeeze(mean, axes_of(x, axes)), squeeze(variance, axes_of(x, axes)))


@export("nn.batch_normalization")
def batch_normalization(
    x: Any, mean: Any, variance: Any, offset: Any, scale: Any, variance_epsilon: Any, name: Any = None
) -> Any:
    """(x - mean) / sqrt(variance + epsilon) * scale + offset."""
    inverse = r.rsqrt(convert(variance) + variance_epsilon)
    if scale is not None:
        inverse = inverse * scale
    shift = convert(offset) - mean * inverse if offset is not None else -convert(mean) * inverse
    return convert(x) * inverse + shift


@export("nn.normalize_moments")
def normalize_moments(counts: Any, mean_ss: Any, variance_ss: Any, shift: Any, name: Any = None) -> Any:
    """Mean and variance of sufficient statistics."""
    share = 1.0 / convert(counts)
    mean = convert(mean_ss) * share
    return mean, convert(variance_ss) * share - square(mean)


@export("nn.local_response_normalization", "nn.lrn")
def local_response_normalization(
    input: Any, depth_radius: int = 5, bias: float = 1.0, alpha: float = 1.0, beta: float = 0.5, name: Any = None
) -> Any:
    """x over a power of the squares in neighbouring channels."""
    x = convert(input)
    n = shape(x)[-1]
    near = np.abs(np.arange(n)[:, None] - np.arange(n)) <= depth_radius
    return x * NAMES["pow"](
        bias + alpha * NAMES["tensordot"](square(x), constant(near.astype(float), x.dtype), 1), -beta
    )


@export("nn.dropout")
def dropout(x: Any, rate: Any, noise_shape: Any = None, seed: Any = None, name: Any = None) -> Any:
    """Elements set to 0 at random, the others scaled up."""
    x = convert(x)
    share = float(convert(rate).value)
    if not 0 <= share < 1:
        raise ValueError(f"`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate={rate}")
    if share == 0:
        return x
    kept = NAMES["random.uniform"](x.shape if noise_shape is None else noise_shape, dtype=x.dtype, seed=seed) >= share
    return where(kept, x * (1.0 / (1.0 - share)), zeros_like(x))
