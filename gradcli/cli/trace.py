"""gradcli trace: the tape that made a number, line by line."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from ..errors import GradcliError
from . import limits, memory, options, script_words, scripts, streams
from .eval import SECONDS
from .eval import read as read_words
from .output import Manner, check_destination, deliver
from .root import declared, usage

if TYPE_CHECKING:
    from ..answer.subject import Ask
    from ..frontends.recording import Recording
    from ..frontends.script import Outcome
    from ..results import Report

HELP = """The tape of an expression or a script, line by line: each place, what it computes, its primal (value) and its
adjoint (the result's derivative by it), and who sent what to it: adjoint times local partial.

A word that names a file, or ends in .py, is a script, and is run as 'gradcli run' does; anything else is an expression.
A dash reads a script from standard input. Passes of a loop are folded unless --all is given.

\b
  gradcli trace 'x^2*y + sin(x*y)' x=2 y=3
  gradcli trace 'x^2*y + sin(x*y)' x=2 y=3 --forward
  gradcli trace 'r = sqrt(x*x + y*y); sin(r)/r' x=1 y=2 --graph graph.dot
  gradcli trace model.py --html page.html
  gradcli trace model.py --of loss --all
  gradcli trace model.py --json
"""
STATUS = """\b
Exit status: that of 'gradcli eval' or 'gradcli run'.
"""
GRAPHS = (".dot", ".svg", ".png", ".pdf")


@declared("trace", HELP, "EXPR|FILE [NAME=VALUE]... [OPTION]...", STATUS)
@click.option("--forward", is_flag=True, help="Tangents (the derivatives by each source) in place of adjoints.")
@click.option("--all", "every", is_flag=True, help="Every pass of a loop.")
@click.option("--graph", metavar="FILE", help="Draw the computation graph: FILE.dot, or .svg, .png, .pdf by Graphviz.")
@click.option("--html", metavar="FILE", help="A page to look at: source, tape and graph, nothing fetched.")
@options.by
@click.option("--of", metavar="NAME", help="Of a script: differentiate this name's last value, or trace this gradient.")
@click.option("--call", metavar="F", help="Of a script: differentiate the function F, called with the values given.")
@options.digits
@options.printing
@options.full
@options.timeout("End after so many seconds.")
def command(context: click.Context, /, words: tuple[str, ...], **given: Any) -> Callable[[], int]:
    """Collect what is asked."""
    from ..answer.subject import Ask

    ask = Ask(wrt=options.wrt(given), digits=given["digits"])
    manner, seconds = options.manner(given), given["timeout"]
    if not words:
        return lambda: usage(context.command, context)
    check_destination(manner)
    if given["graph"] is not None:
        check_graph(given["graph"])
    if given["html"] is not None:
        streams.check_file(given["html"])
        if given["forward"]:
            raise GradcliError("--html shows adjoints, not tangents", code="option", hint="leave --forward out")
    files = [file for file in (manner.file, given["graph"], given["html"]) if file not in (None, "-")]
    if len({*map(os.path.realpath, files)}) < len(files):
        raise GradcliError("two outputs go to one file", code="option", hint="name another for one of them")
    if words[0] == "-" or words[0].endswith(".py") or os.path.exists(words[0]):
        work = script(words, context.obj, ask, manner, given)
        return work if seconds is None else limits.supervised(seconds, work)
    for option in ("of", "call"):
        if given[option] is not None:
            raise GradcliError(f"--{option} is for scripts", code="option", hint="name a part, and write --wrt")

    def answer() -> int:
        from ..frontends.recording import record
        from ..results import Report

        one = record(*read_words(words), ask)
        report = Report([one.result])
        return deliver(report, manner, drawing=lambda status: shown([one], report, status, manner, given))

    def timed() -> int:
        with limits.alarm(SECONDS, "--timeout allows more"):
            return answer()

    return timed if seconds is None else limits.supervised(seconds, answer)


def script(
    words: tuple[str, ...], arguments: list[str], ask: Ask, manner: Manner, given: dict[str, Any]
) -> Callable[[], int]:
    """What traces a script."""
    path, points = script_words.split(words)

    def drawing(outcome: Outcome, status: str) -> str:
        return shown(outcome.recordings, outcome.report, status, manner, given)

    def work() -> int:
        from ..frontends.script import run_script
        from .formats import json, trace  # noqa: F401  before the script can put modules of its own in their place

        bindings, source = scripts.read(points), scripts.load(path)
        memory.keep()
        asked = {"of": given["of"], "call": given["call"], "recording": True}
        return scripts.perform(lambda: run_script(path, source, arguments, bindings, ask, **asked), manner, drawing)

    return work


def shown(recordings: list[Recording], report: Report, status: str, manner: Manner, given: dict[str, Any]) -> str:
    """The traces in the form that was asked for, their arrays whole with --full."""
    from .formats.numbers import fitted

    with fitted(0, manner.full):
        return show(recordings, report, status, manner, given)


def show(recordings: list[Recording], report: Report, status: str, manner: Manner, given: dict[str, Any]) -> str:
    """The traces in the form that was asked for; the graph is written to its file."""
    from .formats import Style, json, separated
    from .formats import trace as form

    forward, every, digits = given["forward"], given["every"], manner.digits
    traces = []
    for one in recordings:
        rows = one.rows(forward)
        traces.append(form.Trace(one, rows, one.folded(rows), forward))
    if given["graph"] is not None:
        write_graph(given["graph"], form.drawing(traces, digits, every))
    if given["html"] is not None:
        from .formats.page import page

        streams.write_file(given["html"], page(traces, digits))
    if manner.form in ("json", "jsonl"):
        extras = [{"trace": form.entries(one)} for one in traces]
        return json.write(report, Style(manner.form, digits, False, status), extras)
    if manner.form in ("csv", "tsv"):
        mark = "," if manner.form == "csv" else "\t"
        return "\n".join(separated.lines(form.grid(one, 17, most=None), mark) for one in traces)
    if manner.form == "markdown":
        return "\n".join(form.markdown(one, digits, every) for one in traces)
    if manner.form == "latex":
        return "\n".join(form.latex(one, digits, every) for one in traces)
    width = streams.width() if manner.file is None else 0
    return "\n".join(form.human(one, digits, width, every) for one in traces)


def check_graph(path: str) -> None:
    """See that a graph can be written there before the work. Raises GradcliError."""
    import shutil

    ending = os.path.splitext(path)[1].lower()
    if ending not in GRAPHS:
        what = repr(ending) if ending else "a file without an ending"
        message = f"--graph writes {', '.join(GRAPHS[:-1])} or {GRAPHS[-1]}, not {what}"
        raise GradcliError(message, code="option", hint="write --graph graph.svg")
    streams.check_file(path)
    if ending != ".dot" and shutil.which("dot") is None:
        told = f"a graph as {ending} needs Graphviz, whose command 'dot' is not here"
        hint = "install it (apt install graphviz, brew install graphviz), or write --graph graph.dot"
        raise GradcliError(told, code="missing", hint=hint)


def write_graph(path: str, text: str) -> None:
    """Write a graph in DOT, or have Graphviz draw it. Raises CannotWrite, GradcliError."""
    ending = os.path.splitext(path)[1].lower()
    if ending == ".dot":
        streams.write_file(path, text)
        return
    import subprocess

    done = subprocess.run(["dot", f"-T{ending[1:]}"], input=text.encode(), capture_output=True)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it says nothing"]
        raise GradcliError(f"Graphviz could not draw the graph: {reason[0]}", code="graphviz", status=1)
    streams.write_file(path, done.stdout)
