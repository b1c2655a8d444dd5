"""NumPy's spelling: its functions by name, and its arrays' methods, on Tensors; everything else is NumPy's own.

A script gets a module that looks like NumPy. A call without a traced argument goes straight to NumPy; with one, also
inside a list, to `dispatch`.
"""

from __future__ import annotations

import sys
import warnings
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np

from ...core.observer import follows
from ...core.trace import Tensor, trace
from ...ops.joining import stack
from .choosing import Vectorized
from .creation import arange, linspace
from .dispatch import apply
from .off_trace import bare, from_texts, is_traced
from .rows import elementwise
from .table import CALLING, TRACKED_VIEWS
from .tracked_array import TrackedArray, cell, tracked, tracked_view
from .writers import ndenumerate, nditer

OURS: dict[str, Any] = {"vectorize": Vectorized, "nditer": nditer, "ndenumerate": ndenumerate}


STRICT: set[str] = set()  # words by which a script's text may make errors of warnings
CELLS = frozenset("array asarray asanyarray full copy".split())  # they make arrays of numbers too


class Function:
    """One of NumPy's functions, which also takes Tensors; its attributes are the function's own."""

    def __init__(self, path: str, original: Any, made: Any = None) -> None:
        self.path, self.original, self.made, self.views = path, original, made, path in TRACKED_VIEWS
        self.op = elementwise(path) if isinstance(original, np.ufunc) else None
        self.nin = getattr(original, "nin", 0)
        self.calls = path in CALLING
        self.__name__ = getattr(original, "__name__", path)
        self.__doc__ = getattr(original, "__doc__", None)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if STRICT and self.op is not None and raises():
            self.original(*map(bare, args), **kwargs)  # raises what NumPy raises
        if self.op is not None and len(args) == self.nin and not kwargs and (y := directly(self.op, args)) is not None:
            return y
        if self.views and any(isinstance(a, TrackedArray) for a in args):
            if (y := tracked_view(self.original, args, kwargs, lambda now: self(*now, **kwargs))) is not None:
                return y
            args = tuple([a.read() if isinstance(a, TrackedArray) else a for a in args])  # no view: of the numbers now
        if self.calls or any(map(is_traced, args)) or (kwargs and any(map(is_traced, kwargs.values()))):
            y = apply(self.path, self.original, args, kwargs)
        else:
            y = self.original(*args, **kwargs)
            if trace.observer is not None and trace.observer.follows:
                y = from_texts(self.path, args, y)
        if self.path in CELLS and isinstance(y, Tensor) and not y.shape and follows():
            return cell(y)
        return y if self.made is None else self.made(y)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.original, name)
        return (
            Function(f"{self.path}.{name}", found, self.made) if callable(found) and not name.startswith("_") else found
        )

    def __repr__(self) -> str:
        return repr(self.original)


def raises() -> bool:
    """Whether what NumPy would warn of is an error now."""
    return "raise" in np.geterr().values() or any(known[0] == "error" for known in warnings.filters)


def directly(op: Any, args: tuple[Any, ...]) -> Any:
    """An op of Tensors and numbers, where nothing else is among its operands; else None."""
    for a in args:
        if type(a) is not Tensor and type(a) is not float:
            return None
    y = op(*args)
    return y if type(y) is Tensor else None


def spaced(part: Any) -> Any:
    """What a slice stands for in np.r_ and np.mgrid: equal steps, or as many numbers as an imaginary step says."""
    if not isinstance(part, slice):
        return part
    start, step = (0 if part.start is None else part.start), (1 if part.step is None else part.step)
    if isinstance(step, complex):
        return linspace(start, part.stop, int(abs(step)))
    return arange(start, part.stop, step)


class Grid:
    """np.mgrid or np.ogrid, which also take Tensors."""

    def __init__(self, original: Any, sparse: bool) -> None:
        self.original, self.sparse = original, sparse

    def __getitem__(self, key: Any) -> Any:
        parts = key if isinstance(key, tuple) else (key,)
        if not any(is_traced([s.start, s.stop, s.step]) for s in parts):
            return self.original[key]
        axes = [spaced(s) for s in parts]
        if not isinstance(key, tuple):
            return axes[0]
        made = apply("meshgrid", np.meshgrid, tuple(axes), {"sparse": self.sparse, "indexing": "ij"})
        return made if self.sparse else stack(list(made))


class Joiner:
    """np.r_ or np.c_, which also take Tensors."""

    def __init__(self, path: str, original: Any) -> None:
        self.path, self.original = path, original
        self.plainly = lambda key: original[key]

    def __getitem__(self, key: Any) -> Any:
        key = key if isinstance(key, tuple) else (key,)
        ends = [[k.start, k.stop, k.step] if isinstance(k, slice) else k for k in key]
        if not is_traced(ends):
            return self.original[key]
        return apply(self.path, self.plainly, (tuple(map(spaced, key)),), {})

    def __len__(self) -> int:
        return 0


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
        found: Any = OURS.get(path)
        if found is None:
            found = getattr(self._original, name)
            if path in ("r_", "c_"):
                found = Joiner(path, found)
            elif path in ("mgrid", "ogrid"):
                found = Grid(found, path == "ogrid")
            elif isinstance(found, ModuleType):
                own = found.__name__.partition(".")[0] == self.__name__.partition(".")[0]
                found = Numpy(found, path + ".", self._made) if own else found
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
    if type(y) is Tensor or type(y) is np.ndarray:
        return y
    return Generator(y, kept) if isinstance(y, np.random.Generator | np.random.RandomState) else y


def made(y: Any) -> Any:
    """The same, where the script writes into arrays."""
    return Generator(y, made) if isinstance(y, np.random.Generator | np.random.RandomState) else tracked(y)


@cache
def module(writes: bool = False) -> ModuleType:
    """The module that a script gets for `import numpy`. writes: the script stores into arrays."""
    return Numpy(sys.modules["numpy"], made=made if writes else kept)
