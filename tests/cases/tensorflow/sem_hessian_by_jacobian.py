import tensorflow as tf
x = tf.constant([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as t2:
  t2.watch(x)
  with tf.GradientTape() as t1:
    t1.watch(x)
    y = x[0] * x[1] ** 2 + tf.exp(x[2] / 3.0) * x[0]
  g = t1.gradient(y, x)
h = t2.jacobian(g, x)
hv = t2.gradient(g, x, output_gradients=tf.constant([1.0, 0.0, 2.0]))
symmetric = bool(tf.reduce_all(tf.abs(h - tf.transpose(h)) < 1e-6))
print(h, hv, symmetric)
