"""Which stream an op draws from: of the global seed, its own seed, and what was drawn before, as TensorFlow has it."""

from __future__ import annotations

import random
import secrets
from typing import Any

from . import philox
from .log import warn
from .names import export
from .philox import RESERVED, Stream
from .tracing import DEPTH

DEFAULT = 87654321  # the global seed of ops that have one of their own, where none was set
LARGEST = 2**31 - 1
UNKNOWN = (
    "random ops without a seed inside a tf.function or Dataset.map draw from gradcli's own seeds: TensorFlow's depend "
    "on its graph. Give the op a seed= to draw TensorFlow's numbers"
)


class Seeds:
    """The global seed, the seeds that follow from it, and where the streams of ops with seeds of their own stand."""

    def __init__(self) -> None:
        self.first: int | None = None  # the global seed
        self.next = random.Random()
        self.streams: dict[Any, Stream] = {}

    def set(self, seed: int) -> None:
        """Begin all streams anew."""
        self.first, self.next, self.streams = seed, random.Random(seed), {}

    def pair(self, seed: int | None) -> tuple[int, int]:
        """The two seeds of an op; two new ones where nothing was set."""
        if seed is None and self.first is None:
            return secrets.randbits(31), secrets.randbits(31)
        if seed is None:
            if DEPTH[0]:
                warn(UNKNOWN, 1, "seedless")
            seed = self.next.randint(0, LARGEST)
        found = (DEFAULT if self.first is None else self.first) % LARGEST, seed % LARGEST
        return found if any(found) else (0, LARGEST)

    def reserve(self, kernel: str, dtype: str, seed: Any, blocks: int) -> Stream:
        """The stream of an op, which goes on behind these blocks at its next call if it has a seed of its own."""
        pair = self.pair(None if seed is None else int(seed))
        if seed is None:
            return philox.seeded(*pair)
        found = self.streams.get((kernel, dtype, *pair)) or philox.seeded(*pair)
        self.streams[kernel, dtype, *pair] = found.skip(blocks)
        return found

    def numbers(self, kernel: str, dtype: str, seed: Any, count: int) -> Stream:
        """The same, for so many numbers."""
        return self.reserve(kernel, dtype, seed, count * RESERVED)


SEEDS = Seeds()


@export("random.set_seed", v1=("set_random_seed", "random.set_random_seed"))
def set_seed(seed: int) -> None:
    """Begin all streams anew."""
    SEEDS.set(int(seed))
