"""NumPy's functions that only move elements about.

Such a function is run by NumPy itself on the numbers of the elements in the place of their values: where each number
ends is where the element came from, and the trace gathers them so. Number 0 is a zero, as NumPy fills what is empty.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ...core.observer import choice
from ...core.trace import Traced, plain
from ...ops import extremes, joining, layout
from ...ops.indexing import getitem
from ...ops.values import shape_of
from .creation import row
from .off_trace import bare, current, is_traced, parameters
from .ties import equal_neighbours


def numbers(x: Any, first: int = 0) -> Any:
    """The elements of x, numbered."""
    return np.arange(first, first + math.prod(shape_of(x))).reshape(shape_of(x))


def gathered(x: Any, at: Any) -> Any:
    """The elements of x by their numbers."""
    return getitem(layout.ravel(row(x)), at)


class Elements:
    """The elements of several arguments in one row, numbered from 1: 0 is a zero."""

    def __init__(self) -> None:
        self.parts: list[Any] = []
        self.count = 1

    def number(self, x: Any) -> Any:
        """An argument with numbers in the place of its elements."""
        if isinstance(x, list | tuple):
            return type(x)([self.number(v) for v in x])
        if isinstance(x, str | slice | type(None)):
            return x
        x = current(x)
        x = x if isinstance(x, Traced) else np.asarray(x)
        found = numbers(x, self.count)
        self.parts.append(layout.ravel(row(x)))
        self.count += found.size
        return found if shape_of(x) else int(found)

    def pick(self, at: Any) -> Any:
        """An answer with the elements in the place of their numbers."""
        if isinstance(at, list | tuple):
            return type(at)([self.pick(v) for v in at])
        at = np.asarray(at)
        if len(self.parts) == 1 and (at > 0).all():
            return gathered(self.parts[0], at - 1)
        row = joining.concatenate([np.zeros(1, np.result_type(*map(plain, self.parts))), *self.parts])
        return getitem(row, at)


def place(x: Any) -> Any:
    """An argument that says where, which has no slope: whole numbers, truth values."""
    if is_traced(x) and not isinstance(x, list | tuple) and np.asarray(plain(x)).dtype.kind not in "biu":
        raise TypeError("a number that places has a slope")
    return bare(x)


def moved(data: str) -> Callable[..., Any]:
    """How a function that moves the elements of some parameters is run, whatever its other arguments say."""
    names = data.split()

    def run(original: Callable[..., Any], args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        elements = Elements()
        known = parameters(original)
        variadic = names[0].startswith("*")
        mine = [variadic or known[min(n, len(known) - 1)] in names for n in range(len(args))]
        placed = [elements.number(a) if is_data else place(a) for a, is_data in zip(args, mine)]
        rest = {k: elements.number(v) if k in names else place(v) for k, v in kwargs.items() if k != "dtype"}
        return elements.pick(original(*placed, **rest))

    return run


def pad(array: Any, pad_width: Any, mode: Any = "constant", **more: Any) -> Any:
    """np.pad in the modes that repeat elements, or put a constant."""
    if mode not in ("constant", "edge", "reflect", "symmetric", "wrap") or more.get("reflect_type", "even") != "even":
        raise TypeError(f"np.pad computes new elements in mode {mode}")
    return moved("array constant_values")(np.pad, (array, pad_width, mode), more)


def sort(a: Any, axis: Any = -1, kind: Any = None, stable: Any = None) -> Any:
    """The elements in rising order along an axis."""
    if axis is None or len(shape_of(a)) == 1:
        return extremes.sort(layout.ravel(a), -1 if axis is None else axis)
    return ordered(a, np.argsort(plain(a), axis, "stable"), axis)


def partition(a: Any, kth: Any, axis: Any = -1, kind: Any = "introselect") -> Any:
    """The elements with the k-th where sorting would put it, along an axis."""
    if axis is None:
        a, axis = layout.ravel(a), -1
    return ordered(a, np.argpartition(plain(a), plain(kth), axis, kind), axis)


def ordered(x: Any, order: Any, axis: int) -> Any:
    """x in an order along an axis."""
    choice("an order of equal numbers", equal_neighbours(plain(x), axis), x, order=True)
    return gathered(x, np.take_along_axis(numbers(x), order, axis))


def unique(ar: Any, **more: Any) -> Any:
    """The distinct elements, each where it stands first."""
    found = np.unique(plain(ar), **{**more, "return_index": True})
    choice("np.unique()", equal_neighbours(np.ravel(plain(ar))), ar, order=True)
    y = gathered(ar, found[1])
    rest = [v for v, asked in zip(found[1:], [more.get("return_index"), True, True]) if asked]
    return y if len(found) == 2 and not more.get("return_index") else (y, *rest)


def trim_zeros(filt: Any, trim: str = "fb") -> Any:
    """A vector without the zeros at its ends."""
    kept = np.flatnonzero(plain(filt))
    first = int(kept[0]) if "f" in trim.lower() else 0
    last = int(kept[-1]) + 1 if "b" in trim.lower() else shape_of(filt)[0]
    off = [*range(first), *range(last, shape_of(filt)[0])]
    choice("np.trim_zeros()", bool(off), getitem(filt, off), pairs=True)
    return getitem(filt, slice(first, last))


class Flat:
    """x.flat: the elements in a row, to read, to write and to go through."""

    def __init__(self, x: Any) -> None:
        self.x, self.rest = x, iter(range(math.prod(x.shape)))

    def at(self, index: Any) -> Any:
        """An index into the row as one into the array."""
        return np.unravel_index(np.arange(math.prod(self.x.shape))[plain(index)], self.x.shape)

    def __getitem__(self, index: Any) -> Any:
        return self.x[self.at(index)]

    def __setitem__(self, index: Any, value: Any) -> None:
        self.x[self.at(index)] = value

    def fill(self, values: Any) -> None:
        """x.flat = values, which begin again where there are too few."""
        elements = layout.ravel(row(current(values)))
        self.x[...] = layout.reshape(getitem(elements, np.arange(len(self)) % elements.shape[0]), self.x.shape)

    def __len__(self) -> int:
        return math.prod(self.x.shape)

    def __iter__(self) -> Flat:
        return self

    def __next__(self) -> Any:
        return self[next(self.rest)]
