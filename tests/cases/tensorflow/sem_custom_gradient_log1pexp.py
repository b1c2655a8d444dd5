import tensorflow as tf
@tf.custom_gradient
def log1pexp(x):
  e = tf.exp(x)
  def grad(upstream):
    return upstream * (1 - 1 / (1 + e))
  return tf.math.log(1 + e), grad
@tf.custom_gradient
def clip_gradients(y):
  def backward(dy):
    return tf.clip_by_norm(dy, 0.5)
  return y, backward
x = tf.constant(100.0)
with tf.GradientTape(persistent=True) as t2:
  t2.watch(x)
  with tf.GradientTape() as t:
    t.watch(x)
    y = log1pexp(x)
  g = t.gradient(y, x)
h = t2.gradient(g, x)
v = tf.Variable(2.0)
with tf.GradientTape() as t:
  z = clip_gradients(v * v)
gv = t.gradient(z, v)
print(y, g, h, gv)
