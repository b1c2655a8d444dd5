import numpy as np
import tensorflow as tf
data = tf.constant([1.2, 0.7, 2.3, 1.9, 1.1])
mu = tf.Variable(0.0); log_sigma = tf.Variable(0.0)
opt = tf.keras.optimizers.SGD(0.1)
for _ in range(30):
  with tf.GradientTape() as t:
    sigma = tf.exp(log_sigma)
    nll = tf.reduce_mean(0.5 * ((data - mu) / sigma) ** 2 + log_sigma + 0.5 * np.log(2 * np.pi))
  grads = t.gradient(nll, [mu, log_sigma])
  opt.apply_gradients(zip(grads, [mu, log_sigma]))
print(nll.numpy(), mu.numpy(), tf.exp(log_sigma).numpy())
