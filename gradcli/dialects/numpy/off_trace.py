"""What is traced among NumPy's arguments, and what becomes of it where its path ends."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from functools import cache
from itertools import islice
from types import FunctionType
from typing import Any

import numpy as np

from ...core.observer import unknown
from ...core.trace import Readable, Tensor, dtype_kind, plain, trace
from ...ops.joining import array
from ..python.number import index, own

READERS = frozenset("loadtxt genfromtxt fromstring frombuffer fromregex".split())
MAKERS = frozenset("array asarray asanyarray".split())
MOST = 1000  # numbers of what is read that are looked at
KNOWN = np.ndarray, Tensor, Readable
NEVER = frozenset((float, int, bool, str, slice, type(None), type(Ellipsis), np.float64, np.int64, np.bool_, type))


def is_traced(x: Any) -> bool:
    """Whether x is a Tensor, or a sequence that holds one."""
    cls = type(x)
    if cls in NEVER:
        return False
    if issubclass(cls, Tensor):
        return True
    if issubclass(cls, list | tuple):
        return not set(map(type, x)) <= NEVER and any([is_traced(v) for v in x])
    if cls is np.ndarray:
        return x.dtype == object and any([isinstance(v, Tensor) for v in x.flat])
    return issubclass(cls, Readable) and getattr(x, "marked", True)


def current(x: Any) -> Any:
    """What a tracked array or a Variable holds now; anything else unchanged."""
    return x.read() if isinstance(x, Readable) else x


def lifted(x: Any) -> Any:
    """Data of any kind as one Tensor or array; a number unchanged."""
    if isinstance(x, np.ndarray) and x.dtype == object and is_traced(x):
        x = x.tolist()
    if isinstance(x, list | tuple):
        return array(x) if is_traced(x) else np.asarray(x)
    if type(getattr(type(x), "__array__", None)) is FunctionType and not isinstance(x, KNOWN):
        return np.asarray(x)  # what is in an object of the script's own
    return current(x)


def strong(x: Any) -> Any:
    """A number of Python's as the one of NumPy's that most functions make of it: its dtype counts."""
    return np.asarray(x)[()] if type(x) in (int, float) else x


def bare(x: Any) -> Any:
    """An argument off the trace; an array not to be written into, since the trace holds it."""
    cls = type(x)
    if cls in NEVER:
        return x
    if issubclass(cls, list | tuple):
        return cls(bare(v) for v in x) if not hasattr(x, "_fields") else x
    cell, x = isinstance(x, Readable) and isinstance(x, np.ndarray) and not x.shape, current(x)
    value = own(x) if isinstance(x, Tensor) else x
    value = np.asarray(value) if cell else value  # an array, though it has no axes
    if value is not x and isinstance(value, np.ndarray):
        value = value.view()
        value.flags.writeable = False
    return value


def bared(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
    """All arguments off the trace."""
    return [bare(a) for a in args], {k: bare(v) for k, v in kwargs.items()}


def is_whole(x: Any) -> bool:
    """Whether x is a traced whole number of Python's."""
    return isinstance(x, Tensor) and x.value.__class__ is int


def counts(x: Any) -> Any:
    """A whole number off the trace, where it counts; anything else unchanged."""
    return index(x) if is_whole(x) else x


def texts_in(x: Any) -> Iterator[str]:
    """The texts in lists and tuples."""
    if isinstance(x, str):
        yield x
    elif isinstance(x, list | tuple):
        for part in x:
            yield from texts_in(part)


def from_texts(path: str, args: tuple[Any, ...], y: Any) -> Any:
    """y; numbers that the script has written are read again, or their texts put into an array: they have left."""
    observer: Any = trace.observer
    if path in READERS:
        if args and (places := observer.places_of(args[0])):
            return unknown(f"np.{path}()", y, places)[0]
        texts = [repr(v) for v in np.ravel(y).tolist()[:MOST]]
    elif dtype_kind(y) in ("U", "S") and args:
        texts = [str(v) for v in np.ravel(y).tolist()[:MOST]]
    elif path in MAKERS and args:
        texts = list(islice(texts_in(args[0]), MOST))
    else:
        return y
    for place in {place for text in texts for place in observer.places_of(text)}:
        observer.left(place, f"np.{path}()")
    return y


def dtype_of(x: Any) -> Any:
    """The dtype of an array or a number."""
    return np.asarray(plain(x)).dtype


@cache
def parameters(original: Any) -> list[str]:
    """The names of a function's parameters that may be given by place; none where it does not tell."""
    try:
        known = inspect.signature(original).parameters.values()
    except (TypeError, ValueError):
        return []
    return [p.name for p in known if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
