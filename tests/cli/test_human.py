"""Reports as a person sees them."""

from __future__ import annotations

import pytest
from results import made
from shell import answer

from gradcli.cli.formats import Style, human
from gradcli.cli.formats.human import headline, note_lines
from gradcli.cli.formats.lines import ratio
from gradcli.cli.formats.numbers import align, drawn, exact, short, table
from gradcli.results import Note, Path, Report
from gradcli.results.check import Check, Item


def write(report, style=Style()):  # noqa: B008
    return human.write(report, style)


FULL = made(
    "f",
    "x^2*y + sin(x*y)",
    {"x": 2.0, "y": 3.0},
    11.720584501801074,
    grad={"x": 14.880510859951098, "y": 5.920340573300732},
    hessian={"x": {"x": 8.514739484, "y": 6.636663276}, "y": {"x": 6.636663276, "y": 1.117661993}},
    check=Check(
        [
            Item(Path("grad", "x"), 14.880510859951098, 14.880510859951098, "2*x*y + y*cos(x*y)", 0.0, 16, "ok"),
            Item(
                Path("hessian", "x", "y"), 6.636663276, 6.636663276, "2*x + cos(x*y) - x*y*sin(x*y)", 1.34e-16, 15, "ok"
            ),
        ]
    ),
)


def test_the_whole() -> None:
    assert write(Report([FULL])) == (
        "f = x^2*y + sin(x*y)     at x = 2, y = 3\n"
        "\n"
        "value     11.7205845\n"
        "gradient  ∂f/∂x   14.88051086\n"
        "          ∂f/∂y    5.920340573\n"
        "hessian                x            y\n"
        "          x  8.514739484  6.636663276\n"
        "          y  6.636663276  1.117661993\n"
        "\n"
        "check     tape against differences and SymPy\n"
        "  ∂/∂  formula                   tape         reference    rel err  digits\n"
        "  x    2*x*y + y*cos(x*y)        14.88051086  14.88051086  0        16  ok\n"
        "  x,y  2*x + cos(x*y) - x*y*...  6.636663276  6.636663276  1.3e-16  15  ok\n"
        "2 of 2 agree\n"
    )


def test_two_results_have_an_empty_line_between_them() -> None:
    one = made("loss", None, {}, 1.0, grad={"w": 2.0}, line=7, calls=100)
    alone = "loss     line 7, last of 100 calls\n\nvalue     1\ngradient  dloss/dw   2\n"
    assert write(Report([one, one]), Style()) == f"{alone}\n{alone}"


def test_disagreement() -> None:
    items = [
        Item(Path("grad", "x"), 1.0, 2.0, None, 0.5, 0, "FAIL", "the rule of sin is wrong"),
        Item(Path("grad", "y"), None, None, None, None, None, "skipped"),
        Item(Path("grad", "z"), 1.0, 1.0, None, 0.0, 16, "ok"),
    ]
    text = write(Report([made("f", "x", {}, 1.0, check=Check(items, ["time ran out"]))]), Style(color=True))
    assert "\x1b[1;31mFAIL\x1b[0m" in text
    assert text.endswith("  x: the rule of sin is wrong\n  time ran out\n1 of 3 agree, 1 FAIL, 1 not verified\n")


def test_a_name_may_have_a_dot() -> None:
    check = Check(
        [
            Item(Path("grad", "m.w[0]"), 1.0, 1.0, None, 0.0, 16, "ok"),
            Item(Path("hessian", "x", "y"), 1.0, 1.0, None, 0.0, 16, "ok"),
        ]
    )
    lines = write(Report([made("f", "x", {}, 1.0, check=check)])).splitlines()
    assert [line.split()[0] for line in lines[-3:-1]] == ["m.w[0]", "x,y"]


def test_a_check_of_no_number_has_no_table() -> None:
    assert write(Report([made("f", "x", {}, 1.0, check=Check([]))])).splitlines()[-1] == "check     no number to verify"


def test_numbers() -> None:
    numbers = (2.0, -0.0, 0.1, 1 / 3, 1e20, 1.5e-7, float("inf"), float("nan"), None, "1.25", 3, True)
    assert " ".join(map(short, numbers)) == "2 0 0.1 0.3333333333 1e20 1.5e-7 inf nan undefined 1.25 3 true"
    assert short(1 / 3, 3) == "0.333"
    assert exact([[0.1, 1e300], [None, "2"]]) == "[[0.1,1e+300],[undefined,2]]"


def test_alignment() -> None:
    assert align(["14.5", "-5.25", "100", "1e20", "inf"]) == [" 14.5 ", " -5.25", "100   ", "  1e20", "inf   "]
    assert align([]) == []
    assert table([("a", "bb"), ("ccc", "d")]) == ["a    bb", "ccc  d"]


def test_arrays() -> None:
    assert drawn([]) == ["[]"]
    assert drawn([1.0, 2.5]) == ["[1, 2.5]"]
    assert drawn([[1.0, 20.5], [300.25, 4.0]]) == ["[[  1   , 20.5],", " [300.25,  4  ]]"]
    assert drawn([[], []]) == ["[[],", " []]"]
    assert drawn([float(n) for n in range(1000)]) == ["[0, 1, 2, ..., 997, 998, 999]  (1000 elements)"]
    wide = drawn([[float(n)] * 20 for n in range(50)])
    assert wide[0] == "[[ 0,  0,  0, ...,  0,  0,  0],"
    assert wide[3] == " ...,"
    assert wide[-1] == " [49, 49, 49, ..., 49, 49, 49]]  (50 x 20)"
    assert len(wide) == 7
    cube = drawn([[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]])
    assert cube == ["[[[1, 2],", "  [3, 4]],", " [[5, 6],", "  [7, 8]]]"]


def test_ratios() -> None:
    assert ratio("f", ["x"]) == "df/dx"
    assert ratio("f", ["x", "x", "y"]) == "d3f/dx2dy"
    assert ratio("loss", ["x", "y", "x"]) == "d3loss/dxdydx"
    assert ratio("f", ["x"], True) == "∂f/∂x"
    assert ratio("f", ["x", "x", "y"], True) == "∂³f/∂x²∂y"


def test_a_curly_d_is_plain_where_the_encoding_has_none() -> None:
    asked = ("eval", "x^2*y", "x=2", "y=3", "--partial", "x,x,y", "--steps", "--check")
    curly, plain = answer(*asked).out, answer(*asked, encoding="ascii").out
    assert all(text in curly for text in ("gradient  ∂f/∂x", "∂³f/∂x²∂y", "∂/∂x(x^2)", "  ∂/∂    formula"))
    assert plain.isascii()
    assert plain == curly.replace("∂", "d").replace("²", "2").replace("³", "3")


@pytest.mark.parametrize("form", ["human", "markdown", "latex"])
def test_the_d_is_curly_for_several_variables_alone(form: str) -> None:
    curly = r"\partial" if form == "latex" else "∂"
    for asked in (
        ("x^3", "x=2"),
        ("x^3", "x=2", "--order", "2"),
        ("x^3", "--formula", "--order", "2"),
        ("[x, x^2]", "x=2"),
    ):
        assert curly not in answer("eval", *asked, "--format", form).out
    for asked in (("x*y", "x=2", "y=1", "--wrt", "x"), ("x*y", "--formula", "--wrt", "x"), ("sum(v^2)", "v=1,2")):
        assert curly in answer("eval", *asked, "--format", form).out


def test_headlines_stay_in_one_line() -> None:
    text = headline(made("f", "x\n + " * 100, {"v": [[1.0] * 50] * 70, "x": 1 / 3}, 1.0), 10)
    assert "\n" not in text
    assert text.endswith("...     at v = [70 x 50 array], x = 0.3333333333")
    many = headline(made("f", "x", {f"x{n}": 1.0 for n in range(30)}, 1.0), 10)
    assert many.endswith("x11 = 1, ...")


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert "\x1b" not in write(Report([made("f\x1b[2J", "x\x1b[2J", {"x": 1.0}, 1.0, grad={"x": 2.0})]))


def test_higher_orders_are_by_the_name_asked_for() -> None:
    asked = ("eval", "exp(a*x)", "x=1", "a=2", "--wrt", "x", "--order", "3")
    assert "order 3   ∂³f/∂x³  59.11244879\n" in answer(*asked).out
    assert r"\frac{\partial^{3} f}{\partial x^{3}} &= 59.11244879" in answer(*asked, "--format", "latex").out


def test_higher_orders_are_a_list() -> None:
    result = made(
        "f", "x^3", {"x": 2.0}, 8.0, grad={"x": 12.0}, hessian={"x": {"x": 12.0}}, derivatives=[8.0, 12.0, 12.0, 6.0]
    )
    assert write(Report([result])).endswith(
        "value     8\norder 1   df/dx    12\norder 2   d2f/dx2  12\norder 3   d3f/dx3   6\n"
    )


def test_gradients_of_scripts() -> None:
    notes = [Note("grad.b", "unconnected", "b was not watched")]
    one = made("g", "y * y + z", {"a": 1.0, "b": 2.0}, 1.0, grad={"a": 2.0, "b": None}, line=7, notes=notes)
    assert write(Report([one])) == (
        "g: gradient of y * y + z     line 7     at a = 1, b = 2\n\n"
        "value     1\n"
        "gradient  ∂(y * y + z)/∂a   2\n"
        "          ∂(y * y + z)/∂b   None\n"
    )
    assert ratio("a + long + expression + of + names", ["x"]) == "d/dx"


def test_notes() -> None:
    notes = [
        Note("grad.x", "kink", "a kink"), Note("grad.y", "summed", "a sum"), Note("point.z", "unused", "z is not used"),
        Note("expr", "underflow", "1e-400 rounds to 0"), Note("", "unused", "no gradients"),
        Note("grad.s", "underflow", "0 to 856 digits", "0"), Note("grad.t", "nonfinite", "undefined here", "0"),
    ]  # fmt: skip
    assert note_lines([(note.path, note) for note in notes]) == (
        "warning: grad.x: a kink\nnote: grad.y: a sum\nwarning: z is not used\nwarning: 1e-400 rounds to 0\n"
        "warning: no gradients\nnote: grad.s: 0 to 856 digits\nwarning: grad.t: undefined here\n"
    )


def test_a_number_with_two_paths_has_one_note() -> None:
    second, third = (answer("eval", "abs(x)", "x=0", "--order", order).err for order in ("2", "3"))
    assert [line.split(": ")[1] for line in second.splitlines()] == ["grad.x", "hessian.x.x"]
    assert [line.split(": ")[1] for line in third.splitlines()] == ["grad.x", "derivatives.2", "derivatives.3"]


def test_several_values_of_different_shapes() -> None:
    assert drawn([[1.0, 4.0], 14.0, [[1.0], [2.0]]]) == ["[[1, 4], 14, [[1], [2]]]"]


def test_what_left_is_told_beside_its_number():
    result = made("f", None, {}, 1.0, grad={"x": 3.0, "y": None, "u": 2.0})
    message = "what depends on {} left the trace at np.spacing(), line 4: it is taken as constant"
    result.notes = [Note(Path("grad", x), "left", message.format(x)) for x in "xy"]
    lines = human.result_lines(result, 10, False)
    assert [line for line in lines if "∂f/" in line] == [
        "gradient  ∂f/∂x   3           (what depends on x left the trace at np.spacing(), line 4)",
        "          ∂f/∂y   undefined   (what depends on y left the trace at np.spacing(), line 4)",
        "          ∂f/∂u   2",
    ]


def test_what_the_user_derived_is_called_theirs() -> None:
    text = answer("eval", "x^2", "x=2", "--expect", "x=2*x").out
    assert "check     yours against proven digits and SymPy\n  d/d       formula  yours  reference" in text
    both = answer("eval", "x^2", "x=2", "--expect", "x=2*x", "--check").out
    assert "check     tape against proven digits and SymPy" in both


def test_the_check_without_sympy_does_not_name_it() -> None:
    for point in ("x=2", "x=0"):
        text = answer("eval", "abs(x)", point, "--check=numeric").out
        assert "check     tape against proven digits\n  d/d  tape  reference" in text


def test_a_formula_without_a_value_at_the_point_is_left_out_with_one_sentence() -> None:
    text = answer("eval", "(1-cos(x*y))/(x^2+y^2)", "x=0", "y=0", "--check").out
    assert text.count("a formula without a value at this very point is left out: the singularity is removable") == 1


def test_a_mixed_partial_that_depends_on_the_order_is_verified_in_the_order_asked() -> None:
    text = answer("eval", "x*y*(x^2-y^2)/(x^2+y^2)", "x=0", "y=0", "--order", "2", "--check").out
    assert "  x,y           -1    -1         0        16  proven" in text


@pytest.mark.parametrize(
    ("x", "shown"), [("-0.0", "-0"), ("-0.0,1", "[-0, 1]"), ("[[0,-0.0]]", "[[0, -0]]"), ("0", "0")]
)
def test_a_points_zero_has_its_sign(x, shown):
    assert answer("eval", "x*3", f"x={x}").out.startswith(f"f = x*3     at x = {shown}\n")
