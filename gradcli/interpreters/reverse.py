"""Adjoints: walk the program backwards, cotangents by place. When someone listens, the sweep itself is recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..core.forms import is_mpf, of_objects
from ..core.trace import Tensor, Traced, plain, trace
from ..ops.branches import where
from ..ops.layout import fit
from ..ops.values import like

if TYPE_CHECKING:
    from ..core.program import Program


def reverse(program: Program, seeds: Iterable[tuple[int, Any]], absorb: bool = False) -> dict[int, Any]:
    """{source place: cotangent} of the program's sources that a target depends on.

    seeds: (place, cotangent) of the targets; the same place may come twice.
    absorb: an exactly zero cotangent contributes nothing, whatever the partial it meets (0 * inf is 0): the reading for
        branches that were not selected.
    The rules are run on bare values, and on Tensors while any tape listens, which makes the result differentiable.
    """
    lift = trace.write is not None
    cot: dict[int, Any] = {}
    result: dict[int, Any] = {}
    wanted = {p for p in program.sources if p > 0}
    for place, g in seeds:
        cot[place] = cot[place] + g if place in cot else g
    live = program.active
    pop = cot.pop
    for step in reversed(program.until()):
        place = step[0]
        g = pop(place, None)
        if g is None:
            continue
        if place in wanted:
            result[place] = g
        if len(step) == 7:
            _, op, y, i, j, a, b = step
            if lift:
                x, z, y = Tensor(a, i) if i else a, Tensor(b, j) if j else b, Tensor(y, place)
            else:
                x, z = a, b
            left, right = op.vjp
            if i in live and left:
                try:
                    d = left(g, y, x, z)
                except ArithmeticError:
                    d = ieee(left, g, y, x, z)
                if d.__class__ is not float and op.fits:
                    d = fit(d, a)
                if absorb:
                    d = absorbed(g, d, a)
                cot[i] = cot[i] + d if i in cot else d
            if j in live and right:
                try:
                    d = right(g, y, x, z)
                except ArithmeticError:
                    d = ieee(right, g, y, x, z)
                if d.__class__ is not float and op.fits:
                    d = fit(d, b)
                if absorb:
                    d = absorbed(g, d, b)
                cot[j] = cot[j] + d if j in cot else d
        elif step[4] is not None:
            _, op, y, i, _, a = step
            rule = op.vjp[0]
            if not rule or i not in live:
                continue
            x = a
            if lift:
                x, y = Tensor(a, i), Tensor(y, place)
            try:
                d = rule(g, y, x)
            except ArithmeticError:
                d = ieee(rule, g, y, x)
            if absorb:
                d = absorbed(g, d, a)
            cot[i] = cot[i] + d if i in cot else d
        else:
            for n, d in spread_rules(step, g, live, lift):
                i = step[3][n]
                if absorb:
                    d = absorbed(g, d, d)
                cot[i] = cot[i] + d if i in cot else d
    for place in wanted:
        if place in cot:
            result[place] = cot[place]
    return result


def spread_rules(step: Any, g: Any, live: set[int], lift: bool) -> Iterable[tuple[int, Any]]:
    """(n, cotangent of input n) of a step of any number of inputs."""
    _, op, y, places, _, args = step
    xs = [Tensor(a, i) if i and lift else a for a, i in zip(args, places)]
    if op.kind == "linear" and len(xs) > 2:
        xs = []  # such rules need none, and n of them with n inputs each take n**2
    if lift:
        y = Tensor(y, step[0])
    for n, i in enumerate(places):
        if i in live and (rule := op.vjp[n]):
            try:
                d = rule(g, y, *xs)
            except ArithmeticError:
                d = ieee(rule, g, y, *xs)
            if d is None:
                continue
            yield n, fit(d, args[n]) if op.fits else d


def absorbed(g: Any, d: Any, a: Any) -> Any:
    """`d`, but zero where the cotangent `g` that it came from is exactly zero."""
    bare = plain(g)
    if getattr(bare, "shape", ()):
        if getattr(plain(d), "shape", ()) == bare.shape and not bare.all():
            return where(bare != 0.0, d, 0.0)
        return d
    if bare.__class__ in (float, int) and bare == 0.0 and plain(a).__class__ is not tuple:
        return like(a, 0.0)
    return d


def ieee(rule: Any, *args: Any) -> Any:
    """Plain numbers raise where IEEE arithmetic answers inf or nan: run the rule again on Tensors, whose ops do not."""
    recorded = any(isinstance(a, Traced) for a in args)
    d = rule(*[Tensor(a) if a.__class__ in (float, int, complex) or is_mpf(a) or of_objects(a) else a for a in args])
    return d if recorded else plain(d)
