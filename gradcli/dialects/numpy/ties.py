"""NumPy's questions that hang on the order of values: where some are equal, the answer is about to change."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.observer import choice, chooses, follows, traced
from ...core.trace import Tensor, is_truth, plain
from ...core.vocabulary import ours
from ...ops import layout
from ...ops.indexing import getitem
from ...ops.joining import array
from .off_trace import bare, is_traced, lifted

SLACK = 8  # roundings that are reckoned with


def equal_neighbours(a: Any, axis: int | None = -1) -> bool:
    """Whether two elements along an axis are equal, but for rounding."""
    a = np.asarray(a)
    rows = np.sort(a, axis) if a.ndim else np.sort(a.reshape(1))
    axis = -1 if axis is None else axis
    if rows.dtype.kind not in "fiu":
        return False
    slack = SLACK * np.finfo(rows.dtype).eps if rows.dtype.kind == "f" else 0
    sizes = np.delete(abs(rows), 0, axis)
    return bool((np.diff(rows, axis=axis) <= slack * sizes).any())


def equal_extremes(a: Any, axis: Any, largest: bool) -> bool:
    """Whether the largest, or the smallest, element along an axis stands there twice."""
    a = np.asarray(a, float)
    if not a.size:
        return False
    best = (np.nanmax if largest else np.nanmin)(a, axis=axis, keepdims=True)
    return bool((alike(a, best).sum(axis=axis) > 1).any())


def alike(a: Any, b: Any) -> Any:
    """Which elements are equal, but for rounding."""
    with np.errstate(invalid="ignore"):
        return (a == b) | (abs(a - b) <= SLACK * np.finfo(float).eps * np.maximum(abs(a), abs(b)))


def meeting(how: str, a: Any, b: Any) -> None:
    """Told where an element of one is an element of the other, but for rounding, by `how`."""
    if not follows():
        return
    x, y = np.ravel(bare(a)), np.ravel(bare(b))
    if not x.size or x.dtype.kind not in "fiu" or y.dtype.kind not in "fiu":
        return
    order = np.argsort(x)
    near = np.searchsorted(x, y, sorter=order) - np.array([[0], [1]])
    found = order[np.clip(near, 0, x.size - 1)]
    tied, to = np.nonzero(alike(x[found], y))
    if tied.size:
        at = found[tied, to]
        pairs = [getitem(layout.ravel(lifted(v)), n) for v, n in ((a, at), (b, to))]
        choice(how, True, *pairs, pairs=True, again=np.less if len(traced(pairs)) > 1 else None)


def has_zero(a: Any) -> bool:
    """Whether a number is 0, and so false."""
    a = np.asarray(a)
    return a.dtype.kind in "fc" and bool((a == 0).any())


FINITE = ("isnan", "isinf", "isfinite", "isneginf", "isposinf")
COMPARED = frozenset("equal not_equal less less_equal greater greater_equal".split())
MEETINGS = ("searchsorted", "digitize", "isin")
ORDERS = frozenset("argmax nanargmax argmin nanargmin argsort argpartition".split())
TIES: dict[str, Any] = {
    **dict.fromkeys(("argmax", "nanargmax"), lambda a, axis=None, *more, **named: equal_extremes(a, axis, True)),
    **dict.fromkeys(("argmin", "nanargmin"), lambda a, axis=None, *more, **named: equal_extremes(a, axis, False)),
    "argsort": lambda a, axis=-1, *more, **named: equal_neighbours(a, axis),
    "argpartition": lambda a, kth, axis=-1, *more, **named: equal_neighbours(a, axis),
    **dict.fromkeys(
        "nonzero flatnonzero argwhere count_nonzero all signbit".split(), lambda a, *more, **named: has_zero(a)
    ),
    **dict.fromkeys(
        ("logical_and", "logical_or", "logical_xor", "logical_not"), lambda *xs, **named: any(map(has_zero, xs))
    ),
    "any": lambda a, *more, **named: has_zero(a) and not np.any(a, *more, **named).all(),
    **dict.fromkeys(("array_equal", "array_equiv"), lambda a, b, *more, **named: bool(np.array_equiv(a, b))),
    **dict.fromkeys(FINITE, lambda x, *more, **named: not np.isfinite(x).all()),
}


def masked_by(*given: Any) -> None:
    """What comes of arguments hangs on the truths among them, as where= and compress() have it."""
    for x in traced(given) if follows() else ():
        if is_truth(x.value):
            chooses(x)


def is_integer(x: Any) -> bool:
    """Whether a number is whole, as no number near it is."""
    whole = float(plain(x)).is_integer()
    choice(".is_integer()", whole, x)
    return whole


def asked(path: str, args: tuple[Any, ...], kwargs: dict[str, Any], plainly: Any, named: Any) -> None:
    """A question is answered from the values: told to whoever tells of kinks, where it hangs on a tie."""
    if not follows():
        return
    masked_by(args, kwargs)
    for x in traced([args, kwargs]) if path == "random.choice" else ():
        chooses(x)
    if path in COMPARED and len(args) == 2:
        truth = getattr(ours, path)(*map(lifted, args))
        if isinstance(truth, Tensor):
            chooses(truth)
    if path == "lexsort" and is_traced(args[0][-1]):  # whose ties the others decide
        choice("np.lexsort()", equal_neighbours(plainly[0][-1]), args[0][-1], order=True)
    if path in MEETINGS:
        meeting(f"np.{path}()", *[*args, *kwargs.values()][:2])
    rule = TIES.get(path)
    if rule is not None:
        try:
            tie = rule(*plainly, **named)
        except (TypeError, ValueError):
            return
        again = getattr(np, path) if path in FINITE else None
        order = path in ORDERS
        if tie and order and isinstance(args[0], list | tuple):  # the order of all of them
            args = (array(args[0]),)
        choice(f"np.{path}()", tie, args, kwargs, order=order, again=again)
