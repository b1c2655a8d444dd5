import tensorflow as tf
def msg(f):
  try:
    return f()
  except Exception as e:
    return f"{type(e).__name__}: {e}"
x = tf.Variable(2.0)
y = x * x
out = {
  'gradients': msg(lambda: tf.gradients(y, x)), 'log': msg(lambda: tf.log(2.0)), 'placeholder': msg(lambda: tf.placeholder(tf.float32)), 'Session': msg(lambda: tf.Session()), 'contrib': msg(lambda: tf.contrib), 'to_float': msg(lambda: tf.to_float(1)), 'math.foo': msg(lambda: tf.math.foo), 'nn.foo': msg(lambda: tf.nn.foo), 'global_variables_initializer': msg(lambda: tf.global_variables_initializer()), 'train optimizer': msg(lambda: tf.train.GradientDescentOptimizer(0.1)), 'div': msg(lambda: tf.div(1, 2)), 'mul': msg(lambda: tf.mul(1.0, 2.0)), 'pack': msg(lambda: tf.pack([1])), 'ceil': msg(lambda: tf.ceil(1.5)), 'reduce_std': msg(lambda: tf.reduce_std([1.0])), 'is_nan': msg(lambda: tf.is_nan(1.0)), 'log1p': msg(lambda: tf.log1p(1.0)), 'matrix_inverse': msg(lambda: tf.matrix_inverse([[1.0]])),
}
for k, v in out.items():
  print(k, '->', v)
