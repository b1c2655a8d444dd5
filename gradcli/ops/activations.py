"""Functions that networks and statistics are written in: most of them plain functions of other ops."""

from __future__ import annotations

import math
import operator
from typing import Any

from ..core.calls import binary, unary
from ..core.forms import numpy
from ..core.trace import Traced, plain
from ..core.vocabulary import Real, define, public
from ..errors import DomainFault
from .analysis import (
    cbrt,
    decimal,
    exact,
    expm1,
    log,
    log1p,
    log2,
    log10,
    sigmoid,
    softplus,
    sqrt,
    square,
    symbolic,
    tanh,
    times_log,
)
from .branches import absolute, maximum, minimum, sign, where
from .normal import ndtr
from .special import fixed_whole

SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805  # Klambauer et al. (2017)


@public("gelu")
def gelu(x: Any, approximate: bool = False) -> Any:
    """x*ndtr(x), or its approximation by tanh."""
    if not plain(approximate):
        return x * ndtr(x)
    inner = (x + decimal(0.044715, x) * (x * square(x))) * (2.0 / exact("pi", x)) ** 0.5
    return 0.5 * x * (1.0 + tanh(inner))


silu = define("silu swish", lambda x: x * sigmoid(x), "x*sigmoid(x)")
mish = define("mish", lambda x: x * tanh(softplus(x)), "x*tanh(softplus(x))")


@public("elu")
def elu(x: Any, alpha: Real = 1.0) -> Any:
    """x where it is positive, else alpha*expm1(x)."""
    positive = x > 0.0
    return where(positive, x, decimal(alpha, x) * expm1(where(positive, 0.0, x)))


selu = define(
    "selu", lambda x: decimal(SELU_SCALE, x) * elu(x, SELU_ALPHA),
    "The elu that keeps mean 0 and variance 1 from layer to layer",
)  # fmt: skip


@public("leaky_relu")
def leaky_relu(x: Any, alpha: Real = 0.01) -> Any:
    """x where it is positive, else alpha*x."""
    return where(x > 0.0, x, decimal(alpha, x) * x)


relu6 = define("relu6", lambda x: minimum(maximum(x, 0.0), 6.0), "x, kept between 0 and 6")
hard_sigmoid = define("hard_sigmoid", lambda x: relu6(x + 3.0) / 6.0, "x/6 + 1/2, kept between 0 and 1")
log_sigmoid = define("log_sigmoid logsigmoid", lambda x: -softplus(-x), "log(sigmoid(x)), without underflow")
softsign = unary(  # an op, for the derivatives of its parts cancel far out
    "softsign", "smooth", lambda g, y, x: (g / (1.0 + absolute(x))) / (1.0 + absolute(x)),
    python=lambda x: x / (1.0 + abs(x)), sympy=symbolic(lambda s, x: x / (1 + s.Abs(x))),
    kinks=lambda x: x == 0, gap=operator.pos, doc="x/(1 + abs(x))",  # of its slope
)  # fmt: skip


@public("logb")
def logb(x: Any, base: Any) -> Any:
    """The logarithm of x to any base."""
    known = {2.0: log2, 10.0: log10}
    if not isinstance(base, Traced) and base.__class__ in (int, float):
        if base in known:
            return known[base](x)
        if not 0 < base < math.inf or base == 1:
            raise DomainFault(f"there is no logarithm to the base {base:.10g}", code="domain")
    return log(x) / log(base)


def _logit(x: Any) -> Any:
    if x.__class__ is float:
        if 0.25 < x < 0.75:
            return 2.0 * math.atanh(2.0 * x - 1.0)
        return math.log(x / (1.0 - x)) if 0.0 < x < 1.0 else {0.0: -math.inf, 1.0: math.inf}.get(x, math.nan)
    np = numpy()
    middle = (x > 0.25) & (x < 0.75)
    near = 2.0 * np.arctanh(np.where(middle, 2.0 * x - 1.0, 0.0))
    return np.where(middle, near, np.log(x / (1.0 - x))).astype(np.result_type(x))


logit = unary(
    "logit", "smooth", lambda g, y, x: g / (x * (1.0 - x)), math=lambda x: _logit(float(x)), numpy=_logit,
    mpmath=lambda x: x.context.log(x / (1 - x)) if 0 < x < 1 else x.context.mpf(_logit(float(x))),
    sympy=symbolic(lambda s, x: s.log(x / (1 - x))), domain=((0.05, 0.95),), doc="log(x/(1 - x))",
)  # fmt: skip


xlog1py = binary(
    "xlog1py", "smooth", (lambda g, y, a, b: g * log1p(b), lambda g, y, a, b: g * (a / (1.0 + b))),
    **times_log(log1p, 0.0), sympy=symbolic(lambda s, a, b: a * s.log(1 + b)),
    domain=((-2.0, 2.0), (-0.6, 3.0)), doc="a*log(1 + b), 0 where a is 0",
)  # fmt: skip


def _entr(x: Any) -> Any:
    np = numpy() if getattr(x, "shape", ()) else None
    if np:
        y = -x * np.log(np.where(x > 0, x, 1.0))
        return np.where(x > 0, y, np.where(x == 0, x, np.where(x < 0, -np.inf, x)))
    if x > 0:
        return -x * log.op.evaluate(x)
    return -math.inf if x < 0 else x


entr = unary(
    "entr", "smooth", lambda g, y, x: -(g * (1.0 + log(x))), math=_entr, numpy=_entr, mpmath=_entr,
    sympy=symbolic(lambda s, x: -x * s.log(x)), domain=((0.1, 3.0),), doc="-x*log(x), 0 at 0",
)  # fmt: skip


def _mp_kl_div(a: Any, b: Any) -> Any:
    c = a.context if hasattr(a, "context") else b.context
    if a > 0 and b > 0:
        with c.workdps(2 * c.dps):
            return a * c.log(a / b) - a + b
    return c.mpf(b) if a == 0 and b >= 0 else c.nan if a != a or b != b else c.inf


kl_div = binary(
    "kl_div", "smooth", (lambda g, y, a, b: g * log(a / b), lambda g, y, a, b: g * ((b - a) / b)), mpmath=_mp_kl_div,
    sympy=symbolic(lambda s, a, b: a * s.log(a / b) - a + b), domain=((0.2, 3.0), (0.2, 3.0)),
    doc="a*log(a/b) - a + b",
)  # fmt: skip
heaviside = binary(
    "heaviside", "branch", (None, lambda g, y, a, b: where(a == 0.0, g, 0.0)),
    math=lambda a, b: float(b) if a == 0 else a if a != a else float(a > 0),
    mpmath=lambda a, b: b if a == 0 else a if a != a else a * 0 + 1 if a > 0 else a * 0,
    sympy=symbolic(lambda s, a, b: s.Heaviside(a, b)), kinks=lambda a, b: a == 0,
    doc="0 where a is negative, 1 where it is positive, b where it is 0",
)  # fmt: skip


unit_step = define(
    "Heaviside step unitstep", lambda x: heaviside(x, 0.5), "0 where x is negative, 1 where it is positive, 1/2 at 0",
)  # fmt: skip


@public("nthroot", "root", "surd")
def nthroot(x: Any, n: Any) -> Any:
    """The real n-th root, of negative numbers too where n is odd."""
    k = fixed_whole("nthroot", n)
    if k == 0:
        raise DomainFault("there is no root of order 0", code="domain")
    known: dict[int, Any] = {1: lambda x: 1.0 * x, 2: sqrt, 3: cbrt}
    if k in known:
        return known[k](x)
    y = (absolute(x) if k % 2 else x) ** (decimal(1.0, x) / float(k))
    return sign(x) * y if k % 2 else y
