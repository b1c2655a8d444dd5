"""Many elements to one: means, norms, sums of exponentials. What can be written from other ops is a plain function."""

from __future__ import annotations

import math
from typing import Any

from ..core.calls import family, tidy, unary
from ..core.forms import numpy
from ..core.trace import plain
from ..core.vocabulary import Axis, Real, define, public
from ..errors import ShapeFault
from .analysis import cbrt, decimal, exp, hypot, log, sqrt, square, symbolic
from .arithmetic import divide, subtract
from .branches import absolute, where
from .extremes import largest, sort
from .indexing import getitem
from .layout import ravel, spread, total
from .log_sums import logaddexp
from .values import axes_of, complex_parts, count, shape_of


@public("mean", "average")
def mean(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """The arithmetic mean."""
    n = count(x, axis, "mean")
    return divide(total(x, axis, keepdims), float(n))


@public("var")
def var(x: Any, axis: Axis = None, keepdims: bool = False, ddof: int = 0) -> Any:
    """The variance; ddof=1 for that of a sample."""
    n = count(x, axis, "var")
    return divide(total(square(subtract(x, mean(x, axis, True))), axis, keepdims), float(max(n - ddof, 0)))


@public("std")
def std(x: Any, axis: Axis = None, keepdims: bool = False, ddof: int = 0) -> Any:
    """The standard deviation; ddof=1 for that of a sample."""
    n = count(x, axis, "std")
    return divide(norm(subtract(x, mean(x, axis, True)), 2, axis, keepdims), sqrt(decimal(float(max(n - ddof, 0)), x)))


@public("median")
def median(x: Any) -> Any:
    """The middle element in order, or the mean of the middle two."""
    n = count(x, None, "median")
    y = sort(ravel(x))
    return getitem(y, n // 2) if n % 2 else mean(getitem(y, slice(n // 2 - 1, n // 2 + 1)))


@public("logsumexp", "reduce_logsumexp")
def logsumexp(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """log(sum(exp(x))) without overflow."""
    count(x, axis, "logsumexp")
    if not shape_of(x):
        return x
    return _logsumexp(axes_of(axis, len(shape_of(x))), bool(keepdims))(x)


@family
def _logsumexp(axis: Any, keepdims: bool) -> Any:
    def forward(v: Any) -> Any:
        np = numpy()
        if v.dtype == object and type(v.flat[0]).__module__.startswith("sympy"):
            return symbolic(lambda s, v: s.log(sum(map(s.exp, v.flat))))(v)
        top = v.max(axis=axis, keepdims=True)
        if v.dtype == object:
            away = exp.op.evaluate(v - top)
            y = top + log.op.evaluate(away.sum(axis=axis, keepdims=True))
        else:
            top = np.where(np.isfinite(top), top, 0.0).astype(v.dtype)
            y = np.log(np.exp(v - top).sum(axis=axis, keepdims=True)) + top
        return tidy(y if keepdims else np.squeeze(y, axis if axis is not None else None)[()])

    def rule(g: Any, y: Any, x: Any) -> Any:
        s = shape_of(x)
        return spread(g, s, axis, keepdims) * exp(x - spread(y, s, axis, keepdims))

    return unary(
        "logsumexp", "general", rule, params=(axis, keepdims), python=forward, elementwise=False, elements=logaddexp,
        fold=lambda e: e.max(axis=axis, keepdims=keepdims), ulps=_logsumexp_ulps,
    )  # fmt: skip


def _logsumexp_ulps(y: Any, v: Any) -> Any:
    """The logarithm of a sum that was divided by its largest term."""
    return 4.0 * abs(y) + 4.0 + math.sqrt(v.size) + 4.0 * math.log(v.size)


@public("log_softmax")
def log_softmax(x: Any, axis: int = -1) -> Any:
    """x - logsumexp(x), along an axis."""
    return subtract(x, logsumexp(x, axis, True))


@public("softmax")
def softmax(x: Any, axis: int = -1) -> Any:
    """exp(x) as shares of their sum, along an axis."""
    return exp(log_softmax(x, axis))


@public("norm")
def norm(x: Any, ord: Real | None = 2, axis: Axis = None, keepdims: bool = False) -> Any:
    """The norm of order 1, 2, 3, ..., inf of a vector, or of all elements of an array."""
    axes = axes_of(axis, len(shape_of(x)))
    if ord == 0:
        raise ShapeFault("there is no norm of order 0", code="shape")
    if not shape_of(x):
        return absolute(x)
    if ord in (2, None, "fro", "euclidean"):
        return _norm(axes, bool(keepdims))(x)
    if ord == 1:
        return total(absolute(x), axis, keepdims)
    if ord == math.inf:
        return largest(absolute(x), axis, keepdims)
    powers = total(absolute(x) ** float(ord), axis, keepdims)
    return cbrt(powers) if ord == 3 else powers ** (decimal(1.0, x) / float(ord))


norm1 = define("norm1", lambda x: norm(x, 1), "The sum of absolute values")
norm2 = define("norm2", lambda x: norm(x, 2), "The Euclidean norm")
norm3 = define("norm3", lambda x: norm(x, 3), "The cube root of the sum of cubed absolute values")
norminf = define("norminf norm_inf", lambda x: norm(x, math.inf), "The largest absolute value")


@family
def _norm(axis: Any, keepdims: bool) -> Any:
    def forward(v: Any) -> Any:
        np = numpy()
        if v.dtype == object:
            v = abs(v) if complex_parts(v) else v
            return sqrt.op.evaluate((v * v).sum(axis=axis, keepdims=keepdims))
        size = np.abs(v)
        top = size.max(axis=axis, keepdims=True, initial=0.0)
        safe = np.where((top > 0) & np.isfinite(top), top, 1.0).astype(size.dtype)
        y = np.sqrt(((size / safe) ** 2).sum(axis=axis, keepdims=True)) * safe
        return tidy(y if keepdims else np.squeeze(y, axis)[()])

    def rule(g: Any, y: Any, x: Any) -> Any:
        s = shape_of(x)
        y = spread(y, s, axis, keepdims)
        at_zero = plain(y) == 0
        if not numpy().any(at_zero):
            return spread(g, s, axis, keepdims) * (x / y)
        return spread(g, s, axis, keepdims) * where(at_zero, 0.0, x / where(at_zero, 1.0, y))

    return unary(
        "norm", "general", rule, params=(axis, keepdims), python=forward, elementwise=False, elements=hypot,
        remedy="it has no derivative at 0: add a small number under the root, sqrt(sum(x*x) + 1e-12)",
        kinks=lambda v: (v == 0).all(axis=axis), gap=lambda v: abs(v).max(axis=axis, keepdims=True, initial=0.0),
        fold=lambda e: e.sum(axis=axis, keepdims=keepdims), ulps=lambda y, v: abs(y) * (2.0 + math.sqrt(v.size)),
    )  # fmt: skip
