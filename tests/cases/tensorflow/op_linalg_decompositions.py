import tensorflow as tf
a0 = [[4.0, 1.0, 0.5], [1.0, 3.0, -0.2], [0.5, -0.2, 2.0]]
b0 = [[1.0, 2.0], [0.5, -1.0], [3.0, 0.25]]
A0 = tf.constant(a0, tf.float64); B0 = tf.constant(b0, tf.float64)
fns = {
  'eigh values': lambda a, b: tf.linalg.eigh(a)[0], 'eigh rebuild': lambda a, b: tf.linalg.eigh(a)[1] @ tf.linalg.diag(tf.linalg.eigh(a)[0]) @ tf.transpose(tf.linalg.eigh(a)[1]), 'svd rebuild': lambda a, b: tf.linalg.svd(b)[1] @ (tf.linalg.diag(tf.linalg.svd(b)[0]) @ tf.transpose(tf.linalg.svd(b)[2])), 'svd s': lambda a, b: tf.linalg.svd(a)[0], 'nuclear': lambda a, b: tf.reduce_sum(tf.linalg.svd(b, compute_uv=False)), 'qr q2': lambda a, b: tf.linalg.qr(a)[0] ** 2,
  'expm': lambda a, b: tf.linalg.expm(a * 0.3), 'sqrtm': lambda a, b: tf.linalg.sqrtm(a), 'pinv': lambda a, b: tf.linalg.pinv(a), 'matrix_rank': lambda a, b: tf.linalg.matrix_rank(a), 'norm 2': lambda a, b: tf.norm(a, 2, axis=(0, 1)), 'norm nuc inf': lambda a, b: tf.norm(a, float('inf'), axis=(0, 1)), 'normalize': lambda a, b: tf.linalg.normalize(a, axis=1)[0], 'kron': lambda a, b: tf.linalg.matvec(a, b[:, 0], transpose_a=True),
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
