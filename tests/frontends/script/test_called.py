"""--call where the script exits before its end, and --expect with the defaults of the function's arguments."""

import json

import pytest
from truths import sampled

from tests.cli.shell import answer

SQUARE = "def f(x): return x * x\ndef df(x): return 2 * x\n"
ENDS = ["import sys\nsys.exit(0)", "exit()", "raise SystemExit", "import sys\nsys.exit(None)", "raise SystemExit(256)"]
TAPES = "import tensorflow as tf\n"


@pytest.mark.parametrize("more", [(), ("--check",), ("--against", "df"), ("--expect", "x=2*x")])
@pytest.mark.parametrize("end", sampled([*ENDS, "import unittest\nunittest.main(argv=['s'])"], 2))
def test_a_function_of_a_script_that_exits_well_is_called(end, more):
    found = answer("run", "-", "--call", "f", "x=3", "--json", *more, stdin=f"{SQUARE}{end}\ny = 1 / 0\n".encode())
    row = json.loads(found.out)["results"][0]
    assert (found.status, row["value"], row["grad"]) == (0, 9, {"x": 6})


def test_so_it_is_where_tensorflow_is_imported():
    found = answer("run", "-", "--call", "f", "x=3", "--json", stdin=f"{TAPES}{SQUARE}exit()\n".encode())
    assert (found.status, json.loads(found.out)["results"][0]["grad"]) == (0, {"x": 6})


ARGPARSE = "import argparse\np = argparse.ArgumentParser()\np.add_argument('n', type=int)\nn = p.parse_args().n\n"
BAD = [  # the end of the script, its status, and what it says itself
    (ARGPARSE, 2, "the following arguments are required: n"),
    ("import sys\nsys.exit('no data')", 1, "no data\n"),
    ("raise SystemExit(7)", 7, ""),
]


@pytest.mark.parametrize("table", [False, True])
@pytest.mark.parametrize("first", ["", TAPES])
@pytest.mark.parametrize(("end", "status", "said"), BAD)
def test_a_script_that_fails_keeps_its_status_and_its_words(tmp_path, first, end, status, said, table):
    (tmp_path / "p.csv").write_text("x\n1\n2\n")
    given = ("--table", str(tmp_path / "p.csv")) if table else ("x=3",)
    found = answer("run", "-", "--call", "f", *given, stdin=f"{first}{SQUARE}{end}\n".encode())
    assert (found.status, found.out) == (status, "")
    assert found.err.count(said or "error: ") == 1
    assert f"error: the script exits before f is called (exit status {status})\n" in found.err
    assert "help: what the script itself takes goes after --" in found.err


def test_its_own_arguments_follow_two_dashes():
    found = answer("run", "-", "--call", "f", "x=3", "--json", "--", "5", stdin=f"{ARGPARSE}{SQUARE}exit()\n".encode())
    assert (found.status, json.loads(found.out)["results"][0]["grad"]) == (0, {"x": 6})


def test_a_function_that_is_not_there_by_then_is_told():
    found = answer("run", "-", "--call", "f", "x=3", stdin=f"exit()\n{SQUARE}".encode())
    assert (found.status, found.out) == (2, "")
    assert "error: the script exits before it defines f (exit status 0)\n" in found.err
    found = answer("run", "-", "--call", "ff", "x=3", stdin=f"{SQUARE}exit()\n".encode())
    assert (found.status, found.out) == (2, "")
    assert "the script has no function 'ff'" in found.err


@pytest.mark.parametrize(("code", "status"), [(0, 2), (3, 3)])
@pytest.mark.parametrize("table", [False, True])
def test_a_function_that_exits_is_told(tmp_path, code, status, table):
    (tmp_path / "p.csv").write_text("x\n1\n2\n")
    given = ("--table", str(tmp_path / "p.csv")) if table else ("x=3",)
    text = f"import sys\ndef f(x): sys.exit({code})\n"
    found = answer("run", "-", "--call", "f", *given, stdin=text.encode())
    assert (found.status, found.out) == (status, "")
    assert f"error: f exits and returns no value (exit status {code})\n" in found.err


def test_an_exception_before_the_end_is_as_it_was():
    found = answer("run", "-", "--call", "f", "x=3", stdin=f"{SQUARE}1 / 0\n".encode())
    assert (found.status, found.out) == (1, "")
    assert found.err.endswith("ZeroDivisionError: division by zero\n")


def test_a_table_of_a_script_that_exits_well(tmp_path):
    (tmp_path / "p.csv").write_text("x\n1\n2\n")
    given = ("--call", "f", "--table", str(tmp_path / "p.csv"), "--json")
    early = answer("run", "-", *given, stdin=f"{SQUARE}exit()\n".encode())
    assert (early.status, early.out) == (0, answer("run", "-", *given, stdin=SQUARE.encode()).out)
    assert early.out.count("\n") == 2


PENDULUM = b"""import math
def period(L, g=9.81, *, scale=2.0):
    return scale * math.pi * math.sqrt(L / g)
def other(L, g=1.0, scale=1.0):
    return scale * math.pi * 0.5 / math.sqrt(L * g)
"""


@pytest.mark.parametrize(
    ("words", "text", "status"),
    [
        ((), "scale*pi/2/sqrt(L*g)", 0),
        ((), "scale*math.pi/2/math.sqrt(L*g)", 0),
        ((), "scale*pi/sqrt(L*g)", 3),
        (("g=2", "--wrt", "L"), "scale*pi/2/sqrt(L*g)", 0),
        (("g=2",), "scale*pi/2/sqrt(L*g)", 0),
    ],
)
def test_formulas_know_the_defaults_of_arguments(words, text, status):
    found = answer("run", "-", "--call", "period", "L=1", *words, "--expect", f"L={text}", stdin=PENDULUM)
    assert found.status == status, found.err
    if not status:
        assert "right here and at 3 points about it" in found.out
