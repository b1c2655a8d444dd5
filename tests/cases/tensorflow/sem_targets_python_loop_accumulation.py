import tensorflow as tf
w = tf.Variable([1.0, 2.0])
with tf.GradientTape() as t:
  loss = 0.0
  for k in range(3):
    loss += tf.reduce_sum(w * float(k)) ** 2
  loss /= 3
  loss -= 1
  loss *= 2
g = t.gradient(loss, w)
with tf.GradientTape() as t:
  parts = []
  for k in tf.range(3):
    parts.append(w[0] * tf.cast(k, tf.float32))
  total = tf.math.add_n(parts) + tf.reduce_sum(tf.stack(parts) ** 2)
g2 = t.gradient(total, w)
print(loss, g, total, g2)
