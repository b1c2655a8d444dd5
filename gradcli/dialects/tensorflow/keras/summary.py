"""Model.summary(), the table of layers as Keras draws it at the width of the terminal, and the progress of `fit`."""

from __future__ import annotations

import shutil
import time
from typing import Any

import numpy as np

from ..tensors.dtypes import as_dtype
from ..tensors.nest import flatten, mapped

UNITS = ("B", "KB", "MB", "GB", "TB")


def summary(
    model: Any, line_length: int | None = None, positions: Any = None, print_fn: Any = None,
    expand_nested: bool = False, show_trainable: bool = False, layer_range: Any = None,
) -> None:  # fmt: skip
    """Print a table of a model's layers: name, class, output shape, number of weights, and what it is called with."""
    graph = model._graph
    simple = graph is None or all(len(n.inputs) <= 1 for n in graph.nodes) and len(
        set(graph.depths.values())) == len(graph.nodes)  # each operation is called once, with one input  # fmt: skip
    layers = model.layers if graph is None or type(model).__name__ == "Sequential" else graph.operations
    header = ["Layer (type)", "Output Shape", "Param #", *([] if simple else ["Connected to"])]
    where = positions or ([0.45, 0.80, 1.0] if simple else [0.3, 0.56, 0.74, 1.0])
    wide = 88 if simple else 108
    if show_trainable:
        wide, where, header = wide + 12, [*(p * 0.9 for p in where), 1.0], [*header, "Trainable"]
    length = line_length or min(wide, shutil.get_terminal_size().columns - 4)
    rows = [cells for layer in layers for cells in described(layer, model, simple, expand_nested, show_trainable)]
    lines = [f'Model: "{model.name}"', *table(header, rows, widths(where, length)), *totals(model)]
    (print_fn or print)("\n".join(lines))


def described(layer: Any, model: Any, simple: bool, nested: bool, shown: bool, level: int = 0) -> list[list[str]]:
    """A layer's row, and those of the layers inside if they are asked for."""
    kind = getattr(layer, "title", type(layer).__name__)
    prefix = "   " * level + "└ " if level else ""
    count = f"{layer.count_params():,}" if layer.built else "0 (unbuilt)"
    cells = [f"{prefix}{layer.name} ({kind})", shape_text(layer), count]
    if not simple:
        callers = [x._keras_history for node in layer._inbound if node in model._graph.nodes for x in node.inputs]
        cells.append(", ".join(f"{operation.name}[{n}][{k}]" for operation, n, k in callers) or "-")
    if shown:
        cells.append(("Y" if layer.trainable else "N") if getattr(layer, "weights", None) else "-")
    rows = [cells]
    for inner in getattr(layer, "layers", ()) if nested else ():
        rows += described(inner, model, simple, nested, shown, level + 1)
    return rows


def shape_text(layer: Any) -> str:
    """The shape of a layer's result; ? where nobody knows."""
    if layer._inbound:
        shapes = mapped(lambda x: x.shape, layer._inbound[0].output)
    elif getattr(layer, "_shapes", None) is not None:
        try:
            shapes = layer.compute_output_shape(layer._shapes)
        except Exception:  # whatever a class of the user's own raises at zeros
            return "?"
    else:
        return "?"
    flat = flatten([layer._inbound[0].output]) if layer._inbound else []
    if isinstance(shapes, list) and len(flat) == 1:
        shapes = shapes[0]
    return str(shapes).replace("'", "") if not isinstance(shapes, list) else f"[{', '.join(map(str, shapes))}]"


def widths(positions: list[float], length: int) -> list[int]:
    """The widths of the cells between the lines of a table of a length: what is too much is taken from all evenly."""
    ends = [int(p * length) for p in positions]
    cells = [b - a + 2 for a, b in zip([0, *ends], ends)]
    excess, left = sum(cells) + len(cells) + 1 - length, len(cells)
    for n in range(len(cells)):
        less = round(excess / left)
        cells[n], excess, left = cells[n] - less, excess - less, left - 1
    return cells


def table(header: list[str], rows: list[list[str]], cells: list[int]) -> list[str]:
    def rule(left: str, line: str, cross: str, right: str) -> str:
        return left + cross.join(line * w for w in cells) + right

    def row(texts: list[str], bar: str) -> list[str]:
        parts = [wrapped(t, w - 2) for t, w in zip(texts, cells)]
        high = max(map(len, parts))
        parts = [[*p, *[""] * (high - len(p))] for p in parts]
        sides = [f"{'>' if n == 2 else '<'}{w - 2}" for n, w in enumerate(cells)]  # numbers stand to the right
        return [bar + bar.join(f" {p[k]:{side}} " for p, side in zip(parts, sides)) + bar for k in range(high)]

    lines = [rule("┏", "━", "┳", "┓"), *row(header, "┃"), rule("┡", "━", "╇", "┩")]
    for n, texts in enumerate(rows):
        lines += [rule("├", "─", "┼", "┤")] if n else []
        lines += row(texts, "│")
    return [*lines, rule("└", "─", "┴", "┘")]


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines, broken between words; words that are too long are cut off."""
    lines = [""]
    for word in text.split(" "):
        short = word if len(word) <= width else word[: width - 1] + "…"
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(short)
        else:
            lines[-1] = f"{lines[-1]} {short}" if lines[-1] else short
    return lines


def in_units(count: float) -> str:
    """A number of bytes to read."""
    for unit in UNITS:
        if count < 1024 or unit == UNITS[-1]:
            return f"{count:.2f} {unit}"
        count /= 1024
    return ""


def totals(model: Any) -> list[str]:
    moved, kept = counted(model.trainable_weights), counted(model.non_trainable_weights)
    optimizer = getattr(model, "optimizer", None)
    own = counted(optimizer.variables) if optimizer is not None and optimizer.built else None
    parts = {"Total": tuple(map(sum, zip(moved, kept, own or (0, 0)))), "Trainable": moved, "Non-trainable": kept}
    lines = [f" {kind} params: {n:,} ({in_units(b)})" for kind, (n, b) in parts.items()]
    return lines + ([f" Optimizer params: {own[0]:,} ({in_units(own[1])})"] if own else [])


def counted(variables: list[Any]) -> tuple[int, int]:
    """How many numbers, and how many bytes."""
    sizes = [(v.shape.num_elements(), as_dtype(v.dtype).size) for v in variables]
    return sum(n for n, _ in sizes), sum(n * b for n, b in sizes)


def said(verbose: Any, steps: int, begun: float, logs: dict[str, Any]) -> None:
    """A line of progress, if any is wanted, as Keras writes one an epoch."""
    if not verbose:
        return
    passed = time.monotonic() - begun
    each = passed / max(steps, 1)
    pace = f"{each:.0f}s" if each >= 1 else f"{each * 1e3:.0f}ms" if each >= 1e-3 else f"{each * 1e6:.0f}us"
    means = {name: float(np.mean(v)) for name, v in logs.items()}
    shown = (f" - {name}: {v:.4f}" if abs(v) > 1e-3 else f" - {name}: {v:.4e}" for name, v in means.items())
    print(f"{steps}/{steps} - {passed:.0f}s - {pace}/step{''.join(shown)}")
