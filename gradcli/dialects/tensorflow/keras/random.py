"""Keras's random numbers: all stateless, from a seed and how often it was drawn from (see `..philox`)."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import random as numbers
from ..convert import constant, convert
from ..creation import ones, zeros, zeros_like
from ..dtypes import as_dtype
from ..gathering import gather
from ..names import export
from ..operands import cast, lengths, shape
from ..padding import where
from ..tracing import set_seed
from ..variable import Variable
from .config import floatx

LARGEST = 2**31 - 2
SYMBOLIC = [0, 0]  # how deep we are in calls that move no state (they draw); of those, with lengths made up
_global: list[SeedGenerator] = []


@export("keras.utils.set_random_seed")
def set_random_seed(seed: int) -> None:
    """Begin Python's, NumPy's and TensorFlow's random numbers anew. ValueError for what is no int."""
    if not isinstance(seed, int):
        raise ValueError(f"Expected `seed` argument to be an integer. Received: seed={seed} (of type {type(seed)})")
    import random

    _global.clear()
    random.seed(seed)
    np.random.seed(seed)
    set_seed(seed)


def default_seed() -> int:
    """A seed where none was given: of Python's own generator, as Keras has it."""
    from random import randint

    return randint(1, int(1e9))


@export("keras.random.SeedGenerator")
class SeedGenerator:
    """A seed, and how often it was drawn from."""

    def __init__(self, seed: Any = None, name: Any = None, **ignored: Any) -> None:
        self.given = seed
        start = default_seed() if seed is None else seed
        if not isinstance(start, int):
            raise ValueError(f"Argument `seed` must be an integer. Received: seed={seed}")
        self.state = Variable(np.array([start, 0], np.uint32), trainable=False, name="seed_generator_state")

    def next(self, ordered: bool = True) -> Any:
        """The next seed of two numbers."""
        now = np.asarray(self.state.held)
        if not SYMBOLIC[0]:
            self.state.held = now + np.array([0, 1], np.uint32)
        return now

    def get_config(self) -> dict[str, Any]:
        """What it was made with."""
        return {"seed": self.given}


def drawn(seed: Any) -> Any:
    """The two numbers that a `seed` argument stands for."""
    if seed is None:
        if not _global:
            _global.append(SeedGenerator())
        seed = _global[0]
    pair = (
        seed.next()
        if isinstance(seed, SeedGenerator)
        else [convert(seed).numpy() if hasattr(seed, "dtype") else seed, 0]
    )
    if np.ndim(pair) != 1 or not all(np.ndim(p) == 0 for p in pair):
        pair = np.ravel(np.asarray(pair[0]))
    return constant([int(p) % LARGEST for p in pair])


@export("keras.random.normal")
def normal(shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    """Normal numbers."""
    return numbers.stateless_normal(shape, drawn(seed), mean, stddev, dtype or floatx())


@export("keras.random.truncated_normal")
def truncated_normal(shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    """Normal numbers within two standard deviations."""
    return numbers.stateless_truncated_normal(shape, drawn(seed), mean, stddev, dtype or floatx())


@export("keras.random.uniform")
def uniform(shape: Any, minval: Any = 0.0, maxval: Any = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    """Uniform numbers."""
    kind = as_dtype(dtype or floatx())
    return numbers.stateless_uniform(shape, drawn(seed), minval, maxval, kind)


@export("keras.random.randint")
def randint(shape: Any, minval: Any, maxval: Any, dtype: Any = "int32", seed: Any = None) -> Any:
    """Whole numbers."""
    return cast(numbers.stateless_uniform(shape, drawn(seed), minval, maxval, "int32"), dtype)


@export("keras.random.categorical")
def categorical(logits: Any, num_samples: Any, dtype: Any = "int32", seed: Any = None) -> Any:
    """Class numbers drawn from rows of logits."""
    return numbers.stateless_categorical(logits, num_samples, drawn(seed), dtype)


@export("keras.random.gamma")
def gamma(shape: Any, alpha: Any, dtype: Any = None, seed: Any = None) -> Any:
    """Gamma numbers."""
    return numbers.stateless_gamma(shape, drawn(seed), alpha, dtype=dtype or floatx())


@export("keras.random.shuffle")
def shuffle(x: Any, axis: int = 0, seed: Any = None) -> Any:
    """The rows in another order: sorted by random numbers."""
    x = convert(x)
    return gather(x, np.argsort(numbers.stateless_uniform([shape(x)[axis]], drawn(seed)).value), axis=axis)


def masked(x: Any, rate: float, noise_shape: Any, seed: Any) -> Any:
    """x with elements set to 0 at random, the others scaled up."""
    size = noise_shape_of(x, noise_shape)
    kept = numbers.stateless_uniform(size, seed, dtype=x.dtype) >= rate
    return where(kept, x * (1.0 / (1.0 - rate)), zeros_like(x))


def noise_shape_of(x: Any, given: Any) -> tuple[int, ...]:
    """The shape of the noise; None stands for x's own length."""
    if given is None:
        return shape(x)
    return (
        tuple(n if d is None else int(d) for d, n in zip(given, shape(x)))
        if isinstance(given, list | tuple)
        else lengths(given)
    )


@export("keras.random.dropout")
def dropout(inputs: Any, rate: Any, noise_shape: Any = None, seed: Any = None) -> Any:
    """Elements set to 0 at random, the others scaled up."""
    return masked(convert(inputs), float(rate), noise_shape, drawn(seed))


@export("nn.experimental.stateless_dropout")
def stateless_dropout(
    x: Any, rate: Any, seed: Any, rng_alg: Any = None, noise_shape: Any = None, name: Any = None
) -> Any:
    """Elements set to 0 at random, by a seed of two numbers."""
    x = convert(x)
    return masked(x, float(convert(rate).value), noise_shape, seed) if rate else x


@export("keras.backend.random_bernoulli")
def random_bernoulli(shape: Any, p: float = 0.0, dtype: Any = None, seed: Any = None) -> Any:
    """Ones with probability p."""
    dtype = dtype or floatx()
    u = numbers.uniform(shape, dtype=dtype, seed=np.random.randint(10_000_000) if seed is None else seed)
    return where(u <= p, ones(shape, dtype), zeros(shape, dtype))
