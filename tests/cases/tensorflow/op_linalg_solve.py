import tensorflow as tf
a0 = [[4.0, 1.0, 0.5], [1.0, 3.0, -0.2], [0.5, -0.2, 2.0]]
b0 = [[1.0, 2.0], [0.5, -1.0], [3.0, 0.25]]
A0 = tf.constant(a0, tf.float64); B0 = tf.constant(b0, tf.float64)
fns = {
  'inv': lambda a, b: tf.linalg.inv(a), 'inv adjoint': lambda a, b: tf.linalg.inv(a, adjoint=True), 'inv @ b': lambda a, b: tf.linalg.inv(a) @ b, 'solve': lambda a, b: tf.linalg.solve(a, b), 'solve vector': lambda a, b: tf.linalg.solve(a, b[:, :1])[:, 0], 'triangular lower': lambda a, b: tf.linalg.triangular_solve(a, b), 'triangular upper': lambda a, b: tf.linalg.triangular_solve(a, b, lower=False),
  'triangular adjoint': lambda a, b: tf.linalg.triangular_solve(a, b, adjoint=True), 'cholesky': lambda a, b: tf.linalg.cholesky(a), 'logdet chol': lambda a, b: 2.0 * tf.reduce_sum(tf.math.log(tf.linalg.diag_part(tf.linalg.cholesky(a)))), 'det': lambda a, b: tf.linalg.det(a), 'log abs det': lambda a, b: tf.linalg.slogdet(a).log_abs_determinant, 'lstsq': lambda a, b: tf.linalg.lstsq(b, a[:, :2]), 'lstsq ridge': lambda a, b: tf.linalg.lstsq(b, a, l2_regularizer=0.1),
  'batch inv': lambda a, b: tf.linalg.inv(tf.stack([a, a + tf.eye(3, dtype=tf.float64)])), 'batch solve': lambda a, b: tf.linalg.solve(tf.stack([a, 2.0 * a]), tf.stack([b, b])), 'batch det': lambda a, b: tf.linalg.det(tf.stack([a, 2.0 * a])), 'matmul adjoint': lambda a, b: tf.matmul(b, a, adjoint_a=True), 'mahalanobis': lambda a, b: tf.reduce_sum(b * tf.linalg.solve(a, b)),
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
