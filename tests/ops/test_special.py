"""Special functions where mpmath's own way to them is slow or wrong."""

from __future__ import annotations

import mpmath
import pytest
from cost import growth

from gradcli.core import forms
from gradcli.errors import DomainFault, GradcliError
from gradcli.ops.bessel import besseli, besselj, expint
from gradcli.ops.special import polygamma


@pytest.mark.parametrize("n", [1, 2, 10, 50, 200])
@pytest.mark.parametrize("x", [-0.1, -3.3, -100.5, -300.0625])
def test_polygamma_on_the_left(n, x):
    with mpmath.workdps(600):  # with 30 digits mpmath's psi(50, -100.5) is wrong by 79 powers of ten
        truth = mpmath.psi(n, mpmath.mpf(x))
    with mpmath.workdps(30):
        assert mpmath.almosteq(polygamma(n, mpmath.mpf(x)), truth, 1e-28)


def test_polygamma_far_on_the_left_is_quick():
    assert polygamma(1, -1e9 - 0.25) == pytest.approx(2 * float(mpmath.pi) ** 2, rel=1e-7)
    assert growth(lambda n: polygamma(1, -n - 0.25), 10_000, 0.8) < 1


@pytest.mark.parametrize("x", ["1e-5", "0.5", "3", "40"])
@pytest.mark.parametrize("n", [1, 2, 14, 15, 16, 80])
def test_expint_is_its_integral(n, x):
    with mpmath.workdps(15):
        t = mpmath.mpf(x)
        ends = [1, 1 + 1 / (t + n), 1 + 8 / (t + n), 10, 1e3, 1e5, 1e7]
        truth = mpmath.quad(lambda s: mpmath.exp(-t * s) / s**n, ends)
        assert mpmath.almosteq(expint(n, t), truth, 1e-11)


@pytest.mark.parametrize("x", ["1e-300", "1", "500", "1e5"])
def test_expint_of_a_huge_order_is_within_its_bounds(x):
    """Abramowitz and Stegun 1964, 5.1.19."""
    n = 10**16
    with mpmath.workdps(60):
        t = mpmath.mpf(x)
        assert 1 / (t + n) < expint(n, t) * mpmath.exp(t) <= 1 / (t + n - 1)


def test_bessel_orders_have_an_end():
    with pytest.raises(DomainFault, match=r"^besselj is not computed for arguments of such different or extreme size$"):
        besselj(1001, 2.0)


def test_a_negative_whole_order_of_besseli():
    assert besseli(-3, 2.0) == besseli(3, 2.0)


def test_a_number_that_takes_for_ever(monkeypatch):
    monkeypatch.setattr(forms, "SECONDS", 0.01)
    monkeypatch.setattr(forms, "NEAREST", [])  # mpmath, which is slower than FLINT
    with pytest.raises(GradcliError, match=r"^besselj\(800, 4000\) was not found within 0.01 s$") as found:
        besselj(800, 4000.0)
    assert (found.value.status, found.value.code) == (124, "timeout")
