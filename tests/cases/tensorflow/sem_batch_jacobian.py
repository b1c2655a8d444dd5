import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.reshape(tf.range(1.0, 7.0), [2, 3])
with tf.GradientTape(persistent=True) as t:
  t.watch(x)
  y = x * x
  z = tf.stack([tf.reduce_sum(x, 1), tf.reduce_prod(x, 1)], 1)
  w = tf.reshape(y, [2, 3, 1]) * tf.ones([1, 1, 2])
  c = tf.ones([2, 2])
bj = t.batch_jacobian(y, x)
bz = t.batch_jacobian(z, x)
bw = t.batch_jacobian(w, x)
bn = t.batch_jacobian(c, x)
bzero = t.batch_jacobian(c, x, unconnected_gradients='zero')
bseq = t.batch_jacobian(z, x, experimental_use_pfor=False)
e1 = msg(lambda: t.batch_jacobian(tf.reduce_sum(y), x))
print(bj, bz, bw.shape, bn, bzero, bseq, e1, sep='\n')
