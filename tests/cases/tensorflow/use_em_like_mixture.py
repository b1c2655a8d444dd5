import numpy as np
import tensorflow as tf
x = tf.constant([-2.1, -1.9, 0.3, 2.2, 1.8, 2.0], tf.float64)
logits = tf.Variable(np.zeros(2)); mu = tf.Variable([-1.0, 1.0], dtype=tf.float64); log_s = tf.Variable(np.zeros(2))
for step in range(10):
  with tf.GradientTape() as t:
    comp = -0.5 * ((x[:, tf.newaxis] - mu) / tf.exp(log_s)) ** 2 - log_s - 0.5 * np.log(2 * np.pi)
    ll = tf.reduce_sum(tf.reduce_logsumexp(tf.nn.log_softmax(logits) + comp, axis=1))
    loss = -ll
  for p, g in zip([logits, mu, log_s], t.gradient(loss, [logits, mu, log_s])):
    p.assign_sub(0.05 * g)
print(loss.numpy(), mu.numpy(), tf.nn.softmax(logits).numpy())
