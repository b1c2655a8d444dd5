"""What is given beside an expression to draw or tabulate, and is no range: a file's name, two ends, another curve."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ..errors import GradcliError, clip, quote

PICTURES = (".png", ".svg", ".pdf")


def see_words(text: str, words: Sequence[str]) -> None:
    """Raise GradcliError for words that are neither a range nor a value."""
    from ..frontends.expression.run import Formula

    for word in words if not any(":" in word for word in words) else ():
        if (meant := interval(word)) and (meant[0] in Formula(text, (meant[0],)).expression.names):
            hint = f"write {meant[0]}={meant[1]}:{meant[2]}"
            raise GradcliError(
                f"{quote(word)} is not a range", code="binding", text=word, span=(0, len(word)), hint=hint
            )
    others = [word for word in words if "=" not in word]
    if not others:
        return
    first = others[0]
    name = next(iter(Formula(text).expression.free), "x")
    if first.lower().endswith(PICTURES):
        raise GradcliError(f"{quote(first)} is a picture's name", code="usage", hint=f"write -o {clip(first)}")
    if os.path.isfile(first):
        hint = f"write gradcli table {quote(text)} {clip(first)}"
        raise GradcliError(f"{quote(first)} is a file, and a curve is of an expression", code="usage", hint=hint)
    if re.fullmatch(r"[^:\s]+:[^:\s]+", first):
        raise GradcliError(f"{quote(first)} is a range of what?", code="binding", hint=f"write {name}={first}")
    if len(others) == 2 and all(re.fullmatch(r"[-+]?[.\d]+(e[-+]?\d+)?|[-+]?pi", word) for word in others):
        hint = f"write {name}={':'.join(others)}"
        raise GradcliError(f"{' and '.join(map(quote, others))} are ends of what?", code="binding", hint=hint)
    raise GradcliError(f"one curve at a time: {quote(first)} is another", code="usage", hint="draw it by itself")


@contextmanager
def one_at_a_time(what: str, command: str) -> Iterator[None]:
    """What reads an expression here: of several, f, g, the first is offered."""
    try:
        yield
    except GradcliError as error:
        if error.text and error.span and error.message == "unexpected ','" and (error.hint or "").startswith("write ["):
            first = clip(error.text[: error.span[0]].strip())
            error.hint = f"one {what} at a time: write gradcli {command} '{first}' ..."
        raise


def interval(word: str) -> tuple[str, str, str] | None:
    """The name and the ends of a range in another notation: x=[-2,2], x∈[-2,2], x in (0,1), -2<x<2."""
    end = r"\s*([^\s,:<≤=]+)\s*"
    if found := re.fullmatch(rf"\s*(\w+)\s*(?:=|∈|\bin\b)\s*[\[(]{end},{end}[\])]\s*", word):
        return found[1], found[2], found[3]
    found = re.fullmatch(rf"{end}(?:<=?|≤)\s*([^\W\d]\w*)\s*(?:<=?|≤){end}", word)
    return (found[2], found[1], found[3]) if found else None
