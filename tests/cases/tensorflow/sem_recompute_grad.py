import tensorflow as tf
x = tf.constant([1.0, 2.0])
def block(x):
  return tf.sin(x) * tf.exp(x)
f = tf.recompute_grad(block)
with tf.GradientTape() as t:
  t.watch(x)
  y = f(x)
g = t.gradient(y, x)
print(y, g)
