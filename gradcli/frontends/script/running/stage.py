"""The stage that a script runs on: what it finds of Python, its exit status, and what is put back afterwards."""

from __future__ import annotations

import atexit
import gc
import linecache
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ....core.trace import plain
from .tracebacks import flush, show, tell

if TYPE_CHECKING:
    from .imports import ScriptModules

MAIN = "__main__.py"  # of a directory that is run
SIZE = 1 << 63  # of C's long, in which Python keeps an exit status
OBJECTS = 50_000  # made by us before the collector looks for cycles
DEEP = 20  # times as many frames for our walks over a tree as Python's parser has levels of it, and some
ROOM = 12  # frames that an op of ours takes where Python's own takes none


def whereabouts(path: str) -> tuple[str, str]:
    """The file of a script, absolute and else as it was given, and the directory that its imports begin in."""
    try:
        filename = os.path.join(os.getcwd(), path)
    except OSError:
        filename = path
    if os.path.isdir(path):
        return os.path.join(filename, MAIN), filename
    return filename, os.path.dirname(os.path.realpath(path))


class Stage:
    """sys.argv, sys.path[0], `__main__` and the import machinery as the script expects them; put back afterwards."""

    def __init__(self, modules: ScriptModules, argv: list[str]) -> None:
        self.modules, self.argv, self.main = modules, argv, ModuleType("__main__")
        about = {"__builtins__": modules.builtins, "__file__": modules.filename}
        vars(self.main).update(**about, __annotations__={}, __cached__=None)

    def __enter__(self) -> ModuleType:
        self.kept = sys.argv, sys.path[:], sys.modules.get("__main__"), sys.excepthook
        sys.argv = self.argv
        if not os.environ.get("PYTHONSAFEPATH"):
            sys.path.insert(0, self.modules.directory or "")
        sys.modules["__main__"] = self.main
        self.modules.open()
        return self.main

    def __exit__(self, *error: object) -> None:
        self.modules.close()
        sys.argv, sys.path[:], main, sys.excepthook = self.kept
        if main is not None:
            sys.modules["__main__"] = main


class RecursionHeadroom:
    """As many frames for the script as Python would let it have, though ours lie beneath its own."""

    def __enter__(self) -> None:
        self.kept = sys.getrecursionlimit, sys.setrecursionlimit
        depth, frame = ROOM, sys._getframe()
        while frame.f_back is not None:
            depth, frame = depth + 1, frame.f_back
        (get, change), self.depth = self.kept, depth
        change(get() + depth)
        setattr(sys, "getrecursionlimit", lambda: get() - depth)  # noqa: B010
        setattr(sys, "setrecursionlimit", lambda limit: change(limit + depth))  # noqa: B010

    def __exit__(self, *error: object) -> None:
        sys.getrecursionlimit, sys.setrecursionlimit = self.kept
        sys.setrecursionlimit(sys.getrecursionlimit() - self.depth)


@contextmanager
def deep() -> Iterator[None]:
    """Within, walks over the tree of a text go as deep as the text that Python reads."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit * DEEP)
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


@contextmanager
def unruffled() -> Iterator[None]:
    """Within, neither warnings nor NumPy's errors are what the script may have made of them, nor is the collector."""
    np: Any = sys.modules.get("numpy")
    quiet = np.errstate(all="ignore") if hasattr(np, "errstate") else nullcontext()
    often = gc.get_threshold()
    gc.set_threshold(OBJECTS)
    try:
        with warnings.catch_warnings(), quiet, deep():
            warnings.simplefilter("ignore")
            yield
    finally:
        gc.set_threshold(*often)


def tear_down(main: ModuleType, modules: ScriptModules) -> None:
    """Let go what the script's names hold, as Python does at its end: what __del__ prints comes before the report."""
    if threading.active_count() > 1:
        return
    names = [name for name in vars(main) if name != "__builtins__"]
    for name in sorted(names, key=lambda name: not name.startswith("_") or name.startswith("__")):
        vars(main)[name] = None
    if any(b"__del__" in text for text in modules.sources.values()):
        gc.collect()  # what holds itself goes too
    flush("stdout")


def perform(action: Callable[[], None]) -> int:
    """Do it, and give the exit status with which Python would have ended."""
    try:
        action()
    except SystemExit as error:
        if (code := plain(error.code)) is not None and not isinstance(code, int):
            tell(f"{code}\n")
        return exit_status(error)
    except KeyboardInterrupt as error:
        show(error)
        return 130
    except BaseException as error:
        show(error)
        return 1
    return 0


def settle_down() -> None:
    """What Python does at the end: wait for the threads, run what was registered with atexit, flush."""
    try:
        for thread in threading.enumerate():
            if thread is not threading.current_thread() and not thread.daemon:
                thread.join()
        atexit._run_exitfuncs()
    except BaseException as error:
        show(error)
    flush("stdout")
    flush("stderr")


def exit_status(error: SystemExit) -> int:
    """The status of sys.exit(...): nothing is 0, a number itself, anything else 1."""
    code = plain(error.code)
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF if -SIZE <= code < SIZE else 0xFF
    return 1


def remember(source: bytes) -> None:
    """Keep the text of standard input, for the lines in tracebacks."""
    text = source.decode("utf-8", "replace").splitlines(keepends=True)
    linecache.cache["<stdin>"] = (len(source), None, text, "<stdin>")
