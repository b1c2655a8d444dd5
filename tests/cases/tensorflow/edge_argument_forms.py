import numpy as np
import tensorflow as tf
x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
shape = tf.constant([4]); axis = tf.constant(1)
with tf.GradientTape(persistent=True) as t:
  a = tf.reshape(x, shape)
  b = tf.reduce_sum(x, axis)
  c = tf.reshape(x, (x.shape[0] * x.shape[1],))
  d = tf.reshape(x, [tf.shape(x)[0], -1])
  e = tf.transpose(x, np.array([1, 0]))
  f = tf.tile(x, tf.constant([1, 2]))
  h = tf.concat((x, x), axis=tf.constant(0))
  i = tf.reduce_sum(x, axis=np.int64(0))
  j = tf.gather(x, tf.constant([1], tf.int64))
  k = tf.broadcast_to(x[0], tf.shape(x))
  l = tf.zeros(tf.shape(x)) + x
  m = tf.ones(x.shape) * x
  n = tf.reshape(x[0, 0], [])
  o = tf.split(x, num_or_size_splits=[1, 1])[0]
  p = tf.expand_dims(x, np.int32(0))
  q = x[tf.constant(0)][tf.constant(1)]
grads = [tf.convert_to_tensor(t.gradient(y, x)) for y in (a, b, c, d, e, f, h, i, j, k, l, m, n, o, p, q)]
print([g.numpy().tolist() for g in grads]); print([y.shape.as_list() for y in (a, b, c, d, e, f, h, i, j, k, l, m, n, o, p, q)])
