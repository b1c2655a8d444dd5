import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
@tf.custom_gradient
def scaled(x, factor=2.0):
  def grad(dy):
    return dy * factor * 100.0
  return x * factor, grad
@tf.custom_gradient
def structured(pair):
  a, b = pair
  def grad(dy):
    return [(dy * b, dy * a)]
  return a * b, grad
@tf.custom_gradient
def float_back(x):
  def grad(dy):
    return 5.0
  return x * 1.0, grad
@tf.custom_gradient
def not_pair(x):
  return x * 2.0
x = tf.Variable(3.0); c = tf.constant(4.0)
with tf.GradientTape(persistent=True) as t:
  t.watch(c)
  y = scaled(c, factor=3.0)
  z = float_back(c)
g_y = t.gradient(y, c)
g_z = t.gradient(z, c)
kind = type(g_z).__name__
e = msg(lambda: not_pair(c))
dec = scaled(c)
print(y, g_y, g_z, kind, dec, str(e)[:60])
