import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
i = tf.constant([1, 9]); x = tf.constant([1.0, 2.0])
out = {
  'any': msg(lambda: tf.reduce_any(x)), 'all': msg(lambda: tf.reduce_all(i)), 'relu6': tf.nn.relu6(i), 'relu': tf.nn.relu(i), 'gelu': msg(lambda: tf.nn.gelu(i)), 'xlogy': msg(lambda: tf.math.xlogy(i, i)), 'reciprocal_no_nan': msg(lambda: tf.math.reciprocal_no_nan(i)), 'complex': msg(lambda: tf.complex(i, i)), 'complex mixed': msg(lambda: tf.complex(x, tf.constant(1.0, tf.float64))), 'l2_loss': msg(lambda: tf.nn.l2_loss(i)), 'is_finite': msg(lambda: tf.math.is_finite(i)), 'std': msg(lambda: tf.math.reduce_std(i)), 'sort scalar': msg(lambda: tf.sort(1.0)), 'cumsum scalar': msg(lambda: tf.cumsum(1.0)), 'det vector': msg(lambda: tf.linalg.det(x)), 'atan2': msg(lambda: tf.math.atan2(i, i)), 'mean': tf.reduce_mean(i), 'softmax': msg(lambda: tf.nn.softmax(i)), 'log': msg(lambda: tf.math.log(i)), 'cast log': tf.math.log(tf.cast(i, tf.float64)),
}
for k, v in out.items():
  print(k, '->', v)
