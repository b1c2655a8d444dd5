import tensorflow as tf
W = tf.Variable([[1., 2.], [3., 4.], [5., 6.]]); u = tf.Variable([[1., 0.]], trainable=False)
with tf.GradientTape() as t:
  v_ = tf.math.l2_normalize(tf.matmul(u, W, transpose_b=True)); u_ = tf.math.l2_normalize(tf.matmul(v_, W))
  u_, v_ = tf.stop_gradient(u_), tf.stop_gradient(v_)
  sigma = tf.matmul(tf.matmul(v_, W), u_, transpose_b=True)
  u.assign(u_)
  y = tf.reduce_sum((W / sigma) ** 2)
print(sigma, t.gradient(y, W), u.numpy())
