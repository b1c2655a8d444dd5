import numpy as np
import tensorflow as tf
rng = np.random.RandomState(5)
Wx, Wh = tf.Variable(rng.randn(2, 3) * 0.5), tf.Variable(rng.randn(3, 3) * 0.5)
b = tf.Variable(np.zeros(3)); xs = tf.constant(rng.randn(4, 1, 2))
with tf.GradientTape() as t:
  h = tf.zeros([1, 3], tf.float64)
  for x in xs:
    h = tf.tanh(x @ Wx + h @ Wh + b)
  loss = tf.reduce_sum(h * h)
gx, gh, gb = t.gradient(loss, [Wx, Wh, b])
print(loss.numpy(), gx.numpy().round(6).tolist(), gb.numpy().round(6).tolist())
