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
    with pytest.raises(TypeError, match=r"gradcli.check_gradient\(f, g, (x|1\.0)\)"):
        gradcli.check(lambda x: x * x, *args, **about)


DEFAULTS = [  # the function, what else is written, and the gradient
    ("def f(x=2.0, y=3.0): return x**2 * y", (), {"x": 12, "y": 4}),
    ("def f(x=2.0, *, k=3): return x**2 * k", (), {"x": 12}),
    ("def f(x=2.0, y=3.0): return x**2 * y", ("x=4",), {"x": 24}),
    ("def f(x=2.0, y=3.0): return x**2 * y", ("x=4", "--wrt", "y,x"), {"y": 16, "x": 24}),
    ("def f(k=3): return k**2", (), {"k": 6}),
    (
        "import numpy as np\nx0 = np.array([1.0, 2.0])\ndef f(x=x0, name='s', flag=True): return (x**2).sum()",
        (),
        {"x": [2, 4]},
    ),
    ("def f(x=[1.0, 2.0]): return x[0] * x[1]", (), {"x": [2, 1]}),
    ("f = lambda x=2.0: x**3", (), {"x": 12}),
]


@pytest.mark.parametrize(("text", "more", "grad"), DEFAULTS)
def test_defaults_of_arguments_are_sources(text, more, grad):
    """Where nothing else is given, or --wrt names them."""
    for check in ((), ("--check",)):
        status, row = told(text.encode(), "--call", "f", *more, *check)
        assert (status, row["grad"]) == (0, grad)


COUNTED = [
    ("def f(n): return sum(1 / i for i in range(1, n + 1))", ("n=5",), None),
    ("def f(x, n):\n    y = 0.0 * x\n    for i in range(n): y += x**i\n    return y", ("x=2", "n=4"), {"x": 17}),
    ("def f(x, n, m): return sum([x] * n) * [1.0, 2.0, 3.0][m]", ("x=2", "n=4", "m=2"), {"x": 12}),
    ("import numpy as np\ndef f(x, n): return (np.ones((n, 2)) * x).sum()", ("x=2", "n=4"), {"x": 8}),
    ("def f(x, n: int): return x ** n", ("x=2", "n=4"), {"x": 32, "n": pytest.approx(11.090354888959125)}),
    ("def f(x, n): return [1.0, x, x * x, x**3][:n][-1]", ("x=2", "n=3"), {"x": 4}),
]


@pytest.mark.parametrize(("text", "given", "grad"), COUNTED)
def test_a_whole_number_that_counts(text, given, grad):
    """Is one for the function, as in a call of Python's: and that is said."""
    for check in ((), ("--check",)):
        found = answer("run", "-", "--call", "f", *given, "--json", *check, stdin=text.encode())
        answered = json.loads(found.out)
        assert (found.status, answered["results"][0]["grad"]) == (0, grad)
        assert any("taken as a whole number" in w["message"] for w in answered["warnings"])


def test_a_float_that_counts_is_refused_as_by_python():
    found = answer("run", "-", "--call", "f", "n=2.5", stdin=b"def f(n): return sum(range(n))")
    assert found.status == 1
    assert "TypeError: 'float' object cannot be interpreted as an integer" in found.err


DICTS = [
    ("cfg = {'a': 2.0}\nr = cfg['a']**2", {"cfg[a]": 4}),
    ("cfg = {'a': 2.0, 'b': [1.0, 3.0]}\nr = cfg['a'] * cfg['b'][1]", {"cfg[a]": 3, "cfg[b]": [0, 2]}),
    (
        "cfg = {'net': {'w': 2.0, 'name': 'x'}, 'n': 3}\nr = sum(cfg['net']['w']**2 for _ in range(cfg['n']))",
        {"cfg[net][w]": 12},
    ),
    (
        "import numpy as np\ncfg = {'w': np.array([1.0, 2.0]), 1: 5.0}\nr = (cfg['w']**2).sum() * cfg[1]",
        {"cfg[w]": [10, 20], "cfg[1]": 5},
    ),
    ("cfg = dict(a=2.0)\ncfg['b'] = cfg['a'] * 3\nr = cfg['b']**2", {"cfg[a]": 36}),
]


@pytest.mark.parametrize(("text", "grad"), DICTS)
def test_the_numbers_in_a_dict_are_sources_by_their_keys(text, grad):
    for check in ((), ("--check",)):
        status, row = told(text.encode(), "--wrt", "cfg", *check)
        assert (status, row["grad"]) == (0, grad)


@pytest.mark.parametrize(
    ("text", "more", "why"),
    [
        ("def f(s='a'): return 3.0", ("--call", "f"), "f has no argument that is a number"),
        ("s = 'a'\nx = 2.0\ny = x**2", ("--wrt", "s"), "s is no number that the script takes"),
        ("s = 'a'\nx = 2.0\ny = x**2", ("--wrt", "x,s"), "s is no number that the script takes"),
        ("def f(x): return x", ("--call", "f", "x=2", "--wrt", "k"), "k"),
        ("cfg = {'a': 2.0}\nr = cfg['a']**2", (), "--wrt NAME takes what is computed, cfg"),
        ("x = 2\nfor i in range(x): y = 3.0", (), "no top-level constant"),
        ("print('hello')", (), "nothing to differentiate"),
    ],
)
def test_no_gradient_is_explained(text, more, why):
    found = answer("run", "-", *more, stdin=text.encode())
    assert why in found.err


@pytest.mark.parametrize(
    "script",
    [
        b"import tensorflow as tf\nw = tf.Variable([1.0, 2.0])\ndef f(x, w):\n    return tf.reduce_sum(x * w)\n",
        b"import tensorflow as tf\nw = tf.constant([1.0, 2.0])\ndef f(x, w):\n    return tf.reduce_sum(x * w)\n",
        b"import numpy as np\nw = np.zeros(2)\nw[0] = 1.0\nw[1] = 2.0\ndef f(x, w):\n    return np.sum(x * w)\n",
    ],
)
def test_a_variable_of_the_scripts_is_an_argument(script):
    status, result = told(script, "--call", "f", "x=3,4")
    assert (status, result["value"], result["grad"]) == (0, 11.0, {"x": [1.0, 2.0], "w": [3.0, 4.0]})
