import tensorflow as tf
A0 = tf.reshape(tf.range(1.0, 13.0), [2, 2, 3]) / 4.0; B0 = tf.reshape(tf.range(1.0, 13.0), [2, 3, 2]) / 3.0
fns = {
  'matmul': lambda a, b: tf.matmul(a, b), 'broadcast': lambda a, b: a @ b[0], 'broadcast left': lambda a, b: a[1] @ b, 'transpose both': lambda a, b: tf.matmul(a, b, transpose_a=True, transpose_b=True), 'matvec batch': lambda a, b: tf.linalg.matvec(a, b[:, :, 0]), 'einsum batch': lambda a, b: tf.einsum('bij,bjk->bik', a, b), 'einsum ellipsis': lambda a, b: tf.einsum('...ij,...jk->...ik', a, b), 'einsum implicit': lambda a, b: tf.einsum('bij,bjk', a, b),
  'einsum sum': lambda a, b: tf.einsum('bij->b', a), 'einsum perm': lambda a, b: tf.einsum('bij->jib', a), 'einsum three': lambda a, b: tf.einsum('bij,bjk,bk->bi', a, b, b[:, 0]), 'einsum dot': lambda a, b: tf.einsum('bij,bji->', a, b), 'tensordot 2': lambda a, b: tf.tensordot(a, b, axes=[[0, 2], [0, 1]]), 'tensordot 0': lambda a, b: tf.tensordot(a[0, 0], b[0, :, 0], axes=0), 'tensordot 1': lambda a, b: tf.tensordot(a, b, 1),
  'dot': lambda a, b: tf.reduce_sum(a[0, 0] * b[0, :, 0]), 'outer': lambda a, b: a[0, 0][:, None] * b[0, :, 0][None, :], 'gram': lambda a, b: tf.matmul(a, a, transpose_b=True), 'cross': lambda a, b: tf.linalg.cross(a[0], b[:, :, 0]), 'attention': lambda a, b: tf.nn.softmax(0.1 * a @ b, -1) @ a,
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
