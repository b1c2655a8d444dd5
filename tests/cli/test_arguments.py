"""What is an option and what is a word."""

from __future__ import annotations

import pytest
from shell import answer

from gradcli.cli.arguments import FLAG, VALUE, sort, wants_json
from gradcli.errors import GradcliError

KNOWN = {"--order": VALUE, "--output": VALUE, "--quiet": FLAG, "--help": FLAG, "--check": "yes"}


@pytest.mark.parametrize(
    ("line", "options", "words"),
    [
        ("x x=1 --order 2", ["--order=2"], ["x", "x=1"]),
        ("--order=2 x", ["--order=2"], ["x"]),
        ("--order -3 x", ["--order=-3"], ["x"]),
        ("--order= x", ["--order="], ["x"]),
        ("-x^2 -omega*t -1 - -v", [], ["-x^2", "-omega*t", "-1", "-", "-v"]),
        ("--2 --2*x --(x) x", [], ["--2", "--2*x", "--(x)", "x"]),
        ("-o f -q x", ["--output=f", "--quiet"], ["x"]),
        ("-of -qo", [], ["-of", "-qo"]),
        ("--check x", ["--check=yes"], ["x"]),
        ("--check=all x", ["--check=all"], ["x"]),
        ("x -- --order 2 -q --", [], ["x", "--order", "2", "-q", "--"]),
    ],
)
def test_sorting(line: str, options: list[str], words: list[str]) -> None:
    assert sort(line.split(), KNOWN) == (options, words, [])


def test_what_may_be_repeated() -> None:
    found = sort("--order 2 --order 3 -q -q --check --check".split(), KNOWN, {"--order"})
    assert found.options == ["--order=2", "--order=3", "--quiet", "--quiet", "--check=yes", "--check=yes"]
    assert sort("--order 2 --order 2".split(), KNOWN).options == ["--order=2"] * 2


def test_what_follows_two_dashes_can_be_kept_apart() -> None:
    found = sort(["f.py", "-q", "x=1", "--", "a", "-b", "--order", "3", "--"], KNOWN, keep_rest=True)
    assert found == (["--quiet"], ["f.py", "x=1"], ["a", "-b", "--order", "3", "--"])


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("--ordr 2", "no such option '--ordr'", "did you mean '--order'?"),
        ("--zzz", "no such option '--zzz'", "try something else"),
        ("--x=3", "no such option '--x'", "to give a value to a variable write x=3"),
        ("--order", "--order needs a value", "write --order 2"),
        ("--order --check", "--order needs a value", "write --order 2"),
        ("-o", "-o needs a value", "try something else"),
        ("--quiet=1", "--quiet takes no value", "write --quiet"),
        ("--order 2 --order=3", "--order is given twice (2 and 3)", "leave one out"),
        ("-o f --output g", "--output is given twice (f and g)", "leave one out"),
        ("\u2014order 2", "'\u2014order' is no option", "write --order 2"),
        ("\u2013-order=2", "'\u2013-order=2' is no option", "write --order=2"),
    ],
)
def test_mistakes(line: str, message: str, hint: str | None) -> None:
    with pytest.raises(GradcliError) as caught:
        sort(line.split(), KNOWN, advice="try something else")
    assert (caught.value.message, caught.value.hint) == (message, hint)


@pytest.mark.parametrize("line", ["--json", "x --ordr --json", "--format json", "--format=jsonl"])
def test_json_errors_are_wanted(line: str) -> None:
    assert wants_json(line.split())


@pytest.mark.parametrize("line", ["x", "-- --json", "--format csv", "json"])
def test_json_errors_are_not_wanted(line: str) -> None:
    assert not wants_json(line.split())


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["evla", "x"], "error: no such command 'evla'\nhelp: did you mean 'eval'?\n"),
        (
            ["x^2", "x=3"],
            "error: no such command 'x^2'\nhelp: to evaluate an expression write gradcli eval 'x^2' x=3\n",
        ),
        (
            ["--quiet", "eval", "2"],
            "error: no such option '--quiet'\nhelp: options come after the command: write gradcli eval '2' --quiet\n",
        ),
        (["EVAL", "x"], "error: no such command 'EVAL'\nhelp: did you mean 'eval'?\n"),
        (["--vers"], "error: no such option '--vers'\nhelp: did you mean '--version'?\n"),
        (["a.py"], "error: no such command 'a.py'\nhelp: to run a script write gradcli run a.py\n"),
        (["eval", "x=1", "y=2"], "error: the expression comes first\nhelp: write gradcli eval 'x^2' x=3\n"),
    ],
)
def test_commands_are_suggested(argv: list[str], message: str) -> None:
    assert answer(*argv) == (2, "", message)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("--digits -3", "--digits must be a whole number from 1 to 1000, not '-3'"),
        ("--digits 1001", "--digits must be a whole number from 1 to 1000, not '1001'"),
        ("--order 1.5", "--order must be a whole number from 0 to 100, not '1.5'"),
        ("--order ٣", "--order must be a whole number from 0 to 100, not '٣'"),
        ("--order 99999999999999999999", "--order must be a whole number from 0 to 100, not '99999999999999999999'"),
        ("--rtol 0", "--rtol must be a number above 0, not '0'"),
        ("--timeout nan", "--timeout must be a number above 0, not 'nan'"),
        ("--timeout inf", "--timeout must be a number above 0, not 'inf'"),
        ("--timeout soon", "--timeout must be a number above 0, not 'soon'"),
        ("--partial x,,y", "--partial takes names such as x,y, not 'x,,y'"),
        (f"--partial {'x,' * 100}x", "--partial has 101 names, the limit is 100"),
        ("--expect 2*x", "--expect '2*x' is not of the form NAME=EXPR\nhelp: write --expect x='2*x'"),
        ("--expect x=1 --expect x=2", "--expect gives 'x' twice"),
    ],
)
def test_values_of_options(line: str, message: str) -> None:
    assert answer("eval", "x", "x=1", *line.split()) == (2, "", f"error: {message}\n")


def test_json_excludes_other_formats() -> None:
    found = answer("eval", "x", "x=1", "--json", "--format", "csv")
    error = (
        '{"schema":"gradcli/1","error":{"code":"option","message":"--json and --format csv exclude each other",'
        '"span":null,"hint":"leave one out"}}\n'
    )
    assert found == (2, "", error)


def test_formats_are_suggested() -> None:
    found = answer("eval", "x", "x=1", "--format", "jsn")
    assert found == (2, "", "error: --format cannot be 'jsn'\nhelp: did you mean 'json'?\n")
    found = answer("eval", "x", "x=1", "--color", "blue")
    assert found == (2, "", "error: --color cannot be 'blue'\nhelp: one of auto, always, never\n")


def test_help_in_words() -> None:
    assert answer("help", "eval") == answer("eval", "--help") == answer("eval", "x", "-h")
    assert answer("help") == answer("--help") == answer("-h")
    assert answer("help", "evla").status == 2


def test_options_stand_anywhere() -> None:
    expected = answer("eval", "-x^2", "x=3", "--order", "2")
    assert expected.status == 0
    assert answer("eval", "--order=2", "-x^2", "x=3") == expected
    assert answer("eval", "--order", "2", "--", "-x^2", "x=3") == expected
