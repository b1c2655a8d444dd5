import tensorflow as tf
x = tf.Variable([[1., 2.], [3., 4.]])
with tf.GradientTape(persistent=True) as t:
  y = x ** 2
  z = [y[0], y[1] * 2, [y[1, 1], {'q': tf.reduce_sum(y)}]]
print(t.gradient(y, x), t.gradient(z, x), t.gradient(y[0] if False else z[0], x), t.gradient((y, y), [x, x]), t.gradient(x, x), t.gradient([x, y], x), t.gradient(x, y))
