"""scipy.special by name: which function means which op of ours."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.calls import dialect_nary as nary
from ...core.trace import plain
from ...core.vocabulary import ours
from ...ops import branches, layout
from ...ops.analysis import exp, log, log1p, softplus
from ...ops.hypergeometric import MOST
from ...ops.values import shape_of
from ..numpy.off_trace import is_traced

Row = tuple[str, "Callable[..., Any] | str", str]


def fixed(*parameters: Any) -> None:
    """TypeError where a parameter has a slope that is not known here."""
    if any(map(is_traced, parameters)):
        raise TypeError("not differentiable here by its parameters")


def of_order(name: str) -> Callable[..., Any]:
    """A function of a fixed order: for several orders, each in turn."""

    def call(n: Any, x: Any) -> Any:
        fixed(n)
        op, orders = getattr(ours, name), np.asarray(n)
        if not orders.shape:
            return op(n, x)
        y: Any = 0.0
        for k in np.unique(orders):
            y = branches.where(orders == k, op(k.item(), x), y)
        return y

    return call


def _betainc(a: Any, b: Any, x: Any) -> Any:
    from scipy import special

    return special.betainc(a, b, x)


def beta_logpdf(x: Any, a: Any, b: Any) -> Any:
    """The logarithm of the density of the beta distribution."""
    return ours.xlogy(a - 1.0, x) + ours.xlog1py(b - 1.0, -x) - ours.betaln(a, b)


betainc_op = nary(
    "betaincs", "smooth", (None, None, lambda g, y, a, b, x: g * exp(beta_logpdf(x, a, b))),
    math=_betainc, numpy=_betainc, mpmath=lambda a, b, x: x.context.betainc(a, b, 0, x, regularized=True),
)  # fmt: skip


def betainc(a: Any, b: Any, x: Any) -> Any:
    """The share of the beta function below x."""
    fixed(a, b)
    if not shape_of(a) and not shape_of(b) and max(abs(plain(a)), abs(plain(b))) <= MOST:
        return ours.betainc(float(plain(a)), float(plain(b)), x)
    return betainc_op(a, b, x)


def logsumexp(a: Any, axis: Any = None, b: Any = None, keepdims: bool = False, return_sign: bool = False) -> Any:
    """log(sum(b * exp(a))) without overflow."""
    if return_sign:
        raise TypeError("the sign is not differentiable here")
    if b is None:
        return ours.logsumexp(a, axis, keepdims)
    top = np.max(np.where(np.isfinite(plain(a)), plain(a), 0.0), axis=axis, keepdims=True)
    y = log(layout.total(b * exp(a - top), axis, True)) + top
    return y if keepdims else layout.reshape(y, ()) if axis is None else layout.squeeze(y, axis)


def multigammaln(a: Any, d: int) -> Any:
    """The logarithm of the multivariate gamma function."""
    return sum((ours.lgamma(a - j / 2.0) for j in range(1, d)), ours.lgamma(a)) + d * (d - 1) / 4.0 * math.log(math.pi)


def huber(delta: Any, r: Any) -> Any:
    """r*r/2 up to delta, then a line."""
    size = branches.absolute(r)
    return branches.where(size <= delta, 0.5 * r * r, delta * (size - 0.5 * delta))


def exprel(x: Any) -> Any:
    """(exp(x) - 1)/x, and 1 at 0."""
    return ours.hyp1f1(1.0, 2.0, x)


def boxcox(x: Any, lmbda: Any) -> Any:
    """(x**lmbda - 1)/lmbda, and log(x) for 0."""
    return exprel(lmbda * log(x)) * log(x)


def incomplete_inverse(name: str) -> Callable[..., Any]:
    """gammaincinv and gammainccinv, by two steps of Newton's from the known value."""

    def call(a: Any, y: Any) -> Any:
        from scipy import special

        fixed(a)
        x: Any = getattr(special, name + "inv")(a, plain(y))
        op, sign = (ours.igamma, 1.0) if name == "gammainc" else (ours.igammac, -1.0)
        for _ in range(2):
            x = x - (op(a, x) - y) / (sign * exp((a - 1.0) * log(x) - x - ours.lgamma(a)))
        return x

    return call


def gammasgn(x: Any) -> Any:
    """The sign of the gamma function: flat."""
    from scipy import special

    return special.gammasgn(plain(x)) + 0.0 * x


def principal(z: Any, k: int = 0) -> Any:
    """Lambert's W on its first branch, which SciPy gives as a complex number."""
    if k:
        raise TypeError("the other branches are not differentiable here")
    y = ours.lambertw(z)
    return ours.complex(y, y * 0.0)


TURN = math.pi / 180.0
SAME = (  # SciPy's name, and ours where it is another
    "gamma gammaln:lgamma loggamma:lgamma digamma psi:digamma erf erfc erfcx erfinv erfcinv dawsn ndtr ndtri i1e "
    "expit:sigmoid logit entr ellipk ellipe spence exp1:e1 expi:ei expm1 log1p exp2 cbrt sinc j0 j1 y0 y1 i0 i1 i0e "
    "k0 k1 k0e k1e round:rint erfi beta betaln binom xlogy xlog1py gammainc:igamma gammaincc:igammac kl_div hyp0f1 "
    "hyp1f1 hyp2f1 softplus log_ndtr"
)
ORDERED = (  # of a fixed order
    "jv:besselj jn:besselj yv:bessely yn:bessely iv:besseli kv:besselk kn:besselk expn:expint eval_legendre:legendre "
    "eval_chebyt:chebyshev eval_chebyu:chebyshevu eval_hermite:hermite eval_laguerre:laguerre polygamma "
    "spherical_jn:sphericalbessel spherical_yn:sphericalbessely"
)
ROWS: list[Row] = [
    *[(name, called or name, "*") for name, _, called in (pair.partition(":") for pair in SAME.split())],
    *[(name, of_order(called or name), "x") for name, _, called in (pair.partition(":") for pair in ORDERED.split())],
    ("airy", lambda z: (ours.airyai(z), ours.airyaiprime(z), ours.airybi(z), ours.airybiprime(z)), "z"),
    ("sici", lambda x: (ours.Si(x), ours.Ci(x)), "x"),
    ("shichi", lambda x: (ours.Shi(x), ours.Chi(x)), "x"),
    ("exprel", exprel, "x"),
    ("ive", lambda v, z: of_order("besseli")(v, z) * exp(-branches.absolute(z)), "z"),
    ("kve", lambda v, z: of_order("besselk")(v, z) * exp(z), "z"),
    ("betainc", betainc, "a b x"),
    ("betaincc", lambda a, b, x: betainc(b, a, 1.0 - x), "a b x"),
    ("gammaincinv", incomplete_inverse("gammainc"), "a y"),
    ("gammainccinv", incomplete_inverse("gammaincc"), "a y"),
    ("logsumexp", logsumexp, "a b"),
    ("softmax", lambda x, axis=None: exp(x - ours.logsumexp(x, axis, True)), "x"),
    ("log_softmax", lambda x, axis=None: x - ours.logsumexp(x, axis, True), "x"),
    ("multigammaln", multigammaln, "a"),
    ("zeta", lambda x, q=None: ours.zeta(x, 1.0 if q is None else q), "x q"),
    ("comb", lambda N, k, repetition=False: ours.binom(N + k - 1.0 if repetition else N, k), "N k"),
    ("perm", lambda N, k: exp(ours.lgamma(N + 1.0) - ours.lgamma(N - k + 1.0)), "N k"),
    ("factorial", lambda n: ours.factorial(n), "n"),
    ("rgamma", lambda z: exp(-ours.lgamma(z)) * gammasgn(z), "z"),
    ("gammasgn", gammasgn, "x"),
    ("poch", lambda z, m: exp(ours.lgamma(z + m) - ours.lgamma(z)), "z m"),
    ("log_expit", lambda x: -softplus(-x), "x"),
    ("exp10", lambda x: exp(x * math.log(10.0)), "x"),
    ("rel_entr", lambda x, y: ours.xlogy(x, x / y), "x y"),
    ("huber", huber, "delta r"),
    ("pseudo_huber", lambda delta, r: delta**2 * ((1.0 + (r / delta) ** 2) ** 0.5 - 1.0), "delta r"),
    ("boxcox", boxcox, "x lmbda"),
    ("boxcox1p", lambda x, lmbda: boxcox(1.0 + x, lmbda), "x lmbda"),
    ("inv_boxcox", lambda y, lmbda: exp(log1p(lmbda * y) / lmbda), "y lmbda"),
    ("lambertw", principal, "z"),
    ("cosm1", lambda x: -2.0 * ours.sin(x / 2.0) ** 2, "x"),
    ("radian", lambda d, m, s: (d + m / 60.0 + s / 3600.0) * TURN, "d m s"),
    ("sindg", lambda x: ours.sin(x * TURN), "x"),
    ("cosdg", lambda x: ours.cos(x * TURN), "x"),
    ("ellipkm1", lambda p: ours.ellipk(1.0 - p), "p"),
    ("fresnel", lambda z: (ours.fresnels(z), ours.fresnelc(z)), "z"),
]
