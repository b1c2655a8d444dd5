import tensorflow as tf
x = tf.Variable(2.7); n = tf.Variable(3)
with tf.GradientTape(persistent=True) as t:
  i = tf.cast(x, tf.int32)
  back = tf.cast(i, tf.float32)
  mixed = back * x
  m = tf.cast(n, tf.float32) * x
g_back = t.gradient(back, x)
g_mixed = t.gradient(mixed, x)
g_m = t.gradient(m, [x, n])
g_i = t.gradient(i, x)
flags = n.trainable, n.dtype.name
print(g_back, g_mixed, g_m, g_i, flags)
