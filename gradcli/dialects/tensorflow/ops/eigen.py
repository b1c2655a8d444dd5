"""tf.linalg's eigenvalues and singular values; where two are equal, TensorFlow's gradient of the vectors is 0."""

from __future__ import annotations

from typing import Any

import numpy as np

from ....core.calls import unary
from ....ops import indexing, layout, matrix, svd_qr
from ....ops import linalg as base
from ....ops.branches import where
from ....ops.multi_output import several
from ....ops.products import matmul as product
from ....ops.values import shape_of
from ..tensors import EagerTensor, invalid, rows
from ..tensors.errors import Refused
from ..tensors.operands import as_complex
from . import complex_factors, vectors
from .complex_factors import by_dtype
from .elementary import conjugate, real
from .shaping import matrix_transpose


def _half(g: Any) -> Any:
    """The gradient of a function of the lower triangle of a symmetric or Hermitian matrix."""
    whole = base.tril(g + conjugate(base.turned(g)))
    return whole * (1.0 - 0.5 * np.eye(shape_of(g)[-1]))


def _inverse(x: Any) -> Any:
    """1/x, and 0 at 0, as TensorFlow has it in the gradients of eigh and svd."""
    return x / (x * x + 1e-20)


def _gaps(values: Any) -> Any:
    """1/(v_j - v_i), and 0 where the two are equal."""
    return base.gaps(values, _inverse)


_eigh = unary(
    "eigh", "general", elementwise=False, symmetric=True,
    python=base.factors("eigh", lambda np, a: vectors.eigh(a), base.mp_eigh), kinks=base.eigh_op.op.kinks,
    vjp=lambda g, y, x: _half(base.eigh_rule(g, y, x, _gaps)),
)  # fmt: skip
_svd = unary(
    "svd", "general", elementwise=False,
    python=base.factors("svd", lambda np, a: vectors.svd(a), svd_qr.mp_svd), kinks=svd_qr.svd_op.op.kinks,
    vjp=by_dtype(lambda g, y, x: svd_qr.svd_rule(g, y, x, _gaps, _inverse), complex_factors.svd(_gaps, _inverse)),
)  # fmt: skip


def _no_rule(g: Any, y: Any, x: Any) -> Any:
    raise Refused("the gradient of svd with full_matrices=True is not offered", "leave full_matrices out")


_complete = unary("svd", "general", _no_rule, elementwise=False, python=lambda a: vectors.svd(a, True))


def _eig_rule(g: Any, y: Any, x: Any) -> Any:
    """After Boeddeker et al. (2017), in unconjugated cotangents."""
    w, v = base.parts(y)
    back = base.turned(v)
    inner = where(np.eye(shape_of(w)[-1], dtype=bool), layout.expand_dims(g.of(0, y), -1), 0.0)
    if 1 in g:
        pull = product(back, g[1])
        lengths = product(back, conjugate(v)) * layout.expand_dims(real(diagonal(pull)), -2)
        inner = inner + base.gaps(w) * (pull - lengths)
    return matrix.solve_op(back, product(inner, back))


def _eig(a: Any) -> Any:
    w, v = np.linalg.eig(a)
    kind = np.complex64 if a.dtype in (np.float32, np.complex64) else np.complex128
    return w.astype(kind), v.astype(kind)


def diagonal(x: Any) -> Any:
    """The diagonal of each matrix."""
    n = np.arange(shape_of(x)[-1])
    return indexing.getitem(x, (Ellipsis, n, n))


_eig_op = unary("eig", "general", _eig_rule, elementwise=False, python=_eig)


def svd_parts(x: EagerTensor, full_matrices: Any, compute_uv: Any, told: bool = True) -> Any:
    """(singular values, U, V), or the values alone; told: whether one is warned of vectors that may be others."""
    if x.ndim < 2:
        raise invalid(f"Input must have rank >= 2, got {x.ndim}", "Svd")
    u, sigma, vh = several(_svd, x)
    if not compute_uv:
        return sigma
    if told:
        a = np.asarray(x.value)
        vectors.tell("singular ", a, vectors.svd_by_lapack(a), np.asarray(sigma.value))
    if full_matrices and shape_of(x)[-1] != shape_of(x)[-2]:
        u, _, vh = several(_complete, x)
    return sigma, u, matrix_transpose(vh)


def _eigh_parts(x: EagerTensor, told: bool = True) -> tuple[Any, ...]:
    w, v = several(_eigh, x)
    if told:
        a = np.asarray(x.value)
        vectors.tell("eigen", a, vectors.eigh_by_lapack(a), np.asarray(w.value))
    return as_complex(w) if x.dtype.is_complex else w, v


def _eig_parts(x: EagerTensor) -> tuple[Any, ...]:
    return several(_eig_op, x if x.dtype.is_complex else as_complex(x))


__getattr__ = rows(
    __name__,
    ("linalg.eigh | self_adjoint_eig", "SelfAdjointEigV2", "tensor:square name", _eigh_parts,
     "(eigenvalues, rising; eigenvectors as columns) of the symmetric matrix whose lower triangle is given."),
    ("linalg.eigvalsh | self_adjoint_eigvals", "SelfAdjointEigV2", "tensor:square name",
     lambda x: _eigh_parts(x, False)[0], "The eigenvalues of the symmetric matrix whose lower triangle is given."),
    ("linalg.eig eig", "Eig", "tensor:square name", _eig_parts),
    ("linalg.eigvals eigvals", "Eig", "tensor:square name", lambda x: _eig_parts(x)[0]),
    ("linalg.svd | svd", "Svd", "tensor:T full_matrices=False compute_uv=True name", svd_parts),
)  # fmt: skip
