"""Multiseries against mpmath: random functions of t and log(t) next to 0, and what their terms add up to there."""

from __future__ import annotations

import random
from itertools import pairwise

import mpmath
import pytest
from flint import ctx, fmpq

from gradcli.interpreters.germs.asymptotics import coefficient, derivative, exp, log
from gradcli.interpreters.germs.germ import FORMS, Germ, Hole, guarded, state, still, variable
from gradcli.interpreters.germs.multiseries import STEPS, Multiseries, T, monomial, real, tends
from gradcli.results.numbers import of_flint

LIBRARY = {"exp": mpmath.exp, "log": lambda x: mpmath.log(abs(x)), "sqrt": lambda x: mpmath.sqrt(abs(x)),
           "cbrt": lambda x: mpmath.cbrt(abs(x)), "square": lambda x: x * x}  # fmt: skip


@pytest.fixture(autouse=True)
def precision():
    """Enough bits and terms, no scales yet; and those of others afterwards."""
    before = ctx.prec, ctx.cap
    ctx.prec, ctx.cap, state.scales = 300, 10, []
    yield
    ctx.prec, ctx.cap = before


def call(name, *args):
    """A function of germs by its name."""
    return guarded(FORMS[name], *args)


def invented(depth, dice):
    """A random tree of operations: (name, operands), a leaf being t, its logarithm or a number."""
    if not depth:
        return dice.choice(["t", "t", "L", 2, 3])
    name = dice.choice(["add", "subtract", "multiply", "multiply", "divide", *LIBRARY])
    if name in LIBRARY:
        return name, invented(depth - 1, dice)
    return name, invented(depth - 1, dice), invented(dice.randrange(depth), dice)


def as_germ(tree, t):
    """The germ of a tree; a Hole where it has none."""
    if not isinstance(tree, tuple):
        return {"t": t, "L": call("log", t)}.get(tree) or still(tree)
    name, *args = tree
    args = [as_germ(a, t) for a in args]
    if name in ("log", "sqrt", "cbrt"):
        args = [call("absolute", *args)]
    return call(name, *args)


def as_number(tree, t):
    """Its value at a number."""
    if not isinstance(tree, tuple):
        return {"t": t, "L": mpmath.log(t)}.get(tree) or mpmath.mpf(tree)
    name, *args = tree
    args = [as_number(a, t) for a in args]
    return LIBRARY[name](*args) if name in LIBRARY else getattr(mpmath, f"f{name[:3]}")(*args)


def size(w, t):
    """What an infinitesimal is at t."""
    if w is T:
        return t
    return mpmath.exp(added(w.q, t)[0]) if w.q is not None else 1 / mpmath.log(1 / size(w.of, t))


def added(y, t):
    """(the sum of a germ's terms at t, the size of the first that is not known)."""
    if isinstance(y, Germ):
        terms = [of_flint(y.at(k)) * t**k for k in (range(y.v, y.end) if not y.still else [0])]
        return mpmath.fsum(terms), 0 if y.still else t**y.end
    w, total, rest = size(y.w, t), mpmath.mpf(0), mpmath.mpf(0)
    for e, c in y.terms.items():
        value, unknown = added(c, t)
        power = w ** of_flint(real(e))
        total, rest = total + power * value, rest + power * unknown
    return total, rest if y.end is None else rest + w ** of_flint(real(y.end))


@pytest.mark.parametrize("seed", range(3))
def test_terms_add_up_to_the_function(seed):
    dice, known = random.Random(seed), 0
    for _ in range(60):
        tree, state.scales = invented(3, dice), []
        y = as_germ(tree, variable(still(0)))
        if isinstance(y, Hole):
            continue
        with mpmath.workdps(300):
            t = mpmath.mpf("1e-5")
            true, (found, rest) = as_number(tree, t), added(y, t)
        assert abs(found - true) <= 1e9 * rest + abs(true) * mpmath.mpf(10) ** -60, tree
        known += 1
    assert known > 50


def test_the_order_of_infinitesimals():
    t = variable(still(0))
    logs = [T.log()]
    for _ in range(3):
        logs.append(log(-logs[-1] if logs[-1].sign() < 0 else logs[-1]))
    falling = [exp(-exp(1 / t)), exp(-1 / t), t**3, exp(logs[1] * logs[1] * -1), 1 / logs[1], 1 / logs[2], 1 / logs[3]]
    for small, large in pairwise(falling):
        assert tends(small * large) == tends(small / large) == 0
        assert isinstance(tends(large / small), float)


def test_a_step_is_smaller_than_all_that_is_made_of_t():
    t, h = variable(still(0)), monomial(STEPS[1], fmpq(1))
    y = call("sqrt", t + h)
    assert isinstance(y, Multiseries)
    assert tends(h / exp(-1 / t)) == 0
    slope = coefficient(y, 1, STEPS[1])
    assert tends(slope * call("sqrt", t)) == fmpq(1, 2)
    assert tends((derivative(call("sqrt", t)) - slope) / t**3) == 0
