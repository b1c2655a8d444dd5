"""Layers that are random in training, and nothing otherwise; TensorFlow's own numbers from a seed."""

from __future__ import annotations

from typing import Any

from ...ops.padding import where
from ...tensors import NAMES, export, shape
from ..activations import L1L2
from ..layer import Layer
from ..random import SeedGenerator, dropout, normal, uniform
from .core import simple

ALPHA = -1.6732632423543772 * 1.0507009873554805  # what selu makes of minus infinity


class Noise(Layer):
    """A layer with a seed, which is drawn from in training where there is any noise."""

    supports_masking = True
    amount = property(lambda self: self.stddev if hasattr(self, "stddev") else self.rate, doc="How much noise.")

    def ready(self: Any) -> None:
        if self.amount > 0:
            self.seed_generator = SeedGenerator(self.seed)

    def call(self, inputs: Any, training: Any = False) -> Any:
        return self.changed(inputs) if training and self.amount > 0 else inputs


@export("keras.layers.Dropout")
class Dropout(Noise):
    """Elements set to 0 at random, the others scaled up."""

    _settings = "rate noise_shape=None seed=None"

    def ready(self: Any) -> None:
        super().ready()
        if not 0 <= self.rate <= 1:
            raise ValueError(f"Invalid value received for argument `rate`. Expected a float value between 0 and 1. "
                             f"Received: rate={self.rate}")  # fmt: skip

    def changed(self, x: Any) -> Any:
        return dropout(x, self.rate, self.noise_shape, self.seed_generator)


def _alpha(self: Any, x: Any) -> Any:
    kept = uniform(self.noise_shape or x.shape, seed=self.seed_generator) >= self.rate
    a = ((1 - self.rate) * (1 + self.rate * ALPHA**2)) ** -0.5
    return a * where(kept, x, ALPHA) - a * ALPHA * self.rate


NOISES: tuple[tuple[str, type[Noise], str, Any, str], ...] = (
    *((f"SpatialDropout{n}D", Dropout, "rate data_format=None seed=None", lambda self, x, n=n: dropout(
        x, self.rate, (shape(x)[0], *(1,) * n, shape(x)[-1]), self.seed_generator), "Whole channels dropped at random.")
      for n in (1, 2, 3)),
    ("GaussianNoise", Noise, "stddev seed=None", lambda self, x: x + normal(
        shape(x), 0.0, self.stddev, x.dtype, self.seed_generator), "Normal numbers added."),
    ("GaussianDropout", Noise, "rate seed=None", lambda self, x: x * normal(
        shape(x), 1.0, (self.rate / (1.0 - self.rate)) ** 0.5, x.dtype, self.seed_generator),
     "Normal numbers about 1 multiplied."),
    ("AlphaDropout", Noise, "rate noise_shape=None seed=None", _alpha,
     "Dropout that keeps mean and variance behind selu (Klambauer et al. 2017)."),
)  # fmt: skip
for _title, _base, _words, _made, _doc in NOISES:
    NAMES[f"keras.layers.{_title}"] = type(_title, (_base,), {"_settings": _words, "changed": _made, "__doc__": _doc})


_quiet: Any = simple("ActivityRegularization", lambda self, x: x, "A penalty on the input.", "l1=0.0 l2=0.0")
_quiet.ready = lambda self: setattr(self, "activity_regularizer", L1L2(self.l1, self.l2))
