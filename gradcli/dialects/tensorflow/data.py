"""tf.data: datasets as recipes for iterators over tensors and structures of them."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator
from typing import Any

from .control import stacked, truth
from .convert import constant, convert
from .dtypes import int64
from .elements import INFINITE, PEEKING, UNKNOWN, Elements, Traced, called, structured
from .names import NAMES, export
from .nest import flatten, map_structure, pack_sequence_as
from .operands import whole
from .padding import pad
from .philox import seeded
from .tracing import SEEDS

NAMES["data.AUTOTUNE"] = NAMES["data.experimental.AUTOTUNE"] = -1
NAMES["data.INFINITE_CARDINALITY"], NAMES["data.UNKNOWN_CARDINALITY"] = INFINITE, UNKNOWN
NAMES["data.experimental.INFINITE_CARDINALITY"], NAMES["data.experimental.UNKNOWN_CARDINALITY"] = INFINITE, UNKNOWN
NAMES["data.experimental.cardinality"] = lambda dataset: dataset.cardinality()


@export("data.Dataset")
class Dataset(Elements):
    """A recipe for an iterator, which can be followed again and again; and how many elements come of it."""

    # sources

    @staticmethod
    def from_tensors(tensors: Any, name: Any = None) -> Dataset:
        """One element."""
        element = structured(tensors)
        return Dataset(lambda: iter([element]), 1)

    @staticmethod
    def from_tensor_slices(tensors: Any, name: Any = None) -> Dataset:
        """One element for each row. ValueError where the parts have not as many."""
        whole_one = structured(tensors)
        leaves = flatten(whole_one)
        lengths = [int(leaf.shape[0]) if leaf.ndim else None for leaf in leaves]
        if None in lengths:
            raise ValueError("Unbatching a tensor is only supported for rank >= 1")
        if len(set(lengths)) > 1:
            raise ValueError(f"Dimensions {lengths[0]} and {lengths[1]} are not compatible")
        rows = range(lengths[0] or 0)
        return Dataset(lambda: (pack_sequence_as(whole_one, [leaf[n] for leaf in leaves]) for n in rows), len(rows))

    @staticmethod
    def from_generator(
        generator: Any, output_types: Any = None, output_shapes: Any = None, args: Any = None,
        output_signature: Any = None, name: Any = None,
    ) -> Dataset:  # fmt: skip
        """The elements that a function yields, of the dtypes announced."""
        kinds = map_structure(lambda s: s.dtype, output_signature) if output_signature is not None else output_types

        def typed(element: Any) -> Any:
            parts = [constant(convert(v, k).value) for v, k in zip(flatten(element), flatten(kinds))]
            return pack_sequence_as(kinds, parts) if isinstance(kinds, tuple | dict) else convert(element, kinds)

        return Dataset(lambda: (typed(e) for e in generator(*[convert(a).numpy() for a in args or ()])))

    @staticmethod
    def range(*ends: Any, output_type: Any = int64, name: Any = None) -> Dataset:
        """Numbers in a row."""
        numbers = range(*map(whole, ends))
        return Dataset(lambda: (constant(n, output_type) for n in numbers), len(numbers))

    @staticmethod
    def zip(*args: Any, datasets: Any = None, name: Any = None) -> Dataset:
        """Elements side by side."""
        given = datasets if datasets is not None else args[0] if len(args) == 1 and isinstance(args[0], tuple) else args
        counts = [d.count for d in flatten(given)]
        some = [c for c in counts if c >= 0]
        count = UNKNOWN if UNKNOWN in counts else min(some) if some else INFINITE
        return Dataset(lambda: (pack_sequence_as(given, parts) for parts in map(list, zip(*flatten(given)))), count)

    # one from another

    def counted(self, how: Callable[[int], int]) -> int:
        """A count made from this one, where this one is known."""
        return how(self.count) if self.count >= 0 else self.count

    def map(self, map_func: Any, *about: Any, **more: Any) -> Dataset:
        """A function of each element."""
        traced = Traced(map_func)
        return Dataset(lambda: (structured(called(f, e)) for f in traced.again() for e in self), self.count)

    def filter(self, predicate: Any, name: Any = None) -> Dataset:
        """The elements for which a function holds."""
        traced = Traced(predicate)
        return Dataset(lambda: (e for f in traced.again() for e in self if truth(called(f, e))))

    def take_while(self, predicate: Any, name: Any = None) -> Dataset:
        """The elements up to the first for which a function does not hold."""
        return Dataset(lambda: itertools.takewhile(lambda e: truth(called(predicate, e)), self))

    def flat_map(self, map_func: Any, name: Any = None) -> Dataset:
        """The elements of the datasets that a function makes of the elements."""
        return Dataset(lambda: (inner for e in self for inner in called(map_func, e)))

    interleave = flat_map

    def batch(
        self, batch_size: Any, drop_remainder: bool = False, num_parallel_calls: Any = None,
        deterministic: Any = None, name: Any = None,
    ) -> Dataset:  # fmt: skip
        """So many elements stacked; the last may be fewer."""
        n = whole(batch_size)

        def batches() -> Iterator[Any]:
            elements = iter(self)
            while part := list(itertools.islice(elements, n)):
                if len(part) == n or not drop_remainder:
                    yield stacked(part)

        found = Dataset(batches, self.counted(lambda c: c // n if drop_remainder else -(-c // n)))
        found.unknown = 0 if drop_remainder else self.unknown + 1
        return found

    def padded_batch(
        self, batch_size: Any, padded_shapes: Any = None, padding_values: Any = None, drop_remainder: bool = False,
        name: Any = None,
    ) -> Dataset:  # fmt: skip
        """So many elements stacked, each filled up to the longest of its batch or to a length that is given."""
        n = whole(batch_size)

        def filled(parts: list[Any], wanted: Any, value: Any) -> Any:
            longest = [max(lengths) for lengths in zip(*(p.shape for p in parts))]
            asked = list(wanted) if wanted is not None else [None] * len(longest)
            size = [have if ask in (None, -1) else int(ask) for have, ask in zip(longest, asked)]
            fill = (b"" if parts[0].dtype.name == "string" else 0) if value is None else convert(value).value
            return stacked([pad(p, [(0, m - k) for m, k in zip(size, p.shape)], constant_values=fill)
                            for p in parts])  # fmt: skip

        def batches() -> Iterator[Any]:
            elements = iter(self)
            while part := list(itertools.islice(elements, n)):
                if len(part) == n or not drop_remainder:
                    columns = list(zip(*(flatten(e) for e in part)))
                    alone = len(columns) == 1
                    shapes = [padded_shapes] if alone or padded_shapes is None else list(padded_shapes)
                    values = flatten(padding_values) if padding_values is not None else [None]
                    yield pack_sequence_as(part[0], [
                        filled(list(c), shapes[k % len(shapes)], values[k % len(values)]) for k, c in enumerate(columns)
                    ])  # fmt: skip

        return Dataset(batches, self.counted(lambda c: c // n if drop_remainder else -(-c // n)))

    def window(
        self, size: Any, shift: Any = None, stride: Any = 1, drop_remainder: bool = False, name: Any = None
    ) -> Dataset:
        """Datasets of so many elements, each begun `shift` elements after the last."""
        n, step, gap = whole(size), whole(shift if shift is not None else size), whole(stride)

        def windows() -> Iterator[Any]:
            elements = list(self)
            for first in range(0, len(elements), step):
                part = elements[first : first + (n - 1) * gap + 1 : gap]
                if len(part) == n or not drop_remainder:
                    yield Dataset(part.__iter__, len(part))

        return Dataset(windows, self.counted(lambda c: max(len(range(0, c - (n - 1) * gap * drop_remainder, step)), 0)))

    def scan(self, initial_state: Any, scan_func: Any, name: Any = None) -> Dataset:
        """What a function makes of a state and each element, which it gives a new state."""

        def scanned() -> Iterator[Any]:
            state = structured(initial_state, convert)
            for e in self:
                state, found = scan_func(state, e)
                yield structured(found)

        return Dataset(scanned, self.count)

    def unbatch(self, name: Any = None) -> Dataset:
        """The rows of all elements."""
        return Dataset(lambda: (row for e in self for row in Dataset.from_tensor_slices(e)))

    def repeat(self, count: Any = None, name: Any = None) -> Dataset:
        """The elements so many times, or without end."""
        if count is None or whole(count) < 0:
            return Dataset(lambda: (e for _ in itertools.count() for e in self), INFINITE)
        times = whole(count)
        return Dataset(lambda: (e for _ in range(times) for e in self), self.counted(lambda c: c * times))

    def take(self, count: Any, name: Any = None) -> Dataset:
        """The first so many elements; all for -1."""
        n = whole(count)
        if n < 0:
            return self
        known = n if self.count == INFINITE else self.counted(lambda c: min(c, n))
        return Dataset(lambda: itertools.islice(iter(self), n), known)

    def skip(self, count: Any, name: Any = None) -> Dataset:
        """All but the first so many elements."""
        n = whole(count)
        return Dataset(lambda: itertools.islice(iter(self), n, None), self.counted(lambda c: max(c - n, 0)))

    def shard(self, num_shards: Any, index: Any, name: Any = None) -> Dataset:
        """Every so manieth element."""
        n, k = whole(num_shards), whole(index)
        return Dataset(lambda: itertools.islice(iter(self), k, None, n), self.counted(lambda c: len(range(k, c, n))))

    def concatenate(self, dataset: Dataset, name: Any = None) -> Dataset:
        """The elements of both, one after the other."""
        count = min(self.count, dataset.count) if min(self.count, dataset.count) < 0 else self.count + dataset.count
        return Dataset(lambda: itertools.chain(self, dataset), count)

    def enumerate(self, start: Any = 0, name: Any = None) -> Dataset:
        """The elements with their numbers."""
        return Dataset(lambda: ((constant(n, int64), e) for n, e in enumerate(self, whole(start))), self.count)

    def shuffle(
        self, buffer_size: Any, seed: Any = None, reshuffle_each_iteration: Any = True, name: Any = None
    ) -> Dataset:
        """The elements in another order: each is drawn from a buffer of those that come next."""
        size, first = whole(buffer_size), SEEDS.pair(None if seed is None else whole(seed))
        words = seeded(*first).one_by_one()  # of which each pass takes its own two seeds

        def mixed() -> Iterator[Any]:
            if PEEKING:
                return iter(self)
            pair = (next(words), next(words)) if reshuffle_each_iteration is not False else first
            return drawn_from_buffer(iter(self), size, seeded(*pair).one_by_one())

        return Dataset(mixed, self.count)

    def reduce(self, initial_state: Any, reduce_func: Any, name: Any = None) -> Any:
        """A state that a function carries from element to element."""
        state = structured(initial_state, convert)
        for e in self:
            state = structured(reduce_func(state, e), convert)
        return state

    def apply(self, transformation_func: Any) -> Dataset:
        """What a function makes of the dataset."""
        found: Dataset = transformation_func(self)
        return found

    def prefetch(self, buffer_size: Any = None, name: Any = None) -> Dataset:
        """The same."""
        return self

    def cache(self, filename: str = "", name: Any = None) -> Dataset:
        """The same elements, made once."""
        kept: list[Any] = []

        def elements() -> Iterator[Any]:
            if not kept:
                kept.extend(self)
            return iter(kept)

        return Dataset(elements, self.count) if self.count != INFINITE else self

    def with_options(self, options: Any, name: Any = None) -> Dataset:
        """The same."""
        return self


def of_one_form(name: str, more: int | None = 0) -> None:
    """Let a method's elements have so many more unknown lengths than those that they are made of; None: as it says."""
    make = getattr(Dataset, name)

    @functools.wraps(make)
    def call(self: Dataset, *args: Any, **kwargs: Any) -> Dataset:
        found: Dataset = make(self, *args, **kwargs)
        if found is not self:
            found.unknown = max(self.unknown + more, 0) if more is not None else found.unknown
            found.shuffled = self.shuffled or name == "shuffle"
        return found

    setattr(Dataset, name, call)


for _name in ("map", "filter", "take_while", "repeat", "take", "skip", "shard", "shuffle", "cache", "concatenate"):
    of_one_form(_name)
of_one_form("unbatch", -1)
of_one_form("batch", None)


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
