"""Each step's partials by SymPy, chained forward along given directions: a second arbiter, as local as the tape itself.

A step's derivatives of any order are found once per op, from its SymPy form; where SymPy has none, by a difference of
that step alone. A jet holds what a value gains along the directions: {bit mask of directions: mixed derivative}.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from itertools import product
from time import process_time
from typing import Any

from ...core.forms import numpy, pointwise
from ...core.op import Op
from ...core.program import Uniform
from ...errors import BREAKS
from ...ops.values import elements
from .sympy_call import function

Jet = dict[int, Any]
STEP = 20  # a local difference moves by 10**-STEP of what it moves
UNRESOLVED = ("Derivative", "Subs", "Integral", "Heaviside", "DiracDelta", "re", "im", "polygamma")


def chain(
    lines: Iterable[Uniform], env: Mapping[int, Any], directions: Sequence[tuple[int, Any]], deadline: float = math.inf
) -> dict[int, Any]:
    """{place: the mixed derivative along all `directions`} of what depends on each of them.

    lines: the program's steps, in order. env: the value of each place, at
    the precision in force. directions: (place that moves, its displacement), one per order of the derivative.
    Raises TimeoutError after the deadline; whatever an op's own forms raise.
    """
    dot: dict[int, Jet] = {}
    for k, (place, d) in enumerate(directions):
        dot.setdefault(place, {})[1 << k] = d
    moved = dict(dot)
    masks = range(1, 1 << len(directions))
    for count, (place, op, _, places, _, args) in enumerate(lines):
        if not count % 16 and process_time() > deadline:
            raise TimeoutError
        jets = [dot.get(i) if i else None for i in places]
        if (op.kind == "flat" and not op.custom) or not any(jets):
            continue
        xs = [env.get(i, a) if i else a for i, a in zip(places, args)]
        jet = dict(moved.get(place, {}))
        for mask in masks:
            rate = rate_of(op, xs, [j or {} for j in jets], mask)
            if rate is not None:
                jet[mask] = jet[mask] + rate if mask in jet else rate
        dot[place] = jet
    full = (1 << len(directions)) - 1
    return {place: jet[full] for place, jet in dot.items() if full in jet}


def rate_of(op: Op, xs: list[Any], jets: list[Jet], mask: int) -> Any:
    """One coefficient of a step's jet from those of its inputs; None where it is zero."""
    if op.kind == "linear":
        if not any(mask in j for j in jets):
            return None
        return op.evaluate(*[j[mask] if mask in j else zero(x) for j, x in zip(jets, xs)])
    if op.kind == "bilinear":
        terms = []
        for part in subsets(mask):
            a = jets[0].get(part) if part else xs[0]
            b = jets[1].get(mask - part) if mask - part else xs[1]
            if a is not None and b is not None:
                terms.append(op.evaluate(a, b))
        return total(terms)
    if op.elementwise:
        return faa_di_bruno(op, xs, jets, mask)
    return along(op, xs, jets, mask)


def faa_di_bruno(op: Op, xs: list[Any], jets: list[Jet], mask: int) -> Any:
    """The chain rule of any order for an elementwise op: a sum over the partitions of the directions."""
    terms = []
    for blocks in partitions(mask):
        for which in product(range(len(xs)), repeat=len(blocks)):
            rates = [jets[i][b] for i, b in zip(which, blocks) if b in jets[i]]
            if len(rates) < len(blocks) or (op.kind == "branch" and len(blocks) > 1):
                continue
            slope = pointwise(partial(op, len(xs), tuple(sorted(which))), *xs)
            terms.append(cut(slope, math.prod(rates)))
    return total(terms)


def along(op: Op, xs: list[Any], jets: list[Jet], mask: int) -> Any:
    """The coefficient by a central difference of the step alone, moved along the jets of its inputs."""
    parts = [m for m in subsets(mask) if m]
    if not any(m in j for j in jets for m in parts):
        return None
    import mpmath

    bits = [1 << k for k in range(mask.bit_length()) if mask >> k & 1]
    with mpmath.extradps(mpmath.mp.dps + STEP * len(bits)):
        h = reach(xs, jets, parts) * mpmath.mpf(10) ** -STEP
        terms = []
        for signs in product((1, -1), repeat=len(bits)):
            at = dict(zip(bits, signs))
            args = list(xs)
            for n, jet in enumerate(jets):
                for m in parts:
                    if m in jet:
                        moves = [at[b] * h for b in bits if b & m]
                        args[n] = args[n] + jet[m] * math.prod(moves)
            weight = math.prod(signs) / (2 * h) ** len(bits)
            y = op.evaluate(*args)
            terms.append(tuple(part * weight for part in y) if isinstance(y, tuple) else y * weight)
        return tuple(map(total, zip(*terms))) if isinstance(terms[0], tuple) else total(terms)


def reach(xs: list[Any], jets: list[Jet], parts: list[int]) -> Any:
    """How far a step's inputs may move along their jets: each number as far as it is large."""
    import mpmath

    moving = [(elements(x), elements(j[m])) for x, j in zip(xs, jets) for m in parts if m in j]
    ways = [abs(v) / abs(r) for vs, rs in moving for v, r in zip(vs, rs) if v and r]
    return max(min(ways), max(ways) * mpmath.mpf("1e-15")) if ways else mpmath.mpf(1)


@lru_cache(4096)
def partial(op: Op, arity: int, which: tuple[int, ...]) -> Callable[..., Any]:
    """The derivative of an elementwise op by the inputs `which`, as a function of numbers of mpmath."""
    import mpmath

    try:
        form = function(*derived(op, arity, which))
    except Exception:  # whatever SymPy cannot do with this op, a difference can
        return lambda *args: by_difference(op, which, list(args))

    def derivative(*args: Any) -> Any:
        try:
            return mpmath.mpf(form(*args))
        except BREAKS:
            return mpmath.nan

    return derivative


def derived(op: Op, arity: int, which: tuple[int, ...]) -> tuple[list[Any], Any]:
    """(symbols, the derivative in them). Raises where SymPy has none in closed form."""
    import sympy

    xs = sympy.symbols([f"x{n}" for n in range(arity)], real=True)
    y = op.evaluate(*xs).rewrite(sympy.Piecewise) if op.kind == "branch" else op.evaluate(*xs)
    for n in which:
        y = sympy.powsimp(sympy.diff(y, xs[n]))
    if any(node.__class__.__name__ in UNRESOLVED for node in sympy.preorder_traversal(y)):
        raise NotImplementedError(op.name)
    return xs, y


def by_difference(op: Op, which: tuple[int, ...], xs: list[Any]) -> Any:
    """The derivative at `xs` by a central difference of the op alone."""
    jets: list[Jet] = [{} for _ in xs]
    for k, n in enumerate(which):
        jets[n][1 << k] = 1.0
    return along(op, xs, jets, (1 << len(which)) - 1)


def cut(slope: Any, rate: Any) -> Any:
    """slope * rate, where a slope that is exactly zero cuts the path, whatever comes along it."""
    return pointwise(lambda slope, rate: slope * rate if slope else slope, slope, rate)


def zero(value: Any) -> Any:
    """Zero in the shape of `value`, whatever it holds."""
    import mpmath

    if not getattr(value, "shape", ()):
        return mpmath.mpf(0)
    return numpy().full(value.shape, mpmath.mpf(0), object)


def total(terms: Sequence[Any]) -> Any:
    """The sum of the terms; None of none."""
    return reduce(lambda a, b: a + b, terms) if terms else None


def subsets(mask: int) -> list[int]:
    """All subsets of a bit mask, the empty one too."""
    return [m for m in range(mask + 1) if m & mask == m]


@lru_cache(256)
def partitions(mask: int) -> list[tuple[int, ...]]:
    """All ways to part a bit mask into non-empty blocks."""
    if not mask:
        return [()]
    first = mask & -mask
    rest = mask - first
    return [(first | m, *blocks) for m in subsets(rest) for blocks in partitions(rest - m)]
