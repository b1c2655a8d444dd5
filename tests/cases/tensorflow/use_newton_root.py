import tensorflow as tf
x = tf.Variable(2.0, dtype=tf.float64)
trail = []
for _ in range(6):
  with tf.GradientTape() as t:
    f = x ** 3 - 2.0 * x - 5.0
  df = t.gradient(f, x)
  x.assign_sub(f / df)
  trail.append(x.numpy())
print(trail)
