import tensorflow as tf
x = tf.Variable([[0., 0.], [1., 0.]]); y = tf.constant([[0., 1.], [1., 1.], [2., 2.]])
with tf.GradientTape() as t:
  C = tf.reduce_sum((x[:, None] - y[None]) ** 2, -1); K = tf.exp(-C / .5); u = tf.ones([2]) / 2; a, b = tf.ones([2]) / 2, tf.ones([3]) / 3
  for _ in range(20): v = b / tf.linalg.matvec(K, u, transpose_a=True); u = a / tf.linalg.matvec(K, v)
  cost = tf.reduce_sum(u[:, None] * K * v[None] * C)
print(cost, t.gradient(cost, x))
