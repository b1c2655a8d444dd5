import tensorflow as tf
cases = {
  'sin': (tf.sin, [-1.2, 0.3, 2.0]), 'cos': (tf.cos, [-1.2, 0.3, 2.0]), 'tan': (tf.tan, [-1.2, 0.3, 2.0]),
  'sinh': (tf.sinh, [-1.2, 0.3, 2.0]), 'cosh': (tf.cosh, [-1.2, 0.3, 2.0]), 'tanh': (tf.tanh, [-1.2, 0.3, 2.0]),
  'asin': (tf.asin, [-0.5, 0.1, 0.9]), 'acos': (tf.acos, [-0.5, 0.1, 0.9]), 'atan': (tf.atan, [-1.2, 0.3, 2.0]),
  'asinh': (tf.asinh, [-1.2, 0.3, 2.0]), 'acosh': (tf.acosh, [1.2, 2.3, 4.0]), 'atanh': (tf.atanh, [-0.5, 0.1, 0.9]),
  'exp': (tf.exp, [-1.2, 0.3, 2.0]), 'expm1': (tf.math.expm1, [-1.2, 0.3, 2.0]), 'square': (tf.square, [-1.2, 0.3, 2.0]),
  'negative': (tf.negative, [-1.2, 0.3, 2.0]), 'sigmoid': (tf.sigmoid, [-1.2, 0.3, 2.0]), 'softplus': (tf.math.softplus, [-1.2, 0.3, 2.0]),
  'log_sigmoid': (tf.math.log_sigmoid, [-1.2, 0.3, 2.0]), 'erf': (tf.math.erf, [-1.2, 0.3, 2.0]), 'erfc': (tf.math.erfc, [-1.2, 0.3, 2.0]),
  'sinc by hand': (lambda x: tf.sin(x) / x, [-1.2, 0.3, 2.0]), 'identity': (tf.identity, [-1.2, 0.3, 2.0]),
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
