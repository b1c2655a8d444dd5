"""How ops are said where SymPy's own form would lose digits, overflow, or mean another function in a program.

In SymPy, whose printers know the languages; or in a language's own words, {0} and {1} standing for the operands.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from ...core.op import Op
from ...ops.activations import entr, heaviside, kl_div, xlog1py
from ...ops.analysis import cbrt, exp2, expm1, hypot, log1p, log2, log10, softplus, xlogy
from ...ops.branches import ceil, floor_divide, fmax, fmin, maximum, minimum, relu, sign
from ...ops.log_sums import logaddexp, logaddexp2
from ...ops.normal import erfcx_derivative, log_ndtr
from ...ops.reciprocals import csch
from ...ops.removable_singularities import sinc_derivative
from ...ops.trig_pi import cospi, sinpi


def functions() -> Any:
    """SymPy's functions of C's library."""
    from sympy.codegen import cfunctions

    return cfunctions


def either(a: Any, condition: Any, b: Any) -> Any:
    """a where the condition holds, else b."""
    import sympy

    return sympy.Piecewise((a, condition), (b, True))


def s() -> Any:
    """SymPy."""
    import sympy

    return sympy


def log_of_sum(a: Any, b: Any) -> Any:
    """log(exp(a) + exp(b)) without overflow."""
    return s().Max(a, b) + functions().log1p(s().exp(-s().Abs(a - b)))


def turned(x: Any) -> Any:
    """pi times x, whole turns taken off it while that is exact."""
    return s().pi * s().Function("fmod")(x, 2)


def sinc(order: int, x: Any) -> Any:
    """A derivative of sin(pi x)/(pi x): near 0, where its own form cancels, the first terms of its Taylor series."""
    sympy = s()
    if not order:
        return either(1, sympy.Eq(x, 0), sympy.sin(turned(x)) / (sympy.pi * x))
    t = sympy.Dummy("t")
    terms = [(-1) ** k * (sympy.pi * t) ** (2 * k) / sympy.factorial(2 * k + 1) for k in range(12)]
    near = sympy.horner(sympy.diff(sum(terms), t, order).evalf(20)).subs(t, x)
    away = (sympy.cos(turned(x)) - sympy.sin(turned(x)) / (sympy.pi * x)) / x  # (N_n - n f_(n-1))/x, see the op
    if order == 2:
        away = (-sympy.pi * sympy.sin(turned(x)) - 2 * away) / x
    return either(near, sympy.Abs(x) < sympy.Float(0.5), away)


def relative_entropy(a: Any, b: Any) -> Any:
    """a log(a/b) - a + b where both are positive, b where a is 0."""
    sympy = s()
    inside = (a * sympy.log(a / b) - a + b, sympy.And(a > 0, b > 0))
    edge = (b, sympy.And(sympy.Eq(a, 0), b >= 0)), (sympy.oo, sympy.And(a > 0, sympy.Eq(b, 0)))
    return sympy.Piecewise(inside, *edge, (sympy.nan, True))


class SciPy:
    """SciPy's functions as texts that call them."""

    def __getattr__(self, name: str) -> Any:
        return lambda *args: f"scipy.special.{name}({', '.join(map(str, args))})"


LOG1P = (lambda x: functions().log1p(x), lambda x: 2 * s().atanh(x / (2 + x)))  # the other of what is not large
FORMS: dict[Op, list[Any] | None] = {  # None: only where the language has the function itself
    csch.op: [lambda x: 1 / s().sinh(x)],
    expm1.op: [
        lambda x: functions().expm1(x),
        lambda x: either(2 * s().exp(x / 2) * s().sinh(x / 2), s().Abs(x) < 1, s().exp(x) - 1),
    ],
    log1p.op: [LOG1P[0], lambda x: either(LOG1P[1](x), s().Abs(x) < 1, s().log(1 + x))],
    exp2.op: [lambda x: functions().exp2(x)],
    log2.op: [lambda x: functions().log2(x)],
    log10.op: [lambda x: functions().log10(x)],
    cbrt.op: [lambda x: functions().Cbrt(x), lambda x: s().sign(x) * s().Abs(x) ** s().Rational(1, 3)],
    hypot.op: [lambda a, b: functions().hypot(a, b), lambda a, b: s().sqrt(a * a + b * b)],
    softplus.op: [lambda x: s().Max(x, 0) + functions().log1p(s().exp(-s().Abs(x)))],
    logaddexp.op: [log_of_sum],
    logaddexp2.op: [lambda a, b: s().Max(a, b) + functions().log1p(2 ** -s().Abs(a - b)) / s().log(2)],
    sinpi.op: [lambda x: s().sin(turned(x))],
    cospi.op: [lambda x: s().cos(turned(x))],
    **{sinc_derivative(n).op: [partial(sinc, n)] for n in range(3)},
    **{erfcx_derivative(n).op: None for n in range(3)},
    log_ndtr.op: None,
    entr.op: [lambda x: s().Piecewise((-x * s().log(x), x > 0), (0, s().Eq(x, 0)), (s().nan, True))],
    kl_div.op: [relative_entropy],
    xlog1py.op: [lambda a, b: either(0, s().Eq(a, 0), a * functions().log1p(b))],
    xlogy.op: [lambda a, b: either(0, s().Eq(a, 0), a * s().log(b))],
    floor_divide.op: [lambda a, b: s().floor(a / b)],
    ceil.op: [lambda x: s().ceiling(x), lambda x: -s().floor(-x)],
    relu.op: [lambda x: s().Max(x, 0)],
    heaviside.op: [lambda x, y: s().Piecewise((0, x < 0), (y, s().Eq(x, 0)), (1, True))],
}
BRANCHES: dict[Op, list[Any]] = {  # for languages whose printer has no maximum of floats, no sign
    **{key: [lambda a, b: either(a, s().sympify(a) >= b, b)] for key in (maximum.op, fmax.op)},
    **{key: [lambda a, b: either(a, s().sympify(a) <= b, b)] for key in (minimum.op, fmin.op)},
    relu.op: [lambda x: either(x, x > 0, 0)],
    softplus.op: [lambda x, f=f: either(x, x > 0, 0) + f(s().exp(-s().Abs(x))) for f in LOG1P],
    logaddexp.op: [lambda a, b, f=f: either(a, s().sympify(a) >= b, b) + f(s().exp(-s().Abs(a - b))) for f in LOG1P],
    logaddexp2.op: [
        lambda a, b, f=f: either(a, s().sympify(a) >= b, b) + f(2 ** -s().Abs(a - b)) / s().log(2) for f in LOG1P
    ],
    sign.op: [lambda x: s().Piecewise((1.0, x > 0), (-1.0, x < 0), (0.0, True))],
}

ARITHMETIC = {
    "add": "{0} + {1}", "subtract": "{0} - {1}", "multiply": "{0}*{1}", "divide": "{0}/{1}", "negative": "-{0}",
    "square": "{0}*{0}",
}  # fmt: skip
TAIL = "erfc({0}*(-0.70710678118654752))/2"  # of ndtr; SymPy's own form, 1 - erfc(x/sqrt(2))/2, loses it
WORDS: dict[str, dict[str, str]] = {}
WORDS["Python"] = ARITHMETIC | {
    "rint": "round({0})", "trunc": "math.trunc({0})", "copysign": "math.copysign({0}, {1})",
    "mod": "{0} % {1}", "fmod": "math.fmod({0}, {1})",
    # math.exp and math.cosh raise where they overflow
    "sigmoid": "1/(1 + math.exp(-{0})) if {0} > -700 else math.exp({0})",
    "sech": "2*math.exp(-abs({0}))/(1 + math.exp(-2*abs({0})))",
    "ndtr": f"math.{TAIL}",
    "csch": "1/math.sinh({0}) if abs({0}) < 700 else math.copysign(2*math.exp(-abs({0})), {0})",
}  # fmt: skip
WORDS["NumPy"] = ARITHMETIC | {
    **{op: f"numpy.{op}({{0}})" for op in ("rint", "trunc")},
    **{op: f"numpy.{op}({{0}}, {{1}})" for op in
       ("copysign", "mod", "fmod", "logaddexp", "logaddexp2", "maximum", "minimum", "fmax", "fmin")},
    "relu": "numpy.maximum({0}, 0)", "softplus": "numpy.logaddexp(0, {0})",
    "sigmoid": "numpy.where({0} >= 0, 1, numpy.exp(-abs({0})))/(1 + numpy.exp(-abs({0})))",
    "sech": "2*numpy.exp(-abs({0}))/(1 + numpy.exp(-2*abs({0})))",
    "csch": "numpy.copysign(2*numpy.exp(-abs({0})), {0})/-numpy.expm1(-2*abs({0}))",
    "Ci": "numpy.where({0} < 0, numpy.nan, scipy.special.sici({0})[1])",
    "lambertw": "numpy.where({0} < -numpy.exp(-1), numpy.nan, scipy.special.lambertw({0}).real)",
}  # fmt: skip
WORDS["C"] = ARITHMETIC | {
    "rint": "rint({0})", "trunc": "trunc({0})", "copysign": "copysign({0}, {1})", "fmod": "fmod({0}, {1})",
    "mod": "fmod({0}, {1}) + (fmod({0}, {1}) != 0 && ({0} < 0) != ({1} < 0) ? {1} : 0)", "ndtr": TAIL,
}  # fmt: skip
WORDS["Fortran"] = ARITHMETIC | {  # whose floor and nint are of default integers
    "rint": "merge(2*anint({0}/2), anint({0}), abs({0} - aint({0})) == 0.5d0)",
    "floor": "aint({0}) - merge(1.0d0, 0.0d0, aint({0}) > {0})",
    "ceil": "aint({0}) + merge(1.0d0, 0.0d0, aint({0}) < {0})",
    "floor_divide": "aint({0}/{1}) - merge(1.0d0, 0.0d0, aint({0}/{1}) > {0}/{1})",
    "trunc": "aint({0})", "copysign": "sign({0}, {1})", "mod": "modulo({0}, {1})", "fmod": "mod({0}, {1})",
    "hypot": "hypot({0}, {1})", "arctan2": "atan2({0}, {1})",
    "cbrt": "sign(abs({0})**(1/3.0d0), {0})", "erfcx": "erfc_scaled({0})", "ndtr": TAIL.replace("52))", "52d0))"),
}  # fmt: skip
WORDS["Julia"] = ARITHMETIC | {
    **{op: f"{said}({{0}})" for op, said in
       {"rint": "round", "trunc": "trunc", "sinpi": "sinpi", "cospi": "cospi", "sinc": "sinc"}.items()},
    "copysign": "copysign({0}, {1})", "mod": "mod({0}, {1})", "fmod": "rem({0}, {1})", "ndtr": TAIL,
}  # fmt: skip
WORDS["Rust"] = ARITHMETIC | {
    "rint": "{0}.round_ties_even()", "trunc": "{0}.trunc()", "copysign": "{0}.copysign({1})", "fmod": "{0} % {1}",
    "mod": "{0} % {1} + if {0} % {1} != 0.0 && ({0} < 0.0) != ({1} < 0.0) {{ {1} }} else {{ 0.0 }}",
}  # fmt: skip
