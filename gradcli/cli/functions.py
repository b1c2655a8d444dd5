"""gradcli functions: what an expression may call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..errors import GradcliError, nearest, quote
from . import streams
from .formats.numbers import table
from .root import common, declared

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..core.vocabulary import Function

HELP = """The functions that an expression may call: all of them, or more about one.

\b
  gradcli functions
  gradcli functions logsumexp
  gradcli functions --json
"""


@declared("functions", HELP)
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[NAME]... [--json]")
@click.option("--json", "json", is_flag=True, help="As JSON.")
@common
def command(words: tuple[str, ...], json: bool, **_: Any) -> Callable[[], int]:
    """List them."""

    def work() -> int:
        from ..ops import ALIASES, FUNCTIONS

        chosen = [find(word, FUNCTIONS, ALIASES) for word in words] or sorted(FUNCTIONS.values(), key=lambda f: f.name)
        spellings = {f.name: [alias for alias, name in sorted(ALIASES.items()) if name == f.name] for f in chosen}
        streams.write(as_json(chosen, spellings) if json else listing(chosen, spellings))
        return 0

    return work


def find(word: str, functions: dict[str, Function], aliases: dict[str, str]) -> Function:
    """A function by any of its names. Raises GradcliError if there is none."""
    name = aliases.get(word, word)
    if name in functions:
        return functions[name]
    near = nearest(word, [*functions, *aliases], 0.75)
    hint = f"did you mean '{near}'?" if near else "'gradcli functions' lists what there is"
    raise GradcliError(f"unknown function {quote(word)}", code="unknown-name", hint=hint)


def signature(f: Function) -> str:
    """How a function is called: norm(x, ord=, axis=), max(x, y, ..., axis=)."""
    code = getattr(f.call, "__code__", None)
    words = code.co_varnames[: code.co_argcount] if code is not None else ()
    if len(words) != f.high or hasattr(f.call, "op"):
        words = ("x", "y", "...") if f.high is None else ("x",) if f.high == 1 else ("a", "b", "c")[: f.high]
    keywords = [f"{word}=" for word in f.keywords if word not in words[: f.low]]
    return f"{f.name}({', '.join([*words[: len(words) if f.high is None else f.low], *keywords])})"


def listing(chosen: list[Function], spellings: dict[str, list[str]]) -> str:
    """One line for each."""
    rows = [
        (signature(f), f.summary + (f" (also {', '.join(spellings[f.name])})" if spellings[f.name] else ""))
        for f in chosen
    ]
    return "".join(f"{line}\n" for line in table(rows))


def as_json(chosen: list[Function], spellings: dict[str, list[str]]) -> str:
    """All of them as one object."""
    import json

    found = [
        {"name": f.name, "aliases": spellings[f.name], "arguments": [f.low, f.high], "keywords": list(f.keywords),
         "summary": f.summary} for f in chosen
    ]  # fmt: skip
    return json.dumps({"schema": "gradcli/1", "functions": found}, separators=(",", ":")) + "\n"
