"""Closed formulas: how they read, what they are called, where there is none."""

from __future__ import annotations

import time

import mpmath
import numpy as np
import pytest
import sympy
from recording import recorded

from gradcli.interpreters.formula.spelling import show, whole_functions
from gradcli.interpreters.formula.symbolic import Formula, NoFormula, derivative_text, differentiate, symbol
from gradcli.interpreters.numeric import Function
from gradcli.ops import FUNCTIONS
from gradcli.ops.analysis import cos, exp, log, sin, sqrt, tanh
from gradcli.ops.branches import absolute, floor, maximum, mod, relu, where
from gradcli.ops.extremes import max_, sort
from gradcli.ops.layout import total
from gradcli.ops.matrix import det
from gradcli.ops.reductions import norm


def formula(f, point, path, names="xyz"):
    """The text of a derivative of f at a point, along a path of (source, element), checked at that point."""
    program, inputs = recorded(f, *point)
    with mpmath.workdps(50):
        function = Function(program, inputs, range(len(point)))
        made = Formula(function, names, 5.0)
        expression = made.derivative([(m, ()) if isinstance(m, int) else m for m in path], 0, 5.0)
        assert mpmath.isfinite(made.at_point(expression, 5.0))
        return show(expression)


@pytest.mark.parametrize(
    ("f", "point", "path", "text"),
    [
        (lambda x, y: x**2 * y + sin(x * y), [2.0, 3.0], [], "x**2*y + sin(x*y)"),
        (lambda x, y: x**2 * y + sin(x * y), [2.0, 3.0], [0], "2*x*y + y*cos(x*y)"),
        (lambda x, y: x**2 * y + sin(x * y), [2.0, 3.0], [0, 1], "2*x + cos(x*y) - x*y*sin(x*y)"),
        (lambda x: 1.0 / (1.0 + x * x), [0.5], [0], "-2*x/(x**2 + 1)**2"),
        (lambda x: tanh(x), [0.5], [0], "1 - tanh(x)**2"),
        (lambda x: x**0.5 / 3.0, [0.5], [0], "1/(6*sqrt(x))"),
        (lambda x: 0.1 * x * x - 2.5 * x, [0.5], [0], "0.2*x - 5/2"),
        (lambda x, y: (y - x * x) ** 2, [1.0, 2.0], [0], "-4*x*(y - x**2)"),
        (lambda x: exp(x) * exp(-x) * x, [1.0], [0], "1"),
        (lambda x: maximum(x * x, 1.0) + relu(-x) + absolute(x), [3.0], [0], "2*x + 1"),
        (lambda x: maximum(x * x, 1.0) + relu(-x) + absolute(x), [-0.5], [0], "-2"),
        (lambda x: where(x > 1.0, sin(x), cos(x)), [0.5], [0], "-sin(x)"),
        (lambda x: floor(x * 2.0) * x, [1.7], [0], "floor(2*x)"),
        (lambda x: mod(x, 3.0) * x, [7.5], [0], "2*x - 3*floor(x/3)"),
        (lambda x: total(x * x), [np.array([1.0, 2.0])], [(0, (1,))], "2*x[1]"),
        (det, [np.array([[1.0, 2.0], [3.0, 5.0]])], [(0, (0, 1))], "-x[1, 0]"),
        (norm, [np.array([3.0, 4.0])], [(0, (0,))], "x[0]/sqrt(x[0]**2 + x[1]**2)"),
        (lambda x: max_(x) ** 2, [np.array([3.0, 4.0])], [(0, (1,))], "2*x[1]"),
        (lambda x: sort(x)[0] ** 2, [np.array([3.0, 1.0])], [(0, (1,))], "2*x[1]"),
    ],
)
def test_formulas_read_as_people_write_them(f, point, path, text):
    assert formula(f, point, path) == text


@pytest.mark.parametrize(
    "name", ["gamma", "beta", "lamda", "lambda", "E", "I", "S", "N", "pi", "Q", "zeta", "x[0]", "__x"]
)
def test_any_name_is_just_a_name(name):
    assert formula(lambda x, y: sin(x) * y, [1.0, 2.0], [0], [name, "t"]) == f"t*cos({name})"


def test_a_printed_formula_is_an_expression_again():
    from gradcli.answer.subject import Ask
    from gradcli.frontends.evaluate import calculate

    for f in (lambda x: x * sqrt(x) + log(x) ** 3, lambda x: absolute(x - 3.0) * FUNCTIONS["erf"].call(x)):
        text = formula(f, [0.75], [0])
        program, inputs = recorded(f, 0.75)
        y = calculate(text.replace("x", "0.75").replace("e0.75p", "exp"), [], Ask(order=0)).results[0].value
        with mpmath.workdps(30):
            function = Function(program, inputs, [0])
            made = Formula(function, "x", 5.0)
            assert y == pytest.approx(float(made.at_point(made.derivative([(0, ())], 0, 5.0), 5.0)), rel=1e-12)


def test_what_is_not_small_has_none():
    def loop(x):
        for _ in range(12):
            x = sin(x) * x + 1.0
        return x

    for f, point in (
        (loop, [0.5]),
        (lambda x: total(x * x), [np.ones(50)]),
        (lambda x: (2.0 * x) ** 1e9, [0.4]),
        (lambda x: FUNCTIONS["sum"].call(x) * np.inf, [1.0]),
    ):
        with pytest.raises(NoFormula):
            formula(f, point, [0])


def test_numbers_are_folded_by_mpmath():
    start = time.process_time()
    assert formula(lambda x: ((x - x) + 9.0) ** 999.0 * 1e-300 * x, [1.0], []).endswith("*x")
    assert time.process_time() - start < 30.0


def test_formulas_without_a_point():
    x, y = symbol("x"), symbol("y")
    expression = FUNCTIONS["multiply"].call(FUNCTIONS["sin"].call(x), FUNCTIONS["maximum"].call(x, y))
    assert derivative_text(FUNCTIONS["sin"].call(x * y), [x]) == "y*cos(x*y)"
    assert derivative_text(FUNCTIONS["sin"].call(x * y), [x, y]) == "cos(x*y) - x*y*sin(x*y)"
    assert derivative_text(expression, [x])


def test_functions_that_all_terms_share_stand_in_front():
    x = symbol("x")
    assert derivative_text(sympy.exp(sympy.sin(x)), [x, x]) == "(cos(x)**2 - sin(x))*exp(sin(x))"
    assert derivative_text(x**3 + x**2, [x]) == "3*x**2 + 2*x"


def test_long_formulas_name_what_they_repeat():
    x = symbol("x")
    expression = x
    for _ in range(3):
        expression = sympy.sin(expression) * expression + 1 / (1 + expression)
    text = derivative_text(expression, [x], ("u1",))
    assert text.startswith("u2 = ")
    assert text.count(";") > 3


def test_no_derivative_has_a_delta():
    x = symbol("x")
    assert derivative_text(sympy.Abs(x), [x, x]) == "0"
    cbrt = whole_functions()["cbrt"](x)
    assert derivative_text(cbrt, [x, x]) == "-2/(9*cbrt(x)**5)"


def test_derivatives_that_are_not_numbers_are_refused():
    with pytest.raises(NoFormula):
        differentiate(sympy.Function("f")(symbol("x")), [symbol("x")])
