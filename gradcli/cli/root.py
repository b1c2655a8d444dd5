"""The commands, each loaded when it is named; click reads their options and writes their help, and runs nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import click

from ..errors import GradcliError, clip, quote, suggestion
from . import arguments, options, streams

COMMANDS = {
    "eval": "Value and gradient of an expression at a point.", "run": "Run a Python script and report its gradients.",
    "table": "Value and gradient at every row of a file or a range.",
    "compile": "Value and gradient of an expression as source code.",
    "trace": "The tape of an expression or a script, line by line, with primal and adjoint.",
    "plot": "A curve with its derivative and tangents, or contours with gradient arrows.",
    "repl": "Lines read one after another, each answered.", "functions": "The functions that an expression may call.",
    "completion": "What makes a shell complete command lines: bash, zsh or fish.",
}  # fmt: skip
# What a command is called elsewhere.
_CALLED = {
    "evaluate calc calculate compute value grad gradient diff differentiate derive derivative d jacobian":
    "eval 'x^2' x=3", "hessian": "eval 'x^2' x=3 --order 2", "check verify": "eval 'x^2' x=3 --check",
    "formula symbolic": "eval 'x^2' --formula", "exec execute python script": "run FILE", "tabulate": "table",
    "draw chart curve": "plot", "graph": "trace --graph, or gradcli plot for a curve", "tape": "trace",
    "code codegen generate export": "compile", "shell interactive console": "repl", "list ls funcs": "functions",
    "complete": "completion bash", "version": "--version",
}  # fmt: skip
MEANT = {word: told for words, told in _CALLED.items() for word in words.split()}
DATA = ("--data", "--file", "--input", "--csv", "--points")  # what others call a file of points
ADVICE = {
    "eval": "'gradcli eval --help' lists the options",
    "run": "what is meant for the script goes after --",
}


class Commands(click.Group):
    """The commands of gradcli."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of the help."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What each does, without loading it."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """One of them."""
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f".{name}", __package__).command
        return command


HELP = """The gradient calculator for the command line.

\b
  gradcli eval 'x^2*y + sin(x*y)' x=2 y=3
  gradcli eval 'x^2*y + sin(x*y)' x=2 y=3 --order 2 --check
  gradcli run train.py --check
  gradcli table 'sin(x)' x=0:6:13

'gradcli COMMAND --help' says more about each command.
"""
root = Commands("gradcli", help=HELP, add_help_option=False, params=[
    click.Option(["--version"], is_flag=True, help="Print the version."),
    click.Option(["--json-schema"], is_flag=True, help="Print the JSON Schema of what --json prints."),
    click.Option(["-h", "--help"], is_flag=True, help="Print this help."),
])  # fmt: skip


def prepare(argv: Sequence[str]) -> Callable[[], int]:
    """What a command line asks for, ready to be run; running it returns the exit status.

    Raises GradcliError for a command line that cannot be understood.
    """
    name = argv[0] if argv else None
    context = click.Context(root, info_name="gradcli", terminal_width=80)
    if name is None:
        return lambda: usage(root, context)
    if name in ("-h", "--help", "help"):
        return (
            prepare([argv[1], "--help"]) if name == "help" and len(argv) > 1 else lambda: show(root.get_help(context))
        )
    if name == "--version":
        from .. import __version__

        return lambda: show(f"gradcli {__version__}")
    if name == "--json-schema":
        return schema
    command = root.get_command(context, name)
    if command is None:
        raise _unknown(name, argv[1:])
    advice = ADVICE.get(name, f"see gradcli {name} --help")
    try:
        found = arguments.sort(
            argv[1:], options.known(command), options.repeatable(command), keep_rest=name == "run", advice=advice
        )
    except GradcliError as error:
        if error.code == "unknown-option":
            unknown = re.search("'(-[^']*)'", error.message)
            error.hint = unknown and _of_points(name, argv, unknown[1]) or error.hint
        raise
    if "--version" in found.options:
        return prepare(["--version"])
    if "--help" in found.options:
        inner = click.Context(command, parent=context, info_name=name, terminal_width=80)
        return lambda: show(command.get_help(inner))
    try:
        inner = command.make_context(name, [*found.options, "--", *found.words], parent=context, obj=found.rest)
        action: Callable[[], int] = command.invoke(inner)
    except click.ClickException as error:
        message = error.format_message()
        raise GradcliError(message[:1].lower() + message[1:], code="option", hint=advice) from None
    return action


def _of_points(name: str, argv: Sequence[str], option: str) -> str | None:
    """What to write for an option that other programs have for points: a file's, a range's, deviations."""
    at, given = next((n, arg) for n, arg in enumerate(argv) if arg.partition("=")[0] == option)
    value = given.partition("=")[2]
    if name in ("eval", "plot") and option in DATA and len(argv) > 2:
        from .points import of_columns

        path = value or "".join(argv[at + 1 :][:1])
        words = [arg for arg in argv[1:] if arg != path and not arguments.is_option(arg)]
        words[1:] = [arg for arg in words[1:] if re.match(r"\w+=", arg)]
        if words and os.path.isfile(path):
            return of_columns(words, path) or f"write gradcli table {quote(words[0])} {clip(path)}"
    if name == "eval" and arguments.MEANT.get(option, "")[:2] == "x=":
        away = dict(re.findall(r"(\w+)=([-+.\deE]+%?)", value or " ".join(argv[at + 1 :])))
        words = [arg for arg in argv[2:] if re.fullmatch(r"\w+=[-+.\de]+", arg)]
        points = [
            f"{n}={v}+-{away[n]}" for n, _, v in (arg.partition("=") for arg in words) if n in away and v != away[n]
        ]
        return f"write {' '.join(points)}" if points else None
    if name not in ("table", "plot"):
        return None
    from ..frontends.table.meant import in_options

    return in_options(argv[1:], name == "table")


def show(text: str) -> int:
    """Print a text."""
    streams.write(text + "\n")
    return 0


def schema() -> int:
    """Print the schema of the JSON that is printed."""
    with open(os.path.join(os.path.dirname(__file__), "..", "schema.json"), encoding="utf-8") as file:
        streams.write(file.read())
    return 0


def usage(command: click.Command, context: click.Context) -> int:
    """Nothing was named to work on: the help as a message."""
    streams.tell(command.get_help(context) + "\n")
    return 2


def _unknown(name: str, rest: Sequence[str]) -> GradcliError:
    """The error for a command that does not exist."""
    known, mark = (
        (("--version", "--help", "--json-schema"), "--") if name.startswith("--") else ((*COMMANDS, "help"), "")
    )
    meant = "--version" if name in ("-v", "-V") else MEANT.get(name.lower())
    if meant and rest and rest[0][:1] != "-" and (found := re.fullmatch(r"(eval|plot)( 'x\^2'( x=3)?(.*))?", meant)):
        given = [word for word in rest[1:] if not word.isidentifier()]  # diff 'x^2' x
        pointless = not any("=" in word or word[:1] == "-" for word in given) and found[1] == "eval" and not found[4]
        meant = f"{found[1]} {_given([rest[0], *given])}{' --formula' if pointless else found[4] or ''}"
    hint = f"write gradcli {meant}" if meant else suggestion(name, known, _instead(name, rest), mark)
    what = "no such option" if arguments.is_option(name) else "no such command"
    return GradcliError(f"{what} {quote(name)}", code="unknown-command", hint=hint)


def _instead(name: str, rest: Sequence[str]) -> str:
    """What to write for a first word that is like no command."""
    if name.endswith(".py"):
        return f"to run a script write: gradcli run {clip(name)}"
    if any(word in COMMANDS for word in rest) and name not in rest:
        return "options come after the command"
    from ..frontends.expression.foreign_notation import NOT_HERE

    if name.lower() in ("fit", "curve_fit") and (loss := _loss(rest)):
        return f"nothing is fitted here; for a loss and its gradient write {loss}"
    if name.lower() in ("implicit", "tangent") and rest and not arguments.is_option(rest[0]):
        return f"write gradcli eval {_curve(name.lower(), rest)}"
    if name.lower() in NOT_HERE:
        return NOT_HERE[name.lower()]
    own: Sequence[str] = ["x^2", "x=3"]
    if re.search(r"\W", name) and name[0] != "-":
        own = [name, *rest]
    elif rest and rest[0][:1] != "-" and any("=" in word for word in rest[1:]):
        own = rest
    return f"to evaluate an expression write: gradcli eval {_given(own)}"


def _curve(name: str, words: Sequence[str]) -> str:
    """The command for an equation's curve, or a function's tangent, and how the answer follows from what it prints."""
    left, sign, right = words[0].partition("=")
    if name == "implicit":
        text = f"{left.strip()} - ({right.strip()})" if sign else left
        return f"{_given([text, *words[1:]])}: along the curve dy/dx is -(df/dx)/(df/dy)"
    point = next((word for word in words[1:] if "=" in word), "x=2")
    at, _, value = point.partition("=")
    line = f"value + slope*({at} - {value})"
    return f"{_given([right.strip() if sign else left, *words[1:]])}: the tangent is {line}"


def _loss(words: Sequence[str]) -> str | None:
    """The sum of squares of a formula and of the one column of a file that it does not name, with their bindings."""
    file = next((word for word in words if os.path.isfile(word)), None)
    text = next((word for word in words if word != file and "=" not in word), None)
    if file is None or text is None:
        return None
    with open(file, encoding="utf-8", errors="replace") as opened:
        columns = [column.strip().strip('"') for column in re.split("[,;\t]", opened.readline(1000))]
    names = dict.fromkeys(re.findall(r"(?<!\w)[^\W\d]\w*(?![\w(]|\s+\()", text))
    others = [column for column in columns if column not in names and column.isidentifier()]
    used = [column for column in columns if column in names]
    if len(others) != 1 or not used:
        return None
    bound = [f"{column}=@{clip(file)}:{column}" for column in (*used, *others)]
    given = [word for word in words if "=" in word]
    known = {*used, *(word.partition("=")[0] for word in given), "pi", "e"}
    given += [f"{name}=1" for name in names if name not in known]
    return f"gradcli eval 'sum(({clip(text)} - {others[0]})^2)' {' '.join([*bound, *given])}"


def _given(words: Sequence[str]) -> str:
    """An expression and what follows it, as they were typed."""
    return " ".join([f"'{clip(words[0])}'", *(clip(word, 20) for word in words[1:5])])


def declared(
    name: str, text: str, words: str = "", epilog: str | None = None
) -> Callable[[Callable[..., Any]], click.Command]:
    """A command with its help; its line in the list of commands is the one above. words: what it is given, if it is.

    It is called with its context, its words, and its options by name.
    """

    def declare(function: Callable[..., Any]) -> click.Command:
        made = click.command(
            name, help=text, epilog=epilog, short_help=COMMANDS[name], options_metavar="", add_help_option=False
        )(click.pass_context(function))
        if words:
            made.params.insert(0, click.Argument(["words"], nargs=-1, type=click.UNPROCESSED, metavar=words))
        told = "Print this help."
        made.params.append(click.Option(["-h", "--help", "help_"], is_flag=True, expose_value=False, help=told))
        return made

    return declare
