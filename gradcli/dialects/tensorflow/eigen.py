"""tf.linalg's eigenvalues and singular values; where two are equal, TensorFlow's gradient of the vectors is 0."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.calls import unary
from ...ops import indexing, layout, matrix, svd_qr
from ...ops import linalg as base
from ...ops.branches import where
from ...ops.multi_output import several
from ...ops.products import matmul as product
from ...ops.values import shape_of
from .casting import cast
from .complexes import conjugate, real
from .convert import constant, convert
from .errors import invalid
from .names import export
from .operands import square
from .shaping import matrix_transpose


def _half(g: Any) -> Any:
    """The gradient of a function of the lower triangle of a symmetric matrix."""
    whole = base.tril(g + base.turned(g))
    return whole * (1.0 - 0.5 * np.eye(shape_of(g)[-1]))


def _inverse(x: Any) -> Any:
    """1/x, and 0 at 0, as TensorFlow has it in the gradients of eigh and svd."""
    return x / (x * x + 1e-20)


def _gaps(values: Any) -> Any:
    """1/(v_j - v_i), and 0 where the two are equal."""
    return _inverse(layout.expand_dims(values, -2) - layout.expand_dims(values, -1))


_eigh = unary(
    "eigh", "general", elementwise=False, symmetric=True, python=base.eigh_op.op.overrides["python"],
    kinks=base.eigh_op.op.kinks,
    vjp=lambda g, y, x: _half(base.eigh_rule(g, y, x, _gaps)),
)  # fmt: skip
_svd = unary(
    "svd", "general", elementwise=False, python=svd_qr.svd_op.op.overrides["python"], kinks=svd_qr.svd_op.op.kinks,
    vjp=lambda g, y, x: svd_qr.svd_rule(g, y, x, _gaps, _inverse),
)  # fmt: skip


@export("linalg.eigh", v1=("self_adjoint_eig",))
def eigh(tensor: Any, name: Any = None) -> tuple[Any, Any]:
    """(eigenvalues, rising; eigenvectors as columns) of the symmetric matrix whose lower triangle is given."""
    return several(_eigh, square("SelfAdjointEigV2", tensor))


@export("linalg.eigvalsh", v1=("self_adjoint_eigvals",))
def eigvalsh(tensor: Any, name: Any = None) -> Any:
    """The eigenvalues of the symmetric matrix whose lower triangle is given."""
    return eigh(tensor)[0]


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


@export("linalg.eig", "eig")
def eig(tensor: Any, name: Any = None) -> tuple[Any, ...]:
    """(eigenvalues, eigenvectors), complex, in LAPACK's order."""
    x = square("Eig", tensor)
    return several(_eig_op, x if x.dtype.is_complex else as_complex(x))


def as_complex(x: Any) -> Any:
    """A real tensor as a complex one of the same precision."""
    return cast(x, "complex128" if x.dtype.name == "float64" else "complex64")


@export("linalg.eigvals", "eigvals")
def eigvals(tensor: Any, name: Any = None) -> Any:
    """The eigenvalues, complex; without a gradient here."""
    return eig(tensor)[0]


@export("linalg.svd", v1=("svd",))
def svd(tensor: Any, full_matrices: bool = False, compute_uv: bool = True, name: Any = None) -> Any:
    """(singular values, falling; u; v), or the values alone."""
    x = convert(tensor)
    if x.ndim < 2:
        raise invalid(f"Input must have rank >= 2, got {x.ndim}", "Svd")
    if full_matrices and compute_uv:
        u, sigma, vh = np.linalg.svd(np.asarray(x.value))
        return several(_svd, x)[1], constant(u), constant(np.swapaxes(vh, -1, -2))
    u, sigma, vh = several(_svd, x)
    return (sigma, u, matrix_transpose(vh)) if compute_uv else sigma
