"""Faults in a text that is read: how they are made, and the pieces of text that they show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import Span, SyntaxFault, quote, visible

if TYPE_CHECKING:
    from .tokens import Token


def syntax(text: str, span: Span, message: str, hint: str | None = None, code: str = "syntax") -> SyntaxFault:
    """A mistake at a place in `text`."""
    return SyntaxFault(message, code=code, text=text, span=span, hint=hint)


def written(text: str, token: Token) -> str:
    """A token as it was typed, in quotes."""
    return quote(text[token.start : token.end])


def never_closed(text: str, opener: Token) -> SyntaxFault:
    """An opening bracket whose partner is missing."""
    closer = {"(": ")", "|": "|"}.get(opener.value, "]")
    return syntax(text, opener[2:], f"{written(text, opener)} is never closed", f"add '{closer}'")


def no_text(text: str, token: Token) -> SyntaxFault:
    """Something in quotes."""
    return syntax(text, token[2:], "text is not allowed", "write names and numbers without quotes", code="text")


def group(text: str, start: int, brackets: str = "()") -> str:
    """The bracketed text that begins near `start`, in parentheses, if it is short, else ``(...)``."""
    opener, closer, depth = *brackets, 0
    for place in range(start, min(len(text), start + 40)):
        depth += (text[place] == opener) - (text[place] == closer)
        if text[place] == closer and depth <= 0:
            inside = text[start:place].strip().removeprefix(opener)
            return visible(f"({inside})")
    return "(...)"


def factor(text: str, token: Token, following: Token) -> str:
    """A token with what belongs to it, if that is short: its brackets and its exponent; a bracket with its inside."""
    found = "" if token.value == "(" else text[token.start : token.end]
    at = token.start if token.value == "(" else token.end
    if "(" in (token.value, following.value):
        inside = group(text, at)
        found, at = found + inside, at + len(text[at:]) - len(text[at:].lstrip()) + len(inside)
    if power := re.match(r"\s*(?:\^|\*\*)\s*(-?[\w.]+)?", text[at : at + 30]):
        found += f"^{power[1]}" if power[1] else f"^{group(text, at + power.end())}"
    return found


def shown(text: str, span: Span) -> str:
    """A value's text, if it is short."""
    return visible(text[slice(*span)]) if span[1] - span[0] <= 40 else "..."


def python_word(text: str, word: Token) -> SyntaxFault:
    """A word of Python's that stands like one."""
    hint = "this is not Python: only expressions are read"
    if word.value == "for" and re.search("sum|prod", text[: word.start]):  # sum(x^k for k in range(4))
        hint = "a sum is written sum(x^k, k, 0, 3)"
    return syntax(text, word[2:], f"unexpected {written(text, word)}", hint)
