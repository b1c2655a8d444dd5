import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.Variable([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
out = {
  'mean negative': msg(lambda: tf.math.unsorted_segment_mean(x, [0, -1, 1], 3)), 'sum too far': msg(lambda: tf.math.unsorted_segment_sum(x, [0, 2, 1], 2)), 'stack axis': msg(lambda: tf.stack([x, x], axis=4)), 'squeeze negative': msg(lambda: tf.squeeze(x, axis=-2)), 'argmax list': msg(lambda: tf.argmax(x, axis=[0])), 'divide_no_nan': msg(lambda: tf.math.divide_no_nan(3, x)), 'divide_no_nan mixed': msg(lambda: tf.math.divide_no_nan(x, tf.constant(2))),
  'softmax inf': tf.nn.softmax([1.0, float('inf'), 2.0]), 'set_diag double': tf.linalg.set_diag(tf.zeros([2, 2], tf.float64), [1.0, 2.0]), 'diag off': tf.linalg.diag([1.0, 2.0], k=-1), 'diag rows': tf.linalg.diag([1.0, 2.0], k=1, num_rows=2),
}
for k, v in out.items():
  print(k, '->', v)
