"""What is given beside an expression to draw or tabulate, and is no range: a file's name, two ends, another curve."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ..errors import Edit, GradcliError, clip, quote
from ..frontends.table.meant import Meant, counted, in_words
from ..frontends.table.ranges import in_points
from .written import is_range

SEE = "a curve is of an expression: gradcli plot 'x*sin(x)' x=-3:3"
_PARTS = {"start": "from start begin xmin min", "stop": "to stop end xmax max", "step": "step dx by",
          "count": "steps points num count n samples"}  # fmt: skip
PARTS = {word: part for part, words in _PARTS.items() for word in words.split()}  # what others give one by one
PICTURES = (".png", ".svg", ".pdf")


def see_ranges(text: str, words: Sequence[str], counted: bool) -> None:
    """Raise GradcliError for words that are a range together, x=0 to 5, or each by itself, in other words than ours.

    counted: a range may say how many points there are, and x=[1,2] lists them.
    """
    for size in (*range(min(6, len(words)), 1, -1), 1):
        for at in range(len(words) - size + 1):
            some = tuple(words[at : at + size])
            ends = in_words(" ".join(some))
            listed = size == 1 and re.match(r"\w+=\s*[-+\[\d.](?=.*,)(?!.*\.\.)", some[0])
            listed = listed and (counted or any(map(is_range, words)))  # a vector beside a range
            if not ends or listed or any("=" in word or os.path.exists(word) for word in some[1:]):
                continue
            if size == 1 and (is_range(some[0]) or os.path.exists(some[0])) or ends.name == "step":
                continue
            from .lines import free

            message = f"{quote(' '.join(some))} is not a range"
            span = (0, len(some[0])) if size == 1 else None
            made = ends._replace(name=ends.name or (*free(text), "x")[0], size=ends.size if counted else 0)
            edit = Edit(some, (in_points(str(made)),))
            raise GradcliError(message, code="binding", text=some[0], span=span, edit=edit)


def see_first(command: str, text: str, words: Sequence[str], data: str = "") -> None:
    """Raise GradcliError where the first word is a range, or a file of points (data), and no expression."""
    if data or is_range(text):
        first = next((word for word in words if "=" not in word), "x^2")
        line = (command, first, text, *(word for word in words if word != first))
        edit = Edit((command, text, *words), line, whole=True)
        raise GradcliError(f"the expression comes first{data}", code="binding", edit=edit)


def see_words(text: str, words: Sequence[str]) -> None:
    """Raise GradcliError for words that are neither a range nor a value, and where the expression is not first."""
    see_first("plot", text, words)
    if os.path.isfile(text) and not text.endswith(".py"):
        raise GradcliError(f"{quote(text)} is a file, and a curve is of an expression", hint=SEE)
    if text.endswith(".py") and " " not in text:
        from .script_words import line_of

        told, line = f"{quote(text)} is a script, and a curve is of an expression", ("plot", text, *words)
        edit = Edit(line, tuple(line_of(line[1:])), whole=True) if os.path.isfile(text) else None
        raise GradcliError(told if edit else f"there is no script {quote(text)}", hint=None if edit else SEE, edit=edit)
    see_ranges(text, words, counted=False)
    others = [word for word in words if "=" not in word]
    if not others:
        return
    first = others[0]
    if first.lower().endswith(PICTURES):
        edit = Edit((first,), ("-o", first))
        raise GradcliError(f"{quote(first)} is a picture's name", edit=edit)
    if os.path.isfile(first):
        edit = Edit(("plot", text, *words), ("table", text, *words), whole=True)
        raise GradcliError(f"{quote(first)} is a file, and a curve is of an expression", edit=edit)
    raise GradcliError(f"one curve at a time: {quote(first)} is another", hint="draw it by itself")


@contextmanager
def one_at_a_time(what: str, command: str) -> Iterator[None]:
    """What reads an expression here: of several, f, g, the first is offered."""
    try:
        yield
    except GradcliError as error:
        if error.code == "several" and error.text and error.span:
            first = clip(error.text[: error.span[0]].strip())
            error.edit = Edit((error.text,), (first,), whole=True, before=f"one {what} at a time: ")
            error.hint = str(error.edit)
        raise


def in_options(command: str, args: Sequence[str]) -> tuple[str, Edit | None] | None:
    """What to write for --from 0 --to 5 --steps 6, or for x=0:5 step=1."""
    sized, own = command != "plot", "table" if command == "eval" else command  # a range may say how many points
    pattern = r"(?:\A|\0)-*(\w+)[=\0]([-+.*/\w]+)(?=\0|\Z)"
    found = [(word, value) for word, value in re.findall(pattern, "\0".join(args)) if word in PARTS]
    if not found:
        return None
    given = {PARTS[word]: value for word, value in found}
    ranges = [one for arg in args if (one := re.fullmatch(r"(\w+)=([^:=]+):([^:=]+)(?::(\d+))?", arg))]
    away = {f"{n}={v}" for n, v in found} | {word for pair in found for word in pair} | {one[0] for one in ranges}
    text, *kept = [arg for arg in args if arg.lstrip("-") not in away]
    if not sized and not given.keys() & {"start", "stop"}:
        hint = "leave it out: a curve has as many points as it takes"
        return hint, Edit((command, *args), (own, text, *(one[0] for one in ranges), *kept))
    if len(ranges) == 1:
        name, start, stop, _ = ranges[0].groups("")
        start, stop = given.get("start", start), given.get("stop", stop)
    elif not ranges and given.keys() >= {"start", "stop"}:
        from ..frontends.expression.translation.requests import names_of

        names = names_of(text)
        name, start, stop = names[0] if names else "x", given["start"], given["stop"]
    else:
        return ("a range has its ends and how many points: x=0:6:13", None) if sized else None
    size = given.get("count", "0")
    if "." in size:  # --steps 0.5
        given["step"], size = size, "0"
    if not size.isdigit():
        return None
    made = str(Meant(name, start, stop, (int(size) or counted(start, stop, given.get("step", ""))) if sized else 0))
    return f"write {made}", Edit((command, *args), (own, text, made, *kept), whole=own != command)
