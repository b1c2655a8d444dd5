import tensorflow as tf
w1 = tf.Variable([[1.0, 0.5]], name='w1'); w2 = tf.Variable([[2.0], [1.0]], name='w2', trainable=False)
x = tf.constant([[3.0]])
with tf.GradientTape() as t:
  y = tf.reduce_sum(tf.matmul(tf.matmul(x, w1), w2))
watched = [v.name for v in t.watched_variables()]
grads = t.gradient(y, [w1, w2])
filtered = [(g, v.name) for g, v in zip(grads, [w1, w2]) if g is not None]
print(watched, grads, filtered)
