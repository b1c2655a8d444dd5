"""Text with two readings, and values side by side: what is refused, with both written out."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from ...errors import Span, SyntaxFault, clip, quote, visible
from .faults import factor, python_word, shown, syntax, written
from .foreign_notation import LEIBNIZ, NOT_HERE, PYTHON, SUFFIX, WORDS
from .tokens import PRINTED, Token

if TYPE_CHECKING:
    from .builder import Pending

_OTHER_BASE = r"0[xX][0-9a-fA-F]{1,16}|0[bB][01]{1,64}|0[oO][0-7]{1,24}"


def is_no_factor(text: str, number: Token, name: Token, variables: Collection[str]) -> bool:
    """Whether a name after a numeral is no factor of a product: 2 mod 3, 0x1F, 2e; 2j, 1.5f if without a value."""
    attached = number.end == name.start
    if attached and re.fullmatch("0[xXbBoO].*|[0-9.]*[eE]", text[number.start : name.end]):
        return True
    if name.value in variables:
        return False
    if name.value.lower() in WORDS or name.value in PYTHON:
        return True
    return attached and (name.value in ("i", "j", "J") or bool(re.fullmatch(SUFFIX, name.value)))


def is_eulers(text: str, number: Token) -> bool:
    """Whether a number is the exponent of e^2 x, which is often meant to be e^(2x)."""
    before = text[max(number.start - 20, 0) : number.start]
    return number.kind == "number" and bool(re.search(r"(?<!\w)e\s*(\^|\*\*)\s*[-+]?\s*\Z", before))


def two_readings(text: str, torn: Pending, previous: Token, token: Token, following: Token) -> SyntaxFault:
    """A value between two operators of which the text does not say which comes first: 1/2x, x^2y, √2x, √x^2, x!!."""
    if token.value == "!" and previous.value == "!":
        hint = "write (x!)! for the factorial of the factorial; there is no double factorial"
        return syntax(text, (previous.start, token.end), "'!!' has two readings", hint)
    right = factor(text, token, following) if token.kind == "name" or token.value == "(" else written(text, token)[1:-1]
    if token.value == "**":
        right = "^" + text[following.start : following.end]
    span = (torn.start, following.end if token.value == "**" else token.end)
    hint = both(text, torn, previous, right, "" if token.value == "**" or _is_mark(token) else "*")
    return syntax(text, span, f"{quote(text[slice(*span)])} has two readings", hint)


def _is_mark(token: Token) -> bool:
    return token.kind == "raised" or token.value in ("!", "°")


def both(text: str, torn: Pending, previous: Token, right: str, mark: str = "*") -> str:
    """The two readings of a value that `torn`, on its left, and what stands on its right may both take first."""
    left = text[torn.start : torn.token.start].strip()
    operator, value = text[torn.token.start : torn.token.end], text[torn.token.end : previous.end].strip()
    if max(map(len, (left, value, right))) > 30:
        return "set brackets"
    if not left:  # a root
        return visible(f"write {operator}({value}){mark}{right} or {operator}({value}{mark}{right})")
    return visible(f"write ({left}{operator}{value}){mark}{right} or {left}{operator}({value}{mark}{right})")


def a_comma_or_a_product(text: str, previous: Token, token: Token) -> SyntaxFault:
    """[1 x]: is it a product, or two elements?"""
    number, right = text[previous.start : previous.end], text[token.start : token.end]
    hint = f"write {number}*{right} or {number},{right}" if token.kind == "name" else "write '*' or ','"
    return syntax(text, (previous.start, token.end), f"missing '*' or ',' after '{clip(number)}'", hint)


def per_cent_or_remainder(text: str, percent: Token, sign: Token) -> SyntaxFault:
    """10% + 2."""
    hint = f"write /100 {sign.value} ... for a per cent, %({sign.value}...) for a remainder"
    return syntax(text, (percent.start, sign.end), "'%' has two readings", hint)


def missing_operator(
    text: str, left: Span, previous: Token, token: Token, following: Token, torn: Pending | None
) -> SyntaxFault:
    """Two values side by side: `x y`, `(x+1)(y+2)`, `2 3`."""
    if token.value in PYTHON:
        return python_word(text, token)
    span, joined = (previous.start, token.end), text[previous.start : token.end]
    if re.fullmatch(_OTHER_BASE, joined):
        return syntax(text, span, f"{quote(joined)} is not a decimal number", f"write {int(joined, 0)}")
    between = text[previous.end : token.start]
    if previous.kind == "number" and not between:
        if re.fullmatch("0[xXbBoO].*|.*[eE]", joined):
            ten = f"write {joined}6 for a power of ten, {joined[:-1]}*{joined[-1]} for a product"
            hint = ten if joined[-1] in "eE" else "write the number in decimals"
            return syntax(text, span, f"malformed number {quote(joined)}", hint, code="number")
        if token.value in ("i", "j", "J"):
            return syntax(text, span, f"missing '*' in {quote(joined)}", "for an imaginary number write complex(0,1)")
        if re.fullmatch(SUFFIX, token.value):
            number, suffix = text[previous.start : previous.end], token.value
            plain = f"{number}e{suffix[1:]}" if suffix[0] in "dD" and suffix[1:] else number
            return syntax(text, span, "missing '*'", f"write {number}*{suffix} for a product, {plain} for a number")
    for word in (token, previous):
        if word.kind == "name" and (told := WORDS.get(word.value.lower()) or NOT_HERE.get(word.value.lower())):
            return syntax(text, word[2:], f"unexpected {written(text, word)}", told)
    right = factor(text, token, following)
    first = shown(text, left)
    hint = "write '*' between them" if len(first) + len(right) > 50 else f"write {first}*{visible(right)}"
    if torn:
        hint = both(text, torn, previous, right)
    if re.search(LEIBNIZ, text[: previous.end]):
        hint = PRINTED
    if previous.kind == token.kind == "number":
        hint = "numbers have no spaces in them, arrays have commas: [1,2]"
        if following.value == "/" and previous.value.isdigit():  # 3 1/2
            hint = f"write {previous.value}+{token.value}/... for a mixed number"
    if "\n" in between:
        hint = "separate named parts with ';'"
    if between:
        return syntax(
            text, span, f"missing operator between {written(text, previous)} and {written(text, token)}", hint
        )
    return syntax(text, span, "missing '*'", hint)
