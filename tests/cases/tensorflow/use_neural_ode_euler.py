import tensorflow as tf
A = tf.Variable([[-0.1, 2.0], [-2.0, -0.1]])
y0 = tf.constant([[2., 0.]])
target = tf.constant([[0.5, -0.4]])
def rk4(y, dt):
  f = lambda y: tf.matmul(y ** 3, A)
  k1 = f(y); k2 = f(y + dt * k1 / 2); k3 = f(y + dt * k2 / 2); k4 = f(y + dt * k3)
  return y + dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
with tf.GradientTape() as t:
  y = y0
  for _ in range(10): y = rk4(y, .025)
  loss = tf.reduce_mean(tf.abs(y - target))
print(loss, t.gradient(loss, A), y)
