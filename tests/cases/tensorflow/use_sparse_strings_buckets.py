import numpy as np
import tensorflow as tf

emb = tf.Variable(tf.reshape(tf.range(10.0), [5, 2]) / 10)
ids = tf.SparseTensor([[0, 0], [0, 2], [1, 0], [2, 1]], tf.constant([1, 3, 3, 0], tf.int64), [3, 4])
w = tf.SparseTensor(ids.indices, tf.constant([1.0, 0.5, 2.0, 1.0]), ids.dense_shape)
for combiner in ("mean", "sum", "sqrtn"):
    for weights in (None, w):
        with tf.GradientTape() as t:
            o = tf.nn.embedding_lookup_sparse(emb, ids, weights, combiner=combiner)
            s = tf.reduce_sum(o * o)
        g = tf.convert_to_tensor(t.gradient(s, emb))
        print(combiner, weights is not None, o.numpy().round(5).tolist(), g.numpy().round(5).tolist())
x = tf.Variable(tf.random.stateless_normal([2, 5, 4, 2], [1, 2]))
for padding in ("VALID", "SAME"):
    for batch in (False, True):
        with tf.GradientTape() as t:
            y, at = tf.nn.max_pool_with_argmax(x, 2, 2, padding, include_batch_in_index=batch)
            s = tf.reduce_sum(y * tf.cast(at, tf.float32))
        print(padding, batch, y.shape, at.dtype, at.numpy().ravel().tolist(), t.gradient(s, x).numpy()[0, 0].tolist())
print(tf.strings.split("a b  c").numpy().tolist(), tf.strings.split(["Hello World", "tf rocks!"]), tf.strings.split("a,b,,c", sep=",").numpy().tolist())
print(tf.strings.substr(["Hello", "tf"], 1, 3).numpy().tolist(), tf.strings.regex_replace("a1b22", "[0-9]+", "#").numpy())
print(tf.keras.preprocessing.sequence.make_sampling_table(6).round(6).tolist())


@tf.RegisterGradient("MyOwn")
def _own(op, grad):
    return grad


print(_own(None, 3))
