"""Command lines with a mistake, tests/cases/offered.txt: what their help offers runs when it is pasted."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from shell import answer

FILES = {
    "rec.json": '[{"x":1,"y":4},{"x":2,"y":5}]', "data.csv": "x,y\n1,2\n3,4\n", "plain.txt": "1 2\n3 4\n",
    "err.csv": "m,dm,V,dV\n12.5,0.1,4.8,0.05\n12.7,0.1,4.9,0.05\n",
    "unit.csv": "what,mass\nlead,2.5\ntin,3.5\n",
    "de.csv": "Spannung / mV;Größe Ω\n1,5;2\n2,5;3\n", "none.py": "x = 2.0\nz = x**2\n",
    "loss.py": "def loss(w):\n    return ((w - 1)**2).sum() if hasattr(w, 'sum') else (w - 1)**2\n",
    "two.py": "def f(x, y):\n    return x**2*y\ndef grad_f(x, y):\n    return [2*x*y, x**2]\n",
    "parts.py": (
        "def f(x, y):\n    return x**2*y\ndef df_dy(x, y):\n    return x**2\ndef df_dx(x, y):\n    return 2*x*y\n"
    ),
    "list.py": "def loss(w):\n    return sum(w)**2\ndef grad_loss(w):\n    return [sum(w)*2, sum(w)*2, w[2]]\n",
    "model.py": (
        "def energy(p):\n    x, y, z = p\n    return x**2*y + z\n"
        "def grad_energy(p):\n    x, y, z = p\n    return [2*x*y, x**2, 1.0]\n"
        "def bad_grad(p):\n    return [0.0, 0.0, 1.0]\n"
    ),
}  # fmt: skip
COMMANDS = (Path(__file__).parents[1] / "cases" / "offered.txt").read_text("utf-8").splitlines()[3:]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_that_is_offered_runs(line: str) -> None:
    typed, offer, corrected = (part.strip() for part in line.split("//"))
    rows, pipe, command = typed.rpartition(" | ")
    piped = rows.replace(" ", "\n").encode() if pipe else b""
    found = answer(*shlex.split(command), stdin=piped)
    assert (found.status, found.out) == (2, "")
    hint = found.err.splitlines()[-1].removeprefix("help: ")
    assert hint.startswith(offer), hint
    again = corrected or hint.partition("gradcli ")[2]
    if command.startswith("plot"):
        again += "" if re.search("-o|--out", again) or again.startswith("table") else " --json"
    found = answer(*shlex.split(again, comments=True), stdin=piped)
    assert found.status in (0, 1) if "--expect" in again else found.status == 0, found.err
    assert not re.search("is not used|error", found.err), found.err
