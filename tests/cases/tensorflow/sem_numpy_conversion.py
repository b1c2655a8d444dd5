import numpy as np
import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
i = tf.constant([1, 2]); f = tf.constant([1.0, 2.0])
out = {
  'int + float array': msg(lambda: i + np.array([1.5, 2.5])), 'int + float64 scalar': msg(lambda: i * np.float64(2.5)), 'int + list': msg(lambda: i + [1.0, 2.0]), 'int - True': msg(lambda: i - True), 'True + int': msg(lambda: True + i), 'float * True': msg(lambda: f * True), 'float * bool array': msg(lambda: f * np.array([True, False])), 'float + complex array': msg(lambda: tf.constant(np.array([1j, 2.0]), tf.float32)),
  'constant': msg(lambda: tf.constant(np.array([1.7]), tf.int32)), 'constant list': msg(lambda: tf.constant([1.7], tf.int32)), 'bool of ints': msg(lambda: tf.constant([1, 0], tf.bool)), 'bool of array': msg(lambda: tf.constant(np.array([1, 0]), tf.bool)), 'int of bool': msg(lambda: tf.constant(True, tf.int32)), 'too large': msg(lambda: tf.constant(1e40)), 'operand too large': msg(lambda: f * 1e40), 'inf': tf.constant(float('inf')), 'wraps': tf.constant(300, tf.uint8),
  'assign': msg(lambda: tf.Variable([1, 2]).assign(np.array([1.5, 2.5])).numpy().tolist()), 'maximum': msg(lambda: tf.maximum(i, np.array([1.5, 0.5]))), 'python int max': msg(lambda: tf.maximum(f, 1)), 'f64 array': (f + np.array([1.0, 2.0])).dtype.name, 'f64 tensor': msg(lambda: f + tf.constant(np.array([1.0, 2.0]))),
}
for k, v in out.items():
  print(k, '->', v)
