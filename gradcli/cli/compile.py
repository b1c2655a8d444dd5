"""gradcli compile: value and gradient of an expression, or of a script's function, as source code."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from ..errors import Edit, GradcliError, clip, quote
from . import options, script_words, scripts, streams
from .root import declared, usage
from .written import LANGUAGES, OTHERWISE

if TYPE_CHECKING:
    from ..answer.subject import Ask

TO = LANGUAGES
SCRIPT = re.compile(rb"^(?:import|from|def|class|for|while|with|if|print)\b", re.MULTILINE)
ENDINGS = {
    **dict.fromkeys((".c", ".h", ".cc", ".cpp", ".hpp"), "c"), ".f90": "fortran", ".jl": "julia", ".rs": "rust",
    ".py": "python",
}  # fmt: skip
HELP = """Value and gradient of EXPR, or of a function in a script FILE.py, as source code.

The names of EXPR are the function's arguments, in the order of f(x, y) = ..., or else of appearance; those that are
given a value are constants in it. One statement is one step of the tape, what value and derivatives share is shared,
and named parts keep their names.
A dash reads either from standard input.

\b
  gradcli compile 'x^2*y + sin(x*y)' --to c
  gradcli compile 'r = sqrt(x*x + y*y); a*sin(r)/r' a=2 --to python
  gradcli compile 'exp(-x^2/2)' --order 2 --to rust
  gradcli compile model.py --call area --to fortran
"""
STATUS = """\b
Exit status: 0 done, 2 a mistake in the input.
"""


@declared("compile", HELP, "EXPR|FILE [NAME=VALUE]... [OPTION]...", STATUS)
@click.option("--to", type=options.one_of("--to", *TO), metavar="LANGUAGE", help=f"{', '.join(TO[:-1])} or {TO[-1]}.")
@options.order(2, "2: the Hessian too; 0: value only.")
@options.by
@click.option("--call", metavar="F", help="Of a script: its function F, whose arguments stay arguments.")
@click.option("--of", metavar="NAME", help="Of a script: this name's last value, a function of the script's constants.")
@click.option("--name", metavar="NAME", help="What the function is called; as in f(x, y) = ..., or F, unless given.")
@click.option("-o", "--output", "file", metavar="FILE", help="Write there instead; whole or not at all.")
def command(context: click.Context, /, words: tuple[str, ...], **given: Any) -> Callable[[], int]:
    """Collect what is asked."""
    if not words:
        return lambda: usage(context.command, context)
    ask = options.ask({"rtol": None, "expect": (), "partial": (), "check": False, "digits": 10, **given})
    file, language = given["file"], given["to"]
    if language is None:
        language = next((v for ending, v in ENDINGS.items() if (file or "").endswith(ending)), None)
    if language is None:
        if words[0].lower() in (*TO, *OTHERWISE) and words[1:]:  # compile c 'x^2'
            language = OTHERWISE.get(words[0].lower(), words[0].lower())
            edit = Edit(("compile", *words), ("compile", *words[1:], "--to", language), whole=True)
            raise GradcliError("the expression comes first", code="option", edit=edit)
        word = next((w.lower() for w in words[1:] if w.lower() in (*TO, *OTHERWISE)), None)
        hint = f"write --to {OTHERWISE.get(word, word)}" if word else f"--to one of {', '.join(TO)}"
        raise GradcliError("to which language?", code="option", hint=hint)
    if given["name"] is not None and not given["name"].isidentifier():
        raise GradcliError(f"--name {quote(given['name'])} is no name", code="option")
    if file not in (None, "-"):
        streams.check_file(file)

    text, *values = words
    script = given["call"] is not None or given["of"] is not None or text.endswith(".py")

    def work() -> int:
        source = streams.read_bytes("an expression, or a script", streams.READ_LIMIT) if text == "-" else None
        if script or (source is not None and SCRIPT.search(source)):
            found = of_script(None if text == "-" else text, source, values, language, ask, given)
        else:
            read = text if source is None else streams.decoded(source, "standard input")
            found = of_expression(read, values, language, given["name"] or "", ask)
        streams.write(found) if file in (None, "-") else streams.write_file(file, found)
        return 0

    return work


def of_expression(text: str, values: list[str], language: str, name: str, ask: Ask) -> str:
    """The source code of an expression."""
    from .. import __version__
    from ..frontends.compiled import source_of
    from ..frontends.expression.reading import read, run_together
    from ..frontends.expression.run import vocabulary
    from .points import at

    text = text.removeprefix("\ufeff").rstrip("\r\n")
    if values and all(map(str.isidentifier, values)):
        hint = f"write gradcli compile '{clip(text)}' --to {language}; f({', '.join(values)}) = ... orders them"
        raise GradcliError("the arguments are not listed", code="usage", hint=hint)
    constants = at(values)
    source = source_of(text, constants, language, name, ask, f"gradcli {__version__}")
    fixed = [b.name for b in constants]
    expression = read(text, vocabulary(), fixed)
    for message in run_together(expression, vocabulary(), fixed).values():
        streams.tell(f"note: {message}\n")
    for name in fixed:
        streams.tell(f"warning: {clip(name)} is not used\n" * (name not in expression.names))
    return source


def of_script(
    path: str | None, source: bytes | None, values: list[str], language: str, ask: Ask, given: dict[str, Any]
) -> str:
    """The source code of a script's function, or of its last value by its constants; source: where it has no path."""
    from .. import __version__
    from ..frontends.compiled import Wanted, of_function, of_recording
    from ..frontends.script import run_script

    call, found = given["call"], []
    wanted = Wanted(language, given["name"] or call or "f", ask.order, f"gradcli {__version__}")
    path, values = script_words.split([path or "-", *values], given)
    bindings = scripts.read(values)
    about = f"{os.path.basename(path or 'a script')}{''.join(f', {b.text}' for b in bindings)}"

    def write(functions: Any) -> None:
        function = functions.of(functions.arguments(ask.wrt or ()), ask)
        found.append(of_function(function, f"{call} of {about}", wanted))

    source = scripts.load(path) if source is None else source
    with streams.printing_aside(True):
        outcome = run_script(
            path, source, (), bindings, ask, of=given["of"], call=call, recording=call is None,
            table=write if call is not None else None,
        )  # fmt: skip
    if outcome.status:
        raise GradcliError("the script failed", code="script", status=outcome.status)
    for recording in outcome.recordings[-1:]:
        found.append(of_recording(recording, f"{recording.result.name} of {about}", wanted))
    if not found:
        raise GradcliError("the script has nothing to differentiate", code="script", hint="--call f, or --of NAME")
    return found[0]
