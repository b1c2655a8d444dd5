"""Many reverse sweeps of numbers at once: each place carries the cotangents of the rows that reach it, and no others.

An elementwise op of numbers has one partial by each input, found once; each row is multiplied by it. So the Hessian's
rows are swept in one walk over the gradient's own program, in time that grows with their entries (Gower, Mello 2012).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..core.calls import ONE
from ..core.trace import Tensor, split, trace
from .reverse import ieee

if TYPE_CHECKING:
    from ..core.program import Program


def of_numbers(program: Program) -> bool:
    """Whether each step is an elementwise op of floats, or compares them."""
    return all([step[1].elementwise and step[2].__class__ in (float, bool) for step in program.steps])


def half(program: Program, targets: Iterable[int]) -> dict[tuple[int, int], Any]:
    """{(n, m): derivative of the n-th target by the m-th source, m >= n}; one that no path leads to is missing.

    Recorded where a tape listens, as `reverse` is.
    """
    last = {place: m for m, place in enumerate(program.sources) if place > 0}  # of the sources that it is made of
    known = last.get
    for step in program.steps:
        i, j = step[3:5]
        a, b = (known(i, -1), known(j, -1)) if j is not None else (max([known(k, -1) for k in i]), -1)
        if a >= 0 or b >= 0:
            last[step[0]] = a if a > b else b
    cot: dict[int, dict[int, Any]] = {}
    for n, place in enumerate(targets):
        cot.setdefault(place, {})[n] = ONE
    listens = trace.write is not None
    for step in reversed(program.steps):
        if (rows := cot.pop(step[0], None)) is None:
            continue
        (places, args), op, y = split(step), step[1], step[2]
        if listens and op.kind != "linear":  # whose partials are numbers
            args, y = tuple([Tensor(a, i) if i else a for a, i in zip(args, places)]), Tensor(y, step[0])
        for i, rule in zip(places, op.vjp):
            if rule is None or (top := known(i, -1)) < 0:
                continue
            partial = None
            for row, g in rows.items():
                if row > top:
                    continue
                if partial is None:
                    try:
                        partial = rule(ONE, y, *args)
                    except ArithmeticError:
                        partial = ieee(rule, ONE, y, *args)
                    into = cot.setdefault(i, {})
                d = g if partial is ONE else partial if g is ONE else g * partial
                into[row] = into[row] + d if row in into else d
    return {
        (n, m): 1.0 if g is ONE else g
        for m, place in enumerate(program.sources)
        for n, g in cot.get(place, {}).items()
        if n <= m
    }
