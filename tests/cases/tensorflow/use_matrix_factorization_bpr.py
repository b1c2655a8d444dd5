import tensorflow as tf
U = tf.Variable([[.1, .2], [.3, .1]]); I = tf.Variable([[.2, .1], [.4, -.3], [.0, .5]]); b = tf.Variable([0., .1, .2]); opt = tf.keras.optimizers.Adam(.1)
for _ in range(2):
  with tf.GradientTape() as t:
    u, i, j = tf.gather(U, [0, 1]), tf.gather(I, [0, 1]), tf.gather(I, [2, 2])
    x = tf.reduce_sum(u * (i - j), 1) + tf.gather(b, [0, 1]) - tf.gather(b, [2, 2])
    l = -tf.reduce_mean(tf.math.log_sigmoid(x)) + .01 * (tf.nn.l2_loss(u) + tf.nn.l2_loss(i) + tf.nn.l2_loss(j))
  g = t.gradient(l, [U, I, b]); opt.apply_gradients(zip(g, [U, I, b]))
  for z in g: print(z.indices.numpy().tolist(), z.values.numpy().tolist())
print(U.numpy(), I.numpy(), b.numpy())
