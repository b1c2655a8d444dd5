"""Many reverse sweeps at once: the rows of a Jacobian, their cotangents stacked along a new first axis.

A rule of an elementwise op takes a stack as it takes one cotangent, for arrays broadcast by their last axes; what moves
elements is said once for all rows; any other rule is asked row by row, so every program has its rows this way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.forms import numpy
from ..core.trace import split, trace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..core.program import Program

ELEMENTS = 1 << 15  # of one stack: what stays in cache
FEW = 4  # rows that are not worth stacking


def rows(program: Program, at: int, value: Any, alone: Callable[[Any], dict[int, Any]]) -> Iterator[dict[int, Any]]:
    """The cotangents of the sources for each element of an array in turn, as `reverse` gives them, on bare values.

    value: what was recorded at the place `at`. alone: the sweep of one cotangent, for rows that are not all finite.
    """
    np = numpy()
    plain = value.dtype.kind == "f" and value.size > FEW and trace.write is None and stackable(program)
    largest = max([getattr(s[2], "size", 1) for s in program.until()], default=1)
    size = max(1, min(value.size, ELEMENTS // max(largest, value.size))) if plain else 1
    for start in range(0, value.size, size):
        stop = min(start + size, value.size)
        seeds = np.zeros((stop - start, value.size), value.dtype)
        seeds[np.arange(stop - start), np.arange(start, stop)] = 1
        seeds = seeds.reshape(-1, *value.shape)
        found = stacked(program, at, seeds) if size > 1 else {}
        if size > 1 and all(np.isfinite(g).all() for g in found.values()):
            yield from ({place: g[n] for place, g in found.items()} for n in range(stop - start))
        else:
            yield from map(alone, seeds)


def stackable(program: Program) -> bool:
    """Whether every value on the way is a real number or an array of them."""
    return all(kind_of(v) in "fib" for s in program.until() if s[0] in program.active for v in (s[2], *split(s)[1]))


def kind_of(value: Any) -> str:
    """The kind of a value's dtype; ? for what has none."""
    if value.__class__ in (float, int, bool):
        return "f"
    dtype = getattr(value, "dtype", None)
    return "?" if dtype is None else str(dtype.kind)


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
    np = numpy()
    shape = (len(g), *getattr(args[n], "shape", ()))
    if op.elementwise and rule.__module__.startswith("gradcli.ops."):
        with np.errstate(all="ignore"):
            return fitted(rule(g, y, *args), shape)
    if (move := op.overrides.get("stacked")) is not None:
        return move(g, shape)
    found = [rule(row, y, *args) for row in g]
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
