import numpy as np
import tensorflow as tf
rng = np.random.RandomState(4)
class Cell(tf.Module):
  def __init__(self, n_in, n):
    super().__init__()
    self.k = tf.Variable(rng.randn(n_in + n, 3 * n).astype('float32') * 0.3, name='k')
    self.b = tf.Variable(tf.zeros([3 * n]), name='b')
    self.n = n
  def __call__(self, x, h):
    a = tf.concat([x, h], 1) @ self.k + self.b
    z, r, c = tf.split(a, 3, axis=1)
    z, r = tf.sigmoid(z), tf.sigmoid(r)
    return z * h + (1.0 - z) * tf.tanh(r * c)
cell = Cell(2, 3)
xs = tf.constant(rng.randn(5, 1, 2).astype('float32'))
with tf.GradientTape() as tape:
  h = tf.zeros([1, 3])
  for x in tf.unstack(xs):
    h = cell(x, h)
  loss = tf.reduce_mean(h ** 2)
grads = tape.gradient(loss, cell.trainable_variables)
print(float(loss), [round(float(tf.norm(g)), 5) for g in grads])
