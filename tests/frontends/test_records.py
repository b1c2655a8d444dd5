"""CSV by pyarrow and by the standard library: the same cells, rows, messages and notes, in constant memory."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gradcli.errors import GradcliError
from gradcli.frontends.data import Options, Table, records
from gradcli.frontends.data.columns import as_matrix

MARKS = [",", ";", "\t"]
CELLS = st.sampled_from([
    "1", "-2.5", "1e-3", "x y", "", " 3 ", '"4"', '"a,b;c\td"', '"a ""b"""', '5"', '"6', "1_0", "nan", "٣", "1,5", "$7",
    "8%", "\u22129",
])  # fmt: skip
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=8)


@pytest.fixture(params=["pyarrow", "csv", "neither"])
def parser(request, monkeypatch):
    """Only one of the parsers, from the second lines on."""
    if request.param == "pyarrow":
        pytest.importorskip("pyarrow")
    monkeypatch.setattr(records, "PARSERS", {n: p for n, p in records.PARSERS.items() if n == request.param})
    monkeypatch.setattr("gradcli.frontends.data.text.FIRST", 1)
    monkeypatch.setattr("gradcli.frontends.data.text.LATER", 40)
    return request.param


def all_of(text, **options):
    """Rows, their numbers, notes, and the fault, as one thing to compare."""
    found = []
    try:
        table = Table("d.csv", io.BytesIO(text.encode()), Options(**options))
        found.append(table.columns)
        for block in table.blocks():
            found += zip(block.rows, zip(*block.cells), [block.short.get(n) for n in range(len(block))])
        found += table.notes
    except GradcliError as error:
        found.append(error.message)
    return found


@given(ROWS, st.sampled_from(MARKS), st.sampled_from(["\n", "\r\n"]), st.booleans())
@example([['"a', "b"], ['c"', "d"], ["1", "2"]], ",", "\n", True)
@example([["1", "2"], [], ["3", "4"]], ",", "\n", True)
@settings(max_examples=400, deadline=None)
def test_all_parsers_read_the_same(lines, mark, end, whole):
    pytest.importorskip("pyarrow")
    text = "x" + mark + "y" + end + end.join(map(mark.join, lines)) + end * whole
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gradcli.frontends.data.text.FIRST", 1)
        patch.setattr("gradcli.frontends.data.text.LATER", 30)
        found = []
        for name in ("pyarrow", "csv", "neither"):
            patch.setattr(records, "PARSERS", {n: p for n, p in PARSERS.items() if n == name})
            found.append(all_of(text))
    assert found[0] == found[1] == found[2]


PARSERS = dict(records.PARSERS)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("7,n/a", "d.csv: line 200, column y: 'n/a' is not a number"),
        ("7", "d.csv: line 200 has 1 value, not 2"),
        ("7,8,9", "d.csv: line 200 has 3 values, not 2"),
        ('7,"8\n9"', "d.csv: line 201, column y: '8\\n9' is not a number"),
        ('7,"8"9', "d.csv: line 200: ',' expected after '\"'"),
        ("7,50%", "d.csv: line 200, column y: '50%' is not a number"),
    ],
)
def test_a_bad_cell_far_down_has_its_row_and_column(parser, row, message):
    rows = [f"{n},{n / 3!r}" for n in range(198)] + [row, *(["1,2"] * 50)]
    with pytest.raises(GradcliError) as caught:
        as_matrix(Table("d.csv", io.BytesIO("\n".join(["x,y", *rows]).encode()), Options()))
    assert caught.value.message == message


def test_blank_lines_and_quoted_ends_of_lines_keep_the_numbers_of_lines(parser):
    text = "x,y\n" + "1,2\n" * 30 + "\n" + "3,4\n" * 30 + '5,"6\n7"\n' + "8,9\r\n" * 30 + "bad,1\n"
    found = all_of(text)
    assert [row[0] for row in found[1:]] == [*range(2, 32), *range(33, 63), 64, *range(65, 95), 95]


def test_memory_does_not_grow_with_the_file(tmp_path):
    path = tmp_path / "d.csv"

    def peak(rows):
        path.write_text("x,y\n" + "1.5,2.5\n" * rows)
        tracemalloc.start()
        with path.open("rb") as stream:
            table = Table(str(path), stream, Options())
            assert sum(len(block) for block in table.blocks()) == rows
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gradcli.frontends.data.text.LATER", 1 << 14)
        peak(10_000)
        assert peak(120_000) < 1.3 * peak(20_000)
