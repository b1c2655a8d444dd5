"""gradcli plot: pictures are opened, and looked at for what they show."""

from __future__ import annotations

import json
import re
import struct
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest
from shell import GRADCLI, answer, environment
from terminal import Terminal
from truths import sampled

if TYPE_CHECKING:
    from pathlib import Path

if not (find_spec("matplotlib") and find_spec("plotille")):
    pytest.skip("what draws is not installed", allow_module_level=True)


def test_in_the_terminal() -> None:
    found = answer("plot", "abs(x)", "x=-1:1", "--at", "0.5")
    assert found.status == 0
    assert found.err == "note: kink at x = 0: slope -1 on the left, 1 on the right\n"
    assert found.out.startswith("f = abs(x)\n")
    assert "df/dx\n" in found.out
    assert any("⠁" <= c <= "⣿" for c in found.out)
    assert "x" in found.out.split("df/dx")[0].split("\n", 1)[1]
    assert max(map(len, found.out.splitlines())) <= 80


def test_where_a_curve_comes_to_no_point_it_is_said_and_no_mark_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "p.svg"
    found = answer("plot", "x^2*sin(1/x)", "x=-1:1", "-o", str(path))
    assert (found.status, found.err) == (0, "note: oscillates near x = 0\n")
    assert not re.search('id="(kink|pole|jump)"', path.read_text())
    assert answer("plot", "exp(1/x)", "x=-1:1", "--order", "0").err == "note: pole at x = 0\n"


@pytest.mark.parametrize(("expression", "order"), [("exp(50x)", "0"), ("x", "1")])
def test_the_last_column_is_the_right_end(expression: str, order: str) -> None:
    lines = answer("plot", expression, "x=-1:1", "--order", order).out.split("\n\n")[0].splitlines()
    axis, numbers = lines[-2:]
    assert axis.endswith("|-> (x)")
    assert numbers.endswith(" 1")
    assert len(numbers) == axis.rindex("|") + 1
    top = next(line for line in lines[3:] if set(line[13:]) - set(" ⠀"))
    assert len(top) == len(numbers)
    assert top[-1] != "⠀"


@pytest.mark.parametrize("columns", [60, 120])
def test_as_wide_as_the_terminal(columns: int) -> None:
    terminal = Terminal([*GRADCLI, "plot", "sin(x)", "x=0:6"], environment(), columns=columns)
    text = terminal.wait(r"df/dx\r?\n(.*\r?\n)+.*\(x\)")
    terminal.end()
    widest = max(len(line.rstrip("\r")) for line in text.split("\n"))
    assert columns - 14 <= widest <= columns


def test_colour_is_asked_for() -> None:
    assert "\x1b[" not in answer("plot", "sin(x)", "x=0:6").out
    assert "\x1b[" in answer("plot", "sin(x)", "x=0:6", "--color", "always").out


def test_svg_has_the_segments_and_marks(tmp_path: Path) -> None:
    path = tmp_path / "p.svg"
    assert answer("plot", "abs(x) + 1/(x - 1)", "x=-2:3", "--at", "2", "-o", str(path)).status == 0
    text = path.read_text()
    assert text.count('id="segment-0"') == 2  # a pole is not drawn over
    assert text.count('id="segment-1"') == 3  # nor is the jump of the slope
    assert text.count('id="kink"') == 1
    assert text.count('id="pole"') == 2
    assert text.count('id="tangent"') == 1


def test_png_and_pdf(tmp_path: Path) -> None:
    png, pdf = tmp_path / "p.png", tmp_path / "p.pdf"
    assert answer("plot", "x^2", "x=-1:1", "--order", "2", "-o", str(png)).status == 0
    data = png.read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (1050, 1140)
    assert answer("plot", "x^2 - y^2", "x=-1:1", "y=-1:1", "-o", str(pdf)).status == 0
    assert pdf.read_bytes().startswith(b"%PDF")


def test_contours_in_a_file_and_in_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "c.svg"
    assert answer("plot", "x^2 + a*y^2", "x=-1:1", "y=-1:1", "a=2", "-o", str(path)).status == 0
    assert 'id="gradient"' in path.read_text()
    found = answer("plot", "x^2 - y^2", "x=-1:1", "y=-1:1")
    assert "arrows along the gradient" in found.out
    assert {"→", "←", "↑", "↓"} <= set(found.out)


def paths(svg: str, name: str) -> list[list[tuple[float, float]]]:
    """The strokes of a group of a picture, in the numbers of its axes, which are -1 to 1."""
    box, group = (re.findall(rf'<g id="{kind}">(.*?)</g>', svg, re.DOTALL) for kind in ("patch_2", name))

    def strokes(text: str) -> list[list[tuple[float, float]]]:
        found = []
        for path in re.findall(r'<path d="([^"]*)"', text):
            for stroke in re.split("(?=M )", path)[1:]:
                found.append([(float(x), float(y)) for x, y in re.findall(r"[ML] (\S+) (\S+)", stroke)])
        return found

    (frame,) = strokes(box[0])
    (left, right), (top, bottom) = ((min(ends), max(ends)) for ends in zip(*frame))
    return [
        [(2 * (x - left) / (right - left) - 1, 1 - 2 * (y - top) / (bottom - top)) for x, y in stroke]
        for part in group for stroke in strokes(part)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "on"),
    sampled(
        [
            ("x*y + where(y > x/2, 1, 0)", "jump", lambda x, y: y - x / 2),
            ("1/(x - y + 0.3)", "pole", lambda x, y: x - y + 0.3),
            ("sqrt(y - x^2)", "edge", lambda x, y: y - x * x), ("abs(x + y) + x", "kink", lambda x, y: x + y),
        ], 2,
    ),
)  # fmt: skip
def test_a_picture_shows_where_a_field_is_not_smooth(tmp_path: Path, text: str, kind: str, on: Any) -> None:
    path = tmp_path / "p.svg"
    assert answer("plot", text, "x=-1:1", "y=-1:1", "-o", str(path)).status == 0
    svg = path.read_text()
    border = [point for stroke in paths(svg, kind) for point in stroke]
    assert len(border) > 60
    assert max(abs(on(*point)) for point in border) < 1e-4
    assert min(x for x, _ in border) < -0.65
    assert max(x for x, _ in border) > 0.65
    contours = paths(svg, "contour")
    assert len(contours) > 5
    if kind == "kink":  # on which the lines of equal value turn
        assert any(min(on(*p) for p in stroke) < -0.1 < 0.1 < max(on(*p) for p in stroke) for stroke in contours)
    else:  # which they do not cross
        assert all(min(on(*p) for p in stroke) > -1e-6 or max(on(*p) for p in stroke) < 1e-6 for stroke in contours)


def test_a_terminal_shows_where_a_field_is_not_smooth() -> None:
    found = answer("plot", "abs(x) + where(y > 0.5, 3, 0)", "x=-1:1", "y=-1:1", "--color", "never")
    assert found.err == "note: kink along x = 0\nnote: jump along y = 0.5\n"
    rows = [line.partition("|")[2] for line in found.out.splitlines() if re.match(r" *-?[0-9.]+ \|", line)]
    assert [row.count("#") > 40 for row in rows].count(True) == 1
    assert sum("o" in row for row in rows) > 15
    assert found.out.rstrip().endswith("; # jump; o kink")


def test_json_of_two_variables() -> None:
    body = json.loads(answer("plot", "a*x*abs(y)", "x=-1:1", "y=0.5:2.5", "a=2", "--json").out)
    assert (body["variables"], len(body["x"]), len(body["value"]), body["borders"]) == (["x", "y"], 61, 61, [])
    assert body["value"][3][5] == pytest.approx(2 * body["x"][5] * body["y"][3])
    assert body["grad"]["x"][3][5] == pytest.approx(2 * body["y"][3])
    border = json.loads(answer("plot", "1/(x - y)", "x=-1:1", "y=-1:1", "--json").out)["borders"][0]
    assert (border["kind"], border["from"][0]) == ("pole", pytest.approx(border["from"][1]))


def test_json() -> None:
    body = json.loads(answer("plot", "1/x", "x=-1:2", "--json").out)
    assert [f["kind"] for f in body["features"]] == ["pole"]
    assert len(body["x"]) == len(body["value"]) == len(body["grad"])


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["sin(x)"], 2, "error: no value for x\n  sin(x)\n      ^\nhelp: give a range: x=-3:3"),
        (["sin(x)", "x=1"], 2, "error: there is no range to draw over"),
        (["x*y*z", "x=0:1", "y=0:1", "z=0:1"], 2, "error: 3 ranges cannot be drawn"),
        (["x*y", "x=0:1"], 2, "error: no value for y"),
        (["sin(x)", "x=1:0"], 2, "error: a range goes from the smaller"),
        (["log(x)", "x=-2:-1"], 4, "error: there is no value anywhere from -2 to -1"),
        (["[x, 2]", "x=0:1"], 2, "error: a plot needs a number"),
        (["x", "x=0:1", "-o", "p.gif"], 2, "error: -o p.gif: a picture is .png, .svg or .pdf"),
        (["1/x", "x=-1:1", "--at", "0"], 4, "error: there is no tangent at x = 0"),
    ],
)
def test_mistakes(words: list[str], status: int, message: str) -> None:
    found = answer("plot", *words)
    assert (found.status, found.out) == (status, "")
    assert found.err.startswith(message)


@pytest.mark.parametrize(("library", "form", "words"), [("matplotlib", "figure", ["-o", "p.svg"]),
                                                         ("plotille", "terminal", [])])  # fmt: skip
def test_without_the_extra(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, library: str, form: str, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [n for n in sys.modules if n.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, f"gradcli.cli.formats.{form}", raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    found = answer("plot", "x", "x=0:1", *words)
    assert found == (2, "", f"error: 'plot' needs {library}\nhelp: pip install \"gradcli[plot]\"\n")


def test_where_braille_cannot_be_written() -> None:
    assert answer("plot", "x", "x=0:1", encoding="latin-1").err.startswith("error: a terminal that writes latin1")


@pytest.mark.parametrize(("expression", "ends", "sides"), [
    ("sqrt(x)", "-1:1", ["left of x = 0"]), ("sqrt(x-2)", "0:4", ["left of x = 2"]),
    ("(x-1)^0.5", "-1:3", ["left of x = 1"]), ("asin(x-1)", "-1:3", ["left of x = 0", "right of x = 2"]),
    ("acosh(x)", "0:2", ["left of x = 1"]), ("x^x", "-1:1", ["left of x = 0"]),
    ("sqrt(-x)", "-1:1", ["right of x = 0"]),
    ("sqrt(x^2-1)", "-2:2", ["right of x = -1", "left of x = 1"]), ("sqrt(x)", "-1:1.3", ["left of x = 0"]),
])  # fmt: skip
def test_an_edge_says_on_which_side_there_is_no_value(expression: str, ends: str, sides: list[str]) -> None:
    assert answer("plot", expression, f"x={ends}").err == "".join(f"note: no value {side}\n" for side in sides)


@pytest.mark.parametrize(
    ("expression", "ends", "notes"),
    [
        ("x^2", "0:1e200", ["beyond float64 right of x = 1.340780793e+154"]),
        ("exp(x)", "0:1000", ["beyond float64 right of x = 709.7827129"]),
        ("exp(200*x)", "-5:5", ["beyond float64 right of x = 3.548913564"]),
        ("exp(-200*x)", "-5:5", ["beyond float64 left of x = -3.548913564"]),
        ("sqrt(1 - x)", "0:2", ["no value right of x = 1"]),
        ("x^2", "-1e-160:1e-160", []),
        ("x^2", "-1e-300:1e-300", []),
        ("x^3", "-1e-106:1e-106", []),
        ("sin(1/x)", "0:1", ["no value at x = 0"]),
        ("log(x)", "0:1", ["pole at x = 0"]),
    ],
)
def test_what_float64_cannot_hold_is_no_pole_and_no_jump(expression: str, ends: str, notes: list[str]) -> None:
    found = answer("plot", expression, f"x={ends}")
    assert (found.status, found.err.splitlines()) == (0, [f"note: {line}" for line in notes])


@pytest.mark.parametrize(
    "word", ["x=[-2,2]", "x=(-2, 2)", "x∈[-2,2]", "x in (-2,2)", "-2<x<2", "-2 <= x <= 2", "-2≤x≤2"]
)
def test_a_range_in_another_notation_is_told_as_one(word: str) -> None:
    found = answer("plot", "x^2", word)
    assert (found.status, found.out) == (2, "")
    assert found.err.endswith("help: write x=-2:2\n")


def test_a_vector_beside_a_range_is_a_vector() -> None:
    assert answer("plot", "sum(v)*x", "x=-1:1", "v=[1,2]").status == 0


def test_marks_at_the_axes_are_rounded() -> None:
    text = answer("plot", "f = x^2", "x=-1:1").out
    assert text.startswith("f = x^2\n")
    assert "| -1        -0.65     -0.29     0.06      0.42      0.77  1" in text
    assert "\n         0 | " in text
    assert "| 1000      1000.18" in answer("plot", "x", "x=1000:1001").out


def test_a_range_too_narrow_for_a_file_is_refused(tmp_path: Path) -> None:
    found = answer("plot", "x^2", "x=-1e-300:1e-300", "-o", str(tmp_path / "p.svg"))
    assert (found.status, found.err.splitlines()[0]) == (2, "error: a range so narrow is not drawn in a file")
