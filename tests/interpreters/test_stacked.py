"""Stacked cotangents against one sweep a row: the same rows, for every way that steps move and mix elements."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from gradcli import GradientTape, constant
from gradcli.answer.derivatives import in_blocks, recorded, second
from gradcli.answer.subject import Ask
from gradcli.core.trace import Listener, plain, tick
from gradcli.frontends.bindings import read_bindings
from gradcli.frontends.evaluate import calculate
from gradcli.frontends.expression.run import Formula
from gradcli.interpreters.number_rows import of_numbers
from gradcli.interpreters.reverse import reverse
from gradcli.interpreters.stacked import jacobian, stacked
from gradcli.ops import FUNCTIONS

F = {name: FUNCTIONS[name].call for name in ("sum", "reshape", "transpose", "where", "exp", "sqrt", "maximum", "matmul",
     "cumsum", "concatenate", "broadcast_to", "mean", "log", "stack", "sort", "norm")}  # fmt: skip
A = np.linspace(-1, 1, 12).reshape(3, 4)

FUNCTIONS_OF_X = {
    "elementwise": lambda x: F["exp"](x) * x - x / (2.0 + x * x),
    "broadcast": lambda x: x * A + A[0] * 2.0,
    "slices": lambda x: (1.0 - x[:-1]) ** 2 + 100.0 * (x[1:] - x[:-1] ** 2) ** 2,
    "repeated index": lambda x: x[np.array([0, 0, 2, 3, 1])] * x[1],
    "sums": lambda x: F["sum"](x * A, axis=1) * F["sum"](x) + F["sum"](x * A, axis=0, keepdims=True)[0, 0],
    "reshaped": lambda x: F["reshape"](x, (2, 2)) @ F["transpose"](F["reshape"](x, (2, 2))),
    "branches": lambda x: F["where"](x > 0.1, x * x, F["maximum"](x, -0.2)),
    "products": lambda x: F["matmul"](A, x) ** 2,
    "cumulative": lambda x: F["cumsum"](x * x),
    "joined": lambda x: F["concatenate"]([x, x[:2] * 3.0]),
    "spread": lambda x: F["broadcast_to"](F["reshape"](x, (4, 1)), (4, 3)) * x[0],
    "scalars": lambda x: F["stack"]([x[0] * x[1], x[2], F["sum"](x), x[3] ** 3, x[0], x[1]]),
    "ordered": lambda x: F["sort"](x) * F["norm"](x),
}


@pytest.mark.parametrize("name", FUNCTIONS_OF_X)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_rows_are_those_of_single_sweeps(name, dtype, monkeypatch):
    monkeypatch.setattr("gradcli.interpreters.stacked.FEW", 1)
    x = constant(np.array([0.3, -0.7, 0.45, 1.2], dtype))
    with GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = FUNCTIONS_OF_X[name](x)
    program = tape.program([y], [x])
    value = y.value

    def refuse(seed):
        raise AssertionError("a row was swept alone")

    (found,) = jacobian(program, y.at, value, [(x.at, x.value)], refuse)
    assert found.shape == value.shape + x.value.shape
    for n, row in enumerate(found.reshape(value.size, -1)):
        seed = np.zeros(value.size, value.dtype)
        seed[n] = 1
        alone = reverse(program, [(y.at, seed.reshape(value.shape))]).get(x.at, np.zeros(4, dtype))
        assert row.dtype == alone.dtype
        np.testing.assert_allclose(row, alone, rtol=1e-6 if dtype == np.float32 else 1e-14, atol=1e-15)


def test_rows_that_are_not_finite_are_swept_alone():
    x = constant(np.array([0.0, 1.0, 4.0, 9.0, 16.0]))
    with GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = F["sqrt"](x)
    alone = []
    jacobian(tape.program([y], [x]), y.at, y.value, [(x.at, x.value)], lambda seed: alone.append(seed) or {})
    assert len(alone) == 5
    np.testing.assert_allclose(np.diag(tape.jacobian(y, x).value)[1:], 0.5 / np.sqrt([1, 4, 9, 16]))


def test_a_hessian_by_nested_tapes():
    x = constant(np.linspace(-1, 1, 40))
    with GradientTape(persistent=True) as outer:
        outer.watch(x)
        with GradientTape() as inner:
            inner.watch(x)
            y = F["sum"](FUNCTIONS_OF_X["slices"](x))
        g = inner.gradient(y, x)
    h = outer.jacobian(g, x).value
    v = x.value
    expected = np.zeros((40, 40))
    for n in range(39):
        expected[n, n] += 2 - 400 * (v[n + 1] - v[n] ** 2) + 800 * v[n] ** 2
        expected[n + 1, n + 1] += 200
        expected[n, n + 1] -= 400 * v[n]
        expected[n + 1, n] -= 400 * v[n]
    np.testing.assert_allclose(h, expected, rtol=1e-13)


def test_a_stack_costs_as_many_rules_as_one_sweep():
    calls = []
    x = constant(np.linspace(0.1, 1, 200))
    with GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = F["exp"](x) * x
    program = tape.program([y], [x])
    rule = F["exp"].op.vjp
    F["exp"].op.vjp = (lambda g, y, x: calls.append(g.shape) or rule[0](g, y, x),)
    F["exp"].op.vjp[0].__module__ = rule[0].__module__
    try:
        stacked(program, y.at, np.eye(200))
    finally:
        F["exp"].op.vjp = rule
    assert calls == [(200, 200)]


@pytest.mark.parametrize(
    "text",
    [
        "+".join(f"100*(x{n + 1}-x{n}^2)^2 + (1-x{n})^2" for n in range(9)),
        "*".join(f"x{n}" for n in range(10)),
        "x0*exp(-x1/x2)+sin(x0*x1)^x2 - x9/(1+x3^2) + maximum(x4, x5)*minimum(x6, 2) if x7 > 0 else x8",
        "x0 + 2*x1 - x0",
        "x3",
        "atan2(x0, x1) + abs(x2)*hypot(x3, x4) + log1p(x5*x5)/x6 + x0**3 - -x7",
    ],
)
def test_the_hessian_of_numbers_is_that_of_single_sweeps(text):
    values = {f"x{n}": 0.3 + 0.17 * n for n in range(10)}
    subject, _ = Formula(text, values).run(values, None)
    with Listener() as ear:
        _, whole = second(subject)
    program, gradient = recorded(subject)
    assert of_numbers(program)
    rows = in_blocks(subject, program, gradient, False)
    for by, second_derivative in whole.items():
        assert float(plain(second_derivative)) == pytest.approx(plain(rows.get(by, 0.0)), rel=1e-14, abs=1e-300)
    assert len(ear.steps) <= 8 * len(subject.program.steps) + 2 * len(rows)


def test_a_hessian_of_numbers_costs_the_same_however_much_ran_before() -> None:
    """Places go by the clock of the process: what is made for each place would grow with all that ran."""

    def made() -> int:
        tracemalloc.start()
        calculate("sin(a*b)*exp(b)", list(read_bindings(["a=2", "b=3"], {}).values()), Ask(order=2))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    made()
    first = made()
    for _ in range(200_000):
        tick()
    assert made() < 2 * first
