"""np.linalg: norms, determinants, factors, least squares."""

from __future__ import annotations

from functools import reduce
from typing import Any

import numpy as np

from ...core.calls import dialect_unary as unary
from ...core.observer import traced, unknown
from ...core.trace import plain
from ...core.vocabulary import ours
from ...ops import branches, extremes, layout, linalg, matrix, matrix_functions, products, reductions, svd_qr
from ...ops.complex import conj, real
from ...ops.indexing import getitem
from ...ops.multi_output import several
from ...ops.values import complex_parts, is_complex, shape_of
from .reductions import axes_of


def real_matrix(a: Any) -> Any:
    """A matrix of real numbers, whose factors are differentiable."""
    if complex_parts(plain(a)):
        raise TypeError("factors of a complex matrix are not differentiable here")
    return a


def half(a: Any, upper: bool = False) -> Any:
    """The symmetric matrix of which one half of `a` is read."""
    a = linalg.turned(real_matrix(a)) if upper else real_matrix(a)
    return linalg.tril(a) + linalg.turned(linalg.tril(a, -1))


# eigenvalues that may be complex, in NumPy's order


def _mp_eigen(m: Any, like: Any) -> Any:
    """mpmath's eigenvalues in NumPy's order; vectors of length 1, their largest element real, as LAPACK's."""
    import mpmath

    values, columns = mpmath.eig(m)
    vectors, left = matrix.from_mp(columns), list(range(len(values)))
    order = [left.pop(min(range(len(left)), key=lambda n: abs(complex(values[left[n]]) - w))) for w in like[0]]
    found = []
    for n, model in zip(order, like[1].T):
        v = vectors[:, n]
        top = int(np.argmax(np.abs(model)))
        turn = mpmath.conj(v[top]) / abs(v[top]) * (1 if model[top].real >= 0 else -1)
        found.append(v * turn / mpmath.sqrt(sum(abs(e) ** 2 for e in v)))
    w, v = np.array([values[n] for n in order], object), np.array(found, object).T
    reals = np.frompyfunc(mpmath.re, 1, 1)
    return (w, v) if np.iscomplexobj(like[0]) else (reals(w), reals(v))


def _eigen_rule(g: Any, y: Any, x: Any) -> Any:
    d = linalg.eig_rule(g, y, x)
    return d if is_complex(x) else real(d)


def meeting(a: Any) -> Any:
    """Whether two eigenvalues are equal, to rounding."""
    w = np.linalg.eigvals(np.asarray(a, complex if np.iscomplexobj(a) else float))
    gaps = np.abs(w[..., :, None] - w[..., None, :]) + np.where(np.eye(w.shape[-1]), np.inf, 0.0)
    return (gaps <= 1e-13 * np.abs(w).max(axis=-1, initial=0.0)[..., None, None]).any(axis=(-2, -1))


_eigen = unary(
    "eigen", "general", _eigen_rule, elementwise=False,
    python=linalg.factors("eig", lambda np, a: np.linalg.eig(a), _mp_eigen),
    kinks=meeting,
)  # fmt: skip


def eigen(x: Any) -> tuple[Any, ...]:
    """(eigenvalues, eigenvectors that move across themselves alone) of a square matrix, as NumPy orders them."""
    known = np.linalg.eig(plain(matrix.square("eig", x)))
    if known.eigenvalues.dtype.kind == "c" or known.eigenvalues.ndim > 1:
        return several(_eigen, x)
    w, v = linalg.eig(x)
    back = np.argsort(np.argsort(known.eigenvalues))
    return getitem(w, back), getitem(v, (slice(None), back))


# norms


def norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """The norm of a vector, or of a matrix."""
    s = shape_of(x)
    x = branches.absolute(x) if complex_parts(plain(x)) and ord not in (2, -2, "nuc") else x
    if ord is None and axis is None:
        return vector_norm(x, keepdims=keepdims)
    axes = tuple(n % len(s) for n in axes_of(x, axis))
    if len(axes) == 2:
        return of_matrix(x, ord, axes, keepdims)
    if len(axes) > 2 and ord not in (None, 2):
        raise TypeError("no such norm")
    return of_vector(x, ord, axes if len(axes) > 1 else axes[0], keepdims)


def of_vector(x: Any, ord: Any, axis: Any, keepdims: Any) -> Any:
    """The norm of any order along an axis."""
    size = branches.absolute(x)
    if ord is not plain(ord):  # of whose slope the orders that have a formula of their own know nothing
        return layout.total(size**ord, axis, keepdims) ** (1.0 / ord)
    if ord in (None, 2):
        return reductions.norm(size if complex_parts(plain(x)) else x, 2, axis, keepdims)
    if ord == np.inf:
        return extremes.largest(size, axis, keepdims)
    if ord == -np.inf:
        return extremes.smallest(size, axis, keepdims)
    if ord == 0:
        return np.sum(plain(x) != 0, axis=axis, keepdims=bool(keepdims)).astype(float)
    if ord == 1:
        return layout.total(size, axis, keepdims)
    return layout.total(size**ord, axis, keepdims) ** (1.0 / ord)


def of_matrix(x: Any, ord: Any, axes: tuple[int, ...], keepdims: Any) -> Any:
    """The norm of the matrices over two axes."""
    rows, columns = axes
    if ord in (None, "fro", "f"):
        y = reductions.norm(x, 2, axes, keepdims)
    elif ord in (1, -1, np.inf, -np.inf):
        summed, other = (rows, columns) if ord in (1, -1) else (columns, rows)
        found = layout.total(branches.absolute(x), summed, True)
        y = (extremes.largest if ord > 0 else extremes.smallest)(found, other, True)
        y = y if keepdims else layout.squeeze(y, axes)
    else:
        n = len(shape_of(x))
        rest = [k for k in range(n) if k not in axes]
        values = ours.svdvals(layout.transpose(real_matrix(x), [*rest, rows, columns]))
        y = {2: extremes.largest, -2: extremes.smallest, "nuc": layout.total}[ord](values, -1)
        if keepdims:
            y = layout.reshape(y, tuple(1 if k in axes else m for k, m in enumerate(shape_of(x))))
    return y


def vector_norm(x: Any, axis: Any = None, keepdims: bool = False, ord: Any = 2) -> Any:
    """The norm of a vector over any axes."""
    if axis is not None:
        return of_vector(x, ord, axis, keepdims)
    y = of_vector(layout.ravel(x), ord, 0, False)
    return layout.reshape(y, (1,) * len(shape_of(x))) if keepdims else y


def cond(x: Any, p: Any = None) -> Any:
    """The ratio by which errors may grow in solving."""
    if p in (None, 2, -2):
        s = ours.svdvals(real_matrix(x))
        largest, least = getitem(s, (..., 0)), getitem(s, (..., -1))
        return least / largest if p == -2 else largest / least
    return norm(x, p, (-2, -1)) * norm(ours.inv(x), p, (-2, -1))


# determinants and powers


def matrix_power(a: Any, n: int) -> Any:
    """A product of n copies of a square matrix."""
    if n < 0:
        a, n = ours.inv(a), -n
    if n == 0:
        return np.broadcast_to(np.eye(shape_of(a)[-1]), shape_of(a)).copy()
    return reduce(products.matmul, [a] * n)


# factors


def cholesky(a: Any, upper: bool = False) -> Any:
    """The triangle whose square is a symmetric matrix; of `a` one half is read."""
    y = ours.cholesky(half(a, upper))
    return linalg.turned(y) if upper else y


def svd(a: Any, full_matrices: bool = True, compute_uv: bool = True, hermitian: bool = False) -> Any:
    """(U, singular values, V.T); the columns that meet no singular value are a choice, and plain numbers."""
    u, s, vh = svd_qr.svd(half(a) if hermitian else real_matrix(a))
    if not compute_uv:
        return s
    rows, columns = shape_of(a)[-2:]
    if full_matrices and rows != columns:
        whole = np.linalg.svd(plain(a))
        side = "U" if rows > columns else "Vh"
        places = [x.at for x in traced(a) if x.at]
        full, _ = unknown(f"the full {side} of np.linalg.svd()", getattr(whole, side), places)
        u, vh = (full, vh) if side == "U" else (u, full)
    return u, s, vh


def eigh(a: Any, UPLO: str = "L") -> Any:
    """(eigenvalues, eigenvectors) of a symmetric matrix, of which one half is read."""
    w, v = linalg.eigh(half(a, UPLO in "Uu"))
    return w, v if UPLO in "Ll" else v * np.sign((plain(v) * np.linalg.eigh(plain(a), "U")[1]).sum(-2, keepdims=True))


def eig(a: Any) -> Any:
    """(eigenvalues, eigenvectors) of a square matrix: each of length 1, its largest element real, as LAPACK's are."""
    w, v = eigen(a)
    known = np.linalg.eig(plain(a)).eigenvectors
    size = ours.sqrt(layout.total(real(v * conj(v)), -2, True))
    at = list(np.indices((*known.shape[:-2], 1, known.shape[-1])))
    at[-2] = np.abs(known).argmax(-2)[..., None, :]
    top, way = getitem(v, tuple(at)), known[tuple(at)].real
    turn = branches.absolute(top) / top * np.where(way < 0, -1.0, 1.0)
    return w, v * (turn / size)


def qr(a: Any, mode: str = "reduced") -> Any:
    """(Q, R) without the columns that meet no row, or R alone."""
    rows, columns = shape_of(a)[-2:]
    if mode not in ("reduced", "r") and (mode != "complete" or rows > columns):
        raise TypeError(f"np.linalg.qr with mode={mode!r} is not differentiable here")
    q, r = svd_qr.qr(real_matrix(a))
    return r if mode == "r" else (q, r)


# least squares


def lstsq(a: Any, b: Any, rcond: Any = None) -> Any:
    """(solution, sums of squares left, rank, singular values)."""
    known = np.linalg.lstsq(plain(a), plain(b), plain(rcond))
    x = products.matmul(matrix_functions.pinv(real_matrix(a)), b)
    left: Any = known[1]
    if left.size:
        rest = b - products.matmul(a, x)
        left = layout.reshape(layout.total(rest * rest, 0), left.shape)
    return x, left, known[2], ours.svdvals(a)


def tensorsolve(a: Any, b: Any, axes: Any = None) -> Any:
    """x such that tensordot(a, x, x.ndim) == b."""
    order = [n for n in range(len(shape_of(a))) if n not in (axes or ())] + list(axes or ())
    a = layout.transpose(a, order)
    rest = shape_of(a)[len(shape_of(b)) :]
    n = int(np.prod(rest))
    return layout.reshape(ours.solve(layout.reshape(a, (n, n)), layout.ravel(b)), rest)


def tensorinv(a: Any, ind: int = 2) -> Any:
    """The inverse with respect to tensordot over `ind` axes."""
    s = shape_of(a)
    n = int(np.prod(s[ind:]))
    return layout.reshape(ours.inv(layout.reshape(a, (n, n))), s[ind:] + s[:ind])
