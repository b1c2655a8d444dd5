import tensorflow as tf
i = tf.constant(3)
b = tf.constant([True, False])
f = tf.constant(2.0)
with tf.GradientTape(persistent=True) as t:
  t.watch(i)
  t.watch(b)
  t.watch(f)
  y = tf.cast(i, tf.float32) * f
g = t.gradient(y, [i, f])
gi = t.gradient(i * i, i)
print(g, gi)
