"""Points of several variables, where the way there or the order of asking matters; and what no proof decides."""

from __future__ import annotations

import math
import random
from fractions import Fraction

import pytest
from truths import sampled

from gradcli.answer.subject import Ask
from gradcli.errors import GradcliError
from gradcli.frontends.bindings import read_bindings
from gradcli.frontends.evaluate import calculate
from gradcli.frontends.expression.run import vocabulary


def ask(text, point, **wanted):
    """The result of `eval text point`."""
    return calculate(text, list(read_bindings(point.split(), vocabulary()).values()), Ask(**wanted)).results[0]


def codes(result):
    """{path: code of its note}."""
    return {str(n.path): n.code for n in result.notes}


def moved(form, x, y):
    """A formula about the origin, about (x, y)."""
    return form.replace("x", f"(u-{x})").replace("y", f"(v-{y})").replace("u", "x").replace("v", "y")


SINGULAR = "{a}*x*y*({b}*x^2-{c}*y^2)/({d}*x^2+{e}*y^2)"


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("bare", [True, False])
def test_mixed_partials_that_depend_on_the_order_are_both_printed(seed, bare):
    dice = random.Random(seed)
    k = {name: dice.randint(1, 9) for name in "abcde"}
    x, y = (0, 0) if seed < 2 else (f"{dice.uniform(0.1, 9):.3g}", f"{dice.uniform(0.1, 9):.3g}")
    text = moved(SINGULAR.format(**k), x, y)
    result = ask(text if bare else f"0 if x=={x} and y=={y} else {text}", f"x={x} y={y}", order=2)
    first, other = Fraction(-k["a"] * k["c"], k["e"]), Fraction(k["a"] * k["b"], k["d"])  # by x, then by y; by y first
    assert (result.value, result.grad) == (0.0, {"x": 0.0, "y": 0.0})
    assert result.hessian["x"]["y"] == pytest.approx(float(first), rel=1e-15)
    assert result.hessian["y"]["x"] == pytest.approx(float(other), rel=1e-15)
    assert result.hessian["x"]["x"] == result.hessian["y"]["y"] == 0.0
    said = {n.path: n.message for n in result.notes}
    assert said["hessian.x.y"].startswith("the order of differentiation matters here: ")
    assert said["hessian.x.y"].endswith("by y first")
    assert ("value" in said) == bare


LIMITS = [
    ("x^2*y^2/(x^2+y^2)", (0.0, 0.0), 0.0), ("(1-cos(x*y))/(x^2+y^2)", (0.0, 0.0), 0.0),
    ("x^3*y/(x^2+y^2)", (0.0, 0.0), None), ("(x^3+y^3)/(x^2+y^2)", (1.0, 1.0), None),
    ("exp(x)*x^2*y^2/(x^2+3*y^2)", (0.0, 0.0), 0.0), ("x^2*y^3/(x^2+y^4/7+y^2)", (0.0, 0.0), 0.0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "slopes", "mixed"), LIMITS)
def test_a_limit_from_everywhere_is_printed_and_said_to_be_one(text, slopes, mixed):
    result = ask(text, "x=0 y=0", order=2)
    assert result.value == 0.0
    assert tuple(result.grad.values()) == slopes
    assert codes(result)["value"] == "removable"
    if mixed is not None:
        assert result.hessian["x"]["y"] == result.hessian["y"]["x"] == mixed
        assert set(codes(result)) == {"value"}


@pytest.mark.parametrize(
    "text",
    [
        "x*y/(x^2+y^2)",
        "x^2*y/(x^4+y^2)",
        "x/y",
        "x*y^3/(x^2+y^6)",
        "(x^2-y^2)/(x^2+y^2)",
        "sin(x)/x*y/y",
    ],
)
def test_a_limit_that_depends_on_the_way_is_none(text):
    with pytest.raises(GradcliError) as found:
        ask(text, "x=0 y=0", order=2)
    assert found.value.status == 4


def test_slopes_beyond_any_float_are_not_added_up():
    result = ask("exp2(z) if y^9 else log10(1e308)", "x=1 y=1e200 z=1e200", digits=25)
    assert result.grad["z"] == "10^3.0103e199"


def test_partials_that_exist_need_not_make_a_derivative():
    for text in ("x^2*y/(x^4+y^2)", "x*y/sqrt(x^2+y^2)", "cbrt(x*x*y)"):
        result = ask(f"0 if x==0 and y==0 else {text}", "x=0 y=0")
        assert result.grad == {"x": 0.0, "y": 0.0}
        assert codes(result) == {"grad.x": "kink"}
    assert codes(ask("x*abs(x)+y^2*cbrt(y)", "x=0 y=0")) == {}


@pytest.mark.parametrize(
    ("text", "truth"), [("x^6*y^2/(x^20+y^2)", 0.0), ("x^3*y^2/(x^6+y^2)", 0.0), ("x*y*x^16/(x^16+y^2)", 1.0)]
)
def test_steps_that_are_not_small_enough_make_no_mixed_partial(text, truth):
    result = ask(f"0 if x==0 and y==0 else {text}", "x=0 y=0", order=0, partials=(("y", "x"),))
    value = next(iter(result.partials.values()))
    told = codes(result).get("partials.y.x")
    assert value == truth or told == "undecided" or (told == "kink" and str(int(truth)) in result.notes[-1].message)


ITERATED = [  # logarithms of logarithms, and what is slower than any power: text, slope at 0
    ("0 if x==0 else x*log(log(1/abs(x)))", math.inf), ("0 if x==0 else x/log(log(1/abs(x)))", 0.0),
    ("0 if x==0 else x^2*log(-log(abs(x)))", 0.0), ("0 if x==0 else x*log(log(log(1/abs(x))))^9+3*x^2", math.inf),
    ("0 if x==0 else x*exp(sqrt(log(1/abs(x))))", math.inf), ("0 if x==0 else x/exp(sqrt(log(1/abs(x))))", 0.0),
    ("0 if x==0 else 2*x+exp(-1/x^2)+exp(-2/x^2)", 2.0), ("0 if x==0 else 2*x+exp(-exp(1/abs(x)))/x^9", 2.0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "slope"), ITERATED)
def test_iterated_logarithms_and_exponentials(text, slope):
    assert ask(text, "x=0").grad == {"x": slope}


TRIPLE = [  # of x, y, z at 0: the partial by all three, and the code of the note if it is not simply that
    ("x*y*z", 1.0, None), ("x*abs(x)*y*z*abs(z)", 0.0, None), ("abs(x*y*z)", 0.0, "kink"),
    ("abs(x)*y*z", 0.0, "kink"), ("max(x,y)*z", None, "nonfinite"),
    ("0 if x^2+y^2==0 else x*y*(2+z)*(x^2-y^2)/(x^2+y^2)", -1.0, "kink"),
    ("0 if x^2+y^2+z^2==0 else x^2*y^2*z^2/(x^2+y^2+z^2)", 0.0, None),
    ("sin(x)*y*z+abs(x*y*z)^1.5", 1.0, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "code"), TRIPLE)
def test_mixed_partials_of_three_variables_where_branches_meet(text, value, code):
    result = ask(text, "x=0 y=0 z=0", order=0, partials=(("x", "y", "z"),))
    assert list(result.partials.values()) == [value]
    assert codes(result).get("partials.x.y.z") == code


ANALYTIC = [  # in y at 0.5, whose germs have no form of a step's own: text, slope
    ("floor(y+0.25)", 0.0), ("mod(y,0.2)", 1.0), ("zeta(y)", -3.9226461392091517), ("spence(y)", -1.3862943611198906),
    ("gammainc(2,y)", 0.3032653298563167), ("gammainc(y,2)", -0.13561933520399724),
    ("expm([[y,1],[0,y]])[0,1]", 1.6487212707001282), ("eigvalsh([[y,1],[1,2]])[0]", 0.8),
    ("eigvalsh([[y,1,0],[1,2,1],[0,1,5]])[0]", 0.7658953700620286),
]  # fmt: skip
BESIDE = [  # text, point, the mixed partial by x and y where something is decided by an exact 0
    ("x*exp(-1/y^2) if y!=0 else 0", "x=1 y=0", 0.0), ("inv([[x,y],[y,1]])[0,0]", "x=0 y=1e-3", 4e15),
    ("det([[x,y,1],[y,x,2],[1,2,x*y]])", "x=0 y=0", 0.0), ("solve([[x,y],[y,x]],[1,0])[1]", "x=0 y=0.5", 0.0),
    ("x^3*log(abs(x))*y if x!=0 else 0", "x=0 y=2", 0.0), ("abs(x)*x*sin(y)", "x=0 y=1", 0.0),
    *((f"(sin(x)/x if x!=0 else 1)*{f}*x", "x=0 y=0.5", slope) for f, slope in ANALYTIC),
    ("(sin(x)/x if x!=0 else 1)*exp(2*y)*x", "x=0 y=0", 2.0), ("0^y*x+x*y", "x=3 y=1", 1.0),
]  # fmt: skip


def test_what_an_exact_0_decides_along_a_step_is_not_analytic():
    result = ask("(sin(x)/x if x!=0 else 1)*floor(y)*x", "x=0 y=2", order=0, partials=(("x", "y"),))
    assert list(result.partials.values()) == [None]


@pytest.mark.parametrize(
    ("text", "point", "value"), sampled(BESIDE, dear=[b for b in BESIDE if "gammainc(y,2)" in b[0]])
)
def test_mixed_partials_beside_what_an_exact_0_decides(text, point, value):
    result = ask(text, point, order=0, partials=(("x", "y"),))
    assert list(result.partials.values()) == [pytest.approx(value, rel=1e-14, abs=1e-300)]


CHAIN = "[[1,x,0,0],[x,1,x,0],[0,x,1,x],[0,0,x,4]]"
REPEATED = [  # eigenvalues of several times: text, point, value, its two derivatives, code of the note at the slope
    ("eigvalsh([[2,x,x],[x,2,x],[x,x,2]])[0]", "0.5", 1.5, -1.0, 0.0, None),
    ("eigvalsh([[2,x,x],[x,2,x],[x,x,2]])[2]", "0.5", 3.0, 2.0, 0.0, None),
    ("eigvalsh([[2,x,x],[x,2,x],[x,x,2]])[2]", "0", 2.0, 0.0, None, "kink"),
    (f"eigvalsh({CHAIN})[1]", "0", 1.0, 0.0, -1 / 3, None),
    (f"prod(eigvalsh({CHAIN}))", "0", 4.0, 0.0, -18.0, None),
    ("eigvalsh([[0,1,1],[1,0,1],[1,1,x]])[2]", "0", 2.0, 1 / 3, 4 / 27, None),
    ("sum(eigvalsh([[2,x,x],[x,2,x],[x,x,2]])^3)", "0.5", 33.75, 40.5, 90.0, None),
    ("eigvalsh([[x^2,x,0],[x,0,0],[0,0,x^3]])[1]", "0", 0.0, 0.0, 0.0, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "x", "value", "slope", "second", "code"), REPEATED)
def test_eigenvalues_of_several_times(text, x, value, slope, second, code):
    result = ask(text, f"x={x}", order=2)
    found = [result.value, result.grad["x"], result.hessian["x"]["x"]]
    for a, b in zip(found, (value, slope, second)):
        assert a == (b if b is None else pytest.approx(b, rel=1e-14, abs=1e-300))
    assert codes(result).get("grad.x") == code


IDENTITIES = ["gamma(x+1)-x*gamma(x)", "gamma(x+1)/gamma(x)-x", "cosh(x)-cosh(-x)", "exp(x)-exp(x+1-1)"]


@pytest.mark.parametrize("text", IDENTITIES)
@pytest.mark.parametrize("x", ["1e5", "-2.5e4", "0.25"])
def test_what_is_equal_by_construction_cancels(text, x):
    result = ask(text, f"x={x}")
    assert (result.value, result.grad) == (0.0, {"x": 0.0})


def test_far_out_on_a_tail():
    result = ask("log(ndtr(x))", "x=-1e10", order=2)
    assert (result.value, result.grad["x"], result.hessian["x"]["x"]) == (-5e19, 1e10, -1.0)


POWERS = [  # of |x|, and the orders of derivative at 0, up to one that does not exist
    ("pi", [0, 0, 0, 0], "infinite"), ("sqrt(2)", [0, 0], "infinite"), ("(1/e)", [0], "infinite"),
    ("e", [0, 0, 0], "infinite"),
]  # fmt: skip


@pytest.mark.parametrize(("p", "known", "code"), POWERS)
def test_powers_that_are_no_rational_numbers(p, known, code):
    result = ask(f"abs(x)^{p}", "x=0", order=max(len(known), 2))
    found = [result.value, result.grad["x"], *(result.derivatives or [])[2:]]
    assert found[: len(known)] == known
    assert codes(result)["grad.x" if len(known) == 1 else f"derivatives.{len(known)}"] == code


EIGENVALUES = [
    ("eigvalsh([[1,x,0],[x,1,0],[0,0,1]])[2]", {"kink"}, -1.0, 1.0),
    ("eigvalsh([[1,x,0],[x,1,x],[0,x,1]])[1]", set(), 0, 0),
    ("sum(eigvalsh([[x,2*x,0],[2*x,x,0],[0,0,3*x]]))", set(), 5.0, 5.0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "left", "right"), EIGENVALUES)
def test_eigenvalues_that_meet(text, code, left, right):
    result = ask(text, "x=0")
    assert set(codes(result).values()) - {"underflow"} == code
    if code:
        assert f"slope {left:g} on the left, {right:g} on the right" in result.notes[0].message
    else:
        assert result.grad["x"] == left


def test_pseudoinverses_of_less_than_full_rank():
    result = ask("pinv([[x,2*x],[3*x,6*x]])", "x=2", prove=True)
    want = [[1 / 100, 3 / 100], [2 / 100, 6 / 100]]
    for row, true, slopes in zip(result.value, want, result.jacobian["x"]):
        assert row == pytest.approx(true, rel=1e-14)
        assert slopes == pytest.approx([-v / 2 for v in true], rel=1e-14)
    assert codes(result) == {}
    rank = ask("pinv([[x,1],[1,x]])", "x=1")
    assert rank.value == [[0.25, 0.25], [0.25, 0.25]]
    assert set(codes(rank).values()) == {"jump"}


NOT_LINEAR = [  # all partials are 0, and along one line or parabola the function grows like the way
    "0 if x==0 and y==0 else x^3*y/(x^4+y^2)", "cbrt(x*y*(3*x-y))", "cbrt(x*y*(x-y))", "sqrt(abs(x*y))",
    "0 if x==0 and y==0 else x*y^3/(x^2+y^4)+x^2*y/(x^2+abs(y))",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_LINEAR)
def test_partials_that_no_derivative_is_made_of_are_told(text):
    assert codes(ask(text, "x=0 y=0")) == {"grad.x": "kink"}


@pytest.mark.parametrize("text", ["abs(x*y)", "cbrt(x*y*(x-y)*(x+y))", "sqrt(x^4+y^4)", "x*abs(x)*pi+y^2*abs(x)",
                                  "0 if x==0 and y==0 else x*y*sin(1/(x^2+y^2))"])  # fmt: skip
def test_partials_that_make_a_derivative_are_not(text):
    assert codes(ask(text, "x=0 y=0")) == {}


SMOOTH = ["besselj(0,1+u)", "Si(u)", "ei(1+u)", "spence(1+u)", "gamma(3+u)", "polylog(2,u)", "erfinv(u)", "lambertw(u)"]


@pytest.mark.parametrize("text", SMOOTH)
def test_what_is_flat_along_a_curve_to_all_orders_that_are_known_is_no_kink(text):
    result = ask(text.replace("u", "x*abs(x)*y^3"), "x=0 y=0")
    assert (result.grad, result.notes) == ({"x": 0.0, "y": 0.0}, [])


def test_a_step_times_a_power_has_mixed_partials():
    text = "sin(floor(x-1)*(x-1)^4*cos(2*y)+y)"
    assert ask(text, "x=1 y=0.3", order=0, partials=(("x", "x", "y"),)).partials == {"x,x,y": 0.0}


@pytest.mark.parametrize(
    ("text", "point", "value", "grad"),
    [
        ("sin(x)/x*y", "x=0 y=2", 2, (0, 1)), ("sin(x)/x+sin(y)/y", "x=0 y=0", 2, (0, 0)),
        ("(exp(x)-1)/x*y+z", "x=0 y=2 z=1", 3, (1, 1, 1)), ("abs(sin(x)/x-1)*y", "x=0 y=2", 0, (0, 0)),
        ("(sin(x)/x)^y*u*v*w", "x=0 y=2 u=3 v=4 w=5", 60, (0, 0, 20, 15, 12)),
        ("sin(pi*x)/(x-1)*y", "x=1 y=2", -2 * math.pi, (0, -math.pi)),
        ("zeta(x)*(x-1)*y", "x=1 y=2", 2, (2 * 0.5772156649015329, 1)),
    ],
)  # fmt: skip
def test_what_is_removable_along_a_whole_line_is_filled(text, point, value, grad):
    result = ask(text, point, check=True)
    assert (result.value, tuple(result.grad.values())) == (value, grad)
    assert {item.verdict for item in result.check.items} == {"ok"}
    assert set(codes(result).values()) <= {"removable", "digits"}


@pytest.mark.parametrize(
    ("text", "point"),
    [("atan(y*(1/x))", "x=0 y=0"), ("floor(sin(x)/x+y)", "x=0 y=0"), ("(atan(1/x)*x)/x*y", "x=0 y=1")],
)
def test_what_has_no_limit_is_not_filled(text, point):
    with pytest.raises(GradcliError, match="undefined"):
        ask(text, point)
