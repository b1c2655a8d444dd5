"""`eval` without its printing: numbers against closed forms and mpmath, and what is said where there are none."""

from __future__ import annotations

import math
from typing import Any

import mpmath
import pytest

from gradcli.answer.subject import Ask
from gradcli.errors import GradcliError
from gradcli.frontends.bindings import read_bindings
from gradcli.frontends.evaluate import calculate
from gradcli.frontends.expression.run import vocabulary
from gradcli.results import Result


def at(text: str, *point: str, **ask: Any) -> Result:
    """The one result of an expression at a point."""
    bindings = read_bindings(point, vocabulary())
    return calculate(text, list(bindings.values()), Ask(**ask)).results[0]


def fault(text: str, *point: str, **ask: Any) -> GradcliError:
    """The error that an expression ends in."""
    with pytest.raises(GradcliError) as caught:
        at(text, *point, **ask)
    return caught.value


def test_value_gradient_hessian() -> None:
    result = at("x^2*y + sin(x*y)", "x=2", "y=3", order=2)
    x, y = 2.0, 3.0
    assert result.value == pytest.approx(x * x * y + math.sin(x * y), rel=1e-15)
    assert result.grad == pytest.approx({"x": 2 * x * y + y * math.cos(6), "y": x * x + x * math.cos(6)}, rel=1e-15)
    assert result.hessian is not None
    assert result.hessian["x"]["x"] == pytest.approx(2 * y - y * y * math.sin(6), rel=1e-14)
    assert result.hessian["x"]["y"] == result.hessian["y"]["x"]
    assert result.notes == []


def test_order_zero_is_the_value_only() -> None:
    result = at("x^2", "x=3", order=0)
    assert (result.value, result.grad) == (9.0, None)


def test_higher_orders_against_mpmath() -> None:
    result = at("exp(sin(x))*x^3", "x=1/2", order=12)
    with mpmath.workdps(60):
        want = mpmath.taylor(lambda x: mpmath.exp(mpmath.sin(x)) * x**3, mpmath.mpf(1) / 2, 12)
        want = [float(c * mpmath.factorial(n)) for n, c in enumerate(want)]
    assert result.derivatives == pytest.approx(want, rel=1e-12)


def test_mixed_partials_agree_to_the_last_bit_in_every_order_of_asking() -> None:
    paths = (("x", "x", "y"), ("x", "y", "x"), ("y", "x", "x"))
    partials = at("x*y*sin(x*y)", "x=0.5", "y=2", partials=paths).partials
    assert partials is not None
    assert len(set(partials.values())) == 1
    assert set(partials) == {"x,x,y", "x,y,x", "y,x,x"}


def test_a_vector_has_a_jacobian_and_no_silent_sum() -> None:
    result = at("x*array([1,2,3])", "x=2")
    assert result.grad is None
    assert result.jacobian == {"x": [1.0, 2.0, 3.0]}


def test_arrays_have_gradients_and_hessians_of_their_shape() -> None:
    result = at("sum(x^3)", "x=1,2", order=2)
    assert result.grad == {"x": [3.0, 12.0]}
    assert result.hessian == {"x": {"x": [[6.0, 0.0], [0.0, 12.0]]}}


def test_the_gradient_with_respect_to_a_named_part() -> None:
    result = at("r = sqrt(x*x + y*y); sin(r)/r", "x=3", "y=4", wrt=("r",))
    assert result.grad == pytest.approx({"r": math.cos(5) / 5 - math.sin(5) / 25}, rel=1e-14)
    assert fault("x*y", "x=1", "y=2", wrt=("z",)).message == "'z' is not a variable of this expression"


def test_a_flat_or_absent_path_is_zero() -> None:
    assert at("floor(x)", "x=2.5").grad == {"x": 0.0}
    assert at("x*0 + 2", "x=2.5").grad == {"x": 0.0}


@pytest.mark.parametrize("digits", [16, 30, 200, 1000])
def test_more_digits_than_a_float_has_are_all_right(digits: int) -> None:
    shown = at("sin(x)*exp(0.1)", "x=0.1", digits=digits).grad
    assert shown is not None
    with mpmath.workdps(digits + 20):
        want = mpmath.cos(mpmath.mpf("0.1")) * mpmath.exp(mpmath.mpf("0.1"))
        assert abs(mpmath.mpf(shown["x"]) - want) <= want * mpmath.mpf(10) ** (1 - digits)


@pytest.mark.parametrize(
    ("text", "point", "codes", "grad"),
    [
        ("abs(x)", "x=0", {"kink"}, 0.0),
        ("relu(x) - relu(-x)", "x=0", set(), 1.0),
        ("max(x*x, 0)", "x=0", set(), 0.0),
        ("where(x==1, 1, x*x)", "x=1", set(), 2.0),
        ("sqrt(x^4)", "x=0", set(), 0.0),
        ("sign(x)", "x=0", {"jump"}, None),
        ("sqrt(x)", "x=0", {"infinite"}, math.inf),
        ("x^1.5", "x=0", {"onesided"}, 0.0),
        ("exp(x)", "x=1000", {"overflow"}, math.inf),
        ("exp(-x)", "x=1000", {"underflow"}, 0.0),
        ("log(exp(x))", "x=800", {"digits"}, 1.0),
    ],
)
def test_awkward_points_are_told(text: str, point: str, codes: set[str], grad: float | None) -> None:
    result = at(text, point)
    assert result.grad is not None
    assert {note.code for note in result.notes} == codes
    assert result.grad["x"] == grad


@pytest.mark.parametrize(
    ("text", "point", "message", "hint"),
    [
        ("log(x)", "x=-1", "log(-1) is undefined", "log needs a positive number"),
        ("mean(x)", "x=[]", "mean of an empty array", None),
        ("take(x, [5])", "x=1,2,3", "index 5 is out of range for length 3", None),
        ("x/x*log(x)", "x=0", "0/0 is undefined", "the divisor must not be 0"),
    ],
)
def test_no_number_outside_the_domain(text: str, point: str, message: str, hint: str | None) -> None:
    error = fault(text, point)
    assert (error.status, error.message, error.hint) == (4, message, hint)
    assert error.span is not None


def test_shapes_that_do_not_fit() -> None:
    error = fault("x + y", "x=1,2,3", "y=1,2")
    assert (error.status, error.message) == (2, "shapes (3,) and (2,) do not fit together")


def test_sizes_are_bounded_before_anything_is_allocated() -> None:
    error = fault("sum(outer(x, x))", "x=" + ",".join(["1"] * 20_000))
    assert (error.status, error.message) == (2, "the result would have 4e+08 elements")


def test_formulas_need_no_point() -> None:
    assert at("x^2*y + sin(x*y)", formula=True, order=2).formulas == {
        "value": "x**2*y + sin(x*y)",
        "grad.x": "2*x*y + y*cos(x*y)",
        "grad.y": "x**2 + x*cos(x*y)",
        "hessian.x.x": "2*y - y**2*sin(x*y)",
        "hessian.x.y": "2*x + cos(x*y) - x*y*sin(x*y)",
        "hessian.y.y": "-x**2*sin(x*y)",
    }


@pytest.mark.parametrize("point", [(), ("x=2", "y=3")])
def test_a_gradient_derived_by_hand_is_verified(point: tuple[str, ...]) -> None:
    right = at("x^2*y", *point, expect={"x": "2*x*y", "y": "x^2"}).check
    wrong = at("x^2*y", *point, expect={"x": "2*x", "y": "x^2"}).check
    assert right is not None
    assert wrong is not None
    assert [item.verdict for item in right.items] == ["ok", "ok"]
    assert [item.verdict for item in wrong.items] == ["FAIL", "ok"]
    assert "'2*x' is not the derivative; it is 2*x*y" in (wrong.items[0].note or "")


def test_pi_and_e_are_exact_at_any_precision() -> None:
    assert at("sin(pi*x)", "x=1/2", digits=40).value == "1"
    assert at("sin(pi)*x", "x=1").grad == {"x": 0.0}
    assert {note.code for note in at("abs(sin(pi*x))", "x=1").notes} == {"digits", "kink"}
    assert at("sin(pi*x/3) + e^x", formula=True).formulas == {
        "value": "exp(x) + sin(pi*x/3)",
        "grad.x": "exp(x) + pi*cos(pi*x/3)/3",
    }


def test_a_comparison_is_a_number_and_jumps() -> None:
    result = at("x > 0", "x=0")
    assert (result.value, result.grad) == (0.0, {"x": None})
    assert [note.code for note in result.notes] == ["jump"]


def test_a_check_without_a_point_is_made_at_sampled_ones():
    (result,) = calculate("x^2*sin(x*y) + log(x)", [], Ask(check=True)).results
    assert [str(item.path) for item in result.check.items] == ["grad.x", "grad.y"]
    assert result.check.verdict == "ok"
    assert not result.numbers
    assert all(item.note.startswith("at x = ") for item in result.check.items)
    with pytest.raises(GradcliError, match="no sampled point is in the domain"):
        calculate("sqrt(-1 - x^2)", [], Ask(check=True))


def test_a_product_that_is_called_by_name_is_told_of_too() -> None:
    found = at("divide(multiply(A,B), [1,2])", "A=[[1,2],[3,4]]", "B=[[1,2],[3,4]]", order=0)
    assert [n.code for n in found.notes] == ["elements"]


def test_the_check_of_an_infinite_point_in_more_digits_is_answered() -> None:
    (item,) = at("-x", "x=-inf", check=True, digits=25).check.items
    assert item.verdict == "skipped"
