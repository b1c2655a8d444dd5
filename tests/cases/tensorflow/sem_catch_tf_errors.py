import tensorflow as tf
for f in (lambda: tf.matmul(tf.ones([2, 3]), tf.ones([2, 3])), lambda: tf.linalg.inv(tf.zeros([2, 2])), lambda: tf.gather([1, 2], [9]), lambda: tf.debugging.assert_equal(1, 2)):
  try:
    f()
  except (tf.errors.InvalidArgumentError, tf.errors.UnknownError) as e:
    print(type(e).__name__, type(e).__module__, e.error_code, e.message[:40] if e.message else None, e.op, e.node_def, isinstance(e, tf.errors.OpError), isinstance(e, ValueError))
try:
  raise tf.errors.NotFoundError(None, None, 'nothing here')
except tf.errors.OpError as e:
  print(e, e.message, e.error_code, repr(e)[:80])
print(tf.errors.OutOfRangeError.__mro__[1].__name__, tf.errors.INVALID_ARGUMENT, tf.errors.OutOfRangeError(None, None, 'x').error_code)
try:
  x = tf.constant(3)
  with tf.GradientTape() as t:
    t.watch(x)
    y = x * x
  t.gradient(y, x).numpy()
except AttributeError as e:
  print('caught', e)
