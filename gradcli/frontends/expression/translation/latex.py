"""LaTeX as plain text, which is read as a book's then: \\frac{a}{b} as (a/b), letters side by side apart."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from itertools import pairwise
from unicodedata import lookup

from ..foreign_notation import GREEK, GREEK_CALLS, LATEX_DROPPED, LATEX_MARKS, LATEX_SAME, LATEX_WORDS
from ..nodes import CONSTANTS
from .book_tokens import DEPTH, Strange

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[0-9]+(?:\.[0-9]+)?|\.[0-9]+|[A-Za-z][₀-₉]+|[A-Za-z]+|\S")
_CLOSED = {"{": "}", "(": ")"}


def plain(text: str, functions: Collection[str], given: Collection[str]) -> tuple[str, set[str]]:
    """(the text as plain text, its letters). Raises Strange, or an IndexError at the end, for what has no such."""
    if sum(map(text.count, _CLOSED)) > 2 * DEPTH:
        raise Strange
    tokens = [LATEX_SAME.get(token, token) for token in _TOKEN.findall(text) if token not in LATEX_DROPPED]
    made = Plain(tokens, functions, given, "\\" in text)
    return made.all(), made.letters


class Plain:
    """A place in tokens. spelled: whether letters side by side are factors."""

    def __init__(self, tokens: list[str], functions: Collection[str], given: Collection[str], spelled: bool) -> None:
        self.tokens, self.functions, self.given, self.spelled = tokens[::-1], functions, given, spelled
        self.letters = set[str]()

    def all(self, closer: str = "") -> str:
        """What comes, up to a bracket."""
        found: list[str] = []
        while self.tokens and self.tokens[-1] != closer:
            if self.tokens[-1] == r"\over" and found:
                self.tokens.pop()
                return f"{{{{{self.joined(found)}}}/{{{self.all(closer)}}}}}"
            piece = self.one(found[-1] if found else "")
            if piece[0] == "_" and found:
                found[-1] += piece
                continue
            between = piece in ("+", "-") and found and found[-1][-1] not in "(*/^=<>,"
            of = between and found[-1] in self.functions  # exp -x
            found.append(f" {piece}" if of else f" {piece} " if between else piece)
        if closer:
            self.tokens.pop()
        return self.joined(found)

    def joined(self, found: list[str]) -> str:
        """Pieces side by side, words apart."""
        return "".join(f" {b}" if a[-1:].isalnum() and b[0].isalnum() else b for a, b in pairwise(["", *found]))

    def one(self, before: str) -> str:
        """A token, with what it is of. before: what the last was."""
        token = self.tokens.pop()
        if token in LATEX_WORDS:
            return self.index()
        if token in LATEX_MARKS:
            return f"{self.index()}_{token[1:]}"
        if token in GREEK:
            return self.greek(token)
        if token == r"\frac":
            above, below = self.argument(True), self.argument(True)
            if re.fullmatch(r"d( \w)?(\^.*)?", above) and re.match(r"d \w", below) and "d" not in self.given:  # d/dx
                raise Strange
            return f"{{{{{above}}}/{{{below}}}}}"
        if token == r"\binom":
            return f"comb({self.argument()},{self.argument()})"
        if token == r"\sqrt":
            degree = self.tokens[-1] == "(" and self.tokens.pop() and self.all(")")
            if degree and not degree.isdigit():
                return f"{{{self.argument()}}}^{{1/{{{degree}}}}}"
            return f"nthroot({self.argument()},{degree})" if degree else f"sqrt({self.argument()})"
        if token[1:] in self.functions and token[0] == "\\":
            return token[1:]
        if token == "^":
            above = self.argument()
            return "°" if above == "∘" else f"^{{{above}}}"
        if token == "_" and before in ("∑", "∏"):
            return f"_{{{self.argument()}}}"
        if token == "_" and before in self.functions and before != "log":  # max_i
            raise Strange
        if token == "_":
            return f"_{self.argument() if before in ('log', '|', '||') else self.index()}"
        if token[0] == "\\" and len(token) > 1 or token == "}":
            raise Strange
        if token in ("sum", "prod") and self.tokens[-1:] == ["_"]:
            return {"sum": "∑", "prod": "∏"}[token]
        if token in _CLOSED:
            return f"{token}{self.all(_CLOSED[token])}{_CLOSED[token]}"
        apart = self.spelled and token.isalpha() and not (len(token) > 1 and token in self.functions)
        return " ".join(token) if apart else token

    def argument(self, torn: bool = False) -> str:
        """What a command, or an exponent, is of: a group, or the one character. torn: of \\frac12."""
        token = self.tokens[-1]
        if token == "{":
            self.tokens.pop()
            return self.all("}")
        if token.isalnum() and len(token) > 1 and self.spelled:
            if not torn:  # x^23 is x^2 3
                raise Strange
            self.tokens[-1:] = [token[1:], token[0]]
        sign = self.tokens.pop() if token == "-" else ""
        return sign + self.one("")

    def index(self) -> str:
        """A word, or a subscript, as part of a name."""
        found = self.tokens.pop()
        if found in LATEX_WORDS:
            return self.index()
        found = GREEK.get(found, found)
        if found == "{":
            found, open_ = "", 1
            while open_:
                token = self.tokens.pop()
                open_ += (token == "{") - (token == "}")
                found += "" if token in LATEX_WORDS or token in "{}" else GREEK.get(token, token.lstrip("\\"))
        if not found.isalnum():
            raise Strange
        return found

    def greek(self, token: str) -> str:
        """A Greek letter by its name, or as itself where that is what has a value; the function of that name."""
        size, name = "CAPITAL" if token[1].isupper() else "SMALL", GREEK[token]
        with suppress(KeyError):
            letter = lookup(f"GREEK {size} LETTER {name.replace('lambda', 'lamda')}")
            name = letter if letter in self.given and name not in self.given else name
        if name == "Delta" and self.tokens and self.tokens[-1].isalpha() and name not in self.given:  # of x
            more = self.tokens.pop()
            self.tokens += [more[1:]] if more[1:] and self.spelled else []
            name, more = f"{name}_{more[:1] if self.spelled else more}", more[:1] if self.spelled else more
            name = f"Δ{more}" if f"Δ{more}" in self.given else name
        called = self.tokens[-1:] == ["("] and name not in self.given and (self.given or token == r"\Gamma")
        if called and token in GREEK_CALLS:
            return GREEK_CALLS[token]
        self.letters |= {name} - {*CONSTANTS}
        return name
