import tensorflow as tf
x = tf.Variable(3.0)
with tf.GradientTape() as t2:
  with tf.GradientTape() as t1:
    y = 5.0 * x
  dy = t1.gradient(y, x)
d2 = t2.gradient(dy, x)
with tf.GradientTape() as t2:
  with tf.GradientTape() as t1:
    y = 5.0 * x
  dy = t1.gradient(y, x)
d2_zero = t2.gradient(dy, x, unconnected_gradients='zero')
with tf.GradientTape() as t2:
  with tf.GradientTape() as t1:
    y = tf.nn.relu(x) + x * x
  dy = t1.gradient(y, x)
d2_relu = t2.gradient(dy, x)
print(d2, d2_zero, d2_relu)
