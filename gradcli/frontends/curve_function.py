"""An expression as a function of one variable: its value and derivatives there."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from ..answer.derivatives import first, second
from ..answer.settle import settle
from ..answer.subject import Ask
from ..core.forms import quiet
from ..core.trace import plain
from ..errors import DomainFault, GradcliError
from ..ops.values import shape_of
from .expression.run import Formula

Values = tuple[float, ...]  # value, slope, second derivative
NUMBERLESS = (math.nan, math.nan, math.nan)


class Function:
    """A formula of one variable, the others held: x -> value and derivatives. Raises GradcliError for an array."""

    def __init__(self, formula: Formula, name: str, others: Mapping[str, Any], order: int) -> None:
        self.formula, self.name, self.others, self.order = formula, name, others, order

    @quiet()
    def __call__(self, x: float, closely: bool = False) -> Values:
        """The values at x; nan where there are none. closely: as `eval` finds them, at awkward points too."""
        try:
            subject = self.formula.run({**self.others, self.name: x}, [self.name])[0]
            if shape_of(subject.result):
                raise GradcliError(
                    "a plot needs a number, and the value is an array", code="shape",
                    hint="index the result, or sum it",
                )  # fmt: skip
            if closely:
                ask = Ask(order=min(max(self.order, 1), 2))
                found = [b.value for b in settle(subject, ask).blocks if b.path.kind in ("value", "grad", "hessian")]
            else:
                parts = second(subject) if self.order > 1 else [first(subject)]
                found = [subject.result, *(blocks[0].value for blocks in parts)]
        except DomainFault:
            return NUMBERLESS[: max(self.order, 1) + 1]
        values = tuple(math.nan if v is None else float(plain(v)) for v in found)
        return values if values[0] == values[0] else (math.nan,) * len(values)  # where there is no value is no slope
