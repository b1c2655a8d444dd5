"""Uncertain variables: the standard deviation of the value, against sampling and against formulas."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from shell import answer


def found(*argv: str) -> dict[str, object]:
    done = answer("eval", *argv, "--json")
    assert done.status == 0, done.err
    return json.loads(done.out)["results"][0]["uncertainty"]


@pytest.mark.parametrize("x", ["2.0+-0.1", "2.0±0.1", "2.0+/-0.1", "2.0 +- 0.1", "2.0+-5%", "[2.0]+-0.1"])
def test_how_it_is_written(x: str) -> None:
    if x[0] == "[":
        assert answer("eval", "x*3", f"x={x}").status == 2
        return
    assert found("x*3", f"x={x}")["deviation"] == pytest.approx(0.3)


def test_arithmetic_is_no_uncertainty() -> None:
    assert answer("eval", "x", "x=2 + -0.1", "--get", "value").out == "1.9\n"
    assert answer("eval", "x", "x=2-+0.1").err.endswith("help: write x=2+-0.1\n")  # a slip of it


def test_at_a_kink_the_deviation_is_in_doubt_too() -> None:
    for text, x in (("abs(x)", "x=0+-0.1"), ("sum(abs(x))", "x=0+-0.1,1+-0.1")):
        assert answer("eval", text, x).err.count("warning: deviation: at a kink") == 1
    assert "deviation" not in answer("eval", "abs(x)", "x=1+-0.1").err


def test_shares() -> None:
    one = found("m*v^2/2", "m=2+-0.1", "v=3+-0.2")
    assert one["deviation"] == pytest.approx(math.hypot(4.5 * 0.1, 6 * 0.2))
    assert one["share"] == pytest.approx({"m": 0.45**2 / (0.45**2 + 1.2**2), "v": 1.2**2 / (0.45**2 + 1.2**2)})
    assert one["point"] == {"m": 0.1, "v": 0.2}


@pytest.mark.parametrize("text", ["x^2", "exp(x)*y", "x/y", "sin(3*x)*y^2", "x*y"])
def test_second_order_against_sampling(text: str) -> None:
    dice = np.random.default_rng(5)
    c = np.array([[0.01, 0.0075], [0.0075, 0.0225]])
    x, y = dice.multivariate_normal([1.0, 3.0], c, 400_000).T
    values = {"x^2": x**2, "exp(x)*y": np.exp(x) * y, "x/y": x / y, "sin(3*x)*y^2": np.sin(3 * x) * y**2, "x*y": x * y}
    one = found(text, "x=1+-0.1", "y=3+-0.15", *(["--cov", "x,y=0.0075"] if "y" in text else []))
    sample = values[text]
    assert one.get("mean", float(sample.mean())) == pytest.approx(sample.mean(), rel=0.02)
    assert one.get("second_order", one["deviation"]) == pytest.approx(sample.std(), rel=0.05)


def test_where_the_gradient_vanishes_the_curvature_speaks() -> None:
    one = found("x^2", "x=0+-0.1")
    assert one["deviation"] == 0
    assert one["second_order"] == pytest.approx(math.sqrt(2) * 0.01)
    assert one["mean"] == pytest.approx(0.01)
    assert "second_order" not in found("2*x", "x=0+-0.1")


def test_correlation() -> None:
    one = found("x - y", "x=2+-0.1", "y=3+-0.1", "--cov", "x,y=0.01")
    assert one["deviation"] == pytest.approx(0, abs=1e-8)
    one = found("x*y", "x=2+-0.1", "y=3+-0.2", "--cov", "x,y=0.01")
    assert one["deviation"] == pytest.approx(math.sqrt(0.09 + 0.16 + 2 * 3 * 2 * 0.01))
    assert sum(one["share"].values()) == pytest.approx(1)
    assert set(one["share"]) == {"x", "y", "correlation"}


def test_vectors() -> None:
    assert found("sum(v^2)", "v=1+-0.1,2+-0.05")["deviation"] == pytest.approx(math.hypot(0.2, 0.2))
    c = np.array([[0.01, 0.004], [0.004, 0.04]])
    one = found("sum(v^2)", "v=1,2", "--cov", f"v={c.tolist()}".replace(" ", ""))
    assert one["deviation"] == pytest.approx(math.sqrt(np.array([2, 4]) @ c @ np.array([2, 4])))
    assert found("v*a", "v=1,2", "a=3+-0.1")["deviation"] == pytest.approx([0.1, 0.2])


def test_as_a_person_reads_it() -> None:
    assert answer("eval", "m*v^2/2", "m=2.0+-0.1", "v=3.0+-0.2") == (
        0,
        "f = m*v^2/2     at m = 2 +- 0.1, v = 3 +- 0.2\n\nvalue     9\ngradient  ∂f/∂m   4.5\n          ∂f/∂v   6\n"
        "std dev   1.282\n          12.3 % from m\n          87.7 % from v\n"
        "          1.284 to second order, about a mean of 9.04\n",
        "",
    )
    assert answer("eval", "3*x", "x=2+-0.1", "--get", "deviation").out == "0.30000000000000004\n"
    assert "share.x,1.0\n" in answer("eval", "3*x", "x=2+-0.1", "--format", "csv").out


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["x", "x=2+-"], "x: nothing follows '+-'"),
        (["x", "x=2+--1"], "x: a standard deviation is a number from 0 upwards"),
        (["x", "x=2+-inf"], "x: a standard deviation is a number from 0 upwards"),
        (["x", "x=2+-y"], "x: 'y' is not a number"),
        (["sum(v)", "v=1,2+-0.1"], "v: how uncertain is this one?"),
        (["sum(v)", "v=[[1+-1,2+-1]]"], "v: an uncertain value is a number or a list"),
        (["x*y", "x=1+-1", "y=1+-1", "--cov", "x,y=2"], "--cov x,y=2 is beyond 1*1 = 1, the largest there can be"),
        (["x*y", "x=1+-1", "y=1+-1", "--cov", "x,z=2"], "--cov: 'z' is not a variable here"),
        (["x*y", "x=1+-1", "y=1+-1", "--cov", "x"], "--cov 'x' is not of the form x,y=C"),
        (["sum(v)", "v=1,2", "--cov", "v=3"], "--cov v: the covariances of these are 2 x 2 numbers"),
        (["x", "x=1+-1", "--order", "0"], "a standard deviation needs the gradient"),
    ],
)
def test_refused(argv: list[str], message: str) -> None:
    done = answer("eval", *argv)
    assert (done.status, done.out) == (2, "")
    assert done.err.splitlines()[0] == f"error: {message}"


def test_at_a_jump_there_is_none() -> None:
    done = answer("eval", "floor(x)", "x=1+-0.1")
    assert done.status == 4
    assert "std dev   undefined\n" in done.out
    assert "warning: deviation: without a derivative there is no standard deviation\n" in done.err
