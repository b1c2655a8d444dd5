"""Vectors whose elements do not meet: the diagonal of the Jacobian, however long."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "cli"))
from shell import answer


def test_the_diagonal_is_shown_and_said():
    found = answer("eval", "a*sin(t)", "t=1,2,3", "a=2")
    lines = found.out.splitlines()
    assert (found.status, found.err) == (0, "")
    assert lines[-2] == "diagonal  ∂f/∂t   [1.080604612, -0.8322936731, -1.979984993]"
    assert lines[-1] == "          (of the Jacobian: element k depends on t[k] alone)"
    assert any(line.startswith("jacobian  ∂f/∂a") for line in lines)
    whole = json.loads(answer("eval", "a*sin(t)", "t=1,2,3", "a=2", "--json").out)["results"][0]["jacobian"]["t"]
    np.testing.assert_allclose(whole, 2 * np.diag(np.cos([1, 2, 3])), atol=0, rtol=1e-15)


@pytest.mark.parametrize("text", ["cumsum(t)", "t/sum(t)", "A@t", "sort(t)", "sum(t)*t"])
def test_what_meets_is_no_diagonal(text):
    out = answer("eval", text, "t=1,2,3", *(["A=[[1,2,3],[0,1,0],[0,0,1]]"] if "A" in text else [])).out
    assert "jacobian" in out
    assert "diagonal" not in out


def test_a_long_column(tmp_path):
    values = np.linspace(0.5, 3.0, 20_000)
    path = tmp_path / "col.csv"
    path.write_text("name,t\n" + "".join(f"r,{v!r}\n" for v in values.tolist()))
    found = answer("eval", "a*sin(t)*t", f"t=@{path}:t", "a=2", "--json")
    (result,) = json.loads(found.out)["results"]
    np.testing.assert_allclose(result["value"], 2 * np.sin(values) * values, rtol=1e-14)
    expected = 2 * (np.cos(values) * values + np.sin(values))
    np.testing.assert_allclose(result["diagonal"]["t"], expected, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(result["jacobian"]["a"], np.sin(values) * values, rtol=1e-14)
    assert found.status == 0


def test_kinks_and_poles_of_a_long_column(tmp_path):
    path = tmp_path / "col.npy"
    np.save(path, np.arange(-500.0, 500.0))
    found = answer("eval", "abs(t)", f"t=@{path}")
    assert "kink at element 500" in found.err
    found = answer("eval", "1/t", f"t=@{path}")
    assert (found.status, "nonfinite at element 500" in found.err) == (4, True)


def test_a_column_that_meets_is_told_of_table(tmp_path):
    path = tmp_path / "col.npy"
    np.save(path, np.arange(1.0, 12_000.0))
    found = answer("eval", "t/sum(t)", f"t=@{path}")
    assert found.status == 2
    assert "rows of derivatives are too many" in found.err
    assert "gradcli table" in found.err


def test_nothing_else_changes():
    out = json.loads(answer("eval", "sum(t^2)", "t=1,2", "--json").out)["results"][0]
    assert (out["value"], out["grad"]["t"]) == (5.0, [2.0, 4.0])
    assert math.isclose(json.loads(answer("eval", "exp(t)", "t=1", "--json").out)["results"][0]["value"], math.e)
