"""NAME=VALUE: what may stand there, and every fault word for word."""

from __future__ import annotations

import math

import pytest
from cost import growth
from hypothesis import given, settings
from hypothesis import strategies as st
from reader import FUNCTIONS, attempt, fault

from gradcli.errors import GradcliError
from gradcli.frontends.bindings import read_binding, read_bindings
from gradcli.frontends.values import File, rectangular


def read(text):
    return read_binding(text, FUNCTIONS)


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("x=2", "x", 2.0),
        ("x=-3", "x", -3.0),
        ("x = 1e-3 ", "x", 1e-3),
        ("x=1_000", "x", 1000.0),
        ("x=010", "x", 10.0),
        ("x=pi/4", "x", math.pi / 4),
        ("x=2pi", "x", 2 * math.pi),
        ("x=-inf", "x", -math.inf),
        ("x=2^-1", "x", 0.5),
        ("x=7//2+7%4", "x", 6.0),
        ("x=sqrt(2)*exp(1)", "x", math.sqrt(2) * math.exp(1)),
        ("x=1,2,3", "x", [1.0, 2.0, 3.0]),
        ("x=[1]", "x", [1.0]),
        ("x=-1,pi,", "x", [-1.0, math.pi]),
        ("x=[1,2,3]", "x", [1.0, 2.0, 3.0]),
        ("x=(1,2)", "x", [1.0, 2.0]),
        ("x=[]", "x", []),
        ("A=[[1,2],[3,4]]", "A", [[1.0, 2.0], [3.0, 4.0]]),
        ("A=[1,2],[3,4]", "A", [[1.0, 2.0], [3.0, 4.0]]),
        ("X=@data.csv", "X", File("data.csv")),
        ("X=@ a=b.csv", "X", File(" a=b.csv")),
        ("X=@-", "X", File("-")),
        ("α=3", "α", 3.0),
        ("π=3", "pi", 3.0),
        ("e\u0301=1", "é", 1.0),
        ("x＝−2", "x", -2.0),
        ("lambda=3", "lambda", 3.0),
        ("sin=2", "sin", 2.0),
        ("\ufeffx=1", "x", 1.0),
    ],
)
def test_values(text, name, value):
    found = read(text)
    assert (found.name, found.value, found.text) == (name, value, text)
    assert repr(found.value) == repr(value)


def test_nan():
    assert math.isnan(read("x=nan").value)


def test_the_decimals_are_kept():
    found = read("x = 0.10 ")
    assert found.source == "0.10"
    assert found.expression.nodes[found.expression.result].value == (0.1, "0.10")


def test_an_underflow_is_noted_by_name():
    (note,) = read("x=1e-400").warnings
    assert (note.code, note.message, note.span) == ("underflow", "x: 1e-400 rounds to 0", (2, 8))


NAMES = "a name is a letter, then letters, digits or _"
NUMBER = "write a number, such as 2, 1e-3 or pi/4"
INSTEAD = "write the number itself"

FAULTS = [
    ("x", "'x' is not a binding", "x", "write x=1"),
    ("1", "'1' is not a binding", "1", "write NAME=1, such as x=1"),
    ("=1", "'=1' has no variable name", "=", "write NAME=VALUE"),
    (" =1", "' =1' has no variable name", " ", "write NAME=VALUE"),
    ("2x=1", "'2x' is not a variable name", "2x", NAMES),
    ("x y=1", "'x y' is not a variable name", "x y", NAMES),
    ("x<=1", "'x<' is not a variable name", "x<", NAMES),
    ("1..2=1", "'1..2' is not a variable name", "1..2", NAMES),
    ("\ufeff=1", "'\\ufeff' is not a variable name", "\ufeff", NAMES),
    ("__import__('os').system('id')=1", "'__import__('os').system('id')' is not a variable name",
     "__import__('os').system('id')", NAMES),
    ("if=1", "'if' is not a variable name", "if", "'if' has a meaning of its own"),
    ("True=1", "'True' is not a variable name", "True", "'True' has a meaning of its own"),
    ("ｘ=1", "unexpected character 'ｘ' (U+FF58)", "ｘ", "write x"),
    ("x\u200b=1", "invisible character U+200B at column 2", "\u200b", "remove it"),
    ("x=", "x has no value", "=", "write x=1"),
    ("x=abc", "x: 'abc' is not a number", "abc", NUMBER),
    ("x=2*y+z", "x: 'y' is not a number", "y", NUMBER),
    ("x=sqrt(abc)", "x: 'abc' is not a number", "abc", NUMBER),
    ("x=True", "x: 'True' is not a number", "True", "write 1"),
    ("x='2'", "x: ''2'' is not a number", "'2'", "write x=2"),
    ('x="abc', "x: '\"abc' is not a number", '"abc', NUMBER),
    ("x=\x1b[2J", "x: unexpected character '\\x1b' (U+001B)", "\x1b", None),
    ('x=__import__("os").system("id")', "x: unknown function '__import__'", "__import__",
     "'gradcli functions' lists what there is"),
    ("x=sin", "x: 'sin' is a function", "sin", "write sin(...)"),
    ("x=2y", "x: '2y' is not a number", "2y", NUMBER),
    ("x=2 3", "x: missing operator between '2' and '3'", "2 3", "write x=2,3"),
    ("x=1+", "x: nothing follows '+'", "+", "add a value, or leave out '+'"),
    ("x==1", "x is given by one '='", "=", "write x=1"),
    ("x=1,", "x: nothing follows ','", ",", "leave it out, or write x=[1] for an array"),
    ("x=1 y=2", "one argument holds several bindings", "y=", "write them apart: x=1 y=2"),
    ("x=1,y=2", "one argument holds several bindings", "y=", "write them apart: x=1 y=2"),
    ("x=NaN", "x: 'NaN' is not a number", "NaN", "write x=nan"),
    ("x=-Infinity", "x: 'Infinity' is not a number", "Infinity", "write x=-inf"),
    ("x=2'", "x: unexpected \"'\"", "'", "numbers have no marks in them"),
    ("x:=1", "'x:=1' is not a binding", "x:=1", "write x=1"),
    ("x=-PI/2", "x: 'PI' is not a number", "PI", "write x=-pi/2"),
    ("@a.csv", "'@a.csv' is not a binding", "@a.csv", "write NAME=@a.csv, such as x=@a.csv"),
    ("x=a.csv", "x: 'a.csv' is not a number", "a.csv", "write x=@a.csv"),
    ("x=1 m", "x: '1 m' is not a number", "1 m", "write x=1 (in m: units are not read)"),
    ("x=9.81 m/s^2", "x: '9.81 m/s^2' is not a number", "9.81 m/s^2", "write x=9.81 (in m/s^2: units are not read)"),
    ("x=1 q", "x: '1 q' is not a number", "1 q", NUMBER),
    ("x=50%", "x: nothing follows '%'", "%", "write x=0.5"),
    ("x=12.5 %", "x: nothing follows '%'", "%", "write x=0.125"),
    ("x=$1.50", "x: unexpected '$' at the start", "$", "write x=1.50"),
    ("x=20 €", "x: unexpected character '€' (U+20AC)", "€", "write x=20"),
    ("x=1 000", "x: missing operator between '1' and '000'", "1 000", "write x=1000"),
    ("x=1'000'000.5", "x: unexpected \"'\"", "'", "write x=1000000.5"),
    ("-v", "no such option '-v'", "-v", "--help lists the options"),
    ("x=y=2", "one argument holds several bindings", "y=", "write x=2 y=2"),
    ("x=3;4", "x: unexpected ';'", ";", "write ',' between values; a matrix is [[1,2],[3,4]]"),
    ("x=1e400", "x: '1e400' is beyond float64", "1e400", "the largest number is about 1.8e308"),
    ("x=1/0", "x: '1/0' is not a finite number", "1/0", "for infinity write inf"),
    ("x=1+sqrt(-1)", "x: 'sqrt(-1)' is not a finite number", "sqrt(-1)", None),
    ("x=(-8)^(1/3)", "x: '(-8)^(1/3)' is not a finite number", "(-8)^(1/3)", None),
    ("x=9**9**9", "x: '9**9**9' is not a finite number", "9**9**9", None),
    ("x=1e200*1e200", "x: '1e200*1e200' is not a finite number", "1e200*1e200", None),
    ("x=det(1)", "x: det cannot stand in a value", "det(1)", INSTEAD),
    ("x=1 if 2 else 3", "x: where cannot stand in a value", "1 if 2 else 3", INSTEAD),
    ("x=[1,2]*2", "x: there is no arithmetic on lists here", "[1,2]*2", "write the numbers out"),
    ("x=[[1,2],[3]]", "x: rows have different lengths (2, 1)", "[[1,2],[3]]", "fill or shorten them"),
    ("x=[1,[2]]", "x: numbers and rows are mixed", "[1,[2]]", "write [[1,2],[3,4]]"),
    ("x=1,[2]", "x: numbers and rows are mixed", "1,[2]", "write [[1,2],[3,4]]"),
    ('x=[1,"a"]', "x: element 2 is not a number", '"a"', NUMBER),
    ("x=[1,abc]", "x: element 2 is not a number", "abc", NUMBER),
    ("x=1,2,abc", "x: element 3 is not a number", "abc", NUMBER),
    ('x=[[1,2],["a",3]]', "x: element 2,1 is not a number", '"a"', NUMBER),
    ("x=[1,sqrt(abc)]", "x: element 2 is not a number", "abc", NUMBER),
    ("x=[1,2", "x: '[' is never closed", "[", "add ']'"),
    ("x=" + "[" * 40 + "]" * 40, "x: lists nest at most 32 deep", "[" * 40 + "]" * 40, None),
    ("X=@", "X: '@' names no file", "@", "write X=@data.csv"),
    ("x=-3:3:200", "x: a range is not a point", "x=-3:3:200",
     "write x=1 for one point, or gradcli table EXPR x=-3:3:200"),
    ("x=2.0(1)", "x: '2.0(1)' has two readings", "2.0(1)", "write 2.0+-0.1, or 2.0*1"),
    ("x=3(2)", "x: '3(2)' has two readings", "3(2)", "write 3+-2, or 3*2"),
    (
        "x=1.674(15)e-3", "x: '1.674(15)e-3' has two readings", "1.674(15)e-3",
        "write 1.674e-3+-0.015e-3, or 1.674*15e-3",
    ),
    ("x=1:2y", "x: a range is not a point", "x=1:2y", "write x=1 for one point, or gradcli table EXPR x=1:2y"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "pointed", "hint"), FAULTS)
def test_faults(text, message, pointed, hint):
    assert fault(read, text) == (message, pointed, hint)


def test_the_message_is_also_the_exceptions_text():
    with pytest.raises(GradcliError, match=r"^x: 'abc' is not a number$"):
        read("x=abc")


def test_bindings_by_name():
    found = read_bindings(["x=1", "y=2,3"], FUNCTIONS)
    assert {name: binding.value for name, binding in found.items()} == {"x": 1.0, "y": [2.0, 3.0]}


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["x=1", "y=0", "x=2"], "x is given twice (1 and 2)"),
        (["π=1", "pi=3.0"], "pi is given twice (1 and 3.0)"),
        (["x=1", ""], "'' is not a binding"),
        (["x=@-", "y=@-"], "the standard input can be read only once"),
        (["x=" + "1" * 50, "x=2"], "x is given twice (111111111111111111111111111... and 2)"),
    ],
)
def test_several_bindings(texts, message):
    assert fault(read_bindings, texts, FUNCTIONS)[0] == message


def test_long_names_are_clipped():
    for text in ("a" * 100_000, "a" * 100_000 + "=b", "a" * 100_000 + "=", "2" + "a" * 100_000 + "=1"):
        message, _, hint = fault(read, text)
        assert len(message) < 200
        assert len(hint or "") < 200


@pytest.mark.parametrize(
    ("value", "shape"), [(1.0, ()), ([], (0,)), ([[], []], (2, 0)), ([[[1.0]], [[2.0]]], (2, 1, 1))]
)
def test_shapes(value, shape):
    assert rectangular(value) == shape


@pytest.mark.parametrize("piece", ["1,", "[1],", "1+", "-", "'", "1:", "[", "a,", "9", "1 ", "1e", "(9)", "9+-"])
def test_linear_time(piece):
    assert growth(lambda n: attempt(read, "x=" + piece * n), 1_000) < 3


PIECES = [*"[](),:=@ '\"-+*/", "x", "1", "2.5", "1e400", "pi", "inf", "sqrt(", "x=", "\u200b", "=1"]


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=20).map("".join)))
def test_only_our_errors_escape(text):
    for whole in (text, "x=" + text):
        found, error = attempt(read, whole)
        if error is None:
            assert found.name.isidentifier()
        else:
            assert error.text == whole
            assert error.message.isprintable()
