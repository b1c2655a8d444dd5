import tensorflow as tf
def show(n, f, *xs):
  xs = [tf.constant(x) for x in xs]
  try:
    with tf.GradientTape() as t:
      t.watch(xs); y = f(*xs)
    print(n, '->', y.shape, t.gradient(y, xs))
  except Exception as e: print(n, '->', type(e).__name__, str(e)[:160])
A = [[1., 2., 3.]]; B = [[4.], [5.]]; C = 2.0; D = [[[1., 2., 3.]], [[4., 5., 6.]]]
for n, f in {'add': tf.add, 'mul': tf.multiply, 'sub': tf.subtract, 'div': tf.divide, 'pow': tf.pow, 'max': tf.maximum, 'min': tf.minimum, 'atan2': tf.atan2, 'sqd': tf.math.squared_difference, 'mod': tf.math.floormod, 'xlogy': tf.math.xlogy, 'dnn': tf.math.divide_no_nan, 'where': lambda a, b: tf.where(a > b - 3., a, b), 'logaddexp': lambda a, b: tf.math.log(tf.exp(a) + tf.exp(b)), 'matmul': lambda a, b: tf.matmul(b, a), 'clip': lambda a, b: tf.clip_by_value(a + b * 0, 1.5, 2.5), 'igamma': tf.math.igamma, 'fd': lambda a, b: a // b, 'huber': lambda a, b: tf.where(tf.abs(a - b) < 2., .5 * (a - b) ** 2, 2. * tf.abs(a - b) - 2.)}.items():
  show(n + ' row col', f, A, B); show(n + ' scalar', f, C, B); show(n + ' 3d', f, D, A) if n != 'matmul' else None; show(n + ' bad', f, [1., 2.], A) if n in ('add', 'where', 'matmul') else None
show('batched matmul', lambda a, b: a @ b, D, [[1.], [2.], [3.]]); show('batched bcast', lambda a, b: tf.matmul(a, b, transpose_b=True), D, [D]); show('bias', tf.nn.bias_add, A, [1., 1., 1.]); show('matvec', tf.linalg.matvec, D, [1., 2., 3.]); show('addn', lambda a, b: tf.add_n([a, b]), A, B)
