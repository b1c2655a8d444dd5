import tensorflow as tf
x = tf.Variable([1., 2.]); y = tf.Variable(3.0); i = tf.constant([1, 2]); s = tf.Variable('a'); z = tf.constant(1.0, tf.float64)
with tf.GradientTape(persistent=True) as t:
  t.watch(z)
  l = tf.reduce_sum(x)
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"[:250]
for u in ('none', 'zero', tf.UnconnectedGradients.NONE, tf.UnconnectedGradients.ZERO):
  print(msg(lambda: t.gradient(l, [x, y, i, z], unconnected_gradients=u)))
  print(msg(lambda: t.gradient(l, {'y': y, 'n': {'i': i}}, unconnected_gradients=u)))
  print(msg(lambda: t.jacobian(x * 1.0, y, unconnected_gradients=u)), msg(lambda: t.jacobian(l, y, unconnected_gradients=u)))
print(msg(lambda: t.gradient(l, s)), msg(lambda: t.gradient(l, s, unconnected_gradients='zero')), msg(lambda: t.gradient(l, [x], unconnected_gradients=None)))
print(msg(lambda: tf.UnconnectedGradients('zero')), tf.UnconnectedGradients.ZERO == 'zero')
m = tf.constant([[1., 2.]])
with tf.GradientTape() as t: t.watch(m); q = tf.constant([[3.]])
print(msg(lambda: t.batch_jacobian(q, m, unconnected_gradients='zero')))
