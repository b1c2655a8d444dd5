import tensorflow as tf
import numpy as np
rs = np.random.RandomState(3)
D1 = tf.Variable(rs.randn(3, 6).astype(np.float32) * .5); D2 = tf.Variable(rs.randn(6, 1).astype(np.float32) * .5)
def critic(x): return tf.nn.leaky_relu(x @ D1, alpha=0.2) @ D2
real = tf.constant(rs.randn(4, 3), dtype=tf.float32); fake = tf.constant(rs.randn(4, 3), dtype=tf.float32)
alpha = tf.constant(rs.rand(4, 1), tf.float32)
with tf.GradientTape() as tape:
  with tf.GradientTape() as gp_tape:
    diff = fake - real
    interpolated = real + alpha * diff
    gp_tape.watch(interpolated)
    pred = critic(interpolated)
  grads = gp_tape.gradient(pred, [interpolated])[0]
  norm = tf.sqrt(tf.reduce_sum(tf.square(grads), axis=[1]))
  gp = tf.reduce_mean((norm - 1.0) ** 2)
  loss = tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real)) + 10.0 * gp
d_grads = tape.gradient(loss, [D1, D2])
print(gp, loss, d_grads)
