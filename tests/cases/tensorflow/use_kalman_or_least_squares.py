import tensorflow as tf
A = tf.constant([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], tf.float64); y = tf.Variable([[1.0], [3.0], [4.0]], dtype=tf.float64); lam = tf.Variable(0.1, dtype=tf.float64)
with tf.GradientTape(persistent=True) as t:
  coef = tf.linalg.solve(tf.transpose(A) @ A + lam * tf.eye(2, dtype=tf.float64), tf.transpose(A) @ y)
  residual = tf.reduce_sum((A @ coef - y) ** 2)
  logdet = tf.linalg.logdet(tf.transpose(A) @ A + lam * tf.eye(2, dtype=tf.float64))
g = t.gradient(residual, [y, lam])
g_logdet = t.gradient(logdet, lam)
J = t.jacobian(coef, y)
print(coef, residual, g, g_logdet, J.shape)
