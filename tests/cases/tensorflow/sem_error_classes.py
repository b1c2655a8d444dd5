import tensorflow as tf
caught = []
try:
  tf.ones([2]) + tf.ones([3])
except tf.errors.InvalidArgumentError as e:
  caught.append(type(e).__name__)
  text = e.message[-60:]
  code = e.error_code
try:
  tf.constant(1.0) + tf.constant(1)
except (TypeError, tf.errors.InvalidArgumentError) as e:
  caught.append(type(e).__name__)
try:
  tf.errors.InvalidArgumentError(None, None, 'made')
  raise tf.errors.OutOfRangeError(None, None, 'past')
except tf.errors.OpError as e:
  caught.append(type(e).__name__)
bases = [c.__name__ for c in tf.errors.InvalidArgumentError.__mro__[:3]]
print(caught, code, bases)
