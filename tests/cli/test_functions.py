"""gradcli functions: the vocabulary, as it is called."""

from __future__ import annotations

import json
from shlex import split as bash_words

import pytest
from shell import GRADCLI, answer, environment
from terminal import Terminal

from gradcli.ops import ALIASES, FUNCTIONS


def test_every_function_has_a_line_under_its_family() -> None:
    found = answer("functions")
    assert (found.status, found.err) == (0, "")
    lines = found.out.splitlines()
    assert {line.strip().partition("(")[0] for line in lines if line.startswith("  ")} >= set(FUNCTIONS)
    assert "others" not in lines
    assert {"elementary", "linear algebra", "Bessel", "constants"} <= set(lines)
    assert "  pi   3.141592653589793, the circle's circumference over its diameter" in lines


def test_fitted_to_the_terminal() -> None:
    terminal = Terminal([*GRADCLI, "functions"], environment(), columns=60)
    text = terminal.wait("searches")
    terminal.end()
    assert max(len(line.rstrip("\r")) for line in text.split("\n")) <= 60


def test_a_search_finds_names_texts_and_families() -> None:
    found = answer("functions", "bessel").out
    assert "besselj(n, x)" in found
    assert "sphericalbessel" in found
    assert "sin(x)" not in found
    assert "inverse sine" in answer("functions", "inverse", "sine").out


SIN = """\
sin(x)     sine, x in radians

family       elementary
derivative   cos(x)
series at 0  x - x^3/6 + x^5/120 - x^7/5040 + ...
proven       values and derivatives of any order, by FLINT's power series in Arb's balls
NumPy        np.sin
TensorFlow   tf.sin, tf.math.sin

$ gradcli eval 'sin(x)' x=0.5
value     0.4794255386
gradient  df/dx   0.8775825619
"""


def test_a_page() -> None:
    assert answer("functions", "sin") == (0, SIN, "")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("log", "domain       log needs a positive number"),
        ("cot", "derivative   -1 - cos(x)^2/sin(x)^2"),
        ("sec", "derivative   sin(x)/cos(x)^2"),
        ("sec", "proven       values and derivatives of any order: it is made of functions that are"),
        ("sec", "series at 0  1 + x^2/2 + 5*x^4/24 + 61*x^6/720 + ..."),
        ("besselj", "derivative   besselj(0, x)/2 - besselj(2, x)/2   (of besselj(1, x))"),
        ("log", "series at 1  (x - 1) - (x - 1)^2/2 + (x - 1)^3/3 - (x - 1)^4/4 + ..."),
        ("asin", "also         asin"),
        ("asin", "derivative   1/sqrt((1-x)*(1+x))"),
        ("floor", "kinks       at whole numbers"),
        ("abs", "kinks       at x = 0"),
        ("maximum", "kinks       where a = b"),
        ("atan2", "∂/∂a        b/hypot(a, b)/hypot(a, b)"),
        ("power", "∂/∂a        b*a^(b-1)"),
        ("det", "$ gradcli eval 'det(x)' 'x=[[2,1],[1,3]]'"),
        ("logsumexp", "family  sums and statistics"),
        ("inv", "differential  d inv(x) = -inv(x) @ dx @ inv(x)"),
        ("squeeze", "proven        values and derivatives of any order, by FLINT's power series in Arb's balls"),
    ],
)
def test_what_a_page_says(name: str, line: str) -> None:
    shown = answer("functions", name).out.splitlines()
    assert " ".join(line.split()) in [" ".join(one.split()) for one in shown]


def examples(name: str) -> None:
    text = answer("functions", name).out
    command, _, expected = text.partition("$ ")[2].partition("\n")
    found = bash_words(command)
    status, out, _ = answer(*found[1:])
    assert status == 0
    assert out.split("\n\n", 1)[1] == expected


@pytest.mark.parametrize(
    "name",
    [
        "sin",
        "det",
        "besselj",
        "logsumexp",
        "max",
        "solve",
        "interp",
        "polygamma",
        "kron",
        "piecewise",
        "angle",
        "corrcoef",
    ],
)
def test_examples_run_as_printed(name: str) -> None:
    examples(name)


@pytest.mark.slow
def test_every_example_runs_as_printed() -> None:
    for name in FUNCTIONS:
        examples(name)


def test_a_constant() -> None:
    assert answer("functions", "tau").out == "tau     6.283185307179586, 2*pi\n"


def test_as_json() -> None:
    body = json.loads(answer("functions", "--json").out)
    assert body["schema"] == "gradcli/1"
    assert {entry["name"] for entry in body["functions"]} == set(FUNCTIONS)
    assert {alias for entry in body["functions"] for alias in entry["aliases"]} == {
        alias for alias, name in ALIASES.items() if name in FUNCTIONS
    }


def test_a_function_that_does_not_exist() -> None:
    assert answer("functions", "snh") == (2, "", "error: unknown function 'snh'\nhelp: did you mean 'sinh'?\n")
