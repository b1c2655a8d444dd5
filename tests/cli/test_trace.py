"""gradcli trace: what it prints is the tape that made the number."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from shell import answer

if TYPE_CHECKING:
    from pathlib import Path

DESIGNED = """\
f = x^2*y + sin(x*y)     at x = 2, y = 3

 v   operation  primal         adjoint       receives
 v1  x          2              14.88051086   v3: 3*4, v5: 0.9601702867*3
 v2  y          3              5.920340573   v4: 1*4, v5: 0.9601702867*2
 v3  v1^2       4              3             v4: 1*3
 v4  v3*v2      12             1             v7: 1*1
 v5  v1*v2      6              0.9601702867  v6: 1*cos(6)
 v6  sin(v5)    -0.2794154982  1             v7: 1*1
 v7  v4+v6      11.7205845     1             seed
"""
NEWTON = """\
a = 2.0
x = 1.5
for _ in range(6):
    f = x * x - a
    x = x - f / (2 * x)
x
"""
FOLDED = """\
x     line 6     at a = 2, x = 1.5

 v    line  operation
 v1         a
 v2         x
 v3   4     v2*v2
 v4   4     f = v3-v1
 v5   5     v2*2
 v6   5     v4/v5
 v7   5     x = v2-v6
 ... 4 more passes like these, v8 to v27 ...
 v28  4     v27*v27
 v29  4     f = v28-v1
 v30  5     v27*2
 v31  5     v29/v30
 v32  5     x = v27-v31
"""
TAPED = """\
import tensorflow as tf
w = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as tape:
    a = w * w
    b = tf.sin(w)
da = tape.gradient(a, w)
db = tape.gradient(b, w)
print("done")
"""


def written(folder: Path, text: str) -> str:
    (folder / "script.py").write_text(text)
    return str(folder / "script.py")


def test_the_example_of_the_design() -> None:
    assert answer("trace", "x^2*y + sin(x*y)", "x=2", "y=3") == (0, DESIGNED, "")


def test_a_script_has_lines_names_and_folded_loops(tmp_path: Path) -> None:
    found = answer("trace", written(tmp_path, NEWTON)).out.splitlines()
    cut = [line[: found[2].index("primal")].rstrip() if " more " not in line else line for line in found]
    assert cut[2:] == FOLDED.splitlines()[2:]
    assert found[0] == FOLDED.splitlines()[0]


def test_all_passes(tmp_path: Path) -> None:
    found = answer("trace", written(tmp_path, NEWTON), "--all").out
    assert "more passes" not in found
    assert len(found.splitlines()) == 3 + 32


def test_tangents() -> None:
    found = answer("trace", "x*y + sin(x)", "x=0", "y=3", "--forward").out.splitlines()
    assert found[2].split() == ["v", "operation", "primal", "∂/∂x", "∂/∂y"]
    assert found[-1].split() == ["v5", "v3+v4", "0", "4", "0"]


def test_a_jacobian_is_told_to_be_summed() -> None:
    found = answer("trace", "[x^2, x*y]", "x=2", "y=3")
    assert "sum of its 2 elements" in found.err
    assert found.out.splitlines()[3].split()[:4] == ["v1", "x", "2", "7"]


def test_tapes_of_a_script(tmp_path: Path) -> None:
    path = written(tmp_path, TAPED)
    found = answer("trace", path)
    assert found.out.count("adjoint") == 2
    assert found.out.startswith("done\n\nda: gradient of a")
    one = answer("trace", path, "--of", "db", "--json")
    assert one.err == "done\n"
    (result,) = json.loads(one.out)["results"]
    assert result["name"] == "db"
    assert [row["line"] for row in result["trace"]] == [None, 5, 5]
    assert result["trace"][-1]["name"] == "b"


def test_json_holds_every_number() -> None:
    (result,) = json.loads(answer("trace", "x^2*y", "x=2", "y=3", "--json").out)["results"]
    assert result["grad"] == {"x": 12.0, "y": 4.0}
    x, _, square, whole = result["trace"]
    assert (x["name"], x["adjoint"], x["op"]) == ("x", 12.0, None)
    assert square["inputs"] == ["v1", 2.0]
    assert square["receives"] == [{"from": "v4", "adjoint": 1.0, "sent": 3.0, "local": "v2"}]
    assert whole["seed"]
    assert x["receives"][0]["local"] == "2*v1"


@pytest.mark.parametrize(("form", "start"), [("csv", "v,operation,primal,adjoint,receives\nv1,x,2,3,v3: 1*3\n"),
                                              ("markdown", "| v | operation | primal |"),
                                              ("latex", "\\begin{tabular}{lllll}\nv & operation")])  # fmt: skip
def test_forms(form: str, start: str) -> None:
    assert answer("trace", "x*y", "x=2", "y=3", "--format", form).out.startswith(start)


def test_where_there_is_no_number_the_trace_is_still_shown() -> None:
    found = answer("trace", "log(x)", "x=-1")
    assert found.status == 4
    assert "log(-1) is undefined" in found.err
    v1, v2 = (line.split() for line in found.out.splitlines()[-2:])
    assert v1[:4] == ["v1", "x", "-1", "nan"]  # 1/x has a value there, and is no derivative
    assert v2 == ["v2", "log(v1)", "nan", "nan", "seed"]


def test_a_constant() -> None:
    assert answer("trace", "3").out.splitlines()[-1].split() == ["v1", "3", "3", "1", "seed"]


def test_a_graph_in_dot(tmp_path: Path) -> None:
    path = tmp_path / "graph.dot"
    found = answer("trace", "x^2*y", "x=2", "y=3", "--graph", str(path))
    assert (found.status, found.err) == (0, "")
    text = path.read_text()
    assert text.startswith("digraph gradcli {")
    assert 'label="v4: v3*v2\\n12\\nadjoint 1"' in text
    assert text.count("->") == 3
    assert 'n0_0 -> n0_2 [label="4"]' in text


def test_a_graph_of_a_loop_is_folded(tmp_path: Path) -> None:
    path = tmp_path / "graph.dot"
    answer("trace", written(tmp_path, NEWTON), "--graph", str(path))
    assert path.read_text().count('label="... 4 more passes like these, v8 to v27 ...') == 1


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_graphviz_draws_it(tmp_path: Path, ending: str) -> None:
    if shutil.which("dot") is None:
        pytest.skip("Graphviz is not installed")
    path = tmp_path / f"graph.{ending}"
    assert answer("trace", "x^2*y", "x=2", "y=3", "--graph", str(path)).status == 0
    data = path.read_bytes()
    assert data.startswith({"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}[ending])
    if ending == "svg":
        assert data.count(b'class="node"') == 4
        assert b"adjoint 12" in data


def test_without_graphviz(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = answer("trace", "x", "x=1", "--graph", str(tmp_path / "graph.svg"))
    assert found == (2, "", (
        "error: a graph as .svg needs Graphviz, whose command 'dot' is not here\n"
        "help: install it (apt install graphviz, brew install graphviz), or write --graph graph.dot\n"
    ))  # fmt: skip


def test_dot_reads_what_is_written(tmp_path: Path) -> None:
    if shutil.which("dot") is None:
        pytest.skip("Graphviz is not installed")
    path = tmp_path / "graph.dot"
    answer("trace", "x if x > 1 else 2", "x=2", "--graph", str(path))
    assert subprocess.run(["dot", "-Tdot", str(path)], capture_output=True, timeout=30).returncode == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["x*2"], "error: no value for x"),
        (["x", "x=1", "--graph", "a.jpg"], "error: --graph writes .dot, .svg, .png or .pdf, not '.jpg'"),
        (["x", "x=1", "--of", "y"], "error: --of is for scripts"),
        (["none.py"], "error: cannot read 'none.py'"),
        (["sine(x)", "x=1"], "error: unknown function 'sine'"),
    ],
)
def test_mistakes(words: list[str], message: str) -> None:
    found = answer("trace", *words)
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith(message)
