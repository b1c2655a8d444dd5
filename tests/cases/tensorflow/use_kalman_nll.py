import tensorflow as tf
q, r = tf.Variable(-1.0), tf.Variable(0.0); ys = [1., 1.2, .9, 1.5]
with tf.GradientTape() as t:
  m, P, nll = tf.constant(0.), tf.constant(1.), tf.constant(0.)
  for y in ys:
    P = P + tf.exp(q); S = P + tf.exp(r); e = y - m; nll += .5 * (tf.math.log(2 * 3.1415927 * S) + e ** 2 / S); K = P / S; m += K * e; P *= 1 - K
print(nll, t.gradient(nll, [q, r]), m, P)
