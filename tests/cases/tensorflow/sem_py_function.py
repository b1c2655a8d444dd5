import numpy as np
import tensorflow as tf
x = tf.constant(2.0)
def f(a):
  return a ** 2 + tf.sin(a)
def n(a):
  return np.square(a)
with tf.GradientTape(persistent=True) as t:
  t.watch(x)
  y = tf.py_function(f, [x], tf.float32)
  z = tf.numpy_function(n, [x], tf.float32)
  w = z * x
gy = t.gradient(y, x)
gz = t.gradient(z, x)
gw = t.gradient(w, x)
print(y, z, gy, gz, gw)
