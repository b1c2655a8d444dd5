"""Running sums and products, and norms."""

from __future__ import annotations

from typing import Any

import numpy as np

from ....core.calls import dialect_unary as unary
from ....core.calls import family
from ....core.trace import plain
from ....ops import cumulative, indexing
from ..tensors import EagerTensor, cast, constant, convert, export, rows, shape, whole
from ..tensors.convert import wrap
from ..tensors.indexed import IndexedSlices, mapped
from ..tensors.operands import as_complex, axes, within
from . import rules as r
from .creation import ones_like
from .eigen import svd
from .elementary import abs_, conj, divide, maximum, minimum, multiply, pow, real, sqrt, square
from .logic import add_n
from .padding import where
from .reductions import reduce_max, reduce_sum
from .shaping import concat, reshape, squeeze, transpose


def _running(kernel: str, run: Any, start: float, ints: Any = None) -> Any:
    """A running op along an axis; `ints`: what it is of whole numbers, which no gradient passes."""

    def call(x: EagerTensor, axis: Any, exclusive: Any, reverse: Any) -> Any:
        text = "ScanOp: Expected scan axis in the range [{low}, {rank}), but got {n}"
        n = within(axis, x.ndim, text, kernel) % max(x.ndim, 1)
        if ints is not None and not x.dtype.trainable:
            return wrap(np.asarray(plainly(x, n, exclusive, reverse)), x.dtype)
        if exclusive and shape(x)[n]:
            edge = constant(np.full((*shape(x)[:n], 1, *shape(x)[n + 1 :]), start), x.dtype)
            kept = slice(1, None) if reverse else slice(None, -1)
            inner = indexing.getitem(x, (*(slice(None),) * n, kept))
            x = concat([inner, edge] if reverse else [edge, inner], n)
        return run(n, bool(reverse))(x)

    def plainly(x: EagerTensor, axis: int, exclusive: Any, reverse: Any) -> Any:
        v = np.flip(x.value, axis) if reverse else np.asarray(x.value)
        y = ints(v, axis=axis, dtype=v.dtype)
        if exclusive:
            y = np.roll(y, 1, axis)
            y[(slice(None),) * axis + (0,)] = start
        return np.flip(y, axis) if reverse else y

    return call


@family
def _cumulative_logsumexp(axis: int, reverse: bool) -> Any:
    def forward(v: Any) -> Any:
        w = np.flip(v, axis) if reverse else v
        y = np.logaddexp.accumulate(w, axis)
        return np.flip(y, axis) if reverse else y

    def rule(g: Any, y: Any, x: Any) -> Any:
        top = np.max(plain(y), axis, keepdims=True)
        top = np.where(np.isfinite(top), top, 0)
        return r.exp(x - top) * cumulative.cumsum_of(axis, not reverse)(g * r.exp(top - y))

    return unary("cumulative_logsumexp", "general", rule, params=(axis, reverse), python=forward, elementwise=False)


# norms


@export("norm", "linalg.norm")
def norm(tensor: Any, ord: Any = "euclidean", axis: Any = None, keepdims: Any = None, name: Any = None) -> Any:
    """The norm of a vector, of all elements, or of matrices (axis a pair)."""
    x = convert(tensor)
    pair = isinstance(axis, list | tuple) and len(axis) == 2
    if not pair and ord not in ("euclidean", 1, 2, np.inf) and (not np.isreal(ord) or isinstance(ord, str) or ord <= 0):
        raise ValueError(f"'ord' must be a supported vector norm, got {ord}")
    if pair and ord not in ("euclidean", "fro", 1, 2, np.inf):
        raise ValueError(f"'ord' must be a supported matrix norm in ['euclidean', 'fro', 1, 2, inf], got {ord}")
    found = axes(x, axis)
    if ord in ("euclidean", "fro") or ord == 2 and not pair:
        squares = x * conj(x)
        squares = cast(real(squares), x.dtype) if x.dtype.is_complex else squares  # no imaginary part of rounding
        y = sqrt(reduce_sum(squares, found, True))
    elif pair:
        y = _matrix_norm(x, ord, axis)
    elif ord == 1:
        y = reduce_sum(abs_(x), found, True)
    elif ord == np.inf:
        y = reduce_max(abs_(x), found, True)
    else:
        y = pow(reduce_sum(pow(abs_(x), float(ord)), found, True), 1.0 / ord)
    return y if keepdims else squeeze(y, found)


def _matrix_norm(x: Any, ord: Any, axis: Any) -> Any:
    rows, columns = (whole(a) % x.ndim for a in axis)
    if ord == 2:
        others = [n for n in range(x.ndim) if n not in (rows, columns)]
        y = reduce_max(svd(transpose(x, (*others, rows, columns)), compute_uv=False), -1)
        return reshape(y, [1 if n in (rows, columns) else m for n, m in enumerate(shape(x))])
    first, second = (rows, columns) if ord == 1 else (columns, rows)
    return reduce_max(reduce_sum(abs_(x), first, True), second, True)


def _unit(x: Any, axis: Any, epsilon: Any, dim: Any) -> Any:
    total = reduce_sum(real(x * conj(x)), dim if axis is None else axis, True)
    share = r.rsqrt(maximum(total, epsilon))
    return multiply(x, as_complex(share) if x.dtype.is_complex else share)


def _normalized(x: Any, ord: Any, axis: Any) -> tuple[Any, Any]:
    size = norm(x, ord, axis, True)
    return divide(x, size), size


def _shortened(t: Any, most: Any, axes: Any) -> Any:
    most = np.maximum(most, 0) if np.isscalar(most) else cast(maximum(most, 0), convert(t).dtype)

    def clip(x: Any) -> Any:
        total = reduce_sum(x * x, axes, True)
        some = total > 0
        length = where(some, sqrt(where(some, total, ones_like(total))), total)
        return (x * most) / maximum(length, most)

    return mapped(clip, t)


@export("linalg.global_norm", v1=("global_norm",))
def global_norm(t_list: Any, name: Any = None) -> Any:
    """The length of all tensors together; None counts as nothing."""
    xs = [convert(t.values if isinstance(t, IndexedSlices) else t) for t in t_list if t is not None]
    if not xs:
        return constant(0.0)
    return sqrt(add_n([reduce_sum(square(x)) / 2.0 for x in xs]) * constant(2.0, xs[0].dtype))


@export("clip_by_global_norm")
def clip_by_global_norm(t_list: Any, clip_norm: Any, use_norm: Any = None, name: Any = None) -> tuple[list[Any], Any]:
    """The tensors, shortened together to the length clip_norm if they are longer; and their length."""
    length = global_norm(t_list) if use_norm is None else convert(use_norm)
    scale = clip_norm * minimum(1.0 / length, constant(1.0, length.dtype) / clip_norm)
    if not np.isfinite(length.value):
        scale = constant(float("nan"), length.dtype)
    return [None if t is None else mapped(lambda x: x * scale, t) for t in t_list], length


SCAN = "x:T axis=0 exclusive=False reverse=False name"
__getattr__ = rows(
    __name__,
    ("cumsum math.cumsum", "Cumsum", SCAN, _running("Cumsum", cumulative.cumsum_of, 0.0, np.cumsum)),
    ("math.cumprod | cumprod", "Cumprod", SCAN, _running("Cumprod", r.cumprod, 1.0, np.cumprod)),
    ("math.cumulative_logsumexp", "CumulativeLogsumexp", SCAN,
     _running("CumulativeLogsumexp", _cumulative_logsumexp, -np.inf)),
    ("math.l2_normalize linalg.l2_normalize nn.l2_normalize", "", "x:any axis=None epsilon=1e-12 name dim=None", _unit,
     "x over its length, which counts as no less than sqrt(epsilon)."),
    ("linalg.normalize", "", "tensor:any ord='euclidean' axis=None name", _normalized),
    ("clip_by_norm", "", "t clip_norm axes=None name", _shortened),
)  # fmt: skip
