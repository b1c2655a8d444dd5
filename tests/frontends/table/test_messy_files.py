"""CSV as people have it: what is read, what is said, and what is refused with its cell."""

from __future__ import annotations

import pytest

from gradcli.errors import GradcliError
from gradcli.frontends.data import Options, open_rows, read_data


@pytest.fixture
def rows(tmp_path, monkeypatch):
    """A file's named column as numbers, and what is said of the file."""
    monkeypatch.chdir(tmp_path)

    def read(content, name="x", path="d.csv", **options):
        (tmp_path / path).write_bytes(content if isinstance(content, bytes) else content.encode())
        table = open_rows(path, Options(**options))
        found, bad = [], []
        place = table.place_of(name)
        for block in table.blocks(3):
            values, missing = table.numbers(block.cells[place])
            found += values.tolist()
            bad += [block.rows[n] for n in sorted({*missing, *block.short})]
        table.close()
        return found, bad, table.notes

    return read


@pytest.mark.parametrize(
    ("content", "values", "notes"),
    [
        ("x,y\n1,2\n3,4\n", [1.0, 3.0], []),
        ("\ufeffx,y\r\n1,2\r\n3,4\r\n", [1.0, 3.0], []),
        ("name,x\nann,1\nbob,2\n", [1.0, 2.0], []),
        ("x;y\n1,5;2\n-3,25;4\n", [1.5, -3.25], ["decimal commas: '1,5' is read as 1.5"]),
        ("x\ty\n1,5\t2\n3,5\t4\n", [1.5, 3.5], ["decimal commas: '1,5' is read as 1.5"]),
        ("x;y\n1.234,5;2\n10,5;4\n", [1234.5, 10.5], ["decimal commas: '1.234,5' is read as 1234.5"]),
        ('x,y\n"1,234",2\n"-12,345,678.5",4\n', [1234.0, -12345678.5], [
            "thousands: '1,234' is read as 1234; with --decimal , a comma is a point"]),
        ("x;y\n1.5;2\n2.5;4\n", [1.5, 2.5], []),
        (" x , y \n 1 , 2 \n", [1.0], []),
        ("x,y\n1e3,2\n-2.5E-1,3\n+4,5\n", [1000.0, -0.25, 4.0], []),
        ("x,y\n\u22121.5,2\n1,2\n", [-1.5, 1.0], []),
    ],
)  # fmt: skip
def test_what_is_read_and_said(rows, content, values, notes):
    assert rows(content) == (values, [], notes)


@pytest.mark.parametrize(
    ("content", "bad"),
    [
        ("x,y\n1,2\nn/a,3\n,4\nNA,5\n6,7\n", [3, 4, 5]),
        ("x,y\n$5,2\n1,2\n", [2]),
        ("x,y\n12%,2\n1,2\n", [2]),
        ("x,y\n1,2\n3\n4,5,6\n", [3, 4]),
        ("x,y\n1 000,2\n", [2]),
        ("x,y\n1.2.3,2\n", [2]),
        ('x,y\n"1,23",2\n', [2]),
    ],
)
def test_bad_rows_have_their_lines(rows, content, bad):
    assert rows(content)[1] == bad


READ = {'"1,000"': 1000.0, "-1.5": -1.5, "\u22121.5": -1.5, "1e5": 1e5}


@pytest.mark.parametrize("first", ['"1,000"', "-1.5", "\u22121.5", "$5", "12%", "\u20ac3.20", "1e5"])
def test_a_first_row_that_is_no_name_is_never_a_header(tmp_path, monkeypatch, first):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.csv").write_text(f"{first}\n2\n", encoding="utf-8")
    if first in READ:
        found = read_data("d.csv")
        assert (found.columns, found.value) == ((), [READ[first], 2.0])
        return
    with pytest.raises(GradcliError) as caught:
        read_data("d.csv")
    assert caught.value.message == f"d.csv: line 1, column 1: '{first}' is not a number"


def test_points_and_commas_together_are_asked_about(rows):
    with pytest.raises(GradcliError) as caught:
        rows("x;y\n1,5;2.5\n")
    assert "decimal points and decimal commas ('2.5', '1,5')" in caught.value.message
    assert rows("x;y\n1,5;2.5\n", decimal=",")[0] == [1.5]
    assert rows("x;y\n1,5;2.5\n", "y", decimal=".")[0] == [2.5]


def test_the_decimal_mark_may_be_given(rows):
    assert rows('x,y\n"1,5",2\n', decimal=",")[0] == [1.5]
    with pytest.raises(GradcliError) as caught:
        read_data("d.csv")
    assert caught.value.hint == "--decimal , reads it"


@pytest.mark.parametrize("path", ["d.csv", "d.tsv", "d.jsonl"])
def test_one_column_of_a_file(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    content = {
        "d.csv": "name,height\nann,1.5\nbob,2\n", "d.tsv": "name\theight\nann\t1.5\nbob\t2\n",
        "d.jsonl": '{"name":"ann","height":1.5}\n{"name":"bob","height":2}\n',
    }  # fmt: skip
    (tmp_path / path).write_text(content[path])
    assert read_data(f"{path}:height").value == [1.5, 2.0]
    with pytest.raises(GradcliError) as caught:
        read_data(f"{path}:hight")
    assert (caught.value.message, caught.value.hint) == (f"{path}: no column 'hight'", "did you mean 'height'?")
    with pytest.raises(GradcliError, match=r"is not a number|is a text"):
        read_data(f"{path}:name")


def test_parquet_with_nulls_and_texts(tmp_path, monkeypatch):
    pq = pytest.importorskip("pyarrow.parquet")
    import pyarrow as pa

    monkeypatch.chdir(tmp_path)
    pq.write_table(pa.table({"x": [1.0, None, 3.0], "n": [1, 2, 3], "name": ["a", "b", None]}), "d.parquet")
    table = open_rows("d.parquet", Options())
    (block,) = table.blocks()
    values, bad = table.numbers(block.cells[0])
    assert ([values[0], values[2]], bad) == ([1.0, 3.0], [1])
    assert table.numbers(block.cells[1])[0].tolist() == [1.0, 2.0, 3.0]
    table.close()
    assert read_data("d.parquet:n").value == [1.0, 2.0, 3.0]
    with pytest.raises(GradcliError) as caught:
        read_data("d.parquet:x")
    assert caught.value.message == "d.parquet: row 2, column x: no value"


@pytest.mark.parametrize("at", [4, 6, 40, -3])
def test_parquet_that_is_damaged(tmp_path, at):
    pq = pytest.importorskip("pyarrow.parquet")
    import pyarrow as pa

    path = str(tmp_path / "d.parquet")
    pq.write_table(pa.table({"x": [1.0, 2.0, 3.0]}), path)
    content = bytearray((tmp_path / "d.parquet").read_bytes())
    content[at] ^= 0xFF
    (tmp_path / "d.parquet").write_bytes(content)
    with pytest.raises(GradcliError, match=r"not a Parquet file: |damaged after row 0: "):
        read_data(f"{path}:x")


def test_points_in_groups_of_three_are_told_and_read_as_thousands_if_asked(rows):
    found, bad, notes = rows("x;y\n1.000;2\n12.500;3\n")
    assert (found, bad) == ([1.0, 12.5], [])
    assert notes == ["decimal points: '1.000' is read as 1.0; with --decimal , a point groups thousands"]
    assert rows("x;y\n1.000;2\n12.500;3\n", decimal=",")[0] == [1000.0, 12500.0]


def test_columns_between_bars(tmp_path):
    path = tmp_path / "d.csv"
    path.write_text("x|y\n1|2\n3|4\n")
    assert read_data(str(path)).value == [[1.0, 2.0], [3.0, 4.0]]
