import tensorflow as tf
x = tf.Variable([[1.0, -2.0, 3.0], [0.5, 4.0, -1.0]])
fs = dict(sum=tf.reduce_sum, mean=tf.reduce_mean, prod=tf.reduce_prod, max=tf.reduce_max, min=tf.reduce_min, lse=tf.reduce_logsumexp, std=tf.math.reduce_std, var=tf.math.reduce_variance, en=tf.math.reduce_euclidean_norm)
for k, f in fs.items():
  for ax in (None, 0, 1, -1, [0, 1], (0,)):
    for kd in (False, True):
      with tf.GradientTape() as t: y = f(x, axis=ax, keepdims=kd); z = tf.reduce_sum(y * y)
      print(k, ax, kd, y.shape, t.gradient(z, x).numpy().round(4).tolist())
for k, f in dict(cs=tf.cumsum, cp=tf.math.cumprod, cl=tf.math.cumulative_logsumexp).items():
  for kw in ({}, {"axis": 1, "exclusive": True}, {"axis": 1, "reverse": True}):
    with tf.GradientTape() as t: y = f(x, **kw); z = tf.reduce_sum(y * [[1., 2., 3.], [4., 5., 6.]])
    print(k, kw, y.numpy().tolist(), t.gradient(z, x).numpy().tolist())
