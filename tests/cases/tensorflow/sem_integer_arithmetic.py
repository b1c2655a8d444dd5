import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
i = tf.constant([7, -7]); j = tf.constant([2, 2])
out = {
  '+': i + j, '*': i * j, '//': i // j, '%': i % j, '/': i / j, '**': i ** 2, '-': -i, 'abs': tf.abs(i), 'maximum': tf.maximum(i, 0), 'sum': tf.reduce_sum(i), 'mean': tf.reduce_mean(i), 'max': tf.reduce_max(i), 'matmul': tf.matmul([[1, 2]], [[3], [4]]), 'cast': tf.cast(i, tf.float32) / 2.0, 'truncatediv': tf.truncatediv(i, j), 'truncatemod': tf.truncatemod(i, j), 'floordiv': tf.math.floordiv(i, j),
  'square': tf.square(i), 'sign': tf.sign(i), 'clip': tf.clip_by_value(i, -1, 1), '&': tf.constant(6) & tf.constant(3), '|': tf.bitwise.bitwise_or(6, 3), '^': tf.constant(6) ^ tf.constant(3), '~': ~tf.constant(6), 'not': ~tf.constant([True, False]), 'and': tf.constant([True, False]) & tf.constant([True, True]), 'xor': tf.math.logical_xor([True, False], [True, True]), 'cumsum': tf.cumsum([1, 2, 3]), 'prod': tf.reduce_prod([1, 2, 3]),
  'div zero': msg(lambda: tf.constant(1) // tf.constant(0)), 'int / zero': tf.constant(1) / tf.constant(0), 'float // zero': tf.constant(1.0) // 0.0, 'neg pow': msg(lambda: tf.constant(2) ** -1), 'equal': i == j, 'less': i < j, 'overflow': tf.constant(2147483647) + 1, 'uint8': tf.constant(250, tf.uint8) + tf.constant(10, tf.uint8),
}
for k, v in out.items():
  print(k, '->', v)
