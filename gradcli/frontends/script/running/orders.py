"""min, max and sorted of traced numbers: what decides is what they give, and no order among the rest."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any

from ....core.observer import choice, follows
from ....core.trace import Tensor, plain
from ....ops.arithmetic import multiply

NEAR = 1e-9  # of a number: what may be equal to it, but for rounding


def numbers(keys: list[Any]) -> list[Any] | None:
    """The numbers that keys hold; None where one is another thing, or none is traced."""
    kinds = set(map(type, keys)) if follows() else ()
    found = [plain(k) for k in keys] if any(issubclass(kind, Tensor) for kind in kinds) else [None]
    return found if all(isinstance(v, int | float) for v in found) else None


def extreme(original: Any, *args: Any, key: Any = None, **default: Any) -> Any:
    """One of Python's two: the branch that it takes hangs on the one that it gives against each other."""
    items = list(args[0] if len(args) == 1 else args)
    keys = items if key is None else list(map(key, items))
    if not items or (values := numbers(keys)) is None:
        if key is None or not items:
            return original(*([items] if items else args), key=key, **default)
        return items[original(range(len(items)), key=keys.__getitem__)]
    at = original(range(len(items)), key=values.__getitem__)
    margin = NEAR * abs(values[at]) if key is None else -1.0
    close = [n for n, v in enumerate(values) if n != at and abs(v - values[at]) <= margin]
    if close and isinstance(items[at], Tensor) and isinstance(values[at], float):
        items[at] = multiply(items[at], 1)  # a place of its own
    for n, other in enumerate(keys):
        best = items[at] if n in close else keys[at]
        if n in close:
            choice(f"{original.__name__}()", True, other, best, order=True, pairs=True)
            best = best - margin if original is min else best + margin
        if n != at:
            bool(other < best if original is min else other > best)
    return items[at]


min_of, max_of = partial(extreme, min), partial(extreme, max)


def sorted_of(items: Any, /, *, key: Any = None, reverse: Any = False) -> list[Any]:
    """In order; of neighbours that are equal it is told that they may be exchanged, unless that is nothing."""
    items = list(items)
    if key is not None or (values := numbers(items)) is None:
        return sorted(items, key=key, reverse=reverse)
    found = [items[n] for n in sorted(range(len(items)), key=values.__getitem__, reverse=reverse)]
    for n, (a, b) in enumerate(pairwise(map(plain, found))):
        if abs(a - b) > NEAR * abs(b):
            bool(found[n] < found[n + 1])
        elif isinstance(found[n], Tensor) or isinstance(found[n + 1], Tensor):
            found[n : n + 2] = [multiply(x, 1) if isinstance(x, Tensor) else x for x in found[n : n + 2]]
            choice("sorted()", True, *found[n : n + 2], order=True, pairs=True)
    return found
