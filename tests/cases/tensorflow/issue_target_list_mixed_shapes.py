import tensorflow as tf
x = tf.Variable([1., 2., 3.]); w = tf.Variable(2.0)
with tf.GradientTape() as t:
  y = x ** 2 * w; reg = .5 * w ** 2
g = t.gradient([y, reg], [x, w])
print(g)
with tf.GradientTape() as t:
  outs = {'main': tf.reduce_sum(x * w), 'aux': [x[0] * 3., tf.outer(x, x) if hasattr(tf, 'outer') else x[:, None] * x[None]]}
print(t.gradient(outs, x))
