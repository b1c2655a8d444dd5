"""Scripts with tapes: each question by name and line, and the reason for each None."""

import textwrap
from types import SimpleNamespace

import pytest

from gradcli.answer.subject import Ask
from gradcli.errors import GradcliError
from gradcli.frontends.script import run_script


@pytest.fixture
def run(tmp_path):
    def call(text, **how):
        path = tmp_path / "script.py"
        text = textwrap.dedent(text).lstrip("\n")
        path.write_text(text)
        outcome = run_script(str(path), text.encode(), ask=how.pop("ask", Ask()), **how)
        assert outcome.status == 0
        return outcome.report

    return call


HEAD = "from gradcli import GradientTape, Variable, constant\n"
NAMES = {
    "assigned": ("g = t.gradient(y, x)", "g", "y", {"x": 6.0}),
    "attribute": ("class A: pass\nA.g = t.gradient(y, x)", "A.g", "y", {"x": 6.0}),
    "one of a tuple": ("a, g = 1, t.gradient(y, x)", "g", "y", {"x": 6.0}),
    "a tuple": ("g, h = t.gradient(y, [x, y])", "g, h", "y", {"x": 6.0, "y": 1.0}),
    "inside an expression": ("g = 2 * t.gradient(y, x).value", "g", "y", {"x": 6.0}),
    "walrus": ("print(g := t.gradient(y, x))", "g", "y", {"x": 6.0}),
    "returned": ("def slope():\n    return t.gradient(y, x)\nslope()", "slope", "y", {"x": 6.0}),
    "bare": ("t.gradient(y, x)", "t.gradient(y, x)", "y", {"x": 6.0}),
    "keywords": ("g = t.gradient(sources=x, target=y)", "g", "y", {"x": 6.0}),
    "dictionary": ("g = t.gradient(y, {'a': x})", "g", "y", {"x": 6.0}),
    "list by name": ("p = [x, y]\ng = t.gradient(y, p)", "g", "y", {"x": 6.0, "y": 1.0}),
    "dictionary of one by name": ("p = {'a': x}\ng = t.gradient(y, p)", "g", "y", {"x": 6.0}),
    "dictionary of what has no name": ("p = {'a': [x][0]}\ndel x\ng = t.gradient(y, p)", "g", "y", {"p['a']": 6.0}),
    "no name of its own": ("p = [Variable(1.0)]\ng = t.gradient(y, p + [x], unconnected_gradients='zero')", "g", "y",
                           {"p + [x], element 0": 0.0, "x": 6.0}),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names(run, name):
    call, called, target, grad = NAMES[name]
    text = HEAD + f"x = Variable(3.0)\nwith GradientTape(persistent=True) as t:\n    y = x * x\n{call}"
    (result,) = run(text).results
    assert (result.name, result.expr, result.value, result.grad) == (called, target, 9.0, grad)


DICTS = {
    "{'w': m.w, 'b': m.b}": ["m.b", "m.w"],  # in the order in which TensorFlow walks them
    "{'w': m.w, 'l': [m.b]}": ["m.b", "m.w"],
    "m.all": ["m.all['b']", "m.all['w']"],
    "[*m.all.values()]": ["m.b", "m.w"],  # by their owner
}


@pytest.mark.parametrize("sources", DICTS)
def test_the_sources_of_a_structure_have_their_own_names(run, sources):
    text = (
        "import tensorflow as tf\nclass M: pass\nm = M()\nm.w, m.b = tf.Variable(2.0), tf.Variable(3.0)\n"
        "m.all = {'w': m.w, 'b': m.b}\n"
        f"with tf.GradientTape() as t:\n    y = 5 * m.w + 7 * m.b\ng = t.gradient(y, {sources})"
    )
    (result,) = run(text).results
    assert result.grad == dict(zip(DICTS[sources], [7.0, 5.0]))


def test_minimize_names_the_variables(run):
    text = "import tensorflow as tf\nw = tf.Variable(3.0)\nopt = tf.compat.v1.train.GradientDescentOptimizer(0.1)\n"
    text += "opt.minimize(lambda: w * w, var_list=[w])"
    (result,) = run(text).results
    assert result.grad == {"w": 6.0}


def test_zeros_of_integers_are_not_claimed(run):
    text = (
        "import tensorflow as tf\nn = tf.constant([1, 2])\nwith tf.GradientTape() as t:\n    t.watch(n)\n"
        "    y = tf.cast(n, tf.float32) * 2\ng = t.gradient(y, n, unconnected_gradients='zero')"
    )
    (result,) = run(text, ask=Ask(check=True)).results
    assert (result.grad, result.check.items) == ({"n": [0, 0]}, [])


def test_a_loop_is_one_row(run):
    text = (
        HEAD
        + """
x = Variable(8.0)
for i in range(100):
    with GradientTape() as t:
        y = x * x
    g = t.gradient(y, x)
    x.assign(x - 0.25 * g)
"""
    )
    report = run(text, ask=Ask(check=True))
    (row,) = report.results
    assert (row.name, row.line, row.calls, row.point["x"]) == ("g", 7, 100, 8.0 * 0.5**99)
    assert row.grad["x"] == 2 * row.point["x"]
    assert [i.verdict for i in row.check.items] == ["ok", "ok"]
    assert len(run(text, ask=Ask(check=True), every=True).results[0].check.items) == 100


def test_jacobians(run):
    text = (
        HEAD
        + """
x = Variable([1.0, 2.0])
with GradientTape(persistent=True) as t:
    y = x * x
J = t.jacobian(y, x)
g = t.gradient(y, x)
"""
    )
    first, second = run(text, ask=Ask(check=True)).results
    assert first.jacobian == {"x": [[2.0, 0.0], [0.0, 4.0]]}
    assert (first.grad, first.check.verdict, second.check.verdict) == (None, "ok", "ok")
    (note,) = second.notes
    assert (note.path, note.code) == ("grad", "summed")
    assert note.message == "y has 2 elements, whose sum was differentiated; jacobian() gives each"


def test_nested(run):
    text = (
        HEAD
        + """
x = Variable(1.0)
with GradientTape() as outer:
    with GradientTape() as inner:
        y = x * x * x
    dy = inner.gradient(y, x)
d2y = outer.gradient(dy, x)
"""
    )
    assert [(r.name, r.grad) for r in run(text).results] == [("dy", {"x": 3.0}), ("d2y", {"x": 6.0})]


def test_of_chooses_a_row(run):
    text = (
        HEAD + "x = Variable(3.0)\nwith GradientTape(persistent=True) as t:\n    y = x * x\na = t.gradient(y, x)\nb = a"
    )
    assert [r.name for r in run(text, of="a").results] == ["a"]


def test_of_chooses_a_row_by_its_target(run):
    text = HEAD + (
        "x = Variable(3.0)\nwith GradientTape(persistent=True) as t:\n    y = x * x\n    z = y * y\n"
        "dy = t.gradient(y, x)\ndz = t.gradient(z, x)\ny2 = t.gradient(z, y)\n"
    )
    assert [r.name for r in run(text, of="y").results] == ["dy"]
    assert [r.name for r in run(text + "y = t.gradient(z, y)\n", of="y").results] == ["y"]
    for of, message, hint in [
        ("z", "several gradients are of 'z'", "the script takes dz, y2"),
        ("w", "no gradient is named 'w'", "the script takes dy, dz, y2"),
    ]:
        with pytest.raises(GradcliError) as caught:
            run(text, of=of)
        assert (caught.value.message, caught.value.hint) == (message, hint)


def test_no_question(run):
    assert [n.message for n in run(HEAD).notes] == ["the script asked no tape for a gradient"]


REASONS = {
    "not watched": (
        "x = tf.constant(3.0)\nwith tf.GradientTape() as t:\n    y = x * x\ng = t.gradient(y, x)",
        "x was not watched: only Variables are by themselves; call t.watch(x) inside the block",
    ),
    "not trainable": (
        "x = tf.Variable(3.0, trainable=False)\nwith tf.GradientTape() as t:\n    y = x * x\ng = t.gradient(y, x)",
        "x is not trainable, and was not watched: call t.watch(x)",
    ),
    "not accessed": (
        "x = tf.Variable(3.0)\nwith tf.GradientTape(watch_accessed_variables=False) as t:\n"
        "    y = x * x\ng = t.gradient(y, x)",
        "x was not watched: the tape has watch_accessed_variables=False; call t.watch(x)",
    ),
    "watched too late": (
        "x = tf.constant(3.0)\nwith tf.GradientTape() as t:\n    y = x * x\n    t.watch(x)\ng = t.gradient(y, x)",
        "x was watched at line 5 after it was used at line 4: call t.watch(x) first",
    ),
    "before the tape": (
        "x = tf.Variable(3.0)\ny = x * x\nwith tf.GradientTape() as t:\n    z = x * 1.0\ng = t.gradient(y, x)",
        "y was computed at line 3, before the tape began at line 4",
    ),
    "after the block": (
        "x = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    z = x * x\ny = z * 2.0\ng = t.gradient(y, x)",
        "y was computed at line 5, after the tape's block, which ends at line 4: indent it",
    ),
    "numpy()": (
        "x = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    a = (x * x).numpy()\n"
        "    y = tf.constant(a) * x.numpy()\n"
        "g = t.gradient(y, x)",
        "the path from x left the tape through .numpy() at line 4",
    ),
    "numpy() of another, when the target was made": (
        "x = tf.Variable(3.0)\nv = tf.Variable(1.0)\nwith tf.GradientTape() as t:\n    z = x * 2.0\n"
        "    y = v * 2.0\nprint(z.numpy())\ng = t.gradient(y, x)",
        'y does not depend on x; unconnected_gradients="zero" gives zeros instead',
    ),
    "float()": (
        "x = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    y = tf.constant(float(x * x))\ng = t.gradient(y, x)",
        "the path from x left the tape through float() at line 4",
    ),
    "a NumPy call": (
        "import numpy as np\nx = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n"
        "    y = tf.constant(np.sin(x * 1.0))\n"
        "g = t.gradient(y, x)",
        "the path from x left the tape through a NumPy call at line 5",
    ),
    "an integer": (
        "x = tf.constant(3)\nwith tf.GradientTape() as t:\n    t.watch(x)\n    y = x * x\ng = t.gradient(y, x)",
        "x is of an integer type, and has no gradient: write 3.0",
    ),
    "argmax": (
        "x = tf.Variable([1.0, 2.0])\nwith tf.GradientTape() as t:\n    y = tf.cast(tf.argmax(x), tf.float32) * 2.0\n"
        "g = t.gradient(y, x)",
        "argmax at line 4 has no derivative, and cut the path from x",
    ),
    "argmax, after another tape in a loop": (
        "x = tf.Variable([1.0, 2.0])\nfor _ in range(2):\n    with tf.GradientTape() as t:\n        z = x * 2.0\n"
        "with tf.GradientTape() as t:\n    y = tf.cast(tf.argmax(x), tf.float32) * 2.0\ng = t.gradient(y, x)",
        "argmax at line 7 has no derivative, and cut the path from x",
    ),
    "round": (
        "x = tf.Variable(2.6)\nwith tf.GradientTape() as t:\n    y = tf.round(x) * 2.0\ng = t.gradient(y, x)",
        "round at line 4 has no derivative, and cut the path from x",
    ),
    "a cast": (
        "x = tf.Variable(2.6)\nwith tf.GradientTape() as t:\n"
        "    y = tf.cast(tf.cast(x, tf.int32), tf.float32) * 2.0\n"
        "g = t.gradient(y, x)",
        "a cast to integers at line 4 has no derivative, and cut the path from x",
    ),
    "no dependence": (
        "x = tf.Variable(2.6)\nv = tf.Variable(1.0)\nwith tf.GradientTape() as t:\n"
        "    y = v * 2.0\n    z = x * v\ng = t.gradient(y, x)",
        'y does not depend on x; unconnected_gradients="zero" gives zeros instead',
    ),
    "rebound": (
        "x = tf.Variable(3.0)\nfor i in range(2):\n    with tf.GradientTape() as t:\n"
        "        y = x * x\n    g = t.gradient(y, x)\n"
        "    x = x + 1.0",
        "x was rebound at line 7, and is no longer a Variable: use x.assign(...)",
    ),
    "inner gradient outside": (
        "x = tf.Variable(3.0)\nwith tf.GradientTape() as t2:\n    with tf.GradientTape() as t1:\n        y = x * x\n"
        "d = t1.gradient(y, x)\ng = t2.gradient(d, x)",
        "d was computed by the gradient() of line 6, outside this tape's block: indent that call",
    ),
    "an inner gradient that is constant": (
        "x = tf.Variable(3.0)\nwith tf.GradientTape() as t2:\n    with tf.GradientTape() as t1:\n        y = x + 1.0\n"
        "    d = t1.gradient(y, x)\ng = t2.gradient(d, x)",
        'd, the gradient of line 6, is the same whatever x is; unconnected_gradients="zero" gives zeros instead',
    ),
    "a Variable of its own": (
        "x = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    v = tf.Variable(x * 2.0)\n    y = v * 3.0\n"
        "g = t.gradient(y, x)",
        "tf.Variable(...) at line 4 is one of its own, and ended the path from x: leave it out",
    ),
    "one hot": (
        "x = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n"
        "    y = tf.reduce_sum(tf.one_hot(tf.cast(x, tf.int32), 5))\n"
        "g = t.gradient(y, x)",
        "a cast to integers at line 4 has no derivative, and cut the path from x",
    ),
    "count": (
        "x = tf.Variable([3.0])\nwith tf.GradientTape() as t:\n"
        "    y = tf.math.count_nonzero(x, dtype=tf.float32) * 1.0\n"
        "g = t.gradient(y, x)",
        "count_nonzero at line 4 has no derivative, and cut the path from x",
    ),
    "scatter": (
        "x = tf.Variable(3.0)\nv = tf.Variable([0.0, 1.0])\nwith tf.GradientTape() as t:\n"
        "    v.scatter_nd_update([[0]], [x * x])\n    y = v * 2.0\ng = t.gradient(y, x)",
        "scatter_nd_update() at line 5 is not recorded, and ended the path from x",
    ),
    "a dataset": (
        "x = tf.Variable([3.0])\nwith tf.GradientTape() as t:\n    ds = tf.data.Dataset.from_tensor_slices(x)\n"
        "    y = next(iter(ds)) * 2.0\ng = t.gradient(y, x)",
        "from_tensor_slices at line 4 makes copies that no tape knows, and ended the path from x",
    ),
    "assign": (
        "x = tf.Variable(3.0)\nv = tf.Variable(0.0)\nwith tf.GradientTape() as t:\n"
        "    v.assign(x * x)\n    y = v * 2.0\ng = t.gradient(y, x)",
        "assign() at line 5 is not recorded, and ended the path from x",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REASONS)
def test_why_none(run, name):
    text, message = REASONS[name]
    row = run("import tensorflow as tf\n" + text).results[-1]
    assert row.grad["x"] is None
    (note,) = row.notes
    assert (note.path, note.code, note.message.replace("tape.watch", "t.watch")) == ("grad.x", "unconnected", message)


def test_training_differentiates_the_loss(run):
    text = "import tensorflow as tf\nm = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(1)])\n"
    text += "m.compile('sgd', 'mse')\nx = tf.ones([4, 1])\nm.fit(x, x, epochs=2, verbose=0)"
    (result,) = run(text).results
    assert (result.expr, result.calls) == ("loss", 2)


def test_a_function_traced_twice_asks_once(run):
    text = """import tensorflow as tf
m = tf.keras.layers.Dense(1, kernel_initializer='ones')
x = tf.Variable([[2.0]])
@tf.function
def f():
    with tf.GradientTape() as t:
        y = x * x * m(x)
    return t.gradient(y, x)
f(), f()
"""
    (result,) = run(text).results
    assert (result.calls, result.grad) == (2, {"x": [[12.0]]})


def test_weights_of_layers_bear_their_paths(run):
    text = "import tensorflow as tf\nlayers = [tf.keras.Input((2,)), tf.keras.layers.Dense(1, name='d')]\n"
    text += "m = tf.keras.Sequential(layers, name='m')\n"
    text += "with tf.GradientTape() as t:\n    y = tf.reduce_sum(m(tf.ones([1, 2])))\n"
    text += "g = t.gradient(y, m.trainable_variables)"
    assert set(run(text).results[0].grad) == {"m/d/kernel", "m/d/bias"}


def test_a_part_of_a_source_is_a_new_tensor(run):
    text = "import tensorflow as tf\nx = tf.Variable([[3.0, 1.0]])\nwith tf.GradientTape() as t:\n    y = x * x\n"
    (note,) = run(text + "g = t.gradient(y, x[:, 0])").results[0].notes
    assert note.message == "x[:, 0] is a new tensor, which no tape has heard of: write t.gradient(y, x)[:, 0]"


def test_a_target_asked_for_as_a_source(run):
    text = "import tensorflow as tf\nx = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    y = x * x\n"
    (note,) = run(text + "g = t.gradient(x, y)").results[0].notes
    assert note.message == "y is computed from x, not the other way round: the target comes first"


def test_a_connected_gradient_needs_no_reason(run):
    text = "import tensorflow as tf\nx = tf.Variable(3.0)\nwith tf.GradientTape() as t:\n    y = x * x\n"
    text += "g = t.gradient(y, x)"
    assert run(text).results[0].notes == []


NOT_FINITE = {
    "norm": ("y = tf.norm(x)", [0.0, 0.0], "sqrt"),
    "sqrt": ("y = tf.reduce_sum(tf.sqrt(x))", [0.0, 1.0], "sqrt"),
    "where": ("y = tf.reduce_sum(tf.where(x > 0.0, tf.math.log(x), x))", [0.0, 1.0], "log"),
}


@pytest.mark.parametrize("name", NOT_FINITE)
def test_not_finite(run, name):
    line, start, op = NOT_FINITE[name]
    text = f"import tensorflow as tf\nx = tf.Variable({start})\nwith tf.GradientTape() as t:\n    {line}\n"
    text += "g = t.gradient(y, x)"
    (note,) = run(text).results[0].notes
    assert note.code == "nonfinite"
    assert f"{op} at line 4" in note.message or f"the derivative of {op}" in note.message
    assert ";" in note.message  # what to do


def test_values_override_and_are_not_traced(run):
    text = (
        HEAD
        + """
rate = 3
def slope(x):
    v = Variable(x)
    with GradientTape() as t:
        y = v * v * rate
    return t.gradient(y, v)
assert type(rate) is not object and not hasattr(rate, "at")
if __name__ == "__main__":
    slope(2.0)
"""
    )
    given = [SimpleNamespace(name="rate", value=5.0)]
    assert run(text, bindings=given).results[0].grad == {"v": 20.0}
    (row,) = run(text, bindings=[*given, SimpleNamespace(name="x", value=3.0)], call="slope").results
    assert (row.calls, row.grad) == (2, {"v": 30.0})


REPLACED = {
    "tf.Variable": ("import tensorflow as tf", "tf.Variable(3.0)", "tf.GradientTape", "float32"),
    "tf.constant": ("import tensorflow as tf", "tf.constant(3.0, tf.float64)", "tf.GradientTape", "float64"),
    "Variable": ("from gradcli import Variable, GradientTape", "Variable(3.0)", "GradientTape", None),
    "constant": ("from gradcli import constant, GradientTape", "constant(3.0)", "GradientTape", None),
}


@pytest.mark.parametrize("name", REPLACED)
def test_what_replaces_a_tensor_is_one(run, name):
    head, x, tape, dtype = REPLACED[name]
    text = (
        f"{head}\nx = {x}\nkind = type(x)\nwith {tape}() as t:\n    t.watch(x)\n    y = x * x\ng = t.gradient(y, x)\n"
    )
    text += f"assert x.dtype.name == {dtype!r}" if dtype else ""
    (row,) = run(text, bindings=[SimpleNamespace(name="x", value=5.0)]).results
    assert (row.point, row.grad) == ({"x": 5.0}, {"x": 10.0})


BY_HAND = """
import tensorflow as tf
x, b = tf.Variable(3.0), tf.Variable([1.0, 2.0])
with tf.GradientTape() as t:
    y = x ** 2 * tf.reduce_sum(b)
g = t.gradient(y, [x, b])
"""


@pytest.mark.parametrize(
    ("expect", "verdict"),
    [
        ({"x": "2*x*sum(b)"}, "ok"), ({"x": "3*x"}, "FAIL"), ({"b": "x^2"}, "ok"), ({"b": "[9, 9]"}, "ok"),
        ({"b": "b*9"}, "FAIL"), ({"x": "18", "b": "8"}, "FAIL"),
    ],
)  # fmt: skip
def test_gradients_derived_by_hand(run, expect, verdict):
    (row,) = run(BY_HAND, ask=Ask(expect=expect)).results
    assert row.check.verdict == verdict
    assert [item.path for item in row.check.items] == [f"expect.{name}" for name in expect]


@pytest.mark.parametrize("ask", [Ask(expect={"q": "1"}), Ask(wrt=("q",)), Ask(expect={"b": "[1, 2, 3]"})])
def test_what_no_gradient_is_by(run, ask):
    with pytest.raises(GradcliError) as caught:
        run(BY_HAND, ask=ask)
    assert caught.value.status == 2


def test_wrt_chooses_among_what_the_tapes_give(run):
    (row,) = run(BY_HAND, ask=Ask(wrt=("b",), check=True)).results
    assert (row.grad, [item.path for item in row.check.items]) == ({"b": [9.0, 9.0]}, ["grad.b"])


@pytest.mark.parametrize("ask", [Ask(order=2), Ask(partials=(("x", "x"),)), Ask(digits=30)])
def test_what_tapes_do_not_heed(run, ask):
    (note,) = run(BY_HAND, ask=ask).notes
    assert "changes nothing" in note.message


def test_a_variable_read_while_the_tape_paused(run):
    text = """
    import tensorflow as tf
    x = tf.Variable(3.0)
    with tf.GradientTape() as t:
        with t.stop_recording():
            y = x * 2.0
    g = t.gradient(y, x)
    """
    (note,) = run(text).results[0].notes
    assert "which was not read while the tape recorded" in note.message


def test_text_is_no_source(run):
    text = """
    import tensorflow as tf
    x, s = tf.Variable(3.0), tf.Variable(["a", "b"])
    with tf.GradientTape() as t:
        y = x * 2.0
    g = t.gradient(y, [x, s])
    """
    (row,) = run(text).results
    assert (row.point, row.grad) == ({"x": 3.0, "s": ["a", "b"]}, {"x": 2.0, "s": None})
    assert row.notes[0].message == "s is text, and has no gradient"


@pytest.mark.parametrize(
    ("call", "name", "grad"),
    [
        ("grad(f)(3.0)", "f", {"x": 27.0}),
        ("grad(h, (0, 1))(2.0, 5.0)", "h", {"a": 5.0, "b": 2.0}),
        ("grad(h, 1)(2.0, 5.0)", "h", {"b": 2.0}),
        ("value_and_grad(lambda z: z * z)(3.0)", "f", {"z": 6.0}),
        ("grad(C().loss)(3.0)", "loss", {"w": 6.0}),
        ("grad(math.sin)(0.0)", "sin", {"x": 1.0}),
        ("grad(grad(f))(3.0)", "grad(f)", {"x": 18.0}),
    ],
)
def test_a_differentiated_function_is_named_by_its_parameters(run, call, name, grad):
    head = "import math\nfrom gradcli import grad, value_and_grad\ndef f(x): return x**3\ndef h(a, b): return a * b\n"
    result = run(head + "class C:\n    def loss(self, w): return w * w\ng = " + call).results[-1]
    assert (result.name, result.expr, result.grad) == ("g", name, grad)


def test_the_tapes_of_an_accumulator_are_not_the_scripts(run):
    text = """
    import tensorflow as tf
    x = tf.constant([1.0, 2.0])
    with tf.autodiff.ForwardAccumulator(primals=x, tangents=tf.constant([1.0, 0.0])) as acc:
        with tf.GradientTape() as t:
            t.watch(x)
            f = tf.reduce_sum(x ** 3)
        g = t.gradient(f, x)
    assert acc.jvp(f) == 3.0 and (acc.jvp(g).numpy() == [6.0, 0.0]).all()
    """
    (row,) = run(text).results
    assert (row.name, row.calls, row.grad) == ("g", 1, {"x": [3.0, 12.0]})


def test_an_accumulator_alone(run):
    text = """
    import tensorflow as tf
    x = tf.Variable(2.0)
    with tf.autodiff.ForwardAccumulator(x, tf.constant(1.0)) as acc:
        y = x * x
    assert acc.jvp(y) == 4.0
    """
    report = run(text)
    assert not report.results
    assert [n.message for n in report.notes] == [
        "the script asked no tape for a gradient; what a ForwardAccumulator answers is not reported"
    ]


def test_single_precision_is_reported_as_it_prints(run):
    text = """
    import tensorflow as tf
    x = tf.Variable([0.1, 3.0])
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(tf.sin(x) / 3.0)
    g = tape.gradient(y, x)
    assert str(g.numpy()) == "[ 0.33166808 -0.3299975 ]"
    """
    (row,) = run(text, ask=Ask(check=True)).results
    assert (row.point, row.grad) == ({"x": [0.1, 3.0]}, {"x": [0.33166808, -0.3299975]})
    assert row.check.items[0].tape == 0.33166808
    assert row.check.verdict == "ok"
