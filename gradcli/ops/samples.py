"""Of samples: quantiles, covariance, and straight lines between points."""

from __future__ import annotations

import math
from typing import Any

from ..core.forms import numpy
from ..core.trace import plain
from ..core.vocabulary import define, public
from ..errors import DomainFault, ShapeFault
from .analysis import sqrt
from .branches import maximum, minimum
from .extremes import sort
from .indexing import getitem
from .joining import stack
from .layout import expand_dims, ravel, total
from .reductions import mean
from .special import fixed
from .values import count, shape_of


@public("quantile")
def quantile(x: Any, q: Any) -> Any:
    """The number below which a share q of the elements lies, between neighbours by a straight line."""
    n, share = count(x, None, "quantile"), float(fixed("quantile", q))
    if not 0 <= share <= 1:
        raise DomainFault(f"a quantile is a share between 0 and 1, not {share:g}", code="domain")
    y = sort(ravel(x))
    place = share * (n - 1)
    low = min(math.floor(place), n - 1)
    part = place - low
    lower = getitem(y, low)
    return lower + part * (getitem(y, low + 1) - lower) if part else lower


percentile = define("percentile", lambda x, p: quantile(x, float(fixed("percentile", p)) / 100.0), "quantile(x, p/100)")


@public("cov")
def cov(x: Any, y: Any, ddof: int = 1) -> Any:
    """The covariance of two samples, as a matrix with their variances; ddof=0 for that of a whole population."""
    pair = [ravel(x), ravel(y)]
    n, m = (shape_of(v)[0] for v in pair)
    if n != m:
        raise ShapeFault(f"cov takes two samples of one length, not {n} and {m}", code="shape")
    if n <= ddof:
        raise DomainFault(f"cov of {n} element{'s' * (n != 1)}", code="domain")
    away = [v - mean(v) for v in pair]
    return stack([stack([total(a * b) / float(n - ddof) for b in away]) for a in away])


@public("corrcoef")
def corrcoef(x: Any, y: Any) -> Any:
    """The correlation of two samples, as a matrix."""
    c = cov(x, y)
    size = sqrt(stack([getitem(c, (0, 0)), getitem(c, (1, 1))]))
    return c / (expand_dims(size, 0) * expand_dims(size, 1))


@public("interp")
def interp(x: Any, xp: Any, fp: Any) -> Any:
    """Straight lines between the points (xp, fp), xp rising; beyond them the first and the last value."""
    n = shape_of(xp)[0] if len(shape_of(xp)) == 1 else 0
    if n < 2 or shape_of(fp) != shape_of(xp):
        raise ShapeFault("interp takes two lists of one length, of at least two numbers", code="shape")
    places = plain(xp)
    if not bool(numpy().all(places[1:] > places[:-1])):
        raise DomainFault("the places of interp must rise", code="domain")
    y = getitem(fp, 0)
    for k in range(n - 1):
        low, high = getitem(xp, k), getitem(xp, k + 1)
        share = (minimum(high, maximum(x, low)) - low) / (high - low)  # at a point the line on its right
        y = y + share * (getitem(fp, k + 1) - getitem(fp, k))
    return y
