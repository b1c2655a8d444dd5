import tensorflow as tf
x = tf.Variable([0.0, 1.0, 4.0])
with tf.GradientTape(persistent=True) as t:
  d = tf.sqrt(x)
  safe = tf.sqrt(x + 1e-12)
  dist = tf.norm(x - x)
  pair = tf.sqrt((x[:, None] - x[None, :]) ** 2)
g_d = t.gradient(d, x)
g_safe = t.gradient(safe, x)
g_dist = t.gradient(dist, x)
g_pair = t.gradient(pair, x)
has_nan = bool(tf.reduce_any(tf.math.is_nan(g_pair)))
print(g_d, g_safe, g_dist, g_pair, has_nan)
