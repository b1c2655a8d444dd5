"""Pictures as files, drawn by matplotlib's own objects: no window, no state that another program could have changed."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells of its own caches where a home is not writable
from matplotlib import rc_context  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

if TYPE_CHECKING:
    from ...frontends.curves.fields import Field
    from ...frontends.curves.sampled import Curve

COLORS = ("tab:blue", "tab:orange", "tab:green")
BORDERS: dict[str, Any] = {
    "pole": {"color": "0.4", "linestyle": "--", "linewidth": 1.2}, "jump": {"color": "black", "linewidth": 1.6},
    "edge": {"color": "0.5", "linewidth": 1.0}, "hole": {"color": "0.4", "linestyle": ":", "linewidth": 1.2},
    "kink": {"color": "black", "linestyle": ":", "linewidth": 1.4},
}  # fmt: skip
STYLE: Any = {"svg.hashsalt": "gradcli", "pdf.use14corefonts": False, "font.family": "sans-serif"}


def curve(found: Curve, tangents: Sequence[tuple[float, float, float]], title: str, ending: str) -> bytes:
    """f with its tangents, and each derivative below it."""
    names = ["f", f"df/d{found.name}", f"d²f/d{found.name}²"][: found.order + 1]
    with rc_context(STYLE):
        figure = Figure(figsize=(7.0, 2.2 + 1.8 * len(names)), layout="constrained")
        axes = figure.subplots(len(names), 1, sharex=True, squeeze=False)[:, 0]
        for order, (ax, name) in enumerate(zip(axes, names)):
            low, high = found.limits(order)
            for xs, ys in found.segments(order):
                ax.plot(xs, ys, color=COLORS[order], gid=f"segment-{order}")
            for f in found.features:
                mark(ax, f, order)
            if order == 0:
                for x, y, slope in tangents:
                    ax.axline((x, y), slope=slope, color="tab:red", linewidth=1, gid="tangent")
                    ax.plot([x], [y], "o", color="tab:red", markersize=4)
            ax.set_xlim(found.xs[0], found.xs[-1])
            ax.set_ylim(low, high)
            ax.set_ylabel(name)
            ax.grid(alpha=0.3)
        axes[0].set_title(titled(title))
        axes[-1].set_xlabel(found.name)
        return saved(figure, ending)


def mark(ax: Any, feature: Any, order: int) -> None:
    """Show a feature: a dashed line at a pole, a dot on a kink, open ends at a jump."""
    if feature.kind == "pole":
        ax.axvline(feature.x, color="0.5", linestyle="--", linewidth=0.8, gid="pole")
    elif feature.kind == "kink" and order == 0:
        ax.plot([feature.x], [feature.left[1][0]], "o", color="black", markersize=4, gid="kink")
    elif feature.kind in ("jump", "kink", "hole"):
        for x, values in (feature.left, feature.right):
            ax.plot([x], [values[order]], "o", color="black", markerfacecolor="white", markersize=4, gid="jump")


def contours(found: Field, title: str, ending: str) -> bytes:
    """Lines of equal value with their numbers, borders, arrows along the gradient; grey where there is no value.

    Each cell is two triangles, so that one across which the value jumps can be left out.
    """
    import numpy as np
    from matplotlib.collections import LineCollection
    from matplotlib.tri import Triangulation

    values, (rows, columns) = np.array(found.values), (len(found.ys), len(found.xs))
    i, j = np.divmod(np.arange((rows - 1) * (columns - 1)), columns - 1)
    corner = i * columns + j
    triangles = np.array([[corner, corner + 1, corner + columns + 1], [corner, corner + columns + 1, corner + columns]])
    x, y = (part.ravel() for part in np.meshgrid(found.xs, found.ys))
    broken = np.array([cell in found.broken for cell in zip(i, j)])
    cells = Triangulation(x, y, triangles.transpose(2, 0, 1).reshape(-1, 3), mask=np.repeat(broken, 2))
    with rc_context(STYLE):
        figure = Figure(figsize=(7.0, 6.0), layout="constrained")
        ax = figure.subplots()
        ax.contourf(found.xs, found.ys, ~np.isfinite(values) * 1.0, levels=[0.5, 1.5], colors=["0.92"])
        lines = ax.tricontour(
            cells, np.nan_to_num(values).ravel(), levels=found.levels(), cmap="viridis", gid="contour"
        )
        ax.clabel(lines, fontsize=8)
        for kind, style in BORDERS.items():
            pieces = [(b.start, b.end) for b in found.borders if b.kind == kind and b.start != b.end]
            ax.add_collection(LineCollection(pieces, gid=kind, **style))
            alone = [b.start for b in found.borders if b.kind == kind and b.start == b.end]
            if alone:
                ax.plot(*zip(*alone), "o", color=style["color"], markersize=5, gid=kind)
        arrows = np.array(list(found.arrows())).reshape(-1, 4)
        if arrows[:, 2:].any():
            length = np.hypot(*arrows[:, 2:].T)
            most = np.quantile(length[length > 0.0], 0.9)  # next to a pole they would be as long as the picture
            arrows[:, 2:] *= np.minimum(1.0, most / np.maximum(length, most))[:, None]
            ax.quiver(
                *arrows.T, color="tab:red", width=0.003, angles="xy", scale_units="width", scale=16 * most,
                gid="gradient",
            )  # fmt: skip
        ax.set_xlim(found.xs[0], found.xs[-1])
        ax.set_ylim(found.ys[0], found.ys[-1])
        ax.set_xlabel(found.names[0])
        ax.set_ylabel(found.names[1])
        ax.set_title(titled(title))
        return saved(figure, ending)


def titled(text: str) -> str:
    """A text in which matplotlib sees no formula."""
    return "f = " + text.replace("$", r"\$")


def saved(figure: Figure, ending: str) -> bytes:
    """The picture's bytes, the same for the same picture."""
    out = io.BytesIO()
    metadata: dict[str, Any] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(ending, {})
    figure.savefig(out, format=ending, dpi=150, metadata=metadata)
    return out.getvalue()
