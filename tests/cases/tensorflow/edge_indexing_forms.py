import tensorflow as tf
x = tf.Variable(tf.reshape(tf.range(24.0), [2, 3, 4]))
forms = {
  '[0]': lambda x: x[0], '[-1]': lambda x: x[-1], '[1, 2]': lambda x: x[1, 2], '[..., 0]': lambda x: x[..., 0], '[:, None, 1]': lambda x: x[:, None, 1], '[0, ..., tf.newaxis]': lambda x: x[0, ..., tf.newaxis], '[:, 1:]': lambda x: x[:, 1:], '[:, -2:, ::3]': lambda x: x[:, -2:, ::3], '[::-1]': lambda x: x[::-1], '[:, ::-2]': lambda x: x[:, ::-2], '[1, 2, 3]': lambda x: x[1, 2, 3],
  '[mask]': lambda x: x[x > 12.0], '[row mask]': lambda x: x[tf.constant([False, True])], '[tensor]': lambda x: x[tf.constant(1), 0], '[tensor slice]': lambda x: x[:, tf.constant(1):], '[5:]': lambda x: x[5:], '[:, 3:1]': lambda x: x[:, 3:1], 'iter': lambda x: [r for r in x][1], 'unstack': lambda x: tf.unstack(x, axis=2)[1], 'tuple slice': lambda x: x[(0, slice(None), 1)], 'twice': lambda x: x[0][1] * x[0][2],
}
table = {}
for name, f in forms.items():
  with tf.GradientTape() as t:
    y = f(x)
    s = tf.reduce_sum(y * y)
  g = t.gradient(s, x)
  table[name] = [y, tf.convert_to_tensor(g)]
  print(name, y.shape, tf.reduce_sum(g).numpy())
