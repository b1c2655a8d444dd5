import numpy as np
import tensorflow as tf
rng = np.random.RandomState(0)
x = tf.constant(rng.rand(2, 2, 3), tf.float32)
g = tf.constant([[[0.5, 0.5, 0.5], [0.2, 0.7, 0.2], [0.0, 0.0, 0.0], [0.3, 0.3, 0.9]]])
w = tf.constant([1.0, 2.0, 3.0])
for v in (x, g):
    with tf.GradientTape(persistent=True) as t:
        t.watch(v)
        h = tf.image.rgb_to_hsv(v)
        y = tf.reduce_sum(h * w)
        q = tf.reduce_sum(tf.image.rgb_to_yuv(v) ** 2 + tf.image.yuv_to_rgb(v) + tf.image.yiq_to_rgb(v) * tf.image.rgb_to_yiq(v))
    print(h.numpy().round(5)); print(t.gradient(y, v).numpy().round(4)); print(t.gradient(q, v).numpy().round(4))
    print(tf.image.hsv_to_rgb(h).numpy().round(5))
with tf.GradientTape() as t:
    t.watch(x)
    y = tf.reduce_sum(tf.image.hsv_to_rgb(x))
try:
    print(t.gradient(y, x))
except Exception as e:
    print(type(e).__name__, e)
try:
    tf.image.rgb_to_hsv(tf.ones([2, 2]))
except Exception as e:
    print(type(e).__name__, e)
