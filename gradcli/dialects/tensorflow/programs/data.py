"""tf.data: datasets as recipes for iterators over tensors and structures of them; how many come of it, of what form."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from typing import Any

from ..tensors import EagerTensor, TensorShape, constant, convert, detached, int64, numbers, shape, whole
from ..tensors.errors import Partial, failure, invalid
from ..tensors.names import FIRST, FRAMES, NAMES, export
from ..tensors.nest import flatten, map_structure, pack_sequence_as
from ..tensors.symbolic import symbol
from ..tensors.tracing import unheard
from .module import TensorSpec

INFINITE, UNKNOWN = -1, -2
PEEKING: list[bool] = []  # while only the form of elements is asked for, nothing is drawn
for _home in ("data", "data.experimental"):
    NAMES[f"{_home}.AUTOTUNE"] = -1
    NAMES[f"{_home}.INFINITE_CARDINALITY"], NAMES[f"{_home}.UNKNOWN_CARDINALITY"] = INFINITE, UNKNOWN
NAMES["data.experimental.cardinality"] = lambda dataset: dataset.cardinality()


@contextlib.contextmanager
def peeking() -> Iterator[None]:
    """While the block runs, only the form of elements is asked for."""
    PEEKING.append(True)
    try:
        yield
    finally:
        PEEKING.pop()


def untaped(x: Any, dtype: Any = None) -> Any:
    """A value as a tensor that no tape knows."""
    return detached(convert(x, dtype))


def structured(x: Any, leaf: Any = untaped) -> Any:
    """A structure with its leaves as tensors; a list is one tensor, as it is in a graph."""
    if isinstance(x, tuple):
        return tuple(structured(v, leaf) for v in x)
    return {k: structured(v, leaf) for k, v in x.items()} if isinstance(x, dict) else leaf(x)


def called(function: Any, element: Any, unknown: int = 0) -> Any:
    """A function of an element, whose parts are its arguments if it is a tuple; `unknown`: see `Dataset`."""
    leaves = [
        symbol(x, f"args_{n}", form(x, unknown)) if isinstance(x, EagerTensor) else x
        for n, x in enumerate(flatten(element))
    ]
    element = pack_sequence_as(element, leaves)
    return function(*element) if isinstance(element, tuple) else function(element)


def form(x: Any, unknown: int) -> TensorShape:
    """A shape without the first lengths, which may differ from element to element."""
    return TensorShape([None if n < unknown else length for n, length in enumerate(shape(x))])


LEFT_OUT = (
    "random group_by_window sample_from_datasets choose_from_datasets rejection_resample snapshot save load list_files "
    "counter ragged_batch sparse_batch fingerprint ignore_errors rebatch"
)


class OwnedIterator:
    """One pass over a dataset."""

    def __init__(self, dataset: Dataset, elements: Iterator[Any]) -> None:
        self.dataset, self.elements = dataset, elements
        self.first = tuple(FIRST)  # those that it was made in

    def __iter__(self) -> OwnedIterator:
        return self

    def __next__(self) -> Any:
        element = next(self.elements)
        for first in FIRST:
            if first not in self.first:
                first.taken.append((self, element))
        return element

    element_spec = property(lambda self: self.dataset.element_spec, doc="The specs of the elements.")

    def get_next(self, name: Any = None) -> Any:
        """The next element. OutOfRangeError behind the last."""
        for element in self:
            return element
        raise failure("OutOfRangeError", "End of sequence", "IteratorGetNext")

    def get_next_as_optional(self) -> Optional:
        """The next element, or that there is none."""
        return Optional(list(itertools.islice(self, 1)), self.element_spec)


class Optional:
    """An element, or none."""

    def __init__(self, found: list[Any], element_spec: Any) -> None:
        self.found, self.element_spec = found, element_spec

    def has_value(self, name: Any = None) -> Any:
        """Whether there is one."""
        return convert(bool(self.found))

    def get_value(self, name: Any = None) -> Any:
        """The element. InvalidArgumentError where there is none."""
        if not self.found:
            raise invalid("The given optional does not have a value.", "OptionalGetValue",
                          kernel="OptionalGetValue_output_types_1")  # fmt: skip
        return self.found[0]


@export("data.Dataset")
class Dataset(Partial):
    """A recipe for an iterator, which can be followed again and again; and how many elements come of it."""

    home, left, hint = "tf.data.Dataset", LEFT_OUT, "make the elements in Python, with from_generator"

    def __init__(
        self, recipe: Callable[[], Iterator[Any]], count: int = UNKNOWN, unknown: int = 0, shuffled: bool = False
    ) -> None:
        self.recipe, self.count, self.shuffled = recipe, count, shuffled
        self.unknown = unknown  # how many of the first lengths may differ from element to element

    def __iter__(self) -> OwnedIterator:
        return OwnedIterator(self, iter(unheard(self.recipe()) if FRAMES else self.recipe()))

    kind = ""

    def __repr__(self) -> str:
        return f"<_{self.kind}Dataset element_spec={self.element_spec!r}>"

    def __len__(self) -> int:
        if self.count < 0:
            raise TypeError(f"The dataset is {'infinite' if self.count == INFINITE else 'of unknown length'}.")
        return self.count

    def __bool__(self) -> bool:
        return True

    @property
    def element_spec(self) -> Any:
        """The specs of the first element."""
        with peeking():
            first = next(iter(self))
        return structured(first, lambda x: TensorSpec(form(x, self.unknown), x.dtype))

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
            return (
                {n: typed(element[n], k) for n, k in kind.items()} if isinstance(kind, dict) else untaped(element, kind)
            )

        forms = [getattr(s, "shape", None) or () for s in flatten(output_signature)]
        unknown = max([list(form).count(None) for form in forms])
        return Dataset(lambda: map(typed, generator(*[numbers(a) for a in args or ()])), unknown=unknown)

    @staticmethod
    def range(*ends: Any, output_type: Any = int64, name: Any = None) -> Dataset:
        numbers = range(*map(whole, ends))
        return Dataset(lambda: (constant(n, output_type) for n in numbers), len(numbers))

    @staticmethod
    def zip(*args: Any, datasets: Any = None, name: Any = None) -> Dataset:
        given = datasets if datasets is not None else args[0] if len(args) == 1 and isinstance(args[0], tuple) else args
        all_ = flatten(given)
        counts, unknown = [d.count for d in all_], {d.unknown for d in all_}
        some = [c for c in counts if c >= 0]
        count = UNKNOWN if UNKNOWN in counts else min(some) if some else INFINITE
        return Dataset(lambda: (pack_sequence_as(given, parts) for parts in map(list, zip(*all_))), count,
                       unknown.pop() if len(unknown) == 1 else 0, any(d.shuffled for d in all_))  # fmt: skip
