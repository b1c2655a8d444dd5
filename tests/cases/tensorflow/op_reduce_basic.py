import tensorflow as tf
A0 = tf.constant([[4.0, 1.0, 0.5], [1.0, 3.0, -0.2]]); B0 = tf.constant([[[1.0, 2.0], [0.5, -1.0]], [[3.0, 0.25], [2.0, 2.0]]])
fns = {
  'sum': lambda a, b: tf.reduce_sum(a), 'sum 0': lambda a, b: tf.reduce_sum(a, 0), 'sum 1 keep': lambda a, b: tf.reduce_sum(a, 1, keepdims=True), 'sum -1': lambda a, b: tf.reduce_sum(b, -1), 'sum [0,2]': lambda a, b: tf.reduce_sum(b, axis=[0, 2]),
  'sum (0,1)': lambda a, b: tf.reduce_sum(b, axis=(0, 1)), 'sum []': lambda a, b: tf.reduce_sum(a, axis=[]), 'mean': lambda a, b: tf.reduce_mean(a), 'mean 0': lambda a, b: tf.reduce_mean(a, axis=0), 'mean [1,2] keep': lambda a, b: tf.reduce_mean(b, [1, 2], keepdims=True),
  'prod': lambda a, b: tf.reduce_prod(a), 'prod 1': lambda a, b: tf.reduce_prod(a, axis=1), 'prod [0,1]': lambda a, b: tf.reduce_prod(b, axis=[0, 1]), 'max': lambda a, b: tf.reduce_max(a), 'max 1': lambda a, b: tf.reduce_max(b, 1), 'min': lambda a, b: tf.reduce_min(a, axis=0),
  'logsumexp': lambda a, b: tf.reduce_logsumexp(a), 'logsumexp 1': lambda a, b: tf.reduce_logsumexp(a, axis=1, keepdims=True), 'math.reduce_sum': lambda a, b: tf.math.reduce_sum(b, 1), 'sum axis tensor': lambda a, b: tf.reduce_sum(b, tf.constant([0, 1])),
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
