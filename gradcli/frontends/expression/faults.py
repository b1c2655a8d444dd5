"""Faults in a text that is read: how they are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import Span, SyntaxFault, quote

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
