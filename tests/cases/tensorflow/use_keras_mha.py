import numpy as np
import tensorflow as tf
tf.keras.utils.set_random_seed(3)
rng = np.random.RandomState(0)
x = tf.constant(rng.randn(2, 3, 4).astype("float32")); z = tf.constant(rng.randn(2, 5, 4).astype("float32"))
m = tf.keras.layers.MultiHeadAttention(2, 3, dropout=0.2)
with tf.GradientTape() as t:
  t.watch(x)
  y, w = m(x, z, return_attention_scores=True)
  c = m(x, x, use_causal_mask=True, training=True)
  loss = tf.reduce_sum(y ** 2) + tf.reduce_sum(c)
g = t.gradient(loss, [x] + m.trainable_variables)
print(loss, [v.path for v in m.weights], [tuple(v.shape) for v in m.weights])
ws = m.get_weights()
mask = tf.constant([[[True, False, True, True, False]] * 3] * 2)
yy = m(x, z, attention_mask=mask)
print(yy, g[0])
