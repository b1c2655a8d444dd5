"""Eigenvalues that may be complex, in NumPy's order."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import dialect_unary as unary
from ...core.trace import plain
from ...ops import linalg, matrix
from ...ops.complex import real
from ...ops.indexing import getitem
from ...ops.multi_output import several
from ...ops.values import is_complex


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
    real = np.frompyfunc(mpmath.re, 1, 1)
    return (w, v) if np.iscomplexobj(like[0]) else (real(w), real(v))


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
