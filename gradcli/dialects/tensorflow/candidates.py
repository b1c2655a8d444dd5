"""tf.nn's losses over a few sampled classes of many (Gutmann and Hyvarinen 2010; Jean et al. 2015)."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import numpy as np

from . import philox
from .casting import cast
from .convert import constant, convert
from .elementary import log, subtract
from .entropies import sigmoid_cross_entropy_with_logits, softmax_cross_entropy_with_logits
from .errors import invalid
from .gathering import embedding_lookup
from .names import export
from .operands import numbers, shape
from .padding import stop_gradient
from .products import matmul
from .random import stateful
from .reductions import reduce_sum
from .shaping import concat, expand_dims, reshape

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
    total, stream, block = np.log1p(range_max), stateful(seed)("uniform", "float64", BLOCK * num_sampled), BLOCK
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
    """(logits of the true and the sampled classes, less the logarithms of how often they are expected; labels)."""
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
        hits = (numbers(labels).reshape(-1, num_true)[:, :, None] == numbers(sampled)).any(1)
        sampled_logits = sampled_logits + constant(np.where(hits, LOWEST, 0.0), x.dtype)
    true_logits = subtract(true_logits, log(cast(expected, x.dtype)))
    sampled_logits = subtract(sampled_logits, log(cast(expected_sampled, x.dtype)))
    targets = [np.full(shape(true_logits), 1.0 / num_true), np.zeros(shape(sampled_logits))]
    return concat([true_logits, sampled_logits], 1), constant(np.concatenate(targets, 1), x.dtype)


@export("nn.nce_loss")
def nce_loss(
    weights: Any, biases: Any, labels: Any, inputs: Any, num_sampled: int, num_classes: int, num_true: int = 1,
    sampled_values: Any = None, remove_accidental_hits: bool = False, name: str = "nce_loss",
) -> Any:  # fmt: skip
    """Noise-contrastive estimation: each true class and each sampled one told apart from noise."""
    about = (num_sampled, num_classes, num_true, sampled_values, remove_accidental_hits, None)
    logits, targets = _sampled_logits(weights, biases, labels, inputs, *about)
    return reduce_sum(sigmoid_cross_entropy_with_logits(targets, logits), 1)


@export("nn.sampled_softmax_loss")
def sampled_softmax_loss(
    weights: Any, biases: Any, labels: Any, inputs: Any, num_sampled: int, num_classes: int, num_true: int = 1,
    sampled_values: Any = None, remove_accidental_hits: bool = True, seed: Any = None,
    name: str = "sampled_softmax_loss",
) -> Any:  # fmt: skip
    """The cross entropy with the true classes among those and the sampled ones."""
    about = (num_sampled, num_classes, num_true, sampled_values, remove_accidental_hits, seed)
    logits, targets = _sampled_logits(weights, biases, labels, inputs, *about)
    return softmax_cross_entropy_with_logits(targets, logits)
