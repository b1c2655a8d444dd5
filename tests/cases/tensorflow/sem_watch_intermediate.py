import tensorflow as tf
x = tf.constant(2.0)
with tf.GradientTape(persistent=True) as t:
  t.watch(x)
  y = x * x
  t.watch(y)
  z = y * y
gx = t.gradient(z, x)
gy = t.gradient(z, y)
both = t.gradient(z, [x, y])
with tf.GradientTape(persistent=True) as t:
  y = x * x
  t.watch(y)
  z = y * y
only_y = t.gradient(z, [x, y])
print(gx, gy, both, only_y)
