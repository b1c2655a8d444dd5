"""Gradients that the user derived by hand, as expressions: each against the difference of the recorded program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.forms import numpy
from ..core.trace import plain
from ..errors import GradcliError, ShapeFault, nearest
from ..ops.values import shape_of
from .expression.nodes import Node, evaluate, match_names
from .expression.run import Formula, apply, number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ..check import Question
    from ..results import Item


def bare(node: Node, args: list[Any]) -> Any:
    """What a node means, off the trace."""
    return plain(apply(node, args))


def known(texts: Iterable[str], sources: Collection[str]) -> None:
    """See that a gradient by each name was taken. Raises GradcliError otherwise."""
    for name in texts:
        if name not in sources:
            meant = nearest(name, sources)
            hint = f"did you mean '{meant}'?" if meant else f"it is by {', '.join(sources)}" if sources else None
            raise GradcliError(f"no gradient is by '{name}'", code="unknown-name", hint=hint)


def answered(question: Question, texts: Mapping[str, str], rtol: float | None = None) -> list[Item]:
    """The verdicts on those names that a program has among its sources; texts may speak of all its sources.

    Raises GradcliError for a text that is no expression of the sources.
    """
    values = {name: number(plain(v)) for name, v in zip(question.names, question.point) if name.isidentifier()}
    claimed = {name: Formula(text, values) for name, text in texts.items() if name in values}
    for formula in claimed.values():
        match_names(formula.expression, values)
    return verdicts(question, claimed, values, rtol)


def verdicts(
    question: Question, claimed: Mapping[str, Formula], values: Mapping[str, Any], rtol: float | None = None
) -> list[Item]:
    """The verdict on each gradient, which is right or FAIL. Raises ShapeFault for one of another shape."""
    from dataclasses import replace

    from ..check import Claim, check
    from ..results import Path

    claims = []
    result = () if question.seeds is not None else shape_of(question.program.values().get(question.program.targets[0]))
    for name, formula in claimed.items():
        n = question.names.index(name)
        value = evaluate(formula.expression, values, bare)[formula.expression.result]
        shape = (*result, *shape_of(question.point[n]))
        if shape_of(value) != shape:
            if shape_of(value):
                raise ShapeFault(
                    f"--expect {name}: the shape is {shape_of(value)}, the derivative's is {shape}", code="shape",
                    hint="a Jacobian element by element is diag(...)" if result else None,
                )  # fmt: skip
            value = numpy().broadcast_to(value, shape)
        claims.append(Claim(Path("expect", name), (n,), value))
    items = check(replace(question, claims=claims), rtol).items
    for item, formula in zip(items, claimed.values()):
        if item.verdict in ("FAIL", "imprecise", "convention"):
            item.verdict = "FAIL"
            right = f"; it is {item.formula}" if item.formula else ""
            item.note = f"'{formula.expression.text}' is not the derivative{right}"
    return items
