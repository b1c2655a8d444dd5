import tensorflow as tf
v = tf.Variable([[1., 2.], [3., -1.]]); g = tf.Variable([1., .5]); b = tf.Variable([0., 0.])
reg = tf.keras.regularizers.L2(1e-2); l1 = tf.keras.regularizers.l1(1e-3)
x = tf.constant([[1., -1.]])
with tf.GradientTape() as t:
  w = g * tf.nn.l2_normalize(v, axis=0)
  y = x @ w + b
  loss = tf.reduce_mean(y ** 2) + reg(v) + l1(v) + tf.nn.scale_regularization_loss(tf.nn.l2_loss(v) * 5e-4) + tf.add_n([tf.nn.l2_loss(p) for p in (v, g) if 'bias' not in p.name])
print(loss, t.gradient(loss, [v, g, b]))
