import tensorflow as tf
@tf.function
def f(x):
  y = x ** 3
  return tf.gradients(y, x)[0], tf.gradients([y, x], [x], grad_ys=[2.0, 3.0])[0]
x = tf.constant(2.0)
print(f(x))
with tf.GradientTape() as t:
  t.watch(x)
  z = f(x)[0]
print(t.gradient(z, x))
@tf.function
def h(x):
  a = tf.sin(x); b = a * a
  return a, b
with tf.GradientTape(persistent=True) as t:
  t.watch(x)
  a, b = h(x)
print(t.gradient(b, a), t.gradient(b, x), t.gradient(a, x), t.gradient([a, b], x))
@tf.function
def none(x):
  return tf.gradients(tf.constant(1.0), x), tf.gradients(tf.stop_gradient(x), [x], unconnected_gradients="zero")
print(none(x))
try:
  print(tf.gradients(x * x, x))
except Exception as e:
  print(type(e).__name__, e)
