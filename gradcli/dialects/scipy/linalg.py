"""scipy.linalg by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.trace import plain
from ...core.vocabulary import ours
from ...ops import layout, linalg, matrix_functions
from ...ops.indexing import Index, getitem, putter
from ...ops.products import kron
from ...ops.values import shape_of
from ..numpy import factorisations
from ..numpy.factorisations import eigen, half, real_matrix


def solve(a: Any, b: Any, lower: bool = False, assume_a: Any = None, transposed: bool = False) -> Any:
    """x such that a @ x == b."""
    if assume_a in ("sym", "her", "pos", "positive definite", "symmetric", "hermitian"):
        a = half(a, not lower)
    elif assume_a not in (None, "gen", "general"):
        raise TypeError("only general and symmetric matrices are differentiable here")
    return ours.solve(linalg.turned(a) if transposed else a, b)


def triangle(a: Any, lower: Any, unit: Any = False) -> Any:
    """The triangle of a matrix that is read."""
    if not unit:
        return linalg.tril(a) if lower else linalg.triu(a)
    return (linalg.tril(a, -1) if lower else linalg.triu(a, 1)) + np.eye(shape_of(a)[-1])


def solve_triangular(a: Any, b: Any, trans: Any = 0, lower: bool = False, unit_diagonal: bool = False) -> Any:
    """x such that a @ x == b, of which one triangle is read."""
    a = triangle(a, lower, unit_diagonal)
    return ours.solve(a if trans in (0, "N") else linalg.turned(a), b)


def cho_factor(a: Any, lower: bool = False) -> Any:
    """The triangle, and which one it is; what stands in the other is not to be read."""
    read = factorisations.cholesky(a, upper=not lower)
    return read + (linalg.triu(a, 1) if lower else linalg.tril(a, -1)), lower


def cho_solve(c_and_lower: Any, b: Any) -> Any:
    """x of a matrix of which cho_factor gave the triangle."""
    c, lower = c_and_lower
    c = triangle(c, lower)
    first, second = (c, linalg.turned(c)) if lower else (linalg.turned(c), c)
    return ours.solve(second, ours.solve(first, b))


def eigh(a: Any, b: Any = None, lower: bool = True, eigvals_only: bool = False) -> Any:
    """Eigenvalues and eigenvectors of a symmetric matrix."""
    if b is not None:
        raise TypeError("only those of one matrix are differentiable here")
    from scipy.linalg import eigh as known

    w, v = factorisations.eigh(a, "L" if lower else "U")
    if eigvals_only:
        return w
    return w, v * np.sign((plain(v) * known(plain(a), lower=lower)[1]).sum(-2, keepdims=True))


def lstsq(a: Any, b: Any, cond: Any = None) -> Any:
    """(solution, sum of squares left, rank, singular values)."""
    x, left, rank, s = factorisations.lstsq(a, b, cond)
    return x, layout.reshape(left, ()) if len(shape_of(b)) == 1 and shape_of(left) == (1,) else left, rank, s


def sylvester(a: Any, b: Any, q: Any) -> Any:
    """x such that a @ x + x @ b == q: a linear system in the elements of x."""
    m, n = shape_of(a)[0], shape_of(b)[0]
    system = kron(a, np.eye(n)) + kron(np.eye(m), layout.transpose(b))
    return layout.reshape(ours.solve(system, layout.ravel(q)), (m, n))


def solve_banded(l_and_u: Any, ab: Any, b: Any) -> Any:
    """x of a matrix given by its diagonals."""
    below, above = l_and_u
    n = shape_of(ab)[1]
    rows, columns = np.nonzero((np.tri(n, k=above) - np.tri(n, k=-below - 1)) > 0)
    a = putter(Index((rows, columns)), (n, n))(getitem(ab, (above + rows - columns, columns)))
    return ours.solve(a, b)


def khatri_rao(a: Any, b: Any) -> Any:
    """Kronecker products of columns."""
    (m, k), (n, _) = shape_of(a), shape_of(b)
    return layout.reshape(layout.reshape(a, (m, 1, k)) * layout.reshape(b, (1, n, k)), (m * n, k))


MOVES = ""  # what only moves elements about: SciPy runs it on their numbers
ROWS: list[tuple[str, Callable[..., Any] | str, str]] = [
    ("solve", solve, "a b"),
    ("solve_triangular", solve_triangular, "a b"),
    ("cholesky", lambda a, lower=False: factorisations.cholesky(a, upper=not lower), "a"),
    ("cho_factor", cho_factor, "a"),
    ("cho_solve", cho_solve, "b"),
    ("inv", lambda a: ours.inv(a), "a"),
    ("det", lambda a: ours.det(a), "a"),
    ("norm", factorisations.norm, "x"),
    ("pinv", lambda a: matrix_functions.pinv(real_matrix(a)), "a"),
    ("expm", lambda A: ours.expm(A), "A"),
    ("sqrtm", lambda A: ours.sqrtm(real_matrix(A)), "A"),
    ("eigh", eigh, "a"),
    ("eigvalsh", lambda a, b=None, lower=True: eigh(a, b, lower, True), "a"),
    ("eigvals", lambda a: eigen(a)[0], "a"),
    ("svd", factorisations.svd, "a"),
    ("svdvals", lambda a: ours.svdvals(real_matrix(a)), "a"),
    ("lstsq", lstsq, "a b"),
    ("solve_sylvester", sylvester, "a b q"),
    ("solve_lyapunov solve_continuous_lyapunov", lambda a, q: sylvester(a, layout.transpose(a), q), "a q"),
    ("solve_banded", solve_banded, "ab b"),
    ("toeplitz", MOVES, "c r"),
    ("circulant", MOVES, "c"),
    ("block_diag", MOVES, "*"),
    ("kron", "kron", "*"),
    ("khatri_rao", khatri_rao, "a b"),
]
