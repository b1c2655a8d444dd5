"""Calls that would take a value off a tape are refused, with their name and what to write."""

import cmath
import math

import numpy as np
import pytest

from gradcli import GradientTape, constant, grad

A = np.array([[2.0, 1.0], [1.0, 3.0]])
CALLS = {
    "np.spacing()": lambda x: np.spacing(x), "math.sin()": lambda x: math.sin(x[0, 0]) * x.sum(),
    "cmath.exp()": lambda x: abs(cmath.exp(x[0, 0])), "float()": lambda x: float(x[0, 0]) ** 2,
    "int()": lambda x: int(x[0, 0]) * x.sum(), "complex()": lambda x: complex(x[0, 0]).real,
    "np.asarray()": lambda x: np.sum(np.asarray(x) * 2), "np.array()": lambda x: np.array([x[0, 0], 1.0]).sum(),
    "math.fsum()": lambda x: math.fsum([x[0, 0], x[0, 1]]),
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_it_is_named(name):
    with pytest.raises(TypeError) as caught:
        grad(CALLS[name])(A)
    assert str(caught.value).startswith(f"{name} takes a value off the tape, and what it gives has no gradient: ")


def test_what_to_write():
    with pytest.raises(TypeError, match=r"write np\.sin, or give it x\.value where only the number is wanted"):
        grad(lambda x: math.sin(x))(2.0)


def test_a_factor_without_derivative_is_refused_where_it_is_used():
    assert grad(lambda x: np.linalg.svd(x[:, :1])[1].sum())(A).shape == (2, 2)
    with pytest.raises(TypeError, match=r"the full U of np\.linalg\.svd\(\) has no derivative here"):
        grad(lambda x: np.linalg.svd(x[:, :1])[0].sum())(A)


def test_what_is_only_printed_or_not_recorded_is_not_refused():
    with GradientTape() as tape:
        x, c = constant(2.0), constant(3.0)
        tape.watch(x)
        y = x * x
        assert f"{y:.1f} {y}" == "4.0 4.0"
        assert float(c) == 3.0
        assert bool(y > 1)
    assert float(y) == 4.0
    assert np.asarray(y) == 4.0
    assert float(tape.gradient(y, x)) == 4.0
