"""The modules that a script gets for `import scipy`: functions by name, on Tensors; everything else is SciPy's own."""

from __future__ import annotations

import contextlib
import importlib
from functools import cache
from types import ModuleType
from typing import Any

from ..numpy.dispatch import off_trace
from ..numpy.module import Function, Numpy, kept, made
from ..numpy.off_trace import bared, is_traced
from ..numpy.rows import TABLE, Mover, Row
from . import discrete, distributions, integrals, linalg, special

OF_NUMBERS = frozenset(
    "pdf logpdf cdf logcdf sf logsf ppf isf pmf logpmf".split()
)  # their first argument is no parameter


ROOMS = (
    ("special.", special.ROWS), ("stats.", distributions.ROWS + discrete.ROWS), ("linalg.", linalg.ROWS),
    ("", integrals.ROWS),
)  # fmt: skip


class Distribution(Function):
    """One of scipy.stats' distributions."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return Frozen(self, args, kwargs)


class Frozen:
    """A distribution with its parameters."""

    def __init__(self, distribution: Distribution, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        plainly, named = bared(args, kwargs)
        self.distribution, self.args, self.kwargs = distribution, args, kwargs
        self.original = distribution.original(*plainly, **named)

    __class__: Any = property(lambda self: self.original.__class__)  # for whoever asks

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.original, name)
        if name in OF_NUMBERS:
            return lambda x: getattr(self.distribution, name)(x, *self.args, **self.kwargs)
        if not callable(found):
            return found
        path = f"{self.distribution.path}.{name}"
        if path in TABLE:
            return lambda: getattr(self.distribution, name)(*self.args, **self.kwargs)
        if is_traced(self.args) or is_traced(list(self.kwargs.values())):
            return lambda *args, **kwargs: off_trace(
                path, lambda *_, **__: found(*args, **kwargs), self.args, self.kwargs
            )
        return found


class Stats(Numpy):
    """scipy.stats, whose distributions are objects."""

    def __getattr__(self, name: str) -> Any:
        found = super().__getattr__(name)
        if (
            type(found) is Function
            and hasattr(found.original, "_parse_args")
            or name in ("multivariate_normal", "dirichlet")
        ):
            found = Distribution(found.path, found.original, found.made)
        self.__dict__[name] = found
        return found


class Scipy(Numpy):
    """scipy itself."""

    def __getattr__(self, name: str) -> Any:
        if name == "stats":
            self.__dict__[name] = Stats(importlib.import_module("scipy.stats"), "scipy.stats.", self._made)
            return self.__dict__[name]
        with contextlib.suppress(ImportError):
            importlib.import_module(f"scipy.{name}")
        return super().__getattr__(name)


@cache
def module(writes: bool = False) -> ModuleType:
    """The module that a script gets for `import scipy`. ImportError, Python's own, where it is not installed."""
    for home, rows in ROOMS:
        for names, run, data in rows:
            for name in names.split():
                TABLE[f"scipy.{home}{name}"] = Mover(data) if run == linalg.MOVES else Row(run, data)
    return Scipy(importlib.import_module("scipy"), "scipy.", made if writes else kept)
