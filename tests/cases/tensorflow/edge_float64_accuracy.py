import numpy as np
import tensorflow as tf
x = tf.Variable(0.1, dtype=tf.float64)
n = tf.constant(np.pi, tf.float64)
with tf.GradientTape() as t2:
  with tf.GradientTape() as t:
    y = tf.sin(x * n) * tf.exp(-x) + x ** 3.0
  g = t.gradient(y, x)
h = t2.gradient(g, x)
lit = tf.constant(0.1), tf.constant(0.1, tf.float64), tf.cast(0.1, tf.float64), tf.cast(tf.constant(0.1), tf.float64), tf.constant(np.float64(0.1))
third = tf.Variable(1 / 3, dtype='float64')
print(y.numpy(), g.numpy(), h.numpy(), [v.numpy() for v in lit], third.numpy())
