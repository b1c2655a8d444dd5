"""What is shown of a script's errors: what Python shows, and none of our frames.

A traceback that the script prints itself is read by way of the `traceback` module, whose walks pass our frames over.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import CodeType, ModuleType, TracebackType
from typing import Any

OURS = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", "..")) + os.sep
WALKS = ("walk_tb", "_walk_tb_with_full_positions", "walk_stack")


def execute(code: CodeType, main: ModuleType) -> None:
    """Execute a module's code in its namespace: the frame beneath which nothing is the script's."""
    exec(code, main.__dict__)


def mine(name: str) -> bool:
    """Whether a file of code is gradcli's, or the import system's."""
    return name.startswith((OURS, "<frozen importlib"))


def show(error: BaseException) -> None:
    """Show an exception as Python would, by the script's own excepthook if it has one, without our frames."""
    strip(error)
    flush("stdout")
    try:
        hook = sys.excepthook
    except AttributeError:
        tell("sys.excepthook is missing\n")
        hook = sys.__excepthook__
    try:
        hook(type(error), error, error.__traceback__)
    except BaseException as fault:
        strip(fault)
        fault.__context__ = None
        tell("Error in sys.excepthook:\n")
        sys.__excepthook__(type(fault), fault, fault.__traceback__)
        tell("\nOriginal exception was:\n")
        sys.__excepthook__(type(error), error, error.__traceback__)
    if isinstance(error, RuntimeError) and str(error).startswith("A non-persistent GradientTape can only be used"):
        tell("help: GradientTape(persistent=True) may be asked more than once\n")


def tell(text: str) -> None:
    """Write to standard error, if there is one."""
    with suppress(AttributeError, ValueError):
        sys.stderr.write(text)


def flush(name: str) -> None:
    """Let go what sys.stdout or sys.stderr holds; what stands in its place may not know how, or be closed, or gone."""
    with suppress(AttributeError, ValueError):
        stream = getattr(sys, name)
        if not getattr(stream, "closed", False):
            stream.flush()


def strip(error: BaseException) -> None:
    """Take our frames out of an exception, and out of those that led to it."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            one.__traceback__ = theirs(one.__traceback__)
            waiting += [one.__cause__, one.__context__, *getattr(one, "exceptions", ())]


def theirs(tb: TracebackType | None) -> TracebackType | None:
    """A traceback without the frames of gradcli and of the import system."""
    kept = []
    while tb is not None:
        if not mine(tb.tb_frame.f_code.co_filename):
            kept.append(tb)
        tb = tb.tb_next
    found: TracebackType | None = None
    for part in reversed(kept):
        found = TracebackType(found, part.tb_frame, part.tb_lasti, part.tb_lineno)
    return found


def walking(walk: Callable[[Any], Iterator[Any]]) -> Callable[[Any], Iterator[Any]]:
    """One of the walks of `traceback`, past our frames; outwards it ends where the script begins."""

    def theirs_alone(start: Any) -> Iterator[Any]:
        if start is None and walk.__name__ == "walk_stack":  # it counts four frames outwards, and so do we
            here: Any = sys._getframe()
            start = here.f_back.f_back.f_back.f_back
        for frame, place in walk(start):
            if frame.f_code is execute.__code__:
                return
            if not frame.f_code.co_filename.startswith(OURS):
                yield frame, place

    return theirs_alone


class TracebackFilter:
    """While the script runs: its own tracebacks, its threads' errors and those of __del__ show none of our frames."""

    def __enter__(self) -> None:
        self.kept = {name: getattr(traceback, name) for name in WALKS}
        self.hooks = threading.excepthook, sys.unraisablehook
        self.warned: Any = vars(warnings)["_showwarnmsg_impl"]
        vars(warnings)["_showwarnmsg_impl"] = self.warn
        for name, walk in self.kept.items():
            setattr(traceback, name, walking(walk))
        threading.excepthook, sys.unraisablehook = stripping(threading.excepthook), stripping(sys.unraisablehook)

    def __exit__(self, *error: object) -> None:
        for name, walk in self.kept.items():
            setattr(traceback, name, walk)
        threading.excepthook, sys.unraisablehook = self.hooks
        vars(warnings)["_showwarnmsg_impl"] = self.warned

    def warn(self, message: Any) -> None:
        """Show a warning; one of whoever called the script has Python's name for nobody."""
        if message.filename == __file__:
            message.filename, message.lineno = "sys", 1
        self.warned(message)


def stripping(hook: Callable[[Any], object]) -> Callable[[Any], None]:
    """A hook of Python's for errors that nobody catches, which shows none of our frames."""

    def call(found: Any) -> None:
        if found.exc_value is not None:
            strip(found.exc_value)
        traceback = None if found.exc_value is None else found.exc_value.__traceback__
        hook(type(found)((found.exc_type, found.exc_value, traceback, *found[3:])))

    return call
