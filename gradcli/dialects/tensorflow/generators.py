"""tf.random.Generator: a stream whose place is a Variable, so that it can be saved, split and gone on with."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import philox
from .convert import convert
from .creation import zeros_like
from .dtypes import float32, int64
from .names import export
from .philox import RESERVED, Stream
from .random import full, normal_numbers, uniform_numbers
from .seeds import fresh
from .shaping import stack
from .tensor import EagerTensor
from .variable import Variable


@export("random.Generator", "random.experimental.Generator")
class Generator:
    """A stream of its own, whose state (two counters and a key) is a Variable."""

    def __init__(self, copy_from: Any = None, state: Any = None, alg: Any = None) -> None:
        start = copy_from.state if copy_from is not None else state
        self._state = Variable(convert(start, int64), dtype=int64, name="StateVar", trainable=False)

    @classmethod
    def from_seed(cls, seed: Any, alg: Any = None) -> Generator:
        """The stream of a seed."""
        found = np.asarray(convert(seed).value) if hasattr(seed, "dtype") else seed
        parts = [int(v) for v in np.reshape(found, -1)] if np.ndim(found) else [int(found)]
        return cls(state=[signed(v) for v in (*parts, 0, 0)[:3]])

    @classmethod
    def from_state(cls, state: Any, alg: Any = None) -> Generator:
        """The stream that stands there."""
        return cls(state=state)

    @classmethod
    def from_key_counter(cls, key: Any, counter: Any, alg: Any = None) -> Generator:
        """The stream of a key and two counters."""
        return cls(state=[*np.asarray(convert(counter).value).tolist(), int(np.ravel(convert(key).value)[0])])

    @classmethod
    def from_non_deterministic_state(cls, alg: Any = None) -> Generator:
        """A new stream."""
        return cls(state=[signed(fresh(64)) for _ in range(3)])

    state = property(lambda self: self._state)  # two counters and a key
    key = property(lambda self: self._state.read()[2])
    algorithm = 1  # Philox's number

    def draw(self, kernel: str, dtype: str, count: int) -> Stream:
        """The stream from here; the state moves on."""
        low, high, key = (int(v) & philox.MASK for v in self._state.held)
        found = Stream(key, low | high << 64)
        self.skip(count)
        return found

    def skip(self, delta: Any) -> Any:
        """Go on as if so many numbers were drawn."""
        low, high, key = (int(v) & philox.MASK for v in self._state.held)
        after = Stream(key, low | high << 64).skip(int(convert(delta).value) * RESERVED)
        counters = after.counter & philox.MASK, after.counter >> 64
        self._state.assign(np.array([signed(v) for v in (*counters, key)], np.int64))
        return self._state.read()

    def normal(self, shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = float32, name: Any = None) -> Any:
        """Normal numbers."""
        return normal_numbers(self.draw, shape, mean, stddev, dtype)

    def truncated_normal(
        self, shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = float32, name: Any = None
    ) -> Any:
        """Normal numbers within two standard deviations."""
        return normal_numbers(self.draw, shape, mean, stddev, dtype, kernel="truncated")

    def uniform(self, shape: Any, minval: Any = 0, maxval: Any = None, dtype: Any = float32, name: Any = None) -> Any:
        """Uniform numbers."""
        return uniform_numbers(self.draw, shape, minval, maxval, dtype)

    def uniform_full_int(self, shape: Any, dtype: Any = "uint64", name: Any = None) -> EagerTensor:
        """Whole numbers of all their bits."""
        return full(self.draw, shape, dtype)

    def make_seeds(self, count: Any = 1) -> Any:
        """Seeds for stateless ops, one a column."""
        keys = self.uniform_full_int([int(convert(count).value)], int64)
        return stack([keys, zeros_like(keys)])

    def split(self, count: Any = 1) -> list[Generator]:
        """Generators of their own."""
        keys = self.uniform_full_int([int(convert(count).value)], int64)
        return [Generator(state=[0, 0, int(k)]) for k in np.asarray(keys.value)]

    def reset(self, state: Any) -> None:
        """Go on from a state."""
        self._state.assign(convert(state, int64))

    def reset_from_seed(self, seed: Any) -> None:
        """Begin anew."""
        self._state.assign(Generator.from_seed(seed).state)


def signed(v: int) -> int:
    """64 bits as a signed number."""
    return (v & philox.MASK) - (2**64 if v >> 63 & 1 else 0)


_global: list[Generator] = []


@export("random.get_global_generator", "random.experimental.get_global_generator")
def get_global_generator() -> Generator:
    """The generator that everyone shares."""
    if not _global:
        _global.append(Generator.from_non_deterministic_state())
    return _global[0]


@export("random.set_global_generator", "random.experimental.set_global_generator")
def set_global_generator(generator: Generator) -> None:
    """Share another."""
    _global[:] = [generator]
