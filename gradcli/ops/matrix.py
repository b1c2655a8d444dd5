"""Square matrices: solve, inverse, determinant."""

from __future__ import annotations

import math
from importlib import import_module
from typing import Any

from ..core.calls import binary, tidy, unary
from ..core.forms import is_mpf, numpy
from ..core.trace import plain
from ..core.vocabulary import define, public
from ..errors import DomainFault, ShapeFault
from .indexing import getitem
from .joining import stack
from .layout import fit, reshape, spread, swapaxes
from .products import matmul
from .values import shape_of


def square(name: str, x: Any) -> Any:
    """x, if it is a square matrix or a stack of them."""
    s = shape_of(x)
    if len(s) < 2 or s[-1] != s[-2]:
        raise ShapeFault(f"{name} needs a square matrix, got shape {s}", code="shape")
    return x


def by_matrix(name: str, floats: Any, objects: Any) -> Any:
    """A form that runs NumPy on arrays of floats, and mpmath's or SymPy's matrices on arrays of objects."""

    def form(*args: Any) -> Any:
        np = numpy()
        args = tuple(np.asarray(a) for a in args)
        if not any(a.dtype == object for a in args):
            try:
                return tidy(floats(np, *args)[()])
            except np.linalg.LinAlgError as error:
                raise unsolved(name, error) from None
        if args[0].ndim > 2:
            return np.stack([form(*(a[n] for a in args)) for n in range(args[0].shape[0])])
        try:
            return objects(*args)
        except (ValueError, ZeroDivisionError) as error:
            raise unsolved(name, error) from None
        except RuntimeError:
            raise unfinished(name) from None

    return form


def unsolved(name: str, error: Exception) -> DomainFault:
    """What NumPy or mpmath says of a matrix that it cannot take."""
    said = str(error).lower()
    hint = "its rows depend on one another: pinv(A) and lstsq(A,b) take any matrix" if "singular" in said else None
    return DomainFault(f"{name}: {said}", code="domain", hint=hint)


def unfinished(name: str) -> DomainFault:
    """Where an iteration of mpmath's gives up."""
    return DomainFault(f"{name}: the iteration does not converge", code="domain")


def to_mp(a: Any, *others: Any) -> Any:
    """An array of objects as a matrix of mpmath, or of SymPy or FLINT if its elements, or those of others, are."""
    rows = a.tolist() if a.ndim == 2 else [[v] for v in a]
    homes = {type(v).__module__.partition(".")[0] for b in (a, *others) for v in b.flat}
    for home in homes.intersection(("sympy", "flint")):
        library = import_module(home)
        return library.Matrix(rows) if home == "sympy" else library.arb_mat(rows)
    import mpmath

    return mpmath.matrix(a.tolist())


def from_mp(m: Any, ndim: int = 2) -> Any:
    """A matrix of mpmath, SymPy or FLINT as an array of objects."""
    np = numpy()
    rows, cols = (m.rows, m.cols) if hasattr(m, "rows") else (m.nrows(), m.ncols())
    out = np.array([[m[i, j] for j in range(cols)] for i in range(rows)], object).reshape(rows, cols)
    return out if ndim == 2 else out[:, 0]


def _mp_det(a: Any) -> Any:
    m = to_mp(a)
    if not hasattr(m, "ctx"):
        return m.det()
    rows, y = m.tolist(), m.ctx.mpf(1)  # mpmath's own fails where a column is exactly zero
    for j in range(len(rows)):
        pivot = max(range(j, len(rows)), key=lambda i: abs(rows[i][j]))
        top = rows[pivot]
        if not top[j]:
            return y * 0
        if pivot != j:
            rows[pivot], rows[j], y = rows[j], top, -y
        y = y * top[j]
        for i in range(j + 1, len(rows)):
            ratio = rows[i][j] / top[j]
            rows[i] = [p - ratio * q for p, q in zip(rows[i], top)]
    return y


def _mp_inv(a: Any) -> Any:
    m = to_mp(a)
    return from_mp(m.inv() if not hasattr(m, "ctx") else m ** (-1))


def _mp_solve(a: Any, b: Any) -> Any:
    np = numpy()
    m = to_mp(np.asarray(a, object), b)
    if not hasattr(m, "ctx"):
        by_columns = m.LUsolve if hasattr(m, "LUsolve") else m.solve
        return from_mp(by_columns(to_mp(np.asarray(b, object), a)), b.ndim)
    import mpmath

    columns = b.reshape(b.shape[0], -1)
    found = [mpmath.lu_solve(m, mpmath.matrix(list(columns[:, j]))) for j in range(columns.shape[1])]
    out = np.array([[c[i] for c in found] for i in range(b.shape[0])], object)
    return out.reshape(b.shape)


_inv = unary(
    "inv", "general", lambda g, y, x: -matmul(matmul(swapaxes(y, -1, -2), g), swapaxes(y, -1, -2)),
    python=by_matrix("inv", lambda np, a: np.linalg.inv(a), _mp_inv), elementwise=False, proof="equations",
    plain=True,
)  # fmt: skip


inv = define("inv", lambda x: _inv(square("inv", x)), "The inverse of a matrix")


def _solve_left(g: Any, y: Any, a: Any, b: Any) -> Any:
    w = solve_op(swapaxes(a, -1, -2), g)
    if len(shape_of(b)) == 1:
        n = shape_of(b)[0]
        return -(reshape(w, (n, 1)) * reshape(y, (1, n)))
    return fit(-matmul(w, swapaxes(y, -1, -2)), plain(a))


solve_op: Any = binary(
    "solve", "general", (_solve_left, lambda g, y, a, b: fit(solve_op(swapaxes(a, -1, -2), g), plain(b))),
    python=by_matrix("solve", lambda np, a, b: np.linalg.solve(a, b if b.ndim > 1 else b[:, None])
                     if b.ndim > 1 else np.linalg.solve(a, b[:, None])[..., 0], _mp_solve),
    elementwise=False, proof="equations", plain=True,
)  # fmt: skip


@public("solve")
def solve(a: Any, b: Any) -> Any:
    """x such that a @ x = b, for a square matrix a and a vector or matrix b."""
    square("solve", a)
    if shape_of(b)[-1 if len(shape_of(b)) == 1 else -2 :][:1] != shape_of(a)[-1:]:
        raise ShapeFault(f"shapes {shape_of(a)} and {shape_of(b)} do not fit in solve", code="shape")
    return solve_op(a, b)


def cofactor(x: Any, y: Any) -> Any:
    """The derivative of det: y inv(x)^T, or the minors one by one where x is close to singular."""
    np = numpy()
    n, bare = shape_of(x)[-1], plain(x)
    singular = bare.dtype != object and len(bare.shape) == 2 and n and np.isfinite(bare).all()
    singular = singular and 1.0 / np.linalg.cond(bare) < 1e-7  # half of the digits of the inverse would be lost
    if bare.dtype == object and is_mpf(plain(y)):
        rows = [(row * row).sum() for row in bare]  # by Hadamard, det**2 is at most their product
        singular = plain(y) ** 2 <= plain(y).context.eps * math.prod(rows)
    if not singular:
        scale = y if not shape_of(y) else reshape(y, (*shape_of(y), 1, 1))
        return swapaxes(_inv(x), -1, -2) * scale
    if n == 1:
        return spread(1.0, (1, 1))
    every = np.arange(n)
    rows = [
        [det(getitem(x, np.ix_(every[every != i], every[every != j]))) * (-1.0) ** (i + j) for j in range(n)]
        for i in range(n)
    ]
    return stack([stack(row) for row in rows])


def _det_rule(g: Any, y: Any, x: Any) -> Any:
    return (g if not shape_of(g) else reshape(g, (*shape_of(g), 1, 1))) * cofactor(x, y)


det_op = unary(
    "det", "general", _det_rule, python=by_matrix("det", lambda np, a: np.linalg.det(a), _mp_det), elementwise=False,
    proof="equations", plain=True,
)  # fmt: skip


det = define("det", lambda x: det_op(square("det", x)), "The determinant of a matrix")
