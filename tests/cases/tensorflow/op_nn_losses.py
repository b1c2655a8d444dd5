import tensorflow as tf
A0 = tf.constant([[2.0, -1.0, 0.5], [0.1, 0.2, -3.0]]); B0 = tf.constant([[0.2, 0.5, 0.3], [1.0, 0.0, 0.0]])
fns = {
  'softmax_xent': lambda a, b: tf.nn.softmax_cross_entropy_with_logits(labels=b, logits=a), 'softmax_xent stop': lambda a, b: tf.nn.softmax_cross_entropy_with_logits(tf.stop_gradient(b), a), 'softmax_xent axis': lambda a, b: tf.nn.softmax_cross_entropy_with_logits(labels=b, logits=a, axis=0), 'sparse_xent': lambda a, b: tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[2, 0], logits=a),
  'sigmoid_xent': lambda a, b: tf.nn.sigmoid_cross_entropy_with_logits(labels=b, logits=a), 'weighted_xent': lambda a, b: tf.nn.weighted_cross_entropy_with_logits(labels=b, logits=a, pos_weight=2.0), 'log_poisson': lambda a, b: tf.nn.log_poisson_loss(b, a), 'log_poisson full': lambda a, b: tf.nn.log_poisson_loss(b, a, compute_full_loss=True), 'l2_loss': lambda a, b: tf.nn.l2_loss(a),
  'mse': lambda a, b: tf.reduce_mean(tf.square(a - b)), 'average': lambda a, b: tf.nn.compute_average_loss(tf.nn.l2_loss(a) * [1.0, 2.0], global_batch_size=4), 'average default': lambda a, b: tf.nn.compute_average_loss(a[:, 0]),
  'regularization': lambda a, b: tf.nn.scale_regularization_loss(tf.nn.l2_loss(a)), 'log_softmax': lambda a, b: tf.nn.log_softmax(a), 'log_softmax 0': lambda a, b: tf.nn.log_softmax(a, axis=0), 'softmax': lambda a, b: tf.nn.softmax(a), 'huber by hand': lambda a, b: tf.where(tf.abs(a - b) < 1.0, 0.5 * (a - b) ** 2, tf.abs(a - b) - 0.5),
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
