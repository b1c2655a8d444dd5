"""NumPy's ways to make an array: of numbers, of a range, of another array, in a dtype."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, cast

import numpy as np

from ...core.calls import dialect_unary as unary
from ...core.calls import family, tidy
from ...core.forms import of_objects
from ...core.observer import choice, chooses, depart, traced, unfollowed
from ...core.trace import Tensor, plain
from ...core.vocabulary import ours
from ...ops import arithmetic, branches, complex, joining, layout
from ...ops.indexing import getitem
from ...ops.joining import array
from ...ops.values import dims, shape_of
from ..python.flat_ops import counted
from ..python.number import narrowed, widened
from .memory import memory
from .off_trace import bare, dtype_of, lifted
from .views import Link

NEAR = 1e-8  # of a count: as near to a whole number it is decided by rounding, or by what is added against that


def copied(x: Any) -> Any:
    """The same value in an object of its own."""
    return type(x)(x.value, x.at) if isinstance(x, Tensor) else np.array(x)


def row(x: Any) -> Any:
    """A list as an array, a number as an array of one."""
    x = array(x) if isinstance(x, list | tuple) else x
    return x if shape_of(x) else joining.stack([x])


def typed(a: Any, dtype: Any) -> Any:
    """The elements in the dtype that a call names."""
    return a if dtype is None or np.dtype(dtype) == dtype_of(a) else astype(a, dtype)


def array_maker(copies: bool | None) -> Callable[..., Any]:
    """np.array and its like: a new Tensor of nested lists, numbers and Tensors, or the array itself."""

    def call(x: Any, dtype: Any = None, copy: Any = copies, ndmin: int = 0) -> Any:
        if dtype is not None and np.dtype(dtype).names:  # rows of several numbers, which no step makes
            for part in traced(x):
                depart(part, "np.array()")
            return np.array(bare(x), dtype, ndmin=ndmin)
        same = dtype is None or (not isinstance(x, list | tuple) and np.dtype(dtype) == dtype_of(x))
        if shape_of(x) and same and not copy and len(shape_of(x)) >= ndmin:
            return x
        y = copied(widened(array(x)))
        y = y if same else astype(y, dtype)
        lacking = ndmin - len(shape_of(y))
        return layout.reshape(y, (1,) * lacking + shape_of(y)) if lacking > 0 else y

    return call


def full(shape: Any, fill_value: Any, dtype: Any = None) -> Any:
    """An array of one value."""
    y = layout.broadcast_to(row(fill_value) if shape_of(fill_value) else fill_value, dims(shape))
    return astype(y, dtype) if dtype is not None else y


def full_like(a: Any, fill_value: Any, dtype: Any = None, shape: Any = None) -> Any:
    """An array of one value in the form and the dtype of another."""
    a = lifted(a)
    return full(shape_of(a) if shape is None else shape, fill_value, dtype_of(a) if dtype is None else dtype)


def linspace(start: Any, stop: Any, num: Any = 50, endpoint: bool = True, retstep: bool = False, dtype: Any = None,
             axis: int = 0) -> Any:  # fmt: skip
    """Evenly spaced numbers between two ends, which may be arrays."""
    n = operator.index(num)
    parts = n - bool(endpoint)
    whole_shape = np.broadcast_shapes(shape_of(start), shape_of(stop))
    at = np.arange(n).reshape((n,) + (1,) * len(whole_shape))
    width = stop - start
    step = width / parts if parts > 0 else width * np.nan
    y = at * (step if parts > 0 else width) + start
    if endpoint and n > 1 and np.any(plain(y)[-1] != plain(stop)):
        y = branches.where(at == n - 1, stop, y)
    y = typed(layout.moveaxis(y, 0, axis) if axis % (len(whole_shape) + 1) else y, dtype)
    return (y, step) if retstep else y


def logspace(start: Any, stop: Any, num: Any = 50, endpoint: bool = True, base: Any = 10.0, dtype: Any = None,
             axis: int = 0) -> Any:  # fmt: skip
    """Evenly spaced on a logarithmic scale."""
    return typed(arithmetic.power(base, linspace(start, stop, num, endpoint, axis=axis)), dtype)


def geomspace(start: Any, stop: Any, num: Any = 50, endpoint: bool = True, dtype: Any = None, axis: int = 0) -> Any:
    """A geometric progression."""
    down = np.sign(plain(start))
    y = ours.exp(linspace(ours.log(start * down), ours.log(stop * down), num, endpoint, axis=axis))
    y = layout.moveaxis(layout.moveaxis(y, axis, 0) * down, 0, axis) if np.any(down < 0) else y
    return typed(y, dtype)


def arange(*ends: Any, start: Any = None, stop: Any = None, step: Any = None, dtype: Any = None) -> Any:
    """As many numbers as the values say, their spacing traced."""
    ends = (None, *ends) if len(ends) == 1 and stop is None and start is None else ends
    first, last, width = (b if a is None else a for a, b in zip((*ends, None, None, None), (start, stop, step)))
    first, width = 0 if first is None else first, 1 if width is None else width
    values = np.arange(plain(first), plain(last), plain(width))
    count: Any = (plain(last) - plain(first)) / plain(width)
    for end in traced((first, last, width)):
        chooses(end)
    choice("np.arange()", abs(count - round(count)) < NEAR * abs(count), first, last, width)
    if values.dtype.kind == "i":
        for x in (x for x in (first, last, width) if isinstance(x, Tensor)):
            operator.index(cast(Any, x))
        return values if dtype is None else values.astype(dtype)
    y = first + width * np.arange(len(values), dtype=values.dtype)
    return y if dtype is None else astype(y, dtype)


def vander(x: Any, N: Any = None, increasing: bool = False) -> Any:
    """The powers of the elements as rows."""
    n = shape_of(x)[0] if N is None else operator.index(N)
    powers = np.arange(n) if increasing else np.arange(n)[::-1]
    return arithmetic.power(layout.reshape(x, (-1, 1)), powers.astype(float))


def astype(x: Any, dtype: Any, *args: Any, copy: bool = True, **kwargs: Any) -> Any:
    """Another dtype: between floats on the trace; to whole numbers and truth values the path is flat."""
    to, had = np.dtype(dtype), dtype_of(x)
    if to == had:
        return copied(x) if copy else x
    if to.kind == "f" and had.kind in "fiub":
        return _float(to)(x)
    if to.kind == "c" and had.kind in "fiub":
        return complex.complex_(x if had.kind == "f" else _float(np.dtype(float))(x))
    if to.kind in "iu" and had.kind in "fiub":
        return _whole(to)(x)
    if to.kind == "b":
        return branches.not_equal(x, 0)
    return unfollowed(f"astype({to})", np.array(plain(x)).astype(dtype), x)


@family
def _float(to: Any) -> Any:
    def form(v: Any) -> Any:
        known = isinstance(v, float | int) or (hasattr(v, "dtype") and not of_objects(v))
        return tidy(np.asarray(v).astype(to)[()]) if known else v

    return unary("astype", "linear", lambda g, y, x: g, params=(to,), python=form, elementwise=False, casts=True)


@family
def _whole(to: Any) -> Any:
    def form(v: Any) -> Any:
        return np.asarray(v).astype(to)[()]

    def jumps(v: Any) -> Any:
        return np.asarray(v).dtype.kind == "f" and branches.trunc.op.kinks(v)

    def gap(v: Any) -> Any:
        return branches.trunc.op.gap(v) if np.asarray(v).dtype.kind == "f" else np.full(np.shape(v), np.inf)

    return counted("astype", form, (to,), jumps, casts=True, gap=gap)


def pairs(x: Any) -> Any:
    """Complex numbers of neighbours: x.view(complex)."""
    return ours.complex(getitem(x, (..., slice(None, None, 2))), getitem(x, (..., slice(1, None, 2))))


def unpaired(x: Any) -> Any:
    """Complex numbers as neighbours: x.view(float)."""
    return layout.reshape(joining.stack([ours.real(x), ours.imag(x)], -1), (*shape_of(x)[:-1], 2 * shape_of(x)[-1]))


def view(x: Any, *how: Any, **more: Any) -> Any:
    """x.view(): the same array as another object; its bytes read in another way, or by a class, are off the trace."""
    kinds = [k for k in (*how, *more.values()) if k is not np.ndarray and k is not None]
    if all(not (isinstance(k, type) and issubclass(k, np.ndarray)) and np.dtype(k) == dtype_of(x) for k in kinds):
        return type(x)(x.value, x.at)
    told = f"view({kinds[0].__name__ if isinstance(kinds[0], type) else kinds[0]})"
    if isinstance(x.value, np.ndarray):
        to, had = np.dtype(kinds[0]), x.value.dtype
        if (
            len(kinds) == 1
            and to.kind != had.kind
            and to.char.lower() == had.char.lower()
            and x.value.flags.c_contiguous
        ):
            made, back = (pairs, unpaired) if to.kind == "c" else (unpaired, pairs)
            x.value.view(to)  # or NumPy's own error
            Link(y := made(x), x, made, "", back)
            return y
        return memory(x, told, *how, **more)
    depart(x, told)
    return np.array(plain(x)).view(*how, **more)


def tolist(x: Any) -> Any:
    """Nested lists of the elements, traced, each a number of Python's."""
    if shape_of(x):
        return [tolist(getitem(x, n)) for n in range(shape_of(x)[0])]
    return narrowed(_number(x) if hasattr(plain(x), "item") else x)


_number = unary(
    "item", "linear", lambda g, y, x: g, elementwise=False, python=lambda v: getattr(v, "item", lambda: v)()
)


def item(x: Any, *at: Any) -> Any:
    """One element as a number."""
    if len(at) == 1 and not isinstance(at[0], tuple):
        return tolist(getitem(layout.ravel(x), at[0]))
    return tolist(getitem(x, at[0] if len(at) == 1 else at) if at else layout.reshape(x, ()))
