"""TensorFlow's random bits and the distributions made of them: Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011).

A stream is a 64-bit key and a 128-bit counter; block n of four 32-bit words depends on the key and counter + n alone.
What a kernel draws of them is TensorFlow's: uniform numbers and integers bit for bit, normal ones but for the last bit
of a logarithm. `blocks` counts in blocks, `words` in words.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from ....record import Record

LOW = np.uint64(0xFFFFFFFF)
HALF = np.uint64(32)
MULTIPLIERS = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
STEPS = 0x9E3779B9, 0xBB67AE85
RESERVED = 256  # words that TensorFlow reserves for each number
SCRAMBLE = 0x02461E293EC8F720  # the key under which a stateless seed becomes a stream
MASK = 2**64 - 1


class Stream(Record):
    """Where a stream stands."""

    key: int
    counter: int = 0

    def skip(self, blocks: int) -> Stream:
        """The stream so many blocks later."""
        return Stream(self.key, (self.counter + blocks) & (2**128 - 1))

    def words(self, count: int) -> Any:
        """The next words, as uint32."""
        return self.at(np.arange(-(-count // 4), dtype=np.uint64)).reshape(-1)[:count]

    def at(self, offsets: Any) -> Any:
        """The blocks at offsets, shape (..., 4), as uint32."""
        base = self.counter & MASK
        with np.errstate(over="ignore"):
            low = offsets.astype(np.uint64) + np.uint64(base)
            high = np.uint64(self.counter >> 64) + (low < np.uint64(base)).astype(np.uint64)
            c = [low & LOW, low >> HALF, high & LOW, high >> HALF]
            k = [self.key & 0xFFFFFFFF, self.key >> 32]
            for _ in range(10):
                p, q = MULTIPLIERS[0] * c[0], MULTIPLIERS[1] * c[2]
                c = [(q >> HALF) ^ c[1] ^ np.uint64(k[0]), q & LOW, (p >> HALF) ^ c[3] ^ np.uint64(k[1]), p & LOW]
                k = [(key + step) & 0xFFFFFFFF for key, step in zip(k, STEPS)]
        return np.stack(c, -1).astype(np.uint32)

    def one_by_one(self) -> Iterator[int]:
        """The words, one after the other, without end."""
        at = 0
        while True:
            yield from self.at(np.arange(at, at + 64, dtype=np.uint64)).reshape(-1).tolist()
            at += 64


def signed(v: int) -> int:
    """64 bits as a signed number."""
    return (v & MASK) - (2**64 if v >> 63 & 1 else 0)


def seeded(seed: int, seed2: int) -> Stream:
    """The stream of a kernel's two seeds."""
    return Stream(seed & MASK, (seed2 & MASK) << 64)


def stateless(seed: Any) -> Stream:
    """The stream of a seed of two numbers."""
    a, b = (int(s) & MASK for s in np.asarray(seed).reshape(-1))
    key_low, key_high, low, high = Stream(SCRAMBLE, a | b << 64).words(4).tolist()
    return Stream(key_low | key_high << 32, (low | high << 32) << 64)


def unit(words: Any, dtype: str) -> Any:
    """Uniform numbers in [0, 1) from a word each, or from two for float64: random mantissas between 1 and 2, less 1."""
    if dtype == "float64":
        high, low = words[0::2].astype(np.uint64), words[1::2].astype(np.uint64)
        return ((high & np.uint64(0xFFFFF)) << HALF | low | np.uint64(1023 << 52)).view(np.float64) - 1.0
    if dtype == "float16":
        return ((words & np.uint32(0x3FF)).astype(np.uint16) | np.uint16(15 << 10)).view(np.float16) - np.float16(1)
    if dtype == "bfloat16":
        return ((words & np.uint32(0x7F)) << np.uint32(16) | np.uint32(127 << 23)).view(np.float32) - np.float32(1)
    return ((words & np.uint32(0x7FFFFF)) | np.uint32(127 << 23)).view(np.float32) - np.float32(1)


def per_number(dtype: str) -> int:
    """How many words a number takes."""
    return 2 if dtype in ("float64", "int64", "uint64") else 1


def uniform(stream: Stream, count: int, dtype: str) -> Any:
    return unit(stream.words(count * per_number(dtype)), dtype)


def box_muller(u: Any) -> Any:
    """Normal numbers from pairs of uniform ones (Box and Muller 1958), the sine's first."""
    radius = np.sqrt(u.dtype.type(-2) * np.log(np.maximum(u[..., 0::2], u.dtype.type(1e-7))))
    angle = u.dtype.type(2 * np.pi) * u[..., 1::2]
    return np.stack([np.sin(angle) * radius, np.cos(angle) * radius], -1).reshape(*u.shape[:-1], -1)


def normal(stream: Stream, count: int, dtype: str) -> Any:
    drawn = "float64" if dtype == "float64" else "float32"
    even = count + count % 2
    return box_muller(unit(stream.words(even * per_number(drawn)), drawn))[:count].astype(held_as(dtype))


def held_as(dtype: str) -> str:
    """The NumPy dtype that holds one of TensorFlow's."""
    return "float32" if dtype == "bfloat16" else dtype


def truncated(stream: Stream, count: int, dtype: str) -> Any:
    """Standard normal numbers within two of the middle: each group has a region of its own."""
    drawn = "float64" if dtype == "float64" else "float32"
    group = 4 // per_number(drawn)
    groups = -(-count // group)
    found, have, tried = np.zeros((groups, group), drawn), np.zeros(groups, int), 0
    while (short := np.flatnonzero(have < group)).size:
        blocks = short[:, None] * (group * RESERVED // 4) + np.arange(tried, tried + 4)
        drawings = box_muller(unit(stream.at(blocks.astype(np.uint64)).reshape(-1), drawn).reshape(short.size, -1))
        for row, numbers in zip(short, drawings):
            kept = numbers[np.abs(numbers) < 2][: group - have[row]]
            found[row, have[row] : have[row] + kept.size] = kept
            have[row] += kept.size
        tried += 4
    return found.reshape(-1)[:count].astype(held_as(dtype))


def integers(stream: Stream, count: int, low: int, high: int, dtype: str) -> Any:
    """Whole numbers from low up to, and without, high: the words' remainders, nearly uniform."""
    words = all_bits(stream, count, dtype)
    return (low + (words % words.dtype.type(high - low)).astype(object)).astype(dtype) if count else words.astype(dtype)


def all_bits(stream: Stream, count: int, dtype: str) -> Any:
    """All the bits of 32- or 64-bit numbers, as unsigned ones."""
    words = stream.words(count * per_number(dtype))
    if per_number(dtype) == 1:
        return words
    return words[0::2].astype(np.uint64) | words[1::2].astype(np.uint64) << HALF


def permutation(words: Iterator[int], count: int) -> list[int]:
    """0 .. count - 1 shuffled (Fisher and Yates), a word for each swap."""
    order = list(range(count))
    for n in range(count - 1):
        m = n + next(words) % (count - n)
        order[n], order[m] = order[m], order[n]
    return order


def drawn_from_buffer(elements: Iterator[Any], size: int, words: Iterator[int]) -> Iterator[Any]:
    """Elements in another order: each is drawn, by a word, from a ring of those that come next."""
    ring = list(itertools.islice(elements, size))
    start, end, size = 0, len(ring), len(ring)
    while start < end:
        at, first = (start + next(words) % (end - start)) % size, start % size
        yield ring[at]
        ring[at], start = ring[first], start + 1
        for e in itertools.islice(elements, 1):
            ring[end % size], end = e, end + 1


def categorical(stream: Stream, logits: Any, count: int) -> Any:
    """Class numbers drawn from each row of logits: where the running sum of weights passes a uniform number."""
    u = unit(stream.words(2 * count * len(logits)), "float64").reshape(len(logits), count)
    rows = []
    for row, numbers in zip(np.asarray(logits), u):
        finite = np.isfinite(row)
        top = row[finite].max(initial=-np.inf) if finite.any() else 0.0
        total = np.cumsum(np.where(finite, np.exp(row.astype(float) - float(top)), 0.0))
        rows.append(np.searchsorted(total, numbers * total[-1], "right"))
    return np.array(rows).reshape(len(logits), count)


def gamma(stream: Stream, alphas: Any, count: int) -> Any:
    """Gamma numbers, shape (count, alphas): Marsaglia and Tsang (2000), in a region of the stream for each number."""
    out = np.empty((count, len(alphas)))
    for n, alpha in enumerate(np.asarray(alphas, float).tolist()):
        for k in range(count):
            out[k, n] = one_gamma(Pairs(stream.skip(RESERVED * (n * count + k))), alpha)
    return out


class Pairs:
    """Uniform and normal float64s of one stream, which come two at a time and are used from the last."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.waiting: tuple[list[float], list[float]] = ([], [])

    def take(self, kind: int) -> float:
        """The next uniform (0) or normal (1) number."""
        if not self.waiting[kind]:
            u = unit(self.stream.words(4), "float64")
            self.stream = self.stream.skip(1)
            self.waiting[kind].extend((box_muller(u) if kind else u).tolist())
        return self.waiting[kind].pop()


def one_gamma(pairs: Pairs, alpha: float) -> float:
    if alpha == 1:
        return float(-np.log1p(-pairs.take(0)))
    d = alpha + (2 / 3 if alpha < 1 else -1 / 3)
    c = 1 / 3 / d**0.5
    while True:
        x = pairs.take(1)
        v = (1 + c * x) ** 3
        if v <= 0:
            continue
        u = pairs.take(0)
        if u < 1 - 0.0331 * x**4 or np.log(u) < 0.5 * x * x + d * (1 - v + np.log(v)):
            return float(d * v * (pairs.take(0) ** (1 / alpha) if alpha < 1 else 1.0))


def poisson(stream: Stream, rates: Any, count: int) -> Any:
    """Poisson numbers, shape (count, rates): Knuth's products below a rate of 10, else Hoermann's PTRS (1993)."""
    out = np.empty((count, len(rates)))
    for n, rate in enumerate(np.asarray(rates, float).tolist()):
        for k in range(count):
            pairs = Pairs(stream.skip(RESERVED * (n * count + k)))
            out[k, n] = few(pairs, rate) if rate < 10 else many(pairs, rate)
    return out


def few(pairs: Pairs, rate: float) -> float:
    """How many uniform numbers can be multiplied before the product falls to exp(-rate)."""
    product, found, end = 1.0, 0, math.exp(-rate)
    while (product := product * pairs.take(0)) > end:
        found += 1
    return float(found)


def many(pairs: Pairs, rate: float) -> float:
    """Transformed rejection with squeeze."""
    b = 0.931 + 2.53 * math.sqrt(rate)
    a = -0.059 + 0.02483 * b
    inverse = 1.1239 + 1.1328 / (b - 3.4)
    while True:
        u = pairs.take(0) - 0.5
        v = pairs.take(0)
        edge = 0.5 - abs(u)
        k = math.floor((2 * a / edge + b) * u + rate + 0.43)
        if edge >= 0.07 and v <= 0.9277 - 3.6224 / (b - 2):
            return float(k)
        if k < 0 or edge < 0.013 and v > edge:
            continue
        if math.log(v * inverse / (a / (edge * edge) + b)) <= -rate + k * math.log(rate) - math.lgamma(k + 1):
            return float(k)
