import tensorflow as tf
A0 = tf.constant([[4.0, 1.0, 0.5], [1.0, 3.0, -0.2]]); B0 = tf.constant([0.3, 1.5, 2.0])
fns = {
  'batch_norm': lambda a, b: tf.nn.batch_normalization(a, mean=tf.reduce_mean(a, 0), variance=tf.math.reduce_variance(a, 0), offset=b, scale=b * 2.0, variance_epsilon=1e-3), 'batch_norm none': lambda a, b: tf.nn.batch_normalization(a, 0.5, b, None, None, 1e-3), 'l2_normalize': lambda a, b: tf.nn.l2_normalize(a, axis=1), 'l2_normalize all': lambda a, b: tf.nn.l2_normalize(a, [0, 1]),
  'layer norm by hand': lambda a, b: b * (a - tf.reduce_mean(a, -1, keepdims=True)) / tf.sqrt(tf.math.reduce_variance(a, -1, keepdims=True) + 1e-5), 'clip_by_norm': lambda a, b: tf.clip_by_norm(a, 2.0), 'clip_by_norm axis': lambda a, b: tf.clip_by_norm(a, 2.0, axes=[1]), 'clip_by_norm inside': lambda a, b: tf.clip_by_norm(a, 100.0), 'clip_by_global_norm': lambda a, b: tf.clip_by_global_norm([a, b], 1.5)[0][0], 'global_norm': lambda a, b: tf.linalg.global_norm([a, b]),
  'clip_by_value tensors': lambda a, b: tf.clip_by_value(a, b - 1.0, b + 1.0), 'moments': lambda a, b: tf.nn.moments(a, [1])[1], 'standard': lambda a, b: (a - tf.reduce_mean(a, 0)) / (tf.math.reduce_std(a, 0) + b), 'cosine': lambda a, b: tf.reduce_sum(tf.nn.l2_normalize(a, 1) * tf.nn.l2_normalize(b, 0), 1), 'bias_add': lambda a, b: tf.nn.bias_add(a, b),
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
