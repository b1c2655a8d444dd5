import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.Variable([2.0, 1.0]); y = tf.Variable(3.0); i = tf.constant([1, 2])
with tf.GradientTape(persistent=True) as t:
  t.watch(i)
  z = y * y
g_none = t.gradient(z, x)
g_zero = t.gradient(z, x, unconnected_gradients='zero')
g_enum = t.gradient(z, [x, y], unconnected_gradients=tf.UnconnectedGradients.ZERO)
g_none_enum = t.gradient(z, [x, y], unconnected_gradients=tf.UnconnectedGradients.NONE)
g_int = t.gradient(z, i, unconnected_gradients='zero')
e = msg(lambda: t.gradient(z, x, unconnected_gradients='nonsense'))
j_none = t.jacobian(z, x)
j_zero = t.jacobian(z, x, unconnected_gradients='zero')
print(g_none, g_zero, g_enum, g_none_enum, g_int, e, j_none, j_zero, sep='\n')
