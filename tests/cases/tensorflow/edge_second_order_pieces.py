import tensorflow as tf
fns = {
  'relu': tf.nn.relu, 'abs': tf.abs, 'maximum': lambda x: tf.maximum(x, 1.0), 'minimum': lambda x: tf.minimum(x * x, 1.0), 'clip': lambda x: tf.clip_by_value(x, 0.0, 1.0), 'leaky': tf.nn.leaky_relu, 'elu': tf.nn.elu, 'selu': tf.nn.selu, 'relu6': tf.nn.relu6, 'softsign': tf.nn.softsign, 'reduce_max': lambda x: tf.reduce_max(x * x), 'where': lambda x: tf.where(x > 0.0, x * x, x), 'square relu': lambda x: tf.nn.relu(x) ** 2, 'max tie': lambda x: tf.maximum(x, x), 'sort': lambda x: tf.sort(x) * tf.constant([1.0, 2.0, 3.0]),
  'linear': lambda x: 3.0 * x, 'sum': tf.reduce_sum, 'cast': lambda x: tf.cast(tf.cast(x, tf.float64), tf.float32), 'stop': lambda x: x * tf.stop_gradient(x), 'gather': lambda x: tf.gather(x, [0, 0, 2]) ** 2, 'prod': tf.reduce_prod, 'norm': tf.norm, 'cumsum': lambda x: tf.cumsum(x) ** 2, 'cumprod': lambda x: tf.math.cumprod(x), 'floor': lambda x: x * tf.floor(x), 'mod': lambda x: x % 2.0, 'std': tf.math.reduce_std, 'top_k': lambda x: tf.math.top_k(x, 1).values ** 2, 'softmax': tf.nn.softmax, 'logsumexp': tf.reduce_logsumexp,
}
table = {}
for name, f in fns.items():
  x = tf.constant([-1.5, 0.5, 2.0])
  with tf.GradientTape() as t2:
    t2.watch(x)
    with tf.GradientTape() as t:
      t.watch(x)
      y = f(x)
    g = t.gradient(y, x)
  try:
    h = t2.gradient(g, x)
  except (LookupError, AttributeError) as e:
    h = str(e)
  table[name] = [y, g, h]
  print(name, g.numpy() if hasattr(g, 'numpy') else g, h.numpy() if hasattr(h, 'numpy') else h)
