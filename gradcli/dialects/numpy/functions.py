"""NumPy's functions that read differently from our ops, written in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ...core.calls import family
from ...core.trace import Tensor, plain
from ...core.vocabulary import FUNCTIONS
from ...ops import branches, joining, layout, reductions
from ...ops.indexing import getitem
from ...ops.joining import array
from ...ops.values import dims, shape_of
from ..python.flat_ops import counted, whole
from .creation import row

if TYPE_CHECKING:
    from collections.abc import Callable


def clip(x: Any, a_min: Any = None, a_max: Any = None, *, min: Any = None, max: Any = None) -> Any:
    """Kept between two bounds, either of which may be absent."""
    low, high = a_min if a_min is not None else min, a_max if a_max is not None else max
    x = x if low is None else branches.maximum(x, low)
    return x if high is None else branches.minimum(x, high)


def where(condition: Any, *choice: Any) -> Any:
    """One of two by a condition; without them, the indices where it holds."""
    return branches.where(condition, *choice) if choice else np.nonzero(plain(condition))


def round_(x: Any, decimals: int = 0) -> Any:
    """Rounded to a number of decimals: flat."""
    return kept_whole(_rounded(int(decimals)))(x)


@family
def _rounded(decimals: int) -> Any:
    return counted(
        "round", lambda v: np.round(v, decimals) if hasattr(v, "dtype") else float(round(v, decimals)), (decimals,)
    )


def average(x: Any, axis: Any = None, weights: Any = None, keepdims: bool = False) -> Any:
    """The mean, weighted or not."""
    if weights is None:
        return reductions.mean(x, axis, keepdims)
    if axis is not None and len(shape_of(weights)) == 1 and len(shape_of(x)) > 1:
        weights = layout.reshape(weights, [-1 if n == axis % len(shape_of(x)) else 1 for n in range(len(shape_of(x)))])
    weights = weights * np.ones(shape_of(x))
    return layout.total(x * weights, axis, keepdims) / layout.total(weights, axis, keepdims)


def joined(axis_of: Callable[[int], int], least: int) -> Callable[..., Any]:
    """vstack and its like: each part given the axes that it lacks, then joined."""

    def call(parts: Any) -> Any:
        parts = [array(p) if isinstance(p, list | tuple) else p for p in parts]
        parts = [layout.reshape(row(p), (1,) * (least - len(shape_of(p))) + shape_of(p)) for p in parts]
        return joining.concatenate(parts, axis_of(len(shape_of(parts[0]))))

    return call


def concatenate(parts: Any, axis: int | None = 0) -> Any:
    """Arrays, or lists, end to end."""
    parts = [array(p) if isinstance(p, list | tuple) else p for p in parts]
    return (
        joining.concatenate([layout.ravel(p) for p in parts], 0) if axis is None else joining.concatenate(parts, axis)
    )


def stack(parts: Any, axis: int = 0) -> Any:
    """Arrays as the rows of a new axis."""
    return joining.stack([array(p) if isinstance(p, list | tuple) else p for p in parts], axis)


def column_stack(parts: Any) -> Any:
    """Vectors as columns."""
    parts = [array(p) if isinstance(p, list | tuple) else p for p in parts]
    return joining.concatenate([p if len(shape_of(p)) > 1 else layout.reshape(p, (-1, 1)) for p in parts], 1)


def ndmin(n: int) -> Callable[..., Any]:
    """atleast_1d and its like."""

    def call(*xs: Any) -> Any:
        found = [layout.reshape(row(x), (1,) * (n - max(len(shape_of(x)), 1)) + (shape_of(x) or (1,))) for x in xs]
        return found[0] if len(found) == 1 else found

    return call


def reshape(x: Any, to: Any, order: str = "C") -> Any:
    """The same elements, read and written in an order, in another shape."""
    if order == "F":
        flipped = dims(to)[::-1]
        return layout.transpose(layout.reshape(layout.transpose(x), flipped))
    if order != "C" and not plain(x).flags.c_contiguous:
        raise TypeError("an order that depends on the memory of the array")
    return layout.reshape(x, to)


def nan_to_num(x: Any, copy: bool = True, nan: Any = 0.0, posinf: Any = None, neginf: Any = None) -> Any:
    """Numbers for what is none."""
    from .module import current, written

    v = array(x) if isinstance(x, list | tuple) else current(x)
    known = np.nan_to_num(plain(v), nan=plain(nan), posinf=plain(posinf), neginf=plain(neginf))
    y = branches.where(np.isfinite(plain(v)), v, known)
    return y if copy else written(x, y)


def kept_whole(op: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """An op that gives a whole number for a whole number, as NumPy has it."""

    def call(x: Any) -> Any:
        y = op(x)
        return whole(y) if plain(x).__class__ is int else y

    return call


def trapezoid(y: Any, x: Any = None, dx: Any = 1.0, axis: int = -1) -> Any:
    """The integral by trapezes."""
    width = dx if x is None else FUNCTIONS["diff"].call(x if isinstance(x, Tensor) else np.asarray(x))
    lead = (slice(None),) * (axis % len(shape_of(y)))
    mid = (getitem(y, (*lead, slice(1, None))) + getitem(y, (*lead, slice(None, -1)))) / 2.0
    return layout.total(mid * width, axis)


def gradient(y: Any, *spacing: Any, axis: int | None = None) -> Any:
    """Central differences along one axis, or each: one-sided at the ends."""
    n = len(shape_of(y))
    axes = range(n) if axis is None else [axis]
    steps = spacing * len(axes) if len(spacing) == 1 else spacing or (1.0,) * len(axes)
    found = [layout.moveaxis(slopes(layout.moveaxis(y, a, 0), h), 0, a) for a, h in zip(axes, steps, strict=True)]
    return found[0] if len(found) == 1 else tuple(found)


def slopes(y: Any, h: Any) -> Any:
    """Central differences of the rows, at one distance or at uneven ones."""
    if shape_of(h):
        if len(shape_of(y)) != 1:
            raise TypeError("np.gradient at uneven distances is differentiable here for vectors")
        a, b = h[1:-1] - h[:-2], h[2:] - h[1:-1]
        mid = (a**2 * y[2:] + (b**2 - a**2) * y[1:-1] - b**2 * y[:-2]) / (a * b * (a + b))
        return joining.concatenate([(y[1:2] - y[:1]) / (h[1] - h[0]), mid, (y[-1:] - y[-2:-1]) / (h[-1] - h[-2])])
    return joining.concatenate([(y[1:2] - y[:1]) / h, (y[2:] - y[:-2]) / (2.0 * h), (y[-1:] - y[-2:-1]) / h])


def diff(x: Any, n: int = 1, axis: int = -1, prepend: Any = None, append: Any = None) -> Any:
    """Differences of neighbours, n times."""
    if prepend is not None or append is not None:
        edge = tuple([1 if k == axis % len(shape_of(x)) else m for k, m in enumerate(shape_of(x))])
        parts = [array(e) for e in (prepend, x, append) if e is not None]
        x = joining.concatenate([e if shape_of(e) else layout.broadcast_to(e, edge) for e in parts], axis)
    for _ in range(n):
        x = FUNCTIONS["diff"].call(x, axis)
    return x


def interp(x: Any, xp: Any, fp: Any, left: Any = None, right: Any = None) -> Any:
    """Piecewise linear interpolation."""
    at = np.asarray(plain(x), float)
    xp, fp = (v if isinstance(v, Tensor) else np.asarray(v) for v in (xp, fp))
    n = np.clip(np.searchsorted(plain(xp), at, side="right") - 1, 0, shape_of(xp)[0] - 2)
    x0, x1, y0, y1 = xp[n], xp[n + 1], fp[n], fp[n + 1]
    y = y0 + (y1 - y0) * ((x - x0) / (x1 - x0))
    y = branches.where(at < plain(xp)[0], fp[0] if left is None else left, y)
    return branches.where(at > plain(xp)[-1], fp[-1] if right is None else right, y)


def polyval(p: Any, x: Any) -> Any:
    """A polynomial by Horner's rule, highest power first."""
    y: Any = 0.0
    for c in p:
        y = y * x + c
    return y


def convolve(a: Any, v: Any, mode: str = "full") -> Any:
    """The discrete convolution of two vectors."""
    n, m = shape_of(a)[0], shape_of(v)[0]
    rows = np.arange(n)[:, None] + np.arange(m)
    products = FUNCTIONS["outer"].call(a, v)
    spread = (rows[..., None] == np.arange(n + m - 1)).astype(float)
    y = FUNCTIONS["tensordot"].call(products, spread, 2)
    if mode == "full":
        return y
    size = max(n, m) if mode == "same" else max(n, m) - min(n, m) + 1
    start = (n + m - 1 - size) // 2
    return y[start : start + size]


def outer(op: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """np.add.outer and its like."""
    return lambda a, b: op(layout.reshape(a, shape_of(a) + (1,) * len(shape_of(b))), b)


def repeat(x: Any, times: Any, axis: int | None = None) -> Any:
    """Each element several times."""
    n = (int(np.prod(shape_of(x))) if axis is None else shape_of(x)[axis]) if shape_of(x) else 1
    return FUNCTIONS["take"].call(row(x), np.repeat(np.arange(n), plain(times)), axis)


def select(conditions: Any, choices: Any, default: Any = 0) -> Any:
    """The choice of the first condition that holds."""
    y = default
    for c, x in list(zip(conditions, choices))[::-1]:
        y = branches.where(c, x, y)
    return y


def piecewise(x: Any, conditions: Any, functions: Any) -> Any:
    """A function by cases."""
    cases = [f(x) if callable(f) else f for f in functions]
    return select(conditions, cases, cases[len(conditions)] if len(cases) > len(conditions) else 0.0)


class Vectorized:
    """np.vectorize: a scalar function on every element."""

    def __init__(self, function: Any, *args: Any, **kwargs: Any) -> None:
        self.function, self.rest = function, (args, kwargs)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if not any(isinstance(a, Tensor) for a in args):
            y = np.vectorize(self.function, otypes=[object])(*args, **kwargs)
            if y.size and not any(isinstance(v, Tensor) for v in y.flat):
                return np.vectorize(self.function, *self.rest[0], **self.rest[1])(*args, **kwargs)
            return array(y.tolist()) if isinstance(y, np.ndarray) else y
        whole_shape = np.broadcast_shapes(*map(shape_of, args))
        wide = [layout.ravel(layout.broadcast_to(a, whole_shape)) if shape_of(a) else a for a in args]
        n = int(np.prod(whole_shape))
        found = [self.function(*[w[k] if shape_of(w) else w for w in wide], **kwargs) for k in range(n)]
        return layout.reshape(joining.stack(found), whole_shape) if whole_shape else found[0]


def sinc(x: Any) -> Any:
    """sin(pi x) / (pi x), 1 at 0."""
    t = np.pi * x
    zero = plain(t) == 0
    return branches.where(zero, 1.0, FUNCTIONS["sin"].call(t) / branches.where(zero, 1.0, t))


def logaddexp(a: Any, b: Any) -> Any:
    """log(exp(a) + exp(b)): the larger one, and a little."""
    first = np.asarray(plain(a)) >= plain(b)
    large, small = branches.where(first, a, b), branches.where(first, b, a)
    return large + FUNCTIONS["softplus"].call(branches.where(np.isfinite(plain(large)), small - large, 0.0))


def split(x: Any, n: Any, axis: int = 0) -> list[Any]:
    """An array cut along an axis."""
    return [x[(slice(None),) * axis + (part,)] for part in sections(shape_of(x)[axis], n)]


def sections(length: int, n: Any) -> list[slice]:
    """The parts of np.split."""
    if not isinstance(n, list | tuple) and length % n:
        raise ValueError("array split does not result in an equal division")
    cuts = list(n) if isinstance(n, list | tuple) else [length // n * k for k in range(1, n)]
    return [slice(a, b) for a, b in zip([0, *cuts], [*cuts, length])]
