import tensorflow as tf
v = tf.Variable(5.0)
ema = tf.train.ExponentialMovingAverage(decay=.9)
opt = tf.keras.optimizers.SGD(.1)
for i in range(3):
  opt.learning_rate.assign(.1 / (i + 1))
  with tf.GradientTape() as t: l = v ** 2
  opt.apply_gradients([(t.gradient(l, v), v)])
  ema.apply([v])
  print(i, v.numpy(), ema.average(v).numpy(), opt.learning_rate.numpy())
