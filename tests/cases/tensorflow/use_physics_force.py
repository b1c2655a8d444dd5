import tensorflow as tf
r = tf.Variable([[0.0, 0.0, 0.0], [1.1, 0.0, 0.0], [0.0, 1.3, 0.2]], dtype=tf.float64)
with tf.GradientTape() as t:
  diff = r[:, None, :] - r[None, :, :]
  d2 = tf.reduce_sum(diff ** 2, -1) + tf.eye(3, dtype=tf.float64)
  inv6 = 1.0 / d2 ** 3
  pair = 4.0 * (inv6 ** 2 - inv6)
  energy = 0.5 * tf.reduce_sum(pair * (1.0 - tf.eye(3, dtype=tf.float64)))
force = -t.gradient(energy, r)
balance = tf.reduce_sum(force, 0)
print(energy, force, bool(tf.reduce_all(tf.abs(balance) < 1e-9)))
