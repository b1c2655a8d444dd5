"""gradcli compile: value and gradient of an expression as source code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..errors import GradcliError, quote
from . import options, streams
from .root import common, declared, usage

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..answer.derivatives import Ask

TO = ("python", "numpy", "c", "fortran", "julia", "rust")
ENDINGS = {".c": "c", ".h": "c", ".f90": "fortran", ".jl": "julia", ".rs": "rust", ".py": "python"}
HELP = """Value and gradient of EXPR as source code.

The names of EXPR are the function's arguments, in their order; those that are given a value are constants in it. One
statement is one step of the tape, what value and derivatives share is shared, and named parts keep their names.

\b
  gradcli compile 'x^2*y + sin(x*y)' --to c
  gradcli compile 'r = sqrt(x*x + y*y); a*sin(r)/r' a=2 --to python
  gradcli compile 'exp(-x^2/2)' --order 2 --to rust
"""
STATUS = """\b
Exit status: 0 done, 2 a mistake in the input.
"""


@declared("compile", HELP, STATUS)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="EXPR [NAME=VALUE]... [OPTION]...")
@click.option("--to", type=options.one_of("--to", *TO), metavar="LANGUAGE", help=f"{', '.join(TO[:-1])} or {TO[-1]}.")
@click.option(
    "--order", type=options.whole("--order", 0, 2), default=1, metavar="N", help="2: the Hessian too; 0: value only."
)
@options.by
@click.option("--name", default="f", metavar="NAME", help="What the function is called; f unless given.")
@click.option("-o", "--output", "file", metavar="FILE", help="Write there instead; whole or not at all.")
@common
@click.pass_context
def command(context: click.Context, /, words: tuple[str, ...], **given: Any) -> Callable[[], int]:
    """Collect what is asked."""
    if not words:
        return lambda: usage(command, context)
    ask = options.ask({"rtol": None, "expect": (), "partial": (), "check": False, "digits": 10, **given})
    file, language = given["file"], given["to"]
    if language is None:
        language = next((v for ending, v in ENDINGS.items() if (file or "").endswith(ending)), None)
    if language is None:
        raise GradcliError("to which language?", code="option", hint=f"--to one of {', '.join(TO)}")
    if not given["name"].isidentifier():
        raise GradcliError(f"--name {quote(given['name'])} is no name", code="option")
    if file not in (None, "-"):
        streams.check_file(file)

    def work() -> int:
        text = compiled(words[0], list(words[1:]), language, given["name"], ask)
        streams.write(text) if file in (None, "-") else streams.write_file(file, text)
        return 0

    return work


def compiled(text: str, values: list[str], language: str, name: str, ask: Ask) -> str:
    """The source code."""
    from .. import __version__
    from ..frontends.compiled import source_of
    from .points import at

    if text == "-":
        text = streams.read_input("an expression")
    return source_of(text, at(values), language, name, ask, f"gradcli {__version__}")
