import tensorflow as tf
inf, nan = float('inf'), float('nan')
fns = {'sigmoid': tf.sigmoid, 'tanh': tf.tanh, 'softplus': tf.nn.softplus, 'exp': tf.exp, 'elu': tf.nn.elu, 'selu': tf.nn.selu, 'gelu': tf.nn.gelu, 'silu': tf.nn.silu, 'log1p': tf.math.log1p, 'expm1': tf.math.expm1, 'erf': tf.math.erf, 'atan': tf.atan, 'square': tf.square, 'rsqrt': tf.math.rsqrt, 'abs': tf.abs, 'relu': tf.nn.relu, 'asinh': tf.asinh, 'log_sigmoid': tf.math.log_sigmoid, 'softsign': tf.nn.softsign, 'sign': tf.sign}
table = {}
for name, f in fns.items():
  x = tf.constant([-inf, -1e30, -100.0, 100.0, 1e30, inf, nan])
  with tf.GradientTape() as t:
    t.watch(x)
    y = f(x)
  g = t.gradient(y, x)
  table[name] = [y, g]
  print(name, y.numpy(), g.numpy())
