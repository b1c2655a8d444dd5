import numpy as np
import tensorflow as tf
rng = np.random.default_rng(0)
X = tf.constant(rng.normal(size=(12, 4)), tf.float32); labels = tf.constant(rng.integers(0, 3, 12))
W = tf.Variable(tf.zeros([4, 3])); b = tf.Variable(tf.zeros([3]))
losses = []
for _ in range(15):
  with tf.GradientTape() as tape:
    logits = tf.matmul(X, W) + b
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
  gW, gb = tape.gradient(loss, [W, b])
  W.assign_sub(0.3 * gW); b.assign_sub(0.3 * gb)
  losses.append(float(loss))
pred = tf.argmax(logits, axis=1)
acc = float(tf.reduce_mean(tf.cast(pred == labels, tf.float32)))
print(losses[0], losses[-1], acc)
