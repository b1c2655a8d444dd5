import tensorflow as tf
E = tf.Variable([[1., 2.], [3., 4.], [5., 6.]]); W = tf.Variable([[1.], [-1.]]); opt = tf.keras.optimizers.SGD(.1)
for k in range(3):
  with tf.GradientTape() as t: l = tf.reduce_mean((tf.nn.embedding_lookup(E, [0, 2, 0]) @ W - 1.) ** 2)
  grads = t.gradient(l, [E, W])
  grads = [tf.clip_by_norm(g, 1.0) for g in grads]
  opt.apply_gradients(zip(grads, [E, W])); print(k, float(l), E.numpy().tolist())
for k in range(2):
  with tf.GradientTape() as t: l = tf.reduce_mean((tf.nn.embedding_lookup(E, [0, 2, 0]) @ W - 1.) ** 2)
  grads, norm = tf.clip_by_global_norm(t.gradient(l, [E, W]), .5)
  opt.apply_gradients(zip(grads, [E, W])); print(k, norm.numpy(), E.numpy().tolist())
with tf.GradientTape() as t: l = tf.reduce_mean((tf.nn.embedding_lookup(E, [0, 2, 0]) @ W - 1.) ** 2)
grads = [tf.clip_by_value(g, -.1, .1) for g in t.gradient(l, [E, W])]
opt.apply_gradients(zip(grads, [E, W])); print(E.numpy().tolist())
