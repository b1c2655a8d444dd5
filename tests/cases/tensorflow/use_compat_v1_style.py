import numpy as np
import tensorflow.compat.v1 as tf
tf.enable_eager_execution()
w = tf.Variable([1.0, 2.0])
x = tf.constant([3.0, -1.0])
with tf.GradientTape() as tape:
  y = tf.reduce_sum(tf.log(tf.exp(w * x) + 1.0)) + tf.div(w[0], w[1]) + tf.reduce_mean(w, axis=0)
g = tape.gradient(y, w)
z = tf.to_float(3) + tf.floor(2.5) + tf.reduce_sum([1.0, 2.0], reduction_indices=0)
print(y, g, z, tf.executing_eagerly())
