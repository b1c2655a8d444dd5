"""scipy.stats: densities and distribution functions, written in ops.

A distribution is known by the logarithm of its density where loc is 0 and scale 1, and by its distribution function;
the rest follows: survival, quantiles (two steps of Newton's from the known one), other places and scales.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.calls import dialect_nary as nary
from ...core.trace import plain
from ...core.vocabulary import ours
from ...ops import branches
from ...ops.analysis import exp, expm1, log, log1p, sigmoid, softplus
from ...record import Record
from ..numpy.ties import meeting
from .special import beta_logpdf, betainc, fixed

HALF_LOG_2PI = 0.5 * math.log(2.0 * math.pi)


lgamma, xlogy, xlog1py = ours.lgamma, ours.xlogy, ours.xlog1py
ndtr, log_ndtr, igamma, igammac = ours.ndtr, ours.log_ndtr, ours.igamma, ours.igammac


class Continuous(Record):
    """A distribution of real numbers: functions of z and of the shape parameters, for loc 0 and scale 1."""

    shapes: tuple[str, ...]
    logpdf: Any
    cdf: Any = None
    sf: Any = None
    logcdf: Any = None
    logsf: Any = None
    low: float = -math.inf
    high: float = math.inf


def student(z: Any, df: Any) -> Any:
    """The logarithm of the density of Student's t."""
    factor = lgamma((df + 1.0) / 2.0) - lgamma(df / 2.0) - 0.5 * log(df * math.pi)
    return factor - (df + 1.0) / 2.0 * log1p(z * z / df)


def of_scipy(name: str, logpdf: Any, upper: bool = False) -> Any:
    """A distribution function that only SciPy has, of one fixed shape parameter: its slope is the density."""

    def form(z: Any, *shapes: Any) -> Any:
        from scipy import stats

        distribution = getattr(stats, name)
        return (distribution.sf if upper else distribution.cdf)(z, *shapes)

    def rule(g: Any, y: Any, z: Any, *shapes: Any) -> Any:
        slope = exp(logpdf(z, *shapes))
        return -(g * slope) if upper else g * slope

    op = nary(f"{name}.{'sf' if upper else 'cdf'}", "smooth", (rule, None), math=form, numpy=form)

    def call(z: Any, *shapes: Any) -> Any:
        fixed(*shapes)
        return op(z, *shapes)

    return call


def gamma_logpdf(z: Any, a: Any) -> Any:
    """The logarithm of the density of the gamma distribution."""
    return xlogy(a - 1.0, z) - z - lgamma(a)


def lognormal(z: Any, s: Any) -> Any:
    """The logarithm of the density of the log-normal distribution."""
    t = log(z) / s
    return -0.5 * t * t - HALF_LOG_2PI - log(s * z)


def symmetric(cdf: Any) -> Any:
    """The survival function of a distribution that is symmetric about 0."""
    return lambda z, *shapes: cdf(-z, *shapes)


CONTINUOUS: dict[str, Continuous] = {
    "norm": Continuous((), lambda z: -0.5 * z * z - HALF_LOG_2PI, ndtr, symmetric(ndtr), log_ndtr, symmetric(log_ndtr)),
    "uniform": Continuous((), lambda z: z * 0.0, lambda z: z, lambda z: 1.0 - z, low=0.0, high=1.0),
    "expon": Continuous(
        (), lambda z: -z, lambda z: -expm1(-z), lambda z: exp(-z), logsf=lambda z: -z, low=0.0
    ),
    "gamma": Continuous(("a",), gamma_logpdf, lambda z, a: igamma(a, z), lambda z, a: igammac(a, z), low=0.0),
    "chi2": Continuous(
        ("df",), lambda z, df: gamma_logpdf(z / 2.0, df / 2.0) - math.log(2.0), lambda z, df: igamma(df / 2.0, z / 2.0),
        lambda z, df: igammac(df / 2.0, z / 2.0), low=0.0,
    ),
    "beta": Continuous(
        ("a", "b"), beta_logpdf, lambda z, a, b: betainc(a, b, z), lambda z, a, b: betainc(b, a, 1.0 - z),
        low=0.0, high=1.0,
    ),
    "t": Continuous(("df",), student, of_scipy("t", student), of_scipy("t", student, upper=True)),
    "lognorm": Continuous(
        ("s",), lognormal, lambda z, s: ndtr(log(z) / s), lambda z, s: ndtr(-log(z) / s),
        lambda z, s: log_ndtr(log(z) / s), lambda z, s: log_ndtr(-log(z) / s), low=0.0,
    ),
    "laplace": Continuous(
        (), lambda z: -branches.absolute(z) - math.log(2.0),
        lambda z: branches.where(z > 0.0, 1.0 - 0.5 * exp(-branches.absolute(z)), 0.5 * exp(-branches.absolute(z))),
        lambda z: branches.where(z > 0.0, 0.5 * exp(-branches.absolute(z)), 1.0 - 0.5 * exp(-branches.absolute(z))),
    ),
    "logistic": Continuous(
        (), lambda z: -z - 2.0 * softplus(-z), sigmoid, symmetric(sigmoid), lambda z: -softplus(-z),
        lambda z: -softplus(z),
    ),
    "cauchy": Continuous(
        (), lambda z: -math.log(math.pi) - log1p(z * z), lambda z: 0.5 + ours.arctan(z) / math.pi,
        lambda z: 0.5 - ours.arctan(z) / math.pi,
    ),
    "weibull_min": Continuous(
        ("c",), lambda z, c: log(c) + xlogy(c - 1.0, z) - z**c, lambda z, c: -expm1(-(z**c)), lambda z, c: exp(-(z**c)),
        logsf=lambda z, c: -(z**c), low=0.0,
    ),
    "pareto": Continuous(
        ("b",), lambda z, b: log(b) - (b + 1.0) * log(z), lambda z, b: 1.0 - z ** (-b), lambda z, b: z ** (-b),
        logsf=lambda z, b: -b * log(z), low=1.0,
    ),
    "rayleigh": Continuous(
        (), lambda z: log(z) - 0.5 * z * z, lambda z: -expm1(-0.5 * z * z), lambda z: exp(-0.5 * z * z),
        logsf=lambda z: -0.5 * z * z, low=0.0,
    ),
    "halfnorm": Continuous(
        (), lambda z: 0.5 * math.log(2.0 / math.pi) - 0.5 * z * z, lambda z: ours.erf(z / math.sqrt(2.0)),
        lambda z: ours.erfc(z / math.sqrt(2.0)), low=0.0,
    ),
    "gumbel_r": Continuous((), lambda z: -z - exp(-z), lambda z: exp(-exp(-z)), lambda z: -expm1(-exp(-z)),
                           lambda z: -exp(-z)),
    "invgamma": Continuous(
        ("a",), lambda z, a: -(a + 1.0) * log(z) - 1.0 / z - lgamma(a), lambda z, a: igammac(a, 1.0 / z),
        lambda z, a: igamma(a, 1.0 / z), low=0.0,
    ),
}  # fmt: skip


def read(names: tuple[str, ...], args: Any, kwargs: dict[str, Any], scaled: bool = True) -> tuple[list[Any], Any, Any]:
    """(shape parameters, loc, scale) of a call's arguments."""
    order = [*names, "loc", *(["scale"] if scaled else [])]
    given = {**dict(zip(order, args)), **kwargs}
    if len(args) > len(order) or set(given) - set(order):
        raise TypeError("not the parameters of this distribution")
    return [given[name] for name in names], given.get("loc", 0.0), given.get("scale", 1.0)


def continuous(known: Continuous, what: str) -> Callable[..., Any]:
    """One of its functions, as scipy.stats has it."""

    def call(x: Any, *args: Any, **kwargs: Any) -> Any:
        shapes, loc, scale = read(known.shapes, args, kwargs)
        z = (x - loc) / scale
        bare = plain(z)
        below, above = bare < known.low, bare > known.high
        inside = ~(below | above) if hasattr(bare, "dtype") else not (below or above)
        everywhere = bool(np.all(inside))
        if ends := [end for end in (known.low, known.high) if math.isfinite(end)]:
            meeting(f"a bound of {what}()", z, ends)
        if not everywhere:
            z = branches.where(inside, z, 0.5 * (max(known.low, -1.0) + min(known.high, 3.0)))
        y = value(known, what, z, shapes, scale)
        if everywhere:
            return y
        low, high = {
            "pdf": (0.0, 0.0), "logpdf": (-math.inf,) * 2, "cdf": (0.0, 1.0), "sf": (1.0, 0.0),
            "logcdf": (-math.inf, 0.0), "logsf": (0.0, -math.inf),
        }[what]  # fmt: skip
        return branches.where(inside, y, branches.where(below, low, high))

    return call


def value(known: Continuous, what: str, z: Any, shapes: list[Any], scale: Any) -> Any:
    """A function inside the support."""
    if what in ("pdf", "logpdf"):
        y = known.logpdf(z, *shapes)
        return y - log(scale) if what == "logpdf" else exp(y) / scale
    direct = getattr(known, what)
    if direct is not None:
        return direct(z, *shapes)
    if what == "sf":
        return 1.0 - known.cdf(z, *shapes)
    return log(value(known, what.removeprefix("log"), z, shapes, scale))


def quantile(known: Continuous, name: str, upper: bool) -> Callable[..., Any]:
    """ppf and isf: from the known quantile two steps of Newton's, which know the slopes by all arguments."""

    def call(q: Any, *args: Any, **kwargs: Any) -> Any:
        from scipy import stats

        shapes, loc, scale = read(known.shapes, args, kwargs)
        distribution = getattr(stats, name)
        z: Any = (distribution.isf if upper else distribution.ppf)(plain(q), *map(plain, shapes))
        for _ in range(2):
            gap = value(known, "sf", z, shapes, 1.0) - q if upper else q - value(known, "cdf", z, shapes, 1.0)
            z = z + gap / exp(known.logpdf(z, *shapes))
        return z * scale + loc

    return call


ROWS: list[tuple[str, Callable[..., Any], str]] = [
    *[
        (f"{name}.{what}", continuous(known, what), "*")
        for name, known in CONTINUOUS.items() for what in ("pdf", "logpdf", "cdf", "sf", "logcdf", "logsf")
    ],
    *[
        (f"{name}.{what}", quantile(known, name, what == "isf"), "*")
        for name, known in CONTINUOUS.items() for what in ("ppf", "isf")
    ],
]  # fmt: skip
