"""gradcli run: a Python script, as `python` runs it, and then its gradients."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

import click

from ..errors import GradcliError, clip, quote
from . import limits, memory, options, streams
from .output import check_destination
from .root import declared, usage
from .scripts import load, make_ready, perform, read

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
    "--table",
    metavar="POINTS",
    help="With --call: F at every row of a file, whose columns are its arguments, or of a range, x=0:6:13.",
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
        named = {"of": given["of"], "call": given["call"], "every": given["check"] == "all"}
        return perform(lambda: run_script(path, source, arguments, bindings, ask, **named), manner)

    return work if seconds is None else limits.supervised(seconds, work)


def split(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """The file, None for standard input, and the bindings. Raises GradcliError for anything else."""
    path = None
    points = list(words)
    if points and (named := re.fullmatch(r"(.+\.py):{1,2}(\w+)", points[0])) and not os.path.exists(points[0]):
        hint = called(named[1], [named[2], *points[1:]])
        raise GradcliError(f"{quote(points[0])} is no file", code="unreadable", hint=hint)
    if points and (not is_binding(points[0]) or (points[0].endswith(".py") and os.path.isfile(points[0]))):
        path = points.pop(0)
    for word in points:
        if not is_binding(word):
            hint = called(path, points) or "write NAME=VALUE; what is meant for the script goes after --"
            raise GradcliError(f"unexpected argument {quote(word)}", hint=hint)
    return None if path == "-" else path, points


def called(path: str | None, words: Sequence[str]) -> str | None:
    """The line that calls the function of a script that a word names: loss, loss(1,2); None where none does."""
    try:
        functions = functions_of(load(path)) if path else {}
    except GradcliError:
        return None
    for word in words:
        name, _, given = word.partition("(")
        if name.strip() in functions and (given == "" or given[-1] == ")"):
            values = re.split(r",(?![^\[(]*[\])])", given[:-1]) if given else []
            points = [f"{n}={v.strip().strip('[]')}" for n, v in zip(functions[name.strip()], values) if v.strip()]
            others = [w for w in words if is_binding(w)] or [f"{n}=1" for n in functions[name.strip()]]
            return f"write gradcli run {clip(path or '-')} --call {' '.join([name.strip(), *(points or others)])}"
    return None


def functions_of(source: bytes) -> dict[str, list[str]]:
    """The functions of a text, and the names of their arguments without a default; none of what is no Python."""
    import ast

    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return {}
    found = {f.name: f.args for f in body if isinstance(f, ast.FunctionDef)}
    every = {name: [a.arg for a in (*given.posonlyargs, *given.args)] for name, given in found.items()}
    return {name: args[: len(args) - len(found[name].defaults)] for name, args in every.items()}


def is_binding(word: str) -> bool:
    """Whether a word is NAME=VALUE."""
    name, equals, _ = word.partition("=")
    return bool(equals) and name.strip().isidentifier()
