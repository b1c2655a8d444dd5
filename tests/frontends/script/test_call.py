"""--call: the function as the script itself would call it, whatever the script's own names and imports are."""

import json
import math

import pytest

import gradcli
from tests.cli.shell import answer

GLOBAL = b"k = 2.0\nx = 5.0\nscale = x * 10\ndef f(x):\n    return scale * k * x ** 2\n"
REGRESSION = b"""import numpy as np
X = np.array([[1., 0.], [0., 1.], [1., 1.]])
w = np.array([1.0, -2.0])
y = X @ w
def loss(w):
    return np.sum((X @ w - y) ** 2)
def right(w):
    return 2 * X.T @ (X @ w - y)
def other():
    return 2 * X.T @ (X @ w - y)
"""
TENSORS = b"""import tensorflow as tf
W = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
c = tf.constant(2.0)
def f(x):
    return tf.sin(x) * x
def wrong(x):
    return tf.sin(x)
def right(x):
    return tf.sin(x) + x * tf.cos(x)
def scaled(x):
    return tf.exp(x) * c
def squares(v):
    return tf.reduce_sum(tf.linalg.matvec(W, v) ** 2)
def kept(x):
    return tf.Variable(x) * 3.0
def taped(x):
    v = tf.Variable(x)
    with tf.GradientTape() as t:
        y = v ** 3
    return t.gradient(y, v)
"""
LIBRARY = b"""import math
def f(x):
    return x ** 2 * math.sin(x)
def df(x):
    return 2 * x * math.sin(x) + x * x * math.cos(x)
def test_f():
    import gradcli
    assert gradcli.grad(f)(1.0) == df(1.0)
"""


def told(script: bytes, *words: str) -> tuple[int, dict]:
    found = answer("run", "-", *words, "--json", stdin=script)
    return found.status, json.loads(found.out)["results"][0]


@pytest.mark.parametrize("extra", [(), ("--wrt", "x"), ("--check",)])
def test_an_argument_leaves_the_constant_of_its_name_alone(extra):
    status, row = told(GLOBAL, "--call", "f", "x=3", *extra)
    assert (status, row["value"], row["grad"]) == (0, 900, {"x": 600})
    status, row = told(GLOBAL, "--call", "f", "x=3", "k=4", *extra)
    assert (status, row["value"], row["grad"]) == (0, 1800, {"x": 1200})


DEFINED = ["f = lambda x: scale * k * x ** 2\n", "if k:\n    def f(x):\n        return 100 * x ** 2\n"]


@pytest.mark.parametrize("f", DEFINED)
def test_it_does_so_however_the_function_is_defined(f):
    head = b"k = 2.0\nx = 5.0\nscale = x * 10\n"
    assert told(head + f.encode(), "--call", "f", "x=3")[1]["grad"] == {"x": 600}


def test_a_function_made_elsewhere_takes_its_arguments_too():
    text = b"from functools import partial\nx = 5.0\nk = 2.0\ndef g(a, x):\n    return a * k * x\nf = partial(g, x)\n"
    assert told(text, "--call", "f", "x=3")[1]["grad"] == {"x": 10}
    found = answer("run", "-", "--call", "f", "x=3", "k=7", stdin=text)
    assert (found.status, found.out) == (2, "")
    assert "f has no argument 'k'" in found.err


def test_trace_and_compile_agree(tmp_path):
    script = tmp_path / "glob.py"
    script.write_bytes(GLOBAL)
    traced = json.loads(answer("trace", str(script), "--call", "f", "x=3", "--json").out)["results"][0]
    assert (traced["value"], traced["grad"]) == (900, {"x": 600})
    space: dict = {}
    exec(answer("compile", str(script), "--call", "f", "--to", "python").out, space)
    assert space["f"](3.0) == (900, (600,))


def test_the_data_of_a_regression_stay_as_they_are():
    status, row = told(REGRESSION, "--call", "loss", "w=0,0", "--check", "--against", "right")
    assert (status, row["value"], row["grad"]) == (0, 6, {"w": [0, 6]})
    found = answer("run", "-", "--call", "loss", "w=0,0", "--against", "other", stdin=REGRESSION)
    assert (found.status, found.out) == (2, "")
    assert "other has no argument 'w'" in found.err


@pytest.mark.parametrize(("g", "status"), [("right", 0), ("wrong", 3)])
def test_against_where_tensorflow_is_imported(g, status):
    found, row = told(TENSORS, "--call", "f", "x=1", "--against", g)
    assert found == status
    assert row["grad"]["x"] == pytest.approx(math.sin(1) + math.cos(1), rel=1e-6)


def test_numbers_are_as_tensorflow_makes_them():
    status, row = told(TENSORS, "--call", "scaled", "x=1", "--check")
    assert status == 0
    assert row["grad"]["x"] == pytest.approx(2 * math.e, rel=1e-6)
    status, row = told(TENSORS, "--call", "squares", "v=1,2", "--check")
    assert (status, row["value"], row["grad"]) == (0, 146, {"v": [76, 108]})


def test_what_a_variable_keeps_is_not_taken_for_flat():
    _status, row = told(TENSORS, "--call", "kept", "x=2")
    assert (row["value"], row["grad"]) == (6, {"x": None})
    assert told(TENSORS, "--call", "kept", "x=2", "--check")[0] == 5


def test_a_function_that_asks_a_tape_is_answered_by_it():
    assert told(TENSORS, "--call", "taped", "x=2")[1]["grad"] == {"v": 12}


def test_a_file_with_tests_of_gradcli_can_be_called():
    status, row = told(LIBRARY, "--call", "f", "x=1", "--against", "df", "--check")
    assert status == 0
    assert row["grad"]["x"] == pytest.approx(2 * math.sin(1) + math.cos(1))


@pytest.mark.parametrize("words", [["--check"], ["--expect", "x=1"]])
def test_nothing_compared_is_not_success(words):
    assert answer("run", "-", *words, stdin=b"import tensorflow as tf\nx = 2.0\n").status == 5


TRAINED = b"""import numpy as np
X, y = np.array([[1., 0.], [0., 1.], [1., 1.]]), np.array([1.0, 2.0, 3.0])
w = np.array([0.1, 0.2])
for i in range(20):
    g = 2 * X.T @ (X @ w - y)
    w = w - 0.1 * g
    p = X @ w
loss = np.sum((p - y) ** 2)
def cost(w, y):
    return np.sum((X @ w - y) ** 2)
"""


def test_a_name_that_is_assigned_again_is_told():
    found = answer("run", "-", "--of", "loss", "--wrt", "w", "--expect", "w=g", stdin=TRAINED)
    assert found.status == 3
    assert "w is assigned again at line 6: this is by its first value" in found.err
    assert "w is assigned again at line 6" in found.out
    found = answer("run", "-", "--wrt", "p", stdin=TRAINED)
    assert "'p' is assigned in a loop alone" in found.err


def test_arguments_that_are_not_given_are_the_scripts_own():
    found = answer("run", "-", "--call", "cost", "w=1,1", "--check", "--json", stdin=TRAINED)
    row = json.loads(found.out)["results"][0]
    assert (found.status, row["value"], row["grad"]) == (0, 2, {"w": [-2, -4], "y": [0, 2, 2]})
    assert any("y is the script's own" in each["message"] for each in json.loads(found.out)["warnings"])
    assert "f needs x" in answer("run", "-", "--call", "f", stdin=TENSORS).err


def test_a_help_line_is_never_empty():
    assert "help: there is no number in it" in answer("run", "-", "--get", "grad.x", stdin=TENSORS).err
    assert "help: the script asks no tape" in answer("run", "-", "--of", "y", "--wrt", "w", stdin=TENSORS).err
    found = answer("eval", "x^2.5", "x=1.3", "--expect", "x=3.706")
    assert found.status == 3
    assert "it is that rounded, and --rtol" in found.out


@pytest.mark.parametrize(("args", "about"), [((lambda x: 2 * x, 1.0), {}), ((1.0,), {"grad": abs})])
def test_check_names_what_verifies_a_gradient_of_ones_own(args, about):
    with pytest.raises(TypeError, match=r"gradcli.check_gradient\(f, g, x\)"):
        gradcli.check(lambda x: x * x, *args, **about)
