"""Distributions as scripts use them: tf.compat.v1.distributions, and the same names of tensorflow_probability's."""

from __future__ import annotations

import math
from typing import Any

from ..tensors import ONLY_V1, cast, convert, lengths, methods, shape
from .creation import one_hot
from .elementary import erfc, exp, log, log1p, sigmoid, sqrt, square
from .entropies import sigmoid_cross_entropy_with_logits
from .neural import log_softmax, softmax
from .random import categorical, normal, uniform
from .reductions import reduce_sum
from .shaping import reshape, transpose

ROOT = math.log(2 * math.pi) / 2


def sized(sample_shape: Any) -> tuple[int, ...]:
    """A sample's shape as numbers."""
    return lengths(sample_shape) if sample_shape != () else ()


class Distribution:
    """What all have: a density, by its logarithm."""


class Normal(Distribution):
    """The normal distribution."""

    def __init__(self, loc: Any, scale: Any, **ignored: Any) -> None:
        self.loc = convert(loc) if not hasattr(scale, "dtype") else convert(loc, None, scale.dtype)
        self.scale = convert(scale, None, self.loc.dtype)


class MultivariateNormalDiag(Normal):
    """Independent normal distributions, as one."""

    def __init__(self, loc: Any = None, scale_diag: Any = None, **ignored: Any) -> None:
        super().__init__(0.0 if loc is None else loc, 1.0 if scale_diag is None else scale_diag)


class Bernoulli(Distribution):
    """1 with a probability, else 0."""

    def __init__(self, logits: Any = None, probs: Any = None, dtype: Any = "int32", **ignored: Any) -> None:
        self.dtype, given = dtype, convert(probs if logits is None else logits)
        self.probs = given if logits is None else sigmoid(given)
        self.logits = log(given) - log1p(-given) if logits is None else given


class Categorical(Distribution):
    """One of several classes."""

    def __init__(self, logits: Any = None, probs: Any = None, dtype: Any = "int32", **ignored: Any) -> None:
        self.logits, self.dtype = convert(logits) if logits is not None else log(convert(probs)), dtype

    probs = property(lambda self: softmax(self.logits), doc="The probabilities.")


def _normal_divergence(d: Normal, other: Normal) -> Any:
    ratio = square(d.scale / other.scale)
    return 0.5 * (ratio + square((d.loc - other.loc) / other.scale) - 1.0 - log(ratio))


def _class_sample(d: Categorical, sample_shape: Any, seed: Any) -> Any:
    size, batch = sized(sample_shape), shape(d.logits)[:-1]
    drawn = categorical(reshape(d.logits, [-1, shape(d.logits)[-1]]), math.prod(size), dtype=d.dtype, seed=seed)
    return reshape(transpose(drawn), [*size, *batch])


def _summed(name: str) -> Any:
    """What a normal distribution has, summed over independent ones."""
    return lambda d, *about: reduce_sum(getattr(Normal, name)(d, *about), -1)


LOG_PROB, SAMPLE = ("log_prob", "value name"), ("sample", "sample_shape=() seed=None name")
TELLS, TAKES = "How much a value tells.", "How much more another distribution takes to tell values of this one."
DENSITY, DRAWN = "The logarithm of the density.", "Random values, differentiable where they are reparametrised."
methods(
    Distribution,
    ("prob", "value name", lambda d, value: exp(d.log_prob(value)), "The density."),
    ("variance", "name", lambda d: square(d.stddev()), "The variance."),
    ("stddev", "name", lambda d: sqrt(d.variance()), "The deviation."),
)  # fmt: skip
methods(
    Normal,
    (*LOG_PROB, lambda d, value: -0.5 * square((convert(value, None, d.loc.dtype) - d.loc) / d.scale) - (
        ROOT + log(d.scale)), DENSITY),
    ("cdf", "value name", lambda d, value: 0.5 * erfc((d.loc - value) / (d.scale * math.sqrt(2.0)))),
    (*SAMPLE, lambda d, size, seed: normal((*sized(size), *shape(d.loc + d.scale)), dtype=d.loc.dtype, seed=seed)
     * d.scale + d.loc, DRAWN),
    ("mean", "name", lambda d: d.loc + 0.0 * d.scale, "The mean."),
    ("stddev", "name", lambda d: d.scale + 0.0 * d.loc, "The deviation."),
    ("entropy", "name", lambda d: 0.5 + ROOT + log(d.stddev()), TELLS),
    ("kl_divergence", "other name", _normal_divergence, TAKES),
)  # fmt: skip
methods(
    MultivariateNormalDiag,
    (*LOG_PROB, _summed("log_prob"), DENSITY),
    ("entropy", "name", _summed("entropy"), TELLS),
    ("kl_divergence", "other name", _summed("kl_divergence"), TAKES),
)  # fmt: skip
methods(
    Bernoulli,
    (*LOG_PROB, lambda d, value: -sigmoid_cross_entropy_with_logits(
        labels=(like := cast(value, d.logits.dtype) + 0.0 * d.logits), logits=d.logits + 0.0 * like), DENSITY),
    (*SAMPLE, lambda d, size, seed: cast(uniform(
        (*sized(size), *shape(d.probs)), dtype=d.probs.dtype, seed=seed) < d.probs, d.dtype), DRAWN),
    ("mean", "name", lambda d: d.probs, "The probability."),
    ("variance", "name", lambda d: d.probs * (1.0 - d.probs), "p (1 - p)."),
    ("entropy", "name", lambda d: sigmoid_cross_entropy_with_logits(labels=d.probs, logits=d.logits), TELLS),
)  # fmt: skip
methods(
    Categorical,
    (*LOG_PROB, lambda d, value: reduce_sum(log_softmax(d.logits) * one_hot(
        cast(value, "int32"), shape(d.logits)[-1], dtype=d.logits.dtype), -1), DENSITY),
    (*SAMPLE, _class_sample, DRAWN),
    ("entropy", "name", lambda d: -reduce_sum(softmax(d.logits) * log_softmax(d.logits), -1), TELLS),
    ("kl_divergence", "other name", lambda d, other: reduce_sum(
        softmax(d.logits) * (log_softmax(d.logits) - log_softmax(other.logits)), -1), TAKES),
)  # fmt: skip


def kl_divergence(distribution_a: Any, distribution_b: Any, allow_nan_stats: bool = True, name: Any = None) -> Any:
    """How much more b takes to tell values of a."""
    return distribution_a.kl_divergence(distribution_b)


OFFERED: dict[str, Any] = {
    "Normal": Normal, "Bernoulli": Bernoulli, "Categorical": Categorical, "Distribution": Distribution,
    "kl_divergence": kl_divergence,
}  # fmt: skip
ONLY_V1.update({f"distributions.{name}": thing for name, thing in OFFERED.items()})
PROBABILITY = {**OFFERED, "MultivariateNormalDiag": MultivariateNormalDiag}
