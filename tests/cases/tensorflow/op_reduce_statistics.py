import tensorflow as tf
A0 = tf.constant([[4.0, 1.0, 0.5], [1.0, 3.0, -0.2]]); B0 = tf.constant([[[1.0, 2.0], [0.5, -1.0]], [[3.0, 0.25], [2.0, 2.0]]])
fns = {
  'std': lambda a, b: tf.math.reduce_std(a), 'std 0': lambda a, b: tf.math.reduce_std(a, axis=0), 'var': lambda a, b: tf.math.reduce_variance(a), 'var 1 keep': lambda a, b: tf.math.reduce_variance(b, axis=1, keepdims=True),
  'euclid': lambda a, b: tf.math.reduce_euclidean_norm(a), 'euclid 1': lambda a, b: tf.math.reduce_euclidean_norm(a, axis=1), 'norm': lambda a, b: tf.norm(a), 'norm 1': lambda a, b: tf.norm(a, ord=1, axis=1), 'norm inf': lambda a, b: tf.norm(a, ord=float('inf'), axis=0),
  'norm 3': lambda a, b: tf.norm(a, ord=3), 'norm euclidean': lambda a, b: tf.norm(a, 'euclidean', axis=1, keepdims=True), 'norm fro': lambda a, b: tf.norm(b, ord='fro', axis=[1, 2]), 'moments': lambda a, b: tf.nn.moments(a, axes=[0])[0] * tf.nn.moments(a, axes=[0])[1],
  'moments keep': lambda a, b: tf.stack(tf.nn.moments(b, axes=[0, 1], keepdims=True)), 'l2_loss': lambda a, b: tf.nn.l2_loss(a), 'zero_fraction': lambda a, b: tf.nn.zero_fraction(a), 'weighted': lambda a, b: tf.nn.weighted_moments(a, [0], tf.abs(a))[0],
  'l2_normalize': lambda a, b: tf.math.l2_normalize(a, axis=1), 'standardize': lambda a, b: (a - tf.reduce_mean(a)) / tf.math.reduce_std(a), 'softmax 0': lambda a, b: tf.nn.softmax(a, axis=0),
}
table = {}
for name, f in fns.items():
  a, b = tf.identity(A0), tf.identity(B0)
  try:
    with tf.GradientTape() as t:
      t.watch([a, b])
      y = f(a, b)
      w = tf.reshape(tf.range(1, tf.size(y) + 1), tf.shape(y))
      s = tf.reduce_sum(y * tf.cast(w, y.dtype))
    ga, gb = t.gradient(s, [a, b])
  except Exception as e:
    y = ga = gb = f"{type(e).__name__}: {e}"[:200]
  ga, gb = [tf.convert_to_tensor(g) if isinstance(g, tf.IndexedSlices) else g for g in (ga, gb)]
  table[name] = [y, ga, gb]
  print(name, '->', ga.numpy().round(4).tolist() if hasattr(ga, 'numpy') else ga, gb.numpy().round(4).tolist() if hasattr(gb, 'numpy') else gb)
