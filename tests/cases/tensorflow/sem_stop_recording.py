import tensorflow as tf
x = tf.Variable(3.0)
with tf.GradientTape(persistent=True) as t:
  a = x * x
  with t.stop_recording():
    b = x * x
    inner = t.gradient(a, x)
  c = x * b
g_a = t.gradient(a, x)
g_b = t.gradient(b, x)
g_c = t.gradient(c, x)
with tf.GradientTape() as outer:
  with tf.GradientTape() as t2:
    with t2.stop_recording():
      y = x ** 3
    z = y * x
g_outer = outer.gradient(z, x)
g_inner = t2.gradient(z, x)
print(inner, g_a, g_b, g_c, g_outer, g_inner)
