import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.Variable(3.0)
with tf.GradientTape() as t:
  y = x * x
g = t.gradient(y, x)
again = msg(lambda: t.gradient(y, x))
jac = msg(lambda: t.jacobian(y, x))
with tf.GradientTape() as t:
  y = tf.stack([[x, x * x]])
bj = msg(lambda: t.batch_jacobian(y, tf.ones([1, 2])))
bj2 = msg(lambda: t.batch_jacobian(y, tf.ones([1, 2])))
never = msg(lambda: tf.GradientTape().gradient(y, x))
never_jac = msg(lambda: tf.GradientTape().jacobian(y, x))
print(g, again, jac, bj, bj2, never, never_jac, sep='\n')
