"""A trace as one page: its source, its tape and its graph, with everything in it and nothing fetched."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...interpreters.steps.graph import graph
from ...interpreters.steps.table import Row, weight
from ...interpreters.steps.terms import show
from ...results import CURLY
from .human import headline
from .trace import Trace, leaf, number, operation

if TYPE_CHECKING:
    from ...frontends.recording import Origin

TEMPLATE = os.path.join(os.path.dirname(__file__), "page.html")
RECEIVED = 40  # messages of a place that the page holds


def page(traces: Sequence[Trace], digits: int) -> str:
    """The page's text."""
    with open(TEMPLATE, encoding="utf-8") as file:
        template = file.read()
    data = json.dumps([about(trace, digits) for trace in traces], separators=(",", ":"))
    return template.replace(">DATA<", ">" + data.replace("<", "\\u003c") + "<", 1)


def about(trace: Trace, digits: int) -> dict[str, Any]:
    """One trace as the page's script reads it."""
    labels = trace.labels()
    weights = [weight(row) for row in trace.rows]
    top = max(weights, default=0.0) or 1.0
    lines, index = source(trace)
    steps = []
    locals_: dict[int, list[list[str]]] = {}
    for row in trace.rows:
        for m in row.receives:
            formula = show(m.local, lambda t: leaf(t, labels, digits)).text
            by = f"{CURLY}{labels[m.sender]}/{CURLY}{labels[row.place]}"
            locals_.setdefault(m.sender, []).append([by, number(m.local.value, digits), formula])
    for row, w in zip(trace.rows, weights):
        origin = trace.recording.origins.get(row.place)
        spot = None if origin is None else index.get((origin.file, origin.line))
        steps.append({
            "v": labels[row.place], "name": trace.recording.names.get(row.place), "line": trace.line(row),
            "operation": operation(trace, row, labels, digits), "primal": number(row.primal, digits),
            "adjoint": "0" if row.adjoint is None else number(row.adjoint, digits), "weight": round(w / top, 4),
            "product": number(w, digits), "row": spot, "span": span(origin, spot, lines),
            "locals": locals_.get(row.place, []), "receives": received(row, labels, digits),
        })  # fmt: skip
    beside(trace, lines, steps)
    whole = graph(trace.rows, trace.items)
    return {
        "title": headline(trace.recording.result, digits), "lines": lines, "steps": steps,
        "nodes": [node._asdict() for node in whole.nodes],
        "edges": [[e.start, e.end, "" if e.local is None else number(e.local, 4)] for e in whole.edges],
    }  # fmt: skip


def received(row: Row, labels: dict[int, str], digits: int) -> list[list[str]]:
    """What a place got, from whom."""
    found = [
        [labels[m.sender], number(m.adjoint, digits), number(m.local.value, digits), number(m.sent, digits)]
        for m in row.receives[:RECEIVED]
    ]
    return [["the target", "", "", number(row.seed, digits)]] * (row.seed is not None) + found


def source(trace: Trace) -> tuple[list[dict[str, Any]], dict[tuple[str, int], int]]:
    """The lines of the texts, and where each (file, line) stands among them."""
    lines: list[dict[str, Any]] = []
    index: dict[tuple[str, int], int] = {}
    for file, text in trace.recording.texts.items():
        if len(trace.recording.texts) > 1:
            lines.append({"n": None, "text": os.path.basename(file), "steps": [], "weight": 0})
        for n, line in enumerate(text.splitlines() or [""], 1):
            index[file, n] = len(lines)
            lines.append({"n": n if file else None, "text": line.expandtabs(4), "steps": [], "weight": 0})
    return lines, index


def span(origin: Origin | None, spot: int | None, lines: Sequence[dict[str, Any]]) -> list[int] | None:
    """The piece of its line that a step was made of, in characters."""
    if origin is None or spot is None or origin.columns is None:
        return None
    first, start, last, end = origin.columns
    data = lines[spot]["text"].encode()
    if first != origin.line or last != first:
        return None
    return [spot, len(data[:start].decode(errors="ignore")), len(data[:end].decode(errors="ignore"))]


def beside(trace: Trace, lines: list[dict[str, Any]], steps: Sequence[dict[str, Any]]) -> None:
    """With each line the steps that it made, how much they matter, and the last one's value and adjoint."""
    for n, step in enumerate(steps):
        if step["row"] is not None:
            lines[step["row"]]["steps"].append(n)
    names = trace.recording.names
    starts = {names.get(p): n for n, row in enumerate(trace.rows) for p in [row.place] if row.op is None}
    for line in lines:
        name, equals, _ = line["text"].partition("=")
        name = name.strip()
        if not line["steps"] and equals and name in starts and line["n"]:  # where a source is given its value
            line["steps"].append(starts[name])
            if steps[starts[name]]["row"] is None:
                steps[starts[name]]["row"] = lines.index(line)
        made = line["steps"]
        if made:
            line["weight"] = max(steps[n]["weight"] for n in made)
            last = steps[made[-1]]
            line["note"] = f"{last['primal']}   adjoint {last['adjoint']}"
