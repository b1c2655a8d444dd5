"""Slopes of anything that runs: right to the error that they state, and kinks, jumps and borders for what they are."""

import math

import numpy as np
import pytest

from gradcli.check.slopes import Line

SMOOTH = {
    "sin": (math.sin, 1.0, math.cos(1.0)),
    "fast": (lambda x: math.sin(1000 * x), 1.0, 1000 * math.cos(1000.0)),
    "on a large constant": (lambda x: 1e9 + x, 1.0, 1.0),
    "cube at its root": (lambda x: x**3, 0.0, 0.0),
    "square at its minimum": (lambda x: (x - 2) ** 2, 2.0, 0.0),
    "no second derivative": (lambda x: x * abs(x), 0.0, 0.0),
    "tiny": (lambda x: 3 * x, 1e-200, 3.0),
    "steep": (lambda x: 1 / x, 1e-3, -1e6),
    "near a kink": (lambda x: max(x - 1.001, 0.0) + x, 1.0, 1.0),
    "single precision": (lambda x: np.float32(math.sin(x)), 1.0, math.cos(1.0)),
}


def slope(f, x, claim, order=1):
    """The slope of a function of a number, and how often the function was run; the claim is in the same units."""
    size, runs = abs(x) or 1.0, []

    def run(t):
        runs.append(t)
        try:
            return np.asarray(f(x + t * size))
        except ValueError:
            return None

    (found,) = Line(run, np.asarray(f(x)), order).slopes([claim * size**order], [1e-6 * abs(claim) * size**order])
    return found, size**order, len(runs)


@pytest.mark.parametrize("name", SMOOTH)
def test_right_claims_are_confirmed_and_wrong_ones_are_not(name):
    f, x, right = SMOOTH[name]
    found, _, runs = slope(f, x, right)
    assert found.confirms(right * (abs(x) or 1.0))
    assert runs <= 30
    wrong = right * 1.001 if right else 0.01
    found, size, _ = slope(f, x, wrong)
    assert not found.confirms(wrong * size)
    assert found.value is not None
    assert abs(found.value - right * size) <= 3 * found.error + 1e-6 * abs(right * size) or found.kind == "unsettled"


def test_a_smooth_function_takes_six_runs():
    assert slope(math.exp, 1.0, math.e)[2] == 6


def test_kinks_jumps_and_borders():
    found, size, _ = slope(lambda x: abs(x - 1), 1.0, 1.0)
    assert (found.kind, found.left / size, found.right / size) == ("kink", -1.0, 1.0)
    assert slope(math.floor, 3.0, 0.0)[0].kind == "jump"
    found, size, _ = slope(lambda x: math.sqrt(x - 2) * (x - 2), 2.0, 0.0)
    assert found.confirms(0.0)
    found, size, _ = slope(lambda x: math.log(x) if x >= 1 else math.sqrt(-1.0), 1.0, 1.0)
    assert (found.kind, found.confirms(size)) == ("onesided", True)
    assert not slope(lambda x: math.sqrt(x), 0.0, 5.0)[0].confirms(5.0)


def test_noise_is_no_slope():
    toss = np.random.default_rng(0)
    found, _, _ = slope(lambda x: x + toss.normal(), 1.0, 1.0)
    assert found.kind == "unsettled"


def test_several_values_at_once_and_second_derivatives():
    line = Line(lambda t: np.array([math.sin(1 + t), abs(t), 2 * t]), np.array([math.sin(1.0), 0.0, 0.0]))
    assert [s.kind for s in line.slopes([math.cos(1.0), 0.0, 2.0], [1e-6] * 3)] == ["smooth", "kink", "smooth"]
    found, size, _ = slope(math.exp, 1.0, math.e, order=2)
    assert found.confirms(math.e * size)
    assert not found.confirms(2.0 * size)


def test_small_kinks_on_both_sides_of_the_point_are_not_the_points() -> None:
    def f(t: float) -> float:
        return 3.0 * t + 1e-3 * (max(t - 1e-5, 0.0) - max(-t - 1e-5, 0.0))

    (found,) = Line(lambda t: np.array([f(t)]), np.zeros(1), size=1.0).slopes([3.0], [3e-6])
    assert found.confirms(3.0, 3e-6)


@pytest.mark.parametrize(
    ("claim", "noise", "kind"), [(2e-11, 3e-13, "smooth"), (2e-11, 0.0, "smooth"), (1e-6, 3e-13, "")]
)
def test_what_rounding_hides_beside_the_value_is_nothing(claim, noise, kind):
    """An iteration at rest: its start counts for no more than how exactly it ends; a slope that shows is another."""
    toss = np.random.default_rng(1)
    found, _, _ = slope(lambda x: 1.0 + 2e-11 * x + noise * toss.normal(), 1.0, claim)
    assert (found.kind == kind) == found.confirms(claim)
    assert not slope(lambda x: 1.0 + 9e-11 * x, 1.0, 2e-11)[0].confirms(2e-11)


def test_a_slope_lost_in_the_rounding_of_a_large_value_confirms_no_wrong_claim():
    for claim in (0.0, 1.0, 10.0):
        line = Line(lambda h: np.array([1e13 + 3.0 * h]), np.array([1e13]), size=1e13)
        (found,) = line.slopes([claim], [1e-6 * claim])
        assert not found.confirms(claim, 1e-6 * claim)
