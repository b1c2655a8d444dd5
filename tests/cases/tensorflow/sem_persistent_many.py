import tensorflow as tf
x = tf.constant(3.0)
with tf.GradientTape(persistent=True) as t:
  t.watch(x)
  y = x * x
  z = y * y
dz_dx = t.gradient(z, x)
dy_dx = t.gradient(y, x)
dz_dy = t.gradient(z, y)
again = t.gradient(z, x)
del t
print(dz_dx.numpy(), dy_dx.numpy(), dz_dy.numpy(), again.numpy())
