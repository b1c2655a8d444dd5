"""Batches for the loops of training: of arrays, in the order of TensorFlow's seeds, or of what is yielded."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from ..programs.data import Dataset, form
from ..tensors import EagerTensor, as_dtype, cast, convert, shape
from ..tensors.nest import flatten, mapped
from ..tensors.philox import permutation, seeded
from ..tensors.symbolic import symbol
from ..tensors.tracing import SEEDS, Frame
from .config import floatx


class Data:
    """Batches of arrays, in the order that TensorFlow's seeds give them, or what a Dataset or generator yields."""

    def __init__(self, x: Any, y: Any, weight: Any, batch_size: Any, shuffle: Any, steps: Any) -> None:
        self.limit, self.shuffle, self.seen = steps, shuffle, 0
        self.ended = False  # whether the last epoch met an end that nobody had foreseen
        self.iterator: Iterator[Any] = iter(())
        self.source: Any = x if isinstance(x, Dataset) or hasattr(x, "__next__") else None
        self.known = 0  # how many batches there are in all, as far as that is known
        if self.source is not None:
            self.known = max(x.count, 0) if isinstance(x, Dataset) else 0
            return
        self.parts = [arrays(x), arrays(y), arrays(weight)]
        lengths = {shape(v)[0] for v in flatten(self.parts) if v is not None}
        if len(lengths) > 1:
            raise ValueError(
                "Data cardinality is ambiguous. Make sure all arrays contain the same number of samples.'x' sizes: "
                f"{', '.join(str(shape(v)[0]) for v in flatten(self.parts[0]))}\n'y' sizes: "
                f"{', '.join(str(shape(v)[0]) for v in flatten(self.parts[1]) if v is not None)}\n"
            )
        self.count = lengths.pop()
        self.size = batch_size or (math.ceil(self.count / steps) if steps else 32)
        self.known = math.ceil(self.count / self.size)

    steps = property(
        lambda self: self.limit or self.known or None, doc="How many batches an epoch has, as far as that is known."
    )

    def batches(self) -> Iterator[Any]:
        """An epoch: all batches, or so many, going on where the last epoch ended; it ends where they do."""
        if not self.limit or not self.seen:
            self.iterator, self.seen = self.drawn(), 0
        self.ended = False
        for batch in itertools.islice(self.iterator, self.limit):
            self.seen += 1
            yield batch
        self.ended = not self.limit and self.source is not None and getattr(self.source, "count", -1) < 0
        if not self.limit or self.seen % self.limit:
            self.known = self.known or self.seen
        if self.seen >= self.known > 0:
            self.seen = 0
            if getattr(self.source, "shuffled", False) and self.source.count > 0 and not self.limit:
                next(iter(self.source), None)  # Keras draws one pass more from the seeds

    def overrun(self, model: Any, trains: bool) -> None:
        """Count a step more where an epoch met an unforeseen end: there TensorFlow's graph runs what needs no data."""
        if self.ended and not model.run_eagerly:
            for m in model.metrics:
                if getattr(m, "alone", False):
                    m.count.assign_add(1.0)
            if trains and getattr(model.optimizer, "built", False):
                model.optimizer._iterations.assign_add(1)

    def formed(self, batch: Any) -> Any:
        """A batch as a graph is traced for it: with the lengths that all batches have."""
        unknown = getattr(self.source, "unknown", 1) if self.source is not None else self.count % self.size > 0
        return mapped(lambda x: symbol(x, "data", form(x, unknown)) if isinstance(x, EagerTensor) else x, batch)

    def drawn(self) -> Iterator[Any]:
        if self.source is not None:
            for batch in self.source:
                yield mapped(convert, batch)
            return
        order = list(range(self.count))
        if self.shuffle:
            order = permutation(seeded(*SEEDS.pair(None, Frame())).one_by_one(), self.count)
        for n in range(0, self.count, self.size):
            rows = order[n : n + self.size]
            yield packed(*(rowed(p, rows) for p in self.parts))


def rowed(x: Any, at: Any) -> Any:
    return mapped(lambda v: None if v is None else convert((v.value if hasattr(v, "at") else v)[at]), x)


def arrays(x: Any) -> Any:
    """Arrays as tensors, floats of the default precision."""

    def one(v: Any) -> Any:
        t = convert(np.asarray(v) if not hasattr(v, "dtype") else v)
        return cast(t, floatx()) if t.dtype.is_floating and t.dtype is not as_dtype(floatx()) else t

    if isinstance(x, list) and not (x and all(hasattr(v, "dtype") or isinstance(v, list) for v in x)):
        x = np.asarray(x)
    return None if x is None else mapped(one, x) if isinstance(x, list | tuple | dict) else one(x)


def packed(x: Any, y: Any = None, sample_weight: Any = None) -> Any:
    """A batch, without what is missing."""
    alone = x if not isinstance(x, list | tuple) else (x,)
    return (x, y, sample_weight) if sample_weight is not None else (x, y) if y is not None else alone


def unpacked(data: Any) -> tuple[Any, Any, Any]:
    """(inputs, targets, weights) of a batch."""
    data = list(data) if isinstance(data, tuple | list) else [data]
    return tuple((*data, None, None)[:3])


def split(parts: Any, share: float) -> tuple[Any, Any]:
    """Arrays without their last rows, and those."""
    count = len(flatten(parts[0])[0])
    if not 0 < (at := math.floor(count * (1.0 - share))) < count:
        raise ValueError(f"Training data contains {count} samples: too few to split by `validation_split={share}`.")
    ahead, behind = ([rowed(p, rows) for p in parts] for rows in (slice(None, at), slice(at, None)))
    return tuple(ahead), packed(*behind)


def by_class(y: Any, weights: dict[int, float]) -> Any:
    """A weight for each sample by the class that it is of: a number, or the largest of a row."""
    at = np.asarray(y)
    at = at if at.ndim < 2 else np.argmax(at, -1) if at.shape[-1] != 1 else at[..., 0]
    return np.array([weights.get(int(c), 1.0) for c in np.round(at)], np.float32)
