import tensorflow as tf
a = tf.constant(3.0); b = tf.constant(3.0)
with tf.GradientTape(persistent=True) as t:
  t.watch(a)
  y = a * b
  z = tf.identity(a) * a
ga, gb = t.gradient(y, [a, b])
gz = t.gradient(z, a)
print(ga, gb, gz)
