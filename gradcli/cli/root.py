"""The commands, each loaded when it is named; click reads their options and writes their help, and runs nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import click

from ..errors import GradcliError
from . import arguments, options, streams
from .written import COMMANDS

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
        from .points import is_piped

        if is_piped():
            hint = "write gradcli run - for a script, gradcli eval - for an expression"
            raise GradcliError("no command for what is piped in", code="usage", hint=hint)
        return lambda: usage(root, context)
    if name == "help" and len(argv) > 1:
        return prepare([argv[1], "--help"])
    if name in ("-h", "--help", "help"):
        return lambda: show(root.get_help(context))
    if name == "--version":
        from .. import __version__

        return lambda: show(f"gradcli {__version__}")
    if name == "--json-schema":
        return schema
    command, found = parsed(argv)
    if "--version" in found.options:
        return prepare(["--version"])
    if "--help" in found.options:
        inner = click.Context(command, parent=context, info_name=name, terminal_width=80)
        return lambda: show(command.get_help(inner))
    inner = made(command, found)
    action: Callable[[], int] = command.invoke(inner)
    return action


def parsed(argv: Sequence[str]) -> tuple[click.Command, arguments.Sorted]:
    """The command that the first argument names, and the others sorted. Raises GradcliError."""
    name, *args = argv
    command = root.get_command(click.Context(root), name)
    if command is None:
        from .unknown_commands import unknown

        raise unknown(name, args)
    known = options.known(command), options.repeatable(command)
    return command, arguments.sort(args, *known, keep_rest=name == "run", advice=advice(name), command=name)


def made(command: click.Command, found: arguments.Sorted) -> click.Context:
    """A command with what it is given. Raises GradcliError for values of options that they do not take."""
    name = command.name or ""
    try:
        words = [*found.options, "--", *found.words]
        return command.make_context(name, words, parent=click.Context(root, info_name="gradcli"), obj=found.rest)
    except click.ClickException as error:
        message = error.format_message()
        raise GradcliError(message[:1].lower() + message[1:], code="option", hint=advice(name)) from None


def advice(name: str) -> str:
    """The hint where nothing is known of an option of a command."""
    return ADVICE.get(name, f"see gradcli {name} --help")


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
