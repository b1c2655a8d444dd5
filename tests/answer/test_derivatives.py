"""What is asked of a program, in blocks: shapes, symmetry, orders, and mixed partials in any order of asking."""

from __future__ import annotations

import itertools

import mpmath
import pytest
from cost import growth

from gradcli.answer.derivatives import blocks, series
from gradcli.answer.subject import Ask
from gradcli.core.trace import Tensor, plain
from gradcli.errors import GradcliError
from gradcli.frontends.expression.run import Formula


def subject(text, **values):
    """An expression recorded at a point."""
    return Formula(text, values).run(values, None)[0]


def found(text, ask, **values):
    """{path: value} of all that is asked."""
    return {b.path: plain(b.value) for b in blocks(subject(text, **values), ask)}


def test_blocks_come_in_the_order_of_printing():
    every = found("x*x*y", Ask(order=2, partials=(("x", "x", "y"),)), x=2.0, y=3.0)
    assert every == {
        "value": 12.0, "grad.x": 12.0, "grad.y": 4.0, "hessian.x.x": 6.0, "hessian.x.y": 4.0, "hessian.y.x": 4.0,
        "hessian.y.y": 0.0, "partials.x.x.y": 2.0,
    }  # fmt: skip


def test_a_vector_gives_its_jacobian_and_an_array_its_hessian():
    import numpy as np

    x = np.array([1.0, 2.0])
    jacobian = found("x*x", Ask(), x=x)["jacobian.x"]
    assert jacobian.tolist() == [[2.0, 0.0], [0.0, 4.0]]
    hessian = found("sum(x*x*x)*y", Ask(order=2), x=x, y=2.0)
    assert hessian["hessian.x.x"].tolist() == [[12.0, 0.0], [0.0, 24.0]]
    assert hessian["hessian.x.y"].tolist() == hessian["hessian.y.x"].tolist() == [3.0, 12.0]


def test_order_two_is_not_asked_of_vectors_and_order_three_not_of_arrays():
    import numpy as np

    with pytest.raises(GradcliError, match="order 2 and above are those of a number, and the value is an array"):
        found("stack(x,x*x)", Ask(order=2), x=2.0)
    with pytest.raises(GradcliError, match="those of order 3 and above, need numbers, not arrays"):
        found("sum(x**3)", Ask(order=3), x=np.array([1.0, 2.0]))


@pytest.mark.parametrize("text", ["exp(x*y)", "x**y", "sin(x*y)/(x*y)", "log(x+y)*x", "atan2(x,y)"])
@pytest.mark.parametrize("path", ["xy", "xxy", "xyy", "xxyy"])
def test_mixed_partials_agree_to_the_last_bit_in_any_order(text, path):
    orders = set(itertools.permutations(path))
    values = {next(reversed(found(text, Ask(0, (p,)), x=0.5, y=0.3).values())) for p in orders}
    assert len(values) == 1


def test_orders_without_a_series_are_swept():
    (_, *rates) = series(subject("norm(stack(x,1))", x=2.0), 4)
    with mpmath.workdps(50):
        truth = [mpmath.diff(lambda t: mpmath.sqrt(t * t + 1), 2, n) for n in range(1, 5)]
    assert [float(r) for r in rates] == pytest.approx([float(t) for t in truth], rel=1e-12)
    assert series(subject("det(stack(stack(x,1),stack(1,x)))", x=1.0), 4) == [0.0, 2.0, 2.0, 0.0, 0.0]


def test_derivatives_repeat_the_gradient_and_the_hessian_exactly():
    every = found("exp(sin(x))*x**3", Ask(order=5), x=0.7)
    assert every["derivatives.1"] == every["grad.x"]
    assert every["derivatives.2"] == every["hessian.x.x"]


def test_cost_grows_with_the_square_of_the_order():
    s = subject("exp(sin(x))*x**3", x=0.7)
    assert growth(lambda order: series(s, order), 10, 16) < 20


def test_a_program_is_recorded_again_at_other_values():
    s = subject("x*x+1", x=2.0)
    assert s.at([mpmath.mpf(3)]).result == 10
    assert isinstance(s.at([3.0]).values[0], float)
    assert not isinstance(s.result, Tensor)


def test_too_many_partials_are_refused():
    with pytest.raises(GradcliError, match="too many"):
        found("a+b+c+d+e+f+g", Ask(order=12), **dict.fromkeys("abcdefg", 1.0))
