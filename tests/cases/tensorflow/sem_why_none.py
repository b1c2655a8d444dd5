import tensorflow as tf
x = tf.Variable(3.0); c = tf.constant(2.0)
with tf.GradientTape(persistent=True) as t:
  a = x + 1.0; y = a * 1.0
  i = tf.cast(x, tf.int32); z = tf.cast(i, tf.float32) * 2.0
  v = tf.Variable(x * 2); q = v * 3.0
  oh = tf.reduce_sum(tf.one_hot(tf.cast(x, tf.int32), 5))
  with tf.GradientTape() as t2:
    t2.watch(c)
    lin = c * 2.0 + 1.0
  s = t2.gradient(lin, c)
  cnt = tf.math.count_nonzero(x, dtype=tf.float32)
print(t.gradient(y, x), t.gradient(z, x), t.gradient(q, x), t.gradient(oh, x), t.gradient(s, c), t.gradient(cnt, x))
