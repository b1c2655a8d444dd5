"""Run a Python script as `python file.py` does, then report its gradients.

The script gets a `__main__` of its own, its argv, its directory on the path, its exceptions with none of our frames,
and its exit status. What it sees of Python is its own as well: `House` resolves its imports and a few built-in
functions, for it and its sibling modules alone. Which gradients there are to report is for `untaped` (a script
that takes none itself) and `tape_calls` (a script with tapes) to say.
"""

from __future__ import annotations

import atexit
import gc
import linecache
import os
import sys
import threading
import warnings
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ...answer.derivatives import Ask
from ...core.trace import plain
from ...errors import GradcliError
from ...results import Note, Report
from .imports import House
from .tracebacks import Quiet, flush, show, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ..recording import Recording

MAIN = "__main__.py"  # of a directory that is run
SIZE = 1 << 63  # of C's long, in which Python keeps an exit status
ROOM = 12  # frames that an op of ours takes where Python's own takes none


@dataclass(slots=True)
class Outcome:
    """What a script left behind: the report of its gradients, and the exit status that Python would have given it.

    recordings: the program of each result, if asked for.
    """

    report: Report
    status: int = 0
    recordings: list[Recording] = field(default_factory=list)


def run_script(
    path: str | None,
    source: bytes,
    argv: Sequence[str] = (),
    bindings: Sequence[Any] = (),
    ask: Ask | None = None,
    of: str | None = None,
    call: str | None = None,
    every: bool = False,
    recording: bool = False,
    table: Callable[..., None] | None = None,
) -> Outcome:
    """Run `source` as the program at `path`, and report its gradients.

    path: a file, a directory that holds a __main__.py, or None for standard input. argv: what follows the script's
    name in sys.argv. bindings: (.name, .value) pairs that override top-level constants, or are the arguments of `call`.
    of: the name to differentiate. every: check each gradient, not a site's first and last.
    recording: keep the programs too. table: makes a table of the function `call`, once the script has run. Raises
    GradcliError where the file is no script, or a name asked for is not in it. What the script raises is shown on
    stderr as Python shows it, and told in the outcome's status.
    """
    from .tape_calls import Sites
    from .untaped import Snippet

    ask = ask or Ask()
    if b"\0" in source:
        raise GradcliError(f"{path or 'standard input'} is not a Python script: it has NUL bytes", code="unreadable")
    filename, directory = ("<stdin>", None) if path is None else whereabouts(path)
    house = House(filename, None if os.environ.get("PYTHONSAFEPATH") else directory)
    if path is None:
        remember(source)
    try:
        tree = house.parse(source, filename)
    except SyntaxError as error:
        show(error)
        return Outcome(Report([]), 1)
    values = {b.name: b.value for b in bindings}
    taped = house.uses_tapes(tree)
    kind: type[Sites] | type[Snippet] = Sites if taped else Snippet
    program: Sites | Snippet
    if table is not None:
        from .rows import TabledScript

        program = TabledScript(house, tree, values, ask, call or "", table)
    else:
        program = kind(house, tree, values, ask, of, call, every)
    code = house.compile(program.prepare(), filename)
    main = ModuleType("__main__")
    main.__dict__.update(__builtins__=house.builtins, __annotations__={}, __file__=filename, __cached__=None)
    process = os.getpid()
    reruns = None
    if isinstance(program, Snippet) and (ask.check or ask.against or ask.expect) and not ask.recorded and table is None:
        from .plain_run import Recipe, reruns_of

        reruns = program.reruns = reruns_of(Recipe(path, source, argv, values, ask.wrt, of, call))
    with Stage(house, main, [path if path is not None else "-", *argv]), Quiet(), Room():
        status = perform(lambda: program.run(code, main))
        settle_down()
    if os.getpid() != process:
        os._exit(status)  # a child that the script forked: it has nothing to report
    with unruffled():  # our imports are not the script's
        try:
            report = program.report(main, failed=status != 0)
        finally:
            if reruns is not None:
                reruns.close()
        recordings = program.recordings(report) if recording else []
    if ask.check and not report.results and not status:
        report.notes.append(Note("", "unverified", "there is no number to verify"))
    tear_down(main, house)
    return Outcome(report, status, recordings)


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

    def __init__(self, house: House, main: ModuleType, argv: list[str]) -> None:
        self.house, self.main, self.argv = house, main, argv

    def __enter__(self) -> None:
        self.kept = sys.argv, sys.path[:], sys.modules.get("__main__"), sys.excepthook
        sys.argv = self.argv
        if not os.environ.get("PYTHONSAFEPATH"):
            sys.path.insert(0, self.house.directory or "")
        sys.modules["__main__"] = self.main
        self.house.open()

    def __exit__(self, *error: object) -> None:
        self.house.close()
        sys.argv, sys.path[:], main, sys.excepthook = self.kept
        if main is not None:
            sys.modules["__main__"] = main


class Room:
    """As many frames for the script as Python would let it have, though ours lie beneath its own."""

    def __enter__(self) -> None:
        self.kept = sys.getrecursionlimit, sys.setrecursionlimit
        depth, frame = ROOM, sys._getframe()
        while frame.f_back is not None:
            depth, frame = depth + 1, frame.f_back
        get, change = self.kept
        self.change, self.depth, self.get = change, depth, get
        change(get() + depth)
        setattr(sys, "getrecursionlimit", lambda: get() - depth)  # noqa: B010
        setattr(sys, "setrecursionlimit", lambda limit: change(limit + depth))  # noqa: B010

    def __exit__(self, *error: object) -> None:
        sys.getrecursionlimit, sys.setrecursionlimit = self.kept
        sys.setrecursionlimit(sys.getrecursionlimit() - self.depth)


@contextmanager
def unruffled() -> Iterator[None]:
    """Within, neither warnings nor NumPy's errors are what the script may have made of them."""
    np: Any = sys.modules.get("numpy")
    quiet = np.errstate(all="ignore") if hasattr(np, "errstate") else nullcontext()
    with warnings.catch_warnings(), quiet:
        warnings.simplefilter("ignore")
        yield


def tear_down(main: ModuleType, house: House) -> None:
    """Let go what the script's names hold, as Python does at its end: what __del__ prints comes before the report."""
    if threading.active_count() > 1:
        return
    names = [name for name in vars(main) if name != "__builtins__"]
    for name in sorted(names, key=lambda name: not name.startswith("_") or name.startswith("__")):
        vars(main)[name] = None
    if any(b"__del__" in text for text in house.sources.values()):
        gc.collect()  # what holds itself goes too
    flush("stdout")


def perform(action: Callable[[], None]) -> int:
    """Do it, and give the exit status with which Python would have ended."""
    try:
        action()
    except SystemExit as error:
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
    """The status of sys.exit(...): nothing is 0, a number itself, anything else is printed and 1."""
    code = plain(error.code)
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF if -SIZE <= code < SIZE else 0xFF
    tell(f"{code}\n")
    return 1


def remember(source: bytes) -> None:
    """Keep the text of standard input, for the lines in tracebacks."""
    text = source.decode("utf-8", "replace").splitlines(keepends=True)
    linecache.cache["<stdin>"] = (len(source), None, text, "<stdin>")
