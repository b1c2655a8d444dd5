"""Functions of a matrix as a whole: powers, exponential, square root, pseudo-inverse, log of the determinant."""

from __future__ import annotations

import math
from typing import Any

from ..core.calls import binary, unary
from ..core.forms import numpy
from ..core.trace import plain
from ..core.vocabulary import define, public
from ..errors import DomainFault, ShapeFault
from .indexing import getitem
from .joining import concatenate, stack
from .layout import reshape
from .linalg import factors, tril, triu, turned
from .matrix import by_matrix, from_mp, inv, solve, square, to_mp
from .multi_output import several
from .products import kron, matmul
from .values import bounded, like, moves, shape_of, whole_number

PADE_13 = (
    64764752532480000.0, 32382376266240000.0, 7771770303897600.0, 1187353796428800.0, 129060195264000.0,
    10559470521600.0, 670442572800.0, 33522128640.0, 1323241920.0, 40840800.0, 960960.0, 16380.0, 182.0, 1.0,
)  # fmt: skip


NO_ROOT = "sqrtm: the matrix has no real square root"


def mp_only(name: str, a: Any) -> Any:
    """A matrix of mpmath; SymPy has no closed form that is of use."""
    m = to_mp(a)
    if not hasattr(m, "ctx"):
        raise TypeError(f"{name} has no form in sympy")
    return m


def _expm(np: Any, a: Any) -> Any:
    """Scaling and squaring with the [13/13] Pade approximant (Higham 2005)."""
    n = a.shape[-1]
    size = float(np.abs(a).sum(axis=-2).max(initial=0.0))
    if not math.isfinite(size):
        return np.full(a.shape, np.nan)
    halvings = max(0, math.ceil(math.log2(size / 5.37))) if size else 0
    a = a / 2.0**halvings
    b, one = PADE_13, np.eye(n, dtype=a.dtype)
    a2 = a @ a
    a4 = a2 @ a2
    a6 = a2 @ a4
    high, low = a6 * b[13] + a4 * b[11] + a2 * b[9], a6 * b[7] + a4 * b[5] + a2 * b[3] + one * b[1]
    u = a @ (a6 @ high + low)
    v = a6 @ (a6 * b[12] + a4 * b[10] + a2 * b[8]) + a6 * b[6] + a4 * b[4] + a2 * b[2] + one * b[0]
    y = np.linalg.solve(v - u, v + u)
    for _ in range(halvings):
        y = y @ y
    return y


def _mp_expm(a: Any) -> Any:
    import mpmath

    return from_mp(mpmath.expm(mp_only("expm", a)))


def _expm_rule(g: Any, y: Any, x: Any) -> Any:
    """The corner of exp([[x.T, g], [0, x.T]]) (Mathias 1996), which has a derivative of its own."""
    n = shape_of(x)[-1]
    upper = concatenate([turned(x), g], axis=-1)
    lower = concatenate([like(x, 0.0), turned(x)], axis=-1)
    return getitem(expm(concatenate([upper, lower], axis=-2)), (..., slice(None, n), slice(n, None)))


_expm_op = unary(
    "expm", "general", _expm_rule, elementwise=False, proof="equations",
    python=by_matrix("expm", lambda np, a: _expm(np, a), _mp_expm),
)  # fmt: skip


expm = define("expm", lambda x: _expm_op(square("expm", x)), "The exponential of a square matrix")


def _sqrtm(np: Any, a: Any) -> Any:
    if a.ndim > 2:
        return np.stack([_sqrtm(np, m) for m in a])
    if (a == a.T).all():
        w, v = np.linalg.eigh(a)
        if w.min(initial=0.0) < 0.0:
            raise DomainFault(NO_ROOT, code="domain")
        return (v * np.sqrt(w)) @ v.T
    w, v = np.linalg.eig(a)
    if (w.real < 0.0)[w.imag == 0.0].any():
        raise DomainFault(NO_ROOT, code="domain")
    y, z = a, np.eye(len(a))
    for _ in range(60):  # Denman and Beavers (1976), with determinantal scaling
        scale = abs(np.linalg.det(y) * np.linalg.det(z)) ** (-0.5 / len(a))
        scale = scale if math.isfinite(scale) and scale else 1.0
        after = 0.5 * (scale * y + np.linalg.inv(scale * z)), 0.5 * (scale * z + np.linalg.inv(scale * y))
        moved = np.abs(after[0] - y).max()
        y, z = after
        if moved <= 1e-15 * np.abs(y).max():
            break
    return y


def _mp_sqrtm(a: Any) -> Any:
    import mpmath

    m = mp_only("sqrtm", a)
    size = max((abs(v) for v in a.flat), default=0)
    half = int(mpmath.mag(size)) // 2 if size and mpmath.isfinite(size) else 0  # mpmath wants them near 1
    try:
        y = from_mp(mpmath.sqrtm(m * mpmath.ldexp(1, -2 * half)) * mpmath.ldexp(1, half))
    except TypeError:  # mpmath.sqrtm finds no start
        y = None
    if y is None or any(hasattr(v, "_mpc_") for v in y.flat):
        raise DomainFault(NO_ROOT, code="domain")
    return y


def _sqrtm_rule(g: Any, y: Any, x: Any) -> Any:
    """The solution d of y.T d + d y.T = g, as a system of n*n equations."""
    s = shape_of(x)
    if len(s) > 2:
        return stack([_sqrtm_rule(*(getitem(v, n) for v in (g, y, x))) for n in range(s[0])])
    one, t = numpy().eye(s[-1]), turned(y)
    return reshape(solve(kron(t, one) + kron(one, y), reshape(g, (s[-1] ** 2,))), s)


sqrtm_op = unary(
    "sqrtm", "general", _sqrtm_rule, elementwise=False, proof="equations",
    python=by_matrix("sqrtm", lambda np, a: _sqrtm(np, a), _mp_sqrtm),
)  # fmt: skip


sqrtm = define("sqrtm", lambda x: sqrtm_op(square("sqrtm", x)), "The principal square root of a square matrix")


@public("matrix_power")
def matrix_power(x: Any, n: Any) -> Any:
    """The n-th power of a square matrix, for a whole number n."""
    square("matrix_power", x)
    if moves(n) and plain(n) >= 0:
        return _power(x, n)
    count = whole_number(n, "the power of a matrix")
    base = inv(x) if count < 0 else x
    count, found = abs(count), None
    while count:
        if count % 2:
            found = base if found is None else matmul(found, base)
        count //= 2
        base = matmul(base, base) if count else base
    return like(x, 0.0) + numpy().eye(shape_of(x)[-1]) if found is None else found


def _power_rule(g: Any, y: Any, x: Any, n: Any) -> Any:
    """d(x^n) = sum over k of x^k dx x^(n-1-k)."""
    t, count = turned(x), whole_number(plain(n), "the power of a matrix")
    parts = [matmul(matmul(matrix_power(t, k), g), matrix_power(t, count - 1 - k)) for k in range(count)]
    return sum(parts, like(x, 0.0))


_power = binary(
    "matrix_power", "general", (_power_rule, None), elementwise=False, listed=False,
    python=lambda x, n: matrix_power(x, float(n)),
)  # fmt: skip


def _mp_pinv(a: Any) -> Any:
    import mpmath

    u, s, vh = mpmath.svd_r(mp_only("pinv", a))
    small = max(a.shape) * max([*s, mpmath.mpf(0)]) * mpmath.eps
    upside = [[1 / s[i] if i == j and s[i] > small else mpmath.mpf(0) for j in range(len(s))] for i in range(len(s))]
    return from_mp(vh.T * mpmath.matrix(upside) * u.T)


def _pinv_rule(g: Any, y: Any, x: Any) -> Any:
    """Golub and Pereyra (1973): the rank is taken to stay as it is."""
    t, h = turned(y), turned(g)
    found = -matmul(matmul(t, g), t)
    rows, columns = shape_of(x)[-2:]
    if rows != columns or rank_lost(x):
        kernel = h - matmul(x, matmul(y, h))
        found = found + matmul(matmul(kernel, y), t)
        kernel = h - matmul(matmul(h, y), x)
        found = found + matmul(t, matmul(y, kernel))
    return found


def rank_lost(x: Any) -> bool:
    """Whether a matrix has less than its full rank."""
    bare = numpy().asarray(plain(x), float)
    return bool((numpy().linalg.matrix_rank(bare) < min(bare.shape[-2:])).any())


_pinv = unary(
    "pinv", "general", _pinv_rule, elementwise=False, proof="equations",
    python=by_matrix("pinv", lambda np, a: np.linalg.pinv(a), _mp_pinv),
    kinks=lambda v: rank_lost(v),
)  # fmt: skip


@public("pinv")
def pinv(x: Any) -> Any:
    """The pseudo-inverse of a matrix (Moore and Penrose)."""
    if len(shape_of(x)) < 2:
        raise ShapeFault(f"pinv needs a matrix, got shape {shape_of(x)}", code="shape")
    return _pinv(x)


lstsq = define("lstsq", lambda a, b: matmul(pinv(a), b), "The shortest x that brings a @ x closest to b")


@public("triangular_solve", "solve_triangular")
def triangular_solve(a: Any, b: Any, lower: bool = True) -> Any:
    """x such that a @ x = b, where only the lower (or upper) triangle of a is read."""
    square("triangular_solve", a)
    return solve(tril(a) if plain(lower) else triu(a), b)


@public("vander")
def vander(x: Any, n: int | None = None) -> Any:
    """The powers of a vector's elements as rows, the highest first."""
    if len(shape_of(x)) != 1:
        raise ShapeFault(f"vander needs a vector, not shape {shape_of(x)}", code="shape")
    (length,) = shape_of(x)
    width = bounded((length, whole_number(n, "a width") if n is not None else length))[1]
    powers = numpy().arange(width, dtype=float)[::-1]
    return reshape(x, (length, 1)) ** powers


# determinants by their logarithm


def _mp_slogdet(m: Any, like: Any) -> Any:
    import mpmath

    d = mpmath.det(m)
    return mpmath.sign(d), mpmath.log(abs(d)) if d else -m.ctx.inf


def _slogdet_rule(g: Any, y: Any, x: Any) -> Any:
    d = g.of(1, y)
    return (reshape(d, (*shape_of(d), 1, 1)) if shape_of(d) else d) * turned(inv(x))


_slogdet = unary(
    "slogdet", "general", _slogdet_rule, elementwise=False, proof="equations",
    python=factors("slogdet", lambda np, a: np.linalg.slogdet(a), _mp_slogdet),
)  # fmt: skip


def slogdet(x: Any) -> tuple[Any, ...]:
    """(sign, log|det|) of a square matrix."""
    return several(_slogdet, square("slogdet", x))


@public("logabsdet", "slogdet1")
def logabsdet(x: Any) -> Any:
    """log|det(x)|, without overflow."""
    sign, y = slogdet(square("logabsdet", x))
    if numpy().any(plain(sign) == 0):
        raise DomainFault("logabsdet: singular matrix", code="domain")
    return y


@public("logdet")
def logdet(x: Any) -> Any:
    """log(det(x)), without overflow, of a matrix whose determinant is positive."""
    sign, y = slogdet(square("logdet", x))
    if numpy().any(plain(sign) <= 0):
        raise DomainFault("logdet: the determinant is not positive", code="domain")
    return y
