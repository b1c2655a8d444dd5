"""What to say about text that the grammar does not allow: the mistake, its place, and a word of advice.

What to write in its place is made of the whole line, by `rewriting`; what is said here is for lines that have no such.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable

from ...errors import Span, SyntaxFault, clip, quote, suggestion
from .foreign_notation import (
    DERIVATIVES,
    INSTEAD,
    LATEX,
    LATEX_READ,
    LEIBNIZ,
    LIBRARIES,
    NOT_HERE,
    NOT_NAMES,
    PYTHON,
    WORDS,
)
from .tokens import PRINTED, Token, no_text, syntax, written
from .translation import rows

LENGTH = 2_000  # characters in which commands of LaTeX are looked for
_BETWEEN = frozenset("+ - * / // % @ ** < <= > >= == != , ; and or else".split())


def instead(text: str, token: Token) -> str | None:
    """What to write in the place of a token that means something elsewhere."""
    if commands := re.findall(r"\\[A-Za-z]{2,}", text[:LENGTH]):
        told = PRINTED if re.search(r"\\frac\s*\{\s*d\w?\s*\}\s*\{\s*d", text[:LENGTH]) else None
        if told := next((LATEX[one] for one in commands if one in LATEX), told):
            return told
        if text.count("{") > text.count("}"):
            return "a brace is not closed: add '}'"
        return f"{unread(commands) or 'LaTeX of this kind'} is not read: write (a)/(b), x^2"
    return INSTEAD.get(token.value)


def unread(commands: Iterable[str]) -> str | None:
    """The first of LaTeX's commands that no translation knows."""
    from ...ops import ALIASES, FUNCTIONS

    known = LATEX_READ.union(f"\\{name}" for name in (*FUNCTIONS, *ALIASES))
    return next((one for one in commands if one not in known), None)


def unexpected_operand(text: str, previous: Token, token: Token) -> SyntaxFault:
    """A token that cannot begin a value, after `previous` (of kind ``start`` at the start)."""
    if token.kind == "text":
        return no_text(text, token)
    this, before, starts = written(text, token), written(text, previous), previous.kind == "start"
    if token.kind == "end" and starts:
        return syntax(text, token[2:], "the expression is empty", "write one such as 'x^2 + 1'")
    if token.kind == "end":
        return syntax(text, previous[2:], f"nothing follows {before}", f"add a value, or leave out {before}")
    if (previous.value, token.value) == ("(", ")"):
        span = (previous.start, token.end)
        return syntax(text, span, "nothing between '(' and ')'", "add a value, or leave them out")
    hint = instead(text, token)
    if token.value == "=" and previous.value != "=":  # =x^2, x += 1
        hint = "leave it out"
    elif token.kind == "raised":
        hint = "an exponent stands behind a value: x²"
    elif token.value in _BETWEEN:
        hint = f"add a value before {this}, or leave it out"
    if token.value == "\\" and (strange := unread(re.findall(r"\\[A-Za-z]{2,}", text[:LENGTH]))):
        at = text.index(strange)
        return syntax(text, (at, at + len(strange)), f"unexpected {quote(strange)}", hint)
    return syntax(text, token[2:], f"unexpected {this} {'at the start' if starts else f'after {before}'}", hint)


def unexpected_operator(
    text: str, left: Span, previous: Token, token: Token, following: Token, functions: Collection[str]
) -> SyntaxFault:
    """A token that cannot follow a complete value, which stands at `left` and ends with `previous`."""
    this, value = written(text, token), token.value
    if previous.value in PYTHON:
        return python_word(text, previous)
    if token.kind == "text":
        if text[token.start] != "'" or previous.kind != "number" and token.start != previous.end:
            return no_text(text, token)
        told = "numbers have no marks in them" if previous.kind == "number" else PRINTED
        return syntax(text, (token.start, token.start + 1), 'unexpected "\'"', told)
    if value == "." and following.kind == "name":
        return _attribute(text, left, token, functions)
    if value == "." and following.value in ("*", "/", "**") and token.end == following.start:  # MATLAB's
        span = (token.start, following.end)
        return syntax(text, span, f"unexpected {quote(text[slice(*span)])}", "operators have no dots")
    if token.kind in ("number", "name") or value == "(":
        return missing_operator(text, previous, token, functions)
    if value == "else":
        return syntax(text, token[2:], "'else' without 'if'", "write a if condition else b")
    hint = "arrays stand in brackets: [1,2]" if value == "," else instead(text, token)
    return syntax(text, token[2:], f"unexpected {this}", hint, "several" if value == "," else "syntax")


def missing_operator(text: str, previous: Token, token: Token, functions: Collection[str]) -> SyntaxFault:
    """Two values side by side: `x y`, `(x+1)(y+2)`, `2 3`."""
    if token.value in PYTHON:
        return python_word(text, token)
    span, joined = (previous.start, token.end), text[previous.start : token.end]
    between = text[previous.end : token.start]
    if previous.kind == "number" and not between:
        if re.fullmatch("0[xXbBoO].*|.*[eE]", joined):
            told = f"malformed number {quote(joined)}"
            return syntax(text, span, told, "write the number in decimals", code="number")
        if token.value in ("i", "j", "J"):
            return syntax(text, span, f"missing '*' in {quote(joined)}", "an imaginary number is complex(0,1)")
    for word in (token, previous):
        if word.kind == "name" and word.value.lower() in {*NOT_HERE, *WORDS}:
            told = NOT_HERE.get(word.value.lower(), "operators are signs: + - * / % ^")
            return syntax(text, word[2:], f"unexpected {written(text, word)}", told)
    words = [t.value for t in (previous, token) if t.kind == "name" and t.value.isalpha() and len(t.value) > 2]
    hint = "write '*' between them"
    if between and (spoken := [one for one in words if one not in NOT_NAMES and one not in functions]):
        hint = f"words are not read: leave out {quote(spoken[0])}, or write '*' for a product"
    if re.search(rf"{LEIBNIZ}\Z", text[: previous.end]):
        hint = PRINTED
    elif previous.kind == token.kind == "number":
        hint = "numbers have no spaces in them, arrays have commas: [1,2]"
    elif "\n" in between:
        hint = "separate named parts with ';'"
    both = f"operator between {written(text, previous)} and {written(text, token)}" if between else "'*'"
    return syntax(text, span, f"missing {both}", hint)


def _attribute(text: str, left: Span, dot: Token, functions: Collection[str]) -> SyntaxFault:
    """`x.shape`; `np.load`, of a library whose functions are called by their names here."""
    found = re.compile(r"(?:\s*[.．]\s*\w+)+").match(text, dot.start)
    assert found is not None
    owner, name, hint = text[slice(*left)], re.split(r"\W+", found[0])[-1], "values have no attributes"
    if owner.lower() in LIBRARIES:
        hint = meaning(name, functions) or "'gradcli functions' lists what there is"
    elif name == "py":
        hint = f"to run a script write gradcli run {clip(text)}"
    elif os.path.isfile(text):
        hint = f"{clip(text)} is a file: an expression is written itself, and table reads rows of data"
    return syntax(text, found.span(), f"unexpected {quote(found[0])}", hint)


def meaning(name: str, functions: Collection[str]) -> str | None:
    """What a function is called here that other languages call so, or that there is none."""
    lower = name.lower()
    if lower in functions:
        return None
    if told := rows.told(name):
        return told
    if lower in NOT_HERE:
        return NOT_HERE[lower]
    if base := re.fullmatch("log_?([0-9]+)", lower):
        return f"write log(x, {base[1]})"
    return PRINTED if lower in DERIVATIVES else None


def unknown_function(text: str, token: Token, functions: Collection[str]) -> SyntaxFault:
    """A call of a name that is no function: what is meant, by its meaning elsewhere or as a slip of the finger."""
    name = token.value
    if message := undefined(text, token):
        return syntax(text, token[2:], *message, code="unknown-name")
    hint = PRINTED if re.search(rf"{LEIBNIZ}\Z", text[: token.end]) else meaning(name, functions)
    if not hint and name.lower() in functions:
        hint = f"did you mean '{name.lower()}'?"
    elif not hint and len(name) > 3 and name[1:] in functions:  # ssin(x)
        hint = f"a product is written {name[0]}*{name[1:]}(...)"
    elif not hint:
        hint = suggestion(name, functions if len(name) > 1 else (), "'gradcli functions' lists what there is")
    if name == "int" and re.match(r"\s*\([^()]*,", text[token.end :]):
        hint = NOT_HERE["integral"]
    other = next((c for c in name if not c.isascii()), "")
    from .translation.phrases import latin

    if (plain := latin(name)) in functions:
        hint = f"write {plain}(...)"
    code = f" (U+{ord(other):04X})" if other else ""
    return syntax(text, token[2:], f"unknown function {quote(name)}{code}", hint, code="unknown-name")


def undefined(text: str, token: Token) -> tuple[str, str] | None:
    """What is wrong with a function that a text defines itself, and what to do; None where it does not."""
    name = token.value
    if "=" not in text:
        return None
    if not (found := re.search(rf"\b{re.escape(name)}\s*\(([^()]*)\)\s*=(?!=)([^;]*)", text)):
        return None
    if not found[1].strip():
        return f"{quote(name)} has no arguments", f"write {clip(name)} ={clip(found[2])}"
    if found.start() == token.start:
        return "an argument is a name", f"write {clip(name)}(x) = ..."
    if found.start() < token.start < found.end():
        return f"{quote(name)} is defined by itself", "write what it is without it"
    return f"{quote(name)} is used before it is defined", "define it first"


def square_brackets(text: str, token: Token, functions: Collection[str]) -> SyntaxFault | None:
    """Mathematica's Sin[x], for a name that is called so and is nothing else; None for any other."""
    name = token.value
    told = meaning(name, functions) if name[0].isupper() else None
    if name.lower() in functions:
        told = f"a function is called with round brackets: {name.lower()}(...)"
    indexed = len(name) == 1 and re.match(r"\s*\[\s*[-+:\d]*\]", text[token.end : token.end + 40])  # D[0]
    if told is None or indexed:
        return None
    return syntax(text, token[2:], f"{quote(name)} is called with round brackets", told)


def python_word(text: str, word: Token) -> SyntaxFault:
    """A word of Python's that stands like one."""
    hint = "this is not Python: only expressions are read"
    return syntax(text, word[2:], f"unexpected {written(text, word)}", hint)


def arity(
    text: str, span: Span, name: str, low: int, high: int | None, count: int, keywords: Collection[str] = ()
) -> SyntaxFault:
    """A call with too few or too many arguments."""
    hint = f"'gradcli functions {name}' describes it"
    if high is not None and count > high:
        if "axis" in keywords:
            hint = f"write {name}([x,y]) for several numbers, axis=0 for an axis"
        hint = PRINTED if name == "diff" else hint
    if high is None:
        takes = f"{low} or more arguments"
    elif low == high:
        takes = f"{low} argument{'s' * (low != 1)}"
    else:
        takes = f"{low} {'or' if high == low + 1 else 'to'} {high} arguments"
    return syntax(text, span, f"{name} takes {takes}, got {count}", hint, code="arity")
