import tensorflow as tf
a = tf.constant([1.0, 2.0, 3.0]); b = tf.constant([2.0, 2.0, 1.0]); p = tf.constant([True, False, True]); q = tf.constant([True, True, False])
out = {
  'less': tf.less(a, b), 'less_equal': tf.less_equal(a, b), 'greater': tf.greater(a, b), 'greater_equal': tf.greater_equal(a, b), 'equal': tf.equal(a, b), 'not_equal': tf.not_equal(a, b), 'math.less': tf.math.less(a, 2.0), '<': a < b, '>=': a >= 2, '!=': a != b, 'and': tf.logical_and(p, q), 'or': tf.logical_or(p, q), 'not': tf.logical_not(p), 'xor': tf.math.logical_xor(p, q), '&': p & q, '|': p | q, '~': ~p,
  'any': tf.reduce_any(p), 'all': tf.reduce_all(p, axis=0), 'where': tf.where(p), 'where3': tf.where(p, a, b), 'where scalar': tf.where(True, 1.0, 2.0), 'is_nan': tf.math.is_nan(a / 0.0 * 0.0), 'is_inf': tf.math.is_inf(a / 0.0), 'is_finite': tf.math.is_finite(a), 'cast': tf.cast(p, tf.int32), 'count': tf.math.count_nonzero(p), 'eq none': a == None, 'strings': tf.equal('a', ['a', 'b']),
  'bool as float': tf.cast(a > b, tf.float32) * a,
}
for k, v in out.items():
  print(k, '->', v)
