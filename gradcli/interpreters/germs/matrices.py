"""Linear algebra on germs: elimination, factorisations, functions of matrices.

A pivot is the entry that vanishes most slowly, so a matrix singular at the point and regular beside it is solved all
the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from flint import acb_mat, arb, arb_mat

from .arithmetic import divide, leading, multiply, sign
from .arrays import (
    ARRAYS,
    all_still,
    balls_of,
    boxed,
    constants,
    dot,
    flat,
    germ,
    length,
    lifted,
    orders,
    product,
    rational,
    stills,
)
from .elementary import absolute
from .germ import ONE, ZERO, Fail, Germ, Hole, is_zero, still
from .multiseries import vanishing
from .powers import log, sqrt


def by_matrix(f: Callable[..., Any]) -> Callable[..., Any]:
    """f of one matrix, for stacks of them too."""

    def form(*args: Any) -> Any:
        args = tuple(lifted(a) for a in args)
        for a in args:
            for x in a.flat:
                if x.__class__ is Hole:
                    raise Fail(x.kind, x.sign)
        if args[0].ndim <= 2:
            return f(*args)
        rows = [form(*[a[n] for a in args]) for n in range(args[0].shape[0])]
        return tuple(map(stacked, zip(*rows))) if isinstance(rows[0], tuple) else stacked(rows)

    return form


def stacked(parts: Any) -> Any:
    """Arrays, or numbers, as one array."""
    return np.stack(parts) if hasattr(parts[0], "shape") else boxed(parts, (len(parts),))


def pivot(rows: list[list[Any]], j: int, top: int) -> int:
    """The row from `top` on whose j-th entry is largest next to the point. Fail: none is sure not to be 0."""
    found, doubt = -1, False
    for i in range(top, len(rows)):
        try:
            if sign(rows[i][j]) and (found < 0 or outweighs(rows[i][j], rows[found][j])):
                found = i
        except Fail as error:
            doubt = doubt or error.kind == "undecided"
    if found < 0 and doubt:
        raise Fail("undecided")
    return found


def outweighs(x: Any, y: Any) -> bool:
    """Whether one number, not 0, is larger than another next to the point."""
    if not x.__class__ is Germ is y.__class__:
        return vanishing(divide(y, x))
    (k, _), (m, _) = leading(x), leading(y)
    return x.v + k < y.v + m or (x.v + k == y.v + m and bool(abs(arb(x.s[k])).mid() > abs(arb(y.s[m])).mid()))


def eliminated(rows: list[list[Any]], columns: int) -> tuple[Any, list[int]]:
    """(the determinant, the columns of the pivots), of the first columns of rows, which Gauss and Jordan reduce."""
    det: Any = still(ONE)
    pivots: list[int] = []
    for j in range(columns):
        top = len(pivots)
        i = pivot(rows, j, top) if top < len(rows) else -1
        if i < 0:
            det = multiply(det, rows[top][j]) if top < len(rows) and not rows[top][j].still else still(ZERO)
            continue
        if i != top:
            rows[i], rows[top] = rows[top], rows[i]
            det = -det
        head = rows[top][j]
        det = det * head
        rows[top] = [x if k < j else still(ONE) if k == j else divide(x, head) for k, x in enumerate(rows[top])]
        for i, row in enumerate(rows):
            x = row[j]
            if i != top and not is_zero(x):
                rows[i] = [p if k < j else still(ZERO) if k == j else p - multiply(x, q)
                           for k, (p, q) in enumerate(zip(row, rows[top]))]  # fmt: skip
        pivots.append(j)
    return det, pivots


def det(a: Any) -> Any:
    if len(a) == 0:
        return still(ONE)
    if all_still(a):
        return still(constants(a)[0].det())
    return eliminated([list(row) for row in a], len(a))[0]


def solve(a: Any, b: Any) -> Any:
    n, shape = len(a), b.shape
    b = b.reshape(n, -1)
    if all_still(a, b):
        left, right = constants(a, b)
        try:
            return stills(left.solve(right)).reshape(shape)
        except ZeroDivisionError:
            raise Fail("outside" if rational(a) else "undecided") from None
    rows = [[*p, *q] for p, q in zip(a, b)]
    if len(eliminated(rows, n)[1]) < n:
        raise Fail("outside")
    return flat([row[n:] for row in rows]).reshape(shape)


def inv(a: Any) -> Any:
    return solve(a, lifted(np.eye(len(a))))


def pinv(a: Any) -> Any:
    """By a factorisation a = c r of full rank: r.T inv(c.T a r.T) c.T (Ben-Israel and Greville 2003, 1.6)."""
    rows = [list(row) for row in a]
    _, pivots = eliminated(rows, a.shape[1])
    if not pivots:
        return lifted(np.zeros(a.shape[::-1]))
    c, r = a[:, pivots], flat(rows[: len(pivots)])
    return product(product(r.T, inv(product(product(c.T, a), r.T))), c.T)


def slogdet(a: Any) -> Any:
    d = det(a)
    return still(sign(d) * ONE), log(absolute(d))


def cholesky(a: Any) -> Any:
    n = len(a)
    out = lifted(np.zeros((n, n)))
    for j in range(n):
        for i in range(j, n):
            x = a[i, j] - dot(out[i, :j], out[j, :j])
            if i == j and sign(x) <= 0:
                raise Fail("outside")
            out[i, j] = sqrt(x) if i == j else divide(x, out[j, j])
    return out


def assembled(coefficients: list[Any], is_still: bool) -> Any:
    """An array of germs from FLINT's matrices of their coefficients."""
    parts = [np.array(m.tolist(), object) for m in coefficients]
    return np.frompyfunc(lambda *c: germ(list(c), is_still), len(parts), 1)(*parts)


def expm(a: Any) -> Any:
    """The first row of blocks of exp of the block Toeplitz matrix of the coefficients."""
    n, count = len(a), orders(a)
    blocks = [balls_of(a, k) for k in range(count)]
    y = arb_mat([[blocks[k - i][r, c] if i <= k else 0 for k in range(count) for c in range(n)]
                 for i in range(count) for r in range(n)]).exp()  # fmt: skip
    found = [arb_mat([[y[r, k * n + c] for c in range(n)] for r in range(n)]) for k in range(count)]
    return assembled(found, all_still(a))


def sqrtm(a: Any) -> Any:
    """In closed form for two rows; else y y = a one order after another, in the basis of a's eigenvectors."""
    n = len(a)
    if n == 1 or all(a[i, j].is_zero() for i in range(n) for j in range(n) if i != j):
        return boxed((x if x.is_zero() else sqrt(x) for x in a.flat), a.shape)
    if n == 2:
        root = sqrt(det(a))
        size = sqrt(a[0, 0] + a[1, 1] + 2 * root)
        y = a.copy()
        y[0, 0], y[1, 1] = y[0, 0] + root, y[1, 1] + root
        return boxed((divide(x, size) for x in y.flat), (2, 2))
    values, v = eigen(balls_of(a))
    if any(w.real < 0 and w.imag.contains(0) for w in values):
        raise Fail("outside")
    roots, back = [w.sqrt() for w in values], v.inv()
    found = [v * acb_mat([[w if i == j else 0 for j in range(n)] for i, w in enumerate(roots)]) * back]
    for k in range(1, orders(a)):
        rest = sum((-found[j] * found[k - j] for j in range(1, k)), acb_mat(balls_of(a, k)))
        r = back * rest * v
        found.append(v * acb_mat([[r[i, j] / (roots[i] + roots[j]) for j in range(n)] for i in range(n)]) * back)
    return assembled([arb_mat([[x.real for x in row] for row in y.tolist()]) for y in found], all_still(a))


def eigen(a: Any) -> Any:
    """Eigenvalues and vectors of a matrix of balls, complex. Fail: some are not told apart."""
    try:
        return acb_mat(a).eig(right=True)
    except ValueError:
        raise Fail("undecided") from None


def midpoints(a: Any) -> Any:
    """The matrix at the point, roughly, in float64: LAPACK decides the signs of vectors."""
    return np.array([[float(arb(x.at(0)).mid()) for x in row] for row in a])


def like_lapack(vectors: list[list[Any]], columns: Any) -> list[list[Any]]:
    """Each vector turned to point the way of LAPACK's."""
    return [[-x for x in v] if (midpoints([v])[0] @ column) < 0 else v for v, column in zip(vectors, columns)]


def qr(a: Any) -> Any:
    """By Gram and Schmidt, with LAPACK's signs."""
    columns: list[list[Any]] = []
    for j in range(min(a.shape)):
        v = list(a[:, j])
        for u in columns:
            c = dot(u, v)
            v = [x - c * y for x, y in zip(v, u)]
        size = length(v)
        columns.append([divide(x, size) for x in v])
    q = flat(like_lapack(columns, np.linalg.qr(midpoints(a))[0].T)).T
    r = product(q.T, a)
    for i in range(len(r)):
        for j in range(min(i, a.shape[1])):
            r[i, j] = still(ZERO)
    return q, r


ARRAYS.update({f.__name__: by_matrix(f) for f in (det, solve, inv, pinv, slogdet, cholesky, expm, sqrtm, qr)})
