"""Each differential that a page prints, compared with the rules: J dx + K dy."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest
from truths import sampled

from gradcli.answer.subject import Ask
from gradcli.frontends.bindings import read_bindings
from gradcli.frontends.differentials import BILINEAR, EVERY, FORMULAS, LINEAR, MOVES
from gradcli.frontends.evaluate import calculate
from gradcli.frontends.expression.run import Formula, vocabulary
from gradcli.frontends.function_page import page
from gradcli.ops import FUNCTIONS
from gradcli.results import Path

SQUARE = {"x": [[2, 1], [1, 3]], "dx": [[0.3, -0.5], [-0.5, 0.9]], "y": [[1, -1], [2, 0.5]], "dy": [[0.2, 1], [-1, 3]]}
ROWS = {"x": [0.5, 2, -1], "dx": [0.3, -0.5, 0.25], "y": [1, 4, 2.5], "dy": [1, -1, 0.5]}
TALL = {"x": [[2, 1], [1, 3], [0, -1]], "dx": [[0.3, -0.5], [1, 0.7], [2, 0.1]], "y": [1, 2, 5], "dy": [0.5, -1, 2]}
SHARES = {"a": 1.5, "x": 0.5, "dx": 0.3}
POINTS = {
    **dict.fromkeys(("cross", "corrcoef", "cov", "softmax", "log_softmax", "concatenate", "stack", "pad"), ROWS),
    **dict.fromkeys(("pinv", "lstsq"), TALL), "squeeze": {"x": [[1, 2]], "dx": [[0.5, -1]]},
    **dict.fromkeys(("igamma", "igammac"), SHARES),
}  # fmt: skip
NUMBERS = {"index": "1", "shape": "[2,2,2]", "axis": "1", "from": "0", "to": "1", "width": "1", "shift": "1", "i": "0",
           "j": "1", "times": "2"}  # fmt: skip
FORMAL = [call.partition("(")[0] for call in (*MOVES, *LINEAR, *FORMULAS)] + list(BILINEAR)


def answered(text: str, point: dict[str, Any]) -> Any:
    free = Formula(text).expression.free
    words = [f"{n}={json.dumps(v)}" for n, v in point.items() if n in free]
    return calculate(text, list(read_bindings(words, vocabulary()).values()), Ask()).results[0]


@pytest.mark.parametrize("name", FORMAL)
def test_a_differential_is_what_the_rules_give(name: str) -> None:
    call, _, text = EVERY[name].removeprefix("d ").partition(" = ")
    text, _, definitions = text.partition(": ")[0].partition(" with ")
    inner = call[len(name) + 1 :].partition(")")[0].split(", ")
    for word in inner:
        if word in NUMBERS:
            number = "4" if (name, word) == ("reshape", "shape") else NUMBERS[word]
            call, text = (t.replace(f" {word}", f" {number}") for t in (call, text))
    given = "; ".join(reversed(re.split(r", (?=\w = )", definitions))) + "; " if definitions else ""
    point = POINTS.get(name, SQUARE)
    whole = answered(call, point)
    expected: Any = 0.0
    for source in ("x", "y"):
        kind = "jacobian" if Path("jacobian", source) in whole.numbers else "grad"
        if source in inner:
            dx = np.array(point[f"d{source}"], float)
            expected = expected + np.tensordot(np.array(whole.numbers[Path(kind, source)], float), dx, dx.ndim)
    found = np.array(answered(given + text, point).numbers[Path("value")], float)
    assert np.any(found)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("half", sampled(range(2), 2))
def test_every_function_with_a_derivative_says_it(half: int) -> None:
    without = {
        f.name
        for f in list(FUNCTIONS.values())[half::2]
        if f.name not in EVERY and not (shown := page(f)).derivatives and shown.kind != "flat"
    }
    assert not without
    assert set(EVERY) <= set(FUNCTIONS)
    for name in ("chebyshev", "legendre", "squeeze", "stack"):
        assert page(FUNCTIONS[name]).proof
