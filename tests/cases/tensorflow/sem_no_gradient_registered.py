import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.Variable([3.0, 1.0, 3.0]); m = tf.Variable([[2.0, 1.0], [0.5, 3.0]])
fns = {
  'unique': lambda: tf.unique(x).y, 'truncatemod': lambda: tf.truncatemod(x, 2.0), 'lu': lambda: tf.linalg.lu(m).lu, 'bitcast': lambda: tf.bitcast(x, tf.float32), 'is_nan': lambda: tf.math.is_nan(x), 'is_inf': lambda: tf.math.is_inf(x), 'is_finite': lambda: tf.math.is_finite(x),
  'histogram': lambda: tf.histogram_fixed_width(x, [0.0, 5.0], 5), 'nextafter': lambda: tf.math.nextafter(x, 4.0), 'floor': lambda: tf.floor(x), 'truncatediv': lambda: tf.truncatediv(x, 2.0), 'in_top_k': lambda: tf.math.in_top_k([0, 1], m, 1), 'searchsorted': lambda: tf.searchsorted([1.0, 2.0], x), 
}
out = {}
for name, f in fns.items():
  with tf.GradientTape() as t:
    y = msg(f)
  g = msg(lambda: t.gradient(y, [x, m]))
  out[name] = g
for k, v in out.items():
  print(k, '->', v)
