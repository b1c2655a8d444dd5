"""Passes of a loop, found as what they are on the trace: one block of steps, repeated."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

from ...record import Record


class Run(Record):
    """The same block several times over. passes: the items of each, positions or Runs of their own."""

    key: Hashable
    passes: list[list[Any]]


Item = int | Run


def fold(keys: Sequence[Hashable], least: int = 4) -> list[Item]:
    """The positions of a sequence, with what repeats at least `least` times folded, inner repetitions first.

    keys: what makes two steps the same, such as the instruction that made them. An inner loop counts as one item,
    however often it runs.
    """
    items: list[Item] = list(range(len(keys)))
    words: list[Hashable] = list(keys)
    while True:
        folded, named = once(items, words, least)
        if len(folded) == len(items):
            return items
        items, words = folded, named


def once(items: list[Item], words: list[Hashable], least: int) -> tuple[list[Item], list[Hashable]]:
    """One walk: at each place the shortest block that repeats from there on."""
    following: list[int] = [0] * len(words)
    seen: dict[Hashable, int] = {}
    for n in range(len(words) - 1, -1, -1):
        following[n] = seen.get(words[n], 0)
        seen[words[n]] = n
    kept: list[Item] = []
    named: list[Hashable] = []
    n = 0
    while n < len(items):
        period = following[n] - n
        count = repeats(words, n, period) if 0 < period <= len(words) - n - period else 1
        if count < least:
            kept.append(items[n])
            named.append(words[n])
            n += 1
            continue
        key = ("run", tuple(words[n : n + period]))
        kept.append(Run(key, [items[n + k * period : n + (k + 1) * period] for k in range(count)]))
        named.append(key)
        n += count * period
    return kept, named


def repeats(words: list[Hashable], start: int, period: int) -> int:
    """How many times the block of this length at `start` stands there, one after another."""
    block = words[start : start + period]
    count = 1
    while words[start + count * period : start + (count + 1) * period] == block:
        count += 1
    return count


def positions(item: Item) -> Iterator[int]:
    """All the positions in an item."""
    if isinstance(item, Run):
        for one in item.passes:
            for inner in one:
                yield from positions(inner)
    else:
        yield item
