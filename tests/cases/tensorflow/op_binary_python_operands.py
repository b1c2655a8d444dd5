import numpy as np
import tensorflow as tf
fns = {
  '2 + x': lambda x: 2 + x, '2 - x': lambda x: 2 - x, '2 * x': lambda x: 2 * x, '2 / x': lambda x: 2 / x, '2 ** x': lambda x: 2 ** x, '7 // x': lambda x: 7 // x, '7 % x': lambda x: 7 % x,
  'x + 2': lambda x: x + 2, 'x / 2': lambda x: x / 2, 'x ** 2': lambda x: x ** 2, 'x ** -1': lambda x: x ** -1, 'x // 2': lambda x: x // 2, 'x % 2': lambda x: x % 2,
  'x * list': lambda x: x * [1.0, 2.0], 'list * x': lambda x: [1.0, 2.0] * x, 'x + np': lambda x: x + np.array([1.0, 2.0]), 'np * x': lambda x: np.array([1.0, 2.0]) * x, 'np - x': lambda x: np.array([1, 2]) - x,
  'np.float32 * x': lambda x: np.float32(2) * x, 'np.float64 / x': lambda x: np.float64(2) / x, 'np.int64 + x': lambda x: np.int64(2) + x, 'True * x': lambda x: True * x, 'abs': lambda x: abs(x), 'pos neg': lambda x: -(-x),
}
table = {}
for name, f in fns.items():
  x = tf.constant([1.5, -2.5])
  with tf.GradientTape() as t:
    t.watch(x)
    y = f(x)
  g = t.gradient(y, x)
  table[name] = [y, g]
  print(name, y, g)
