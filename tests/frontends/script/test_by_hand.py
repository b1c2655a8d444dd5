"""--expect in scripts: formulas of the script's own variables, at the point and where the script runs again."""

import pytest

from gradcli.answer.subject import Ask
from gradcli.errors import GradcliError
from gradcli.frontends.script import run_script

FIT = """
import numpy as np
X = np.array([[1.0, 2.0], [3.0, 4.0], [0.5, 1.0]])
y = np.array([1.0, 2.0, 3.0])
w = np.array([0.3, -0.2])
def by_hand(w):
    return 2 * X.T @ (X @ w - y)
r = X @ w - y
loss = np.sum(r ** 2)
"""


@pytest.fixture
def items(tmp_path):
    def call(text, expect, **about):
        path = tmp_path / "script.py"
        path.write_text(text)
        report = run_script(str(path), text.encode(), ask=Ask(expect=expect, **about)).report
        return report.results[0].check.items

    return call


@pytest.mark.parametrize("text", ["2*X.T@(X@w-y)", "2*X.T@r", "2*transpose(X)@r", "by_hand(w)", "2*np.dot(X.T, r)"])
def test_right_ones(items, text):
    (item,) = items(FIT, {"w": text}, wrt=("w",))
    assert (item.verdict, item.note) == ("ok", "right here and at 3 points about it, where the script ran again")


@pytest.mark.parametrize("text", ["X.T@r", "2*X.T@(X@w+y)", "2*X.T@r + 0.1"])
def test_wrong_ones(items, text):
    (item,) = items(FIT, {"w": text}, wrt=("w",))
    assert item.verdict == "FAIL"


def test_right_here_alone_is_wrong(items):
    (item,) = items("x = 2.0\nc = x * 3.0\ny = x * c\n", {"x": "12"})
    assert item.verdict == "FAIL"
    assert "right here, but at x = " in item.note
    assert items("x = 2.0\nc = x * 3.0\ny = x * c\n", {"x": "2*c"})[0].verdict == "ok"


def test_a_name_of_the_scripts_is_no_constant(tmp_path):
    path = tmp_path / "script.py"
    path.write_text(text := "def f(x, e=2.0, pi=3.0):\n    return x * x * e + pi * x\n")
    bindings = [type("Binding", (), {"name": "x", "value": 2.0})]
    found = run_script(
        str(path), text.encode(), bindings=bindings, call="f", ask=Ask(expect={"x": "2*x*e + pi"})
    ).report
    (item,) = found.results[0].check.items
    assert (item.verdict, item.tape) == ("ok", 11.0)


def test_second_derivatives(items):
    assert items(FIT, {"w,w": "2*X.T@X"}, wrt=("w",))[0].verdict == "ok"
    assert items(FIT, {"w,w": "X.T@X"}, wrt=("w",))[0].verdict == "FAIL"


def test_names_of_a_script_with_tapes(items):
    text = (
        "import tensorflow as tf\nA = tf.constant([[1.0, 2.0], [3.0, 4.0]])\nx = tf.Variable([1.0, 2.0])\n"
        "with tf.GradientTape() as t:\n    y = tf.reduce_sum(tf.linalg.matvec(A, x) ** 2)\ng = t.gradient(y, x)\n"
    )
    assert items(text, {"x": "2*A.T@(A@x)"})[0].verdict == "ok"
    assert items(text, {"x": "2*A@(A@x)"})[0].verdict == "FAIL"


def test_mistakes(items):
    for text in ("2*q", "2*Z.T@r", "2*(w"):
        with pytest.raises(GradcliError):
            items(FIT, {"w": text}, wrt=("w",))
    with pytest.raises(GradcliError, match="no gradient is by 'v'"):
        items(FIT, {"v": "2*w"}, wrt=("w",))
