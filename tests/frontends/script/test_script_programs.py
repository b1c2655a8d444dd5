"""Thirty programs of the kind that people write, run as they are, each gradient checked and compared with the truth."""

import json
import math
from pathlib import Path

import pytest
from truths import sampled

from gradcli.answer.subject import Ask
from gradcli.frontends.script import run_script

PROGRAMS = Path(__file__).parents[2] / "programs"
SNIPPETS = sorted(p for kind in ("plain", "numpy") for p in (PROGRAMS / kind).glob("*.py"))
TAPED = sorted((PROGRAMS / "tensorflow").glob("*.py"))
VERDICTS = ("ok", "skipped", "imprecise", "custom", "convention")


def report(path, check=False):
    outcome = run_script(str(path), path.read_bytes(), ask=Ask(check=check))
    assert outcome.status == 0
    return outcome.report


def expected(path):
    return json.loads(path.with_suffix(".expected.json").read_text())


def close(found, truth, tolerance):
    if isinstance(truth, list):
        return len(found) == len(truth) and all(close(f, t, tolerance) for f, t in zip(found, truth))
    if truth is None or found is None:
        return found is truth
    return math.isclose(found, truth, rel_tol=tolerance["rtol"], abs_tol=tolerance["atol"])


CHECKED = [False, pytest.param(True, marks=pytest.mark.slow)]


@pytest.mark.parametrize("check", CHECKED)
@pytest.mark.parametrize("path", sampled(SNIPPETS, 3), ids=lambda p: p.stem)
def test_snippet(path, check):
    truth = expected(path)
    (result,) = report(path, check=check).results
    if truth["target"]:
        assert result.name == truth["target"]
    assert close(result.value, truth["value"], truth["tolerance"])
    assert set(truth["grads"]) <= set(result.grad)
    for name, slope in truth["grads"].items():
        assert close(result.grad[name], slope, truth["tolerance"]), name
    assert not set(truth.get("counts", ())) & set(result.grad)
    numbers = {name for name, g in result.grad.items() if isinstance(g, float) and g}
    assert numbers <= set(truth["grads"])  # no slope that the truth knows nothing of
    assert not check or result.check.verdict in VERDICTS


@pytest.mark.parametrize("check", CHECKED)
@pytest.mark.parametrize("path", TAPED, ids=lambda p: p.stem)
def test_tapes(path, check):
    truth = expected(path)
    rows = report(path, check=check).results
    for name, answer in truth["grads"].items():
        row = next((r for r in reversed(rows) if name in [n.strip() for n in r.name.split(",")]), None)
        if row is None or isinstance(answer, dict):
            continue  # a name of the script's own, that no call was assigned to
        answers = list((row.grad or row.jacobian).values())
        places = [n.strip() for n in row.name.split(",")]
        found = answers[places.index(name)] if len(places) > 1 else answers if len(answers) > 1 else answers[0]
        loose = {**truth["tolerance"], "rtol": max(truth["tolerance"]["rtol"], 1e-7)}  # tf.cast(0.1) rounds to float32
        assert close(found, answer, loose), name
    assert all(not check or r.check.verdict in VERDICTS for r in rows)
