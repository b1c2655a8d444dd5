import tensorflow as tf
def d(f, x):
  x = tf.constant(x)
  with tf.GradientTape() as t2:
    t2.watch(x)
    with tf.GradientTape() as t1:
      t1.watch(x); y = f(x)
    g = t1.gradient(y, x)
  return y, g, t2.gradient(g, x) if g is not None else None
v = [1., 1., 3., 3., -2.]
for n, f in {'max': tf.reduce_max, 'min': tf.reduce_min, 'max sq': lambda x: tf.reduce_max(x * x), 'topk': lambda x: tf.math.top_k(x * x, 2).values, 'sort': lambda x: tf.sort(x * x), 'maximum xx': lambda x: tf.maximum(x * x, x), 'minimum': lambda x: tf.minimum(x * x, 1.), 'relu': lambda x: tf.nn.relu(x * x - 1.), 'abs': lambda x: tf.abs(x * x - 1.), 'clip': lambda x: tf.clip_by_value(x * x, 1., 9.), 'clip2': lambda x: tf.clip_by_value(x * x, x, 2 * x), 'elu': lambda x: tf.nn.elu(x - 1.), 'selu': lambda x: tf.nn.selu(x - 1.), 'relu6': lambda x: tf.nn.relu6(x * 2.), 'lrelu': lambda x: tf.nn.leaky_relu(x - 1.), 'sign': lambda x: tf.sign(x - 1.) * x, 'argmax gather': lambda x: tf.gather(x * x, tf.argmax(x)), 'where eq': lambda x: tf.where(tf.equal(x, 1.), x * x, x ** 3), 'maxpool': lambda x: tf.nn.max_pool1d((x * x)[None, :, None], 2, 1, 'VALID'), 'segmax': lambda x: tf.math.segment_max(x * x, [0, 0, 1, 1, 1]), 'usegmax': lambda x: tf.math.unsorted_segment_max(x * x, [0, 0, 1, 1, 1], 2), 'prod': lambda x: tf.reduce_prod(x - 1.), 'norm0': lambda x: tf.norm(x - x), 'pymax': lambda x: max(x[0], x[1]) ** 2, 'pyabs': lambda x: abs(x - 1.) * x, 'huber': lambda x: tf.keras.losses.Huber()(tf.zeros([5]), x), 'hinge': lambda x: tf.keras.losses.Hinge()(tf.ones([5]), x), 'mae': lambda x: tf.keras.losses.MeanAbsoluteError()(tf.ones([5]), x), 'floor': lambda x: tf.floor(x) * x, 'round': lambda x: tf.round(x) * x, 'mod': lambda x: tf.math.mod(x * x, 3.), 'cummax': lambda x: tf.scan(lambda a, b: tf.maximum(a, b), x * x), 'crelu': lambda x: tf.nn.crelu(x - 1.), 'gnorm': lambda x: tf.clip_by_norm(x * x, 3.), 'inf norm': lambda x: tf.norm(x, ord=float('inf')), 'one norm': lambda x: tf.norm(x - 1., ord=1), 'reduce_any': lambda x: tf.cast(tf.reduce_any(x > 0), tf.float32) * x, 'unique': lambda x: tf.unique(x * x)[0], 'dnn': lambda x: tf.math.divide_no_nan(x, x - 1.), 'maxmin': lambda x: tf.reduce_max(x) - tf.reduce_min(x), 'euclid': lambda x: tf.math.reduce_euclidean_norm(x - 1.), 'median': lambda x: tf.sort(x)[2] ** 2, 'std': lambda x: tf.math.reduce_std(x), 'amax kd': lambda x: tf.nn.softmax(x - tf.reduce_max(x, keepdims=True))}.items():
  try: print(n, '->', *d(f, v))
  except Exception as e: print(n, '->', type(e).__name__, str(e)[:100])
