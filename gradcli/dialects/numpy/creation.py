"""NumPy's ways to make an array: of numbers, of a range, of another array, in a dtype."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import numpy as np

from ...core.calls import dialect_unary as unary
from ...core.calls import family, tidy
from ...core.forms import is_mpf, of_objects
from ...core.observer import depart, unfollowed
from ...core.trace import Tensor, plain
from ...core.vocabulary import FUNCTIONS
from ...ops import arithmetic, branches, joining, layout
from ...ops.indexing import getitem
from ...ops.joining import array
from ...ops.values import dims, shape_of
from .. import narrowed, widened
from ..python.flat_ops import counted

if TYPE_CHECKING:
    from collections.abc import Callable


def dtype_of(x: Any) -> Any:
    """The dtype of an array or a number."""
    return np.asarray(plain(x)).dtype


def copied(x: Any) -> Any:
    """The same value in an object of its own."""
    return type(x)(x.value, x.at) if isinstance(x, Tensor) else np.array(x)


def row(x: Any) -> Any:
    """A list as an array, a number as an array of one."""
    x = array(x) if isinstance(x, list | tuple) else x
    return x if shape_of(x) else joining.stack([x])


def array_maker(copies: bool | None) -> Callable[..., Any]:
    """np.array and its like: a new Tensor of nested lists, numbers and Tensors, or the array itself."""

    def call(x: Any, dtype: Any = None, order: Any = None, *, copy: Any = copies, ndmin: int = 0, **other: Any) -> Any:
        same = dtype is None or (not isinstance(x, list | tuple) and np.dtype(dtype) == dtype_of(x))
        if shape_of(x) and same and not copy and len(shape_of(x)) >= ndmin:
            return x
        y = copied(widened(array(x)))
        y = y if same else astype(y, dtype)
        lacking = ndmin - len(shape_of(y))
        return layout.reshape(y, (1,) * lacking + shape_of(y)) if lacking > 0 else y

    return call


def full(to: Any, value: Any, dtype: Any = None, order: Any = None) -> Any:
    """An array of one value."""
    y = layout.broadcast_to(value, dims(to))
    return astype(y, dtype) if dtype is not None else y


def full_like(a: Any, value: Any, dtype: Any = None, order: Any = None) -> Any:
    """An array of one value, of another's shape and dtype."""
    return full(shape_of(a), value, dtype_of(a) if dtype is None else dtype)


def linspace(start: Any, stop: Any, num: Any = 50, endpoint: bool = True, retstep: bool = False) -> Any:
    """Evenly spaced numbers between traced ends."""
    if shape_of(start) or shape_of(stop):
        raise TypeError("np.linspace is differentiable here between numbers")
    n = operator.index(num)
    step = (stop - start) / max(n - bool(endpoint), 1)
    y = np.arange(n) * step + start
    if endpoint and n > 1 and plain(y)[-1] != plain(stop):
        y = branches.where(np.arange(n) == n - 1, stop, y)
    return (y, step) if retstep else y


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
    return start + step * np.arange(len(values), dtype=values.dtype)


def meshgrid(*xs: Any, indexing: str = "xy") -> Any:
    """Coordinate matrices of vectors."""
    sizes = [shape_of(x)[0] if shape_of(x) else 1 for x in xs]
    order = list(range(len(xs)))
    if indexing == "xy" and len(xs) > 1:
        order[:2] = [1, 0]
    whole_shape = tuple(sizes[n] for n in order)
    lanes = [tuple(sizes[n] if m == n else 1 for m in order) for n in range(len(xs))]
    return tuple([layout.spread(layout.reshape(row(x), lane), whole_shape) for x, lane in zip(xs, lanes)])


def astype(x: Any, dtype: Any, *args: Any, copy: bool = True, **kwargs: Any) -> Any:
    """Another dtype: between floats on the trace; to whole numbers and truth values the path is flat."""
    to, had = np.dtype(dtype), dtype_of(x)
    if to == had:
        return copied(x) if copy else x
    if to.kind == "f" and had.kind in "fiub":
        return _float(to)(x)
    if to.kind in "iu" and had.kind in "fiub":
        return _whole(to)(x)
    if to.kind == "b":
        return branches.not_equal(x, 0)
    return unfollowed(f"astype({to})", np.array(plain(x)).astype(dtype), x)


@family
def _float(to: Any) -> Any:
    def form(v: Any) -> Any:
        return tidy(np.asarray(v).astype(to)[()]) if not of_objects(v) and not is_mpf(v) else v

    return unary("astype", "linear", lambda g, y, x: g, params=(to,), python=form, elementwise=False)


@family
def _whole(to: Any) -> Any:
    return counted("astype", lambda v: np.asarray(v).astype(to)[()], (to,))


def view(x: Any, *how: Any, **more: Any) -> Any:
    """x.view(): the array itself; its bytes read in another way are off the trace."""
    dtype = more.get("dtype", how[0] if how else None)
    if dtype is None or isinstance(dtype, type) and issubclass(dtype, np.ndarray) or np.dtype(dtype) == dtype_of(x):
        return x
    depart(x, f"view({dtype})")
    return np.array(plain(x)).view(dtype)


def tolist(x: Any) -> Any:
    """Nested lists of the elements, traced, each a number of Python's."""
    if shape_of(x):
        return [tolist(row) for row in x]
    return narrowed(_number(x) if hasattr(plain(x), "item") else x)


_number = unary(
    "item", "linear", lambda g, y, x: g, elementwise=False, python=lambda v: getattr(v, "item", lambda: v)()
)


def item(x: Any, *at: Any) -> Any:
    """One element as a number."""
    if len(at) == 1 and not isinstance(at[0], tuple):
        return tolist(getitem(layout.ravel(x), at[0]))
    return tolist(getitem(x, at[0] if len(at) == 1 else at) if at else layout.reshape(x, ()))
