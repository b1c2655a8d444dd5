"""gradcli plot: pictures are opened, and looked at for what they show."""

from __future__ import annotations

import json
import struct
import sys
from typing import TYPE_CHECKING

import pytest
from shell import GRADCLI, answer, environment
from terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("matplotlib", reason="matplotlib is not installed")
pytest.importorskip("plotille", reason="plotille is not installed")


def test_in_the_terminal() -> None:
    found = answer("plot", "abs(x)", "x=-1:1", "--at", "0.5")
    assert found.status == 0
    assert found.err == "note: kink at x = 0: slope -1 on the left, 1 on the right\n"
    assert found.out.startswith("f = abs(x)\n")
    assert "df/dx\n" in found.out
    assert any("⠁" <= c <= "⣿" for c in found.out)
    assert "x" in found.out.split("df/dx")[0].split("\n", 1)[1]
    assert max(map(len, found.out.splitlines())) <= 80


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
