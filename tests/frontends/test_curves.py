"""Curves: what stands between the points is found for what it is, and nothing that does not."""

from __future__ import annotations

import math

import pytest
from truths import sampled

from gradcli.errors import GradcliError
from gradcli.frontends.curves.fields import field
from gradcli.frontends.curves.sampled import curve
from gradcli.frontends.expression.run import Formula

FOUND = [
    ("abs(x)", (-3, 3), [("kink", 0.0)]),
    ("abs(x - 1/3)", (-3, 3), [("kink", 1 / 3)]),
    ("relu(x - 0.123)", (-1, 1), [("kink", 0.123)]),
    ("max(x, 0) + abs(x - 1)", (-3, 3), [("kink", 0.0), ("kink", 1.0)]),
    ("sqrt(abs(x))", (-1, 2), [("kink", 0.0)]),
    ("tan(x)", (-3, 3), [("pole", -math.pi / 2), ("pole", math.pi / 2)]),
    ("1/x", (-1, 2), [("pole", 0.0)]),
    ("1/(x - 1)^2", (-3, 3), [("pole", 1.0)]),
    ("log(abs(x))", (-1, 2), [("pole", 0.0)]),
    ("gamma(x)", (-2.5, 3), [("pole", -2.0), ("pole", -1.0), ("pole", 0.0)]),
    ("floor(x)", (-1.5, 1.5), [("jump", -1.0), ("jump", 0.0), ("jump", 1.0)]),
    ("x if x < 1 else x + 0.01", (-3, 3), [("jump", 1.0)]),
    ("x/abs(x)", (-1, 1), [("jump", 0.0)]),
    ("sqrt(x)", (-1, 3), [("edge", 0.0)]),
    ("sqrt(x^2 - 1)", (-3, 3), [("edge", -1.0), ("edge", 1.0)]),
    ("sin(x)/x", (-3, 3), [("hole", 0.0)]),
    ("sin(20*x)", (-3, 3), []),
    ("x^3 - x", (-2, 2), []),
    ("exp(x)", (-5, 20), []),
    ("exp(-1000*x^2)", (-3, 3), []),
    ("tanh(1000*x)", (-3, 3), []),
    ("cbrt(x)", (-1, 2), []),
    ("3", (0, 1), []),
    ("sin(1/x)", (-1, 1), [("oscillation", 0.0)]),  # no kink, no pole: its slope has no sign
    ("x^2*sin(1/x)", (-1, 1), [("oscillation", 0.0)]),
    ("sin(1/x)/x", (-1, 1), [("oscillation", 0.0)]),
    ("exp(sin(1/x))", (-1, 1), [("oscillation", 0.0)]),
    ("x^2*sin(1/x^2)", (-1, 1), [("oscillation", 0.0)]),
    ("x^3*sin(1/x)", (-1, 1), [("hole", 0.0)]),
    ("(1 - cos(x))/x^2", (-1, 1), [("hole", 0.0)]),  # rounding is no oscillation
    ("arccos(cos(x))", (-4, 2), [("kink", -math.pi), ("kink", 0.0)]),
    ("exp(1/x)", (-1, 1), [("pole", 0.0)]),  # and none where float64 ends
    ("exp(-1/x)", (-1, 1), [("pole", 0.0)]),
    ("exp(200*x)", (-1, 4), [("overflow", 709.782712893384 / 200)]),
    ("arctan(1/x)", (-1, 1), [("jump", 0.0)]),
]


@pytest.mark.parametrize(("text", "ends", "expected"), FOUND, ids=[f[0] for f in FOUND])
def test_features(text, ends, expected):
    found = curve(Formula(text, ("x",)), "x", {}, ends, 1)
    assert [f.kind for f in found.features] == [kind for kind, _ in expected]
    assert [f.x for f in found.features] == pytest.approx([x for _, x in expected], abs=1e-9)
    breaks = [f.x for f in found.features if f.kind not in ("kink", "hole")]
    for xs, ys in found.segments(0):
        assert xs == sorted(xs)
        assert all(map(math.isfinite, ys))
        assert not any(xs[0] < x - 1e-9 and x + 1e-9 < xs[-1] for x in breaks)


def test_both_sides_are_told():
    (kink,) = curve(Formula("abs(x)"), "x", {}, (-3, 3), 1).features
    assert (kink.left[1][1], kink.right[1][1]) == (-1.0, 1.0)
    (jump,) = curve(Formula("floor(x)"), "x", {}, (0.5, 1.5), 1).features
    assert (jump.left[1][0], jump.right[1][0]) == (0.0, 1.0)


def test_slopes_are_broken_at_kinks_and_values_are_not():
    found = curve(Formula("abs(x)"), "x", {}, (-3, 3), 1)
    assert (len(found.segments(0)), len(found.segments(1))) == (1, 2)


def test_a_single_point_without_a_value_is_no_gap():
    found = curve(Formula("sin(x)/x"), "x", {}, (-3, 3), 1)
    assert len(found.segments(0)) == 1
    assert found.features[0].left[1][0] == pytest.approx(1.0)


def test_no_value_anywhere():
    with pytest.raises(GradcliError, match="no value anywhere"):
        curve(Formula("log(x)"), "x", {}, (-3, -1), 1)


def test_level_lines_have_their_level_and_do_not_cross_jumps():
    found = field(Formula("x^2 + y^2"), ("x", "y"), {}, (-1, 1), (-1, 1))
    for xa, ya, xb, yb in found.lines(0.5):
        assert xa**2 + ya**2 == pytest.approx(0.5, abs=2e-3)
        assert xb**2 + yb**2 == pytest.approx(0.5, abs=2e-3)
    assert not found.broken
    step = field(Formula("floor(x) + 0*y"), ("x", "y"), {}, (-1.5, 1.5), (0, 1))
    assert list(step.lines(-0.5)) == []
    pole = field(Formula("1/x + y*0"), ("x", "y"), {}, (-1, 1.1), (0, 1))
    assert list(pole.lines(0.0)) == []


def test_arrows_are_gradients():
    found = field(Formula("x*y"), ("x", "y"), {}, (-1, 1), (-1, 1))
    assert all((dx, dy) == pytest.approx((y, x)) for x, y, dx, dy in found.arrows())


HALVES = ["log(x)", "atanh(x)", "log10(x)", "log2(x)", "log1p(x)", "logit(x)", "acoth(x)", "log(x^2 - 1)", "Ci(x)",
          "Chi(x)"]  # fmt: skip


@pytest.mark.parametrize("text", HALVES)
def test_where_there_is_no_value_is_no_derivative(text):
    found = curve(Formula(text, ("x",)), "x", {}, (-2, 2), 2)
    assert any(math.isnan(v[0]) for v in found.values)
    assert all(math.isnan(slope) for v in found.values if math.isnan(v[0]) for slope in v)


@pytest.mark.parametrize("text", sampled(HALVES, 5))
def test_where_a_field_has_no_value_is_no_derivative(text):
    plane = field(Formula(f"y*({text})", ("x", "y")), ("x", "y"), {}, (-2, 2), (1, 2))
    pairs = [(v, g) for vs, gs in zip(plane.values, plane.gradients) for v, g in zip(vs, gs)]
    assert all(math.isnan(slope) for v, g in pairs if math.isnan(v) for slope in g)
