"""Derivatives by differences: orders, mixed partials, directions, and what they say at awkward points."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
from recording import recorded

from gradcli.interpreters.differences import Move, differences
from gradcli.interpreters.numeric import Function
from gradcli.ops.analysis import arccosh, cbrt, cos, exp, log, log1p, sin, sqrt, tan, tanh
from gradcli.ops.branches import absolute, floor, relu, sign
from gradcli.ops.layout import total


def differed(f, point, path, **how):
    """The differences of f at a point of numbers or arrays along (source, element) moves."""
    program, inputs = recorded(f, *point)
    moves = [move if isinstance(move, Move) else Move(*move) for move in path]
    return differences(Function(program, inputs, {m.source for m in moves}), moves, **how)


def right(found, want, digits=25):
    """Whether a difference is smooth and right to so many digits."""
    return found.kind == "smooth" and abs(found.value - want) <= abs(want) * mpmath.mpf(10) ** -digits


@pytest.fixture(autouse=True)
def precision():
    with mpmath.workdps(60):
        yield


@pytest.mark.parametrize("order", [0, 1, 2, 3, 4, 7, 12])
def test_every_order_of_the_exponential(order):
    (found,) = differed(lambda x: exp(2.0 * x), [0.3], [(0,)] * order)
    assert right(found, 2**order * mpmath.exp(2 * mpmath.mpf(0.3)))


def test_mixed_partials_in_any_order():
    x, y = mpmath.mpf(0.3), mpmath.mpf(1.7)
    want = y**2 * (2 + x * y) * mpmath.exp(x * y) / y
    for path in ([(0,), (0,), (1,)], [(1,), (0,), (0,)], [(0,), (1,), (0,)]):
        (found,) = differed(lambda x, y: exp(x * y), [0.3, 1.7], path)
        assert right(found, want)


def test_elements_and_directions_of_arrays():
    a = np.array([[0.5, 1.5], [2.0, 0.0]])
    found = differed(lambda a: a * a * a, [a], [Move(0, (0, 1))])
    assert [d.value for d in found] == [0, pytest.approx(6.75), 0, 0]
    weights = np.array([[mpmath.mpf(1), mpmath.mpf(2)], [mpmath.mpf(3), mpmath.mpf(4)]], object)
    (found,) = differed(lambda a: total(a * a), [a], [Move(0, (), weights)])
    assert right(found, 2 * (0.5 + 3.0 + 6.0))
    (found,) = differed(lambda a: total(a * a) ** 2, [a], [Move(0, (0, 0)), Move(0, (1, 0))])
    assert right(found, 8 * 0.5 * 2.0)


@pytest.mark.parametrize(
    ("f", "x", "want"),
    [
        (log1p, 1e-300, 1),
        (lambda x: 1.0 + x, 1e-300, 1),
        (lambda x: sqrt(x + 1.0) - sqrt(x), 1e16, mpmath.mpf("-2.499999999999999812500000000000015625e-25")),
        (lambda x: log(x), 1e-308, 1 / mpmath.mpf(1e-308)),
        (lambda x: x * 1e300, 1e-300, mpmath.mpf(1e300)),
        (lambda x: sin(x) ** 2 + cos(x) ** 2, 0.4, 0),
        (lambda x: log(1.0 + exp(x)), 710.0, 1),
    ],
)
def test_large_small_and_lost(f, x, want):
    (found,) = differed(f, [x], [(0,)])
    assert right(found, want, 14)


@pytest.mark.parametrize(
    ("f", "x", "order", "kind", "left", "value", "side"),
    [
        (absolute, 0.0, 1, "kink", -1, None, 1),
        (lambda x: absolute(x - 3.0), 3.0, 1, "kink", -1, None, 1),
        (lambda x: x * absolute(x), 0.0, 1, "smooth", 0, 0, 0),
        (lambda x: x * absolute(x), 0.0, 2, "kink", -2, None, 2),
        (lambda x: relu(x) ** 2, 0.0, 2, "kink", 0, None, 2),
        (lambda x: cbrt(x), 0.0, 1, "infinite", mpmath.inf, mpmath.inf, mpmath.inf),
        (lambda x: sqrt(absolute(x)), 0.0, 1, "kink", -mpmath.inf, None, mpmath.inf),
        (lambda x: cbrt(x - 1.0), 1.0, 1, "infinite", mpmath.inf, mpmath.inf, mpmath.inf),
        (lambda x: sign(x), 0.0, 1, "jump", mpmath.inf, None, mpmath.inf),
        (lambda x: floor(x), 2.0, 1, "jump", mpmath.inf, None, 0),
        (lambda x: floor(x), 2.5, 1, "smooth", 0, 0, 0),
        (lambda x: 1.0 / x, 0.0, 1, "undefined", None, None, None),
        (lambda x: log(x), -1.0, 1, "undefined", None, None, None),
    ],
)
def test_both_sides_are_seen(f, x, order, kind, left, value, side):
    (found,) = differed(f, [x], [(0,)] * order, sides=True)
    assert found.kind == kind
    for seen, want in ((found.left, left), (found.value, value), (found.right, side)):
        assert (seen is None) == (want is None)
        assert want is None or seen == want or mpmath.almosteq(seen, want, 1e-15, 1e-15)


def test_the_edge_of_a_domain_is_one_sided():
    (found,) = differed(lambda x: x**1.5, [0.0], [(0,)])
    assert (found.kind, found.value) == ("onesided", 0)
    (found,) = differed(sqrt, [0.0], [(0,)])
    assert (found.kind, found.value) == ("infinite", mpmath.inf)


def test_a_hint_spares_a_step_and_cannot_change_the_answer():
    program, inputs = recorded(lambda x: sin(x) * x, 0.7)

    def count(hints):
        f = Function(program, inputs, [0])
        runs, run = [], f.run
        f.run = lambda shift: runs.append(shift) or run(shift)
        (found,) = differences(f, [Move(0)], hints=hints)
        return len(runs), found.value

    (plain, a), (hinted, b), (misled, c) = (count(h) for h in (None, [a_right()], [mpmath.mpf(5)]))
    assert hinted < plain == misled
    assert abs(a - b) < 1e-25 > abs(a - c)


def a_right():
    """The derivative of sin(x) x at 0.7."""
    x = mpmath.mpf(0.7)
    return mpmath.cos(x) * x + mpmath.sin(x)


CLOSE_TO_A_FEATURE = [
    (lambda x: sin(x) - x, 1e-60, 1, lambda x: -(x**2) / 2),
    (lambda x: exp(-1.0 / (x * x)), 0.04, 2, lambda x: mpmath.exp(-1 / x**2) * (4 / x**6 - 6 / x**4)),
    (tan, -1.5707963267948966, 2, lambda x: 2 * mpmath.tan(x) * (1 + mpmath.tan(x) ** 2)),
    (lambda x: log(1.0 + x), -0.9999999999999999, 3, lambda x: 2 / (1 + x) ** 3),
    (arccosh, 1.0000000000000002, 2, lambda x: -x / mpmath.sqrt(x * x - 1) ** 3),
    (sin, 1e308, 2, lambda x: -mpmath.sin(x)), (tanh, 373.0, 1, lambda x: mpmath.sech(x) ** 2),
    (lambda x: absolute(x) ** 5, 0.0, 4, lambda x: 0 * x),
]  # fmt: skip


@pytest.mark.parametrize(("f", "x", "order", "truth"), CLOSE_TO_A_FEATURE)
def test_a_closer_look_is_taken_before_a_number_is_called_zero_or_a_kink(f, x, order, truth):
    with mpmath.workdps(800):
        want = truth(mpmath.mpf(x))
    (found,) = differed(f, [x], [(0,)] * order, claims=[float(want)])
    assert right(found, want, 11)


def test_what_is_claimed_wrongly_is_found_to_be_zero():
    (found,) = differed(lambda x: 0.0 * x * x, [1.3], [(0,)], claims=[1e-200])
    assert (found.kind, found.value) == ("smooth", 0)
