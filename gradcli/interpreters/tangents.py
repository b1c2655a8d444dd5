"""Tangents: each step's derivative along one source, forwards. The reverse rules serve: there are no others.

An elementwise op's rule with the cotangent 1 is its partial derivative. Any other op's product with its Jacobian is had
by differentiating the transposed product, which is linear in the cotangent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..core.calls import ONE
from ..core.op import Op
from ..core.program import Program
from ..core.trace import Listener, Step, Tensor, plain, split, tick
from ..ops.values import like
from .reverse import ieee, reverse


def partial(op: Op, n: int, y: Any, args: Sequence[Any]) -> Any:
    """An elementwise op's partial derivative by input n; 0 where its rule says that it is flat."""
    rule = op.vjp[n]
    if rule is None:
        return 0.0
    try:
        d = rule(ONE, y, *args)
    except ArithmeticError:
        d = ieee(rule, ONE, y, *args)
    return 1.0 if d is ONE else 0.0 if d is None else plain(d)


def tangent(step: Step, found: dict[int, Any]) -> Any:
    """The tangent of a step's value, given those of its inputs by place; None where it does not move."""
    op, y = step[1], step[2]
    places, args = split(step)
    moving = [n for n, i in enumerate(places) if i in found and op.vjp[n] is not None]
    parts = [
        partial(op, n, y, args) * found[places[n]] if op.elementwise else transposed(op, n, y, args, found[places[n]])
        for n in moving
    ]
    total = sum(parts[1:], parts[0]) if parts else None
    return total if total is None or not getattr(y, "shape", ()) else total + like(y, 0.0)


def transposed(op: Op, n: int, y: Any, args: Sequence[Any], t: Any) -> Any:
    """The Jacobian of input n times the tangent t."""
    g = Tensor(like(y, 1.0), tick())
    with Listener() as ear:
        d = op.vjp[n](g, y, *args)
    if not isinstance(d, Tensor):  # the rule is flat in its cotangent
        return like(y, 0.0)
    steps = ear.steps
    back = reverse(Program([g.at], [d.at], steps), [(d.at, t * like(d, 1.0))]).get(g.at)
    return like(y, 0.0) if back is None else back


def tangents(steps: Sequence[Step], source: int, value: Any) -> dict[int, Any]:
    """{place: tangent} when one source moves by 1, every element of an array at once."""
    found: dict[int, Any] = {source: like(value, 1.0)}
    for step in steps:
        t = tangent(step, found)
        if t is not None:
            found[step[0]] = found[source] + t if step[0] == source else t
    return found
