import tensorflow as tf
a = tf.constant([1.0, 2.0, 6.0, -1.0, 7.5]); b = tf.constant([0.1, 0.2, 0.1, 0.1, -2.5])
with tf.GradientTape(persistent=True) as t:
  t.watch([a, b])
  q = a // b
  r = a % b
  s = tf.math.floordiv(a, b) * b + tf.math.floormod(a, b)
g_q = t.gradient(q, [a, b])
g_r = t.gradient(r, [a, b])
g_s = t.gradient(s, [a, b])
d = tf.constant(1.0, tf.float64) // 0.1
i = tf.constant([7, -7]) // 2
print(q, r, s, g_q, g_r, g_s, d, i)
