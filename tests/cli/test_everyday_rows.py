"""tests/cases/everyday.txt: what people type and what must come, one row for every item of everyday use."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest
from shell import answer
from truths import sampled

TEXT = (Path(__file__).parents[1] / "cases" / "everyday.txt").read_text("utf-8")
FILES = {
    "columns.csv": "x,y\n1,2\n3,4\n",
    "bare.csv": "1,2\n3,4\n",
    "gaps.csv": "mass,height\n1.2,2.0\n0.8,\n,1\n2,3\n",
    "spring.csv": "t (s),x (cm)\n1,2\n3,4\n",
    "args.py": (
        "import argparse\np = argparse.ArgumentParser()\np.add_argument('--mass', type=float, default=2.0)\n"
        "p.add_argument('--speed', type=float, default=3.0)\na = p.parse_args()\nenergy = 0.5 * a.mass * a.speed**2\n"
    ),
    "shapes.py": "import numpy as np\ndef f(w):\n    return np.sum((w - np.array([1.0, 2.0]))**2)\n",
    "caps.csv": "X,Y\n1,2\n3,4\n",
    "object.json": '{"x":[1,3],"y":[2,4]}',
    "records.json": '[{"x":1,"y":2},{"x":3,"y":4}]',
    "sys.py": "import sys\nx = float(sys.argv[1])\ny = float(sys.argv[2])\nprint(x * y)\n",
    "hand.py": (
        "def f(p):\n    x, y = p\n    return x**2*y\ndef df(p):\n    x, y = p\n    return [2*x*y, x**2]\n"
        "def h(x, y):\n    return x*y\ndef dh(x, y):\n    return y, y\n"
    ),
    "part.json": '[{"x":1},{"y":2}]',
    "script.py": "x = 2.0\ny = x**3\n",
    "missing_module.py": "import not_there_at_all\n",
    "functions.py": "y = 2.0\ndef loss(w):\n    return w * w\n",
    "loss.csv": "t,y (m),n\n0,1,3\n1,2,3\n",
    "square.py": "def f(x):\n    return x**2\n",
    "loop.py": "x = 1.0\nfor i in range(3):\n    x = x * 2 + 1\ny = x\n",
    "printed.py": "x = 2.0\nprint(x**2)\n",
    "lists.py": (
        "import tensorflow as tf\nW, B = [tf.Variable(1.0), tf.Variable(3.0)], [tf.Variable(2.0)]\n"
        "with tf.GradientTape() as t:\n    y = W[0] * W[1] * B[0]\ng = t.gradient(y, W + B)\n"
    ),
    "model.py": (
        "import tensorflow as tf\nmodel = tf.keras.Sequential([tf.keras.layers.Dense(1)])\nx = tf.ones((1, 2))\n"
        "with tf.GradientTape() as t:\n    y = model(x)\ng = t.gradient(y, model.trainable_variables)\n"
    ),
    "one_entry.py": (
        "import tensorflow as tf\nx = tf.Variable(2.0)\nwith tf.GradientTape() as t:\n    y = x * x\n"
        'g = t.gradient({"loss": y}, {"x": x})\n'
    ),
    "none.py": (
        "import tensorflow as tf\nx, u = tf.Variable(1.0), tf.Variable(1.0)\nwith tf.GradientTape() as t:\n"
        "    y = x * float('nan')\ng = t.gradient(y, [x, u])\n"
    ),
}


class Row(NamedTuple):
    """What is typed, and what must come."""

    name: str
    argv: list[str]
    status: int
    wanted: list[str]
    unwanted: list[str]
    typed: list[str]


def rows() -> list[Row]:
    """The rows of the text."""
    found, name = list[Row](), ""
    for line in TEXT.splitlines():
        mark, rest = line[:1], line[2:]
        if mark == "#":
            name = rest
        elif mark in ("$", "!") and name:
            status = 0 if mark == "$" else int(line[1]) if line[1].isdigit() else 2
            found.append(Row(name, shlex.split(line.partition(" ")[2]), status, [], [], []))
        elif mark == "|":
            found[-1].wanted.append(rest)
        elif mark == "<":
            found[-1].typed.append(f"{rest}\n")
        elif mark == "~":
            found[-1].unwanted.append(rest)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the rows name."""
    path = tmp_path_factory.mktemp("everyday")
    for name, text in FILES.items():
        (path / name).write_text(text)
    return path


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.name}: {' '.join(row.argv)}"[:80])
def test_row(row: Row, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    found = answer(*row.argv, stdin="".join(row.typed).encode())
    text = re.sub(r"\s+", " ", f"{found.err} {found.out}")
    assert found.status == row.status, text
    for part in row.wanted:
        assert re.sub(r"\s+", " ", part) in text
    for part in row.unwanted:
        assert part not in text
    if row.status == 2:
        assert found.out == ""
        assert text.count("did you mean") <= 1


WHOLE = re.compile(r"help: (?:[^\n]*?)\bwrite (gradcli (?:eval|table|run|compile|trace) [^\n]*)")


@pytest.mark.parametrize(
    "row", sampled([row for row in rows() if row.status == 2], 2), ids=lambda row: " ".join(row.argv)[:80]
)
def test_a_whole_line_that_is_offered_is_read(row: Row, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typed literally in a shell, comment and all: whatever the numbers are, nothing is wrong with the line."""
    monkeypatch.chdir(folder)
    found = answer(*row.argv, stdin="".join(row.typed).encode())
    for line in WHOLE.findall(found.err) if "--json" not in row.argv else ():
        if "..." in line or " | " in line or "EXPR" in line or " FILE" in line or " or gradcli" in line:
            continue
        again = answer(*shlex.split(line, comments=True)[1:])
        assert again.status != 2, (line, again.err)
