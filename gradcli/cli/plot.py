"""gradcli plot: a curve with its derivatives and tangents, or contours with gradient arrows."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from ..errors import Edit, GradcliError, clip, quote
from . import limits, options, streams
from .eval import SECONDS
from .output import colored
from .root import declared, usage
from .words import PICTURES, one_at_a_time, see_words

if TYPE_CHECKING:
    from ..frontends.curves.fields import Field
    from ..frontends.curves.sampled import Curve
    from ..frontends.expression.run import Formula

HELP = """Draw EXPR: over one range its curve with f' below (--order 2: f'' too), over two its contours with arrows
along the gradient.

Kinks, jumps, poles and gaps, of two variables the lines where they are, are found, told, and not drawn over. Without
-o the picture is drawn in the terminal, as wide as that is; -o FILE.png, .svg or .pdf writes it to a file.

\b
  gradcli plot 'x*sin(x)' x=-3:3
  gradcli plot 'a*x^2 + cos(x)' x=-2:2 a=3 --at 1
  gradcli plot 'x^2 - y^2' x=-1:1 y=-1:1
  gradcli plot 'exp(-x^2)' x=-3:3 --order 2
"""
MOST = 12  # borders that are told
NARROW = 1e-280  # matplotlib widens such an axis
NEAR = 1e-4  # of the picture: what lies no farther from a line is on it
EXTRA = 'pip install "gradcli[plot]"'


@declared("plot", HELP, "EXPR NAME=START:STOP... [NAME=VALUE]...")
@options.order(2, "0: f alone; 2: f'' too.")
@click.option("--at", multiple=True, metavar="X", help="The tangent at this point; may be repeated.")
@click.option("-o", "--output", "file", metavar="FILE", help="Write the picture there: .png, .svg or .pdf.")
@click.option("--json", "json", is_flag=True, help="The points and what was found between them, as JSON.")
@options.color("Colours in the terminal: auto, always or never.")
@click.option("-q", "--quiet", is_flag=True, help="Do not tell what was found.")
@options.timeout("End after so many seconds.")
def command(context: click.Context, /, words: tuple[str, ...], **given: Any) -> Callable[[], int]:
    """Collect what is asked."""
    if not words:
        return lambda: usage(context.command, context)
    if given["file"] is not None:
        check(given["file"])
    seconds = given["timeout"]

    def work() -> int:
        with limits.alarm(SECONDS, "--timeout allows more"):
            return draw(words[0], words[1:], given)

    return work if seconds is None else limits.supervised(seconds, lambda: draw(words[0], words[1:], given))


def check(path: str) -> None:
    """See that a picture can be written there before the work. Raises GradcliError."""
    if os.path.splitext(path)[1].lower() not in PICTURES:
        message = f"-o {clip(path)}: a picture is {', '.join(PICTURES[:-1])} or {PICTURES[-1]}"
        raise GradcliError(message, code="option", hint="write -o plot.svg")
    streams.check_file(path)


def draw(text: str, words: Sequence[str], given: dict[str, Any]) -> int:
    """Compute the picture, and draw it where it belongs."""
    formula, ranges, others, unused = read(text, words)
    if unused and not given["quiet"]:
        streams.tell("".join(f"warning: {clip(name)} is not used\n" for name in unused))
    from ..frontends.curves.sampled import curve

    if len(ranges) == 2:
        return contours(formula, ranges, others, given)
    ((name, ends),) = ranges.items()
    tangents = [tangent(formula, name, others, ends, x) for x in given["at"]]
    found = curve(formula, name, others, ends, given["order"])
    if given["json"]:
        return show_json(text, found)
    return show("curve", (found, tangents), formula, told(found), given)


def read(text: str, words: Sequence[str]) -> tuple[Formula, dict[str, tuple[float, float]], Any, list[str]]:
    """The expression, the ranges, the other values and the names of those that are not used. Raises GradcliError."""
    from ..frontends.exact import nearest
    from ..frontends.expression.reading import match_names
    from ..frontends.expression.run import Formula, vocabulary
    from ..frontends.table.ranges import read_range
    from .points import at

    see_words(text, words)
    names = [word.partition("=")[0].strip() for word in words]
    for word, name in zip(words, names):
        if names.count(name) > 1:
            told = f"{clip(name)} is given twice"
            raise GradcliError(told, code="binding", text=word, span=(0, len(word)), hint="leave one out")
    ranges = {r.name: (float(r.start), float(r.stop)) for word in words if (r := read_range(word))}
    others = {b.name: nearest(b) for b in at([word for word in words if read_range(word) is None])}
    with one_at_a_time("curve", "plot"):
        formula = Formula(text, (*ranges, *others))
    try:
        unused = match_names(formula.expression, (*ranges, *others), vocabulary())
    except GradcliError as error:
        if not ranges and error.edit and not error.edit.words:
            first, *more = error.edit.instead
            name = first.partition("=")[0]
            error.edit = Edit((), (f"{name}=-3:3", *more))
            error.hint = f"give a range: {' '.join(map(clip, error.edit.instead))}"
        raise
    for name in unused:
        if name in ranges:
            raise GradcliError(f"{quote(name)} is not used", code="unused", hint="give a range to a variable")
    if not ranges:
        x = next(iter(formula.expression.names), "x")
        edit = Edit(tuple(word for word, name in zip(words, names) if name == x), (f"{x}=-3:3",))
        raise GradcliError("there is no range to draw over", code="binding", edit=edit)
    if len(ranges) > 2:
        raise GradcliError(f"{len(ranges)} ranges cannot be drawn", code="binding", hint="give one or two")
    for name, (low, high) in ranges.items():
        if low >= high:
            text = next(word for word in words if word.partition("=")[0].strip() == name)
            edit = Edit((text,), (f"{name}={high:g}:{low:g}" if low > high else f"{name}=-3:3",))
            message = "a range goes from the smaller number to the larger"
            raise GradcliError(message, code="binding", text=text, span=(0, len(text)), edit=edit)
    return formula, ranges, others, list(unused)


def contours(formula: Formula, ranges: dict[str, tuple[float, float]], others: Any, given: dict[str, Any]) -> int:
    """Draw a function of two variables."""
    from ..frontends.curves.fields import field

    if given["at"]:
        raise GradcliError("--at is for one range", code="option", hint="give the other variable a value")
    (x, horizontal), (y, vertical) = ranges.items()
    found = field(formula, (x, y), others, horizontal, vertical)
    if given["json"]:
        return as_json(formula.expression.text, {
            "variables": [x, y], "x": found.xs, "y": found.ys, "value": found.values,
            "grad": {name: [[g[n] for g in row] for row in found.gradients] for n, name in enumerate((x, y))},
            "borders": [{"kind": kind, "from": start, "to": end} for kind, start, end in found.borders],
        })  # fmt: skip
    return show("contours", (found,), formula, about_borders(found), given)


def show(kind: str, drawn: tuple[Any, ...], formula: Formula, notes: Sequence[str], given: dict[str, Any]) -> int:
    """Draw a curve or contours in a file or in the terminal, and tell what was found."""
    title = clip(" ".join(formula.expression.body.split()), 60)
    if (path := given["file"]) is not None:
        if min(xs[-1] - xs[0] for xs in (drawn[0].xs, getattr(drawn[0], "ys", drawn[0].xs))) < NARROW:
            raise GradcliError("a range so narrow is not drawn in a file", code="option", hint="leave -o out")
        picture = getattr(module("figure", "matplotlib"), kind)
        streams.write_file(path, picture(*drawn, title, os.path.splitext(path)[1].lower().lstrip(".")))
    else:
        picture = getattr(terminal(), kind)
        streams.write(picture(*drawn, title, *canvas(), colored(given["color"], sys.stdout)))
    if not given["quiet"]:
        streams.tell("".join(f"note: {line}\n" for line in notes))
    return 0


def tangent(
    formula: Formula, name: str, others: Any, ends: tuple[float, float], text: str
) -> tuple[float, float, float]:
    """(x, value, slope) where a tangent is asked for. Raises GradcliError where there is none."""
    from ..frontends.bindings import read_binding
    from ..frontends.curves.features import has_slope
    from ..frontends.curves.function import Function
    from ..frontends.expression.run import vocabulary

    x = read_binding(f"{name}={text.removeprefix(f'{name}=')}", vocabulary()).value
    if not isinstance(x, float):
        raise GradcliError(f"--at {quote(text)} is no number", code="option")
    if not ends[0] <= x <= ends[1]:
        hint = f"give a range that holds it: {name}={min(ends[0], x):g}:{max(ends[1], x):g}"
        raise GradcliError(f"--at {clip(text)} lies outside {name}={ends[0]:g}:{ends[1]:g}", code="option", hint=hint)
    value = Function(formula, name, others, 1, ends)(x, closely=True)
    if not has_slope(value):
        raise GradcliError(f"there is no tangent at {name} = {x:g}", code="domain", status=4)
    return x, value[0], value[1]


def told(found: Curve) -> list[str]:
    """What was found along a curve, in words."""
    from ..frontends.curves.features import has_slope

    lines = []
    scale = max((abs(v) for values in found.values for v in values[:2] if math.isfinite(v)), default=1.0)

    def shown(value: float) -> str:
        return f"{0.0 if abs(value) < 1e-13 * scale else value:.4g}"

    for f in found.features:
        at = f"{found.name} = {f.x:.10g}"
        (_, left), (_, right) = f.left, f.right
        side = "right of" if has_slope(left) or (f.kind == "overflow" and math.isfinite(left[0])) else "left of"
        words = {
            "kink": f"kink at {at}: slope {shown(left[1])} on the left, {shown(right[1])} on the right",
            "jump": f"jump at {at}: from {shown(left[0])} to {shown(right[0])}",
            "pole": f"pole at {at}",
            "hole": f"no value at {at}, where the curve goes to {shown(left[0])}",
            "oscillation": f"oscillates near {at}",
            "edge": f"no value {side if found.xs[0] < f.x < found.xs[-1] else 'at'} {at}",
            "overflow": f"beyond float64 {side} {at}",
        }
        lines.append(words[f.kind])
    return lines


def about_borders(found: Field) -> list[str]:
    """What was found in a field, in words: where it is not smooth, or ends."""
    words = {"edge": "no value beyond", "hole": "no value"}
    lines = list(dict.fromkeys(f"{words.get(k, k)} {place(points, *found.names)}" for k, points in found.outlines()))
    return [*lines[:MOST], *[f"and {len(lines) - MOST} more"] * (len(lines) > MOST)]


def place(points: Sequence[tuple[float, float]], x: str, y: str) -> str:
    """Where points lie: along x = 0, along y = 2*x + 1, at a point, or along a curve."""
    (left, right), (low, high) = ((min(ends), max(ends)) for ends in zip(*points))
    width, height = right - left, high - low
    if len(points) == 1:
        return f"at {x} = {left:.4g}, {y} = {low:.4g}"
    if width <= NEAR * height:
        return f"along {x} = {left:.4g}"
    (xa, ya), (xb, yb) = min(points), max(points)
    slope = (yb - ya) / (xb - xa)
    start = ya - slope * xa
    if all(abs(start + slope * a - b) <= NEAR * (width + height) for a, b in points):
        rounded = [0.0 if abs(v) <= NEAR * (width + height) else float(f"{v:.4g}") for v in (slope, start)]
        return f"along {y} = {linear(x, *rounded)}"
    return f"along a curve, {x} from {left:.4g} to {right:.4g} and {y} from {low:.4g} to {high:.4g}"


def linear(x: str, slope: float, start: float) -> str:
    """slope*x + start, as it is written."""
    if slope == 0.0:
        return f"{start:g}"
    term = x if abs(slope) == 1.0 else f"{abs(slope):g}*{x}"
    sign = " - " if start < 0.0 else " + "
    return ("-" if slope < 0.0 else "") + term + (f"{sign}{abs(start):g}" if start else "")


def show_json(text: str, found: Curve) -> int:
    """A curve for other programs."""
    from .formats.json import clean

    keys = ("value", "grad", "hessian")[: found.order + 1]
    return as_json(text, {
        "variable": found.name, "x": found.xs,
        **{key: [v[k] for v in found.values] for k, key in enumerate(keys)},
        "features": [{"kind": f.kind, "x": f.x, "left": clean(f.left[1]), "right": clean(f.right[1])}
                     for f in found.features],
    })  # fmt: skip


def as_json(text: str, body: dict[str, Any]) -> int:
    """Write the points of a picture and what was found between them."""
    import json

    from .formats.json import SCHEMA, clean

    whole = {"schema": SCHEMA, "expr": text, **clean(body)}
    streams.write(json.dumps(whole, separators=(",", ":"), allow_nan=False) + "\n")
    return 0


def module(name: str, needs: str) -> Any:
    """The drawing module of a name. Raises GradcliError where the library that it needs is not installed."""
    from importlib import import_module

    try:
        return import_module(f".formats.{name}", __package__)
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != needs:
            raise
        raise GradcliError(f"'plot' needs {needs}", code="extra", hint=EXTRA) from None


def terminal() -> Any:
    """What draws in the terminal. Raises GradcliError where its library, or an encoding with Braille, is missing."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    if not encoding.startswith("utf"):
        message = f"a terminal that writes {encoding} cannot show a picture"
        raise GradcliError(message, code="encoding", hint="write -o plot.svg")
    return module("terminal", "plotille")


def canvas() -> tuple[int, int]:
    """Columns and lines to draw in."""
    import shutil

    columns, lines = shutil.get_terminal_size((80, 30))
    return max(columns, 40), max(min(lines, 60), 20)
