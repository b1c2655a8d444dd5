import tensorflow as tf
fns = {'norm': tf.norm, 'norm 1': lambda x: tf.norm(x, 1), 'norm inf': lambda x: tf.norm(x, float('inf')), 'euclidean': tf.math.reduce_euclidean_norm, 'std': tf.math.reduce_std, 'variance': tf.math.reduce_variance, 'l2_normalize': tf.math.l2_normalize, 'normalize': lambda x: tf.linalg.normalize(x)[0], 'clip_by_norm': lambda x: tf.clip_by_norm(x, 1.0), 'global_norm': lambda x: tf.linalg.global_norm([x]), 'clip_by_global_norm': lambda x: tf.clip_by_global_norm([x], 1.0)[0][0], 'safe norm': lambda x: tf.sqrt(tf.reduce_sum(x * x) + 1e-12), 'cosine': lambda x: tf.reduce_sum(x * [1.0, 0.0]) / tf.norm(x), 'divide_no_nan': lambda x: tf.math.divide_no_nan(x, tf.norm(x)), 'logsumexp': tf.reduce_logsumexp, 'max': tf.reduce_max, 'prod': tf.reduce_prod}
table = {}
for name, f in fns.items():
  x = tf.constant([0.0, 0.0])
  with tf.GradientTape() as t:
    t.watch(x)
    y = f(x)
  g = t.gradient(y, x)
  table[name] = [y, g]
  print(name, y.numpy(), g.numpy())
