import tensorflow as tf
x = tf.constant([[2.0, 3.0], [1.0, 4.0]]); v = tf.Variable(2.0)
with tf.autodiff.ForwardAccumulator(primals=x, tangents=tf.constant([[1.0, 0.0], [0.0, 1.0]])) as acc:
  y = tf.reduce_sum(x ** 2.0) * v
  z = x * 3.0
jvp_y = acc.jvp(y)
jvp_z = acc.jvp(z)
none = acc.jvp(tf.constant(1.0))
zero = acc.jvp(tf.constant(1.0), unconnected_gradients=tf.UnconnectedGradients.ZERO)
with tf.autodiff.ForwardAccumulator(v, tf.constant(1.0)) as acc:
  with tf.GradientTape() as t:
    f = v ** 3
  g = t.gradient(f, v)
hvp = acc.jvp(g)
print(jvp_y, jvp_z, none, zero, hvp)
