"""Gradients that the user derived by hand, as expressions: each against the difference of the recorded program."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..core.forms import numpy
from ..core.trace import held, plain
from ..errors import GradcliError, ShapeFault, suggestion
from ..ops.values import shape_of
from .expression.nodes import Node, evaluate
from .expression.reading import match_names
from .expression.run import Formula, apply, number, vocabulary

if TYPE_CHECKING:
    from ..check import Question
    from ..results.check import Item


def plain_apply(node: Node, args: list[Any]) -> Any:
    """What a node means, off the trace."""
    return plain(apply(node, args))


def known(keys: Iterable[str], sources: Collection[str]) -> None:
    """See that there are derivatives by each name of keys such as `x` and `x,y`. Raises GradcliError otherwise."""
    for key in keys:
        for name in names_of(key, sources):
            if name not in sources:
                hint = suggestion(name, sources, f"it is by {', '.join(sources)}" if sources else None)
                raise GradcliError(f"no gradient is by '{name}'", code="unknown-name", hint=hint)


def names_of(key: str, sources: Collection[str] = ()) -> tuple[str, ...]:
    """The names differentiated by, in order: `x,y` is a second derivative."""
    return (key,) if key in sources else tuple(name.strip() for name in key.split(","))


def answered(
    question: Question, texts: Mapping[str, str], rtol: float | None = None, space: Mapping[str, Any] | None = None
) -> list[Item]:
    """The verdicts on those names that a program has among its sources; texts may speak of all its sources.

    space: a script's other names, of which texts may speak too. Raises GradcliError for a text that is no expression.
    """
    values = {name: number(plain(v)) for name, v in zip(question.names, question.point) if name.isidentifier()}
    derived = {}
    for key, text in texts.items():
        if all(name in question.names for name in names_of(key, question.names)):
            one = Derived(key, text, question.names)
            derived[key] = text, one.value(one.found(values, space or {}))
    return verdicts(question, derived, rtol)


class Derived:
    """A derivative that the user derived by hand, by `names`: an expression, or else Python's, of a script's names.

    parts: named parts, each closed by a semicolon, of which the text may speak. Making one raises GradcliError for a
    text that is neither.
    """

    formula: Formula | None

    def __init__(self, key: str, text: str, sources: Collection[str], parts: str = "") -> None:
        self.names, self.text, self.fault = names_of(key, sources), text.strip(), GradcliError("no expression")
        self.sources, self.formula = sources, None
        try:
            self.formula = Formula(parts + text, sources)
        except GradcliError as error:
            try:
                compile(self.text, "<expect>", "eval", dont_inherit=True)
            except (SyntaxError, ValueError):
                raise error from None
            self.fault = error

    @property
    def wanted(self) -> list[str]:
        """The texts, as Python has them, whose values it takes."""
        if self.formula is None:
            return [self.text]
        expression = self.formula.expression
        return list(expression.variables({*expression.free, *self.sources}))  # a bound e is no constant

    def found(self, values: Mapping[str, Any], space: Mapping[str, Any]) -> dict[str, Any]:
        """What is wanted, where all names are at hand: values before the names of a script."""
        if self.formula is not None:
            return {name: values[name] if name in values else space.get(name) for name in self.wanted}
        try:
            known = {name: plain(value) for name, value in space.items()}
            return {self.text: eval(self.text, {**known, **values})}  # of a script, which is trusted
        except Exception:
            return {}

    def value(self, found: Mapping[str, Any]) -> Any:
        """Its value, where what is wanted is known. Raises GradcliError where it is not."""
        if self.formula is None:
            if found.get(self.text) is None:
                raise self.fault
            return number(found[self.text])
        values = {name: v for name in self.wanted if (v := numeric(found.get(name))) is not None}
        match_names(self.formula.expression, {*values, *self.sources}, vocabulary())
        return evaluate(self.formula.expression, values, plain_apply)[self.formula.expression.result]


def numeric(value: Any) -> Any:
    """A value as expressions take it; None for what is no number."""
    try:
        return number(held(value))
    except (TypeError, ValueError):
        return None


def verdicts(question: Question, derived: Mapping[str, tuple[str, Any]], rtol: float | None = None) -> list[Item]:
    """The verdict, right or FAIL, on each derivative, key: (text, value). Raises ShapeFault for a wrong shape."""
    from ..check import Claim
    from ..check.examine import check
    from ..results import Path

    claims = []
    result = () if question.seeds is not None else shape_of(question.program.values().get(question.program.targets[0]))
    for key, (_, value) in derived.items():
        names = names_of(key, question.names)
        by = tuple(list(question.names).index(name) for name in names)
        value = shaped(key, value, result, [shape_of(question.point[n]) for n in by])
        claims.append(Claim(Path("expect", *names), by, value))
    items = check(replace(question, claims=claims), rtol).items
    for item, (text, _) in zip(items, derived.values()):
        if item.verdict in ("FAIL", "imprecise", "convention"):
            item.verdict = "FAIL"
            right = f"; it is {item.formula.replace('**', '^')}" if item.formula else ""
            item.note = f"'{text.strip()}' is not the derivative{right}{rounded(text, item)}"
    return items


def rounded(text: str, item: Item) -> str:
    """That a decimal is the derivative rounded, and what allows it; "" where it is not."""
    places = len(text.strip().partition(".")[2])
    try:
        value, right = float(text), float(item.reference)
    except (TypeError, ValueError):
        return ""
    near = item.rel_err is not None and item.rel_err < 0.01 and places > 0 and round(right, places) == value
    return f": it is that rounded, and --rtol {2 * item.rel_err:.0e} allows it" if near and item.rel_err else ""


def shaped(key: str, value: Any, result: tuple[int, ...], sources: Iterable[tuple[int, ...]]) -> Any:
    """A derivative in the shape that it has, a number standing for all its elements. Raises ShapeFault for another."""
    shape = sum(sources, start=tuple(result))
    if shape_of(value) == shape:
        return value
    if shape_of(value):
        raise ShapeFault(
            f"--expect {key}: the shape is {shape_of(value)}, the derivative's is {shape}", code="shape",
            hint="a diagonal Jacobian is diag(...)" if result else None,
        )  # fmt: skip
    return numpy().broadcast_to(value, shape)
