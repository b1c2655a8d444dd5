"""gradcli run: a Python script, as `python` runs it, and then its gradients."""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import monotonic
from typing import Any

import click

from ..errors import Edit, GradcliError, likely, quote
from . import limits, memory, options, streams
from .output import check_destination
from .root import declared, usage
from .script_words import differentiated, functions_of, split
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
    "--against", metavar="G[,G]",
    help="Compare F's gradient, or with --order 2 its Hessian, with what the script's function G gives, or one for "
    "each argument.",
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
    by_hand = [name.strip() for name in (given["against"] or "").split(",")]
    ask = ask._replace(against=",".join(by_hand) or None)
    path, points = split(words, given)
    functions = functions_of(load(path)) if ask.against and path else {}
    for one in by_hand:
        if one not in functions and (near := likely(one, functions.keys() - {*by_hand})):
            mended = ",".join(near if name == one else name for name in by_hand)
            edit = Edit(("--against", given["against"]), ("--against", mended))
            raise GradcliError(f"the script has no function {quote(one)}", code="unknown-name", edit=edit)
    if ask.against and given["call"] is None:
        of = differentiated(functions, by_hand[0])
        called = Edit((), ("--call", of)) if of else None
        hint = None if called else f"write --call loss --against {ask.against}"
        message = "--against needs --call: the function that is differentiated"
        raise GradcliError(message, code="option", hint=hint, edit=called)
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
