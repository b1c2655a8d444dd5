"""Factorisations of matrices: Cholesky, eigenvalues, singular values, QR. Rules after Giles (2008), Townsend (2016).

Where a matrix has to be symmetric, the function is that of its symmetric part: one element may be perturbed alone,
and the gradient is symmetric, as TensorFlow's and JAX's are. Vectors have LAPACK's signs, at any precision.
"""

from __future__ import annotations

from typing import Any

from ..core.calls import tidy, unary
from ..core.forms import numpy
from ..core.trace import plain
from ..core.vocabulary import define, public
from ..errors import DomainFault, ShapeFault
from .analysis import sqrt
from .branches import where
from .complex import conj
from .layout import expand_dims, swapaxes
from .matrix import by_matrix, from_mp, solve, square, to_mp, unfinished, unsolved
from .multi_output import pick, several
from .products import matmul
from .values import shape_of, whole_number


def turned(x: Any) -> Any:
    """The transpose of each matrix."""
    return swapaxes(x, -1, -2)


def symmetric(name: str, x: Any) -> Any:
    """A symmetric matrix, whichever half moves; of another the lower half is read, as LAPACK does."""
    x = square(name, x)
    np, bare = numpy(), plain(x)
    if bare.dtype.kind in "fO" and bare.size and not hasattr(bare.flat[0], "form_of"):
        gap, size = np.abs(bare - np.swapaxes(bare, -1, -2)).max(), np.abs(bare).max()
        if gap > size * (1e-3 if bare.dtype.itemsize < 8 else 1e-6):  # more than rounding
            return tril(x) + turned(tril(x, -1))
    return (x + turned(x)) * 0.5


def triangle(x: Any, k: int, lower: bool) -> Any:
    """x on one side of its k-th diagonal, that diagonal included, and 0 on the other."""
    if len(shape_of(x)) < 2:
        raise ShapeFault(f"{'tril' if lower else 'triu'} needs a matrix, got shape {shape_of(x)}", code="shape")
    np = numpy()
    rows, columns = shape_of(x)[-2:]
    kept = np.tri(rows, columns, k if lower else k - 1, bool)
    return where(kept if lower else ~kept, x, 0.0)


@public("tril")
def tril(x: Any, k: int = 0) -> Any:
    """The lower triangle of a matrix, up to its k-th diagonal."""
    return triangle(x, whole_number(k, "a diagonal"), lower=True)


@public("triu")
def triu(x: Any, k: int = 0) -> Any:
    """The upper triangle of a matrix, from its k-th diagonal."""
    return triangle(x, whole_number(k, "a diagonal"), lower=False)


def gaps(values: Any, inverse: Any = lambda x: 1.0 / x) -> Any:
    """1/(v_j - v_i), and a constant 0 on the diagonal; `inverse` says what 1/x is."""
    away = expand_dims(values, -2) - expand_dims(values, -1)
    same = numpy().eye(shape_of(values)[-1], dtype=bool)
    return where(same, 0.0, inverse(where(same, 1.0, away)))


# Cholesky


def _cholesky_of_objects(a: Any) -> Any:
    """Column by column (Golub and Van Loan 2013, 4.2.5), of mpmath's numbers and of balls; SymPy has its own."""
    if any(type(v).__module__.startswith("sympy") for v in a.flat):
        return from_mp(to_mp(a).cholesky(hermitian=False))
    y = a * 0
    for j in range(len(a)):
        rest = a[j:, j] - y[j:, :j] @ y[j, :j]
        if rest[0] <= 0:
            raise ValueError("matrix is not positive-definite")
        y[j:, j] = rest / sqrt.op.evaluate(rest[0])
    return y


def _cholesky_rule(g: Any, y: Any, x: Any) -> Any:
    middle = tril(matmul(turned(y), g))
    halved = where(numpy().eye(shape_of(y)[-1], dtype=bool), middle * 0.5, middle)
    return turned(solve(turned(y), turned(solve(turned(y), halved))))


cholesky_op = unary(
    "cholesky", "general", _cholesky_rule, elementwise=False, symmetric=True, proof="equations", plain=True,
    python=by_matrix("cholesky", lambda np, a: np.linalg.cholesky(a), _cholesky_of_objects),
)  # fmt: skip


cholesky = define(
    "cholesky", lambda x: cholesky_op(symmetric("cholesky", x)),
    "The lower triangle L with L @ L.T equal to a symmetric positive definite matrix",
)  # fmt: skip


# factors in pairs and triples


def factors(name: str, floats: Any, objects: Any) -> Any:
    """A form with several outputs: NumPy's on floats, mpmath's on objects, with the signs that NumPy chooses."""

    def form(a: Any) -> Any:
        np = numpy()
        if a.dtype != object:
            try:
                return tuple(tidy(part) for part in floats(np, a))
            except np.linalg.LinAlgError as error:
                raise unsolved(name, error) from None
        if a.ndim > 2:
            return tuple(np.stack(parts) for parts in zip(*[form(m) for m in a]))
        m = to_mp(a)
        if not hasattr(m, "ctx"):
            raise TypeError(f"{name} has no form in sympy")
        try:
            return objects(m, floats(np, a.astype(float)))
        except np.linalg.LinAlgError as error:
            raise unsolved(name, error) from None
        except RuntimeError:
            raise unfinished(name) from None

    return form


def signs(like: Any, vectors: Any) -> Any:
    """1 or -1 for each column of `vectors`, to make it point the way of the same column of `like`."""
    return numpy().where((like * vectors.astype(float)).sum(axis=0) < 0, -1, 1)


def mp_eigh(m: Any, like: Any) -> Any:
    """The eigenvalues and vectors of mpmath's numbers, with the signs of `like`."""
    import mpmath

    w, v = mpmath.eigsy(m)
    vectors = from_mp(v)
    return from_mp(w, 1), vectors * signs(like[1], vectors)


def eigh_rule(g: Any, y: Any, x: Any, gaps: Any = gaps) -> Any:
    """The cotangent of a symmetric or Hermitian matrix; `gaps` says what 1/(w_j - w_i) is."""
    w, v = parts(y)
    inner = None
    if 1 in g:
        inner = gaps(w) * matmul(turned(v), g[1])
    if 0 in g:
        n = shape_of(w)[-1]
        along = where(numpy().eye(n, dtype=bool), expand_dims(g[0], -1), 0.0)
        inner = along if inner is None else inner + along
    return matmul(matmul(conj(v), inner), turned(v))


def parts(y: Any) -> tuple[Any, ...]:
    """The parts of a tuple, traced where it is."""
    return tuple(pick(n)(y) for n in range(len(plain(y))))


def repeated(values: Any, name: str) -> Any:
    """Whether two neighbours among the (sorted) values that `name` computes are equal, to rounding."""

    def kinks(v: Any) -> Any:
        np = numpy()
        w = np.sort(values(np, np.asarray(v, float)), axis=-1)
        return (np.diff(w, axis=-1) <= 1e-13 * np.abs(w).max(axis=-1, keepdims=True, initial=0.0)).any(axis=-1)

    kinks.__name__ = name
    return kinks


eigh_op = unary(
    "eigh", "general", eigh_rule, elementwise=False, symmetric=True, proof="equations",
    python=factors("eigh", lambda np, a: np.linalg.eigh(a), mp_eigh),
    kinks=repeated(lambda np, a: np.linalg.eigvalsh(a), "eigh"),
)  # fmt: skip


def eigh(x: Any) -> tuple[Any, ...]:
    """(eigenvalues, rising; eigenvectors, as columns) of a symmetric matrix; a kink where eigenvalues coincide."""
    return several(eigh_op, symmetric("eigh", x))


eigvalsh = define(
    "eigvalsh", lambda x: several(eigh_op, symmetric("eigvalsh", x))[0],
    "The eigenvalues of a symmetric matrix, in rising order",
)  # fmt: skip


def _real_pairs(np: Any, w: Any, v: Any) -> tuple[Any, Any]:
    """Eigenvalues in rising order, and their vectors, if they are real."""
    if np.iscomplexobj(w):
        raise DomainFault("eigvals: the matrix has eigenvalues that are not real", code="domain")
    order = np.argsort(w, axis=-1)
    return np.take_along_axis(w, order, -1), np.take_along_axis(v, order[..., None, :], -1)


def _mp_eig(m: Any, like: Any) -> Any:
    import mpmath

    np = numpy()
    w, v = mpmath.eig(m)
    order = sorted(range(len(w)), key=lambda n: mpmath.re(w[n]))
    vectors = from_mp(v)[:, order]
    scale = np.array([vectors[np.argmax(np.abs(vectors[:, n].astype(complex))), n] for n in range(len(w))], object)
    real = np.frompyfunc(mpmath.re, 1, 1)
    return real(np.array([w[n] for n in order], object)), real(vectors / scale)


def eig_rule(g: Any, y: Any, x: Any) -> Any:
    """What is public depends on no vector's length, so that the vectors may be taken to move across themselves."""
    w, v = parts(y)
    one = numpy().eye(shape_of(w)[-1], dtype=bool)
    inner = where(one, expand_dims(g.of(0, y), -1), 0.0)
    if 1 in g:
        inner = inner + gaps(w) * matmul(turned(v), g[1])
    return solve(turned(v), matmul(inner, turned(v)))


_eig = unary(
    "eig", "general", eig_rule, elementwise=False, proof="equations",
    python=factors("eigvals", lambda np, a: _real_pairs(np, *np.linalg.eig(a)), _mp_eig),
    kinks=repeated(lambda np, a: np.linalg.eigvals(a).real, "eig"),
)  # fmt: skip


def eig(x: Any) -> tuple[Any, ...]:
    """(eigenvalues, rising; eigenvectors that move across themselves alone) of a square matrix, where they are real."""
    return several(_eig, square("eigvals", x))


eigvals = define(
    "eigvals", lambda x: eig(x)[0], "The eigenvalues of a square matrix, in rising order, where they are real",
)  # fmt: skip
