"""Complex numbers between real inputs and real results."""

from __future__ import annotations

import cmath
import math

import mpmath
import numpy as np
import pytest

from gradcli import GradientTape, constant, grad
from gradcli.core.trace import plain
from gradcli.core.vocabulary import FUNCTIONS
from gradcli.ops.analysis import exp, log, sin, sqrt
from gradcli.ops.branches import absolute
from gradcli.ops.complex import angle, cexp, clog, complex_, conj, imag, real
from gradcli.ops.values import is_complex


@pytest.mark.parametrize(
    ("ours", "theirs"), [(clog, cmath.log), (cexp, cmath.exp), (angle, cmath.phase), (conj, lambda z: z.conjugate())]
)
def test_values(ours, theirs):
    for z in (1 + 2j, -1 + 0.5j, -2.5 - 1e-9j, 3j, complex(0.3)):
        assert ours(z) == pytest.approx(theirs(z), rel=1e-15)
        assert ours(np.array([z, 1j]))[0] == pytest.approx(theirs(z), rel=1e-15)


def test_real_numbers_are_complex_ones_too():
    assert clog(-2.0) == cmath.log(-2)
    assert cexp(1.0) == pytest.approx(math.e)
    assert angle(-1.0) == math.pi
    assert (real(2.0), imag(2.0), conj(2.0)) == (2.0, 0.0, 2.0)
    assert complex_(-1.0, math.inf) == complex(-1.0, math.inf)


def test_gradients_of_real_inputs_are_real():
    assert grad(lambda x: real(clog(complex_(x, 0 * x))))(0.7) == pytest.approx(1 / 0.7)
    dx, dy = grad(lambda x, y: real(complex_(x, y) * conj(complex_(x, y))))(3.0, 4.0)
    assert (dx, dy) == (6.0, 8.0)
    dx, dy = grad(lambda x, y: absolute(complex_(x, y)))(3.0, 4.0)
    assert (dx, dy) == (pytest.approx(0.6), pytest.approx(0.8))


def test_a_real_factor_of_a_complex_product():
    x = constant([1.0, 2.0])
    with GradientTape() as tape:
        tape.watch(x)
        y = x * np.array([1 + 2j, 3 - 1j])
        z = real(y * y)
    g = plain(tape.gradient(z, x))
    assert g.dtype == float
    assert g == pytest.approx([2 * (1 - 4), 4 * (9 - 1)])


@pytest.mark.parametrize("f", [exp, log, sin, sqrt, lambda z: z * z / (1 + z), lambda z: z**3])
def test_holomorphic_functions_have_their_complex_derivative(f):
    at, step = 0.7 + 0.4j, 1e-6
    z = constant(at)
    with GradientTape() as tape:
        tape.watch(z)
        y = f(z)
    slope = (f(at + step) - f(at - step)) / (2 * step)
    assert plain(tape.gradient(y, z)) == pytest.approx(slope, rel=1e-8)


def test_second_derivatives_through_complex_values():
    second = grad(grad(lambda x: real(cexp(complex_(x, 2.0 * x)))))
    value = (1 + 2j) ** 2 * cmath.exp((1 + 2j) * 0.3)
    assert second(0.3) == pytest.approx(value.real, rel=1e-14)


def test_is_complex():
    assert is_complex(1j)
    assert is_complex(np.array([1j]))
    assert not is_complex(np.array([1.0]))
    assert not is_complex(1.0)


@pytest.mark.parametrize("name", ["sin", "cos", "tan", "sinh", "cosh", "tanh", "sech", "exp", "expm1", "log", "sqrt"])
def test_slopes_of_analytic_functions(name):
    f, z = FUNCTIONS[name].call, mpmath.mpc(0.7, 0.4)
    theirs = getattr(mpmath, name)
    assert grad(lambda x: real(f(complex_(x, 0.4))))(0.7) == pytest.approx(float(mpmath.diff(theirs, z).real), rel=1e-9)
    assert np.array([f(0.7 + 0.4j)]) == pytest.approx(np.array([complex(theirs(z))]), rel=1e-12)


@pytest.mark.parametrize("name", ["gamma", "erf", "besselj"])
def test_what_is_known_of_real_numbers_only_is_refused(name):
    arguments = (0, 0.7 + 0.4j) if name == "besselj" else (0.7 + 0.4j,)
    with pytest.raises(TypeError, match=f"^{name} does not take complex numbers$"):
        FUNCTIONS[name].call(*arguments)
