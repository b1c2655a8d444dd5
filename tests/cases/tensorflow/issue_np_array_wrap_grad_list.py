import tensorflow as tf
import numpy as np
x = tf.Variable(np.array([[1., 2.], [3., 4.]]), dtype=tf.float32); w = tf.Variable(np.random.RandomState(0).rand(2, 1), dtype='float32')
with tf.GradientTape() as tape:
  out = tf.squeeze(x @ w)
  loss = tf.reduce_mean(tf.math.squared_difference(out, np.array([1, 2], np.float32)))
g = tape.gradient(loss, [x, w])
print([a.numpy().tolist() for a in g], np.array([gg.numpy().sum() for gg in g]), np.linalg.norm(g[0]), np.allclose(g[1], [[-1.], [2.]]), np.concatenate([a.numpy().ravel() for a in g]).shape)
w.assign(w.numpy() - .1 * g[1].numpy()); w = tf.Variable(w - .1 * g[1]); print(w)
print(np.max(g[0]), max(g[0].numpy().ravel()), float(np.mean(g[1])), np.sign(g[0]), (np.ones((2, 2), np.float32) - g[0]), g[0] > 0, g[0][0, 1].numpy().item())
