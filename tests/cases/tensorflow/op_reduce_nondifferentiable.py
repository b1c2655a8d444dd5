import tensorflow as tf
x = tf.Variable([[1.0, 3.0, 2.0], [4.0, 0.0, 5.0]])
fns = {
  'argmax': lambda x: tf.argmax(x, axis=1), 'argmin': lambda x: tf.argmin(x, 0), 'math.argmax int32': lambda x: tf.math.argmax(x, 1, output_type=tf.int32), 'argsort': lambda x: tf.argsort(x), 'argsort desc': lambda x: tf.argsort(x, direction='DESCENDING'),
  'reduce_any': lambda x: tf.reduce_any(x > 3.0, axis=1), 'reduce_all': lambda x: tf.reduce_all(x >= 0.0), 'count_nonzero': lambda x: tf.math.count_nonzero(x), 'count_nonzero 0': lambda x: tf.math.count_nonzero(x, axis=0, dtype=tf.int32), 'size': lambda x: tf.size(x),
  'shape': lambda x: tf.shape(x), 'rank': lambda x: tf.rank(x), 'greater': lambda x: tf.greater(x, 2.0), 'equal': lambda x: tf.equal(x, 3.0), 'zeros_like': lambda x: tf.zeros_like(x), 'ones_like': lambda x: tf.ones_like(x), 'is_nan': lambda x: tf.math.is_nan(x),
  'is_finite': lambda x: tf.math.is_finite(x), 'where': lambda x: tf.where(x > 2.0), 'one_hot': lambda x: tf.one_hot(tf.argmax(x, 1), 3), 'sign': lambda x: tf.sign(x), 'floor': lambda x: tf.floor(x), 'cast': lambda x: tf.cast(x, tf.int32), 'bincount': lambda x: tf.math.bincount(tf.cast(x, tf.int32)),
}
out = {}
for name, f in fns.items():
  with tf.GradientTape() as t:
    y = f(x)
  try:
    g = t.gradient(y, x)
  except LookupError as e:
    g = str(e)
  out[name] = [y, g]
  print(name, y.numpy().tolist(), y.dtype.name, g.numpy().tolist() if hasattr(g, 'numpy') else g)
