import tensorflow as tf
logits = tf.Variable([[1., 3., 2.]])
with tf.GradientTape(persistent=True) as t:
  hard = tf.one_hot(tf.argmax(logits, axis=1), 3)
  soft = tf.nn.softmax(logits)
  st = tf.stop_gradient(hard - soft) + soft
  y1 = tf.reduce_sum(hard * [1., 2., 3.]); y2 = tf.reduce_sum(st * [1., 2., 3.]); y3 = tf.reduce_max(logits)
print(t.gradient(y1, logits), t.gradient(y2, logits), t.gradient(y3, logits))
