import tensorflow as tf
A0 = tf.constant([4.0, 1.0, 0.5, 7.0]); B0 = tf.constant([10.0, 20.0])
i = [[0], [2]]
fns = {
  'scatter_nd': lambda a, b: tf.scatter_nd(i, b, [4]), 'scatter_nd dup': lambda a, b: tf.scatter_nd([[1], [1]], b, [4]), 'scatter_nd 2d': lambda a, b: tf.scatter_nd([[0, 1], [1, 0]], b, [2, 2]), 'add': lambda a, b: tf.tensor_scatter_nd_add(a, i, b), 'sub': lambda a, b: tf.tensor_scatter_nd_sub(a, i, b), 'update': lambda a, b: tf.tensor_scatter_nd_update(a, i, b),
  'max': lambda a, b: tf.tensor_scatter_nd_max(a, i, b), 'min': lambda a, b: tf.tensor_scatter_nd_min(a, i, b), 'update matrix': lambda a, b: tf.tensor_scatter_nd_update(tf.reshape(a, [2, 2]), [[1]], [b]), 'add dup': lambda a, b: tf.tensor_scatter_nd_add(a, [[1], [1]], b),
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
