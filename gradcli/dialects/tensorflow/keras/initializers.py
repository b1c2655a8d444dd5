"""Keras's initializers: what weights begin with; from a seed TensorFlow's own numbers.

One made without a seed takes one from Python's generator, and gives the same numbers at each call.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..ops import random as numbers
from ..ops.creation import eye
from ..tensors import NAMES, cast, constant, convert, export, float32, lengths, rows, snake
from . import random
from .config import Settled, chosen, floatx
from .random import SeedGenerator, default_seed

MODES = ("fan_in", "fan_out", "fan_avg")
DISTRIBUTIONS = ("uniform", "truncated_normal", "untruncated_normal")
CUT = 0.87962566103423978  # the deviation of a normal distribution cut off at two


@export("keras.Initializer", "keras.initializers.Initializer", "initializers.Initializer")
class Initializer(Settled):
    """Makes tensors of a shape."""

    def __call__(self, shape: Any, dtype: Any = None, **ignored: Any) -> Any:
        raise NotImplementedError("Initializer subclasses must implement the `__call__()` method.")

    def clone(self) -> Any:
        return type(self).from_config(self.get_config())


class Constant(Initializer):
    """One number everywhere, or an array."""

    _settings = "value=0.0"

    def __call__(self, shape: Any, dtype: Any = None, **ignored: Any) -> Any:
        value = cast(self.value, dtype or floatx())
        return constant(np.broadcast_to(value.value, lengths(shape)), value.dtype)


Zeros, Ones = (
    type(title, (Constant,), {"value": value, "_settings": ""}) for title, value in (("Zeros", 0.0), ("Ones", 1.0))
)


class Identity(Initializer):
    """Identity matrices."""

    _settings = "gain=1.0"

    def __call__(self, shape: Any, dtype: Any = None, **ignored: Any) -> Any:
        size = lengths(shape)
        if len(size) != 2:
            raise ValueError(f"Identity matrix initializer can only be used for 2D matrices. Received: shape={shape}.")
        return self.gain * eye(*size, dtype=dtype or floatx())


class RandomInitializer(Initializer):
    """Random numbers, the same at each call; of a SeedGenerator, others at each call."""

    _settings = "seed=None"

    def get_config(self) -> dict[str, Any]:
        return {"seed": self.seed, **super().get_config()}

    def ready(self: Any) -> None:
        self._seed = default_seed() if self.seed is None else self.seed
        if not isinstance(self._seed, int | SeedGenerator):
            raise ValueError(f"`seed` should be a `keras.random.SeedGenerator()` or an integer. Received: {self.seed}")


def drawing(title: str, draw: Any, first: str, second: str, settings: str) -> type[RandomInitializer]:
    """An initializer of random numbers by two settings."""

    def call(self: Any, shape: Any, dtype: Any = None, **ignored: Any) -> Any:
        return draw(shape, getattr(self, first), getattr(self, second), dtype, self._seed)

    return type(title, (RandomInitializer,), {"_settings": settings, "__call__": call})


WIDTH = ("mean", "stddev", "mean=0.0 stddev=0.05 seed=None")
RandomNormal = drawing("RandomNormal", random.normal, *WIDTH)
TruncatedNormal = drawing("TruncatedNormal", random.truncated_normal, *WIDTH)
RandomUniform = drawing("RandomUniform", random.uniform, "minval", "maxval", "minval=-0.05 maxval=0.05 seed=None")


class VarianceScaling(RandomInitializer):
    """Random numbers whose variance is `scale` over the number of inputs, of outputs, or their mean.

    axes: of a call, those of the shape that are inputs, and those that are outputs, where they are not as in a
    convolution's kernel.
    """

    _settings = "scale=1.0 mode='fan_in' distribution='truncated_normal' seed=None"

    def ready(self: Any) -> None:
        if self.scale <= 0.0:
            raise ValueError(f"Argument `scale` must be positive float. Received: scale={self.scale}")
        if self.mode not in MODES:
            raise ValueError(f"Invalid `mode` argument: {self.mode}. Please use one of {set(MODES)}")
        kind = "truncated_normal" if self.distribution == "normal" else self.distribution.lower()
        if kind not in DISTRIBUTIONS:
            raise ValueError(f"Invalid `distribution` argument: {kind}. Please use one of {set(DISTRIBUTIONS)}")
        self.distribution = kind
        super().ready()

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "input_axes": None, "output_axes": None}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        return cls(**{word: value for word, value in config.items() if not word.endswith("_axes")})

    def __call__(self, shape: Any, dtype: Any = None, axes: Any = None, **ignored: Any) -> Any:
        size = lengths(shape)
        enter, leave = fans(size) if axes is None else (math.prod(size[a] for a in side) for side in axes)
        variance = self.scale / max(1.0, {"fan_in": enter, "fan_out": leave, "fan_avg": (enter + leave) / 2}[self.mode])
        if self.distribution == "truncated_normal":
            return random.truncated_normal(size, 0.0, math.sqrt(variance) / CUT, dtype, self._seed)
        if self.distribution == "untruncated_normal":
            return random.normal(size, 0.0, math.sqrt(variance), dtype, self._seed)
        limit = math.sqrt(3.0 * variance)
        return random.uniform(size, -limit, limit, dtype, self._seed)


def fans(size: tuple[int, ...]) -> tuple[int, int]:
    """How many inputs and outputs a weight of that shape joins."""
    if len(size) < 2:
        return (size[0], size[0]) if size else (1, 1)
    field = math.prod(size[:-2])
    return size[-2] * field, size[-1] * field


def scaled(name: str, scale: float, mode: str, distribution: str) -> type[VarianceScaling]:
    """A VarianceScaling of one kind, made with a seed alone."""
    about = {"scale": scale, "mode": mode, "distribution": distribution, "_settings": "seed=None"}
    axes = {"input_axes": None, "output_axes": None}
    return type(name, (VarianceScaling,), {**about, "get_config": lambda self: {"seed": self.seed, **axes}})


class Orthogonal(RandomInitializer):
    """Matrices with rows, or columns, of length 1 at right angles."""

    _settings = "gain=1.0 seed=None"

    def __call__(self, shape: Any, dtype: Any = None, **ignored: Any) -> Any:
        size = lengths(shape)
        if len(size) < 2:
            raise ValueError(f"The tensor to initialize must be at least two-dimensional. Received: shape={shape}.")
        rows, columns = math.prod(size[:-1]), size[-1]
        drawn = random.normal((max(rows, columns), min(rows, columns)), dtype=dtype, seed=self._seed)
        q, r = np.linalg.qr(np.asarray(drawn.value))
        q = q * np.sign(np.diag(r))
        return constant(self.gain * (q.T if rows < columns else q).reshape(size), drawn.dtype)


CLASSES: dict[str, type[Initializer]] = {
    "Zeros": Zeros, "Ones": Ones, "Constant": Constant, "Identity": Identity, "RandomNormal": RandomNormal,
    "TruncatedNormal": TruncatedNormal, "RandomUniform": RandomUniform, "VarianceScaling": VarianceScaling,
    "Orthogonal": Orthogonal, "OrthogonalInitializer": Orthogonal, "IdentityInitializer": Identity,
    **{
        f"{author}{kind}": scaled(f"{author}{kind}", scale, mode, kind.lower())
        for author, scale, mode in (("Glorot", 1.0, "fan_avg"), ("He", 2.0, "fan_in"), ("Lecun", 1.0, "fan_in"))
        for kind in ("Uniform", "Normal")
    },
}  # fmt: skip
SPELLED: dict[str, Any] = {**CLASSES, **{snake(name): cls for name, cls in CLASSES.items()}, "normal": RandomNormal,
           "uniform": RandomUniform, "one": Ones, "zero": Zeros}  # fmt: skip
for _name, _cls in SPELLED.items():
    NAMES[f"keras.initializers.{_name}"] = NAMES[f"initializers.{_name}"] = _cls


get = chosen("initializer", "keras.initializers initializers", SPELLED, Constant)

# TensorFlow's own two, which draw anew at each call where they have no seed


def _drawing(kind: str) -> Any:
    """An initializer by one of tf.random's functions."""

    def made(first: Any, second: Any, seed: Any) -> Any:
        def draw(shape: Any, dtype: Any = float32, **ignored: Any) -> Any:
            if seed is None:
                return getattr(numbers, kind)(shape, first, second, dtype)
            return getattr(numbers, f"stateless_{kind}")(shape, [convert(seed), 0], first, second, dtype)

        return draw

    return made


__getattr__ = rows(
    __name__,
    ("random_normal_initializer", "", "mean=0.0 stddev=0.05 seed=None", _drawing("normal"), "Makes normal numbers."),
    ("random_uniform_initializer", "", "minval=-0.05 maxval=0.05 seed=None", _drawing("uniform")),
)  # fmt: skip
