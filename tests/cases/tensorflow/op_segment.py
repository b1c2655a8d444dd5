import tensorflow as tf
A0 = tf.constant([[4.0, 1.0], [0.5, 7.0], [2.0, 3.0], [1.0, 1.0]]); B0 = tf.constant([1.0, 5.0, 5.0, 2.0])
ids, loose = [0, 0, 1, 1], [1, 0, 1, -1]
fns = {
  'segment_sum': lambda a, b: tf.math.segment_sum(a, ids), 'segment_mean': lambda a, b: tf.math.segment_mean(a, ids), 'segment_max': lambda a, b: tf.math.segment_max(b, [0, 0, 0, 1]), 'segment_min': lambda a, b: tf.math.segment_min(a, ids), 'segment_prod': lambda a, b: tf.math.segment_prod(b, ids),
  'unsorted_sum': lambda a, b: tf.math.unsorted_segment_sum(a, loose, 2), 'unsorted_mean': lambda a, b: tf.math.unsorted_segment_mean(a, [1, 0, 1, 0], 2), 'unsorted_max': lambda a, b: tf.math.unsorted_segment_max(b, [1, 0, 1, 0], 2), 'unsorted_min': lambda a, b: tf.math.unsorted_segment_min(a, [1, 0, 1, 0], num_segments=2),
  'unsorted_prod': lambda a, b: tf.math.unsorted_segment_prod(b, [1, 0, 1, 0], 2), 'unsorted_sqrt_n': lambda a, b: tf.math.unsorted_segment_sqrt_n(a, [1, 0, 1, 0], 2), 'gap': lambda a, b: tf.math.segment_sum(b, [0, 0, 2, 2]),
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
