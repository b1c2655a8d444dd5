import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.Variable([1.0, 2.0])
with tf.GradientTape() as t:
  y = x * x
e_pfor = msg(lambda: t.jacobian(y, x, experimental_use_pfor=False))
with tf.GradientTape(persistent=True) as t:
  y = x * x
  i = tf.cast(x, tf.int32)
  g = tf.gather(x, [0, 0])
e_list = msg(lambda: t.jacobian([y, y], x))
e_int = msg(lambda: t.jacobian(i, x))
j_gather = t.jacobian(g, x)
a, b = tf.ones([2, 3]), tf.ones([4, 3])
e_dims = msg(lambda: t.batch_jacobian(tf.ones([4, 3]), tf.ones([2, 3])))
e_rank = msg(lambda: t.batch_jacobian(y, x))
e_none = msg(lambda: t.jacobian(None, x))
e_scalar = msg(lambda: t.jacobian(2.0, x))
print(e_pfor, e_list, e_int, j_gather, e_dims, e_rank, e_none, e_scalar, sep='\n')
