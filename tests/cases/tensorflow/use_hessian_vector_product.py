import tensorflow as tf
x = tf.Variable([1.0, 2.0, 3.0], dtype=tf.float64); d = tf.constant([1.0, 0.0, -1.0], tf.float64)
def f(x):
  return tf.reduce_sum(tf.sin(x)) * tf.reduce_prod(x)
with tf.GradientTape() as outer:
  with tf.GradientTape() as inner:
    y = f(x)
  g = inner.gradient(y, x)
  gd = tf.reduce_sum(g * d)
hvp = outer.gradient(gd, x)
with tf.GradientTape() as outer:
  with tf.GradientTape() as inner:
    y = f(x)
  g = inner.gradient(y, x)
H = outer.jacobian(g, x)
gap = tf.reduce_max(tf.abs(tf.linalg.matvec(H, d) - hvp))
with tf.autodiff.ForwardAccumulator(x, d) as acc:
  y = f(x)
jvp = acc.jvp(y)
print(hvp, H, float(gap) < 1e-12, jvp)
