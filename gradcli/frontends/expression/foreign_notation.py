"""What other languages and notations write, and how it is written here."""

from __future__ import annotations

import re

# Tokens.
INSTEAD = {
    "&": "write 'and'",
    "&&": "write 'and'",
    "||": "write 'or'",
    "~": "write 'not'",
    "!": "write 'not'",
    "<>": "write '!='",
    "=<": "write '<='",
    "=>": "write '>='",
    "~=": "write '!='",
    "->": "write the expression alone",
    ";": "write ',' between values; a matrix is [[1,2],[3,4]]",
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
# Functions.
ELSEWHERE = {
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
    **dict.fromkeys(("ceiling",), "ceil(...)"),
    **dict.fromkeys(("avg",), "mean(...)"),
    **dict.fromkeys(("int", "fix"), "trunc(...)"),
    **dict.fromkeys(("ncr", "binom", "choose", "nchoosek"), "comb(n,k)"),
    **dict.fromkeys(("sqr",), "(...)^2"),
    **dict.fromkeys(("root",), "(...)^(1/n)"),
    **dict.fromkeys(("length", "len", "magnitude"), "norm(...)"),
}
DERIVATIVES = frozenset("d deriv derivative differentiate grad gradient hessian jacobian".split())
LEIBNIZ = re.compile(r"(?<!\w)d(\^?\d+)?\s*/\s*d\w+(\^\d+)?$")  # d/dx, d^2/dx^2
WORDS = {
    "mod": "write a % b", "div": "write a // b", "xor": "write (a > 0) != (b > 0)", "then": INSTEAD["if"],
    "if": INSTEAD["if"], "else": INSTEAD["if"], "and": "write 'and'", "or": "write 'or'",
}  # fmt: skip
LATEX = {
    "frac": "write (...)/(...)", "cdot": "write *", "times": "write *", "div": "write /", "left": "leave it out",
    "right": "leave it out", "ln": "write log", "le": "write <=", "leq": "write <=", "ge": "write >=",
    "geq": "write >=", "ne": "write !=", "neq": "write !=",
}  # fmt: skip
SUFFIX = re.compile("[fFlLuU]+|[dD][0-9]*")  # of numbers in C and Fortran
PYTHON = frozenset("async await class def del for from global import in is lambda return yield".split())
LIBRARIES = frozenset("np numpy math cmath tf tensorflow torch jax jnp sp sympy scipy".split())
CONSTANTS = frozenset({"pi", "e", "tau", "inf", "nan"})
