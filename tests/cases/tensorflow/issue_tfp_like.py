import tensorflow as tf
Normal = tf.compat.v1.distributions.Normal
m = tf.Variable(0.5); s = tf.Variable(1.2)
with tf.GradientTape() as t:
  d = Normal(loc=m, scale=s)
  l = -tf.reduce_mean(d.log_prob([0.1, 0.7, 2.0]))
print(l, t.gradient(l, [m, s]), d.mean(), d.stddev(), d.entropy())
