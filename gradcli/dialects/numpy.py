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

from ..core.op import ALIASES, FUNCTIONS
from ..core.trace import Tensor, Traced, leak, plain
from ..errors import DomainFault
from ..ops.shape import array
from .arrays import ASKS, LEADING, MINE, WHOLE
from .canvas import Canvas, canvas
from .writing import become, linked

VIEWS = frozenset("reshape ravel transpose swapaxes moveaxis squeeze expand_dims atleast_2d diagonal".split())
IGNORED = frozenset(("dtype", "order", "casting", "copy", "subok", "optimize", "like", "assume_a"))


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
    return hasattr(x.__class__, "read") and hasattr(x, "at")


def lifted(x: Any, data: bool = False) -> Any:
    """A sequence that holds Tensors as one Tensor, one of `data` as an array; anything else unchanged."""
    if x.__class__ is np.ndarray and x.dtype == object and is_traced(x):
        x = x.tolist()
    if isinstance(x, list | tuple) and is_traced(x):
        return array(x)
    if data and isinstance(x, list | tuple):
        return np.asarray(x)
    return read(x)  # a canvas as it is now: it may be written to later


def bare(x: Any) -> Any:
    """An argument off the trace."""
    if isinstance(x, list | tuple):
        return type(x)(bare(v) for v in x) if not hasattr(x, "_fields") else x
    return plain(read(x))


def read(x: Any) -> Any:
    """A Variable or a canvas as it is now; anything else, a file too, as it is."""
    return x.read() if isinstance(x, Canvas) or (hasattr(type(x), "read") and hasattr(x, "at")) else x


def apply(path: str, original: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """NumPy's function `path` (as in linalg.norm), of which an argument is traced."""
    name = path.removeprefix("linalg.")
    if path in ASKS:
        return original(*map(bare, args), **{k: bare(v) for k, v in kwargs.items()})
    out = kwargs.pop("out", None)
    mine = MINE.get(path)
    if mine is None and path.count(".") == path.startswith("linalg."):
        known = FUNCTIONS.get(ALIASES.get(name, name))
        mine = known.call if known is not None else None
    if mine is None:
        for a in (*args, *kwargs.values()):
            noted(a, f"np.{path}")
        if out is not None:
            kwargs["out"] = out
        return original(*map(bare, args), **{k: bare(v) for k, v in kwargs.items()})
    kwargs = {k: v for k, v in kwargs.items() if k not in IGNORED}
    if path not in WHOLE:
        data = 1 if path in LEADING else len(args)
        args = tuple([lifted(a, n < data) for n, a in enumerate(args)])
        kwargs = {k: lifted(v) for k, v in kwargs.items()}
    try:
        y = mine(*args, **kwargs)
    except DomainFault as error:
        raise as_numpy(error) from None
    if path in VIEWS and isinstance(args[0], Tensor):
        linked(args[0], y, lambda v: original(v, *map(bare, args[1:]), **kwargs))
    return y if out is None else written(out, y)


def as_numpy(error: DomainFault) -> Exception:
    """An error outside the domain, in the class that NumPy gives it."""
    if "index" in error.message:
        return IndexError(error.message)
    if "singular" in error.message or "definite" in error.message:
        return np.linalg.LinAlgError(error.message)
    return error


def noted(x: Any, how: str) -> None:
    """Every traced value in an argument leaves the trace here; a whole number serves as a count."""
    if isinstance(x, Tensor) and isinstance(x.value, int):
        x.__index__()  # type: ignore[attr-defined]
    elif isinstance(x, Traced):
        leak(x, how)
    elif isinstance(x, list | tuple):
        for v in x:
            noted(v, how)


def written(out: Any, y: Any) -> Any:
    """A result stored where `out=` says."""
    target = out[0] if isinstance(out, tuple) else out
    if isinstance(target, Tensor):
        return become(target, y)
    if isinstance(target, Canvas):
        target[...] = y
        return target
    if is_traced(y):
        raise TypeError("a traced value cannot be stored in this array: write x = x + ... instead of x += ...")
    target[...] = plain(y)
    return target


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
    known = getattr(np.asarray(value) if name in METHODS and not hasattr(value, name) else value, name)
    if not callable(known):
        return known
    mine = METHODS.get(name)

    def call(*args: Any, **kwargs: Any) -> Any:
        if mine is not None:
            y = mine(x, *args, **kwargs)
            return linked(x, y, lambda v: getattr(v, name)(*map(bare, args), **kwargs)) if name in VIEWS else y
        if name in ASKS or hasattr(np, name):
            return apply(name, lambda v, *a, **k: getattr(np.asarray(v), name)(*a, **k), (x, *args), kwargs)
        leak(x, f".{name}()")
        return known(*args, **kwargs)

    call.__name__ = name
    return call


class Function:
    """One of NumPy's functions, which also takes Tensors; its attributes are the function's own."""

    def __init__(self, path: str, original: Any, made: Any = None) -> None:
        self.path, self.original, self.made = path, original, made
        self.__name__ = getattr(original, "__name__", path)
        self.__doc__ = getattr(original, "__doc__", None)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
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
    """A generator of random numbers, whose arrays take traced values."""

    def __init__(self, original: Any) -> None:
        self.original = original

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.original, name)
        return Function(f"random.{name}", found, made) if callable(found) else found


def made(y: Any) -> Any:
    """What a function of NumPy's returned, where the script writes into arrays."""
    if isinstance(y, np.random.Generator | np.random.RandomState):
        return Generator(y)
    return canvas(y)


@cache
def module(writes: bool = False) -> ModuleType:
    """The module that a script gets for `import numpy`. writes: the script stores into arrays."""
    return Numpy(sys.modules["numpy"], made=made if writes else None)
