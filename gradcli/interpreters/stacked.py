"""Many reverse sweeps at once: the rows of a Jacobian, their cotangents stacked along a new first axis.

A rule of an elementwise op takes a stack as it takes one cotangent, for arrays broadcast by their last axes; what moves
elements is said once for all rows; any other rule is asked row by row, so every program has its rows this way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from ..core.forms import numpy
from ..core.trace import split, trace
from ..ops.joining import stack
from ..ops.layout import reshape
from ..ops.values import like, shape_of

if TYPE_CHECKING:
    from ..core.program import Program

Sweep = Callable[[Any], dict[int, Any]]

ELEMENTS = 1 << 15  # of one stack: what stays in cache
FEW = 4  # rows that are not worth stacking


def jacobian(
    program: Program, at: int, value: Any, sources: Iterable[tuple[int, Any]], sweep: Sweep, together: bool = True
) -> list[Any]:
    """d value / d each source, of shape value.shape + the source's own; None where no path leads.

    at: the target's place, value: what was recorded there; sources: places and values. sweep: the cotangents of the
    sources for one cotangent of the target: it is asked row by row where stacks do not serve or are not wanted
    (together), while a tape listens, and for rows that are not all finite.
    """
    shape = shape_of(value)
    few = getattr(value, "size", 1) <= FEW or value.dtype.kind != "f"
    if together and not few and trace.write is None and stackable(program):
        whole, sources = blocks(program, at, value, sweep), list(sources)
        if at not in program.sources and any(place == at for place, _ in sources):
            whole[at] = numpy().eye(value.size, dtype=value.dtype)
        return [None if (g := whole.get(place)) is None else g.reshape(shape + shape_of(v)) for place, v in sources]
    rows = []
    for seed in basis(value):
        found = sweep(seed)
        rows.append(found if at in program.sources else {**found, at: seed})
    return [joined([row.get(place) for row in rows], shape, v) for place, v in sources]


def basis(value: Any) -> Iterator[Any]:
    """One-hot cotangents in the shape of `value`, one per element."""
    shape = getattr(value, "shape", ())
    if not shape:
        yield like(value, 1.0)
        return
    np = numpy()
    for n in range(value.size):
        row = np.zeros(value.size, value.dtype)
        row[n] = 1
        yield row.reshape(shape)


def joined(rows: list[Any], shape: tuple[int, ...], source: Any) -> Any:
    """The rows of a Jacobian put together, those that no path leads to as zeros; None if all are such."""
    if all(row is None for row in rows):
        return None
    own = shape_of(source)
    rows = [like(source, 0.0) if row is None else row for row in rows]
    rows = [row if shape_of(row) == own else row * like(source, 1.0) for row in rows]
    return reshape(stack(rows), shape + own) if shape else rows[0]


def blocks(program: Program, at: int, value: Any, sweep: Sweep) -> dict[int, Any]:
    """{source place: its Jacobian, an element of the target in each row}, so many rows at a time as stay in cache."""
    np = numpy()
    largest = max([getattr(s[2], "size", 1) for s in program.until()], default=1)
    size = max(1, min(value.size, ELEMENTS // max(largest, value.size)))
    whole: dict[int, Any] = {}

    def put(found: dict[int, Any], rows: Any, axes: int) -> None:
        for place, g in found.items():
            if place not in whole:
                whole[place] = np.zeros((value.size, *shape_of(g)[axes:]), getattr(g, "dtype", float))
            whole[place][rows] = g

    for start in range(0, value.size, size):
        stop = min(start + size, value.size)
        seeds = np.zeros((stop - start, value.size), value.dtype)
        seeds[np.arange(stop - start), np.arange(start, stop)] = 1
        seeds = seeds.reshape(-1, *value.shape)
        with np.errstate(all="ignore"):
            found = stacked(program, at, seeds)
            finite = all(np.isfinite(np.add.reduce(g, axis=None)) or np.isfinite(g).all() for g in found.values())
        if finite:
            put(found, slice(start, stop), 1)
        else:
            for n, seed in enumerate(seeds, start):
                put(sweep(seed), n, 0)
    return whole


def stackable(program: Program) -> bool:
    """Whether every value on the way is a real number or an array of them."""
    values = (v for s in program.until() if s[0] in program.active for v in (s[2], *split(s)[1]))
    return all(v.__class__ in (float, int, bool) or getattr(v, "dtype", None) and v.dtype.kind in "fib" for v in values)


def stacked(program: Program, at: int, seeds: Any) -> dict[int, Any]:
    """{source place: stack of cotangents} for a stack of cotangents of the target."""
    cot: dict[int, Any] = {at: seeds}
    wanted, live, result = {p for p in program.sources if p > 0}, program.active, {}
    for step in reversed(program.until()):
        g = cot.pop(step[0], None)
        if g is None:
            continue
        if step[0] in wanted:
            result[step[0]] = g
        op, (places, args) = step[1], split(step)
        for n, i in enumerate(places):
            rule = op.vjp[n]
            if i not in live or rule is None:
                continue
            d = passed(op, rule, n, g, step[2], args)
            if d is not None:
                cot[i] = cot[i] + d if i in cot else d
    result.update((place, cot[place]) for place in wanted if place in cot)
    return result


def passed(op: Any, rule: Any, n: int, g: Any, y: Any, args: tuple[Any, ...]) -> Any:
    """The stack of cotangents of one input."""
    shape = (len(g), *getattr(args[n], "shape", ()))
    if op.elementwise and rule.__module__.startswith("gradcli.ops."):
        return fitted(rule(g, y, *args), shape)
    if (move := op.overrides.get("stacked")) is not None:
        return move(g, shape)
    found = [rule(row, y, *args) for row in g]
    np = numpy()
    return None if found[0] is None else np.stack([fitted(np.asarray(d)[None], (1, *shape[1:]))[0] for d in found])


def fitted(d: Any, shape: tuple[int, ...]) -> Any:
    """A stack summed to the shape of its input, which is broadcasting's transpose."""
    if d.shape == shape:
        return d
    extra = d.ndim - len(shape)
    if extra > 0:
        d = d.sum(axis=tuple(range(1, 1 + extra)))
    axes = tuple(k for k in range(1, len(shape)) if shape[k] == 1 and d.shape[k] != 1)
    return d.sum(axis=axes, keepdims=True) if axes else numpy().broadcast_to(d, shape)
