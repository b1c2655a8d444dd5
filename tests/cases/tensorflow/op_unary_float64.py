import tensorflow as tf
cases = {
  'sin': tf.sin, 'exp': tf.exp, 'tanh': tf.tanh, 'sigmoid': tf.sigmoid, 'log': tf.math.log, 'sqrt': tf.sqrt, 'rsqrt': tf.math.rsqrt, 'square': tf.square,
  'softplus': tf.nn.softplus, 'atan': tf.atan, 'log1p': tf.math.log1p, 'expm1': tf.math.expm1, 'reciprocal': tf.math.reciprocal, 'elu': tf.nn.elu,
}
table = {}
for name, f in cases.items():
  x = tf.Variable([0.25, 1.5], dtype=tf.float64)
  with tf.GradientTape() as t:
    y = f(x)
  g = t.gradient(y, x)
  table[name] = [y, g]
  print(name, y, g)
