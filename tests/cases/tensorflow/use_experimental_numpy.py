import tensorflow as tf
import tensorflow.experimental.numpy as tnp
x = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as t:
  a = tnp.sum(tnp.square(x))
  b = tnp.dot(x, x)
  c = tnp.sin(x)
  d = tnp.where(x > 1.5, x * x, x)
  e = tnp.matmul(tnp.reshape(x, [1, 3]), tnp.reshape(x, [3, 1]))
  f = tnp.mean(tnp.exp(-x), axis=0)
grads = [t.gradient(y, x) for y in (a, b, c, d, e, f)]
print([g.numpy().tolist() for g in grads], tnp.allclose(grads[0], 2 * x))
