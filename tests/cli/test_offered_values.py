"""What is offered for a line of another notation has the line's own value, wherever in a line it stands.

Lines are made of functions and operators whose meaning in their notation is told here, in Python, apart from what the
translation knows; each is put into a line as a divisor, a base, an exponent, behind a minus.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Decimal
from statistics import NormalDist, fmean, geometric_mean, harmonic_mean, stdev
from typing import Any, NamedTuple

import numpy as np
import pytest
from truths import sampled

from gradcli.errors import GradcliError
from gradcli.frontends.expression.nodes import evaluate
from gradcli.frontends.expression.reading import match_names, read
from gradcli.frontends.expression.run import apply, vocabulary

Meaning = Callable[..., float]


def rounded(mode: str) -> Meaning:
    return lambda x, n: float(Decimal(repr(x)).quantize(Decimal(1).scaleb(-int(n)), mode))


def multiple(mode: str) -> Meaning:
    return lambda x, s: float((Decimal(repr(x)) / Decimal(repr(s))).quantize(Decimal(1), mode) * Decimal(repr(s)))


def annuity(r: float, n: float, v: float) -> float:
    """What is paid n times for a loan: what its values today add up to."""
    return -v / sum((1 + r) ** -k for k in range(1, int(n) + 1))


def normal(x: float, m: float = 0, s: float = 1) -> NormalDist:
    return NormalDist(m, s)


class Notation(NamedTuple):
    """How a line looks. calls: each with $0, $1 for what it is of, and its meaning; a number is kept as it is."""

    names: tuple[str, ...]
    line: str
    product: str
    quotient: str
    power: str
    calls: dict[str, Meaning]


EXCEL: dict[str, Meaning] = {
    "ROUND($0,1)": lambda x: rounded(ROUND_HALF_UP)(x, 1), "ROUNDUP($0,2)": lambda x: rounded(ROUND_UP)(x, 2),
    "ROUNDDOWN($0,1)": lambda x: rounded(ROUND_DOWN)(x, 1), "TRUNC($0)": math.trunc, "INT($0)": math.floor,
    "TRUNC($0,2)": lambda x: rounded(ROUND_DOWN)(x, 2), "CEILING($0,0.5)": lambda x: multiple(ROUND_CEILING)(x, 0.5),
    "FLOOR($0,0.25)": lambda x: multiple(ROUND_DOWN)(x, 0.25),
    "MROUND($0,0.2)": lambda x: multiple(ROUND_HALF_UP)(x, 0.2), "QUOTIENT($0,$1)": lambda a, b: math.trunc(a / b),
    "SQRTPI($0)": lambda x: math.sqrt(math.pi * x), "EVEN($0)": lambda x: 2 * math.ceil(x / 2),
    "ODD($0)": lambda x: 2 * math.ceil((x + 1) / 2) - 1, "SUMSQ($0,$1)": lambda a, b: a * a + b * b,
    "AVERAGE($0,$1,3)": lambda a, b: fmean([a, b, 3]), "GEOMEAN($0,$1)": lambda a, b: geometric_mean([a, b]),
    "HARMEAN($0,$1)": lambda a, b: harmonic_mean([a, b]), "IF($0>$1,$0,$1*2)": lambda a, b: a if a > b else 2 * b,
    "LOG($0)": math.log10, "LOG($0,3)": lambda x: math.log(x, 3), "LN($0)": math.log, "POWER($0,$1)": math.pow,
    "PMT(0.02,10,$0)": lambda v: annuity(0.02, 10, v), "ATAN2($0,$1)": lambda x, y: math.atan2(y, x),
    "NORM.DIST($0,1,2,TRUE)": lambda x: normal(x, 1, 2).cdf(x),
    "NORM.DIST($0,1,2,FALSE)": lambda x: normal(x, 1, 2).pdf(x), "NORM.S.DIST($0,TRUE)": lambda x: normal(x).cdf(x),
    "NORM.INV(0.3,$0,2)": lambda m: NormalDist(m, 2).inv_cdf(0.3), "STDEV.S($0,$1,4)": lambda a, b: stdev([a, b, 4]),
    "FV(0.1,3,$0)": lambda p: -p * (1 + 1.1 + 1.1**2), "PV(0.1,2,$0)": lambda p: -p * (1 / 1.1 + 1 / 1.1**2),
    "SUMXMY2($0,$1)": lambda a, b: (a - b) ** 2, "EXPON.DIST($0,2,TRUE)": lambda x: -math.expm1(-2 * x),
    "RADIANS($0)": math.radians, "MOD($0,$1)": math.fmod, "MAX($0,$1)": max, "SIGN($0)": lambda x: 1.0,
    "$0%": lambda x: x / 100, "POISSON.DIST(3,$0,FALSE)": lambda m: math.exp(-m) * m**3 / 6, "SQRT($0)": math.sqrt,
    "EXP($0)": math.exp, "STANDARDIZE($0,1,$1)": lambda x, s: (x - 1) / s,
    "DEVSQ($0,$1)": lambda a, b: (a - b) ** 2 / 2, "FACT(3)": lambda: 6, "-$0": lambda x: -x,
    "EFFECT($0,4)": lambda r: (1 + r / 4) ** 4 - 1, "COMBIN(5,2)": lambda: 10,
}  # fmt: skip
MATHEMATICA: dict[str, Meaning] = {
    "Round[$0, 0.1]": lambda x: multiple(ROUND_HALF_EVEN)(x, 0.1), "Quotient[$0, $1]": lambda a, b: math.floor(a / b),
    "Mod[$0, $1]": math.fmod, "Log[3, $0]": lambda x: math.log(x, 3), "Log[$0]": math.log,
    "Sin[$0]^2": lambda x: math.sin(x) ** 2, "ArcTan[$0, $1]": lambda x, y: math.atan2(y, x),
    "Surd[$0, 3]": lambda x: x ** (1 / 3), "FractionalPart[$0]": lambda x: x % 1, "If[$0 > $1, $0, $1]": max,
    "Piecewise[{{$0^2, $0 < $1}}, 7]": lambda a, b: a * a if a < b else 7, "Sqrt[$0]": math.sqrt,
    "Sum[k $0^k, {k, 1, 3}]": lambda x: x + 2 * x**2 + 3 * x**3, "Total[{$0, $1, 1}]": lambda a, b: a + b + 1,
    "E^(-$0)": lambda x: math.exp(-x), "Floor[$0, 0.5]": lambda x: multiple(ROUND_DOWN)(x, 0.5),
    "Power[$0, $1]": math.pow, "Divide[$0, $1]": lambda a, b: a / b, "Subtract[$0, $1]": lambda a, b: a - b,
    "UnitStep[$0]": lambda x: 1.0, "StandardDeviation[{$0, $1, 4}]": lambda a, b: stdev([a, b, 4]),
    "Haversine[$0]": lambda x: (1 - math.cos(x)) / 2, "2 $0": lambda x: 2 * x, "Min[$0, $1]": min,
    "Boole[$0 > $1]": lambda a, b: float(a > b),
}  # fmt: skip
R: dict[str, Meaning] = {
    "dnorm($0, mean=1, sd=2)": lambda x: normal(x, 1, 2).pdf(x),
    "pnorm($0, lower.tail=FALSE)": lambda x: math.erfc(x / math.sqrt(2)) / 2,
    "pnorm($0, 1, 2)": lambda x: normal(x, 1, 2).cdf(x),
    "qnorm(0.3, sd=2, mean=1)": lambda: NormalDist(1, 2).inv_cdf(0.3),
    "dexp($0, rate=2)": lambda x: 2 * math.exp(-2 * x), "pexp($0, 3)": lambda x: -math.expm1(-3 * x),
    "choose(5, 2)": lambda: 10, "($0 %% $1)": math.fmod, "($0 %/% $1)": lambda a, b: math.floor(a / b),
    "sd(c($0, $1, 4))": lambda a, b: stdev([a, b, 4]), "ifelse($0 > $1, $0, $1)": max,
    "round($0, 1)": lambda x: rounded(ROUND_HALF_EVEN)(x, 1), "qlogis(0.3)": lambda: math.log(0.3 / 0.7),
    "dbinom(2, size=5, prob=0.3)": lambda: 10 * 0.3**2 * 0.7**3,
    "dpois(2, lambda=$0)": lambda m: math.exp(-m) * m**2 / 2, "pmax($0, $1)": max,
    "log($0, base=3)": lambda x: math.log(x, 3), "exp(-$0)": lambda x: math.exp(-x),
}  # fmt: skip
C: dict[str, Meaning] = {
    "sqrtf($0)": math.sqrt, "fabsf($0)": abs, "powf($0, 2.0f)": lambda x: x * x, "fmodf($0, $1)": math.fmod,
    "($0 > $1 ? $0 : $1)": max, "2.5f*$0": lambda x: 2.5 * x, "std::exp(-$0)": lambda x: math.exp(-x),
    "M_PI*$0": lambda x: math.pi * x, "pow($0, 0.5)": math.sqrt, "(double)$0": lambda x: x,
    "cbrt($0)": lambda x: x ** (1 / 3), "sinf($0)*2.0f": lambda x: 2 * math.sin(x),
}  # fmt: skip
MATLAB: dict[str, Meaning] = {
    "realsqrt($0)": math.sqrt, "rem($0,$1)": math.fmod, "$0.^2": lambda x: x * x, "$0./$1": lambda a, b: a / b,
    "($0.*$1)": lambda a, b: a * b, "sind($0)": lambda x: math.sin(math.radians(x)), "nchoosek(5,2)": lambda: 10,
    "exp(-$0.^2)": lambda x: math.exp(-x * x), "nthroot($0,3)": lambda x: x ** (1 / 3),
    "times($0,$1)": lambda a, b: a * b, "rdivide($0,$1)": lambda a, b: a / b,
    "atan2d($0,$1)": lambda y, x: math.degrees(math.atan2(y, x)), "sum([$0, $1, 1])": lambda a, b: a + b + 1,
    "reallog($0)": math.log,
}  # fmt: skip
PYTHON: dict[str, Meaning] = {
    "round($0, 1)": lambda x: rounded(ROUND_HALF_EVEN)(x, 1), "math.sqrt($0)": math.sqrt,
    "np.where($0 > $1, $0, $1)": max, "$0**2": lambda x: x * x, "np.exp(-$0)": lambda x: math.exp(-x),
    "math.log($0, 3)": lambda x: math.log(x, 3), "np.sum([$0, $1])": lambda a, b: a + b,
    "($0 if $0 > $1 else $1)": max, "$0//1": math.floor, "np.array([$0, $1]).mean()": lambda a, b: (a + b) / 2,
    "sympy.Rational(1, 2)*$0": lambda x: x / 2, "math.comb(5, 2)": lambda: 10, "np.hypot($0, $1)": math.hypot,
    "torch.sigmoid($0)": lambda x: 1 / (1 + math.exp(-x)),
}  # fmt: skip
LATEX: dict[str, Meaning] = {
    r"\frac{$0}{$1}": lambda a, b: a / b, r"\sqrt{$0}": math.sqrt, r"\left($0 + $1\right)": lambda a, b: a + b,
    r"e^{-$0}": lambda x: math.exp(-x), r"\sqrt[3]{$0}": lambda x: x ** (1 / 3),
    r"\sin^2 $0": lambda x: math.sin(x) ** 2, r"\ln\left($0\right)": math.log, r"{$0 \over $1}": lambda a, b: a / b,
    r"\sum_{k=1}^{3} k": lambda: 6, r"\frac12": lambda: 0.5, r"\binom{5}{2}": lambda: 10,
    r"\left|$0 - $1\right|": lambda a, b: abs(a - b), r"1{,}000": lambda: 1000, r"\lfloor $0 \rfloor": math.floor,
    r"$0^{1 + $1}": lambda a, b: a ** (1 + b), r"$0 \cdot $1": lambda a, b: a * b, r"\max(0, $0)": lambda x: x,
    r"\exp -$0": lambda x: math.exp(-x), r"\log_{10} $0": math.log10,
}  # fmt: skip
NOTATIONS = {
    "Excel": Notation(("A1", "B1", "C1"), "=□", "*", "(□)/(□)", "(□)^(□)", EXCEL),
    "Mathematica": Notation(("x", "y", "z"), "□", " ", "(□)/(□)", "(□)^(□)", MATHEMATICA),
    "R": Notation(("x", "y", "z"), "□", "*", "(□)/(□)", "(□)^(□)", R),
    "C": Notation(("x", "y", "z"), "double f = □;", "*", "(□)/(□)", "pow(□, □)", C),
    "MATLAB": Notation(("x", "y", "z"), "□; % comment", ".*", "(□)./(□)", "(□).^(□)", MATLAB),
    "Python": Notation(("x", "y", "z"), "lambda x, y, z: □", "*", "(□)/(□)", "(□)**(□)", PYTHON),
    "LaTeX": Notation(("x", "y", "z"), "□", r" \cdot ", r"\frac{□}{□}", r"\left(□\right)^{□}", LATEX),
}
TOLD = re.compile(
    r"write (.*?)(?:; (?:\w+\^-?\S+|sin.2|in spreadsheets|a power|E is|its derivatives) .*|, or give it .*"
    r"| for the square.*)?\Z"
)
POINTS = ((2.347, 1.618, 0.731), (0.613, 3.229, 5.172), (7.391, 0.418, 1.113))


def put(text: str, *values: str) -> str:
    for value in values:
        text = text.replace("□", value, 1)
    return text


def contexts(notation: Notation, call: str) -> list[tuple[str, Callable[[float, float], float]]]:
    """Lines in which a call stands, each with its value, of that of the call and that of a name."""
    name = notation.names[2]
    call = call if re.fullmatch(r"[\w.]+[(\[].*[)\]]|\\frac.*|\{.*\}|\(.*\)", call) else f"({call})"
    return [
        (call, lambda v, z: v), (put(notation.quotient, name, call), lambda v, z: z / v),
        (put(notation.power, call, "2"), lambda v, z: v * v), (put(notation.power, name, call), lambda v, z: z**v),
        (f"{name} - {call}", lambda v, z: z - v), (f"{name}{notation.product}{call}", lambda v, z: z * v),
        (put(notation.quotient, call, call), lambda v, z: v / v), (f"{name}/{call}", lambda v, z: z / v),
        (f"{name} - {call}{notation.product}{name}", lambda v, z: z - v * z),
    ]  # fmt: skip


def value(text: str, env: dict[str, Any]) -> float:
    """The value of a line as it is typed, or of what is offered for it."""
    try:
        expression = read(text, vocabulary(), env)
        match_names(expression, env, vocabulary())
    except GradcliError as error:
        hint = error.hint or ""
        if apart := re.fullmatch(r"give values apart: '(.*)' (\w+)=(.*)", hint):
            return value(apart[1], {**env, apart[2]: float(apart[3])})
        told = TOLD.match(hint)
        if told is None or error.status != 2:
            raise
        expression = read(told[1].split(" or ")[0], vocabulary(), env)
    return float(evaluate(expression, env, apply)[expression.result])  # type: ignore[arg-type]


CALLS = [(kind, call) for kind, notation in NOTATIONS.items() for call in notation.calls]


@pytest.mark.parametrize(("kind", "call"), sampled(CALLS, 2))
def test_an_offered_line_has_the_value_that_was_meant(kind: str, call: str) -> None:
    notation, chance, count = NOTATIONS[kind], random.Random(f"{kind}{call}"), 0
    for n in range(len(contexts(notation, call))):
        env = dict(zip(notation.names, chance.choice(POINTS)))
        names = chance.choice([notation.names[:2], notation.names[1::-1]])
        args = [env[name] for name in names][: 2 if "$1" in call else int("$0" in call)]
        line, meant = contexts(notation, call.replace("$0", names[0]).replace("$1", names[1]))[n]
        try:
            truth = meant(notation.calls[call](*args), env[notation.names[2]])
        except (ArithmeticError, ValueError):
            continue
        if not isinstance(truth, complex):
            typed = put(notation.line, line)
            assert value(typed, env) == pytest.approx(truth, rel=1e-9), (typed, env)
            count += 1
    assert count >= 4, call


POINT = {
    "x": [1.0, 2.0, 3.0], "y": [2.1, 3.9, 6.2], "a": 1.5, "b": 0.2, "N": 3.0, "A1": 2.5, "A2": 4.0, "w": 0.7, "u": 2.7,
    "A": [[2.0, 1.0], [0.0, 3.0]], "v": [1.0, 2.0], "t": 2.0, "omega": 1.3, "lambda": 0.4, "L": 3.0,
}  # fmt: skip
SQUARES = 0.16 + 0.49 + 2.25
WHOLE = [
    ("=ROUND(A1,0)", 3), ("=ROUND(-A1,0)", -3), ("=1/ROUND(A1,0)", 1 / 3), ("EXP(-A1^2/A2)", math.exp(2.5**2 / 4)),
    ("-A1^2*EXP(A2)", 2.5**2 * math.exp(4)), ("SUMSQ(A1:A2)", 22.25), ("=A1^A2%", 2.5**0.04), ("w^50%", 0.7**0.5),
    (r"\frac{1}{N}\sum_{i=1}^{N} (y_i - a x_i - b)^2", SQUARES / 3), (r"\sum_i (y_i - a x_i - b)^2", SQUARES),
    ("sum_i (y_i - a*x_i - b)^2", SQUARES), ("sum((y[i]-a*x[i]-b)^2, i)", SQUARES),
    ("sum((y(i)-a*x(i)-b)^2, i=1..3)", SQUARES), ("Sum[(y[[i]] - a x[[i]] - b)^2, {i, 3}]", SQUARES),
    ("sum((y[i]-a*x[i]-b)**2 for i in range(3))", SQUARES), ("sum((y[i]-a*x[i]-b)^2, i, 0, 2)", SQUARES),
    (r"\sum_{i=0}^{N-1} x_i", 6), (r"\sum_{i=1}^{N} i^2 x_i", 36), (r"1/\sum_{i=0}^{2} i x_i", 1 / 8),
    ("=A1*EXP(-A2/(8,314*A1))", 2.5 * math.exp(-4 / (8.314 * 2.5))), ("=IFS(A1<0,-A1,A1<9,A1^2,TRUE,1)", 6.25),
    ("=SUMPRODUCT((A1:A2-(2*A1:A2+1))^2)", 12.25 + 25), ("for (i=0;i<3;i++) s += x[i]*x[i];", 14),
    ("double s=0; for(int i=0;i<n;i++) s+=x[i]*x[i]; return s;", 14),
    ("f[w_, t_] := w^2 t + Log[t]", 0.98 + math.log(2)), (r"\prod_i x_i", 6),
    ("f <- w^2 * sin(t)", 0.49 * math.sin(2)), ("w^2 // square", 0.49), ("w^2 % some comment", 0.49),
    ("w^2 /* square */", 0.49), ("w^2; // the square", 0.49),
    ("double r = w*t; double f = sin(r)/r; return f;", math.sin(1.4) / 1.4), ("float r = hypotf(w,t); r*r", 4.49),
    ("f <- function(w) w^2*exp(-w)", 0.49 * math.exp(-0.7)), ("function y = f(w) y = w^2; end", 0.49),
    ("With[{r = Sqrt[w^2+t^2]}, Sin[r]/r]", math.sin(4.49**0.5) / 4.49**0.5),
    ("let f = w.powi(2) * t.sin();", 0.49 * math.sin(2)), ("v.A.v", 16), ("x.x", 14), (r"\vec{x}\cdot\vec{x}", 14),
    (r"\sqrt[t]{w}", 0.7**0.5), (r"\frac14 \lambda w^4", 0.1 * 0.7**4), (r"\sin\omega t", math.sin(2.6)),
    (r"\sin 2\pi w", math.sin(1.4 * math.pi)), ("tgamma(t)/dsqrt(w)", 0.7**-0.5), ("(int)u*w", 1.4),
    ("(float)(u*w)", 1.89), ("w/M_PI_2", 1.4 / math.pi), ("CubeRoot[w]", 0.7 ** (1 / 3)), (r"\(w^2\)", 0.49),
    ("PDF[NormalDistribution[1,2],w]", NormalDist(1, 2).pdf(0.7)), ("fma(u,w,t)^2", 3.89**2),
    ("1/lerp(u,w,0.5)", 1 / 1.7), ("y = w.^2; % square", 0.49), (r"t \bmod w", 0.6), (r"1{,}000 w", 700),
    (r"\left.\frac{d}{dw}w^3\right|_{w=2}", 8), (r"{w \over t+1}", 0.7 / 3), ("{ w^2, w>1; 2w, w<=1 }", 1.4),
    ("y' where y = w^2", 0.49), (r"\nabla (w^2 t)", 0.98), ("exp^2(w)", math.exp(1.4)),
    ("#define F(w) ((w)*(w))", 0.49), ("arsinh(w)/a", math.asinh(0.7) / 1.5), ("arcosh(t)", math.acosh(2)),
    ("dnorm(w, 1, 2, log=TRUE)/t", math.log(NormalDist(1, 2).pdf(0.7)) / 2), ("1/len(x)", 1 / 3),
    (r"w^2 \[Pi]", 0.49 * math.pi), ("t // Sin", math.sin(2)), ("D[w^3, w] /. w -> 2", 8),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "truth"), WHOLE)
def test_whole_lines_have_their_value(typed: str, truth: float) -> None:
    given = {name: np.array(value) if isinstance(value, list) else value for name, value in POINT.items()}
    assert value(typed, given) == pytest.approx(truth, rel=1e-9)
