"""Many elements to one: means, products, extremes, norms. What can be written from other ops is a plain function."""

from __future__ import annotations

import math
from typing import Any

from ..core.forms import numpy
from ..core.op import Axis, Real, family, public, tidy, unary
from ..core.trace import plain
from ..errors import DomainFault, ShapeFault
from .analysis import cbrt, exp, log, sqrt, square, symbolic
from .arithmetic import divide, multiply, subtract
from .branches import maximum, minimum, where
from .indexing import getitem, take
from .joining import concatenate
from .layout import ravel, reshape, spread, total
from .values import axes_of, axis_of, like, shape_of


def count(x: Any, axis: Any, what: str) -> int:
    """How many elements a reduction takes together; none is outside the domain of most."""
    s = shape_of(x)
    axes = axes_of(axis, len(s))
    n = math.prod(s if axes is None else [s[a] for a in axes])
    if n == 0 and what:
        raise DomainFault(f"{what} of an empty array", code="domain")
    return n


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
    return divide(norm(subtract(x, mean(x, axis, True)), 2, axis, keepdims), math.sqrt(max(n - ddof, 0)))


def extreme(name: str, doc: str, symbol: str) -> Any:
    """max or min over axes; ties share the cotangent equally."""

    def forward(axis: Any, keepdims: bool) -> Any:
        def form(v: Any) -> Any:
            np = numpy()
            if v.dtype == object and v.size and type(v.flat[0]).__module__.startswith("sympy"):
                pick = symbolic(lambda s, *xs: getattr(s, symbol)(*xs))
                return pick(*v.flat) if axis is None else np.apply_along_axis(lambda r: pick(*r), axis[0], v)
            return tidy(getattr(np, name)(v, axis=axis, keepdims=keepdims))

        return form

    def rule(axis: Any, keepdims: bool) -> Any:
        def vjp(g: Any, y: Any, x: Any) -> Any:
            s = shape_of(x)
            ties = plain(spread(plain(y), s, axis, keepdims)) == plain(x)
            shared = ties / ties.sum(axis=axis, keepdims=True)
            return spread(g, s, axis, keepdims) * shared.astype(getattr(plain(x), "dtype", float))

        return vjp

    @family
    def make(axis: Any, keepdims: bool) -> Any:
        return unary(
            name, "general", rule(axis, keepdims), params=(axis, keepdims), elementwise=False,
            python=forward(axis, keepdims), kinks=lambda v: _ties(v, name, axis),
        )  # fmt: skip

    def call(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
        if not shape_of(x):
            return x
        count(x, axis, name)
        return make(axes_of(axis, len(shape_of(x))), bool(keepdims))(x)

    call.__doc__ = doc
    return call


def _ties(v: Any, name: str, axis: Any) -> Any:
    np = numpy()
    top = getattr(np, name)(v, axis=axis, keepdims=True)
    return (v == top).sum(axis=axis) > 1


largest = extreme("max", "The largest element; ties share the derivative equally.", "Max")
smallest = extreme("min", "The smallest element; ties share the derivative equally.", "Min")


@public("max", "amax")
def max_(*xs: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """The largest element of an array, or of several arguments."""
    return largest(xs[0], axis, keepdims) if len(xs) == 1 else _fold(maximum, xs)


@public("min", "amin")
def min_(*xs: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """The smallest element of an array, or of several arguments."""
    return smallest(xs[0], axis, keepdims) if len(xs) == 1 else _fold(minimum, xs)


def _fold(op: Any, xs: tuple[Any, ...]) -> Any:
    if not xs:
        raise DomainFault(f"{op.__name__} of nothing", code="domain")
    y = xs[0]
    for x in xs[1:]:
        y = op(y, x)
    return y


@public("ptp")
def ptp(x: Any, axis: Axis = None) -> Any:
    """The largest element minus the smallest."""
    return subtract(largest(x, axis), smallest(x, axis))


@public("clip", "clamp")
def clip(x: Any, low: Any, high: Any) -> Any:
    """x, kept between low and high."""
    return minimum(maximum(x, low), high)


@public("prod")
def prod(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """The product of the elements, by halves: right at zeros, to every order."""
    s = shape_of(x)
    if not s:
        return x
    axes = axes_of(axis, len(s))
    if axes is None or len(axes) == len(s):
        flat = ravel(x)
        y = _halve(flat, 0)
        return reshape(y, (1,) * len(s)) if keepdims else y
    for a in sorted(axes, reverse=True):
        y = _halve(x, a)
        x = reshape(y, (*s[:a], 1, *s[a + 1 :])) if keepdims else y
        s = shape_of(x)
    return x


def _halve(x: Any, axis: int) -> Any:
    n = shape_of(x)[axis]
    if n == 0:
        s = shape_of(x)
        return total(x, axis) + like(numpy().empty(s[:axis] + s[axis + 1 :]), 1.0)

    def part(a: int, b: int | None) -> Any:
        return getitem(x, (slice(None),) * axis + (slice(a, b),))

    while n > 1:
        half = n // 2
        y = multiply(part(0, half), part(half, 2 * half))
        x = concatenate([y, part(2 * half, None)], axis) if n % 2 else y
        n = n - half
    return getitem(x, (slice(None),) * axis + (0,))


@public("cumsum")
def cumsum(x: Any, axis: int | None = None) -> Any:
    """Running sums along an axis; without one, of the elements in one row."""
    if axis is None:
        x, axis = ravel(x), 0
    return _cumsum(axis_of(axis, len(shape_of(x))), False)(x)


@family
def _cumsum(axis: int, back: bool) -> Any:
    def forward(v: Any) -> Any:
        np = numpy()
        return np.flip(np.cumsum(np.flip(v, axis), axis), axis) if back else np.cumsum(v, axis)

    return unary(
        "cumsum", "linear", lambda g, y, x: _cumsum(axis, not back)(g), params=(axis,) + (("reversed",) * back),
        python=forward, elementwise=False,
    )  # fmt: skip


@public("cumprod")
def cumprod(x: Any, axis: int | None = None) -> Any:
    """Running products, by doubling (Hillis and Steele 1986): right at zeros, to every order."""
    if axis is None:
        x, axis = ravel(x), 0
    axis = axis_of(axis, len(shape_of(x)))
    n, step = shape_of(x)[axis], 1
    while step < n:
        head, low, high = ((slice(None),) * axis + (s,) for s in (slice(0, step), slice(0, n - step), slice(step, n)))
        x = concatenate([getitem(x, head), multiply(getitem(x, high), getitem(x, low))], axis)
        step *= 2
    return x


@public("diff")
def diff(x: Any, axis: int = -1) -> Any:
    """Differences between neighbours along an axis."""
    axis = axis_of(axis, len(shape_of(x)))
    lead = (slice(None),) * axis
    return subtract(getitem(x, (*lead, slice(1, None))), getitem(x, (*lead, slice(None, -1))))


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

    return unary("logsumexp", "general", rule, params=(axis, keepdims), python=forward, elementwise=False)


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
        from .branches import absolute

        return absolute(x)
    if ord in (2, None, "fro", "euclidean"):
        return _norm(axes, bool(keepdims))(x)
    from .branches import absolute

    if ord == 1:
        return total(absolute(x), axis, keepdims)
    if ord == math.inf:
        return largest(absolute(x), axis, keepdims)
    powers = total(absolute(x) ** float(ord), axis, keepdims)
    return cbrt(powers) if ord == 3 else powers ** (1.0 / ord)  # 1/3 is no float


@public("norm1")
def norm1(x: Any) -> Any:
    """The sum of absolute values."""
    return norm(x, 1)


@public("norm2")
def norm2(x: Any) -> Any:
    """The Euclidean norm."""
    return norm(x, 2)


@public("norm3")
def norm3(x: Any) -> Any:
    """The cube root of the sum of cubed absolute values."""
    return norm(x, 3)


@public("norminf", "norm_inf")
def norminf(x: Any) -> Any:
    """The largest absolute value."""
    return norm(x, math.inf)


@family
def _norm(axis: Any, keepdims: bool) -> Any:
    def forward(v: Any) -> Any:
        np = numpy()
        if v.dtype == object:
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
        "norm", "general", rule, params=(axis, keepdims), python=forward, elementwise=False,
        kinks=lambda v: (v == 0).all(axis=axis),
    )  # fmt: skip


@public("sort")
def sort(x: Any, axis: int = -1) -> Any:
    """The elements in rising order along an axis."""
    return _ordered("sort", x, axis)


def _ordered(name: str, x: Any, axis: int) -> Any:
    s = shape_of(x)
    if len(s) > 1:
        raise DomainFault(f"{name} of an array with {len(s)} axes", code="domain")
    axis_of(axis, len(s))
    return _sorted()(x)


@family
def _sorted() -> Any:
    def forward(v: Any) -> Any:
        return numpy().sort(v, kind="stable") if v.dtype != object else numpy().array(sorted(v), object)

    def rule(g: Any, y: Any, x: Any) -> Any:
        np = numpy()
        order = np.argsort(plain(x), kind="stable")
        return take(g, np.argsort(order, kind="stable"), 0)

    def ties(v: Any) -> Any:
        w = numpy().sort(v)
        return w[1:] == w[:-1]

    return unary("sort", "general", rule, python=forward, elementwise=False, kinks=ties)


@public("median")
def median(x: Any) -> Any:
    """The middle element in order, or the mean of the middle two."""
    n = count(x, None, "median")
    y = sort(ravel(x))
    return getitem(y, n // 2) if n % 2 else mean(getitem(y, slice(n // 2 - 1, n // 2 + 1)))
