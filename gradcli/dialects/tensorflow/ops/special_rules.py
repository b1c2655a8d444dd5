"""Special functions' records, with TensorFlow's rules where they differ at 0 or poles; imported at first use."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ....core.calls import dialect_binary as op_of_two
from ....core.calls import dialect_nary as nary
from ....core.calls import dialect_unary as op_of_one
from ....ops import FUNCTIONS, bessel, incomplete, special
from ....ops.branches import where
from ..tensors.errors import unregistered
from . import rules as r


def under(name: str, rule: Any) -> Any:
    """The public function of a name under another rule; as it is where it is a family of ops."""
    call = FUNCTIONS[name].call
    return r.replaced(call, rule) if hasattr(call, "op") else call


polygamma_of = special.polygamma_of


def poles(form: Any, at_pole: float) -> Any:
    """A form with a value of its own at the whole numbers from 0 downwards."""

    def on(x: Any) -> Any:
        v = np.asarray(x, float)
        bad = (v <= 0) & (v == np.floor(v))
        if not bad.any():
            return form(x)
        good = form(np.where(bad, 1.0, v).astype(getattr(x, "dtype", float))[()])
        y = np.where(bad, at_pole, good)
        return y.astype(x.dtype)[()] if hasattr(x, "dtype") else float(y)

    return on


def gamma_of(n: int, rule: Any, at_pole: float) -> Any:
    """The n-th derivative of digamma, with a value of its own at the poles."""
    op = polygamma_of(n).op
    form = poles(op.evaluate, at_pole)
    return op_of_one(
        "polygamma" if n else "digamma", "smooth", rule, numpy=form, math=form, mpmath=op.overrides["mpmath"],
        sympy=op.overrides["sympy"], params=(n,) if n else (),
    )  # fmt: skip


digamma: Any = gamma_of(0, lambda g, y, x: g * trigamma(x), math.nan)
trigamma: Any = gamma_of(1, lambda g, y, x: g * tetragamma(x), math.inf)
tetragamma: Any = gamma_of(2, lambda g, y, x: g * polygamma_of(3)(x), math.nan)
lgamma: Any = under("lgamma", lambda g, y, x: g * digamma(x))
ROOT_PI = math.sqrt(math.pi) / 2
erfinv: Any = under("erfinv", lambda g, y, x: g * (ROOT_PI * r.exp(r.square(y))))
ndtri: Any = under("ndtri", lambda g, y, x: g * (math.sqrt(2 * math.pi) * r.exp(r.square(y) / 2.0)))


def replaced(base: Any, rule: Any) -> Any:
    """An op of a family under another rule."""
    op = base.op
    return op_of_one(op.name, op.kind, rule, params=op.params, kinks=op.kinks, **op.overrides)


def _at_zero(x: Any, value: float, otherwise: Any) -> Any:
    return where(x == 0.0, value, otherwise)


i0: Any = replaced(bessel.i_of(0), lambda g, y, x: g * i1(x))
i1: Any = replaced(bessel.i_of(1), lambda g, y, x: g * _at_zero(x, 1.0, i0(x) - r.divide(y, x)))
i0e: Any = replaced(bessel.ie_of(0), lambda g, y, x: g * (i1e(x) - r.sign(x) * y))
i1e: Any = replaced(bessel.ie_of(1), lambda g, y, x: g * _at_zero(x, 0.5, i0e(x) - y * (r.sign(x) + r.reciprocal(x))))
k0: Any = replaced(bessel.k_of(0), lambda g, y, x: g * -k1(x))
k1: Any = replaced(bessel.k_of(1), lambda g, y, x: g * (-k0(x) - r.divide(y, x)))
k0e: Any = replaced(bessel.ke_of(0), lambda g, y, x: g * (y - k1e(x)))
k1e: Any = replaced(bessel.ke_of(1), lambda g, y, x: g * (y * (1.0 - r.reciprocal(x)) - k0e(x)))
j0: Any = replaced(bessel.j_of(0), lambda g, y, x: g * -j1(x))
j1: Any = replaced(bessel.j_of(1), lambda g, y, x: g * _at_zero(x, 0.5, j0(x) - r.divide(y, x)))
y0: Any = replaced(bessel.y_of(0), lambda g, y, x: g * -y1(x))
y1: Any = replaced(bessel.y_of(1), lambda g, y, x: g * (y0(x) - r.divide(y, x)))
expint: Any = under("ei", lambda g, y, x: g * r.divide(r.exp(x), x))
spence: Any = under("spence", lambda g, y, x: g * where(x == 1.0, -1.0, r.divide(r.log(x), 1.0 - x)))
fresnel_sin: Any = under("fresnels", lambda g, y, x: g * r.sin(math.pi / 2.0 * r.square(x)))
fresnel_cos: Any = under("fresnelc", lambda g, y, x: g * r.cos(math.pi / 2.0 * r.square(x)))
dawsn: Any = under("dawsn", lambda g, y, x: g * (1.0 - 2.0 * x * y))

slope = incomplete.incomplete_of(False, 1).op
igamma_grad_a: Any = op_of_two("igamma_grad_a", "general", (unregistered("IgammaGradA"),) * 2, **slope.overrides)


def density(g: Any, a: Any, x: Any) -> Any:
    """g times the derivative of igamma in x."""
    return g * r.exp(-x + r.xlogy(a - 1.0, x) - lgamma(a))


igamma: Any = op_of_two(
    "igamma", "smooth", (lambda g, y, a, x: g * igamma_grad_a(a, x), lambda g, y, a, x: density(g, a, x)),
    **incomplete.incomplete_of(False, 0).op.overrides,
)  # fmt: skip
igammac: Any = op_of_two(
    "igammac", "smooth", (lambda g, y, a, x: -(g * igamma_grad_a(a, x)), lambda g, y, a, x: -density(g, a, x)),
    **incomplete.incomplete_of(True, 0).op.overrides,
)  # fmt: skip
zeta: Any = op_of_two(
    "zeta", "smooth", (None, lambda g, y, s, q: g * -s * zeta(s + 1.0, q)), **incomplete.zeta_of(0).op.overrides
)


def _betainc(a: Any, b: Any, x: Any) -> Any:
    import mpmath

    return mpmath.betainc(a, b, 0, x, regularized=True) if a > 0 and b > 0 and 0 <= x <= 1 else mpmath.nan


def _betainc_x(g: Any, y: Any, a: Any, b: Any, x: Any) -> Any:
    lbeta = lgamma(a) + lgamma(b) - lgamma(a + b)
    return g * r.exp(r.xlog1py(b - 1.0, -x) + r.xlogy(a - 1.0, x) - lbeta)


BETAINC: Any = nary("regularized_beta", "smooth", (None, None, _betainc_x), mpmath=_betainc)
