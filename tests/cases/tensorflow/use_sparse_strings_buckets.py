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
sp = tf.SparseTensor([[0, 1], [1, 0], [2, 3]], [1.0, 2.0, 3.0], [3, 4])
print(tf.sparse.to_dense(tf.sparse.reshape(sp, [2, 6])).numpy().tolist(), tf.sparse.to_dense(tf.sparse.reshape(sp, [2, -1])).shape)
print(tf.sparse.to_dense(tf.sparse.slice(sp, [1, 0], [5, 2])).numpy().tolist())
x = tf.Variable(tf.random.stateless_normal([2, 5, 4, 2], [1, 2]))
for padding in ("VALID", "SAME"):
    for batch in (False, True):
        with tf.GradientTape() as t:
            y, at = tf.nn.max_pool_with_argmax(x, 2, 2, padding, include_batch_in_index=batch)
            s = tf.reduce_sum(y * tf.cast(at, tf.float32))
        print(padding, batch, y.shape, at.dtype, at.numpy().ravel().tolist(), t.gradient(s, x).numpy()[0, 0].tolist())
print([b.tolist() for b in tf.data.Dataset.range(6).bucket_by_sequence_length(lambda x: tf.cast(x, tf.int32), [3], [2, 2]).as_numpy_iterator()])
seqs = [[0], [1, 2, 3, 4], [5, 6, 7], [7, 8, 9, 10, 11], [13, 14, 15, 16, 19, 20], [21, 22]]
ds = tf.data.Dataset.from_generator(lambda: seqs, output_signature=tf.TensorSpec([None], tf.int64))
for about in (dict(), dict(padding_values=np.int64(-1)), dict(drop_remainder=True)):
    for e in ds.bucket_by_sequence_length(lambda e: tf.shape(e)[0], [3, 5], [2, 2, 2], **about).as_numpy_iterator():
        print(e.tolist())
print([int(v) for v in tf.data.Dataset.from_tensor_slices([1, 2, 2, 3, 1]).unique()])
print(tf.strings.split("a b  c").numpy().tolist(), tf.strings.split(["Hello World", "tf rocks!"]), tf.strings.split("a,b,,c", sep=",").numpy().tolist())
print(tf.strings.substr(["Hello", "tf"], 1, 3).numpy().tolist(), tf.strings.regex_replace("a1b22", "[0-9]+", "#").numpy())
print(tf.keras.preprocessing.sequence.make_sampling_table(6).round(6).tolist())


@tf.RegisterGradient("MyOwn")
def _own(op, grad):
    return grad


print(_own(None, 3))
