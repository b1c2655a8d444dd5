"""NumPy's choices between elements by conditions and bounds, and functions that call the script's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.calls import family
from ...core.observer import choice
from ...core.trace import Tensor, plain
from ...core.vocabulary import ours
from ...ops import branches, joining, layout
from ...ops.indexing import getitem
from ...ops.values import shape_of
from ..python.flat_ops import counted, to_decimals, to_int
from ..python.number import widened
from .creation import typed
from .off_trace import current, dtype_of, lifted, strong
from .ties import asked
from .writers import written


def clip(a: Any, a_min: Any = None, a_max: Any = None, min: Any = None, max: Any = None) -> Any:
    """Kept between two bounds, either of which may be absent."""
    low, high = a_min if a_min is not None else min, a_max if a_max is not None else max
    a = strong(widened(a))
    a = a if low is None else branches.maximum(a, low)
    return a if high is None else branches.minimum(a, high)


def where(condition: Any, *choice: Any) -> Any:
    """One of two by a condition; without them, the indices where it holds."""
    if choice:
        return branches.where(condition, *choice)
    asked("nonzero", (condition,), {}, (plain(condition),), {})
    return np.nonzero(plain(condition))


@family
def rounded(decimals: int) -> Any:
    """The op that rounds to a number of decimals: flat."""
    return to_decimals(
        decimals, lambda v: np.round(v, decimals) if hasattr(v, "dtype") else float(round(v, decimals)), (decimals,)
    )


def kept_whole(op: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """An op that gives a whole number for a whole number, as NumPy has it."""

    def call(x: Any) -> Any:
        y = op(x)
        return to_int(y) if plain(x).__class__ is int else y

    return call


def reciprocal(x: Any) -> Any:
    """1/x; of whole numbers and truths a whole one."""
    return whole_reciprocal(x) if np.dtype(dtype_of(x)).kind in "biu" else ours.reciprocal(x)


whole_reciprocal = counted("reciprocal", lambda v: np.reciprocal(np.asarray(v))[()])


def nan_to_num(x: Any, copy: bool = True, nan: Any = 0.0, posinf: Any = None, neginf: Any = None) -> Any:
    """Numbers for what is none."""
    v = lifted(x)
    bare, largest = plain(v), np.finfo(float).max
    if np.isfinite(bare).all():
        y = v
    else:
        choice("np.nan_to_num()", True, v)
        infinite = branches.where(
            bare > 0, largest if posinf is None else posinf, -largest if neginf is None else neginf
        )
        y = branches.where(np.isfinite(bare), v, branches.where(np.isnan(bare), nan, infinite))
    return y if copy else written(x, y)


def select(condlist: Any, choicelist: Any, default: Any = 0) -> Any:
    """The choice of the first condition that holds."""
    y = default
    for c, x in list(zip(condlist, choicelist))[::-1]:
        y = branches.where(current(c), lifted(x), y)
    return y


def piecewise(x: Any, condlist: Any, funclist: Any, *args: Any, **kw: Any) -> Any:
    """A function by cases, each of the elements where its condition holds; the last one that holds counts."""
    x = lifted(x)
    whole_shape = shape_of(x)
    conditions = condlist if isinstance(condlist, list | tuple) else plain(current(condlist))
    several = isinstance(conditions, list | tuple) or bool(np.ndim(conditions))
    alone = not several or (bool(whole_shape) and not isinstance(plain(current(conditions[0])), list | np.ndarray))
    masks = [np.asarray(plain(current(c)), bool) for c in ([condlist] if alone else condlist)]
    n = len(masks)
    if len(funclist) == n + 1:
        masks.append(~np.any(masks, axis=0))
    if len(funclist) != len(masks):
        raise ValueError(f"with {n} condition(s), either {n} or {n + 1} functions are expected")
    y: Any = np.zeros(whole_shape)
    for mask, f in zip(masks, funclist):
        if not callable(f):
            y = branches.where(mask, f, y)
        elif mask.any():
            part = f(getitem(x, mask) if whole_shape else x, *args, **kw)
            at = np.cumsum(mask).reshape(whole_shape) - 1 if whole_shape else 0
            spread = getitem(part, np.maximum(at, 0)) if whole_shape and shape_of(part) else part
            y = branches.where(mask, spread, y)
    return typed(y, dtype_of(x))


class Vectorized:
    """np.vectorize: a scalar function on every element."""

    def __init__(self, function: Any, *args: Any, **kwargs: Any) -> None:
        self.function, self.rest = function, (args, kwargs)
        self.plainly = np.vectorize(function, *args, **kwargs)
        self.__doc__, self.__name__ = self.plainly.__doc__, getattr(function, "__name__", "vectorize")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        excluded, signature = self.plainly.excluded, self.plainly.signature
        args = tuple([a if n in excluded else lifted(a) for n, a in enumerate(args)])
        looped = [n for n in range(len(args)) if n not in excluded]
        named = [k for k in kwargs if k not in excluded]
        if signature is None and named:
            return self.plainly(*args, **kwargs)
        core = [len(part.split(",")) if part else 0 for part in cores(signature)] if signature else [0] * len(looped)
        shapes = [shape_of(args[n])[: len(shape_of(args[n])) - core[k]] for k, n in enumerate(looped)]
        lead = np.broadcast_shapes(*shapes)
        found = []
        for at in np.ndindex(*lead):
            row = list(args)
            for n, s in zip(looped, shapes):
                place = tuple(k if m != 1 else 0 for k, m in zip(at[len(lead) - len(s) :], s))
                row[n] = getitem(args[n], place) if shape_of(args[n]) and place else args[n]
            found.append(self.function(*row, **kwargs))
        if not found or not any(isinstance(v, Tensor) for r in found for v in (r if isinstance(r, tuple) else [r])):
            return self.plainly(*args, **kwargs)

        def joined(n: int, parts: Any) -> Any:
            kind = self.plainly.otypes[n] if self.plainly.otypes else dtype_of(parts[0])  # the first decides for all
            parts = [1.0 * v if plain(v).__class__ is int else v for v in parts]
            y = layout.reshape(joining.stack(parts), lead + shape_of(parts[0])) if lead else parts[0]
            return typed(y, kind)

        return (
            tuple([joined(*each) for each in enumerate(zip(*found))])
            if isinstance(found[0], tuple)
            else joined(0, found)
        )


def cores(signature: str) -> list[str]:
    """The core axes of each operand, as a signature names them."""
    return [part.strip(" ()") for part in signature.partition("->")[0].replace(" ", "").split("),(")]


def apply_along_axis(func1d: Any, axis: int, arr: Any, *args: Any, **kwargs: Any) -> Any:
    """A function of vectors on every lane along an axis; what it returns takes the lane's place."""
    arr = lifted(arr)
    s = shape_of(arr)
    axis %= len(s)
    rows = layout.reshape(layout.moveaxis(arr, axis, -1), (-1, s[axis]))
    found = [lifted(func1d(getitem(rows, n), *args, **kwargs)) for n in range(shape_of(rows)[0])]
    inner = shape_of(found[0])
    rest = s[:axis] + s[axis + 1 :]
    y = typed(layout.reshape(joining.stack(found), rest + inner), dtype_of(found[0]))
    order = [*range(axis), *range(len(rest), len(rest) + len(inner)), *range(axis, len(rest))]
    return layout.transpose(y, order)


def apply_over_axes(func: Any, a: Any, axes: Any) -> Any:
    """A reduction over several axes in turn, each kept."""
    y = lifted(a)
    n = len(shape_of(y))
    for axis in np.atleast_1d(axes):
        found = func(y, int(axis))
        y = found if len(shape_of(found)) == n else layout.expand_dims(found, int(axis) % n)
    return y
