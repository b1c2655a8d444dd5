"""The error bound: never below the error made, rarely far above it."""

from __future__ import annotations

import random

import mpmath
import pytest
from truths import sampled

from gradcli.answer.derivatives import recorded
from gradcli.core.trace import plain
from gradcli.frontends.expression.run import Formula
from gradcli.interpreters.error_bounds import errors
from gradcli.interpreters.lift import lift
from gradcli.interpreters.on_kinks import on_kink

TEXTS = [
    "(exp(x)-1)/x", "sqrt(x+1)-sqrt(x)", "x*x-2*x*y+y*y", "log(1+exp(x))-x", "sin(x)**2+cos(x)**2-1", "tan(x*y)/x",
    "(x+y)**5-x**5", "atan2(x-y,x*y)", "hypot(x,y)-x", "exp(x*y)*exp(-x*y)", "x**y-y**x", "1/(1-x)-1/(1+x)",
    "sum(array([x,y,x*y])*array([y,x,1]))-2*x*y", "norm(stack(x,y))-x", "logsumexp(stack(x,y))-y",
    "prod(stack(x,y,x))-x*y*x",
    "det(stack(stack(x,y),stack(y,x)))", "sum(solve(stack(stack(x,y),stack(1,x)),stack(y,x)))",
    "mean(sort(stack(x,y)))-y", "stack(x,y)@stack(y,-x)", "sum(cumsum(stack(x,y,-x)))-y", "logaddexp(x,y)-y",
    "sum(inv(stack(stack(x,y),stack(1,x))))", "logabsdet(stack(stack(x,y),stack(1,3*x)))",
    "sum(eigvalsh(stack(stack(x,y),stack(y,x*x)))**3)", "sum(eigvals(stack(stack(x,y),stack(1,x*y)))**3)",
    "sum(svdvals(stack(stack(x,y,1),stack(1,x,y)))**3)", "sum(pinv(stack(stack(x,y,1),stack(1,x,y))))",
    "sum(expm(stack(stack(tanh(x),-y),stack(1,0.1))))", "sum(cholesky(stack(stack(x+1,0.1),stack(0.1,y+1))))",
    "sum(sqrtm(stack(stack(x+1,y),stack(0.1,2))))", "sum(logsumexp(stack(stack(x,y),stack(-y,x)),axis=1))",
]  # fmt: skip


@pytest.mark.parametrize("text", sampled(TEXTS, dear=[t for t in TEXTS if t[4:9] in ("expm(", "sqrtm", "svdva")]))
def test_the_bound_holds_for_values_and_gradients(text):
    toss = random.Random(text)
    for _ in range(25):
        values = {"x": toss.uniform(0.1, 3.0) ** toss.choice((1, 5, -5)), "y": toss.uniform(0.1, 3.0)}
        subject = Formula(text, values).run(values, None)[0]
        program, gradient = recorded(subject)
        bound = errors(program)
        with mpmath.workdps(80):
            sharp = subject.at([lift(v) for v in subject.values], lift)
            _, exact = recorded(sharp)
            pairs = [(subject.result, bound.get(subject.target, 0.0), sharp.result)]
            pairs += [(plain(a), bound.get(getattr(a, "at", 0), 0.0), plain(b)) for a, b in zip(gradient, exact)]
            for got, error, truth in pairs:
                assert abs(mpmath.mpf(got) - truth) <= error, (values, got, truth)


def bound_of(text, **values):
    """(value, its error bound, the steps on a kink) of an expression."""
    subject = Formula(text, values).run(values, None)[0]
    bound = errors(subject.program)
    return subject.result, bound.get(subject.target, 0.0), on_kink(subject.program, bound)


def test_what_is_exact_has_no_error():
    assert bound_of("x+0*y", x=0.1, y=3.0)[1] <= 1e-16
    assert bound_of("abs(-x)", x=0.1)[1] == 0.0
    assert bound_of("max(stack(x,y))", x=0.1, y=3.0)[1] == 0.0


def test_a_kink_that_rounding_hides_is_seen():
    for text, x in (("abs(sqrt(x)**2-2)", 2.0), ("floor(exp(log(x)))", 5.0), ("relu(sin(x)**2+cos(x)**2-1)", 1.3)):
        assert bound_of(text, x=x)[2], text
    for text, x in (("abs(sqrt(x)**2-2.1)", 2.0), ("floor(exp(log(x))+0.5)", 5.0), ("maximum(x,2*x)", 1e-300)):
        assert not bound_of(text, x=x)[2], text
    assert bound_of("where(sqrt(x)**2>2,x,2*x)", x=2.0)[1] == float("inf")


def test_what_rounds_to_zero_is_not_exact():
    for text, point in (
        ("1/((1/x)*0.4)", {"x": 1e-200}), ("exp(-x)*0.3*1e300*y", {"x": 800.0, "y": 2.0}),
        ("1e300*(0.4*(x*y))", {"x": 1e-200, "y": 1e-200}), ("(x*x)*(x*x)*1e300*1e300", {"x": 1e-170}),
        ("1e300*sum(0.3*stack(x*y,x*x))", {"x": 1e-200, "y": 1e-200}),
    ):  # fmt: skip
        subject = Formula(text, point).run(point, None)[0]
        program, _ = recorded(subject)
        bound = errors(program)
        assert max([bound.get(subject.target, 0.0), *(bound.get(p, 0.0) for p in program.targets)]) > 0, text
    assert bound_of("0*x*1e-300", x=1e-300)[1] == 0.0


def test_whole_numbers_add_up_exactly():
    assert bound_of("sum(stack(x,y,1))", x=2.0, y=-3.0) == (0.0, 0.0, [])
    assert bound_of("stack(x,y)@stack(y,-x)", x=2.0, y=-3.0)[1] == 0.0
    assert bound_of("sum(stack(x,y,0.1))", x=2.0, y=-2.1)[1] > 2e-16
