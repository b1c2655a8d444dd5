import tensorflow as tf
x = tf.constant([[1, 2], [3, 4]])
with tf.GradientTape() as g:
  g.watch(x)
  y = tf.cast(x, tf.float32) ** 2
grad = g.gradient(y, x)
v = tf.Variable(10)
with tf.GradientTape() as g:
  g.watch(v)
  y = v * v
grad_v = g.gradient(y, v)
print(grad, grad_v)
