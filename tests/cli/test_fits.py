"""Output fits: the terminal's width is followed, a script's prints are set apart, calls are told from one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from shell import GRADCLI, answer, environment
from terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

LOOP = """\
import tensorflow as tf
w = tf.Variable(2.0)
for _ in range(5):
    with tf.GradientTape() as tape:
        loss = w * w
    g = tape.gradient(loss, w)
    w.assign_sub(0.1 * g)
"""


def shown(*argv: str, columns: int) -> list[str]:
    terminal = Terminal([*GRADCLI, *argv], environment(), columns=columns)
    terminal.wait(r"(?s).*\n", 30)
    assert terminal.end() == 0
    return [line.rstrip("\r") for line in terminal.text.split("\n")]


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_arrays_are_cut_to_the_terminal(columns: int) -> None:
    lines = shown("eval", "outer(v, v)*pi", "v=1,2,3,4,5,6,7,8", "--order", "0", columns=columns)
    assert max(map(len, lines)) <= columns
    assert ("..." in lines[2]) == (columns < 100)


def test_tables_wrap_by_column() -> None:
    words = [f"{n}=1.25" for n in "abcdefgh"]
    lines = shown("eval", "exp(a*b*c*d*e1*f*g*h)".replace("e1", "e"), *words, "--order", "2", columns=60)
    assert max(map(len, lines[2:])) <= 60 + 10
    rows = [line.split() for line in lines if line.strip().startswith("h ")]
    assert len(rows) > 1  # the last row stands once for each group of columns


def test_arrays_beyond_a_screen_are_summed_up() -> None:
    found = answer("eval", "stack(outer(v,v), outer(v,v)^2)", "v=1,2,3,4,5,6")
    assert "∂f/∂v   [2 x 6 x 6 x 6 array: from 0 to 864, 132 of 432 not 0; --full shows it]" in found.out
    whole = answer("eval", "stack(outer(v,v), outer(v,v)^2)", "v=1,2,3,4,5,6", "--full").out
    assert len(whole.splitlines()) > 80
    assert "..." not in whole


def test_what_is_not_finite_is_counted() -> None:
    found = answer("eval", "stack(outer(v,v), log(outer(v,v)))", "v=0,1,2,3,4,5", "--order", "1").out
    assert "jacobian  ∂f/∂v   [2 x 6 x 6 x 6 array: " in found
    assert " not finite; --full shows it]" in found


@pytest.mark.parametrize("words", [["v=1,2,3,4,5,6,7,8,9,10,11,12"], ["v=1,2,3,4,5,6,7,8,9,10,11,12", "--forward"]])
def test_a_trace_shows_arrays_whole_when_asked(words: list[str]) -> None:
    asked = ("trace", "sum(v^2)", *words)
    assert "[12 array]" in answer(*asked).out
    whole = answer(*asked, "--full").out
    assert "[1, 4, 9, 16, 25, 36, 49, 64, 81, 100, 121, 144]" in whole
    assert "array]" not in whole.split("\n\n")[1]


def test_full_shows_every_element() -> None:
    words = ["eval", "v*2", "v=" + ",".join(map(str, range(1, 31))), "--order", "0"]
    assert "..." in answer(*words).out
    assert ", 60]" in answer(*words, "--full").out


def test_calls_are_told_from_one_another(tmp_path: Path) -> None:
    (tmp_path / "loop.py").write_text(LOOP)
    out = answer("run", str(tmp_path / "loop.py"), "--check").out
    assert "last of 5 calls" in out
    assert "w (call 1)" in out
    assert "w (call 5)" in out


def test_what_a_script_prints_is_set_apart(tmp_path: Path) -> None:
    (tmp_path / "talks.py").write_text("x = 3.0\ny = x * x\nprint('y is', y)\n")
    out = answer("run", str(tmp_path / "talks.py")).out
    assert out.startswith("y is 9.0\n\ny     line 2")
    assert answer("run", str(tmp_path / "talks.py"), "--json").out.startswith("{")
