import tensorflow as tf
A0 = tf.constant([[4.0, 1.0, 0.5], [1.0, 3.0, -0.2], [7.0, -8.0, 9.0]]); B0 = tf.constant([1.0, 2.0, 3.0, 4.0])
fns = {
  'gather': lambda a, b: tf.gather(b, [0, 3, 3]), 'gather 0': lambda a, b: tf.gather(a, [2, 0]), 'gather 1': lambda a, b: tf.gather(a, [2, 0], axis=1), 'gather -1': lambda a, b: tf.gather(a, [1], axis=-1), 'gather matrix': lambda a, b: tf.gather(b, [[0, 1], [2, 2]]), 'gather scalar': lambda a, b: tf.gather(b, 2),
  'gather batch': lambda a, b: tf.gather(a, [[0, 1], [1, 1], [2, 0]], batch_dims=1), 'gather batch axis': lambda a, b: tf.gather(a, [[0], [1], [2]], axis=1, batch_dims=1), 'gather_nd': lambda a, b: tf.gather_nd(a, [[0, 0], [2, 1]]), 'gather_nd rows': lambda a, b: tf.gather_nd(a, [[0], [2], [2]]), 'gather_nd batch': lambda a, b: tf.gather_nd(a, [[0], [2], [1]], batch_dims=1),
  'embedding_lookup': lambda a, b: tf.nn.embedding_lookup(a, [1, 1, 2]), 'embedding 2d': lambda a, b: tf.nn.embedding_lookup(a, [[1, 0]]), 'take row': lambda a, b: a[1], 'take_along': lambda a, b: tf.experimental.numpy.take_along_axis(a, tf.constant([[0], [1], [2]]), axis=1), 'index by tensor': lambda a, b: a[tf.constant(2)], 'gather of product': lambda a, b: tf.gather(a * 2.0, [1, 1]),
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
