# A tape gives the gradient with respect to intermediate values too: here y, which lies between x and z.
import tensorflow as tf

tf.enable_eager_execution()

x = tf.ones((2, 2))

with tf.GradientTape() as t:
    t.watch(x)
    y = tf.reduce_sum(x)
    z = tf.multiply(y, y)

dz_dy = t.gradient(z, y)
assert dz_dy.numpy() == 8.0
