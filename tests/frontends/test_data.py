"""Files of numbers: what is read, and every fault word for word."""

from __future__ import annotations

import io
import math
import pickle
import random
import sys

import numpy as np
import pytest
from reader import fault

from gradcli.errors import GradcliError
from gradcli.frontends.data import Options, Table, open_data, read_data, see_column
from gradcli.frontends.data.columns import as_matrix

SKIP = "--skip-bad leaves such rows out"
CSV = "leave it out, or use CSV, which may hold nan and inf"


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Write a file beside us and read it."""
    monkeypatch.chdir(tmp_path)

    def write_and_read(path, content, name="", **options):
        (tmp_path / path).write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_data(path, name, **options)

    return write_and_read


@pytest.mark.parametrize(
    ("path", "content", "value", "columns"),
    [
        ("d.csv", "x,y\n1,2\n3,4\n", [[1.0, 2.0], [3.0, 4.0]], ("x", "y")),
        ("d.csv", "1,2\n3,4", [[1.0, 2.0], [3.0, 4.0]], ()),
        ("d.csv", "x\n1\n2\n", [1.0, 2.0], ("x",)),
        ("d.csv", "1\n", [1.0], ()),
        ("d.csv", "\ufeffx, y \r\n1, 2\r\n", [[1.0, 2.0]], ("x", "y")),
        ("d.csv", "\n\nx,y\n\n1,2\n\n", [[1.0, 2.0]], ("x", "y")),
        ("d.csv", '"a,b",""\n"1","-2e3"\n', [[1.0, -2000.0]], ("a,b", "2")),
        ("d.csv", "b;c\n1;2\n", [[1.0, 2.0]], ("b", "c")),
        ("d.csv", "b;a\n1;2\n3;4\n", [2.0, 4.0], ("a",)),
        ("d.tsv", "b\tc\n1\t2\n", [[1.0, 2.0]], ("b", "c")),
        ("d.json", '[{"a":1,"b":"x"},{"a":2}]', [1.0, 2.0], ()),
        ("D.CSV", "1_000,inf\n", [[1000.0, math.inf]], ()),
        ("d.csv", "1 2\n3 4\n", [[1.0, 2.0], [3.0, 4.0]], ()),
        ("d.txt", "b  c\n 1   2\n 3   4e1\n\n", [[1.0, 2.0], [3.0, 40.0]], ("b", "c")),
        ("d.dat", "name a\nann 1\nbob 2\n", [1.0, 2.0], ("a",)),
        ("d.dat", "# b a\n0.5 2\n", [2.0], ("a",)),
        ("d.json", "5", 5.0, ()),
        ("d.json", "[1, 2.5, -3e2]", [1.0, 2.5, -300.0], ()),
        ("d.json", "\ufeff[[1,2],[3,4]]", [[1.0, 2.0], [3.0, 4.0]], ()),
        ("d.json", "[]", [], ()),
        ("d.json", '{"a":[1,2],"b":"text"}', [1.0, 2.0], ()),
    ],
)
def test_what_is_read(read, path, content, value, columns):
    found = read(path, content, "a")
    assert (found.value, found.columns, found.skipped) == (value, columns, 0)
    assert repr(found.value) == repr(value)


@pytest.mark.parametrize("column", ["Mass", "mass (kg)", "mass [kg]", "MASS / kg"])
def test_a_column_with_its_unit_is_no_table(tmp_path, column):
    path = tmp_path / "d.csv"
    path.write_text(f"t,{column}\n1,2\n")
    with pytest.raises(GradcliError, match="no column 'mass'") as caught:
        see_column(str(path), "mass")
    assert caught.value.edit.instead == (f"mass=@{path}:{column}",)
    assert read_data(f"{path}:*").value == [[1.0, 2.0]]


def test_nan_in_a_table(read):
    assert math.isnan(read("d.csv", "nan,1\n").value[0][0])


@pytest.mark.parametrize("array", [np.array([[1, 2], [3, 4]]), np.array(2.5), np.array([True, False]), np.zeros(0)])
def test_npy(read, array):
    stream = io.BytesIO()
    np.save(stream, array)
    found = read("d.npy", stream.getvalue()).value
    assert found.dtype == np.float64
    np.testing.assert_array_equal(found, array)


def test_numbers_come_back_as_they_were(read):
    rng = random.Random(5)
    numbers = [rng.uniform(-1, 1) * 10.0 ** rng.randint(-300, 300) for _ in range(500)]
    assert read("d.csv", "\n".join(map(repr, numbers))).value == numbers
    assert read("d.json", repr(numbers)).value == numbers


FAULTS = [
    ("d.csv", "x,y\n1,2\n3,n/a\n", "d.csv: line 3, column y: 'n/a' is not a number", SKIP),
    ("d.csv", "\n1,2\n\n3,n/a\n", "d.csv: line 4, column 2: 'n/a' is not a number", SKIP),
    ("d.csv", "1,2\n3,\n", "d.csv: line 2, column 2: no value", SKIP),
    ("d.csv", "1,2\n3,1e400\n", "d.csv: line 2, column 2: '1e400' is beyond float64", SKIP),
    ("d.csv", "1,2\n3,٣\n", "d.csv: line 2, column 2: '٣' is not a number", SKIP),
    ("d.csv", "1,2\n3,\x1b[2J\n", "d.csv: line 2, column 2: '\\x1b[2J' is not a number", SKIP),
    ("d.csv", "1e400\n2\n", "d.csv: line 1, column 1: '1e400' is beyond float64", SKIP),
    ("d.csv", "1,two\n", "d.csv: line 1, column 2: 'two' is not a number", SKIP),
    ("d.csv", "x,y\n1,2,3\n", "d.csv: line 2 has 3 values, not 2", SKIP),
    ("d.csv", "x,y\n1\n", "d.csv: line 2 has 1 value, not 2", SKIP),
    ("d.csv", "", "d.csv: the file is empty", None),
    ("d.csv", "\n \n", "d.csv: the file is empty", None),
    ("d.csv", "x,y\n", "d.csv: no rows", None),
    ("d.csv", "x,y, x\n1,2,3\n", "d.csv: column x twice", "give each column its own name"),
    ("d.csv", b"1,2\n\xff,3\n", "d.csv: not UTF-8 text", "save it as UTF-8"),
    ("d.csv", '1,"2\n', "d.csv: line 1: unexpected end of data", None),
    ("bad.json", '{"a":[1,2,}', "bad.json: line 1 column 11: expecting value", None),
    ("d.json", "", "d.json: line 1 column 1: expecting value", None),
    ("d.json", "[1\n2]", "d.json: line 2 column 1: expecting ',' delimiter", None),
    ("d.json", "[NaN]", "d.json: NaN is no JSON number", CSV),
    ("d.json", "[-Infinity]", "d.json: -Infinity is no JSON number", CSV),
    ("d.json", "[1e400]", "d.json: '1e400' is beyond float64", None),
    ("d.json", "[" + "9" * 5000 + "]", f"d.json: '{'9' * 57}...' is beyond float64", None),
    ("d.json", '[1,"a"]', "d.json: element 2 is not a number", None),
    ("d.json", "[[1,2],[3,null]]", "d.json: element 2,2 is not a number", None),
    ("d.json", "[true]", "d.json: element 1 is not a number", None),
    ("d.json", '"a"', "d.json: the value is not a number", None),
    ("d.json", "[[1,2],[3]]", "d.json: rows have different lengths (2, 1)", "fill or shorten them"),
    ("d.json", '{"b":1,"c":2}', "d.json: no key 'a'", "its keys: b, c"),
    ("d.json", "{}", "d.json: no key 'a'", "its keys: none"),
    ("d.json", '{"a":1,"a":2}', "d.json: key 'a' twice", None),
    ("d.json", "[" * 100_000, "d.json: nested too deeply", None),
    ("d.json", b"\xff", "d.json: not UTF-8 text", None),
    ("d.npy", "garbage", "d.npy: not an NPY file", "save one array with numpy.save"),
    ("d.npy", pickle.dumps([1]), "d.npy: not an NPY file", "save one array with numpy.save"),
    ("d.npy", b"\x93NUMPY\x01\x00", "d.npy: a damaged NPY file", None),
    ("d.xls", "1", "d.xls: what kind of file is this?",
     "the name must end in .csv, .tsv, .txt, .dat, .json, .npy, .jsonl or .parquet"),
    ("d.csv", "x,y\n1,50%\n", "d.csv: line 2, column y: '50%' is not a number", "write 0.5 for it"),
    ("d.csv", "x,y\n1,$1.50\n", "d.csv: line 2, column y: '$1.50' is not a number",
     "write it without the sign of its currency"),
    ("d.csv", "x,y\n1,1/2\n", "d.csv: line 2, column y: '1/2' is not a number", "write 0.5 for it"),
    ("d.csv", "x,y\n1,(5)\n", "d.csv: line 2, column y: '(5)' is not a number", "write -5 for it"),
    ("d.csv", "x,y\n1,1.5d-3\n", "d.csv: line 2, column y: '1.5d-3' is not a number", "write 1.5e-3 for it"),
    ("d.csv", "x,y\n1,5 m\n", "d.csv: line 2, column y: '5 m' is not a number", "write 5, without its unit, for it"),
    ("d.csv", '""\n', "d.csv: the file is empty", None),
    ("d.csv", "x,y\n1,2\n".encode("utf-16-le"), "d.csv: not text: it has NUL bytes", "save it as UTF-8"),
    ("d.csv", "x\n" + "1" * 200_000, "d.csv: line 2: a cell is longer than the limit of characters (131072)", None),
]  # fmt: skip


@pytest.mark.parametrize(("path", "content", "message", "hint"), FAULTS)
def test_faults(read, path, content, message, hint):
    assert fault(read, path, content, "a") == (message, None, hint)


@pytest.mark.parametrize(
    ("array", "message"),
    [
        (np.array([1, "a"], dtype=object), "d.npy: it holds Python objects, not numbers"),
        (np.array(["a"]), "d.npy: it holds str32, not real numbers"),
        (np.array([1j]), "d.npy: it holds complex128, not real numbers"),
    ],
)
def test_arrays_of_no_numbers(read, array, message):
    stream = io.BytesIO()
    np.save(stream, array)
    assert fault(read, "d.npy", stream.getvalue())[0] == message


def test_an_array_larger_than_its_file(read):
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000000,), }".ljust(117) + b"\n"
    content = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header
    assert fault(read, "d.npy", content)[0] == "d.npy: a damaged NPY file"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none.csv", "none.csv: no such file or directory"),
        (".", ".: is a directory"),
        ("x\0.csv", "x\\x00.csv: no file can have this name"),
        ("x" * 300 + ".csv", f"{'x' * 57}...: file name too long"),
    ],
)
def test_files_that_cannot_be_opened(tmp_path, monkeypatch, path, message):
    monkeypatch.chdir(tmp_path)
    assert fault(read_data, path)[0] == message


def test_a_file_that_may_not_be_read(monkeypatch):
    def refuse(path, mode):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("builtins.open", refuse)
    assert fault(read_data, "d.csv")[0] == "d.csv: permission denied"


def test_bad_rows_may_be_left_out(read):
    found = read("d.csv", "x,y\n1,2\n3,n/a\n4\n5,6,7\n,\n8,9\n", skip_bad=True)
    assert (found.value, found.skipped) == ([[1.0, 2.0], [8.0, 9.0]], 4)


def test_nothing_but_bad_rows(read):
    with pytest.raises(GradcliError) as caught:
        read("d.csv", "x\na\n", skip_bad=True)
    assert (caught.value.message, caught.value.hint) == ("d.csv: no rows", "every row was left out")


@pytest.mark.parametrize(
    ("content", "value"),
    [(b"1,2\n3,4\n", [[1.0, 2.0], [3.0, 4.0]]), (b" [1,2]", [1.0, 2.0]), (b'\xef\xbb\xbf{"x":[3]}', [3.0])],
)
def test_standard_input(monkeypatch, content, value):
    stream = io.BufferedReader(io.BytesIO(content))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stream))
    assert read_data("-", "x").value == value
    assert not stream.closed


def test_an_array_on_standard_input(monkeypatch):
    stream = io.BytesIO()
    np.save(stream, np.arange(3.0))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(stream.getvalue()))))
    assert read_data("-").value.tolist() == [0.0, 1.0, 2.0]


def test_faults_of_the_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b"1\nx\n"))))
    assert fault(read_data, "-")[0] == "standard input: line 2, column 1: 'x' is not a number"


class Endless(io.RawIOBase):
    """A table without end, and how much of it was asked for."""

    def __init__(self):
        self.given = 0

    def readable(self):
        return True

    def readinto(self, buffer):
        row = b"1,2\n" * (len(buffer) // 4)
        buffer[: len(row)] = row
        self.given += len(row)
        return len(row)


def test_a_table_is_read_as_it_is_asked_for():
    endless = Endless()
    blocks = Table("big.csv", io.BufferedReader(endless), Options()).blocks()
    assert [next(blocks).cells[1][:2] for _ in range(3)] == [["2", "2"]] * 3
    assert endless.given < 5_000_000


def test_a_table_leaves_its_stream_open(tmp_path):
    (tmp_path / "d.csv").write_text("x\n1\nbad\n")
    with open_data(str(tmp_path / "d.csv")) as stream:
        table = Table("d.csv", stream, Options())
        assert fault(as_matrix, table)[0] == "d.csv: line 3, column x: 'bad' is not a number"
        del table
        assert not stream.closed


def test_a_column_whose_name_has_blanks_and_a_slash(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cars.csv").write_text("speed (m/s),mass\n1,2\n3,4\n")
    assert read_data("cars.csv:speed (m/s)").value == [1.0, 3.0]
    with pytest.raises(GradcliError, match=r"none.csv:a/b.csv: no such file"):
        read_data("none.csv:a/b.csv")


def test_comments_before_the_first_row_are_left_out_and_may_name_the_columns(tmp_path):
    def read():
        with path.open("rb") as stream:
            rows = Table(str(path), stream, Options())
            return rows.columns, as_matrix(rows).value, rows.notes

    path = tmp_path / "saved.csv"
    path.write_text("# by NumPy's savetxt\n# t,h\n0.5,2\n1.5,3\n")
    assert read() == (("t", "h"), [[0.5, 2.0], [1.5, 3.0]], ["the columns' names are those of the comment: t, h"])
    path.write_text("# t,h\nx,y\n1,2\n")
    assert read() == (("x", "y"), [[1.0, 2.0]], [])
    path.write_text("# three words, two cells, one more\n1,2\n")
    assert read() == (("1", "2"), [[1.0, 2.0]], [])
