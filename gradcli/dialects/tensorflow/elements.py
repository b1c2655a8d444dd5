"""The elements of a dataset: a recipe that is followed again and again, how many there are, and of what form."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterator
from typing import Any

from .convert import constant, convert, detached
from .dtypes import int64
from .module import TensorSpec
from .tracing import Frame, looped, printing, silent, tracing

INFINITE, UNKNOWN = -1, -2
PEEKING: list[bool] = []  # while only the form of elements is asked for, nothing is drawn


def bare(x: Any) -> Any:
    """A value as a tensor that no tape knows."""
    return detached(convert(x))


def structured(x: Any, leaf: Any = bare) -> Any:
    """A structure with its leaves as tensors; a list is one tensor, as it is in a graph."""
    if isinstance(x, tuple):
        return tuple(structured(v, leaf) for v in x)
    if isinstance(x, dict):
        return {k: structured(v, leaf) for k, v in x.items()}
    return leaf(x)


def called(function: Any, element: Any) -> Any:
    """A function of an element, whose parts are its arguments if it is a tuple."""
    return function(*element) if isinstance(element, tuple) else function(element)


class Traced:
    """A function of a dataset's, whose graph is traced once, and whose random ops begin anew with each pass."""

    def __init__(self, function: Any) -> None:
        self.function, self.heard = function, False

    def again(self) -> Iterator[Any]:
        """The function for one pass over the elements."""
        frame = Frame()

        def call(*parts: Any) -> Any:
            with tracing(frame), printing(silent if self.heard else builtins.print):
                self.heard = True
                return self.function(*parts)

        yield call


class Elements:
    """A recipe for an iterator, and how many elements come of it."""

    def __init__(self, recipe: Callable[[], Iterator[Any]], count: int = UNKNOWN) -> None:
        self.recipe, self.count = recipe, count
        self.unknown = 0  # how many of the first lengths may differ from element to element
        self.shuffled = False

    def __iter__(self) -> Iterator[Any]:
        return looped(self.recipe())

    def __len__(self) -> int:
        if self.count < 0:
            raise TypeError(f"The dataset is {'infinite' if self.count == INFINITE else 'of unknown length'}.")
        return self.count

    def __bool__(self) -> bool:
        return True

    def cardinality(self, name: Any = None) -> Any:
        """How many elements; -1 for infinitely many, -2 where nobody knows."""
        return constant(self.count, int64)

    def as_numpy_iterator(self) -> Iterator[Any]:
        """The elements as NumPy."""
        return (structured(e, lambda x: x.numpy()) for e in self)

    @property
    def element_spec(self) -> Any:
        """The specs of the first element."""
        PEEKING.append(True)
        try:
            first = next(iter(self))
        finally:
            PEEKING.pop()
        return structured(first, lambda x: TensorSpec(loosened(x.shape, self.unknown), x.dtype))


def loosened(shape: Any, unknown: int) -> list[int | None]:
    """A shape with its first lengths unknown."""
    lengths = list(shape)
    return [None if n < unknown else length for n, length in enumerate(lengths)]
