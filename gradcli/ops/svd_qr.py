"""Singular values, and the factors Q and R."""

from __future__ import annotations

from typing import Any

from ..core.calls import unary
from ..core.vocabulary import define
from ..errors import ShapeFault
from .indexing import getitem
from .joining import concatenate
from .layout import expand_dims
from .linalg import factors, gaps, parts, repeated, signs, tril, turned
from .matrix import from_mp, solve
from .multi_output import several
from .products import matmul
from .values import shape_of


def mp_svd(m: Any, like: Any) -> Any:
    """The factors of mpmath's numbers, with the signs of `like`."""
    import mpmath

    u, s, vh = (from_mp(part) for part in mpmath.svd_r(m))
    turn = signs(like[0], u)
    return u * turn, s[:, 0], vh * turn[:, None]


def svd_rule(g: Any, y: Any, x: Any, gaps: Any = gaps, inverse: Any = lambda s: 1.0 / s) -> Any:
    """The cotangent of a matrix; `gaps` says what 1/(s_j^2 - s_i^2) is, `inverse` what 1/s."""
    u, s, vh = parts(y)
    v = turned(vh)
    found: Any = u * expand_dims(g[1], -2) if 1 in g else None
    close = gaps(s * s) if 0 in g or 2 in g else None

    def spin(basis: Any, d: Any) -> Any:
        inner = matmul(turned(basis), d)
        return close * (inner - turned(inner))

    def rest(basis: Any, d: Any) -> Any:
        return d - matmul(basis, matmul(turned(basis), d))

    left = found
    if 0 in g:
        whirl = matmul(u, spin(u, g[0])) * expand_dims(s, -2)
        if shape_of(u)[-2] > shape_of(u)[-1]:
            whirl = whirl + rest(u, g[0]) * expand_dims(inverse(s), -2)
        left = whirl if left is None else left + whirl
    total = None if left is None else matmul(left, vh)
    if 2 in g:
        d = turned(g[2])
        whirl = matmul(expand_dims(s, -1) * spin(v, d), vh)
        if shape_of(v)[-2] > shape_of(v)[-1]:
            whirl = whirl + expand_dims(inverse(s), -1) * turned(rest(v, d))
        whirl = matmul(u, whirl)
        total = whirl if total is None else total + whirl
    return total


def and_zero(np: Any, values: Any) -> Any:
    """Singular values and 0, on which they bounce."""
    return np.concatenate([values, np.zeros((*values.shape[:-1], 1))], axis=-1)


svd_op = unary(
    "svd", "general", svd_rule, elementwise=False, proof="equations",
    python=factors("svd", lambda np, a: np.linalg.svd(a, full_matrices=False), mp_svd),
    kinks=repeated(lambda np, a: and_zero(np, np.linalg.svd(a, compute_uv=False)), "svd"),
)  # fmt: skip


def svd(x: Any) -> tuple[Any, ...]:
    """(U, singular values in falling order, V.T) of a matrix, without the columns that meet no singular value."""
    if len(shape_of(x)) < 2:
        raise ShapeFault(f"svd needs a matrix, got shape {shape_of(x)}", code="shape")
    return several(svd_op, x)


svdvals = define("svdvals", lambda x: svd(x)[1], "The singular values of a matrix, in falling order")


def _mp_qr(m: Any, like: Any) -> Any:
    import mpmath

    q, _ = mpmath.qr(m[:, : min(m.rows, m.cols)], mode="skinny")
    r = q.T * m
    for i in range(r.rows):
        for j in range(min(i, r.cols)):
            r[i, j] = m.ctx.zero
    turn = signs(like[0], from_mp(q))
    return from_mp(q) * turn, from_mp(r) * turn[:, None]


def _qr_rule(g: Any, y: Any, x: Any) -> Any:
    q, r = parts(y)
    m, n = shape_of(x)[-2:]
    dq, dr = g.of(0, y), g.of(1, y)
    if m >= n:
        return _qr_tall(q, r, dq, dr)
    before, after = ((..., slice(None, m)), (..., slice(m, None)))
    dq = dq + matmul(getitem(x, after), turned(getitem(dr, after)))
    first = _qr_tall(q, getitem(r, before), dq, getitem(dr, before))
    return concatenate([first, matmul(q, getitem(dr, after))], axis=-1)


def _qr_tall(q: Any, r: Any, dq: Any, dr: Any) -> Any:
    middle = matmul(r, turned(dr)) - matmul(turned(dq), q)
    copied = tril(middle) + turned(tril(middle, -1))
    return turned(solve(r, turned(dq + matmul(q, copied))))


qr_op = unary(
    "qr", "general", _qr_rule, elementwise=False, proof="equations",
    python=factors("qr", lambda np, a: np.linalg.qr(a), _mp_qr),
)  # fmt: skip


def qr(x: Any) -> tuple[Any, ...]:
    """(Q, R) with orthonormal columns and an upper triangle, whose product is x."""
    if len(shape_of(x)) < 2:
        raise ShapeFault(f"qr needs a matrix, got shape {shape_of(x)}", code="shape")
    return several(qr_op, x)
