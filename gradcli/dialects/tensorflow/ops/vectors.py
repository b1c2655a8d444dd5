"""Eigenvectors and singular vectors by the steps of TensorFlow's solvers (Eigen's), which decide their signs.

Reflections and shifted QR steps (Golub and Van Loan 2013, 8.3), and two-sided Jacobi rotations (8.6.3) after a QR
decomposition with pivots; the thresholds are those of the dtype, the arithmetic is double. What is larger is left to
LAPACK, which is told.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ..tensors import warn

MANY = 40_000  # elements, half a second
JACOBI = 16  # columns, from which TensorFlow divides and conquers
TOLD = "these {}vectors have LAPACK's signs, which may be others than TensorFlow's"
ALIKE = "of equal {0}values only the space is determined: these {0}vectors may be others in it than TensorFlow's"


def tell(word: str, a: Any, by_lapack: bool, values: Any) -> None:
    """Warn where the vectors that are handed out may be others than TensorFlow's."""
    gaps = np.abs(np.diff(values)) <= 4 * np.finfo(values.dtype).eps * np.abs(values).max(-1, keepdims=True, initial=0)
    if a.size and (by_lapack or gaps.any()):
        warn((TOLD if by_lapack else ALIKE).format(word))


def eigh_by_lapack(a: Any) -> bool:
    """Whether eigenvectors are LAPACK's."""
    return not a.size or a.size > MANY or not np.isfinite(a).all()


def svd_by_lapack(a: Any) -> bool:
    """Whether singular vectors are LAPACK's."""
    return a.dtype.kind == "c" or a.shape[-1] >= JACOBI or eigh_by_lapack(a)


def _each(a: Any, solver: Any, *how: Any) -> list[Any]:
    """The parts that a solver finds of each matrix, stacked."""
    found = zip(*(solver(m, np.finfo(a.dtype), *how) for m in a.reshape(-1, *a.shape[-2:])))
    return [np.reshape(part, (*a.shape[:-2], *part[0].shape)) for part in found]


def eigh(a: Any) -> tuple[Any, Any]:
    """(eigenvalues, rising; eigenvectors as columns) of (a stack of) matrices whose lower triangle is given."""
    if eigh_by_lapack(a):
        return np.linalg.eigh(a)
    values, vectors = _each(a, _eigh)
    return values.astype(a.real.dtype), vectors.astype(a.dtype)


def svd(a: Any, full: bool = False) -> tuple[Any, Any, Any]:
    """(U, singular values in falling order, V*), all columns of U and V if `full`."""
    if svd_by_lapack(a):
        return np.linalg.svd(a, full_matrices=full)
    u, s, v = (part.astype(a.dtype) for part in _each(a, _svd, full))
    return np.swapaxes(u, -1, -2), s, v


def _reflection(x: Any, tiny: float) -> tuple[Any, Any, float]:
    """(v, t, length): 1 - t v v* takes x to a multiple of the first axis; t is 0 where it is one."""
    first, v = x[0], x.copy()
    rest = np.vdot(x[1:], x[1:]).real
    if rest <= tiny and first.imag**2 <= tiny:
        return v, 0.0, float(first.real)
    length = math.copysign(math.sqrt(abs(first) ** 2 + rest), -first.real if first.real else -1.0)
    v[1:] /= first - length
    v[0] = 1.0
    return v, (length - first) / length, length


def _turn(rows: Any, p: int, q: int, c: float, s: float) -> None:
    """Rotate two rows in place."""
    rows[[p, q]] = c * rows[p] + s * rows[q], c * rows[q] - s * rows[p]


def _eigh(a: Any, info: Any) -> tuple[Any, Any]:
    a = np.tril(a).astype(complex if a.dtype.kind == "c" else float)
    size = np.abs(a).max() or 1.0
    d, e, q = _tridiagonal(a / size, float(info.tiny))
    _steps(d, e, q, float(info.eps), float(info.tiny))
    order = list(range(len(d)))
    for i in range(len(d)):  # by exchanges with the least that is left
        k = min(range(i, len(d)), key=d.__getitem__)
        d[i], d[k], order[i], order[k] = d[k], d[i], order[k], order[i]
    return np.array(d) * size, q[order].T


def _tridiagonal(a: Any, tiny: float) -> tuple[list[float], list[float], Any]:
    """The diagonal, what is below it, and the rows of Q: a = Q T Q*, from the lower triangle of a."""
    a = a + np.tril(a, -1).conj().T
    q, below = np.eye(len(a), dtype=a.dtype), []
    for i in range(1, len(a)):
        v, t, length = _reflection(a[i:, i - 1], tiny)
        below.append(length)
        if t:
            p = a[i:, i:] @ (t * v)
            p -= t / 2 * np.vdot(p, v) * v
            a[i:, i:] -= np.outer(v, p.conj()) + np.outer(p, v.conj())
            q[:, i:] -= np.outer(q[:, i:] @ v, t * v.conj())
    return a.diagonal().real.tolist(), below, q.T.copy()


def _steps(d: list[float], e: list[float], q: Any, eps: float, tiny: float) -> None:
    """Make a tridiagonal matrix diagonal in place, by QR steps with Wilkinson's shift; the rows of q turn with it."""
    end, first = len(d) - 1, 0
    for _ in range(30 * len(d)):
        for i in range(first, end):
            if abs(e[i]) < tiny or (e[i] / eps) ** 2 <= abs(d[i]) + abs(d[i + 1]):
                e[i] = 0.0
        while end > 0 and not e[end - 1]:
            end -= 1
        if not end:
            break
        first = end - 1
        while first and e[first - 1]:
            first -= 1
        half, b = (d[end - 1] - d[end]) / 2, e[end - 1]
        shift = b / ((half + math.copysign(math.hypot(half, b), half)) / b) if half else abs(b)
        x, z = d[first] - d[end] + shift, e[first]
        for k in range(first, end):
            if not z:
                break
            c, s = _onto(x, z)
            f, g, h = d[k], e[k], d[k + 1]
            d[k] = c * (c * f - s * g) - s * (c * g - s * h)
            d[k + 1] = s * (s * f + c * g) + c * (s * g + c * h)
            e[k] = c * (s * f + c * g) - s * (s * g + c * h)
            if k > first:
                e[k - 1] = c * e[k - 1] - s * z
            x = e[k]
            if k < end - 1:
                z, e[k + 1] = -s * e[k + 1], c * e[k + 1]
            _turn(q, k, k + 1, c, -s)


def _onto(x: float, z: float) -> tuple[float, float]:
    """The cosine and sine that turn (x, z) onto the first axis, z not 0."""
    if not x:
        return 0.0, -math.copysign(1.0, z)
    if abs(x) > abs(z):
        c = 1.0 / math.copysign(math.hypot(1.0, z / x), x)
        return c, -z / x * c
    s = -1.0 / math.copysign(math.hypot(1.0, x / z), z)
    return -x / z * s, s


def _svd(a: Any, info: Any, full: bool) -> tuple[Any, Any, Any]:
    """The rows of U^T, the singular values, and the rows of V^T."""
    (m, n), k, size = a.shape, min(a.shape), float(np.abs(a).max()) or 1.0
    w = a.astype(float) / size
    if m > n:
        u, w, v = _pivoted(w, m if full else k)
    else:
        v, w, u = _pivoted(w.T, n if full else k) if m < n else (np.eye(n), w.T, np.eye(m))
        w = w.T.copy()
    _rotations(w, u, v, 2.0 * float(info.eps), float(info.tiny))
    u[:k] *= np.where(w.diagonal() < 0.0, -1.0, 1.0)[:, None]
    s = np.abs(w.diagonal())
    for i in range(k):  # by exchanges with the largest that is left
        if j := int(np.argmax(s[i:])):
            for rows in (s, u, v):
                rows[[i, i + j]] = rows[[i + j, i]]
    return u, s * size, v


def _pivoted(a: Any, count: int) -> tuple[Any, Any, Any]:
    """(rows of Q^T, R, P^T) of a = Q R P^T, R square, where the longest column that is left comes next."""
    r, order, found = a.copy(), np.arange(len(a.T)), []
    for k in range(len(order)):
        pair = [k, k + int(np.argmax((r[k:, k:] ** 2).sum(0)))]
        r[:, pair], order[pair] = r[:, pair[::-1]], order[pair[::-1]]
        v, t, _ = _reflection(r[k:, k], 0.0)
        r[k:, k:] -= np.outer(t * v, v @ r[k:, k:])
        found.append((k, v, t))
    q = np.eye(len(a), count)
    for k, v, t in reversed(found):
        q[k:] -= np.outer(t * v, v @ q[k:])
    return q.T.copy(), np.triu(r[: len(order)]), np.eye(len(order))[order]


def _rotations(w: Any, u: Any, v: Any, eps: float, tiny: float) -> None:
    """Make w diagonal in place, two rows and columns at a time; the rows of u and v turn with it."""
    top, moved = np.abs(w.diagonal()).max(), True
    while moved:
        moved = False
        for p in range(1, len(w)):
            for q in range(p):
                if not max(abs(w[p, q]), abs(w[q, p])) > max(tiny, eps * top):
                    continue
                moved = True
                a, b, c, d = w[p, p], w[p, q], w[q, p], w[q, q]
                h = math.hypot(a + d, c - b)  # a turn of the rows makes the four symmetric
                y, x = (1.0, 0.0) if abs(c - b) < tiny else ((a + d) / h, (c - b) / h)
                y, x = math.copysign(1.0, c - b) * y if x else y, abs(x)
                a, b, d = y * a + x * c, y * b + x * d, y * d - x * b
                g, s = 1.0, 0.0
                if abs(b) >= tiny / 2:
                    tau = (a - d) / (2.0 * abs(b))
                    t = 1.0 / (tau + math.copysign(math.hypot(tau, 1.0), tau or -1.0))
                    g = 1.0 / math.hypot(t, 1.0)
                    s = -t * g * math.copysign(1.0, b)
                for rows in (w, u):
                    _turn(rows, p, q, y * g + x * s, x * g - y * s)
                for rows in (w.T, v):
                    _turn(rows, p, q, g, -s)
                top = max(top, abs(w[p, p]), abs(w[q, q]))
