"""An expression as a function of a row: some of its names are columns, the others constants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ...answer.subject import Ask
from ...core.forms import quiet
from ...core.program import Program
from ...errors import GradcliError, ShapeFault, clip
from ...ops.arithmetic import read
from ...ops.values import shape_of
from ...results import Result
from ..bindings import read_bindings
from ..evaluate import calculate
from ..exact import nearest
from ..expression.array_calls import array_calls
from ..expression.reading import match_names
from ..expression.run import Formula, vocabulary
from ..values import Binding
from .ranges import Points, Range
from .rows import Recorded


class RowExpression:
    """The expression `text` with `names` as columns and the bindings as constants.

    points: where columns are ranges, those. wrt: what is differentiated by: the columns, unless `ask` names others.
    parts: the places of named parts, once it has been recorded. errors: how far a column may be from what is meant.
    Raises GradcliError for text that is no expression, and for names without a value.
    """

    def __init__(
        self, text: str, names: Sequence[str], constants: Sequence[Binding], ask: Ask,
        points: Mapping[str, Range | Points] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        self.text, self.constants, self.points = text, list(constants), points
        self.fixed = {b.name: nearest(b) for b in constants}
        self.formula = Formula(text, [*names, *self.fixed])
        expression = self.formula.expression
        self.names = tuple(n for n in dict.fromkeys((*expression.arguments, *expression.names)) if n in names)
        unused = match_names(self.formula.expression, [*names, *self.fixed], vocabulary())
        self.unused = tuple(n for n in unused if n in self.fixed)
        if not self.names:
            message = "the expression reads no column"
            raise GradcliError(message, code="no-value", hint="for one point there is gradcli eval")
        self.wrt = ask.wrt or self.names
        self.errors: Sequence[float] = [points[name].error if name in points else 0.0 for name in self.names]
        self.parts: dict[int, str] = {}
        self.ask = ask._replace(wrt=self.wrt, check=False)

    def refuse_arrays(self, numbers: str, hint: str) -> None:
        """See that no call treats a column as an array, which would be an identity.

        Raises ShapeFault: that `numbers` are numbers, and what to do, where ``{}`` is such a call.
        """
        axes = {name: len(shape_of(value)) for name, value in self.fixed.items()}
        for call in array_calls(self.formula.expression, self.names, axes)[0][:1]:
            text = self.formula.expression.text
            argument, whole = (clip(text[slice(*span)], 30) for span in (call.argument, call.span))
            op = "'@'" if call.op == "matmul" else call.op
            message = f"{numbers} are numbers: {op} needs an array, and {argument} is a number"
            raise ShapeFault(message, code="shape", text=text, span=call.span, hint=hint.format(whole))

    def record(self, values: Sequence[float]) -> Recorded:
        """The program at one row."""
        columns = dict(zip(self.names, values))
        with quiet():
            subject, origin = self.formula.run({**columns, **self.fixed}, [*self.names, *self.wrt])
        nodes = {id(self.formula.expression.nodes[n]): name for name, n in self.formula.expression.parts.items()}
        self.parts = {at: nodes[id(node)] for at, node in origin.items() if id(node) in nodes}
        places = subject.program.sources
        count = len(self.names)
        steps, at = subject.program.steps, subject.target
        if at not in places and all(step[0] != at for step in steps):  # a constant, such as imag(x)
            steps = [*steps, (at, read.op, subject.constant, (0,), None, (subject.constant,))]
        program = Program(places[:count], subject.program.targets, steps)
        return Recorded(program, places[count:], tuple(map(float, values)))

    def settle(self, values: Sequence[float]) -> Result:
        """The answer that `eval` gives at one row."""
        return self.at(values, self.ask)

    def check(self, values: Sequence[float]) -> Result:
        """The answer with its check."""
        return self.at(values, self.ask._replace(check=True))

    def at(self, values: Sequence[float], ask: Ask) -> Result:
        """The answer at one row to what is asked."""
        ranges, numbers = self.points, zip(self.names, map(float, values))
        texts = [f"{n}={ranges[n].written(v) if n in ranges else repr(v)}" for n, v in numbers]
        points: list[Any] = list(read_bindings(texts, vocabulary()).values())
        result = calculate(self.text, points + self.constants, ask).results[0]
        if isinstance(result.value, list):
            listed = [clip(b.text) for b in self.constants if "," in b.source]
            hint = f"take one element of it, or its sum{'; a vector here: ' * bool(listed)}{' '.join(listed)}"
            raise ShapeFault("a table takes a number, and the value is an array", code="shape", hint=hint)
        return result
