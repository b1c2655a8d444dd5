import tensorflow as tf
x = tf.constant([[1., 2., 3.], [4., 5., 6.]])
with tf.GradientTape(persistent=True) as t:
  t.watch(x)
  cols = tf.unstack(x, axis=1)
  a, b = x[:, 0:1], x[:, 1:2]
  u = a ** 2 * b
  u2 = cols[0] ** 2 * cols[2]
print(t.gradient(u, a), t.gradient(u, x), t.gradient(u2, cols), t.gradient(u, x[:, 0:1]))
