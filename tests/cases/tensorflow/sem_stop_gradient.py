import tensorflow as tf
x = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as t:
  a = tf.stop_gradient(x * x)
  b = x * tf.stop_gradient(x)
  c = x + tf.stop_gradient(tf.round(x * 1.3) - x)
  d = tf.stop_gradient(x) ** 2 + x
  e = tf.nest.map_structure(tf.stop_gradient, {'k': x * 3.0})['k'] + x
g_a = t.gradient(a, x)
g_b = t.gradient(b, x)
g_c = t.gradient(c, x)
g_d = t.gradient(d, x)
g_e = t.gradient(e, x)
print(g_a, g_b, g_c, g_d, g_e, c)
