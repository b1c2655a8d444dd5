import tensorflow as tf
x = tf.Variable(2.0)
d = tf.Variable(3.0, dtype=tf.float64)
h = tf.Variable(1.5, dtype=tf.float16)
with tf.GradientTape(persistent=True) as t:
  y = tf.cast(x, tf.float64) * d * tf.cast(h, tf.float64)
  z = tf.cast(y, tf.float16)
g = t.gradient(y, [x, d, h])
gz = t.gradient(z, [x, d, h])
dtypes = [v.dtype.name for v in g + gz]
print(g, gz, dtypes)
