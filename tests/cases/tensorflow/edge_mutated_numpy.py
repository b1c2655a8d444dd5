import numpy as np
import tensorflow as tf
a = np.array([1.0, 2.0], np.float32)
c = tf.constant(a); v = tf.Variable(a); t0 = tf.convert_to_tensor(a)
a[0] = 100.0
with tf.GradientTape() as t:
  y = tf.reduce_sum(v * v * c)
g = t.gradient(y, v)
out = v.numpy()
out[0] = -5.0
print(c, v, g)
