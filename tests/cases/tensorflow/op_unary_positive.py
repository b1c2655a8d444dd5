import tensorflow as tf
cases = {
  'log': (tf.math.log, [0.3, 1.5, 4.0]), 'log1p': (tf.math.log1p, [0.3, 1.5, 4.0]), 'sqrt': (tf.sqrt, [0.3, 1.5, 4.0]),
  'rsqrt': (tf.math.rsqrt, [0.3, 1.5, 4.0]), 'reciprocal': (tf.math.reciprocal, [0.3, 1.5, 4.0]),
  'reciprocal_no_nan': (tf.math.reciprocal_no_nan, [0.3, 0.0, 4.0]), 'log2': (lambda x: tf.math.log(x) / tf.math.log(2.0), [0.3, 1.5, 4.0]),
  'x**0.5': (lambda x: x ** 0.5, [0.3, 1.5, 4.0]), 'x**-1.5': (lambda x: x ** -1.5, [0.3, 1.5, 4.0]), 'x**x': (lambda x: x ** x, [0.3, 1.5, 4.0]),
  '2**x': (lambda x: 2.0 ** x, [0.3, 1.5, 4.0]), 'x**3': (lambda x: x ** 3, [0.3, 1.5, 4.0]), 'pow': (lambda x: tf.pow(x, 2.5), [0.3, 1.5, 4.0]),
  'math.pow': (lambda x: tf.math.pow(x, [1.0, 2.0, 3.0]), [0.3, 1.5, 4.0]), 'xlogx': (lambda x: x * tf.math.log(x), [0.3, 1.5, 4.0]),
  'math.sqrt': (tf.math.sqrt, [0.3, 1.5, 4.0]), 'xdivy': (lambda x: tf.math.xdivy(2.0, x), [0.3, 1.5, 4.0]),
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
