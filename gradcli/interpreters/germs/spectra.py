"""Eigenvalues and singular values of germs, of any multiplicity.

For each eigenvalue at the point the invariant subspace X(t) and the small matrix B(t) with A X = X B follow one order
after another (Kato 1995, ch. II); what is repeated there is told apart by the eigenvalues of (B(t) - B(0))/t. Two rows
have a closed form.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from flint import arb, arb_mat, fmpq_mat

from .arithmetic import compare, divide, lowered, sign
from .arrays import ARRAYS, REDUCTIONS, all_still, balls_of, boxed, flat, in_row, length, lifted, orders, product
from .elementary import absolute
from .germ import FORMS, HALF, ONE, ZERO, Fail, Germ, Hole, is_null, state, still
from .matrices import assembled, by_matrix, eigen, like_lapack, midpoints
from .powers import sqrt

Pairs = tuple[list[Any], list[list[Any]]]  # eigenvalues, and the vector of each


def holes(n: int, kind: str = "form") -> list[Any]:
    """A vector of which nothing is known."""
    return [Hole(kind)] * n


def pairs(a: Any) -> Pairs:
    """Eigenvalues in rising order and their vectors. Fail: some are not told apart, or not real."""
    n, count = len(a), orders(a)
    known = all(x.s[0].__class__ is type(ZERO) and x.exact for x in a.flat)
    parts = [balls_of(a, k, fmpq_mat if known else arb_mat) for k in range(count)]
    found = []
    for value, times in roots(parts[0], known):
        x, b = subspace(parts, value, times)
        if times == 1 or diagonal(b):
            row = in_row([b[i, i] for i in range(times)])
            found += [(y, holes(n) if times > 1 else list(x[:, 0])) for y in row]
            continue
        if all_still(a):
            raise Fail("undecided")
        state.decided = True
        at = still(value)
        below = boxed((Germ(lowered(y.s, 1)) for y in (b - lifted(np.eye(times)) * at).flat), b.shape)
        values, inner = pairs(below)
        vectors = [holes(n) if has_hole(u) else list(product(x, flat([u]).T)[:, 0]) for u in inner]
        found += zip([at + y * Germ(still(ONE).moving(), 1) for y in values], vectors)
    return [y for y, _ in found], [unit(v) for _, v in found]


def roots(a: Any, known: bool) -> list[tuple[Any, int]]:
    """The eigenvalues of a matrix of FLINT's, in rising order, and how often each is one."""
    if known:
        found = [(-f[0] / f[1], m) if f.degree() == 1 else (c, m)
                 for f, m in a.charpoly().factor()[1] for c, _ in f.complex_roots()]  # fmt: skip
    else:
        found = [(c, 1) for c in eigen(a)[0]]
    if any(not c.imag.contains(0) for c, _ in found if hasattr(c, "imag")):
        raise Fail("outside")
    real = [(getattr(c, "real", c), m) for c, m in found]
    return sorted(real, key=lambda one: float(arb(one[0]).mid()))


def subspace(parts: list[Any], value: Any, times: int) -> tuple[Any, Any]:
    """(X, B) of an eigenvalue as arrays of germs: A X = X B, X(0) and a left basis Y with Y.T (X - X(0)) = 0."""
    n, matrix = parts[0].nrows(), parts[0].__class__ if value.__class__ is type(ZERO) else arb_mat
    parts = [matrix(p) for p in parts]
    one = matrix([[int(i == j) for j in range(n)] for i in range(n)])
    rest = parts[0] - one * value
    x, left = kernel(rest, times, matrix), kernel(rest.transpose(), times, matrix).transpose()
    try:
        left = (left * x).inv() * left
        reduced = (rest + x * left).inv()
    except ZeroDivisionError:
        raise Fail("undecided") from None
    xs, bs = [x], [matrix([[value if i == j else 0 for j in range(times)] for i in range(times)])]
    for k in range(1, len(parts)):
        r = sum((parts[j] * xs[k - j] for j in range(1, k + 1)), matrix(n, times))
        bs.append(left * r)
        xs.append(reduced * (sum((xs[j] * bs[k - j] for j in range(k)), matrix(n, times)) - r))
    return assembled(xs, len(xs) == 1), assembled(bs, len(xs) == 1)


def kernel(a: Any, size: int, matrix: Any) -> Any:
    """A basis, in columns, of the kernel of a matrix that is known to have one of so many dimensions."""
    rows = a.tolist()
    n, pivots = len(rows), list[int]()
    for j in range(n):
        top = len(pivots)
        best = max(range(top, n), key=lambda i: float(arb(abs(rows[i][j])).mid()), default=n)
        if best == n or arb(rows[best][j]).contains(0):
            continue
        rows[top], rows[best] = rows[best], rows[top]
        rows[top] = [y / rows[top][j] for y in rows[top]]
        rows = [row if i == top else [p - row[j] * q for p, q in zip(row, rows[top])] for i, row in enumerate(rows)]
        pivots.append(j)
    free = [j for j in range(n) if j not in pivots]
    if len(free) != size:
        raise Fail("undecided")
    where = {j: i for i, j in enumerate(pivots)}
    return matrix([[-rows[where[i]][j] if i in where else int(i == j) for j in free] for i in range(n)])


def diagonal(b: Any) -> bool:
    """Whether all but the diagonal is 0 as far as it is known: then the eigenvalues, which are analytic, are on it."""
    return all(i == j or all(map(is_null, b[i, j].s)) for i in range(len(b)) for j in range(len(b)))


def unit(v: list[Any]) -> list[Any]:
    """A vector of length 1."""
    return v if has_hole(v) else [divide(x, size) for size in [length(v)] for x in v]


def has_hole(v: list[Any]) -> bool:
    """Whether nothing is known of a vector."""
    return any(x.__class__ is Hole for x in v)


def two_rows(a: Any) -> Pairs:
    """The closed form of a symmetric matrix of two rows."""
    middle, gap, b = (a[0, 0] + a[1, 1]) * HALF, (a[0, 0] - a[1, 1]) * HALF, a[0, 1]
    try:
        radius = absolute(gap) if b.is_zero() else sqrt(FORMS["square"](gap) + FORMS["square"](b))
    except Fail as error:
        if error.kind != "terms":
            raise
        radius = absolute(gap) if b.still else absolute(b)
    values, vectors = [middle - radius, middle + radius], []
    for way, value in zip((-1, 1), values):
        try:
            if b.is_zero():
                first = (compare(a[0, 0], a[1, 1]) > 0) == (way > 0)
                v = [still(ONE), still(ZERO)] if first else [still(ZERO), still(ONE)]
            else:  # of two forms that which does not cancel
                v = unit([value - a[1, 1], b] if (sign(gap) >= 0) == (way > 0) else [b, value - a[0, 0]])
        except Fail as error:
            v = holes(2, error.kind)
        vectors.append(v)
    return values, vectors


def symmetric(a: Any) -> Pairs:
    """The same of a symmetric matrix, of blocks one by one."""
    n = len(a)
    if n == 1:
        return [a[0, 0]], [[still(ONE)]]
    blocks = components(a)
    if len(blocks) > 1:
        values = [value for at in blocks for value in symmetric(a[np.ix_(at, at)])[0]]
        return in_row(values), two_rows(a)[1] if n == 2 else [holes(n)] * n
    return two_rows(a) if n == 2 else pairs(a)


def components(a: Any) -> list[list[int]]:
    """The rows of each block of a symmetric matrix, in whatever order its rows are."""
    left, found = set(range(len(a))), []
    while left:
        block = [left.pop()]
        for i in block:  # grows while it is walked
            joined = [j for j in left if not (a[i, j].is_zero() and a[j, i].is_zero())]
            block += joined
            left -= set(joined)
        found.append(sorted(block))
    return found


def eigh(op: Any, a: Any) -> Any:
    """Of the lower triangle, each vector with the sign that the op gives it."""
    a = np.where(np.tri(len(a), dtype=bool), a, a.T)
    values, vectors = symmetric(a)
    if op and not any(map(has_hole, vectors)):
        vectors = like_lapack(vectors, op.evaluate(midpoints(a))[1].T)
    return boxed(values, (len(a),)), flat(vectors).T


def eig(a: Any) -> Any:
    n = len(a)
    if n == 1:
        return boxed([a[0, 0]], (1,)), lifted(np.ones((1, 1)))
    if n == 2:
        root = sqrt(FORMS["square"](a[0, 0] - a[1, 1]) + a[0, 1] * a[1, 0] * 4)
        values, vectors = [(a[0, 0] + a[1, 1] + way * root) * HALF for way in (-1, 1)], [holes(2)] * 2
    else:
        values, vectors = pairs(a)
    return boxed(values, (n,)), flat(vectors).T


def svd(op: Any, a: Any) -> Any:
    """From the eigenvectors of the smaller of a.T a and a a.T, each pair with the op's signs."""
    m, n = a.shape
    tall = a if m >= n else a.T
    w, v = eigh(None, product(tall.T, tall))
    order = list(range(min(m, n)))[::-1]
    s = [sqrt(w[i]) for i in order]
    right = [list(v[:, i]) for i in order]
    if not any(x.__class__ is Hole for x in v.flat):
        like = op.evaluate(midpoints(a))
        right = like_lapack(right, like[2] if m >= n else like[0].T)
    left = []
    for value, row in zip(s, right):
        try:
            left.append([divide(x, value) for x in product(tall, boxed(row, (len(row), 1))).flat])
        except Fail as error:
            left.append(holes(max(m, n), error.kind))
    u, vh = flat(left), flat(right)
    return (u.T, boxed(s, (len(s),)), vh) if m >= n else (vh.T, boxed(s, (len(s),)), u)


ARRAYS["eig"] = by_matrix(eig)
REDUCTIONS.update(eigh=lambda op: by_matrix(partial(eigh, op)), svd=lambda op: by_matrix(partial(svd, op)))
