import tensorflow as tf
x = tf.Variable(2.0)
c = tf.constant(3.0)
with tf.GradientTape() as t:
  t.watch(c)
  y = x * x * c
  before = len(t.watched_variables())
  t.reset()
  after = len(t.watched_variables())
  z = x * c
g_x = t.gradient(z, [x, c])
with tf.GradientTape() as t:
  y = x * x
  t.reset()
  y = y + x
g_partial = t.gradient(y, x)
print(before, after, g_x, g_partial)
