"""scipy.stats: distributions of whole numbers, which are differentiated by their parameters, and of vectors."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.observer import unfollowed
from ...core.trace import plain
from ...core.vocabulary import ours
from ...ops import branches, layout, products
from ...ops.analysis import exp, expm1, log
from ...ops.values import shape_of
from ..numpy import factorisations
from .distributions import igammac, lgamma, read, xlog1py, xlogy
from .special import betainc, fixed


def poisson_logpmf(k: Any, mu: Any) -> Any:
    """The logarithm of the probability of k."""
    return xlogy(k, mu) - lgamma(k + 1.0) - mu


def binom_logpmf(k: Any, n: Any, p: Any) -> Any:
    """The logarithm of the probability of k out of n."""
    choices = lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0)
    return choices + xlogy(k, p) + xlog1py(n - k, -p)


def below_binom(k: Any, n: Any, p: Any) -> Any:
    """The probability of at most k out of n."""
    n, k = np.broadcast_arrays(n, k)
    some = k < n
    y = betainc(np.where(some, n - k, 1.0), np.where(some, k + 1.0, 1.0), branches.where(some, 1.0 - p, 0.5))
    return branches.where(some, y, 1.0)


# names, logarithm of the probability, distribution function, the largest k
DISCRETE: dict[str, tuple[tuple[str, ...], Any, Any, Any]] = {
    "poisson": (("mu",), poisson_logpmf, lambda k, mu: igammac(k + 1.0, mu), lambda mu: math.inf),
    "binom": (("n", "p"), binom_logpmf, below_binom, lambda n, p: n),
    "bernoulli": (
        ("p",), lambda k, p: xlogy(k, p) + xlog1py(1.0 - k, -p), lambda k, p: branches.where(k < 1.0, 1.0 - p, 1.0),
        lambda p: 1.0,
    ),
    "geom": (
        ("p",), lambda k, p: xlog1py(k - 1.0, -p) + log(p), lambda k, p: -expm1(xlog1py(k, -p)), lambda p: math.inf,
    ),
}  # fmt: skip


def discrete(name: str, what: str) -> Callable[..., Any]:
    """pmf, logpmf, cdf or sf of whole numbers, which have no slope themselves."""
    names, logpmf, cdf, most = DISCRETE[name]
    least = 1.0 if name == "geom" else 0.0

    def call(k: Any, *args: Any, **kwargs: Any) -> Any:
        shapes, loc, _ = read(names, args, kwargs, scaled=False)
        fixed(loc)
        whole = [k] if what.endswith("mf") or (plain(k) == np.floor(plain(k))).any() else []
        if name == "binom":
            whole, shapes[0] = [*whole, shapes[0]], plain(shapes[0])
        return unfollowed(f"{name}.{what} by whole numbers", 0.0, *whole) + at_numbers(k, shapes, loc)

    def at_numbers(k: Any, shapes: list[Any], loc: Any) -> Any:
        at = np.asarray(plain(k), float) - plain(loc)
        mass = what.endswith("mf")
        top = most(*shapes)
        inside = (at >= least) & (at <= top) & (at == np.floor(at)) if mass else at >= least
        safe = np.where(inside, np.floor(np.minimum(at, top)), least)[()]
        if mass:
            y = logpmf(safe, *shapes)
            y = y if what == "logpmf" else exp(y)
            return y if inside.all() else branches.where(inside, y, -math.inf if what == "logpmf" else 0.0)
        y = branches.where(inside, cdf(safe, *shapes), 0.0)
        y = 1.0 - y if what.endswith("sf") else y
        return log(y) if what.startswith("log") else y

    return call


# of vectors


def multivariate_logpdf(x: Any, mean: Any = None, cov: Any = 1.0, allow_singular: bool = False) -> Any:
    """The logarithm of the density of a normal distribution of vectors."""
    n = max(shape_of(mean)[-1] if shape_of(mean) else 1, shape_of(cov)[-1] if shape_of(cov) else 1)
    if mean is None and not shape_of(cov):
        n = shape_of(x)[-1] if len(shape_of(x)) > 1 else 1
    sigma = matrix(cov, n)
    away = x - (0.0 if mean is None else mean)
    if not shape_of(away) or (n == 1 and shape_of(away)[-1:] != (1,)):
        away = layout.reshape(away, (*shape_of(away), 1))
    rows = layout.reshape(away, (-1, n))
    solved = ours.solve(sigma, layout.transpose(rows))
    distance = layout.total(layout.transpose(solved) * rows, -1)
    y = -0.5 * (distance + n * math.log(2.0 * math.pi) + ours.logabsdet(sigma))
    return layout.reshape(y, shape_of(away)[:-1])


def matrix(cov: Any, n: int) -> Any:
    """A covariance given as a number, a vector of variances or a matrix."""
    if len(shape_of(cov)) == 2:
        return factorisations.half(cov)  # of which SciPy reads one half
    return ours.diag(cov) if shape_of(cov) else np.eye(n) * cov


def multivariate_entropy(mean: Any = None, cov: Any = 1.0) -> Any:
    """The entropy of a normal distribution of vectors."""
    n = max(shape_of(mean)[-1] if shape_of(mean) else 1, shape_of(cov)[-1] if shape_of(cov) else 1)
    return 0.5 * (n * (math.log(2.0 * math.pi) + 1.0) + ours.logabsdet(matrix(cov, n)))


def dirichlet_logpdf(x: Any, alpha: Any) -> Any:
    """The logarithm of the density of Dirichlet's distribution."""
    count = shape_of(alpha)[0]
    if shape_of(x)[0] == count - 1:
        x = ours.concatenate(x, layout.reshape(1.0 - layout.total(x, 0), (1,)))
    factor = lgamma(layout.total(alpha)) - layout.total(lgamma(alpha))
    return factor + products.dot(ours.xlogy(alpha - 1.0, x), np.ones(count))


ROWS: list[tuple[str, Callable[..., Any], str]] = [
    *[
        (f"{name}.{what}", discrete(name, what), "*")
        for name in DISCRETE for what in ("pmf", "logpmf", "cdf", "sf", "logcdf", "logsf")
    ],
    ("multivariate_normal.logpdf", multivariate_logpdf, "x mean cov"),
    ("multivariate_normal.pdf", lambda x, mean=None, cov=1.0, **_: exp(multivariate_logpdf(x, mean, cov)),
     "x mean cov"),
    ("multivariate_normal.entropy", multivariate_entropy, "mean cov"),
    ("dirichlet.logpdf", dirichlet_logpdf, "x alpha"),
    ("dirichlet.pdf", lambda x, alpha: exp(dirichlet_logpdf(x, alpha)), "x alpha"),
]  # fmt: skip
