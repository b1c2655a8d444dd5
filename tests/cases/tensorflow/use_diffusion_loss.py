import tensorflow as tf
import numpy as np
rs = np.random.RandomState(0)
betas = np.linspace(1e-4, .02, 10, dtype=np.float32); ac = tf.math.cumprod(1. - betas)
x0 = tf.constant(rs.randn(4, 3).astype('float32')); noise = tf.constant(rs.randn(4, 3).astype('float32')); tt = tf.constant([0, 3, 5, 9])
W = tf.Variable(rs.randn(4, 3).astype('float32') * .1)
with tf.GradientTape() as t:
  a = tf.gather(ac, tt)[:, None]; xt = tf.sqrt(a) * x0 + tf.sqrt(1 - a) * noise
  pred = tf.concat([xt, tf.cast(tt, tf.float32)[:, None] / 10], 1) @ W
  loss = tf.reduce_mean(tf.square(noise - pred))
print(loss, t.gradient(loss, W))
