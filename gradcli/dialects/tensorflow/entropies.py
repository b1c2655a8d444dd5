"""tf.nn: cross entropies of probabilities with logits, and the other losses that are no class."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import dialect_binary as op_of_two
from ...core.calls import dialect_unary as op_of_one
from ...core.calls import tidy
from ...ops import branches as b
from ...ops import layout
from ...ops.values import shape_of
from . import rules as r
from .casting import cast, pair
from .convert import convert
from .creation import zeros_like
from .elementary import abs_, add, exp, log, log1p
from .errors import bracket, invalid
from .kernel_dtypes import refusal
from .names import ONLY_V1, export
from .neural import LOG_SOFTMAX, SOFTMAX, log_shares, log_softmax, relu
from .operands import shape, take, whole
from .padding import broadcast_to, where
from .reductions import reduce_sum
from .shaping import squeeze, transpose
from .sorting import along
from .tensor import EagerTensor

# TensorFlow's rule takes it that the labels sum to one, and goes no further with them
WHOLE = 1e-5  # how far labels may be from summing to one, all digits of float32 taken for right
GIVEN = op_of_one("given", "flat", lambda g, y, x: r.zeros(x), python=lambda v: v, elementwise=False)
SOFTMAX_XENT = op_of_two(
    "softmax_cross_entropy", "general",
    (lambda g, y, x, t: spread(g) * (SOFTMAX(x) - GIVEN(t)), lambda g, y, x, t: spread(g) * -LOG_SOFTMAX(x)),
    python=lambda x, t: -(t * log_shares(x)).sum(-1), elementwise=False,
    convention=lambda x, t: abs(t.sum(-1) - 1) > WHOLE,
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
                broadcast_to(x, full := np.broadcast_shapes(shape(x), shape(t))),
                broadcast_to(t, full),
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
            "`labels.shape` must equal `logits.shape` except for the last dimension. Received: "
            f"labels.shape={t.shape} and logits.shape={x.shape}"
        )
    at = np.asarray(t.value)
    bad = at[(at < 0) | (at >= shape(x)[-1])]
    if bad.size:
        raise invalid(
            f"Received a label value of {bad.flat[0]} which is outside the valid range of [0, {shape(x)[-1]}).  "
            f"Label values: {' '.join(map(str, at.flat))}", "SparseSoftmaxCrossEntropyWithLogits",
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
    return add(where(some, x, zeros_like(x)) - x * z, log1p(exp(where(some, -x, x))))


@export("nn.weighted_cross_entropy_with_logits")
def weighted_cross_entropy_with_logits(labels: Any, logits: Any, pos_weight: Any, name: Any = None) -> Any:
    """The cross entropy of probabilities with sigmoid(logits), positives weighted."""
    x, z = pair("Mul", logits, labels)
    weight = 1.0 + (convert(pos_weight, x.dtype) - 1.0) * z
    return add((1.0 - z) * x, weight * (log1p(exp(-abs_(x))) + relu(-x)))


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
