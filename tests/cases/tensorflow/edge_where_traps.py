import tensorflow as tf
fns = {
  'log': lambda x: tf.where(x > 0.0, tf.math.log(x), 0.0), 'sqrt': lambda x: tf.where(x > 0.0, tf.sqrt(x), 0.0), '1/x': lambda x: tf.where(x == 0.0, 0.0, 1.0 / x), 'safe log': lambda x: tf.where(x > 0.0, tf.math.log(tf.where(x > 0.0, x, 1.0)), 0.0), 'exp': lambda x: tf.where(x < 50.0, tf.exp(x), 0.0), 'norm': lambda x: tf.where(x > 0.0, tf.norm(tf.stack([x, 0.0 * x]), axis=0), 0.0),
  'divide_no_nan': lambda x: tf.math.divide_no_nan(1.0, x), 'maximum': lambda x: tf.sqrt(tf.maximum(x, 0.0)), 'maximum eps': lambda x: tf.sqrt(tf.maximum(x, 1e-6)), 'abs sqrt': lambda x: tf.sqrt(tf.abs(x)), 'pow': lambda x: tf.where(x > 0.0, x ** 0.3, 0.0), 'asin': lambda x: tf.where(tf.abs(x) < 1.0, tf.asin(x), 0.0), 'xlogx': lambda x: tf.where(x > 0.0, x * tf.math.log(x), 0.0), 'xlogy': lambda x: tf.math.xlogy(x, x), 'log1p': lambda x: tf.where(x > -1.0, tf.math.log1p(x), 0.0), 'atan2': lambda x: tf.where(x > 0.0, tf.atan2(x, 0.0), 0.0),
}
table = {}
for name, f in fns.items():
  x = tf.constant([-1.0, 0.0, 1.0, 100.0])
  with tf.GradientTape() as t:
    t.watch(x)
    y = f(x)
  g = t.gradient(y, x)
  table[name] = [y, g]
  print(name, y.numpy(), g.numpy())
