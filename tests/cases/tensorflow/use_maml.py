import tensorflow as tf
w = tf.Variable(tf.constant([[0.5], [-0.3]])); b = tf.Variable([0.1])
xs = tf.constant([[1.0, 2.0], [0.0, 1.0]]); ys = tf.constant([[1.0], [0.0]]); xq = tf.constant([[2.0, 0.0]]); yq = tf.constant([[1.5]])
opt = tf.keras.optimizers.SGD(0.1)
for i in range(3):
  with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
      l = tf.reduce_mean((xs @ w + b - ys) ** 2)
    gw, gb = inner.gradient(l, [w, b])
    fw, fb = w - 0.1 * gw, b - 0.1 * gb
    lq = tf.reduce_mean((xq @ fw + fb - yq) ** 2)
  g = outer.gradient(lq, [w, b])
  opt.apply_gradients(zip(g, [w, b]))
print(lq, g, w, b)
