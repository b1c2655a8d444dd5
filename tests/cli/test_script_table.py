"""gradcli run --call --table: a script's function at every row, each row in its own branch."""

from __future__ import annotations

import csv
import io
import math

import pytest
from shell import answer

MODEL = """\
import math
import numpy as np
print("a word of the script's")
g = 9.81

def height(t, v=30.0):
    if t < 0:
        return 0.0 * t
    h = v * t - 0.5 * g * t * t
    return h if h > 0 else h * h

def field(x, y):
    w = np.array([x, y, 1.0])
    return np.sum(np.sin(w) ** 2) + math.exp(-x * y)

def series(n, x):
    total = 0.0
    for k in range(int(n)):
        total = total + x**k
    return total

def root(x):
    return math.sqrt(x)

def looked_up(x):
    table = [1.0, 4.0, 9.0, 16.0]
    return table[round(x)] * x

def many(x):
    total = 0.0 * x
    for k in range(12):
        if x > k * 0.1:
            total = total + x**k
    return total

def bent(x):
    return x if x > 0 else 2 * x


def asserted(x):
    assert x >= 0
    return x**2


def pair(x):
    return [x, x]
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Tabulate a function of the model at rows."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.py").write_text(MODEL)

    def tabulate(call, points, *argv):
        (tmp_path / "points.csv").write_text(points)
        return answer("run", "model.py", "--call", call, "--table", "points.csv", *argv)

    return tabulate


def rows_of(found):
    return list(csv.DictReader(io.StringIO(found.out)))


def test_each_row_takes_its_branch(run):
    points = [(-1.0, 3.0), *((0.3 * n, 30.0 + n) for n in range(1, 40))]
    found = run("height", "t,v\n" + "".join(f"{t!r},{v!r}\n" for t, v in points), "--format", "csv")
    assert found.status == 0, found.err
    assert "computed row by row" not in found.err
    for row, (t, v) in zip(rows_of(found), points, strict=True):
        h = v * t - 0.5 * 9.81 * t * t
        dt, dv = v - 9.81 * t, t
        expected = (0.0, 0.0, 0.0) if t < 0 else (h, dt, dv) if h > 0 else (h * h, 2 * h * dt, 2 * h * dv)
        assert [float(row[k]) for k in ("value", "grad.t", "grad.v")] == pytest.approx(expected, rel=1e-12)


def test_numpy_math_and_a_check(run):
    found = run("field", "x,y,name\n2,3,a\n0.5,1,b\n", "--format", "csv", "--check")
    assert found.status == 0, found.err
    for row in rows_of(found):
        x, y = float(row["x"]), float(row["y"])
        value = math.sin(x) ** 2 + math.sin(y) ** 2 + math.sin(1) ** 2 + math.exp(-x * y)
        assert float(row["value"]) == pytest.approx(value, rel=1e-14)
        assert float(row["grad.x"]) == pytest.approx(math.sin(2 * x) - y * math.exp(-x * y), rel=1e-13)
        assert row["check"] == "ok"
    assert "a word of the script's" in found.err


def test_what_the_script_must_have_as_a_number_is_given_row_by_row(run):
    found = run("series", "n,x\n1,3\n3,0.5\n", "--wrt", "x", "--format", "csv")
    assert [(float(r["value"]), float(r["grad.x"])) for r in rows_of(found)] == [(1.0, 0.0), (1.75, 2.0)]
    assert "computed row by row" in found.err


def test_values_and_columns_of_other_names(run):
    found = run("height", "time\n1\n2\n", "--map", "t=time", "v=20", "--format", "csv")
    assert [float(r["value"]) for r in rows_of(found)] == pytest.approx([20 - 4.905, 40 - 19.62])
    assert "grad.v" not in found.out


def test_a_choice_that_no_step_says_is_made_row_by_row(run):
    found = run("looked_up", "x\n0.1\n1.2\n2.9\n", "--format", "csv")
    if found.status == 0:
        assert [float(r["value"]) for r in rows_of(found)] == pytest.approx([0.1, 4.8, 46.4])
        assert "computed row by row" in found.err
    else:
        assert "takes a value off the tape" in found.err


def test_more_branches_than_are_compiled_are_settled_row_by_row(run, monkeypatch):
    points = [0.05 + 0.1 * n for n in range(12)]
    found = run("many", "x\n" + "".join(f"{x!r}\n" for x in points), "--format", "csv")
    for row, x in zip(rows_of(found), points, strict=True):
        powers = [k for k in range(12) if x > k * 0.1]
        assert float(row["value"]) == pytest.approx(sum(x**k for k in powers), rel=1e-12)
        assert float(row["grad.x"]) == pytest.approx(sum(k * x ** (k - 1) for k in powers), rel=1e-12)


def test_a_branch_at_a_tie_is_a_kink_and_an_assertion_is_none(run):
    found = run("bent", "x\n-1\n0\n1\n", "--format", "csv")
    assert [row["status"] for row in rows_of(found)] == ["ok", "kink", "ok"]
    assert [row["status"] for row in rows_of(run("asserted", "x\n0\n1\n", "--format", "csv"))] == ["ok", "ok"]


def test_outside_the_domain_of_math(run):
    found = run("root", "x\n4\n-1\n9\n", "--format", "csv")
    assert [(r["value"], r["status"]) for r in rows_of(found)] == [("2.0", "ok"), ("", "domain"), ("3.0", "ok")]
    assert found.status == 4


@pytest.mark.parametrize(
    ("call", "points", "argv", "message", "status"),
    [
        ("nothing", "x\n1\n", (), "the script has no function 'nothing'", 2),
        ("root", "z\n1\n", (), "root: no column x", 2),
        ("root", "x\nbad\n", (), "line 2, column x: 'bad' is not a number", 2),
        ("pair", "x\n1\n", (), "pair returns", 2),
        ("root", "x\n1\n", ("--format", "latex"), "--format latex is not for a table", 2),
        ("series", "n,x\n1,3\n", (), "int() takes a value off the tape", 1),
    ],
)
def test_what_is_refused(run, call, points, argv, message, status):
    found = run(call, points, *argv)
    assert message in found.err
    assert found.status == status


def test_written_to_a_file(run, tmp_path):
    assert run("root", "x\n4\n9\n", "-o", "out.csv").status == 0
    assert (tmp_path / "out.csv").read_text().splitlines()[1].startswith("4,2.0,")


def test_the_decimal_mark_may_be_given(tmp_path):
    (tmp_path / "model.py").write_text("def f(x, y):\n    return x * y\n")
    (tmp_path / "points.csv").write_text("x;y\n1,5;2\n2;3.5\n")
    about = ["run", str(tmp_path / "model.py"), "--call", "f", "--table", str(tmp_path / "points.csv")]
    assert "say which with --decimal , or --decimal ." in answer(*about).err
    found = answer(*about, "--decimal", ",", "--skip-bad", "--format", "csv")
    assert found.out.splitlines()[1:] == ['"1,5",2,3.0,2.0,1.5,ok', "2,3.5,,,,bad row"]


def test_a_range(tmp_path):
    path = tmp_path / "model.py"
    path.write_text(MODEL)
    found = answer("run", str(path), "--call", "root", "--table", "x=1:4:4", "--format", "csv")
    rows = list(csv.reader(io.StringIO(found.out)))
    assert [row[0] for row in rows] == ["x", "1.0", "2.0", "3.0", "4.0"]
    for x, value, slope, status in rows[1:]:
        assert (float(value), status) == (math.sqrt(float(x)), "ok")
        assert math.isclose(float(slope), 0.5 / math.sqrt(float(x)), rel_tol=1e-15)
