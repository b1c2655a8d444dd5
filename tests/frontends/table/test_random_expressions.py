"""Random expressions at plain and awkward rows: a number that is said to be ok is the one that eval has."""

from __future__ import annotations

import random

import numpy as np
import pytest
from truths import sampled

from gradcli.answer.subject import Ask
from gradcli.errors import DomainFault, GradcliError
from gradcli.frontends.table.expression import RowExpression
from gradcli.frontends.table.rows import OK, Tabulator, quantities

FUNCTIONS = ("sin cos exp log sqrt abs tanh arctan sigmoid floor relu sign cbrt log1p expm1 erf sinh square").split()
VALUES = [-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0]


def sentence(rng, depth):
    """A random expression of x and y."""
    if depth == 0:
        return rng.choice(["x", "y", "2", "0.5", "-1", "3", "x", "y"])
    one, two = sentence(rng, depth - 1), sentence(rng, depth - 1)
    return rng.choice([
        f"{rng.choice(FUNCTIONS)}({one})", f"{rng.choice(FUNCTIONS)}({one})", f"({one} {rng.choice('+-*/')} {two})",
        f"({one} {rng.choice('+-*/')} {two})", f"({one})^{rng.choice(['2', '3', '0.5', '-1', '-2'])}",
        f"max({one}, {two})", f"({one} if {two} > {sentence(rng, depth - 1)} else {sentence(rng, depth - 1)})",
        f"sum([{one}, {two}])",
    ])  # fmt: skip


def agree(seed):
    rng = random.Random(seed)
    text = sentence(rng, 3)
    try:
        function = RowExpression(text, ["x", "y"], [], Ask())
    except GradcliError:  # it reads no column
        return
    table = Tabulator(function, quantities(function.wrt, 1))
    columns = [
        np.array([rng.choice(VALUES) if rng.random() < 0.5 else rng.uniform(-2, 2) for _ in range(8)])
        for _ in function.names
    ]
    answer = table.at(columns)
    for n in np.flatnonzero(answer.status == OK).tolist():
        row = [float(c[n]) for c in columns]
        try:
            result = function.settle(row)
        except DomainFault:
            raise AssertionError((text, row, "has no number")) from None
        for q, column in zip(table.quantities, answer.values):
            expected, got = result.numbers[q.name], float(column[n])
            assert expected is not None, (text, row, q.name)
            assert expected == got or abs(expected - got) <= 1e-9 * abs(expected), (text, row, q.name, got, expected)
        found = {("digits", str(path)) for path, (proven, _) in result.bounds.items() if proven}
        told = {note.code for note in result.notes if (note.code, note.path) not in found}
        assert not told - {"flat", "unused"}, (text, row)


@pytest.mark.parametrize("seed", sampled(range(60), 3))
def test_a_number_that_is_ok_is_evals(seed):
    agree(seed)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(60, 1200, 20))
def test_many_numbers_that_are_ok_are_evals(start):
    for seed in range(start, start + 20):
        agree(seed)
