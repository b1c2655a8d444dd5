import tensorflow as tf
theta0 = tf.Variable(0.5, dtype=tf.float64); length = tf.Variable(1.0, dtype=tf.float64)
with tf.GradientTape() as t:
  theta, omega = theta0, tf.constant(0.0, tf.float64)
  for _ in range(50):
    omega = omega - 0.02 * 9.81 / length * tf.sin(theta)
    theta = theta + 0.02 * omega
g = t.gradient(theta, [theta0, length])
print(theta.numpy(), [v.numpy() for v in g])
