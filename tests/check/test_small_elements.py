"""An array's derivative is verified element by element where one is nothing beside another: at the scale of each."""

import numpy as np
import pytest

from gradcli.check.arbiter import Arbiter

SMALL = np.array([1000.0, 2.0, 3.0])
ROW = np.arange(1.0, 21.0)
LONG = np.linspace(1.0, 2.0, 400)
X, W = np.array([[1e3, 1.0, 2.0], [2e3, -1.0, 0.5]]), np.array([0.5, -0.2, 0.1])
LOST = {  # where, a function, and what its derivative lacks a part of
    "beside a square": (SMALL, lambda v: v[0] ** 2 + v[2], lambda v: v[0] ** 2),
    "beside a huge one": (SMALL * [1e3, 1, 1], lambda v: v[0] ** 2 + v[2], lambda v: v[0] ** 2),
    "among cubes": (ROW, lambda v: (v**3).sum() + 0.01 * v[3], lambda v: (v**3).sum()),
    "of many": (LONG, lambda v: (v**2).sum() + 0.01 * v[17], lambda v: (v**2).sum()),
    "of many, beside a huge one": (LONG, lambda v: 1e9 * v[0] + v[17], lambda v: 1e9 * v[0]),
    "in a product": (W, lambda w: ((X @ w) ** 2).sum() + 0.1 * w[2] ** 2, lambda w: ((X @ w) ** 2).sum()),
}


def slopes(f, v):
    """By complex steps."""
    moves = np.eye(v.size) * 1e-30j
    return np.array([f(v + m).imag / 1e-30 for m in moves])


def ruling(f, v, claim):
    run = lambda moves: np.asarray(f(moves[0]))  # noqa: E731
    (found,) = Arbiter([v], f(v), run, lambda: 1e9, "differences", "late", closely=True).rule([((0,), claim)])
    return found.verdict


@pytest.mark.parametrize("name", LOST)
def test_what_lacks_beside_much_larger_ones(name):
    v, f, known = LOST[name]
    assert ruling(f, v, slopes(f, v)) in ("ok", "skipped")
    assert ruling(f, v, slopes(known, v)) in ("FAIL", "skipped")
    assert {ruling(f, v, slopes(f, v)), ruling(f, v, slopes(known, v))} != {"skipped"} or name == "beside a huge one"
