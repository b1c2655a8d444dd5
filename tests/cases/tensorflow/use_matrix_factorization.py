import numpy as np
import tensorflow as tf
rng = np.random.RandomState(2)
R = tf.constant([[5.0, 3.0, 0.0], [4.0, 0.0, 1.0], [1.0, 1.0, 5.0]]); mask = tf.cast(R > 0, tf.float32)
U = tf.Variable(rng.rand(3, 2).astype('float32')); V = tf.Variable(rng.rand(3, 2).astype('float32'))
for _ in range(20):
  with tf.GradientTape() as t:
    E = mask * (R - tf.matmul(U, V, transpose_b=True))
    loss = tf.reduce_sum(E ** 2) + 0.02 * (tf.nn.l2_loss(U) + tf.nn.l2_loss(V))
  gU, gV = t.gradient(loss, (U, V))
  U.assign_sub(0.02 * gU); V.assign_sub(0.02 * gV)
print(float(loss))
