"""An expression of vectors whose elements do not meet: its Jacobian is diagonal by construction, and is shown as that.

A long one is never made whole: it is a table with a row for each element, and is computed as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..core.forms import numpy
from ..ops.values import shape_of
from ..results import VALUE, Note, Path, Result
from .table.expression import RowExpression
from .table.rows import OK, STATUS, Tabulator, quantities

if TYPE_CHECKING:
    from ..answer.subject import Ask, Subject
    from .expression.run import Formula
    from .values import Binding

WHOLE = 100  # elements up to which the Jacobian is computed as any other


def long_table(
    formula: Formula, bindings: Sequence[Binding], given: Mapping[str, Any], subject: Subject, ask: Ask
) -> Result | None:
    """The result of a long expression of vectors, element by element; None where it is no such thing."""
    expression, shape = formula.expression, shape_of(subject.result)
    values = {n: given[n] for n in expression.variables(given)}
    columns = [n for n, v in values.items() if shape_of(v) == shape]
    more = ask.partials or ask.expect or ask.formula or ask.check or ask.steps
    plainly = ask.order == 1 and ask.digits <= 15 and not more
    if not plainly or shape[0] <= WHOLE or any(shape_of(v) not in ((), shape) for v in values.values()):
        return None
    if not set(subject.names) <= set(values):
        return None
    constants = [b for b in bindings if b.name not in columns]
    function = RowExpression(expression.text, columns, constants, ask._replace(wrt=subject.names))
    tabulator = Tabulator(function, wanted := quantities(function.wrt, 1), ask.digits)
    answer = tabulator.at([values[n] for n in function.names])
    point = {n: v.tolist() if shape_of(v) else v for n, v in values.items()}
    result = Result(expression.title, expression.body, point)
    for quantity, numbers in zip(wanted, answer.values):
        kind = "diagonal" if quantity.name.by and quantity.name.by[0] in columns else "jacobian"
        path = Path(kind, *quantity.name.by) if quantity.path else VALUE
        result.numbers[path] = [None if v != v else v for v in numbers.tolist()]
    found = numpy().flatnonzero(answer.status != OK)
    for status in dict.fromkeys(answer.status[found].tolist()):
        places = found[answer.status[found] == status].tolist()
        several = f"{len(places)} elements, the first" if len(places) > 1 else "element"
        told = f"{STATUS[status]} at {several} {places[0]}"
        result.notes.append(Note("value", STATUS[status].replace(" ", ""), told))
    return result
