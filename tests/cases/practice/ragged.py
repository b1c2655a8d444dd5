import tensorflow as tf
rt = tf.ragged.constant([[1., 2., 3.], [], [4., 5.]])
print(rt); print(rt.shape, rt.dtype, rt.row_splits); print(rt.to_tensor()); print(tf.reduce_sum(rt, axis=1)); print(tf.reduce_mean(rt, axis=1))
v = tf.Variable([1., 2., 3., 4., 5.])
with tf.GradientTape() as t:
    r = tf.RaggedTensor.from_row_lengths(v, [2, 0, 3])
    l = tf.reduce_sum(tf.reduce_sum(r * r, axis=1)**2)
print(r); print(l, t.gradient(l, v))
with tf.GradientTape(persistent=True) as t:
    r = tf.RaggedTensor.from_row_splits(v, [0, 2, 5])
    d = r.to_tensor(default_value=-1.); m = tf.reduce_max(r, axis=1)
    fv = tf.reduce_sum(tf.math.log(r).flat_values)
print(d); print(m, t.gradient(m, v), t.gradient(fv, v))
emb = tf.Variable(tf.ones([4, 2]))
ids = tf.ragged.constant([[0, 1], [3]])
with tf.GradientTape() as t:
    e = tf.nn.embedding_lookup(emb, ids); p = tf.reduce_mean(e, axis=1); l = tf.reduce_sum(p * [[1., 2.], [3., 4.]])
print(e); print(p); g = t.gradient(l, emb); print(tf.convert_to_tensor(g))
print(rt[0], rt[2, 1], rt.nrows(), rt.row_lengths(), rt.bounding_shape())
print(tf.concat([rt, rt], axis=1).to_list()); print(rt + 1); print(tf.ragged.map_flat_values(tf.sin, rt))
print(tf.RaggedTensor.from_tensor([[1, 2, 0], [3, 0, 0]], padding=0)); print(tf.ragged.boolean_mask([[1, 2], [3, 4]], [[True, False], [True, True]]))
print(tf.ragged.stack([[1, 2], [3]]))
print(repr(rt)); print(tf.ragged.constant([[1, 2]]).numpy())
for row in rt: print(row.numpy())
