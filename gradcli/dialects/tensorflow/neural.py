"""tf.nn: activations, softmaxes and cross entropies, normalisation, dropout."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.op import binary as op_of_two
from ...core.op import tidy
from ...core.op import unary as op_of_one
from ...ops import branches as b
from ...ops import layout
from ...ops.values import shape_of
from . import activations as act
from . import records as r
from .arrays import concat, reshape, squeeze, transpose
from .borders import stop_gradient, where
from .calls import axes, pair, shape, take, unary
from .convert import constant, convert
from .creation import whole, zeros_like
from .custom import custom_gradient
from .dtypes import float32
from .elementary import add, cast, exp, log, sigmoid, square
from .faults import bracket, invalid
from .kernels import refusal
from .names import NAMES, ONLY_V1, export, named, renamed
from .reductions import reduce_mean, reduce_sum
from .scattering import along
from .tensor import EagerTensor

for _names, _kernel, _op in (
    ("nn.elu", "Elu", act.elu),
    ("nn.selu", "Selu", act.selu),
    ("nn.softplus math.softplus", "Softplus", act.softplus),
    ("nn.softsign math.softsign", "Softsign", act.softsign),
):
    for _name in _names.split():
        NAMES[_name] = named(renamed(unary(_kernel, _op), x="features"), _name, f"{_kernel}, element by element.")

softplus = NAMES["nn.softplus"]


@export("nn.relu6")
def relu6(features: Any, name: Any = None) -> Any:
    """x kept between 0 and 6."""
    x = take("Relu6", features, name)
    return NAMES["clip_by_value"](x, 0, 6) if x.dtype.is_integer else act.relu6(x)


@export("nn.relu")
def relu(features: Any, name: Any = None) -> Any:
    """max(x, 0)."""
    x = convert(features)
    if x.dtype.is_integer:
        return NAMES["maximum"](x, 0)
    return act.relu(take("Relu", x, name))


@export("nn.leaky_relu")
def leaky_relu(features: Any, alpha: float = 0.2, name: Any = None) -> Any:
    """x above 0, alpha * x below."""
    x = convert(features)
    if x.dtype.is_integer:
        x = cast(x, float32)
    return act.leaky_relu(float(convert(alpha).value) if not isinstance(alpha, float | int) else float(alpha))(x)


@export("nn.crelu")
def crelu(features: Any, axis: int = -1, name: Any = None) -> Any:
    """relu of x and of -x, side by side."""
    x = convert(features)
    return relu(concat([x, -x], axis))


@export("nn.silu", "nn.swish")
def silu(features: Any, beta: Any = 1.0) -> Any:
    """x * sigmoid(beta * x)."""
    x = convert(features)
    factor = convert(beta, x.dtype)

    def body(x: Any, beta: Any) -> Any:
        def grad(dy: Any) -> Any:
            gate = sigmoid(beta * x)
            slope = gate * (1.0 + (beta * x) * (1.0 - gate))
            return dy * slope, reduce_sum(dy * square(x) * gate * (1.0 - gate))

        return x * sigmoid(beta * x), grad

    return custom_gradient(body)(x, factor)


@export("nn.gelu")
def gelu(features: Any, approximate: bool = False, name: Any = None) -> Any:
    """x times the normal distribution function, or an approximation by tanh."""
    x = convert(features)
    if not x.dtype.is_floating:
        raise ValueError(f"`features.dtype` must be a floating point tensor.Received:features.dtype={x.dtype}")
    if approximate:
        inner = 0.7978845608028654 * (x + 0.044715 * NAMES["pow"](x, 3))
        return 0.5 * x * (1.0 + NAMES["tanh"](inner))
    return 0.5 * x * (1.0 + NAMES["math.erf"](x / 1.4142135623730951))


@export("math.log_sigmoid", v1=("log_sigmoid",))
def log_sigmoid(x: Any, name: Any = None) -> Any:
    """-log(1 + exp(-x))."""
    return -softplus(-convert(x))


# softmax


def _rows(v: Any) -> Any:
    return v - v.max(-1, keepdims=True, initial=-np.inf)


def _softmax_rule(g: Any, y: Any, x: Any) -> Any:
    return (g - layout.total(g * y, -1, True)) * y


def _log_softmax_rule(g: Any, y: Any, x: Any) -> Any:
    return g - layout.total(g, -1, True) * r.exp(y)


def _exact(v: Any) -> Any:
    """log_softmax of exact numbers, which need no care."""
    return v - r.log.op.evaluate(np.asarray(r.exp.op.evaluate(v).sum(-1, keepdims=True), object))


def _shares(v: Any) -> Any:
    if v.dtype == object:
        return r.exp.op.evaluate(_exact(v))
    e = np.exp(_rows(v))
    return e / e.sum(-1, keepdims=True)


def _log_shares(v: Any) -> Any:
    if v.dtype == object:
        return _exact(v)
    w = _rows(v)
    return w - np.log(np.exp(w).sum(-1, keepdims=True))


SOFTMAX = op_of_one("softmax", "general", _softmax_rule, python=_shares, elementwise=False)
LOG_SOFTMAX = op_of_one("log_softmax", "general", _log_softmax_rule, python=_log_shares, elementwise=False)


def _along_axis(kernel: str, op: Any) -> Any:
    def call(logits: Any, axis: Any = None, name: Any = None, dim: Any = None) -> Any:
        x = take(kernel, logits, name)
        if not x.ndim:
            raise invalid("logits must have >= 1 dimension, got []", kernel)
        n = whole(axis if axis is not None else -1 if dim is None else dim)
        if not -x.ndim <= n < x.ndim:
            raise invalid(
                f"`dim` must be in the range [{-x.ndim}, {x.ndim}) where {x.ndim} is the number of dimensions in the "
                f"input. Received: dim={n}"
            )
        n %= x.ndim
        if n == x.ndim - 1:
            return op(x)
        order = [*range(x.ndim)]
        order[n], order[-1] = order[-1], order[n]
        return transpose(op(transpose(x, order)), order)

    return call


softmax = named(_along_axis("Softmax", SOFTMAX), "softmax", "exp(x) as shares of their sum, along an axis.")
log_softmax = named(_along_axis("LogSoftmax", LOG_SOFTMAX), "log_softmax", "The logarithm of softmax.")
NAMES["nn.softmax"] = NAMES["math.softmax"] = softmax
NAMES["nn.log_softmax"] = NAMES["math.log_softmax"] = log_softmax


# TensorFlow's rule takes it that the labels sum to one, and goes no further with them
GIVEN = op_of_one("given", "flat", lambda g, y, x: r.zeros(x), python=lambda v: v, elementwise=False)
SOFTMAX_XENT = op_of_two(
    "softmax_cross_entropy", "general",
    (lambda g, y, x, t: spread(g) * (SOFTMAX(x) - GIVEN(t)), lambda g, y, x, t: spread(g) * -LOG_SOFTMAX(x)),
    python=lambda x, t: -(t * _log_shares(x)).sum(-1), elementwise=False,
)  # fmt: skip


def spread(g: Any) -> Any:
    """One number per row, to meet the row."""
    return layout.reshape(g, (*shape_of(g), 1))


@export("nn.softmax_cross_entropy_with_logits")
def softmax_cross_entropy_with_logits(labels: Any, logits: Any, axis: int = -1, name: Any = None) -> Any:
    """The cross entropy of distributions with softmax(logits)."""
    x = convert(logits)
    t = convert(labels, x.dtype) if not isinstance(labels, EagerTensor) else cast(labels, x.dtype)
    if x.ndim and (n := whole(axis) % x.ndim) != x.ndim - 1:
        order = [*(k for k in range(x.ndim) if k != n), n]
        x, t = transpose(x, order), transpose(t, order)
    if shape(x) != shape(t):
        try:
            x, t = (
                NAMES["broadcast_to"](x, full := np.broadcast_shapes(shape(x), shape(t))),
                NAMES["broadcast_to"](t, full),
            )
        except ValueError:
            raise invalid(
                f"logits and labels must be broadcastable: logits_size={bracket(shape(x))} "
                f"labels_size={bracket(shape(t))}",
                "SoftmaxCrossEntropyWithLogits",
            ) from None
    return SOFTMAX_XENT(x, t)


ONLY_V1["nn.softmax_cross_entropy_with_logits_v2"] = softmax_cross_entropy_with_logits


@export("nn.sparse_softmax_cross_entropy_with_logits")
def sparse_softmax_cross_entropy_with_logits(labels: Any, logits: Any, name: Any = None) -> Any:
    """The cross entropy of class numbers with softmax(logits)."""
    t, x = convert(labels), convert(logits)
    if not t.dtype.is_integer:
        raise refusal("SparseSoftmaxCrossEntropyWithLogits", t.dtype)
    ranks = f"labels.shape={t.shape} of rank {t.ndim} and logits.shape={x.shape} of rank {x.ndim}"
    if t.ndim != x.ndim - 1:
        raise ValueError(f"`labels.shape.rank` must equal `logits.shape.rank - 1`. Received: {ranks}")
    if shape(t) != shape(x)[:-1]:
        raise ValueError(
            f"`labels.shape` must equal `logits.shape` except for the last dimension. Received: "
            f"labels.shape={t.shape} and "
            f"logits.shape={x.shape}"
        )
    at = np.asarray(t.value)
    bad = at[(at < 0) | (at >= shape(x)[-1])]
    if bad.size:
        raise invalid(
            f"Received a label value of {bad.flat[0]} which is outside the valid range of [0, {shape(x)[-1]}).  "
            "Label values: "
            f"{' '.join(map(str, at.flat))}", "SparseSoftmaxCrossEntropyWithLogits",
        )  # fmt: skip
    if not at.ndim:
        return -log_softmax(x)[int(at)]
    return -squeeze(along(log_softmax(x), at[..., None], x.ndim - 1), -1)


@export("nn.sigmoid_cross_entropy_with_logits")
def sigmoid_cross_entropy_with_logits(labels: Any = None, logits: Any = None, name: Any = None) -> Any:
    """The cross entropy of probabilities with sigmoid(logits), without overflow."""
    if labels is None or logits is None:
        raise ValueError(
            "Both `labels` and `logits` must be provided for sigmoid_cross_entropy_with_logitsReceived: "
            f"labels={labels} and logits={logits}"
        )
    x, z = pair("Mul", logits, labels)
    if shape(x) != shape(z):
        raise ValueError(f"`logits` and `labels` must have the same shape, received ({x.shape} vs {z.shape}).")
    some = x >= zeros_like(x)
    return add(where(some, x, zeros_like(x)) - x * z, NAMES["math.log1p"](exp(where(some, -x, x))))


@export("nn.weighted_cross_entropy_with_logits")
def weighted_cross_entropy_with_logits(labels: Any, logits: Any, pos_weight: Any, name: Any = None) -> Any:
    """The cross entropy of probabilities with sigmoid(logits), positives weighted."""
    x, z = pair("Mul", logits, labels)
    weight = 1.0 + (convert(pos_weight, x.dtype) - 1.0) * z
    return add((1.0 - z) * x, weight * (NAMES["math.log1p"](exp(-NAMES["abs"](x))) + relu(-x)))


@export("nn.l2_loss")
def l2_loss(t: Any, name: Any = None) -> Any:
    """Half the sum of squares."""
    return HALF_SQUARE(take("L2Loss", t, name))


HALF_SQUARE = op_of_one(
    "l2_loss",
    "general",
    lambda g, y, x: x * g,
    elementwise=False,
    python=lambda v: tidy(0.5 * np.sum(np.square(v), dtype=np.asarray(v).dtype)),
)


@export("nn.log_poisson_loss")
def log_poisson_loss(targets: Any, log_input: Any, compute_full_loss: bool = False, name: Any = None) -> Any:
    """The loss of a Poisson distribution given the logarithm of its rate."""
    x, z = pair("Mul", log_input, targets)
    y = exp(x) - x * z
    if compute_full_loss:
        stirling = z * log(z) - z + 0.5 * log(2.0 * np.pi * z)
        inside = b.logical_and(z >= 0, z <= 1)
        y = y + where(inside, zeros_like(z), stirling)
    return y


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


# normalisation


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
    kept = NAMES["random.uniform"](noise_shape or x.shape, seed=seed) >= share
    return where(kept, x * (1.0 / (1.0 - share)), zeros_like(x))


@export("nn.scale_regularization_loss")
def scale_regularization_loss(regularization_loss: Any) -> Any:
    """The sum of a regularization loss, over the number of replicas: one."""
    return reduce_sum(regularization_loss)


@export("nn.compute_average_loss")
def compute_average_loss(per_example_loss: Any, sample_weight: Any = None, global_batch_size: Any = None) -> Any:
    """The sum of losses over the size of the batch."""
    x = convert(per_example_loss)
    if sample_weight is not None:
        x = x * convert(sample_weight, x.dtype)
    size = shape(x)[0] if global_batch_size is None else global_batch_size
    return reduce_sum(x) / cast(convert(size), x.dtype)
