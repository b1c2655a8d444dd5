"""Pictures as files, drawn by matplotlib's own objects: no window, no state that another program could have changed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from matplotlib import rc_context
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...frontends.curves import Curve
    from ...frontends.fields import Field

COLORS = ("tab:blue", "tab:orange", "tab:green")
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
        axes[0].set_title(plain(title))
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
    """Lines of equal value with their numbers, and arrows along the gradient."""
    import numpy as np

    values = np.array(found.values)
    for i, j in found.broken:
        values[i : i + 2, j : j + 2] = np.nan
    with rc_context(STYLE):
        figure = Figure(figsize=(7.0, 6.0), layout="constrained")
        ax = figure.subplots()
        levels = found.levels()
        lines = ax.contour(found.xs, found.ys, np.ma.masked_invalid(values), levels=levels, cmap="viridis")
        ax.clabel(lines, fontsize=8)
        arrows = list(found.arrows())
        if arrows:
            x, y, dx, dy = zip(*arrows)
            ax.quiver(x, y, dx, dy, color="tab:red", width=0.003, angles="xy", gid="gradient")
        ax.set_xlabel(found.names[0])
        ax.set_ylabel(found.names[1])
        ax.set_title(plain(title))
        return saved(figure, ending)


def plain(text: str) -> str:
    """A text in which matplotlib sees no formula."""
    return "f = " + text.replace("$", r"\$")


def saved(figure: Figure, ending: str) -> bytes:
    """The picture's bytes, the same for the same picture."""
    out = io.BytesIO()
    metadata: dict[str, Any] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}}.get(ending, {})
    figure.savefig(out, format=ending, dpi=150, metadata=metadata)
    return out.getvalue()
