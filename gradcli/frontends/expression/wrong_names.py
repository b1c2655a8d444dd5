"""Names that are no functions, and functions that are not called: what is meant, by its meaning elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection

from ...errors import SyntaxFault, clip, quote, suggestion
from .faults import group, syntax
from .foreign_notation import DERIVATIVES, ELSEWHERE, LEIBNIZ, NOT_HERE
from .tokens import PRINTED, Token


def meaning(name: str, functions: Collection[str], argument: str = "(...)") -> str | None:
    """What to write for a function that other languages call so: its name here, or that there is none."""
    lower = name.lower()
    if lower in functions:
        return None
    if written := ELSEWHERE.get(name if len(name) == 1 else lower):
        return f"write {written.replace('(...)', argument)}"
    if lower in NOT_HERE:
        return NOT_HERE[lower]
    if base := re.fullmatch("log_?([0-9]+)", lower):
        return f"write log(x, {base[1]})"
    return PRINTED if lower in DERIVATIVES else None


def unknown_function(text: str, token: Token, functions: Collection[str]) -> SyntaxFault:
    """A call of a name that is no function: what is meant, by its meaning elsewhere or as a slip of the finger."""
    name, argument = token.value, group(text, token.end)
    if name.lower() == "if":
        hint: str | None = "write a if condition else b"
    elif re.search(LEIBNIZ, text[: token.end]):
        hint = PRINTED
    elif not (hint := meaning(name, functions, argument)):
        if name.lower() in functions:
            hint = f"did you mean '{name.lower()}'?"
        elif len(name) == 1:
            hint = f"{product(text, token, name, argument)} to multiply"
        elif len(name) > 3 and name[1:] in functions:  # ssin(x)
            hint = f"write {name[0]}*{name[1:]}{argument} to multiply"
        else:
            hint = suggestion(name, functions, "'gradcli functions' lists what there is")
    return syntax(text, token[2:], f"unknown function {quote(name)}", hint, code="unknown-name")


def product(text: str, token: Token, name: str, argument: str) -> str:
    """What to write for a name times what follows in brackets: both readings behind / or ^, as in 1/x(x+1)."""
    if before := re.search(r"(/|\^|\*\*)\s*\Z", text[: token.start]):
        return f"write {before[1]}({name}*{argument}) or {before[1]}{name}*{argument}"
    return f"write {name}*{argument}"


def square_brackets(text: str, token: Token, functions: Collection[str]) -> SyntaxFault | None:
    """Mathematica's Sin[x], for a name that is called so and is nothing else; None for any other."""
    name, argument = token.value, group(text, token.end, "[]")
    told = meaning(name, functions, argument) if name[0].isupper() else None
    if name.lower() in functions:
        told = f"write {name.lower()}{argument}"
    if told is None or re.match(r"\s*\[\s*[-+:\d]*\]", text[token.end : token.end + 40]):  # D[0]
        return None
    return syntax(text, token[2:], f"{quote(name)} is called with round brackets", told)


def not_a_function(text: str, token: Token, what: str) -> SyntaxFault:
    """A call of a name that is a variable or a constant."""
    name, argument = clip(token.value), group(text, token.end)
    hint = product(text, token, name, argument)
    if what == "a variable" and re.fullmatch(r"\([-0-9, ]+\)", argument):
        hint += f", or {name}[{argument[1:-1]}] for an element, counted from 0"
    return syntax(text, token[2:], f"{quote(token.value)} is {what}, not a function", hint)


def function_as_value(text: str, token: Token, following: Token) -> SyntaxFault:
    """A function's name that is not called, in a line that has no translation as a whole."""
    prime = following.kind == "text" and text[following.start] == "'"  # sin'(x)
    return syntax(
        text, token[2:], f"{quote(token.value)} is a function", PRINTED if prime else f"write {token.value}(...)"
    )
