"""A trace as a table: for people, for other programs, for Markdown and LaTeX."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...core.trace import plain
from ...errors import clip, visible
from ...interpreters.steps.folding import Item
from ...interpreters.steps.graph import Node, dot, graph, shown
from ...interpreters.steps.table import Message, Row, weight
from ...interpreters.steps.terms import Term, show
from ...ops.notation import numeral, written
from ...ops.values import listed, shape_of
from ...record import Record
from ...results import CURLY
from .human import headline
from .json import clean
from .latex import escaped
from .lines import inline
from .numbers import drawn, is_array, room, table

if TYPE_CHECKING:
    from ...frontends.recording import Recording

Cells = list[str]
RECEIVED = 6  # messages that a line of the table shows


class Trace(Record):
    """A recording with its rows, and how they are folded."""

    recording: Recording
    rows: list[Row]
    items: list[Item]
    forward: bool = False

    def labels(self) -> dict[int, str]:
        """{place: v1, v2, ...}, in the order of the rows."""
        return {row.place: f"v{n}" for n, row in enumerate(self.rows, 1)}

    def sources(self) -> list[str]:
        """What the tangents are by."""
        return [self.recording.names.get(p, "x") for p in self.recording.program.sources]

    def line(self, row: Row) -> int | None:
        """The line of the script that made a row."""
        origin = self.recording.origins.get(row.place)
        return origin.line if origin is not None and origin.file else None


def number(value: Any, digits: int) -> str:
    """A value in one line; an array of more than that as its shape, unless it is to be shown whole."""
    if value is None:
        return ""
    value = listed(value)
    if room.full and is_array(value):
        return " ".join(" ".join(drawn(value, digits)).split()).replace("[ ", "[")
    return inline(value, digits)


def operation(trace: Trace, row: Row, labels: dict[int, str], digits: int) -> str:
    """What a row computes: the name of a source; of a step its op on v1, v2, ..., after its own name if it has one."""
    name = visible(trace.recording.names.get(row.place, ""))
    if row.op is None:
        return name or number(row.primal, digits)
    names = trace.recording.names
    operands = [numeral(labels.get(i) or names.get(i) or number(a, digits)) for i, a in row.inputs]
    text = written(row.op, operands).text
    return f"{name} = {text}" if name else text


def message(one: Message, labels: dict[int, str], digits: int) -> str:
    """v6: 1*cos(6): who sent it, its adjoint, its local derivative; of an array what was sent."""
    who = labels[one.sender]
    if shape_of(one.sent) or shape_of(one.adjoint):
        return f"{who}: {number(one.sent, digits)}"
    local = one.local
    minus = local.op is not None and local.op.sign == "-" and len(local.args) == 1
    name = is_call(local) or minus and is_call(local.args[0])
    value = show(local, lambda t: number(plain(t.value), digits)).text if name else number(local.value, digits)
    return f"{who}: {number(one.adjoint, digits)}*{numeral(value).within(4)}"


def is_call(term: Term) -> bool:
    """Whether a term is a function of places and numbers themselves, written as a call."""
    return term.op is not None and all(a.op is None for a in term.args) and written(term.op, TWO).text.endswith(")")


TWO = [numeral("1"), numeral("2")]


def grid(trace: Trace, digits: int, every: bool = True, most: int | None = RECEIVED) -> list[Cells]:
    """The table as texts, the names of its columns first. A line of one cell stands for the passes that are folded."""
    labels = trace.labels()
    lined = any(trace.line(row) for row in trace.rows)
    d = CURLY if trace.recording.result.partial else "d"
    ends = [f"{d}/{d}{visible(x)}" for x in trace.sources()] if trace.forward else ["adjoint", "receives"]
    found = [["v", *["line"] * lined, "operation", "primal", *ends]]
    for node in shown(trace.items, every):
        row = trace.rows[node.first]
        if node.passes:
            found.append([folded(node)])
            continue
        found.append([
            labels[row.place], *[str(trace.line(row) or "")] * lined, operation(trace, row, labels, digits),
            number(row.primal, digits), *ending(trace, row, labels, digits, most),
        ])  # fmt: skip
    return found


def folded(node: Node) -> str:
    """The passes that are not shown."""
    return f"... {node.passes} more passes like these, v{node.first + 1} to v{node.last + 1} ..."


def ending(trace: Trace, row: Row, labels: dict[int, str], digits: int, most: int | None) -> Cells:
    """The derivatives of a row: its tangents, or its adjoint and what that was made of."""
    if trace.forward:
        return ["0" if t is None else number(t, digits) for t in row.tangents]
    told = ["seed"] * (row.seed is not None) + [message(m, labels, digits) for m in row.receives]
    if most is not None and len(told) > most:
        told = [*told[: most - 1], f"and {len(told) - most + 1} more"]
    none = "" if row.primal.__class__ is bool else "0"  # a step that is flat sends nothing
    return [none if row.adjoint is None else number(row.adjoint, digits), ", ".join(told)]


def human(trace: Trace, digits: int, width: int = 0, every: bool = False) -> str:
    """The table for people, after its headline, its lines cut to a width."""
    rows = grid(trace, digits, every)
    lines = iter(table(row for row in rows if len(row) > 1))
    body = [row[0] if len(row) == 1 else next(lines) for row in rows]
    title = headline(trace.recording.result, digits)
    cut = width - 1 if width and not room.full else max(map(len, body))
    return f"{title}\n\n" + "".join(f" {clip(line, cut)}\n" for line in body)


def markdown(trace: Trace, digits: int, every: bool = False) -> str:
    """A table of Markdown's."""
    head, *rows = grid(trace, digits, every)
    whole = [head, ["---"] * len(head), *(row + [""] * (len(head) - len(row)) for row in rows)]
    return "".join("| " + " | ".join(text.replace("|", "\\|") for text in row) + " |\n" for row in whole)


def latex(trace: Trace, digits: int, every: bool = False) -> str:
    """A table of LaTeX's."""
    head, *rows = grid(trace, digits, every)
    columns = "l" * len(head)
    lines = [" & ".join(rf"\texttt{{{escaped(text)}}}" if n else escaped(text) for text in row)
             if len(row) > 1 else rf"\multicolumn{{{len(head)}}}{{l}}{{{escaped(row[0])}}}"
             for n, row in enumerate([head, *rows])]  # fmt: skip
    body = " \\\\\n".join([lines[0] + r" \\ \hline" + "\n" + lines[1], *lines[2:]] if len(lines) > 1 else lines)
    return f"\\begin{{tabular}}{{{columns}}}\n{body}\n\\end{{tabular}}\n"


def entries(trace: Trace) -> list[dict[str, Any]]:
    """The rows for other programs: every one, with every digit."""
    labels = trace.labels()
    return [entry(trace, row, labels) for row in trace.rows]


def entry(trace: Trace, row: Row, labels: dict[int, str]) -> dict[str, Any]:
    """One row as an object."""
    body: dict[str, Any] = {
        "v": labels[row.place], "line": trace.line(row), "name": trace.recording.names.get(row.place),
        "op": None if row.op is None else row.op.name,
        "inputs": [labels.get(i) or clean(listed(a)) for i, a in row.inputs],
        "operation": operation(trace, row, labels, 17), "primal": clean(listed(row.primal)),
    }  # fmt: skip
    if trace.forward:
        return {**body, "tangents": dict(zip(trace.sources(), (clean(listed(zero(t))) for t in row.tangents)))}
    received = [
        {"from": labels[m.sender], "adjoint": clean(listed(m.adjoint)), "sent": clean(listed(m.sent)),
         "local": show(m.local, lambda t: leaf(t, labels)).text} for m in row.receives
    ]  # fmt: skip
    return {**body, "adjoint": clean(listed(row.adjoint)), "seed": row.seed is not None, "receives": received}


def zero(tangent: Any) -> Any:
    """A tangent; 0 where nothing moves."""
    return 0.0 if tangent is None else tangent


def leaf(term: Term, labels: dict[int, str], digits: int = 10) -> str:
    """A place by its label, the adjoint as such, a constant as its number."""
    return "adjoint" if term.place == -1 else labels.get(term.place) or number(term.value, digits)


def drawing(traces: Sequence[Trace], digits: int, every: bool = False) -> str:
    """The graphs in DOT: what each place computes, its primal and its adjoint, shaded by |adjoint * primal|."""
    found = []
    for trace in traces:
        labels, whole = trace.labels(), graph(trace.rows, trace.items, every)
        weights = [weight(row) for row in trace.rows]
        top = max(weights, default=0.0) or 1.0
        captions = [folded(node) if node.passes else caption(trace, trace.rows[node.first], labels, digits)
                    for node in whole.nodes]  # fmt: skip
        edges = ["" if e.local is None else number(e.local, 4) for e in whole.edges]
        shades = [0.7 * max(weights[node.first : node.last + 1]) / top for node in whole.nodes]
        found.append((headline(trace.recording.result, digits), whole, captions, edges, shades))
    return dot(found)


def caption(trace: Trace, row: Row, labels: dict[int, str], digits: int) -> str:
    """A node's text."""
    lines = [f"{labels[row.place]}: {operation(trace, row, labels, digits)}", number(row.primal, digits)]
    return "\n".join([*lines, f"adjoint {number(row.adjoint, digits)}"] if row.adjoint is not None else lines)
