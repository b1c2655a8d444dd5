"""Arrays that a script writes traced numbers into: x = np.zeros(n); x[0] = start; x[i + 1] = x[i] + dt*f(x[i]).

A Canvas is an ndarray whose elements remember which recorded value they came from. The memory of that (who, and which
element of it) lies beside the array's own, in the same layout, so a view of the array is a view of it too: aliases
agree as they do in NumPy. Writing an element and reading it back costs no step; reading many makes one step that
assembles them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..core.op import nary, record
from ..core.trace import Tensor, leak, plain
from ..ops.shape import Index, _putitem, array, getitem, reshape, shape_of


class Board:
    """The marks of one array: for each element the number of the value it came from (0: none), and which of its own."""

    def __init__(self, base: np.ndarray[Any, Any]) -> None:
        low, high = np.lib.array_utils.byte_bounds(base)
        self.low, self.high = low, high
        self.who: Any = None
        self.offset: Any = None
        self.values: list[Any] = [None]

    def begin(self) -> None:
        """Room for the marks, once there is one to make."""
        if self.who is None:
            count = -(-(self.high - self.low) // 8)
            self.who, self.offset = np.zeros(count, np.int64), np.zeros(count, np.int64)

    def covers(self, view: np.ndarray[Any, Any]) -> bool:
        """Whether a view lies in this array's memory."""
        start: int = view.__array_interface__["data"][0]
        return self.low <= start < max(self.high, self.low + 1)

    def beside(self, marks: Any, view: np.ndarray[Any, Any]) -> Any:
        """The part of the marks that lies beside a view."""
        start = view.__array_interface__["data"][0] - self.low
        return np.ndarray(view.shape, np.int64, marks, start, view.strides)


class Canvas(np.ndarray[Any, Any]):
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
            return value
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

    def __array_ufunc__(self, ufunc: Any, method: Any, *args: Any, **kwargs: Any) -> Any:
        out = kwargs.pop("out", None)
        if any(isinstance(a, Tensor) or (isinstance(a, Canvas) and a.marked) for a in args):
            from .numpy import from_ufunc

            y = from_ufunc(ufunc, method, read_all(args), kwargs)
        elif out is not None and not any(isinstance(o, Canvas) and o.marked for o in out):
            getattr(ufunc, method)(*map(bare, args), out=tuple(map(bare, out)), **kwargs)
            return out[0] if len(out) == 1 else out
        else:
            y = getattr(ufunc, method)(*map(bare, args), **kwargs)
        if out is not None:
            out[0][...] = y
            return out[0]
        return canvas(y)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        if any(isinstance(v, Tensor) or (isinstance(v, Canvas) and v.marked) for v in walk([args, kwargs])):
            from .numpy import from_function

            return from_function(function, read_all(args), read_all(kwargs))
        return super().__array_function__(function, types, args, kwargs)

    def __iter__(self) -> Any:
        return iter([self[n] for n in range(len(self))]) if self.marked else super().__iter__()

    def __repr__(self) -> str:
        return repr(self.view(np.ndarray))

    def __reduce__(self) -> Any:
        return np.array(self.view(np.ndarray)).__reduce__()

    def __float__(self) -> float:
        if self.marked and isinstance(known := self.read(), Tensor):
            leak(known, "float()")
        return float(self.view(np.ndarray))

    def __deepcopy__(self, memo: Any) -> Any:
        return self.copy()


def index(part: Any) -> Any:
    """A part of an index without its places: traced whole numbers and masks serve as they are."""
    if isinstance(part, Tensor):
        return part.__index__() if not part.shape else part.value  # type: ignore[attr-defined]
    return part.view(np.ndarray) if isinstance(part, Canvas) else part


def settled(value: Any) -> Any:
    """What is to be written: a sequence that holds Tensors as one."""
    from .numpy import is_traced

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


def walk(x: Any) -> Any:
    """The leaves of arguments."""
    if isinstance(x, list | tuple):
        for v in x:
            yield from walk(v)
    elif isinstance(x, dict):
        yield from walk(list(x.values()))
    else:
        yield x


def read_all(x: Any) -> Any:
    """Arguments with every canvas read."""
    if isinstance(x, Canvas):
        return x.read()
    if isinstance(x, list | tuple):
        return type(x)(read_all(v) for v in x) if not hasattr(x, "_fields") else x
    return {k: read_all(v) for k, v in x.items()} if isinstance(x, dict) else x


def assemble(at: list[tuple[Any, Any]], sizes: tuple[tuple[int, ...], ...], size: int) -> Any:
    """One array of some elements of each of several values, and of a constant where there is none."""
    taken = np.concatenate([to for to, _ in at])

    def forward(constant: Any, *values: Any) -> Any:
        objects = [v for v in values if getattr(v, "dtype", np.dtype(float)) == object or not hasattr(v, "dtype")]
        y = constant.astype(object) if any(not isinstance(v, float | int) for v in objects) else constant.copy()
        y[taken] = 0
        for (to, element), v in zip(at, values):
            y[to] = v[element] if getattr(v, "shape", ()) else v
        return y

    def part(n: int) -> Any:
        to, element = at[n]

        def rule(g: Any, y: Any, *inputs: Any) -> Any:
            if not sizes[n] and isinstance(g, np.ndarray):
                return g[to[0]] if len(to) == 1 else g[to].sum()
            piece = getitem(g, to)
            return _putitem(Index(element), sizes[n])(piece) if sizes[n] else piece.sum()

        return rule

    rules = tuple(part(n) for n in range(len(sizes)))
    return nary(
        "assemble", "linear", (lambda g, y, *inputs: g, *rules), params=(size,), elementwise=False, python=forward
    ).op  # fmt: skip


def override(name: str) -> Any:
    """A method of arrays that sees the marks."""
    original = getattr(np.ndarray, name)

    def call(self: Canvas, *args: Any, **kwargs: Any) -> Any:
        if self.marked and isinstance(known := self.read(), Tensor):
            return getattr(known, name)(*args, **kwargs)
        return canvas(original(self.view(np.ndarray), *args, **kwargs))

    call.__name__ = name
    return call


for _name in (
    "sum mean std var prod max min dot cumsum cumprod clip round trace diagonal repeat take astype tolist item copy "
    "flatten conj conjugate all any argmax argmin argsort nonzero"
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
