import tensorflow as tf
x = tf.Variable([1.0, 2.0])
def tryit(f):
  try:
    r = f(); print("ok", r)
  except Exception as e:
    print(type(e).__name__, str(e)[:200])
def tape(p=True):
  with tf.GradientTape(persistent=p) as t:
    y = x * x
  return t, y
t, y = tape()
tryit(lambda: t.jacobian(y, x, parallel_iterations=1))
tryit(lambda: t.jacobian(y, x, experimental_use_pfor=False))
tryit(lambda: t.jacobian(y, x, output_gradients=[1.0]))
tryit(lambda: t.jacobian(y, x, unconnected_gradients="bad"))
tryit(lambda: t.jacobian(y, x, foo=1))
tryit(lambda: t.jacobian(y, [x, {"a": x}]))
tryit(lambda: t.jacobian([y], x))

tryit(lambda: t.jacobian(None, x))
tryit(lambda: t.jacobian(y, x, tf.UnconnectedGradients.ZERO, None, True))
t, y = tape(False)
tryit(lambda: t.jacobian(y, x, experimental_use_pfor=False))
t, y = tape(False)
tryit(lambda: t.batch_jacobian(y, x))
z = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape(persistent=True) as t:
  q = z * z
  q3 = tf.concat([q, q], 0)
  r0 = tf.reduce_sum(q)
tryit(lambda: t.batch_jacobian(q, z, experimental_use_pfor=False))
tryit(lambda: t.batch_jacobian(q, z, parallel_iterations=2))
tryit(lambda: t.batch_jacobian(q3, z))
tryit(lambda: t.batch_jacobian(r0, z))
tryit(lambda: t.batch_jacobian(q, [z]))
tryit(lambda: t.batch_jacobian(q, z, unconnected_gradients="zero"))
tryit(lambda: t.batch_jacobian(q, z, foo=2))
tryit(lambda: t.batch_jacobian(tf.constant([[1.0], [2.0]]), z))
tryit(lambda: t.batch_jacobian(tf.constant([[1.0], [2.0]]), z, unconnected_gradients="zero"))
