"""Distributions as scripts use them: tf.compat.v1.distributions, and the same names of tensorflow_probability's."""

from __future__ import annotations

import math
from typing import Any

from .convert import convert
from .creation import one_hot
from .elementary import erfc, exp, log, log1p, sigmoid, sqrt, square
from .entropies import sigmoid_cross_entropy_with_logits
from .names import ONLY_V1
from .neural import log_softmax, softmax
from .operands import cast, lengths, shape
from .random import categorical, normal, uniform
from .reductions import reduce_sum
from .shaping import reshape, transpose

ROOT = math.log(2 * math.pi) / 2


def sized(sample_shape: Any) -> tuple[int, ...]:
    """A sample's shape as numbers."""
    return lengths(sample_shape) if sample_shape != () else ()


class Distribution:
    """What all have: a density by its logarithm."""

    def log_prob(self, value: Any, name: Any = None) -> Any:
        """The logarithm of the density."""
        raise NotImplementedError

    def prob(self, value: Any, name: Any = None) -> Any:
        """The density."""
        return exp(self.log_prob(value))

    def sample(self, sample_shape: Any = (), seed: Any = None, name: Any = None) -> Any:
        """Random values, differentiable where they are reparametrised."""
        raise NotImplementedError

    def variance(self, name: Any = None) -> Any:
        """The variance."""
        return square(self.stddev())

    def stddev(self, name: Any = None) -> Any:
        """The deviation."""
        return sqrt(self.variance())


class Normal(Distribution):
    """The normal distribution."""

    def __init__(self, loc: Any, scale: Any, **ignored: Any) -> None:
        self.loc = convert(loc) if not hasattr(scale, "dtype") else convert(loc, None, scale.dtype)
        self.scale = convert(scale, None, self.loc.dtype)

    def log_prob(self, value: Any, name: Any = None) -> Any:
        """The logarithm of the density."""
        z = (convert(value, None, self.loc.dtype) - self.loc) / self.scale
        return -0.5 * square(z) - (ROOT + log(self.scale))

    def cdf(self, value: Any, name: Any = None) -> Any:
        """How likely less is."""
        return 0.5 * erfc((self.loc - value) / (self.scale * math.sqrt(2.0)))

    def sample(self, sample_shape: Any = (), seed: Any = None, name: Any = None) -> Any:
        """loc + scale * noise."""
        batch = shape(self.loc + self.scale)
        noise = normal((*sized(sample_shape), *batch), dtype=self.loc.dtype, seed=seed)
        return noise * self.scale + self.loc

    def mean(self, name: Any = None) -> Any:
        """The mean."""
        return self.loc + 0.0 * self.scale

    def stddev(self, name: Any = None) -> Any:
        """The deviation."""
        return self.scale + 0.0 * self.loc

    def entropy(self, name: Any = None) -> Any:
        """How much a value tells."""
        return 0.5 + ROOT + log(self.stddev())

    def kl_divergence(self, other: Normal, name: Any = None) -> Any:
        """How much more another distribution takes to tell values of this one."""
        ratio = square(self.scale / other.scale)
        return 0.5 * (ratio + square((self.loc - other.loc) / other.scale) - 1.0 - log(ratio))


class MultivariateNormalDiag(Normal):
    """Independent normal distributions, as one."""

    def __init__(self, loc: Any = None, scale_diag: Any = None, **ignored: Any) -> None:
        scale = 1.0 if scale_diag is None else scale_diag
        super().__init__(0.0 if loc is None else loc, scale)

    def log_prob(self, value: Any, name: Any = None) -> Any:
        """The sum of the logarithms."""
        return reduce_sum(super().log_prob(value), -1)

    def entropy(self, name: Any = None) -> Any:
        """The sum of the entropies."""
        return reduce_sum(super().entropy(), -1)

    def kl_divergence(self, other: Normal, name: Any = None) -> Any:
        """The sum of the divergences."""
        return reduce_sum(super().kl_divergence(other), -1)


class Bernoulli(Distribution):
    """1 with a probability, else 0."""

    def __init__(self, logits: Any = None, probs: Any = None, dtype: Any = "int32", **ignored: Any) -> None:
        self.dtype = dtype
        if logits is not None:
            self.logits = convert(logits)
            self.probs = sigmoid(self.logits)
        else:
            self.probs = convert(probs)
            self.logits = log(self.probs) - log1p(-self.probs)

    def log_prob(self, value: Any, name: Any = None) -> Any:
        """The logarithm of the probability."""
        v = cast(convert(value), self.logits.dtype)
        like = v + 0.0 * self.logits
        return -sigmoid_cross_entropy_with_logits(labels=like, logits=self.logits + 0.0 * like)

    def sample(self, sample_shape: Any = (), seed: Any = None, name: Any = None) -> Any:
        """Zeros and ones; no gradient passes."""
        size = (*sized(sample_shape), *shape(self.probs))
        return cast(uniform(size, dtype=self.probs.dtype, seed=seed) < self.probs, self.dtype)

    def mean(self, name: Any = None) -> Any:
        """The probability."""
        return self.probs

    def variance(self, name: Any = None) -> Any:
        """p (1 - p)."""
        return self.probs * (1.0 - self.probs)

    def entropy(self, name: Any = None) -> Any:
        """How much a value tells."""
        return sigmoid_cross_entropy_with_logits(labels=self.probs, logits=self.logits)


class Categorical(Distribution):
    """One of several classes."""

    def __init__(self, logits: Any = None, probs: Any = None, dtype: Any = "int32", **ignored: Any) -> None:
        self.logits, self.dtype = convert(logits) if logits is not None else log(convert(probs)), dtype

    @property
    def probs(self) -> Any:
        """The probabilities."""
        return softmax(self.logits)

    def log_prob(self, value: Any, name: Any = None) -> Any:
        """The logarithm of the probability."""
        rows = one_hot(cast(convert(value), "int32"), shape(self.logits)[-1], dtype=self.logits.dtype)
        return reduce_sum(log_softmax(self.logits) * rows, -1)

    def sample(self, sample_shape: Any = (), seed: Any = None, name: Any = None) -> Any:
        """Class numbers; no gradient passes."""
        size, batch = sized(sample_shape), shape(self.logits)[:-1]
        rows = reshape(self.logits, [-1, shape(self.logits)[-1]])
        drawn = categorical(rows, math.prod(size), dtype=self.dtype, seed=seed)
        return reshape(transpose(drawn), [*size, *batch])

    def entropy(self, name: Any = None) -> Any:
        """How much a value tells."""
        return -reduce_sum(softmax(self.logits) * log_softmax(self.logits), -1)

    def kl_divergence(self, other: Categorical, name: Any = None) -> Any:
        """How much more another distribution takes to tell values of this one."""
        return reduce_sum(softmax(self.logits) * (log_softmax(self.logits) - log_softmax(other.logits)), -1)


def kl_divergence(distribution_a: Any, distribution_b: Any, allow_nan_stats: bool = True, name: Any = None) -> Any:
    """How much more b takes to tell values of a."""
    return distribution_a.kl_divergence(distribution_b)


OFFERED: dict[str, Any] = {
    "Normal": Normal, "Bernoulli": Bernoulli, "Categorical": Categorical, "Distribution": Distribution,
    "kl_divergence": kl_divergence,
}  # fmt: skip
for _name, _thing in OFFERED.items():
    ONLY_V1[f"distributions.{_name}"] = _thing
PROBABILITY = {**OFFERED, "MultivariateNormalDiag": MultivariateNormalDiag}
