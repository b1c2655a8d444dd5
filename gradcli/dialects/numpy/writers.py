"""NumPy's functions that write into an argument, and `out=`.

What such a function writes only by moving elements is found as in `permuting`: by the numbers of the elements. What
writes in another way is run on a copy, off the trace.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.observer import depart, traced, unfollowed
from ...core.trace import Tensor, plain
from ...ops import joining, layout
from ...ops.indexing import Index, getitem, putter
from ...ops.values import shape_of
from .creation import typed
from .off_trace import bare, bared, current, dtype_of, is_traced, lifted
from .permuting import numbers
from .ties import masked_by
from .views import become

# functions that write into their first argument: where among their arguments, and under which name, what they write is
WRITERS: dict[str, tuple[int, str]] = {
    "copyto": (1, "src"), "put": (2, "v"), "place": (2, "vals"), "putmask": (2, "values"), "fill_diagonal": (1, "val"),
    "put_along_axis": (2, "values"), "random.shuffle": (-1, ""),
}  # fmt: skip
TARGETS = ("dst", "a", "arr")  # names of the first


def written(out: Any, y: Any, casting: Any = "same_kind") -> Any:
    """A result stored where `out=` says; an array that takes no traced values gets bare ones."""
    if isinstance(out, tuple):  # of a function of several results
        return tuple([part if to is None else written(to, part, casting) for to, part in zip(out, y)])
    if not isinstance(plain(out), np.ndarray):
        raise TypeError("return arrays must be of ArrayType")
    had, to = dtype_of(current(y)), plain(out).dtype
    if not np.can_cast(had, to, casting):
        none: Any = np.empty(0, had)
        np.add(none, none, out=np.empty(0, to), casting=casting)  # raises what NumPy raises
    y = typed(lifted(y), to)
    if isinstance(out, Tensor):
        return become(out, y)
    if hasattr(type(out), "marked"):
        out[...] = y
        return out
    for part in traced(y):
        depart(part, "a NumPy array")
    np.copyto(out, plain(y), casting=casting)
    return out


def rewritten(path: str, original: Callable[..., Any], args: Any, kwargs: dict[str, Any]) -> None:
    """What NumPy's function `path` writes into its first argument, written there on the trace where it can be."""
    if not args:
        name = next(k for k in TARGETS if k in kwargs)
        args, kwargs = (kwargs[name],), {k: v for k, v in kwargs.items() if k != name}
    target, rest = args[0], list(args[1:])
    masked_by(rest, kwargs)
    if isinstance(target, list):  # shuffled as any other
        original(*args, **kwargs)
        return
    old = current(target)
    copy = np.array(plain(old))
    if path in ("add.at", "subtract.at") and copy.dtype.kind == "f":
        at = Index(tuple(map(bare, rest[0])) if isinstance(rest[0], tuple) else bare(rest[0]))
        change = putter(at, copy.shape)(layout.broadcast_to(typed(lifted(rest[1]), copy.dtype), copy[at.index].shape))
        written(target, old + change if path == "add.at" else old - change)
        return
    place, name = WRITERS.get(path, (-1, ""))
    what = kwargs.get(name) if name in kwargs else rest[place - 1] if place > 0 else None
    plainly, named = bared(tuple(rest), kwargs)
    if place > 0 or copy.dtype.kind != "f" or path not in WRITERS:
        original(copy, *plainly, **named)  # raises what NumPy raises
    if copy.dtype.kind != "f" or path not in WRITERS:
        written(target, unfollowed(f"np.{path}()", copy, old, rest, kwargs))
        return
    rows = [layout.ravel(old)]
    if place > 0:
        what = lifted(what)
        rows.append(layout.reshape(what, (-1,)))
        marks = numbers(what, copy.size)
        if name in kwargs:
            named[name] = marks
        else:
            plainly[place - 1] = marks
    at = numbers(old)
    original(at, *plainly, **named)
    written(target, getitem(joining.concatenate(rows), at))


def ndenumerate(x: Any) -> Any:
    """np.ndenumerate: each index with the element that is there, traced where it is."""
    return ((at, x[at]) for at in np.ndindex(shape_of(x))) if is_traced(x) else np.ndenumerate(x)


def nditer(x: Any, *args: Any, **kwargs: Any) -> Any:
    """np.nditer over the numbers; it writes past the tape, so that what is traced is not given to be written."""
    if not is_traced(x):
        if hasattr(type(x), "bare"):
            x.bare("np.nditer()")
        return np.nditer(x, *args, **kwargs)
    if "write" in repr((args, kwargs)):
        raise TypeError("np.nditer writes into memory, where the trace cannot follow: write x[...] = instead")
    for part in traced(x):
        depart(part, "np.nditer()")
    return np.nditer(bare(x), *args, **kwargs)
