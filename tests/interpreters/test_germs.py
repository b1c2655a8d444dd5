"""Germs against mpmath at 60 digits: every op, orders 0 to 6, both sides; and what a germ says of a point."""

from __future__ import annotations

import random

import mpmath
import numpy as np
import pytest
from flint import arb, ctx, fmpq
from truths import ANEW, kept

from gradcli.core.op import OPS
from gradcli.interpreters.germs import apply, slopes
from gradcli.interpreters.germs.germ import Germ, Hole, still, variable
from gradcli.interpreters.germs.multiseries import Multiseries
from gradcli.ops import FUNCTIONS

FUNCTIONS.complete()
ORDER = 6
DIGITS = 60
SMOOTH = [name for name, op in OPS.items() if op.elementwise and op.summary and any(op.vjp)]


@pytest.fixture(autouse=True)
def precision():
    """Enough bits and terms, and those of others afterwards."""
    before = ctx.prec, ctx.cap
    ctx.prec, ctx.cap = 500, ORDER + 4
    yield
    ctx.prec, ctx.cap = before


def contains(ball, number):
    """Whether an enclosure is narrow, and as near to mpmath's number as that one is right."""
    ball = arb(ball)
    error = abs(ball - arb(number if isinstance(number, str) else mpmath.nstr(number, 70)))
    scale = max(arb(abs(ball).mid()), arb(10) ** -30)
    return bool(error < scale * arb(10) ** -DIGITS * 10**20) and bool(ball.rad() < scale * arb(10) ** -DIGITS)


def by_mpmath(f, xs, n):
    """The derivatives of f by its n-th argument, orders 0 to ORDER."""
    with mpmath.workdps(DIGITS):
        at = [mpmath.mpf(x) for x in xs]
        found = mpmath.taylor(lambda v: f(*at[:n], v, *at[n + 1 :]), at[n], ORDER)
        return [c * mpmath.factorial(k) for k, c in enumerate(found)]


@pytest.mark.parametrize("name", SMOOTH)
@pytest.mark.parametrize("anew", ANEW)
def test_every_op_has_the_derivatives_that_mpmath_finds(name, anew):
    op, dice = OPS[name], random.Random(name)
    xs = [dice.uniform(low, high) for low, high in op.domain]
    if name == "spence":
        xs = [0.3125]  # mpmath is slow near 1
    for n in range(len(xs)):
        if op.vjp[n] is None:
            continue
        truth = kept(
            (name, xs, n, ORDER, DIGITS),
            lambda n=n: [mpmath.nstr(c, DIGITS) for c in by_mpmath(op.evaluate, xs, n)],
            anew,
        )
        for way in (1, -1):
            at = [still(fmpq(*x.as_integer_ratio())) for x in xs]
            at[n] = variable(at[n], way)
            y = apply(op, *at)
            assert isinstance(y, Germ), (name, y)
            for k, (found, true) in enumerate(zip(slopes(y, ORDER, way), truth)):
                assert contains(found, true), (name, n, k, way, found, true)


def test_every_op_says_what_proves_it():
    assert {op.proof for op in OPS.values()} <= {"series", "equations"}


def germ_of(f, at=0, way=1):
    """f next to a point, on one side."""
    return f(variable(still(fmpq(at)), way))


POINTS = [  # (f, x, order) -> the derivatives on the right and on the left
    (lambda x: abs(x), 0, [0, 1], [0, -1]),
    (lambda x: call("sin", x) / x, 0, [1, 0, fmpq(-1, 3)], [1, 0, fmpq(-1, 3)]),
    (lambda x: call("sqrt", x**4), 0, [0, 0, 2], [0, 0, 2]),
    (lambda x: call("sqrt", x * x), 0, [0, 1], [0, -1]),
    (lambda x: call("floor", 10 * x), fmpq(3, 10), [3, 0], [2, 0]),
    (lambda x: x * call("log", abs(x)), 0, [0, -np.inf], [0, -np.inf]),
    (lambda x: x / call("log", abs(x)), 0, [0, 0], [0, 0]),
    (lambda x: x * abs(x) ** call("decimal", "0.01"), 0, [0, 0], [0, 0]),
    (lambda x: x / (2000 + call("log", abs(x))), 0, [0, 0], [0, 0]),
    (lambda x: call("exp", -1 / (x * x)), 0, [0, 0, 0], [0, 0, 0]),
    (lambda x: call("sqrt", x) ** 2 - 2, 2, [0, 1, 0], [0, 1, 0]),
    (lambda x: 1 / call("sin", x) - 1 / x, 0, [0, fmpq(1, 6)], [0, fmpq(1, 6)]),
    (lambda x: call("relu", x) ** 2, 0, [0, 0, 2], [0, 0, 0]),
    (lambda x: call("arccos", call("cos", x)), 0, [0, 1], [0, -1]),
]


def call(name, *xs):
    """An op by its name, or a decimal."""
    return Germ.decimal(*xs) if name == "decimal" else apply(OPS[name], *xs)


@pytest.mark.parametrize(("f", "at", "right", "left"), POINTS)
def test_both_sides_of_a_point(f, at, right, left):
    for way, want in ((1, right), (-1, left)):
        found = slopes(germ_of(f, at, way), len(want) - 1, way)
        assert len(found) == len(want)
        for a, b in zip(found, want):
            if isinstance(b, float):
                assert a == b
            else:
                assert arb(a).contains(arb(b))
                assert arb(a).rad() < 1e-50


def test_what_no_series_holds_says_why():
    assert isinstance(germ_of(lambda x: call("sqrt", x), -1), Hole)
    assert call("log", still(fmpq(-1))).kind == "outside"
    assert (call("divide", still(fmpq(2)), still(fmpq(0))).kind, (still(fmpq(0)) / still(fmpq(0))).kind) == (
        "pole", "undefined",
    )  # fmt: skip
    y = germ_of(lambda x: x**2 * call("sin", 1 / x))
    assert y.rough
    assert slopes(y, 1, 1) == [0, 0]
    assert isinstance(germ_of(lambda x: x ** call("decimal", "1.5")), Multiseries)


@pytest.mark.parametrize("rows", [[[1.0, 2.0], [3.0, 5.0]], [[2.0, 9.0, 9.0], [1.0, 3.0, 9.0], [0.5, -0.25, 1.0]]])
def test_eigenvalues_are_those_of_the_lower_triangle(rows: list[list[float]]) -> None:
    from gradcli.interpreters.germs.arrays import lifted
    from gradcli.interpreters.germs.matrices import midpoints
    from gradcli.interpreters.germs.spectra import eigh

    values, _ = eigh(None, lifted(np.array(rows)))
    assert np.allclose(midpoints(values.reshape(1, -1))[0], np.linalg.eigvalsh(np.array(rows)))
