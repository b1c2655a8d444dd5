"""Which stream an op draws from: of the global seed, its own seed, and what was drawn before, as TensorFlow has it."""

from __future__ import annotations

import os
from typing import Any

from . import philox
from .names import export
from .philox import RESERVED, Stream
from .tracing import FRAMES, Frame

DEFAULT = 87654321  # the global seed of ops that have one of their own, where none was set
LARGEST = 2**31 - 1


def fresh(bits: int) -> int:
    """So many bits that nobody foresees."""
    return int.from_bytes(os.urandom(8)) >> (64 - bits)


class Seeds:
    """The global seed, the seeds that follow from it, and where the streams of ops with seeds of their own stand."""

    def __init__(self) -> None:
        self.first: int | None = None  # the global seed
        self.epoch = 0  # how often it was set
        self.next: Any = None  # Python's generator of the seeds that follow from it
        self.streams: dict[Any, Stream] = {}

    def set(self, seed: int) -> None:
        """Begin all streams anew."""
        from random import Random

        self.first, self.epoch, self.next, self.streams = seed, self.epoch + 1, Random(seed), {}

    def pair(self, seed: int | None, frame: Frame | None = None) -> tuple[int, int]:
        """The two seeds of an op, in a graph by its order among those without; two new ones if none is set."""
        if seed is None and self.first is None:
            return fresh(31), fresh(31)
        if seed is None and frame is not None:
            seed, frame.seedless = frame.seedless, frame.seedless + 1
        elif seed is None:
            seed = self.next.randint(0, LARGEST)
        found = (DEFAULT if self.first is None else self.first) % LARGEST, seed % LARGEST
        return found if any(found) else (0, LARGEST)

    def reserve(self, kernel: str, dtype: str, seed: Any, blocks: int) -> Stream:
        """The stream of an op, which goes on behind these blocks at the op's next call."""
        seed = None if seed is None else int(seed)
        if FRAMES:
            return self.in_graph(FRAMES[-1], seed, blocks)
        pair = self.pair(seed)
        if seed is None:
            return philox.seeded(*pair)
        found = self.streams.get((kernel, dtype, *pair)) or philox.seeded(*pair)
        self.streams[kernel, dtype, *pair] = found.skip(blocks)
        return found

    def in_graph(self, frame: Frame, seed: int | None, blocks: int) -> Stream:
        """The same of an op in a graph, which is an op of its own however it is seeded."""
        if frame.epoch != self.epoch:
            frame.epoch, frame.streams = self.epoch, {}
        at, pair = frame.ops, self.pair(seed, frame)
        if at == len(frame.pairs):
            frame.pairs.append(pair)
        found = frame.streams.get(at) or philox.seeded(*frame.pairs[at])
        frame.ops, frame.streams[at] = at + 1, found.skip(blocks)
        return found

    def numbers(self, kernel: str, dtype: str, seed: Any, count: int) -> Stream:
        """The same, for so many numbers."""
        return self.reserve(kernel, dtype, seed, count * RESERVED)


SEEDS = Seeds()


@export("random.set_seed", v1=("set_random_seed", "random.set_random_seed"))
def set_seed(seed: int) -> None:
    """Begin all streams anew."""
    SEEDS.set(int(seed))
