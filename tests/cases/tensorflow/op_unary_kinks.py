import tensorflow as tf
cases = {
  'abs': (tf.abs, [-1.2, 0.0, 2.0]), 'sign': (tf.sign, [-1.2, 0.0, 2.0]), 'floor': (tf.floor, [-1.2, 0.5, 2.0]), 'ceil': (tf.math.ceil, [-1.2, 0.5, 2.0]),
  'round': (tf.round, [-1.5, 0.5, 2.5]), 'rint': (tf.math.rint, [-1.5, 0.5, 2.5]), 'trunc by cast': (lambda x: tf.cast(tf.cast(x, tf.int32), tf.float32), [-1.2, 0.5, 2.7]),
  'relu': (tf.nn.relu, [-1.2, 0.0, 2.0]), 'relu6': (tf.nn.relu6, [-1.2, 6.0, 7.0]), 'leaky_relu': (tf.nn.leaky_relu, [-1.2, 0.0, 2.0]),
  'leaky_relu alpha': (lambda x: tf.nn.leaky_relu(x, alpha=0.01), [-1.2, 0.0, 2.0]), 'elu': (tf.nn.elu, [-1.2, 0.0, 2.0]), 'selu': (tf.nn.selu, [-1.2, 0.0, 2.0]),
  'crelu': (tf.nn.crelu, [-1.2, 0.0, 2.0]), 'maximum 0': (lambda x: tf.maximum(x, 0.0), [-1.2, 0.0, 2.0]), 'minimum 0': (lambda x: tf.minimum(x, 0.0), [-1.2, 0.0, 2.0]),
  'clip': (lambda x: tf.clip_by_value(x, -1.0, 1.0), [-1.2, 0.0, 1.0]), 'x*|x|': (lambda x: x * tf.abs(x), [-1.2, 0.0, 2.0]),
  'floor*x': (lambda x: tf.floor(x) * x, [-1.2, 0.5, 2.7]), 'x - floor': (lambda x: x - tf.floor(x), [-1.2, 0.5, 2.7]), 'mod 1': (lambda x: x % 1.0, [-1.2, 0.5, 2.7]),
}
table = {}
for name, (f, pts) in cases.items():
  x = tf.constant(pts)
  with tf.GradientTape() as t2:
    t2.watch(x)
    with tf.GradientTape() as t1:
      t1.watch(x)
      y = f(x)
    g = t1.gradient(y, x)
  try:
    gg = t2.gradient(g, x) if g is not None else None
  except LookupError as e:
    gg = str(e)
  table[name] = [y, g, gg]
  print(name, y.numpy(), g.numpy() if g is not None else None, gg.numpy() if hasattr(gg, 'numpy') else gg)
