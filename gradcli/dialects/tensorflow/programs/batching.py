"""tf.data: batches and windows of a dataset's elements."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from typing import Any

from ..ops.padding import pad
from ..tensors import convert, flatten, pack_sequence_as, whole
from ..tensors.tracing import passes
from .control import stacked
from .data import Dataset, called


def batches(d: Dataset, n: int, whole_ones: Any) -> int:
    return d.counted(lambda c: c // n if whole_ones else -(-c // n))


def padded(d: Dataset, n: int, padded_shapes: Any, padding_values: Any, whole_ones: Any) -> Dataset:
    """Batches, each filled up to the longest of its elements or to a length that is given."""

    def filled(parts: list[Any], wanted: Any, value: Any) -> Any:
        if not parts[0].ndim:
            return stacked(parts)
        longest = [max(lengths) for lengths in zip(*(p.shape for p in parts))]
        asked = list(wanted) if wanted is not None else [None] * len(longest)
        size = [have if ask in (None, -1) else int(ask) for have, ask in zip(longest, asked)]
        fill = (b"" if parts[0].dtype.name == "string" else 0) if value is None else convert(value).value
        return stacked([pad(p, [(0, m - k) for m, k in zip(size, p.shape)], constant_values=fill) for p in parts])

    def batch(part: list[Any]) -> Any:
        columns = list(zip(*(flatten(e) for e in part)))
        shapes = [padded_shapes] if len(columns) == 1 or padded_shapes is None else list(padded_shapes)
        values = flatten(padding_values) if padding_values is not None else [None]
        return pack_sequence_as(part[0], [
            filled(list(c), shapes[k % len(shapes)], values[k % len(values)]) for k, c in enumerate(columns)
        ])  # fmt: skip

    return Dataset(lambda: map(batch, d.parts(n, whole_ones)), batches(d, n, whole_ones), d.unknown + (not whole_ones),
                   d.shuffled)  # fmt: skip


def windows(d: Dataset, n: int, shift: Any, gap: int, whole_ones: Any) -> Dataset:
    """Datasets of so many elements, one for each part of a structure."""
    step = n if shift is None else whole(shift)

    def parts() -> Iterator[Any]:
        elements = list(d)
        for first in range(0, len(elements), step):
            part = elements[first : first + (n - 1) * gap + 1 : gap]
            if len(part) == n or not whole_ones:
                columns = zip(*(flatten(e) for e in part))
                yield pack_sequence_as(part[0], [Dataset(list(c).__iter__, len(part)) for c in columns])

    return Dataset(parts, d.counted(lambda c: max(len(range(0, c - (n - 1) * gap * bool(whole_ones), step)), 0)))


def bucketed(
    d: Dataset, length: Any, edges: Any, sizes: Any, padded_shapes: Any, padding_values: Any, to_edge: Any,
    unpadded: Any, whole_ones: Any,
) -> Dataset:  # fmt: skip
    """Batches of elements of like lengths; what is left comes last, by bucket."""
    edges, sizes, again = [whole(e) for e in edges], [whole(n) for n in sizes], passes(length)

    def batch(part: list[Any], n: int) -> Any:
        if unpadded:
            return stacked(part)
        shapes = padded_shapes
        if to_edge:
            shapes = [[edges[n] - 1, *leaf.shape[1:]] if leaf.ndim else [] for leaf in flatten(part[0])]
            shapes = shapes[0] if len(shapes) == 1 else shapes
        return next(iter(padded(Dataset(part.__iter__, len(part)), len(part), shapes, padding_values, False)))

    def ready() -> Iterator[Any]:
        kept: dict[int, list[Any]] = {}
        for f in again():
            for e in d:
                n = bisect.bisect_right(edges, int(called(f, e, d.unknown)))
                kept.setdefault(n, []).append(e)
                if len(kept[n]) == sizes[n]:
                    yield batch(kept.pop(n), n)
        if not whole_ones:
            yield from (batch(kept[n], n) for n in sorted(kept))

    return Dataset(ready)
