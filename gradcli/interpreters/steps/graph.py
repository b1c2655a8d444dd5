"""The computation graph of a trace: a node for each row that is shown, one for a loop's passes that are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ...record import Record
from .folding import Item, Run, positions

if TYPE_CHECKING:
    from .table import Row

WARM = "0.09"  # the hue of what the result is sensitive to


class Node(Record):
    """first, last: positions of rows, equal for a single one. passes: how many of a loop it stands for; 0 for a row."""

    first: int
    last: int
    passes: int = 0


class Edge(Record):
    """From a node to one that is computed from it, by their numbers. local: the local partial, if there is one."""

    start: int
    end: int
    local: Any = None


class Graph(Record):
    """The nodes in the order of the trace, and their edges."""

    nodes: list[Node]
    edges: list[Edge]


def shown(items: Sequence[Item], every: bool = False) -> Iterator[Node]:
    """What is shown of a folded trace: of a loop the first and the last pass, and how many are between."""
    for item in items:
        if not isinstance(item, Run):
            yield Node(item, item)
        elif every:
            yield from (Node(p, p) for p in positions(item))
        else:
            first, *others, last = item.passes
            yield from shown(first)
            inside = [p for one in others for each in one for p in positions(each)]
            yield Node(inside[0], inside[-1], len(others))
            yield from shown(last)


def graph(rows: Sequence[Row], items: Sequence[Item], every: bool = False) -> Graph:
    """The graph of a trace."""
    nodes = list(shown(items, every))
    home = {rows[p].place: n for n, node in enumerate(nodes) for p in range(node.first, node.last + 1)}
    edges: dict[tuple[int, int], Edge] = {}
    for row in rows:
        start = home[row.place]
        for message in row.receives:
            end = home[message.sender]
            single = nodes[start].passes == nodes[end].passes == 0
            if start != end:
                known = (start, end) in edges
                edges[start, end] = Edge(start, end, message.local.value if single and not known else None)
        for place, _ in row.inputs:  # a flat step sends nothing, and is computed all the same
            if place in home and home[place] != start:
                edges.setdefault((home[place], start), Edge(home[place], start))
    return Graph(nodes, list(edges.values()))


def dot(graphs: Sequence[tuple[str, Graph, Sequence[str], Sequence[str], Sequence[float]]]) -> str:
    """Graphs in DOT, each in a box of its own if there are several.

    Each is (title, graph, captions of its nodes, captions of its edges, shades of its nodes from 0 to 1).
    """
    lines = ["digraph gradcli {", '  node [shape=box, style="rounded,filled", fontname="monospace", fontsize=11];']
    lines += ['  edge [fontname="monospace", fontsize=9];']
    for k, (title, one, captions, locals_, shades) in enumerate(graphs):
        if len(graphs) > 1:
            lines += [f"  subgraph cluster_{k} {{", f"  label={quoted(title)};"]
        for n, (node, caption, shade) in enumerate(zip(one.nodes, captions, shades)):
            style = ', style="dashed,filled"' if node.passes else ""
            lines.append(f'  n{k}_{n} [label={quoted(caption)}, fillcolor="{WARM} {shade:.3f} 1.000"{style}];')
        for edge, text in zip(one.edges, locals_):
            label = f" [label={quoted(text)}]" if text else ""
            lines.append(f"  n{k}_{edge.start} -> n{k}_{edge.end}{label};")
        lines += ["  }"] * (len(graphs) > 1)
    return "\n".join([*lines, "}"]) + "\n"


def quoted(text: str) -> str:
    """A text as a string of DOT's."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
