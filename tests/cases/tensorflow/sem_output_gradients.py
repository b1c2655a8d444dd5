import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as t:
  y = x * x
  z = x * 3.0
g_t = t.gradient(y, x, output_gradients=tf.constant([1.0, 0.0, -1.0]))
g_scalar = msg(lambda: t.gradient(y, x, output_gradients=tf.constant(2.0)))
g_list = msg(lambda: t.gradient(y, x, output_gradients=[1.0, 0.0, -1.0]))
g_two = t.gradient([y, z], x, output_gradients=[tf.constant([1.0, 0.0, 0.0]), tf.constant([0.0, 1.0, 1.0])])
g_one_of_two = msg(lambda: t.gradient([y, z], x, output_gradients=[tf.constant([1.0, 0.0, 0.0])]))
g_shape = msg(lambda: t.gradient(y, x, output_gradients=tf.constant([1.0, 2.0])))
g_dtype = msg(lambda: t.gradient(y, x, output_gradients=tf.constant([1.0, 2.0, 3.0], tf.float64)))
g_none = msg(lambda: t.gradient([y, z], x, output_gradients=[None, tf.constant([0.0, 1.0, 1.0])]))
print(g_t, g_scalar, g_list, g_two, g_one_of_two, g_shape, g_dtype, g_none, sep='\n')
