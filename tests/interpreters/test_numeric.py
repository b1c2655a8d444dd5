"""Programs at a hundred digits: values, moved sources, guards, and what cannot be replayed."""

from __future__ import annotations

import time

import mpmath
import numpy as np
import pytest
from recording import recorded

from gradcli.core.calls import unary
from gradcli.core.program import Program
from gradcli.interpreters.numeric import Function, NoForm, TimeUp
from gradcli.ops.analysis import exp, sin
from gradcli.ops.branches import where
from gradcli.ops.layout import total
from gradcli.ops.products import matmul
from gradcli.ops.reductions import mean, softmax
from gradcli.tape import Variable, constant


def value(program, inputs, digits=60, **more):
    """The target's value."""
    with mpmath.workdps(digits):
        f = Function(program, inputs, range(len(program.sources)), [(p, 1.0) for p in program.targets], **more)
        return f.run({})[program.targets[0]]


def test_values_are_those_of_the_floats_exactly():
    with mpmath.workdps(60):
        assert abs(value(*recorded(lambda x: sin(x) * x, 0.1)) - mpmath.sin(mpmath.mpf(0.1)) * mpmath.mpf(0.1)) < 1e-59


def test_decimals_are_taken_as_decimals():
    program, _ = recorded(lambda x: x * x, 0.1)
    with mpmath.workdps(60):
        assert abs(value(program, [mpmath.mpf("0.1")]) - mpmath.mpf("0.01")) < 1e-60


def test_arrays_single_precision_and_constants_lose_no_digit():
    weights = np.array([0.1, 0.7, 0.2], np.float32)
    program, inputs = recorded(lambda x: total(exp(x) * weights), np.array([0.3, 0.5, 0.9], np.float32))
    with mpmath.workdps(60):
        want = sum(mpmath.exp(mpmath.mpf(float(a))) * mpmath.mpf(float(w)) for a, w in zip(inputs[0], weights))
        assert abs(value(program, inputs) - want) < 1e-58


def test_computed_constants_have_all_digits_too():
    def f(x):
        two = constant(2.0)
        two.at = x.at + 10**6  # a constant that was recorded, as an expression's are
        return x * sin(two)

    program, inputs = recorded(f, 3.0)
    with mpmath.workdps(60):
        assert abs(value(program, inputs) - 3 * mpmath.sin(2)) < 1e-58


def test_arrays_go_through_every_kind_of_op():
    a, b = np.linspace(0.1, 1.2, 6).reshape(2, 3), np.linspace(-1.0, 1.0, 3)
    program, inputs = recorded(lambda a, b: mean(where(a > 0.5, softmax(a) * b, matmul(a, b)[0])), a, b)
    soft = np.exp(a) / np.exp(a).sum(-1, keepdims=True)
    assert float(value(program, inputs)) == pytest.approx(np.where(a > 0.5, soft * b, (a @ b)[0]).mean(), rel=1e-14)


def test_a_source_that_others_make_follows_them_and_moves_besides():
    seen = []

    def f(x):
        seen.append(x * x)
        return seen[0] * 3.0

    program, (x,) = recorded(f, 2.0)
    both = Program([program.sources[0], seen[0].at], program.targets, program.steps)
    assert Function(both, [x, 4.0], [0])({0: mpmath.mpf(1)}) == [27]
    assert Function(both, [x, 4.0], [1])({1: mpmath.mpf(1)}) == [15]
    assert Function(both, [x, 4.0], [0, 1])({0: mpmath.mpf(1), 1: mpmath.mpf(1)}) == [30]


def test_a_weighted_sum_of_targets():
    program, (x,) = recorded(lambda x: x * x, np.array([1.0, 2.0]))
    f = Function(program, [x], [0], [(program.targets[0], np.array([10.0, 1.0])), (program.sources[0], np.ones(2))])
    assert f({}) == [17]


def test_a_flipped_guard_is_told():
    program, inputs = recorded(lambda x: x * x if x > 1.0 else x * 2.0, 1.0)
    f = Function(program, inputs, [0])
    assert (f({}), f.guards, f.flipped) == ([2], True, False)
    assert (f({0: mpmath.mpf("0.001")})[0] > 2, f.flipped) == (True, True)


def test_a_variable_is_as_it_was_read():
    v = Variable(2.0)

    def f(v):
        y = v * v
        v.assign(5.0)
        return y * v

    program, inputs = recorded(f, v)
    assert Function(program, inputs, [0])({}) == [20]


def test_an_op_without_digits_is_named():
    frozen = unary("frozen", "smooth", lambda g, y, x: g, python=lambda x: float(x) + 1.0)
    with pytest.raises(NoForm, match="frozen"):
        value(*recorded(lambda x: frozen(x) * x, 2.0))
    absent = unary("absent", "smooth", lambda g, y, x: g, math=lambda x: x)
    with pytest.raises(NoForm, match="absent"):
        value(*recorded(absent, 2.0))


def test_a_deadline_is_kept():
    def f(x):
        for _ in range(500):
            x = sin(x)
        return x

    program, inputs = recorded(f, 1.0)
    with pytest.raises(TimeUp):
        value(program, inputs, deadline=time.process_time())
