"""tf.nn: activations, softmaxes, biases, moments, normalisation, dropout."""

from __future__ import annotations

from typing import Any

import numpy as np

from ....core.calls import dialect_unary as op_of_one
from ....ops import layout
from ..tensors import bracket, cast, constant, convert, float32, invalid, pair, rows, shape, whole
from ..tensors.dtypes import float64
from ..tensors.operands import axes as axes_of
from ..tensors.symbolic import remembered
from ..tensors.tracing import SEEDS
from . import activations as act
from . import rules as r
from .creation import zeros_like
from .custom import custom_gradient
from .elementary import add, erfc, pow, sigmoid, square, squared_difference, tanh
from .padding import stop_gradient, where
from .products import tensordot
from .random import uniform
from .reductions import reduce_mean, reduce_sum
from .shaping import concat, reshape, squeeze, transpose

FEATURES = "features:T name"


def _leaky(x: Any, alpha: Any) -> Any:
    slope = alpha if isinstance(alpha, float | int) else convert(alpha).value
    slope = float(np.float32(slope) if x.dtype is float64 else slope)  # the kernel keeps it as float32
    return act.leaky_relu(slope)(cast(x, float32) if x.dtype.is_integer else x)


def _silu(x: Any, beta: Any) -> Any:
    def body(x: Any, beta: Any) -> Any:
        def grad(dy: Any) -> Any:
            gate = sigmoid(beta * x)
            slope = gate * (1.0 + (beta * x) * (1.0 - gate))
            return dy * slope, reduce_sum(dy * square(x) * gate * (1.0 - gate))

        return x * sigmoid(beta * x), grad

    return custom_gradient(body)(x, cast(beta, x.dtype))


def _gelu(x: Any, approximate: bool) -> Any:
    if not x.dtype.is_floating:
        raise ValueError(f"`features.dtype` must be a floating point tensor.Received:features.dtype={x.dtype}")
    if approximate:
        return 0.5 * x * (1.0 + tanh(0.7978845608028654 * (x + cast(0.044715, x.dtype) * pow(x, 3))))
    return 0.5 * x * erfc(-x * cast(0.7071067811865476, x.dtype))


# softmax


def _rows(v: Any) -> Any:
    return v - v.max(-1, keepdims=True, initial=-np.inf)


def _exact(v: Any) -> Any:
    """log_softmax of exact numbers, which need no care."""
    return v - r.log.op.evaluate(np.asarray(r.exp.op.evaluate(v).sum(-1, keepdims=True), object))


def _shares(v: Any) -> Any:
    if v.dtype == object:
        return r.exp.op.evaluate(_exact(v))
    e = np.exp(_rows(v))
    return e / e.sum(-1, keepdims=True)


def log_shares(v: Any) -> Any:
    """log_softmax of the rows of an array."""
    if v.dtype == object:
        return _exact(v)
    w = _rows(v)
    return w - np.log(np.exp(w).sum(-1, keepdims=True))


SOFTMAX = op_of_one("softmax", "general", lambda g, y, x: (g - layout.total(g * y, -1, True)) * y, python=_shares,
                    elementwise=False)  # fmt: skip
LOG_SOFTMAX = op_of_one("log_softmax", "general", lambda g, y, x: g - layout.total(g, -1, True) * r.exp(y),
                        python=log_shares, elementwise=False)  # fmt: skip


def along(kernel: str, op: Any, x: Any, axis: Any) -> Any:
    """An op of rows along any axis."""
    if not x.ndim:
        raise invalid("logits must have >= 1 dimension, got []", kernel)
    n = whole(-1 if axis is None else axis)
    if not -x.ndim <= n < x.ndim:
        raise invalid(
            f"`dim` must be in the range [{-x.ndim}, {x.ndim}) where {x.ndim} is the number of dimensions in the "
            f"input. Received: dim={n}"
        )
    order = [*range(x.ndim)]
    order[n], order[-1] = order[-1], order[n]
    return op(x) if order[-1] == x.ndim - 1 else transpose(op(transpose(x, order)), order)


def _bias_add(value: Any, bias: Any, data_format: Any) -> Any:
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


def _moments(x: Any, axes: Any, keepdims: Any, keep_dims: Any = None) -> Any:
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
    inverse = r.rsqrt(convert(variance + epsilon))
    if scale is not None:
        inverse = inverse * scale
    shift = convert(offset - mean * inverse if offset is not None else -mean * inverse)
    return x * cast(inverse, x.dtype) + cast(shift, x.dtype)


def _local(x: Any, radius: Any, bias: Any, alpha: Any, beta: Any) -> Any:
    n = np.arange(shape(x)[-1])
    near = constant((np.abs(n[:, None] - n) <= radius).astype(float), x.dtype)
    return x * pow(bias + alpha * tensordot(square(x), near, 1), -beta)


def _dropout(x: Any, rate: Any, noise_shape: Any, seed: Any) -> Any:
    share = float(convert(rate).value)
    if not 0 <= share < 1:
        raise ValueError(f"`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate={rate}")
    if share == 0:
        SEEDS.unused(seed)
        return x
    kept = uniform(shape(x) if noise_shape is None else noise_shape, dtype=x.dtype, seed=seed) >= share
    return where(kept, x * (1.0 / (1.0 - share)), zeros_like(x))


__getattr__ = rows(
    __name__,
    ("nn.elu", "Elu", FEATURES, act.elu),
    ("nn.selu", "Selu", FEATURES, act.selu),
    ("nn.softplus math.softplus", "Softplus", FEATURES, act.softplus),
    ("nn.softsign math.softsign", "Softsign", FEATURES, act.softsign),
    ("nn.relu", "Relu", FEATURES, lambda x: r.maximum(x, convert(0, x.dtype)) if x.dtype.is_integer else act.relu(x)),
    ("nn.relu6", "Relu6", FEATURES, lambda x: act.relu6(x) if not x.dtype.is_integer else r.minimum(
        r.maximum(x, convert(0, x.dtype)), convert(6, x.dtype)), "x kept between 0 and 6."),
    ("nn.leaky_relu", "", "features:any alpha=0.2 name", _leaky, "x above 0, alpha * x below."),
    ("nn.crelu", "", "features:any axis=-1 name", lambda x, axis: act.relu(concat([x, -x], axis))),
    ("math.log_sigmoid | log_sigmoid", "Softplus", "x:T name", lambda x: -act.softplus(-x), "-log(1 + exp(-x))."),
    ("nn.softmax math.softmax", "Softmax", "logits:T axis=None name",
     remembered("Softmax", lambda x, axis: along("Softmax", SOFTMAX, x, axis)),
     "exp(x) as shares of their sum, along an axis."),
    ("nn.log_softmax math.log_softmax", "LogSoftmax", "logits:T axis=None name",
     lambda x, axis: along("LogSoftmax", LOG_SOFTMAX, x, axis), "The logarithm of softmax."),
    ("nn.moments", "", "x:any axes shift=None:- keepdims=False name | keep_dims=None", _moments),
    ("nn.weighted_moments", "", "x axes frequency_weights keepdims=False name", _weighted),
    ("nn.batch_normalization", "", "x:any mean variance offset scale variance_epsilon name", _normalized),
    ("nn.local_response_normalization nn.lrn", "", "input:any depth_radius=5 bias=1.0 alpha=1.0 beta=0.5 name", _local),
    ("nn.dropout", "", "x:any rate noise_shape=None seed=None name", _dropout),
    ("nn.silu nn.swish", "", "features:any beta=1.0", _silu, "x * sigmoid(beta * x)."),
    ("nn.gelu", "", "features:any approximate=False name", _gelu),
    ("nn.bias_add", "", "value bias data_format=None name", _bias_add, "A vector added along the channels."),
)  # fmt: skip
