"""Fields: lines along which they bend, jump, go to infinity or end are found for what they are, and no others."""

from __future__ import annotations

import math

import pytest

from gradcli.cli.plot import about_borders
from gradcli.frontends.curves.fields import Field, field
from gradcli.frontends.expression.run import Formula

CIRCLE = "along a curve, x from -1 to 1 and y from -1 to 1"
FOUND = [
    ("abs(x) + y^2", ["kink along x = 0"]),
    ("abs(x - y)", ["kink along y = x"]),
    ("abs(x*y)", ["kink along x = 0", "kink along y = 0"]),
    ("abs(x) + abs(y - x/2)", ["kink along x = 0", "kink along y = 0.5*x"]),
    ("max(abs(x), abs(y))", ["kink along y = -x", "kink along y = x"]),
    ("relu(x + 2*y - 0.37)", ["kink along y = -0.5*x + 0.185"]),
    ("abs(x^2 + y^2 - 1)", [f"kink {CIRCLE}"]),
    ("sqrt(x^2 + y^2)", ["kink at x = 0, y = 0"]),
    ("floor(x) + y", ["jump along x = -1", "jump along x = 0", "jump along x = 1"]),
    ("where(x > y, x, y + 1)", ["jump along y = x"]),
    ("where(x^2 + y^2 < 1, x, 3)", [f"jump {CIRCLE}"]),
    ("sign(y - 0.123)*x^2 + x", ["jump along y = 0.123"]),
    ("atan2(y, x)", ["jump along y = 0"]),
    ("1/x + y", ["pole along x = 0"]),
    ("1/(x*y)", ["pole along x = 0", "pole along y = 0"]),
    ("1/(x - 2*y + 0.3)", ["pole along y = 0.5*x + 0.15"]),
    ("1/sqrt(x - y)", ["pole along y = x"]),
    ("tan(x + y)", ["pole along y = -x + 1.571", "pole along y = -x - 1.571"]),
    ("log(x^2 + y^2)", ["pole at x = 0, y = 0"]),
    ("log(x) + y", ["pole along x = 0"]),
    ("sqrt(1 - x^2 - y^2)", [f"no value beyond {CIRCLE}"]),
    ("sqrt(x - 0.2)*y + 1", ["no value beyond along x = 0.2"]),
    ("sin(x*y)/(x*y)", ["no value along x = 0", "no value along y = 0"]),
    ("x^2*y - sin(x*y)", []), ("exp(5*x + 5*y)", []), ("exp(-50*(x^2 + y^2))", []), ("cbrt(x + y)", []),
    ("sin(7*x)*cos(5*y)", []), ("tanh(30*(x - y))", []), ("x^7*1e9 + y", []), ("3 + 0*x*y", []), ("1/(1.6 - x)", []),
]  # fmt: skip


def made(text: str) -> Field:
    return field(Formula(text, ("x", "y")), ("x", "y"), {}, (-1.5, 1.5), (-1.5, 1.5))


FAST = ("abs(x*y)", "where(x > y, x, y + 1)", "x^2*y - sin(x*y)")
CASES = [pytest.param(*case, marks=[] if case[0] in FAST else pytest.mark.slow, id=case[0]) for case in FOUND]


@pytest.mark.parametrize(("text", "told"), CASES)
def test_borders(text: str, told: list[str]) -> None:
    found = made(text)
    assert sorted(set(about_borders(found))) == told
    for level in found.levels():  # no line of equal value goes through a jump, a pole, an edge
        for xa, ya, xb, yb in found.lines(level):
            if "jump along y = x" in told:
                assert (xa > ya) == (xb > yb)
            if "pole along y = 0.5*x + 0.15" in told:
                assert (xa - 2 * ya + 0.3 > 0) == (xb - 2 * yb + 0.3 > 0)
            if text.startswith("where(x^2"):
                assert (math.hypot(xa, ya) < 1) == (math.hypot(xb, yb) < 1)
            if text.startswith("sqrt(1"):
                assert max(math.hypot(xa, ya), math.hypot(xb, yb)) <= 1


@pytest.mark.slow
@pytest.mark.parametrize(("text", "distance"), [
    ("where(x^2 + y^2 < 1, x, 3)", lambda x, y: math.hypot(x, y) - 1), ("abs(y - x^3)", lambda x, y: y - x**3),
    ("1/(y - sin(3*x))", lambda x, y: y - math.sin(3 * x)), ("sqrt(y - x^2)", lambda x, y: y - x * x),
])  # fmt: skip
def test_where_they_are(text: str, distance: object) -> None:
    found = made(text)
    points = {p for border in found.borders for p in (border.start, border.end)}
    assert len(points) > 100
    assert max(abs(distance(*p)) for p in points) < 1e-5  # type: ignore[operator]
    assert max(math.dist(border.start, border.end) for border in found.borders) < 0.1
