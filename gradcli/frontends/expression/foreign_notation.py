"""What other languages and notations write, and how it is written here."""

from __future__ import annotations

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
    "sind": "sin(deg2rad(...))", "cosd": "cos(deg2rad(...))", "tand": "tan(deg2rad(...))",
    "asind": "rad2deg(asin(...))", "acosd": "rad2deg(acos(...))", "atand": "rad2deg(atan(...))",
    "deg": "rad2deg(...)", "rad": "deg2rad(...)", "torad": "deg2rad(...)", "todeg": "rad2deg(...)",
    "sen": "sin(...)", "fact": "factorial(...)", "ceiling": "ceil(...)", "avg": "mean(...)", "int": "trunc(...)",
    "sqr": "(...)^2", "cube": "(...)^3", "exp10": "10^(...)", "pow10": "10^(...)", "inverse": "1/(...) or inv(...)",
    **dict.fromkeys(("w", "productlog", "lambert", "lambert_w", "prodlog"), "lambertw(...)"),
    **dict.fromkeys(("c", "ncr", "choose", "nchoosek"), "comb(...)"),
    **dict.fromkeys(("magnitude", "modulus"), "norm(...)"),
    **dict.fromkeys(("phi", "cnorm", "pnorm", "normal_cdf"), "normcdf(...)"),
    **dict.fromkeys(("dnorm", "normal_pdf", "gaussian"), "normpdf(...)"), "qnorm": "norminv(...)",
    **dict.fromkeys(("logistic",), "sigmoid(...)"), "sech2": "sech(...)^2", "sin2": "sin(...)^2", "cos2": "cos(...)^2",
    **dict.fromkeys(("stdev", "sd"), "std(...)"), **dict.fromkeys(("variance",), "var(...)"),
    **dict.fromkeys(("ifelse", "iff", "iif", "cond", "select"), "where(...)"),
    **dict.fromkeys(("elliptick",), "ellipk(...)"), **dict.fromkeys(("elliptice",), "ellipe(...)"),
    **dict.fromkeys(("hypergeom", "hypergeometric2f1"), "hyp2f1(a,b,c,x)"), "rising_factorial": "poch(...)",
    **dict.fromkeys(("besselj0",), "j0(...)"), **dict.fromkeys(("besselj1",), "j1(...)"), "determinant": "det(...)",
    "vecnorm": "norm(...)", "sum_of_squares": "sum((...)^2)", "reduce_sum": "sum(...)", "reduce_mean": "mean(...)",
    "reduce_max": "max(...)", "reduce_min": "min(...)", "reduce_prod": "prod(...)", "multiply": "a*b", "divide": "a/b",
}  # fmt: skip
NOT_HERE = {
    **dict.fromkeys(("integral", "integrate", "quad", "int_"), "there are no integrals here"),
    **dict.fromkeys(("limit", "lim"), "there are no limits here: gradcli evaluates at a point"),
    **dict.fromkeys(("solve_for", "roots", "fsolve", "nsolve"), "equations are not solved here"),
    **dict.fromkeys(("rand", "random", "randn", "normal"), "there are no random numbers here"),
    **dict.fromkeys(("range", "arange", "linspace"), "write the list itself: [1,2,3]"),
    **dict.fromkeys(("print", "disp"), "the value is printed: write the expression alone"),
    **dict.fromkeys(("len", "numel", "count", "size"), "write the number itself; sum(v) divided by it is mean(v)"),
    "length": "write the number of elements itself; the length of a vector is norm(v)",
    **dict.fromkeys(("ones", "zeros", "eye"), "write the list itself, or tile([1],n)"),
}  # fmt: skip
DERIVATIVES = frozenset("d deriv derivative differentiate grad gradient hessian jacobian".split())
LEIBNIZ = r"(?<!\w)d(\^?\d+)?\s*/\s*d\w+(\^\d+)?$"  # d/dx, d^2/dx^2
WORDS = {
    "mod": "write a % b", "div": "write a // b", "xor": "write (a > 0) != (b > 0)", "then": INSTEAD["if"],
    "if": INSTEAD["if"], "else": INSTEAD["if"], "and": "write 'and'", "or": "write 'or'",
}  # fmt: skip
LATEX = {
    "frac": "write (...)/(...)", "cdot": "write *", "times": "write *", "div": "write /", "left": "leave it out",
    "right": "leave it out", "ln": "write log", "le": "write <=", "leq": "write <=", "ge": "write >=",
    "geq": "write >=", "ne": "write !=", "neq": "write !=",
}  # fmt: skip
SUFFIX = "[fFlLuU]+|[dD][0-9]*"  # of numbers in C and Fortran
PYTHON = frozenset("async await class def del for from global import in is lambda return yield".split())
LIBRARIES = frozenset("np numpy math cmath tf tensorflow torch jax jnp sp sympy scipy".split())
CONSTANTS = frozenset({"pi", "e", "tau", "inf", "nan"})
