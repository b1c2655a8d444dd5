"""Writing into a traced array.

A new value with a step of its own takes the old one's place in the same object: whoever holds the array sees the
change, and what was computed before keeps the value that it was computed from.

A slice, a reshape, a transpose share the array's memory in NumPy. Here each is a Tensor of its own, linked to the
array that it is a view of: what is written to either is written to both. What may not be written to is `locked`, and so
is every view that is made of it.
"""

from __future__ import annotations

import math
import weakref
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from ...core.calls import dialect_binary as binary
from ...core.calls import dialect_unary as unary
from ...core.observer import depart
from ...core.timer import weakly
from ...core.trace import Readable, Tensor, plain
from ...core.vocabulary import ours
from ...ops import indexing, joining, layout
from ...ops.indexing import Index, by_arrays, by_index, getitem
from ...ops.joining import array
from ...ops.layout import fit
from ...ops.values import dims, shape_of
from .memory import SHOWN


@by_index
def _cleared(index: Index) -> Any:
    def forward(g: Any) -> Any:
        y = g.copy()
        y[index.index] = 0
        return y

    about: dict[str, Any] = {"params": (index,), "elementwise": False, "python": forward}
    return unary("cleared", "linear", lambda h, y, g: _cleared(index)(h), **about)


@by_index
def _stored(index: Index) -> Any:
    at = index.index

    def forward(x: Any, v: Any) -> Any:
        y = x.copy() if x.dtype == object or not hasattr(v, "dtype") or v.dtype != object else x.astype(object)
        if y.dtype != object and type(v).__module__.partition(".")[0] in ("mpmath", "sympy"):
            y = y.astype(object)
        y[at] = v
        return y

    def rule(g: Any, y: Any, x: Any, v: Any) -> Any:
        part = indexing.getter(index)(g)
        if by_arrays(at):  # where an index comes twice, the last write counts
            ids = np.full(shape_of(x), -1)
            mine = np.arange(np.size(ids[at])).reshape(np.shape(ids[at]))
            ids[at] = mine
            part = part * (ids[at] == mine)
        return fit(part, plain(v))

    return binary(
        "setitem", "linear", (lambda g, y, x, v: _cleared(index)(g), rule), params=(index,), elementwise=False,
        python=forward,
    )  # fmt: skip


def stored(at: Any) -> Any:
    """The op that stores at an index: (x, value) -> x, changed."""
    return _stored(Index(at))


def put(x: Tensor, at: Any, value: Any) -> None:
    """x[at] = value, for everyone who holds x."""
    refuse_locked(x, "assignment destination is read-only")
    parts = tuple(map(indexing.index_of, at if isinstance(at, tuple) else (at,)))
    bare = parts if isinstance(at, tuple) else parts[0]
    value = array(value) if isinstance(value, list | tuple) else value.read() if isinstance(value, Readable) else value
    value = float(value) if value is np.ma.masked else value  # nan, with NumPy's warning
    if x.value.dtype.kind not in "fc":
        if isinstance(value, Tensor) and getattr(plain(value), "dtype", np.dtype(float)).kind == "f":
            depart(value, f"an array of {x.value.dtype}")
        value = plain(value)
    if isinstance(value, np.ndarray) or (hasattr(value, "shape") and value.shape):
        lead = len(value.shape) - np.empty(x.shape, bool)[bare].ndim
        if lead > 0 and all(n == 1 for n in value.shape[:lead]):
            value = layout.reshape(value, value.shape[lead:])
    whole = not x.shape and all([p is ... for p in parts])  # all of an array without axes
    become(x, value if whole else _stored(Index(bare))(x, value))


def become(x: Tensor, y: Any) -> Tensor:
    """The array x takes the value and the place of y, in x's own shape and dtype."""
    refuse_locked(x, "output array is read-only")
    if shape_of(y) != x.shape:
        y = layout.broadcast_to(y, x.shape)
    take(x, y)
    spread_down(x)
    spread_up(x)
    return x


def take(x: Tensor, y: Any) -> None:
    """The value and the place of y, for x alone."""
    value = plain(y) if x.shape else np.asarray(plain(y))
    if value.dtype != x.value.dtype and value.dtype.kind != "O":
        value = value.astype(x.value.dtype)
    x.value, x.at = value, getattr(y, "at", 0)
    if id(x) in SHOWN:
        depart(x, "its memory")
        np.copyto(SHOWN[id(x)][0], value)


class Link:
    """A view of an array. made: how it was made of it, on any array of that shape. part: real or imag of complex.
    back: how the array is made of it, where no element of one is an element of the other."""

    __slots__ = ("array", "back", "made", "part", "shape", "view")

    def __init__(self, view: Tensor, array: Tensor, made: Callable[[Any], Any], part: str, back: Any = None) -> None:
        key, base = id(view), id(array)
        self.view, self.back, self.array = weakly(view, lambda: forget(key, base)), back, array
        self.made, self.shape, self.part = made, array.shape, part
        LINKS[key] = self
        VIEWS.setdefault(base, set()).add(key)
        if base in LOCKED:
            lock(view)

    def positions(self) -> Any:
        """Which element of the array each element of the view is."""
        every = np.arange(int(np.prod(self.shape))).reshape(self.shape)
        return (every if self.part else self.made(every)).reshape(-1)

    def down(self, shape: tuple[int, ...]) -> Any:
        """The view of what the array is now."""
        if self.back is not None:
            return self.made(self.array)
        y = getitem(layout.ravel(self.array), self.positions().reshape(shape))
        return getattr(ours, self.part)(y) if self.part else y

    def up(self, view: Tensor) -> Any:
        """The array with what the view is now."""
        if self.back is not None:
            return self.back(view)
        if self.part:
            parts = (view, ours.imag(self.array)) if self.part == "real" else (ours.real(self.array), view)
            return ours.complex(*parts)
        whole = stored(self.positions())(layout.ravel(self.array), layout.ravel(view))
        return layout.reshape(whole, self.array.shape)


LINKS: dict[int, Link] = {}  # by the view's id, while it lives
VIEWS: dict[int, set[int]] = {}  # by the id of the array, which its views keep alive


def base_of(x: Tensor) -> Any:
    """The array that x is a view of, which is one of none; None for one that is no view."""
    known = LINKS.get(id(x))
    return known and (base_of(known.array) or known.array)


def forget(view: int, array: int) -> None:
    """A view is gone."""
    LINKS.pop(view, None)
    VIEWS[array].discard(view)
    if not VIEWS[array]:
        del VIEWS[array]


def linked(x: Tensor, y: Any, made: Callable[[Any], Any], name: str = "") -> Any:
    """y, made of x by what NumPy calls `name`: linked to it if it shares its memory in NumPy."""
    if not isinstance(y, Tensor) or y is x or not x.shape:
        return y
    if not y.shape and name in ("reshape", "squeeze"):
        y.value = made(x.value)  # an array, though it has no axes
    if not isinstance(y.value, np.ndarray):
        return y
    part = ("imag" if name == "imag" else "real") if x.value.dtype.kind == "c" != y.value.dtype.kind else ""
    if (part and name in ("real", "imag")) or np.may_share_memory(y.value, x.value):
        Link(y, x, made, part)
    elif name == "imag":  # zeros that NumPy makes for it
        lock(y)
    return y


def link(x: Tensor, y: Any, made: Callable[[Any], Any], name: str) -> None:
    """What is written to a view is written to x; made: how the views are made of any array."""
    if isinstance(y, list | tuple):
        for n, part in enumerate(y):
            linked(x, part, partial(nth, made, n))
    else:
        linked(x, y, made, name)


def nth(made: Callable[[Any], Any], n: int, v: Any) -> Any:
    """The n-th of several views of an array."""
    return made(v)[n]


def spread_down(x: Tensor, but: Any = None) -> None:
    """The views of x see what was written to it."""
    for key in list(VIEWS.get(id(x), ())):
        link = LINKS[key]
        view = link.view()
        if view is not None and view is not but:
            take(view, link.down(view.shape))
            spread_down(view)


def spread_up(x: Tensor) -> None:
    """The array that x is a view of sees what was written to x."""
    if (link := LINKS.get(id(x))) is not None:
        take(link.array, link.up(x))
        spread_down(link.array, but=x)
        spread_up(link.array)


LOCKED: dict[int, weakref.ref[Tensor]] = {}  # the arrays that may not be written to, by their ids while they live


def lock(x: Tensor) -> None:
    """x may not be written to."""
    key = id(x)
    LOCKED[key] = weakly(x, lambda: LOCKED.pop(key, None))


def refuse_locked(x: Tensor, message: str) -> None:
    """ValueError, as NumPy's own, if x may not be written to."""
    if id(x) in LOCKED:
        raise ValueError(message)


class Flags:
    """x.flags: NumPy's own, save for whether x may be written to."""

    def __init__(self, x: Tensor) -> None:
        vars(self).update(x=x, known=np.asarray(x.value).flags)

    def __getattr__(self, name: str) -> Any:
        return id(self.x) not in LOCKED if name == "writeable" else getattr(self.known, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "writeable":
            setattr(self.known, name, value)
        elif not value:
            lock(self.x)
        else:
            if (link := LINKS.get(id(self.x))) and id(link.array) in LOCKED:
                raise ValueError("cannot set WRITEABLE flag to True of this array")
            LOCKED.pop(id(self.x), None)

    def __getitem__(self, name: str) -> Any:
        return self.writeable if name in ("WRITEABLE", "W") else self.known[name]

    def __setitem__(self, name: str, value: Any) -> None:
        setattr(self, name.lower() if name != "W" else "writeable", value)


def setflags(x: Tensor, write: Any = None, **more: Any) -> None:
    """x.setflags(write=...)."""
    if write is not None:
        Flags(x).writeable = write


def resized(x: Tensor, *to: Any, refcheck: bool = True) -> None:
    """x.resize(shape): in place, with zeros for what is new."""
    if id(x) in LINKS:
        raise ValueError("cannot resize this array: it does not own its data")
    if id(x) in VIEWS and refcheck:
        raise ValueError("cannot resize an array that references or is referenced\nby another array in this way.")
    shape = dims(to[0] if len(to) == 1 else to)
    lacking = np.zeros(max(0, math.prod(shape) - math.prod(x.shape)), x.value.dtype)
    row = joining.concatenate([layout.ravel(x), lacking]) if lacking.size else layout.ravel(x)
    take(x, layout.reshape(getitem(row, slice(0, math.prod(shape))), shape))
