import tensorflow as tf
p = tf.Variable([1.0, 0.0, 0.5]); y = tf.constant([1.0, 0.0, 1.0])
with tf.GradientTape(persistent=True) as t:
  naive = -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))
  clipped = -tf.reduce_mean(y * tf.math.log(tf.clip_by_value(p, 1e-7, 1 - 1e-7)) + (1 - y) * tf.math.log(tf.clip_by_value(1 - p, 1e-7, 1.0)))
  eps = -tf.reduce_mean(y * tf.math.log(p + 1e-7) + (1 - y) * tf.math.log(1 - p + 1e-7))
  xl = -tf.reduce_mean(tf.math.xlogy(y, p) + tf.math.xlogy(1 - y, 1 - p))
g_naive = t.gradient(naive, p)
g_clipped = t.gradient(clipped, p)
g_eps = t.gradient(eps, p)
g_xl = t.gradient(xl, p)
print(naive, g_naive, clipped, g_clipped, eps, g_eps, xl, g_xl, sep='\n')
