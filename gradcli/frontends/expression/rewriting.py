"""A whole line of another notation as it is written here: what a help line offers, seen to be an expression before.

Prefixes (d/dx, f(x) =, @(x)), values behind the expression and equations are taken off here, the rest by `book`.
It is offered and never read, so that nobody need guess what was understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING
from unicodedata import normalize

from ...errors import GradcliError, visible
from .book import Book
from .book_tokens import Strange, Style, matrices
from .foreign_notation import CAPITAL, CONSTANTS, LIBRARIES, MATHEMATICA
from .latex import Latex

if TYPE_CHECKING:
    from .builder import Signature
    from .nodes import Expression

Parse = Callable[[str], "Expression"]
Functions = Mapping[str, "Signature"]

LENGTH = 400  # characters of a text that is looked at
_NAME = r"[^\W\d]\w*"
_DERIVATIVE = re.compile(
    r"\A\s*(?:"
    r"(?:the\s+)?(?P<word>second|third)?\s*(?:first\s+|partial\s+)*(?:derivative|gradient|slope|differential)s?\s+of\s+"
    rf"|(?:[d∂]\^?(?P<n>[2-9²³⁴])?\s*[fyu]?\s*/\s*[d∂]\s*{_NAME}(?:\^[2-9])?|∇)\s*(?:of\s+|(?<=\s)|(?=[(\[{{|√\\]))"
    r"|(?:diff|derivative|deriv|differentiate|derive|grad|gradient|D)\s*(?=[(\[])"
    r"|\\frac\s*\{\s*(?:d|\\partial)(?:\^(?P<m>[2-9]))?\s*\}\s*\{[^{}]*\}\s*)"
)
_ORDERS = {"second": 2, "third": 3, "²": 2, "³": 3, "⁴": 4}
_VALUE = rf"{_NAME}\s*=\s*-?(?:[0-9.]+(?:e-?[0-9]+)?|pi(?:/[0-9]+)?)"
_VALUES = re.compile(
    rf"(?:\s*[,;]\s*|\s+)(?:(?:at|where|with|for|when|if)\s+)?(?P<all>{_VALUE}"
    rf"(?:\s*(?:,|;|\band\b|\s)\s*{_VALUE})*)\s*\Z"
)
_SOLVE = re.compile(r"\A\s*(?:solve|solve_for|[fn]solve|roots?)\s*\((.*)\)\s*\Z")
_LIBRARY = re.compile(rf"(?<![\w.])(?:{'|'.join(sorted(LIBRARIES))}|Math)(?:\.\w+)*\.({_NAME})")
_FRACTION = re.compile("([0-9]*)([¼-¾⅐-⅞])")
_EQUALS = re.compile(r"(?<![<>=!~:])=(?!=)(?![^{]*\})")
_DEFINED = re.compile(rf"\s*({_NAME})\s*(?:\([\w\s,]*\)\s*)?:?=(?!=)")


def offered(text: str, functions: Functions, given: Collection[str], parse: Parse) -> str | None:
    """What to write for `text`, in a sentence; None where that cannot be told, or is what it says already."""
    if len(text) > LENGTH:
        return None
    body, about, after = _FRACTION.sub(spelled, _LIBRARY.sub(r"\1", text.strip().strip("$"))), "", ""
    if found := _DERIVATIVE.match(body):
        body, about = underived(body, found)
    if found := _VALUES.search(body):
        values = re.findall(rf"({_NAME})\s*=\s*([^\s,;]+)", found["all"])
        body, after = body[: found.start()], " ".join(f"{name}={value}" for name, value in values)
        given = {*given, *(name for name, _ in values)}
    if found := _SOLVE.match(body):
        body = re.sub(rf"\s*,\s*{_NAME}\s*\Z", "", found[1]) + ("" if "=" in found[1] else "=0")
    for line, remark in ((body.strip(), ""), *candidates(body, functions, given)):
        with suppress(GradcliError):
            if set(parse(line).free) <= set(given) or not given:
                if after:
                    return f"give values apart: '{visible(line)}' {after}"
                return f"write {visible(line)}{remark}{about}" if line != text.strip() else None
    return None


def spelled(found: re.Match[str]) -> str:
    """A fraction of one character, with the whole number before it: 2½ is (2+1/2)."""
    whole, fraction = found[1], normalize("NFKC", found[2]).replace("\N{FRACTION SLASH}", "/")
    return f"({whole}+{fraction})" if whole else f"({fraction})"


def underived(body: str, found: re.Match[str]) -> tuple[str, str]:
    """What is to be differentiated, and what to say of its derivatives."""
    order = found["n"] or found["m"] or found["word"] or "1"
    n = _ORDERS.get(order) or int(order)
    body = body[found.end() :].strip()
    if body[:1] in ("(", "[", "{") and closing(body) == len(body) - 1:
        body = re.sub(rf"\s*,\s*\{{?\s*{_NAME}\s*(,\s*[0-9]\s*)?\}}?\s*\Z", "", body[1:-1])
    return body, "; its derivatives are printed" + f", with --order {n} to that order" * (n > 1)


def candidates(text: str, functions: Functions, given: Collection[str]) -> Iterator[tuple[str, str]]:
    """Translations by the notations that `text` may be of, each with what to say behind it."""
    if re.search(r"\\[A-Za-z]|[_^]\{", text):
        body = re.sub(r"\A\s*\\?[A-Za-z]\w*\s*(?:\([^()]*\))?\s*=(?!=)", "", text)
        yield from read(body, Latex, Style(), functions, given)
    if "\n" in text:
        return
    if re.search(r"(?<!\w)[A-Z][a-zA-Z]*\[", text):
        yield from read(text, Book, Style(MATHEMATICA, "["), functions, given)
    sheet = bool(re.search(r"\A\s*=|\$[A-Z0-9]|\([^()]*;[^()]*\)", text))
    style = Style(CAPITAL, "(", sheet, sheet or bool(re.search(r"\.[*/^]", text)))
    body = re.sub(rf"\A\s*=|\A\s*(?:{_NAME}\s*=\s*)?@\([\w\s,]*\)\s*|;\s*\Z", "", text)
    yield from read(body, Book, style, functions, given)


def read(
    text: str, kind: type[Book], style: Style, functions: Functions, given: Collection[str]
) -> Iterator[tuple[str, str]]:
    """The translation in one style, if there is one: parts by themselves, an equation as a difference."""
    names = set(given)
    known = set(given) or {word for word in re.findall(rf"(?<!\w){_NAME}", text) if len(word) == 1} - {"d", "e", "T"}
    whole = matrices(text)
    parts: list[str] = []
    pieces = [whole] if style.sheet else whole.split(";")
    remark = ""
    with suppress(Strange, IndexError):
        for n, piece in enumerate(pieces):
            found = _DEFINED.match(piece)
            body = piece[found.end() :] if found else piece
            sides = [body] if style.sheet else _EQUALS.split(body)
            if found:
                names.add(found[1])
                known |= {found[1]} if given else set()
            read = [kind(side, style, functions, names, known) for side in sides]
            texts = [one.whole().strip() for one in read]
            remark = "".join(one.remark for one in read)
            compared = re.search("[<>=≤≥≠]", "".join(texts)) or re.fullmatch(r"[0-9.]*", texts[0])
            if len(texts) == 2 and n == len(pieces) - 1 and not found and not compared:
                texts = [texts[0] if re.fullmatch(r"[0.]+", texts[1]) else f"{texts[0]} - ({texts[1]})"]
                remark = about_equation(texts[0])
            if len(texts) > 1:
                raise Strange
            parts.append(f"{found[1]} = {texts[0]}" if found and (found[1] != "f" or len(pieces) > 1) else texts[0])
        yield "; ".join(parts), remark


def about_equation(difference: str) -> str:
    """What there is to say of an equation that is written as a difference."""
    told = " for the difference, == to compare: equations are not solved here"
    variables = sorted(set(re.findall(rf"(?<!\w){_NAME}(?!\w|\s*\()", difference)) - CONSTANTS)
    if len(variables) == 2:
        x, y = variables
        told += f"; along it d{y}/d{x} is -(df/d{x})/(df/d{y})"
    return told


def closing(text: str) -> int:
    """Where the bracket closes with which `text` begins; -1 where it does not."""
    depth = 0
    for place, c in enumerate(text):
        depth += (c in "([{") - (c in ")]}")
        if depth == 0:
            return place
    return -1
