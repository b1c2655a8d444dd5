"""An expression as source code: recorded at a point of no meaning; at another it must be the same code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import BREAKS, GradcliError
from ..interpreters.source_code import Source, written
from ..interpreters.straight_line import Line, TooLong, alike, with_derivatives
from ..interpreters.unrolled import NotUnrolled, unrolled
from .expression.run import Formula
from .table.expression import RowExpression

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..answer.derivatives import Ask
    from .bindings import Binding

START, MOVE = 0.4375, 0.15625  # values of no meaning: not whole, apart from one another, in most domains


def source_of(text: str, constants: Sequence[Binding], language: str, name: str, ask: Ask, by: str = "") -> str:
    """The value of an expression and its derivatives up to `ask.order` as a function in a language.

    by: who wrote it, for the header. Raises GradcliError for what is no expression or has no words in the language.
    """
    fixed = [b.name for b in constants]
    free = Formula(text, fixed).expression.free
    function = RowExpression(text, [n for n in free if n not in fixed], constants, ask)
    line, names = recorded(function, START, ask.order)
    if not alike(line, recorded(function, START + MOVE, ask.order)[0]):
        raise GradcliError(
            "what is computed depends on the values", code="language", hint="give the names that choose it a value"
        )
    header = ", ".join(function.names)
    what = {0: "value", 1: "value and gradient", 2: "value, gradient and Hessian"}[ask.order]
    names_by = f" by {', '.join(function.wrt)}" if ask.order else ""
    given = "".join(f", {' '.join(b.text.split())}" for b in constants)
    about = [
        f"{name}({header}) = {' '.join(text.split())}{given}", f"{what}{names_by}", *[f"written by {by}"] * bool(by),
    ]  # fmt: skip
    return written(line, Source(name, function.names, function.wrt, about), language, names)


def recorded(function: RowExpression, start: float, order: int) -> tuple[Line, dict[int, str]]:
    """The line of value and derivatives, and what places are called. Raises GradcliError."""
    n = len(function.wrt)
    paths: list[tuple[int, ...]] = [()]
    paths += [(k,) for k in range(n)] if order >= 1 else []
    paths += [(k, m) for k in range(n) for m in range(n)] if order >= 2 else []
    values = [start + MOVE * k for k in range(len(function.names))]
    row = function.record(values)
    try:
        program = unrolled(row.program, row.values)
        again = dict(zip(row.program.sources, program.sources))
        wrt = [again.get(p, p) for p in row.wrt]
        return with_derivatives(program, wrt, paths), function.parts
    except (NotUnrolled, TooLong, *BREAKS) as error:
        raise GradcliError(f"there is no code for it: {error or 'it is too long'}", code="language") from None
