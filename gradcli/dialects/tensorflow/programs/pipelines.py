"""tf.data: datasets made of datasets."""

from __future__ import annotations

import copy
import functools
import itertools
import os
from collections.abc import Iterator
from typing import Any

from ..tensors import NAMES, constant, convert, flatten, int64, invalid, methods, whole
from ..tensors.philox import drawn_from_buffer, seeded
from ..tensors.tracing import SEEDS, passes
from .batching import batches, bucketed, padded, windows
from .control import stacked, truth
from .data import INFINITE, PEEKING, UNKNOWN, Dataset, called, peeking, structured
from .graph_gradients import names_in
from .module import Quiet


def _unique(d: Dataset) -> Dataset:
    def elements() -> Iterator[Any]:
        met = set()
        for e in d:
            if (key := tuple(str(leaf.value) for leaf in flatten(e))) not in met:
                met.add(key)
                yield e

    return d.alike(elements, UNKNOWN)


def sized(op: str, text: str, body: Any) -> Any:
    """A method whose first argument is a whole number above 0. InvalidArgumentError for another; -2 shuffles all."""

    def call(d: Dataset, n: int, *how: Any) -> Any:
        if n < 1 and (n, op) != (UNKNOWN, "ShuffleDatasetV3"):
            raise invalid(text.format(n), op)
        return body(d, n, *how)

    return call


BATCHED = "Batch size must be greater than zero."


def traced(d: Dataset, function: Any) -> Any:
    """The passes of a function over a dataset, which traces it at once: what it prints is printed here."""
    again = passes(function)
    if "print" in names_in(getattr(function, "__code__", traced.__code__)):
        with peeking():
            for f in again():
                for e in itertools.islice(d, 1):
                    called(f, e, d.unknown)
    return again


def _through(how: Any) -> Any:
    """A method of a function, which is traced; `how`: what it makes of the dataset and the passes."""
    return lambda d, function: how(d, traced(d, function))


def _scanned(d: Dataset, initial_state: Any, function: Any) -> Dataset:
    def scanned() -> Iterator[Any]:
        state = structured(initial_state, convert)
        for f in again():
            for e in d:
                state, found = called(f, (state, e), d.unknown)
                yield structured(found)

    again = passes(function)
    return Dataset(scanned, d.count, 0, d.shuffled)


def _interleaved(d: Dataset, function: Any, cycle_length: Any, block_length: Any) -> Dataset:
    slots = whole(cycle_length or os.cpu_count() or 1)  # TensorFlow's own default: the processors
    block, again = whole(block_length or 1), traced(d, function)

    def elements() -> Iterator[Any]:
        inputs = (map(structured, called(f, e, d.unknown)) for f in again() for e in d)
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


def _single(d: Dataset) -> Any:
    elements = list(itertools.islice(iter(d), 2))
    if len(elements) != 1:
        raise invalid(f"Dataset {'had more than one element' if elements else 'was empty'}.", "DatasetToSingleElement")
    return elements[0]


def _repeated(d: Dataset, count: Any) -> Dataset:
    times = -1 if count is None else whole(count)
    if times < 0:
        return d.alike(lambda: (e for _ in itertools.count() for e in d), INFINITE)
    return d.alike(lambda: (e for _ in range(times) for e in d), d.counted(lambda c: c * times))


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


def _reduced(d: Dataset, initial_state: Any, reduce_func: Any) -> Any:
    state = structured(initial_state, convert)
    for f in passes(reduce_func)():
        for e in d:
            state = structured(called(f, (state, e), d.unknown), convert)
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
    ("map", f"map_func {THREADS} synchronous=None:- use_unbounded_threadpool=False:- name", _through(
        lambda d, again: d.alike(lambda: (structured(called(f, e, d.unknown)) for f in again() for e in d)))),
    ("filter", "predicate name", _through(lambda d, again: d.alike(
        lambda: (e for f in again() for e in d if truth(called(f, e, d.unknown))), UNKNOWN))),
    ("take_while", "predicate name", lambda d, predicate: d.alike(
        lambda: itertools.takewhile(lambda e: truth(called(predicate, e)), d), UNKNOWN)),
    ("flat_map", "map_func name", _through(lambda d, again: Dataset(
        lambda: (inner for f in again() for e in d for inner in map(structured, called(f, e, d.unknown)))))),
    ("interleave", f"map_func cycle_length=None block_length=None {THREADS} name", _interleaved),
    ("batch", f"batch_size:int drop_remainder=False {THREADS} name", sized(
        "BatchDatasetV2", BATCHED, lambda d, n, whole_ones: Dataset(
            lambda: map(stacked, d.parts(n, whole_ones)), batches(d, n, whole_ones),
            0 if whole_ones else d.unknown + 1, d.shuffled)), "So many elements stacked; the last may be fewer."),
    ("padded_batch", "batch_size:int padded_shapes=None padding_values=None drop_remainder=False name",
     sized("PaddedBatchDatasetV2", BATCHED, padded)),
    ("window", "size:int shift=None stride=1:int drop_remainder=False name",
     sized("WindowDataset", "Window size must be greater than zero.", windows)),
    ("bucket_by_sequence_length", "element_length_func bucket_boundaries bucket_batch_sizes padded_shapes=None "
     "padding_values=None pad_to_bucket_boundary=False no_padding=False drop_remainder=False name", bucketed),
    ("unique", "name", _unique, "Each element once."),
    ("scan", "initial_state scan_func name", _scanned, "What a function makes of a state and each element."),
    ("unbatch", "name", lambda d: d.alike(
        lambda: (row for e in d for row in Dataset.from_tensor_slices(e)), UNKNOWN, -1), "The rows of all elements."),
    ("repeat", "count=None name", _repeated, "The elements so many times, or without end."),
    ("take", "count:int name", lambda d, n: d if n < 0 else d.alike(
        lambda: itertools.islice(iter(d), n), n if d.count == INFINITE else d.counted(lambda c: min(c, n)))),
    ("skip", "count:int name", lambda d, n: d.alike(
        lambda: itertools.islice(iter(d), n, None), d.counted(lambda c: max(c - n, 0)))),
    ("shard", "num_shards:int index:int name", sized(
        "ShardDataset", "Number of shards must be greater than zero (currently num_shards = {}).",
        lambda d, n, k: d.alike(
            lambda: itertools.islice(iter(d), k, None, n), d.counted(lambda c: len(range(k, c, n)))))),
    ("concatenate", "dataset name", lambda d, other: d.alike(lambda: itertools.chain(d, other), min(
        d.count, other.count) if min(d.count, other.count) < 0 else d.count + other.count)),
    ("enumerate", "start=0:int name", lambda d, first: d.alike(
        lambda: ((constant(n, int64), e) for n, e in enumerate(d, first)))),
    ("shuffle", "buffer_size:int seed=None reshuffle_each_iteration=True name", sized(
        "ShuffleDatasetV3", "buffer_size must be greater than zero or UNKNOWN_CARDINALITY", _shuffled)),
    ("reduce", "initial_state reduce_func name", _reduced, "A state that a function carries from element to element."),
    ("apply", "transformation_func", lambda d, f: f(d), "What a function makes of the dataset."),
    ("prefetch", "buffer_size=None:- name", lambda d: d, "The same."),
    ("cache", "filename='':- name", _cached, "The same elements, made once."),
    ("with_options", "options:- name", lambda d: d, "The same."),
    ("get_single_element", "name", _single, "The only element."),
)  # fmt: skip
NAMES["data.experimental.get_single_element"] = lambda dataset: dataset.get_single_element()
NAMES["data.Options"] = type("Options", (Quiet,), {"__doc__": "What changes no element."})


def titled(name: str) -> None:
    """Let a method's datasets be called as TensorFlow calls them."""
    method, kind = getattr(Dataset, name), "".join(word.title() for word in name.split("_"))

    @functools.wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        found = copy.copy(method(*args, **kwargs))
        found.kind = TITLES.get(kind, kind)
        if kwargs.get("num_parallel_calls") is not None:
            found.kind = f"Parallel{found.kind}"
        return found

    setattr(Dataset, name, staticmethod(call) if name in SOURCES else call)


TITLES = {"FromTensors": "Tensor", "FromTensorSlices": "TensorSlice", "FromGenerator": "FlatMap"}
SOURCES = "from_tensors from_tensor_slices from_generator range zip".split()
STEPS = (
    "map filter take_while flat_map interleave batch padded_batch window scan unbatch repeat take skip shard "
    "concatenate shuffle prefetch cache"
)
for _name in (*SOURCES, *STEPS.split()):
    titled(_name)
