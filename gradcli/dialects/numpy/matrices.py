"""NumPy's linear algebra where it reads differently from our ops."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ...core.observer import traced, unknown
from ...core.trace import plain
from ...core.vocabulary import FUNCTIONS
from ...ops import branches, extremes, joining, layout, linalg, reductions
from ...ops.indexing import Index, getitem, putter
from ...ops.joining import array
from ...ops.values import complex_parts, shape_of

if TYPE_CHECKING:
    from collections.abc import Callable


def part(name: str) -> Callable[[Any], Any]:
    """real, imag or conj of real numbers or complex ones."""

    def call(x: Any) -> Any:
        if complex_parts(plain(x)):
            return FUNCTIONS[name].call(x)
        return x * 0 if name == "imag" else x

    return call


def diagflat(x: Any, k: int = 0) -> Any:
    """The diagonal of a matrix, or the matrix of a diagonal, k places off."""
    if not k:
        return FUNCTIONS["diag"].call(x)
    if len(shape_of(x)) == 2:
        rows, columns = np.nonzero(np.eye(shape_of(x)[0], shape_of(x)[1], k))
        return getitem(x, (rows, columns))
    n = shape_of(x)[0] + abs(k)
    return putter(Index(np.nonzero(np.eye(n, n, k))), (n, n))(x)


def triangle(name: str) -> Callable[..., Any]:
    """tril and triu: one side of a matrix."""
    return lambda m, k=0: m * getattr(np, name)(np.ones(shape_of(m)), k)


def eigvals(a: Any) -> Any:
    """The eigenvalues of a matrix, in the order in which NumPy finds them."""
    found = np.linalg.eigvals(plain(a))
    if found.dtype.kind == "c":
        raise TypeError("complex eigenvalues")
    return getitem(FUNCTIONS["eigvals"].call(a), np.argsort(np.argsort(found)))


def real_matrix(a: Any) -> Any:
    """A matrix of real numbers, whose factors are differentiable."""
    if complex_parts(plain(a)):
        raise TypeError("factors of a complex matrix are not differentiable here")
    return a


SVD: Any = type(np.linalg.svd(np.eye(1)))
EIGH: Any = type(np.linalg.eigh(np.eye(1)))
QR: Any = type(np.linalg.qr(np.eye(1)))


def svd(a: Any, full_matrices: bool = True, compute_uv: bool = True, hermitian: bool = False) -> Any:
    """(U, singular values, V.T); the columns that meet no singular value are a choice, and plain numbers."""
    if hermitian:
        raise TypeError("np.linalg.svd with hermitian=True is not differentiable here")
    u, s, vh = linalg.svd(real_matrix(a))
    if not compute_uv:
        return s
    rows, columns = shape_of(a)[-2:]
    if full_matrices and rows != columns:
        whole = np.linalg.svd(plain(a))
        side = "U" if rows > columns else "Vh"
        full, _ = unknown(
            f"the full {side} of np.linalg.svd()", getattr(whole, side), [x.at for x in traced(a) if x.at]
        )
        u, vh = (full, vh) if side == "U" else (u, full)
    return SVD(u, s, vh)


def eigh(a: Any, UPLO: str = "L") -> Any:
    """(eigenvalues, eigenvectors) of a symmetric matrix, of which one half is read."""
    if UPLO not in ("L", "U", "l", "u"):
        raise TypeError("UPLO is L or U")
    a = real_matrix(a)
    return EIGH(*linalg.eigh(linalg.turned(a) if UPLO in "Uu" else a))


def qr(a: Any, mode: str = "reduced") -> Any:
    """(Q, R) without the columns that meet no row, or R alone."""
    rows, columns = shape_of(a)[-2:]
    if mode not in ("reduced", "r") and (mode != "complete" or rows > columns):
        raise TypeError(f"np.linalg.qr with mode={mode!r} is not differentiable here")
    q, r = linalg.qr(real_matrix(a))
    return r if mode == "r" else QR(q, r)


def multi_dot(parts: Any) -> Any:
    """The product of several matrices, the first and last of which may be vectors."""
    first, *others = [array(p) if isinstance(p, list | tuple) else p for p in parts]
    inner = [len(shape_of(p)) for p in others[:-1]]
    if not others or any(n != 2 for n in inner) or not {len(shape_of(p)) for p in (first, others[-1])} <= {1, 2}:
        raise TypeError("np.linalg.multi_dot takes matrices")
    for p in others:
        first = first @ p
    return first


def vdot(a: Any, b: Any) -> Any:
    """The sum of products of all elements, the first ones conjugated."""
    return FUNCTIONS["dot"].call(part("conj")(layout.ravel(a)), layout.ravel(b))


def slogdet(a: Any) -> Any:
    """(sign, log |det|)."""
    known = np.linalg.slogdet(plain(a))
    return type(known)(known.sign, FUNCTIONS["log"].call(abs(FUNCTIONS["det"].call(a))))


def matrix_power(a: Any, n: int) -> Any:
    """A product of n copies of a square matrix."""
    if n < 0:
        a, n = FUNCTIONS["inv"].call(a), -n
    y: Any = np.eye(shape_of(a)[-1])
    for _ in range(n):
        y = y @ a
    return y


def norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """np.linalg.norm of vectors and of matrices."""
    axes = len(shape_of(x)) if axis is None else len(axis) if isinstance(axis, tuple) else 1
    if ord is None or (ord == "fro" and axes == 2):
        return reductions.norm(x, 2, axis, keepdims)
    if axes == 2 and axis is None and not keepdims and ord in MATRIX_NORMS:
        return MATRIX_NORMS[ord](x)
    if axes != 1 or isinstance(ord, str) or not ord > 0:
        raise TypeError(f"the norm of order {ord} is not differentiable here")
    return reductions.norm(x, ord, axis, keepdims)


MATRIX_NORMS: dict[Any, Callable[[Any], Any]] = {
    1: lambda x: extremes.largest(layout.total(branches.absolute(x), 0)),
    np.inf: lambda x: extremes.largest(layout.total(branches.absolute(x), 1)),
    2: lambda x: extremes.largest(FUNCTIONS["svdvals"].call(x)),
    "nuc": lambda x: layout.total(FUNCTIONS["svdvals"].call(x)),
}


def cov(m: Any, y: Any = None, *, bias: bool = False, ddof: int | None = None) -> Any:
    """Covariances of the rows; of two vectors too."""
    parts = [array(v) for v in (m, y) if v is not None]
    rows = joining.concatenate([v if len(shape_of(v)) > 1 else layout.reshape(v, (1, -1)) for v in parts], 0)
    n = shape_of(rows)[1]
    apart = rows - FUNCTIONS["mean"].call(rows, 1, True)
    found = apart @ layout.transpose(apart) / (n - (ddof if ddof is not None else 1 - int(bias)))
    return found if shape_of(found)[0] > 1 else getitem(found, (0, 0))


def corrcoef(x: Any, y: Any = None) -> Any:
    """Correlations of the rows; of two vectors too."""
    c = cov(x, y)
    spread = FUNCTIONS["sqrt"].call(FUNCTIONS["diag"].call(c))
    return c / FUNCTIONS["outer"].call(spread, spread)
