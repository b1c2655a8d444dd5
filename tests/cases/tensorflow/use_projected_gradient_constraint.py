import tensorflow as tf
x = tf.Variable([3., -1.], constraint=tf.keras.constraints.NonNeg())
y = tf.Variable(tf.ones([2, 2]) * 3, constraint=lambda w: tf.clip_by_norm(w, 1.0))
opt = tf.keras.optimizers.SGD(.5)
for _ in range(3):
  with tf.GradientTape() as t:
    l = tf.reduce_sum((x + 1.) ** 2) + tf.reduce_sum(y)
  opt.apply_gradients(zip(t.gradient(l, [x, y]), [x, y]))
  print(x.numpy(), y.numpy().ravel())
