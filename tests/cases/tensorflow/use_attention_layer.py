import numpy as np
import tensorflow as tf
rng = np.random.RandomState(3)
x = tf.constant(rng.randn(2, 4, 3), tf.float32)
Wq, Wk, Wv = [tf.Variable(rng.randn(3, 3), dtype=tf.float32) for _ in range(3)]
with tf.GradientTape() as t:
  q, k, v = x @ Wq, x @ Wk, x @ Wv
  scores = tf.matmul(q, k, transpose_b=True) / tf.sqrt(3.0)
  mask = tf.linalg.band_part(tf.ones([4, 4]), -1, 0)
  scores += (1.0 - mask) * -1e9
  out = tf.nn.softmax(scores, axis=-1) @ v
  loss = tf.reduce_mean(out ** 2)
grads = t.gradient(loss, [Wq, Wk, Wv])
print(float(loss), [float(tf.norm(g)) for g in grads])
