"""A number's program as it was recorded, with the names and the origins of its places: what `trace` shows."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..answer.derivatives import blocks
from ..answer.settle import clean, settle
from ..answer.subject import Ask, Subject
from ..core.forms import quiet
from ..core.program import Program
from ..errors import DomainFault
from ..interpreters.steps.folding import Item, fold
from ..interpreters.steps.table import Row, relevant, table
from ..ops.values import like, listed, shape_of
from ..record import Record
from ..results import Note, Result
from .evaluate import fill
from .exact import nearest
from .expression.nodes import Node
from .expression.reading import match_names
from .expression.run import Formula, vocabulary
from .unused import unconnected, unused_names


class Origin(Record):
    """Where in a text a step was made: its line from 1, its piece of text, and what makes two steps the same.

    columns: (first line, first column, last line, last column), lines from 1, columns of UTF-8 bytes from 0.
    """

    file: str
    line: int
    columns: tuple[int, int, int, int] | None = None
    instruction: Hashable = None


@dataclass(slots=True)
class Recording:
    """One result with the program that made it.

    seeds: (place, cotangent) of the targets. values: {place of a source: its value}. names: {place: what it is called}.
    texts: {file: its text}; of an expression the one text, whose file is "".
    """

    result: Result
    program: Program
    seeds: list[tuple[int, Any]]
    values: dict[int, Any]
    names: dict[int, str]
    origins: dict[int, Origin] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def rows(self, forward: bool = False) -> list[Row]:
        """The trace, place by place."""
        with quiet():
            return table(self.program, self.seeds, self.values, forward)

    def folded(self, rows: Sequence[Row]) -> list[Item]:
        """The rows' positions, a loop's passes folded: steps are the same that one instruction of a script makes."""
        keys: list[Hashable] = []
        for n, row in enumerate(rows):
            origin = self.origins.get(row.place)
            keys.append(n if origin is None or not origin.file else (origin.instruction, row.op))
        return fold(keys)


@quiet()
def record(text: str, bindings: Sequence[Any], ask: Ask) -> Recording:
    """Run an expression at a point and keep its program. The numbers are the tape's own, in float64.

    Raises GradcliError as `calculate` does; where there is no number at all, the trace that shows it is still given.
    """
    values = {b.name: nearest(b) for b in bindings}
    formula = Formula(text, values)
    expression = formula.expression
    unused = match_names(expression, values, vocabulary())
    subject, nodes = formula.run(values, ask.wrt)
    result = Result(expression.title, expression.body, {n: listed(values[n]) for n in expression.variables(values)})
    result.notes += unused_names(unused, bindings)
    result.notes += [Note(f"point.{b.name}", w.code, w.message) for b in bindings for w in b.warnings]
    result.notes += [Note("expr", w.code, w.message) for w in expression.warnings]
    try:
        result.notes += [honest(note) for note in settle(subject, ask).notes]
        result.notes += unconnected(subject)
        fill(result, clean(blocks(subject, ask)))
    except DomainFault as fault:
        result.notes.append(Note("value", "domain", fault.message))
    names = dict(zip(subject.program.sources, subject.names))
    live = {step[0] for step in relevant(subject.program)}
    names.update({p: constant(text, node) for p, node in nodes.items() if p not in live and p not in names})
    for part, at in expression.parts.items():
        names.update({p: part for p, node in nodes.items() if node is expression.nodes[at]})
    origins = {p: origin(text, node.span) for p, node in nodes.items()}
    found = of_subject(subject, result, names, origins, {"": text})
    if any(note.code == "domain" for note in result.notes):  # where there is no value is no adjoint
        found.seeds = [(place, g * math.nan) for place, g in found.seeds]
    return found


def of_subject(
    subject: Subject, result: Result, names: dict[int, str], origins: dict[int, Origin], texts: dict[str, str]
) -> Recording:
    """The recording of one target, which is seeded with 1; of an array with ones, which is told."""
    program = subject.program
    if shape_of(subject.result):
        size = math.prod(shape_of(subject.result))
        result.notes.append(Note("jacobian", "summed", f"the adjoints are those of the sum of its {size} elements"))
    seed = [(subject.target, like(subject.result, 1.0))]
    values = {subject.target: subject.result, **dict(zip(program.sources, subject.values))}
    return Recording(result, program, seed, values, names, origins, texts)


def constant(text: str, node: Node) -> str:
    """What depends on no source, as it is written."""
    written = text[slice(*node.span)]
    return node.value if node.op == "name" else written if len(written) < 2 or written.isalnum() else f"({written})"


def honest(note: Note) -> Note:
    """That digits are missing, said of numbers that are printed without them."""
    if note.code != "digits":
        return note
    left = note.message.removeprefix("right as printed: ").replace("would leave", "leaves")
    return Note(note.path, note.code, f"{left}: the trace shows what that has")


def origin(text: str, span: tuple[int, int]) -> Origin:
    """Where a node of an expression stands."""
    ends = []
    for place in span:
        before = text[:place]
        start = before.rfind("\n") + 1
        ends += [before.count("\n") + 1, len(before[start:].encode())]
    return Origin("", ends[0], (ends[0], ends[1], ends[2], ends[3]), span)
