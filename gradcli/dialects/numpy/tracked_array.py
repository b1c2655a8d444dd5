"""Arrays that a script writes traced numbers into: x = np.zeros(n); x[0] = start; x[i + 1] = x[i] + dt*f(x[i]).

A Canvas is an ndarray whose elements remember which recorded value they came from. The memory of that (who, and which
element of it) lies beside the array's own, in the same layout, so a view of the array is a view of it too: aliases
agree as they do in NumPy. Writing an element and reading it back costs no step; reading many makes one step that
assembles them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import record
from ...core.observer import chooses, depart
from ...core.trace import Readable, Tensor, plain
from ...ops.indexing import getitem
from ...ops.joining import array
from ...ops.layout import reshape
from ...ops.values import shape_of
from ..python.number import widened
from . import permuting, writers
from .off_trace import is_traced
from .permuting import Flat
from .tracked_marks import Board, assemble


class Canvas(np.ndarray[Any, Any], Readable):
    """An array of float64 that takes traced values."""

    board: Board

    def __array_finalize__(self, origin: Any) -> None:
        board = getattr(origin, "board", None)
        self.board = board if board is not None and board.covers(self) else Board(self)

    @property
    def marked(self) -> bool:
        """Whether an element of this array may be traced."""
        board = self.board
        return board.who is not None and self.size > 0

    def read(self) -> Any:
        """What the array holds now: a Tensor if an element is traced, else a copy."""
        bare = np.array(self.view(np.ndarray))
        if not self.marked:
            return bare
        who = self.board.beside(self.board.who, self).copy()
        if not who.any():
            return bare
        offset = self.board.beside(self.board.offset, self).copy()
        names = [int(n) for n in np.unique(who) if n]
        values = [self.board.values[n] for n in names]
        only = values[0]
        if len(names) == 1 and shape_of(only) == self.shape and who.all():
            if (offset.ravel() == np.arange(offset.size)).all():
                return only
        flat = [reshape(v, (-1,)) if shape_of(v) else v for v in values]
        at = [(np.flatnonzero(who.ravel() == n), offset.ravel()[who.ravel() == n]) for n in names]
        sizes = tuple(shape_of(v) for v in flat)
        return reshape(record(assemble(at, sizes, bare.size), (bare.reshape(-1), *flat)), self.shape)

    def __getitem__(self, at: Any) -> Any:
        at = tuple([index(p) for p in at]) if isinstance(at, tuple) else index(at)
        part = super().__getitem__(at)
        if not self.marked:
            return part
        if isinstance(part, Canvas):
            return part if self.board.covers(part) else getitem(self.read(), at)
        n = int(self.board.beside(self.board.who, self)[at])
        if not n:
            return part
        value = self.board.values[n]
        if not shape_of(value):
            return widened(value)
        return getitem(value, np.unravel_index(int(self.board.beside(self.board.offset, self)[at]), shape_of(value)))

    def __setitem__(self, at: Any, value: Any) -> None:
        at = tuple([index(p) for p in at]) if isinstance(at, tuple) else index(at)
        value = settled(value)
        if isinstance(value, Tensor) and value.at:
            board = self.board
            board.begin()
            super().__setitem__(at, value.value)
            board.values.append(value)
            board.beside(board.who, self)[at] = len(board.values) - 1
            board.beside(board.offset, self)[at] = np.arange(np.size(value.value)).reshape(shape_of(value))
            return
        super().__setitem__(at, plain(value))
        if self.marked:
            self.board.beside(self.board.who, self)[at] = 0

    def meet(self, ufunc: Any, how: Any, args: Any, kwargs: Any, traced: Any) -> Any:
        """One of NumPy's elementwise functions: by `traced` if an operand is, else its own; the answer is tracked."""
        out = kwargs.get("out", ())
        if any(map(is_traced, (*args, *out, *kwargs.values()))):
            return canvas(traced(ufunc, how, args, kwargs))
        if out:
            getattr(ufunc, how)(*map(bare, args), **{**kwargs, "out": tuple(map(bare, out))})
            return out[0] if len(out) == 1 else out
        return canvas(getattr(ufunc, how)(*map(bare, args), **kwargs))

    @property
    def flat(self) -> Any:
        """The elements in a row, with their marks."""
        return Flat(self)

    @flat.setter
    def flat(self, value: Any) -> None:
        Flat(self)[:] = value

    @property  # type: ignore[misc]
    def imag(self) -> Any:
        """Zeros: the elements are real."""
        return np.zeros(self.shape)

    def view(self, *how: Any, **more: Any) -> Any:
        """Another view of the memory: the marks are those of float64."""
        y = super().view(*how, **more)
        if isinstance(y, Canvas) and y.dtype != np.float64:
            y = y.view(np.ndarray)
            if isinstance(known := self.read(), Tensor):
                depart(known, f"view({y.dtype})")
        return y

    def astype(self, dtype: Any, *args: Any, copy: Any = True, **kwargs: Any) -> Any:
        """The elements in another dtype."""
        if not copy and np.dtype(dtype) == np.float64:
            return self
        return astype_marked(self, dtype, *args, **kwargs)

    def fill(self, value: Any) -> None:
        """Write one number into all elements."""
        self[...] = value

    def sort(self, *args: Any, **kwargs: Any) -> None:
        """Put the elements in rising order."""
        self[...] = permuting.sort(self.read(), *args, **kwargs)

    def partition(self, *args: Any, **kwargs: Any) -> None:
        """Put the k-th element where sorting would."""
        self[...] = permuting.partition(self.read(), *args, **kwargs)

    def put(self, *args: Any, **kwargs: Any) -> None:
        """Write elements by their number in the row."""
        writers.rewritten("put", np.put, (self, *args), kwargs)

    def __iter__(self) -> Any:
        return iter([self[n] for n in range(len(self))]) if self.marked else super().__iter__()

    def __repr__(self) -> str:
        return repr(self.view(np.ndarray))

    def __str__(self) -> str:
        return str(self.view(np.ndarray))

    def __reduce__(self) -> Any:
        return np.array(self.view(np.ndarray)).__reduce__()

    def __float__(self) -> float:
        if self.marked and isinstance(known := self.read(), Tensor):
            depart(known, "float()")
        return float(self.view(np.ndarray))

    def __deepcopy__(self, memo: Any) -> Any:
        return self.copy()


def index(part: Any) -> Any:
    """A part of an index without its places: traced whole numbers and masks serve as they are."""
    if isinstance(part, Tensor):
        if part.shape or not hasattr(part.value, "__index__"):
            chooses(part)
            return part.value
        return part.__index__()  # type: ignore[attr-defined]
    return part.view(np.ndarray) if isinstance(part, Canvas) else part


def settled(value: Any) -> Any:
    """What is to be written: a sequence that holds Tensors as one."""
    if isinstance(value, Canvas):
        return value.read()
    return array(value) if isinstance(value, list | tuple) and is_traced(value) else value


def bare(x: Any) -> Any:
    """A canvas as the ndarray that it is."""
    return x.view(np.ndarray) if isinstance(x, Canvas) else x


def canvas(y: Any) -> Any:
    """A new array of floats as one that takes traced values; anything else unchanged."""
    if type(y) is np.ndarray and y.dtype == np.float64 and y.ndim:
        return y.view(Canvas)
    if type(y) in (list, tuple) and len(y) < 64 and any(type(v) is np.ndarray for v in y):
        return type(y)(canvas(v) for v in y)
    return y


def view_of_canvas(original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What NumPy makes of a canvas where that shares its memory: canvases with the same marks; else None."""
    x = next((a for a in args if isinstance(a, Canvas)), None)
    if x is None:
        return None
    plainly = tuple([a if a is x else plain(a) for a in args])
    y: Any = np.ndarray.__array_function__(x, original, (Canvas,), plainly, {k: plain(v) for k, v in kwargs.items()})
    if isinstance(y, list):
        return y if all(isinstance(v, Canvas) for v in y) else None
    if not isinstance(y, np.ndarray) or not x.board.covers(y):
        return None
    y = y.view(Canvas)
    y.board = x.board
    return y


def override(name: str) -> Any:
    """A method of arrays that sees the marks."""
    original = getattr(np.ndarray, name)

    def call(self: Canvas, *args: Any, **kwargs: Any) -> Any:
        if self.marked and isinstance(known := self.read(), Tensor):
            return getattr(known, name)(*args, **kwargs)
        return canvas(original(self.view(np.ndarray), *args, **kwargs))

    call.__name__ = name
    return call


astype_marked = override("astype")
for _name in (
    "sum mean std var prod max min dot cumsum cumprod clip round trace diagonal repeat take tolist item copy "
    "flatten conj conjugate all any argmax argmin argsort nonzero argpartition choose compress searchsorted byteswap"
).split():
    setattr(Canvas, _name, override(_name))


def contiguous(name: str) -> Any:
    """reshape and ravel: a view where they can be, else of what is read."""
    original = getattr(np.ndarray, name)

    def call(self: Canvas, *args: Any, **kwargs: Any) -> Any:
        y = original(self, *args, **kwargs)
        if self.marked and not self.board.covers(y):
            return getattr(self.read(), name)(*args, **kwargs)
        return y

    return call


for _name in ("reshape", "ravel"):
    setattr(Canvas, _name, contiguous(_name))
