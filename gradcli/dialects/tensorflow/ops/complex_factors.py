"""The gradients of Cholesky's, QR's and the singular value decomposition of complex matrices.

As TensorFlow has them: Giles (2008), Roberts and Roberts (2020) for QR, Wan and Zhang (2019) for singular vectors.
They are written in conjugated cotangents, which the sweep's are not.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ....ops import layout
from ....ops import linalg as base
from ....ops.branches import where
from ....ops.indexing import getitem
from ....ops.joining import concatenate
from ....ops.matrix import solve_op as solve
from ....ops.multi_output import Parts
from ....ops.products import matmul as product
from ....ops.values import is_complex, shape_of
from .elementary import conjugate, real


def by_dtype(of_real: Any, of_complex: Any) -> Any:
    """The rule of a factoring: one for real matrices, one for complex, which takes the parts of the result."""

    def rule(g: Any, y: Any, x: Any) -> Any:
        if not is_complex(x):
            return of_real(g, y, x)
        if not isinstance(g, Parts):
            return conjugate(of_complex(conjugate(g), y))
        parts = base.parts(y)
        return conjugate(of_complex([conjugate(g.of(n, y)) for n in range(len(parts))], parts, x))

    return rule


def adjoint(x: Any) -> Any:
    """The conjugate transpose of each matrix."""
    return conjugate(base.turned(x))


def on_diagonal(x: Any, change: Any) -> Any:
    """A matrix with its diagonal changed."""
    return where(np.eye(shape_of(x)[-1], dtype=bool), change(x), x)


def cholesky(g: Any, low: Any) -> Any:
    """L^-H (the lower half of L^H g) L^-1, made Hermitian."""
    middle = on_diagonal(base.tril(product(adjoint(low), g)), lambda x: 0.5 * x)
    left = solve(adjoint(low), middle)
    whole = base.turned(solve(base.turned(low), base.turned(left)))
    return 0.5 * (whole + adjoint(whole))


def qr(g: Any, y: Any, x: Any) -> Any:
    """Of a wide matrix by its first columns, which give Q."""
    (dq, dr), (q, r) = g, y
    m, n = shape_of(x)[-2:]
    if m >= n:
        return _tall(q, r, dq, dr)
    ahead, behind = (..., slice(None, m)), (..., slice(m, None))
    dq = dq + product(getitem(x, behind), adjoint(getitem(dr, behind)))
    first = _tall(q, getitem(r, ahead), dq, getitem(dr, ahead))
    return concatenate([first, product(q, getitem(dr, behind))], axis=-1)


def _tall(q: Any, r: Any, dq: Any, dr: Any) -> Any:
    def over(x: Any) -> Any:
        return adjoint(solve(r, adjoint(x)))

    qdq, rdr = product(adjoint(q), dq), product(r, adjoint(dr))
    both = qdq - adjoint(qdq) + rdr - adjoint(rdr)
    turn = on_diagonal(0.0 * both, lambda x: (m := rdr - adjoint(qdq)) - real(m))  # the phases of R's diagonal are free
    return product(q, dr + over(base.tril(both))) + over(dq - product(q, qdq) + product(q, adjoint(turn)))


def svd(gaps: Any, inverse: Any) -> Any:
    """`gaps` says what 1/(s_j^2 - s_i^2) is, `inverse` what 1/s."""

    def rule(g: Any, y: Any, x: Any) -> Any:
        (du, ds, dvh), (u, s, vh) = g, y
        dv, v = adjoint(dvh), adjoint(vh)
        tall = shape_of(x)[-2] > shape_of(x)[-1]
        u, v, du, dv = (v, u, dv, du) if tall else (u, v, du, dv)
        close, row = gaps(s * s), layout.expand_dims(s, -2)
        spin = close * product(adjoint(u), du)
        whirl = product(adjoint(v), dv)
        other = close * whirl
        inner = (spin + adjoint(spin)) * row + base.turned(row) * (other + adjoint(other))
        own = on_diagonal(0.0 * inner, lambda x: layout.expand_dims(ds, -2) + 0.0 * x)
        phase = on_diagonal(0.0 * inner, lambda x: 0.5 * (adjoint(whirl) - whirl))
        column = base.turned(layout.expand_dims(inverse(s), -2))
        rest = adjoint(dv) - product(adjoint(whirl), adjoint(v))
        found = product(u, product(inner + own + column * phase, adjoint(v)) + column * rest)
        return adjoint(found) if tall else found

    return rule
