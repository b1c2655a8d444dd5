"""The largest and the smallest, and elements in order."""

from __future__ import annotations

import math
from functools import reduce
from typing import Any

from ..core.calls import family, tidy, unary
from ..core.forms import numpy
from ..core.trace import plain
from ..core.vocabulary import Axis, define, public
from ..errors import DomainFault
from .analysis import symbolic
from .arithmetic import subtract
from .branches import maximum, minimum
from .indexing import Index, putter
from .layout import spread
from .values import axes_of, axis_of, count, shape_of


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
            elements=maximum if name == "max" else minimum, picks=True,
            gap=lambda v: lead(v if name == "max" else -v, axis), fold=lambda e: e.max(axis=axis, keepdims=keepdims),
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


def lead(v: Any, axis: Any) -> Any:
    """How far, along axes, the largest element and the next may move before they meet."""
    np = numpy()
    axes = tuple(range(v.ndim)) if axis is None else axis
    last = np.moveaxis(v, axes, range(-len(axes), 0))
    rows = last.reshape(-1, math.prod(v.shape[a] for a in axes))
    rows = np.sort(rows, -1)
    return (rows[:, -1:] - rows[:, -2:-1]) / 2.0


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
    return reduce(op, xs)


@public("ptp")
def ptp(x: Any, axis: Axis = None) -> Any:
    """The largest element minus the smallest."""
    return subtract(largest(x, axis), smallest(x, axis))


clip = define("clip clamp", lambda x, low, high: minimum(maximum(x, low), high), "x, kept between low and high")


@public("sort")
def sort(x: Any, axis: int = -1) -> Any:
    """The elements in rising order along an axis."""
    s = shape_of(x)
    if len(s) > 1:
        raise DomainFault(f"sort of an array with {len(s)} axes", code="domain")
    axis_of(axis, len(s))
    return in_order(-1)(x)


@family
def in_order(axis: int, falling: bool = False, count: int | None = None) -> Any:
    """The elements in order along an axis, counted from the last: the first `count`; equal ones keep their order."""
    first = (..., slice(count), *(slice(None),) * (-1 - axis))

    def forward(v: Any) -> Any:
        y = numpy().sort(v, axis, kind="stable")
        return (numpy().flip(y, axis) if falling else y)[first]

    def index(v: Any) -> Any:
        grid = list(numpy().indices(v.shape, sparse=True))
        grid[axis] = order_of(v, axis, falling)
        return Index(tuple(numpy().broadcast_to(part, v.shape)[first] for part in grid))

    def ties(v: Any) -> Any:
        np = numpy()
        rows = np.moveaxis(np.sort(np.asarray(v), axis), axis, -1)
        rows = rows[..., ::-1] if falling else rows
        taken = rows[..., : None if count is None else count + 1]
        return taken[..., 1:] == taken[..., :-1]

    return unary(
        "sort", "general", lambda g, y, x: putter(index(plain(x)), shape_of(x))(g), params=(axis, falling, count),
        python=forward, elementwise=False, kinks=ties, picks=True,
        gap=lambda v: numpy().diff(numpy().sort(v, axis), axis=axis) / 2.0, fold=lambda e: e.max(),
    )  # fmt: skip


def order_of(v: Any, axis: int, falling: bool = False) -> Any:
    """Where each element in order comes from; equal ones keep their order."""
    np = numpy()
    if not falling:
        return np.argsort(v, axis, kind="stable")
    return np.flip(v.shape[axis] - 1 - np.argsort(np.flip(v, axis), axis, kind="stable"), axis)
