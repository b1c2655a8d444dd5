import tensorflow as tf
a = tf.zeros([2, 3]); s = tf.constant(1.0)
print(a.shape, s.shape, a.dtype, repr(a.dtype), repr(a.shape)); print(tf.shape(a), tf.size(a), tf.rank(a)); print(a.shape.as_list(), a.shape.ndims, a.shape[1], list(a.shape), len(a.shape))
print(tf.float32, repr(tf.float32), tf.int64.name, tf.float64.as_numpy_dtype, tf.float32.max, tf.float16.min, tf.int8.max, tf.float32.size, tf.as_dtype('float32'), tf.bool, tf.string, tf.complex64, tf.float32.is_floating, tf.int32.is_integer)
print(tf.TensorShape([2, None]), repr(tf.TensorShape([2, None])), tf.TensorShape([]), tf.TensorShape(None), tf.TensorShape([1, 2]) == [1, 2], tf.TensorShape([2]).concatenate([3]), tf.TensorShape([2, 3]).num_elements())
print(tf.broadcast_static_shape(tf.TensorShape([2, 1]), tf.TensorShape([3])), tf.broadcast_dynamic_shape([2, 1], [3]), a.shape == (2, 3), a.shape == [2, 3], a.dtype == tf.float32, a.dtype == 'float32')
print(type(a).__name__, type(tf.Variable(1.0)).__name__, type(a.shape).__name__, type(a.dtype).__name__, type(a.numpy()).__name__, type(s.numpy()).__name__)
