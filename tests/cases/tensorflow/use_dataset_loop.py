import tensorflow as tf
x = tf.constant([[1.], [2.], [3.], [4.]]); y = 2.0 * x + 1.0
ds = tf.data.Dataset.from_tensor_slices((x, y)).batch(2)
w, b = tf.Variable([[0.5]]), tf.Variable([0.0])
for epoch in range(2):
  for xb, yb in ds:
    with tf.GradientTape() as t:
      loss = tf.reduce_mean((xb @ w + b - yb) ** 2)
    gw, gb = t.gradient(loss, [w, b])
    w.assign_sub(.01 * gw); b.assign_sub(.01 * gb)
  print(epoch, float(loss))
