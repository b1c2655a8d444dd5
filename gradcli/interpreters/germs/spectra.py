"""Eigenvalues and singular values of germs.

Simple eigenvalues come from FLINT's enclosures, their series from the bordered equations (A - l) v = 0, |v| = 1, one
order at a time (Magnus 1985); those of two rows from their closed form.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from flint import arb, arb_mat

from .arithmetic import compare, divide, lowered, sign
from .arrays import ARRAYS, all_still, balls_of, boxed, dot, flat, in_row, length, lifted, product
from .elementary import absolute
from .germ import FORMS, HALF, ONE, ZERO, Fail, Germ, Hole, is_null, state, still
from .matrices import by_matrix, eigen, like_lapack, midpoints, solution
from .powers import sqrt

Pairs = tuple[list[Any], list[list[Any]]]  # eigenvalues, and the vector of each


def holes(n: int, kind: str = "form") -> list[Any]:
    """A vector of which nothing is known."""
    return [Hole(kind)] * n


def simple_pairs(a: Any) -> Pairs:
    """Eigenvalues in rising order and their vectors. Fail: some are not told apart, or not real."""
    n = len(a)
    values, vectors = eigen(a)
    if any(not v.imag.contains(0) for v in values):
        raise Fail("outside")
    found = [pair(a, values[i].real, [vectors[r, i] for r in range(n)])
             for i in sorted(range(n), key=lambda i: float(values[i].real.mid()))]  # fmt: skip
    return [value for *_, value in found], [vector for *vector, _ in found]


def pair(a: Any, value: Any, vector: list[Any]) -> list[Any]:
    """An eigenvector of length 1 and its eigenvalue, both real, from those at the point."""
    n = len(a)
    top = max(vector, key=lambda x: float(abs(x).mid()))
    v = [(x / top).real for x in vector]
    size = sum((x * x for x in v), arb(0)).sqrt()
    v = [x / size for x in v]
    system, matrix = arb_mat(n + 1, n + 1), balls_of(a)
    for i in range(n):
        for j in range(n):
            system[i, j] = matrix[i, j] - (value if i == j else 0)
        system[i, n], system[n, i] = -v[i], 2 * v[i]

    def residual(y: list[Any]) -> list[Any]:
        *u, w = y
        return [*[dot(row, u) - w * x for row, x in zip(a, u)], dot(u, u) - still(ONE)]

    return solution(a, [*v, value], system, residual)


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
                v = [value - a[1, 1], b] if (sign(gap) >= 0) == (way > 0) else [b, value - a[0, 0]]
                size = length(v)
                v = [divide(x, size) for x in v]
        except Fail as error:
            v = holes(2, error.kind)
        vectors.append(v)
    return values, vectors


def symmetric(a: Any) -> Pairs:
    """The same of a symmetric matrix: of blocks one by one, and what vanishes beside a multiple of 1 magnified."""
    n = len(a)
    if n == 1:
        return [a[0, 0]], [[still(ONE)]]
    blocks = components(a)
    if len(blocks) > 1:
        values = [value for at in blocks for value in symmetric(a[np.ix_(at, at)])[0]]
        return in_row(values), two_rows(a)[1] if n == 2 else [holes(n)] * n
    if n == 2:
        return two_rows(a)
    c = a[0, 0].at(0)
    rest = a - lifted(np.eye(n)) * still(c)
    if not all_still(a) and all(is_null(x.at(0)) for x in rest.flat):  # c + t*b
        state.decided = True
        b = boxed((x if x.still else Germ(lowered(x.s, 1 - x.v)) for x in rest.flat), a.shape)
        return [still(c) + x * Germ(still(ONE).moving(), 1) for x in symmetric(b)[0]], [holes(n)] * n
    return simple_pairs(a)


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


def eigh(a: Any) -> Any:
    values, vectors = symmetric(a)
    if not any(x.__class__ is Hole for v in vectors for x in v):
        vectors = like_lapack(vectors, np.linalg.eigh(midpoints(a))[1].T)
    return boxed(values, (len(a),)), flat(vectors).T


def eig(a: Any) -> Any:
    n = len(a)
    if n == 1:
        return boxed([a[0, 0]], (1,)), lifted(np.ones((1, 1)))
    if n == 2:
        root = sqrt(FORMS["square"](a[0, 0] - a[1, 1]) + a[0, 1] * a[1, 0] * 4)
        values, vectors = [(a[0, 0] + a[1, 1] + way * root) * HALF for way in (-1, 1)], [holes(2)] * 2
    else:
        values, vectors = simple_pairs(a)
    return boxed(values, (n,)), flat(vectors).T


def svd(a: Any) -> Any:
    """From the eigenvectors of the smaller of a.T a and a a.T, each pair with LAPACK's signs."""
    m, n = a.shape
    tall = a if m >= n else a.T
    w, v = eigh(product(tall.T, tall))
    order = list(range(min(m, n)))[::-1]
    s = [sqrt(w[i]) for i in order]
    right = [list(v[:, i]) for i in order]
    if not any(x.__class__ is Hole for x in v.flat):
        like = np.linalg.svd(midpoints(a), full_matrices=False)
        right = like_lapack(right, like[2] if m >= n else like[0].T)
    left = []
    for value, row in zip(s, right):
        try:
            left.append([divide(x, value) for x in product(tall, boxed(row, (len(row), 1))).flat])
        except Fail as error:
            left.append(holes(max(m, n), error.kind))
    u, vh = flat(left), flat(right)
    return (u.T, boxed(s, (len(s),)), vh) if m >= n else (vh.T, boxed(s, (len(s),)), u)


ARRAYS.update({f.__name__: by_matrix(f) for f in (eigh, eig, svd)})
