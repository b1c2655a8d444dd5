"""Reports for programs: JSON, tables, single numbers; where they go; the exit status."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import pathlib
import signal

import pytest
from results import made
from shell import answer

from gradcli.cli import streams
from gradcli.cli.formats import Style
from gradcli.cli.formats.json import write
from gradcli.cli.formats.lookup import get
from gradcli.cli.output import Manner, deliver, judge
from gradcli.errors import GradcliError
from gradcli.results import Note, Path, Report
from gradcli.results.check import Check, Item


def strict(text: str) -> object:
    """JSON as other programs read it: NaN and Infinity are mistakes."""

    def refuse(word: str) -> object:
        raise AssertionError(word)

    return json.loads(text, parse_constant=refuse)


def test_json_of_an_expression() -> None:
    found = answer("eval", "x^2*y", "x=2", "y=3", "--order", "2", "--json")
    assert (found.status, found.err) == (0, "")
    body = strict(found.out)
    (result,) = body["results"]  # type: ignore[index]
    proven, error = result.pop("proven"), result.pop("error")
    paths = {"value", "grad.x", "grad.y", "hessian.x.x", "hessian.x.y", "hessian.y.x", "hessian.y.y"}
    assert set(proven) == set(error) == paths
    assert not any(proven.values())
    assert all(0 <= e < 1e-13 for e in error.values())
    assert body == {
        "schema": "gradcli/1", "status": "ok", "warnings": [],
        "results": [{
            "name": "f", "expr": "x^2*y", "line": None, "calls": 1, "point": {"x": 2.0, "y": 3.0}, "value": 12.0,
            "grad": {"x": 12.0, "y": 4.0}, "hessian": {"x": {"x": 6.0, "y": 4.0}, "y": {"x": 4.0, "y": 0.0}},
            "derivatives": None, "partials": None, "jacobian": None, "formulas": None, "check": None,
        }],
    }  # fmt: skip


def test_json_of_a_check() -> None:
    result = json.loads(answer("eval", "x^2*y", "x=2", "y=3", "--check", "--json").out)["results"][0]
    assert result["check"]["verdict"] == "ok"
    item = next(item for item in result["check"]["items"] if item["path"] == "grad.x")
    assert set(item) == {"path", "tape", "reference", "formula", "rel_err", "digits", "verdict", "proven"}
    assert (item["tape"], item["reference"], item["verdict"], item["proven"]) == (12.0, 12.0, "ok", True)


def test_what_must_be_proven_is_or_the_status_says_so() -> None:
    found = answer("eval", "exp(x)*y", "x=0.1", "y=[1,2]", "--prove", "--json")
    result = strict(found.out)["results"][0]  # type: ignore[index]
    assert (found.status, result["proven"]["value"], result["proven"]["jacobian.y"]) == (
        0,
        [True] * 2,
        [[True] * 2] * 2,
    )
    assert max(result["error"]["value"]) < 1e-15
    assert answer("eval", "abs(sin(x)^2+cos(x)^2-1)/1e-30", "x=1.3", "--prove", "--digits", "50").status == 0
    assert answer("eval", "floor(sin(x)^2+cos(x)^2)", "x=1.3", "--prove").status == 4


def test_json_lines() -> None:
    report = Report([made("a", None, {}, 1.0), made("b", None, {}, math.nan)])
    lines = write(report, Style("jsonl", status="nonfinite")).splitlines()
    assert [strict(line)["name"] for line in lines] == ["a", "b"]  # type: ignore[index]
    assert strict(lines[1])["warnings"][0]["path"] == "value"  # type: ignore[index]


def test_every_null_has_a_warning() -> None:
    result = made(
        "f", "x", {"x": math.inf}, math.nan, grad={"x": [1.0, math.inf, None]},
        notes=[Note("value", "nonfinite", "it is not a number", "nan")],
    )  # fmt: skip
    body = strict(write(Report([result, result]), Style("json", status="nonfinite")))
    first = body["results"][0]  # type: ignore[index]
    assert (first["value"], first["grad"]["x"], first["point"]["x"]) == (None, [1.0, None, None], None)
    paths = [(warning["path"], warning["value"]) for warning in body["warnings"]]  # type: ignore[index]
    assert paths[:4] == [("0.value", "nan"), ("0.point.x", "inf"), ("0.grad.x.1", "inf"), ("0.grad.x.2", None)]
    assert [path for path, _ in paths[4:]] == ["1.value", "1.point.x", "1.grad.x.1", "1.grad.x.2"]


def test_json_is_ascii_whatever_the_stream() -> None:
    outs = {answer("eval", "α*2", "α=3", "--json", encoding=name).out for name in ("utf-8", "ascii", "gbk")}
    assert len(outs) == 1
    assert strict(outs.pop())["results"][0]["point"] == {"α": 3.0}  # type: ignore[index]


def test_floats_round_trip() -> None:
    out = answer("eval", "x/3", "x=0.1", "--json").out
    assert strict(out)["results"][0]["value"] == 0.1 / 3  # type: ignore[index]
    assert float(answer("eval", "x/3", "x=0.1", "--get", "value").out) == 0.1 / 3


def test_complex_numbers_have_two_parts() -> None:
    report = Report([made("g", None, {"z": 1 + 2j}, [3 - 1j], grad={"z": complex(0.5, math.inf)})])
    (result,) = json.loads(write(report, Style("json")))["results"]
    assert result["point"] == {"z": {"re": 1.0, "im": 2.0}}
    assert result["value"] == [{"re": 3.0, "im": -1.0}]
    assert result["grad"] == {"z": {"re": 0.5, "im": None}}


def test_more_than_fifteen_digits_are_text() -> None:
    result = strict(answer("eval", "exp(x)", "x=1", "--digits", "20", "--json").out)["results"][0]  # type: ignore[index]
    assert result["grad"] == {"x": "2.7182818284590452354"}


def test_much_json_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("eval", "outer(v, v)", "v=" + ",".join(["1"] * 20), "--json")
    assert answer(*asked).err == ""
    monkeypatch.setattr("gradcli.cli.output.LARGE", 1000)
    found = answer(*asked)
    assert found.err == "note: 0 MB of JSON; --get PATH prints one number or array alone\n"
    assert (found.out, answer(*asked, "-q").err) == (answer(*asked, "-q").out, "")


def test_csv() -> None:
    out = answer("eval", "x^2*y", "x=2", "y=3", "--order", "2", "--format", "csv").out
    assert out.splitlines() == [
        "path,value", "value,12.0", "grad.x,12.0", "grad.y,4.0",
        "hessian.x.x,6.0", "hessian.x.y,4.0", "hessian.y.x,4.0", "hessian.y.y,0.0",
    ]  # fmt: skip
    assert answer("eval", "x", "x=2", "--format", "tsv").out == "path\tvalue\nvalue\t2.0\ngrad.x\t1.0\n"


def test_csv_of_arrays_and_checks() -> None:
    out = answer("eval", "sum(v*v)", "v=1,2", "--format", "csv").out
    assert out.splitlines() == ["path,value", "value,5.0", "grad.v.0,2.0", "grad.v.1,4.0"]
    rows = list(csv.DictReader(io.StringIO(answer("eval", "x*x", "x=3", "--check", "--format", "csv").out)))
    assert rows[1] == {
        "path": "grad.x", "value": "6.0", "reference": "6.0", "rel_err": "0.0", "digits": "16", "verdict": "ok",
    }  # fmt: skip


def test_markdown() -> None:
    assert answer("eval", "x^2*y", "x=2", "y=3", "--format", "markdown").out == (
        "`f = x^2*y` at x = 2, y = 3\n\n| quantity | value |\n| --- | ---: |\n"
        "| value | 12 |\n| ∂f/∂x | 12 |\n| ∂f/∂y | 4 |\n"
    )


def test_latex() -> None:
    assert answer("eval", "x_1^2*rate", "x_1=2e-20", "rate=3", "--format", "latex").out == (
        "\\begin{aligned}\n"
        "f &= 1.2 \\times 10^{-39} \\\\\n"
        "\\frac{\\partial f}{\\partial x_{1}} &= 1.2 \\times 10^{-19} \\\\\n"
        "\\frac{\\partial f}{\\partial \\mathrm{rate}} &= 4 \\times 10^{-40}\n"
        "\\end{aligned}\n"
    )


@pytest.mark.parametrize(
    ("path", "out"),
    [
        ("value", "12.0"), ("grad.y", "4.0"), ("hessian.x.y", "4.0"), ("point.x", "2.0"),
    ],
)  # fmt: skip
def test_one_number(path: str, out: str) -> None:
    assert answer("eval", "x^2*y", "x=2", "y=3", "--get", path) == (0, out + "\n", "")


def test_one_number_of_an_array_or_a_list() -> None:
    assert answer("eval", "sum(v*v)", "v=1,2", "--get", "grad.v").out == "[2.0,4.0]\n"
    assert answer("eval", "sum(v*v)", "v=1,2", "--get", "grad.v.1").out == "4.0\n"
    assert answer("eval", "x^5", "x=1", "--get", "derivatives.3").out == "60.0\n"
    found = answer("eval", "sum(v*v)", "v=1,2", "--get", "grad.v.2")
    assert found == (2, "", "error: there is no 'grad.v.2': it is an array of 2 elements\n")


def test_a_path_that_is_not_there() -> None:
    found = answer("eval", "x", "x=2", "--get", "grad.z")
    assert found == (2, "", "error: there is no 'grad.z' in the result\nhelp: did you mean 'grad.x'?\n")


def test_quiet() -> None:
    assert answer("eval", "abs(x)", "x=0").err.startswith("warning: grad.x: ")
    assert answer("eval", "abs(x)", "x=0", "-q").err == ""


def item(verdict: str) -> Check:
    return Check(
        [
            Item(Path("grad", "x"), 1.0, 1.0, None, 0.0, 16, "ok"),
            Item(Path("grad", "y"), 1.0, 1.0, None, 0.0, 16, verdict),
        ]
    )


@pytest.mark.parametrize(
    ("result", "verdict", "status"),
    [
        (made("f", "x", {}, 1.0), "ok", 0),
        (made("f", "x", {}, 1.0, notes=[Note("grad.x", "kink", "a kink")]), "warning", 0),
        (made("f", "x", {}, 1.0, notes=[Note("grad.x", "jump", "a jump")]), "nonfinite", 4),
        (made("f", "x", {}, math.inf), "nonfinite", 4),
        (made("f", "x", {}, 1.0, grad={"x": [1.0, math.nan]}), "nonfinite", 4),
        (made("f", "x", {}, "inf"), "nonfinite", 4),
        (made("f", "x", {"x": math.inf}, 1.0), "ok", 0),
        (made("f", "x", {}, math.inf, check=item("FAIL")), "disagree", 3),
        (made("f", "x", {}, 1.0, check=item("skipped")), "unverified", 5),
        (made("f", "x", {}, 1.0, check=Check([])), "unverified", 5),
        (made("f", "x", {}, 1.0, notes=[Note("check", "unverified", "no point")]), "unverified", 5),
        (made("f", "x", {}, 1.0, check=item("imprecise")), "ok", 0),
    ],
)
def test_statuses(result: object, verdict: str, status: int, capsys: pytest.CaptureFixture[str]) -> None:
    report = Report([made("g", "y", {}, 1.0), result])
    assert judge(report) == verdict
    assert deliver(report, Manner(quiet=True)) == status
    assert deliver(report, Manner(quiet=True, allow_nonfinite=True)) == (0 if status == 4 else status)


def test_jumps_are_mild_in_scripts(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report([made("f", None, {}, 1.0, grad={"x": None}, notes=[Note("grad.x", "jump", "a jump")])])
    assert deliver(report, Manner(quiet=True), mild=frozenset({"jump"})) == 0


def test_a_file_is_written_whole_or_not_at_all(tmp_path: pathlib.Path) -> None:
    path = tmp_path / "out.json"
    expected = answer("eval", "x^2", "x=3", "--json").out
    assert answer("eval", "x^2", "x=3", "--json", "-o", str(path)) == (0, "", "")
    assert path.read_text() == expected
    path.chmod(0o640)
    assert answer("eval", "sine(x)", "x=3", "-o", str(path)).status == 2
    assert path.read_text() == expected
    answer("eval", "x^3", "x=3", "-o", str(path))
    assert path.read_text() == answer("eval", "x^3", "x=3", "--json").out  # by its ending
    assert path.stat().st_mode & 0o777 == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["out.json"]


@pytest.mark.parametrize("named", [False, True])
def test_nothing_is_left_of_a_file_when_its_writer_is_killed(tmp_path: pathlib.Path, named: bool) -> None:
    path = tmp_path / "out.csv"
    path.write_text("as it was")
    if (child := os.fork()) == 0:
        if named:  # where files cannot be without a name, what is left has its writer's number
            streams.unnamed = lambda folder: None
        with streams.replacing(str(path)) as out:
            out.write(b"half")
            out.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    left = {file.name for file in tmp_path.iterdir()} - {path.name}
    if (unnamed := streams.unnamed(str(tmp_path))) is not None:
        unnamed.close()
    assert left == ({f".gradcli-{child}.tmp"} if named or unnamed is None else set())
    assert path.read_text() == "as it was"
    (tmp_path / f".gradcli-{os.getpid()}.tmp").write_text("of one that had our number")
    streams.write_file(str(path), "whole")
    assert path.read_text() == "whole"
    assert {file.name for file in tmp_path.iterdir()} == {path.name} | left


@pytest.mark.parametrize("ending", ["json", "jsonl", "csv", "tsv", "md", "tex", "txt"])
def test_a_file_is_of_the_form_that_its_name_says(tmp_path: pathlib.Path, ending: str) -> None:
    form = {"md": "markdown", "tex": "latex", "txt": "human"}.get(ending, ending)
    answer("eval", "x^3", "x=3", "-o", str(tmp_path / f"o.{ending}"))
    assert (tmp_path / f"o.{ending}").read_text() == answer("eval", "x^3", "x=3", "--format", form).out


def test_a_link_is_written_through(tmp_path: pathlib.Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    answer("eval", "x", "x=3", "-o", str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text().startswith("f = x")


def test_files_that_cannot_be_written(tmp_path: pathlib.Path) -> None:
    assert answer("eval", "x", "x=3", "-o", "") == (2, "", "error: --output needs the name of a file\n")
    found = answer("eval", "x", "x=3", "-o", "/")
    assert found == (1, "", "error: cannot write to '/': it is a directory\n")
    found = answer("eval", "x", "x=3", "-o", str(tmp_path / "no" / "f"))
    assert (found.status, found.out) == (1, "")
    assert found.err.endswith(f"there is no directory {tmp_path / 'no'}\n")
    assert answer("eval", "x", "x=3", "-o", "/dev/full").err == (
        "error: cannot write to '/dev/full': No space left on device\n"
    )


def test_formulas() -> None:
    argv = ["eval", "x^2*y", "--formula"]
    assert answer(*argv, "--get", "grad.x") == (0, "2*x*y\n", "")
    assert answer(*argv, "--format", "csv").out == "path,value,formula\nvalue,,x**2*y\ngrad.x,,2*x*y\ngrad.y,,x**2\n"
    assert answer(*argv, "--format", "latex").out == (
        "\\begin{aligned}\nf &= x^{2} y \\\\\n\\frac{\\partial f}{\\partial x} &= 2 x y \\\\\n"
        "\\frac{\\partial f}{\\partial y} &= x^{2}\n\\end{aligned}\n"
    )
    assert "| ∂f/∂x | `2*x*y` |" in answer(*argv, "--format", "markdown").out
    found = answer(*argv, "x=2", "y=3", "--format", "csv").out.splitlines()
    assert found[:3] == ["path,value,formula", "value,12.0,x**2*y", "grad.x,12.0,2*x*y"]
    assert strict(answer(*argv, "--json").out)["results"][0]["formulas"]["grad.y"] == "x**2"  # type: ignore[index]


def test_a_mistake_of_our_own_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise TypeError("no\x1b[2J")

    monkeypatch.setattr("gradcli.frontends.evaluate.calculate", broken)
    found = answer("eval", "x", "x=1")
    assert (found.status, found.out) == (1, "")
    assert found.err == (
        "error: internal error: TypeError: no\\x1b[2J\n"
        "help: this is a mistake of gradcli's own; python -X dev -m gradcli ... shows where\n"
    )


def test_many_digits_are_copied_and_written() -> None:
    found = answer("eval", "x/3", "x=1", "--digits", "20", "--check", "--json")
    (result,) = json.loads(found.out)["results"]
    (item,) = result["check"]["items"]
    assert (result["grad"]["x"], item["tape"], item["verdict"]) == ("0.33333333333333333333",) * 2 + ("ok",)


def test_what_no_note_explains_is_told_in_text_too(capsys: pytest.CaptureFixture[str]) -> None:
    results = [
        made("a", None, {"x": 1.0}, math.inf, {"x": 1.0}),
        made("b", None, {"x": 1.0}, 1.0, {"x": [0.0, math.nan]}),
    ]
    assert deliver(Report(results), Manner()) == 4
    assert capsys.readouterr().err == (
        "warning: 0.value: not a finite number\nwarning: 1.grad.x: not all of its numbers are finite\n"
    )


def test_a_list_of_orders_repeats_no_warning() -> None:
    assert "not a finite number" not in answer("eval", "1/x", "x=0", "--order", "4").err


def test_one_of_several_results_has_a_path_by_its_name() -> None:
    results = [
        made(name, None, {"x": 1.0}, value, {"x": [value, 0.5]})
        for name, value in [("dy_dx", 2.0), ("dz_dx", 3.0), ("twice", 4.0), ("twice", 5.0)]
    ]
    report = Report(results)
    assert get(report, "dz_dx.grad.x") == get(report, "1.grad.x") == [3.0, 0.5]
    assert (get(report, "dz_dx.grad.x.0"), get(report, "dy_dx.value"), get(report, "3.value")) == (3.0, 2.0, 5.0)
    for path, hint in [("dz_dx.grad.y", "did you mean 'dz_dx.grad.x'?"), ("twice.value", None)]:
        with pytest.raises(GradcliError) as caught:
            get(report, path)
        assert hint is None or caught.value.hint == hint
