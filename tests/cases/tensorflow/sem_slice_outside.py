import tensorflow as tf
x = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as t:
  part = x[1]
  y = part * part + x[0] * x[2]
g_outside = t.gradient(y, x[1])
g_inside = t.gradient(y, part)
g_x = t.gradient(y, x)
print(g_outside, g_inside, g_x)
