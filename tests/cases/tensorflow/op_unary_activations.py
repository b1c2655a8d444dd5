import tensorflow as tf
cases = {
  'nn.sigmoid': (tf.nn.sigmoid, [-1.2, 0.3, 2.0]), 'nn.tanh': (tf.nn.tanh, [-1.2, 0.3, 2.0]), 'nn.softplus': (tf.nn.softplus, [-1.2, 0.3, 2.0]),
  'nn.softsign': (tf.nn.softsign, [-1.2, 0.3, 2.0]), 'nn.swish': (tf.nn.swish, [-1.2, 0.3, 2.0]), 'nn.silu': (tf.nn.silu, [-1.2, 0.3, 2.0]),
  'silu beta': (lambda x: tf.nn.silu(x, beta=2.0), [-1.2, 0.3, 2.0]), 'nn.gelu': (tf.nn.gelu, [-1.2, 0.3, 2.0]), 'gelu approximate': (lambda x: tf.nn.gelu(x, approximate=True), [-1.2, 0.3, 2.0]),
  'nn.softmax': (tf.nn.softmax, [-1.2, 0.3, 2.0]), 'nn.log_softmax': (tf.nn.log_softmax, [-1.2, 0.3, 2.0]), 'hard by hand': (lambda x: tf.clip_by_value(0.2 * x + 0.5, 0.0, 1.0), [-1.2, 0.3, 2.0]),
  'mish by hand': (lambda x: x * tf.tanh(tf.math.softplus(x)), [-1.2, 0.3, 2.0]), 'keras relu': (tf.keras.activations.relu, [-1.2, 0.3, 2.0]), 'keras tanh': (tf.keras.activations.tanh, [-1.2, 0.3, 2.0]),
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
