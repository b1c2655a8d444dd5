"""A call of one of NumPy's functions, of which an argument is traced: by its row in the table, or off the trace.

NumPy's own answer decides. Where ours is written in several ops, NumPy is asked too: its value is what the script gets,
and an answer of ours with another shape or other numbers is not used: the path ends there, and that is told.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from ...core.observer import depart, spelt, unfollowed
from ...core.trace import Tensor, plain
from ...core.vocabulary import ALIASES
from ...errors import GradcliError
from ...ops import layout
from ...ops.arithmetic import multiply
from ...ops.indexing import getitem
from ...ops.values import shape_of
from ..python.number import Number, widened
from .agreement import agreed
from .creation import astype, copied
from .memory import memory
from .off_trace import bare, bared, counts, current, dtype_of, is_traced, is_whole, lifted
from .rows import IGNORED, TABLE, elementwise
from .table import ASKS, LOCKING, METHODS, PROPERTIES, TRACKED_VIEWS, VIEWS
from .ties import asked, masked_by
from .tracked_array import TrackedArray, tracked, tracked_view
from .views import LINKS, Flags, base_of, link, linked, lock, resized, setflags, stored
from .writers import WRITERS, rewritten, written

SELECTS = ("where", "select")  # whose conditions stay on the trace
REFUSALS = (GradcliError, TypeError, ValueError, IndexError, NotImplementedError)


def apply(path: str, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """NumPy's function `path` (as in linalg.norm), of which an argument is traced."""
    if path in ASKS or (path == "random.choice" and not is_traced(args[:1])):
        plainly, named = bared(args, kwargs)
        asked(path, args, kwargs, plainly, named)
        return spelt(original(*plainly, **named), args, kwargs)
    if path in WRITERS or path.endswith(".at"):
        return rewritten(path, original, args, kwargs)
    if path in TRACKED_VIEWS:
        seen = tracked_view(original, args, kwargs, lambda now: apply(path, original, now, dict(kwargs)))
        if seen is not None:
            return seen
    is_ufunc = isinstance(original, np.ufunc)
    if is_ufunc and len(args) > original.nin:
        args, kwargs = args[: original.nin], {**kwargs, "out": args[original.nin :]}
    out = kwargs.pop("out", None) if "out" in kwargs else None
    out = out[0] if isinstance(out, tuple) and len(out) == 1 else out
    if is_ufunc and out is not None and "where" in kwargs and dtype_of(current(out)).kind == "f":
        return masked(path, original, args, kwargs, out, kwargs.pop("where"))
    op = elementwise(path)
    y = by_op(op, args, kwargs) if op is not None else by_row(path, original, args, kwargs)
    if y is NotImplemented:
        if any(is_whole(a) for a in (*args, *kwargs.values())):  # as an order, or a count
            args, kwargs = tuple(map(counts, args)), {k: counts(v) for k, v in kwargs.items()}
            if any(map(is_traced, (*args, *kwargs.values()))):
                return apply(path, original, args, kwargs if out is None else {**kwargs, "out": out})
        return off_trace(path, original, args, kwargs, out)
    return y if out is None else written(out, y, kwargs.get("casting", "same_kind"))


def by_op(op: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """An elementwise function; NotImplemented where a keyword asks for what is no op."""
    if kwargs:
        if kwargs.get("where", True) is not True or kwargs.get("signature") is not None:
            return NotImplemented
        if (dtype := kwargs.get("dtype")) is not None:
            args = tuple([astype(lifted(a), dtype) for a in args])
    args = tuple([lifted(a) for a in args])
    args = tuple([widened(a) if plain(a).__class__ is bool else a for a in args])  # True + True is True
    try:
        y = widened(op(*args))
    except REFUSALS:
        return NotImplemented
    return one_kind(y, args)


def by_row(path: str, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What the table says; NotImplemented where it has no such row, or none for these arguments."""
    row = TABLE.get(path)
    if row is None:
        return NotImplemented
    known: Any = None
    kwargs = {k: v for k, v in kwargs.items() if not k.startswith("overwrite_")}
    if path not in SELECTS:
        masked_by(args, kwargs)
    if row.compared:
        plainly, named = bared(args, kwargs)
        known = original(*plainly, **named)  # raises what NumPy raises
    dtype = kwargs.get("dtype") if "dtype" not in row.names else None
    try:
        y = row(original, args, kwargs)
        y = y if dtype is None or row.compared else astype(y, dtype)
        y = agreed(y, known, args) if row.compared else one_kind(y, args)
    except REFUSALS:
        return NotImplemented
    return sharing(path, original, args, kwargs, y, row.compared)


def sharing(path: str, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any], y: Any, shown: bool) -> Any:
    """y, which shares memory with the arguments where NumPy's own answer does: as a view, or the same object.

    shown: whether the values of y are NumPy's own, in their memory.
    """

    given = (*args, *kwargs.values())
    if not shown and path not in VIEWS and not any([y is x for x in given]):
        return y

    def again(x: Any, v: Any) -> Any:
        """NumPy's answer with v in the place of x."""
        return original(*[v if a is x else bare(a) for a in args], **{k: v if b is x else bare(b) for k, b in more})

    if (shown or path in VIEWS) and kwargs.get("copy") is not True and path != "trim_zeros":  # which asks the values
        more = [(k, v) for k, v in kwargs.items() if k not in IGNORED]
        for x in given:
            if isinstance(x, Tensor) and x.shape:
                link(x, y, partial(again, x), path)
        if path in LOCKING and isinstance(y, Tensor) and (id(y) in LINKS or path != "diag"):
            lock(y)
    elif isinstance(y, Tensor) and y.shape and any([y is x for x in given]):
        more, mine = list(kwargs.items()), np.array(y.value)
        return y if np.may_share_memory(again(y, mine), mine) else copied(y)
    return y


def one_kind(y: Any, args: Any) -> Any:
    """A number of ours as NumPy has it: of one kind for a whole call."""
    whole = isinstance(y, Tensor) and y.value.__class__ is int
    return multiply(y, 1.0) if whole and any([plain(a).__class__ is float for a in args]) else y


def masked(path: str, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any], out: Any, mask: Any) -> Any:
    """A function of the elements where a mask holds, and of no others, stored there in `out`."""
    held = current(out)
    masked_by(mask)
    mask = np.broadcast_to(bare(mask), shape_of(held))
    chosen = [getitem(layout.broadcast_to(lifted(a), mask.shape), mask) for a in args]
    return written(out, stored(mask)(held, apply(path, original, tuple(chosen), kwargs)))


def off_trace(path: str, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any], out: Any = None) -> Any:
    """NumPy's own answer, or its own error; the path ends here."""
    plainly, named = bared(args, kwargs)
    if out is None:
        y = original(*plainly, **named)
    else:
        y = np.array(plain(current(out)))
        original(*plainly, **named, out=y)
    y = unfollowed(f"{'' if path.startswith('scipy.') else 'np.'}{path}()", y, args, kwargs)
    return y if out is None else written(out, y, kwargs.get("casting", "same_kind"))


def from_ufunc(function: Any, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What NumPy's elementwise functions do with Tensors; also what an ndarray's operators do when they meet one."""
    path = function.__name__ if method == "__call__" else f"{function.__name__}.{method}"
    return apply(ALIASES.get(path, path), function if method == "__call__" else getattr(function, method), args, kwargs)


def from_function(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What NumPy's other functions do with Tensors."""
    home = function.__module__.removeprefix("numpy").lstrip(".")
    y = apply(f"{home}.{function.__name__}".lstrip("."), function, args, kwargs)
    return tracked(y) if function.__name__.endswith("_like") else y  # to be written into


# methods


def compress(x: Any, condition: Any, axis: Any = None, out: Any = None) -> Any:
    """x.compress(condition): the only method whose function takes them in another order."""
    return apply("compress", np.compress, (condition, x, axis), {} if out is None else {"out": out})


def byteswap(x: Any, inplace: bool = False) -> Any:
    """x.byteswap(): the numbers that its bytes in another order are."""
    y = unfollowed(".byteswap()", np.array(plain(x)).byteswap(), x)
    if inplace:
        x[...] = y
    return x if inplace else y


def ordering(name: str) -> Callable[..., None]:
    """x.sort() and x.partition(): what the function of that name makes of x is written into it."""

    def call(x: Any, *args: Any, **kwargs: Any) -> None:
        x[...] = apply(name, getattr(np, name), (x, *args), kwargs)

    return call


IN_PLACE: dict[str, Any] = {
    "fill": lambda x, value: x.__setitem__(..., value), "sort": ordering("sort"), "partition": ordering("partition"),
    "put": lambda x, *args, **kwargs: rewritten("put", np.put, (x, *args), kwargs),
    "compress": compress, "byteswap": byteswap, "setflags": setflags, "resize": resized,
}  # fmt: skip


def method(x: Tensor, name: str) -> Any:
    """An attribute of x that arrays or numbers have."""
    if made := PROPERTIES.get(name):
        return linked(x, made(x), made, name) if name in ("T", "mT", "real", "imag") else made(x)
    if name in ("flags", "base"):
        return Flags(x) if name == "flags" else base_of(x)
    if name in ("data", "ctypes"):
        return getattr(memory(x, f".{name}"), name)
    value = plain(x)
    if value.__class__ is float and not isinstance(x, Number):  # an element of an array, or what came of one
        value = np.float64(value)
    known = getattr(np.asarray(value) if name in METHODS and not hasattr(value, name) else value, name)
    if not callable(known):
        return known
    if isinstance(value, np.ndarray):
        known = getattr(bare(x), name)
    mine = METHODS.get(name)

    def call(*args: Any, **kwargs: Any) -> Any:
        if name in IN_PLACE:
            return IN_PLACE[name](x, *args, **kwargs)
        if mine is not None:
            try:
                y = mine(x, *args, **kwargs)
            except REFUSALS:
                y = unfollowed(f".{name}()", known(*map(bare, args), **kwargs), x, args, kwargs)
            return linked(x, y, lambda v: getattr(v, name)(*map(bare, args), **kwargs), name) if name in VIEWS else y
        if name in ASKS or hasattr(np, name):
            return of_array(x, name, args, kwargs)
        if name == "as_integer_ratio":
            depart(x, f".{name}()")
        return unfollowed(f".{name}()", known(*args, **kwargs), x, args, kwargs)

    call.__name__ = name
    return call


def of_array(x: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """A method of an array of which the array itself, or an argument, is traced."""
    return apply(name, getattr(np, name), (x, *args), kwargs)


def met(x: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """A method of a plain array in a script: of which an argument may be traced."""
    if not any(map(is_traced, (*args, *kwargs.values()))) or (isinstance(x, TrackedArray) and name in IN_PLACE):
        return getattr(x, name)(*args, **kwargs)
    return IN_PLACE[name](x, *args, **kwargs) if name in ("put", "compress") else of_array(x, name, args, kwargs)


def tracked_function(self: TrackedArray, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
    """NumPy's protocol for its other functions."""
    if any(map(is_traced, (*args, *kwargs.values()))):
        return from_function(function, args, kwargs)
    return np.ndarray.__array_function__(self, function, types, args, kwargs)


for _name in ("fill", "sort", "partition", "put", "byteswap"):
    setattr(TrackedArray, _name, IN_PLACE[_name])
# NumPy's protocols: of Tensors, in place of those that brought us in, and of arrays that a script writes into
UFUNC, FUNCTION = "__array_ufunc__", "__array_function__"
setattr(Tensor, UFUNC, lambda self, f, how, *args, **kwargs: from_ufunc(f, how, args, kwargs))
setattr(Tensor, FUNCTION, lambda self, f, types, args, kwargs: from_function(f, args, kwargs))
setattr(TrackedArray, UFUNC, lambda self, f, how, *args, **kwargs: self.meet(f, how, args, kwargs, from_ufunc))
setattr(TrackedArray, FUNCTION, tracked_function)
