"""Arrays that a script writes traced numbers into: x = np.zeros(n); x[0] = start; x[i + 1] = x[i] + dt*f(x[i]).

A TrackedArray is an ndarray whose elements remember which recorded value they came from. The memory of that (who,
and which element of it) lies beside the array's own, in the same layout, so a view of the array is a view of it too:
aliases agree as they do in NumPy. Writing an element and reading it back costs no step; reading many makes one step
that assembles them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.calls import record
from ...core.observer import depart, follows, opaque, spelt
from ...core.trace import Readable, Tensor, plain, trace
from ...ops.indexing import getitem, index_of
from ...ops.joining import array
from ...ops.layout import reshape
from ...ops.values import shape_of
from ..python.number import widened
from .creation import astype
from .off_trace import is_traced
from .permuting import Flat
from .tracked_marks import Marks, assemble

FLOATS = "dfe"  # NumPy's letters of the dtypes that are tracked
MANY = 8  # values that one array is assembled of anew whenever it is read


class TrackedArray(np.ndarray[Any, Any], Readable):
    """An array of floats that takes traced values."""

    marks: Marks

    def __array_finalize__(self, origin: Any) -> None:
        marks = getattr(origin, "marks", None)
        self.marks = marks if marks is not None and marks.covers(self) else Marks(self)

    @property
    def marked(self) -> bool:
        """Whether an element of this array may be traced, or come of bytes that were written into its memory."""
        marks = self.marks
        return self.size > 0 and (marks.who is not None or (marks.bare != "" and trace.observer is not None))

    def read(self) -> Any:
        """What the array holds now: a Tensor if an element is traced, else a copy."""
        bare = np.array(as_ndarray(self))
        if self.marks.bare and trace.observer is not None and (places := trace.observer.packed(bare)):
            return opaque("bytes", bare, tuple(places))
        who = None if self.marks.who is None else self.marks.beside(self.marks.who, self).copy()
        if who is None or not who.any():
            return bare
        offset = self.marks.beside(self.marks.offset, self).copy()
        names = [int(n) for n in np.unique(who) if n]
        values = [self.marks.values[n] for n in names]
        whole = len(names) == 1 and shape_of(values[0]) == self.shape and who.all()
        if whole and np.array_equal(offset.ravel(), np.arange(who.size)):
            return type(values[0])(values[0].value, values[0].at)
        flat = [reshape(v, (-1,)) if shape_of(v) else v for v in values]
        at = [(np.flatnonzero(mine := who.ravel() == n), offset.ravel()[mine]) for n in names]
        op = assemble(at, tuple(map(shape_of, flat)), bare.size)
        y = reshape(record(op, (bare.reshape(-1), *flat)), self.shape)
        if len(names) > MANY and follows():  # those of one place from here on: to assemble them again is a step of one
            self.marks.values.append(y)
            self.marks.beside(self.marks.who, self)[who > 0] = len(self.marks.values) - 1
            self.marks.beside(self.marks.offset, self)[who > 0] = np.flatnonzero(who)
        return y

    def __getitem__(self, at: Any) -> Any:
        at = tuple([index(p) for p in at]) if isinstance(at, tuple) else index(at)
        part = super().__getitem__(at)
        if not self.marked:
            return part
        if isinstance(part, TrackedArray):
            return part if self.marks.covers(part) else getitem(self.read(), at)
        if self.marks.who is None:
            return getitem(self.read(), at)
        n = int(self.marks.beside(self.marks.who, self)[at])
        if not n:
            return part
        value = self.marks.values[n]
        if not shape_of(value):
            return widened(value)
        return getitem(value, np.unravel_index(int(self.marks.beside(self.marks.offset, self)[at]), shape_of(value)))

    def __setitem__(self, at: Any, value: Any) -> None:
        at = tuple([index(p) for p in at]) if isinstance(at, tuple) else index(at)
        value = settled(value)
        if isinstance(value, Tensor) and value.at:
            marks = self.marks
            marks.begin()
            if self.itemsize < 8:
                value = astype(value, self.dtype)
            super().__setitem__(at, value.value)
            if marks.bare:
                depart(value, marks.bare)
            marks.values.append(type(value)(value.value, value.at))  # the script may change its own in place
            marks.beside(marks.who, self)[at] = len(marks.values) - 1
            marks.beside(marks.offset, self)[at] = np.arange(np.size(value.value)).reshape(shape_of(value))
            return
        super().__setitem__(at, plain(value))
        if self.marks.who is not None and self.size:
            self.marks.beside(self.marks.who, self)[at] = 0

    def meet(self, ufunc: Any, how: Any, args: Any, kwargs: Any, traced: Any) -> Any:
        """One of NumPy's elementwise functions: by `traced` if an operand is, else its own; the answer is tracked."""
        out = kwargs.get("out", ())
        if any(map(is_traced, (*args, *out, *kwargs.values()))):
            return tracked(traced(ufunc, how, args, kwargs))
        if out:
            getattr(ufunc, how)(*map(as_ndarray, args), **{**kwargs, "out": tuple(map(as_ndarray, out))})
            return out[0] if len(out) == 1 else out
        return tracked(getattr(ufunc, how)(*map(as_ndarray, args), **kwargs))

    @property
    def base(self) -> Any:
        """The array whose memory this one shares."""
        return None if type(known := super().base) is np.ndarray and known.base is None else known

    @property
    def flat(self) -> Any:
        """The elements in a row, with their marks."""
        return Flat(self)

    @flat.setter
    def flat(self, value: Any) -> None:
        Flat(self).fill(value)

    imag = property(lambda self: np.zeros(self.shape))

    def view(self, *how: Any, **more: Any) -> Any:
        """Another view of the memory: the marks are those of one dtype."""
        y = super().view(*how, **more)
        if isinstance(y, TrackedArray) and y.dtype != self.dtype:
            y = as_ndarray(y)
        if not isinstance(y, TrackedArray):
            self.bare(".view()")
        return y

    def bare(self, how: str) -> None:
        """The memory is seen without its marks: what is traced in it leaves, and so does what will be written there."""
        self.leave(how)
        self.marks.bare = self.marks.bare or how

    def __array__(self, *how: Any, **more: Any) -> Any:
        self.bare("__array__()")
        return super().__array__(*how, **more)

    def astype(self, dtype: Any, *args: Any, copy: Any = True, **kwargs: Any) -> Any:
        """The elements in another dtype."""
        return self if not copy and np.dtype(dtype) == self.dtype else astype_marked(self, dtype, *args, **kwargs)

    def __iter__(self) -> Any:
        return iter([self[n] for n in range(len(self))]) if self.marked else super().__iter__()

    def __repr__(self) -> str:
        return repr(self.read() if self.marked else as_ndarray(self))

    def __str__(self) -> str:
        return str(self.read() if self.marked else as_ndarray(self))

    def tobytes(self, *args: Any, **kwargs: Any) -> bytes:
        """The bytes, which know what they were made of."""
        told: bytes = spelt(super().tobytes(*args, **kwargs), self)
        return told

    def leave(self, where: str) -> None:
        """Tell that what is traced here leaves the trace."""
        if self.marked and isinstance(known := self.read(), Tensor):
            depart(known, where)

    def __reduce__(self) -> Any:
        self.leave("pickle")
        return np.array(as_ndarray(self)).__reduce__()

    def __float__(self) -> float:
        self.leave("float()")
        return float(as_ndarray(self))


def index(part: Any) -> Any:
    """A part of an index without its places: traced whole numbers and masks serve as they are."""
    return part if part.__class__ is int or part.__class__ is slice else index_of(as_ndarray(part))


def settled(value: Any) -> Any:
    """What is to be written: a sequence that holds Tensors as one, a text as its number."""
    if isinstance(value, str) and trace.observer is not None and (places := tuple(trace.observer.places_of(value))):
        return opaque("text", float(value), places)
    value = value.read() if isinstance(value, TrackedArray) else value
    return array(value) if isinstance(value, list | tuple) and is_traced(value) else value


def as_ndarray(x: Any) -> Any:
    """A tracked array as the ndarray that it is, for no one but us."""
    return np.ndarray.view(x, np.ndarray) if isinstance(x, TrackedArray) else x


def tracked(y: Any) -> Any:
    """A new array of floats as one that takes traced values; anything else unchanged."""
    if type(y) is np.ndarray and y.dtype.char in FLOATS:
        return y.view(TrackedArray)
    if type(y) in (list, tuple) and len(y) < 64 and any(type(v) is np.ndarray for v in y):
        return type(y)(tracked(v) for v in y)
    return y


def cell(x: Any) -> Any:
    """A traced number as an array without axes, which is one object for all who hold it."""
    y = np.zeros((), getattr(plain(x), "dtype", float)).view(TrackedArray)
    y[()] = x
    return y


def tracked_view(original: Any, args: tuple[Any, ...], kwargs: dict[str, Any], others: Callable[[Any], Any]) -> Any:
    """What NumPy makes of tracked arrays where that shares their memory: such arrays with the same marks; else None.

    others: what is made of the arguments as they are now, for parts that are of traced ones without marks.
    """
    if not (known := [a for a in args if isinstance(a, TrackedArray)]):
        return None
    bare = as_ndarray(known[0])
    plainly = [bare if a is known[0] else as_plain(a) for a in args]
    y = original(*plainly, **{k: as_plain(v) for k, v in kwargs.items()})
    if not isinstance(y, list | tuple):
        return known[0] if y is bare else covered(known[0], y)
    parts = [next((p for a in known if (p := covered(a, v)) is not None), None) for v in y]
    if all(p is None for p in parts):
        return None
    if any(p is None for p in parts) and is_traced(args):
        y = others(tuple([a.read() if isinstance(a, TrackedArray) else a for a in args]))
    return type(y)([tracked(v) if p is None else p for p, v in zip(parts, y)])


def covered(x: TrackedArray, y: Any) -> Any:
    """An array in the memory of x with the marks of x; None for another."""
    if not isinstance(y, np.ndarray) or y.dtype != x.dtype or not x.marks.covers(y):
        return None
    y = y.view(TrackedArray)
    y.marks = x.marks
    return y


def as_plain(x: Any) -> Any:
    """An argument as NumPy takes it."""
    return as_ndarray(x) if isinstance(x, TrackedArray) else plain(x)


def override(name: str) -> Any:
    """A method of arrays that sees the marks."""
    original = getattr(np.ndarray, name)

    def call(self: TrackedArray, *args: Any, **kwargs: Any) -> Any:
        if self.marked and isinstance(known := self.read(), Tensor):
            return getattr(known, name)(*args, **kwargs)
        return tracked(original(as_ndarray(self), *args, **kwargs))

    call.__name__ = name
    return call


astype_marked = override("astype")


def memory(name: str) -> Any:
    """An attribute that gives the memory itself away."""
    original = getattr(np.ndarray, name)

    def get(self: TrackedArray) -> Any:
        self.bare(f".{name}")
        return original.__get__(self)

    return property(get)


def contiguous(name: str) -> Any:
    """reshape and ravel: a view where they can be, else of what is read."""
    original = getattr(np.ndarray, name)

    def call(self: TrackedArray, *args: Any, **kwargs: Any) -> Any:
        y = original(self, *args, **kwargs)
        if self.marked and not self.marks.covers(y):
            return getattr(self.read(), name)(*args, **kwargs)
        return y

    return call


for _make, _names in (
    (override, "sum mean std var prod max min dot cumsum cumprod clip round trace repeat take tolist item copy flatten "
     "__copy__ __deepcopy__ conj conjugate all any argmax argmin argsort nonzero argpartition choose compress "
     "searchsorted"),
    (memory, "data ctypes __array_interface__ __array_struct__"), (contiguous, "reshape ravel"),
):  # fmt: skip
    for _name in _names.split():
        setattr(TrackedArray, _name, _make(_name))
