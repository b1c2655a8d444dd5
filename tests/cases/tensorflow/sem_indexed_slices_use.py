import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
emb = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
with tf.GradientTape(persistent=True) as t:
  e = tf.nn.embedding_lookup(emb, [0, 2, 0])
  loss = tf.reduce_sum(e * e)
  nd = tf.reduce_sum(tf.gather_nd(emb, [[0], [1]]))
  both = tf.reduce_sum(tf.gather(emb, [1])) + tf.reduce_sum(emb ** 2)
g = t.gradient(loss, emb)
g_nd = t.gradient(nd, emb)
g_both = t.gradient(both, emb)
dense = tf.convert_to_tensor(g)
kind = type(g).__name__, type(g_nd).__name__, type(g_both).__name__
norm = tf.linalg.global_norm([g])
clipped, n = tf.clip_by_global_norm([g], 1.0)
clip_kind = type(clipped[0]).__name__
emb.assign_sub(0.1 * tf.convert_to_tensor(g))
shape = tuple(g.shape)
opt = tf.keras.optimizers.SGD(0.5)
opt.apply_gradients([(g, emb)])
e2 = msg(lambda: tf.add(g, 1.0))
e3 = msg(lambda: tf.square(g))
print(kind, dense, g_nd, norm, clip_kind, shape, emb, e2, e3)
