"""What a word of a command line may go on to: commands, options and their values, files, functions, free variables."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..errors import GradcliError
from ..record import Record
from .arguments import split_option
from .root import root
from .written import COMMANDS, is_option

if TYPE_CHECKING:
    import click

SCRIPTS = ("run",)  # commands whose first word is a file; those of EITHER take a file or an expression
EITHER = ("trace", "compile")
SHELLS = ("bash", "zsh", "fish")


class Candidate(Record):
    """A whole word that the last one may become, and what it is. Open ones, which end in = ( / or a comma, go on."""

    text: str
    help: str = ""

    @property
    def open(self) -> bool:
        """Whether the word is not at its end."""
        return self.text[-1:] in "=(/,"


def candidates(words: Sequence[str]) -> list[Candidate]:
    """What the last of the words after `gradcli` may become, in order."""
    *before, last = words or ("",)
    found: Iterable[Candidate]
    if not before:
        found = [Candidate(name, text) for name, text in COMMANDS.items()]
        found += [Candidate(name) for name in ("--help", "--version") if last.startswith("-")]
    elif before[0] not in COMMANDS:
        found = []
    else:
        found = of_command(before[0], before[1:], last)
    return list(dict.fromkeys(c for c in found if c.text.startswith(last)))


def of_command(name: str, before: Sequence[str], last: str) -> Iterator[Candidate]:
    """The candidates for a word of one command."""
    import click

    command = root.get_command(click.Context(root), name)
    assert command is not None
    known = {opt: param for param in command.params if isinstance(param, click.Option) for opt in param.opts}
    given, waiting = positionals(before, known)
    if waiting is not None:
        yield from of_value(waiting, given, last, "")
        return
    option, equals, _ = last.partition("=")
    if equals and option in known:
        yield from of_value(known[option], given, last.partition("=")[2], option + "=")
        return
    if last.startswith("-"):
        for opt, param in known.items():
            if opt.startswith("--") and (param.multiple or opt not in before):
                yield Candidate(opt, param.help or "")
        if last != "-":
            return
    yield from of_word(name, given, last)


def positionals(words: Sequence[str], known: dict[str, click.Option]) -> tuple[list[str], click.Option | None]:
    """The words that are neither options nor their values; and the option that waits for its value."""
    given: list[str] = []
    waiting: click.Option | None = None
    for word in words:
        if waiting is not None:
            waiting = None
        elif is_option(word):
            option, attached = split_option(word)
            param = known.get(option)
            if param is not None and not param.is_flag and not attached and not hasattr(param, "alone"):
                waiting = param
        else:
            given.append(word)
    return given, waiting


def of_value(param: click.Option, given: Sequence[str], last: str, prefix: str) -> Iterator[Candidate]:
    """The values of an option."""
    words = getattr(getattr(param.type, "func", None), "words", ())
    if words:
        yield from (Candidate(prefix + word) for word in words)
    elif param.metavar == "FILE":
        yield from files(last, prefix)
    elif param.metavar in ("x,y", "x,x,y", "x=EXPR") and given:
        done, comma, _ = last.rpartition(",")
        end = "=" if param.metavar == "x=EXPR" else ""
        yield from (Candidate(prefix + done + comma + name + end) for name in free(given[0]))


def of_word(name: str, given: Sequence[str], last: str) -> Iterator[Candidate]:
    """The candidates for a word that is no option: an expression or file, then the values of variables."""
    if name == "completion":
        yield from (Candidate(shell) for shell in SHELLS)
    elif name == "functions":
        yield from (Candidate(n) for n in vocabulary())
    elif name == "repl":
        return
    elif not given:
        if name in SCRIPTS or name in EITHER:
            yield from files(last, "", ".py")
        if name not in SCRIPTS:
            yield from inside(last)
    elif "=@" in last:
        start, _, path = last.partition("=@")
        yield from files(path, f"{start}=@")
    else:
        bound = {word.partition("=")[0] for word in given[1:]}
        names = constants(given[0]) if os.path.isfile(given[0]) else free(given[0])
        yield from (Candidate(f"{n}=") for n in names if n not in bound)


def inside(text: str) -> Iterator[Candidate]:
    """What the last name of an expression may become."""
    found = re.search(r"[^\W\d]\w*\Z", text)
    if found is None:
        return
    before = text[: found.start()]
    if not before.rstrip().endswith("."):
        yield from (Candidate(f"{before}{name}(") for name in vocabulary())


def vocabulary() -> list[str]:
    """The names of functions, those of modules that are not imported yet too."""
    from ..ops import ALIASES, FUNCTIONS

    return sorted({name for table in (FUNCTIONS, ALIASES) for name in (*dict.keys(table), *table.later)})


def free(text: str) -> tuple[str, ...]:
    """The free variables of an expression, and none of a text that is none."""
    from ..frontends.expression.parser import parse
    from ..frontends.expression.run import vocabulary

    try:
        return parse(text, vocabulary()).free
    except GradcliError:
        return ()


def constants(path: str) -> list[str]:
    """The names at a script's top level that are given numbers."""
    import ast

    from ..frontends.script.text.constants import numeric, pairs, top

    try:
        with open(path, "rb") as file:
            tree = ast.parse(file.read())
    except (OSError, SyntaxError, ValueError):
        return []
    assigned = [pair for part in top(tree.body) for pair in pairs(part)]
    return [target.id for target, value in assigned if isinstance(target, ast.Name) and numeric(value, lists=True)]


def files(start: str, prefix: str, ending: str = "") -> Iterator[Candidate]:
    """The files and directories that a path may become."""
    folder, _, name = start.rpartition("/")
    folder += "/" * ("/" in start)
    try:
        entries = sorted(os.scandir(os.path.expanduser(folder) or "."), key=lambda e: e.name)
    except OSError:
        return
    for entry in entries:
        if not entry.name.startswith(".") or name.startswith("."):
            if entry.is_dir():
                yield Candidate(f"{prefix}{folder}{entry.name}/")
            elif entry.name.endswith(ending):
                yield Candidate(f"{prefix}{folder}{entry.name}")


def shell_words(line: str) -> tuple[list[str], str]:
    """The words of the beginning of a command line as a shell would take them, the last one unfinished; its open quote.

    Variables and substitutions stay as they are written.
    """
    words, current, quote, began = [], "", "", False
    rest = iter(line)
    for c in rest:
        if quote:
            if c == quote:
                quote = ""
            elif c == "\\" and quote == '"':
                current += next(rest, "")
            else:
                current += c
        elif c in "'\"":
            quote, began = c, True
        elif c == "\\":
            current += next(rest, "")
        elif c in " \t\n":
            if current or began:
                words.append(current)
            current, began = "", False
        elif c in ";&|" and not quote:
            words, current, began = [], "", False
        else:
            current += c
    return [*words, current], quote
