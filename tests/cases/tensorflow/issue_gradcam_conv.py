import tensorflow as tf
import numpy as np
rng = np.random.RandomState(1)
img = tf.constant(rng.rand(1, 8, 8, 3).astype("float32"))
k = tf.Variable(rng.randn(3, 3, 3, 4).astype("float32") * 0.3); d = tf.Variable(rng.randn(4, 5).astype("float32"))
with tf.GradientTape() as tape:
  conv = tf.nn.relu(tf.nn.conv2d(img, k, 1, "SAME"))
  tape.watch(conv)
  pooled = tf.reduce_mean(conv, axis=[1, 2])
  logits = pooled @ d
  top = logits[:, tf.argmax(logits[0])]
grads = tape.gradient(top, conv)
w = tf.reduce_mean(grads, axis=(0, 1, 2))
cam = tf.reduce_sum(w * conv[0], -1)
heat = tf.maximum(cam, 0) / tf.reduce_max(cam)
big = tf.image.resize(heat[..., None], [16, 16])
print(w, heat.shape, big.shape, float(tf.reduce_sum(big)))
