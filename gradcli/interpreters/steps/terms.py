"""Terms: what a step computes, or what its rule answers, as an expression of the places that it came from.

A rule is run once, on placed values, and what it records is its formula: no second table of derivatives exists.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ...core.calls import ONE
from ...core.op import Op
from ...core.trace import Listener, Tensor, Traced, plain, split, tick
from ...ops.notation import PRODUCT, Text, numeral, written
from ..reverse import ieee


@dataclass(slots=True, eq=False)
class Term:
    """An op on terms; or a leaf: a place, which has one above 0, or a constant.

    value: the number or array that it is at the point.
    """

    value: Any
    op: Op | None = None
    args: tuple[Term, ...] = ()
    place: int = 0

    @property
    def constant(self) -> bool:
        """Whether it is a number or an array that depends on nothing."""
        return self.op is None and not self.place


def show(term: Term, leaf: Callable[[Term], str], write: Callable[[Op, Sequence[Text]], Text] = written) -> Text:
    """The term as text; leaf: the text of a place, or of a constant. write: how an op on operands is written.

    A term of a place that `leaf` has a text for is that text.
    """
    if term.op is None or (term.place and leaf(term)):
        text = leaf(term)
        return Text(text, PRODUCT) if "/" in text and text[-1].isdigit() else numeral(text)
    return write(term.op, [show(a, leaf, write) for a in term.args])


def rule(op: Op, n: int, y: Term, args: Sequence[Term]) -> Term:
    """What a step sends to its input n for each unit of its adjoint: of an elementwise op its partial derivative.

    Of any other op it is a function of the adjoint, which is a leaf of place -1.
    """
    seed: Any = ONE if op.elementwise else Tensor(y.value * 0 + 1.0, -1)
    known = {-1: Term(plain(seed), place=-1)}

    def lifted(term: Term) -> Any:
        if term.constant:
            return term.value
        at = tick()
        known[at] = term
        return Tensor(term.value, at)

    given = [seed, lifted(y), *map(lifted, args)]
    with Listener() as ear:
        try:
            d = op.vjp[n](*given)
        except ArithmeticError:
            d = ieee(op.vjp[n], *given)
    for step in ear.steps:
        operands = tuple(known.get(i) or Term(a) for i, a in zip(*split(step)))
        known[step[0]] = Term(step[2], step[1], operands)
    if d is ONE:
        return Term(1.0)
    if isinstance(d, Traced):
        return known.get(d.at) or Term(d.value)
    return Term(0.0 if d is None else d)
