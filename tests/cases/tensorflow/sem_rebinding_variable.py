import tensorflow as tf
x = tf.Variable(4.0)
grads = []
for step in range(3):
  with tf.GradientTape() as t:
    y = x ** 2
  g = t.gradient(y, x)
  grads.append(g)
  if g is None:
    break
  x = x - 0.1 * g
kind = type(x).__name__
print(grads, kind, x)
