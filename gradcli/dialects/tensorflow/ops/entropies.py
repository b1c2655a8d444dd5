"""tf.nn's losses: cross entropies, those over sampled classes, and alignments."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import numpy as np

from ....core.calls import dialect_binary as op_of_two
from ....core.calls import dialect_unary as op_of_one
from ....core.calls import tidy
from ....ops import branches as b
from ....ops import layout
from ....ops.values import shape_of
from ..tensors import EagerTensor, bracket, constant, convert, export, invalid, philox, rows
from ..tensors.errors import refusal
from ..tensors.operands import as_floats, cast, numbers, pair, shape, whole
from ..tensors.tracing import SEEDS
from . import rules as r
from .creation import zeros_like
from .elementary import abs_, add, exp, log, log1p, subtract
from .gathering import embedding_lookup, gather
from .neural import LOG_SOFTMAX, SOFTMAX, log_shares, log_softmax, relu
from .padding import broadcast_to, stop_gradient, where
from .products import matmul
from .reductions import reduce_logsumexp, reduce_sum
from .shaping import concat, expand_dims, reshape, squeeze, stack, transpose
from .sorting import along

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


@export("nn.softmax_cross_entropy_with_logits", v1=("nn.softmax_cross_entropy_with_logits_v2",))
def softmax_cross_entropy_with_logits(labels: Any, logits: Any, axis: int = -1, name: Any = None) -> Any:
    """The cross entropy of distributions with softmax(logits)."""
    x = convert(logits)
    t = convert(labels, x.dtype) if not isinstance(labels, EagerTensor) else cast(labels, x.dtype)
    if x.ndim and (n := whole(axis) % x.ndim) != x.ndim - 1:
        order = [*(k for k in range(x.ndim) if k != n), n]
        x, t = transpose(x, order), transpose(t, order)
    if shape(x) != shape(t):
        try:
            full = np.broadcast_shapes(shape(x), shape(t))
        except ValueError:
            both = f"logits_size={bracket(shape(x))} labels_size={bracket(shape(t))}"
            text = f"logits and labels must be broadcastable: {both}"
            raise invalid(text, "SoftmaxCrossEntropyWithLogits") from None
        x, t = broadcast_to(x, full), broadcast_to(t, full)
    return SOFTMAX_XENT(x, t)


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
        both = f"labels.shape={t.shape} and logits.shape={x.shape}"
        raise ValueError(f"`labels.shape` must equal `logits.shape` except for the last dimension. Received: {both}")
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
        both = f"labels={labels} and logits={logits}"
        must = "Both `labels` and `logits` must be provided for sigmoid_cross_entropy_with_logits"
        raise ValueError(f"{must}Received: {both}")
    x, z = _of_one_shape("logits", logits, "labels", labels)
    some = x >= zeros_like(x)
    return add(where(some, x, zeros_like(x)) - x * z, log1p(exp(where(some, -x, x))))


def _of_one_shape(first: str, x: Any, second: str, z: Any) -> tuple[Any, Any]:
    """Two operands of one dtype. ValueError unless they have one shape."""
    x, z = pair("Mul", x, z)
    if shape(x) != shape(z):
        raise ValueError(f"`{first}` and `{second}` must have the same shape, received ({x.shape} vs {z.shape}).")
    return x, z


def _weighted(labels: Any, logits: Any, pos_weight: Any) -> Any:
    x, z = _of_one_shape("logits", logits, "labels", labels)
    weight = 1.0 + (convert(pos_weight, x.dtype) - 1.0) * z
    return add((1.0 - z) * x, weight * (log1p(exp(-abs_(x))) + relu(-x)))


HALF_SQUARE = op_of_one(
    "l2_loss", "general", lambda g, y, x: x * g, elementwise=False,
    python=lambda v: tidy(0.5 * np.sum(np.square(v), dtype=np.asarray(v).dtype)),
)  # fmt: skip


def _poisson(targets: Any, log_input: Any, compute_full_loss: Any) -> Any:
    x, z = _of_one_shape("log_input", log_input, "targets", targets)
    y = exp(x) - x * z
    if compute_full_loss:
        stirling = z * log(z) - z + 0.5 * log(2.0 * np.pi * z)
        y = y + where(b.logical_and(z >= 0, z <= 1), zeros_like(z), stirling)
    return y


def _average(x: Any, sample_weight: Any, global_batch_size: Any) -> Any:
    if sample_weight is not None:
        weight = cast(sample_weight, x.dtype)
        x = x * (expand_dims(weight, -1) if x.ndim - weight.ndim == 1 else weight)
    size = shape(x)[0] if global_batch_size is None else global_batch_size
    return reduce_sum(x) / cast(size, x.dtype)


# over a few sampled classes of many (Gutmann and Hyvarinen 2010; Jean et al. 2015)

LogUniformCandidateSampler = namedtuple(
    "LogUniformCandidateSampler", ("sampled_candidates", "true_expected_count", "sampled_expected_count")
)
BLOCK = 256  # numbers that are drawn at once
LOWEST = float(np.finfo(np.float32).min)  # added to the logit of a class that is the true one


@export("random.log_uniform_candidate_sampler")
def log_uniform_candidate_sampler(
    true_classes: Any, num_true: int, num_sampled: int, unique: bool, range_max: int, seed: Any = None, name: Any = None
) -> LogUniformCandidateSampler:
    """Classes k with chances log((k + 2)/(k + 1))/log(range_max + 1), and how often each class is to be expected."""
    if unique and num_sampled > range_max:
        raise invalid("Sampler's range is too small.", "LogUniformCandidateSampler")
    total, block = np.log1p(range_max), BLOCK
    kernel = f"LogUniform {num_true} {num_sampled} {unique} {range_max}"  # each has a stream of its own
    stream = SEEDS.reserve(kernel, "float64", seed, 512 * num_sampled)
    found: list[int] = []
    while len(found) < num_sampled:
        found, tries = [], 0
        for u in philox.uniform(stream, block * num_sampled, "float64"):
            value = (int(np.exp(u * total)) - 1) % range_max
            tries += 1
            if not unique or value not in found:
                found.append(value)
            if len(found) == num_sampled:
                break
        block *= 4  # all anew, and more of them

    def expected(classes: Any) -> Any:
        p = np.log((classes + 2.0) / (classes + 1.0)) / total
        return convert(
            (p * num_sampled if tries == num_sampled else -np.expm1(tries * np.log1p(-p))).astype(np.float32)
        )

    kept = np.array(found, np.int64)
    return LogUniformCandidateSampler(convert(kept), expected(numbers(true_classes)), expected(kept))


def _sampled_logits(
    weights: Any, biases: Any, labels: Any, inputs: Any, num_sampled: int, num_classes: int, num_true: int,
    sampled_values: Any, without_hits: bool, seed: Any = None,
) -> tuple[Any, Any]:  # fmt: skip
    """(labels, logits of the true and the sampled classes, less the logarithms of how often they are expected)."""
    true = reshape(cast(labels, "int64"), [-1])
    if sampled_values is None:
        sampled_values = log_uniform_candidate_sampler(labels, num_true, num_sampled, True, num_classes, seed)
    sampled, expected, expected_sampled = map(stop_gradient, sampled_values)
    x, ids = convert(inputs), concat([true, cast(sampled, "int64")], 0)
    rows, offsets = embedding_lookup(weights, ids), embedding_lookup(biases, ids)
    first = shape(true)[0]
    own = expand_dims(x, 1) * reshape(rows[:first], [-1, num_true, shape(x)[1]])
    true_logits = reduce_sum(own, 2) + reshape(offsets[:first], [-1, num_true])
    sampled_logits = matmul(x, rows[first:], transpose_b=True) + offsets[first:]
    if without_hits:
        SEEDS.unused()
        hits = (numbers(labels).reshape(-1, num_true)[:, :, None] == numbers(sampled)).any(1)
        sampled_logits = sampled_logits + constant(np.where(hits, LOWEST, 0.0), x.dtype)
    true_logits = subtract(true_logits, log(cast(expected, x.dtype)))
    sampled_logits = subtract(sampled_logits, log(cast(expected_sampled, x.dtype)))
    targets = [np.full(shape(true_logits), 1.0 / num_true), np.zeros(shape(sampled_logits))]
    return constant(np.concatenate(targets, 1), x.dtype), concat([true_logits, sampled_logits], 1)


# over all alignments of labels with time steps (Graves et al. 2006)

NEVER = -1e30  # the logarithm of a probability of none


def _aligned(labels: Any, logits: Any, label_length: Any, logit_length: Any, time_major: Any, blank_index: Any) -> Any:
    if hasattr(labels, "dense_shape"):
        raise NotImplementedError("sparse labels of tf.nn.ctc_loss are not offered: pad them")
    x = convert(logits)
    x = log_softmax(x if time_major else transpose(x, [1, 0, 2]))
    steps, batch, classes = shape(x)
    blank = (0 if blank_index is None else int(blank_index)) % classes
    rows, count = np.asarray(convert(labels).value), np.asarray(convert(label_length).value)
    length = np.asarray(convert(logit_length).value)
    wide = np.full((batch, 2 * rows.shape[1] + 1), blank)
    wide[:, 1::2] = np.where(np.arange(rows.shape[1]) < count[:, None], rows, blank)  # padding may be any number
    skips = np.zeros(wide.shape, bool)  # where the blank before may be left out
    skips[:, 2:] = (wide[:, 2:] != blank) & (wide[:, 2:] != wide[:, :-2])
    emitted = gather(x, np.broadcast_to(wide, (steps, *wide.shape)), batch_dims=2)
    never = constant(np.full((batch, 1), NEVER), x.dtype)
    first = np.arange(wide.shape[1]) < 2
    alpha = where(np.broadcast_to(first, wide.shape), emitted[0], constant(np.full(wide.shape, NEVER), x.dtype))
    for t in range(1, steps):
        one = concat([never, alpha[:, :-1]], 1)
        two = concat([never, never, alpha[:, :-2]], 1)
        two = where(skips, two, constant(np.full(wide.shape, NEVER), x.dtype))
        after = reduce_logsumexp(stack([alpha, one, two]), 0) + emitted[t]
        alpha = where(np.broadcast_to((t < length)[:, None], wide.shape), after, alpha)
    ends = np.stack([2 * count, np.maximum(2 * count - 1, 0)], 1)
    last = gather(alpha, ends, batch_dims=1)
    last = where(np.stack([np.ones_like(count), count], 1) > 0, last, constant(np.full(ends.shape, NEVER), x.dtype))
    return -reduce_logsumexp(last, 1)


SAMPLED = "weights biases labels inputs num_sampled num_classes num_true=1 sampled_values=None"
__getattr__ = rows(
    __name__,
    ("nn.weighted_cross_entropy_with_logits", "", "labels logits pos_weight name", _weighted),
    ("nn.l2_loss", "L2Loss", "t:T name", HALF_SQUARE, "Half the sum of squares."),
    ("nn.log_poisson_loss", "", "targets log_input compute_full_loss=False name", _poisson),
    ("nn.scale_regularization_loss", "", "regularization_loss", lambda loss: reduce_sum(as_floats(convert(loss)))),
    ("nn.compute_average_loss", "", "per_example_loss:any sample_weight=None global_batch_size=None", _average),
    ("nn.nce_loss", "", f"{SAMPLED} remove_accidental_hits=False name='nce_loss'",
     lambda *how: reduce_sum(sigmoid_cross_entropy_with_logits(*_sampled_logits(*how)), 1)),
    ("nn.sampled_softmax_loss", "", f"{SAMPLED} remove_accidental_hits=True seed=None name='sampled_softmax_loss'",
     lambda *how: softmax_cross_entropy_with_logits(*_sampled_logits(*how))),
    ("nn.ctc_loss", "", "labels logits label_length logit_length logits_time_major=True unique=None:- "
     "blank_index=None name", _aligned, "The negative logarithm of the likelihood of each row of dense labels, of "
     "shape (batch, longest); a blank stands between any two. logits: (time, batch, classes), or the batch first."),
)  # fmt: skip
