"""Which steps of a program sit where their derivative does not exist, or may do so for all that rounding says."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..core.forms import numpy
from ..core.trace import split
from ..errors import BREAKS
from ..ops.values import complex_parts

if TYPE_CHECKING:
    from ..core.program import Program


def undecided(op: Any, args: tuple[Any, ...], inherited: list[Any]) -> bool:
    """Whether a step may sit on its kink, or beyond it, for all that its inputs' errors say."""
    known = [e for e in inherited if e is not None]
    if not known:
        return False
    if any(map(complex_parts, args)) and op.kind != "branch":
        return True
    if op.gap is None:
        return any(not getattr(e, "shape", ()) and e == math.inf for e in known)
    try:
        near = abs(op.gap(*args)) <= (numpy().max(known[0]) if op.picks else sum(known))
    except ArithmeticError:  # x // 0
        return True
    except TypeError:  # x == None
        return False
    return bool(near.any() if hasattr(near, "any") else near)


def on_kink(program: Program, bound: Mapping[int, Any] = MappingProxyType({})) -> list[Any]:
    """The needed steps that sit where their derivative does not exist, or may do so for all that `bound`, the errors of
    places, says."""
    found = []
    for step in program.needed(guards=False).steps:
        op, (places, args) = step[1], split(step)
        inherited = [bound.get(i) if i else None for i in places]
        if complex_parts(args[0]) and op.kind == "smooth":
            from ..ops.complex import on_cut

            if numpy().any(on_cut(op, args, 0.0 if inherited[0] is None else inherited[0])):
                found.append(step)
            continue
        if op.kinks is None or op.selects and not places[0]:
            continue
        try:
            here = op.kinks(*args)
            here = here.any() if hasattr(here, "any") else here
            if here or undecided(op, args, inherited):
                found.append(step)
        except BREAKS:
            continue
    return found
