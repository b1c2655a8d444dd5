"""Joining arrays and numbers to larger ones. All linear."""

from __future__ import annotations

from typing import Any

from ..core.calls import family, nary, record
from ..core.forms import is_mpf, numpy, of_objects
from ..core.trace import Readable, Traced
from ..core.vocabulary import public
from ..errors import ShapeFault
from .indexing import getitem
from .layout import reshape, spread
from .values import axis_of, bounded, dims, shape_of


def concatenate(xs: Any, axis: int = 0) -> Any:
    """Arrays joined along an axis."""
    xs = tuple(xs)
    shapes = [shape_of(x) for x in xs]
    axis = axis_of(axis, len(shapes[0]))
    if any(s[:axis] + s[axis + 1 :] != shapes[0][:axis] + shapes[0][axis + 1 :] for s in shapes):
        raise ShapeFault(f"shapes {', '.join(map(str, shapes))} do not join along axis {axis}", code="shape")
    return record(_concatenate(axis, tuple(s[axis] for s in shapes)), xs)


@family
def _concatenate(axis: int, lengths: tuple[int, ...]) -> Any:
    def part(n: int) -> Any:
        start = sum(lengths[:n])
        at = (slice(None),) * axis + (slice(start, start + lengths[n]),)
        return lambda g, y, *xs: getitem(g, at)

    return nary(
        "concatenate", "linear", tuple(part(n) for n in range(len(lengths))), params=(axis,), elementwise=False,
        python=lambda *xs: numpy().concatenate(xs, axis),
    ).op  # fmt: skip


@public("concatenate", "concat")
def _concatenate_(*xs: Any, axis: int = 0) -> Any:
    """Arrays joined along an axis."""
    if len(xs) == 1 and shape_of(xs[0]):  # one array: its rows
        xs = ([getitem(xs[0], n) for n in range(shape_of(xs[0])[0])],)
    return concatenate(xs[0] if len(xs) == 1 and isinstance(xs[0], list | tuple) else xs, axis)


def stack(xs: Any, axis: int = 0) -> Any:
    """Arrays or numbers of one shape as the rows of a new axis."""
    xs = tuple(xs)
    shapes = [shape_of(x) for x in xs]
    if any(s != shapes[0] for s in shapes):
        raise ShapeFault(f"rows have different shapes ({', '.join(map(str, shapes))})", code="shape")
    return record(_stack(axis_of(axis, len(shapes[0]) + 1), len(xs)), xs)


@family
def _stack(axis: int, count: int) -> Any:
    def part(n: int) -> Any:
        at = (slice(None),) * axis + (n,)
        return lambda g, y, *xs: getitem(g, at)

    return nary(
        "stack", "linear", tuple(part(n) for n in range(count)), params=(axis,), elementwise=False,
        python=lambda *xs: numpy().stack([_boxed(x) for x in xs], axis),
    ).op  # fmt: skip


def _boxed(x: Any) -> Any:
    if not is_mpf(x):
        return numpy().asarray(x, None if hasattr(x, "dtype") or isinstance(x, float | int | complex) else object)
    box = numpy().empty((), object)
    box[()] = x
    return box


@public("stack", "array")
def _stack_(*xs: Any, axis: int = 0) -> Any:
    """Numbers or arrays of one shape as the rows of a new axis."""
    if len(xs) == 1 and (isinstance(xs[0], list | tuple) or shape_of(xs[0])):
        return array(xs[0])
    return stack(xs, axis)


def array(x: Any) -> Any:
    """A nested list, its elements traced or not, as an array."""
    if isinstance(x, list | tuple):
        rows = [array(r) for r in x]
        if not any(isinstance(r, Traced) for r in rows):
            np = numpy()
            if any(is_mpf(r) or of_objects(r) for r in rows):
                return np.array(rows, object)
            return np.array(rows, float if not rows else None)
        return stack(rows)
    return x.read() if isinstance(x, Readable) else x


@public("tile")
def tile(x: Any, reps: Any) -> Any:
    """x repeated `reps` times along each axis."""
    times, s = dims(reps), shape_of(x)
    if min(times, default=0) < 0:
        raise ShapeFault(f"cannot repeat {min(times)} times", code="shape")
    n = max(len(times), len(s))
    times, s = (1,) * (n - len(times)) + times, (1,) * (n - len(s)) + s
    wide = reshape(x, tuple(m for pair in zip((1,) * n, s) for m in pair)) if n else x
    wide = spread(wide, bounded(tuple(m for pair in zip(times, s) for m in pair)))
    return reshape(wide, tuple(t * m for t, m in zip(times, s)))
