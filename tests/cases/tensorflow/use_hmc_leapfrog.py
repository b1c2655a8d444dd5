import tensorflow as tf
import numpy as np
S = tf.constant([[1., .6], [.6, 2.]]); P = tf.linalg.inv(S)
def U(q): return .5 * tf.reduce_sum(q * tf.linalg.matvec(P, q))
def gradU(q):
  with tf.GradientTape() as t: t.watch(q); u = U(q)
  return t.gradient(u, q)
q, p = tf.constant([1., -1.]), tf.constant([.3, .5])
h0 = U(q) + .5 * tf.tensordot(p, p, 1)
for i in range(5):
  p = p - .05 * gradU(q); q = q + .1 * p; p = p - .05 * gradU(q)
h1 = U(q) + .5 * tf.tensordot(p, p, 1)
print(q, p, h0, h1, 'accept prob %.5f' % min(1., float(tf.exp(h0 - h1))))
