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
    from ..frontends.table.meant import in_words

    for word in words if not any(":" in word for word in words) else ():
        if (meant := in_words(word)) and meant.name and meant.name in Formula(text, (meant.name,)).expression.names:
            told, hint = f"{quote(word)} is not a range", f"write {meant._replace(size=0)}"
            raise GradcliError(told, code="binding", text=word, span=(0, len(word)), hint=hint)
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
