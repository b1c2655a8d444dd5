import tensorflow as tf
w = tf.Variable([[0.5, -0.3, 0.8]], dtype=tf.float64); b = tf.Variable([0.1, 0.2, -0.1], dtype=tf.float64); v = tf.Variable([[1.0], [0.5], [-0.7]], dtype=tf.float64)
t_points = tf.reshape(tf.linspace(tf.constant(0.0, tf.float64), 1.0, 5), [-1, 1])
def net(t):
  return 1.0 + t * (tf.tanh(t @ w + b) @ v)
for step in range(5):
  with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
      inner.watch(t_points)
      u = net(t_points)
    du = inner.gradient(u, t_points)
    loss = tf.reduce_mean((du + u) ** 2)
  grads = outer.gradient(loss, [w, b, v])
  for p, g in zip([w, b, v], grads):
    p.assign_sub(0.1 * g)
print(f"{loss.numpy():.8f}"); print(u.numpy().ravel())
