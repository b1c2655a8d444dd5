"""tf.data: datasets as recipes for iterators over tensors and structures of them; how many come of it, of what form."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING, Any

from .control import stacked, truth
from .convert import constant, convert, detached
from .dtypes import int64
from .module import TensorSpec
from .names import NAMES, export
from .nest import flatten, map_structure, pack_sequence_as
from .operands import whole
from .padding import pad
from .philox import drawn_from_buffer, seeded
from .spelling import methods
from .tracing import SEEDS, looped, passes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

INFINITE, UNKNOWN = -1, -2
PEEKING: list[bool] = []  # while only the form of elements is asked for, nothing is drawn
for _home in ("data", "data.experimental"):
    NAMES[f"{_home}.AUTOTUNE"] = -1
    NAMES[f"{_home}.INFINITE_CARDINALITY"], NAMES[f"{_home}.UNKNOWN_CARDINALITY"] = INFINITE, UNKNOWN
NAMES["data.experimental.cardinality"] = lambda dataset: dataset.cardinality()


def untaped(x: Any, dtype: Any = None) -> Any:
    """A value as a tensor that no tape knows."""
    return detached(convert(x, dtype))


def structured(x: Any, leaf: Any = untaped) -> Any:
    """A structure with its leaves as tensors; a list is one tensor, as it is in a graph."""
    if isinstance(x, tuple):
        return tuple(structured(v, leaf) for v in x)
    return {k: structured(v, leaf) for k, v in x.items()} if isinstance(x, dict) else leaf(x)


def called(function: Any, element: Any) -> Any:
    """A function of an element, whose parts are its arguments if it is a tuple."""
    return function(*element) if isinstance(element, tuple) else function(element)


@export("data.Dataset")
class Dataset:
    """A recipe for an iterator, which can be followed again and again; and how many elements come of it."""

    def __init__(
        self, recipe: Callable[[], Iterator[Any]], count: int = UNKNOWN, unknown: int = 0, shuffled: bool = False
    ) -> None:
        self.recipe, self.count, self.shuffled = recipe, count, shuffled
        self.unknown = unknown  # how many of the first lengths may differ from element to element

    def __iter__(self) -> Iterator[Any]:
        return looped(self.recipe())

    def __len__(self) -> int:
        if self.count < 0:
            raise TypeError(f"The dataset is {'infinite' if self.count == INFINITE else 'of unknown length'}.")
        return self.count

    def __bool__(self) -> bool:
        return True

    @property
    def element_spec(self) -> Any:
        """The specs of the first element."""
        PEEKING.append(True)
        try:
            first = next(iter(self))
        finally:
            PEEKING.pop()
        return structured(first, lambda x: TensorSpec(
            [None if n < self.unknown else length for n, length in enumerate(x.shape)], x.dtype))  # fmt: skip

    def counted(self, how: Callable[[int], int]) -> int:
        """A count made from this one, where this one is known."""
        return how(self.count) if self.count >= 0 else self.count

    def alike(self, recipe: Callable[[], Iterator[Any]], count: int | None = None, more: int = 0) -> Dataset:
        """Another dataset of elements of the same form, but for so many more unknown lengths."""
        count = self.count if count is None else count
        return Dataset(recipe, count, max(self.unknown + more, 0), self.shuffled)

    def parts(self, size: int, whole_ones: Any) -> Iterator[list[Any]]:
        """So many elements at a time; the last may be fewer, unless only whole ones are asked for."""
        elements = iter(self)
        while part := list(itertools.islice(elements, size)):
            if len(part) == size or not whole_ones:
                yield part

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

        def typed(element: Any, kind: Any = kinds) -> Any:
            if isinstance(kind, tuple):
                return tuple(map(typed, element, kind))
            return {n: typed(element[n], k) for n, k in kind.items()} if isinstance(kind, dict) else untaped(element, kind)

        return Dataset(lambda: map(typed, generator(*[convert(a).numpy() for a in args or ()])))

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


def _map(d: Dataset, function: Any) -> Dataset:
    again = passes(function)
    return d.alike(lambda: (structured(called(f, e)) for f in again() for e in d))


def _filter(d: Dataset, predicate: Any) -> Dataset:
    again = passes(predicate)
    return d.alike(lambda: (e for f in again() for e in d if truth(called(f, e))), UNKNOWN)


def _batches(d: Dataset, n: int, whole_ones: Any) -> int:
    return d.counted(lambda c: c // n if whole_ones else -(-c // n))


def _padded(d: Dataset, n: int, padded_shapes: Any, padding_values: Any, whole_ones: Any) -> Dataset:
    def filled(parts: list[Any], wanted: Any, value: Any) -> Any:
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

    return Dataset(lambda: map(batch, d.parts(n, whole_ones)), _batches(d, n, whole_ones))


def _windows(d: Dataset, n: int, shift: Any, gap: int, whole_ones: Any) -> Dataset:
    step = n if shift is None else whole(shift)

    def windows() -> Iterator[Any]:
        elements = list(d)
        for first in range(0, len(elements), step):
            part = elements[first : first + (n - 1) * gap + 1 : gap]
            if len(part) == n or not whole_ones:
                yield Dataset(part.__iter__, len(part))

    return Dataset(windows, d.counted(lambda c: max(len(range(0, c - (n - 1) * gap * bool(whole_ones), step)), 0)))


def _scanned(d: Dataset, initial_state: Any, function: Any) -> Dataset:
    def scanned() -> Iterator[Any]:
        state = structured(initial_state, convert)
        for e in d:
            state, found = function(state, e)
            yield structured(found)

    return Dataset(scanned, d.count)


def _interleaved(d: Dataset, function: Any, cycle_length: Any, block_length: Any) -> Dataset:
    slots = whole(cycle_length or os.cpu_count() or 1)  # TensorFlow's own default: the processors
    block = whole(block_length or 1)

    def elements() -> Iterator[Any]:
        inputs = (iter(called(function, e)) for e in d)
        open_ones: list[Any] = [None] * slots
        for at in itertools.cycle(range(slots)):
            open_ones[at] = open_ones[at] or next(inputs, None)
            part = list(itertools.islice(open_ones[at] or (), block))
            yield from part
            if len(part) < block:
                open_ones[at] = None
                if at == slots - 1 and not any(open_ones):
                    following = next(inputs, None)
                    if following is None:
                        return
                    open_ones[0] = following

    return Dataset(elements)


def _repeated(d: Dataset, count: Any) -> Dataset:
    times = -1 if count is None else whole(count)
    if times < 0:
        return d.alike(lambda: (e for _ in itertools.count() for e in d), INFINITE)
    return d.alike(lambda: (e for _ in range(times) for e in d), d.counted(lambda c: c * times))


def _taken(d: Dataset, n: int) -> Dataset:
    known = n if d.count == INFINITE else d.counted(lambda c: min(c, n))
    return d if n < 0 else d.alike(lambda: itertools.islice(iter(d), n), known)


def _shuffled(d: Dataset, size: int, seed: Any, anew: Any) -> Dataset:
    first = SEEDS.pair(None if seed is None else whole(seed))
    words = seeded(*first).one_by_one()  # of which each pass takes its own two seeds

    def mixed() -> Iterator[Any]:
        if PEEKING:
            return iter(d)
        pair = (next(words), next(words)) if anew is not False else first
        return drawn_from_buffer(iter(d), size, seeded(*pair).one_by_one())

    found = d.alike(mixed)
    found.shuffled = True
    return found


def _reduced(d: Dataset, initial_state: Any, function: Any) -> Any:
    state = structured(initial_state, convert)
    for e in d:
        state = structured(function(state, e), convert)
    return state


def _cached(d: Dataset) -> Dataset:
    kept: list[Any] = []

    def elements() -> Iterator[Any]:
        if not kept:
            kept.extend(d)
        return iter(kept)

    return d.alike(elements) if d.count != INFINITE else d


THREADS = "num_parallel_calls=None:- deterministic=None:-"
methods(
    Dataset,
    ("cardinality", "name", lambda d: constant(d.count, int64),
     "How many elements; -1 for infinitely many, -2 where nobody knows."),
    ("as_numpy_iterator", "", lambda d: (structured(e, lambda x: x.numpy()) for e in d), "The elements as NumPy."),
    ("map", f"map_func {THREADS} synchronous=None:- use_unbounded_threadpool=False:- name", _map,
     "A function of each element."),
    ("filter", "predicate name", _filter, "The elements for which a function holds."),
    ("take_while", "predicate name", lambda d, predicate: d.alike(
        lambda: itertools.takewhile(lambda e: truth(called(predicate, e)), d), UNKNOWN),
     "The elements up to the first for which a function does not hold."),
    ("flat_map", "map_func name", lambda d, f: Dataset(lambda: (inner for e in d for inner in called(f, e))),
     "The elements of the datasets that a function makes of the elements."),
    ("interleave", f"map_func cycle_length=None block_length=None {THREADS} name", _interleaved,
     "The elements of the datasets that a function makes of the elements: so many at a time, by turns."),
    ("batch", f"batch_size:int drop_remainder=False {THREADS} name", lambda d, n, whole_ones: Dataset(
        lambda: map(stacked, d.parts(n, whole_ones)), _batches(d, n, whole_ones),
        0 if whole_ones else d.unknown + 1, d.shuffled), "So many elements stacked; the last may be fewer."),
    ("padded_batch", "batch_size:int padded_shapes=None padding_values=None drop_remainder=False name", _padded,
     "So many elements stacked, each filled up to the longest of its batch or to a length that is given."),
    ("window", "size:int shift=None stride=1:int drop_remainder=False name", _windows,
     "Datasets of so many elements, each begun `shift` elements after the last."),
    ("scan", "initial_state scan_func name", _scanned,
     "What a function makes of a state and each element, which it gives a new state."),
    ("unbatch", "name", lambda d: d.alike(
        lambda: (row for e in d for row in Dataset.from_tensor_slices(e)), UNKNOWN, -1), "The rows of all elements."),
    ("repeat", "count=None name", _repeated, "The elements so many times, or without end."),
    ("take", "count:int name", _taken, "The first so many elements; all for -1."),
    ("skip", "count:int name", lambda d, n: d.alike(
        lambda: itertools.islice(iter(d), n, None), d.counted(lambda c: max(c - n, 0))),
     "All but the first so many elements."),
    ("shard", "num_shards:int index:int name", lambda d, n, k: d.alike(
        lambda: itertools.islice(iter(d), k, None, n), d.counted(lambda c: len(range(k, c, n)))),
     "Every so manieth element."),
    ("concatenate", "dataset name", lambda d, other: d.alike(lambda: itertools.chain(d, other), min(
        d.count, other.count) if min(d.count, other.count) < 0 else d.count + other.count),
     "The elements of both, one after the other."),
    ("enumerate", "start=0:int name", lambda d, first: Dataset(
        lambda: ((constant(n, int64), e) for n, e in enumerate(d, first)), d.count),
     "The elements with their numbers."),
    ("shuffle", "buffer_size:int seed=None reshuffle_each_iteration=True name", _shuffled,
     "The elements in another order: each is drawn from a buffer of those that come next."),
    ("reduce", "initial_state reduce_func name", _reduced, "A state that a function carries from element to element."),
    ("apply", "transformation_func", lambda d, f: f(d), "What a function makes of the dataset."),
    ("prefetch", "buffer_size=None:- name", lambda d: d, "The same."),
    ("cache", "filename='':- name", _cached, "The same elements, made once."),
    ("with_options", "options:- name", lambda d: d, "The same."),
)  # fmt: skip
