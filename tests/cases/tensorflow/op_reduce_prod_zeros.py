import tensorflow as tf
out = {}
for values in ([2.0, 3.0, 4.0], [0.0, 3.0, 4.0], [0.0, 0.0, 4.0]):
  x = tf.constant(values)
  with tf.GradientTape() as t2:
    t2.watch(x)
    with tf.GradientTape() as t:
      t.watch(x)
      y = tf.reduce_prod(x)
    g = t.gradient(y, x)
  h = t2.jacobian(g, x)
  out[str(values)] = [y, g, h]
  print(values, y.numpy(), g.numpy(), h.numpy().tolist())
