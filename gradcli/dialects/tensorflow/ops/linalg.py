"""tf.linalg: solving and factoring, over the ops of those names; rules replaced where it reads half a matrix."""

from __future__ import annotations

import contextlib
import math
from collections import namedtuple
from typing import Any

import numpy as np

from ....core.calls import dialect_unary as unary
from ....core.calls import tidy
from ....errors import GradcliError
from ....ops import linalg as base
from ....ops import matrix, matrix_functions, svd_qr
from ....ops.multi_output import several
from ....ops.values import is_complex, shape_of
from ..tensors import EagerTensor, constant, convert, export, invalid, numbers, pair, rows, shape, unregistered
from ..tensors.errors import Refused
from ..tensors.operands import square
from . import complex_factors
from .complex_factors import by_dtype
from .eigen import svd_parts
from .elementary import conjugate, log, real
from .padding import where
from .products import diag, diag_part, matmul
from .reductions import reduce_sum
from .rules import replaced
from .shaping import adjoint as adjoint_of
from .shaping import expand_dims, matrix_transpose, squeeze

LogMatrixDeterminant = namedtuple("LogMatrixDeterminant", ("sign", "log_abs_determinant"))
Qr = namedtuple("Qr", ("q", "r"))
Lu = namedtuple("Lu", ("lu", "p"))
FAILED = {
    "MatrixInverse": "Input is not invertible.",
    "MatrixSolve": "Input matrix is not invertible.",
    "MatrixTriangularSolve": "Input matrix is not invertible.",
}


def narrowed(y: Any, x: EagerTensor) -> Any:
    """A result in the precision of the input, where a form went by way of float64."""
    dtype = np.asarray(x.value).dtype
    if np.asarray(y.value).dtype != dtype and dtype.kind == "f":
        y.value = tidy(np.asarray(y.value).astype(dtype)[()])
    return y


def run(kernel: str, x: EagerTensor, op: Any, *args: Any) -> Any:
    """An op on matrices; where it fails, as the kernel does."""
    try:
        return narrowed(op(x, *args), x)
    except (GradcliError, np.linalg.LinAlgError):
        raise invalid(FAILED.get(kernel, "Input is not valid."), kernel) from None


def _solved(a: EagerTensor, b: EagerTensor, kernel: str, adjoint: Any) -> Any:
    return run(kernel, adjoint_of(a) if adjoint else a, matrix.solve_op, b)


@export("linalg.solve", v1=("matrix_solve",))
def solve(matrix: Any, rhs: Any, adjoint: bool = False, name: Any = None) -> Any:
    """x such that matrix @ x = rhs, a matrix of columns."""
    a, b = pair("MatrixSolve", matrix, rhs)
    a = square("MatrixSolve", a)
    if b.ndim != a.ndim:
        raise invalid("All input tensors must have the same rank.", "MatrixSolve")
    if shape(b)[-2] != shape(a)[-1]:
        raise invalid("Input matrix and rhs are incompatible.", "MatrixSolve")
    return _solved(a, b, "MatrixSolve", adjoint)


@export("linalg.triangular_solve", v1=("matrix_triangular_solve",))
def triangular_solve(matrix: Any, rhs: Any, lower: bool = True, adjoint: bool = False, name: Any = None) -> Any:
    """x such that matrix @ x = rhs, where only one triangle of the matrix is read."""
    a, b = pair("MatrixTriangularSolve", matrix, rhs)
    a = square("MatrixTriangularSolve", a)
    if b.ndim < 2:
        raise invalid(f"In[1] ndims must be >= 2: {b.ndim}", "MatrixTriangularSolve")
    return _solved(base.tril(a) if lower else base.triu(a), b, "MatrixTriangularSolve", adjoint)


_cholesky = unary(
    "cholesky", "general", elementwise=False, symmetric=True,
    python=lambda v: triangle(v) if v.dtype != object else base.cholesky_op.op.evaluate(v),
    vjp=by_dtype(lambda g, y, x: 0.5 * ((h := base.cholesky_op.op.vjp[0](g, y, x)) + base.turned(h)),
               complex_factors.cholesky),
)  # fmt: skip
_qr_op = replaced(svd_qr.qr_op, by_dtype(svd_qr.qr_op.op.vjp[0], complex_factors.qr))


def _no_rule(g: Any, y: Any, x: Any) -> Any:
    at = shape_of(base.parts(y)[1])
    raise NotImplementedError("QrGrad not implemented when nrows > ncols and full_matrices is true. Received "
                              f"r.shape={at} with nrows={at[-2]}and ncols={at[-1]}.")  # fmt: skip


_complete = unary("qr", "general", _no_rule, elementwise=False,
                  python=lambda a: tuple(np.linalg.qr(a, "complete")))  # fmt: skip


def _unconjugated(op: Any) -> Any:
    """An op whose rule reads its result without the conjugate, which is right for real matrices."""
    return replaced(op, lambda g, y, x: op.op.vjp[0](g, conjugate(y), x), convention=is_complex)


_det, _sqrtm = _unconjugated(matrix.det_op), _unconjugated(matrix_functions.sqrtm_op)


def triangle(v: Any) -> Any:
    """LAPACK's factor of each matrix by its lower triangle; nan where a matrix is not positive definite."""
    flat = v.reshape((-1, *v.shape[-2:]))
    out = np.full(flat.shape, np.nan, v.dtype)
    for n, m in enumerate(flat):
        with contextlib.suppress(np.linalg.LinAlgError):
            out[n] = np.linalg.cholesky(m)
    return np.tril(out).reshape(v.shape)


def cholesky(x: EagerTensor) -> Any:
    """The lower triangle L with L @ L.T equal to the matrix."""
    return run("Cholesky", x, _cholesky)


def _lu(a: Any) -> tuple[Any, Any]:
    """L and U in one matrix, and the order of the rows, by Gaussian elimination with partial pivoting."""
    if a.ndim > 2:
        found = [_lu(m) for m in a]
        return np.stack([m for m, _ in found]), np.stack([p for _, p in found])
    a, order = np.array(a), np.arange(a.shape[0])
    for k in range(a.shape[0] - 1):
        p = k + int(np.argmax(np.abs(a[k:, k])))
        a[[k, p]], order[[k, p]] = a[[p, k]], order[[p, k]]
        a[k + 1 :, k] /= a[k, k]
        a[k + 1 :, k + 1 :] -= np.outer(a[k + 1 :, k], a[k, k + 1 :])
    return a, order


_lu_op = unary("lu", "general", unregistered("Lu"), elementwise=False, python=lambda a: _lu(a)[0])


def _qr(x: EagerTensor, full_matrices: Any) -> Qr:
    if full_matrices and shape(x)[-2] > shape(x)[-1]:
        return Qr(*several(_complete, x))
    return Qr(*several(_qr_op, x))


def _logm(a: Any) -> Any:
    w, v = np.linalg.eig(a)
    y = (v * np.log(w.astype(complex))[..., None, :]) @ np.linalg.inv(v)
    return y.astype(a.dtype) if a.dtype.kind == "c" else y.real.astype(a.dtype)


_logm_op = unary("logm", "general", unregistered("MatrixLogarithm"), elementwise=False, python=_logm)


def _nearest(a: EagerTensor, b: EagerTensor, l2: Any) -> Any:
    if a.dtype.name == "complex128" and np.any(numbers(l2)):
        wrong = "matrix_solve_ls is currently disabled for complex128 and l2_regularizer != 0 due to poor accuracy."
        raise NotImplementedError(wrong)
    rows, columns = shape(a)[-2:]
    weight = constant(np.eye(min(rows, columns)), a.dtype) * convert(l2, a.dtype)
    if rows >= columns:
        return solve(matmul(a, a, adjoint_a=True) + weight, matmul(a, b, adjoint_a=True))
    return matmul(a, solve(matmul(a, a, adjoint_b=True) + weight, b), adjoint_a=True)


def _tridiagonal_solved(diagonals: Any, b: EagerTensor, format: Any, transpose_rhs: Any) -> Any:
    if format != "compact":
        raise NotImplementedError("diagonals are given as the rows of a matrix here: diagonals_format='compact'")
    d = convert(diagonals)
    if d.dtype.is_complex:
        raise Refused(
            "tridiagonal_solve of complex numbers is not offered", "write the matrix, and use tf.linalg.solve"
        )
    a = diag(d[..., 1, :]) + diag(d[..., 0, :-1], k=1) + diag(d[..., 2, 1:], k=-1)
    if b.ndim == a.ndim - 1:
        return squeeze(solve(a, expand_dims(b, -1)), -1)
    return solve(a, matrix_transpose(b) if transpose_rhs else b)


def _pinv(x: EagerTensor, rcond: Any) -> Any:
    v = np.asarray(x.value)
    if v.dtype.kind != "f":
        raise TypeError(f"Input `a` must have `float`-like `dtype` (saw {x.dtype.name}).")
    least = 10 * max(v.shape[-2:]) * np.finfo(v.dtype).eps if rcond is None else np.asarray(convert(rcond).value)
    sizes = np.linalg.svd(v, compute_uv=False)
    kept = sizes > (np.asarray(least)[..., None] * sizes.max(-1, keepdims=True))
    if kept.all():
        return run("Svd", x, matrix_functions.pinv)
    s, left, right = svd_parts(x, False, True, told=False)
    return matmul(right / where(kept, s, math.inf)[..., None, :], left, adjoint_b=True)


def _of(kernel: str, op: Any) -> Any:
    """A function of a matrix."""
    return lambda x: run(kernel, x, op)


S = "input:square name"
__getattr__ = rows(
    __name__,
    ("linalg.inv | matrix_inverse", "MatrixInverse", "input:square adjoint=False name",
     lambda x, adjoint: run("MatrixInverse", adjoint_of(x) if adjoint else x, matrix.inv),
     "The inverse. InvalidArgumentError for a singular matrix."),
    ("linalg.det | matrix_determinant", "MatrixDeterminant", S, _of("MatrixDeterminant", _det)),
    ("linalg.cholesky | cholesky", "Cholesky", S, cholesky,
     "The lower triangle L with L @ L.T equal to the matrix. InvalidArgumentError if it is not positive definite."),
    ("linalg.cholesky_solve | cholesky_solve", "", "chol rhs name",
     lambda chol, rhs: triangular_solve(chol, triangular_solve(chol, rhs), adjoint=True),
     "x such that chol @ chol.T @ x = rhs."),
    ("linalg.logdet", "Cholesky", "matrix:square name",
     lambda x: 2.0 * reduce_sum(log(real(diag_part(cholesky(x)))), -1)),
    ("linalg.slogdet", "LogMatrixDeterminant", S,
     lambda x: LogMatrixDeterminant(*[narrowed(part, x) for part in matrix_functions.slogdet(x)]), "(sign, log|det|)."),
    ("linalg.qr | qr", "Qr", "input:T full_matrices=False name", _qr),
    ("linalg.lu", "Lu", "input:square output_idx_type=None:- name",
     lambda x: Lu(_lu_op(x), EagerTensor(_lu(np.asarray(x.value))[1].astype(np.int32))),
     "(L and U in one matrix, the order of the rows): no gradient is registered."),
    ("linalg.expm | matrix_exponential", "MatrixExponential", S, _of("MatrixExponential", matrix_functions.expm)),
    ("linalg.sqrtm | matrix_square_root", "MatrixSquareRoot", S, _of("MatrixSquareRoot", _sqrtm)),
    ("linalg.logm", "MatrixLogarithm", S, _logm_op, "The logarithm of a matrix: no gradient is registered."),
    ("linalg.pinv", "Svd", "a:T rcond=None validate_args=False:- name", _pinv,
     "The pseudo-inverse; singular values up to rcond times the largest count as 0."),
    ("linalg.lstsq | matrix_solve_ls", "MatrixSolveLs", "matrix:pair rhs:pair l2_regularizer=0.0 fast=True:- name",
     _nearest, "x that brings matrix @ x closest to rhs, by the normal equations."),
    ("linalg.matrix_rank", "", "a:any tol=None validate_args=False:- name", lambda x, tol: EagerTensor(np.asarray(
        np.linalg.matrix_rank(np.asarray(x.value), tol)).astype(np.int32)[()]), "How many singular values are not 0."),
    ("linalg.tridiagonal_solve", "", "diagonals rhs:any diagonals_format='compact' transpose_rhs=False "
     "conjugate_rhs=False:- name partial_pivoting=True:- perturb_singular=False:-", _tridiagonal_solved),
)  # fmt: skip
