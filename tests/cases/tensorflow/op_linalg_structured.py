import tensorflow as tf
A0 = tf.constant([[4.0, 1.0, 0.5], [1.0, 3.0, -0.2], [0.5, -0.2, 2.0]]); B0 = tf.constant([1.0, -2.0, 3.0])
fns = {
  'diag': lambda a, b: tf.linalg.diag(b), 'diag batch': lambda a, b: tf.linalg.diag(a), 'diag_part': lambda a, b: tf.linalg.diag_part(a), 'set_diag': lambda a, b: tf.linalg.set_diag(a, b), 'band_part lower': lambda a, b: tf.linalg.band_part(a, -1, 0), 'band_part upper': lambda a, b: tf.linalg.band_part(a, 0, -1), 'trace': lambda a, b: tf.linalg.trace(a), 'eye': lambda a, b: a * tf.eye(3), 'eye rect': lambda a, b: a[:2] * tf.eye(2, 3),
  'eye batch': lambda a, b: tf.eye(3, batch_shape=[2]) * a, 'vander': lambda a, b: b[:, None] ** tf.range(3, dtype=tf.float32), 'norm rows': lambda a, b: tf.norm(a, axis=-1), 'symmetrize': lambda a, b: 0.5 * (a + tf.transpose(a)), 'quad': lambda a, b: tf.tensordot(b, tf.linalg.matvec(a, b), 1), 'rayleigh': lambda a, b: tf.tensordot(b, tf.linalg.matvec(a, b), 1) / tf.tensordot(b, b, 1), 'adjoint': lambda a, b: tf.linalg.adjoint(a), 'cholesky upper': lambda a, b: tf.transpose(tf.linalg.cholesky(a)),
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
