"""Whether a function is running that TensorFlow would trace: it does once what Python does, and silently the rest."""

from __future__ import annotations

import builtins
import contextlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

DEPTH = [0]  # how many such functions are running


@contextlib.contextmanager
def tracing() -> Iterator[None]:
    """While the block runs, a graph would be traced."""
    DEPTH[0] += 1
    try:
        yield
    finally:
        DEPTH[0] -= 1


@contextlib.contextmanager
def printing(how: Any) -> Iterator[None]:
    """While the block runs, Python's print is `how`."""
    before, builtins.print = builtins.print, how
    try:
        yield
    finally:
        builtins.print = before


def silent(*args: Any, **kwargs: Any) -> None:
    """A print that says nothing."""


def looped(elements: Iterator[Any]) -> Iterator[Any]:
    """What a loop runs over; in a graph its body is traced with the first element, and is silent with the others."""
    return once(elements) if DEPTH[0] else elements


def once(elements: Iterator[Any]) -> Iterator[Any]:
    """The elements; from the second on Python's print is silent."""
    before = builtins.print
    for n, e in enumerate(elements):
        if n == 1:
            builtins.print = silent
        yield e
    builtins.print = before
