"""Products of many, and what adds, multiplies or compares along an axis."""

from __future__ import annotations

from typing import Any

from ..core.calls import family, unary
from ..core.forms import numpy
from ..core.vocabulary import Axis, public
from .arithmetic import multiply, subtract
from .indexing import getitem
from .joining import concatenate
from .layout import ravel, reshape, total
from .values import axes_of, axis_of, like, shape_of


@public("prod", "product")
def prod(x: Any, axis: Axis = None, keepdims: bool = False) -> Any:
    """The product of the elements, by halves: right at zeros, to every order."""
    s = shape_of(x)
    if not s:
        return x
    axes = axes_of(axis, len(s))
    if axes is None or len(axes) == len(s):
        y = _halve(ravel(x), 0)
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
    return cumsum_of(axis_of(axis, len(shape_of(x))), False)(x)


@family
def cumsum_of(axis: int, back: bool) -> Any:
    def forward(v: Any) -> Any:
        np = numpy()
        return np.flip(np.cumsum(np.flip(v, axis), axis), axis) if back else np.cumsum(v, axis)

    return unary(
        "cumsum", "linear", lambda g, y, x: cumsum_of(axis, not back)(g), params=(axis,) + (("reversed",) * back),
        python=forward, elementwise=False, terms=lambda y, v: v.size,
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
