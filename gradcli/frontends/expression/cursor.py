"""A place in a stream of tokens, and what is read there without any arithmetic: indices and keyword values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from types import EllipsisType
from typing import NoReturn

from ...errors import clip, quote
from .nodes import Note
from .tokens import Token, never_closed, no_text, syntax, tokens, written

_LITERALS = {"True": True, "False": False, "None": None}
_INDEX = "write x[0], x[-1], x[1:3] or x[:,0]"


def is_whole(value: object) -> bool:
    """A whole number that is no truth."""
    return isinstance(value, int) and not isinstance(value, bool)


def are_whole(value: object) -> bool:
    """A list of whole numbers."""
    return isinstance(value, tuple) and all(map(is_whole, value))


# What a keyword takes by the kind that its function gives it: whether a value is such, in words, an example.
KINDS: dict[str, tuple[Callable[[object], bool], str, str]] = {
    "int": (is_whole, "a whole number", "0"),
    "int | None": (lambda v: v is None or is_whole(v), "a whole number or None", "0"),
    "bool": (lambda v: v in (True, False), "True or False", "True"),
    "Real": (lambda v: isinstance(v, int | float), "a number", "1"),
    "Real | None": (lambda v: v is None or isinstance(v, int | float), "a number", "1"),
    "Axis": (lambda v: v is None or is_whole(v) or are_whole(v), "whole numbers or None", "0"),
    "Axes": (
        lambda v: is_whole(v) or isinstance(v, tuple) and len(v) == 2 and are_whole(v),
        "a whole number, or two",
        "1",
    ),
    "Sequence[int] | None": (lambda v: v is None or are_whole(v), "a list of whole numbers", "(1,0)"),
}

Index = int | slice | EllipsisType | None
Plain = int | float | bool | None


class Cursor:
    """Two tokens of look-ahead over a text."""

    def __init__(self, text: str, start: int, stop: int | None = None) -> None:
        self.text, self.stop = text, stop
        self.source: Iterator[Token] = tokens(text, start, stop)
        self.previous = Token("start", "", start, start)
        self.token = next(self.source)
        self.following = next(self.source, self.token)
        self.warnings: list[Note] = []

    def advance(self) -> None:
        """Step to the next token; the last is of kind `end` and stays."""
        self.previous, self.token = self.token, self.following
        if self.token.kind != "end":
            self.following = next(self.source)

    def goto(self, place: int) -> None:
        """Go on reading at a place further on."""
        self.source = tokens(self.text, place, self.stop)
        self.token = next(self.source)
        self.following = next(self.source, self.token)

    def fault(self, token: Token, message: str, hint: str | None = None, code: str = "syntax") -> NoReturn:
        """Raise a SyntaxFault at a token."""
        raise syntax(self.text, token[2:], message, hint, code)

    def decimal(self, token: Token) -> float:
        """The float64 of a numeral, with a warning if a number that is not 0 becomes 0."""
        value = float(token.value)
        if math.isinf(value):
            told, hint = f"{quote(token.value)} is beyond float64", "the largest number is about 1.8e308"
            self.fault(token, told, hint, code="number")
        if value == 0 and any(digit in "123456789" for digit in token.value.lower().partition("e")[0]):
            self.warnings.append(Note("underflow", f"{clip(token.value)} rounds to 0", token[2:]))
        return value

    def subscript(self) -> tuple[Index, ...]:
        """What stands between ``[`` and ``]`` after a value: static, so that shapes never depend on values."""
        opener = self.token
        items: list[Index] = []
        self.advance()
        while self.token.value != "]" or not items:
            items.append(self.index(opener))
            if self.token.value == ",":
                self.advance()
            elif self.token.kind in ("number", "name"):
                self.fault(self.token, f"missing ',' or ':' before {written(self.text, self.token)}", _INDEX)
            elif self.token.value != "]":
                self.not_an_index(opener)
        self.advance()
        return tuple(items)

    def index(self, opener: Token) -> Index:
        """An integer, a slice, ``...`` or ``None``."""
        if self.token.value in ("...", "None"):
            word = self.token.value
            self.advance()
            return ... if word == "..." else None
        first = self.integer(opener)
        if self.token.value != ":":
            if first is None:
                self.not_an_index(opener)
            return first
        bounds = [first]
        while self.token.value == ":" and len(bounds) < 3:
            colon = self.token
            self.advance()
            bounds.append(self.integer(opener))
        if len(bounds) == 3 and bounds[2] == 0:
            self.fault(colon, "a slice cannot step by 0", "write x[::2] for every second element")
        return slice(*bounds)

    def integer(self, opener: Token) -> int | None:
        """A whole number with its sign, or None if neither begins here."""
        sign = self.token.value
        if sign in ("-", "+"):
            self.advance()
        if self.token.kind != "number" and sign not in ("-", "+"):
            return None
        if not self.token.value.isdigit():
            self.not_an_index(opener)
        if len(self.token.value) > 18:
            self.fault(self.token, "an index has at most 18 digits")
        value = int(self.token.value)
        self.advance()
        return -value if sign == "-" else value

    def not_an_index(self, opener: Token) -> NoReturn:
        """Raise the SyntaxFault for what cannot be an index."""
        if self.token.kind == "end":
            raise never_closed(self.text, opener)
        if self.token.kind == "text":
            raise no_text(self.text, self.token)
        if self.token.value == "]" and self.previous == opener:
            self.fault(self.token, "nothing between '[' and ']'", _INDEX)
        own = re.search(r"\b(?:[A-Z]|[^\W\dA-Z]\w*)\s*\Z", self.text[: opener.start])
        hint = _INDEX.replace("x[", f"{clip(own[0].strip())}[") if own else _INDEX
        self.fault(self.token, f"an index must be a whole number, not {written(self.text, self.token)}", hint)

    def keyword_value(self, name: str, kind: str) -> Plain | tuple[Plain, ...]:
        """What a keyword of that kind takes: a number, a word such as True, or a flat list of them in brackets."""
        start, (takes, words, example) = self.token.start, KINDS[kind]
        value = self.listed(name, example)
        if not takes(value):
            span = (start, self.previous.end)
            message = f"'{name}=' takes {words}, not {quote(self.text[slice(*span)])}"
            raise syntax(self.text, span, message, f"write {name}={example}", "arity")
        return value

    def listed(self, name: str, example: str) -> Plain | tuple[Plain, ...]:
        """A plain value, or a list of them."""
        closer = {"(": ")", "[": "]"}.get(self.token.value)
        if closer is None:
            return self.plain(name, example)
        opener, comma = self.token, closer == "]"
        items: list[Plain] = []
        self.advance()
        while self.token.value != closer:
            items.append(self.plain(name, example))
            if self.token.value == ",":
                comma = True
                self.advance()
            elif self.token.kind == "end":
                raise never_closed(self.text, opener)
            elif self.token.value != closer:
                self.not_plain(name, example)
        self.advance()
        return tuple(items) if comma or not items else items[0]

    def plain(self, name: str, example: str) -> Plain:
        """A number with its sign, or True, False, None."""
        sign = self.token.value
        if sign in _LITERALS:
            self.advance()
            return _LITERALS[sign]
        if sign in ("-", "+"):
            self.advance()
        if self.token.value == "inf":
            self.advance()
            return -math.inf if sign == "-" else math.inf
        if self.token.kind != "number":
            self.not_plain(name, example)
        source = self.token.value
        value = self.decimal(self.token)
        number = int(value) if source.isdigit() and value < 2**53 else value
        self.advance()
        return -number if sign == "-" else number

    def not_plain(self, name: str, example: str) -> NoReturn:
        """Raise the SyntaxFault for what cannot be the value of a keyword."""
        if self.token.kind == "text":
            raise no_text(self.text, self.token)
        if self.token.kind == "end":
            self.fault(self.token, f"nothing follows '{name}='", f"write {name}={example}")
        told = f"'{name}=' takes plain numbers, not {written(self.text, self.token)}"
        self.fault(self.token, told, f"write {name}={example}")
