import tensorflow as tf
def f(x): return tf.reduce_sum(x[:-1] ** 2 * x[1:] + tf.cos(x[1:] * x[:-1]))
x = tf.constant([0.5, -1.2, 2.0]); v = tf.constant([1.0, 0.5, -2.0])
def back_over_back():
  with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as inner:
      inner.watch(x)
      y = f(x)
    g = inner.gradient(y, x)
    gv = tf.reduce_sum(g * v)
  return outer.gradient(gv, x)
def via_output_gradients():
  with tf.GradientTape() as outer:
    outer.watch(x)
    with tf.GradientTape() as inner:
      inner.watch(x)
      y = f(x)
    g = inner.gradient(y, x)
  return outer.gradient(g, x, output_gradients=v)
def forward_over_back():
  with tf.autodiff.ForwardAccumulator(x, v) as acc:
    with tf.GradientTape() as t:
      t.watch(x)
      y = f(x)
    g = t.gradient(y, x)
  return acc.jvp(g)
def back_over_forward():
  with tf.GradientTape() as t:
    t.watch(x)
    with tf.autodiff.ForwardAccumulator(x, v) as acc:
      y = f(x)
    d = acc.jvp(y)
  return t.gradient(d, x)
a, b, c, d = back_over_back(), via_output_gradients(), forward_over_back(), back_over_forward()
print(a, b, c, d)
