"""Plain balls hold the value and the gradient: against mpmath at 60 digits, and where an error bound gives up."""

from __future__ import annotations

import math

import mpmath
import pytest
from flint import arb, ctx

from gradcli import GradientTape, constant
from gradcli.interpreters.balls import is_plain, run
from gradcli.ops import FUNCTIONS, OPS

ARITHMETIC = {"divide", "power", "square", "reciprocal"}
PLAIN = {name for name, op in OPS.items() if op.plain and op.kind == "smooth"}
OTHERS = {"sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)), "softplus": lambda x: mpmath.log1p(mpmath.exp(x))}


def recorded(f, *values):
    """The program of a function of numbers."""
    xs = [constant(v) for v in values]
    with GradientTape(persistent=True) as tape:
        tape.watch(xs)
        y = f(*xs)
    return tape.program([y], xs)


def enclosed(f, *values):
    """The value and the slopes of a function of numbers in plain balls of 150 bits."""
    program = recorded(f, *values)
    assert is_plain(program)
    before, ctx.prec = ctx.prec, 150
    try:
        return run(program, values)
    finally:
        ctx.prec = before


def holds(ball, number):
    """Whether a ball holds a number of mpmath's, and is small."""
    with mpmath.workdps(60):
        mid = mpmath.mpf(ball.mid().str(45, radius=False))
        return abs(mid - number) <= mpmath.mpf(float(ball.rad()) + 1e-43) and float(ball.rad()) < 1e-30


@pytest.mark.parametrize("name", sorted(PLAIN - ARITHMETIC))
@pytest.mark.parametrize("x", [0.3, 0.71])
def test_functions_and_their_rules(name, x):
    op = FUNCTIONS[name].call
    value, (slope,) = enclosed(lambda x: op(x) * 2.0 - x / op(x), x)
    with mpmath.workdps(60):
        f = OTHERS.get(name) or getattr(mpmath, OPS[name].short)
        assert holds(value, f(x) * 2 - x / f(mpmath.mpf(x)))
        assert holds(slope, mpmath.diff(lambda x: f(x) * 2 - x / f(x), mpmath.mpf(x)))


def test_arithmetic():
    assert ARITHMETIC < PLAIN

    def f(x, y):
        return -((x - y) * (2.0 - x / y) ** 3 + 1.0 / x - (+y) ** 0.5)

    value, slopes = enclosed(f, 0.3, 1.7)
    with mpmath.workdps(60):
        x, y = mpmath.mpf(0.3), mpmath.mpf(1.7)
        assert holds(value, f(x, y))
        assert holds(slopes[0], mpmath.diff(f, (x, y), (1, 0)))
        assert holds(slopes[1], mpmath.diff(f, (x, y), (0, 1)))


def test_what_is_no_number_is_no_finite_ball():
    value, (slope,) = run(recorded(lambda x: FUNCTIONS["log"].call(x - 0.5), 0.5 + 1e-18), [0.5])
    assert not value.is_finite()
    assert not slope.is_finite()
    assert isinstance(value, arb)


@pytest.mark.parametrize("f", [lambda x: x**x, lambda x: x // 2.0, lambda x: x % 2.0])
def test_what_is_no_plain_ball(f):
    assert not is_plain(recorded(f, 0.7))


def branching(x, y):
    """A choice by each op that has a plain form."""
    maximum, minimum, relu = (FUNCTIONS[name].call for name in ("maximum", "minimum", "relu"))
    z = abs(x - y) * maximum(x, y) + minimum(x * y, 2.0) - relu(x - y) + relu(y)
    return z * x if x < y else z - y


@pytest.mark.parametrize(("x", "y"), [(0.3, 1.7), (1.7, 0.3), (-0.3, -1.7)])
def test_what_decides_something_does_so_for_the_whole_ball(x, y):
    value, slopes = enclosed(branching, x, y)
    with mpmath.workdps(60):
        x, y = mpmath.mpf(x), mpmath.mpf(y)

        def f(x, y):
            z = abs(x - y) * max(x, y) + min(x * y, 2) - max(x - y, 0) + max(y, 0)
            return z * x if x < y else z - y

        assert holds(value, f(x, y))
        assert holds(slopes[0], mpmath.diff(f, (x, y), (1, 0)))
        assert holds(slopes[1], mpmath.diff(f, (x, y), (0, 1)))


@pytest.mark.parametrize(
    ("f", "x"),
    [(abs, 0.0), (lambda x: FUNCTIONS["maximum"].call(x, 2.0), 2.0), (lambda x: x if x > 0.5 else 2.0 * x, 0.5),
     (lambda x: x if x + 1e-20 > 1.0 else 2.0 * x, 1.0)],
)  # fmt: skip
def test_what_hangs_on_a_tie_or_on_rounding_is_not_decided(f, x):
    with pytest.raises(ValueError, match="ball"):
        run(recorded(f, x), [x])


def test_the_last_digits_of_a_long_loop_are_proven():
    from gradcli.frontends.script import run_script

    text = """
import math
rows = [(math.sin(3.0 * n), math.cos(5.0 * n)) for n in range(20)]
a = 0.3
b = -0.2
r = 0.2
u, v = a, b
for _ in range(40):
    gu = gv = loss = 0.0
    for x, t in rows:
        p = 1.0 / (1.0 + math.exp(-(u * x + v)))
        d = p - t
        loss += d * d
        gu += d * p * (1.0 - p) * x
        gv += d * p * (1.0 - p)
    u -= r * gu
    v -= r * gv
loss
"""
    (result,) = run_script("loop.py", text.encode()).report.results
    assert [note.code for note in result.notes if note.code not in ("sources",)] == []

    def loss(a, b, r):
        rows = [(math.sin(3.0 * n), math.cos(5.0 * n)) for n in range(20)]
        u, v = a, b
        for _ in range(40):
            gu = gv = total = mpmath.mpf(0)
            for x, t in rows:
                p = 1 / (1 + mpmath.exp(-(u * x + v)))
                d = p - t
                total += d * d
                gu += d * p * (1 - p) * x
                gv += d * p * (1 - p)
            u -= r * gu
            v -= r * gv
        return total

    with mpmath.workdps(40):
        at, h = [mpmath.mpf(0.3), mpmath.mpf(-0.2), mpmath.mpf(0.2)], mpmath.mpf("1e-12")
        for n, name in enumerate("abr"):
            ends = [loss(*[v + s * h * (m == n) for m, v in enumerate(at)]) for s in (1, -1)]
            assert result.grad[name] == pytest.approx(float((ends[0] - ends[1]) / (2 * h)), rel=1e-11)
        assert result.value == pytest.approx(float(loss(*at)), rel=1e-15)


def filtered(q, r, m):
    """A few steps of a Kalman filter in two dimensions, by matrices of m."""
    f, h, one = m([[1.0, 0.5], [0.0, 1.0]]), m([[1.0, 0.25]]), m([[1.0, 0.0], [0.0, 1.0]])
    x, p, total = m([[0.0], [0.5]]), one, 0.0
    for z in (0.5, 0.125, -0.75):
        x, p = f @ x, f @ p @ f.T + one * q
        e, s = m([[z]]) - h @ x, h @ p @ h.T + m([[1.0]]) * r
        k = p @ h.T @ s**-1
        x, p = x + k @ e, (one - k @ h) @ p
        total = total + (e.T @ s**-1 @ e)[0, 0] + s[0, 0] ** 2
    return total


def by_arrays(q, r):
    import numpy as np

    f, h, one = np.array([[1.0, 0.5], [0.0, 1.0]]), np.array([[1.0, 0.25]]), np.eye(2)
    inv, det = FUNCTIONS["inv"].call, FUNCTIONS["det"].call
    x, p, total = np.array([[0.0], [0.5]]), one, 0.0
    for z in (0.5, 0.125, -0.75):
        x, p = f @ x, f @ p @ f.T + one * q
        e, s = np.array([[z]]) - h @ x, h @ p @ h.T + np.array([[1.0]]) * r
        k = p @ h.T @ inv(s)
        x, p = x + k @ e, (one - k @ h) @ p
        total = total + (e.T @ inv(s) @ e)[0, 0] + det(s) ** 2
    return total


def test_arrays_are_as_plain():
    value, slopes = enclosed(by_arrays, 0.3, 1.7)
    with mpmath.workdps(60):

        def f(q, r):
            return filtered(q, r, mpmath.matrix)

        q, r = mpmath.mpf(0.3), mpmath.mpf(1.7)
        assert holds(value, f(q, r))
        assert holds(slopes[0], mpmath.diff(f, (q, r), (1, 0)))
        assert holds(slopes[1], mpmath.diff(f, (q, r), (0, 1)))


def test_factors_choices_and_solutions_are_as_plain():
    import numpy as np

    w, v = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]]), np.array([1.0, -2.0, 0.5])
    cholesky, solve, where = (FUNCTIONS[name].call for name in ("cholesky", "solve", "where"))

    def f(a, b):
        low = cholesky(w * a + np.eye(3) * b)
        z = solve(w * a, v * b)
        return (low * w).sum() + where(z > 0.1, z * z, -3.0 * z).sum() + abs(z).sum()

    value, slopes = enclosed(f, 0.7, 1.3)

    def again(a, b):
        m = mpmath.matrix(w.tolist())
        low = mpmath.cholesky(m * a + mpmath.eye(3) * b)
        z = mpmath.lu_solve(m * a, mpmath.matrix(v.tolist()) * b)
        total = sum(low[i, j] * m[i, j] for i in range(3) for j in range(3))
        return total + sum((x * x if x > 0.1 else -3 * x) + abs(x) for x in z)

    with mpmath.workdps(60):
        a, b = mpmath.mpf(0.7), mpmath.mpf(1.3)
        assert holds(value, again(a, b))
        assert holds(slopes[0], mpmath.diff(again, (a, b), (1, 0)))
        assert holds(slopes[1], mpmath.diff(again, (a, b), (0, 1)))


@pytest.mark.parametrize("f", [lambda x: abs(x - x[0]).sum(), lambda x: FUNCTIONS["where"].call(x > 1.0, x, 2.0).sum()])
def test_an_element_that_hangs_on_a_tie_is_not_decided(f):
    import numpy as np

    x = np.array([1.0, 3.0])
    with pytest.raises(ValueError, match="ball"):
        run(recorded(f, x), [x])


def test_newtons_steps_forget_where_they_began():
    from gradcli.frontends.script import run_script

    text = "r = 0.1\nfor _ in range(50):\n    r = r - (r**3 + 2*r - 1)/(3*r**2 + 2)\nr"
    (result,) = run_script("newton.py", text.encode()).report.results
    assert result.grad["r"] == 0.0  # float64 leaves 1e-300 or so, of which no digit is right
    assert [note.code for note in result.notes if note.code == "digits"] == []
