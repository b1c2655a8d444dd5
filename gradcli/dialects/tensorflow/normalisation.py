"""tf.nn: biases, moments, normalisation, dropout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from . import rules as r
from .casting import pair
from .convert import constant, convert
from .creation import zeros_like
from .elementary import add, pow, square, squared_difference
from .errors import bracket, invalid
from .names import export
from .operands import axes as axes_of
from .operands import shape
from .padding import stop_gradient, where
from .products import tensordot
from .random import uniform
from .reductions import reduce_mean, reduce_sum
from .shaping import reshape, squeeze
from .spelling import rows


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
            f"{bracket(shape(x))}", "BiasAdd",
        )  # fmt: skip
    return add(x, reshape(c, (1, -1) + (1,) * (x.ndim - 2)) if first else c)


def _dropped(x: Any, axes: Any, found: tuple[Any, Any], kept: Any) -> tuple[Any, Any]:
    """Mean and variance, without the axes they were taken over unless those are kept."""
    return found if kept else (squeeze(found[0], axes_of(x, axes)), squeeze(found[1], axes_of(x, axes)))


def _moments(x: Any, axes: Any, keepdims: Any, keep_dims: Any) -> Any:
    mean = reduce_mean(x, axes, True)
    variance = reduce_mean(squared_difference(x, stop_gradient(mean)), axes, True)
    return _dropped(x, axes, (mean, variance), keepdims or keep_dims)


def _weighted(x: Any, axes: Any, weights: Any, keepdims: Any) -> Any:
    x, w = pair("Mul", x, weights)
    w = w + zeros_like(x)
    total = reduce_sum(w, axes, True)
    mean = reduce_sum(w * x, axes, True) / total
    return _dropped(x, axes, (mean, reduce_sum(w * square(x - mean), axes, True) / total), keepdims)


def _normalized(x: Any, mean: Any, variance: Any, offset: Any, scale: Any, epsilon: Any) -> Any:
    inverse = r.rsqrt(variance + epsilon)
    if scale is not None:
        inverse = inverse * scale
    return x * inverse + (convert(offset) - mean * inverse if offset is not None else -convert(mean) * inverse)


def _from_sums(counts: Any, sums: Any, squares: Any) -> Any:
    share = 1.0 / counts
    mean = sums * share
    return mean, squares * share - square(mean)


def _local(x: Any, radius: Any, bias: Any, alpha: Any, beta: Any) -> Any:
    n = np.arange(shape(x)[-1])
    near = constant((np.abs(n[:, None] - n) <= radius).astype(float), x.dtype)
    return x * pow(bias + alpha * tensordot(square(x), near, 1), -beta)


def _dropout(x: Any, rate: Any, noise_shape: Any, seed: Any) -> Any:
    share = float(convert(rate).value)
    if not 0 <= share < 1:
        raise ValueError(f"`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate={rate}")
    if share == 0:
        return x
    kept = uniform(x.shape if noise_shape is None else noise_shape, dtype=x.dtype, seed=seed) >= share
    return where(kept, x * (1.0 / (1.0 - share)), zeros_like(x))


__getattr__: Callable[[str], Any] = rows(
    __name__,
    ("nn.moments", "", "x:any axes shift=None:- keepdims=False name keep_dims=None", _moments,
     "Mean and variance over axes."),
    ("nn.weighted_moments", "", "x axes frequency_weights keepdims=False name", _weighted,
     "Weighted mean and variance over axes."),
    ("nn.batch_normalization", "", "x:any mean variance:any offset scale variance_epsilon name", _normalized,
     "(x - mean) / sqrt(variance + epsilon) * scale + offset."),
    ("nn.normalize_moments", "", "counts:any mean_ss:any variance_ss:any shift:- name", _from_sums,
     "Mean and variance of sufficient statistics."),
    ("nn.local_response_normalization nn.lrn", "", "input:any depth_radius=5 bias=1.0 alpha=1.0 beta=0.5 name", _local,
     "x over a power of the squares in neighbouring channels."),
    ("nn.dropout", "", "x:any rate noise_shape=None seed=None name", _dropout,
     "Elements set to 0 at random, the others scaled up."),
)  # fmt: skip
