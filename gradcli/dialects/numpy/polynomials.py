"""NumPy's polynomials, given by their coefficients, the highest power first."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.trace import plain
from ...core.vocabulary import ours
from ...ops import joining, layout
from ...ops.indexing import getitem
from ...ops.values import complex_parts, shape_of
from . import factorisations
from .calculus import convolve
from .creation import vander
from .factorisations import eigen


def polyval(p: Any, x: Any) -> Any:
    """A polynomial by Horner's rule."""
    y: Any = x * 0
    for k in range(shape_of(p)[0]):
        y = y * x + getitem(p, k)
    return y


def polyder(p: Any, m: int = 1) -> Any:
    """The coefficients of the m-th derivative."""
    for _ in range(m):
        n = shape_of(p)[0] - 1
        p = getitem(p, slice(0, n)) * np.arange(n, 0, -1)
    return p


def polyint(p: Any, m: int = 1, k: Any = None) -> Any:
    """The coefficients of the m-th integral; k are the constants."""
    for j in range(m):
        c = 0.0 if k is None else k if not shape_of(k) else getitem(k, j if shape_of(k)[0] > 1 else 0)
        n = shape_of(p)[0]
        p = joining.concatenate([p / np.arange(n, 0.0, -1), layout.reshape(c, (1,))])
    return p


def padded(a: Any, n: int) -> Any:
    """n coefficients."""
    lacking = n - shape_of(a)[0]
    return joining.concatenate([np.zeros(lacking), a]) if lacking > 0 else a


def polyadd(a1: Any, a2: Any) -> Any:
    """The sum of two polynomials."""
    n = max(shape_of(a1)[0], shape_of(a2)[0])
    return padded(a1, n) + padded(a2, n)


def polydiv(u: Any, v: Any) -> Any:
    """The quotient of two polynomials, and the rest."""
    m, n = shape_of(u)[0], shape_of(v)[0]
    rest, quotients = u, []
    for _ in range(max(m - n + 1, 1) if m >= n else 0):
        q = getitem(rest, 0) / getitem(v, 0)
        quotients.append(q)
        head = getitem(rest, slice(0, n)) - q * v
        rest = joining.concatenate([getitem(head, slice(1, None)), getitem(rest, slice(n, None))])
    known = np.polydiv(plain(u), plain(v))
    return joining.stack(quotients) if quotients else known[0], getitem(
        rest, slice(len(plain(rest)) - len(known[1]), None)
    )


def poly(seq_of_zeros: Any) -> Any:
    """The coefficients of the polynomial with these zeros, or of a matrix's characteristic one."""
    zeros = eigen(seq_of_zeros)[0] if len(shape_of(seq_of_zeros)) == 2 else seq_of_zeros
    y: Any = np.ones(1)
    for k in range(shape_of(zeros)[0]):
        y = convolve(y, joining.stack([1.0, -getitem(zeros, k)]))
    return ours.real(y) if complex_parts(plain(y)) and not complex_parts(plain(seq_of_zeros)) else y


def roots(p: Any) -> Any:
    """The zeros of a polynomial: the eigenvalues of its companion matrix."""
    used = np.flatnonzero(plain(p))
    behind = shape_of(p)[0] - 1 - int(used[-1])
    p = getitem(p, slice(int(used[0]), int(used[-1]) + 1))
    n = shape_of(p)[0] - 1
    first = -getitem(p, slice(1, None)) / getitem(p, 0)
    below = np.eye(n)[:-1]
    found = eigen(joining.concatenate([layout.reshape(first, (1, n)), below]))[0]
    return joining.concatenate([found, np.zeros(behind)]) if behind else found


def polyfit(x: Any, y: Any, deg: Any, rcond: Any = None, full: bool = False, w: Any = None, cov: Any = False) -> Any:
    """The polynomial of least squares, as NumPy finds it: by the singular values of scaled powers."""
    if np.ndim(deg):
        raise TypeError("np.polyfit is differentiable here for one degree")
    order = int(deg) + 1
    left, right = vander(x, order), y
    if w is not None:
        left = left * layout.reshape(w, (-1, 1))
        right = right * (layout.reshape(w, (-1, 1)) if len(shape_of(y)) == 2 else w)
    scale = ours.sqrt(layout.total(left * left, 0))
    scaled = left / scale
    rcond = shape_of(x)[0] * np.finfo(float).eps if rcond is None else rcond
    c, residuals, rank, s = factorisations.lstsq(scaled, right, rcond)
    c = layout.transpose(layout.transpose(c) / scale)
    if full:
        return c, residuals, rank, s, rcond
    if not cov:
        return c
    base = ours.inv(ours.matmul(layout.transpose(scaled), scaled))
    base = base / ours.outer(scale, scale)
    factor = 1.0 if cov == "unscaled" else residuals / (shape_of(x)[0] - order)
    return c, base * factor if len(shape_of(y)) == 1 else layout.reshape(base, (order, order, 1)) * factor
