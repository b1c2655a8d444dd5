"""--expect: derivatives derived by hand are compared as formulas, and at points about the given one."""

import pytest

from gradcli.answer.subject import Ask
from gradcli.frontends.bindings import read_bindings
from gradcli.frontends.evaluate import calculate
from gradcli.frontends.expression.run import vocabulary


def bindings_of(values):
    texts = [f"{name}={value}".replace(" ", "") for name, value in values.items()]
    return list(read_bindings(texts, vocabulary()).values())


def expected(text, values, **keys):
    given = {key.replace("_", ","): value for key, value in keys.items()}
    items = calculate(text, bindings_of(values), Ask(expect=given)).results[0].check.items
    return [(str(item.path), item.verdict, item.note) for item in items]


@pytest.mark.parametrize("wrong", ["x+2", "4+0*x", "x^2", "2*x + (x-2)^3", "y", "2*x*y/2"])
def test_right_at_the_point_alone_is_wrong(wrong):
    ((path, verdict, note),) = expected("x^2 + 0*y", {"x": 2.0, "y": 4.0}, x=wrong)
    right = wrong == "2*x*y/2"
    assert (path, verdict) == ("expect.x", "FAIL")
    assert right or note.startswith("right here, but at ")


def test_formulas_are_the_same_or_compared_at_points():
    assert expected("x^2", {"x": 2.0}, x="x+x") == [("expect.x", "ok", "the same as a formula")]
    assert expected("sin(x)^2", {"x": 2.0}, x="sin(2*x)") == [("expect.x", "ok", "the same as a formula")]
    about = "right here and at 5 points about it"
    assert expected("sum(w^2)", {"w": [1.0, 2.0]}, w="2*w") == [("expect.w", "ok", about)]
    assert expected("max(x, y)", {"x": 2.0, "y": 1.0}, x="1") == [("expect.x", "ok", about)]


def test_where_it_is_not_defined_nothing_is_compared():
    assert expected("sqrt(x)", {"x": 1e-9}, x="1/(2*sqrt(x))")[0][1] == "ok"
    assert expected("log(x-2)", {"x": 2.1}, x="1/(x-2)")[0][1] == "ok"


def test_second_derivatives():
    point = {"x": 2.0, "y": 3.0}
    assert expected("x^2*y", point, x_y="2*x", y_y="0", x_x="2*y") == [
        (path, "ok", "the same as a formula") for path in ("expect.x.y", "expect.y.y", "expect.x.x")
    ]
    assert expected("x^2*y", point, x_y="x*x")[0][1] == "FAIL"
    assert expected("sum(w^3)", {"w": [1.0, 2.0]}, w_w="diag(6*w)")[0][1] == "ok"
