import tensorflow as tf
for name in ('SGD', 'Adam', 'RMSprop', 'Adagrad', 'Adadelta', 'Adamax', 'Nadam', 'AdamW', 'Ftrl', 'Lion'):
  try:
    opt = getattr(tf.keras.optimizers, name)(learning_rate=.05)
    w = tf.Variable([[1., -1.], [.5, 2.]]); b = tf.Variable([0., .1])
    for _ in range(6):
      with tf.GradientTape() as t: l = tf.reduce_mean((tf.constant([[1., 2.], [3., -1.]]) @ w + b - 1.) ** 2)
      g = t.gradient(l, [w, b]); opt.apply_gradients(zip(g, [w, b]))
    print(name, '->', float(l), w.numpy().tolist(), b.numpy().tolist(), opt.name, [v.path if hasattr(v, 'path') else v.name for v in opt.variables], int(opt.iterations))
  except Exception as e: print(name, '->', type(e).__name__, e)
