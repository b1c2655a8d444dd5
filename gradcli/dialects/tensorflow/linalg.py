"""tf.linalg: solving and factoring, over the ops of those names; rules replaced where it reads half a matrix."""

from __future__ import annotations

import contextlib
from collections import namedtuple
from typing import Any

import numpy as np

from ...core.calls import dialect_unary as unary
from ...core.calls import tidy
from ...errors import GradcliError
from ...ops import linalg as base
from ...ops import matrix, matrix_functions, svd_qr
from .casting import pair
from .convert import constant, convert
from .diagonals import diag, diag_part
from .elementary import log
from .errors import invalid, unregistered
from .gathering import gather
from .names import ONLY_V1, export
from .operands import shape, take
from .products import band_part, matmul
from .reductions import reduce_sum
from .shaping import expand_dims, matrix_transpose, squeeze
from .tensor import EagerTensor

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


def square(kernel: str, input: Any) -> Any:
    """A stack of square matrices of floats."""
    x = take(kernel, input)
    if x.ndim < 2:
        raise invalid(f"Input tensor 0 must have rank >= 2, got {x.ndim}", kernel)
    if shape(x)[-1] != shape(x)[-2]:
        raise invalid("Input matrix must be square.", kernel)
    return x


def run(kernel: str, x: EagerTensor, op: Any, *args: Any) -> Any:
    """An op on matrices; where it fails, as the kernel does."""
    try:
        return narrowed(op(x, *args), x)
    except (GradcliError, np.linalg.LinAlgError):
        raise invalid(FAILED.get(kernel, "Input is not valid."), kernel) from None


@export("linalg.inv", v1=("matrix_inverse",))
def inv(input: Any, adjoint: bool = False, name: Any = None) -> Any:
    """The inverse. InvalidArgumentError for a singular matrix."""
    x = square("MatrixInverse", input)
    return run("MatrixInverse", matrix_transpose(x) if adjoint else x, matrix.inv)


@export("linalg.det", v1=("matrix_determinant",))
def det(input: Any, name: Any = None) -> Any:
    """The determinant."""
    return run("MatrixDeterminant", square("MatrixDeterminant", input), matrix.det)


@export("linalg.solve", v1=("matrix_solve",))
def solve(matrix: Any, rhs: Any, adjoint: bool = False, name: Any = None) -> Any:
    """x such that matrix @ x = rhs, a matrix of columns."""
    a, b = pair("MatrixSolve", matrix, rhs)
    a = square("MatrixSolve", a)
    if b.ndim != a.ndim:
        raise invalid("All input tensors must have the same rank.", "MatrixSolve")
    if shape(b)[-2] != shape(a)[-1]:
        raise invalid("Input matrix and rhs are incompatible.", "MatrixSolve")
    from ...ops import matrix as m

    return run("MatrixSolve", matrix_transpose(a) if adjoint else a, m.solve_op, b)


@export("linalg.triangular_solve", v1=("matrix_triangular_solve",))
def triangular_solve(matrix: Any, rhs: Any, lower: bool = True, adjoint: bool = False, name: Any = None) -> Any:
    """x such that matrix @ x = rhs, where only one triangle of the matrix is read."""
    a, b = pair("MatrixTriangularSolve", matrix, rhs)
    a = square("MatrixTriangularSolve", a)
    if b.ndim < 2:
        raise invalid(f"In[1] ndims must be >= 2: {b.ndim}", "MatrixTriangularSolve")
    half = base.tril(a) if lower else base.triu(a)
    from ...ops import matrix as m

    return run("MatrixTriangularSolve", matrix_transpose(half) if adjoint else half, m.solve_op, b)


# Cholesky

_cholesky = unary(
    "cholesky", "general", elementwise=False, symmetric=True,
    python=lambda v: triangle(v) if v.dtype != object else base.cholesky_op.op.evaluate(v),
    vjp=lambda g, y, x: 0.5 * ((h := base.cholesky_op.op.vjp[0](g, y, x)) + base.turned(h)),
)  # fmt: skip


@export("linalg.cholesky", v1=("cholesky",))
def cholesky(input: Any, name: Any = None) -> Any:
    """The lower triangle L with L @ L.T equal to the matrix. InvalidArgumentError if it is not positive definite."""
    return run("Cholesky", square("Cholesky", input), _cholesky)


def triangle(v: Any) -> Any:
    """LAPACK's factor of each matrix by its lower triangle; nan where a matrix is not positive definite."""
    flat = v.reshape((-1, *v.shape[-2:]))
    out = np.full(flat.shape, np.nan, v.dtype)
    for n, m in enumerate(flat):
        with contextlib.suppress(np.linalg.LinAlgError):
            out[n] = np.linalg.cholesky(m)
    return np.tril(out).reshape(v.shape)


@export("linalg.cholesky_solve", v1=("cholesky_solve",))
def cholesky_solve(chol: Any, rhs: Any, name: Any = None) -> Any:
    """x such that chol @ chol.T @ x = rhs."""
    return triangular_solve(chol, triangular_solve(chol, rhs), adjoint=True)


@export("linalg.logdet")
def logdet(matrix: Any, name: Any = None) -> Any:
    """The logarithm of the determinant of a positive definite matrix."""
    return 2.0 * reduce_sum(log(diag_part(cholesky(matrix))), -1)


@export("linalg.slogdet")
def slogdet(input: Any, name: Any = None) -> LogMatrixDeterminant:
    """(sign, log|det|)."""
    x = square("LogMatrixDeterminant", input)
    return LogMatrixDeterminant(*[narrowed(part, x) for part in matrix_functions.slogdet(x)])


# other factors


@export("linalg.qr", v1=("qr",))
def qr(input: Any, full_matrices: bool = False, name: Any = None) -> Qr:
    """(q, r): orthonormal columns and an upper triangle."""
    x = convert(input)
    if full_matrices:
        return Qr(*[constant(part) for part in np.linalg.qr(np.asarray(x.value), "complete")])
    return Qr(*svd_qr.qr(x))


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


@export("linalg.lu")
def lu(input: Any, output_idx_type: Any = None, name: Any = None) -> Lu:
    """(L and U in one matrix, the order of the rows): no gradient is registered."""
    x = square("Lu", input)
    return Lu(_lu_op(x), EagerTensor(_lu(np.asarray(x.value))[1].astype(np.int32)))


@export("linalg.lu_reconstruct")
def lu_reconstruct(lower_upper: Any, perm: Any, validate_args: bool = False, name: Any = None) -> Any:
    """The matrix that was factored."""
    x = convert(lower_upper)
    n = shape(x)[-1]
    whole = matmul(band_part(x, -1, 0) - diag(diag_part(x)) + constant(np.eye(n), x.dtype), band_part(x, 0, -1))
    return gather(whole, np.argsort(np.asarray(convert(perm).value)))


# functions of matrices


@export("linalg.expm", v1=("matrix_exponential",))
def expm(input: Any, name: Any = None) -> Any:
    """The exponential of a matrix."""
    return run("MatrixExponential", square("MatrixExponential", input), matrix_functions.expm)


@export("linalg.sqrtm", v1=("matrix_square_root",))
def sqrtm(input: Any, name: Any = None) -> Any:
    """The principal square root of a matrix."""
    return run("MatrixSquareRoot", square("MatrixSquareRoot", input), matrix_functions.sqrtm)


def _logm(a: Any) -> Any:
    w, v = np.linalg.eig(a)
    y = (v * np.log(w.astype(complex))[..., None, :]) @ np.linalg.inv(v)
    return y.astype(a.dtype) if a.dtype.kind == "c" else y.real.astype(a.dtype)


_logm_op = unary("logm", "general", unregistered("MatrixLogarithm"), elementwise=False, python=_logm)


@export("linalg.logm")
def logm(input: Any, name: Any = None) -> Any:
    """The logarithm of a matrix: no gradient is registered."""
    return _logm_op(square("MatrixLogarithm", input))


@export("linalg.pinv")
def pinv(a: Any, rcond: Any = None, validate_args: bool = False, name: Any = None) -> Any:
    """The pseudo-inverse."""
    x = take("Svd", a)
    return run("Svd", x, matrix_functions.pinv)


@export("linalg.lstsq", v1=("matrix_solve_ls",))
def lstsq(matrix: Any, rhs: Any, l2_regularizer: Any = 0.0, fast: bool = True, name: Any = None) -> Any:
    """x that brings matrix @ x closest to rhs, by the normal equations."""
    a, b = pair("MatrixSolveLs", matrix, rhs)
    rows, columns = shape(a)[-2:]
    weight = constant(np.eye(min(rows, columns)), a.dtype) * convert(l2_regularizer, a.dtype)
    if rows >= columns:
        return solve(matmul(a, a, adjoint_a=True) + weight, matmul(a, b, adjoint_a=True))
    return matmul(a, solve(matmul(a, a, adjoint_b=True) + weight, b), adjoint_a=True)


@export("linalg.matrix_rank")
def matrix_rank(a: Any, tol: Any = None, validate_args: bool = False, name: Any = None) -> EagerTensor:
    """How many singular values are not zero."""
    return EagerTensor(np.asarray(np.linalg.matrix_rank(np.asarray(convert(a).value))).astype(np.int32)[()])


def _tridiagonal(diagonals: Any, format: str) -> Any:
    if format == "matrix":
        return convert(diagonals)
    if format == "sequence":
        upper, middle, lower = (convert(d) for d in diagonals)
        n = shape(middle)[-1]
        upper = upper[..., : n - 1]
        lower = lower[..., 1:] if shape(lower)[-1] == n else lower
    else:
        d = convert(diagonals)
        upper, middle, lower = d[..., 0, :-1], d[..., 1, :], d[..., 2, 1:]
    return diag(middle) + diag(upper, k=1) + diag(lower, k=-1)


@export("linalg.tridiagonal_solve")
def tridiagonal_solve(
    diagonals: Any, rhs: Any, diagonals_format: str = "compact", transpose_rhs: bool = False,
    conjugate_rhs: bool = False,
    name: Any = None, partial_pivoting: bool = True, perturb_singular: bool = False,
) -> Any:  # fmt: skip
    """The solution of a tridiagonal system."""
    a, b = _tridiagonal(diagonals, diagonals_format), convert(rhs)
    if b.ndim == a.ndim - 1:
        return squeeze(solve(a, expand_dims(b, -1)), -1)
    return solve(a, matrix_transpose(b) if transpose_rhs else b)


@export("linalg.tridiagonal_matmul")
def tridiagonal_matmul(diagonals: Any, rhs: Any, diagonals_format: str = "compact", name: Any = None) -> Any:
    """A tridiagonal matrix times a matrix."""
    return matmul(_tridiagonal(diagonals, diagonals_format), rhs)


@export("linalg.experimental.conjugate_gradient")
def conjugate_gradient(*args: Any, **kwargs: Any) -> Any:
    """Not offered."""
    raise NotImplementedError("tf.linalg.experimental.conjugate_gradient is not offered: use tf.linalg.solve")


ONLY_V1["matrix_diag"] = diag
