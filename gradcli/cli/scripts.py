"""A script as a process: read, run as `python` runs it, its report printed, its exit status kept."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Any

from ..errors import GradcliError, clip, quote, visible
from . import error_text, limits, streams
from .formats import writer
from .output import Manner, deliver
from .written import is_data, quoted

if TYPE_CHECKING:
    from ..frontends.script import Outcome

WARNINGS_ONLY = frozenset({"jump"})

LANGUAGES = {
    ".c": "C", ".h": "C", ".cpp": "C++", ".m": "MATLAB", ".R": "R", ".r": "R", ".jl": "Julia", ".rs": "Rust",
    ".f90": "Fortran", ".js": "JavaScript",
}  # fmt: skip
FORMULA = re.compile(r"(?:\breturn|^\s*\w+(?:\([^)]*\))?\s*=(?!=)|<-\s*function\([^)]*\))\s*([^;{}\n]+)", re.MULTILINE)


def read(points: Sequence[str]) -> list[Any]:
    """The bindings, files read. Raises GradcliError."""
    if not points:
        return []
    from .points import at

    return at(points)


def load(path: str | None) -> bytes:
    """The script. Raises GradcliError if it cannot be read."""
    if path is None:
        return streams.read_bytes("a script")
    if not path.lower().endswith((".py", ".txt", ".dat")) and is_data(path):
        told = f"for every row of it write gradcli table EXPR {clip(path)}"
        raise GradcliError(f"{quote(path)} is data, and no script", code="unreadable", hint=told)
    ending = os.path.splitext(path)[1]
    if ending in LANGUAGES and os.path.isfile(path):
        with open(path, encoding="utf-8", errors="replace") as file:
            formulas = FORMULA.findall(file.read())
        from .lines import as_read

        told = "gradcli eval reads a formula by itself"
        if len(formulas) == 1:  # and no steps before it
            told = f"write its formula: gradcli eval {quoted(as_read(formulas[-1].strip(), ['x=1'])[0])} x=1"
        raise GradcliError(f"{quote(path)} is {LANGUAGES[ending]}, not Python", code="unreadable", hint=told)
    if path.lower().endswith(".ipynb"):
        told = f"write its cells as a script: jupyter nbconvert --to script {clip(path)}"
        raise GradcliError(f"{quote(path)} is a notebook, and no script", code="unreadable", hint=told)
    try:
        inside = os.path.join(path, "__main__.py")
        with open(inside if os.path.isfile(inside) else path, "rb") as file:
            return file.read()
    except OSError as error:
        from ..frontends.data.faults import beside

        hint = beside(path) if isinstance(error, FileNotFoundError) else None
        if re.search(r"[-+*/^()]", path) and not os.path.dirname(path) and not path.endswith(".py"):
            hint = f"to evaluate an expression write gradcli eval '{clip(path)}' x=3"
        message = f"cannot read {quote(path)}: {streams.reason(error)}"
        raise GradcliError(message, code="unreadable", hint=hint) from None
    except ValueError as error:
        raise GradcliError(f"cannot read {quote(path)}: {error}", code="unreadable") from None


def elsewhere(module: str) -> str:
    """What to do about a module that is missing where gradcli runs."""
    here = f"gradcli runs in {visible(sys.prefix)}, which has no {visible(module)}"
    return f"help: {here}: in the script's own environment install gradcli, and write python -m gradcli run ...\n"


def last_line(tb: TracebackType) -> str:
    """The line of a script at which an exception arose."""
    import traceback

    return traceback.extract_tb(tb)[-1].line or ""


class Ending:
    """How a script ended, as far as its status does not tell: interrupted, or its reader gone.

    While it runs this is Python's excepthook, and hears of Ctrl-C: both are quieter here than in Python.
    """

    def __init__(self) -> None:
        self.signalled = self.interrupted = self.unread = False

    def on_signal(self, *_: Any) -> None:
        """Ctrl-C."""
        self.signalled = True
        raise KeyboardInterrupt

    def hook(self, kind: type[BaseException], error: BaseException, tb: TracebackType | None) -> None:
        """Show an exception that the script did not catch."""
        if issubclass(kind, KeyboardInterrupt):
            self.interrupted = True
            if self.signalled:
                streams.tell("interrupted\n")
                return
        if issubclass(kind, BrokenPipeError) and streams.is_unread():
            self.unread = True
            return
        sys.__excepthook__(kind, error, tb)
        if isinstance(error, ModuleNotFoundError) and error.name:
            streams.tell(elsewhere(error.name))
        if isinstance(error, IndexError) and tb is not None and "sys.argv" in last_line(tb):
            streams.tell("help: the script reads sys.argv: what it is given goes after --, such as -- 20 0.6\n")
        if isinstance(error, AttributeError) and error.name in ("backward", "requires_grad_", "zero_grad"):
            streams.tell(f"help: leave .{error.name}() out: the gradient of the script's last value is reported\n")

    def __enter__(self) -> Ending:
        self.before = sys.excepthook, signal.getsignal(signal.SIGINT)
        sys.excepthook = self.hook
        if self.before[1] is signal.default_int_handler:
            signal.signal(signal.SIGINT, self.on_signal)
        return self

    def __exit__(self, *error: object) -> None:
        sys.excepthook = self.before[0]
        if signal.getsignal(signal.SIGINT) == self.on_signal:
            signal.signal(signal.SIGINT, self.before[1])


def make_ready(manner: Manner) -> None:
    """Load what printing the report takes before the script can put modules of its own in the place of Python's."""
    if manner.paths:
        import_module(".formats.lookup", __package__)
    writer(manner.form)


def perform(script: Callable[[], Outcome], manner: Manner, drawing: Callable[[Outcome, str], str] | None = None) -> int:
    """Run the script, print its report, and give the exit status: the script's own unless that is 0.

    drawing: makes the text of the outcome and its status, where it is not the report alone.

    Raises Interrupted if the script ended by an interrupt, ClosedPipe if nobody reads what it prints.
    """
    aside = manner.form != "human" or bool(manner.paths)
    with Ending() as ending, streams.kept(), streams.printing_aside(aside):
        try:
            outcome = script()
        except BrokenPipeError:
            if not streams.is_unread():
                raise
            ending.unread = True
    if ending.unread:
        streams.discard()
        raise streams.ClosedPipe
    if ending.interrupted:
        raise limits.Interrupted
    if outcome.talks and outcome.report.results and not aside and manner.file is None:
        streams.write("\n")
    try:
        draw = None if drawing is None else partial(drawing, outcome)
        status = deliver(outcome.report, manner, mild=WARNINGS_ONLY, failed=outcome.status != 0, drawing=draw)
    except GradcliError as error:
        if not outcome.status:
            raise
        streams.tell(error_text.draw(error))
    return outcome.status or status
