"""What other languages and notations write, and how it is written here."""

from __future__ import annotations

from .tokens import PRINTED

# Tokens.
INSTEAD = {
    "||": "norm(x) is ||x||; 'or' is a word",
    "|": "abs(x) is |x|; 'or' is a word",
    "->": "write the expression alone",
    ";": "write ',' between values; a matrix is [[1,2],[3,4]]",
    "=": "equations are not solved here; == compares",
    ":=": "a part is named with =, before the expression: r = x + 1; r*r",
    "?": "write a if condition else b",
    ":": "/ divides; slices such as 1:3 stand in [...] after a value",
    "{": "write (...) to group, [...] for an array",
    "}": "write (...) to group, [...] for an array",
    "$": "names are letters, digits and _",
    "`": "names need no quotes",
    "\\": "solve(A,b) solves a linear system; lines may be broken anywhere",
    "#": "comments are not read",
    "if": "write a if condition else b",
    "not": "not stands at the start, or in brackets",
}
# Functions: what is written in the place of a call. Words of several of them stand together.
_CALLS = {
    "sind": "sin(deg2rad(...))", "cosd": "cos(deg2rad(...))", "tand": "tan(deg2rad(...))", "cotd": "cot(deg2rad(...))",
    "secd": "sec(deg2rad(...))", "cscd": "csc(deg2rad(...))", "asind": "rad2deg(asin(...))",
    "acosd": "rad2deg(acos(...))", "atand": "rad2deg(atan(...))", "atan2d": "rad2deg(atan2(...))",
    "deg todeg toDegrees": "rad2deg(...)", "rad torad toRadians": "deg2rad(...)",
    "sen sinus": "sin(...)", "cosine cosinus kos": "cos(...)", "tangent tang": "tan(...)", "secant": "sec(...)",
    "cosecant": "csc(...)", "cotangent": "cot(...)", "logarithm": "log(...)", "exponential": "exp(...)",
    "absval absolutevalue mag": "abs(...)", "squareroot sqroot": "sqrt(...)", "total summation": "sum(...)",
    "transp": "transpose(...)", "invert": "inv(...)", "phase": "angle(...)", "realpart": "real(...)",
    "imagpart": "imag(...)", "trigamma": "polygamma(1, x)", "bessel bessel_j jvp": "besselj(n, x)",
    "ellip elliptic": "ellipk(m) or ellipe(m)", "hypergeometric": "hyp2f1(a,b,c,x)", "dotproduct": "dot(a, b)",
    "crossproduct": "cross(a, b)", "corr correlation": "corrcoef(x, y)", "covariance": "cov(x, y)",
    "interpolate": "interp(x, [0,1,2], [5,7,4])", "polyfit": "lstsq(A, b)", "svd": "svdvals(...)",
    "fact": "factorial(...)", "ceiling": "ceil(...)", "avg": "mean(...)",
    "int integer_part truncate": "trunc(...)", "frac fract": "x - floor(x)", "sqr": "(...)^2", "cube": "(...)^3",
    "curt cuberoot croot": "cbrt(...)", "nroot rootn": "nthroot(x, n)", "exp10 pow10": "10^(...)",
    "logn logbase": "log(x, b)", "log_10": "log10(...)", "log_2 lb ld": "log2(...)", "log_e": "log(...)",
    "inverse": "1/(...) or inv(...)", "minverse": "inv(...)", "signum": "sign(...)", "rem": "fmod(...)",
    "W productlog lambert lambert_w prodlog": "lambertw(...)", "C ncr choose nchoosek combin": "comb(...)",
    "npr perm permutations": "factorial(n)/factorial(n - k)", "magnitude modulus": "norm(...)",
    "phi cnorm pnorm normal_cdf normsdist cdf": "normcdf(...)", "dnorm normal_pdf gaussian gauss pdf": "normpdf(...)",
    "qnorm probit": "norminv(...)", "logistic plogis": "sigmoid(...)", "sh": "sinh(...)", "ch": "cosh(...)",
    "th": "tanh(...)", "c vec vector": "[...]", "sech2": "sech(...)^2", "sin2": "sin(...)^2",
    "cos2": "cos(...)^2", "tan2": "tan(...)^2", "stdev sd stddev standarddeviation": "std(..., ddof=1)",
    "variance": "var(..., ddof=1)",
    "ifelse iff iif cond select": "where(...)", "elliptick": "ellipk(...)",
    "elliptice": "ellipe(...)", "hypergeom hypergeometric2f1": "hyp2f1(a,b,c,x)", "rising_factorial": "poch(...)",
    "besselj0": "j0(...)", "besselj1": "j1(...)", "determinant": "det(...)", "vecnorm": "norm(...)",
    "sum_of_squares sumsq sumsqr": "sum((...)^2)", "reduce_sum": "sum(...)", "reduce_mean": "mean(...)",
    "reduce_max": "max(...)", "reduce_min": "min(...)", "reduce_prod": "prod(...)", "multiply": "a*b",
    "divide": "a/b", "Γ": "gamma(...)", "N": "normcdf(...)", "H u θ Θ": "Heaviside(...)",
    "P": "factorial(n)/factorial(n - k)",
    "ψ": "digamma(...)", "ζ": "zeta(...)", "Φ": "normcdf(...)",
    "φ": "normpdf(...)", "σ": "sigmoid(...)", "lgam": "lgamma(...)", "re": "real(...)",
    "im": "imag(...)", "arg": "angle(...)", "tr": "trace(...)", "eig eigenvalues": "eigvals(...)", "mmult": "A@B",
    "crossprod": "transpose(A)@A", "tcrossprod": "A@transpose(A)", "dexp": "rate*exp(-rate*x)",
}  # fmt: skip
ELSEWHERE = {word if len(word) == 1 else word.lower(): text for words, text in _CALLS.items() for word in words.split()}
_ABSENT = {
    "integral integrate quad int_": "there are no integrals here",
    "limit lim": "there are no limits here: gradcli evaluates at a point",
    "fit curve_fit polyfit minimize minimise optimize optimise fmin":
        "nothing is fitted or minimised here; gradcli run FILE --call loss differentiates a loss of yours",
    "solve solve_for roots fsolve nsolve": "equations are not solved here",
    "rand random randn normal": "there are no random numbers here",
    "range arange linspace": "the list itself is written: [1,2,3]",
    "print disp": "the value is printed: write the expression alone",
    "len numel count size": "the number itself is written; sum(v) divided by it is mean(v)",
    "length": "the number of elements itself is written; the length of a vector is norm(v)",
    "ones zeros eye": "the list itself is written, or tile([1],n)",
    "delta dirac diracdelta δ": "there is no delta function here: it has no value at a point",
    "simplify expand factor": "nothing is simplified; --formula writes the derivatives as formulas",
    "taylor series": "--order N prints derivatives up to order N", "plot": "gradcli plot draws it",
    "convolve conv fft": "there are no convolutions and transforms here",
    "laplacian": "--order 2 prints the hessian, and the Laplacian is its trace",
    "simpson trapz": "there are no integrals here",
}  # fmt: skip
NOT_HERE = {word: told for words, told in _ABSENT.items() for word in words.split()}
DERIVATIVES = frozenset("d deriv derivative differentiate derive grad gradient hessian jacobian".split())
LEIBNIZ = r"(?<!\w)[d∂](\^?[\d²³⁴])?\s*\w*\s*/\s*[d∂]\s*\w+(\^?[\d²³⁴])?"  # d/dx, d^2y/dx^2
WORDS = frozenset(  # that are no names behind a value
    "mod rem div xor then if else and or choose over by divided times plus minus squared cubed to let dot cross "
    "percent of at".split()
)
LATEX = {"int": NOT_HERE["integral"], "lim": NOT_HERE["limit"], **dict.fromkeys(("partial", "nabla", "frac"), PRINTED)}
SUFFIX = "[fFlLuU]+|[dD][0-9]*"  # of numbers in C and Fortran
PYTHON = frozenset("async await class def del for from global import in is lambda return yield".split())
LIBRARIES = frozenset("np numpy math cmath tf tensorflow torch jax jnp sp sympy scipy mpmath mp autograd anp".split())
# Functions whose names formulas give to variables too: without a point they are such where no bracket follows.
VARIABLES_TOO = frozenset(
    "angle average beta chi ci cov cross dawson det diff dot e1 ei entr fix gamma i0 i1 imag inner inv iv j0 j1 jn jv "
    "k0 k1 kn kv lg li max mean median min mod norm norm1 norm2 norm3 outer pad power product prod psi quantile real "
    "rf root sign si square std step sum trace var y0 y1 yn yv zeta".split()
)
CONSTANTS = frozenset({"pi", "e", "tau", "inf", "nan"})
SYMBOLS = {  # of SymPy, Maple, C
    "M_PI": "pi", "M_E": "e", "E": "e", "oo": "inf", "Infinity": "inf", "infinity": "inf", "I": "complex(0,1)",
}  # fmt: skip
DEGREES = frozenset({"deg", "degs", "degree", "degrees"})
UNITS = frozenset(
    "m s g kg mg t mm cm km nm um in ft L l ml min h hr ms us ns Hz kHz MHz GHz N kN J kJ W kW MW V mV kV mA kA C K "
    "Pa kPa MPa GPa bar eV keV MeV GeV mol rad ohm Ohm Ω dB".split()
)

# Books and other languages, whole lines of which are offered as they are written here (book.py).
WORD_OPERATORS = {
    "mod": "%", "div": "//", "times": "*", "xor": "!=", "plus": "+", "minus": "-", "over": "/", "squared": "2",
    "cubed": "3",
}  # fmt: skip
# What other notations call differently; a name in capitals, or with one, is that of a function here.
CAPITAL = {
    "LN": "ln", "LOG": "log10", "POWER": "pow", "IF": "where", "if": "where", "AND": "logical_and", "OR": "logical_or",
    "NOT": "logical_not", "AVERAGE": "mean", "PRODUCT": "prod", "GAMMALN": "lgamma", "FACT": "factorial",
    "COMBIN": "comb", "SUMPRODUCT": "dot", "INT": "floor", "COUNT": "count", "COUNTA": "count", "IFERROR": "iferror",
    "SUMSQ": "sum((...)^2)", "STDEV": "std(..., ddof=1)", "VAR": "var(..., ddof=1)", "STDEVP": "std", "VARP": "var",
    "POTENZ": "pow", "WURZEL": "sqrt", "SUMME": "sum", "MITTELWERT": "mean", "WENN": "where", "RACINE": "sqrt",
    "STABW": "std(..., ddof=1)", "RAIZ": "sqrt", "PROMEDIO": "mean", "SOMME": "sum", "MOYENNE": "mean",
    "PUISSANCE": "pow", **{name: name for name in ("NORMDIST", "NORMSDIST", "NORMINV", "NORMSINV")},
}  # fmt: skip
# Calls with so many arguments, of other names or other orders of them.
COUNTED = {
    ("Log", 2): "log({1}, {0})", ("ArcTan", 2): "atan2({1}, {0})", ("ATAN2", 2): "atan2({1}, {0})",
    ("LOG", 2): "log({0}, {1})", ("atan", 2): "atan2({0}, {1})", ("arctan", 2): "arctan2({0}, {1})",
    ("round", 2): "(round({0}*10^{1})/10^{1})", ("ROUND", 2): "(round({0}*10^{1})/10^{1})",
    ("Round", 2): "(round({0}/{1})*{1})",
    ("sqrt", 2): "nthroot({0}, {1})", ("NORMDIST", 4): "normpdf({0}, {1}, {2})", ("NORMSDIST", 2): "normpdf({0})",
    ("NORMSDIST", 1): "normcdf({0})", ("NORMINV", 3): "({1} + {2}*norminv({0}))", ("NORMSINV", 1): "norminv({0})",
    ("solve", 1): "inv({0})", ("if", 3): "where({0}, {1}, {2})", ("pow", 2): "pow({0}, {1})",
    ("Gamma", 2): "(gammaincc({0}, {1})*gamma({0}))", ("Clip", 1): "clip({0}, -1, 1)", ("IFERROR", 2): "{0}",
    ("dexp", 2): "where({0} < 0, 0, {1}*exp(-{1}*{0}))", ("dexp", 1): "where({0} < 0, 0, exp(-{0}))",
}  # fmt: skip
MATHEMATICA = {
    "Total": "sum", "Product": "prod", "If": "where", "LogGamma": "lgamma", "Ceiling": "ceil", "Inverse": "inv",
    "Power": "pow", "Sinc": "sinc((...)/pi)", "N": "(...)", "Variance": "var(..., ddof=1)", "Table": "table",
    "StandardDeviation": "std(..., ddof=1)",
}  # fmt: skip
LATEX_DROPPED = frozenset(
    (
        r"\left \right \, \; \: \! \quad \qquad \displaystyle \big \Big \bigl \bigr ~ & \( \) \[ \] $ "
        r"\mathsf \limits"
    ).split()
)
LATEX_SAME = {
    r"\cdot": "⋅", r"\times": "×", r"\div": "/", r"\le": "<=", r"\leq": "<=", r"\ge": ">=", r"\geq": ">=",
    r"\ne": "!=", r"\neq": "!=", r"\lvert": "|", r"\rvert": "|", r"\lVert": "||",
    r"\rVert": "||", r"\|": "||", r"\lfloor": "⌊", r"\rfloor": "⌋", r"\lceil": "⌈", r"\rceil": "⌉", r"\langle": "⟨",
    r"\rangle": "⟩", r"\top": "⊤", r"\intercal": "⊤", r"\sum": "∑", r"\prod": "∏", r"\circ": "∘", r"\to": "->",
    r"\%": "%", r"\lt": "<", r"\gt": ">", r"\{": "(", r"\}": ")",
    "[": "(", "]": ")", r"\dfrac": r"\frac", r"\tfrac": r"\frac",
}  # fmt: skip
GREEK = {
    **{rf"\{name}": name for name in "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho "
       "sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega hbar ell".split()},
    r"\varepsilon": "epsilon", r"\vartheta": "theta", r"\varphi": "phi", r"\infty": "inf",
}  # fmt: skip
LATEX_WORDS = frozenset(r"\mathrm \text \mathbf \mathit \boldsymbol \operatorname \vec".split())
LATEX_MARKS = frozenset(r"\hat \bar \tilde \dot".split())  # of names of their own
GREEK_CALLS = {  # where a bracket follows and the name has no value
    r"\Gamma": "gamma", r"\Phi": "normcdf", r"\zeta": "zeta", r"\psi": "digamma", r"\sigma": "sigmoid",
}  # fmt: skip
