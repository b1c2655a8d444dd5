"""gradcli functions: the vocabulary, as it is called."""

from __future__ import annotations

import json

import pytest
from shell import answer

from gradcli.ops import ALIASES, FUNCTIONS


def test_every_function_has_a_line() -> None:
    found = answer("functions")
    assert (found.status, found.err) == (0, "")
    assert [line.partition("(")[0] for line in found.out.splitlines()] == sorted(FUNCTIONS)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("sin", "sin(x)  sine, x in radians\n"),
        ("asin", "arcsin(x)  inverse sine (also asin)\n"),
        ("arctan2", "arctan2(a, b)  angle of (b, a) (also atan2)\n"),
        ("logsumexp", "logsumexp(x, axis=, keepdims=)  log(sum(exp(x))) without overflow (also reduce_logsumexp)\n"),
        (
            "max",
            "max(x, y, ..., axis=, keepdims=)  The largest element of an array, or of several arguments (also amax)\n",
        ),
    ],
)
def test_one_function(name: str, line: str) -> None:
    assert answer("functions", name) == (0, line, "")


def test_as_json() -> None:
    body = json.loads(answer("functions", "--json").out)
    assert body["schema"] == "gradcli/1"
    assert {entry["name"] for entry in body["functions"]} == set(FUNCTIONS)
    assert {alias for entry in body["functions"] for alias in entry["aliases"]} == {
        alias for alias, name in ALIASES.items() if name in FUNCTIONS
    }


def test_a_function_that_does_not_exist() -> None:
    assert answer("functions", "snh") == (2, "", "error: unknown function 'snh'\nhelp: did you mean 'sinh'?\n")
