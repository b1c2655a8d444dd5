"""Run a Python script as `python file.py` does, then report its gradients.

The script gets a `__main__` of its own, its argv, its directory on the path, its exceptions with none of our frames,
and its exit status. What it sees of Python is its own as well: `House` resolves its imports and a few built-in
functions, for it and its sibling modules alone. Which gradients there are to report is for `snippet` (a script that
takes none itself) and `sites` (a script with tapes) to say.
"""

from __future__ import annotations

import atexit
import linecache
import os
import sys
import threading
from dataclasses import dataclass
from types import ModuleType, TracebackType
from typing import TYPE_CHECKING, Any

from ..errors import GradcliError
from ..results import Report
from ..study import Ask
from .house import House

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import CodeType

OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep


@dataclass(slots=True)
class Outcome:
    """What a script left behind: the report of its gradients, and the exit status that Python would have given it."""

    report: Report
    status: int = 0


def run_script(
    path: str | None,
    source: bytes,
    argv: Sequence[str] = (),
    bindings: Sequence[Any] = (),
    ask: Ask | None = None,
    of: str | None = None,
    call: str | None = None,
    every: bool = False,
) -> Outcome:
    """Run `source` as the program at `path` (None: standard input), and report its gradients.

    argv: what follows the script's name in sys.argv. bindings: (.name, .value) pairs that override top-level
    constants, or are the arguments of `call`. of: the name to differentiate. every: check each gradient, not a site's
    first and last. Raises GradcliError where the file is no script, or a name asked for is not in it. What the script
    raises is shown on stderr as Python shows it, and told in the outcome's status.
    """
    from .sites import Sites
    from .snippet import Snippet

    ask = ask or Ask()
    if b"\0" in source:
        raise GradcliError(f"{path or 'standard input'} is not a Python script: it has NUL bytes", code="unreadable")
    filename = os.path.abspath(path) if path is not None else "<stdin>"  # absolute, as Python has it
    house = House(filename, os.path.dirname(os.path.realpath(path)) if path is not None else None)
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
    program = kind(house, tree, values, ask, of, call, every)
    code = house.compile(program.prepare(), filename)
    main = ModuleType("__main__")
    main.__dict__.update(__builtins__=house.builtins, __annotations__={}, __file__=filename, __cached__=None)
    with Stage(house, main, [path if path is not None else "-", *argv]):
        status = perform(lambda: program.run(code, main))
        settle_down()
    return Outcome(program.report(main, failed=status != 0), status)  # our imports are not the script's


class Stage:
    """sys.argv, sys.path[0], `__main__` and the import machinery as the script expects them; put back afterwards."""

    def __init__(self, house: House, main: ModuleType, argv: list[str]) -> None:
        self.house, self.main, self.argv = house, main, argv

    def __enter__(self) -> None:
        self.kept = sys.argv, sys.path[:], sys.modules.get("__main__"), sys.excepthook
        sys.argv = self.argv
        sys.path.insert(0, self.house.directory or "")
        sys.modules["__main__"] = self.main
        self.house.open()

    def __exit__(self, *error: object) -> None:
        self.house.close()
        sys.argv, sys.path[:], main, sys.excepthook = self.kept
        if main is not None:
            sys.modules["__main__"] = main


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
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()


def exit_status(error: SystemExit) -> int:
    """The status of sys.exit(...): nothing is 0, a number itself, anything else is printed and 1."""
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return int(error.code) & 0xFF
    print(error.code, file=sys.stderr)
    return 1


def show(error: BaseException) -> None:
    """Show an exception as Python would, by the script's own excepthook if it has one, without our frames."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            one.__traceback__ = theirs(one.__traceback__)
            waiting += [one.__cause__, one.__context__, *getattr(one, "exceptions", ())]
    if sys.stdout is not None and not sys.stdout.closed:
        sys.stdout.flush()
    sys.excepthook(type(error), error, error.__traceback__)
    if isinstance(error, RuntimeError) and str(error).startswith("A non-persistent GradientTape can only be used"):
        print("help: GradientTape(persistent=True) may be asked more than once", file=sys.stderr)


def theirs(tb: TracebackType | None) -> TracebackType | None:
    """A traceback without the frames of gradcli and of the import system."""
    kept = []
    while tb is not None:
        name = tb.tb_frame.f_code.co_filename
        if not name.startswith((OURS, "<frozen importlib")):
            kept.append(tb)
        tb = tb.tb_next
    found: TracebackType | None = None
    for part in reversed(kept):
        found = TracebackType(found, part.tb_frame, part.tb_lasti, part.tb_lineno)
    return found


def remember(source: bytes) -> None:
    """Keep the text of standard input, for the lines in tracebacks."""
    text = source.decode("utf-8", "replace").splitlines(keepends=True)
    linecache.cache["<stdin>"] = (len(source), None, text, "<stdin>")


def run(code: CodeType, main: ModuleType) -> None:
    """Execute a module's code in its namespace."""
    exec(code, main.__dict__)
