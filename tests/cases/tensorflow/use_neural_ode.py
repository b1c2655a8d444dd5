import tensorflow as tf
import numpy as np
W = tf.Variable(np.random.RandomState(0).randn(2, 2).astype("float64") * 0.5)
y0 = tf.constant([1.0, 0.0], tf.float64)
def f(y): return tf.tanh(tf.linalg.matvec(W, y))
def rk4(y, h):
  k1 = f(y); k2 = f(y + h / 2 * k1); k3 = f(y + h / 2 * k2); k4 = f(y + h * k3)
  return y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
with tf.GradientTape() as t:
  y = tf.foldl(lambda y, _: rk4(y, 0.1), tf.range(10), initializer=y0)
  loss = tf.reduce_sum((y - [0.5, 0.5]) ** 2)
print(loss, t.gradient(loss, W))
