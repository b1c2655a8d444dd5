import tensorflow as tf
w = tf.Variable([[0.5], [-0.3]]); x = tf.constant([[1.0, 2.0], [0.5, -1.0]])
with tf.GradientTape() as tape:
  with tf.GradientTape() as inner:
    inner.watch(x)
    d = tf.sigmoid(x @ w)
  gx = inner.gradient(d, x)
  norm = tf.sqrt(tf.reduce_sum(gx ** 2, axis=1))
  penalty = tf.reduce_mean((norm - 1.0) ** 2)
gw = tape.gradient(penalty, w)
print(penalty, gw)
