"""scipy.special by name: which function means which op of ours."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.calls import dialect_nary as nary
from ...core.trace import plain
from ...core.vocabulary import FUNCTIONS
from ...ops import branches, layout
from ...ops.analysis import exp, log, log1p, softplus
from ...ops.hypergeometric import MOST
from ...ops.values import shape_of
from ..numpy.off_trace import is_traced

Row = tuple[str, "Callable[..., Any]", str]


def fixed(*parameters: Any) -> None:
    """TypeError where a parameter has a slope that is not known here."""
    if any(map(is_traced, parameters)):
        raise TypeError("not differentiable here by its parameters")


def of_order(name: str) -> Callable[..., Any]:
    """A function of a fixed order: for several orders, each in turn."""

    def call(n: Any, x: Any) -> Any:
        fixed(n)
        op, orders = FUNCTIONS[name].call, np.asarray(n)
        if not orders.shape:
            return op(n, x)
        y: Any = 0.0
        for k in np.unique(orders):
            y = branches.where(orders == k, op(k.item(), x), y)
        return y

    return call


def scaled_bessel(v: Any, z: Any) -> Any:
    """exp(-|z|) I_v(z)."""
    return of_order("besseli")(v, z) * exp(-branches.absolute(z))


def scaled_macdonald(v: Any, z: Any) -> Any:
    """exp(z) K_v(z)."""
    return of_order("besselk")(v, z) * exp(z)


def _betainc(a: Any, b: Any, x: Any) -> Any:
    from scipy import special

    return special.betainc(a, b, x)


def _mp_betainc(a: Any, b: Any, x: Any) -> Any:
    import mpmath

    return mpmath.betainc(a, b, 0, x, regularized=True)


def beta_density(a: Any, b: Any, x: Any) -> Any:
    """The density of the beta distribution."""
    powers = FUNCTIONS["xlogy"].call(a - 1.0, x) + FUNCTIONS["xlog1py"].call(b - 1.0, -x)
    return exp(powers - FUNCTIONS["betaln"].call(a, b))


betainc_op = nary(
    "betaincs", "smooth", (None, None, lambda g, y, a, b, x: g * beta_density(a, b, x)),
    math=_betainc, numpy=_betainc, mpmath=_mp_betainc,
)  # fmt: skip


def betainc(a: Any, b: Any, x: Any) -> Any:
    """The share of the beta function below x."""
    fixed(a, b)
    if not shape_of(a) and not shape_of(b) and max(abs(plain(a)), abs(plain(b))) <= MOST:
        return FUNCTIONS["betainc"].call(float(plain(a)), float(plain(b)), x)
    return betainc_op(a, b, x)


def betaincc(a: Any, b: Any, x: Any) -> Any:
    """The share of the beta function above x."""
    return betainc(b, a, 1.0 - x)


def logsumexp(a: Any, axis: Any = None, b: Any = None, keepdims: bool = False, return_sign: bool = False) -> Any:
    """log(sum(b * exp(a))) without overflow."""
    if return_sign:
        raise TypeError("the sign is not differentiable here")
    if b is None:
        return FUNCTIONS["logsumexp"].call(a, axis, keepdims)
    top = np.max(np.where(np.isfinite(plain(a)), plain(a), 0.0), axis=axis, keepdims=True)
    y = log(layout.total(b * exp(a - top), axis, True)) + top
    return y if keepdims else layout.reshape(y, ()) if axis is None else layout.squeeze(y, axis)


def softmax(x: Any, axis: Any = None) -> Any:
    """exp(x) as shares of their sum."""
    return exp(x - FUNCTIONS["logsumexp"].call(x, axis, True))


def log_softmax(x: Any, axis: Any = None) -> Any:
    """The logarithm of exp(x) as shares of their sum."""
    return x - FUNCTIONS["logsumexp"].call(x, axis, True)


def multigammaln(a: Any, d: int) -> Any:
    """The logarithm of the multivariate gamma function."""
    parts = [FUNCTIONS["lgamma"].call(a - j / 2.0) for j in range(d)]
    return sum(parts[1:], parts[0]) + d * (d - 1) / 4.0 * math.log(math.pi)


def polygamma(n: Any, x: Any) -> Any:
    """The n-th derivative of digamma."""
    return of_order("polygamma")(n, x)


def zeta(x: Any, q: Any = None, out: Any = None) -> Any:
    """Riemann's zeta function, or Hurwitz's."""
    return FUNCTIONS["zeta"].call(x, 1.0 if q is None else q)


def comb(N: Any, k: Any, *, exact: bool = False, repetition: bool = False) -> Any:
    """N over k."""
    return FUNCTIONS["binom"].call(N + k - 1.0 if repetition else N, k)


def perm(N: Any, k: Any, exact: bool = False) -> Any:
    """N!/(N - k)!."""
    lgamma = FUNCTIONS["lgamma"].call
    return exp(lgamma(N + 1.0) - lgamma(N - k + 1.0))


def huber(delta: Any, r: Any) -> Any:
    """r*r/2 up to delta, then a line."""
    size = branches.absolute(r)
    return branches.where(size <= delta, 0.5 * r * r, delta * (size - 0.5 * delta))


def exprel(x: Any) -> Any:
    """(exp(x) - 1)/x, and 1 at 0."""
    return FUNCTIONS["hyp1f1"].call(1.0, 2.0, x)


def boxcox(x: Any, lmbda: Any) -> Any:
    """(x**lmbda - 1)/lmbda, and log(x) for 0."""
    t = lmbda * log(x)
    return exprel(t) * log(x)


def incomplete_inverse(name: str) -> Callable[..., Any]:
    """gammaincinv and gammainccinv, by two steps of Newton's from the known value."""

    def call(a: Any, y: Any) -> Any:
        from scipy import special

        fixed(a)
        x: Any = getattr(special, name + "inv")(a, plain(y))
        op, sign = FUNCTIONS["igamma" if name == "gammainc" else "igammac"].call, 1.0 if name == "gammainc" else -1.0
        for _ in range(2):
            density = exp((a - 1.0) * log(x) - x - FUNCTIONS["lgamma"].call(a))
            x = x - (op(a, x) - y) / (sign * density)
        return x

    return call


def gammasgn(x: Any) -> Any:
    """The sign of the gamma function: flat."""
    from scipy import special

    return special.gammasgn(plain(x)) + 0.0 * x


def principal(z: Any, k: int) -> Any:
    """Lambert's W on its first branch, which SciPy gives as a complex number."""
    if k:
        raise TypeError("the other branches are not differentiable here")
    y = FUNCTIONS["lambertw"].call(z)
    return FUNCTIONS["complex"].call(y, y * 0.0)


def named(name: str) -> Callable[..., Any]:
    """The op of that name."""
    return lambda *xs: FUNCTIONS[name].call(*xs)


AIRY = ("airyai", "airyaiprime", "airybi", "airybiprime")
ONE = {  # of one number: SciPy's names, and ours
    "gamma": "gamma", "gammaln": "lgamma", "loggamma": "lgamma", "digamma": "digamma", "psi": "digamma", "erf": "erf",
    "erfc": "erfc", "erfcx": "erfcx", "erfinv": "erfinv", "erfcinv": "erfcinv", "dawsn": "dawsn", "ndtr": "ndtr",
    "ndtri": "ndtri", "log_ndtr": "log_ndtr", "expit": "sigmoid", "logit": "logit", "entr": "entr",
    "ellipk": "ellipk", "ellipe": "ellipe", "spence": "spence", "exp1": "e1", "expi": "ei", "expm1": "expm1",
    "log1p": "log1p", "exp2": "exp2", "cbrt": "cbrt", "sinc": "sinc", "j0": "j0", "j1": "j1", "y0": "y0", "y1": "y1",
    "i0": "i0", "i1": "i1", "i0e": "i0e", "i1e": "i1e", "k0": "k0", "k1": "k1", "k0e": "k0e", "k1e": "k1e",
    "round": "rint", "erfi": "erfi",
}  # fmt: skip
TWO = {
    "beta": "beta", "betaln": "betaln", "binom": "binom", "xlogy": "xlogy", "xlog1py": "xlog1py",
    "gammainc": "igamma", "gammaincc": "igammac", "kl_div": "kl_div",
}  # fmt: skip
ROWS: list[Row] = [
    *[(name, named(ours), "*") for name, ours in ONE.items()],
    *[(name, named(ours), "*") for name, ours in TWO.items()],
    *[
        (name, of_order(ours), "x")
        for names, ours in (
            ("jv jn", "besselj"),
            ("yv yn", "bessely"),
            ("iv", "besseli"),
            ("kv kn", "besselk"),
            ("expn", "expint"),
            ("eval_legendre", "legendre"),
            ("eval_chebyt", "chebyshev"),
            ("eval_chebyu", "chebyshevu"),
            ("eval_hermite", "hermite"),
            ("eval_laguerre", "laguerre"),
            ("spherical_jn", "sphericalbessel"),
            ("spherical_yn", "sphericalbessely"),
        )
        for name in names.split()
    ],
    ("hyp0f1", named("hyp0f1"), "*"),
    ("hyp1f1", named("hyp1f1"), "*"),
    ("hyp2f1", named("hyp2f1"), "*"),
    ("airy", lambda z: tuple(FUNCTIONS[name].call(z) for name in AIRY), "z"),
    ("sici", lambda x: (FUNCTIONS["Si"].call(x), FUNCTIONS["Ci"].call(x)), "x"),
    ("shichi", lambda x: (FUNCTIONS["Shi"].call(x), FUNCTIONS["Chi"].call(x)), "x"),
    ("exprel", exprel, "x"),
    ("ive", scaled_bessel, "z"),
    ("kve", scaled_macdonald, "z"),
    ("polygamma", polygamma, "x"),
    ("betainc", betainc, "a b x"),
    ("betaincc", betaincc, "a b x"),
    ("gammaincinv", incomplete_inverse("gammainc"), "a y"),
    ("gammainccinv", incomplete_inverse("gammaincc"), "a y"),
    ("logsumexp", logsumexp, "a b"),
    ("softmax", softmax, "x"),
    ("log_softmax", log_softmax, "x"),
    ("multigammaln", multigammaln, "a"),
    ("zeta", zeta, "x q"),
    ("comb", comb, "N k"),
    ("perm", perm, "N k"),
    ("factorial", lambda n, exact=False, extend="zero": FUNCTIONS["factorial"].call(n), "n"),
    ("rgamma", lambda z: exp(-FUNCTIONS["lgamma"].call(z)) * gammasgn(z), "z"),
    ("gammasgn", lambda x: gammasgn(x), "x"),
    ("poch", lambda z, m: exp(FUNCTIONS["lgamma"].call(z + m) - FUNCTIONS["lgamma"].call(z)), "z m"),
    ("log_expit", lambda x: -softplus(-x), "x"),
    ("exp10", lambda x: exp(x * math.log(10.0)), "x"),
    ("rel_entr", lambda x, y: FUNCTIONS["xlogy"].call(x, x / y), "x y"),
    ("huber", huber, "delta r"),
    ("pseudo_huber", lambda delta, r: delta**2 * ((1.0 + (r / delta) ** 2) ** 0.5 - 1.0), "delta r"),
    ("boxcox", boxcox, "x lmbda"),
    ("boxcox1p", lambda x, lmbda: boxcox(1.0 + x, lmbda), "x lmbda"),
    ("inv_boxcox", lambda y, lmbda: exp(log1p(lmbda * y) / lmbda), "y lmbda"),
    ("lambertw", lambda z, k=0, tol=1e-8: principal(z, k), "z"),
    ("softplus", lambda x: softplus(x), "x"),
    ("cosm1", lambda x: -2.0 * FUNCTIONS["sin"].call(x / 2.0) ** 2, "x"),
    ("radian", lambda d, m, s: (d + m / 60.0 + s / 3600.0) * (math.pi / 180.0), "d m s"),
    ("sindg", lambda x: FUNCTIONS["sin"].call(x * (math.pi / 180.0)), "x"),
    ("cosdg", lambda x: FUNCTIONS["cos"].call(x * (math.pi / 180.0)), "x"),
    ("ellipkm1", lambda p: FUNCTIONS["ellipk"].call(1.0 - p), "p"),
    ("fresnel", lambda z: (FUNCTIONS["fresnels"].call(z), FUNCTIONS["fresnelc"].call(z)), "z"),
]
