import tensorflow as tf
x = tf.Variable(2.0, dtype=tf.bfloat16)
for make in (lambda: tf.keras.optimizers.SGD(0.1), lambda: tf.keras.optimizers.Adam(0.1)):
  opt = make()
  for _ in range(3):
    with tf.GradientTape() as t:
      loss = x * x
    opt.apply_gradients([(t.gradient(loss, x), x)])
  print(float(x))
