# The gradient of (sum of x)^2 is the same, 2 * sum(x), at every place of x.
import tensorflow as tf

tf.enable_eager_execution()

x = tf.ones((2, 2))

with tf.GradientTape() as t:
    t.watch(x)
    y = tf.reduce_sum(x)
    z = tf.multiply(y, y)

dz_dx = t.gradient(z, x)
for i in [0, 1]:
    for j in [0, 1]:
        assert dz_dx[i][j].numpy() == 8.0
