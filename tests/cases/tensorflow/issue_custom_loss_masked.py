import tensorflow as tf
pred = tf.Variable([[0.2, 0.9, 0.4], [0.7, 0.1, 0.5]]); true = tf.constant([[0.0, 1.0, -1.0], [1.0, -1.0, 0.0]])
with tf.GradientTape() as t:
  mask = tf.cast(tf.not_equal(true, -1.0), tf.float32)
  err = tf.square(pred - true) * mask
  loss = tf.reduce_sum(err) / tf.maximum(tf.reduce_sum(mask), 1.0)
g = t.gradient(loss, pred)
with tf.GradientTape() as t:
  kept = tf.boolean_mask(pred, tf.not_equal(true, -1.0))
  loss2 = tf.reduce_mean((kept - tf.boolean_mask(true, true != -1.0)) ** 2)
g2 = t.gradient(loss2, pred)
print(loss, g, loss2, g2)
