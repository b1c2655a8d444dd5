import tensorflow as tf
import numpy as np
rng = np.random.RandomState(3)
q, k, v = [tf.Variable(rng.randn(2, 3, 4).astype("float32")) for _ in range(3)]
mask = tf.linalg.band_part(tf.ones([3, 3]), -1, 0)
with tf.GradientTape() as t:
  s = tf.matmul(q, k, transpose_b=True) / tf.sqrt(4.0)
  s = tf.where(mask > 0, s, -1e9)
  p = tf.nn.softmax(s); o = p @ v
  loss = tf.reduce_sum(o ** 2)
g = t.gradient(loss, [q, k, v])
print(loss, [tf.norm(a).numpy() for a in g])
att = tf.keras.layers.Attention()([q * 1.0, v * 1.0, k * 1.0]); print(tf.reduce_sum(att))
