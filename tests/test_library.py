"""The library's functions: their examples are run, and each answer is held against what NumPy and SciPy find."""

from __future__ import annotations

import doctest
import importlib
import os
import subprocess
import sys

import numpy as np
import pytest
import scipy

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
    with pytest.raises(ImportError, match=r"cannot import name 'check_grad' .*: did you mean check_gradient\?"):
        from gradcli import check_grad  # noqa: F401


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


def running(x):
    for i in range(1, len(x)):
        x[i] = x[i - 1] * x[i]
    return x


def by_writing(text):
    """A function that runs statements on its argument x, and returns a number of it."""

    def f(x):
        space = {"x": x, "np": np, "running": running}
        exec(text, space)
        return (space["x"] ** 2 * np.arange(1.0, 1 + len(space["x"]))).sum()

    return f


WAYS = (
    "x *= 3", "x += 1; x[:] = x**2", "x[0] = x[0]*5", "x[0] = 3.0", "x.sort()", "running(x)",
    "np.clip(x, 0, 2.5, out=x)", "np.add(x, x**2, out=x)", "x.fill(2.0)", "np.copyto(x, x**2)", "y = x; y[0] *= 4",
    "y = x[:1]; y *= 4", "x.reshape(1, -1)[0, 0] = 7*x[1]", "x[x > 1.5] = 0", "np.put(x, [0], x[1]**2)",
    "np.add.at(x, [0], x[1]**2)", "x.flat[0] = x[1]*3", "x.T[0] = x[1]*3", "x.partition(1)", "x[::-1] -= x**2",
    "x[[0, 2]] = x[[2, 0]]*2", "y = np.zeros_like(x)\nfor i in range(3): y[i] = x[i]**2\nx = y",
    "y = np.empty_like(x); y[:] = x**3; x = y", "y = np.ones_like(x); y[1:] *= x[1:]; x = y + x",
    "y = np.full_like(x, 2); y += x; x = y", "x **= 2; x /= x[1]",
)  # fmt: skip


@pytest.mark.parametrize("text", WAYS)
@pytest.mark.parametrize("kind", [np.array, list])
def test_what_a_function_writes_into_its_argument_is_followed(text, kind):
    f, x, h = by_writing(text), kind([3.0, 2.0, 1.4]), 1e-6
    slopes = [(f(np.array(V)) - f(np.array(W))) / (2 * h) for V, W in ((x + h * e, x - h * e) for e in np.eye(3))]
    before = np.array(x)
    assert gradcli.value_and_grad(f)(x)[0] == f(np.array(x))
    assert gradcli.grad(f)(x) == pytest.approx(np.array(slopes), rel=1e-7, abs=1e-7)
    assert gradcli.jacobian(f)(x) == pytest.approx(np.array(slopes), rel=1e-7, abs=1e-7)
    hessian = gradcli.hessian(f)(x)
    columns = [(gradcli.grad(f)(x + h * e) - gradcli.grad(f)(x - h * e)) / (2 * h) for e in np.eye(3)]
    assert hessian == pytest.approx(np.array(columns), rel=1e-6, abs=1e-6)
    assert gradcli.hvp(f)(x, np.ones(3)) == pytest.approx(hessian.sum(1))
    if text != "x.fill(2.0)":
        assert gradcli.check(f, np.array(x)) < 1e-6
    assert np.array_equal(x, before)


def test_two_arguments_that_are_written_into():
    def f(x, y):
        x *= y
        y += x
        return (x * y).sum()

    def plainly(x, y):
        return (x * y * (y + x * y)).sum()

    x, y = np.array([1.0, 2.0]), np.array([2.0, 4.0])
    for found, known in zip(gradcli.grad(f)(x, y), gradcli.grad(plainly)(x, y)):
        assert found == pytest.approx(known)
    assert gradcli.check_gradient(f, gradcli.grad(plainly), x, y) < 1e-6
    assert [*x, *y] == [1, 2, 2, 4]
    with pytest.raises(TypeError, match=r"a NumPy array's y\[i\] = takes .*: begin with np\.zeros_like"):
        gradcli.grad(f, 0)(x, y)


@pytest.mark.parametrize(
    "write", ["y[0] = x[0]", "y[:] = x**2", "y[:] = [x[0], 1.0, x[1]]", "y += x", "y[1:] *= x[1:]"]
)
def test_an_array_of_numpys_own_takes_no_traced_number(write):
    def f(x):
        space = {"x": x, "y": np.zeros(3)}
        exec(write, space)
        return space["y"].sum()

    with pytest.raises(TypeError, match=r"takes a value off the tape.*np\.stack"):
        gradcli.grad(f)(V)


class TestArguments:
    def test_structures(self) -> None:
        assert gradcli.grad(lambda p: p["a"] ** 2 * p["b"])({"a": 2.0, "b": 3.0}) == {"a": 12.0, "b": 4.0}
        W, b = np.arange(6.0).reshape(2, 3), np.ones(2)
        by_W, by_b = gradcli.grad(lambda p: ((p[0] @ V + p[1]) ** 2).sum())([W, b])
        assert by_W == pytest.approx(2 * np.outer(W @ V + b, V))
        assert by_b == pytest.approx(2 * (W @ V + b))
        by_list = gradcli.jacobian(lambda x: [x[0] * x[1], x[1] ** 2])(np.array([1.0, 2.0]))
        assert by_list == pytest.approx(np.array([[2, 1], [0, 4]]))

    def test_by_name_and_from_the_end(self) -> None:
        assert gradcli.grad(lambda x, y: x**2 * y)(2.0, y=3.0) == 12.0
        assert gradcli.grad(lambda x, y: x**2 * y, -1)(2.0, 3.0) == 4.0

    @pytest.mark.parametrize(
        ("call", "says"),
        [
            (
                lambda: gradcli.grad(np.sin, 2.0),
                r"argnums are whole numbers, not float; at a point x it is grad\(f\)\(x\)",
            ),
            (lambda: gradcli.hessian(np.sin, V), r"at a point x it is hessian\(f\)\(x\)"),
            (lambda: gradcli.grad("x^2"), r"takes a function, not the text 'x\^2'"),
            (lambda: gradcli.check("x^2", 2), "takes a function"),
            (lambda: gradcli.grad("x^2*y", x=3, y=2), r"a text is for the command, gradcli eval 'x\^2\*y'"),
            (lambda: gradcli.grad(square, x=3, y=2), r"called at the point: grad\(f\)\(3, 2\)"),
            (lambda: gradcli.grad(lambda x: [x**2, x])(1.0), r"a gradient is of one number: gradcli\.jacobian"),
            (lambda: gradcli.grad(lambda v: v**2)(V), r"an array of shape \(3,\), and a gradient is of one number"),
            (lambda: gradcli.hessian(lambda v, x: v.sum() * x)(V, 2.0), r"one shape: hessian\(f, argnums=0\)"),
            (lambda: gradcli.hvp(square)(2.0, 3.0), r"the vector comes last: hvp\(f\)\("),
            (lambda: gradcli.check(square), r"the point is given too: check\(f, "),
            (lambda: gradcli.check_gradient(square, by_hand), r"given too: check_gradient\(f, g, "),
            (lambda: gradcli.check_gradient(square, by_hand, 2, 3, eps=1e-5), "no argument 'eps'"),
            (lambda: gradcli.grad(np.sin, 2)(1.0), "no argument 2: the function is called with 1"),
            (lambda: gradcli.grad(lambda x: x)(x=1.0), r"give by place what to differentiate by: \(1\.0\)"),
            (lambda: gradcli.grad(lambda x: None)(1.0), r"returned None: it must return what .* return loss"),
            (lambda: gradcli.jacobian(lambda x: {"a": x})(1.0), "returned a dict: it must return a number or an array"),
            (
                lambda: gradcli.check_gradient(square, by_hand, (2, 3)),
                r"f takes 2 arguments: check_gradient\(f, g, 2, 3\)",
            ),
        ],
    )
    def test_what_is_meant_is_said(self, call, says) -> None:
        with pytest.raises(TypeError, match=says):
            call()

    @pytest.mark.parametrize("x", [gradcli.Variable(3.0), gradcli.constant(3.0)])
    def test_of_other_libraries(self, x) -> None:
        for name in ("backward", "grad"):
            with pytest.raises(AttributeError, match=rf"has no \.{name}: with gradcli\.GradientTape"):
                getattr(x, name)


def test_a_dict_of_arguments_is_verified_by_its_names():
    def f(p):
        return p["a"] ** 2 * p["b"]

    right, point = lambda p: {"a": 2 * p["a"] * p["b"], "b": p["a"] ** 2}, {"a": 3.0, "b": 2.0}
    assert gradcli.check_gradient(f, right, point) < 1e-6
    with pytest.raises(gradcli.GradientError, match=r"\n  b +3 +9 "):
        gradcli.check_gradient(f, lambda p: {"a": 2 * p["a"] * p["b"], "b": p["a"]}, point)


def test_a_hessian_by_several_numbers_is_all_of_it():
    rows = gradcli.hessian(lambda x, y: x**2 * y + y**3)(2.0, 3.0)
    assert np.array(rows).tolist() == [[6.0, 4.0], [4.0, 18.0]]


def test_what_is_no_function_of_the_library_is_told():
    with pytest.raises(AttributeError, match=r"that is a command, gradcli eval"):
        gradcli.eval  # noqa: B018
    with gradcli.GradientTape() as tape:
        x = 3.0
        y = x**2
    with pytest.raises(TypeError, match=r"x = gradcli\.Variable\(9\.0\)"):
        tape.gradient(y, x)


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
        assert gradcli.check_gradient(lambda v: v[0] * v[1], lambda v: (v[1], v[0]), (2.0, 3.0)) < 1e-6
        assert gradcli.check_gradient(square, lambda x, y: [2 * x * y, x * x], 2, 3) < 1e-6

    def test_wrong(self) -> None:
        with pytest.raises(AssertionError) as caught:
            gradcli.check_gradient(self.loss, lambda w: self.X.T @ (self.X @ w - self.y), V)
        lines = str(caught.value).splitlines()
        assert lines[0] == "1 of 1 derivatives is wrong"
        assert lines[2].split()[0] == "w"
        assert lines[2].endswith("FAIL")
        with pytest.raises(gradcli.GradientError, match=r"by v has the shape \(3, 3\), and not \(3,\)"):
            gradcli.check_gradient(lambda v: np.sum(v), lambda v: np.eye(3), V)
        with pytest.raises(gradcli.GradientError, match="the gradient has 1 part, and f has 2 arguments"):
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
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    told = subprocess.run(words, check=False, capture_output=True, text=True, cwd=tmp_path, env=alone).stdout
    for line in (
        "y    2      4          0.5      FAIL",
        "x: kink: from the left",
        "gradcli.check_gradient(f, g, 2.0, 3.0)",
    ):
        assert line in told
    assert "functions.py" not in told
    assert "contextlib" not in told
