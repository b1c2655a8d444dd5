"""The trace as data: what every place receives is its adjoint, tangents agree with adjoints, and both with mpmath."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from cost import growth

from gradcli.frontends.expression.run import Formula
from gradcli.interpreters.steps.table import table
from gradcli.interpreters.steps.terms import show
from gradcli.ops.values import like, shape_of

SCALARS = [
    ("x^2*y + sin(x*y)", lambda x, y: x**2 * y + mpmath.sin(x * y)),
    ("r = sqrt(x*x + y*y); sin(r)/r", lambda x, y: mpmath.sin(mpmath.sqrt(x * x + y * y)) / mpmath.sqrt(x * x + y * y)),
    ("x^y - y^x/(1 + exp(-x))", lambda x, y: x**y - y**x / (1 + mpmath.exp(-x))),
    ("atan2(y, x) + log(x)*tanh(y) - -x", lambda x, y: mpmath.atan2(y, x) + mpmath.log(x) * mpmath.tanh(y) + x),
    ("(x if x < y else y)*cosh(x/y)", lambda x, y: min(x, y) * mpmath.cosh(x / y)),
]
ARRAYS = ["sum((A@v - b)^2)", "norm(A@v)*v[0]", "det(A)/sum(exp(b))", "logsumexp(A)*prod(v)", "dot(v, solve(A, b))"]
POINT = {"A": np.array([[1.5, 0.3], [-0.4, 2.0]]), "v": np.array([0.7, -1.2]), "b": np.array([0.2, 0.5])}


def recorded(text, values):
    subject = Formula(text, values).run(values, None)[0]
    seeds = [(subject.target, like(subject.result, 1.0))]
    return table(subject.program, seeds, dict(zip(subject.program.sources, subject.values)), forward=True), subject


@pytest.mark.parametrize(("text", "f"), SCALARS, ids=[s[0] for s in SCALARS])
def test_adjoints_are_derivatives(text, f):
    rows, subject = recorded(text, {"x": 1.25, "y": 2.5})
    for n, row in enumerate(rows[:2]):
        order = (1, 0) if subject.names[n] == "x" else (0, 1)
        truth = mpmath.diff(f, (mpmath.mpf(1.25), mpmath.mpf(2.5)), order)
        assert row.adjoint == pytest.approx(float(truth), rel=1e-12)
        assert rows[-1].tangents[n] == pytest.approx(float(truth), rel=1e-12)


@pytest.mark.parametrize("text", [s[0] for s in SCALARS] + ARRAYS)
def test_what_a_place_receives_is_its_adjoint(text):
    rows, _ = recorded(text, POINT if text in ARRAYS else {"x": 1.25, "y": 2.5})
    for row in rows:
        if row.receives:
            total = sum((m.sent for m in row.receives), 0.0) + (0.0 if row.seed is None else row.seed)
            assert np.allclose(total, row.adjoint, rtol=1e-12)
            assert shape_of(row.adjoint) == shape_of(row.primal)
        for m in row.receives:
            if not shape_of(m.sent) and not shape_of(m.adjoint) and m.local.value is not None:
                assert m.adjoint * m.local.value == pytest.approx(m.sent, rel=1e-12)


@pytest.mark.parametrize("text", ARRAYS)
def test_tangents_agree_with_adjoints(text):
    rows, subject = recorded(text, POINT)
    by_place = {row.place: row for row in rows}
    for n, source in enumerate(subject.program.sources):
        assert float(np.sum(by_place[source].adjoint)) == pytest.approx(float(rows[-1].tangents[n] or 0.0), rel=1e-11)


def test_local_partials_are_formulas_of_the_rules():
    rows, _ = recorded("sin(x)*exp(y)", {"x": 0.5, "y": 0.25})
    names = {row.place: f"v{n}" for n, row in enumerate(rows, 1)}
    found = [
        show(m.local, lambda t: names.get(t.place) or f"{t.value:g}").text
        for row in rows for m in row.receives
    ]  # fmt: skip
    assert found == ["cos(v1)", "v4", "v4", "v3"]


def test_guards_are_no_part_of_the_number():
    rows, _ = recorded("x if x < y else y", {"x": 1.0, "y": 2.0})
    assert "guard" not in [row.op.name for row in rows if row.op]


def test_cost_is_linear():
    def run(n):
        return recorded("+".join(f"sin({k}*x)" for k in range(1, n)), {"x": 0.5})

    assert growth(run, 50) < 3
