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
# Functions of other languages that there are none of.
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
DERIVATIVES = frozenset(
    "d diff deriv derivative derivatives differential differentiate derive grad gradient hess hessian jacobian "
    "slope".split()
)
LEIBNIZ = r"(?<!\w)[d∂](\^?[\d²³⁴])?\s*\w*\s*/\s*[d∂]\s*\w+(\^?[\d²³⁴])?"  # d/dx, d^2y/dx^2
WORDS = frozenset(  # that are no names behind a value
    "mod rem div xor then if else and or choose over by divided times plus minus squared cubed to let dot cross "
    "percent of at".split()
)
LATEX = {
    **dict.fromkeys((r"\int", r"\iint", r"\oint"), NOT_HERE["integral"]), r"\lim": NOT_HERE["limit"],
    **dict.fromkeys((r"\partial", r"\nabla"), PRINTED),
}  # fmt: skip
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
    "M_PI": "pi", "M_E": "e", "M_PI_2": "pi/2", "M_PI_4": "pi/4", "M_1_PI": "1/pi", "M_2_PI": "2/pi",
    "M_SQRT2": "sqrt(2)", "M_SQRT1_2": "sqrt(1/2)", "M_LN2": "log(2)", "M_LN10": "log(10)", "oo": "inf",
    "Infinity": "inf", "infinity": "inf",
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
    r"\%": "%", r"\lt": "<", r"\gt": ">", r"\ast": "*", r"\bmod": "mod", r"\overline": r"\bar", r"\{": "(", r"\}": ")",
    "[": "(", "]": ")", r"\dfrac": r"\frac", r"\tfrac": r"\frac",
}  # fmt: skip
GREEK = {
    **{rf"\{name}": name for name in "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho "
       "sigma tau upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega hbar ell".split()},
    r"\varepsilon": "epsilon", r"\vartheta": "theta", r"\varphi": "phi", r"\infty": "inf",
}  # fmt: skip
NOT_NAMES = frozenset(  # words that may stand before others: letters of their own, units, operators, languages
    {*(name[1:] for name in GREEK), *UNITS, *WORDS, *WORD_OPERATORS, *PYTHON}
    | {*"sqrt root sin cos tan log ln exp sum prod max min choose end function syms return mod square cube".split()}
    | {*"double float int const static var let if else otherwise where with step times".split()}
)
LATEX_WORDS = frozenset(
    r"\mathrm \text \mathbf \mathit \mathcal \boldsymbol \bm \operatorname \vec \overrightarrow \underline".split()
)
LATEX_MARKS = frozenset(r"\hat \bar \tilde \dot \ddot".split())  # of names of their own
GREEK_CALLS = {  # where a bracket follows and the name has no value
    r"\Gamma": "gamma", r"\Phi": "normcdf", r"\zeta": "zeta", r"\psi": "digamma", r"\sigma": "sigmoid",
}  # fmt: skip
LATEX_READ = frozenset({*LATEX_DROPPED, *LATEX_SAME, *GREEK, *LATEX_WORDS, *LATEX_MARKS, *GREEK_CALLS}.union(
    r"\frac \binom \sqrt \over \begin \end".split()))  # fmt: skip
