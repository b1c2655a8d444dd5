import tensorflow as tf
cases = {
  'lgamma': (tf.math.lgamma, [0.3, 1.5, 4.0]), 'digamma': (tf.math.digamma, [0.3, 1.5, 4.0]), 'erf': (tf.math.erf, [-0.5, 0.0, 0.9]), 'erfc': (tf.math.erfc, [-0.5, 0.0, 3.9]),
  'erfinv': (tf.math.erfinv, [-0.5, 0.0, 0.9]), 'ndtri': (tf.math.ndtri, [0.1, 0.5, 0.9]), 'expint': (tf.math.special.expint, [0.3, 1.0, 2.0]), 'spence': (tf.math.special.spence, [0.3, 1.5, 2.0]),
}
table = {}
for name, (f, pts) in cases.items():
  x = tf.constant(pts, tf.float64)
  with tf.GradientTape() as t:
    t.watch(x)
    y = f(x)
  g = t.gradient(y, x)
  table[name] = [y, g]
  print(name, y.numpy(), g.numpy())
