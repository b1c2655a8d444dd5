"""gradcli table: rows in, rows out, in every format; what is told of rows that have no number, and of bad ones."""

from __future__ import annotations

import csv
import io
import json
import math
from types import SimpleNamespace

import numpy as np
import pytest
from shell import answer

from gradcli.frontends.table.tabulate import sampled


def rows_of(text):
    """The rows of CSV as dicts."""
    return list(csv.DictReader(io.StringIO(text)))


def table(*argv, stdin=b""):
    """The rows that a command line gives as CSV."""
    found = answer("table", *argv, "--format", "csv", stdin=stdin)
    assert found.status in (0, 4), found.err
    return rows_of(found.out)


def test_a_table_of_a_function_and_its_derivative():
    found = answer("table", "sin(x)", "x=0:6:13")
    lines = found.out.splitlines()
    assert lines[0].split() == ["x", "value", "df/dx"]
    assert [float(line.split()[0]) for line in lines[1:]] == [n / 2 for n in range(13)]
    for line in lines[1:]:
        x, value, slope = map(float, line.split())
        assert value == pytest.approx(math.sin(x), abs=1e-9)
        assert slope == pytest.approx(math.cos(x), abs=1e-9)
    assert (found.status, found.err) == (0, "")


def test_two_ranges_make_their_grid():
    found = table("x^2*y", "x=0:1:3", "y=1:2:2")
    assert [(r["x"], r["y"]) for r in found] == [
        ("0.0", "1.0"), ("0.0", "2.0"), ("0.5", "1.0"), ("0.5", "2.0"), ("1.0", "1.0"), ("1.0", "2.0"),
    ]  # fmt: skip
    for row in found:
        x, y = float(row["x"]), float(row["y"])
        assert [float(row[k]) for k in ("value", "grad.x", "grad.y")] == [x * x * y, 2 * x * y, x * x]


@pytest.mark.parametrize("text", ["x=0:1:11", "x=-1:1:21", "x=0.1:0.7:7", "x=1e-3:2e-3:11"])
def test_points_of_a_range_are_the_decimals_they_should_be(text):
    start, stop, count = text[2:].split(":")
    step = (float(stop) - float(start)) / (int(count) - 1)
    for n, row in enumerate(table("x", text)):
        assert len(row["x"]) <= 8
        assert float(row["x"]) == pytest.approx(float(start) + n * step, rel=1e-12, abs=1e-15)


def test_order_two_and_partials():
    (row,) = table("x^2*y^3", "x=2:2:1", "y=3:3:1", "--order", "2", "--partial", "x,y,y")
    expected = {
        "value": 108, "grad.x": 108, "grad.y": 108, "hessian.x.x": 54, "hessian.x.y": 108, "hessian.y.x": 108,
        "hessian.y.y": 72, "partials.x.y.y": 72,
    }  # fmt: skip
    assert {k: float(row[k]) for k in expected} == expected


def test_wrt_a_constant_and_a_part():
    (row,) = table("r = a*x; sin(r)", "x=2:2:1", "a=0.25", "--wrt", "r,a")
    assert float(row["grad.r"]) == pytest.approx(math.cos(0.5), rel=1e-15)
    assert float(row["grad.a"]) == pytest.approx(2 * math.cos(0.5), rel=1e-15)
    assert "grad.x" not in row


FILES = {
    "points.csv": b"name,height,y\nann,1,2\nbob,3,4\n",
    "points.tsv": b"name\theight\ty\nann\t1\t2\nbob\t3\t4\n",
    "points.jsonl": b'{"name":"ann","height":1,"y":2}\n{"name":"bob","height":3,"y":4}\n',
}


@pytest.mark.parametrize("name", FILES)
def test_columns_are_bound_by_their_names(tmp_path, name):
    (tmp_path / name).write_bytes(FILES[name])
    found = table("x^2*y", str(tmp_path / name), "--map", "x=height")
    assert [r["name"] for r in found] == ["ann", "bob"]
    assert [float(r["value"]) for r in found] == [2.0, 36.0]
    assert [float(r["grad.x"]) for r in found] == [4.0, 24.0]
    assert [float(r["grad.y"]) for r in found] == [1.0, 9.0]
    assert {r["status"] for r in found} == {"ok"}


def test_points_from_a_pipe():
    assert [r["value"] for r in table("x*y", "-", stdin=b"x,y\n1,2\n3,4\n")] == ["2.0", "12.0"]


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "npy", "parquet"])
def test_every_format_comes_back(tmp_path, form):
    if form == "parquet":
        pytest.importorskip("pyarrow")
    points, out = tmp_path / "p.csv", tmp_path / f"out.{form}"
    points.write_text("x,y\n0.1,2\n3,-4\n1,0\n")
    assert answer("table", "x/y", str(points), "-o", str(out)).status == 4
    back = answer("table", "value*3 + 0*x", str(out), "--format", "jsonl", "--skip-bad", "--wrt", "value")
    found = [json.loads(line) for line in back.out.splitlines()]
    assert [r["x"] for r in found] == [0.1, 3.0, 1.0]
    assert [r["f.value"] for r in found[:2]] == [0.1 / 2 * 3, 3 / -4 * 3]
    assert [str(r["status"]) for r in found] == ["ok", "ok", "nonfinite"]


def test_lines_that_are_no_json_are_bad_rows_and_a_typographic_minus_is_a_minus(tmp_path):
    rows, cells = tmp_path / "a.jsonl", tmp_path / "a.csv"
    rows.write_bytes(b'{"x": 1}\n{"x"\n[2]\n{"x": 3}\n')
    found = answer("table", "x^2", str(rows))
    assert (found.status, found.err.count("line 2 is no JSON: expecting")) == (2, 1)
    found = answer("table", "x^2", str(rows), "--skip-bad", "--json")
    statuses = [json.loads(line)["status"] for line in found.out.splitlines()]
    assert (found.status, statuses) == (0, ["ok", "bad row", "bad row", "ok"])
    cells.write_text("x\n\u22121.5\n2\n", "utf-8")
    assert answer("table", "x*2", str(cells), "--format", "csv").out.splitlines()[1].split(",")[1] == "-3.0"


def test_jsonl_is_flat_with_the_paths_of_everywhere():
    found = answer("table", "x^2", "x=1:2:2", "--json")
    assert [json.loads(line) for line in found.out.splitlines()] == [
        {"x": 1.0, "value": 1.0, "grad.x": 2.0, "status": "ok"},
        {"x": 2.0, "value": 4.0, "grad.x": 4.0, "status": "ok"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "points", "statuses"),
    [
        ("abs(x)", "x=-1:1:3", ["ok", "kink", "ok"]),
        ("max(x, 1 - x)", "x=0:1:3", ["ok", "kink", "ok"]),
        ("abs(x - 0.3)", "x=0.1:0.5:3", ["ok", "kink", "ok"]),
        ("1/x", "x=-1:1:3", ["ok", "nonfinite", "ok"]),
        ("exp(x)", "x=0:1000:2", ["ok", "nonfinite"]),
        ("sqrt(x)", "x=-1:1:3", ["domain", "nonfinite", "ok"]),
        ("log(x)", "x=-1:1:3", ["domain", "nonfinite", "ok"]),
        ("floor(x)", "x=0:1:3", ["jump", "ok", "jump"]),
        ("x*log(x) if x > 0 else x", "x=-1:1:3", ["ok", "nonfinite", "ok"]),
        ("factorial(n)*n", "n=0:2:3", ["ok", "ok", "ok"]),
    ],
)
def test_a_row_is_told_as_eval_tells_it(text, points, statuses):
    assert [r["status"] for r in table(text, points)] == statuses


def test_a_row_takes_its_own_branch():
    found = table("x*log(x) if x > 0 else sqrt(-x)", "x=-2:2:5")
    for row in found:
        x = float(row["x"])
        if x:
            value, slope = (x * math.log(x), math.log(x) + 1) if x > 0 else (math.sqrt(-x), -0.5 / math.sqrt(-x))
            assert (float(row["value"]), float(row["grad.x"])) == pytest.approx((value, slope), rel=1e-14)
            assert row["status"] == "ok"


def test_digits_that_float64_loses_are_found_again():
    (row,) = table("(1 - cos(x))/x^2", "x=1e-7:1e-7:1")
    assert float(row["value"]) == pytest.approx(0.5, rel=1e-12)
    assert float(row["grad.x"]) == pytest.approx(-1e-7 / 12, rel=1e-9)


def test_statuses_are_summed_up_and_decide_the_exit_status():
    found = answer("table", "log(x)", "x=-1:1:3", "--format", "csv")
    assert found.status == 4
    assert found.err == (
        "note: 1 of 3 rows: nonfinite (first: row 2)\nnote: 1 of 3 rows: domain (first: row 1)\n"
    )  # fmt: skip
    assert answer("table", "1/x", "x=0:1:2", "--allow-nonfinite").status == 0
    assert answer("table", "abs(x)", "x=0:1:2").status == 0


def test_what_has_no_number_is_an_empty_cell_and_null():
    first, *_ = table("log(x)", "x=-1:1:3")
    assert (first["value"], first["grad.x"]) == ("", "")
    line = answer("table", "log(x)", "x=0:0:1", "--json").out
    assert json.loads(line) == {"x": 0.0, "value": None, "grad.x": None, "status": "nonfinite"}


def test_a_bad_row_stops_it_with_its_place(tmp_path, monkeypatch):
    points = tmp_path / "p.csv"
    points.write_text("name,x\na,1\nb,n/a\n")
    monkeypatch.chdir(tmp_path)
    found = answer("table", "x^2", "p.csv")
    assert (found.status, found.out) == (2, "")
    assert "p.csv: line 3, column x: 'n/a' is not a number" in found.err


def test_bad_rows_are_kept_and_counted(tmp_path):
    points = tmp_path / "p.csv"
    points.write_text("name,x\na,1\nb,n/a\nc\nd,2\n")
    found = answer("table", "x^2", str(points), "--skip-bad", "--format", "csv")
    assert [(r["name"], r["value"], r["status"]) for r in rows_of(found.out)] == [
        ("a", "1.0", "ok"), ("b", "", "bad row"), ("c", "", "bad row"), ("d", "4.0", "ok"),
    ]  # fmt: skip
    assert "2 of 4 rows: bad row (first:" in found.err
    assert "line 3, column x: 'n/a' is not a number" in found.err


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["x^2"], "there are no points to tabulate"),
        (["x^2", "x=2"], "there are no points to tabulate"),
        (["x^2", "x=0:1:5", "x=2"], "x is given twice"),
        (["x*y", "points.csv", "x=2"], "x is a column, and is given a value too"),
        (["x^2", "x=0:1:0"], "'0' is not a number of points"),
        (["x^2", "x=0:1:1"], "x: one point cannot be both ends"),
        (["x^2", "x=0::3"], "'x=0::3' is not a range"),
        (["x^2", "x=0:1:5", "-"], "points from a file and a range do not go together"),
        (["x^2", "none.csv"], "none.csv: no such file or directory"),
        (["x^2", "none*.csv"], "no file matches 'none*.csv'"),
        (["x*z", "x=0:1:5"], "no value for z"),
        (["x^2", "x=0:1:5", "--map", "x"], "--map 'x' is not of the form NAME=COLUMN"),
        (["x^2", "x=0:1:5", "-o", "out.xyz"], "what kind of file is 'out.xyz'?"),
        (["2", "x=0:1:5"], "the expression reads no column"),
        (["x^2", "x=0:1:5", "--partial", "z"], "--partial: 'z' is not a variable here"),
    ],
)
def test_what_is_refused(argv, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "points.csv").write_text("x,y\n1,2\n")
    found = answer("table", *argv)
    assert (found.status, found.out) == (2, "")
    assert message in found.err
    assert "internal" not in found.err


def test_a_column_that_is_missing_is_told_with_those_there_are():
    found = answer("table", "x*z", "-", stdin=b"x,y\n1,2\n")
    assert "no value for z" in found.err
    assert "help: the columns are x, y: write --map z=y for a column, z=2 for a constant" in found.err


def test_a_table_without_a_header():
    assert [r["value"] for r in table("t^2", "-", stdin=b"1\n2\n")] == ["1.0", "4.0"]
    found = table("x*y", "-", "--map", "x=1", "--map", "y=3", stdin=b"1,2,3\n4,5,6\n")
    assert [r["value"] for r in found] == ["3.0", "24.0"]
    assert "has no header" in answer("table", "x*y", "-", stdin=b"1,2,3\n").err


def test_the_sample_that_is_verified_is_named():
    found = answer("table", "sin(x)*x", "x=1:2:30", "--check", "--format", "csv")
    verdicts = [r["check"] for r in rows_of(found.out)]
    assert [n for n, v in enumerate(verdicts, 1) if v] == [n for n in range(1, 31) if sampled(n)]
    assert set(verdicts) == {"ok", ""}
    assert "check: 14 ok of 14 sampled rows (rows 1, 2, 3" in found.err
    assert sum(map(sampled, range(1, 1001))) == 30


def test_written_whole_or_not_at_all(tmp_path):
    out, points = tmp_path / "out.csv", tmp_path / "p.csv"
    out.write_text("before")
    points.write_text("x\n1\nbad\n")
    assert answer("table", "x", str(points), "-o", str(out)).status == 2
    assert out.read_text() == "before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.csv", "p.csv"]


def test_names_that_the_table_has_already(tmp_path):
    points = tmp_path / "p.csv"
    points.write_text("x,value,status\n1,2,new\n")
    (row,) = table("x+value", str(points))
    assert (row["value"], row["status"], row["f.value"], row["f.status"]) == ("2", "new", "3.0", "ok")


@pytest.mark.parametrize(
    ("ends", "points"),
    [("0:6", range(7)), ("-3:3", range(-3, 4)), ("5:1", range(5, 0, -1)), ("0:1", [n / 10 for n in range(11)])],
)
def test_a_range_without_a_count_has_the_whole_numbers_between_its_ends(ends, points):
    assert [float(row["x"]) for row in table("x", f"x={ends}")] == list(points)


def test_several_files_are_one_table(tmp_path):
    for n in (1, 2):
        (tmp_path / f"{n}.csv").write_text(f"x\n{n}\n{n + 10}\n")
    assert [r["value"] for r in table("2*x", str(tmp_path / "*.csv"))] == ["2.0", "22.0", "4.0", "24.0"]
    (tmp_path / "3.csv").write_text("z\n1\n")
    found = answer("table", "2*x", str(tmp_path / "*.csv"))
    assert (found.status, found.out) == (2, "")
    assert "its columns are not those of" in found.err


def test_a_million_points_are_quick_and_agree():
    found = answer("table", "tanh(x*y)*exp(-x)", "x=0:1:1000", "y=-1:1:200", "--format", "csv")
    lines = found.out.splitlines()
    assert len(lines) == 200_001
    sample = np.array([line.split(",")[:5] for line in lines[1::997]], float)
    x, y, value, dx, dy = sample.T
    t = np.tanh(x * y)
    np.testing.assert_allclose(value, t * np.exp(-x), rtol=1e-12)
    np.testing.assert_allclose(dx, np.exp(-x) * ((1 - t * t) * y - t), rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(dy, np.exp(-x) * (1 - t * t) * x, rtol=1e-12)


def test_texts_that_npy_does_not_hold_are_told_of(tmp_path):
    (tmp_path / "d.csv").write_text("name,x\nann,1\n")
    found = answer("table", "x^2", str(tmp_path / "d.csv"), "-o", str(tmp_path / "d.npy"))
    assert (found.status, found.err) == (0, "note: npy has no place for texts, left out: name\n")
    assert np.load(tmp_path / "d.npy").dtype.names == ("x", "value", "grad.x", "status")


def test_a_mapping_that_nothing_uses_is_told_of():
    found = answer("table", "x^2", "-", "--map", "q=x", "--format", "csv", stdin=b"x\n2\n")
    assert (found.out, found.err) == ("x,value,grad.x,status\n2,4.0,4.0,ok\n", "note: q is not used\n")


def test_texts_with_marks_come_out_as_they_came_in():
    text = 'name,x\n"a, ""b""",1\n"c\nd",2\n'
    found = answer("table", "x", "-", "--format", "csv", "--order", "0", stdin=text.encode())
    assert found.out == 'name,x,value,status\n"a, ""b""",1,1.0,ok\n"c\nd",2,2.0,ok\n'


def test_a_table_without_rows():
    found = answer("table", "x^2", "-", "--format", "csv", stdin=b"x\n")
    assert (found.status, found.out, found.err) == (0, "x,value,grad.x,status\n", "note: there are no rows\n")
    assert answer("table", "x^2", "-", stdin=b"x\n").out == "x  value  df/dx\n"


def test_progress_is_rows_and_rate_and_time_left(monkeypatch):
    from gradcli.cli import progress, streams

    told = []
    now = iter([0.0, 1.0, 3.0, 3.1, 4.0, 5.0])
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: next(now)))
    monkeypatch.setattr(streams, "is_terminal", lambda stream: True)
    monkeypatch.setattr(streams, "tell", told.append)
    shown = progress.Progress()
    for rows, done in ((100, 10), (3000, 300), (3100, 310), (4000, 400)):
        shown.at(rows, done, 1000)
    shown.done()
    assert told == [
        "\r3,000 rows, 1,000 rows/s, 30%, 0:07 left\x1b[K", "\r4,000 rows, 1,000 rows/s, 40%, 0:06 left\x1b[K",
        "\r\x1b[K",
    ]  # fmt: skip
    monkeypatch.setattr(streams, "is_terminal", lambda stream: False)
    assert progress.Progress().silent


def test_memory_does_not_grow_with_the_rows(tmp_path):
    tracemalloc = pytest.importorskip("tracemalloc")

    def peak(rows):
        tracemalloc.start()
        assert answer("table", "x*2", f"x=0:1:{rows}", "-o", str(tmp_path / "out.csv")).status == 0
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    monkey = pytest.MonkeyPatch()
    monkey.setattr("gradcli.frontends.table.ranges.Grid.blocks", smaller(2000))
    peak(4000)
    assert peak(24_000) < 1.3 * peak(4000)
    monkey.undo()


def smaller(size):
    """Blocks of a grid of so many rows."""
    from gradcli.frontends.table.ranges import Grid

    blocks = Grid.blocks
    return lambda self: blocks(self, size)


def test_rows_that_are_not_settled_have_no_derivative_without_a_value() -> None:
    found = answer("table", "log(x)", "x=-10:1:1101", "--format", "csv")
    rows = [line.split(",") for line in found.out.splitlines()[1:]]
    assert "only 300 were settled" in found.err
    assert all(row[2] in ("", "nan") for row in rows if float(row[0]) < 0)
    assert all(row[2] not in ("", "nan") for row in rows if float(row[0]) > 0.5)


@pytest.mark.parametrize("points", ["x=0:pi/2:3", "x=0:pi:5", "x=0,pi/4,pi/2"])
def test_points_that_are_written_exactly_are_exact(points):
    found = {row["x"]: row for row in table("tan(x)", points)}
    assert found["1.5707963267948966"]["status"] == "nonfinite"
    assert float(found["0.7853981633974483"]["value"]) == pytest.approx(1.0, rel=1e-15)


def test_a_sine_over_its_period_is_zero_at_the_ends():
    assert [row["value"] for row in table("sin(x)", "x=-pi:pi:5")] == ["0.0", "-1.0", "0.0", "1.0", "0.0"]


def test_listed_points_are_rows_and_several_lists_their_grid():
    assert [row["value"] for row in table("x*y", "x=1,2", "y=[3,4]")] == ["3.0", "4.0", "6.0", "8.0"]


def test_a_value_that_is_an_array_is_refused_before_anything_is_written():
    found = answer("table", "[x, x^2]", "x=0:1:3", "--format", "csv")
    assert (found.status, found.out) == (2, "")
    assert "a table takes a number" in found.err
    assert "a table takes a number" in answer("table", "a*x", "x=0:1:3", "a=1,2").err


@pytest.mark.parametrize(
    ("word", "meant"),
    [("0:5:6", "x=0:5:6"), ("x=0 to 1", "x=0:1"), ("x=0..1", "x=0:1"), ("x from 0 to 5", "x=0:5"),
     ("y=linspace(0, 1, 5)", "y=0:1:5"), ("-n", "x=0:6:13")],
)  # fmt: skip
def test_a_range_in_other_words_is_told_ours(word, meant):
    found = answer("table", "x^2", word)
    assert found.status == 2
    assert meant in found.err.partition("help: ")[2]


def test_two_points_may_be_meant_as_a_step():
    assert "write x=0:10:6 for steps of 2" in answer("table", "x", "x=0:10:2").err
    for range_, written in (("1:10:2", "1:9:5 for steps of 2"), ("0:100:10", "0:100:11 for steps of 10"),
                            ("0:0.5:2", "0:2:5 for steps of 0.5"), ("0:0.5:5", "0:5:11 for steps of 0.5"),
                            ("0:0.5:3", "0:3:7 for steps of 0.5"), ("0:1.5:6", "0:6:5 for steps of 1.5")):  # fmt: skip
        assert f"write x={written}" in answer("table", "x", f"x={range_}").err
    for range_ in ("0:100:5", "0:100:50", "0:10:11", "0:20:10", "0:9:3", "-1:1:3", "0:10:7"):
        assert answer("table", "x", f"x={range_}").err == ""
    assert "note" not in answer("table", "x", "x=0:1:2").err
