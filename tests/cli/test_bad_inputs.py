"""Wrong, hostile and odd input: each command line with its exit status, its output and its message, word for word.

`tests/cases/bad_inputs.json` holds them: id, argv, stdin, status, out and err (empty unless given); `begins` instead of
err where the last line, a suggestion, depends on which functions there are; for what does not fit on a line (files,
streams, signals, long texts) `test`: the test that pins it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from cost import growth, processor
from shell import Answer, answer

TESTS = Path(__file__).parents[1]
TABLE = json.loads((TESTS / "cases" / "bad_inputs.json").read_text("utf-8"))
CASES = [case for case in TABLE if "test" not in case]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = answer(*case["argv"], stdin=case.get("stdin", "").encode())
    if "begins" in case:
        assert found.err.startswith(case["begins"])
        assert found.err.count("\n") == case["begins"].count("\n") + 1
        found = found._replace(err="")
    assert found == Answer(case["status"], case.get("out", ""), case.get("err", ""))


@pytest.mark.parametrize("case", [case for case in TABLE if "test" in case], ids=lambda case: case["id"])
def test_the_others_have_a_test(case: dict[str, str]) -> None:
    path, _, name = case["test"].partition("::")
    assert f"def {name}(" in (TESTS / path).read_text("utf-8")


def test_no_case_stands_twice() -> None:
    assert len({case["id"] for case in TABLE}) == len(TABLE)
    assert len({json.dumps([case["argv"], case.get("stdin")]) for case in CASES}) == len(CASES)


def test_errors_leave_standard_output_empty() -> None:
    assert all("out" not in case for case in CASES if case.get("err", "").startswith("error: "))


@pytest.mark.parametrize(("case"), [case for case in CASES if case["status"] == 2], ids=lambda case: case["id"])
def test_the_same_error_as_json(case: dict[str, Any]) -> None:
    found = answer(*case["argv"], "--json", stdin=case.get("stdin", "").encode())
    assert (found.status, found.out) == (2, "")
    assert found.err.count("\n") == 1
    whole = json.loads(found.err)
    assert (set(whole), whole["schema"]) == ({"schema", "error"}, "gradcli/1")
    error = whole["error"]
    assert case.get("err", case.get("begins")).startswith(f"error: {error['message']}\n")
    assert set(error) == {"code", "message", "span", "hint"}


def test_sixty_thousand_terms() -> None:
    found = answer("eval", "1+" * 60_000 + "x", "x=1", "--get", "value")
    assert found == (0, "60001.0\n", "")


@pytest.mark.parametrize("depth", [198, 1000])
def test_nested_parentheses(depth: int) -> None:
    assert answer("eval", "(" * depth + "x" + ")" * depth, "x=1", "--get", "grad.x") == (0, "1.0\n", "")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("x**" * 100_000 + "1", "error: nested deeper than 5,000 levels\n  ...x**x**"),
        ("(" * 50_000 + "x", "error: nested deeper than 5,000 levels\n  ...((((((("),
        ("1e1e" * 50_000, "error: malformed number '1e1e1e1e"),
        ("n" * 1_000_000, "error: no value for nnnnnnnnnn"),
        ("(" * 2_000_001, "error: "),
        ("9" * 1_000_000, "error: '99999999"),
    ],
    ids=["towers", "brackets", "exponents", "name", "too long", "digits"],
)
def test_long_texts_fail_fast_and_briefly(text: str, start: str) -> None:
    began = processor()
    found = answer("eval", "-", "x=2", stdin=text.encode())
    assert processor() - began < 30
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith(start)
    assert all(len(line) <= 100 for line in found.err.splitlines())


@pytest.mark.parametrize(
    "of",
    [
        lambda n: ("eval", f"slope of x{' ' * n};{' ' * n}=y", "x=1"),
        lambda n: ("eval", f"slope of x at {'1' * n}w=", "x=1"),
        lambda n: ("eval", f"diff(x,x){' ' * n}?y", "x=1"),
        lambda n: (f"{'N(' * (n // 4)}x{')' * (n // 4)}",),
    ],
    ids=["blanks", "digits", "a question", "calls in calls"],
)
def test_long_texts_in_words_are_told_in_linear_time(of: Callable[[int], tuple[str, ...]]) -> None:
    found = answer(*of(6_000))
    assert (found.status, found.out) == (2, "")
    assert "internal" not in found.err
    assert growth(lambda n: answer(*of(n)), 3_000, 4.0) < 4


@pytest.fixture
def million(tmp_path: Path) -> str:
    path = tmp_path / "million.npy"
    np.save(path, np.full(1_000_000, 0.5))
    return f"a=@{path}"


@pytest.mark.parametrize("text", ["sum(outer(a,a))", "sum(reshape(a,(1000000,1))*reshape(a,(1,1000000)))"])
def test_results_too_large_are_refused_from_their_shapes(text: str, million: str) -> None:
    found = answer("eval", text, million)
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith("error: the result would have 1e+12 elements\n")


def test_a_huge_power_does_not_hang_the_check() -> None:
    began = processor()
    found = answer("eval", "9**9**9*x", "x=1", "--check")
    assert found.status == 4
    assert processor() - began < 60


def test_a_wrong_rule_disagrees(monkeypatch: pytest.MonkeyPatch) -> None:
    from gradcli.ops.analysis import sin

    monkeypatch.setattr(sin.op, "vjp", (lambda g, y, x: g * y,))
    found = answer("eval", "sin(x)", "x=1", "--check")
    assert found.status == 3
    assert found.out.endswith(
        "  x    cos(x)   0.8414709848  0.5403023059  0.56      0  FAIL\n  x: wrong rule: sin\n0 of 1 agree, 1 FAIL\n"
    )


def test_a_hard_check_ends() -> None:
    found = answer("eval", "sin(x)**50*cos(x)**50/(x**7+1)**30", "x=.5", "--check", "--order", "5")
    assert found.status == 0


def test_standard_input_that_is_not_text() -> None:
    found = answer("eval", "-", "x=1", stdin=b"x + \xff")
    assert found == (2, "", "error: standard input is not UTF-8: byte 0xff at offset 4\n")


def test_standard_input_has_a_limit() -> None:
    found = answer("eval", "-", "x=1", stdin=b" " * 8_000_001)
    assert found == (2, "", "error: standard input is longer than 8 MB\n")


def test_standard_input_is_read_once() -> None:
    found = answer("eval", "-", "x=@-", stdin=b"x")
    message = "error: standard input is named twice\nhelp: put the expression, or the data, in a file\n"
    assert found == (2, "", message)


def test_ranges_are_no_points() -> None:
    hint = "write x=0 for one point, or gradcli table 'x' x=0:1"
    message = f"error: x: a range is not a point\n  x=0:1\n  ^^^^^\nhelp: {hint}\n"
    assert answer("eval", "x", "x=0:1") == (2, "", message)
