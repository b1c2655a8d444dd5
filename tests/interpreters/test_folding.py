"""Loops found on the trace: whatever the keys, nothing is lost, and what repeats is folded."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from gradcli.interpreters.steps.folding import Run, fold, positions


def text(items):
    return " ".join(f"{len(i.passes)}({text(i.passes[0])})" if isinstance(i, Run) else str(i) for i in items)


def test_one_loop():
    assert text(fold("sababababe", 4)) == "0 4(1 2) 9"


def test_too_few_passes():
    assert text(fold("ababab", 4)) == "0 1 2 3 4 5"


def test_nested_loops_of_any_length():
    word = "".join("o" + "ib" * n + "e" for n in (4, 6, 5, 9))
    assert text(fold(word, 4)) == "4(0 4(1 2) 9)"


def test_passes_that_differ_are_not_folded():
    assert not any(isinstance(i, Run) for i in fold("abacadaeaf"))


@given(st.lists(st.integers(0, 2), max_size=200))
def test_nothing_is_lost(keys):
    assert [p for item in fold(keys, 3) for p in positions(item)] == list(range(len(keys)))


def test_long_loops_are_quick():
    keys = [n % 7 for n in range(70_000)] + [random.Random(0).randrange(5) for _ in range(5_000)]
    assert len(fold(keys)) < 6_000
