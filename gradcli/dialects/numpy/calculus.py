"""NumPy's differences, integrals, interpolation, convolutions, and functions of one number that are no ops of ours."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.observer import choice
from ...core.trace import plain
from ...core.vocabulary import ours
from ...ops import branches, joining, layout
from ...ops.indexing import getitem
from ...ops.values import complex_parts, shape_of
from .reductions import axes_of
from .ties import alike, meeting


def diff(a: Any, n: int = 1, axis: int = -1, prepend: Any = None, append: Any = None) -> Any:
    """Differences of neighbours, n times."""
    if prepend is not None or append is not None:
        edge = tuple([1 if k == axis % len(shape_of(a)) else m for k, m in enumerate(shape_of(a))])
        parts = [e for e in (prepend, a, append) if e is not None]
        a = joining.concatenate([e if shape_of(e) else layout.broadcast_to(e, edge) for e in parts], axis)
    for _ in range(n):
        a = ours.diff(a, axis)
    return a


def ediff1d(ary: Any, to_end: Any = None, to_begin: Any = None) -> Any:
    """Differences of the elements in a row, with more at the ends."""
    found = ours.diff(layout.ravel(ary))
    return joining.concatenate([layout.reshape(e, (-1,)) for e in (to_begin, found, to_end) if e is not None])


def trapezoid(y: Any, x: Any = None, dx: Any = 1.0, axis: int = -1) -> Any:
    """The integral by trapezes."""
    n = len(shape_of(y))
    axis %= n
    width = dx
    if x is not None:
        flat = len(shape_of(x)) == 1
        width = ours.diff(x, 0 if flat else axis)
        width = layout.reshape(width, [-1 if k == axis else 1 for k in range(n)]) if flat else width
    lead = (slice(None),) * axis
    mid = (getitem(y, (*lead, slice(1, None))) + getitem(y, (*lead, slice(None, -1)))) / 2.0
    return layout.total(mid * width, axis)


def gradient(f: Any, *varargs: Any, axis: Any = None, edge_order: int = 1) -> Any:
    """Central differences along one axis, or each: one-sided at the ends."""
    axes = axes_of(f, axis)
    steps = varargs * len(axes) if len(varargs) == 1 else varargs or (1.0,) * len(axes)
    pairs = zip(axes, steps, strict=True)
    found = [layout.moveaxis(slopes(layout.moveaxis(f, a, 0), h, edge_order), 0, a) for a, h in pairs]
    return found[0] if len(found) == 1 else tuple(found)


def slopes(y: Any, h: Any, edge_order: int) -> Any:
    """The slopes along the first axis, at one distance or at uneven ones (Fornberg 1988, for three points)."""

    def at(k: int | slice) -> Any:
        return getitem(y, slice(k, k + 1 or None) if isinstance(k, int) else k)

    def gap(k: int) -> Any:
        return getitem(gaps, slice(k, k + 1 or None)) if shape_of(h) else h

    gaps = layout.reshape(ours.diff(h), (-1,) + (1,) * (len(shape_of(y)) - 1)) if shape_of(h) else h
    a, b = (getitem(gaps, slice(None, -1)), getitem(gaps, slice(1, None))) if shape_of(h) else (h, h)
    mid = (a * a * at(slice(2, None)) + (b * b - a * a) * at(slice(1, -1)) - b * b * at(slice(None, -2))) / (
        a * b * (a + b)
    )
    if edge_order == 1:
        ends = (at(1) - at(0)) / gap(0), (at(-1) - at(-2)) / gap(-1)
    else:
        ends = parabola(at(0), at(1), at(2), gap(0), gap(1)), -parabola(at(-1), at(-2), at(-3), gap(-1), gap(-2))
    return joining.concatenate([ends[0], mid, ends[1]])


def parabola(y0: Any, y1: Any, y2: Any, h: Any, k: Any) -> Any:
    """The slope at the first of three points, of the parabola through them; h and k lie between them."""
    return -(2.0 * h + k) / (h * (h + k)) * y0 + (h + k) / (h * k) * y1 - h / (k * (h + k)) * y2


def interp(x: Any, xp: Any, fp: Any, left: Any = None, right: Any = None, period: Any = None) -> Any:
    """Piecewise linear interpolation."""
    if period is not None:
        x, xp = x % period, xp % period
        order = np.argsort(plain(xp))
        xp, fp = getitem(xp, order), getitem(fp, order)
        xp = joining.concatenate([getitem(xp, slice(-1, None)) - period, xp, getitem(xp, slice(0, 1)) + period])
        fp = joining.concatenate([getitem(fp, slice(-1, None)), fp, getitem(fp, slice(0, 1))])
    at = np.asarray(plain(x), float)
    meeting("np.interp()", x, xp)
    if shape_of(xp)[0] == 1:
        return branches.where(at < plain(xp)[0], left if left is not None else fp[0], fp[0])
    n = np.clip(np.searchsorted(plain(xp), at, side="right") - 1, 0, shape_of(xp)[0] - 2)
    low: Any = n if n.shape else int(n)
    x0, x1, y0, y1 = (getitem(v, k) for v in (xp, fp) for k in (low, low + 1))
    y = y0 + (y1 - y0) * ((x - x0) / (x1 - x0))
    y = branches.where(at < plain(xp)[0], getitem(fp, 0) if left is None else left, y)
    return branches.where(at > plain(xp)[-1], getitem(fp, -1) if right is None else right, y)


def unwrap(p: Any, discont: Any = None, axis: int = -1, period: Any = 2 * np.pi) -> Any:
    """With whole periods added, so that neighbours are less than half of one apart."""
    known, size = plain(p), plain(period)
    choice("np.unwrap()", alike(abs(np.diff(known, axis=axis)) % size, size / 2).any(), p)
    return p + period * np.rint((np.unwrap(known, plain(discont), axis, period=size) - known) / size)


def convolve(a: Any, v: Any, mode: str = "full") -> Any:
    """The discrete convolution of two vectors: each element of the shorter one shifts the longer one."""
    a, v = (x if shape_of(x) else layout.reshape(x, (1,)) for x in (a, v))
    if shape_of(v)[0] > shape_of(a)[0]:
        a, v = v, a
    n, m = shape_of(a)[0], shape_of(v)[0]
    gap = np.zeros(m - 1)
    wide = joining.concatenate([gap, a, gap]) if m > 1 else a
    y = ours.matmul(getitem(wide, np.arange(n + m - 1)[:, None] + np.arange(m)[::-1]), v)
    if mode == "full":
        return y
    size = n if mode == "same" else n - m + 1
    start = (n + m - 1 - size) // 2
    return getitem(y, slice(start, start + size))


def correlate(a: Any, v: Any, mode: str = "valid") -> Any:
    """The cross-correlation of two vectors: the convolution with the second one turned about, and conjugated."""
    if shape_of(v)[0] > shape_of(a)[0]:  # NumPy swaps them, and turns the answer
        return ours.flip(correlate(ours.conj(v), ours.conj(a), mode))
    return convolve(a, ours.conj(ours.flip(v)), mode)


def frexp(x: Any) -> Any:
    """Mantissa and exponent."""
    exponent = np.frexp(plain(x))[1]
    return x * np.ldexp(1.0, -exponent), exponent


def part(name: str) -> Any:
    """real, imag or conj of real numbers or complex ones."""

    def call(val: Any) -> Any:
        if complex_parts(plain(val)):
            return getattr(ours, name)(val)
        return val * 0 if name == "imag" else val

    return call
