import tensorflow as tf
x = tf.Variable([0.5, -1.0, 2.0])
fns = {'softmax': tf.nn.softmax, 'sort': tf.sort, 'cumsum': tf.cumsum, 'gather': lambda x: tf.gather(x, [2, 2, 0]), 'max': lambda x: tf.reduce_max(x), 'outer': lambda x: x[:, None] * x, 'concat': lambda x: tf.concat([x, x * x], 0), 'where': lambda x: tf.where(x > 0.0, x * x, 0.0), 'matmul': lambda x: tf.linalg.matvec(tf.ones([2, 3]), x * x), 'pad': lambda x: tf.pad(x, [[1, 1]]), 'reverse': lambda x: tf.reverse(x, [0]), 'conv': lambda x: tf.reshape(tf.nn.conv1d(tf.reshape(x, [1, 3, 1]), tf.ones([2, 1, 1]), 1, 'SAME'), [-1]), 'norm': tf.math.l2_normalize, 'tile': lambda x: tf.tile(x, [2]), 'top_k': lambda x: tf.math.top_k(x, 2).values, 'reshape': lambda x: tf.reshape(x * x, [3, 1]), 'det': lambda x: tf.linalg.det(tf.linalg.diag(x)), 'inv': lambda x: tf.linalg.inv(tf.linalg.diag(x)), 'round': tf.round, 'constant': lambda x: tf.constant([1.0, 2.0]), 'sign': tf.sign}
table = {}
for name, f in fns.items():
  with tf.GradientTape() as t:
    y = f(x)
  j = t.jacobian(y, x)
  table[name] = j
  print(name, None if j is None else j.numpy().tolist())
