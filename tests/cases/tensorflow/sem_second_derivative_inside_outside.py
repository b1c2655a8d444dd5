import tensorflow as tf
x = tf.Variable(2.0)
with tf.GradientTape() as outer:
  with tf.GradientTape() as inner:
    y = x ** 3
  dy = inner.gradient(y, x)
d2 = outer.gradient(dy, x)
with tf.GradientTape() as outer:
  with tf.GradientTape() as inner:
    y = x ** 3
dy_out = inner.gradient(y, x)
d2_none = outer.gradient(dy_out, x)
with tf.GradientTape(persistent=True) as outer:
  with tf.GradientTape(persistent=True) as inner:
    y = x ** 3
  dy2 = inner.gradient(y, x)
both = outer.gradient([y, dy2], x)
first = outer.gradient(y, x)
print(d2, d2_none, both, first)
