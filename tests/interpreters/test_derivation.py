"""Derivations: put together, the rules' lines have the value of the tape's own derivative, for every op."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gradcli.answer.derivatives import first
from gradcli.frontends.expression.run import Formula
from gradcli.interpreters.steps.derivation import Derivation
from gradcli.interpreters.steps.scalars import NoDerivation, scalars
from gradcli.ops import FUNCTIONS

EXPRESSIONS = [
    "x^2*y + sin(x*y)", "exp(-x^2/2)/sqrt(2*pi)", "x^x + 2^x*e^x - y^x/x^y", "log(x)/(1 + x) - tanh(3*x)*x",
    "(2*x + 1)^5*atan2(x, y)", "r = sqrt(x*x + y*y); sin(r)/r", "-x*-y - (x - y)*(y - x)/(-x)", "abs(x - y)*max(x, y)",
    "x if x < y else y^2", "floor(x)*x + x//1", "x*y*x*y/(x*y)", "1/x - 1/(x*y)^2", "2*3*x - pi*e*4", "x", "3*y",
    "norm([x, y, x*y])", "sum([x, y]*[y, x])", "prod([x, y, 2])", "logsumexp([x, y])", "max([x, y])",
]  # fmt: skip


def subject_of(text, values):
    return Formula(text, values).run(values, None)[0]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_the_whole_is_the_derivative(text):
    subject = subject_of(text, {"x": 1.25, "y": 2.5} if "y" in text else {"x": 1.25})
    sources, target = scalars(subject.program, subject.values)
    for source, slope in zip(sources, first(subject)):
        derivation = Derivation(target, source, set(), True)
        assert derivation.composed().value == pytest.approx(slope, rel=1e-12)
        assert derivation.lines()


SMOOTH = sorted(
    f.name for f in FUNCTIONS.values()
    if hasattr(f.call, "op") and f.call.op.elementwise and f.call.op.kind in ("smooth", "branch", "linear", "bilinear")
)  # fmt: skip


@pytest.mark.parametrize("name", SMOOTH)
def test_every_function_by_its_own_rule(name):
    op = FUNCTIONS[name].call.op
    point = [low + 0.37 * (high - low) if math.isfinite(high - low) else 1.3 for low, high in op.domain]
    values = {f"x{n}": v for n, v in enumerate(point)}
    subject = subject_of(f"{name}({', '.join(f'2*{x} - {x}' for x in values)})", values)
    sources, target = scalars(subject.program, subject.values)
    for source, slope in zip(sources, first(subject)):
        found = Derivation(target, source, set(), False).composed().value
        assert found == pytest.approx(float(slope), rel=1e-9, abs=1e-12)


def test_arrays_element_by_element():
    values = {"A": np.array([[1.0, 2.0], [3.0, 4.0]]), "v": np.array([0.5, -1.5])}
    subject = subject_of("sum((A@v)^2) + dot(v, v)*A[0, 1]", values)
    sources, target = scalars(subject.program, subject.values)
    for whole, slopes in zip(sources, first(subject)):
        for at, source in np.ndenumerate(whole):
            assert Derivation(target, source, set(), True).composed().value == pytest.approx(slopes[at], rel=1e-12)


@pytest.mark.parametrize("text", ["det(A)", "sum(sort(A[0]))"])
def test_what_is_not_taken_apart(text):
    subject = subject_of(text, {"A": np.array([[1.0, 2.0], [3.0, 4.0]])})
    with pytest.raises(NoDerivation):
        scalars(subject.program, subject.values)


def test_long_programs_are_refused():
    subject = subject_of("+".join(f"sin({n}*x)" for n in range(400)), {"x": 1.0})
    with pytest.raises(NoDerivation):
        scalars(subject.program, subject.values)
