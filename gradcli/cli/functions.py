"""gradcli functions: what an expression may call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from ..errors import GradcliError, clip, quote, suggestion
from ..frontends.expression.nodes import CONSTANTS
from ..results import CURLY
from . import streams
from .formats.numbers import table
from .root import declared

if TYPE_CHECKING:
    from ..core.vocabulary import Function
    from ..frontends.function_page import Page


MEANING = {
    "pi": "the circle's circumference over its diameter", "e": "the base of the natural logarithm", "tau": "2*pi",
    "inf": "infinity",
}  # fmt: skip
HELP = """The functions that an expression may call, by family; a page about one; a search of names and texts.

\b
  gradcli functions
  gradcli functions logsumexp
  gradcli functions bessel
  gradcli functions --json
"""


@declared("functions", HELP, "[NAME|WORD]... [--json]")
@click.option("--json", "json", is_flag=True, help="As JSON.")
def command(context: click.Context, /, words: tuple[str, ...], json: bool) -> Callable[[], int]:
    """List them."""

    def work() -> int:
        from ..ops import ALIASES, FUNCTIONS

        if len(words) == 1 and words[0] in CONSTANTS and not json:
            streams.write(f"{words[0]}     {CONSTANTS[words[0]]!r}, {MEANING[words[0]]}\n")
            return 0
        every = sorted(FUNCTIONS.values(), key=lambda f: f.name)
        spellings = {f.name: [alias for alias, name in sorted(ALIASES.items()) if name == f.name] for f in every}
        named = [FUNCTIONS[name] for word in words if (name := ALIASES.get(word, word)) in FUNCTIONS]
        chosen = named if words and len(named) == len(words) else found(words, every, spellings)
        if json:
            streams.write(as_json(chosen, spellings))
        elif words and chosen == named:
            from ..frontends.function_page import page

            streams.write("\n".join(drawn(page(f)) for f in chosen))
        else:
            streams.write(listing(chosen, spellings, bool(words)))
        return 0

    return work


def found(words: Sequence[str], every: Sequence[Function], spellings: dict[str, list[str]]) -> list[Function]:
    """The functions whose names or texts have all of the words. Raises GradcliError if there is none."""
    from ..frontends.expression.diagnostics import meaning
    from ..frontends.function_page import family

    def text(f: Function) -> str:
        return " ".join([f.name, *spellings[f.name], f.summary, family(f)]).lower()

    chosen = [f for f in every if all(word.lower() in text(f) for word in words)]
    if chosen:
        return chosen
    names = [*(f.name for f in every), *(alias for f in every for alias in spellings[f.name])]
    hint = meaning(words[0], names) or suggestion(words[0], names, "'gradcli functions' lists what there is")
    raise GradcliError(f"unknown function {quote(' '.join(words))}", code="unknown-name", hint=hint)


def signature(f: Function) -> str:
    """How a function is called: norm(x, ord=, axis=), max(x, y, ..., axis=)."""
    code = getattr(f.call, "__code__", None)
    words = code.co_varnames[: code.co_argcount] if code is not None else ()
    if len(words) != f.high or hasattr(f.call, "op"):
        words = ("x", "y", "...") if f.high is None else ("x",) if f.high == 1 else ("a", "b", "c")[: f.high]
    keywords = [f"{word}=" for word in f.keywords if word not in words[: f.low]]
    return f"{f.name}({', '.join([*words[: len(words) if f.high is None else f.low], *keywords])})"


def listing(chosen: Sequence[Function], spellings: dict[str, list[str]], searched: bool) -> str:
    """One line for each, under its family; cut to the terminal's width."""
    from ..frontends.function_page import family

    width = streams.width() or 10_000
    groups: dict[str, list[Function]] = {}
    for f in chosen:
        groups.setdefault(family(f), []).append(f)
    lines: list[str] = []
    for name in sorted(groups):
        also = {f: f" (also {', '.join(spellings[f.name])})" * bool(spellings[f.name]) for f in groups[name]}
        rows = [(f"  {signature(f)}", f.summary + also[f]) for f in groups[name]]
        lines += [name, *table(rows), ""]
    if not searched:
        rows = [(f"  {name}", f"{value!r}, {MEANING[name]}") for name, value in CONSTANTS.items() if name in MEANING]
        lines += ["constants", *table(rows), "", "'gradcli functions NAME' tells more, and a WORD searches"]
    return "".join(f"{clip(line, width) if len(line) > width else line}\n" for line in lines).rstrip("\n") + "\n"


def drawn(page: Page) -> str:
    """A page about one function."""
    from ..frontends.function_examples import read
    from ..results import VALUE, Path, Result
    from .formats.human import result_lines

    f = page.function
    rows: list[tuple[str, str]] = [("family", page.family)]
    rows += [("also", ", ".join(page.aliases))] * bool(page.aliases)
    text, point, value, grads = page.example
    of = "" if hasattr(f.call, "op") or text == f"{f.name}(x)" else f"   (of {text})"
    for by, formula in page.derivatives:
        rows.append(("derivative" if len(page.derivatives) == 1 else f"{CURLY}/{CURLY}{by}", formula + of))
    rows += [("differential", page.differential)] * bool(page.differential)
    if page.series is not None:
        rows.append((f"series at {page.series[0]}", page.series[1]))
    rows += [("domain", page.needs)] * bool(page.needs) + [("kinks", page.kinks)] * bool(page.kinks)
    rows += [("proven", page.proof)] * bool(page.proof)
    rows += [(library, ", ".join(names)) for library, names in page.spellings.items() if names]
    lines = [f"{signature(f)}     {f.summary}", "", *table(rows)]
    words = [f"'{name}={at}'" if "[" in at else f"{name}={at}" for name, at in point.items()]
    lines += ["", f"$ gradcli eval '{text}' {' '.join(words)}"]
    shown = Result("f", text, {n: read(at) for n, at in point.items()}, {VALUE: value})
    kind = "jacobian" if isinstance(value, list) else "grad"
    shown.numbers.update((Path(kind, name), grad) for name, grad in grads.items())
    lines += result_lines(shown, 10, False)[2:]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def as_json(chosen: Sequence[Function], spellings: dict[str, list[str]]) -> str:
    """All of them as one object."""
    import json

    from ..frontends.function_page import family

    found = [
        {"name": f.name, "family": family(f), "aliases": spellings[f.name],
         "arguments": [f.low, f.high], "keywords": list(f.keywords),
         "summary": f.summary} for f in chosen
    ]  # fmt: skip
    return json.dumps({"schema": "gradcli/1", "functions": found}, separators=(",", ":")) + "\n"
