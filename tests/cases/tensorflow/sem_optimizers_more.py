import tensorflow as tf
out = {}
makers = {
  'sgd nesterov': lambda: tf.keras.optimizers.SGD(0.1, momentum=0.9, nesterov=True), 'adam': lambda: tf.keras.optimizers.Adam(0.05, beta_1=0.8), 'rmsprop': lambda: tf.keras.optimizers.RMSprop(0.01), 'adagrad': lambda: tf.keras.optimizers.Adagrad(0.1), 'optimizers.SGD': lambda: tf.optimizers.SGD(learning_rate=0.1), 'adam default': lambda: tf.keras.optimizers.Adam(), 'adamax': lambda: tf.keras.optimizers.Adamax(0.1),
  'clipnorm': lambda: tf.keras.optimizers.SGD(0.1, clipnorm=1.0), 'clipvalue': lambda: tf.keras.optimizers.SGD(0.1, clipvalue=0.5), 'schedule': lambda: tf.keras.optimizers.SGD(tf.keras.optimizers.schedules.ExponentialDecay(0.1, 1, 0.5)),
}
for name, make in makers.items():
  v = tf.Variable([1.0, -2.0]); u = tf.Variable(3.0)
  opt = make()
  path = []
  for _ in range(3):
    with tf.GradientTape() as t:
      loss = tf.reduce_sum(v ** 2) * u
    grads = t.gradient(loss, [v, u])
    opt.apply_gradients(zip(grads, [v, u]))
    path.append([v.numpy().tolist(), float(u)])
  out[name] = path, int(opt.iterations)
  print(name, path[-1], int(opt.iterations))
