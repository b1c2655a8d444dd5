"""What to say about text that the grammar does not allow: the mistake, its place, and what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import SyntaxFault, clip, nearest, quote, visible
from .tokens import PRINTED

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..errors import Span
    from .tokens import Token

# What other languages write, and how it is written here.
_INSTEAD = {
    "&": "write 'and'",
    "&&": "write 'and'",
    "||": "write 'or'",
    "~": "write 'not'",
    "!": "write 'not'",
    "<>": "write '!='",
    "=<": "write '<='",
    "=>": "write '>='",
    "=": "write == to compare",
    ":=": "name a part before the expression: r = x + 1; r*r",
    "?": "write a if condition else b",
    ":": "slices such as 1:3 stand in [...] after a value",
    "{": "write (...) to group, [...] for an array",
    "}": "write (...) to group, [...] for an array",
    "$": "names are letters, digits and _",
    "`": "names need no quotes",
    "\\": "lines may be broken anywhere",
    "#": "comments are not read",
    "if": "write a if condition else b",
}
# Functions of other notations, and how they are written here.
_ELSEWHERE = {
    **dict.fromkeys(("cot", "ctg", "cotan"), "1/tan(...)"),
    **dict.fromkeys(("sec",), "1/cos(...)"),
    **dict.fromkeys(("csc", "cosec"), "1/sin(...)"),
    **dict.fromkeys(("acot", "arccot", "arcctg"), "atan(1/...)"),
    **dict.fromkeys(("asec", "arcsec"), "acos(1/...)"),
    **dict.fromkeys(("acsc", "arccsc"), "asin(1/...)"),
    **dict.fromkeys(("coth",), "1/tanh(...)"),
    **dict.fromkeys(("csch",), "1/sinh(...)"),
    **dict.fromkeys(("tg",), "tan(...)"),
    **dict.fromkeys(("arctg", "atg"), "atan(...)"),
    **dict.fromkeys(("lg",), "log10(...)"),
    **dict.fromkeys(("sen",), "sin(...)"),
    **dict.fromkeys(("fact",), "factorial(...)"),
    **dict.fromkeys(("sqr",), "(...)^2"),
    **dict.fromkeys(("root",), "(...)^(1/n)"),
    **dict.fromkeys(("length", "len", "magnitude"), "norm(...)"),
}
_LEIBNIZ = re.compile(r"(?<!\w)d(\^?\d+)?\s*/\s*d\w+(\^\d+)?$")  # d/dx, d^2/dx^2
_WORDS = {"mod": "write a % b", "div": "write a // b", "xor": "write (a > 0) != (b > 0)", "then": _INSTEAD["if"]}
_LATEX = {
    "frac": "write (...)/(...)", "cdot": "write *", "times": "write *", "left": "leave it out", "right": "leave it out",
    "ln": "write log",
}  # fmt: skip
_INVERSES = frozenset("sin cos tan sinh cosh tanh".split())
_LIKENESS = 0.75  # of a function's name to the one that is meant
_PYTHON = frozenset(
    {
        "lambda",
        "yield",
        "for",
        "in",
        "is",
        "import",
        "from",
        "def",
        "return",
        "await",
        "async",
        "del",
        "global",
        "class",
    }
)
_LIBRARIES = frozenset({"np", "numpy", "math", "tf", "torch", "jnp", "sp", "sympy", "scipy"})
_OTHER_BASE = r"0[xX][0-9a-fA-F]{1,16}|0[bB][01]{1,64}|0[oO][0-7]{1,24}"
_NO_TEXT = "write names and numbers without quotes"


def syntax(text: str, span: Span, message: str, hint: str | None = None, code: str = "syntax") -> SyntaxFault:
    """A mistake at a place in `text`."""
    return SyntaxFault(message, code=code, text=text, span=span, hint=hint)


def written(text: str, token: Token) -> str:
    """A token as it was typed, in quotes."""
    return quote(text[token.start : token.end])


def never_closed(text: str, opener: Token) -> SyntaxFault:
    """An opening bracket whose partner is missing."""
    closer = ")" if opener.value == "(" else "]"
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
        return syntax(text, (previous.start, token.end), "nothing between '(' and ')'")
    hint = _INSTEAD.get(token.value)
    if token.value in ("|", "||"):
        inside, bar, _ = text[token.end : token.end + 60].partition(token.value)
        argument = visible(inside.strip()) if bar and inside.strip() else "..."
        hint = f"write {'abs' if token.value == '|' else 'norm'}({argument})"
    elif token.value == "\\":
        hint = _latex(text[token.end : token.end + 20])
    elif token.value == "not":
        hint = "write (not ...)"
    where = "at the start" if previous.kind == "start" else f"after {before}"
    return syntax(text, token[2:], f"unexpected {shown} {where}", hint)


def _latex(rest: str) -> str | None:
    """What to write in the place of a command such as \\frac, whose name begins `rest`."""
    name = re.match("[A-Za-z]*", rest)
    word = name[0] if name else ""
    return _LATEX.get(word) or (f"write {word}" if word else _INSTEAD["\\"])


def unexpected_operator(
    text: str, left: Span, previous: Token, token: Token, following: Token, functions: Collection[str]
) -> SyntaxFault:
    """A token that cannot follow a complete value, which stands at `left` and ends with `previous`."""
    if previous.value in _PYTHON:
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
        return _attribute(text, left, token, following, functions)
    if token.kind in ("number", "name") or token.value == "(":
        return _missing_operator(text, left, previous, token, following)
    hint = _INSTEAD.get(token.value)
    if token.value == "!" and "gamma" in functions:
        hint = f"write gamma({_shown(text, left)} + 1)"
    elif token.value == "|":
        hint = "write 'or'; abs(x) for |x|"
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


def _attribute(text: str, left: Span, dot: Token, name: Token, functions: Collection[str]) -> SyntaxFault:
    """`x.shape`, `np.sin`."""
    owner = _shown(text, left)
    if name.value not in functions:
        hint = "values have no attributes"
    else:
        hint = f"write {name.value}({'...' if owner in _LIBRARIES else owner})"
    return syntax(text, (dot.start, name.end), f"unexpected {quote(text[dot.start : name.end])}", hint)


def _python(text: str, word: Token) -> SyntaxFault:
    """A word of Python's that stands like one."""
    return syntax(text, word[2:], f"unexpected {written(text, word)}", "this is not Python: only expressions are read")


def _missing_operator(text: str, left: Span, previous: Token, token: Token, following: Token) -> SyntaxFault:
    """Two values side by side: `2x`, `x y`, `(x+1)(y+2)`."""
    if token.value in _PYTHON:
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
    if token.value in _WORDS:
        return syntax(text, token[2:], f"unexpected {written(text, token)}", _WORDS[token.value])
    right = "" if token.value == "(" else text[token.start : token.end]
    if "(" in (token.value, following.value):
        right += group(text, token.end - (token.value == "("))
    first = _shown(text, left)
    hint = "write '*' between them" if len(first) + len(right) > 50 else f"write {first}*{visible(right)}"
    if _LEIBNIZ.search(text[: previous.end]):
        hint = PRINTED
    if previous.kind == token.kind == "number":
        hint = "numbers have no spaces in them"
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
    hint = None
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
    """A call of a name that is no function."""
    name = token.value
    lower = name.lower()
    meant = lower if lower in functions else nearest(name, functions, _LIKENESS) if len(name) > 1 else None
    hint = f"did you mean '{meant}'?" if meant else "'gradcli functions' lists what there is"
    if lower in _ELSEWHERE and lower not in functions:
        hint = f"write {_ELSEWHERE[lower]}"
    elif lower == "if":
        hint = "write a if condition else b"
    elif len(name) == 1:
        argument = group(text, token.end)
        defines = re.match(r"\s*=(?!=)", text[token.end + len(argument) :])
        hint = f"leave out {name}{argument} =" if defines else f"write {name}*{argument} to multiply"
    return syntax(text, token[2:], f"unknown function {quote(name)}", hint, code="unknown-name")


def not_a_function(text: str, token: Token, what: str) -> SyntaxFault:
    """A call of a name that is a variable or a constant."""
    hint = f"write {clip(token.value)}*{group(text, token.end)}"
    return syntax(text, token[2:], f"{quote(token.value)} is {what}, not a function", hint)


def function_as_value(text: str, token: Token, following: Token) -> SyntaxFault:
    """A function's name that is not called."""
    name, argument, power = token.value, "...", ""
    if following.kind in ("number", "name"):
        found = re.match(r"([0-9.]*)(\w*)", text[following.start : following.start + 30])
        argument = visible("*".join(filter(None, found.groups()))) if found else "..."
    if following.value == "**":
        exponent = re.match(r"\s*(-?\s*[0-9]+)", text[following.end : following.end + 20])
        power = "^" + exponent[1] if exponent else ""
        if power.replace(" ", "") == "^-1" and name in _INVERSES:
            name, power = "a" + name, ""
    return syntax(text, token[2:], f"{quote(token.value)} is a function", f"write {name}({argument}){power}")


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
