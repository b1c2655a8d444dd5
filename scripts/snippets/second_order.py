# A tape inside a tape: what the inner one computes, the outer one records, so it can be differentiated again.
import tensorflow as tf

tf.enable_eager_execution()

x = tf.Variable(1.0)

with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = x * x * x
    dy_dx = inner.gradient(y, x)  # inside the outer block, hence recorded
d2y_dx2 = outer.gradient(dy_dx, x)

assert dy_dx.numpy() == 3.0
assert d2y_dx2.numpy() == 6.0
