"""NumPy's functions that only move elements about, and those that write into an argument.

Such a function is run on the numbers of the elements in the place of their values: where each number ends is where the
element came from, and the trace gathers them so. What writes in another way is run on a copy, off the trace.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from ...core.observer import unfollowed
from ...core.trace import plain
from ...ops import extremes, joining, layout
from ...ops.indexing import Index, getitem, putter
from ...ops.joining import array
from ...ops.values import shape_of

if TYPE_CHECKING:
    from collections.abc import Callable

# functions that write into their first argument: where among their arguments, and under which name, what they write is
WRITERS: dict[str, tuple[int, str]] = {
    "copyto": (1, "src"), "put": (2, "v"), "place": (2, "vals"), "putmask": (2, "values"), "fill_diagonal": (1, "val"),
    "put_along_axis": (2, "values"), "random.shuffle": (-1, ""),
}  # fmt: skip


def numbers(x: Any, first: int = 0) -> Any:
    """The elements of x, numbered."""
    return np.arange(first, first + math.prod(shape_of(x))).reshape(shape_of(x))


def gathered(x: Any, at: Any) -> Any:
    """The elements of x by their numbers."""
    return getitem(layout.ravel(x), at)


def padded(x: Any, pad_width: Any, mode: Any = "constant", **more: Any) -> Any:
    """np.pad in the modes that repeat elements, or put a constant."""
    if mode == "constant":
        filling = more.pop("constant_values", 0)
        row = joining.concatenate([layout.ravel(x), layout.reshape(filling, (1,))])
        return gathered(row, np.pad(numbers(x), pad_width, mode, constant_values=row.shape[0] - 1, **more))
    if mode not in ("edge", "reflect", "symmetric", "wrap") or more.get("reflect_type", "even") != "even":
        raise TypeError(f"np.pad computes new elements in mode {mode}")
    return gathered(x, np.pad(numbers(x), pad_width, mode, **more))


def sort(x: Any, axis: Any = -1, kind: Any = None, order: Any = None, *, stable: Any = None) -> Any:
    """The elements in rising order along an axis."""
    if axis is None or len(shape_of(x)) == 1:
        return extremes.sort(layout.ravel(x), -1 if axis is None else axis)
    return ordered(x, np.argsort(plain(x), axis, "stable"), axis)


def partition(x: Any, kth: Any, axis: Any = -1, kind: Any = "introselect", order: Any = None) -> Any:
    """The elements with the k-th where sorting would put it, along an axis."""
    if axis is None:
        x, axis = layout.ravel(x), -1
    return ordered(x, np.argpartition(plain(x), plain(kth), axis, kind), axis)


def ordered(x: Any, order: Any, axis: int) -> Any:
    """x in an order along an axis."""
    return gathered(x, np.take_along_axis(numbers(x), order, axis))


def rewritten(path: str, original: Callable[..., Any], args: Any, kwargs: dict[str, Any]) -> None:
    """What NumPy's function `path` writes into its first argument, written there on the trace where it can be."""
    from .module import bare, current, written

    target, rest = args[0], list(args[1:])
    if isinstance(target, list):  # shuffled as any other
        original(*args, **kwargs)
        return
    old = current(target)
    copy = np.array(plain(old))
    if path in ("add.at", "subtract.at") and copy.dtype.kind == "f":
        at = Index(tuple(map(bare, rest[0])) if isinstance(rest[0], tuple) else bare(rest[0]))
        what = layout.broadcast_to(array(rest[1]) if isinstance(rest[1], list) else rest[1], copy[at.index].shape)
        change = putter(at, copy.shape)(what)
        written(target, old + change if path == "add.at" else old - change)
        return
    place, name = WRITERS.get(path, (-1, ""))
    what = kwargs.get(name) if name in kwargs else rest[place - 1] if place > 0 else None
    if place > 0:  # raises what NumPy raises
        original(copy, *map(bare, rest), **{k: bare(v) for k, v in kwargs.items()})
    if copy.dtype.kind != "f" or path not in WRITERS:
        if place < 0:
            original(copy, *map(bare, rest), **{k: bare(v) for k, v in kwargs.items()})
        written(target, unfollowed(f"np.{path}()", copy, old, rest, kwargs))
        return
    what = array(what) if isinstance(what, list | tuple) else current(what)
    rows = [layout.ravel(old)]
    if place > 0:
        rows.append(layout.reshape(what, (-1,)))
        marks = numbers(what, copy.size)
        if name in kwargs:
            kwargs = {**kwargs, name: marks}
        else:
            rest[place - 1] = marks
    at = numbers(old)
    original(at, *map(bare, rest), **{k: bare(v) for k, v in kwargs.items()})
    written(target, getitem(joining.concatenate(rows), at))


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

    def __len__(self) -> int:
        return math.prod(self.x.shape)

    def __iter__(self) -> Flat:
        return self

    def __next__(self) -> Any:
        return self[next(self.rest)]
