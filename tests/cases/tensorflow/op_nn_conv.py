import tensorflow as tf
A0 = tf.reshape(tf.range(1.0, 33.0), [1, 4, 4, 2]) / 10.0; B0 = tf.reshape(tf.range(1.0, 25.0), [2, 2, 2, 3]) / 5.0
fns = {
  'conv2d valid': lambda a, b: tf.nn.conv2d(a, b, strides=1, padding='VALID'), 'conv2d same': lambda a, b: tf.nn.conv2d(a, b, strides=[1, 1, 1, 1], padding='SAME'), 'conv2d stride': lambda a, b: tf.nn.conv2d(a, b, strides=2, padding='SAME'),
  'convolution': lambda a, b: tf.nn.convolution(a, b, padding='SAME'), 'conv1d': lambda a, b: tf.nn.conv1d(a[0], b[0], stride=1, padding='SAME'), 'conv2d_transpose': lambda a, b: tf.nn.conv2d_transpose(a, tf.transpose(b, [0, 1, 3, 2]), output_shape=[1, 8, 8, 3], strides=2, padding='SAME'), 'depthwise': lambda a, b: tf.nn.depthwise_conv2d(a, b, strides=[1, 1, 1, 1], padding='SAME'),
  'bias_add': lambda a, b: tf.nn.bias_add(a, b[0, 0, :, 0]), 'avg_pool': lambda a, b: tf.nn.avg_pool2d(a, 2, 2, 'VALID'), 'avg_pool same': lambda a, b: tf.nn.avg_pool2d(a, ksize=3, strides=2, padding='SAME'), 'max_pool': lambda a, b: tf.nn.max_pool2d(a, 2, 2, 'VALID'), 'max_pool same': lambda a, b: tf.nn.max_pool2d(tf.sin(a * 3.0), ksize=3, strides=1, padding='SAME'), 'max_pool generic': lambda a, b: tf.nn.max_pool(a, 2, 1, 'SAME'), 'avg_pool generic': lambda a, b: tf.nn.avg_pool(a, [1, 2, 2, 1], [1, 2, 2, 1], 'VALID'),
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
