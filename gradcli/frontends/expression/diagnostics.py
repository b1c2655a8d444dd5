"""What to say about text that the grammar does not allow: the mistake, its place, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from ...errors import Span, SyntaxFault, clip, quote
from .faults import no_text, python_word, shown, syntax, written
from .foreign_notation import INSTEAD, LATEX, LIBRARIES, PYTHON
from .readings import missing_operator
from .tokens import PRINTED, Token
from .wrong_names import meaning

if TYPE_CHECKING:
    from .builder import Pending

_DOTTED = r"(?:\s*[.．]\s*\w+)+"
_BETWEEN = frozenset("+ - * / // % @ ** < <= > >= == != , ; and or else".split())
_LATEX = frozenset("\\ { } $".split())
_BACKSLASH = "write / to divide, solve(A,b) for a linear system"


def unexpected_operand(text: str, previous: Token, token: Token) -> SyntaxFault:
    """A token that cannot begin a value, after `previous` (of kind ``start`` at the start)."""
    if token.kind == "text":
        return no_text(text, token)
    this, before = written(text, token), written(text, previous)
    if token.kind == "end":
        if previous.kind == "start":
            return syntax(text, token[2:], "the expression is empty", "write one such as 'x^2 + 1'")
        return syntax(text, previous[2:], f"nothing follows {before}", f"add a value, or leave out {before}")
    if (previous.value, token.value) == ("(", ")"):
        span = (previous.start, token.end)
        return syntax(text, span, "nothing between '(' and ')'", "add a value, or leave them out")
    where = "at the start" if previous.kind == "start" else f"after {before}"
    return syntax(text, token[2:], f"unexpected {this} {where}", _instead_of_operand(text, previous, token))


def _instead_of_operand(text: str, previous: Token, token: Token) -> str | None:
    """What to write for a token that cannot begin a value."""
    value = token.value
    if value in _LATEX:
        return _from_latex(text, token)
    if value in ("|", "||"):
        return f"write {'abs' if value == '|' else 'norm'}(...)"
    if value == "=" and previous.value != "=":  # =x^2, x += 1
        return "leave it out"
    if value == "not":
        return "write (not ...)"
    if token.kind == "raised":
        return f"write {value}"
    if value in _BETWEEN:
        return f"add a value before {written(text, token)}, or leave it out"
    return INSTEAD.get(value)


def _from_latex(text: str, token: Token, after_value: bool = False) -> str | None:
    """What to write in the place of LaTeX that has no translation, or of a backslash that is something else."""
    rest = text[token.end : token.end + 20]
    word = re.match("[A-Za-z]*", rest)
    if token.value == "\\" and (not rest.strip() or rest[0] in "\r\n"):
        return INSTEAD["\\"]
    if after_value and token.value == "\\" and word and len(word[0]) < 2:  # MATLAB's A\b
        return _BACKSLASH
    if token.value != "\\" or not word or not word[0]:
        return INSTEAD[token.value] if token.value != "\\" else "leave it out"
    derives = word[0] != "frac" or re.match(r"frac\s*\{\s*(d|\\partial)\b", rest)
    return LATEX.get(word[0] if derives else "", "LaTeX is not read: write (a)/(b), sqrt(x), sin(x), x^2")


def unexpected_operator(
    text: str,
    left: Span,
    previous: Token,
    token: Token,
    following: Token,
    functions: Collection[str],
    torn: Pending | None = None,
) -> SyntaxFault:
    """A token that cannot follow a complete value, which stands at `left` and ends with `previous`.

    torn: the operator that would tear the value apart, if it were multiplied.
    """
    if previous.value in PYTHON:
        return python_word(text, previous)
    if token.kind == "text":
        return _mark(text, previous, token)
    if token.value == "." and following.kind == "name":
        return _attribute(text, left, token, functions)
    if token.value == "." and following.value in ("*", "/", "**") and token.end == following.start:  # MATLAB's
        operator = text[following.start : following.end]
        return syntax(text, (token.start, following.end), f"unexpected {quote('.' + operator)}", f"write {operator}")
    if token.kind in ("number", "name") or token.value == "(":
        return missing_operator(text, left, previous, token, following, torn)
    if token.value == "else":
        return syntax(text, token[2:], "'else' without 'if'", "write a if condition else b")
    hint = INSTEAD.get(token.value)
    if token.value == "|":
        hint = "write 'or'; abs(x) for |x|"
    elif token.value in _LATEX:
        hint = _from_latex(text, token, after_value=True)
    elif token.value == ",":
        hint = _comma(text, previous, following)
    return syntax(text, token[2:], f"unexpected {written(text, token)}", hint)


def _comma(text: str, previous: Token, following: Token) -> str:
    """What to write for a comma on the open line, where it does not group digits or begin a fraction of the line."""
    if not previous.kind == following.kind == "number":
        return "write [1,2] for an array"
    whole, part = text[previous.start : previous.end], following.value
    return f"write [{whole},{part}] for an array, {whole}.{part} for a number"


def _mark(text: str, previous: Token, token: Token) -> SyntaxFault:
    """A quotation mark after a value: of digits, of a derivative, or of MATLAB's transpose."""
    if text[token.start] != "'" or previous.kind != "number" and token.start != previous.end:
        return no_text(text, token)
    span = (token.start, token.start + 1)
    hint = "numbers have no marks in them" if previous.kind == "number" else PRINTED
    return syntax(text, span, 'unexpected "\'"', hint)


def _attribute(text: str, left: Span, dot: Token, functions: Collection[str]) -> SyntaxFault:
    """`x.shape`, `x.sum()`; `np.load`, of a library whose functions are called by their names here."""
    found = re.compile(_DOTTED).match(text, dot.start)
    assert found is not None
    owner, name, hint = shown(text, left), re.split(r"\W+", found[0])[-1], "values have no attributes"
    if owner.lower() in LIBRARIES:
        hint = meaning(name, functions) or "'gradcli functions' lists what there is"
    elif name in functions or name == "T":
        hint = f"write {'transpose' if name == 'T' else name}({owner})"
    elif name == "py":
        hint = f"to run a script write: gradcli run {clip(text)}"
    return syntax(text, found.span(), f"unexpected {quote(found[0])}", hint)


def arity(
    text: str, span: Span, name: str, low: int, high: int | None, count: int, keywords: Collection[str] = ()
) -> SyntaxFault:
    """A call with too few or too many arguments."""
    hint = f"'gradcli functions {name}' describes it"
    if high is not None and count > high:
        if "axis" in keywords:
            hint = f"write {name}([x,y]) for several numbers, axis=0 for an axis"
        hint = _MORE.get(name, hint)
    if high is None:
        takes = f"{low} or more arguments"
    elif low == high:
        takes = f"{low} argument{'s' * (low != 1)}"
    else:
        takes = f"{low} {'or' if high == low + 1 else 'to'} {high} arguments"
    return syntax(text, span, f"{name} takes {takes}, got {count}", hint, code="arity")


_MORE = {
    "diff": PRINTED, "log": "logb(x, b) takes a base", "ln": "logb(x, b) takes a base", "atan": "write atan2(y, x)",
    "arctan": "write arctan2(y, x)", "round": "write round(x*100)/100 for two decimals", "sqrt": "write nthroot(x, n)",
    "exp": "write b^x",
}  # fmt: skip
