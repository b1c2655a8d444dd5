"""Functions of tf.experimental.numpy that are written from ours, and how operands are read there."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from . import creation, elementary, logic, padding, products, reductions, shaping
from .casting import cast
from .convert import convert, is_tensor
from .dtypes import as_dtype
from .operands import shape

sqrt, square, log, exp, sign, power, where = (
    elementary.sqrt, elementary.square, elementary.log, elementary.exp, elementary.sign, elementary.pow, padding.where,
)  # fmt: skip


def array(val: Any, dtype: Any = None, copy: bool = True, ndmin: int = 0) -> Any:
    """A tensor, with NumPy's dtype for it."""
    y = convert(val) if is_tensor(val) or _holds(val) else convert(np.asarray(val))
    y = cast(y, dtype) if dtype is not None else y
    return shaping.reshape(y, (1,) * (ndmin - y.ndim) + shape(y)) if y.ndim < ndmin else y


def _holds(x: Any) -> bool:
    return isinstance(x, list | tuple) and any(is_tensor(v) or _holds(v) for v in x)


def promoted(*xs: Any) -> list[Any]:
    """Operands as tensors of one dtype: NumPy's, where Python's numbers are weak."""
    weak = [isinstance(x, int | float | complex) and not isinstance(x, np.generic) for x in xs]
    kinds = [x if w else np.dtype(array(x).dtype.as_numpy_dtype) for x, w in zip(xs, weak)]
    return [cast(array(x), as_dtype(np.result_type(*kinds))) for x in xs]


def floating(x: Any) -> Any:
    """An operand as floats."""
    y = array(x)
    return y if y.dtype.trainable else cast(y, "float64")


def value(x: Any) -> Any:
    """The values of an operand that has no slope."""
    return np.asarray(array(x).value)


def row(x: Any) -> Any:
    """All elements in a row."""
    return shaping.reshape(array(x), [-1])


def dot(a: Any, b: Any) -> Any:
    """The inner product, or the matrix product."""
    x, y = promoted(a, b)
    if not x.ndim or not y.ndim:
        return x * y
    return products.tensordot(x, y, [[x.ndim - 1], [max(y.ndim - 2, 0)]])


def matmul(x1: Any, x2: Any) -> Any:
    """x1 @ x2, vectors allowed."""
    x, y = promoted(x1, x2)
    return dot(x, y) if x.ndim == 1 or y.ndim == 1 else products.matmul(x, y)


def var(a: Any, axis: Any = None, dtype: Any = None, ddof: int = 0, keepdims: bool = False, **ignored: Any) -> Any:
    """The variance."""
    x = floating(a)
    y = reductions.reduce_variance(x, axis, keepdims)
    n = np.size(x.value) / max(np.size(y.value), 1)
    return y * (n / (n - ddof)) if ddof else y


def average(a: Any, axis: Any = None, weights: Any = None, returned: bool = False) -> Any:
    """The weighted mean."""
    x = floating(a)
    if weights is None:
        return reductions.reduce_mean(x, axis)
    w = cast(array(weights), x.dtype)
    if w.ndim != x.ndim:
        w = shaping.reshape(w, [-1 if n == axis % x.ndim else 1 for n in range(x.ndim)]) + creation.zeros_like(x)
    return reductions.reduce_sum(x * w, axis) / reductions.reduce_sum(w, axis)


def diff(a: Any, n: int = 1, axis: int = -1) -> Any:
    """Differences of neighbours."""
    x = array(a)
    for _ in range(n):
        lead = (slice(None),) * (axis % x.ndim)
        x = x[(*lead, slice(1, None))] - x[(*lead, slice(None, -1))]
    return x


def sinc(x: Any) -> Any:
    """sin(pi x) / (pi x), 1 at 0."""
    y = math.pi * floating(x)
    one, zero = creation.ones_like(y), convert(np.asarray(y.value) == 0)
    safe = where(zero, one, y)
    return where(zero, one, elementary.sin(safe) / safe)


def logaddexp(x1: Any, x2: Any, base: float = 1.0) -> Any:
    """log(exp(x1) + exp(x2)), in units of base."""
    x, y = (floating(v) for v in promoted(x1, x2))
    return elementary.maximum(x, y) + elementary.log1p(exp(-elementary.abs_(x - y) * base)) / base


def kron(a: Any, b: Any) -> Any:
    """The Kronecker product of matrices."""
    x, y = promoted(a, b)
    rank = max(x.ndim, y.ndim)
    x, y = (shaping.reshape(v, (1,) * (rank - v.ndim) + shape(v)) for v in (x, y))
    left = shaping.reshape(x, [m for n in shape(x) for m in (n, 1)])
    right = shaping.reshape(y, [m for n in shape(y) for m in (1, n)])
    return shaping.reshape(left * right, [m * n for m, n in zip(shape(x), shape(y))])


def outer(a: Any, b: Any) -> Any:
    """All products of two elements."""
    x, y = map(row, promoted(a, b))
    return products.tensordot(x, y, 0)


def cross(a: Any, b: Any, axis: int = -1) -> Any:
    """The cross product along the last axis; of plane vectors its third part."""
    x, y = promoted(a, b)
    if shape(x)[axis] == 2 and shape(y)[axis] == 2:
        return x[..., 0] * y[..., 1] - x[..., 1] * y[..., 0]
    return products.cross(x, y + creation.zeros_like(x))


def vander(x: Any, N: int | None = None, increasing: bool = False) -> Any:
    """Powers of numbers, as the columns of a matrix."""
    y = array(x)
    powers = [power(y, convert(n, y.dtype)) for n in range(shape(y)[0] if N is None else N)]
    return shaping.stack(powers if increasing else powers[::-1], -1)


def polyval(p: Any, x: Any) -> Any:
    """A polynomial, its highest coefficient first."""
    coefficients, y = promoted(p, x)
    return logic.polyval([coefficients[n] for n in range(shape(coefficients)[0])], y)


def heaviside(x1: Any, x2: Any) -> Any:
    """0 below zero, 1 above it, x2 at it."""
    x, y = promoted(x1, x2)
    v = np.asarray(x.value)
    return where(convert(v == 0), y, convert((v > 0).astype(x.dtype.as_numpy_dtype)))


def rounded(a: Any, decimals: int = 0) -> Any:
    """Rounded to so many decimals, halves to the even one."""
    return elementary.round(floating(a) * 10.0**decimals) / 10.0**decimals


def full(shape: Any, fill_value: Any, dtype: Any = None) -> Any:
    """A tensor full of a value."""
    return creation.fill(shape if isinstance(shape, list | tuple) else [shape], array(fill_value, dtype))


def arange(start: Any, stop: Any = None, step: Any = 1, dtype: Any = None) -> Any:
    """Numbers in a row."""
    ends: Any = [np.asarray(e).item() for e in ((0, start, step) if stop is None else (start, stop, step))]
    numbers: Any = np.arange
    return convert(numbers(*ends, dtype=None if dtype is None else as_dtype(dtype).as_numpy_dtype))


def linspace(start: Any, stop: Any, num: int = 50, **about: Any) -> Any:
    """Numbers from start to stop."""
    return creation.linspace(floating(start), floating(stop), num)
