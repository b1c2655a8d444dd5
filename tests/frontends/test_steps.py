"""eval --steps: the lines as a teacher writes them."""

from __future__ import annotations

import json
import re

import pytest

from gradcli.cli import respond


def steps(capsys, *words):
    assert respond(["eval", *words, "--steps", "--json"]) == 0
    (result,) = json.loads(capsys.readouterr().out)["results"]
    return {path: [(s["rule"], s["left"], s["right"]) for s in lines] for path, lines in result["steps"].items()}


TAUGHT = {
    "x^2*sin(x)": [
        ("product rule", "d/dx(x^2*sin(x))", "d/dx(x^2)*sin(x) + x^2*d/dx(sin(x))"),
        ("power rule", "d/dx(x^2)", "2*x"),
        ("derivative of sin", "d/dx(sin(x))", "cos(x)"),
        ("all together", "df/dx", "2*x*sin(x) + x^2*cos(x)"),
        ("simplified", "df/dx", "x^2*cos(x) + 2*x*sin(x)"),
    ],
    "exp(3*x) + 5": [
        ("sum rule", "d/dx(exp(3*x) + 5)", "d/dx(exp(3*x))"),
        ("chain rule, exp'(u) = exp(u)", "d/dx(exp(3*x))", "exp(3*x)*d/dx(3*x)"),
        ("constant factor", "d/dx(3*x)", "3"),
        ("all together", "df/dx", "3*exp(3*x)"),
    ],
    "(x^2 + 1)/x": [
        ("quotient rule", "d/dx((x^2 + 1)/x)", "(d/dx(x^2 + 1)*x - (x^2 + 1))/x^2"),
        ("sum rule", "d/dx(x^2 + 1)", "d/dx(x^2)"),
        ("power rule", "d/dx(x^2)", "2*x"),
        ("all together", "df/dx", "(2*x^2 - (x^2 + 1))/x^2"),
        ("simplified", "df/dx", None),
    ],
    "atan(x/2)": [
        ("chain rule, atan'(u) = 1/(1 + u^2)", "d/dx(atan(x/2))", "d/dx(x/2)/(1 + (x/2)^2)"),
        ("constant factor", "d/dx(x/2)", "1/2"),
        ("all together", "df/dx", "1/(2*(1 + (x/2)^2))"),
        ("simplified", "df/dx", None),
    ],
    "log10(x^2)": [
        ("chain rule, log10'(u) = 1/(log(10)*u)", "d/dx(log10(x^2))", "d/dx(x^2)/(log(10)*x^2)"),
        ("power rule", "d/dx(x^2)", "2*x"),
        ("all together", "df/dx", "2*x/(log(10)*x^2)"),
        ("simplified", "df/dx", "2/(x*log(10))"),
    ],
    "tan(x)": [("derivative of tan", "d/dx(tan(x))", "1 + tan(x)^2")],
    "2^x": [("exponential rule", "d/dx(2^x)", "2^x*log(2)")],
    "4": [],
}


@pytest.mark.parametrize("text", TAUGHT)
def test_taught(capsys, text):
    found = steps(capsys, text).get("grad.x", [])
    assert [(r, a, b if want[2] is not None else None) for (r, a, b), want in zip(found, TAUGHT[text])] == TAUGHT[text]
    assert len(found) == len(TAUGHT[text])


def test_parts_keep_their_names(capsys):
    found = steps(capsys, "r = sqrt(x*x + y*y); sin(r)/r", "x=3", "y=4")
    assert ("chain rule, sin'(u) = cos(u)", "∂/∂x(sin(r))", "cos(r)*∂/∂x(r)") in found["grad.x"]
    assert set(found) == {"grad.x", "grad.y"}


def test_a_branch_is_known_at_a_point_and_open_without_one(capsys):
    assert ("branch taken here", "d/dx(abs(x))", "-1") in steps(capsys, "abs(x)*x", "x=-2")["grad.x"]
    assert ("derivative of abs", "d/dx(abs(x))", "sign(x)") in steps(capsys, "abs(x)*x")["grad.x"]


def test_second_order_is_derived_from_the_simplified_first(capsys):
    found = steps(capsys, "x^3*y", "--order", "2")
    assert found["hessian.x.y"][0][1] == "∂/∂y(3*x^2*y)"
    assert found["hessian.x.x"][-1][1:] == ("∂(∂f/∂x)/∂x", "6*x*y")


def test_vectors_by_element(capsys):
    assert set(steps(capsys, "[x^2, v[0]*x]", "x=1", "v=2,3")) == {
        "jacobian.x.0", "jacobian.x.1", "jacobian.v.0.0", "jacobian.v.0.1", "jacobian.v.1.0", "jacobian.v.1.1"
    }  # fmt: skip


def test_where_there_are_none_it_is_told(capsys):
    assert respond(["eval", "det(A)", "A=[[1,2],[3,4]]", "--steps"]) == 0
    assert "'det' is not written out term by term" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["latex", "markdown", "human"])
def test_forms(capsys, form):
    assert respond(["eval", "x^2*sin(x*y)", "x=2", "y=3", "--steps", "--format", form]) == 0
    found = capsys.readouterr().out
    assert "product rule" in found
    if form == "latex":
        assert r"\frac{\partial}{\partial x}\left[x^{2}\right] &= 2 \, x && \text{power rule}" in found
        assert found.count("{") == found.count("}")
        assert found.count(r"\left") == found.count(r"\right")
        assert len(re.findall(r"\\begin{aligned}", found)) == 3
