"""How far rounding moves what linear algebra computes, and how errors of its inputs reach its results: to first order.

Every rule takes a, a matrix in float64 whatever the precision, and w: the error of each of its elements, to which the
algorithm's own backward error is added, c u |a| (Higham 2002, ch. 8-10, 14, 19).
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

from ..core.forms import numpy
from ..errors import BREAKS

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 10_000  # elements of a matrix; of a larger one nothing is known
HOPELESS = 1e13  # the condition number from which float64 says nothing about the inverse


def factored(name: str, y: Any, args: tuple[Any, ...], inherited: list[Any], unit: Any) -> Any:
    """The error bound of an inverse, a determinant, a factorisation: as many as the op has results."""
    np = numpy()
    a = floats(args[0])
    if name not in RULES or a.ndim < 2 or a.size > LIMIT or not np.isfinite(a).all():
        return unknown(y)
    w = np.abs(a) * (4.0 * max(a.shape[-2:]) * unit)
    w = w if inherited[0] is None else w + inherited[0]
    try:
        with np.errstate(all="ignore"):
            return RULES[name](a, w, y, inherited[-1])
    except BREAKS:
        return unknown(y)


def unknown(y: Any) -> Any:
    """No bound for any result."""
    return (inf,) * len(y) if y.__class__ is tuple else inf


def floats(a: Any) -> Any:
    """An array of any class in float64."""
    return numpy().asarray(a).astype(float)


def inverse(a: Any) -> Any:
    """|inv(a)|; LinAlgError where float64 cannot tell."""
    np = numpy()
    g = np.abs(np.linalg.inv(a))
    if not (g @ np.abs(a)).max(initial=0.0) < HOPELESS:
        raise np.linalg.LinAlgError
    return g


def length(w: Any) -> Any:
    """A norm of each matrix that is no smaller than the spectral one: the largest sum of a row or a column."""
    np = numpy()
    return np.asarray(np.maximum(w.sum(axis=-1).max(axis=-1), w.sum(axis=-2).max(axis=-1)))


def _solve(a: Any, w: Any, y: Any, e: Any) -> Any:
    moved = w @ abs(y)
    return inverse(a) @ (moved if e is None else moved + e)


def _inv(a: Any, w: Any, y: Any, _: Any) -> Any:
    g = inverse(a)
    return g @ w @ g


def _log_det(a: Any, w: Any, y: Any, _: Any) -> Any:
    return (inverse(a) * numpy().swapaxes(w, -1, -2)).sum(axis=(-1, -2))  # d log|det| = trace(inv(a) da)


def _by_condition(a: Any, w: Any, y: Any, _: Any) -> Any:
    np = numpy()
    worst = np.linalg.cond(a)
    if not np.max(worst, initial=0.0) < HOPELESS:
        return unknown(y)
    share = length(w) * worst / np.maximum(length(np.abs(a)), 1e-300)
    tops = [np.asarray(share * abs(part).max(axis=(-2, -1))) for part in parts(y)]
    bounds = [np.broadcast_to(top[..., None, None], part.shape) for top, part in zip(tops, parts(y))]
    return tuple(bounds) if y.__class__ is tuple else bounds[0]


def parts(y: Any) -> tuple[Any, ...]:
    """The results of an op, of which it may have one."""
    return y if y.__class__ is tuple else (y,)


def _expm(a: Any, w: Any, y: Any, _: Any) -> Any:
    """The derivative at |a| towards w, which no element of that at a exceeds (its series, term by term)."""
    from ..ops.matrix_functions import expm

    np, n, size = numpy(), a.shape[-1], w.max() or 1.0  # a number of mpmath's may be below every float
    top = np.concatenate([np.abs(a), floats(w / size)], axis=-1)
    corner = np.concatenate([np.zeros_like(a), np.abs(a)], axis=-1)
    whole = expm(np.concatenate([top, corner], axis=-2))
    return whole[..., :n, n:] * size


def distance(values: Any, *others: float) -> Any:
    """How far each of the values is from the nearest of the others."""
    np = numpy()
    gaps = np.abs(values[..., :, None] - values[..., None, :])
    gaps = np.where(np.eye(values.shape[-1], dtype=bool), inf, gaps).min(axis=-1, initial=inf)
    for other in others:
        gaps = np.minimum(gaps, np.abs(values - other))
    return np.maximum(gaps, 1e-300)


def _eigh(a: Any, w: Any, y: Any, _: Any) -> Any:
    moved = numpy().broadcast_to(length(w)[..., None], y[0].shape)
    return moved, numpy().broadcast_to((moved / distance(floats(y[0])))[..., None, :], y[1].shape)


def _eig(a: Any, w: Any, y: Any, _: Any) -> Any:
    """Bauer and Fike (1960): the condition of the eigenvectors."""
    np = numpy()
    worst = np.linalg.cond(floats(y[1]))
    moved = np.broadcast_to((length(w) * worst)[..., None], y[0].shape)
    turned = moved * worst[..., None] / distance(floats(y[0]))
    return moved, np.broadcast_to(turned[..., None, :], y[1].shape)


def _svd(a: Any, w: Any, y: Any, _: Any) -> Any:
    np, (u, s, vh) = numpy(), y
    moved = np.broadcast_to(length(w)[..., None], s.shape)
    turned = moved / distance(floats(s), *(() if a.shape[-1] == a.shape[-2] else (0.0,)))
    return np.broadcast_to(turned[..., None, :], u.shape), moved, np.broadcast_to(turned[..., :, None], vh.shape)


RULES: dict[str, Callable[..., Any]] = {
    "solve": _solve, "inv": _inv, "expm": _expm, "eigh": _eigh, "eig": _eig, "svd": _svd,
    "det": lambda a, w, y, e: abs(y) * _log_det(a, w, y, e),
    "slogdet": lambda a, w, y, e: (0.0, _log_det(a, w, y, e)),
    **dict.fromkeys(("cholesky", "pinv", "sqrtm", "qr"), _by_condition),
}  # fmt: skip
