"""What a function that TensorFlow would trace does once, and where its random ops stand.

Its body runs in Python at every call here, so what Python itself does there is silent from the second time on. Random
ops without seeds are seeded by their order in a graph, and each op's stream goes on from call to call: a `Frame` is
what is known of one graph.
"""

from __future__ import annotations

import builtins
import contextlib
import functools
import sys
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .philox import Stream


class Frame:
    """One graph: its random ops by their place in it, and the graphs inside."""

    def __init__(self) -> None:
        self.pairs: list[tuple[int, int]] = []  # the seeds of each random op
        self.streams: dict[int, Stream] = {}  # where it stands
        self.epoch = 0  # the global seed's, since which it stands there
        self.inner: list[Frame] = []
        self.begin()

    def begin(self) -> None:
        """Run the graph from its first op."""
        self.ops = self.seedless = self.graphs = 0

    def next(self) -> Frame:
        """The next graph inside."""
        if self.graphs == len(self.inner):
            self.inner.append(Frame())
        self.graphs += 1
        return self.inner[self.graphs - 1]


FRAMES: list[Frame] = []  # of the graphs that are running


@contextlib.contextmanager
def tracing(frame: Frame | None = None) -> Iterator[None]:
    """While the block runs, a graph would be traced: the next inside another, or the one that is given."""
    if FRAMES:
        frame = FRAMES[-1].next()
    frame = frame or Frame()
    frame.begin()
    depth = len(FRAMES)
    FRAMES.append(frame)
    try:
        yield
    finally:
        del FRAMES[depth:]


@contextlib.contextmanager
def printing(how: Any) -> Iterator[None]:
    """While the block runs, Python's print is `how`."""
    before = [(space, space["print"]) for space in spaces()]
    said(how)
    try:
        yield
    finally:
        for space, print_ in before:
            space["print"] = print_


def spaces() -> list[dict[str, Any]]:
    """The built-in names of what runs: Python's, and those of a script that has its own."""
    found = {id(vars(builtins)): vars(builtins)}
    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        found[id(frame.f_builtins)] = frame.f_builtins
        frame = frame.f_back
    return list(found.values())


def said(how: Any) -> None:
    """Let Python's print be `how`."""
    for space in spaces():
        space["print"] = how


SAID = builtins.print


def aloud(function: Any) -> Any:
    """A function that prints at every call, as what a graph calls does."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        with printing(SAID):
            return function(*args, **kwargs)

    return call


def silent(*args: Any, **kwargs: Any) -> None:
    """A print that says nothing."""


def looped(elements: Iterator[Any]) -> Iterator[Any]:
    """What a loop runs over; in a graph its body is one of its own, traced with the first element."""
    return once(elements) if FRAMES else elements


def once(elements: Iterator[Any]) -> Iterator[Any]:
    """The elements; from the second on Python's print is silent."""
    before, depth = [(space, space["print"]) for space in spaces()], len(FRAMES)
    frame = FRAMES[-1].next()
    FRAMES.append(frame)
    try:
        for n, e in enumerate(elements):
            if n == 1:
                said(silent)
            frame.begin()
            yield e
    finally:  # where the loop is left, too
        for space, print_ in before:
            space["print"] = print_
        del FRAMES[depth:]
