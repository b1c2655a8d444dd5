"""What a derivative is at an awkward point, from the function alone."""

from __future__ import annotations

import math

import pytest

from gradcli.frontends.expression.run import Formula
from gradcli.interpreters.limits import approach, examine

KINDS = [
    ("x*x", 1.0, 1, "exists", 2.0), ("x*abs(x)", 0.0, 1, "exists", 0.0), ("cbrt(x)**3", 0.0, 3, "exists", 0.0),
    ("abs(x)", 0.0, 1, "kink", None), ("x*abs(x)", 0.0, 2, "kink", None), ("abs(x)", 0.0, 2, "jump", None),
    ("floor(x)", 2.0, 1, "jump", None), ("sign(x)", 0.0, 1, "jump", None), ("sqrt(x)", 0.0, 1, "infinite", math.inf),
    ("cbrt(x)", 0.0, 1, "infinite", math.inf), ("sqrt(abs(x))", 0.0, 1, "infinite", None),
    ("1/x", 0.0, 1, "pole", None), ("log(abs(x))", 0.0, 1, "pole", None), ("x**1.5", 0.0, 1, "onesided", 0.0),
    ("sin(x)/x", 0.0, 1, "removable", 0.0), ("sqrt(x)", -1.0, 1, "undefined", None),
    ("sigmoid(x)", math.inf, 1, "exists", 0.0), ("x*x", math.inf, 1, "infinite", math.inf),
    ("sin(x)", math.inf, 1, "undefined", None), ("log1p(exp(x))", math.inf, 1, "exists", 1.0),
    ("where(x==0,0.5+0*x,(1-cos(x))/x**2)", 0.0, 1, "exists", 0.0),
    ("abs(sin(x)**2+cos(x)**2-1)", 1.3, 1, "exists", 0.0), ("floor(sqrt(x)**2)", 2.0, 1, "jump", None),
    ("abs(sqrt(x)**2-2)", 2.0, 1, "kink", None), ("where(x==0,0*x,exp(-1/x**2))", 0.0, 1, "exists", 0.0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "x", "order", "kind", "value"), KINDS)
def test_kinds(text, x, order, kind, value):
    subject = Formula(text, {"x": x}).run({"x": x}, None)[0]
    found = examine(subject.program, subject.values, ((0, 0),) * order, seconds=5.0)
    assert found.kind == kind
    if value is not None:
        assert float(found.value) == pytest.approx(value, abs=1e-30)


def test_the_sides_of_a_kink_and_of_a_jump():
    for text, sides in (("where(x<1,x,3*x-2)", (1, 3)), ("x+floor(x)", (1, 2))):
        subject = Formula(text, {"x": 1.0}).run({"x": 1.0}, None)[0]
        found = examine(subject.program, subject.values, ((0, 0),))
        assert (round(float(found.left), 9), round(float(found.right), 9)) == sides


@pytest.mark.parametrize(("text", "limit"), [("sin(x)/x", 1), ("x*log(abs(x))", 0), ("1/x", None), ("sign(x)", None)])
def test_the_limit_of_a_value(text, limit):
    subject = Formula(text, {"x": 0.0}).run({"x": 0.0}, None)[0]
    found = approach(subject.program, subject.values, None, 5.0)
    assert found is None if limit is None else abs(found - limit) < 1e-30


@pytest.mark.parametrize(
    ("text", "x"),
    [("sin(1/x)", 0.0), ("cos(1/x)", 0.0), ("tan(1/x)", 0.0), ("1+sin(1/x)", 0.0), ("sin(x*x)", math.inf)],
)
def test_what_swings_has_no_limit(text, x):
    subject = Formula(text, {"x": x}).run({"x": x}, None)[0]
    assert approach(subject.program, subject.values, None, 5.0) is None
    assert examine(subject.program, subject.values, ((0, 0),), seconds=5.0).kind in ("pole", "undefined")


def test_no_time_no_answer():
    subject = Formula("k0(abs(x))", {"x": 1.0}).run({"x": 1.0}, None)[0]
    assert examine(subject.program, subject.values, ((0, 0),), seconds=0.0).kind == "unknown"
