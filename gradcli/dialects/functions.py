"""NumPy's functions that read differently from our ops, written in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..core.op import FUNCTIONS, family
from ..core.trace import Tensor, leak, plain
from ..ops import arithmetic, branches, reductions, shape
from ..ops.shape import Index, array, getitem, shape_of
from . import counted, whole

if TYPE_CHECKING:
    from collections.abc import Callable


def sums(name: str) -> Callable[..., Any]:
    """A reduction with NumPy's arguments."""
    op = FUNCTIONS[name].call

    def call(x: Any, axis: Any = None, keepdims: Any = False, **more: Any) -> Any:
        if more.get("where", True) is not True:
            raise TypeError(f"np.{name}(..., where=...) is not differentiable here: multiply by the mask instead")
        initial = more.pop("initial", None)
        more.pop("where", None)
        keep = {"keepdims": True} if keepdims is True else {}
        y = op(x, axis=axis, **keep, **more)
        if initial is not None:
            y = {"sum": arithmetic.add, "prod": arithmetic.multiply, "max": branches.maximum,
                 "min": branches.minimum}[name](y, initial)  # fmt: skip
        return y

    return call


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
    return _rounded(int(decimals))(x)


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
        weights = shape.reshape(weights, [-1 if n == axis % len(shape_of(x)) else 1 for n in range(len(shape_of(x)))])
    weights = weights * np.ones(shape_of(x))
    return shape.total(x * weights, axis, keepdims) / shape.total(weights, axis, keepdims)


def joined(axis_of: Callable[[int], int], least: int) -> Callable[..., Any]:
    """vstack and its like: each part given the axes that it lacks, then joined."""

    def call(parts: Any) -> Any:
        parts = [array(p) if isinstance(p, list | tuple) else p for p in parts]
        parts = [shape.reshape(_array(p), (1,) * (least - len(shape_of(p))) + shape_of(p)) for p in parts]
        return shape.concatenate(parts, axis_of(len(shape_of(parts[0]))))

    return call


def _array(x: Any) -> Any:
    x = array(x) if isinstance(x, list | tuple) else x
    return x if shape_of(x) else shape.stack([x])


def concatenate(parts: Any, axis: int | None = 0) -> Any:
    """Arrays, or lists, end to end."""
    parts = [array(p) if isinstance(p, list | tuple) else p for p in parts]
    return shape.concatenate([shape.ravel(p) for p in parts], 0) if axis is None else shape.concatenate(parts, axis)


def stack(parts: Any, axis: int = 0) -> Any:
    """Arrays as the rows of a new axis."""
    return shape.stack([array(p) if isinstance(p, list | tuple) else p for p in parts], axis)


def column_stack(parts: Any) -> Any:
    """Vectors as columns."""
    parts = [array(p) if isinstance(p, list | tuple) else p for p in parts]
    return shape.concatenate([p if len(shape_of(p)) > 1 else shape.reshape(p, (-1, 1)) for p in parts], 1)


def as_array(x: Any, dtype: Any = None, **ignored: Any) -> Any:
    """np.array and its like: a new Tensor of nested lists, numbers and Tensors."""
    y = array(x) if isinstance(x, list | tuple) else x
    y = type(y)(y.value, y.at) if isinstance(y, Tensor) else y
    if not shape_of(y) and not hasattr(plain(y), "dtype"):
        y = shape._reshape(())(y) if isinstance(y, Tensor) and False else y
    return y if dtype is None else astype(y, dtype)


def ndmin(n: int) -> Callable[..., Any]:
    """atleast_1d and its like."""

    def call(*xs: Any) -> Any:
        found = [shape.reshape(_array(x), (1,) * (n - max(len(shape_of(x)), 1)) + (shape_of(x) or (1,))) for x in xs]
        return found[0] if len(found) == 1 else found

    return call


def full(to: Any, value: Any, dtype: Any = None, **ignored: Any) -> Any:
    """An array of one value."""
    to = shape.dims(to)
    y = shape.broadcast_to(value, to)
    return astype(y, dtype) if dtype is not None else y


def linspace(start: Any, stop: Any, num: Any = 50, endpoint: bool = True, retstep: bool = False, **ignored: Any) -> Any:
    """Evenly spaced numbers between traced ends."""
    t = np.linspace(0.0, 1.0, int(plain(num)), endpoint)
    y = start + (stop - start) * t
    return (y, (stop - start) / (len(t) - bool(endpoint))) if retstep else y


def logspace(start: Any, stop: Any, num: Any = 50, endpoint: bool = True, base: float = 10.0) -> Any:
    """Evenly spaced on a logarithmic scale."""
    return arithmetic.power(base, linspace(start, stop, num, endpoint))


def geomspace(start: Any, stop: Any, num: Any = 50, endpoint: bool = True) -> Any:
    """A geometric progression."""
    log, exp = FUNCTIONS["log"].call, FUNCTIONS["exp"].call
    return exp(linspace(log(start), log(stop), num, endpoint))


def arange(*ends: Any, step: Any = None) -> Any:
    """As many numbers as the values say, their spacing traced."""
    if step is not None:
        ends = (ends[0], ends[1] if len(ends) > 1 else None, step) if len(ends) > 1 else (0, ends[0], step)
    start, stop, step = ends if len(ends) == 3 else (ends[0], ends[1], 1) if len(ends) == 2 else (0, ends[0], 1)
    values = np.arange(plain(start), plain(stop), plain(step))
    if values.dtype.kind == "i":
        for x in ends:
            if isinstance(x, Tensor):
                x.__index__()  # type: ignore[attr-defined]
        return values
    return start + step * np.arange(len(values))


def diagflat(x: Any, k: int = 0) -> Any:
    """The diagonal of a matrix, or the matrix of a diagonal, k places off."""
    if not k:
        return FUNCTIONS["diag"].call(x)
    if len(shape_of(x)) == 2:
        rows, columns = np.nonzero(np.eye(shape_of(x)[0], shape_of(x)[1], k))
        return getitem(x, (rows, columns))
    n = shape_of(x)[0] + abs(k)
    return shape._putitem(Index(np.nonzero(np.eye(n, n, k))), (n, n))(x)


def triangle(name: str) -> Callable[..., Any]:
    """tril and triu: one side of a matrix."""
    return lambda m, k=0: m * getattr(np, name)(np.ones(shape_of(m)), k)


def trapezoid(y: Any, x: Any = None, dx: Any = 1.0, axis: int = -1) -> Any:
    """The integral by trapezes."""
    width = dx if x is None else FUNCTIONS["diff"].call(x if isinstance(x, Tensor) else np.asarray(x))
    lead = (slice(None),) * (axis % len(shape_of(y)))
    mid = (getitem(y, (*lead, slice(1, None))) + getitem(y, (*lead, slice(None, -1)))) / 2.0
    return shape.total(mid * width, axis)


def gradient(y: Any, *spacing: Any, **more: Any) -> Any:
    """Central differences of a vector, one-sided at its ends."""
    if len(shape_of(y)) != 1 or more:
        raise TypeError("np.gradient is differentiable here for vectors")
    h: Any = spacing[0] if spacing else 1.0
    if shape_of(h):
        a, b = h[1:-1] - h[:-2], h[2:] - h[1:-1]
        mid = (a**2 * y[2:] + (b**2 - a**2) * y[1:-1] - b**2 * y[:-2]) / (a * b * (a + b))
        return shape.concatenate([(y[1:2] - y[:1]) / (h[1] - h[0]), mid, (y[-1:] - y[-2:-1]) / (h[-1] - h[-2])])
    return shape.concatenate([(y[1:2] - y[:1]) / h, (y[2:] - y[:-2]) / (2.0 * h), (y[-1:] - y[-2:-1]) / h])


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


def meshgrid(*xs: Any, indexing: str = "xy", **ignored: Any) -> Any:
    """Coordinate matrices of vectors."""
    sizes = [shape_of(x)[0] if shape_of(x) else 1 for x in xs]
    order = list(range(len(xs)))
    if indexing == "xy" and len(xs) > 1:
        order[:2] = [1, 0]
    whole_shape = tuple(sizes[n] for n in order)
    lanes = [tuple(sizes[n] if m == n else 1 for m in order) for n in range(len(xs))]
    return [shape.spread(shape.reshape(_array(x), lane), whole_shape) for x, lane in zip(xs, lanes)]


def outer(op: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """np.add.outer and its like."""
    return lambda a, b: op(shape.reshape(a, shape_of(a) + (1,) * len(shape_of(b))), b)


def folded(op: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    """np.maximum.reduce and its like, over the first axis."""

    def call(xs: Any, axis: int = 0) -> Any:
        parts = list(xs) if axis == 0 else list(shape.moveaxis(xs, axis, 0))
        y = parts[0]
        for x in parts[1:]:
            y = op(y, x)
        return y

    return call


def astype(x: Any, dtype: Any, *args: Any, **kwargs: Any) -> Any:
    """Floats stay as they are (the trace computes in float64); to whole numbers and truth values the path is flat."""
    kind = np.dtype(dtype).kind
    if kind == "f" and getattr(plain(x), "dtype", np.dtype(float)).kind in "f":
        return type(x)(x.value, x.at) if isinstance(x, Tensor) else x
    if kind in "fc":
        return x * 1.0
    if kind in "iu":
        return whole(x)
    if kind == "b":
        return branches.not_equal(x, 0)
    leak(x, f"astype({dtype})")
    return np.asarray(plain(x)).astype(dtype)


def tolist(x: Any) -> Any:
    """Nested lists of the elements, traced."""
    return [tolist(row) for row in x] if shape_of(x) else x


def item(x: Any, *at: Any) -> Any:
    """One element as a number."""
    return getitem(x, at[0] if len(at) == 1 else at) if at else shape.reshape(x, ())


def repeat(x: Any, times: Any, axis: int | None = None) -> Any:
    """Each element several times."""
    n = (int(np.prod(shape_of(x))) if axis is None else shape_of(x)[axis]) if shape_of(x) else 1
    return FUNCTIONS["take"].call(_array(x), np.repeat(np.arange(n), plain(times)), axis)


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


def slogdet(a: Any) -> Any:
    """(sign, log |det|)."""
    d = FUNCTIONS["det"].call(a)
    return np.sign(plain(d)), FUNCTIONS["log"].call(abs(d))


def matrix_power(a: Any, n: int) -> Any:
    """A product of n copies of a square matrix."""
    if n < 0:
        a, n = FUNCTIONS["inv"].call(a), -n
    y: Any = np.eye(shape_of(a)[-1])
    for _ in range(n):
        y = y @ a
    return y


def norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """np.linalg.norm of vectors, and the Frobenius norm of matrices."""
    if ord not in (None, "fro") and len(shape_of(x)) == 2 and axis is None:
        raise TypeError(f"the matrix norm of order {ord} is not differentiable here")
    return reductions.norm(x, 2 if ord is None else ord, axis, keepdims)


def moved(x: Any, a: Any, b: Any = None) -> Any:
    """x.transpose(...) with its axes as one tuple or several numbers."""
    return shape.transpose(x, a if b is None else (a, b))


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
        wide = [shape.ravel(shape.broadcast_to(a, whole_shape)) if shape_of(a) else a for a in args]
        n = int(np.prod(whole_shape))
        found = [self.function(*[w[k] if shape_of(w) else w for w in wide], **kwargs) for k in range(n)]
        return shape.reshape(shape.stack(found), whole_shape) if whole_shape else found[0]


def sinc(x: Any) -> Any:
    """sin(pi x) / (pi x), 1 at 0."""
    t = np.pi * x
    zero = plain(t) == 0
    return branches.where(zero, 1.0, FUNCTIONS["sin"].call(t) / branches.where(zero, 1.0, t))


def split(x: Any, n: Any, axis: int = 0) -> list[Any]:
    """An array cut along an axis."""
    return [getitem(x, (slice(None),) * axis + (part,)) for part in sections(shape_of(x)[axis], n)]


def sections(length: int, n: Any) -> list[slice]:
    """The parts of np.split."""
    cuts = list(n) if isinstance(n, list | tuple) else [length // n * k for k in range(1, n)]
    return [slice(a, b) for a, b in zip([0, *cuts], [*cuts, length])]
