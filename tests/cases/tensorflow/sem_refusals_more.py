import numpy as np
import tensorflow as tf


def said(f):
    try:
        return f()
    except Exception as e:
        return f"{type(e).__name__}: {str(e).splitlines()[0]}"


x, v = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([1.0, 2.0, 3.0])
w = tf.Variable([[1.0, 2.0]], shape=tf.TensorShape([None, 2]))
for name, f in {
    "square": lambda: tf.square(1.0, 2.0, 3.0),
    "greater": lambda: tf.greater(x, zzz=1),
    "mixed": lambda: tf.constant([1, "a"]),
    "mixed 2": lambda: tf.constant(["a", 1]),
    "mixed 3": lambda: tf.constant([True, 1]),
    "mixed 4": lambda: tf.constant([1, 1j]),
    "mixed 5": lambda: tf.constant([1, None]),
    "alike": lambda: tf.constant([1, 2.5, True]),
    "dict": lambda: tf.constant({}),
    "set": lambda: tf.constant(set()),
    "function": lambda: tf.constant(len),
    "objects": lambda: tf.constant(np.array([object()])),
    "pack": lambda: tf.convert_to_tensor([x, v]),
    "pad": lambda: tf.pad(x, [[1, 1], [1, 1]], "BAD"),
    "zeros": lambda: tf.zeros([2.5]),
    "fill": lambda: tf.fill([2], [1, 2]),
    "segments": lambda: tf.math.segment_sum(v, [1, 0, 2]),
    "segments 2": lambda: tf.math.segment_mean(v, [0, 1]),
    "unsorted": lambda: tf.math.unsorted_segment_sum(v, [2, 1, 0], 3),
    "labels": lambda: tf.nn.sigmoid_cross_entropy_with_logits(x),
    "cond": lambda: tf.cond([True, False], lambda: 1, lambda: 2),
    "rows": lambda: tf.map_fn(lambda z: z, tf.constant(1.0)),
    "shape": lambda: x.set_shape([3, 3]),
    "sort": lambda: tf.sort(v, direction="UP"),
    "argsort": lambda: tf.argsort(v, direction="UP"),
    "band": lambda: tf.linalg.band_part(v, 0, 0),
    "not": lambda: tf.logical_not(1.0),
    "repeat": lambda: tf.repeat(v, [1, 2]),
    "einsum": lambda: tf.einsum("ij,jk", x),
    "conv": lambda: tf.nn.conv2d(tf.ones([1, 3, 3, 1]), tf.ones([2, 2, 1, 1]), 1, "same"),
    "softmax": lambda: tf.nn.softmax(x, axis=4),
    "variable": lambda: tf.Variable([1.0, 2.0], shape=[3]),
    "open": lambda: (w, w.shape, w.assign([[1.0, 2.0], [3.0, 4.0]]), w.assign_add(tf.ones([2, 2]))),
    "wrong": lambda: w.assign([[1.0], [3.0]]),
    "unread": lambda: w.assign([[5.0, 6.0]], read_value=False),
    "none": lambda: w == None,  # noqa: E711
    "none too": lambda: (x == None, x != None),  # noqa: E711
    "part": lambda: tf.Variable([1.0, 2.0])[0].assign([1.0, 2.0]),
    "add_n": lambda: (tf.add_n(v), tf.add_n(x), said(lambda: tf.add_n([x, None]))),
}.items():
    print(name, "->", said(f))
for f in (lambda x: x + x, lambda x: x):
    traced = tf.function(f, input_signature=[tf.TensorSpec([None], tf.float32)])
    print(traced([1, 2]), said(lambda: traced(x)), said(lambda: traced(tf.constant([1]))), said(lambda: traced()))
