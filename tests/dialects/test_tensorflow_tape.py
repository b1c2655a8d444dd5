"""The rules of TensorFlow's tape: its life, what it watches, what it answers. Each was observed on TensorFlow 2.21."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

import gradcli.tf as tf
from gradcli.dialects.tensorflow.tensors import log


@pytest.fixture(autouse=True)
def unsaid() -> None:
    """Warnings are given anew in each test."""
    log.forget()
    tf.get_logger().setLevel("WARNING")


USED = r"A non-persistent GradientTape can only be used to compute one set of gradients \(or jacobians\)"


def value(g: Any) -> Any:
    return None if g is None else g.numpy().tolist()


def taped(f: Any, *xs: Any, **about: Any) -> tuple[Any, Any]:
    with tf.GradientTape(**about) as tape:
        tape.watch([x for x in xs if not isinstance(x, tf.Variable)])
        y = f(*xs)
    return tape, y


@pytest.mark.parametrize("ask", ["gradient", "jacobian"])
def test_a_plain_tape_answers_once(ask: str) -> None:
    x = tf.constant(3.0)
    tape, y = taped(lambda x: x * x, x)
    assert value(getattr(tape, ask)(y, x)) == 6.0
    with pytest.raises(RuntimeError, match=USED):
        getattr(tape, ask)(y, x)
    with pytest.raises(RuntimeError, match=USED):
        getattr(tf.GradientTape(), ask)(y, x)


def test_batch_jacobian_is_used_up_in_its_own_words() -> None:
    with pytest.raises(RuntimeError, match="can only be used tocompute one set"):
        tf.GradientTape().batch_jacobian(tf.ones([1, 2]), tf.ones([1, 2]))


def test_gradient_inside_its_block_ends_the_recording() -> None:
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
        g = tape.gradient(y, x)
    assert value(g) == 6.0


def test_a_persistent_tape_records_its_own_gradients(capsys: pytest.CaptureFixture[str]) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x**3
        g = tape.gradient(y, x)
        tape.gradient(y, x)
    assert value(tape.gradient(g, x)) == 12.0
    said = capsys.readouterr().err
    assert said.startswith("WARNING:tensorflow:Calling GradientTape.gradient on a persistent tape inside its context")
    assert said.count("\n") == 1


def test_reentering() -> None:
    x = tf.constant(3.0)
    tape = tf.GradientTape(persistent=True)
    with tape, pytest.raises(ValueError, match="Tape is still recording"):
        tape.__enter__()
    with tape:
        tape.watch(x)
        y = x * x
    gap = y * 10.0
    with tape:
        z, w = y * x, gap * x
    assert [value(tape.gradient(t, x)) for t in (z, w, gap)] == [27.0, 90.0, None]


def test_a_used_tape_starts_afresh() -> None:
    x = tf.Variable(3.0)
    tape = tf.GradientTape()
    with tape:
        y = x * x
    tape.gradient(y, x)
    with tape:
        z = x * x * x
    assert value(tape.gradient(z, x)) == 27.0


def test_an_exception_leaves_what_was_recorded() -> None:
    x = tf.Variable(3.0)
    try:
        with tf.GradientTape() as tape:
            y = x * x
            raise KeyError("k")
    except KeyError:
        pass
    assert value(tape.gradient(y, x)) == 6.0


def test_reset() -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
        tape.reset()
        assert tape.watched_variables() == ()
        z = x * 2.0
    assert [value(tape.gradient(t, x)) for t in (y, z)] == [None, 2.0]
    with pytest.raises(ValueError, match=r"Tape is not recording\."):
        tape.reset()


def test_stop_recording() -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        with tape.stop_recording():
            c = x * x
        y = c * x
    assert value(tape.gradient(y, x)) == 9.0
    with pytest.raises(RuntimeError, match=r"Trying to stop recording a tape which is not recording\."):
        tf.GradientTape().stop_recording().__enter__()


def test_overlapping_tapes() -> None:
    x = tf.Variable(3.0)
    a, b = tf.GradientTape(), tf.GradientTape()
    a.__enter__()
    y = x * x
    b.__enter__()
    z = y * x
    a.__exit__(None, None, None)
    b.__exit__(None, None, None)
    assert (value(a.gradient(z, x)), value(b.gradient(z, x))) == (27.0, 9.0)


def test_an_inner_gradient_outside_the_outer_block_is_a_constant() -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as outer, tf.GradientTape() as inner:
        y = x**3
    g = inner.gradient(y, x)
    assert (value(g), value(outer.gradient(g, x))) == (12.0, None)


def test_a_long_chain() -> None:
    x = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        y = x
        for _ in range(2000):
            y = y * 1.0
    assert value(tape.gradient(y, x)) == 1.0


def test_what_is_watched() -> None:
    v, frozen, c, n = tf.Variable(2.0), tf.Variable(3.0, trainable=False), tf.constant(5.0), tf.Variable(3)
    outside = v * 1.0
    with tf.GradientTape(persistent=True) as tape:
        y = v * frozen * c * tf.cast(n, tf.float32) + outside
    assert [value(g) for g in tape.gradient(y, [v, frozen, c, n, outside])] == [45.0, None, None, None, None]
    assert tape.watched_variables() == (v, n) or [w is x for w, x in zip(tape.watched_variables(), (v, n))] == [
        True,
        True,
    ]
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        y = v * v
    assert tape.gradient(y, v) is None


def test_watching_late() -> None:
    v, w = tf.Variable(4.0), tf.constant(3.0)
    with tf.GradientTape(persistent=True) as tape:
        early = w * 2.0
        y = w * v
        tape.watch(w)
        z = w * v
    assert [value(tape.gradient(t, w)) for t in (early, y, z)] == [None, 4.0, 4.0]


def test_an_unwatched_target_that_is_a_source() -> None:
    v, w = tf.Variable(4.0), tf.constant(3.0)
    with tf.GradientTape(persistent=True) as tape:
        q = v * w
    assert [value(g) for g in tape.gradient([q, w], [w])] == [None]
    assert value(tape.gradient(w, w)) == 1.0


@pytest.mark.parametrize("bad", [1.0, np.array(1.0)])
def test_watch_takes_tensors_only(bad: Any) -> None:
    with tf.GradientTape() as tape, pytest.raises(ValueError, match=r"not tf.Tensor or tf.Variable or ExtensionType."):
        tape.watch(bad)
    with pytest.raises(AttributeError):
        tf.GradientTape().watch(tf.constant(1.0))


def test_watching_an_int_warns(capsys: pytest.CaptureFixture[str]) -> None:
    n = tf.constant(3)
    with tf.GradientTape() as tape:
        tape.watch(n)
        y = n * n
    assert tape.gradient(y, n) is None
    said = capsys.readouterr().err
    assert (
        said == "WARNING:tensorflow:The dtype of the watched tensor must be floating (e.g. tf.float32), got tf.int32\n"
    )


def test_equal_constants_are_distinct_sources() -> None:
    a, b = tf.constant(3.0), tf.constant(3.0)
    with tf.GradientTape() as tape:
        tape.watch([a, b])
        y = a * a * b
    assert [value(g) for g in tape.gradient(y, [a, b])] == [18.0, 9.0]


def test_watching_an_intermediate_cuts_nothing() -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
        tape.watch(y)
        z = y * y
    assert (value(tape.gradient(z, y)), value(tape.gradient(z, x))) == (18.0, 108.0)


def test_the_answer_mirrors_the_sources() -> None:
    x, y = tf.Variable(2.0), tf.Variable(3.0)
    tape, z = taped(lambda x, y: x * y, x, y, persistent=True)
    g = tape.gradient(z, {"b": x, "a": [y, (x,)]})
    assert list(g) == ["b", "a"]
    assert isinstance(g["a"][1], tuple)
    assert (value(g["b"]), value(g["a"][0]), value(g["a"][1][0])) == (3.0, 2.0, 3.0)
    assert tape.gradient(z, []) == []


def test_targets_are_summed() -> None:
    x = tf.Variable([1.0, 2.0])
    tape, y = taped(lambda x: x * x, x, persistent=True)
    assert value(tape.gradient(y, x)) == [2.0, 4.0]
    assert value(tape.gradient([y, {"k": y}], x)) == [4.0, 8.0]
    assert tape.gradient([], x) is None
    assert value(tape.gradient(y, y)) == [1.0, 1.0]
    assert [value(g) for g in tape.gradient([y, x], [x, x])] == [[3.0, 5.0]] * 2
    assert value(tape.gradient(x, x)) == [1.0, 1.0]


def test_unconnected() -> None:
    x, n = tf.Variable([1.0, 2.0]), tf.constant([1, 2])
    tape, y = taped(lambda: tf.constant(1.0), persistent=True)
    assert tape.gradient(y, x) is None
    zero = tape.gradient(y, x, unconnected_gradients="zero")
    assert (value(zero), zero.dtype) == ([0.0, 0.0], tf.float32)
    assert tape.gradient(y, n, unconnected_gradients=tf.UnconnectedGradients.ZERO).dtype == tf.int32
    with pytest.raises(ValueError, match="Unknown value for unconnected_gradients: 'nonsense'"):
        tape.gradient(y, x, unconnected_gradients="nonsense")


def test_output_gradients() -> None:
    x = tf.constant([1.0, 2.0, 3.0])
    tape, y = taped(lambda x: x * x, x, persistent=True)
    assert value(tape.gradient(y, x, output_gradients=tf.constant([1.0, 0.0, -1.0]))) == [2.0, 0.0, -6.0]
    assert value(tape.gradient(y, x, output_gradients=[1.0, 0.0, -1.0])) == [2.0, 4.0, 6.0]
    assert value(tape.gradient([y, y], x, output_gradients=[2.0])) == [6.0, 12.0, 18.0]
    for bad in (tf.constant([1.0, 2.0]), tf.constant([1.0, 2.0, 3.0], tf.float64)):
        with pytest.raises(tf.errors.InvalidArgumentError):
            tape.gradient(y, x, output_gradients=bad)
    with pytest.raises(ValueError, match=r"\(None\)"):
        tape.gradient([y, y], x, output_gradients=[1.0, None])


@pytest.mark.parametrize(
    ("target", "source", "error", "text"),
    [
        (None, "x", TypeError, "but received None."),
        (1.0, "x", AttributeError, "'float' object has no attribute 'dtype'"),
        (np.float32(1), "x", AttributeError, "no attribute '_id'"),
        ("y", 1.0, AttributeError, "'float' object has no attribute '_id'"),
        ("y", None, TypeError, "None"),
    ],
)
def test_what_is_no_tensor(target: Any, source: Any, error: type[Exception], text: str) -> None:
    x = tf.Variable(2.0)
    tape, y = taped(lambda x: x * x, x)
    named = {"x": x, "y": y}
    with pytest.raises(error, match=text):
        tape.gradient(named.get(target, target), named.get(source, source))


def test_dtypes_of_gradients() -> None:
    v = tf.Variable([1.0, 2.0])
    tape, y = taped(lambda v: tf.reduce_sum(tf.cast(v, tf.float64) ** 2), v, persistent=True)
    assert tape.gradient(y, v).dtype == tf.float32
    tape, y = taped(lambda v: tf.cast(tf.cast(v, tf.int32), tf.float32), v, persistent=True)
    assert tape.gradient(y, v) is None
    n = tf.Variable(3)
    assert n.trainable
    tape, y = taped(lambda n: n * n, n)
    assert tape.gradient(y, n) is None


@pytest.mark.parametrize(
    ("op", "f"),
    [
        ("Unique", lambda x: tf.unique(x).y),
        ("TruncateMod", lambda x: tf.truncatemod(x, 2.0)),
        ("Lu", lambda x: tf.linalg.lu(tf.linalg.diag(x)).lu),
        ("Bitcast", lambda x: tf.bitcast(x, tf.float32)),
        ("AdjustContrastv2", lambda x: tf.image.adjust_contrast(tf.reshape(x, [1, 1, 2]), 0.5)),
    ],
)
def test_no_gradient_is_registered(op: str, f: Any) -> None:
    x = tf.Variable([1.0, 2.0])
    tape, y = taped(f, x)
    with pytest.raises(LookupError, match=f"gradient registry has no entry for: {op}"):
        tape.gradient(y, x)


def test_softsign_has_no_second_derivative() -> None:
    x = tf.Variable(0.5)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = tf.nn.softsign(x)
        g = inner.gradient(y, x)
    with pytest.raises(LookupError, match="SoftsignGrad"):
        outer.gradient(g, x)


def test_a_slice_made_outside_is_another_tensor() -> None:
    x = tf.constant([1.0, 2.0])
    tape, y = taped(lambda x: x[1] * 2.0, x)
    assert tape.gradient(y, x[1]) is None


def test_the_rows_of_a_jacobian_are_swept_together(monkeypatch: pytest.MonkeyPatch) -> None:
    x = tf.Variable(np.linspace(-1.0, 1.0, 30))
    tape, y = taped(lambda x: tf.sin(x) * x[::-1] + tf.reduce_sum(x * x), x, persistent=True)
    sweeps = []
    monkeypatch.setattr(tf.GradientTape, "adjoints", lambda *about: sweeps.append(about))
    j = tape.jacobian(y, x).numpy()
    v = x.numpy()
    expected = np.diag(np.cos(v) * v[::-1]) + np.diag(np.sin(v))[:, ::-1] + 2 * v
    np.testing.assert_allclose(j, expected, rtol=1e-14, atol=1e-15)
    assert not sweeps


def test_jacobians() -> None:
    w, b = tf.Variable([[1.0, 2.0], [3.0, 4.0]]), tf.Variable([0.5, -0.5])
    tape, y = taped(lambda w, b: tf.linalg.matvec(w, b), w, b, persistent=True)
    j = tape.jacobian(y, {"w": w, "b": b})
    assert tuple(j["w"].shape) == (2, 2, 2)
    assert value(j["b"]) == [[1.0, 2.0], [3.0, 4.0]]
    assert tape.jacobian(y, tf.constant(1.0)) is None
    assert tuple(tape.jacobian(y, tf.ones([3]), unconnected_gradients="zero").shape) == (2, 3)
    assert tape.jacobian(tf.constant([1, 2]), b) is None
    with pytest.raises(AttributeError, match="'list' object has no attribute 'shape'"):
        tape.jacobian([y], b)


def test_jacobian_without_pfor() -> None:
    x = tf.constant([1.0, 2.0])
    tape, y = taped(lambda x: x * x, x)
    with pytest.raises(RuntimeError, match="GradientTape must be created with persistent=True to compute the jacobian"):
        tape.jacobian(y, x, parallel_iterations=2, experimental_use_pfor=False)


def test_batch_jacobian() -> None:
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    tape, y = taped(lambda x: x * x, x, persistent=True)
    assert value(tape.batch_jacobian(y, x)) == [[[2.0, 0.0], [0.0, 4.0]], [[6.0, 0.0], [0.0, 8.0]]]
    with pytest.raises(ValueError, match="Need first dimension of target shape"):
        tape.batch_jacobian(tf.ones([4, 3]), x)
    with pytest.raises(ValueError, match=r"Shape \(2,\) must have rank at least 2"):
        tape.batch_jacobian(tf.ones([2]), x)


def test_the_jacobian_of_a_gather_is_dense() -> None:
    v = tf.Variable([1.0, 2.0])
    tape, y = taped(lambda v: tf.gather(v, [1, 1]), v, persistent=True)
    assert value(tape.jacobian(y, v)) == [[0.0, 1.0], [0.0, 1.0]]
    assert isinstance(tape.gradient(y, v), tf.IndexedSlices)


def test_inf_and_nan_are_answers() -> None:
    x = tf.constant(0.0)
    tape, y = taped(lambda x: tf.where(x > 0, tf.math.log(x), 0.0), x)
    assert math.isnan(tape.gradient(y, x).numpy())
    tape, y = taped(lambda x: tf.where(x > 0, tf.sqrt(x), 0.0), x)
    assert value(tape.gradient(y, x)) == 0.0
