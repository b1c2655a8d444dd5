import tensorflow as tf
v = tf.Variable([0.1, -2.0, 30.0]); d = tf.Variable([0.1], dtype=tf.float64)
opt = tf.keras.optimizers.Adam(0.01)
path = []
for k in range(8):
  with tf.GradientTape() as t:
    loss = tf.reduce_sum(tf.sin(v) ** 2) + tf.cast(tf.reduce_sum(d ** 2), tf.float32)
  opt.apply_gradients(zip(t.gradient(loss, [v, d]), [v, d]))
  path.append(float(loss))
print(path, v, d)
