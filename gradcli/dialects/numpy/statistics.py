"""NumPy's covariances, and sums of weights in bins."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ...core.trace import plain
from ...core.vocabulary import ours
from ...ops import joining, layout
from ...ops.indexing import Index, getitem, putter
from ...ops.values import shape_of
from .creation import linspace
from .reductions import max_, min_
from .ties import meeting


def cov(m: Any, y: Any = None, rowvar: bool = True, bias: bool = False, ddof: Any = None, fweights: Any = None,
        aweights: Any = None) -> Any:  # fmt: skip
    """Covariances of the rows; of two sets of rows together."""
    sets = []
    for v in (m, y):
        if v is not None:
            rows = v if len(shape_of(v)) > 1 else layout.reshape(v, (1, -1))
            sets.append(layout.transpose(rows) if not rowvar and len(shape_of(v)) > 1 else rows)
    rows = joining.concatenate(sets, 0) if len(sets) > 1 else sets[0]
    n: Any = shape_of(rows)[1]
    less = ddof if ddof is not None else 1 - int(bias)
    w: Any = None if fweights is None else np.asarray(plain(fweights), float)
    if aweights is not None:
        w = aweights if w is None else w * aweights
    if w is None:
        apart = rows - ours.mean(rows, 1, True)
        found = ours.matmul(apart, layout.transpose(ours.conj(apart))) / (n - less)
    else:
        total = layout.total(w)
        apart = rows - layout.total(rows * w, 1, True) / total
        factor = total - (less * layout.total(w * aweights) / total if aweights is not None else less)
        found = ours.matmul(apart, layout.transpose(apart * w)) / factor
    return found if shape_of(found)[0] > 1 else getitem(found, (0, 0))


def corrcoef(x: Any, y: Any = None, rowvar: bool = True) -> Any:
    """Correlations of the rows; of two sets of rows together."""
    c = cov(x, y, rowvar)
    if not shape_of(c):
        return c / c
    spread = ours.sqrt(ours.diag(c))
    return c / ours.outer(spread, spread)


def summed(weights: Any, at: Any, size: int) -> Any:
    """The sum of the weights of each bin; of those at -1, of none."""
    kept = np.flatnonzero(at >= 0)
    return putter(Index(at[kept]), (size,))(getitem(weights, kept))


def bincount(x: Any, weights: Any = None, minlength: int = 0) -> Any:
    """Sums of weights by whole numbers."""
    at = np.asarray(plain(x))
    return summed(weights, at, max(int(at.max(initial=-1)) + 1, minlength))


def bins_of(x: Any, edges: Any) -> Any:
    """In which bin each number lies; -1 for none."""
    at = np.searchsorted(edges, x, "right") - 1
    at[x == edges[-1]] = len(edges) - 2
    return np.where((at < 0) | (at >= len(edges) - 1), -1, at)


def histogram(a: Any, bins: Any = 10, range: Any = None, density: Any = None, weights: Any = None) -> Any:
    """Counts, or sums of weights, in bins; and the edges of the bins."""
    if isinstance(bins, str):
        raise TypeError("bins by a rule are not differentiable here")
    known = np.histogram_bin_edges(plain(a), plain(bins), range)
    edges = bins if np.ndim(plain(bins)) else known
    if not np.ndim(plain(bins)) and range is None and np.size(plain(a)):
        edges = linspace(min_(a), max_(a), len(known)) if np.ptp(plain(a)) else known
    meeting("np.histogram()", a, bins if edges is bins else getitem(edges, slice(1, -1)))
    if weights is None:
        y: Any = np.histogram(plain(a), known)[0]
    else:
        y = summed(layout.ravel(weights), bins_of(plain(a).ravel(), known), len(known) - 1)
    if density:
        y = y / ours.diff(edges) / layout.total(y)
    return y, edges


def histogramdd(sample: Any, bins: Any = 10, range: Any = None, density: Any = None, weights: Any = None) -> Any:
    """Sums of weights in bins in several dimensions."""
    rows = np.asarray(plain(sample))
    if density or not all(np.ndim(plain(b)) for b in np.atleast_1d(np.asarray(bins, object))):
        raise TypeError("not differentiable here but by the weights, at fixed edges")
    edges = np.histogramdd(rows, plain(bins), range)[1]
    for n, given in enumerate(bins):
        meeting("np.histogramdd()", getitem(sample, (slice(None), n)), given)
    at = np.array([bins_of(x, e) for x, e in zip(rows.T, edges)])
    shape = tuple(len(e) - 1 for e in edges)
    flat = np.where((at < 0).any(axis=0), -1, np.ravel_multi_index(np.maximum(at, 0), shape))
    if weights is None:
        return np.histogramdd(rows, plain(bins), range)
    return layout.reshape(summed(weights, flat, math.prod(shape)), shape), edges


def histogram2d(x: Any, y: Any, bins: Any = 10, range: Any = None, density: Any = None, weights: Any = None) -> Any:
    """The same in two dimensions."""
    counts, edges = histogramdd(joining.stack([x, y], 1), bins, range, density, weights)
    return counts, edges[0], edges[1]
