"""TensorFlow's rules for state, detours, dtypes, errors, text and awkward points, each observed on TensorFlow 2.21."""

from __future__ import annotations

import io
import math
import sys
import types
from operator import attrgetter
from typing import Any

import numpy as np
import pytest

import gradcli.tf as tf
from gradcli.errors import GradcliError

INF, NAN = math.inf, math.nan


def value(g: Any) -> Any:
    return None if g is None else g.numpy().tolist()


def slope(f: Any, x: Any) -> tuple[Any, Any]:
    x = tf.constant(x) if not isinstance(x, tf.Tensor | tf.Variable) else x
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = f(x)
    return value(tf.convert_to_tensor(y)), value(tape.gradient(y, x))


def same(a: Any, b: Any) -> bool:
    return (a is None) == (b is None) and (a is None or np.allclose(a, b, rtol=1e-5, atol=0, equal_nan=True))


# awkward points: (f, x, y, gradient)
POINTS = {
    "sqrt(0)": (tf.sqrt, 0.0, 0.0, INF),
    "sqrt, zero cotangent": (lambda x: tf.sqrt(x) * 0.0, 0.0, 0.0, 0.0),
    "where sqrt": (lambda x: tf.where(x > 0, tf.sqrt(x), 0.0), 0.0, 0.0, 0.0),
    "where rsqrt": (lambda x: tf.where(x > 0, tf.math.rsqrt(x), 0.0), 0.0, 0.0, 0.0),
    "where reciprocal": (lambda x: tf.where(x > 0, tf.math.reciprocal(x), 0.0), 0.0, 0.0, 0.0),
    "where log": (lambda x: tf.where(x > 0, tf.math.log(x), 0.0), 0.0, 0.0, NAN),
    "where 1/x": (lambda x: tf.where(x == 0, 0.0, 1.0 / x), 0.0, 0.0, NAN),
    "where power": (lambda x: tf.where(x > 0, x**0.5, 0.0), 0.0, 0.0, NAN),
    "where exp": (lambda x: tf.where(x < 10.0, tf.exp(x), x), 100.0, 100.0, NAN),
    "norm": (tf.norm, [0.0, 0.0], 0.0, [NAN, NAN]),
    "euclidean_norm": (tf.math.reduce_euclidean_norm, [0.0, 0.0], 0.0, [NAN, NAN]),
    "sqrt(x*x)": (lambda x: tf.sqrt(x * x), 0.0, 0.0, NAN),
    "std": (tf.math.reduce_std, [2.0, 2.0], 0.0, [NAN, NAN]),
    "l2_normalize": (lambda x: tf.math.l2_normalize(tf.stack([x, 0.0 * x])), 0.0, [0.0, 0.0], 1e6),
    "clip_by_norm": (lambda x: tf.clip_by_norm(tf.stack([x, 0.0]), 1.0), 0.0, [0.0, 0.0], 1.0),
    "abs": (tf.abs, 0.0, 0.0, 0.0),
    "sign": (tf.sign, 2.0, 1.0, 0.0),
    "floor": (tf.floor, 2.5, 2.0, None),
    "round": (tf.round, 2.5, 2.0, None),
    "floordiv": (lambda x: x // 2.0, 5.0, 2.0, None),
    "comparison": (lambda x: tf.cast(x > 1.0, tf.float32), 2.0, 1.0, None),
    "zeros_like": (tf.zeros_like, 2.0, 0.0, None),
    "mod": (lambda x: x % 2.0, 5.0, 1.0, 1.0),
    "relu": (tf.nn.relu, 0.0, 0.0, 0.0),
    "relu6 low": (tf.nn.relu6, 0.0, 0.0, 0.0),
    "relu6 high": (tf.nn.relu6, 6.0, 6.0, 0.0),
    "leaky_relu": (tf.nn.leaky_relu, 0.0, 0.0, 0.2),
    "elu": (tf.nn.elu, 0.0, 0.0, 1.0),
    "selu": (tf.nn.selu, 0.0, 0.0, 1.0507010),
    "silu": (tf.nn.silu, 0.0, 0.0, 0.5),
    "gelu": (tf.nn.gelu, 0.0, 0.0, 0.5),
    "maximum first": (lambda x: tf.maximum(x, 0.0), 0.0, 0.0, 1.0),
    "maximum second": (lambda x: tf.maximum(0.0, x), 0.0, 0.0, 0.0),
    "minimum first": (lambda x: tf.minimum(x, 0.0), 0.0, 0.0, 1.0),
    "maximum twice": (lambda x: tf.maximum(x, x), 1.5, 1.5, 1.0),
    "clip low": (lambda x: tf.clip_by_value(x, 0.0, 1.0), 0.0, 0.0, 1.0),
    "clip high": (lambda x: tf.clip_by_value(x, 0.0, 1.0), 1.0, 1.0, 1.0),
    "clip outside": (lambda x: tf.clip_by_value(x, 0.0, 1.0), 2.0, 1.0, 0.0),
    "reduce_max ties": (tf.reduce_max, [1.0, 1.0], 1.0, [0.5, 0.5]),
    "top_k ties": (lambda x: tf.math.top_k(x, 1).values, [1.0, 1.0], [1.0], [1.0, 0.0]),
    "sort ties": (lambda x: tf.sort(x) * [1.0, 2.0], [1.0, 1.0], [1.0, 2.0], [1.0, 2.0]),
    "max of Python": (max, [1.0, 1.0], 1.0, [1.0, 0.0]),
    "x**0": (lambda x: x**0, 0.0, 1.0, NAN),
    "x**1": (lambda x: x**1, 0.0, 0.0, 1.0),
    "x**2": (lambda x: x**2, 0.0, 0.0, 0.0),
    "x**0.5": (lambda x: x**0.5, 0.0, 0.0, INF),
    "0**x": (lambda x: 0.0**x, 2.0, 0.0, 0.0),
    "(-2)**x": (lambda x: (-2.0) ** x, 3.0, -8.0, -0.0),
    "x**x": (lambda x: x**x, 0.0, 1.0, NAN),
    "log(0)": (tf.math.log, 0.0, -INF, INF),
    "1/0": (lambda x: 1.0 / x, 0.0, INF, -INF),
    "x/x": (lambda x: x / x, 0.0, NAN, NAN),
    "acos(1)": (tf.acos, 1.0, 0.0, -INF),
    "atan2(0, 0)": (lambda x: tf.atan2(x, 0.0), 0.0, 0.0, NAN),
    "divide_no_nan": (lambda x: tf.math.divide_no_nan(1.0, x), 0.0, 0.0, 0.0),
    "multiply_no_nan": (lambda x: tf.math.multiply_no_nan(x, 0.0), INF, 0.0, 0.0),
    "xlogy": (lambda x: tf.math.xlogy(x, x), 0.0, 0.0, 0.0),
    "prod with a zero": (tf.reduce_prod, [0.0, 2.0, 3.0], 0.0, [6.0, 0.0, 0.0]),
    "softplus": (tf.nn.softplus, 100.0, 100.0, 1.0),
    "log(1+exp(100))": (lambda x: tf.math.log(1 + tf.exp(x)), 100.0, INF, NAN),
    "mean of nothing": (tf.reduce_mean, [], NAN, []),
}


@pytest.mark.parametrize("name", POINTS)
def test_awkward_points(name: str) -> None:
    f, x, y, g = POINTS[name]
    found = slope(f, x)
    assert same(found[0], y)
    assert same(found[1], g)


@pytest.mark.parametrize(
    ("f", "g"),
    [(tf.abs, 0.6 + 0.8j), (lambda z: tf.math.real(z * z), 6 - 8j), (lambda z: z * z, 6 - 8j)],
)
def test_complex_gradients_are_conjugated(f: Any, g: complex) -> None:
    assert same(slope(f, 3 + 4j)[1], g)


# state, detours, custom gradients


def test_assignments_hide_the_past() -> None:
    x, v = tf.constant(2.0), tf.Variable(1.0)
    assert slope(lambda x: v.assign(x) * 3.0, x) == (6.0, None)
    assert v.assign_add(1.0).numpy() == 3.0
    v = v - 0.1 * v
    assert type(v).__name__ == "EagerTensor"


def test_in_place_operators_name_the_remedy() -> None:
    v = tf.Variable(1.0)
    with pytest.raises(
        RuntimeError, match=r"`variable \+= value` with `tf.Variable`s is not supported. Use `variable.assign_add"
    ):
        v += 1


@pytest.mark.parametrize(
    "f",
    [
        lambda x: tf.constant(x.numpy()) * 2.0, lambda x: tf.constant(float(x)), lambda x: tf.constant(math.sin(x)),
        lambda x: tf.constant(np.sin(x)), tf.stop_gradient,
        lambda x: tf.numpy_function(np.sin, [x], tf.float32),
    ],
)  # fmt: skip
def test_ways_off_the_tape(f: Any) -> None:
    assert slope(f, 2.0)[1] is None


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (lambda x: x * np.array([1.0, 2.0]), 3.0), (lambda x: np.array([1.0, 2.0]) * x, 3.0),
        (lambda x: np.float32(2) * x, 2.0),
        (lambda x: tf.py_function(lambda a: a * a, [x], tf.float32), 4.0), (lambda x: x + tf.stop_gradient(x * x), 1.0),
        (lambda x: tf.cond(x > 0, lambda: x * x, lambda: x), 4.0),
        (lambda x: tf.case([(x > 5, lambda: x)], default=lambda: 3 * x), 3.0),
        (lambda x: tf.switch_case(tf.constant(1), [lambda: x, lambda: x * x]), 4.0),
        (lambda x: tf.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, v * x), [0, x])[1], 32.0),
        (lambda x: tf.map_fn(lambda r: r * x, tf.constant([1.0, 2.0])), 3.0),
        (lambda x: tf.vectorized_map(lambda r: r * x, tf.constant([1.0, 2.0])), 3.0),
        (lambda x: tf.scan(lambda a, r: a * r * x, tf.constant([1.0, 2.0])), 2.0),
        (lambda x: tf.foldl(lambda a, r: a * r * x, tf.constant([1.0, 2.0])), 2.0),
        (lambda x: tf.TensorArray(tf.float32, 2).write(0, x).write(1, x * x).stack(), 5.0),
        (tf.function(lambda x: x * x), 4.0), (lambda x: sum([x, x, 1.0]), 2.0), (lambda x: pow(x, 3), 12.0), (abs, 1.0),
        (lambda x: max(x, tf.constant(2.0)), 1.0), (tf.grad_pass_through(tf.round), 1.0),
    ],
)  # fmt: skip
def test_ways_on_the_tape(f: Any, g: float) -> None:
    assert slope(f, 2.0)[1] == g


def test_builtins_that_fail() -> None:
    with pytest.raises(AttributeError, match="no attribute 'astype'"):
        round(tf.constant(1.5))
    with pytest.raises(TypeError, match="divmod"):
        divmod(tf.constant(3.0), 2.0)


def test_custom_gradient() -> None:
    w = tf.Variable(3.0)

    @tf.custom_gradient
    def wrong(x: Any, y: Any) -> Any:
        return x + y, lambda dy: dy

    @tf.custom_gradient
    def hidden(x: Any) -> Any:
        return w * x, lambda dy: dy

    @tf.custom_gradient
    def open_(x: Any) -> Any:
        return w * x, lambda dy, variables: (dy * 100.0, [dy * 7.0])

    @tf.custom_gradient
    def twice(x: Any) -> Any:
        return x**2, lambda dy: dy * 3.0 * x**2

    @tf.custom_gradient
    def raw(x: Any) -> Any:
        return x * 1.0, lambda dy: 5.0

    x = tf.Variable(2.0)
    with pytest.raises(
        ValueError, match="custom_gradient function expected to return 2 gradients, but returned 1 instead"
    ):
        slope(lambda x: wrong(x, x), x)
    with pytest.raises(
        TypeError, match="grad_fn must accept keyword argument 'variables', since function uses variables"
    ):
        hidden(x)
    with tf.GradientTape() as tape:
        y = open_(x)
    assert [value(g) for g in tape.gradient(y, [x, w])] == [100.0, 7.0]
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = twice(x)
        g = inner.gradient(y, x)
    assert (value(g), value(outer.gradient(g, x))) == (12.0, 12.0)
    with tf.GradientTape() as tape:
        y = raw(x)
    assert type(tape.gradient(y, x)) is float


def test_rows_of_a_gather() -> None:
    v = tf.Variable([1.0, 2.0, 3.0])
    with tf.GradientTape(persistent=True) as tape:
        a = tf.gather(v, [0, 2, 2])
        b = tf.gather(v, 1) + tf.gather(v, 2)
        mixed = tf.gather(v, 1) + tf.reduce_sum(v)
        through = tf.gather(v * 1.0, [0])
        indexed = v[0]
    g = tape.gradient(a, v)
    assert isinstance(g, tf.IndexedSlices)
    assert (value(g.values), value(g.indices), value(g.dense_shape)) == ([1.0, 1.0, 1.0], [0, 2, 2], [3])
    assert value(tf.convert_to_tensor(g)) == [1.0, 0.0, 2.0]
    assert value(tf.reduce_sum(g)) == 3.0
    assert value(tape.gradient(b, v).indices) == [1, 2]
    assert all(isinstance(tape.gradient(y, v), tf.Tensor) for y in (mixed, through, indexed))
    assert not hasattr(g, "numpy")
    with pytest.raises(TypeError, match="unsupported operand"):
        g * 2.0
    assert value(v.assign_sub(g)) == [0.0, 2.0, 1.0]


# dtypes and errors


@pytest.mark.parametrize(
    ("x", "dtype"),
    [
        (3, "int32"), (3.0, "float32"), (2**40, "int64"), (True, "bool"), (1j, "complex128"), ("a", "string"),
        (np.float64(3), "float64"), (np.arange(3), "int64"), ([1, 2.0], "float32"),
    ],
)  # fmt: skip
def test_default_dtypes(x: Any, dtype: str) -> None:
    assert tf.constant(x).dtype.name == tf.Variable(x).dtype.name == dtype


def test_intensities_have_limits() -> None:
    assert [d.limits for d in (tf.float32, tf.uint8, tf.int8)] == [(0, 1), (0, 255), (0, 127)]


def test_positions_of_elements() -> None:
    m = tf.constant([[1.0, 5.0], [2.0, 3.0]])
    assert tf.unravel_index(tf.argmax(tf.reshape(m, [-1])), m.shape).numpy().tolist() == [0, 1]
    assert tf.unravel_index([0, 3], [2, 2]).numpy().tolist() == [[0, 1], [0, 1]]
    with pytest.raises(tf.errors.InvalidArgumentError, match="index is out of bound as with dims"):
        tf.unravel_index([9], [2, 2])


def test_dtypes_of_results() -> None:
    found = {
        "int/int": tf.constant(7) / tf.constant(2), "mean": tf.reduce_mean([1, 2]), "linspace": tf.linspace(0, 1, 3),
        "argmax": tf.argmax([1.0]), "shape": tf.shape([1.0]), "size": tf.size([1.0]),
        "array": tf.constant([1.0]) + np.ones(1),
    }  # fmt: skip
    assert {k: v.dtype.name for k, v in found.items()} == {
        "int/int": "float64", "mean": "int32", "linspace": "float64", "argmax": "int64", "shape": "int32",
        "size": "int32",
        "array": "float32",
    }  # fmt: skip


F32, F64, I32 = tf.constant([1.0, 2.0]), tf.constant([1.0, 2.0], tf.float64), tf.constant([1, 2])


@pytest.mark.parametrize(
    ("f", "error", "text"),
    [
        (lambda: F32 * F64, tf.errors.InvalidArgumentError,
         "cannot compute Mul as input #1(zero-based) was expected to be a float tensor but is a double tensor "
         "[Op:Mul] name: "),
        (lambda: I32 + 1.5, tf.errors.InvalidArgumentError, "cannot compute AddV2"),
        (lambda: I32 * 2.5, TypeError, "Cannot convert 2.5 to EagerTensor of dtype int32"),
        (lambda: I32**0.5, TypeError, "Cannot convert 0.5 to EagerTensor of dtype int32"),
        (lambda: tf.add(1, 2.5), tf.errors.InvalidArgumentError, "cannot compute AddV2"),
        (lambda: tf.sqrt(4), tf.errors.InvalidArgumentError,
         "Value for attr 'T' of int32 is not in the list of allowed values: bfloat16, half, float, double, "
         "complex64, "),
        (lambda: tf.ones([2]) + tf.ones([3]), tf.errors.InvalidArgumentError,
            "Incompatible shapes: [2] vs. [3] [Op:AddV2] name: "),
        (lambda: tf.Variable([1.0, 2.0], name="v").assign([1.0, 2.0, 3.0]), ValueError,
         "Cannot assign value to variable ' v:0': Shape mismatch.The variable shape (2,), and the assigned value "
         "shape (3,) are "
         "incompatible."),
        (lambda: bool(F32), ValueError,
         "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"),
        (lambda: hash(F32), TypeError, "Tensor is unhashable. Instead, use tensor.ref() as the key."),
        (lambda: F32.__setitem__(0, 1.0), TypeError, "does not support item assignment"),
        (lambda: len(tf.constant(1.0)), TypeError, "Scalar tensor has no `len()`"),
        (lambda: iter(tf.constant(1.0)), TypeError, "Cannot iterate over a scalar tensor."),
        (lambda: tf.gradients(F32, F32), RuntimeError,
         "tf.gradients is not supported when eager execution is enabled. Use tf.GradientTape instead."),
        (lambda: tf.log, AttributeError, "module 'tensorflow' has no attribute 'log'"),
        (lambda: tf.contrib, AttributeError, "module 'tensorflow' has no attribute 'contrib'"),
        (lambda: F32[0.5], TypeError, "Only integers, slices"),
        (lambda: tf.gather(F32, [0.5]), tf.errors.InvalidArgumentError,
         "Value for attr 'Tindices' of float is not in the list of allowed values: int16, int32, int64"),
        (lambda: tf.gather_nd(F32, [[0.5]]), tf.errors.InvalidArgumentError, "Value for attr 'Tindices' of float"),
        (lambda: tf.keras.optimizers.Adam(lr=0.1), ValueError, "Argument(s) not recognized: {'lr': 0.1}"),
        (lambda: F32[5], tf.errors.InvalidArgumentError, "slice index 5 of dimension 0 out of bounds."),
        *((lambda f=f, word=word: f(F32[None], **{word: 0}), TypeError, f"unexpected keyword argument '{word}'")
          for f, word in ((tf.reduce_sum, "keep_dims"), (tf.argmax, "dimension"), (tf.squeeze, "squeeze_dims"))),
    ],
)  # fmt: skip
def test_errors(f: Any, error: type[Exception], text: str) -> None:
    with pytest.raises(error) as caught:
        f()
    assert text in str(caught.value)


def test_equality() -> None:
    assert value(F32 == 2.0) == [False, True]
    assert value(tf.constant([1.0, 2.0, 3.0]) == F32) is False
    assert (F32 == None) is False  # noqa: E711


def test_unknown_names_have_a_suggestion() -> None:
    with pytest.raises(AttributeError) as caught:
        tf.gradienttape  # noqa: B018
    assert caught.value.__notes__ == ["help: did you mean 'tf.GradientTape'?"]


def test_functions_bear_their_public_names() -> None:
    functions = (tf.abs, tf.round, tf.argmax, tf.nn.relu, tf.keras.activations.relu, tf.keras.activations.silu)
    assert [f.__name__ for f in functions] == ["abs", "round", "argmax", "relu", "relu", "silu"]


@pytest.mark.parametrize(
    "path",
    ["keras.layers.TextVectorization", "keras.applications.VGG16", "data.TextLineDataset", "io.read_file",
     "data.Dataset.random", "RaggedTensor.to_sparse"],
)  # fmt: skip
def test_refused_parts(path: str) -> None:
    with pytest.raises(GradcliError, match="is not offered") as caught:
        attrgetter(path)(tf)()
    assert caught.value.hint


def test_what_probability_has_not_is_refused() -> None:
    from gradcli.dialects.tensorflow.namespace import built

    home = built()["tensorflow_probability.distributions"]
    assert home.Normal(0.0, 1.0)
    assert not hasattr(home, "Beta")
    with pytest.raises(GradcliError, match="Beta is not offered") as caught:
        _ = home.Beta
    assert "Normal" in (caught.value.hint or "")


def test_files_of_models_are_refused() -> None:
    model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
    for call in (model.save, model.load_weights, model.to_json, tf.keras.models.load_model):
        with pytest.raises(GradcliError, match="is not offered") as caught:
            call("x.keras")
        assert "get_weights()" in (caught.value.hint or "")
    before = model.get_weights()[0]
    model.save_weights("x.keras")
    model.set_weights([w + 1.0 for w in model.get_weights()])
    model.load_weights("x.keras")
    assert (model.get_weights()[0] == before).all()
    inputs = tf.keras.Input((2,))
    graph = tf.keras.Model(inputs, tf.keras.layers.Dense(1)(inputs))
    with pytest.raises(GradcliError, match="is not offered") as caught:
        tf.keras.Model.from_config(graph.get_config())
    assert "clone_model" in (caught.value.hint or "")
    dataset = tf.data.Dataset.range(3)
    with pytest.raises(GradcliError, match="is not offered"):
        dataset.ragged_batch(2)
    assert not hasattr(dataset, "unheard_of")


@pytest.mark.parametrize(
    "asked",
    [
        lambda: tf.keras.layers.Dense(2).dtype_policy,
        lambda: tf.keras.layers.Dense(2).enable_lora(4),
        lambda: tf.keras.Sequential().jit_compile,
        lambda: tf.keras.metrics.AUC().get_config(),
        lambda: tf.function(lambda x: x).pretty_printed_concrete_signatures(),
        lambda: tf.function(lambda x: x).get_concrete_function(tf.constant(1.0)).structured_outputs,
        lambda: tf.random.Generator.from_seed(1).binomial([2], 1.0, 0.5),
    ],
)
def test_attributes_that_are_left_out_are_told(asked: Any) -> None:
    with pytest.raises(GradcliError, match="is not offered") as caught:
        asked()
    assert caught.value.hint
    assert isinstance(caught.value, AttributeError)
    layer = tf.keras.layers.Dense(2)
    layer.jit_compile = True
    assert layer.jit_compile
    assert not hasattr(layer, "dtype_policy")


def test_old_names_live_in_compat() -> None:
    v1 = tf.compat.v1
    assert value(v1.log(1.0)) == 0.0
    assert v1.GradientTape is tf.GradientTape
    assert tuple(v1.random_normal([2]).shape) == (2,)
    assert v1.to_float(3).dtype == tf.float32
    assert tf.enable_eager_execution() is None


# text


def test_texts() -> None:
    v = tf.Variable(2.0, name="x0")
    assert str(F32) == "tf.Tensor([1. 2.], shape=(2,), dtype=float32)"
    assert repr(F32) == "<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>"
    assert str(tf.ones([2, 1])) == "tf.Tensor(\n[[1.]\n [1.]], shape=(2, 1), dtype=float32)"
    assert repr(tf.constant(0.1)) == "<tf.Tensor: shape=(), dtype=float32, numpy=0.10000000149011612>"
    assert (f"{F32}", f"{tf.constant(2.5):.2f}") == ("[1. 2.]", "2.50")
    assert str(v) == repr(v) == "<tf.Variable 'x0:0' shape=() dtype=float32, numpy=2.0>"
    assert tf.Variable(1).name == "Variable:0"
    assert (str(F32.shape), repr(F32.shape)) == ("(2,)", "TensorShape([2])")
    assert (str(F32.dtype), repr(F32.dtype)) == ("<dtype: 'float32'>", "tf.float32")
    for thing in (F32, v):
        with pytest.raises(TypeError, match="unsupported format string"):
            f"{thing:.2f}"


def test_print_writes_to_stderr(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    tf.print("x =", tf.constant([1.0, 2.5]), tf.constant(3))
    assert out.getvalue() == "x = [1 2.5] 3\n"


def test_optimizers() -> None:
    x = tf.Variable(5.0)
    optimizer = tf.keras.optimizers.SGD(0.1)
    with tf.GradientTape() as tape:
        loss = (x - 1.0) ** 2
    optimizer.apply_gradients([(tape.gradient(loss, x), x)])
    assert same(x.numpy(), 4.2)
    with pytest.raises(ValueError, match="No gradients provided for any variable"):
        optimizer.apply_gradients([(None, x)])


def test_modules_hold_variables() -> None:
    class Line(tf.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.w = tf.Variable(2.0, name="w")
            self.parts = [tf.Variable(3.0, trainable=False), {"k": tf.Variable(4.0)}]

    line = Line()
    assert [float(v) for v in line.variables] == [3.0, 4.0, 2.0]
    assert [float(v) for v in line.trainable_variables] == [4.0, 2.0]


def test_random_streams_repeat() -> None:
    tf.random.set_seed(7)
    a = tf.random.normal([3])
    tf.random.set_seed(7)
    assert value(a) == value(tf.random.normal([3]))
    assert tf.random.uniform([2], maxval=5, dtype=tf.int32).dtype == tf.int32


def test_a_function_makes_variables_once_and_for_good(capsys: pytest.CaptureFixture[str]) -> None:
    kept = []

    @tf.function
    def lazy(x: Any) -> Any:
        print("traced")
        if not kept:
            kept.append(tf.Variable(3.0))
        return kept[0] * x

    assert [float(lazy(tf.constant(x))) for x in (2.0, 4.0)] == [6.0, 12.0]
    assert capsys.readouterr().out == "traced\ntraced\n"  # by TensorFlow too: the second time none is made

    @tf.function
    def forgetful(x: Any) -> Any:
        return tf.Variable(1.0) * x

    with pytest.raises(ValueError, match="only supports singleton"):
        forgetful(2.0)


def test_a_method_is_a_function_of_each_owner(capsys: pytest.CaptureFixture[str]) -> None:
    class Model(tf.Module):  # type: ignore[misc]
        @tf.function
        def __call__(self, x: Any) -> Any:
            print("traced")
            return x

    a, b = Model(), Model()
    for model in (a, a, b, b):
        model(tf.constant(1.0))
    assert capsys.readouterr().out == "traced\n" * 2


def test_a_python_function_in_a_graph_prints_always(capsys: pytest.CaptureFixture[str]) -> None:
    @tf.function
    def f(x: Any) -> Any:
        return tf.py_function(lambda y: (print("called"), y)[1], [x], tf.float32)

    f(tf.constant(1.0)), f(tf.constant(2.0))
    assert capsys.readouterr().out == "called\n" * 2


def test_what_is_left_out_is_found_by_hasattr_and_refused_where_it_is_used() -> None:
    assert hasattr(tf, "CriticalSection")
    assert not hasattr(tf, "CriticalSections")
    policy = getattr(tf.keras, "DTypePolicy", None)
    assert not isinstance("float32", policy)
    assert not issubclass(float, policy)
    for use in (policy, lambda: policy.name, lambda: types.new_class("Own", (policy,)), lambda: policy[0],
                lambda: issubclass(policy, object), lambda: 1 + policy, lambda: list(policy),
                lambda: tf.constant(policy), lambda: policy < 1, lambda: [1][policy], lambda: f"{policy}"):  # fmt: skip
        with pytest.raises(NotImplementedError, match=r"tf\.keras\.DTypePolicy is not offered"):
            use()
    for home in (tf.keras.metrics, tf.metrics):
        with pytest.raises(NotImplementedError, match="is not offered"):
            _ = home.PearsonCorrelation
    with pytest.raises(NotImplementedError, match="is not offered"):
        exec("from keras import DTypePolicy", {"__builtins__": {"__import__": lambda *_: tf.keras}})


def test_contrast_is_about_the_mean_of_each_channel() -> None:
    found = tf.image.adjust_contrast(tf.reshape(tf.range(12.0), [2, 2, 3]), 2.0)
    assert found.numpy()[..., 0].tolist() == [[-4.5, 1.5], [7.5, 13.5]]
    with pytest.raises(ValueError, match="three-dimensional"):
        tf.image.adjust_contrast([1.0], 2.0)


def test_every_public_name_is_there_or_said_to_be_left_out():
    from gradcli.dialects.tensorflow.homes import public

    assert sum(map(len, public().values())) > 3_000
    unknown = [f"{home}.{name}" for home, names in public().items() for name in names if not is_known(home, name)]
    assert unknown == []
    assert not is_known("math", "sinus")
    assert not is_known(".", "Session")  # TensorFlow 2 has none


def is_known(home: str, name: str) -> bool:
    """Whether a public name of TensorFlow's is found, or refused as left out, and not called unknown."""
    thing = tf
    try:
        for part in [*home.strip(".").split("."), name] if home != "." else [name]:
            thing = getattr(thing, part)
    except AttributeError as error:
        return "not offered" in str(error)
    except GradcliError:
        return True
    return True


EIGEN = {  # of [[q, 0.3], [0.3, 2]]: TensorFlow's derivatives of orders 1 to 4, the closed form's too
    "eigvalsh": (lambda m: tf.linalg.eigvalsh(m)[0], "0.953979692250 -0.061325586946 -0.116668189799 -0.280178767247"),
    "eigh": (lambda m: tf.linalg.eigh(m)[0][1], "0.046020307750 0.061325586946 0.116668189799 0.280178767247"),
    "vectors": (lambda m: tf.linalg.eigh(m)[1][0, 0] ** 2,
                "-0.061325586946 -0.116668189799 -0.280178767247 -0.788429884662"),
}  # fmt: skip


@pytest.mark.parametrize("name", EIGEN)
def test_eigenvalues_have_higher_derivatives(name):
    f, orders = EIGEN[name]

    def nth(q, n):
        if n == 0:
            return f(tf.stack([[q, 0.3], [0.3, 2.0]]))
        with tf.GradientTape() as tape:
            tape.watch(q)
            y = nth(q, n - 1)
        return tape.gradient(y, q)

    found = [float(nth(tf.constant(0.7, tf.float64), n)) for n in (1, 2, 3, 4)]
    assert np.allclose(found, [float(word) for word in orders.split()], rtol=0, atol=2e-12)


def test_a_map_that_raises_while_it_is_traced_leaves_shuffles_as_they_are():
    def order():
        tf.random.set_seed(1)
        return [int(n) for n in tf.data.Dataset.range(6).shuffle(6, seed=3)]

    def refuses(n):  # it prints, so it is traced at once
        print(n)
        raise ValueError("no")

    before = order()
    with pytest.raises(ValueError, match="no"):
        tf.data.Dataset.range(3).map(refuses)
    assert order() == before != sorted(before)
