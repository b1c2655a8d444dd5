import tensorflow as tf
x = tf.Variable(300.0, dtype=tf.float16)
with tf.GradientTape(persistent=True) as t:
  y = x * x
  z = tf.cast(x, tf.float32) ** 2
g = t.gradient(y, x)
gz = t.gradient(z, x)
big = tf.Variable(1e30)
with tf.GradientTape() as t:
  w = big * big
gw = t.gradient(w, big)
tiny = tf.Variable(1e-30)
with tf.GradientTape() as t:
  u = tiny * tiny
gu = t.gradient(u, tiny)
print(y, g, z, gz, w, gw, u, gu)
