"""The reverse sweep on a program: seeds, several targets, zeros that absorb, and sweeps that are recorded."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest

from gradcli import GradientTape, Tensor, constant
from gradcli.core.trace import plain, trace
from gradcli.interpreters.reverse import reverse
from gradcli.ops.analysis import exp, log, sin, sqrt, tanh
from gradcli.ops.branches import where
from gradcli.ops.joining import concatenate, stack
from gradcli.ops.layout import total
from gradcli.ops.products import matmul


def recorded(f, *values):
    """The program of f, its target's place and its sources' places."""
    xs = [constant(v) for v in values]
    with GradientTape() as tape:
        tape.watch(xs)
        y = f(*xs)
    targets = y if isinstance(y, list) else [y]
    return tape.program(targets, xs), [t.at for t in targets], [x.at for x in xs]


def test_adjoints_of_the_sources():
    program, (y,), (a, b) = recorded(lambda a, b: sin(a) * b + a, 0.5, 2.0)
    assert reverse(program, [(y, 1.0)]) == {a: math.cos(0.5) * 2.0 + 1.0, b: math.sin(0.5)}
    assert reverse(program, [(y, 3.0)])[b] == 3.0 * math.sin(0.5)


def test_several_seeds_and_the_same_one_twice():
    program, (y, z), (x,) = recorded(lambda x: [x * x, 5.0 * x], 3.0)
    assert reverse(program, [(y, 1.0), (z, 1.0)]) == {x: 11.0}
    assert reverse(program, [(y, 1.0), (y, 1.0)]) == {x: 12.0}
    assert reverse(program, []) == {}


def test_a_program_is_not_used_up():
    program, (y,), (x,) = recorded(lambda x: exp(x) * x, 1.0)
    assert reverse(program, [(y, 1.0)]) == reverse(program, [(y, 1.0)]) == {x: pytest.approx(2 * math.e)}


def test_seeds_are_not_written_to():
    program, (y,), (x,) = recorded(lambda x: x + x, np.ones(3))
    seed = np.array([1.0, 2.0, 3.0])
    assert reverse(program, [(y, seed)])[x].tolist() == [2.0, 4.0, 6.0]
    assert seed.tolist() == [1.0, 2.0, 3.0]


def test_steps_of_many_inputs():
    program, (y,), (a, b) = recorded(lambda a, b: total(concatenate([a, stack([b, b * b])]) ** 2), [1.0, 2.0], 3.0)
    found = reverse(program, [(y, 1.0)])
    assert found[a].tolist() == [2.0, 4.0]
    assert found[b] == 2 * 3 + 4 * 27


def test_zero_absorbs_only_where_it_is_asked_to():
    program, (y,), (x,) = recorded(lambda x: where(x > 0.0, sqrt(x), 0.0), 0.0)
    assert math.isnan(reverse(program, [(y, 1.0)])[x])
    assert reverse(program, [(y, 1.0)], absorb=True) == {x: 0.0}
    rows, (y,), (x,) = recorded(lambda x: where(x > 0.0, log(x), 0.0), [0.0, 2.0])
    assert reverse(rows, [(y, np.ones(2))], absorb=True)[x].tolist() == [0.0, 0.5]


def test_zero_absorbs_in_shapes_that_change():
    program, (y,), (x,) = recorded(lambda x: 0.0 * total(sqrt(x)), [0.0, 4.0])
    assert reverse(program, [(y, 1.0)], absorb=True)[x].tolist() == [0.0, 0.0]


def test_where_plain_floats_raise_the_rules_answer_as_ieee_does():
    program, (y,), (x,) = recorded(lambda x: 1.0 / x, 0.0)
    assert reverse(program, [(y, 1.0)]) == {x: -math.inf}
    assert type(reverse(program, [(y, 1.0)])[x]) is float


def test_a_sweep_that_somebody_hears_is_recorded():
    program, (y,), (x,) = recorded(lambda x: x * x, 2.0)
    assert type(reverse(program, [(y, 1.0)])[x]) is float
    source = Tensor(2.0, x)
    with GradientTape() as tape:
        tape.watch(source)
        assert trace.write is not None
        found = reverse(program, [(y, 1.0)])[x]
    assert isinstance(found, Tensor)
    assert plain(found) == 4.0
    assert plain(tape.gradient(found, source)) == 2.0


def test_matrix_products():
    a, b = np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4)
    program, (y,), places = recorded(matmul, a, b)
    g = np.ones((2, 4))
    found = reverse(program, [(y, g)])
    assert np.array_equal(found[places[0]], g @ b.T)
    assert np.array_equal(found[places[1]], a.T @ g)


@pytest.mark.parametrize("largest", [3.0, 300.0, 400.0, 800.0])
def test_the_slope_of_tanh_keeps_its_digits_where_it_saturates(largest):
    x = np.array([-0.5, 0.0, 2.0, 18.0, largest])
    program, (y,), (place,) = recorded(tanh, x)
    with mpmath.workdps(40):
        truth = [float(1 / mpmath.cosh(mpmath.mpf(v)) ** 2) for v in x]
    assert reverse(program, [(y, np.ones(5))])[place] == pytest.approx(truth, rel=1e-14, abs=1e-307)
    three = reverse(program, [(y, np.ones((3, 5)))])[place]
    assert three == pytest.approx(np.array([truth] * 3), rel=1e-14, abs=1e-307)
