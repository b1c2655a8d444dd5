"""NumPy's medians, quantiles and percentiles: elements by their order, and what lies between two."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.observer import choice
from ...core.trace import plain
from ...ops import layout
from ...ops.indexing import getitem
from ...ops.values import shape_of
from .reductions import axes_of
from .ties import alike


def lanes(a: Any, axis: Any) -> tuple[Any, tuple[int, ...], tuple[int, ...]]:
    """The elements that are taken together as rows; the shape of the results, with and without those axes."""
    s = shape_of(a)
    axes = [n % len(s) for n in axes_of(a, axis)]
    rest = [n for n in range(len(s)) if n not in axes]
    size = math.prod(s[n] for n in rest), math.prod(s[n] for n in axes)
    rows = layout.reshape(layout.transpose(a, [*rest, *axes]), size)
    return rows, tuple(1 if n in axes else m for n, m in enumerate(s)), tuple(s[n] for n in rest)


def quantile(scale: float, nans: bool = False) -> Callable[..., Any]:
    """np.quantile, or np.percentile: between two neighbours in order. NumPy finds where, in a row of ranks."""

    def call(
        a: Any, q: Any, axis: Any = None, method: Any = "linear", keepdims: Any = False, weights: Any = None
    ) -> Any:
        if weights is not None or (q is not plain(q) and method != "linear"):
            raise TypeError("np.quantile is not differentiable here with weights, nor by its place but in a line")
        a = a if shape_of(a) else layout.reshape(a, (1,))
        rows, kept, rest = lanes(a, axis)
        order = np.argsort(plain(rows), 1, "stable")
        share = np.asarray(plain(q), float).reshape(-1) / scale
        full = np.isnan(plain(rows))
        counts = (~full).sum(1) if nans else np.full(len(order), order.shape[1])
        at = np.zeros((share.size, len(order)))
        for n in np.unique(counts):
            ranks: Any = np.quantile(np.arange(float(n)), share, method=method)
            at[:, counts == n] = ranks[:, None]
        if not nans:
            at[:, full.any(1)] = order.shape[1] - 1  # where a nan is
        low = np.floor(at).astype(int)
        high = np.minimum(low + 1, counts - 1)
        lane = np.arange(len(order))
        below, above = (getitem(rows, (lane, order[lane, k])) for k in (low, high))
        part: Any = at - low
        between(rows, order, low, high, part)
        if q is not plain(q):
            part = layout.reshape(q * ((counts[0] - 1) / scale), (-1, 1)) - low
        y = below + (above - below) * part if part is not plain(part) or part.any() else below
        return layout.reshape(y, (*np.shape(plain(q)), *(kept if keepdims else rest)))

    return call


def between(rows: Any, order: Any, low: Any, high: Any, part: Any) -> None:
    """Tell of a tie: two neighbours in order are equal, but for rounding, of which the result takes another share."""
    lane, last = np.arange(len(order)), order.shape[1] - 1
    ranks = np.stack([np.clip(low - 1, 0, last), low, high, np.clip(high + 1, 0, last)])
    at = lane, order[lane, ranks]
    shares, values = np.stack([0 * part, 1 - part, part, 0 * part]), plain(rows)[at]
    shares[1:3] = np.where(low == high, 1.0, shares[1:3])
    tied = alike(values[1:], values[:-1]) & (ranks[1:] != ranks[:-1]) & (shares[1:] != shares[:-1])
    if tied.any():
        choice("np.quantile()", True, getitem(rows, at), order=True)


def median(nans: bool) -> Callable[..., Any]:
    """np.median and np.nanmedian: the middle element in order, or the mean of the middle two."""
    half = quantile(1.0, nans)
    return lambda a, axis=None, keepdims=False: half(a, 0.5, axis, keepdims=keepdims)
