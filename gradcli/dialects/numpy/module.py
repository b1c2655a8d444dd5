"""NumPy's spelling: its functions by name, and its arrays' methods, on Tensors; everything else is NumPy's own.

A script gets a module that looks like NumPy. A call without a traced argument goes straight to NumPy; with one, also
inside a list, it goes to the op of that name, or to the functions that read differently from ours.
Questions (`isclose`, `argmax`, `shape`...) are answered from the values. What NumPy can do and we cannot is done on the
values too, and the path's end is noted.
"""

from __future__ import annotations

import sys
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np

from ...core.observer import depart, unfollowed
from ...core.trace import Readable, Tensor, plain
from ...core.vocabulary import ALIASES, FUNCTIONS
from ...errors import GradcliError
from ...ops import layout
from ...ops.arithmetic import multiply
from ...ops.indexing import getitem
from ...ops.joining import array
from ...ops.values import shape_of
from .. import Number, widened
from .arrays import ASKS, LEADING, MINE, TYPED, WHOLE
from .creation import astype, dtype_of
from .permuting import WRITERS, rewritten
from .tracked_array import Canvas, canvas, view_of_canvas
from .views import become, linked, stored

VIEWS = frozenset(
    (
        "reshape ravel transpose swapaxes moveaxis rollaxis squeeze expand_dims atleast_1d atleast_2d atleast_3d "
        "diagonal flip fliplr flipud rot90 einsum split array_split hsplit vsplit"
    ).split()
)  # what they return may share the memory of their argument
IGNORED = frozenset(("dtype", "order", "casting", "copy", "subok", "optimize", "like", "assume_a"))
REFUSALS = (GradcliError, TypeError, ValueError, IndexError, AttributeError, NotImplementedError)


def is_traced(x: Any) -> bool:
    """Whether x is a Tensor, or a sequence that holds one."""
    if isinstance(x, Tensor):
        return True
    if isinstance(x, list | tuple):
        return any([is_traced(v) for v in x])
    if x.__class__ is np.ndarray and x.dtype == object:
        return any([isinstance(v, Tensor) for v in x.flat])
    if isinstance(x, Canvas):
        return x.marked
    return isinstance(x, Readable)


def current(x: Any) -> Any:
    """What a canvas or a Variable holds now; anything else unchanged."""
    return x.read() if isinstance(x, Readable) else x


def lifted(x: Any, data: bool = False) -> Any:
    """A sequence that holds Tensors as one Tensor, one of `data` as an array; anything else unchanged."""
    if x.__class__ is np.ndarray and x.dtype == object and is_traced(x):
        x = x.tolist()
    if isinstance(x, list | tuple) and is_traced(x):
        return array(x)
    if data and isinstance(x, list | tuple):
        return np.asarray(x)
    return current(x)


def bare(x: Any) -> Any:
    """An argument off the trace; an array not to be written into, since the trace holds it."""
    if isinstance(x, list | tuple):
        return type(x)(bare(v) for v in x) if not hasattr(x, "_fields") else x
    value = plain(current(x))
    if value is not x and isinstance(value, np.ndarray):
        value = value.view()
        value.flags.writeable = False
    return value


def apply(path: str, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """NumPy's function `path` (as in linalg.norm), of which an argument is traced."""
    if path in ASKS:
        return original(*map(bare, args), **{k: bare(v) for k, v in kwargs.items()})
    if (path in WRITERS or path.endswith(".at")) and args:
        return rewritten(path, original, args, kwargs)
    if isinstance(original, np.ufunc) and len(args) > original.nin:
        args, kwargs = args[: original.nin], {**kwargs, "out": args[original.nin :]}
    if path in VIEWS and (seen := view_of_canvas(original, args, kwargs)) is not None:
        return seen
    out = kwargs.pop("out", None)
    out = out[0] if isinstance(out, tuple) and len(out) == 1 else out
    if isinstance(original, np.ufunc) and out is not None and "where" in kwargs and dtype_of(current(out)).kind == "f":
        return masked(path, original, args, kwargs, out, kwargs.pop("where"))
    y = on_trace(path, original, args, kwargs)
    if y is NotImplemented:
        return off_trace(path, original, args, kwargs, out)
    return y if out is None else written(out, y)


def masked(path: str, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any], out: Any, mask: Any) -> Any:
    """A function of the elements where a mask holds, and of no others, stored there in `out`."""
    held = current(out)
    mask = np.broadcast_to(bare(mask), shape_of(held))
    chosen = [getitem(layout.broadcast_to(lifted(a, True), mask.shape), mask) for a in args]
    return written(out, stored(mask)(held, apply(path, original, tuple(chosen), kwargs)))


def on_trace(path: str, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What ours of that name says; NotImplemented where there is none, or none for these arguments."""
    name, mine = path.removeprefix("linalg."), MINE.get(path)
    if mine is None and path.count(".") == path.startswith("linalg."):
        known = FUNCTIONS.get(ALIASES.get(name, name))
        mine = known.call if known is not None else None
    dtype = kwargs.get("dtype") if path not in TYPED else None
    if mine is None or (dtype is not None and np.dtype(dtype) != np.float64):
        return NotImplemented
    if path not in TYPED:
        kwargs = {k: v for k, v in kwargs.items() if k not in IGNORED}
    try:
        if path not in WHOLE:
            data = 1 if path in LEADING else len(args)
            args = tuple([widened(lifted(a, n < data)) for n, a in enumerate(args)])
            kwargs = {k: widened(lifted(v)) for k, v in kwargs.items()}
        y = mine(*args, **kwargs)
    except REFUSALS:
        return NotImplemented
    if path in VIEWS and (x := next((a for a in args if isinstance(a, Tensor)), None)) is not None:
        linked(x, y, lambda v: original(*[v if a is x else bare(a) for a in args], **kwargs))
    if isinstance(y, Tensor) and y.value.__class__ is int and any([plain(a).__class__ is float for a in args]):
        y = multiply(y, 1.0)  # NumPy has one kind of number for a whole call
    return y if dtype is None else astype(y, dtype)


def off_trace(path: str, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any], out: Any = None) -> Any:
    """NumPy's own answer, or its own error; the path ends here."""
    if out is None:
        y = original(*map(bare, args), **{k: bare(v) for k, v in kwargs.items()})
    else:
        y = np.array(plain(current(out)))
        original(*map(bare, args), **{k: bare(v) for k, v in kwargs.items()}, out=y)
    y = unfollowed(f"np.{path}()", y, args, kwargs)
    return y if out is None else written(out, y)


def written(out: Any, y: Any) -> Any:
    """A result stored where `out=` says; an array that takes no traced values gets bare ones."""
    if not isinstance(plain(out), np.ndarray):
        raise TypeError("return arrays must be of ArrayType")
    if isinstance(out, Tensor):
        return become(out, y)
    if isinstance(out, Canvas):
        out[...] = y
        return out
    depart(y, "a NumPy array")
    np.copyto(out, plain(y), casting="same_kind")
    return out


def from_ufunc(function: Any, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What NumPy's elementwise functions do with Tensors; also what an ndarray's operators do when they meet one."""
    path = function.__name__ if method == "__call__" else f"{function.__name__}.{method}"
    return apply(ALIASES.get(path, path), function if method == "__call__" else getattr(function, method), args, kwargs)


def from_function(function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What NumPy's other functions do with Tensors."""
    home = function.__module__.removeprefix("numpy").lstrip(".")
    return apply(f"{home}.{function.__name__}" if home else function.__name__, function, args, kwargs)


def method(x: Tensor, name: str) -> Any:
    """An attribute of x that arrays or numbers have."""
    from .arrays import METHODS, PROPERTIES

    if name in PROPERTIES:
        return linked(x, PROPERTIES[name](x), PROPERTIES[name]) if name == "T" else PROPERTIES[name](x)
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
        if mine is not None:
            try:
                y = mine(x, *args, **kwargs)
            except REFUSALS:
                y = unfollowed(f".{name}()", known(*map(bare, args), **kwargs), x, args, kwargs)
            return linked(x, y, lambda v: getattr(v, name)(*map(bare, args), **kwargs)) if name in VIEWS else y
        if name in ASKS or hasattr(np, name):
            return apply(name, lambda v, *a, **k: getattr(np.asarray(v), name)(*a, **k), (x, *args), kwargs)
        return unfollowed(f".{name}()", known(*args, **kwargs), x, args, kwargs)

    call.__name__ = name
    return call


class Function:
    """One of NumPy's functions, which also takes Tensors; its attributes are the function's own."""

    def __init__(self, path: str, original: Any, made: Any = None) -> None:
        self.path, self.original, self.made, self.views = path, original, made, path in VIEWS
        self.__name__ = getattr(original, "__name__", path)
        self.__doc__ = getattr(original, "__doc__", None)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.views and (y := view_of_canvas(self.original, args, kwargs)) is not None:
            return y
        if any([is_traced(a) for a in args]) or (kwargs and any([is_traced(a) for a in kwargs.values()])):
            y = apply(self.path, self.original, args, kwargs)
        else:
            y = self.original(*args, **kwargs)
        return y if self.made is None else self.made(y)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.original, name)
        return (
            Function(f"{self.path}.{name}", found, self.made) if callable(found) and not name.startswith("_") else found
        )

    def __repr__(self) -> str:
        return repr(self.original)


class Numpy(ModuleType):
    """A module of NumPy's, whose functions also take Tensors."""

    def __init__(self, original: Any, path: str = "", made: Any = None) -> None:
        super().__init__(original.__name__, original.__doc__)
        self._original, self._path, self._made = original, path, made
        for name in ("__file__", "__path__", "__all__", "__version__"):
            if hasattr(original, name):
                self.__dict__[name] = getattr(original, name)

    def __getattr__(self, name: str) -> Any:
        path = self._path + name
        found: Any = MINE.get("class " + path)
        if found is None:
            found = getattr(self._original, name)
            if isinstance(found, ModuleType):
                found = Numpy(found, path + ".", self._made) if found.__name__.startswith("numpy") else found
            elif callable(found) and not isinstance(found, type):
                found = Function(path, found, self._made)
        self.__dict__[name] = found
        return found

    def __dir__(self) -> list[str]:
        return dir(self._original)


class Generator:
    """A generator of random numbers, which also shuffles Tensors. made: what becomes of its arrays."""

    def __init__(self, original: Any, made: Any) -> None:
        self.original, self.made = original, made

    __class__: Any = property(lambda self: self.original.__class__)  # for whoever asks

    def __reduce__(self) -> Any:
        return Generator, (self.original, self.made)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.original, name)
        return Function(f"random.{name}", found, self.made) if callable(found) else found


def kept(y: Any) -> Any:
    """What a function of NumPy's returned."""
    return Generator(y, kept) if isinstance(y, np.random.Generator | np.random.RandomState) else y


def made(y: Any) -> Any:
    """The same, where the script writes into arrays."""
    return Generator(y, made) if isinstance(y, np.random.Generator | np.random.RandomState) else canvas(y)


@cache
def module(writes: bool = False) -> ModuleType:
    """The module that a script gets for `import numpy`. writes: the script stores into arrays."""
    return Numpy(sys.modules["numpy"], made=made if writes else kept)
