"""Points where other libraries are wrong: each case of the table gets the outcome that its kind asks for."""

from __future__ import annotations

import peers
import pytest
from truths import sampled

CASES = peers.load()


DEAR = [case for case in CASES if case["id"] == "parse-2"]  # another of a hundred thousand terms


@pytest.mark.parametrize("case", sampled(CASES, dear=DEAR), ids=lambda case: case["id"])
def test_the_outcome_is_what_the_kind_asks_for(case):
    fine, told = peers.outcome(case)
    assert fine, f"{case['expr'][:80]} at {case['point']}: {told}, truth {case['truth']}"


def test_a_wrong_number_would_be_seen():
    case = next(c for c in CASES if c["id"] == "stab-sqrt-diff")
    assert not peers.outcome({**case, "truth": "-2.5000001e-25"})[0]
    assert not peers.outcome({**case, "kind": "kink"})[0]
