"""How ops are said in SymPy where its own form would lose digits, overflow, or mean another function in a program."""

from __future__ import annotations

from typing import Any

from ..core.op import Op
from ..ops.analysis import cbrt, exp2, expm1, hypot, log1p, log2, log10, sech, softplus, xlogy
from ..ops.branches import ceil, floor_divide, fmax, fmin, fmod, maximum, minimum, mod, relu, rint, sign, trunc
from ..ops.log_sums import logaddexp


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


FORMS: dict[Op, list[Any]] = {
    expm1.op: [lambda x: functions().expm1(x), lambda x: 2 * s().exp(x / 2) * s().sinh(x / 2)],
    log1p.op: [lambda x: functions().log1p(x), lambda x: 2 * s().atanh(x / (2 + x))],
    exp2.op: [lambda x: functions().exp2(x)],
    log2.op: [lambda x: functions().log2(x)],
    log10.op: [lambda x: functions().log10(x)],
    cbrt.op: [lambda x: functions().Cbrt(x), lambda x: s().sign(x) * s().Abs(x) ** s().Rational(1, 3)],
    hypot.op: [lambda a, b: functions().hypot(a, b), lambda a, b: s().sqrt(a * a + b * b)],
    sech.op: [lambda x: 1 / s().cosh(x)],
    softplus.op: [lambda x: s().Max(x, 0) + functions().log1p(s().exp(-s().Abs(x)))],
    logaddexp.op: [log_of_sum],
    xlogy.op: [lambda a, b: either(0, s().Eq(a, 0), a * s().log(b))],
    mod.op: [lambda a, b: a - b * s().floor(a / b)],
    fmod.op: [lambda a, b: a - b * either(s().floor(a / b), a / b >= 0, -s().floor(-a / b))],
    floor_divide.op: [lambda a, b: s().floor(a / b)],
    trunc.op: [lambda x: either(s().floor(x), x >= 0, -s().floor(-x))],
    ceil.op: [lambda x: s().ceiling(x), lambda x: -s().floor(-x)],
    rint.op: [],
    relu.op: [lambda x: s().Max(x, 0)],
}
BRANCHES: dict[Op, list[Any]] = {  # for languages whose printer has no maximum of floats, no sign
    **{key: [lambda a, b: either(a, s().sympify(a) >= b, b)] for key in (maximum.op, fmax.op)},
    **{key: [lambda a, b: either(a, s().sympify(a) <= b, b)] for key in (minimum.op, fmin.op)},
    relu.op: [lambda x: either(x, x > 0, 0)],
    softplus.op: [
        lambda x: either(x, x > 0, 0) + functions().log1p(s().exp(-s().Abs(x))),
        lambda x: either(x, x > 0, 0) + s().log(1 + s().exp(-s().Abs(x))),
    ],
    logaddexp.op: [
        lambda a, b: either(a, s().sympify(a) >= b, b) + functions().log1p(s().exp(-s().Abs(a - b))),
        lambda a, b: either(a, s().sympify(a) >= b, b) + s().log(1 + s().exp(-s().Abs(a - b))),
    ],
    sign.op: [lambda x: s().Piecewise((1.0, x > 0), (-1.0, x < 0), (0.0, True))],
}
