"""tf.data: batches, of elements as they come or of like lengths, filled up or not, and windows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..ops.padding import pad
from ..tensors.convert import convert
from ..tensors.nest import flatten, pack_sequence_as
from ..tensors.operands import whole
from .control import stacked
from .data import Dataset

if TYPE_CHECKING:
    from collections.abc import Iterator


def batches(d: Dataset, n: int, whole_ones: Any) -> int:
    """How many batches there are."""
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

    return Dataset(lambda: map(batch, d.parts(n, whole_ones)), batches(d, n, whole_ones), d.unknown + (not whole_ones))


def windows(d: Dataset, n: int, shift: Any, gap: int, whole_ones: Any) -> Dataset:
    """Datasets of so many elements."""
    step = n if shift is None else whole(shift)

    def parts() -> Iterator[Any]:
        elements = list(d)
        for first in range(0, len(elements), step):
            part = elements[first : first + (n - 1) * gap + 1 : gap]
            if len(part) == n or not whole_ones:
                yield Dataset(part.__iter__, len(part))

    return Dataset(parts, d.counted(lambda c: max(len(range(0, c - (n - 1) * gap * bool(whole_ones), step)), 0)))
