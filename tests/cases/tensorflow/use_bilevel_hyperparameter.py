import tensorflow as tf
lam = tf.Variable(.1); X = tf.constant([[1., 2.], [3., 1.], [0., 1.]]); y = tf.constant([[1.], [2.], [0.]]); Xv = tf.constant([[2., 2.]]); yv = tf.constant([[1.5]])
for i in range(3):
  with tf.GradientTape() as t:
    w = tf.linalg.solve(tf.transpose(X) @ X + tf.exp(lam) * tf.eye(2), tf.transpose(X) @ y)
    vl = tf.reduce_mean((Xv @ w - yv) ** 2)
  g = t.gradient(vl, lam); lam.assign_sub(.5 * g); print(i, vl.numpy(), g.numpy(), lam.numpy())
