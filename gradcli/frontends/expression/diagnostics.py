"""What to say about text that the grammar does not allow: the mistake, its place, and what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...errors import SyntaxFault, clip, misspelt, quote, visible
from .foreign_notation import (
    CONSTANTS,
    DERIVATIVES,
    ELSEWHERE,
    INSTEAD,
    LATEX,
    LEIBNIZ,
    LIBRARIES,
    NOT_HERE,
    PYTHON,
    SUFFIX,
    WORDS,
)
from .tokens import PRINTED

if TYPE_CHECKING:
    from collections.abc import Collection

    from ...errors import Span
    from .builder import Pending
    from .tokens import Token

_DOTTED = r"(?:\s*[.．]\s*\w+)+"
_INVERSES = frozenset("sin cos tan sinh cosh tanh".split())
_BETWEEN = frozenset("+ - * / // % @ ** < <= > >= == != , ; and or else".split())
_OTHER_BASE = r"0[xX][0-9a-fA-F]{1,16}|0[bB][01]{1,64}|0[oO][0-7]{1,24}"
_NO_TEXT = "write names and numbers without quotes"
_BACKSLASH = "write / to divide, solve(A,b) for a linear system"


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
    return syntax(text, token[2:], "text is not allowed", _NO_TEXT, code="text")


def unexpected_operand(text: str, previous: Token, token: Token) -> SyntaxFault:
    """A token that cannot begin a value, after `previous` (of kind ``start`` at the start)."""
    if token.kind == "text":
        return no_text(text, token)
    shown, before = written(text, token), written(text, previous)
    if token.kind == "end":
        if previous.kind == "start":
            return syntax(text, token[2:], "the expression is empty", "write one such as 'x^2 + 1'")
        return syntax(text, previous[2:], f"nothing follows {before}", f"add a value, or leave out {before}")
    if (previous.value, token.value) == ("(", ")"):
        return syntax(
            text, (previous.start, token.end), "nothing between '(' and ')'", "add a value, or leave them out"
        )
    hint = INSTEAD.get(token.value)
    if token.value in _BETWEEN:
        hint = f"add a value before {shown}, or leave it out"
    if token.value in ("|", "||"):
        inside, bar, _ = text[token.end : token.end + 60].partition(token.value)
        argument = visible(inside.strip()) if bar and inside.strip() else "..."
        hint = f"write {'abs' if token.value == '|' else 'norm'}({argument})"
    elif token.value == "\\":
        hint = _latex(text[token.end : token.end + 20])
    elif token.value == "=" and previous.value != "=":  # =x^2, x += 1
        hint = "leave it out"
    elif token.value == "not":
        hint = "write (not ...)"
    elif token.kind == "raised":
        hint = f"write {token.value}"
    if token.value == "%" and (maxima := re.match(r"\s*(pi|e|i|inf)\b", text[token.end : token.end + 8])):  # Maxima's
        hint = "write complex(0,1)" if maxima[1] == "i" else f"write {maxima[1]}"
    where = "at the start" if previous.kind == "start" else f"after {before}"
    return syntax(text, token[2:], f"unexpected {shown} {where}", hint)


def _latex(rest: str, left: str = "") -> str:
    """What to write in the place of a command such as \\frac, whose name begins `rest`, after a value or none."""
    word = re.split("[^A-Za-z]", rest, maxsplit=1)[0]
    if not rest.strip() or rest[0] in "\r\n":
        return INSTEAD["\\"]
    if left and len(word) < 2:  # MATLAB's A\b
        return _BACKSLASH
    call = "(...)" if rest[len(word) :].startswith("{") else ""
    return LATEX.get(word) or (f"write {left}{word}{call}" if word else "leave it out")


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
        return _python(text, previous)
    if token.kind == "text":
        if text[token.start] == "'" and previous.kind == "number":
            return syntax(text, (token.start, token.start + 1), 'unexpected "\'"', "numbers have no marks in them")
        if text[token.start] == "'" and token.start == previous.end and "transpose" in functions:
            span = (token.start, token.start + 1)
            prime = text[span[1] :].lstrip().startswith("(")
            instead = PRINTED if prime else f"write transpose({_shown(text, left)})"
            return syntax(text, span, 'unexpected "\'"', instead)
        return no_text(text, token)
    if token.value == "." and following.kind == "name":
        return _attribute(text, left, token, functions)
    if token.value == "." and following.value in ("*", "/", "**") and token.end == following.start:  # MATLAB's
        operator = text[following.start : following.end]
        return syntax(text, (token.start, following.end), f"unexpected {quote('.' + operator)}", f"write {operator}")
    if token.kind in ("number", "name") or token.value == "(":
        return _missing_operator(text, left, previous, token, following, torn)
    hint = INSTEAD.get(token.value)
    if token.value == "|":
        hint = "write 'or'; abs(x) for |x|"
    elif token.value == "\\":
        hint = _latex(text[token.end : token.end + 20], "*")
    elif token.value == "else":
        return syntax(text, token[2:], "'else' without 'if'", "write a if condition else b")
    elif token.value == ",":
        hint = "write [1,2] for an array"
        if previous.kind == "number" and following.kind == "number":
            whole, part = text[previous.start : previous.end], following.value
            hint = f"write [{whole},{part}] for an array, {whole}.{part} for a number"
            if re.fullmatch("[0-9]{3}", part):
                hint = f"write {whole}{part}"
    return syntax(text, token[2:], f"unexpected {written(text, token)}", hint)


def _attribute(text: str, left: Span, dot: Token, functions: Collection[str]) -> SyntaxFault:
    """`x.shape`, `np.sin`, `tf.math.sin`."""
    found = re.compile(_DOTTED).match(text, dot.start)
    assert found is not None
    owner, name, hint = _shown(text, left), re.split(r"\W+", found[0])[-1], "values have no attributes"
    foreign = owner.lower() in LIBRARIES
    argument = group(text, found.end()) if text[found.end() : found.end() + 1] == "(" else "(...)"
    if name in functions:
        hint = f"write {name}{argument if foreign else f'({owner})'}"
    elif foreign and name.lower() in ELSEWHERE:
        hint = f"write {ELSEWHERE[name.lower()].replace('(...)', argument)}"
    elif foreign and name in CONSTANTS:
        hint = f"write {name}"
    elif name == "py":
        hint = f"to run a script write: gradcli run {clip(text)}"
    return syntax(text, found.span(), f"unexpected {quote(found[0])}", hint)


def _python(text: str, word: Token) -> SyntaxFault:
    """A word of Python's that stands like one."""
    return syntax(text, word[2:], f"unexpected {written(text, word)}", "this is not Python: only expressions are read")


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


def two_readings(text: str, torn: Pending, previous: Token, token: Token, following: Token) -> SyntaxFault:
    """A value between two operators of which the text does not say which comes first: 1/2x, x^2y, √2x, √x^2, x!!."""
    if token.value == "!" and previous.value == "!":
        hint = "write (x!)! for the factorial of the factorial; there is no double factorial"
        return syntax(text, (previous.start, token.end), "'!!' has two readings", hint)
    right = text[token.start : token.end]
    if "(" in (token.value, following.value):
        right = ("" if token.value == "(" else right) + group(text, token.end - (token.value == "("))
    elif token.value == "**":
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


def _missing_operator(
    text: str, left: Span, previous: Token, token: Token, following: Token, torn: Pending | None
) -> SyntaxFault:
    """Two values side by side: `x y`, `(x+1)(y+2)`, `2 3`."""
    if token.value in PYTHON:
        return _python(text, token)
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
    if token.value.lower() in WORDS:
        return syntax(text, token[2:], f"unexpected {written(text, token)}", WORDS[token.value.lower()])
    right = "" if token.value == "(" else text[token.start : token.end]
    if "(" in (token.value, following.value):
        right += group(text, token.end - (token.value == "("))
    first = _shown(text, left)
    hint = "write '*' between them" if len(first) + len(right) > 50 else f"write {first}*{visible(right)}"
    if torn:
        hint = both(text, torn, previous, right)
    if re.search(LEIBNIZ, text[: previous.end]):
        hint = PRINTED
    if previous.kind == token.kind == "number":
        hint = "numbers have no spaces in them, arrays have commas: [1,2]"
    if "\n" in between:
        hint = "separate named parts with ';'"
    if between:
        return syntax(
            text, span, f"missing operator between {written(text, previous)} and {written(text, token)}", hint
        )
    return syntax(text, span, "missing '*'", hint)


def arity(
    text: str, span: Span, name: str, low: int, high: int | None, count: int, keywords: Collection[str] = ()
) -> SyntaxFault:
    """A call with too few or too many arguments."""
    hint = f"'gradcli functions {name}' describes it"
    if high is not None and count > high:
        if name == "diff":
            hint = PRINTED
        elif "axis" in keywords:
            hint = f"write {name}([x,y]) for several numbers, axis=0 for an axis"
        elif name in ("log", "ln"):
            hint = "logb(x, b) takes a base"
    if high is None:
        takes = f"{low} or more arguments"
    elif low == high:
        takes = f"{low} argument{'s' * (low != 1)}"
    else:
        takes = f"{low} {'or' if high == low + 1 else 'to'} {high} arguments"
    return syntax(text, span, f"{name} takes {takes}, got {count}", hint, code="arity")


def unknown_function(text: str, token: Token, functions: Collection[str]) -> SyntaxFault:
    """A call of a name that is no function: what is meant, by its meaning elsewhere or as a slip of the finger."""
    name, argument = token.value, group(text, token.end)
    lower = name.lower()
    hint = "'gradcli functions' lists what there is"
    defines = re.match(r"\s*(:?=)(?!=)", text[token.end + len(argument) :])
    if defines and len(name) == 1:
        hint = f"leave out {name}{argument} {defines[1]}"
    elif lower in ELSEWHERE and lower not in functions and (name != "c"):
        hint = f"write {ELSEWHERE[lower].replace('(...)', argument)}"
    elif lower in NOT_HERE and lower not in functions:
        hint = NOT_HERE[lower]
    elif lower == "if":
        hint = "write a if condition else b"
    elif lower in DERIVATIVES or re.search(LEIBNIZ, text[: token.end]):
        hint = PRINTED
    elif len(name) == 1 and lower not in functions:
        hint = f"write {name}*{argument} to multiply"
    elif len(name) > 3 and lower not in functions and name[1:] in functions:  # xsin(x)
        hint = f"write {name[0]}*{name[1:]}{argument} to multiply"
    elif meant := (lower if lower in functions else misspelt(name, functions)):
        hint = f"did you mean '{meant}'?"
    return syntax(text, token[2:], f"unknown function {quote(name)}", hint, code="unknown-name")


def not_a_function(text: str, token: Token, what: str) -> SyntaxFault:
    """A call of a name that is a variable or a constant."""
    hint = f"write {clip(token.value)}*{group(text, token.end)}"
    return syntax(text, token[2:], f"{quote(token.value)} is {what}, not a function", hint)


def function_as_value(text: str, token: Token, following: Token) -> SyntaxFault:
    """A function's name that is not called."""
    name, argument, power, at = token.value, "...", "", following.start
    if following.kind == "raised":
        power, at = f"^{following.value}", following.end
    elif following.value == "**":
        exponent = re.match(r"\s*(-?\s*[0-9]+)", text[following.end : following.end + 20])
        power, at = ("^" + exponent[1].replace(" ", ""), following.end + exponent.end()) if exponent else ("", at)
    if power and text[at : at + 10].lstrip().startswith("("):
        argument = group(text, at)[1:-1].strip() or "..."
    elif found := re.match(r"\s*([0-9.]*)(\w*)", text[at : at + 30]):
        argument = visible("*".join(filter(None, found.groups()))) or "..."
    hint = f"write {name}({argument}){power}"
    if power == "^-1" and name in _INVERSES:
        hint = f"write a{name}({argument}) for the inverse, 1/{name}({argument}) for the power"
    elif power == "^2":
        hint += f" for the square, {name}({name}({argument})) for twice"
    return syntax(text, token[2:], f"{quote(token.value)} is a function", hint)


def group(text: str, start: int) -> str:
    """The bracketed text that begins near `start`, if it is short, else ``(...)``."""
    depth = 0
    for place in range(start, min(len(text), start + 40)):
        depth += (text[place] == "(") - (text[place] == ")")
        if text[place] == ")" and depth <= 0:
            return visible(text[start : place + 1].strip())
    return "(...)"


def _shown(text: str, span: Span) -> str:
    """A value's text, if it is short."""
    return visible(text[slice(*span)]) if span[1] - span[0] <= 40 else "..."
