"""--formula: of vectors and arrays, of names that are functions or constants; what is printed reads back."""

from __future__ import annotations

import json

import pytest
from truths import sampled

from gradcli.cli import respond


def told(capsys, *words):
    status = respond(["eval", *words])
    found = capsys.readouterr()
    return status, found.out, found.err


def formulas(capsys, *words):
    assert respond(["eval", *words, "--formula", "--json"]) == 0
    return json.loads(capsys.readouterr().out)["results"][0]["formulas"]


POINTS = {"x": 0.7, "y": 1.3, "S": 100.0, "K": 95.0, "r": 0.03, "s": 0.2, "T": 1.5, "beta": 0.4, "gamma": 0.1, "I": 3.0,
          "V0": 5.0, "t": 0.3, "tau": 2.0, "e": 3.0, "pi": 2.5}  # fmt: skip
BLACK_SCHOLES = "d1 = (log(S/K) + (r + s^2/2)*T)/(s*sqrt(T)); S*ndtr(d1) - K*exp(-r*T)*ndtr(d1 - s*sqrt(T))"
EXPRESSIONS = [
    ("x^2*y + sin(x*y)", "x y"), ("exp(sin(x))", "x"), ("cbrt(x)*abs(y)", "x y"), ("max(x, y)*x", "x y"),
    ("beta*S*I - gamma*I", "beta S I gamma"), ("V0*exp(-t/tau)", "V0 t tau"), ("e*x^pi", "e x pi"),
    (BLACK_SCHOLES, "S K r s T"), ("tanh(x)/(1 + y^2)^(1/3)", "x y"), ("x^y", "x y"), ("gamma(x)*digamma(y)", "x y"),
]  # fmt: skip
SAMPLE = sampled(EXPRESSIONS, dear=EXPRESSIONS[7:8])


@pytest.mark.parametrize(("text", "names"), SAMPLE, ids=[e[0][:20] for e in EXPRESSIONS])
def test_formulas_paste_back_and_have_the_value_of_the_derivative(capsys, text, names):
    point = [f"{name}={POINTS[name]}" for name in names.split()]
    found = formulas(capsys, text, *point)
    status, out, _ = told(capsys, text, *point, "--json")
    assert status == 0
    grads = json.loads(out)["results"][0]["grad"]
    for name in names.split():
        for shown in (found[f"grad.{name}"], found[f"grad.{name}"].replace("**", "^")):
            status, out, err = told(capsys, shown, *point, "--get", "value", "-q")
            assert (status, err) == (0, "")
            assert float(out) == pytest.approx(grads[name], rel=1e-9, abs=1e-12)
    expected = [f"--expect={name}={found[f'grad.{name}']}" for name in names.split()]
    assert told(capsys, text, *point, *expected, "-q")[0] == 0


def test_human_formulas_have_a_hat(capsys):
    out = told(capsys, "x^2*y", "--formula")[1]
    assert "x^2*y" in out
    assert "**" not in out


def test_of_a_vector_a_matrix(capsys):
    assert formulas(capsys, "[x^2, x*y]", "x=1", "y=2") == {
        "value": "[x**2, x*y]", "jacobian.x": "[2*x, y]", "jacobian.y": "[0, x]"
    }  # fmt: skip
    out = told(capsys, "[x^2, x*y]", "x=1", "y=2", "--formula")[1]
    assert out.endswith("          f[0]  2*x  0\n          f[1]  y    x\n")
    latex = told(capsys, "[x^2, x*y]", "x=1", "y=2", "--formula", "--format", "latex")[1]
    assert r"\frac{\partial f}{\partial x} &= \left[\begin{matrix}2 x\\y\end{matrix}\right]" in latex


def test_of_arrays_by_element(capsys):
    found = formulas(capsys, "sum((A@v)^2)", "A=[[1,2],[3,4]]", "v=1,1", "--wrt", "v")
    assert found["grad.v"].startswith("[")
    point = ["A=[[1,2],[3,4]]", "v=1,1"]
    status, out, _ = told(capsys, found["grad.v"], *point, "--get", "value", "-q")
    assert status == 0
    assert json.loads(out) == [48.0, 68.0]


def test_tau_among_variables_is_asked_for(capsys):
    status, out, err = told(capsys, "V0*exp(-t/tau)", "V0=1", "t=2")
    assert (status, out) == (2, "")
    assert "no value for tau" in err
    assert "the circle's is tau=2*pi" in err
    assert told(capsys, "cos(tau)", "--get", "value")[1] == "1.0\n"
    assert formulas(capsys, "V0*exp(-t/tau)")["grad.tau"] == "V0*t*exp(-t/tau)/tau**2"


def test_ordinary_d_for_one_variable(capsys):
    assert r"\frac{df}{dx}" in told(capsys, "x^2", "--formula", "--format", "latex")[1]
    assert r"\frac{\partial f}{\partial x}" in told(capsys, "x*y", "--formula", "--format", "latex")[1]


@pytest.mark.parametrize(("text", "point"), [("zeta(s)", ["s=2"]), ("gammainc(a, x)", ["a=1", "x=2"])])
def test_without_a_formula_the_numbers_stay(capsys, text, point):
    status, out, err = told(capsys, text, *point, "--formula")
    assert status == 0
    assert "gradient" in out
    assert f"there is no formula for this expression: {text}" in err


def test_a_name_is_a_function_where_it_is_called(capsys):
    status, _, err = told(capsys, "gamma(x)*gamma", "--formula")
    assert status == 2
    assert "'gamma' is a function" in err


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("sum(v^2)", "v"),
        ("norm(v) + x", "v"),
        ("mean(v*w)/n", "vw"),
        ("sum([x, y])", ""),
        ("max(x, y)", ""),
        ("x*y", ""),
    ],
)
def test_a_name_that_may_be_a_vector_is_told_to_be_read_as_a_number(capsys, text, names):
    status, _, err = told(capsys, text, "--formula")
    said = [
        f"note: {n} is read as a number: a vector's elements have formulas where it is given, {n}=1,2,3" for n in names
    ]
    assert (status, err.splitlines()) == (0, said)


def test_without_shapes_a_product_of_matrices_has_no_formula(capsys):
    assert "help: give a point: numbers, or arrays as v=1,2,3" in told(capsys, "A@v", "--formula")[2]
