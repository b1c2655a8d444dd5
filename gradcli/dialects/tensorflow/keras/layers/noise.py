"""Layers that are random in training, and nothing otherwise; TensorFlow's own numbers from a seed."""

from __future__ import annotations

from typing import Any

from ...ops.padding import where
from ...tensors.names import NAMES, export
from ..activations import L1L2
from ..layer import Layer
from ..random import SeedGenerator, dropout, normal, uniform

ALPHA = -1.6732632423543772 * 1.0507009873554805  # what selu makes of minus infinity


class Noise(Layer):
    """A layer with a seed."""

    supports_masking, amount = True, "rate"

    def ready(self: Any) -> None:
        if getattr(self, self.amount) > 0:
            self.seed_generator = SeedGenerator(self.seed)


@export("keras.layers.Dropout")
class Dropout(Noise):
    """Elements set to 0 at random, the others scaled up."""

    _settings = "rate noise_shape=None seed=None"

    def ready(self: Any) -> None:
        super().ready()
        if not 0 <= self.rate <= 1:
            raise ValueError(f"Invalid value received for argument `rate`. Expected a float value between 0 and 1. "
                             f"Received: rate={self.rate}")  # fmt: skip

    def shape_of_noise(self, inputs: Any) -> Any:
        """The shape in which the noise is drawn."""
        return self.noise_shape

    def call(self, inputs: Any, training: Any = False) -> Any:
        if not training or self.rate <= 0:
            return inputs
        return dropout(inputs, self.rate, self.shape_of_noise(inputs), self.seed_generator)


def spatial(axes: int) -> type[Dropout]:
    """Dropout of whole channels."""

    def shape_of_noise(self: Dropout, inputs: Any) -> Any:
        return (inputs.shape[0], *(1,) * axes, inputs.shape[-1])

    return type(
        f"SpatialDropout{axes}D",
        (Dropout,),
        {"shape_of_noise": shape_of_noise, "noise_shape": None, "_settings": "rate data_format=None seed=None"},
    )


for _axes in (1, 2, 3):
    NAMES[f"keras.layers.SpatialDropout{_axes}D"] = spatial(_axes)


@export("keras.layers.GaussianNoise")
class GaussianNoise(Noise):
    """Normal numbers added."""

    amount, _settings = "stddev", "stddev seed=None"

    def call(self, inputs: Any, training: Any = False) -> Any:
        if not training or self.stddev <= 0:
            return inputs
        return inputs + normal(inputs.shape, 0.0, self.stddev, inputs.dtype, self.seed_generator)


@export("keras.layers.GaussianDropout")
class GaussianDropout(Noise):
    """Normal numbers about 1 multiplied."""

    _settings = "rate seed=None"

    def call(self, inputs: Any, training: Any = False) -> Any:
        if not training or self.rate <= 0:
            return inputs
        stddev = (self.rate / (1.0 - self.rate)) ** 0.5
        return inputs * normal(inputs.shape, 1.0, stddev, inputs.dtype, self.seed_generator)


@export("keras.layers.AlphaDropout")
class AlphaDropout(Noise):
    """Dropout that keeps mean and variance behind selu (Klambauer et al. 2017)."""

    _settings = "rate noise_shape=None seed=None"

    def call(self, inputs: Any, training: Any = False) -> Any:
        if not training or self.rate <= 0:
            return inputs
        kept = uniform(self.noise_shape or inputs.shape, seed=self.seed_generator) >= self.rate
        a = ((1 - self.rate) * (1 + self.rate * ALPHA**2)) ** -0.5
        return a * where(kept, inputs, ALPHA) - a * ALPHA * self.rate


@export("keras.layers.ActivityRegularization")
class ActivityRegularization(Layer):
    """A penalty on the input."""

    supports_masking = True

    def __init__(self, l1: float = 0.0, l2: float = 0.0, **about: Any) -> None:
        super().__init__(activity_regularizer=L1L2(l1, l2), **about)

    def call(self, inputs: Any) -> Any:
        return inputs
