import tensorflow as tf
import numpy as np
tf.random.set_seed(1)
loc = tf.Variable([0.1, -0.2]); ls = tf.Variable([0.0, 0.3]); eps = tf.random.normal([50, 2], seed=2)
def logn(x, m, s): return -0.5 * tf.reduce_sum(((x - m) / s) ** 2 + 2 * tf.math.log(s) + np.log(2 * np.pi), -1)
opt = tf.keras.optimizers.Adam(0.1)
for i in range(5):
  with tf.GradientTape() as t:
    z = loc + tf.exp(ls) * eps
    x = z + 0.5 * tf.tanh(z[:, ::-1]) * [1.0, 0.0]
    elbo = tf.reduce_mean(tf.reduce_logsumexp(tf.stack([logn(x, 1.0, 0.5), logn(x, -1.0, 0.5)]), 0) - np.log(2.0) - logn(z, loc, tf.exp(ls)))
    loss = -elbo
  g = t.gradient(loss, [loc, ls]); opt.apply_gradients(zip(g, [loc, ls]))
print(loss, loc, ls)
