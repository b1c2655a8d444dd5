"""The library's functions: their examples are run, and each answer is held against what NumPy and SciPy find."""

from __future__ import annotations

import doctest
import importlib
import subprocess
import sys

import numpy as np
import pytest
import scipy.special

import gradcli

V = np.array([0.3, 1.2, -0.7])


@pytest.mark.parametrize("module", ["gradcli.tape.functions", "gradcli.check.functions"])
def test_examples(module: str) -> None:
    found = doctest.testmod(importlib.import_module(module))
    assert found.attempted > 4
    assert found.failed == 0


@pytest.mark.parametrize("name", ["grad", "value_and_grad", "jacobian", "hessian", "hvp", "check_gradient"])
def test_every_function_has_an_example(name: str) -> None:
    assert ">>> " in getattr(gradcli, name).__doc__


def test_what_there_is() -> None:
    assert dir(gradcli) == sorted(gradcli.__all__)
    for name in dir(gradcli):
        assert getattr(gradcli, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'gard'"):
        gradcli.gard  # noqa: B018
    for name, meant in (("gradient", "grad"), ("hess", "hessian"), ("gradcheck", "check_gradient")):
        with pytest.raises(AttributeError, match=rf"did you mean gradcli\.{meant}\?"):
            getattr(gradcli, name)


def rosenbrock(v):
    return np.sum(100.0 * (v[1:] - v[:-1] ** 2) ** 2 + (1 - v[:-1]) ** 2)


class TestDerivatives:
    def test_hessian(self) -> None:
        found = gradcli.hessian(rosenbrock)(V)
        h = 1e-5
        columns = [
            (gradcli.grad(rosenbrock)(V + h * e) - gradcli.grad(rosenbrock)(V - h * e)) / (2 * h) for e in np.eye(3)
        ]
        assert found == pytest.approx(np.array(columns), rel=1e-6, abs=1e-6)
        assert gradcli.hessian(lambda x, y: x * y**3, 1)(2.0, 3.0) == 36.0
        assert gradcli.hessian(lambda x: 2.0 * x)(1.0) == 0.0
        assert gradcli.hessian(lambda v: np.sum(v))(V) == pytest.approx(np.zeros((3, 3)))

    def test_hvp(self) -> None:
        u = np.array([1.0, -2.0, 0.5])
        assert gradcli.hvp(rosenbrock)(V, u) == pytest.approx(gradcli.hessian(rosenbrock)(V) @ u)
        assert gradcli.hvp(lambda x, v: x * np.sum(v**3), 1)(2.0, V, u) == pytest.approx(12 * V * u)

    def test_jacobian(self) -> None:
        A = np.arange(6.0).reshape(2, 3)
        assert gradcli.jacobian(lambda v: A @ v)(V) == pytest.approx(A)
        by_a, by_v = gradcli.jacobian(lambda a, v: a @ v)(A, V)
        assert by_v == pytest.approx(A)
        assert by_a.shape == (2, 2, 3)
        assert gradcli.jacobian(lambda x: x**3)(2.0) == 12.0


class TestCheck:
    def test_what_is_right(self) -> None:
        gradcli.check(rosenbrock, V)
        gradcli.check(lambda x, v: x * np.sin(v), 2.0, V)
        gradcli.check(lambda x: x**2, 0.0)

    def test_a_wrong_rule_is_found(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from gradcli.ops.analysis import sin

        monkeypatch.setattr(sin.op, "vjp", (lambda g, y, x: g * y,))
        with pytest.raises(gradcli.GradientError, match=r"(?s)1 of 1 derivatives is wrong.*FAIL"):
            gradcli.check(lambda x: np.sin(x), 1.0)

    def test_a_function_that_notices_the_trace(self) -> None:
        with pytest.raises(gradcli.GradientError, match=r"2.0 as f computes it, and 3.0 when it is traced"):
            gradcli.check(lambda x: x + (1.0 if type(x) is float else 2.0), 1.0)


class TestByHand:
    def loss(self, w):
        return np.sum((self.X @ w - self.y) ** 2)

    X, y = np.arange(12.0).reshape(4, 3), np.array([1.0, 0.0, 2.0, 1.0])

    def test_right(self) -> None:
        gradcli.check_gradient(self.loss, lambda w: 2 * self.X.T @ (self.X @ w - self.y), V)
        gradcli.check_gradient(scipy.special.gammaln, scipy.special.digamma, 2.5)
        gradcli.check_gradient(lambda v: v**2, lambda v: np.diag(2 * v), V)

    def test_wrong(self) -> None:
        with pytest.raises(AssertionError) as caught:
            gradcli.check_gradient(self.loss, lambda w: self.X.T @ (self.X @ w - self.y), V)
        lines = str(caught.value).splitlines()
        assert lines[0] == "1 of 1 derivatives is wrong"
        assert lines[2].split()[0] == "w"
        assert lines[2].endswith("FAIL")
        with pytest.raises(gradcli.GradientError, match=r"by v has the shape \(3, 3\), and not \(3,\)"):
            gradcli.check_gradient(lambda v: np.sum(v), lambda v: np.eye(3), V)
        with pytest.raises(gradcli.GradientError, match="the gradient has 1 parts, and f has 2 arguments"):
            gradcli.check_gradient(lambda x, y: x * y, lambda x, y: (y,), 1.0, 2.0)

    def test_one_entry_of_many(self) -> None:
        def almost(w):
            g = 2 * self.X.T @ (self.X @ w - self.y)
            g[1] *= 1.001
            return g

        with pytest.raises(gradcli.GradientError, match=r"w: at \[1\]"):
            gradcli.check_gradient(self.loss, almost, V)


def square(x, y):
    return x * x * y


def by_hand(x, y):
    return 2 * x * y, x


def test_a_gradient_of_ones_own_is_verified_by_another_function():
    with pytest.raises(
        TypeError, match=r"gradcli\.check_gradient\(square, by_hand, 2, 3\) verifies a gradient of your"
    ):
        gradcli.check(square, by_hand, 2, 3)
    with pytest.raises(TypeError, match=r"no argument 'grad': gradcli\.check_gradient\(f, g, x\)"):
        gradcli.check(square, 2, 3, grad=by_hand)


def test_a_failure_in_pytest_shows_the_table_alone(tmp_path):
    (tmp_path / "test_mine.py").write_text(
        "import gradcli\n\ndef f(x, y):\n    return x * x * y\n\ndef g(x, y):\n    return 2 * x * y, x\n\n"
        "def test_g():\n    gradcli.check_gradient(f, g, 2.0, 3.0)\n\n"
        "def test_kind():\n    gradcli.check(f, g, 2.0, 3.0)\n\n"
        "def test_kink():\n    gradcli.check(abs, 0.0)\n"
    )
    words = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "-c",
        "/dev/null",
        str(tmp_path / "test_mine.py"),
    ]
    told = subprocess.run(words, check=False, capture_output=True, text=True, cwd=tmp_path).stdout
    for line in (
        "y    2      4          0.5      FAIL",
        "x: kink: from the left",
        "gradcli.check_gradient(f, g, 2.0, 3.0)",
    ):
        assert line in told
    assert "functions.py" not in told
    assert "contextlib" not in told
