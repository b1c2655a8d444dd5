import tensorflow as tf
A0 = tf.constant([[4.0, 1.0, 0.5], [1.0, 3.0, -0.2]]); B0 = tf.constant([[[1.0, 2.0], [0.5, -1.0]], [[3.0, 0.25], [2.0, 2.0]]])
fns = {
  'reshape': lambda a, b: tf.reshape(a, [3, 2]), 'reshape -1': lambda a, b: tf.reshape(b, [-1]), 'reshape (2,-1)': lambda a, b: tf.reshape(b, (2, -1)), 'transpose': lambda a, b: tf.transpose(a), 'transpose perm': lambda a, b: tf.transpose(b, perm=[1, 2, 0]),
  'expand_dims': lambda a, b: tf.expand_dims(a, 1), 'expand_dims -1': lambda a, b: tf.expand_dims(a, axis=-1), 'squeeze': lambda a, b: tf.squeeze(tf.expand_dims(a, 0)), 'squeeze axis': lambda a, b: tf.squeeze(a[:, None, :], axis=1), 'newaxis': lambda a, b: a[:, tf.newaxis],
  'concat 0': lambda a, b: tf.concat([a, a * 2.0], 0), 'concat 1': lambda a, b: tf.concat([a, b[0]], axis=1), 'concat -1': lambda a, b: tf.concat([b, b], -1), 'stack': lambda a, b: tf.stack([a, 2.0 * a]), 'stack 1': lambda a, b: tf.stack([a, a], axis=1), 'stack -1': lambda a, b: tf.stack([a, a], -1),
  'unstack': lambda a, b: tf.unstack(a)[1], 'unstack 1': lambda a, b: tf.unstack(b, axis=1)[0], 'split': lambda a, b: tf.split(a, 3, axis=1)[1], 'split sizes': lambda a, b: tf.split(a, [1, 2], axis=1)[1], 'tile': lambda a, b: tf.tile(a, [2, 1]), 'repeat': lambda a, b: tf.repeat(a, 2, axis=0),
  'repeat list': lambda a, b: tf.repeat(a, [1, 2], axis=0), 'repeat flat': lambda a, b: tf.repeat(a[0], 2), 'pad': lambda a, b: tf.pad(a, [[1, 0], [0, 2]]), 'pad const': lambda a, b: tf.pad(a, [[0, 1], [1, 0]], constant_values=9.0), 'pad reflect': lambda a, b: tf.pad(a, [[0, 0], [1, 1]], 'REFLECT'), 'pad symmetric': lambda a, b: tf.pad(a, [[1, 0], [1, 1]], mode='SYMMETRIC'),
  'reverse': lambda a, b: tf.reverse(a, [1]), 'roll': lambda a, b: tf.roll(a, 1, axis=1), 'roll 2': lambda a, b: tf.roll(b, shift=[1, -1], axis=[0, 2]), 'slice': lambda a, b: tf.slice(a, [0, 1], [2, 2]), 'slice -1': lambda a, b: tf.slice(b, [1, 0, 0], [1, -1, 1]), 'strided': lambda a, b: a[:, ::2], 'broadcast_to': lambda a, b: tf.broadcast_to(a, [2, 2, 3]),
  'meshgrid': lambda a, b: tf.meshgrid(a[0], a[1])[0], 'meshgrid ij': lambda a, b: tf.meshgrid(a[0], a[1], indexing='ij')[1], 'identity': lambda a, b: tf.identity(a), 'reverse_sequence': lambda a, b: tf.reverse_sequence(a, [2, 3], seq_axis=1), 'ensure_shape': lambda a, b: tf.ensure_shape(a, [2, None]),
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
