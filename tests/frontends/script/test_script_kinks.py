"""Where a script's function may have no derivative, it is told: a tape's too, whether a check is asked for or not."""

from __future__ import annotations

import math

import numpy as np
import pytest

from gradcli.answer.subject import Ask
from gradcli.frontends.script import run_script

BRANCH = "a branch at line {} is decided at this very point: the side that was taken is differentiated"
TAPE = """
import tensorflow as tf
x = tf.Variable({point})
with tf.GradientTape() as tape:
    y = {text}
g = tape.gradient(y, x)
"""


def told(text, **ask):
    """The kinks that a script is told of."""
    (row,) = run_script("script.py", text.encode(), ask=Ask(**ask)).report.results
    return [(note.path, note.message) for note in row.notes if note.code == "kink"]


def coded(text):
    """(code, path) of all that a script is told."""
    (row,) = run_script("script.py", text.encode(), ask=Ask()).report.results
    return [(note.code, note.path) for note in row.notes]


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize(
    ("point", "text", "message"),
    [
        ("0.0", "tf.abs(x)", "kink: from the left and right -1 and 1; the tape says 0"),
        ("0.0", "tf.nn.relu(3.0 * x)", "kink: from the left and right 0 and 3; the tape says 0"),
        ("[0.0, 1.0]", "tf.reduce_max(1.0 - x * x)", None),
        ("[2.0, 2.0]", "tf.reduce_max(x)", "at [0]: kink: from the left and right 0 and 1; the tape says 0.5"),
        ("0.0", "tf.abs(x) ** 2", None),
        ("0.0", "x if x > 0 else -x", BRANCH.format(5)),
        ("0.5", "x if x > 0 else -x", None),
        ("tf.zeros(100)", "tf.reduce_sum(tf.reshape(tf.abs(tf.zeros([300, 100]) + x), [-1]))",
         "absolute at line 5 sits on its kink: one of its slopes was taken"),
        ("0.0", "tf.stop_gradient(tf.abs(x))", None),
    ],
)  # fmt: skip
def test_tapes(point, text, message, check):
    if check and "zeros" in point:
        pytest.skip("of a large one the check knows no more")
    found = [said for _, said in told(TAPE.format(point=point, text=text), check=check)]
    assert found == ([] if message is None else [message])


def test_a_branch_without_a_tape():
    branch = "x = 0.0\nif x > 0:\n    y = x\nelse:\n    y = -x\n"
    said = BRANCH.format(2)
    assert told(branch) == [("grad.x", said)]
    assert told(branch, order=0) == []
    assert told(branch.replace("0.0", "1.0")) == []
    assert told("x = 0.0\ny = 2.0 * x if x == 0 else x * x\n") == [("grad.x", said)]


def test_a_branch_beside_what_is_only_printed():
    text = "x = 2.0\nk = int(x * 2); y = 3 * x if x > 2 else x\nprint(k)\ny"
    assert told(text) == [("grad.x", BRANCH.format(2))]


def test_an_op_without_a_tape():
    (note,) = told("x = 0.0\ny = abs(x)\n")
    assert note[0] == "grad.x"
    assert note[1].startswith("not differentiable here: slope -1 on the left, 1 on the right")


N = "import numpy as np\n"
CHOICES = {  # a tie, and the same without one
    "min": ("a = 2.0\nb = {}\ny = a * 3\nz = b * 3\nm = min(y, z)", 2.0, 3.0),
    "max of a list": ("a = 2.0\nb = {}\nm = max([a * a, b + 2.0, 1.0])", 2.0, 3.0),
    "if": ("x = {}\ny = x * 1.0\nif y > 2.0:\n    z = y * 3\nelse:\n    z = y * 5\nz", 2.0, 2.5),
    "while": ("x = {}\nn = 0\nwhile x > n:\n    n += 1\ny = n * x", 2.0, 2.5),
    "in": ("x = {}\ny = 3 * x if x in (1.0, 2.0) else x", 2.0, 2.5),
    "two branches": ("a = {}\nb = 4.0\nx = 3 * a if a >= 2 else 0.0\ny = x + (2 * b if b >= 3 else 0.0)", 2.0, 3.0),
    "max of a key": ("a = {}\nv = [a, 3 * a, 4 * a - 2]\ny = max(range(3), key=lambda i: v[i]) * a", 2.0, 3.0),
    "sorted, and another path": ("a = {}\nb = 2.0\ny = sorted([a, b])[0] + b", 2.0, 3.0),
    "weights of an order": ("a = {}\nb = 2.0\nq = sorted([a, b, 3 * a], reverse=True)\ny = q[1] + 2 * q[2]", 2.0, 3.0),
    "sorted": ("a = 2.0\nb = {}\nm = sorted([a, b * 1.0])[0]", 2.0, 3.0),
    "argmax": (N + "x = np.array([1.0, 3.0, {}])\ny = x[np.argmax(x)] * 2", 3.0, 2.0),
    "argmin": (N + "x = np.array([1.0, 3.0, {}])\ny = x[x.argmin()] * 2", 1.0, 2.0),
    "argsort": (N + "x = np.array([1.0, 3.0, {}])\ny = x[np.argsort(x)[1]] * 2", 3.0, 2.0),
    "interp": (N + "x = {}\ny = np.interp(x, [0.0, 1.0, 2.0], [0.0, 1.0, 4.0])", 1.0, 1.5),
    "mask": (N + "x = np.array([{}, 1.0, 2.0])\ny = x[x > 0].sum()", 0.0, 3.0),
    "where": (N + "x = np.array([{}, 1.0, 2.0])\ny = x[np.where(x > 0)[0]].sum()", 0.0, 3.0),
    "nonzero": (N + "x = np.array([{}, 1.0, 2.0])\ny = x[np.nonzero(x)[0]].sum()", 0.0, 3.0),
    "searchsorted": (N + "x = {}\ny = x * np.searchsorted(np.array([0.0, 1.0, 2.0]), x)", 1.0, 1.5),
    "digitize": (N + "x = {}\ny = np.digitize(x, [0.0, 1.0, 2.0]) * x", 1.0, 1.5),
    "quantile": (N + "x = np.array([2.0, 1.0, {}])\ny = np.quantile(x, 0.5)", 2.0, 3.0),
    "partition": (N + "x = np.array([2.0, 1.0, {}])\ny = np.partition(x, 1)[1] * 2", 2.0, 3.0),
    "int": (N + "x = {}\nA = np.arange(5.0)\ny = A[int(x)] * x", 2.0, 2.5),
    "int of a count": ("x = {}\ny = x\nfor i in range(int(x)):\n    y = y * 1.5\ny", 3.0, 3.5),
    "for and in": ("x = {}\ny = 0.0\nfor v in (1.0, 2.0):\n    if x in (v, 7.0):\n        y += v * x\ny", 2.0, 2.5),
    "while, of steps": ("h = {}\nt, y = 0.0, 1.0\nwhile t < 10:\n    t += h\n    y += h * y\ny", 2.5, 2.6),
    "after the target": ("y = {}\nk = 3.0\nz = k * y\nif y > 2.0:\n    k = 2.0\nz", 2.0, 2.5),
    "match": ("x = {}\ny = x\nmatch x:\n    case 1.0:\n        y = 2 * x\ny", 1.0, 1.5),
    "a generator": ("x = {}\ny = x * sum(1 for i in range(5) if i < x)", 2.0, 2.5),
    "a dict": ("x = {}\ny = dict([(2.0, 5.0)]).get(x, 1.0) * x", 2.0, 2.5),
    "an index": ("import math\nx = {}\ny = [1, 2, 3][math.floor(x)] * x", 2.0, 2.5),
    "no truth": ("x = {}\ny = x if not (x - 2) else x**3", 2.0, 1.0),
    "a truth as a factor": ("x = {}\ny = (not (x - 2)) * x", 2.0, 1.0),
    "any": ("x = {}\ny = x if any([x - 2]) else x**3", 2.0, 1.0),
    "bool": ("x = {}\ny = x if bool(x - 2) else x**3", 2.0, 1.0),
    "and": ("x = {}\ny = (x and 3.0) + x", 0.0, 1.0),
    "or": (N + "x = {}\ny = np.sinc(x) + (x or 5.0)", 0.0, 1.0),
    "filter": ("x = {}\ny = x * len(list(filter(None, [x, 5.0])))", 0.0, 1.0),
    "an exception of division": ("x = {}\ntry:\n    y = 1 / x\nexcept ZeroDivisionError:\n    y = 2 * x", 0.0, 1.0),
    "an exception of a power": ("x = {}\ntry:\n    y = x ** -1\nexcept ZeroDivisionError:\n    y = x", 0.0, 1.0),
    "an exception of log": ("import math\nx = {}\n"
                            "try:\n    y = math.log(x - 2)\nexcept ValueError:\n    y = x", 2.0, 1.0),
    "arithmetic of an index": ("x = {}\ny = [1.0, x, x * x][int(x) - 2]", 4.0, 4.5),
    "a sign as an index": (N + "x = {}\ny = [1.0, x, x * x][int(np.sign(x)) + 1]", 0.0, 2.4),
    "isinf": (N + "x = {}\nwith np.errstate(all='ignore'):\n    q = np.float64(1.0) / (x - 2)\n"
                  "y = x * 3 if np.isinf(q) else x", 2.0, 1.0),
    "isfinite": (N + "x = np.array([{}, 5.0])\nwith np.errstate(all='ignore'):\n    q = 1.0 / (x - 2)\n"
                     "y = (x[np.isfinite(q)] * 3).sum()", 2.0, 1.0),
    "is_integer": ("x = {}\ny = x * 3 if x.is_integer() else x", 2.0, 1.5),
    "array_equal": (N + "x = np.array([{}, 0.5])\ny = x.sum() * (3 if np.array_equal(x, [2.0, 0.5]) else 1)", 2.0, 1.5),
    "isin": (N + "x = np.array([{}, 3.0])\ny = x[np.isin(x, [2.0])].sum() + x.sum()", 2.0, 1.5),
    "signbit": (N + "x = {}\ny = x if np.signbit(x - 2) else 3 * x", 2.0, 1.5),
    "copysign": ("import math\nx = {}\ny = math.copysign(1.0, x - 2) * x", 2.0, 1.5),
    "unique": (N + "x = np.array([{}, 2.0])\ny = np.unique(x).sum()", 2.0, 1.5),
    "any of an array": (N + "x = np.array([{}, 0.0])\ny = x.sum() * (3 if np.any(x) else 1)", 0.0, 1.5),
    "histogram": (N + "x = {}\ny = x * np.histogram([0.0, 1.0, 2.0, 3.0], [0.0, x, 4.0])[0][0]", 2.0, 2.5),
    "histogram of data": (N + "x = {}\ny = x * np.histogram(x * np.arange(4.0), [0.0, 2.0, 9.0])[0][0]", 2.0, 2.5),
    "histogram2d": (N + "x = {}\ny = x * np.histogram2d(x * np.arange(4.0), np.ones(4), [[0, 2, 9], [0, 3]])[0][0, 0]",
                    2.0, 2.5),
    "histogram of three bins": (N + "x = {}\ny = x * np.histogram(np.array([1.0, 2.0, x * 2]), 3)[0][0]", 2.0, 2.5),
    "trim_zeros": (N + "x = np.array([{}, 1.0])\ny = np.trim_zeros(x).sum() * 2", 0.0, 0.5),
    "unwrap": (N + "x = {}\ny = np.unwrap(np.array([0.0, x, 2 * x]))[2]", np.pi, 3.0),
    "logical_and": (N + "x = np.array([{}, 1.0])\ny = np.logical_and(x, 1).sum() * x[1]", 0.0, 0.5),
    "nan_to_num": (N + "x = np.array([{}, 1.0])\nwith np.errstate(all='ignore'):\n"
                       "    y = np.nan_to_num(1 / x, posinf=0).sum()", 0.0, 0.5),
    "piecewise": (N + "x = np.array([{}, 1.0])\ny = np.piecewise(x, [x > 0], [lambda t: t * 2, lambda t: -t]).sum()",
                  0.0, 0.5),
    "a grid": (N + "x = {}\ny = np.digitize(np.arange(0, 3, 1e-2), [0.0, x, 4.0]).sum() * x", 2.1, 2.103),
    "written into": (N + "x = {}\nz = np.zeros(3)\nz[1] = x\nz[z > 1.0] = 5.0\ny = z.sum() * x", 1.0, 0.5),
}  # fmt: skip


MASKED = (
    "np.sum(v * 2, where={})",
    "np.prod(v * 2, where={})",
    "np.mean(v * 2, where={})",
    "np.std(v, where={})",
    "np.max(v, where={}, initial=-1.0)",
    "np.compress({}, v * 2).sum()",
    "np.extract({}, v * 2).sum()",
    "np.multiply(v, 5.0, out=w, where={}).sum()",
    "np.log(v, out=w, where={}).sum()",
    "(np.copyto(w, v * 3, where={}), w.sum())[1]",
    "(np.putmask(w, {}, v * 5), w.sum())[1]",
)
CHOICES |= {
    f"{line} by {mask}": (f"{N}v = np.array([{{}}, 1.0])\nw = np.zeros(2)\ny = {line.format(mask)}", 0.0, 0.5)
    for line in MASKED for mask in ("v != 0", "v > 0")
}  # fmt: skip
BOUNDS = ("uniform.cdf(x)", "expon.cdf(x - 1)", "uniform.pdf(x)", "pareto.pdf(x, 2.0)", "beta.pdf(x, 1.0, 1.0)")
CHOICES |= {line: (f"from scipy.stats import *\nx = {{}}\ny = {line} * 3", 1.0, 1.5) for line in BOUNDS}


@pytest.mark.parametrize("name", CHOICES)
def test_what_is_chosen_at_a_tie_is_told(name):
    text, tie, other = CHOICES[name]
    if "scipy" in text:
        pytest.importorskip("scipy")
    assert {code for code, _ in coded(text.format(tie))} & {"kink", "jump"}
    assert not {code for code, _ in coded(text.format(other))} & {"kink", "jump"}


T = "import tensorflow as tf\nx = tf.Variable({})\nwith tf.GradientTape() as t:\n    y = "
V, W, APART = "[1.0, 1.0, 2.0]", "[[1.0, 1.0, 0.0], [3.0, 4.0, 5.0]]", "[[0.3, 0.7, 0.1], [1.3, 1.4, 2.5]]"
DIALECT = {  # the same of TensorFlow's: the line, a tie, and none
    "sort": ("tf.sort(x) * [1.0, 2.0, 3.0]", V, "[0.3, 0.5, 0.7]"),
    "sort of rows": ("tf.sort(x)[:, 1]", W, APART),
    "sort downwards": ("tf.sort(x, 0, 'DESCENDING')[1]", "[[1.0], [1.0]]", "[[1.0], [3.0]]"),
    "top_k": ("tf.math.top_k(x, 2).values * [1.0, 2.0]", "[2.0, 2.0, 1.0]", "[0.3, 0.5, 0.7]"),
    "top_k of rows": ("tf.math.top_k(x, 1).values", W, APART),
    "top_k by number": ("tf.gather(x, tf.math.top_k(x, 1).indices)", "[2.0, 2.0, 1.0]", "[0.3, 0.5, 0.7]"),
    "argmax": ("x[tf.argmax(x)] ** 2", "[2.0, 2.0, 1.0]", "[0.3, 0.5, 0.7]"),
    "argmax of rows": ("tf.gather(x, tf.argmax(x, 1), axis=1, batch_dims=1)", W, APART),
    "argsort": ("tf.gather(x, tf.argsort(x))[0] ** 2", V, "[0.3, 0.5, 0.7]"),
    "one_hot": ("tf.reduce_sum(tf.one_hot(tf.argmax(x), 3) * x)", "[2.0, 2.0, 1.0]", "[0.3, 0.5, 0.7]"),
    "max_pool": (
        "tf.nn.max_pool2d(tf.reshape(x, [1, 2, 3, 1]), 2, 1, 'VALID')",
        "[[1.0, 4.0, 0.0], [3.0, 4.0, 0.0]]",
        APART,
    ),
    "segment_max": ("tf.math.segment_max(x, [0, 0, 1])", V, "[0.3, 0.5, 0.7]"),
    "scatter_max": ("tf.tensor_scatter_nd_max(tf.ones(2), [[0]], x[:1])", V, "[0.3, 0.5, 0.7]"),
    "boolean_mask": ("tf.boolean_mask(x, x > 1.0) ** 2", V, "[0.3, 0.5, 0.7]"),
    "partition": ("tf.dynamic_partition(x, tf.cast(x > 1.0, tf.int32), 2)[0]", V, "[0.3, 0.5, 0.7]"),
    "switch_case": ("tf.switch_case(tf.cast(x > 0, tf.int32), [lambda: x * 2, lambda: x * 3])", "0.0", "1.0"),
    "a list": ("[x * 2, x * 3][int(x > 0)]", "0.0", "1.0"),
    "a truth as a factor": ("tf.cast(x > 0, tf.float32) * (x + 1)", "0.0", "1.0"),
    "a cast": ("tf.gather([1.0, 2.0, 5.0], tf.cast(x, tf.int32)) * x", "2.0", "1.5"),
    "relu6": ("tf.nn.relu6(x)", "[6.0, 1.0]", V),
    "hard_sigmoid": ("tf.keras.activations.hard_sigmoid(x)", "3.0", V),
    "leaky_relu": ("tf.nn.leaky_relu(x)", "0.0", V),
    "selu": ("tf.nn.selu(x)", "0.0", V),
    "sign": ("tf.sign(x) + 2 * x", "0.0", V),
    "floormod": ("tf.math.floormod(x, 2.0)", "4.0", "3.5"),
    "floor": ("tf.floor(x) * x", "4.0", "0.5"),
}


@pytest.mark.parametrize("name", DIALECT)
def test_what_a_tape_hangs_on_is_told_and_not_verified(name):
    line, tie, other = DIALECT[name]
    for at, tied in ((tie, True), (other, False)):
        text = T.format(at) + line + "\ng = t.gradient(y, x)"
        assert bool({code for code, _ in coded(text)} & {"kink", "jump"}) is tied
        (row,) = run_script("script.py", text.encode(), ask=Ask(check=True)).report.results
        assert row.check.verdict == ("undefined" if tied else "ok")


CONVENTIONS = {  # the line, the point, the derivative there and what TensorFlow answers
    "cumprod": ("tf.reduce_sum(tf.math.cumprod(x))", "[0.0, 2.0, 3.0]", "at [0]: {}", 9, 0),
    "cumprod of two zeros": ("tf.reduce_sum(tf.math.cumprod(x))", "[0.0, 2.0, 0.0]", "at [0]: {}", 3, 0),
    "xlogy": ("tf.math.xlogy(x, 2.0)", "0.0", "{}", 0.6931472, 0),
    "xlog1py": ("tf.math.xlog1py(x, 2.0)", "0.0", "{}", 1.0986123, 0),
    "xdivy": ("tf.math.xdivy(x, 2.0)", "0.0", "{}", 0.5, 0),
    "sqrt": ("tf.sqrt(x) ** 2", "0.0", "{}", 1, 0),
    "where": ("tf.where(x > 0.5, tf.math.log(x), 3 * x)", "0.0", "{}", 3, "nan"),
    "power": ("x ** 0 + x", "0.0", "{}", 1, "nan"),
    "labels": ("tf.nn.softmax_cross_entropy_with_logits([0.1], x)", "[0.0]", "{}", 0, 0.9),
}  # fmt: skip


@pytest.mark.parametrize("name", CONVENTIONS)
def test_a_convention_is_told_with_the_derivative_that_there_is(name):
    line, point, place, true, theirs = CONVENTIONS[name]
    text = T.format(point) + line + "\ng = t.gradient(y, x)"
    (row,) = run_script("script.py", text.encode(), ask=Ask()).report.results
    said = place.format(f"the derivative is {true}; TensorFlow's rule gives {theirs}")
    assert [note.message for note in row.notes if note.code == "convention"] == [said]
    (row,) = run_script("script.py", text.encode(), ask=Ask(check=True)).report.results
    assert row.check.verdict == "convention"


def test_a_third_derivative_of_a_power():
    text = "import tensorflow as tf\nx = tf.Variable(0.0)\nwith tf.GradientTape() as a, tf.GradientTape() as b:\n"
    text += (
        "    with tf.GradientTape() as c:\n        y = x ** 2.0\n    g = c.gradient(y, x)\n    h = b.gradient(g, x)\n"
    )
    rows = run_script("script.py", (text + "k = a.gradient(h, x)").encode(), ask=Ask()).report.results
    said = [note.message for note in rows[-1].notes if note.code == "convention"]
    assert said == ["the derivative is 0; TensorFlow's rule gives nan"]


@pytest.mark.parametrize(
    "line",
    [
        "tf.nn.softmax(tf.where(tf.constant([1.0, 1.0, 0.0]) > 0, x, -1e9))[0]",
        "tf.nn.log_softmax(x + [0.0, 0.0, -1e9])[0]",
        "tf.cumsum(tf.nn.softmax(tf.where([True, True, False], x, -1e9)))[1] ** 2",
        "tf.nn.softmax_cross_entropy_with_logits([0.0, 1.0, 0.0], tf.where([True, True, False], x, -1e9))",
    ],
)
def test_masked_softmax_is_verified(line):
    text = T.format("[1.0, 2.0, 3.0]") + line + "\ng = t.gradient(y, x)"
    (row,) = run_script("script.py", text.encode(), ask=Ask(check=True)).report.results
    assert row.check.verdict == "ok"
    assert not [note for note in row.check.notes if "another number" in note]


def test_a_straight_through_estimator_is_meant():
    hard = "tf.cast(tf.equal(p, tf.reduce_max(p)), tf.float32)"
    text = T.format("[1.0, 0.5, -1.0]") + f"tf.nn.softmax(x)\n    p = y\n    y = tf.stop_gradient({hard} - p) + p\n"
    text += "    y = tf.reduce_sum(y * [1.0, 2.0, 4.0])\ng = t.gradient(y, x)"
    (row,) = run_script("script.py", text.encode(), ask=Ask(check=True)).report.results
    assert row.check.verdict == "custom"


def test_a_choice_concerns_what_was_taken_by_it():
    text = T.format(V) + "x[tf.argmax(x[:2])]\n    z = x[2] * x[2]\n"
    text += "    assert float(z) == 4.0\n    accuracy = tf.reduce_mean(tf.cast(x > 1.0, tf.float32))\n"
    assert coded(text + "g = t.gradient(z, x)") == []
    assert coded(text + "g = t.gradient(y, x)") == [("kink", "grad.x")]


@pytest.mark.parametrize(
    "text", ["x = 2.5\ny = round(x) * x", "x = 2.25\ny = round(x, 1) * x", N + "x = 2.5\ny = np.round(x) * x"]
)
def test_rounding_jumps_half_way(text):
    assert [code for code, _ in coded(text)] == ["jump"]


@pytest.mark.parametrize("line", [
    "assert y == 4.0", "if y > 4.0:\n    print('more')",
    "if y >= 4.0:\n    print('at least')\nelse:\n    print('less')",
    "print(y == 4.0, int(x))", "for i in range(3):\n    if i == 1:\n        y = y * 1.5",
    "import numpy as np\nkept = sum(int(np.count_nonzero(d)) for d in [np.zeros(2) * x])\nhalf = kept / 2\nprint(half)",
    "err = 1.0\nwhile err > 1e-6:\n    err = err / 2", "n = 4\nwhile n > 0:\n    n -= 1\n    y = y * 1.1",
])  # fmt: skip
@pytest.mark.usefixtures("capsys")
def test_what_decides_nothing_of_the_target_is_not_told(line):
    assert {code for code, _ in coded(f"x = 2.0\ny = x * 2\n{line}\ny")} <= {"unused"}


WHOLE = {
    "a branch": ("mode = 1\nx = 2.0\nif mode == 1:\n    y = mode * x\nelse:\n    y = 7 * x", "mode"),
    "a recursion": ("def f(n):\n    return 1.0 if n == 0 else n * f(n - 1)\nx = 0.5\nn = 5\ny = x**n / f(n)", "n"),
    "a loop": ("n = 3\nx = 0.5\ns = x\nk = n\nwhile k != 0:\n    s = s + x * k\n    k = k - 1\ny = s / n", "n"),
    "a key": ("kind = 2\nx = 1.5\ny = x * {1: 10.0, 2: 20.0}[kind] + kind * x", "kind"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_number_that_is_differentiated_and_decides_is_told(name):
    text, source = WHOLE[name]
    assert [path for path, _ in told(text)] == [f"grad.{source}"]


def test_a_whole_number_that_only_counts_is_not():
    text = "n = 4\nx = 1.5\ni = 0\nwhile i < n:\n    x = x * 0.8\n    i += 1\ny = x**2"
    assert told(text) == []


ALIKE = {  # equal numbers that move alike: nothing hangs on them
    "deviations from a median": N + "x = np.array([1.0, 2.5, 4.0, 7.0])\ny = np.median(np.abs(x - np.median(x)))",
    "deviations beside others": N + "x = np.array([1.0, 2.5, 4.0, 7.0, 8.5, 11.0])\n"
                                    "y = np.median(np.abs(x - np.median(x)))",
    "a tie far from the median": N + "x = np.array([1.0, 1.0, 4.0, 7.0, 8.5])\ny = np.median(x)",
    "a tie of equal shares": N + "x = np.array([1.0, 4.0, 4.0, 8.5])\ny = np.median(x)",
    "a loan that is paid off": "debt = 1000.0\nrate = 0.01\nrest = debt\npaid = 0.0\nwhile rest > 0:\n"
                               "    rest = rest * (1 + rate)\n    now = min(300.0, rest)\n    rest = rest - now\n"
                               "    paid = paid + now\npaid",
    "an iteration at rest": "a, x = 2.0, 1.0\nwhile True:\n    new = (x + a / x) / 2\n"
                            "    if new == x:\n        break\n    x = new\nx",
    "an iteration that stands still": "a = 3.7\nx, old = 1.0, 0.0\nwhile abs(x - old) > 0:\n"
                                      "    old, x = x, (x + a / x) / 2\nx",
    "data that are missing": N + "x = 2.0\nd = np.array([np.nan, 1.0]) * x\ny = d[~np.isnan(d)].sum()",
    "the first of all": "k = 2.0\nbest = float('inf')\nbest = min(best, k * k)\nbest",
    "a constant key of an order": N + "x = 2.0\nv = x * np.array([3.0, 1.0, 2.0, 4.0])\n"
                                      "y = v[np.lexsort((v, [0, 0, 1, 1]))][1]",
    "a bin of constants": N + "x = 2.0\ny = x * np.histogram([0.0, 1.0, 3.0], [0.0, x, 4.0])[0][0]",
    "a secant at rest": "p = 2.5\nf = lambda x: x**3 - p * x - 1\na, b = 1.0, 2.0\nfor _ in range(30):\n"
                        "    if abs(b - a) < 1e-14:\n        break\n"
                        "    a, b = b, b - f(b) * (b - a) / (f(b) - f(a))\nb",
    "distances of pairs": N + "X = np.array([[0.0, 0.0], [1.0, 0.0], [3.0, 1.0]])\n"
                              "D = X[:, None] - X[None]\n"
                              "y = np.linalg.norm(D, axis=-1).sum() + np.abs(D[:, :, 0]).sum()",
    "a tie among losers": "x = 1.0\ny = min(3 * x + 9, 4 * x + 8, x)\ny",
    "a tie among losers of a key": "x = 1.0\nv = [x / 2, 3 * x, 4 * x - 1]\ny = min(range(3), key=lambda i: v[i]) + x",
    "a tie among the last": "x = 1.0\ny = sorted([3 * x + 9, 4 * x + 8, x])[0]",
    "a tie in a sum": "x, z = 1.0, 1.0\ny = sum(sorted([x, 3 * z, z])[:2])",
    "a tie among losers of an order": N + "v = np.array([0.4, 0.3, 0.1, 0.1])\ny = np.sort(v)[::-1][:2].sum()",
    "two of one distance": N + "x = np.array([1.0, 2.0, 3.0])\ny = np.abs(x[:, None] - x[None]).max()",
    "the larger of two alike": "import math\na = 2.0\ny = max(math.sqrt(a)**2, a) + abs(math.sqrt(a)**2 - a)",
    "a residual at rest": "a, x = 2.0, 1.0\nwhile abs(x * x - a) > 1e-16 * a:\n    new = (x + a / x) / 2\n"
                          "    if new == x:\n        break\n    x = new\nx",
    "an order of twins": N + "x = np.array([1.0, 3.0])\nz = np.concatenate([x * 2, x + x])\n"
                             "y = z[np.argsort(z)][0] * 3",
}  # fmt: skip


ALONE = {  # equal numbers that move alike, of which rounding makes one the larger: now this, now that
    "a root squared": "a = 2.0\nif math.sqrt(a)**2 >= a:\n    y = 3 * a\nelse:\n    y = 5 * a\ny",
    "a sum in another order": "a, b = 0.1, 0.7\ns, t = a + b + 0.3, b + 0.3 + a\ny = s * 2 if s == t else s * a",
    "as many steps as fit": "dt = 0.1\nend, t, y = 10 * dt, 0.0, 0.0\nwhile t < end:\n    t += dt\n    y += dt\ny",
    "a mask": N + "a = 0.9\nx = np.array([0.1, 0.7, 0.3]) * a\ny = x[np.sqrt(x)**2 >= x].sum()",
    "a choice of two arrays": N + "a = 2.0\nx = np.array([1.0, 2.0, 3.0]) * a\n"
                                  "y = np.where(np.exp(np.log(x)) >= x, x, 5 * x).sum()",
    "an edge of bins": N + "a = 0.35\nd = np.array([0.1, 0.4, 0.5, 0.9]) * a\n"
                           "h, e = np.histogram(d, bins=4, weights=d)\ny = (h * e[1:]).sum()",
    "a sign": N + "a = 0.9\np = np.exp(a * np.array([0.1, 0.7, 0.3]))\ny = np.sign((p / p.sum()).sum() - 1) * a",
}  # fmt: skip


@pytest.mark.parametrize("name", ALONE)
def test_what_rounding_alone_decides_is_told(name):
    found = [message for path, message in told("import math\n" + ALONE[name]) if path == "grad.a" or "dt" in path]
    assert "decided by rounding alone" in found[0]


@pytest.mark.parametrize("name", ALIKE)
def test_what_is_equal_whatever_the_sources_are_is_no_tie(name):
    assert [code for code, _ in coded(ALIKE[name]) if code in ("kink", "jump")] == []


ROUNDED = {  # what rounding decides, and the same a little aside
    "a loop": ("h = {}\nt, y = 0.0, 1.0\nwhile t < 1.0:\n    y = y + h * y\n    t = t + h\ny", 0.1, 0.11),
    "a loop of steps": ("h = {}\nt, y = 0.0, 1.0\nwhile not t >= 0.3:\n    y, t = y + h * y, t + h\ny", 0.1, 0.11),
    "an equality": ("h = {}\ny = h * 2 if 3 * h == 0.3 else h\ny", 0.1, 0.11),
    "a mask": (N + "h = {}\nt = h * np.arange(5.0)\ny = t[t >= 0.3].sum()", 0.1, 0.11),
    "a large number": ("h = {}\ny = h * 2 if h * 3 > 9e7 else h", 3e7 - 2**-28, 3.1e7),
    "the larger": ("h = {}\ny = max(3 * h - 0.3, 0)", 0.1, 0.11),
    "a size": ("h = {}\ny = abs(3 * h - 0.3)", 0.1, 0.11),
    "the larger of arrays": (N + "h = {}\ny = np.maximum(3 * h - 0.3, 0.0)", 0.1, 0.11),
    "the largest": (N + "h = {}\ny = np.array([3 * h, 0.3, 0.0]).max()", 0.1, 0.11),
    "a bound": (N + "h = {}\ny = np.clip(3 * h, 0.3, 1.0)", 0.1, 0.11),
    "an order of a list": ("h = {}\ny = sorted([3 * h, 0.3, 7.0])[0]", 0.1, 0.11),
    "an order": (N + "h = {}\ny = np.sort(np.array([3 * h, 0.3, 0.0]))[1]", 0.1, 0.11),
    "a length": ("import math\nh = {}\ny = math.hypot(3 * h - 0.3, 0.0)", 0.1, 0.11),
    "a floor": (N + "h = {}\ny = np.floor(0.3 / h) * h", 0.1, 0.11),
    "a rest": ("h = {}\ny = 0.3 % h", 0.1, 0.11),
    "a truth": ("h = {}\ny = (3 * h > 0.3) * h", 0.1, 0.11),
    "a sign": (N + "h = {}\ny = np.sign(3 * h - 0.3) * h", 0.1, 0.11),
    "a knot": (N + "h = {}\ny = np.interp(3 * h, [0.0, 0.3, 1.0], [0.0, 1.0, 0.0])", 0.1, 0.11),
    "a bin": (N + "h = {}\ny = h * np.searchsorted([0.1, 0.3, 0.5], 3 * h)", 0.1, 0.11),
    "the larger's place": (N + "h = {}\ny = np.array([1.0, 2.0])[np.argmax([3 * h, 0.3])] * h", 0.1, 0.11),
    "a round number": ("h = {}\ny = round(26.75 * h, 2) * h", 0.1, 0.11),
    "a mean": (N + "h = {}\nv = h * np.arange(1.0, 6.0)\ny = np.abs(v - v.mean() - h * 1.1 + 0.11).sum()", 0.1, 0.113),
    "a zero of a sine": (N + "h = {}\ny = np.abs(np.sin(2 * np.pi * h * np.linspace(0, 1, 9)[1:])).sum()", 2.0, 2.1),
    "a tree at the money": (
        "import math\nh = {}\nu = math.exp(0.2 * math.sqrt(0.1))\n"
        "y = sum(max(100.0 - h * u**j * (1 / u) ** (10 - j), 0) for j in range(11))",
        100.0,
        101.0,
    ),
    "a median": (N + "h = {}\ny = np.median(np.array([3 * h, 0.3, 0.3, 0.0]))", 0.1, 0.11),
    "a percentile": (N + "h = {}\ny = np.percentile(np.array([3 * h, 0.3, 1.0, 2.0]), 10)", 0.1, 0.11),
    "a root of a square": ("import math\nh = {}\ny = math.sqrt((3 * h - 0.3) ** 2)", 0.1, 0.11),
    "a power of a square": ("h = {}\ny = ((3 * h - 0.3) ** 2) ** 0.5", 0.1, 0.11),
    "a root of a sum of squares": (
        N + "h = {}\nd = np.array([[3 * h - 0.3, 0.0], [h, 1.0]])\ny = np.sqrt((d**2).sum(1)).sum()",
        0.1,
        0.11,
    ),
    "a cast in a sum": (N + "h = np.array([0.5, {}])\ny = np.sum(h, dtype=int) + h.sum()", 7.0, 7.1),
    "decimals of NumPy's": (N + "h = {}\ny = np.round(h, 2) * h", 2.345, 2.346),
    "float32": (N + "h = np.float32({})\ny = h * 2 if h * np.float32(9) > np.float32(0.9) else h", 0.1, 0.11),
}


@pytest.mark.parametrize("name", ROUNDED)
def test_what_rounding_decides_is_told(name):
    text, close, aside = ROUNDED[name]
    ((path, message),) = told(text.format(close))
    assert path == "grad.h"
    assert "is decided by rounding" in message or "is decided at this very point" in message
    assert told(text.format(aside)) == []


def test_a_kink_that_the_check_finds_is_a_warning():
    text = (
        "import numpy as np\nv = np.array([200, 100])\ny = (v.astype(np.uint8) + np.uint8(100)).astype(float).sum()\n"
    )
    report = run_script(None, text.encode(), ask=Ask(check=True)).report
    assert ("grad.v", "jump") in [(str(note.path), note.code) for note in report.results[0].notes]


def test_what_rounding_decides_of_two_numbers_is_shown():
    ((_, message),) = told(ROUNDED["a loop"][0].format(0.1))
    assert message == (
        "a branch at line 3 is decided by rounding, 0.9999999999999999 against 1.0: "
        "the side that was taken is differentiated"
    )


FINE = [
    "round(x * 1e14) / 1e14", "round(x, 14)", N + "np.round(x * 1e14) / 1e14", N + "np.rint(x * 1e14) / 1e14",
    N + "np.array([x * 1e14]).astype(int)[0] / 1e14", N + "np.array([x * 1e14], dtype=np.int64)[0] / 1e14",
    N + "np.floor(x * 1e14 + 0.5) / 1e14",
]  # fmt: skip


@pytest.mark.parametrize("line", FINE)
def test_rounding_that_looks_smooth_is_told(line):
    first, _, last = line.rpartition("\n")
    text = f"{first}\nx = 2.1\ny = {last} + x"
    ((path, message),) = told(text)
    assert path == "grad.x"
    assert message.endswith("jumps so often that differences see a slope: it is taken as flat")
    assert told(text.replace("14", "2").replace("2.1", "2.137")) == []


CLOSE = {
    "isclose": ("import math\nx = 2.5\ny = 2 * x if math.isclose(x, 2.5) else x", 1),
    "isclose, of an iteration": ("import math\nx = 2.5\ny, z = 1.0, 2.0\nwhile not math.isclose(y, z):\n"
                                 "    y, z = z, (z + x / z) / 2\nz", 0),
    "isclose, roughly": ("import math\nx = 2.5\ny = 2 * x if math.isclose(x, 2.5, rel_tol=0.1) else x", 0),
    "arange": (N + "x = 2.0\ny = np.sum(x * np.arange(0, x + 1e-9, 0.5))", 1),
    "arange, between": (N + "x = 2.2\ny = np.sum(x * np.arange(0, x, 0.5))", 0),
}  # fmt: skip


@pytest.mark.parametrize("name", CLOSE)
def test_what_is_decided_within_a_tolerance_is_told(name):
    text, count = CLOSE[name]
    assert len(told(text)) == count


STAIRS = {
    "digits": "y = round(x, 6) + x", "a floor": "import math\ny = math.floor(x * 1e6) / 1e6 + x",
    "//": "y = x // 1e-6 * 1e-6 + x",
    "%": "y = x - x % 1e-6 + x", "fmod": N + "y = x + x - np.fmod(x, 1e-6)",
    "one element": N + "v = np.array([1.3, x])\ny = 1e9 * x + 1e9 * np.round(v, 7)[1]",
    "draws": N + "y = np.exp(-x) * np.mean(np.random.default_rng(1).normal(size=50000) * x > 0.5)",
}  # fmt: skip
NO_STAIRS = {
    "a mask": N + "z = np.random.default_rng(1).normal(size=5000) - 0.1 * x\ny = np.sum(z * (z > 0)) + x",
    "a period": "import math\nt = 100 * x - 2 * math.pi * math.floor(100 * x / (2 * math.pi))\ny = math.sin(t) + x",
    "one jump near": "import math\ny = math.floor(x + 0.642888) + x",
    "a count": N + "y = np.mean(np.random.default_rng(1).normal(size=50) * x > 0.5) + x",
}  # fmt: skip


@pytest.mark.parametrize("name", STAIRS)
def test_a_fine_staircase_is_told(name):
    ((path, message),) = told(f"x = 2.3571113171923\n{STAIRS[name]}")
    assert path == "grad.x"
    assert message.endswith("jumps so often that differences see a slope: it is taken as flat")


def test_a_staircase_is_not_verified_by_one_of_its_steps():
    (item,) = (
        run_script("stairs.py", f"x = 2.3\n{STAIRS['draws']}".encode(), ask=Ask(check=True))
        .report.results[0]
        .check.items
    )
    assert (item.verdict, item.note.endswith("it is taken as flat")) == ("undefined", True)


@pytest.mark.parametrize(
    ("text", "path"), [("(x << 2) + 0.5 * x", "grad.x"), ("(x ^ 5) * 0.5 + x", "grad.x"), ("(x & 3) * 0.5", None)]
)
def test_bits_beside_a_smooth_way_are_told(text, path):
    found = [p for p, message in told(f"x = 7\ny = {text}") if "takes whole numbers alone" in message]
    assert found == [path] * (path is not None)


@pytest.mark.parametrize(("a", "kinks"), [(1.5, 0), (0.0, 1)])
def test_what_stays_on_its_kink_is_no_kink(a, kinks):
    text = f"import numpy as np\na = {a}\nv = np.linspace(-1, 1, 30001) * a\ny = np.abs(v).sum()"
    assert len(told(text)) == kinks


def test_the_value_at_a_jump_is_the_scripts_own():
    text = "import math\na = 1.3\ny = math.fmod(26.0, a) + a"
    (result,) = run_script("jump.py", text.encode(), ask=Ask()).report.results
    assert result.value == math.fmod(26.0, 1.3) + 1.3


def test_a_truth_that_is_compared_is_no_tie():
    text = N + "x = 0.3\np = x * np.array([1.0, 2.0])\nprint(np.mean((p > 0.5) == np.array([0.0, 1.0])))\ny = p.sum()"
    assert told(text) == []


@pytest.mark.parametrize("name", NO_STAIRS)
def test_what_hardly_jumps_is_no_staircase(name):
    assert told(f"x = 2.3571113171923\n{NO_STAIRS[name]}") == []


@pytest.mark.parametrize("line", ["(x + 6755399441055744.0) - 6755399441055744.0", "-1e17 + (1e17 + x)",
                                  "np.sum(np.array([x, 1.0]) + 1e17 - 1e17)", "x - 1e17 + 1e17"])  # fmt: skip
def test_what_a_large_number_rounds_away_is_told(line):
    text = f"{N}x = 2.3\ny = {line} + x"
    ((path, message),) = told(text)
    assert path == "grad.x"
    assert message.endswith("takes off what had rounded the number away: it is differentiated as if it had not")
    assert told(text.replace("1e17", "1e5").replace("6755399441055744.0", "4.0")) == []


@pytest.mark.parametrize(
    "text", ["x = 3 * a if a >= 2 else 0.0\ny = 2 * b if b >= 3 else 0.0\nx + y",
             "x = max(0, a / 20 * 3 - 0.3)\ny = max(0, b / 15 * 3 - 0.6)\nx + y + a",
             "max(0, 0.3 - 3 * (a / 20)) + a + (b if b >= 3 else 0)"]
)  # fmt: skip
def test_each_branch_at_a_tie_is_told(text):
    report = run_script(None, f"a = 2.0\nb = 3.0\n{text}".encode()).report
    assert {str(note.path) for note in report.results[0].notes if note.code == "kink"} == {"grad.a", "grad.b"}


def test_a_branch_is_told_at_every_order():
    report = run_script(None, b"a = 2.0\nmax(a - 2, 0)**2", ask=Ask(order=2)).report
    assert {"grad.a", "hessian.a.a"} <= {str(note.path) for note in report.results[0].notes if note.code == "kink"}


def test_a_tie_behind_what_stops_gradients_is_no_wrong_rule():
    """Distances tie with themselves, but no cotangent comes to where they are sorted."""
    d = "tf.sort(tf.reshape(tf.abs(x[:, None] - x[None]), [-1]))"
    text = TAPE.format(point="[0.5, 2.0, 0.3]", text=f"tf.exp(-tf.reduce_sum(x * x) / tf.stop_gradient({d}[4]))")
    (row,) = run_script("script.py", text.encode(), ask=Ask(check=True)).report.results
    assert row.check.verdict == "custom"


def test_a_tie_of_a_gradient_meant_to_differ_is_no_wrong_rule():
    """Above 64 elements a random direction passes all ties at once."""
    text = """import tensorflow as tf
@tf.custom_gradient
def f(x):
    return tf.nn.relu(x), lambda g: tf.cast(g > 0.0, tf.float32) * g
x = tf.random.normal([1, 10, 10, 1], seed=1)
with tf.GradientTape() as t:
    t.watch(x)
    y = tf.reduce_sum(tf.nn.max_pool2d(f(x), 2, 2, "VALID") * tf.reshape(tf.range(-12.0, 13.0), [1, 5, 5, 1]))
g = t.gradient(y, x)
"""
    (row,) = run_script("script.py", text.encode(), ask=Ask(check=True)).report.results
    assert row.check.verdict == "custom"


def test_what_float32_cannot_hold_is_no_wrong_rule():
    """TensorFlow's own answer is nan here: the exponential overflows."""
    text = """import tensorflow as tf
x = tf.Variable(100.0)
@tf.custom_gradient
def f(x):
    e = tf.exp(x)
    return tf.math.log(1 + e), lambda g: g * (1 - 1 / (1 + e))
with tf.GradientTape() as t2:
    with tf.GradientTape() as t1:
        y = f(x)
    d = t1.gradient(y, x)
s = t2.gradient(d, x)
"""
    row = run_script("script.py", text.encode(), ask=Ask(check=True)).report.results[-1]
    assert row.grad["x"] != row.grad["x"]
    assert row.check.verdict == "imprecise"


def test_a_jump_asked_for_in_many_digits_has_the_value_that_the_script_prints():
    text = b"import numpy as np\nx = 3.0\ny = np.floor(x) * x\n"
    (row,) = run_script("script.py", text, ask=Ask(digits=30)).report.results
    assert float(row.value) == 9.0
    assert any("discontinuous" in note.message for note in row.notes)
