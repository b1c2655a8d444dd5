import numpy as np
import tensorflow as tf
digits = {k: f"{v.numpy():.9f}" for k, v in {'cast float': tf.cast(0.1, tf.float64), 'constant': tf.constant(0.1, tf.float64), 'convert': tf.convert_to_tensor(0.1, tf.float64), 'cast np': tf.cast(np.float64(0.1), tf.float64), 'cast tensor': tf.cast(tf.constant(0.1), tf.float64), 'cast list': tf.cast([0.1], tf.float64)[0], 'product': tf.constant(1.0, tf.float64) * 0.1, 'int': tf.cast(3, tf.float64)}.items()}
rounding = tf.cast([1.9, -1.9, 2.5], tf.int32), tf.cast([0.0, 0.5, -2.0], tf.bool), tf.cast([True, False], tf.float16), tf.cast(3, tf.complex64), tf.cast([300.0], tf.uint8)
x = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as t:
  y = tf.cast(tf.cast(x, tf.float64) ** 2, tf.float16)
  z = tf.math.real(tf.cast(x, tf.complex64) ** 2)
gy = t.gradient(y, x)
gz = t.gradient(z, x)
print(digits, rounding, y, gy, gz)
