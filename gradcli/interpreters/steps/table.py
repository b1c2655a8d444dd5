"""The trace as data: every step between the sources and the target, its primal, its adjoint, and who sent what.

Drawn from the program that made the number, by the sweep that made it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...core.op import Op
from ...core.program import Program
from ...core.reach import ancestors, descendants
from ...core.trace import Step, plain, split
from ...ops.values import is_finite
from ...record import Record
from ..reverse import absorbed, reverse, spread_rules
from ..tangents import tangents
from .terms import Term, rule


class Message(Record):
    """What a place gets from one that was computed from it.

    adjoint: of the sender. local: the sender's partial derivative by this place, which the adjoint is multiplied by; of
    a step that is not elementwise, what its rule makes of the adjoint, a leaf of place -1. Other leaves are rows.
    """

    sender: int
    adjoint: Any
    local: Term
    sent: Any


@dataclass(slots=True)
class Row:
    """One place: a source, which has no op, or a step.

    inputs: (place, value) each; what depends on no source has no row. tangents: one per source, if asked for.
    """

    place: int
    op: Op | None
    inputs: tuple[tuple[int, Any], ...]
    primal: Any
    adjoint: Any = None
    receives: list[Message] = field(default_factory=list)
    tangents: list[Any] = field(default_factory=list)
    seed: Any = None


def wanted(program: Program) -> list[Step]:
    """The steps that the target is made of, constants too."""
    want = ancestors(program.until(), program.targets)
    return [step for step in program.until() if step[0] in want]


def relevant(program: Program) -> list[Step]:
    """The steps that lie between the sources and the targets, those that make a source too; without sources all."""
    steps = wanted(program)
    return descendants(steps, program.sources) if program.sources else steps


def table(
    program: Program, seeds: Sequence[tuple[int, Any]], values: Mapping[int, Any], forward: bool = False
) -> list[Row]:
    """A row for each source, then for each step.

    seeds: (place, cotangent) of the targets. values: the primal of each source. forward: tangents too.
    """
    steps = relevant(program)
    made = {step[0] for step in steps}
    starts = [p for p in dict.fromkeys(program.sources) if p > 0] or [p for p in program.targets if p not in made]
    live = made.union(starts)
    rows = {p: Row(p, None, (), values.get(p)) for p in starts if p not in made}
    for step in steps:
        places, args = split(step)
        rows[step[0]] = Row(step[0], step[1], tuple(zip(places, args)), step[2])
    whole = Program(list(rows), program.targets, steps, live)
    adjoints, absorb = reverse(whole, seeds), False
    if not all(is_finite(adjoints.get(p)) for p in starts):
        adjoints, absorb = reverse(whole, seeds, absorb=True), True
    for place, g in adjoints.items():
        rows[place].adjoint = plain(g)
    for place, g in seeds:
        if place in rows:
            rows[place].seed = g
            if rows[place].adjoint is None:
                rows[place].adjoint = g
    for step in steps:
        send(step, rows, live, absorb)
    if forward:
        for source in program.sources:
            found = tangents(steps, source, values.get(source)) if source in rows else {}
            for row in rows.values():
                row.tangents.append(found.get(row.place))
    return list(rows.values())


def send(step: Step, rows: Mapping[int, Row], live: set[int], absorb: bool) -> None:
    """Note with each input of a step what it gets from it."""
    op, y = step[1], step[2]
    places, args = split(step)
    g = rows[step[0]].adjoint
    if g is None:
        return
    terms = [Term(a, place=i if i in live else 0) for i, a in zip(places, args)]
    for n, d in spread_rules((step[0], op, y, places, None, args), g, live, False):
        d = plain(absorbed(g, d, args[n]) if absorb else d)
        local = rule(op, n, Term(y, place=step[0]), terms)
        rows[places[n]].receives.append(Message(step[0], g, local, d))


def weight(row: Row) -> float:
    """|adjoint * primal|, the largest over the elements: how much the result changes with this place, relatively."""
    if row.adjoint is None or row.primal is None:
        return 0.0
    product = abs(row.adjoint * row.primal)
    found = float(product.max(initial=0.0) if getattr(product, "shape", ()) else product)
    return found if found == found else 0.0
