import tensorflow as tf
logits = tf.Variable([0.2, -0.1, 0.4]); actions = tf.constant([0, 2, 2, 1]); rewards = tf.constant([1.0, 0.5, -0.2, 2.0])
with tf.GradientTape() as t:
  logp = tf.gather(tf.nn.log_softmax(logits), actions)
  loss = -tf.reduce_mean(logp * (rewards - tf.reduce_mean(rewards)))
  entropy = -tf.reduce_sum(tf.nn.softmax(logits) * tf.nn.log_softmax(logits))
  total = loss - 0.01 * entropy
g = t.gradient(total, logits)
ratio = tf.exp(logp)
print(total, g, ratio)
