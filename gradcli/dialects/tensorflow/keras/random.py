"""Keras's random numbers: all stateless, from a seed and how often it was drawn from (see `..philox`)."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..ops import random as numbers
from ..ops.creation import ones, zeros, zeros_like
from ..ops.gathering import gather
from ..ops.padding import where
from ..tensors import as_dtype, cast, constant, convert, export, lengths, rows, shape
from ..tensors.tracing import set_seed
from .config import auto_name, floatx, name_scope, path
from .variable import KerasVariable

LARGEST = 2**31 - 2
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
        self.name = name or auto_name(self)
        with name_scope(self.name, self):
            self.state = KerasVariable(np.array([start, 0]), path("seed_generator_state"))

    def next(self, ordered: bool = True) -> Any:
        """The next seed of two numbers; ordered: of the same first one."""
        now = self.state.held
        self.state.move(now + np.array([0, 1]) if ordered else (now + 1) * 5387 % 933199)
        return convert(now)

    def get_config(self) -> dict[str, Any]:
        return {"seed": self.given, "name": self.name}


def drawn(seed: Any) -> Any:
    """The two numbers that a `seed` argument stands for."""
    if seed is None:
        if not _global:
            _global.append(SeedGenerator())
        pair = _global[0].next(ordered=False).value
    elif isinstance(seed, SeedGenerator):
        pair = seed.next().value
    else:
        pair = [convert(seed).numpy() if hasattr(seed, "dtype") else seed, 0]
    if np.ndim(pair) != 1 or not all(np.ndim(p) == 0 for p in pair):
        pair = np.ravel(np.asarray(pair[0]))
    return constant([int(p) % LARGEST for p in pair])


def _masked(x: Any, rate: Any, noise_shape: Any, seed: Any) -> Any:
    size, rate = noise_shape_of(x, noise_shape), rate if isinstance(rate, float | int) else float(convert(rate).value)
    kept = numbers.stateless_uniform(size, seed, dtype=x.dtype) >= rate
    return where(kept, x * (1.0 / (1.0 - rate)), zeros_like(x))


def noise_shape_of(x: Any, given: Any) -> tuple[int, ...]:
    """The shape of the noise; None stands for x's own length."""
    if isinstance(given, list | tuple):
        return tuple(n if d is None else int(d) for d, n in zip(given, shape(x)))
    return shape(x) if given is None else lengths(given)


def _whole(size: Any, low: Any, high: Any, dtype: Any, seed: Any) -> Any:
    if not as_dtype(dtype).is_integer:
        raise ValueError(f"`keras.random.randint` requires an integer `dtype`. Received: dtype={dtype} ")
    kind = "int32" if as_dtype(dtype).name == "int32" else "int64"
    return cast(numbers.stateless_uniform(size, drawn(seed), low, high, kind), dtype)


def _bernoulli(size: Any, p: Any, dtype: Any, seed: Any) -> Any:
    dtype = dtype or floatx()
    u = numbers.uniform(size, dtype=dtype, seed=np.random.randint(10_000_000) if seed is None else seed)
    return where(u <= p, ones(size, dtype), zeros(size, dtype))


NORMAL = "shape mean=0.0 stddev=1.0 dtype=None seed=None"
__getattr__ = rows(
    __name__,
    ("keras.random.normal", "", NORMAL, lambda size, mean, width, dtype, seed: numbers.stateless_normal(
        size, drawn(seed), mean, width, dtype or floatx()), "Normal numbers."),
    ("keras.random.truncated_normal", "", NORMAL, lambda size, mean, width, dtype, seed:
     numbers.stateless_truncated_normal(size, drawn(seed), mean, width, dtype or floatx()), "Within two deviations."),
    ("keras.random.uniform", "", "shape minval=0.0 maxval=1.0 dtype=None seed=None", lambda n, low, high, dtype, seed:
     numbers.stateless_uniform(n, drawn(seed), *(cast(end, dtype or floatx()) for end in (low, high)), as_dtype(
         dtype or floatx())), "Uniform numbers."),
    ("keras.random.randint", "", "shape minval maxval dtype='int32' seed=None", _whole, "Whole numbers."),
    ("keras.random.categorical", "", "logits num_samples dtype='int32' seed=None", lambda logits, count, dtype, seed:
     numbers.stateless_categorical(logits, count, drawn(seed), dtype), "Class numbers drawn from rows of logits."),
    ("keras.random.gamma", "", "shape alpha dtype=None seed=None", lambda size, alpha, dtype, seed:
     numbers.stateless_gamma(size, drawn(seed), alpha, dtype=dtype or floatx()), "Gamma numbers."),
    ("keras.random.shuffle", "", "x:any axis=0 seed=None", lambda x, axis, seed: gather(x, np.argsort(
        numbers.stateless_uniform([shape(x)[axis]], drawn(seed)).value), axis=axis), "Rows sorted by random numbers."),
    ("keras.random.dropout", "", "inputs:any rate noise_shape=None seed=None", lambda x, rate, size, seed: _masked(
        x, rate, size, drawn(seed)), "Elements set to 0 at random, the others scaled up."),
    ("nn.experimental.stateless_dropout", "", "x:any rate seed rng_alg=None:- noise_shape=None name",
     lambda x, rate, seed, size: _masked(x, rate, size, seed) if rate else x, "The same, by a seed of two numbers."),
    ("keras.backend.random_bernoulli", "", "shape p=0.0 dtype=None seed=None", _bernoulli, "Ones with probability p."),
)  # fmt: skip
