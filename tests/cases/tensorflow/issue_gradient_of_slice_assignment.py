import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.Variable([1.0, 2.0, 3.0])
def assign(x):
  y = x * 1.0
  y[0] = 5.0
  return y
e = msg(lambda: assign(x))
with tf.GradientTape() as t:
  y = tf.tensor_scatter_nd_update(x, [[0]], [x[1] * 10.0])
  z = tf.reduce_sum(y ** 2)
g = t.gradient(z, x)
mask = tf.constant([True, False, False])
with tf.GradientTape() as t:
  z = tf.reduce_sum(tf.where(mask, x[1] * 10.0, x) ** 2)
g_where = t.gradient(z, x)
with tf.GradientTape() as t:
  x[1].assign(7.0)
  z = tf.reduce_sum(x ** 2)
g_after = t.gradient(z, x)
print(e, g, g_where, g_after, x)
