"""Text to tokens, in one pass and linear time; a token knows its place in the text as it was typed.

Characters of other keyboards are read through the tables below and no other way: NFKC, which Python applies to names,
would read `x²` as the name `x2` and a bold `class` as `class`. A name is made of plain letters, digits and underscores;
what only looks like one, or cannot be seen, is refused by its code point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ...errors import Span, SyntaxFault, quote
from ...record import Record


class Token(Record):
    """kind: number, name, op, raised (an exponent in superscript), text (something in quotes) or end.

    value: its canonical spelling.
    """

    kind: str
    value: str
    start: int
    end: int


# One character for one, so that places stay what they were.
_SPACES = "\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_PLAIN = str.maketrans(
    "（），．＋－＊／％＝＜＞＾＠［］｛｝；：！？｜＆～×÷·⋅∗∙∕⁄−µºℏ" + _SPACES,
    "(),.+-*/%=<>^@[]{};:!?|&~*/****//-μ°ħ" + " " * len(_SPACES),
)
_CANONICAL = {"≤": "<=", "≥": ">=", "≠": "!=", "…": "...", "^": "**"}
_NAMES = {"π": "pi", "∞": "inf"}
NAME = r"[^\W\d]\w*"  # what is looked for in words and lines that are no expressions
NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉ₐₑₕₖₗₘₙₒₚₛₜₓᵢⱼᵣᵤᵥ"
LOWERED = str.maketrans(SUBSCRIPTS, "0123456789aehklmnopstxijruv")
MARKS = frozenset(f"√∛°⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺{SUBSCRIPTS}")
WORDS = frozenset({"if", "else", "and", "or", "not"})

PRINTED = "write the function alone: its derivatives are printed, to a higher order with --order"
_HINTS = {
    **dict.fromkeys("∂∇′″’", PRINTED), **dict.fromkeys(SUBSCRIPTS, "a subscript ends a name: x₁"),
    "∫": "there are no integrals here: gradcli differentiates",
}  # fmt: skip
# Marks that identifiers may contain and that nobody can see: joiners, fillers and variation selectors.
_UNSEEN = ((0x34F, 0x34F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0000, 0xE0FFF))


def tokens(text: str, start: int = 0, stop: int | None = None) -> Iterator[Token]:
    """The tokens of `text` between two places, closed by one of kind `end`.

    A number's value is its decimal text without underscores. Raises SyntaxFault for a character, or a number, that the
    grammar does not know; for characters at once, before the first token.
    """
    stop = len(text) if stop is None else stop
    plain = text if text.isascii() else text.translate(_PLAIN)
    at = start + 1 if plain.startswith("\ufeff", start, stop) else start
    unknown = [plain.index(c, at, stop) for c in set(plain[at:stop]) if not _is_known(c)]
    if unknown:
        raise character(text, min(unknown))
    match_at = _token(plain.isascii()).match
    while at < stop:
        match = match_at(plain, at, stop)
        if match is None:  # a mark that stands alone, such as a subscript
            raise character(text, at)
        kind, value, begin, at = str(match.lastgroup), match[0], at, match.end()
        if kind == "space":
            continue
        if kind == "name":
            if not value.isascii():
                value = _name(text, value, begin)
            if value in WORDS:
                kind = "op"
        elif kind == "raised":
            value = value.translate(_RAISED).removeprefix("+")
        elif kind == "op":
            value = _CANONICAL.get(value, value)
        elif kind == "number":
            if not is_float(value):
                message, hint = f"malformed number {quote(value)}", "write 12, 1.5 or 1.5e-3"
                raise SyntaxFault(message, code="number", text=text, span=(begin, at), hint=hint)
            value = value.replace("_", "")
        yield Token(kind, value, begin, at)
    yield Token("end", "", stop, stop)


@cache
def _token(ascii_only: bool) -> re.Pattern[str]:
    """What one token looks like. Most texts are ASCII, and theirs are compiled in a tenth of the time."""
    begin, more, alone, raised, op = (
        (r"[A-Za-z_]", r"[A-Za-z_0-9]", "", "", "")
        if ascii_only
        else (
            rf"[^\x00-@\[-^`{{-\x7f≤≥≠∞…√∛°⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺{SUBSCRIPTS}]",
            r"[^\x00-/:-@\[-^`{-\x7f≤≥≠∞…√∛°⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]", "|∞",
            "| (?P<raised>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", "≤≥≠…√∛°",
        )
    )  # fmt: skip
    return re.compile(
        rf"""(?P<space>[ \t\n\r\f\v]+)
        | (?P<number>(?:[0-9]|\.[0-9])[0-9_.]*(?:[eE][+-]?[0-9][0-9_.]*)*) {raised}
        | (?P<name>{begin}{more}*{alone})
        | (?P<op>\*\*|//|<=|>=|==|!=|&&|\|\||<>|=<|=>|~=|:=|->|\.\.\.|[-+*/%^@()\[\],;:=<>!&|~?$`{{}}\#\\.{op}])
        | (?P<text>"[^"]*"?|'[^']*'?)""",
        re.VERBOSE,
    )


def is_float(text: str) -> bool:
    """Whether Python reads a text as a float."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def argument_ends(text: str) -> dict[int, list[int]]:
    """For the place of each opening parenthesis those of the commas directly inside it, and of the closing one."""
    ends: dict[int, list[int]] = {}
    opened: list[int] = []
    for token in tokens(text):
        if token.value in ("(", "["):
            opened.append(token.start)
            ends[token.start] = []
        elif token.value in (",", ")", "]") and opened:
            ends[opened[-1] if token.value == "," else opened.pop()].append(token.start)
    return ends


def at_commas(text: str) -> list[str]:
    """The parts of any text, Python's too, between the commas that stand outside all brackets."""
    parts, depth = [""], 0
    for c in text:
        depth += (c in "([{") - (c in ")]}")
        if c == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += c
    return parts


def _is_known(c: str) -> bool:
    """Whether the grammar has a place for a character: printable ASCII, plain letters and their marks, the tables."""
    if c.isascii():
        return c.isprintable() or c in " \t\n\r\f\v"
    if c in _CANONICAL or c in _NAMES or c in MARKS:
        return True
    from unicodedata import normalize

    return f"_{c}".isidentifier() and normalize("NFKC", c) == c and not _is_unseen(c)


def _is_unseen(c: str) -> bool:
    return any(low <= ord(c) <= high for low, high in _UNSEEN)


def _name(text: str, word: str, begin: int) -> str:
    """The one spelling of a name that is not plain ASCII: a subscript at its end is the number that it shows."""
    from unicodedata import normalize

    if not (word[0].isidentifier() or word in _NAMES):
        raise character(text, begin)
    if mixed := re.search(f"[0-9][₀-₉]|[{SUBSCRIPTS}][^{SUBSCRIPTS}]", word):
        raise character(text, begin + mixed.start() + (mixed[0][0] not in SUBSCRIPTS))
    return _NAMES.get(word) or normalize("NFC", word.translate(LOWERED))


def character(text: str, at: int) -> SyntaxFault:
    """The error for a character that has no place in the grammar, named by its code point."""
    from unicodedata import category, decomposition, normalize

    c = text[at]
    code = f"U+{ord(c):04X}"
    hint: str | None = "remove it"
    if c == "\0":
        message = f"NUL byte at column {at + 1}"
    elif category(c) in ("Cf", "Zl", "Zp") or _is_unseen(c):
        message = f"invisible character {code} at column {at + 1}"
    else:
        plain = "-" if category(c) == "Pd" else "" if decomposition(c)[:4] == "<sup" else normalize("NFKC", c)
        hint = _HINTS.get(c) or (f"write {plain}" if plain and plain.isascii() and plain.isprintable() else None)
        message = f"unexpected character {quote(c)} ({code})"
    return SyntaxFault(message, code="character", text=text, span=(at, at + 1), hint=hint)


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
