"""Whole lines of MATLAB, Mathematica and Excel as they are written here, by rules about tokens.

Like LaTeX they are offered and never read; who asks sees first that what is offered is an expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

LENGTH = 400  # characters of a text that is looked at

_TOKEN = re.compile(r"\$?[A-Za-z]\w*(?:\$[0-9]+)?|[0-9]+\.?[0-9]*(?:[eE][-+]?[0-9]+)?|\.[0-9]+|[<>=!]=|<>|&&|\|\||\S")
_SAME = "abs sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp ln sqrt max min sum sign erf gamma floor"

# MATLAB: what is put in the place of what, one after the other.
_MATLAB = (
    (r"\A\s*(\w+\s*=\s*)?@\([\w\s,]*\)\s*|;\s*\Z", ""), (r"\.\s*([*/^])", r"\1"), (r"~=", "!="), ("&&?", " and "),
    (r"\|\|", " or "),
)  # fmt: skip
_ELEMENT = r"[-+]?[\w.]+"
_MATRIX = re.compile(rf"(?<![\w)\]])\[\s*({_ELEMENT}(?:(?:\s*[;,]\s*|\s+){_ELEMENT})*)\s*\]")
_ROWS = re.compile(rf"(?<![\w)\]])(\[\s*{_ELEMENT}[^\[\]]*;[^\[\]]*\]|\[\s*-?[0-9.]+(\s+-?[0-9.]+)+\s*\])")
_DOTTED = re.compile(r"\.\s*[*/^]|\A\s*(\w+\s*=\s*)?@\(")
_CHAINED = re.compile(r"\^\s*-?[\w.]+?\s*\.?\^")

_MATHEMATICA = {
    **{name.capitalize(): name for name in _SAME.split() if name not in ("ln", "asin", "acos", "atan")},
    **{f"Arc{name.capitalize()}": f"arc{name}" for name in "sin cos tan sinh cosh tanh".split()},
    "Log": "log", "Sec": "sec", "Csc": "csc", "Cot": "cot", "Sech": "sech", "Csch": "csch", "Coth": "coth",
    "Norm": "norm", "Total": "sum", "Product": "prod", "If": "where", "Erfc": "erfc", "LogGamma": "lgamma",
    "Ceiling": "ceil", "Mean": "mean", "Transpose": "transpose", "Inverse": "inv", "Det": "det", "Dot": "dot",
    "Power": "pow", "Factorial": "factorial", "Binomial": "binomial",
}  # fmt: skip
_ONE_ARGUMENT = frozenset({"Log", "ArcTan", "LOG"})  # with two they mean something else
_MATHEMATICA_NAMES = {"Pi": "pi", "E": "e", "Infinity": "inf"}
_MATHEMATICA_SIGNS = {"&&": "and", "||": "or"}

_CAPITAL = {
    **{name.upper(): name for name in _SAME.split() if name != "floor"},
    "LOG10": "log10", "POWER": "pow", "IF": "where", "AND": "logical_and", "OR": "logical_or", "NOT": "logical_not",
    "AVERAGE": "mean", "MEDIAN": "median", "MOD": "mod", "RADIANS": "radians", "DEGREES": "degrees",
    "FACT": "factorial", "PRODUCT": "prod", "PI": "pi", "GAMMALN": "lgamma", "COMBIN": "comb", "SUMPRODUCT": "dot",
    "COT": "cot", "SEC": "sec", "CSC": "csc",
}  # fmt: skip
_EXCEL = {"LOG": "log10", "INT": "floor"}
_EXCEL_SIGNS = {"<>": "!=", "=": "=="}
_NEGATED = re.compile(r"(?:\A|[(,;=+*/^-])\s*-\s*[$\w.]+\s*\^")


class Line(NamedTuple):
    """An expression to write, and what to say behind it."""

    expression: str
    remark: str = ""


class _Strange(Exception):
    """Something that has no translation."""


def translations(text: str) -> Iterator[Line]:
    """What `text` may be in other languages, written as here: to be tried in turn."""
    if len(text) > LENGTH or "\\" in text:
        return
    chained = _CHAINED.search(text)  # from the left in MATLAB and Excel
    if not chained and (_DOTTED.search(text) or _ROWS.search(text)):
        yield Line(matlab(text))
    if re.search(r"(?<!\w)[A-Z][a-zA-Z]*\[", text):
        yield from _tried(text, _MATHEMATICA, _MATHEMATICA_NAMES, _MATHEMATICA_SIGNS, "[")
    called, sure = re.findall(r"(?<!\w)[A-Z]{2,}[0-9]*\(", text), re.search(r"\A\s*=|[;$]", text)
    if not chained and (len(called) > 1 or sure and (called or re.search(r"[A-Z]+\$[0-9]", text))):
        remark = "; here -x^2 is -(x^2), in spreadsheets (-x)^2" if sure and _NEGATED.search(text) else ""
        calls = {**_CAPITAL, **_EXCEL} if sure else _CAPITAL
        yield from _tried(re.sub(r"\A\s*=", "", text), calls, {}, _EXCEL_SIGNS, "(", remark)


def matlab(text: str) -> str:
    """MATLAB's operators of elements, matrices and anonymous functions."""
    for pattern, here in _MATLAB:
        text = re.sub(pattern, here, text)
    return _MATRIX.sub(_rows, text).strip()


def _rows(matrix: re.Match[str]) -> str:
    rows = [",".join(re.split(r"\s*,\s*|\s+", row.strip())) for row in matrix[1].split(";")]
    return f"[{rows[0]}]" if len(rows) == 1 else "[" + ",".join(f"[{row}]" for row in rows) + "]"


def _tried(
    text: str, calls: dict[str, str], names: dict[str, str], signs: dict[str, str], opener: str, remark: str = ""
) -> Iterator[Line]:
    try:
        yield Line(_translated(text, calls, names, signs, opener), remark)
    except (_Strange, IndexError):
        return


def _translated(
    text: str, calls: dict[str, str], names: dict[str, str], signs: dict[str, str], opener: str
) -> str:  # fmt: skip
    """A line of functions that are called by `opener`: f[...] or f(...). Raises _Strange, IndexError."""
    tokens = list(_TOKEN.finditer(text))
    out: list[str] = []
    open_: list[tuple[str, str]] = []  # of each bracket the function that it is of, and how it is closed
    value, at = False, 0  # whether a value is complete; where the last token ended
    for n, token in enumerate(tokens):
        word, following = token[0], tokens[n + 1][0] if n + 1 < len(tokens) else ""
        blank = " " if token.start() > at else ""
        at = token.end()
        if value and (word[0].isalnum() or word in "({$"):  # side by side
            if opener == "(":
                raise _Strange
            out.append("*")
            blank = ""
        value = word[0].isalnum() or word[0] in "$." or word in ")]}!"
        if word[0].isalpha() and following == opener:
            if word not in calls:
                raise _Strange
            word = calls[word]
            value = False
        elif word[0].isalpha() or word[0] == "$":
            word = names.get(word, word.replace("$", ""))
        elif word == opener or word in "([{":
            called = tokens[n - 1][0] if n and tokens[n - 1][0] in calls and word == opener else ""
            shown = ("", "") if word == "{" and open_ and open_[-1][0] in ("Sum", "Product") else (
                ("[", "]") if word == "{" else ("(", ")")
            )  # fmt: skip
            open_.append((called, shown[1]))
            word = shown[0]
        elif word in ")]}":
            word = open_.pop()[1]
        elif word in ",;":
            if open_ and open_[-1][0] in _ONE_ARGUMENT:
                raise _Strange
            word, blank = ",", ""
            out.append(word)
            word = " " if following else ""
            at = tokens[n + 1].start() if following else at
        else:
            word = signs.get(word, word)
            if word in ("and", "or"):
                word = f" {word} "
        out += [blank, word]
    return "".join(out).replace("pi()", "pi").strip()
