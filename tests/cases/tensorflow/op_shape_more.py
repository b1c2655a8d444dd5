import tensorflow as tf
A0 = tf.constant([[4.0, 1.0, 0.5], [1.0, 3.0, -0.2], [7.0, -8.0, 9.0]]); B0 = tf.constant([[1.0, 2.0, 3.0, 4.0]])
fns = {
  'cumsum': lambda a, b: tf.cumsum(a), 'cumsum 1': lambda a, b: tf.cumsum(a, axis=1), 'cumsum ex': lambda a, b: tf.cumsum(a, axis=1, exclusive=True), 'cumsum rev': lambda a, b: tf.cumsum(a, axis=0, reverse=True), 'cumsum both': lambda a, b: tf.math.cumsum(a, 1, exclusive=True, reverse=True),
  'cumprod': lambda a, b: tf.math.cumprod(a, axis=1), 'cumprod ex': lambda a, b: tf.math.cumprod(a, axis=0, exclusive=True), 'cumulative_logsumexp': lambda a, b: tf.math.cumulative_logsumexp(a, axis=1), 'diag': lambda a, b: tf.linalg.diag(a[0]), 'diag k': lambda a, b: tf.linalg.diag(a[0], k=1), 'diag_part': lambda a, b: tf.linalg.diag_part(a),
  'diag_part k': lambda a, b: tf.linalg.diag_part(a, k=1), 'tensor_diag': lambda a, b: tf.linalg.tensor_diag(a[1]), 'tensor_diag_part': lambda a, b: tf.linalg.tensor_diag_part(a), 'set_diag': lambda a, b: tf.linalg.set_diag(a, b[0, :3]), 'band_part': lambda a, b: tf.linalg.band_part(a, -1, 0), 'band_part 0 1': lambda a, b: tf.linalg.band_part(a, 0, 1),
  'trace': lambda a, b: tf.linalg.trace(a), 'matrix_transpose': lambda a, b: tf.linalg.matrix_transpose(a), 'space_to_batch': lambda a, b: tf.reshape(b, [2, 2]), 'boolean_mask': lambda a, b: tf.boolean_mask(a, [True, False, True]), 'boolean_mask 2': lambda a, b: tf.boolean_mask(a, a > 0.0), 'boolean_mask axis': lambda a, b: tf.boolean_mask(a, [True, False, True], axis=1),
  'sort': lambda a, b: tf.sort(a, axis=1), 'sort desc': lambda a, b: tf.sort(a, axis=0, direction='DESCENDING'), 'top_k': lambda a, b: tf.math.top_k(a, 2).values, 'top_k nn': lambda a, b: tf.nn.top_k(a, k=1)[0], 'dynamic_partition': lambda a, b: tf.dynamic_partition(a, [0, 1, 0], 2)[0], 'dynamic_stitch': lambda a, b: tf.dynamic_stitch([[0, 2], [1]], [a[:2], a[2:]]),
  'linspace': lambda a, b: tf.linspace(a[0, 0], a[0, 1], 4), 'einsum diag': lambda a, b: tf.einsum('ii->i', a), 'vector concat': lambda a, b: tf.concat([tf.reshape(a, [-1]), b[0]], 0), 'fill': lambda a, b: tf.fill([2, 2], a[0, 0]),
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
