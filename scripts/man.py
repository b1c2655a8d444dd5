"""The manual page, made of click's own help: python scripts/man.py > gradcli.1; man ./gradcli.1"""

from __future__ import annotations

import environment as environment  # isort: skip
import sys

import click

import gradcli
from gradcli.cli.root import COMMANDS, root

WIDTH = 100


def plain(text: str) -> str:
    """A text as troff prints it: backslashes, hyphens and leading dots mean nothing."""
    lines = text.replace("\\", "\\e").replace("-", "\\-").splitlines()
    return "\n".join("\\&" + line if line[:1] in (".", "'") else line for line in lines)


def prose(text: str) -> list[str]:
    """A help text: paragraphs are filled, what stands after \\b is printed as it is."""
    lines: list[str] = []
    for paragraph in text.strip().split("\n\n"):
        if paragraph.startswith("\b\n"):
            lines += [".PP", ".nf", plain(paragraph[2:]), ".fi"]
        else:
            lines += [".PP", plain(paragraph)]
    return lines


def options(command: click.Command, context: click.Context) -> list[str]:
    """The options of a command, each with its help."""
    lines: list[str] = []
    for option in command.params:
        record = option.get_help_record(context) if isinstance(option, click.Option) else None
        if record is not None:
            lines += [".TP", f"\\fB{plain(record[0])}\\fR", plain(record[1])]
    return lines


def page() -> str:
    """The whole page, in troff's man macros."""
    lines = [f'.TH GRADCLI 1 "" "gradcli {gradcli.__version__}" "User Commands"', ".SH NAME"]
    lines += ["gradcli \\- the gradient calculator for the command line", ".SH SYNOPSIS", "\\fBgradcli\\fR COMMAND ..."]
    context = click.Context(root, info_name="gradcli", terminal_width=WIDTH)
    lines += [".SH DESCRIPTION", *prose(root.help or ""), ".SH COMMANDS"]
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None
        inner = click.Context(command, parent=context, info_name=name, terminal_width=WIDTH)
        lines += [f".SS gradcli {name} {plain(' '.join(command.collect_usage_pieces(inner)))}"]
        lines += [*prose(command.help or ""), *options(command, inner), *prose(command.epilog or "")]
    return "\n".join(line for line in lines if line) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
