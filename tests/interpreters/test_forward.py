"""SymPy's partials of each step, chained: against differences, to every order, through every kind of op."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from recording import recorded

from gradcli.core.calls import unary
from gradcli.interpreters.formula.forward import chain, partial, partitions
from gradcli.interpreters.numeric import Function
from gradcli.interpreters.references import Move, displacement, references
from gradcli.ops import FUNCTIONS
from gradcli.ops.analysis import cbrt, exp, log, sin, sqrt
from gradcli.ops.arithmetic import divide
from gradcli.ops.branches import absolute, maximum, where
from gradcli.ops.extremes import sort
from gradcli.ops.matrix import det, inv, solve
from gradcli.ops.products import einsum, matmul
from gradcli.ops.reductions import logsumexp, norm, softmax
from gradcli.ops.values import elements


@pytest.fixture(autouse=True)
def precision():
    with mpmath.workdps(50):
        yield


def chained(f, inputs, path):
    """(the chained derivative of each element, the difference) along a path."""
    program, values = recorded(f, *inputs)
    function = Function(program, values, {m.source for m in path})
    moves = [(program.sources[m.source], displacement(function.inputs[m.source], m, mpmath.mpf(1))) for m in path]
    dot = chain(function.lines, function.run({}), moves)
    want = [d.value for d in references(function, path)]
    got = elements(dot[program.targets[0]]) if program.targets[0] in dot else [mpmath.mpf(0)] * len(want)
    return got, want


def agree(got, want):
    """Whether all agree to 20 digits of the largest."""
    size = max([abs(w) for w in want], default=0)
    return len(got) == len(want) and all(abs(a - b) <= size * mpmath.mpf("1e-20") for a, b in zip(got, want))


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_orders_and_mixed_partials(order):
    def f(x, y):
        return sin(x * y) / sqrt(x) + exp(x - y) ** 1.5 + log(x + y) * absolute(y) + maximum(x, y) * x

    for ones in range(order + 1):
        path = [Move(0)] * (order - ones) + [Move(1)] * ones
        assert agree(*chained(f, [1.3, 2.1], path))


@pytest.mark.parametrize("name", [n for n, f in FUNCTIONS.items() if hasattr(f.call, "op") and any(f.call.op.vjp)])
def test_every_elementwise_op_to_second_order(name):
    op = FUNCTIONS[name].call.op
    point = [low + (high - low) * (0.37 + n / 9) for n, (low, high) in enumerate(op.domain)]
    path = [Move(n) for n, rule in enumerate(op.vjp) if rule][:1] * 2
    assert agree(*chained(lambda *xs: op.call(*xs) * 1.0, point, path[:1]))
    assert agree(*chained(lambda *xs: op.call(*xs) * 1.0, point, path))


M = np.array([[2.0, 0.3, 0.5], [0.1, 3.0, 0.7], [0.9, 0.2, 1.5]])
ARRAYS = [
    ("sum", lambda a: FUNCTIONS["sum"].call(a, axis=1)),
    ("matmul", lambda a: matmul(a, a)),
    ("einsum", lambda a: einsum("ij,jk,ki->", a, a, a)),
    ("softmax", lambda a: softmax(a, 0)),
    ("logsumexp", lambda a: logsumexp(a, 1)),
    ("norm", lambda a: norm(a, 2, 0)),
    ("max", lambda a: FUNCTIONS["max"].call(a, axis=0)),
    ("sort", lambda a: sort(a[0] * a[1])),
    ("cumsum", lambda a: FUNCTIONS["cumsum"].call(a, axis=0)),
    ("det", det),
    ("inv", inv),
    ("solve", lambda a: solve(a, a[0])),
    ("eigh", lambda a: FUNCTIONS["eigvalsh"].call(a + FUNCTIONS["transpose"].call(a))),
    ("broadcast", lambda a: exp(a * a[0]) ** a[1]),
]


@pytest.mark.parametrize(("name", "f"), ARRAYS)
def test_functions_of_arrays(name, f):
    assert agree(*chained(f, [M], [Move(0, (0, 1))]))
    weights = np.asarray([[mpmath.mpf(n + m) for n in range(3)] for m in range(3)], object)
    assert agree(*chained(f, [M], [Move(0, (), weights)]))
    assert agree(*chained(f, [M], [Move(0, (0, 1)), Move(0, (1, 2))]))


def test_a_slope_of_zero_cuts_the_path():
    got, want = chained(lambda x: where(x > 0.0, x, 0.0) * sqrt(absolute(x) * 0.0), [2.0], [Move(0)])
    assert got == [0] or not mpmath.isfinite(got[0])
    assert want[0] is not None
    got, _ = chained(lambda x: maximum(cbrt(x), 1.0), [0.0], [Move(0)])
    assert got == [0]


def test_an_op_that_sympy_does_not_know_is_differenced():
    odd = unary("odd", "smooth", lambda g, y, x: g, mpmath=lambda x: x.context.zeta(x))
    got = partial(odd.op, 1, (0,))(mpmath.mpf(3))
    assert abs(got - mpmath.diff(mpmath.zeta, 3)) < 1e-20


def test_partials_know_nothing_of_the_rules(monkeypatch):
    partial.cache_clear()
    monkeypatch.setattr(divide.op, "vjp", (None, None))
    assert abs(partial(divide.op, 2, (0, 1))(mpmath.mpf(3), mpmath.mpf(2)) + mpmath.mpf("0.25")) < 1e-40


def test_the_deadline_is_kept():
    program, values = recorded(lambda x: sin(x) * x, 1.0)
    function = Function(program, values, [0])
    with pytest.raises(TimeoutError):
        chain(function.lines, function.run({}), [(program.sources[0], mpmath.mpf(1))], deadline=0.0)


def test_partitions_are_counted_by_bell():
    assert [len(partitions((1 << n) - 1)) for n in range(6)] == [1, 1, 2, 5, 15, 52]
