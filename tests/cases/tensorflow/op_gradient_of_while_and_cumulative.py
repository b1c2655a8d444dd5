import tensorflow as tf
x = tf.Variable([0.5, 1.5, -0.7])
with tf.GradientTape(persistent=True) as t:
  a = tf.cumsum(x ** 2)
  b = tf.math.cumprod(x)
  c = tf.cumsum(x, reverse=True, exclusive=True)
  n, s = tf.constant(0), tf.constant(0.0)
  while n < 4:
    s = s + x[n % 3] ** tf.cast(n + 1, tf.float32)
    n += 1
  d = tf.while_loop(lambda i, acc: i < 3, lambda i, acc: [i + 1, acc * x[i]], [0, 1.0])[1]
ja = t.jacobian(a, x)
jb = t.jacobian(b, x)
jc = t.jacobian(c, x)
gs = t.gradient(s, x)
gd = t.gradient(d, x)
print(ja, jb, jc, gs, gd)
