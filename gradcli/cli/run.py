"""gradcli run: a Python script, as `python` runs it, and then its gradients."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

from ..errors import GradcliError, quote, visible
from . import error_text, limits, memory, options, streams
from .formats import writer
from .output import Manner, check_destination, deliver
from .root import declared, usage

if TYPE_CHECKING:
    from ..frontends.script import Outcome

WARNINGS_ONLY = frozenset({"jump"})

HELP = """Run a Python script, then report its gradients.

FILE is run as 'python FILE' would run it; a dash, or no FILE, reads the script from standard input. Scripts may be
written for TensorFlow (tf.GradientTape; TensorFlow is not needed), NumPy, SciPy's special functions, distributions and
linear algebra, or plain Python with math. Every gradient that a tape takes is reported by its name and line. A script
without a tape is differentiated itself: its last value with respect to its top-level constants, which NAME=VALUE
overrides. A constant is a name that begins as a numeral, arithmetic of numerals or an array of them, and that no loop
replaces or merely adds up (total = 0.0); what else there is (np.zeros(3), random numbers, lists) the report names, and
--wrt w takes it. What follows -- is sys.argv.

\b
  gradcli run train.py
  gradcli run train.py --check -- --epochs 3
  echo 'x = 3.0; y = x**2; y*y' | gradcli run - x=2
  gradcli run model.py --of loss --wrt w,b --order 2
  gradcli run model.py --call energy x=1,2,3 --json
  gradcli run model.py --call energy --against grad_energy x=1,2
  gradcli run model.py --call height --table points.csv

The script is your own program: it is not confined in any way. With --check a script without tapes runs several times,
with the same arguments and input; what it prints then is dropped, what it does to files and the network is not. One
with tapes runs once: what they recorded is verified, and what left them, .numpy() or float(), is told.
"""
STATUS = """\b
Exit status: the script's own if that is not 0; 0 done, 2 a mistake in the command,
3 a check disagrees, 4 a gradient is not finite, 5 not verified, 124 out of time.
"""


@declared("run", HELP, "[FILE|-] [NAME=VALUE]... [OPTION]... [-- ARGUMENT...]", STATUS)
@options.asking
@click.option(
    "--of", metavar="NAME",
    help="Differentiate this name's last value; where tapes do, report only the gradient of this name or target.",
)  # fmt: skip
@click.option(
    "--call", metavar="F",
    help="Differentiate the function F, called with the values given and, where none is, the script's own.",
)  # fmt: skip
@click.option(
    "--against", metavar="G",
    help="Compare F's gradient, or with --order 2 its Hessian, with what the script's function G gives.",
)  # fmt: skip
@click.option(
    "--table", metavar="POINTS", help="With --call: F at every row of a file, whose columns are its arguments."
)
@click.option("--map", "mapping", multiple=True, metavar="x=NAME", help="The column that an argument is; repeatable.")
@click.option("--skip-bad", is_flag=True, help="Go on after rows of the table that are not numbers.")
@click.option("--decimal", type=options.one_of("--decimal", ",", "."), metavar="MARK", help="The table's decimal mark.")
@click.option(
    "--check", cls=options.Alone, alone="yes", type=options.one_of("--check", "yes", "all", "recorded"),
    metavar="[=all|recorded]",
    help="Verify every gradient, by running a script without tapes again, untraced, at the same point and at moved "
    "ones; =recorded: what was recorded alone. Of a tape's call site the first and the last call, =all: each.",
)  # fmt: skip
@options.printing
@options.full
@options.timeout("End the script after so many seconds.")
def command(context: click.Context, /, words: tuple[str, ...], **given: Any) -> Callable[[], int]:
    """Collect what is asked."""
    ask, manner, seconds = options.ask(given), options.manner(given), given["timeout"]
    ask = ask._replace(recorded=given["check"] == "recorded", deadline=seconds and monotonic() + seconds)
    ask = ask._replace(against=given["against"])
    if ask.against is not None and given["call"] is None:
        hint = f"write --call loss --against {ask.against}"
        raise GradcliError("--against needs --call: the function that is differentiated", code="option", hint=hint)
    path, points = split(words)
    if path is None and not words and (sys.stdin is None or streams.is_terminal(sys.stdin)):
        return lambda: usage(context.command, context)
    arguments: list[str] = context.obj
    if given["table"] is not None:
        from .script_table import tabulate_script

        return lambda: tabulate_script(path, points, arguments, ask, manner, given)
    check_destination(manner)

    def work() -> int:
        from ..frontends.script import run_script

        bindings, source = read(points), load(path)
        memory.keep()
        make_ready(manner)
        return perform(
            lambda: run_script(
                path,
                source,
                arguments,
                bindings,
                ask,
                of=given["of"],
                call=given["call"],
                every=given["check"] == "all",
            ),
            manner,
        )

    return work if seconds is None else limits.supervised(seconds, work)


def split(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """The file, None for standard input, and the bindings. Raises GradcliError for anything else."""
    path = None
    points = list(words)
    if points and (not is_binding(points[0]) or (points[0].endswith(".py") and os.path.isfile(points[0]))):
        path = points.pop(0)
    for word in points:
        if not is_binding(word):
            hint = "write NAME=VALUE; what is meant for the script goes after --"
            raise GradcliError(f"unexpected argument {quote(word)}", hint=hint)
    return None if path == "-" else path, points


def is_binding(word: str) -> bool:
    """Whether a word is NAME=VALUE."""
    name, equals, _ = word.partition("=")
    return bool(equals) and name.strip().isidentifier()


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
    try:
        inside = os.path.join(path, "__main__.py")
        with open(inside if os.path.isfile(inside) else path, "rb") as file:
            return file.read()
    except OSError as error:
        from ..frontends.data.faults import beside

        hint = beside(path) if isinstance(error, FileNotFoundError) else None
        raise GradcliError(
            f"cannot read {quote(path)}: {streams.reason(error)}", code="unreadable", hint=hint
        ) from None
    except ValueError as error:
        raise GradcliError(f"cannot read {quote(path)}: {error}", code="unreadable") from None


def elsewhere(module: str) -> str:
    """What to do about a module that is missing where gradcli runs."""
    here = f"gradcli runs in {visible(sys.prefix)}, which has no {visible(module)}"
    return f"help: {here}: in the script's own environment install gradcli, and write python -m gradcli run ...\n"


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
