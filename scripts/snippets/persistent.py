# A persistent tape answers more than once; deleting it frees what it recorded.
import tensorflow as tf

tf.enable_eager_execution()

x = tf.constant(3.0)

with tf.GradientTape(persistent=True) as t:
    t.watch(x)
    y = x * x
    z = y * y

dz_dx = t.gradient(z, x)  # 4 * x^3
dy_dx = t.gradient(y, x)  # 2 * x
del t

assert dz_dx.numpy() == 108.0
assert dy_dx.numpy() == 6.0
