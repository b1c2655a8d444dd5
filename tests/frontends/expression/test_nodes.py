"""Trees to values: the one loop, names and their values, arguments that must be plain numbers."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from reader import FUNCTIONS, fault

from gradcli.errors import DomainFault, GradcliError
from gradcli.frontends.expression.nodes import evaluate
from gradcli.frontends.expression.parser import parse
from gradcli.frontends.expression.reading import match_names
from gradcli.frontends.expression.run import vocabulary

CALLS = {"add": lambda a, b: a + b, "multiply": lambda a, b: a * b, "sin": math.sin, "log": math.log}


def read(text, variables=()):
    return parse(text, FUNCTIONS, variables)


def apply(node, args):
    return CALLS[node.op](*args)


def value(text, env, **options):
    found = read(text, env)
    return evaluate(found, env, apply, **options)[found.result]


def test_one_value_per_node():
    found = read("r = x*y; r + sin(r)")
    values = evaluate(found, {"x": 2.0, "y": 3.0}, apply)
    assert len(values) == len(found.nodes)
    assert values[found.parts["r"]] == 6.0
    assert values[found.result] == 6.0 + math.sin(6.0)


def test_constants_and_those_that_are_given():
    assert value("2*pi", {}) == 2 * math.pi
    assert value("2*pi", {"pi": 3.0}) == 6.0
    assert math.isnan(value("nan*inf", {}))


def test_numerals_may_be_read_otherwise():
    assert value("0.1 + 1_0.2", {}, number=Fraction) == Fraction("10.3")


def test_calls_get_their_keywords():
    seen = []
    found = read("sum(x, axis=(0,1)) + 1")
    evaluate(found, {"x": 1.0}, lambda node, args: seen.append((node.op, node.value)) or 0.0)
    assert seen == [("sum", {"axis": (0, 1)}), ("add", None)]


def test_an_error_is_placed_at_its_node():
    def refuse(node, args):
        if node.op == "log":
            raise DomainFault("log of 0")
        return 0.0

    with pytest.raises(DomainFault) as caught:
        evaluate(read("2 + log(x - x)"), {"x": 1.0}, refuse)
    error = caught.value
    assert (error.text[slice(*error.span)], error.status) == ("log(x - x)", 4)


def test_an_error_that_knows_its_place_keeps_it():
    def refuse(node, args):
        raise GradcliError("no").at("other", (0, 1))

    with pytest.raises(GradcliError) as caught:
        evaluate(read("x+x"), {"x": 1.0}, refuse)
    assert caught.value.text == "other"


@pytest.mark.parametrize(
    ("text", "given", "message", "pointed", "hint"),
    [
        ("x*2", [], "no value for x", "x", "give a value: x=1"),
        ("a*x+y*x", ["a"], "no value for x, y", "x", "give values: x=1 y=2"),
        ("x + α", ["x"], "no value for α (U+03B1)", "α", "give a value: α=1"),
        ("х*2", ["x"], "no value for х (U+0445)", "х", "write x*2, or give it a value: х=1"),
        ("2*x", ["X"], "no value for x", "x", "X is given but not used"),
        ("omega*2", ["omegs"], "no value for omega", "omega", "omegs is given but not used"),
        (
            "+".join(f"x{i}" for i in range(25)),
            [],
            "no value for " + ", ".join(f"x{i}" for i in range(20)) + ", and 5 more",
            "x0",
            "give values: x0=1 x1=2 x2=3 x3=4 x4=5 x5=6 ...",
        ),
        ("PI*x", ["x"], "no value for PI", "PI", "write pi*x"),
        ("xy", ["x", "y"], "no value for xy", "xy", "write x*y, or give it a value: xy=1"),
        ("πx", ["x"], "no value for πx", "πx", "write π*x, or give it a value: πx=1"),
        ("log2x", ["x"], "no value for log2x", "log2x", "write log2(x), or give it a value: log2x=1"),
        ("xsin2x", ["x"], "no value for xsin2x", "xsin2x", "write x*sin(2*x), or give it a value: xsin2x=1"),
        ("x2", ["x"], "no value for x2", "x2", "x is given but not used"),
        ("r = x; r*y", ["x", "y", "r"], "r is defined in the expression and cannot be given a value", "x",
         "rename the part, or leave out r="),
    ],
)  # fmt: skip
def test_names_without_a_value(text, given, message, pointed, hint):
    assert fault(match_names, read(text), given, vocabulary()) == (message, pointed, hint)


def test_evaluate_refuses_missing_names_before_it_calls_anything():
    def refuse(node, args):
        raise AssertionError

    assert fault(evaluate, read("sin(1)*x"), {}, refuse)[0] == "no value for x"


def test_names_that_are_given_and_not_used():
    assert match_names(read("x*pi"), {"foo": 1, "x": 2, "e": 3}) == ("foo", "e")
    assert match_names(read("x*e", {"e"}), {"x": 2, "e": 3}) == ()
