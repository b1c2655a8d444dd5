import tensorflow as tf
tf.random.set_seed(7)
a = tf.random.normal([2, 3], mean=1.0, stddev=0.5)
b = tf.random.uniform([4], -1.0, 1.0, seed=3)
c = tf.random.uniform([3], maxval=10, dtype=tf.int32)
d = tf.random.truncated_normal([2])
g = tf.random.Generator.from_seed(1).normal([2])
w = tf.Variable(tf.random.normal([3, 1]))
with tf.GradientTape() as t:
  loss = tf.reduce_mean(tf.matmul(a, w) ** 2)
grad = t.gradient(loss, w)
print(a.shape, b.dtype, c.dtype, grad.shape)
